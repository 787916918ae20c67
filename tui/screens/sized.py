"""A screen that is laid out for the window as it is, never for one that it was.

A screen that is leaving handles its last resize late, and hands the old size on to the screen below
it, which may have been laid out for the new one by then (seen in Textual 8.2.8, `Screen._on_resize`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen, ScreenResultType

if TYPE_CHECKING:
    from textual.geometry import Size

__all__ = ["Sized"]


class Sized(Screen[ScreenResultType]):
    """A screen whose size is always the app's."""

    def _screen_resized(self, size: Size) -> None:
        super()._screen_resized(self.app.size or size)
