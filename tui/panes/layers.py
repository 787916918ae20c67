"""Spans over a text, and what of them lies where: highlights, which change one by one, and what was found."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.model import Span

__all__ = ["Covered", "Layers"]

T = TypeVar("T")

_FINEST: Final = 6  # bits: 64 code points
_COARSER: Final = 3  # bits from one level to the next
_LEVELS: Final = 7  # the coarsest: 16 million code points


class Layers(Generic[T]):
    """Things that each have a span, which may overlap; to add or take off one costs the same among any number.

    The text is parted into equal stretches, coarser ones on each level; a thing lies in the few stretches of
    the finest level that is coarse enough for it. What lies at a place is looked for in a stretch of each.
    """

    def __init__(self, items: Iterable[tuple[Span, T]] = ()) -> None:
        self._spans: dict[T, Span] = {}
        self._parts: list[dict[int, list[T]]] = [{} for _ in range(_LEVELS)]
        for span, item in items:
            self.add(span, item)

    def __len__(self) -> int:
        return len(self._spans)

    def add(self, span: Span, item: T) -> None:
        """One more; an empty span lies nowhere."""
        if span.start < span.end:
            self._spans[item] = span
            level, numbers = _stretches(span)
            parts = self._parts[level]
            for number in numbers:
                parts.setdefault(number, []).append(item)

    def remove(self, item: T) -> None:
        """One less."""
        span = self._spans.pop(item, None)
        if span is not None:
            level, numbers = _stretches(span)
            for number in numbers:
                self._parts[level][number].remove(item)

    def span(self, item: T) -> Span | None:
        """Where a thing lies."""
        return self._spans.get(item)

    def at(self, offset: int) -> list[T]:
        """What lies over the code point at `offset`, in the order in which it begins."""
        return self.over(offset, offset + 1)

    def over(self, start: int, end: int) -> list[T]:
        """What lies over any of `start` to `end`, in the order in which it begins."""
        if start >= end:
            return []
        found: dict[T, Span] = {}
        spans, bits = self._spans, _FINEST
        for parts in self._parts:
            if parts:
                for number in range(start >> bits, (end - 1 >> bits) + 1):
                    for item in parts.get(number, ()):
                        span = spans[item]
                        if span[0] < end and span[1] > start:
                            found[item] = span
            bits += _COARSER
        return sorted(found, key=found.__getitem__) if len(found) > 1 else list(found)


def _stretches(span: Span) -> tuple[int, range]:
    """The level for a span, and the numbers of the stretches that it touches there: at most nine, but on the last."""
    level, bits = 0, _FINEST
    length = span.end - span.start
    while length >> bits > 1 << _COARSER and level < _LEVELS - 1:
        level += 1
        bits += _COARSER
    return level, range(span.start >> bits, (span.end - 1 >> bits) + 1)


class Covered:
    """Which parts of a text a fixed set of spans covers."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self.starts: Sequence[int]
        self.ends: Sequence[int]
        edges: tuple[Sequence[int], Sequence[int]] | None = getattr(spans, "edges", None)
        if edges is not None:  # in order and apart already: there may be a hundred thousand
            self.starts, self.ends = edges
            return
        starts: list[int] = []
        ends: list[int] = []
        self.starts, self.ends = starts, ends
        last = -1
        for start, end in spans if _in_order(spans) else sorted(spans):
            if start >= end:
                continue
            if start <= last:
                ends[-1] = last = max(last, end)
            else:
                starts.append(start)
                ends.append(end)
                last = end

    def __bool__(self) -> bool:
        return bool(self.starts)

    def at(self, offset: int) -> bool:
        """Whether the code point at `offset` is covered."""
        number = bisect_right(self.starts, offset) - 1
        return number >= 0 and self.ends[number] > offset

    def cuts(self, start: int, end: int) -> list[int]:
        """Where, from `start` to `end`, what is covered begins or ends."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        found = [*self.starts[first:last], *self.ends[first:last]]
        return [cut for cut in found if start < cut < end]

    def any(self, start: int, end: int) -> bool:
        """Whether anything from `start` to `end` is covered."""
        return bisect_right(self.ends, start) < bisect_left(self.starts, end)


def _in_order(spans: Sequence[Span]) -> bool:
    return all(a <= b for a, b in itertools.pairwise(spans))
