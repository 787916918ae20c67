"""Escape leaves whatever is open, however soon it comes, and takes nothing else along."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from program import ESCAPE, Place, assert_restored, calm, under_cursor

if TYPE_CHECKING:
    from pathlib import Path

    from terminal import Terminal

# Keys, and what is seen as long as what they open is.
OPEN = {
    "f": "Search the desk",
    "o": "Open an article",
    "x": "Export to Markdown",
    "t": "by number",
    ":": "All commands",
    "?": "scroll",
    "/": "enter go",
    "\t/": "enter go",
    "a": "ctrl+s save",
}


def _begin(place: Place) -> Terminal:
    terminal = place.open()
    terminal.wait_for("Welcome")
    terminal.send("m")
    terminal.wait_for("1 highlight ")
    return terminal


def _end(terminal: Terminal, place: Place) -> None:
    calm(terminal)
    terminal.send("w")
    terminal.wait_for(lambda: under_cursor(terminal, 5) == "looks")
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert_restored(terminal)
    assert len(place.objects("annotations")) == 1


@pytest.mark.parametrize("key", ["\x1b", ESCAPE])
def test_escape_leaves_every_screen_and_every_field(tmp_path: Path, key: str) -> None:
    """Also with something typed in it, and the keys are commands again."""
    place = Place(tmp_path)
    with _begin(place) as terminal:
        for keys, seen in OPEN.items():
            terminal.send(keys)
            terminal.wait_for(seen)
            if seen not in {"scroll", "ctrl+s save"}:
                terminal.send("minsk")
                terminal.wait_for("minsk")
            terminal.send(key)
            terminal.wait_gone(seen)
            calm(terminal)
            if keys.startswith("\t"):
                terminal.send("\t")  # from the cards back to the text
        _end(terminal, place)


def test_escape_may_come_before_the_screen_that_it_leaves(tmp_path: Path) -> None:
    """Typed right behind the key that opens it, many times over."""
    place = Place(tmp_path)
    with _begin(place) as terminal:
        for keys in OPEN:
            if keys != "\t/":
                terminal.send((keys + ESCAPE) * 3)
                calm(terminal)
        _end(terminal, place)


def test_what_is_typed_behind_escape_is_not_lost(tmp_path: Path) -> None:
    """Escape drops at most what was meant for the screen that it leaves."""
    place = Place(tmp_path)
    with _begin(place) as terminal:
        terminal.send(f"flukashenko{ESCAPE}jjjj2)m")
        terminal.wait_for("2 highlights")
        assert len(place.objects("annotations")) == 2
        terminal.send("q")
        assert terminal.wait_exit() == 0


def test_escape_and_a_key_that_could_begin_a_sequence_are_two_keys(tmp_path: Path) -> None:
    """Typed one soon after the other: escape ends the selection, and ] goes to the next annotation."""
    place = Place(tmp_path)
    with _begin(place) as terminal:
        terminal.send("v")
        terminal.wait_for("SELECT")
        terminal.send("\x1b")
        time.sleep(0.01)
        terminal.send("]")
        terminal.wait_gone("SELECT")
        calm(terminal)
        terminal.send("w")
        terminal.wait_for(lambda: under_cursor(terminal, 5) == "looks")
