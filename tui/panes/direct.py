"""A pane whose strips go to the compositor as they are, past Textual's cache of styles: most of a frame's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.scroll_view import ScrollView

from tui.panes.lean import LeanStrip

if TYPE_CHECKING:
    from textual.color import Color
    from textual.geometry import Region
    from textual.strip import Strip

__all__ = ["Direct"]


class Direct(ScrollView):
    """`render_line` gives strips that have been through `passed`, and should keep them."""

    _ground: Color | None = None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._on_screen: list[Strip] = []

    def prepare(self) -> None:
        """What is to be done before a frame is drawn."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of the screen."""
        self.prepare()
        if self._bordered:  # which Textual draws
            return super().render_lines(crop)
        strips = self._seen_rows()[crop.y : crop.bottom]
        if crop.x or crop.width != self.size.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def _seen_rows(self) -> list[Strip]:
        """All rows, of which only those are asked for that were told to be other ones since the last frame."""
        lines, height = self._on_screen, self.size.height
        whole = self.size.region
        if len(lines) != height or whole in self._dirty_regions:
            lines = self._on_screen = [self.render_line(y) for y in range(height)]
        else:
            changed = {y for region in self._dirty_regions for y in region.line_range}
            for y in changed.intersection(range(height)):
                lines[y] = self.render_line(y)
        self._dirty_regions.clear()
        return lines

    def forget(self) -> None:
        """All rows are other ones."""
        self._on_screen = []

    @property
    def _bordered(self) -> bool:
        return self.styles.gutter.totals != (0, 0)  # without the room of a scroll bar, which is drawn over it

    def passed(self, strip: Strip) -> Strip:
        """What else Textual does to a line, where it does not come here."""
        if self._bordered:
            return strip
        if self._ground is None:
            self._ground = self.background_colors[1]
        for each in self.app.get_line_filters():
            strip = strip.apply_filter(each, self._ground)
        return strip

    def lean(self, strip: Strip) -> Strip:
        """The same, written in few bytes."""
        strip = self.passed(strip)
        return strip if self._bordered else LeanStrip(list(strip), strip.cell_length)

    def notify_style_update(self) -> None:
        """The theme changed."""
        super().notify_style_update()
        self._ground = None
        self.forget()
