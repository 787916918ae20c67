"""The rows in which a text is drawn at a width, and the way between offsets, rows and columns.

Offsets are code points of the text. Rows exist in the pane only: nothing is stored by them.
A text is wrapped block by block, each when a row of it is asked for; until then the block's rows are
estimated. So opening a text of any length, and another width, cost what is seen of it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from store.text import visible
from store.units import next_grapheme, snap
from tui.panes.wrap import INTRICATE, TAB, Cell, Wrapped, cells_of, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["BLOCK", "Cell", "Rows"]

BLOCK: Final = 4096
"""Code points that are wrapped at once, about: a few milliseconds of the most intricate text."""


class Rows:
    """A text wrapped at `width` cells: after spaces, between ideographs, or where it must.

    The space at which a row breaks hangs at its end, so a row may draw one cell more than `width`,
    which is four at least: a tab must fit.
    With `spaced`, an empty row is drawn between paragraphs that the text itself does not part so;
    it holds no grapheme. Items of a list stay together.

    The number of a row counts the rows before it, estimated where they are not wrapped. When a block turns
    out to have more or fewer, the numbers of all rows behind it change, and `shifted` is called with the
    number of the first row of that block and the difference. To ask for a row wraps its block and no other.
    """

    def __init__(self, text: str, width: int, *, spaced: bool = False, block: int = BLOCK) -> None:
        self.text = text
        self.width = max(width, TAB)
        self.shifted: Callable[[int, int], None] | None = None
        self._spaced = spaced
        self._bounds = _blocks(text, block)
        self._blocks: list[Wrapped | None] = [None] * (len(self._bounds) - 1)
        self._counts = [self._estimate(n) for n in range(len(self._blocks))]
        self._firsts: list[int] | None = None
        self._cells = lru_cache(maxsize=512)(self._measure)
        if len(self._blocks) == 1:
            self._block(0)

    def _estimate(self, number: int) -> int:
        start, end = self._bounds[number], self._bounds[number + 1]
        lines = self.text.count("\n", start, end)
        return max((end - start) // self.width + lines + (lines // 2 if self._spaced else 0), 1)

    def _numbers(self) -> list[int]:
        """The number of each block's first row, and behind the last."""
        if self._firsts is None:
            self._firsts = [0, *accumulate(self._counts)]
        return self._firsts

    def _block(self, number: int) -> Wrapped:
        """A block's rows."""
        block = self._blocks[number]
        if block is None:
            start, end = self._bounds[number], self._bounds[number + 1]
            block = wrap(self.text, start, end, self.width, spaced=self._spaced)
            self._blocks[number] = block
            more = len(block.starts) - self._counts[number]
            if more:
                first = self._numbers()[number]
                self._counts[number] += more
                self._firsts = None
                if self.shifted is not None:
                    self.shifted(first, more)
        return block

    def _find(self, row: int) -> tuple[Wrapped, int]:
        """The block of a row, and the row's number within it."""
        firsts = self._numbers()
        number = min(max(bisect_right(firsts, row) - 1, 0), len(self._blocks) - 1)
        block = self._block(number)
        return block, min(row - firsts[number], len(block.starts) - 1)

    def __len__(self) -> int:
        return self._numbers()[-1]

    def wrap_all(self) -> None:
        """Wrap what is not wrapped yet: no number changes after it."""
        for number in range(len(self._blocks)):
            self._block(number)

    def wrap_from(self, row: int, height: int) -> None:
        """Wrap `height` rows from this one on: their numbers, and what stands in them, stay as they are."""
        end = row + height
        while row < min(end, len(self)):
            firsts = self._numbers()
            number = bisect_right(firsts, row) - 1
            self._block(number)
            row = self._numbers()[number + 1]

    def is_wrapped(self, row: int) -> bool:
        """Whether the row's block is wrapped."""
        number = bisect_right(self._numbers(), row) - 1
        return not 0 <= number < len(self._blocks) or self._blocks[number] is not None

    def row_start(self, offset: int) -> int | None:
        """Where the row that draws `offset` starts; None where that is not wrapped yet."""
        number = self._number_at(offset)
        block = self._blocks[number]
        return None if block is None else block.starts[self._row_in(number, offset)]

    def start(self, row: int) -> int:
        """Offset of the row's first grapheme."""
        block, at = self._find(row)
        return block.starts[at]

    def end(self, row: int) -> int:
        """Offset behind its last one; a line break is not part of the row."""
        block, at = self._find(row)
        return block.ends[at]

    def is_gap(self, row: int) -> bool:
        """Whether the row is only drawn, between two paragraphs."""
        block, at = self._find(row)
        return at in block.gaps

    def step(self, offset: int, by: int) -> int:
        """The row that many further down (or up) from that of `offset`, gaps not counted, within the text."""
        number = self._number_at(offset)
        at = self._row_in(number, offset)
        way = 1 if by > 0 else -1
        left = abs(by)
        found = number, at
        while left:
            at += way
            block = self._block(number)
            if not 0 <= at < len(block.starts):
                number += way
                if not 0 <= number < len(self._blocks):
                    break
                at = -1 if way > 0 else len(self._block(number).starts)
            elif at not in block.gaps:
                found = number, at
                left -= 1
        return self._numbers()[found[0]] + found[1]

    def shift(self, offset: int, by: int) -> int:
        """The row that many further down (or up) from that of `offset`, gaps counted, within the text."""
        number = self._number_at(offset)
        at = self._row_in(number, offset) + by
        while at < 0 and number > 0:
            number -= 1
            at += len(self._block(number).starts)
        while at >= len(self._block(number).starts) and number + 1 < len(self._blocks):
            at -= len(self._block(number).starts)
            number += 1
        return self._numbers()[number] + min(max(at, 0), len(self._block(number).starts) - 1)

    def _number_at(self, offset: int) -> int:
        return min(max(bisect_right(self._bounds, offset) - 1, 0), len(self._blocks) - 1)

    def _row_in(self, number: int, offset: int) -> int:
        block = self._block(number)
        at = max(bisect_right(block.starts, offset) - 1, 0)
        return at - 1 if at in block.gaps else at

    def row_at(self, offset: int) -> int:
        """The row that draws the grapheme at `offset` (of a line break: the row that it ends)."""
        number = self._number_at(offset)
        at = self._row_in(number, offset)
        return self._numbers()[number] + at

    def cells(self, row: int) -> tuple[Cell, ...]:
        """The row's graphemes as they are drawn."""
        block, at = self._find(row)
        return self._cells(block.starts[at], block.ends[at])

    def is_simple(self, row: int) -> bool:
        """Whether every code point of the row is a grapheme of one cell."""
        block, at = self._find(row)
        return not INTRICATE.search(self.text, block.starts[at], block.ends[at])

    def column(self, offset: int) -> int:
        """The column at which `offset` is drawn in its row."""
        row = self.row_at(offset)
        start, end = self.start(row), self.end(row)
        if not INTRICATE.search(self.text, start, end):
            return min(offset, end) - start
        cells = self._cells(start, end)
        for cell in cells:
            if cell.end > offset:
                return cell.column
        return cells[-1].column + cells[-1].width if cells else 0

    def offset(self, row: int, column: int) -> int:
        """The grapheme at `column` of `row`: the last one when the row is shorter."""
        if self.is_simple(row):
            return min(self.start(row) + max(column, 0), self.last(row))
        cells = self.cells(row)
        for cell in cells:
            if cell.column + cell.width > column:
                return cell.start
        return cells[-1].start if cells else self.start(row)

    def last(self, row: int) -> int:
        """The row's last grapheme; of an empty row its line break."""
        start, end = self.start(row), self.end(row)
        if start == end:
            return start
        return end - 1 if self.is_simple(row) else self.cells(row)[-1].start

    def drawn(self, row: int, start: int, end: int) -> tuple[str, int]:
        """What stands on the screen for `text[start:end]` within `row`, and its width."""
        if self.is_simple(row):
            return visible(self.text[start:end]), end - start
        cells = [cell for cell in self.cells(row) if start <= cell.start < end]
        return "".join(cell.text for cell in cells), sum(cell.width for cell in cells)

    def _measure(self, start: int, end: int) -> tuple[Cell, ...]:
        return tuple(cells_of(self.text, start, end))


def _blocks(text: str, size: int) -> list[int]:
    """Where a text is cut into blocks: behind line breaks; a very long line behind a space, or between graphemes."""
    bounds, at, length = [0], 0, len(text)
    while length - at > size:
        cut = text.find("\n", at + size, at + 2 * size) + 1 or text.rfind("\n", at, at + size) + 1
        if not cut:
            if length - at <= 2 * size:
                break
            space = text.rfind(" ", at + size // 2, at + 2 * size) + 1
            cut = snap(text, space or at + size)
            if cut <= at:
                cut = next_grapheme(text, at + size)
            if text[cut : cut + 1] == "\n":
                cut += 1
        if cut >= length:
            break
        bounds.append(cut)
        at = cut
    return [*bounds, length]
