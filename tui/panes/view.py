"""A text in rows, as wide as is good to read, with its layers, and a map of it at the right.

Only rows that are seen are wrapped and drawn; a row that is drawn is kept until something on it changes.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from store.model import Span
from tui.panes.direct import Direct
from tui.panes.exact import exact
from tui.panes.minimap import Minimap, Spot
from tui.panes.paint import GUTTER, gutter, paint, say, starting
from tui.panes.rows import Rows
from tui.panes.scene import Scene
from tui.theme import palette

if TYPE_CHECKING:
    from textual import events

    from store.model import Article

__all__ = ["MEASURE", "NARROWEST", "WIDEST", "View"]

MEASURE: Final = 80
"""The widest row for reading, in cells, at first."""

NARROWEST: Final = 40
WIDEST: Final = 120

_MAP: Final = 1  # cells of the map
_STRIPS: Final = 400  # kept, of some kilobytes each; the oldest quarter goes where there are more


class View(Direct):
    """Draws a text; what may be done with it, a subclass knows."""

    ALLOW_SELECT = False  # a selection is ours, in code points
    DEFAULT_CSS = "View { scrollbar-size: 0 0; overflow-x: hidden; overflow-y: scroll; }"

    def __init__(self, *, id: str | None = None, preview: bool = False) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.preview = preview
        self.article: Article | None = None
        self.text = ""
        self.empty = ""
        """What to say where no article is open."""
        self._measure = MEASURE
        self._rows = Rows("", MEASURE)
        self._scene = Scene(focused=False)
        self._map = Minimap()
        self._spots: list[Spot] = []
        self._strips: dict[tuple[int, bool, Spot | None], Strip] = {}
        self._left = 0
        self._column = 0
        self._top: tuple[int, int] | None = None
        self._height = 0
        self._mapping = False

    # What is seen

    @property
    def measure(self) -> int:
        """The widest row, in cells."""
        return self._measure

    @measure.setter
    def measure(self, cells: int) -> None:
        cells = min(max(cells, NARROWEST), WIDEST)
        if cells != self._measure:
            self._measure = cells
            self._rewrap()

    @property
    def drawn_measure(self) -> int:
        """What of it there is room for."""
        return self._rows.width

    @property
    def _window(self) -> tuple[int, int]:
        """Width and height of what is drawn."""
        region = self.scrollable_content_region
        return region.width, region.height

    def _wrap(self) -> None:
        width, height = self._window
        room = max((width or MEASURE + GUTTER + _MAP) - _MAP - GUTTER - 1, 4)
        self._rows = Rows(self.text, min(room, self._measure), spaced=True)
        self._rows.shifted = self._shifted
        self._left = max((room - self._rows.width) // 2, 0)
        self._strips.clear()
        self._map.lay_out(len(self.text), height, self._scene.annotations)
        self._count_rows()

    def _count_rows(self) -> None:
        # Set without the layout that the attribute asks for: no size depends on it.
        self.set_reactive(Widget.virtual_size, Size(self._window[0], len(self._rows)))

    def _shifted(self, first: int, more: int) -> None:
        """A block has more or fewer rows than it was taken to have: what is seen stays."""
        top = round(self.scroll_y)
        self._count_rows()
        if top > first:
            self._put_top(max(top + more, first))
        if self._top is not None and self._top[0] > first:
            self._top = (round(self.scroll_y) if self._top[0] == top else self._top[0] + more, self._top[1])

    def _put_top(self, row: int) -> None:
        """Give what is seen another number, which is no scrolling."""
        self.set_reactive(Widget.scroll_y, float(row))
        self.set_reactive(Widget.scroll_target_y, float(row))

    def _settle(self) -> int:
        """Wrap what is to be seen, and give the row at the top."""
        rows, height = self._rows, self._window[1]
        while True:
            top = round(self.scroll_y)
            if not rows.is_wrapped(top):
                rows.start(top)
                continue
            rows.wrap_from(top, height)
            last = max(len(rows) - height, 0)
            if top <= last:
                return top
            self._put_top(last)

    def _seen(self) -> Span:
        """The stretch of the text that is on the screen."""
        top, rows = self._settle(), self._rows
        start = rows.start(top)
        last = min(top + self._window[1], len(rows)) - 1
        return Span(start, rows.end(last) if last >= top else start)

    def _scroll(self, row: int) -> None:
        """Bring a row to the top, as far as there is text below it."""
        row = min(max(row, 0), max(len(self._rows) - self._window[1], 0))
        if row != round(self.scroll_y):
            self.scroll_to(y=row, animate=False, force=True, immediate=True)

    # Changing

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()

    def _redraw_rows(self, span: Span) -> None:
        """Draw anew the rows of a stretch of the text."""
        rows = self._rows
        start, end = span.start, max(span.end, span.start)
        reach = rows.row_start(start)
        reach = start if reach is None else reach
        for key in [key for key in self._strips if reach <= key[0] <= end]:
            del self._strips[key]
        seen = self._seen()
        if reach <= seen.end and end >= seen.start:
            top = round(self.scroll_y)
            last = rows.row_at(min(end, seen.end))
            last += last + 1 < len(rows) and rows.is_gap(last + 1)
            self._refresh_rows(max(rows.row_at(max(start, seen.start)) - top, 0), last - top)

    def _refresh_rows(self, first: int, last: int) -> None:
        if first <= last:
            self.refresh(Region(0, first, self.size.width, last - first + 1))

    def _remap(self) -> None:
        """Draw the cells of the map that are others now."""
        before, self._spots = self._spots, self._spots_now()
        for y, spot in enumerate(self._spots):
            if y >= len(before) or spot != before[y]:
                self._refresh_rows(y, y)

    def _spots_now(self) -> list[Spot]:
        seen = self._seen()
        whole = len(self._rows) <= self._window[1]
        return self._map.spots(self._scene.hits, None if whole else seen)

    # Drawing

    def prepare(self) -> None:
        """Wrap what is seen, and map it."""
        if self.article is not None and self.text:
            self._settle()
            self._spots = self._spots_now()
        else:
            self._spots = []
        if self.content_region.x != self._column:
            self._column = self.content_region.x
            self._strips.clear()
            self.forget()

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        styles = palette(self.app.theme)
        width, height = self._window
        if self.article is None:
            return self._passed(say(self.empty, y, width, styles))
        row = y + round(self.scroll_y)
        spot = self._spots[y] if y < len(self._spots) else None
        if width <= GUTTER or row >= len(self._rows) or not self.text or y >= height:
            start, gap = -1, False
        else:
            start, gap = self._rows.start(row), self._rows.is_gap(row)
        strip = self._strips.get((start, gap, spot))
        if strip is None:
            if len(self._strips) > _STRIPS:
                for key in list(islice(self._strips, _STRIPS // 4)):
                    del self._strips[key]
            strip = self._strips[start, gap, spot] = self._draw(row if start >= 0 else None, spot)
        return strip

    def _draw(self, row: int | None, spot: Spot | None) -> Strip:
        styles, width = palette(self.app.theme), self._window[0]
        last = (
            Segment(spot.sign, spot.style(styles)) if spot else Segment(" " * min(width, _MAP), styles.text)
        )
        if row is None:
            blank = Segment(" " * max(width - _MAP, 0), styles.text)
            return self._passed(Strip([blank, last], width))
        rows, scene = self._rows, self._scene
        start, end = rows.start(row), rows.end(row)
        here = scene.over(start, max(end, start) + 1 if rows.text[end : end + 1] == "\n" else end)
        begun = [] if self.preview else starting(rows, row, here)
        crossing = [a for a in here if a.start < max(end, start + 1)]
        body = paint(rows, row, scene, styles, min(rows.width + 1, width - GUTTER - self._left - _MAP))
        margin = Segment(" " * self._left, styles.text)
        strip = Strip([margin, *gutter(begun, crossing, styles), *body])
        strip = strip.extend_cell_length(width - _MAP, styles.text)
        return self._passed(Strip([*strip, last], width))

    def _passed(self, strip: Strip) -> Strip:
        return self.passed(strip) if self._bordered else exact(self.passed(strip), self._column)

    def notify_style_update(self) -> None:
        """The theme changed."""
        super().notify_style_update()
        self._strips.clear()

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: FBT001, FBT002  # Textual's form
    ) -> bool:
        """Wrap before the first drawing at a size: the event comes after it."""
        before = self._size
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if self._size != before:
            self._rewrap()
        return changed

    def _rewrap(self) -> None:
        """Wrap anew. What stood at the top stays there, and the cursor in sight where it was so."""
        rows, row = self._rows, round(self.scroll_y)
        first = self._height <= 0  # what was asked for before there was a window is brought into sight now
        seen = first or self._is_seen(row)
        row = round(self.scroll_y)
        self._height = self._window[1]
        if self._top is None or self._top[0] != row:  # scrolled since the last resize
            self._top = (row, rows.start(min(row, len(rows) - 1)))
        top = self._top[1]
        self._wrap()
        at = self._rows.row_at(top) if row or first else 0
        self.scroll_to(y=at, animate=False, force=True, immediate=True)
        if seen:
            self._reveal()
        self._settle()
        self._top = (round(self.scroll_y), top)
        self.refresh()

    def _is_seen(self, top: int) -> bool:
        """Whether what is to stay in sight at a resize is in sight."""
        raise NotImplementedError

    def _reveal(self) -> None:
        """Bring into sight what is to stay in sight."""
        raise NotImplementedError

    # The map and the mouse

    def _on_map(self, event: events.MouseEvent) -> bool:
        at = event.get_content_offset_capture(self)
        return self.article is not None and at.x >= self._window[0] - _MAP

    def _follow_map(self, event: events.MouseEvent) -> None:
        """Show the part of the text for which the cell under the mouse stands."""
        y = event.get_content_offset_capture(self).y
        row = self._rows.row_at(self._map.offset(y))
        self._scroll(row - self._window[1] // 2)
