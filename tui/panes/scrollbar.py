"""How a scroll bar looks: a thin line on no ground, where the part that is seen lies."""

from __future__ import annotations

from typing import Final

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

__all__ = ["Thumb", "thumb"]

_SIGN: Final = "▐"
_DEFAULT: Final = Color.default()


def thumb(size: int, whole: float, seen: float, position: float) -> tuple[int, int]:
    """First row and number of rows of the line in a bar of `size` rows; none where all is seen.

    It stands at the top only at the very top, and at the bottom only at the very bottom.
    """
    if size <= 0 or not 0 < seen < whole:
        return 0, 0
    rows = min(max(round(size * seen / whole), 1), max(size - 1, 1))
    room, last = size - rows, whole - seen
    top = round(room * min(max(position / last, 0), 1))
    if room > 1:
        top = min(max(top, int(position > 0)), room - int(position < last))
    return top, rows


class Thumb(ScrollBarRender):
    """Textual's scroll bar, drawn so; the mouse takes hold of it as before."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,  # noqa: FBT001, FBT002  # Textual's form
        back_color: Color = _DEFAULT,
        bar_color: Color = _DEFAULT,
    ) -> Segments:
        """The bar's segments, one a row."""
        if not vertical:  # the desk has none
            return super().render_bar(
                size, virtual_size, window_size, position, thickness, vertical, back_color, bar_color
            )
        top, rows = thumb(int(size), virtual_size, window_size, position)
        blank = " " * thickness
        above, grip, below = (
            Style(color=bar_color, bgcolor=back_color, meta={"@mouse.down": action})
            for action in ("scroll_up", "grab", "scroll_down")
        )
        segments = [Segment(blank, above)] * top
        segments += [Segment(_SIGN.rjust(thickness), grip)] * rows
        segments += [Segment(blank, below)] * (int(size) - top - rows)
        return Segments(segments, new_lines=True)
