"""How the text lies in its pane: which row the cursor is in, and how wide rows are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.panes.view import MEASURE, NARROWEST, WIDEST
from tui.screens.actions.base import Part

if TYPE_CHECKING:
    from tui.panes.source import SourcePane

__all__ = ["Viewing"]

_STEP: Final = 4  # cells


class Viewing(Part):
    """The keys after `z`."""

    def do_row_middle(self, _count: int | None) -> None:
        """`z z`."""
        self.source.put_cursor_at(0.5)

    def do_row_top(self, _count: int | None) -> None:
        """`z t`."""
        self.source.put_cursor_at(0.0)

    def do_row_bottom(self, _count: int | None) -> None:
        """`z b`."""
        self.source.put_cursor_at(1.0)

    def do_wider(self, count: int | None) -> None:
        """`z +`."""
        self._measure(count or 1)

    def do_narrower(self, count: int | None) -> None:
        """`z -`."""
        self._measure(-(count or 1))

    def measured(self, pane: SourcePane) -> None:
        """Give a pane rows as wide as was chosen last."""
        pane.measure = self.memory.measure or MEASURE

    def _measure(self, steps: int) -> None:
        measure = (self.memory.measure or MEASURE) + steps * _STEP
        self.memory.measure = measure = min(max(measure, NARROWEST), WIDEST)
        for pane in filter(None, (self.source, self.beside)):
            self.measured(pane)
        drawn = self.source.drawn_measure
        self.say(f"rows of at most {measure} cells" + (f"; here {drawn} fit" if drawn < measure else ""))
