"""What the parts of the desk's screen share: its panes, and a few things it can do for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from store.errors import NewsdeskError, SaveFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widgets import Input

    from store import Annotation, Desk
    from store.model import Span
    from tui.memory import Memory
    from tui.panes.annotations import AnnotationsPane
    from tui.panes.bars import Notice
    from tui.panes.note import NoteEditor
    from tui.panes.source import SourcePane

__all__ = ["BRIEF", "Part"]

BRIEF = 40
"""Code points of a foreign text within a message."""


class Part(Screen[None]):
    """Commands are methods `do_<id>` that take the count; `DeskScreen` is made of such parts."""

    desk: Desk
    source: SourcePane
    cards: AnnotationsPane
    editor: NoteEditor
    finder: Input
    filter: Input
    notice: Notice
    memory: Memory
    annotations: Sequence[Annotation] = ()
    """Those of the open article, in text order."""
    found: Sequence[Span] = ()
    """What was found in the open article."""
    kept: str = ""
    """What became of the last change: `saved` or `not saved`; nothing before the first."""
    full: bool = False
    """Whether the disk is so full that only the last notes still fit."""

    @property
    def place(self) -> str:
        """Where keys go: see `tui.commands`."""
        raise NotImplementedError

    @property
    def target(self) -> Annotation | None:
        """The annotation that a command works on: the chosen card, or the one under the cursor."""
        return self.cards.chosen if self.place == "annotations" else self.source.current

    def say(self, word: str) -> None:
        """A word at the hint line, until the next key."""
        raise NotImplementedError

    def show_annotations(self) -> None:
        """Show that the annotations of this article are other than they were."""
        raise NotImplementedError

    def show_article(self, article: str | None, *, cursor: int | None = None) -> None:
        """Open an article at an offset, or where it was left; None shows the empty desk."""
        raise NotImplementedError

    def leave(self) -> None:
        """Close the desk, and remember where it was left."""
        raise NotImplementedError

    def guarded(self, action: Callable[[], None]) -> bool:
        """Run an action, and whether it was done; a failure is a notice, and nothing else has changed."""
        before = self.desk.changes
        try:
            action()
        except NewsdeskError as error:
            self.notice.show(str(error), "error")
            if isinstance(error, SaveFailed):
                self.kept, self.full = "not saved", self.desk.low
                self.show_title()
            return False
        if self.desk.changes != before:
            self.kept, self.full = "saved", self.desk.low
            self.show_title()
        return True

    def show_title(self) -> None:
        """Show what is open, where in it, and what became of the last change."""
        raise NotImplementedError

    def show_cards(self) -> None:
        """Give the keys to the annotations; in a narrow window their drawer opens."""
        self.add_class("-open")
        self.set_focus(self.cards)
        self.cards.enter()

    def show_source(self) -> None:
        """Give the keys to the source pane; in a narrow window the drawer closes."""
        self.remove_class("-open")
        self.set_focus(self.source)
        self.cards.choose(self.source.current)

    def reopen(self) -> None:
        """Open the first article: the one that was open is gone."""
        self.show_article(next(iter(self.desk.article_ids()), None))
