"""Strips that stand right on terminals that draw some signs wider or narrower than Textual counts them."""

from __future__ import annotations

import re
from typing import Final

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from strategies import FAMILY, FLAG
from textual.strip import Strip

from store.units import graphemes
from tui.panes.exact import ExactStrip, exact

_CONSOLE: Final = Console(color_system="truecolor", force_terminal=True)
_DOUBTFUL: Final = (FAMILY, FLAG, "क्षि", "👍", "\N{WATCH}", "1\N{COMBINING ENCLOSING KEYCAP}")
_SURE: Final = ("ab ", "слово ", "中文", "e\N{COMBINING ACUTE ACCENT}", "「かな」", "שלום", "— “x”")
_MOVE: Final = re.compile(r"\x1b\[(\d+)G")


def strip_of(parts: list[str]) -> Strip:
    """A segment each, in turn in two styles."""
    styles = (Style(color="#ffffff", bgcolor="#202020"), Style(bold=True))
    return Strip([Segment(part, styles[n % 2]) for n, part in enumerate(parts)])


@settings(deadline=None)
@given(st.lists(st.sampled_from([*_DOUBTFUL, *_SURE]), max_size=8), st.integers(0, 40))
def test_what_follows_a_doubtful_sign_stands_where_it_is_counted(parts: list[str], column: int) -> None:
    """Before and behind each the terminal is told the column; sure signs are written as they are."""
    plain = strip_of(parts)
    strip = exact(plain, column)
    assert strip.text == plain.text
    assert strip.cell_length == plain.cell_length
    if not any(part in _DOUBTFUL for part in parts):
        assert not isinstance(strip, ExactStrip)
        assert list(strip) == list(plain)
        return
    wanted, at = [], column
    for part in parts:
        for start, end in graphemes(part):
            width = cell_len(part[start:end])
            if part in _DOUBTFUL:
                wanted += [at + 1, at + width + 1]
            at += width
    assert list(map(int, _MOVE.findall(strip.render(_CONSOLE)))) == wanted


@pytest.mark.parametrize("sign", _DOUBTFUL)
@pytest.mark.parametrize("start", [0, 7])
def test_the_word_behind_it_is_where_it_should_be(sign: str, start: int) -> None:
    """On a terminal with widths of its own."""
    screen = pyte.Screen(60, 2)
    stream = pyte.Stream(screen)
    stream.feed(f"\x1b[1;{start + 1}H" + exact(strip_of(["ab", sign * 3, "behind"]), start).render(_CONSOLE))
    at = start + 2 + 3 * cell_len(sign)
    assert "".join(screen.buffer[0][at + n].data for n in range(6)) == "behind"


def test_parts_of_a_strip_know_their_columns() -> None:
    """Cut by what lies over it, or parted by other widgets."""
    strip = exact(strip_of(["abc", FLAG, "def"]), 10)
    assert isinstance(strip, ExactStrip)
    assert _MOVE.findall(strip.crop(2).render(_CONSOLE)) == ["14", "16"]
    left, right = strip.divide([4, strip.cell_length]) if cell_len(FLAG) == 1 else strip.divide([3, 8])
    assert _MOVE.findall(left.render(_CONSOLE)) == []
    assert _MOVE.findall(right.render(_CONSOLE)) == ["14", "16"]
    assert strip.divide([strip.cell_length])[0] is strip
    assert strip.crop(0) is strip
