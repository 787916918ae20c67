"""Two articles side by side: a second source pane, which takes turns with the first at being the one that keys are for.

`source` is the pane that has the cursor, `beside` the other one while there are two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.text import printable
from tui.panes.box import PaneBox
from tui.panes.source import SourcePane
from tui.screens.actions.base import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from store.model import Span

__all__ = ["Comparing"]


class Comparing(Part):
    """`c`, and what changes when there are two panes."""

    moved: Callable[[], None]
    boxes: dict[SourcePane, PaneBox]
    measured: Callable[[SourcePane], None]
    turn_page: Callable[[Sequence[Span]], None]
    _spare: SourcePane | None = None  # the pane that is not shown

    def do_compare(self, _count: int | None) -> None:
        """`c`: choose an article to stand beside this one; again: this one alone."""
        if self.beside is not None:
            self.alone()
            return
        from tui.screens.library import LibraryScreen  # when it is wanted

        article = self.source.article
        if article is None:
            self.say("no article is open")
            return
        ids = self.desk.article_ids()
        following = ids[(ids.index(article.id) + 1) % len(ids)] if article.id in ids else article.id
        self.app.push_screen(LibraryScreen(self.desk, following, read=self.memory.is_read), self._compared)

    def _compared(self, article: str | None) -> None:
        if article is not None:
            self.put_beside(article)
            self.say("tab goes from one to the other; c closes the other")

    def put_beside(self, article: str) -> None:
        """Show a second article; keys stay with the first."""
        pane = self._spare
        if pane is None:
            pane = SourcePane(id="beside")
            pane.followers.append(self.moved)
            self.measured(pane)
            self.boxes[pane] = PaneBox(pane, id="beside-box")
            self.query_one("#body").mount(self.boxes[pane], after=self.boxes[self.source])
        self.boxes[pane].display = True
        self._spare, self.beside = None, pane
        self.add_class("-two")
        pane.show(
            self.desk.article(article),
            self.desk.text(article),
            self.annotations_of(article),
            cursor=self.memory.place(article),
        )
        top = self.memory.top(article)
        if top is not None:
            pane.top = top
        self.show_heads()
        self.show_annotations()

    def show_heads(self) -> None:
        """Above each pane what is in it, and which of them keys are for."""
        for pane, box in self.boxes.items():
            title = printable(pane.article.title) if pane.article is not None else ""
            box.tell(title, active=pane is self.source)

    def alone(self) -> None:
        """The pane that keys are for is the only one again."""
        if self.beside is None:
            return
        if self.beside.article is not None:
            self.memory.left(self.beside.article.id, self.beside.cursor, self.beside.top)
        self.boxes[self.beside].display = False
        self._spare, self.beside = self.beside, None
        self.remove_class("-two")
        if self.focused is not self.cards:
            self.set_focus(self.source)
        self.show_annotations()

    def turn_to(self, pane: SourcePane) -> None:
        """Give the keys to one of the two panes."""
        if pane is self.beside:
            self.beside, self.source = self.source, pane
            self.turn_page(pane.found)
            self.show_heads()
            self.show_annotations()
        self.show_source()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The mouse gave the keys to a pane."""
        if event.widget is self.beside and self.beside is not None:
            self.turn_to(self.beside)

    def stops(self) -> list[SourcePane]:
        """The source panes from left to right."""
        return [pane for pane in self.query(SourcePane) if pane in (self.source, self.beside)]
