"""The editor of one's choice, on a real terminal: it gets the terminal and the note, and gives both back."""

from __future__ import annotations

import os
import shutil
import signal
import time
from typing import TYPE_CHECKING, Final

import pytest
from program import COMMAND, ESCAPE, Place, assert_restored, calm
from terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

BASH: Final = shutil.which("bash") or ""

# Notes what it is given, says that it runs, and does what its first argument says.
EDITOR: Final = """#!/bin/sh
what=$1
for file; do :; done
seen="$(dirname "$0")/seen"
{ echo "$@"; stat -c %a "$file" "$(dirname "$file")"; stty -a | grep -o -- '-*icanon'; cat "$file"; } > "$seen"
[ "$what" = wait ] || echo "the editor runs"
case $what in
    append) printf 'дописано\\033[31m\\r\\n' >> "$file" ;;
    fail) printf 'lost' > "$file"; exit 3 ;;
    wait) printf 'half' > "$file"; echo "the editor runs"; while [ ! -e "$seen.go" ]; do sleep 0.05; done ;;
esac
"""


class _Rig:
    def __init__(self, folder: Path, what: str, name: str = "VISUAL") -> None:
        self.folder = folder / "Мій редактор"
        self.folder.mkdir()
        self.place = Place(folder)
        script = self.folder / "ред.sh"
        script.write_text(EDITOR, encoding="utf-8")
        script.chmod(0o755)
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        self.place.environment |= {
            "TMPDIR": str(self.temporary),
            "EDITOR": "/nowhere/at-all",
            name: f"'{script}' {what} --wait",
        }

    @property
    def seen(self) -> list[str]:
        return (self.folder / "seen").read_text(encoding="utf-8").splitlines()

    def go(self) -> None:
        (self.folder / "seen.go").touch()

    @property
    def notes(self) -> list[str]:
        return [annotation["note"] for annotation in self.place.objects("annotations")]


def _typing(terminal: Terminal, text: str) -> None:
    terminal.wait_for("Welcome")
    terminal.send("a")
    terminal.wait_for("ctrl+s save")
    terminal.send(text)
    terminal.wait_for(text)


def _quit(terminal: Terminal, keys: str = "q") -> None:
    terminal.send(keys)
    assert terminal.wait_exit() == 0
    assert_restored(terminal)


def test_ctrl_e_opens_the_note_in_the_editor_and_takes_back_what_it_wrote(tmp_path: Path) -> None:
    """By VISUAL before EDITOR, with its arguments; the file is private, the terminal clean, and all is clean again."""
    rig = _Rig(tmp_path, "append")
    with rig.place.open() as terminal:
        _typing(terminal, "перша думка")
        terminal.send("\x05")
        terminal.wait_for("written in your editor")
        assert "дописано[31m" in terminal.words
        arguments, file_mode, folder_mode, cooked, *text = rig.seen
        assert arguments.split()[:2] == ["append", "--wait"]
        assert arguments.endswith("note.md")
        assert (file_mode, folder_mode, cooked, text) == ("600", "700", "icanon", ["перша думка"])
        assert list(rig.temporary.iterdir()) == []
        terminal.send("\x1a")  # undo, within the note
        terminal.wait_gone("дописано")
        terminal.send("\x19\x13")
        terminal.wait_for("note saved")
        terminal.send("E")  # which saves by itself
        terminal.wait_for(lambda: rig.notes == ["перша думка\nдописано[31m\nдописано[31m"])
        calm(terminal)
        _quit(terminal)
    assert list(rig.temporary.iterdir()) == []


def test_an_editor_that_fails_gives_the_terminal_back(tmp_path: Path) -> None:
    """The note in the making stands as it was; a sentence says so."""
    rig = _Rig(tmp_path, "fail")
    with rig.place.open() as terminal:
        _typing(terminal, "as typed")
        terminal.send("\x05")
        terminal.wait_for("ended with status 3")
        terminal.send("\x13")
        terminal.wait_for("note saved")
        _quit(terminal)
    assert rig.notes == ["as typed"]
    assert list(rig.temporary.iterdir()) == []


