"""A list of any length, of which only what is seen is drawn: library, hits, commands, tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.text import visible
from tui.panes.paint import say
from tui.theme import on, palette

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual import events

    from tui.theme import Palette

__all__ = ["ChoiceList", "Drawing"]

T = TypeVar("T")

# One item drawn at a width: its rows, each a list of (text, style).
Drawing = list[list[tuple[str, "Style"]]]


class ChoiceList(ScrollView, Generic[T], can_focus=False):
    """Items of equal height with one of them chosen."""

    class Chosen(Message):
        """The mouse clicked on an item."""

    def __init__(
        self,
        draw: Callable[[T, int, Palette], Drawing],
        *,
        height: int = 1,
        empty: str = "",
        id: str | None = None,  # noqa: A002  # Textual's name
    ) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._each = height
        self._empty = empty
        self.items: Sequence[T] = ()
        self.index = 0
        self._drawings: dict[int, Drawing] = {}  # of what is on the screen: an item has several rows
        self.followers: list[Callable[[], None]] = []

    @property
    def chosen(self) -> T | None:
        """The chosen item; None when the list is empty."""
        return self.items[self.index] if self.items else None

    def show(self, items: Sequence[T], index: int = 0, *, empty: str | None = None) -> None:
        """Show other items; `empty` is what to say when there are none."""
        self.items = items
        self._drawings.clear()
        if empty is not None:
            self._empty = empty
        self.virtual_size = Size(self.scrollable_content_region.width, len(items) * self._each)
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.refresh()
        self.choose(index)

    def choose(self, index: int) -> None:
        """Choose an item, and bring it into sight."""
        before, self.index = self.index, min(max(index, 0), max(len(self.items) - 1, 0))
        height = self.scrollable_content_region.height
        top, first = round(self.scroll_y), self.index * self._each
        wanted = min(max(top, first + self._each - height), first)
        if height and wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True, immediate=True)
            self.refresh()
        else:
            for item in {before, self.index}:
                self.refresh_lines(item * self._each, self._each)
        for follower in self.followers:
            follower()

    def step(self, by: int) -> None:
        """Choose the item that many further."""
        self.choose(self.index + by)

    def page(self, by: int) -> None:
        """The same, by what fits on the screen."""
        self.step(by * max(self.scrollable_content_region.height // self._each - 1, 1))

    def on_resize(self) -> None:
        """Keep the chosen item in sight."""
        self._drawings.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.items) * self._each)
        self.choose(self.index)

    def notify_style_update(self) -> None:
        """The theme changed."""
        super().notify_style_update()
        self._drawings.clear()

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked; say so."""
        row = event.get_content_offset_capture(self).y + round(self.scroll_y)
        if 0 <= row < len(self.items) * self._each:
            self.choose(row // self._each)
            self.post_message(self.Chosen())

    def render_line(self, y: int) -> Strip:
        """One row of one item."""
        styles = palette(self.app.theme)
        width = self.scrollable_content_region.width
        if not self.items:
            return say(self._empty, y, width, styles)
        index, part = divmod(y + round(self.scroll_y), self._each)
        if index >= len(self.items) or width <= 0:
            return Strip.blank(max(width, 0), styles.text)
        chosen = index == self.index
        over = styles.chosen if chosen else None
        drawing = self._drawings.get(index)
        if drawing is None:
            if len(self._drawings) > self.size.height:
                self._drawings.clear()
            drawing = self._drawings[index] = self._draw(self.items[index], width - 2, styles)
        pieces = drawing[part] if part < len(drawing) else []
        sign = "▌ " if chosen and part < len(drawing) else "  "
        segments = [Segment(sign, on(styles.accent, over))]
        segments += [
            Segment(visible(text), style if style is styles.found else on(style, over))
            for text, style in pieces
        ]
        return Strip(segments).adjust_cell_length(width, over or styles.text)


def columns(left: tuple[str, Style], right: tuple[str, Style], width: int) -> list[tuple[str, Style]]:
    """A row of two texts, one at each end; both are already fitted."""
    gap = max(width - cell_len(left[0]) - cell_len(right[0]), 1)
    return [left, (" " * gap, left[1]), right]
