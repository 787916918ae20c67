"""How a session ends when it does not end with q: crashed, killed; and that two may go on side by side."""

from __future__ import annotations

import os
import re
import signal
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from program import Place, assert_nothing_foreign, assert_restored, calm
from terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

# The program with one command that fails as a bug would, with the article in its message and its locals.
CRASH = """
import sys
from tui.entrance import main
from tui.{module} import {name}
def fail(self, *arguments, **options):
    text = self.app.screen_stack[0].source.text
    if not text:
        return original(self, *arguments, **options)
    raise RuntimeError(text)
original = {name}.{method}
{name}.{method} = fail
sys.argv = ["newsdesk"]
main()
"""


def test_two_newsdesks_work_on_the_same_desk(tmp_path: Path) -> None:
    """Both open it and both save; at the end all that either has made is there."""
    place = Place(tmp_path)
    with place.open() as first:
        first.wait_for("Welcome")
        with place.open() as second:
            second.wait_for("Minsk looks past Moscow")
            first.send("m")
            first.wait_for("highlighted")
            second.send("}m")
            second.wait_for("highlighted")
            first.send("}}m")
            calm(first)
            assert len(place.objects("annotations")) == 3
            for terminal in (second, first):
                terminal.send("q")
                assert terminal.wait_exit() == 0
                assert_restored(terminal)
    assert len({(mark["start"], mark["end"]) for mark in place.objects("annotations")}) == 3


@pytest.mark.parametrize(
    ("module", "name", "method", "keys"),
    [
        ("screens.desk", "DeskScreen", "do_help", "?"),  # a command
        ("screens.desk", "DeskScreen", "show_title", "j"),  # what follows the cursor
        ("panes.source", "SourcePane", "render_line", "j"),  # drawing
        ("screens.help", "HelpScreen", "compose", "?"),  # a screen that opens
        ("screens.search", "SearchScreen", "draw", "fminsk"),  # a list
    ],
)
def test_a_crash_leaves_a_clean_terminal_and_a_report_without_text(
    tmp_path: Path, module: str, name: str, method: str, keys: str
) -> None:
    """Exit status 1; the message names a report of mode 0600 that holds no word of the article."""
    place = Place(tmp_path)
    place.run("samples")
    code = CRASH.format(module=module, name=name, method=method)
    with Terminal([sys.executable, "-c", code], place.environment) as terminal:
        terminal.wait_for(lambda: b"\x1b[?1049h" in terminal.raw)
        if method not in {"show_title", "render_line"}:
            terminal.wait_for("Minsk looks past Moscow")
        terminal.send(keys)
        assert terminal.wait_exit() == 1
        assert_restored(terminal)
        assert_nothing_foreign(terminal.raw)
        said = terminal.raw.rpartition(b"\x1b[")[2].decode().split("l", 1)[1]
    assert "newsdesk stopped because of an error of its own (RuntimeError)." in said
    path = re.search(r"is in (/\S+\.txt)\.", said)
    assert path is not None, said
    (report,) = place.home.rglob("crash-*.txt")
    assert path[1] == os.fspath(report)
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    told = report.read_text(encoding="utf-8")
    assert "RuntimeError" in told
    assert " in fail" in told
    article = place.run("show", place.objects("articles")[0]["id"])
    words = {word for word in re.findall(r"\w{6,}", article) if word not in {"before", "around"}}
    assert not words & set(re.findall(r"\w{6,}", told + said))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_what_was_acknowledged_outlives_the_program(tmp_path: Path, number: signal.Signals) -> None:
    """A highlight that the screen has confirmed is there after a kill, and the desk opens again."""
    place = Place(tmp_path)
    with place.open() as terminal:
        terminal.wait_for("Welcome")
        terminal.send("m")
        terminal.wait_for("highlighted")
        os.kill(terminal.pid, number)
        terminal.wait_exit()
    with place.open() as terminal:
        terminal.wait_for("1 highlight ")
        terminal.send("q")
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize("end", ["the connection is lost", "it is asked to end", "it is interrupted"])
def test_a_note_that_is_being_written_outlives_the_session(tmp_path: Path, end: str) -> None:
    """What was typed and not saved is a draft the next time; asked to end, it leaves the terminal clean."""
    place = Place(tmp_path)
    with place.open() as terminal:
        terminal.wait_for("Welcome")
        terminal.send("a")
        terminal.wait_for("ctrl+s save")
        terminal.send("ще не збережено")
        terminal.wait_for("ще не збережено")
        if end == "the connection is lost":
            terminal.hang_up()
        else:
            os.kill(terminal.pid, signal.SIGINT if end == "it is interrupted" else signal.SIGTERM)
            terminal.wait_exit()
            assert_restored(terminal)
    with place.open() as terminal:
        terminal.wait_for("1 highlight ")
        assert "ще не збережено" not in terminal.words
        terminal.send("a")
        terminal.wait_for("ще не збережено")
        terminal.send("\x13")
        terminal.wait_for("note saved")
        terminal.send("q")
        assert terminal.wait_exit() == 0
    assert [annotation["note"] for annotation in place.objects("annotations")] == ["ще не збережено"]


@pytest.mark.parametrize("behind", ["m", "dmt1", "fminsk\r", ":"])
def test_keys_typed_behind_q_do_nothing(tmp_path: Path, behind: str) -> None:
    """Whoever already types the next command of the shell changes nothing on the desk, and breaks nothing."""
    place = Place(tmp_path)
    with place.open() as terminal:
        terminal.wait_for("Welcome")
        terminal.send("m")
        terminal.wait_for("1 highlight ")
        terminal.send(f"wq{behind}")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
        assert b"newsdesk stopped" not in terminal.raw
    assert len(place.objects("annotations")) == 1
