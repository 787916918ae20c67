"""A source pane with its article's title above it, seen while two stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.containers import Vertical

from tui.panes.bars import Bar, fit
from tui.theme import palette

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from tui.panes.source import SourcePane

__all__ = ["PaneBox"]


class _Head(Bar):
    """The title; of the pane that has the keys with a sign before it."""

    DEFAULT_CSS = "_Head { display: none; }"

    def __init__(self) -> None:
        super().__init__(classes="pane-head")
        self.title = ""
        self.active = False

    def pieces(self, width: int) -> Sequence[Segment]:
        """See `Bar`."""
        styles = palette(self.app.theme)
        sign, style = ("▶ ", styles.key) if self.active else ("  ", styles.bar)
        return [Segment(f" {sign}", style), Segment(fit(self.title, width - 4), style)]


class PaneBox(Vertical):
    """Where one pane stands."""

    def __init__(self, pane: SourcePane, *, id: str) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id, classes="pane-box")
        self.pane = pane
        self._head = _Head()

    def compose(self) -> Iterable[Widget]:
        """The title and the pane."""
        yield self._head
        yield self.pane

    def tell(self, title: str, *, active: bool) -> None:
        """Show what is in the pane, and whether keys are for it."""
        if (title, active) != (self._head.title, self._head.active):
            self._head.title, self._head.active = title, active
            self._head.refresh()
        self.set_class(not active, "-away")
