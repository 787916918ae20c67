"""Strips written in few bytes look the same on a terminal."""

from __future__ import annotations

from typing import Final

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.panes.lean import LeanStrip

_CONSOLES: Final = [
    Console(color_system=system, force_terminal=True) for system in ("truecolor", "256", "standard")
]
_COLORS: Final = st.sampled_from([None, "#ffffff", "#202020", "red", "default"])
_FLAGS: Final = st.sampled_from([None, True, False])
_STYLES: Final = st.one_of(
    st.none(),
    st.builds(Style, color=_COLORS, bgcolor=_COLORS, bold=_FLAGS, underline=_FLAGS, reverse=_FLAGS),
)
_SEGMENTS: Final = st.lists(
    st.tuples(st.sampled_from(["", "a", "слово", "  "]), _STYLES).map(lambda pair: Segment(*pair)),
    max_size=9,
)


def seen(written: str) -> list[object]:
    """The cells of a terminal, and a letter written behind it."""
    screen = pyte.Screen(60, 1)
    pyte.Stream(screen).feed(written + "X")
    cells = [screen.buffer[0][x] for x in range(60)]
    return [
        cell if cell.data != " " or cell.reverse or cell.underscore else (cell.data, cell.bg)
        for cell in cells
    ]


@given(_SEGMENTS, st.sampled_from(range(len(_CONSOLES))))
def test_it_looks_the_same(segments: list[Segment], system: int) -> None:
    """And it leaves no style behind."""
    styles = [Segment(text, Style.parse(str(style)) if style else style) for text, style, _ in segments]
    console = _CONSOLES[system]
    plain = Strip(styles).render(console)
    for segment in styles:  # rich keeps the codes of the first colour system that a style met
        if segment.style is not None:
            segment.style._ansi = None
    lean = LeanStrip(styles).render(console)
    assert seen(lean) == seen(plain)
    assert len(lean) <= len(plain) + 5 * len(styles)  # a blank that leaves the ink as it is may cost a little


@given(_SEGMENTS, st.integers(0, 20), st.integers(0, 20))
def test_its_parts_are_lean(segments: list[Segment], first: int, second: int) -> None:
    """Cut or parted; whoever asks again gets the same parts, which know what they wrote."""
    strip = LeanStrip(segments)
    cuts = sorted({min(first, strip.cell_length), min(second, strip.cell_length), strip.cell_length})
    parts = strip.divide(cuts)
    assert all(isinstance(part, LeanStrip) for part in parts)
    assert all(again is part for again, part in zip(strip.divide(cuts), parts, strict=True))
    assert "".join(part.text for part in parts) == strip.text
    assert isinstance(strip.crop(*sorted((first, second))), LeanStrip)
