"""How a stretch of text breaks into rows, and how each of its graphemes is drawn.

Columns and widths are terminal cells as `rich.cells` counts them (Textual crops and pads by the same count).
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from store.text import visible
from store.units import graphemes

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["INTRICATE", "TAB", "Cell", "Wrapped", "cells_of", "wrap"]

TAB: Final = 4

# Whatever is not surely one cell and one grapheme a code point. A negated class of the Basic
# Multilingual Plane: a positive one with astral ranges is eighty times slower.
INTRICATE: Final = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u1fff\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20c0\u2100-\u214f\u2190-\u2319\u2500-\u25fc]"
)
# What does not want an empty row before it: a line break, or an item of a list.
_TIGHT: Final = re.compile(r"\n|\s*[•·*–-]\s")
# Terminals disagree on how wide these make an emoji; without them they agree.
_VARIANT: Final = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


class Cell(NamedTuple):
    """One grapheme of a row, as it is drawn."""

    start: int
    end: int
    column: int
    width: int
    text: str


class Wrapped:
    """The rows of a stretch: where each starts and ends, and which are only drawn, between paragraphs."""

    __slots__ = ("ends", "gaps", "starts")

    def __init__(self) -> None:
        self.starts = array("I")
        self.ends = array("I")
        self.gaps: set[int] = set()

    def add(self, start: int, end: int) -> None:
        """One row more."""
        self.starts.append(start)
        self.ends.append(end)


def wrap(text: str, start: int, end: int, width: int, *, spaced: bool) -> Wrapped:
    """The rows of `text[start:end]`, of which every line is whole, or cut where a row may end."""
    rows, at, length = Wrapped(), start, len(text)
    while at < end or not rows.starts:
        newline = text.find("\n", at, end)
        stop = end if newline < 0 else newline
        if stop - at <= width // 2 and text.find("\t", at, stop) < 0:
            rows.add(at, stop)
        elif INTRICATE.search(text, at, stop):
            _wrap_cells(rows, text, at, stop, width)
        else:
            _wrap_simple(rows, text, at, stop, width)
        if spaced and newline >= 0 and at < stop and stop + 1 < length and not _TIGHT.match(text, stop + 1):
            rows.gaps.add(len(rows.starts))
            rows.add(stop, stop)
        at = stop + 1
    return rows


def _wrap_simple(rows: Wrapped, text: str, start: int, end: int, width: int) -> None:
    find, add_start, add_end = text.rfind, rows.starts.append, rows.ends.append
    while end - start > width:
        space = find(" ", start, start + width + 1)
        cut = space + 1 if space > start else start + width
        if cut >= end:
            break
        add_start(start)
        add_end(cut)
        start = cut
    rows.add(start, end)


def _wrap_cells(rows: Wrapped, text: str, start: int, end: int, width: int) -> None:
    column = 0
    chance, chance_column = -1, 0
    previous_wide = False
    for span in graphemes(text, start, end):
        cluster = text[span.start : span.end]
        shape, cells = _shape(cluster, column)
        if (cells > 1 or previous_wide) and column:
            chance, chance_column = span.start, column
        hangs = shape == " " and column <= width  # one space, not a run of them
        if column + cells > width and not hangs:
            cut = chance if chance > start else span.start
            if cut > start:
                rows.add(start, cut)
                column -= chance_column if cut == chance else column
                start, chance, chance_column = cut, -1, 0
                shape, cells = _shape(cluster, column)  # a tab is another width there
        column += cells
        if shape.isspace() and shape.isascii():
            chance, chance_column = span.end, column
        previous_wide = cells > 1 and shape.strip() != ""
    rows.add(start, end)


def cells_of(text: str, start: int, end: int) -> Iterator[Cell]:
    """The graphemes of a row as they are drawn."""
    column = 0
    for span in graphemes(text, start, end):
        shape, width = _shape(text[span.start : span.end], column)
        yield Cell(span.start, span.end, column, width, shape)
        column += width


def _shape(cluster: str, column: int) -> tuple[str, int]:
    """How a grapheme is drawn: a text, and its cells. What would have no width shows as a dot."""
    if cluster == "\t":
        width = TAB - column % TAB
        return " " * width, width
    if len(cluster) > 1:
        # A joiner at the end joins nothing; rich would take the next grapheme along.
        cluster = _VARIANT.sub("", cluster).rstrip("\N{ZERO WIDTH JOINER}") or cluster
    shape = visible(cluster)
    width = cell_len(shape)
    return (shape, width) if width else ("·", 1)
