"""One row of a text as a strip: its layers, one over the other, each with its style.

From below: text, boilerplate, highlights, what was found, the selection, the cursor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from store.model import Span
from tui.panes.layers import Layers
from tui.panes.rows import Rows
from tui.theme import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.model import Annotation
    from tui.theme import Palette

__all__ = ["GUTTER", "Scene", "gutter", "paint", "say"]

GUTTER: Final = 3
"""Cells before a row: count of notes that begin there, bar of highlights, space."""

_MANY: Final = 9
_MESSAGE: Final = 64


@dataclass(slots=True)
class Scene:
    """What lies over a text."""

    annotations: Sequence[Annotation] = ()
    boilerplate: Sequence[Span] = ()
    found: Sequence[Span] = ()
    found_current: Span | None = None
    selection: Span | None = None
    cursor: Span | None = None
    """The grapheme under the cursor."""
    focused: bool = True
    current: str | None = None
    """Id of the annotation under the cursor."""
    marks: Layers = field(init=False)
    debris: Layers = field(init=False)
    hits: Layers = field(init=False)

    def __post_init__(self) -> None:
        self.layer()

    def layer(self) -> None:
        """To be called after annotations, boilerplate or found spans changed."""
        self.marks = Layers([Span(a.start, a.end) for a in self.annotations])
        self.debris = Layers(self.boilerplate)
        self.hits = Layers(self.found)

    def style(self, at: int, palette: Palette) -> Style:
        """The style of the code point at `at`."""
        style = palette.debris if self.debris.at(at) else palette.text
        active = self.marks.at(at)
        if active:
            here = [self.annotations[index] for index in active]
            top = next((a for a in here if a.id == self.current), min(here, key=lambda a: a.end - a.start))
            styles = palette.marks_current if top.id == self.current else palette.marks
            style += mark(styles, top.color)
            if len(active) > 1:
                style += palette.overlap
        turned = False  # whether what lies here turns the page's polarity round, as the cursor does
        if self.hits.at(at):
            span, turned = self.found_current, True
            style += palette.found_current if span and span.start <= at < span.end else palette.found
        if self.selection and self.selection.start <= at < self.selection.end:
            style, turned = style + palette.selection, True
        if self.cursor and self.cursor.start <= at < max(self.cursor.end, self.cursor.start + 1):
            if turned:
                style += palette.cursor_over
            else:
                style += palette.cursor if self.focused else palette.cursor_away
        return style

    def covers(self, at: int) -> bool:
        """Whether cursor or selection lie on `at`."""
        return any(span and span.start <= at < span.end for span in (self.cursor, self.selection))

    def cuts(self, start: int, end: int) -> list[int]:
        """Where the style may change between `start` and `end`, both included."""
        cuts = {start, end}
        for layers in (self.marks, self.debris, self.hits):
            cuts.update(stretch[0] for stretch in layers.stretches(start, end))
        for span in (self.found_current, self.selection, self.cursor):
            if span:
                cuts.update(span)
        return sorted(cut for cut in cuts if start <= cut <= end)


def paint(rows: Rows, row: int, scene: Scene, palette: Palette, width: int) -> Strip:
    """Row `row`, `width` cells wide, without gutter and margin."""
    return Strip(list(_segments(rows, row, scene, palette, width)), width)


def _segments(rows: Rows, row: int, scene: Scene, palette: Palette, width: int) -> Iterator[Segment]:
    start, end = rows.start(row), rows.end(row)
    cuts = scene.cuts(start, end)
    used = 0
    for at, to in pairwise(cuts):
        text, cells = rows.drawn(row, at, to)
        if not text:
            continue
        if used + cells > width:  # the space that hangs at a row's end
            text, cells = set_cell_size(text, width - used), width - used
        if cells > 0:
            # The space that hangs at a wrapped row's end is no part of what the eye reads.
            hanging = to == end and used + cells > rows.width and text.endswith(" ")
            style = scene.style(at, palette)
            yield Segment(text[:-1] if hanging else text, style)
            if hanging:
                yield Segment(" ", style if scene.covers(to - 1) else palette.text)
            used += cells
    if used < width and _shows_break(rows, row, scene):
        yield Segment(" ", scene.style(end, palette))
        used += 1
    if used < width:
        yield Segment(" " * (width - used), palette.text)


def _shows_break(rows: Rows, row: int, scene: Scene) -> bool:
    """Whether the row ends in a line break on which the cursor or the selection lies."""
    end = rows.end(row)
    if row + 1 < len(rows) and rows.start(row + 1) == end:
        return False
    on_cursor = bool(scene.cursor and scene.cursor.start == end)
    return on_cursor or bool(scene.selection and scene.selection.start <= end < scene.selection.end)


def gutter(starting: Sequence[Annotation], crossing: Sequence[Annotation], palette: Palette) -> list[Segment]:
    """The cells before a row: how many annotations begin in it, and that highlights cross it."""
    segments = []
    if starting:
        noted = any(annotation.note for annotation in starting)
        sign = "●" if noted else "○"
        if len(starting) > 1:
            sign = str(len(starting)) if len(starting) <= _MANY else "+"
        segments.append(Segment(sign, mark(palette.bars, starting[0].color) + Style(bold=noted)))
    else:
        segments.append(Segment(" ", palette.text))
    if crossing:
        segments.append(Segment("▎", mark(palette.bars, crossing[-1].color)))
    else:
        segments.append(Segment(" ", palette.text))
    segments.append(Segment(" ", palette.text))
    return segments


def say(message: str, y: int, width: int, palette: Palette) -> Strip:
    """Row `y` of a message that stands where there is nothing to show."""
    rows = Rows(message, max(min(width - 4, _MESSAGE), 8))
    if not message or not 1 <= y <= len(rows):
        return Strip.blank(max(width, 0), palette.text)
    text = rows.drawn(y - 1, rows.start(y - 1), rows.end(y - 1))[0]
    return Strip([Segment("  " + text, palette.dim)]).adjust_cell_length(width, palette.text)
