"""The window changes its size: nothing that was read or marked is lost from sight."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from program import ESCAPE, Place, assert_restored, marked, under_cursor

if TYPE_CHECKING:
    from pathlib import Path

    from terminal import Terminal

FIRST = "By Mara Quill, Desk Wire"
HERE = (
    "Political scientist Ihor Tyshkevich offers an image on his Telegram channel: Russia keeps Belarus in its "
    "pocket, and Beijing has made up its mind to draw out a little more of it."
)
LAST = "Ask me again in a year."


def _prepared(terminal: Terminal) -> None:
    """Highlight three sentences; the cursor stays on the first letter of the middle one."""
    terminal.wait_for("Welcome")
    terminal.send("}m")
    terminal.wait_for("1 highlight ")
    terminal.send("G3{m")
    terminal.wait_for("2 highlights")
    terminal.send("gg7}m")
    terminal.wait_for("3 highlights")
    _here(terminal)


def _here(terminal: Terminal) -> None:
    """The cursor is seen, on the word on which it was."""
    terminal.wait_for(lambda: under_cursor(terminal, 9) == "Political")


def _is_marked(terminal: Terminal, seen: str, *, whole: bool) -> bool:
    """What is drawn as highlighted is that; where the window does not hold all of it, a part of that."""
    return marked(terminal) == seen if whole else HERE[1:20] in marked(terminal) and marked(terminal) in seen


def test_every_size_shows_the_line_that_was_read_and_the_highlights(tmp_path: Path) -> None:
    """From 120 by 40 to 60 by 20 to 200 by 50; and so small or so large as no one needs it."""
    place = Place(tmp_path)
    with place.open() as terminal:
        _prepared(terminal)
        quotes = [annotation["quote"] for annotation in place.objects("annotations")]
        assert quotes[:2] == [FIRST, HERE]
        for columns, rows in ((60, 20), (200, 50), (20, 5), (300, 80), (80, 24)):
            terminal.resize(columns, rows)
            if columns >= 20:
                _here(terminal)
            seen = " ".join((quotes[0], quotes[1][1:], quotes[2]))  # the cursor is on one letter
            if rows >= 20:
                terminal.wait_for(partial(_is_marked, terminal, seen, whole=rows >= 50))
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
    assert [annotation["quote"] for annotation in place.objects("annotations")] == quotes


def test_every_screen_bears_every_size(tmp_path: Path) -> None:
    """Whatever is open while the window changes, nothing stops, and the way back is the same."""
    place = Place(tmp_path)
    with place.open() as terminal:
        _prepared(terminal)
        for key in ("?", ":", "o", "fminsk", "x", "t", "/mins", "atext", "\t"):
            terminal.send(key)
            for columns, rows in ((20, 5), (300, 80), (60, 20)):
                terminal.resize(columns, rows)
            terminal.send(("" if key == "\t" else "\x1b[B") + ESCAPE * 2)
            terminal.resize(120, 40)
            _here(terminal)
        terminal.send("q")
        terminal.wait_for("A note has a draft")
        terminal.send("s")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
