"""What lies over a text, layer over layer, and the style in which each stretch of it is drawn.

From below: text, boilerplate, highlights, what was found, the selection, the cursor.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

from store.model import Span
from tui.panes.layers import Covered, Layers
from tui.theme import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from store.model import Annotation
    from tui.theme import Palette

__all__ = ["Changed", "Scene"]

_KEPT: Final = 2000


class Changed(NamedTuple):
    """One annotation that came, went, or is another: what it was, and what it is."""

    before: Annotation | None
    after: Annotation | None


class _Marks(NamedTuple):
    """The highlights of a stretch: the innermost, and whether there are more."""

    start: int
    end: int
    top: Annotation | None
    many: bool


class Scene:
    """The layers over one text."""

    def __init__(
        self,
        annotations: Sequence[Annotation] = (),
        boilerplate: Sequence[Span] = (),
        found: Sequence[Span] = (),
        *,
        found_current: Span | None = None,
        selection: Span | None = None,
        cursor: Span | None = None,
        focused: bool = True,
        current: str | None = None,
    ) -> None:
        self.annotations = annotations
        self._by_id = {a.id: a for a in annotations}
        self.selection = selection
        self.cursor = cursor
        """The grapheme under the cursor."""
        self.focused = focused
        self.lit = self._by_id.get(current) if current else None
        """The annotation under the cursor."""
        self.found = found
        self.found_current = found_current
        self.marks: Layers[str] = Layers((Span(a.start, a.end), a.id) for a in self._by_id.values())
        self.debris = Covered(boilerplate)
        self.hits = Covered(found)
        self._stretches: dict[tuple[int, int], list[_Marks]] = {}
        self._over: dict[tuple[int, int], list[Annotation]] = {}
        self._styles: dict[tuple[object, ...], Style] = {}
        self._palette: Palette | None = None

    @property
    def current(self) -> str | None:
        """Id of the annotation under the cursor."""
        return self.lit.id if self.lit else None

    # Changing

    def find(self, found: Sequence[Span], current: Span | None) -> None:
        """What was found, and which of it is the current one."""
        if found is not self.found:
            self.found, self.hits = found, Covered(found)
        self.found_current = current

    def annotate(self, annotations: Sequence[Annotation]) -> list[Changed]:
        """Take these annotations for those before, and tell which are others.

        Where few of many thousand are others, only the stretch of the list that holds those is looked at.
        """
        known = self.annotations
        first, last = _differing(known, annotations)
        before = {a.id: a for a in known[first : len(known) - last]}
        after = {a.id: a for a in annotations[first : len(annotations) - last]}
        changed = [Changed(before.get(key), new) for key, new in after.items() if before.get(key) != new]
        changed += [Changed(old, None) for key, old in before.items() if key not in after]
        self.annotations = annotations
        for old, new in changed:
            if old is not None:
                self.marks.remove(old.id)
                del self._by_id[old.id]
            if new is not None:
                self._by_id[new.id] = new
                self.marks.add(Span(new.start, new.end), new.id)
        if changed:
            self._stretches.clear()
            self._over.clear()
            if self.lit is not None:
                self.lit = self._by_id.get(self.lit.id)
        return changed

    # Asking

    def at(self, offset: int) -> Sequence[Annotation]:
        """The annotations over the code point at `offset`, in the order in which they begin."""
        return self.over(offset, offset + 1)

    def over(self, start: int, end: int) -> Sequence[Annotation]:
        """Those over any of `start` to `end`."""
        kept = self._over.get((start, end))
        if kept is None:
            if len(self._over) > _KEPT:
                self._over.clear()
            kept = self._over[start, end] = [self._by_id[key] for key in self.marks.over(start, end)]
        return kept

    def covers(self, at: int) -> bool:
        """Whether cursor or selection lie on `at`."""
        return any(span and span.start <= at < span.end for span in (self.cursor, self.selection))

    def style(self, at: int, palette: Palette) -> Style:
        """The style of the code point at `at`."""
        return self._style(at, self._marks(at, at + 1)[0], palette)

    def stretches(self, start: int, end: int, palette: Palette) -> list[tuple[int, int, Style]]:
        """`(from, to, style)` over `start` to `end` without a gap, no two alike side by side."""
        marks = self._marks(start, end)
        cuts = {start, end}
        cuts.update(each.start for each in marks)
        for covered in (self.debris, self.hits):
            cuts.update(covered.cuts(start, end))
        current = self.lit
        for span in (
            self.found_current, self.selection, self.cursor, Span(current.start, current.end) if current else None
        ):  # fmt: skip
            if span:
                cuts.update(cut for cut in span if start < cut < end)
        edges = sorted(cuts)
        found: list[tuple[int, int, Style]] = []
        number = 0
        for at, to in itertools.pairwise(edges):
            while marks[number].end <= at:
                number += 1
            style = self._style(at, marks[number], palette)
            if found and found[-1][2] is style:
                found[-1] = (found[-1][0], to, style)
            else:
                found.append((at, to, style))
        return found

    def _marks(self, start: int, end: int) -> list[_Marks]:
        """The highlights of a row, which cost most where thousands overlap: kept until one changes."""
        kept = self._stretches.get((start, end))
        if kept is None:
            if len(self._stretches) > _KEPT:
                self._stretches.clear()
            here = self.over(start, end)
            cuts = {start, end}
            cuts.update(edge for a in here for edge in (a.start, a.end) if start < edge < end)
            shortest = sorted(here, key=_length)  # of those that lie at a place the first is the innermost
            kept = self._stretches[start, end] = [
                _of(shortest, at, to) for at, to in itertools.pairwise(sorted(cuts))
            ]
        return kept

    def _style(self, at: int, marks: _Marks, palette: Palette) -> Style:
        if palette is not self._palette:
            self._styles.clear()
            self._palette = palette
        current, top = self.lit, marks.top
        if current is not None and top is not None and current.start <= at < current.end:
            top = current
        hit = self.hits.at(at)
        key = (
            self.debris.at(at),
            top.color if top else None,
            top is not None and current is not None and top.id == current.id,
            marks.many,
            hit,
            hit and _holds(self.found_current, at),
            _holds(self.selection, at),
            # A cursor on a line break, which has no cells, is one of them.
            self.cursor is not None and self.cursor.start <= at < max(self.cursor.end, self.cursor.start + 1),
            self.focused,
        )
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = _blended(key, palette)
        return style


def _length(annotation: Annotation) -> int:
    return annotation.end - annotation.start


def _of(shortest: Sequence[Annotation], at: int, to: int) -> _Marks:
    top = None
    for annotation in shortest:
        if annotation.start <= at < annotation.end:
            if top is not None:
                return _Marks(at, to, top, many=True)
            top = annotation
    return _Marks(at, to, top, many=False)


def _blended(key: tuple[object, ...], palette: Palette) -> Style:
    debris, color, current, many, hit, hit_current, selected, on_cursor, focused = key
    style = palette.debris if debris else palette.text
    if isinstance(color, str):
        style += mark(palette.marks_current if current else palette.marks, color)
        if many:
            style += palette.overlap
    if hit:
        style += palette.found_current if hit_current else palette.found
    if selected:
        style += palette.selection
    if on_cursor and (hit or selected):  # these turn the page's polarity round, as the cursor does
        style += palette.cursor_over
    elif on_cursor:
        style += palette.cursor if focused else palette.cursor_away
    return style


def _differing(old: Sequence[Annotation], new: Sequence[Annotation]) -> tuple[int, int]:
    """How many at the start, and how many of the rest at the end, are the same ones in both.

    Halving, by slices: these are compared at the speed of C, since the same object is equal to itself.
    """
    shorter = min(len(old), len(new))
    first, beyond = 0, shorter
    while first < beyond:
        middle = (first + beyond + 1) // 2
        if old[first:middle] == new[first:middle]:
            first = middle
        else:
            beyond = middle - 1
    last, beyond = 0, shorter - first
    while last < beyond:
        middle = (last + beyond + 1) // 2
        if old[len(old) - middle : len(old) - last] == new[len(new) - middle : len(new) - last]:
            last = middle
        else:
            beyond = middle - 1
    return first, last


def _holds(span: Span | None, at: int) -> bool:
    return span is not None and span.start <= at < span.end
