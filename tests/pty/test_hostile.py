"""Hostile text in every part of an article and a note, shown on every screen in three widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hostile import import_all, tamper
from program import ESCAPE, Place, assert_nothing_foreign, assert_restored

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from terminal import Terminal

WIDTHS = (120, 80, 60)


def _over(terminal: Terminal, key: str, seen: str, typed: str = "", then: str = "") -> None:
    """Open what a key opens, type there, and leave it again."""
    terminal.send(key)
    terminal.wait_for(seen)
    if typed:
        terminal.send(typed)
        terminal.wait_for(then)
    terminal.send(ESCAPE)
    terminal.wait_gone(seen)


def _tour(terminal: Terminal) -> None:
    """Show everything that a foreign text can stand on."""
    terminal.send("gg")
    terminal.wait_for(lambda: terminal.text.count("[/nope]") > 1 and "[EU]" in terminal.text)
    _over(terminal, "o", "Open an article", "wrblgw[/vkw]", "No title, outlet")
    _over(terminal, "f", "Search the desk", "nope", "[/nope]")
    _over(terminal, "f", "Search the desk", "wrblgw[/vkw]", "Nothing on this desk is like “wrblgw[/vkw]”")
    _over(terminal, "t", "by number", "new[/b]", "new tag: new[/b]")
    _over(terminal, "x", "Export to Markdown")
    _over(terminal, ":", "All commands", "wrblgw[/vkw]", "No command is called “wrblgw[/vkw]”")
    _over(terminal, "?", "scroll")
    terminal.send("/wrblgw[/vkw]\r")
    terminal.wait_for("nothing like")
    terminal.send("]]")
    terminal.wait_for(" ")
    terminal.send("\t")  # the cards; in a narrow window a drawer
    terminal.wait_for("note: [EU] [/nope]")
    terminal.send("\t")
    terminal.send("G{")
    terminal.wait_for("Behind it")
    terminal.send("isy")
    terminal.wait_for("copied")
    terminal.send(ESCAPE * 2)  # the selection, what was found


@pytest.mark.parametrize("prepare", [import_all, tamper])
def test_hostile_text_is_only_ever_letters(tmp_path: Path, prepare: Callable[[Place, Path], None]) -> None:
    """Not one of its controls reaches the terminal, its markup is shown as it is, and nothing stops."""
    place = Place(tmp_path)
    prepare(place, tmp_path / "files")
    with place.open(columns=WIDTHS[0]) as terminal:
        terminal.wait_for("[/nope]")
        for width in WIDTHS:
            terminal.resize(width, 40)
            _tour(terminal)
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
        assert_nothing_foreign(terminal.raw, copies=len(WIDTHS))
