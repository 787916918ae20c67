"""Things one below the other, each of some rows, of which only those that are seen are laid out.

Until then a thing is taken to have as many rows as it had before, or as a usual one has.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Stack"]

T = TypeVar("T")


class Stack(Generic[T]):
    """`heights` are guesses; `lay_out` gives the rows of the thing of a number, at least one."""

    def __init__(self, heights: Sequence[int], lay_out: Callable[[int], Sequence[T]]) -> None:
        self._heights = list(heights)
        self._lay_out = lay_out
        self._made: dict[int, Sequence[T]] = {}
        self._firsts: list[int] | None = None

    def __len__(self) -> int:
        return self._numbers()[-1]

    def _numbers(self) -> list[int]:
        if self._firsts is None:
            self._firsts = [0, *accumulate(self._heights)]
        return self._firsts

    def _of(self, number: int) -> Sequence[T]:
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = self._lay_out(number)
            if len(made) != self._heights[number]:
                self._heights[number] = len(made)
                self._firsts = None
        return made

    def lay_out(self, first: int, rows: int) -> None:
        """Lay out things from one on until they fill so many rows."""
        while rows > 0 and first < len(self._heights):
            rows -= len(self._of(first))
            first += 1

    def place(self, number: int) -> tuple[int, int]:
        """The first row of a thing, and how many it has."""
        height = len(self._of(number))
        return self._numbers()[number], height

    def at(self, row: int) -> tuple[int, int]:
        """The thing at a row, and which of its rows that is."""
        number = min(max(bisect_right(self._numbers(), row) - 1, 0), len(self._heights) - 1)
        return number, row - self._numbers()[number]

    def row(self, row: int) -> T:
        """One row, as it was laid out."""
        number, at = self.at(row)
        made = self._of(number)
        return made[min(at, len(made) - 1)]
