"""A note in the user's own editor: what it is given, what comes back, and what is said when it goes wrong."""

from __future__ import annotations

import contextlib
import signal
import stat
import sys
from typing import TYPE_CHECKING, Final

import pytest

from tui.editor import Written, command, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Each gets the file as `file`, and as a Path `path`.
HEAD: Final = "import os, signal, sys\nfrom pathlib import Path\npath = Path(file := sys.argv[-1])\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Written]:
    """Write on a text with an editor that runs some Python; nothing may be left of it."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.delenv("VISUAL", raising=False)

    def run(text: str, code: str, line: int = 1, name: str = "мій редактор") -> Written:
        script = tmp_path / name
        script.write_text(f"#!{sys.executable}\n{HEAD}{code}\n", encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("EDITOR", f"'{script}' --wait")
        before = {
            number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGTSTP)
        }
        written = write(text, line, contextlib.nullcontext)
        assert {number: signal.getsignal(number) for number in before} == before
        assert list(temporary.iterdir()) == []
        return written

    return run


def test_the_file_is_private_and_has_the_note(run: Callable[..., Written], tmp_path: Path) -> None:
    """A Markdown file of mode 0600 in a folder of mode 0700; arguments are passed on."""
    seen = tmp_path / "seen"
    code = f"""
told = [sys.argv[1], path.name, path.read_text(), oct(path.stat().st_mode), oct(path.parent.stat().st_mode)]
Path({str(seen)!r}).write_text("|".join(told))
(path.parent / ".note.md.swp").touch()
"""
    run("Ґанок", code)
    argument, name, text, *modes = seen.read_text(encoding="utf-8").split("|")
    assert (argument, name, text) == ("--wait", "note.md", "Ґанок\n")
    assert [stat.S_IMODE(int(mode, 8)) for mode in modes] == [0o600, 0o700]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("path.write_text('b\\n')", "b"),
        ("path.write_text('b')", "b"),
        ("path.write_bytes(b'\\xef\\xbb\\xbfa\\r\\nb\\x1b[31m\\xe2\\x80\\xae\\r\\n\\r\\n')", "a\nb[31m"),
        ("path.write_text('')", ""),
        ("path.write_bytes('Перевірити білоруські слова'.encode('cp1251'))", "Перевірити білоруські слова"),
        ("path.with_suffix('.new').write_text('b'); os.replace(path.with_suffix('.new'), path)", "b"),
    ],
)
def test_what_comes_back_is_clean(run: Callable[..., Written], code: str, text: str) -> None:
    """However the editor writes: line ends, BOM, another encoding, another file in the place of its own."""
    assert run("a", code) == Written(text, "")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("path.write_text('b'); sys.exit(3)", "ended with status 3. The note is as it was."),
        ("path.unlink()", "left no file behind. The note is as it was."),
        ("path.write_bytes(bytes(range(256)) * 9)", "is no text. The note is as it was."),
        ("os.kill(os.getpid(), signal.SIGKILL)", "was ended by SIGKILL. The note is as it was."),
    ],
)
def test_a_failure_is_told_and_changes_nothing(run: Callable[..., Written], code: str, told: str) -> None:
    """Its name, what became of it, and that the note is as it was."""
    written = run("a", code)
    assert written.text is None
    assert written.failed
    assert told in written.told
    assert "мій редактор" in written.told


def test_what_a_killed_editor_had_saved_is_not_lost(run: Callable[..., Written]) -> None:
    """It comes back as what it is: written, and not finished."""
    written = run("a", "path.write_text('half'); os.kill(os.getpid(), signal.SIGTERM)")
    assert (written.text, written.failed, written.lost) == ("half", True, True)
    assert "stands here as a draft" in written.told


def test_an_editor_that_does_not_wait_is_noticed(run: Callable[..., Written]) -> None:
    """Nothing changed, within a moment: it may go on in a window of its own."""
    assert "--wait" in run("a", "").told
    assert run("a", "import time; time.sleep(1.1)") == Written(None, "")


def test_an_editor_that_can_goes_to_the_line(run: Callable[..., Written]) -> None:
    """Where its name is known; others might take it for a file."""
    code = "path.write_text(repr(sys.argv[1:-1]))"
    assert run("a", code, 7, name="vim").text == "['--wait', '+7']"
    assert run("a", code, 7, name="other").text == "['--wait']"
    assert run("a", code, 1, name="vim").text == "['--wait']"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"VISUAL": "a -b", "EDITOR": "c"}, ["a", "-b"]),
        ({"VISUAL": "  ", "EDITOR": "'/with space/ed' --x='y z'"}, ["/with space/ed", "--x=y z"]),
        ({"EDITOR": "'open"}, "EDITOR is “'open”, in which a quotation mark is not closed."),
        ({}, "No editor is set."),
        ({"VISUAL": "''"}, "No editor is set."),
    ],
)
def test_which_editor(environment: dict[str, str], expected: list[str] | str) -> None:
    """VISUAL before EDITOR, split as a shell would; or a sentence with what to set."""
    found = command(environment)
    if isinstance(expected, str):
        assert isinstance(found, str)
        assert found.startswith(expected)
        assert "EDITOR=nano" in found
    else:
        assert found == expected


@pytest.mark.parametrize("editor", ["no-such-editor -x", "/", "/etc/passwd"])
def test_an_editor_that_is_none(monkeypatch: pytest.MonkeyPatch, editor: str) -> None:
    """What was tried, and what to set."""
    monkeypatch.setenv("VISUAL", editor)
    written = write("a", 1, contextlib.nullcontext)
    assert written.failed
    assert f"There is no program “{editor.split(maxsplit=1)[0]}”" in written.told
    assert "EDITOR=nano" in written.told
