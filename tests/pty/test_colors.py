"""What colours leave the program: none with NO_COLOR, the terminal's own where it has few."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from program import ESCAPE, Place, assert_restored, calm

if TYPE_CHECKING:
    from pathlib import Path

    from terminal import Terminal

_SGR = re.compile(rb"\x1b\[([0-9;:]*)m")
_SIXTEEN = frozenset((*range(30, 38), *range(40, 48), *range(90, 98), *range(100, 108)))


def _codes(raw: bytes) -> set[int]:
    """All that stands in the sequences that set letters' looks (ECMA-48, SGR)."""
    return {int(code) for found in _SGR.findall(raw) for code in re.split(rb"[;:]", found) if code}


def _tour(terminal: Terminal) -> None:
    """Read, select, mark, note, tag, find, look at cards and at each screen that opens over the desk."""
    terminal.wait_for("Welcome")
    for keys in ("j", "m", "}}v)", ESCAPE, "}aWhy?", "\x13", "tclaim\r", "/minsk\r", ESCAPE, "\t", "\t"):
        terminal.send(keys)
        terminal.settle(0.05)
    calm(terminal)
    for key, seen in (("o", "Open an article"), ("f", "Search the desk"), ("?", "Help"), ("x", "Export to")):
        terminal.send(key)
        terminal.wait_for(seen)
        terminal.send(ESCAPE)
        terminal.wait_gone(seen)
    terminal.send(":light\r")
    calm(terminal)


def _leave(terminal: Terminal) -> None:
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert_restored(terminal)


@pytest.mark.parametrize("term", ["xterm-256color", "xterm", "dumb"])
def test_with_no_color_no_colour_leaves_the_program(tmp_path: Path, term: str) -> None:
    """On any terminal, whatever theme is asked for; weight, underline and reverse are there."""
    place = Place(tmp_path)
    place.environment |= {"NO_COLOR": "1", "NEWSDESK_THEME": "light", "TERM": term}
    with place.open() as terminal:
        _tour(terminal)
        terminal.wait_for("NO_COLOR is set")
        _leave(terminal)
        codes = _codes(terminal.raw)
    assert codes <= {0, 1, 2, 3, 4, 7, 39, 49}
    assert {1, 4, 7} <= codes


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "xterm", "COLORTERM": ""},
        {"TERM": "linux", "COLORTERM": ""},
        {"TERM": "screen", "COLORTERM": ""},
        {"TERM": "vt100", "COLORTERM": ""},
        {"TERM": "dumb", "COLORTERM": ""},
        {"NEWSDESK_THEME": "16"},
    ],
    ids=["xterm", "linux", "screen", "vt100", "dumb", "asked for"],
)
def test_a_terminal_of_few_colours_gets_its_own(tmp_path: Path, environment: dict[str, str]) -> None:
    """Only the sixteen, and few of them: text and ground are the terminal's default."""
    place = Place(tmp_path)
    place.environment |= environment
    with place.open() as terminal:
        terminal.wait_for("Welcome")
        terminal.send("}m")
        calm(terminal)
        _leave(terminal)
        codes = _codes(terminal.raw)
    assert not codes & {38, 48}
    assert 0 < len(codes & _SIXTEEN) < 4


def test_the_theme_of_a_terminal_of_256_colours_is_the_desks(tmp_path: Path) -> None:
    """Its nearest colours, and no red, green and blue."""
    place = Place(tmp_path)
    place.environment |= {"TERM": "xterm-256color", "COLORTERM": ""}
    with place.open() as terminal:
        terminal.wait_for("Welcome")
        calm(terminal)
        _leave(terminal)
        assert b"38;5;" in terminal.raw
        assert b"38;2;" not in terminal.raw


def test_a_theme_that_there_is_not_is_said(tmp_path: Path) -> None:
    """Before anything is drawn, with what there is."""
    place = Place(tmp_path)
    place.environment |= {"NEWSDESK_THEME": "mauve"}
    with place.open() as terminal:
        assert terminal.wait_exit() == 2
        assert "NEWSDESK_THEME is “mauve”. It may be dark, light or 16" in terminal.words
