"""The column at the right of a text, in place of a scroll bar: where the article is marked, and what is seen of it.

A cell stands for an equal part of the text: `─` a highlight, `━` one with a note, `◆` something found.
The part that is seen has a ground of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.theme import on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style

    from store.model import Annotation
    from tui.panes.layers import Covered
    from tui.panes.scene import Changed
    from tui.theme import Palette

__all__ = ["Minimap", "Spot"]


class Spot(NamedTuple):
    """One cell of the column."""

    kind: str
    """`found`, `note`, `mark` or nothing."""
    seen: bool

    @property
    def sign(self) -> str:
        """What is drawn."""
        return {"found": "◆", "note": "━", "mark": "─"}.get(self.kind, " ")

    def style(self, palette: Palette) -> Style:
        """How it is drawn."""
        style = {"found": palette.map_found, "note": palette.map_note, "mark": palette.map_mark}.get(
            self.kind, palette.map_view if self.seen else palette.map_track
        )
        return on(style, palette.map_view) if self.seen and self.kind else style


class Minimap:
    """Counts highlights by part of the text, so that one more or less costs no look at the others."""

    def __init__(self) -> None:
        self.height = 0
        self._length = 1
        self._marks: list[int] = []
        self._notes: list[int] = []

    def lay_out(self, length: int, height: int, annotations: Iterable[Annotation]) -> None:
        """Begin with these annotations of a text of that length."""
        self._length, self.height = max(length, 1), height
        self._marks, self._notes = [0] * height, [0] * height
        for annotation in annotations:
            self._count(annotation, 1)

    def change(self, changed: Iterable[Changed]) -> None:
        """Some annotations are others."""
        for before, after in changed:
            if before is not None:
                self._count(before, -1)
            if after is not None:
                self._count(after, 1)

    def _count(self, annotation: Annotation, by: int) -> None:
        if annotation.start >= annotation.end or not self.height:
            return
        counts = self._notes if annotation.note else self._marks
        first, last = self.part(annotation.start), self.part(annotation.end - 1)
        for y in range(first, last + 1):
            counts[y] += by

    def part(self, offset: int) -> int:
        """The cell that stands for an offset."""
        return min(max(offset * self.height // self._length, 0), self.height - 1)

    def offset(self, y: int) -> int:
        """The middle of what a cell stands for; of the first and the last one the start and the end of the text."""
        if y <= 0:
            return 0
        if y >= self.height - 1:
            return self._length
        return (2 * y + 1) * self._length // (2 * self.height)

    def spots(self, hits: Covered, seen: tuple[int, int] | None) -> list[Spot]:
        """The column; `seen` are the offsets between which the text is on the screen, None when it is all."""
        first, last = (self.part(seen[0]), self.part(max(seen[1] - 1, seen[0]))) if seen else (1, 0)
        spots = []
        for y in range(self.height):
            kind = "note" if self._notes[y] else "mark" if self._marks[y] else ""
            if hits:
                start = -(-y * self._length // self.height)
                if hits.any(start, max(-(-(y + 1) * self._length // self.height), start + 1)):
                    kind = "found"
            spots.append(Spot(kind, first <= y <= last))
        return spots
