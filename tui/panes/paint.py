"""One row of a text as a strip, and what stands before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.panes.rows import Rows
from tui.panes.scene import Scene
from tui.theme import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.model import Annotation
    from tui.theme import Palette

__all__ = ["GUTTER", "Scene", "gutter", "paint", "say", "starting"]

GUTTER: Final = 3
"""Cells before a row: count of notes that begin there, bar of highlights, space."""

_MANY: Final = 9
_MESSAGE: Final = 64


def paint(rows: Rows, row: int, scene: Scene, palette: Palette, width: int) -> Strip:
    """Row `row`, `width` cells wide, without gutter and margin."""
    return Strip(list(_segments(rows, row, scene, palette, width)), width)


def _segments(rows: Rows, row: int, scene: Scene, palette: Palette, width: int) -> Iterator[Segment]:
    start, end = rows.start(row), rows.end(row)
    used = 0
    for at, to, style in scene.stretches(start, end, palette):
        text, cells = rows.drawn(row, at, to)
        if not text:
            continue
        if used + cells > width:  # the space that hangs at a row's end
            text, cells = set_cell_size(text, width - used), width - used
        if cells > 0:
            # The space that hangs at a wrapped row's end is no part of what the eye reads.
            hanging = to == end and used + cells > rows.width and text.endswith(" ")
            yield Segment(text[:-1] if hanging else text, style)
            if hanging:
                yield Segment(" ", scene.style(to - 1, palette) if scene.covers(to - 1) else palette.text)
            used += cells
    if used < width and _shows_break(rows, row, scene):
        yield Segment(" ", scene.style(end, palette))
        used += 1
    if used < width:
        yield Segment(" " * (width - used), palette.text)


def _shows_break(rows: Rows, row: int, scene: Scene) -> bool:
    """Whether the row ends in a line break on which the cursor or the selection lies."""
    end = rows.end(row)
    if not scene.covers(end) and not (scene.cursor and scene.cursor.start == end):
        return False
    return not (row + 1 < len(rows) and rows.start(row + 1) == end)


def starting(rows: Rows, row: int, here: Sequence[Annotation]) -> list[Annotation]:
    """Those of the annotations over a row that begin in it."""
    start, end = rows.start(row), rows.end(row)
    if rows.is_gap(row):
        return []
    broken = rows.text[end : end + 1] == "\n"
    return [a for a in here if start <= a.start < end or (broken and a.start == end)]


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
