"""Spans that may overlap, cut into stretches that each say which spans lie there."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.model import Span

__all__ = ["Layers"]


class Layers:
    """Answers for any stretch of a text which of the spans lie where. Indexes are the spans' own."""

    def __init__(self, spans: Sequence[Span]) -> None:
        edges: dict[int, tuple[list[int], list[int]]] = {}
        for index, span in enumerate(spans):
            if span.start < span.end:
                edges.setdefault(span.start, ([], []))[0].append(index)
                edges.setdefault(span.end, ([], []))[1].append(index)
        self._cuts: list[int] = sorted(edges)
        self._here: list[tuple[int, ...]] = []
        active: dict[int, None] = {}
        for cut in self._cuts:
            begun, ended = edges[cut]
            for index in ended:
                active.pop(index, None)
            active.update(dict.fromkeys(begun))
            self._here.append(tuple(active))

    def at(self, offset: int) -> tuple[int, ...]:
        """The spans over the code point at `offset`, in the order in which they begin."""
        where = bisect_right(self._cuts, offset) - 1
        return self._here[where] if where >= 0 else ()

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """`(from, to, spans)` over `start` to `end` without a gap."""
        where = bisect_right(self._cuts, start) - 1
        while start < end:
            to = self._cuts[where + 1] if where + 1 < len(self._cuts) else end
            yield start, min(to, end), self._here[where] if where >= 0 else ()
            start, where = to, where + 1