def test_the_window_may_change_while_the_editor_runs(tmp_path: Path) -> None:
    """The desk is drawn at the new size when it comes back."""
    rig = _Rig(tmp_path, "wait")
    with rig.place.open() as terminal:
        _typing(terminal, "typed")
        terminal.send("\x05")
        terminal.wait_for("the editor runs")
        terminal.resize(70, 20)
        terminal.settle(0.2)
        rig.go()
        terminal.wait_for("half")
        terminal.wait_for(lambda: "ctrl+s" in terminal.lines[19])
        _quit(terminal, "\x13q")
    assert rig.notes == ["half"]


@pytest.mark.parametrize("end", ["it is asked to end", "the connection is lost"])
def test_when_the_session_ends_so_does_the_editor(tmp_path: Path, end: str) -> None:
    """What the editor had saved is a draft the next time; the terminal is clean, and no file is left."""
    rig = _Rig(tmp_path, "wait")
    with rig.place.open() as terminal:
        _typing(terminal, "typed")
        terminal.send("\x05")
        terminal.wait_for("the editor runs")
        if end == "the connection is lost":
            terminal.hang_up()
        else:
            os.kill(terminal.pid, signal.SIGTERM)
            terminal.wait_exit()
            assert_restored(terminal)
    assert list(rig.temporary.iterdir()) == []
    with rig.place.open() as terminal:
        terminal.wait_for("1 note not saved waits as a draft")
        terminal.send("a")
        terminal.wait_for("half")
        _quit(terminal, "\x13q")
    assert rig.notes == ["half"]


def test_ctrl_c_is_the_editors(tmp_path: Path) -> None:
    """The desk is still there when the editor has ended by it."""
    rig = _Rig(tmp_path, "wait")
    with rig.place.open() as terminal:
        _typing(terminal, "typed")
        terminal.send("\x05")
        terminal.wait_for("the editor runs")
        terminal.send("\x03")
        terminal.wait_for("was ended by SIGINT")
        _quit(terminal, "\x13q")
    assert rig.notes == ["half"]


@pytest.mark.skipif(not BASH, reason="needs a shell with job control")
def test_ctrl_z_in_the_editor_gives_the_shell_and_fg_the_editor(tmp_path: Path) -> None:
    """Both are one job of the shell."""
    rig = _Rig(tmp_path, "wait")
    environment = {**rig.place.environment, "PS1": "ready> "}
    with Terminal([BASH, "--norc", "--noediting", "-i"], environment) as terminal:
        terminal.wait_for("ready>")
        terminal.send(f"{COMMAND}\n")
        _typing(terminal, "typed")
        terminal.send("\x05")
        terminal.wait_for("the editor runs")
        terminal.send("\x1a")
        terminal.wait_for("Stopped")
        terminal.send("echo $((40 + 2))\n")
        terminal.wait_for("42")
        terminal.send("fg\n")
        rig.go()
        terminal.wait_for("written in your editor")
        terminal.send("\x13")
        terminal.wait_for("note saved")
        calm(terminal)
        terminal.send("q")
        terminal.wait_for(lambda: terminal.raw.endswith(b"ready> "))
        terminal.send("exit\n")
        assert terminal.wait_exit() == 0
    assert rig.notes == ["half"]


def test_killed_while_typing_without_a_pause_most_of_it_is_a_draft(tmp_path: Path) -> None:
    """Every few seconds what is typed is kept, also when the keys never stop."""
    place = Place(tmp_path)
    with place.open() as terminal:
        _typing(terminal, "start")
        words = [f"w{number}" for number in range(60)]
        until = time.monotonic() + 5
        typed = []
        for word in words:
            terminal.send(f" {word}")
            typed.append(word)
            terminal.wait_for(word)
            if time.monotonic() > until:
                break
            terminal.settle(0.1)
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.wait_exit()
    assert len(typed) > 12
    with place.open() as terminal:
        terminal.wait_for("1 note not saved waits as a draft")
        terminal.wait_for("✎ draft")
        terminal.send("a")
        terminal.wait_for("start w0 w1")
        terminal.wait_for(typed[len(typed) // 4])
        terminal.send(ESCAPE)
        _quit(terminal, "qk")
