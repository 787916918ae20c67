"""The rows in which a text is drawn at a width, and the way between offsets, rows and columns.

Offsets are code points of the text, columns and widths terminal cells as `rich.cells` counts them
(Textual crops and pads by the same count). Rows exist in the pane only: nothing is stored by them.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from store.text import visible
from store.units import graphemes

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Cell", "Rows"]

_TAB: Final = 4

# Whatever is not surely one cell and one grapheme a code point. A negated class of the Basic
# Multilingual Plane: a positive one with astral ranges is eighty times slower.
_INTRICATE: Final = re.compile(
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


class Rows:
    """A text wrapped at `width` cells: after spaces, between ideographs, or where it must.

    The space at which a row breaks hangs at its end, so a row may draw one cell more than `width`,
    which is four at least: a tab must fit.
    With `spaced`, an empty row is drawn between paragraphs that the text itself does not part so;
    it holds no grapheme. Items of a list stay together.
    """

    def __init__(self, text: str, width: int, *, spaced: bool = False) -> None:
        self.text = text
        self.width = max(width, _TAB)
        self._starts = array("I")
        self._ends = array("I")
        self._gaps: set[int] = set()
        self._cells = lru_cache(maxsize=512)(self._measure)
        at, length = 0, len(text)
        while at < length or not self._starts:
            newline = text.find("\n", at)
            end = length if newline < 0 else newline
            if end - at <= self.width // 2 and text.find("\t", at, end) < 0:
                self._add(at, end)
            elif _INTRICATE.search(text, at, end):
                self._wrap_cells(at, end)
            else:
                self._wrap_simple(at, end)
            if spaced and at < end and end + 1 < length and not _TIGHT.match(text, end + 1):
                self._gaps.add(len(self._starts))
                self._add(end, end)
            at = end + 1

    def _add(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    def _wrap_simple(self, start: int, end: int) -> None:
        find, width = self.text.rfind, self.width
        while end - start > width:
            space = find(" ", start, start + width + 1)
            cut = space + 1 if space > start else start + width
            if cut >= end:
                break
            self._add(start, cut)
            start = cut
        self._add(start, end)

    def _wrap_cells(self, start: int, end: int) -> None:
        column = 0
        chance, chance_column = -1, 0
        previous_wide = False
        for span in graphemes(self.text, start, end):
            cluster = self.text[span.start : span.end]
            shape, width = _shape(cluster, column)
            if (width > 1 or previous_wide) and column:
                chance, chance_column = span.start, column
            hangs = shape == " " and column <= self.width  # one space, not a run of them
            if column + width > self.width and not hangs:
                cut = chance if chance > start else span.start
                if cut > start:
                    self._add(start, cut)
                    column -= chance_column if cut == chance else column
                    start, chance, chance_column = cut, -1, 0
                    shape, width = _shape(cluster, column)  # a tab is another width there
            column += width
            if shape.isspace() and shape.isascii():
                chance, chance_column = span.end, column
            previous_wide = width > 1 and shape.strip() != ""
        self._add(start, end)

    def __len__(self) -> int:
        return len(self._starts)

    def start(self, row: int) -> int:
        """Offset of the row's first grapheme."""
        return self._starts[row]

    def end(self, row: int) -> int:
        """Offset behind its last one; a line break is not part of the row."""
        return self._ends[row]

    def is_gap(self, row: int) -> bool:
        """Whether the row is only drawn, between two paragraphs."""
        return row in self._gaps

    def step(self, row: int, by: int) -> int:
        """The row that many further down (or up), gaps not counted, within the text."""
        way = 1 if by > 0 else -1
        for _ in range(min(abs(by), len(self))):
            further = row + way
            while self.is_gap(further):
                further += way
            if not 0 <= further < len(self):
                break
            row = further
        return row

    def row_at(self, offset: int) -> int:
        """The row that draws the grapheme at `offset` (of a line break: the row that it ends)."""
        row = max(bisect_right(self._starts, offset) - 1, 0)
        return row - 1 if self.is_gap(row) else row

    def cells(self, row: int) -> tuple[Cell, ...]:
        """The row's graphemes as they are drawn."""
        return self._cells(row)

    def is_simple(self, row: int) -> bool:
        """Whether every code point of the row is a grapheme of one cell."""
        return not _INTRICATE.search(self.text, self._starts[row], self._ends[row])

    def column(self, offset: int) -> int:
        """The column at which `offset` is drawn in its row."""
        row = self.row_at(offset)
        if self.is_simple(row):
            return min(offset, self._ends[row]) - self._starts[row]
        cells = self.cells(row)
        for cell in cells:
            if cell.end > offset:
                return cell.column
        return cells[-1].column + cells[-1].width if cells else 0

    def offset(self, row: int, column: int) -> int:
        """The grapheme at `column` of `row`: the last one when the row is shorter."""
        if self.is_simple(row):
            return min(self._starts[row] + max(column, 0), self.last(row))
        cells = self.cells(row)
        for cell in cells:
            if cell.column + cell.width > column:
                return cell.start
        return cells[-1].start if cells else self._starts[row]

    def last(self, row: int) -> int:
        """The row's last grapheme; of an empty row its line break."""
        start, end = self._starts[row], self._ends[row]
        if start == end:
            return start
        return end - 1 if self.is_simple(row) else self.cells(row)[-1].start

    def drawn(self, row: int, start: int, end: int) -> tuple[str, int]:
        """What stands on the screen for `text[start:end]` within `row`, and its width."""
        if self.is_simple(row):
            return visible(self.text[start:end]), end - start
        cells = [cell for cell in self.cells(row) if start <= cell.start < end]
        return "".join(cell.text for cell in cells), sum(cell.width for cell in cells)

    def _measure(self, row: int) -> tuple[Cell, ...]:
        return tuple(self._walk(self._starts[row], self._ends[row]))

    def _walk(self, start: int, end: int) -> Iterator[Cell]:
        column = 0
        for span in graphemes(self.text, start, end):
            shape, width = _shape(self.text[span.start : span.end], column)
            yield Cell(span.start, span.end, column, width, shape)
            column += width


def _shape(cluster: str, column: int) -> tuple[str, int]:
    """How a grapheme is drawn: a text, and its cells. What would have no width shows as a dot."""
    if cluster == "\t":
        width = _TAB - column % _TAB
        return " " * width, width
    if len(cluster) > 1:
        # A joiner at the end joins nothing; rich would take the next grapheme along.
        cluster = _VARIANT.sub("", cluster).rstrip("\N{ZERO WIDTH JOINER}") or cluster
    shape = visible(cluster)
    width = cell_len(shape)
    return (shape, width) if width else ("·", 1)
