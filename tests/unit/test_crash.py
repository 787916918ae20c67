"""The report of a crash: where it came from, and not a word of any text."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from pathlib import Path

import pytest

from tui import crash

TEXT = "Дощ-from-an-article"


def _deep(note: str) -> None:
    local = note + TEXT
    raise ValueError(f"cannot parse {local}")


def _outer() -> None:
    try:
        _deep("my note")
    except ValueError as inner:
        raise RuntimeError(f"while drawing {TEXT}") from inner


@pytest.fixture
def error() -> BaseException:
    """An error with a cause, whose messages and variables hold a text."""
    with pytest.raises(RuntimeError) as caught:
        _outer()
    return caught.value


def test_a_report_says_where_not_what(error: BaseException) -> None:
    """Kinds of errors, places in the code, versions; no message, no variable, no path of this machine."""
    report = crash.report(error)
    assert TEXT not in report
    assert "my note" not in report
    assert "builtins.RuntimeError" in report
    assert "builtins.ValueError" in report
    assert re.search(r"tests/unit/test_crash\.py:\d+ in _deep", report)
    assert re.search(r"newsdesk \d+\.\d+.*textual 8\..*tinydb 4\.", report)
    assert str(Path(__file__).parents[2]) not in report
    assert str(Path.home()) not in report


def test_errors_that_lead_to_each_other_end() -> None:
    """A ring of causes is told once."""
    one, two = ValueError("x"), TypeError("y")
    one.__cause__, two.__cause__ = two, one
    assert crash.report(one).count("ValueError") == 1
    assert crash.report(one).count("TypeError") == 1


def test_a_report_is_for_its_owner(
    error: BaseException, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In the platform's state folder, mode 0600, whatever the umask."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    before = os.umask(0)
    try:
        path = crash.write(error)
    finally:
        os.umask(before)
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text(encoding="utf-8")
    assert text.startswith("newsdesk ")
    assert TEXT not in text


def test_a_second_report_does_not_hide_the_first(
    error: BaseException, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two crashes within one second of one process leave two reports."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    paths = {crash.write(error) for _ in range(2)}
    assert None not in paths
    assert len(paths) == 2


def test_a_report_finds_another_place(
    error: BaseException,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The temporary folder where the state folder cannot be; and none at all is no second failure."""
    (tmp_path / "file").touch()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file" / "state"))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "tmp"))
    path = crash.write(error)
    assert path is not None
    assert path.parent == tmp_path / "tmp"
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "file" / "tmp"))
    assert crash.write(error) is None
    crash.tell(error)
    assert "No report could be written" in capsys.readouterr().err


def test_what_is_said_is_one_sentence_for_a_person(
    error: BaseException, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error: that it stopped, and where the report is; no traceback, no text."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    crash.tell(error)
    out, err = capsys.readouterr()
    assert out == ""
    assert "RuntimeError" in err
    assert "Traceback" not in err
    assert TEXT not in err
    (written,) = (tmp_path / "state").rglob("crash-*.txt")
    assert str(written) in err
