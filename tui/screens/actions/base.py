"""What the parts of the desk's screen share: its panes, and a few things it can do for them."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

from store.errors import NewsdeskError, NotFound, SaveFailed
from store.model import Tag, in_text_order
from tui.outbox import expected
from tui.typeahead import Ready

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widgets import Input

    from store import Annotation, Desk
    from store.model import Span
    from tui.keymap import Keymap
    from tui.memory import Memory
    from tui.outbox import Outbox
    from tui.panes.annotations import AnnotationsPane
    from tui.panes.bars import Notice
    from tui.panes.note import NoteEditor
    from tui.panes.source import SourcePane

__all__ = ["BRIEF", "Part"]

T = TypeVar("T")

BRIEF = 40
"""Code points of a foreign text within a message."""


class Part(Screen[None]):
    """Commands are methods `do_<id>` that take the count; `DeskScreen` is made of such parts."""

    desk: Desk
    source: SourcePane
    """The source pane that keys are for."""
    beside: SourcePane | None = None
    """The other one, while two articles stand side by side."""
    cards: AnnotationsPane
    editor: NoteEditor
    finder: Input
    filter: Input
    notice: Notice
    memory: Memory
    outbox: Outbox
    keymap: Keymap
    annotations: Sequence[Annotation] = ()
    """Those of the open article, in text order."""
    found: Sequence[Span] = ()
    """What was found in the open article."""
    ahead: dict[str, Annotation | None]
    """Annotations that are not saved yet as they will be, by id; None is one that will be gone."""
    ready: bool = False
    """Keys wait (in the app) until this is True."""
    full: bool = False
    """Whether the disk is so full that only the last notes still fit."""
    _kept: str = ""
    _saving: int = 0  # changes that the title should tell of
    _refusals: int = 0  # changes that could not be saved
    _insisted: bool = False  # whether one was told, at leaving, that something is not saved
    _wish: object = None  # what waits until all is saved
    _held: int = 0  # changes that keys wait for
    _failed: bool = False  # whether one of those that are pending was told of as a failure

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

    def show_annotations(self, *, cards_later: bool = False) -> None:
        """Show those of this article anew: as the desk has them, and as they will be once all is saved.

        The text shows them at once; the cards too, unless `cards_later` they may follow when the keys rest.
        """
        raise NotImplementedError

    def follow(self) -> None:
        """Let the cards be those of what is annotated, and the one under the cursor chosen, if that is due."""
        raise NotImplementedError

    def expect(self, key: str, annotation: Annotation | None) -> None:
        """Show an annotation as it will be (None: gone), before a change of it is saved."""
        self.ahead.pop(key, None)
        self.ahead[key] = annotation
        self.show_annotations(cards_later=True)

    def annotations_of(self, article: str) -> list[Annotation]:
        """An article's annotations as they will be, in the order of its text."""
        found = self.desk.annotations(article=article)
        for key, annotation in self.ahead.items():
            self._take_off(found, key)
            if annotation is not None and annotation.article == article:
                insort(found, annotation, key=in_text_order)
        return found

    def _take_off(self, found: list[Annotation], key: str) -> None:
        """Take the annotation of an id off a list in the order of the text, without a look at all of it."""
        try:
            saved = self.desk.annotation(key)
        except NotFound:  # it is new
            return
        at = bisect_left(found, in_text_order(saved), key=in_text_order)
        if at == len(found) or found[at].id != key:  # it was saved, with other boundaries, a moment ago
            at = next((at for at, each in enumerate(found) if each.id == key), len(found))
        del found[at : at + 1]

    def pane_of(self, annotation: Annotation) -> SourcePane:
        """The pane that shows its article."""
        beside = self.beside
        here = self.source.article is not None and self.source.article.id == annotation.article
        there = beside is not None and beside.article is not None and beside.article.id == annotation.article
        return beside if beside is not None and there and not here else self.source

    def tags(self) -> list[Tag]:
        """The codebook as it will be, in the order of its numbers."""
        found = self.desk.tags()
        known = {tag.name for tag in found}
        for annotation in filter(None, self.ahead.values()):
            for name in annotation.tags:
                if name not in known:
                    known.add(name)
                    found.append(Tag(name=name, color=annotation.color, number=len(found) + 1))
        return found

    def show_article(self, article: str | None, *, cursor: int | None = None, jump: bool = True) -> None:
        """Open an article at an offset, or where it was left; None shows the empty desk.

        Unless it is no `jump`, one can go back from there.
        """
        raise NotImplementedError

    def leave(self) -> None:
        """Close the desk, and remember where it was left."""
        raise NotImplementedError

    def guarded(self, action: Callable[[], None]) -> None:
        """Run an action; a failure is a notice, and nothing else has changed."""
        try:
            action()
        except NewsdeskError as error:
            self.notice.show(str(error), "error")

    def save(
        self,
        job: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[], object] | None = None,
        *,
        quiet: bool = False,
        hold: bool = False,
    ) -> None:
        """Make a change in the background: what it shows was `expect`ed, or is shown by `done` with the job's value.

        When it fails, a notice says so, and what the desk has is shown again. `quiet`: the title says nothing.
        `hold`: what it will show is not known before; keys that come meanwhile wait, for they are meant for it.
        """
        self._saving += not quiet
        self._held += hold
        self.ready = not self._held
        self.show_title()

        def work() -> tuple[T, bool, bool]:
            before = self.desk.changes
            value = job()
            return value, self.desk.changes != before, self.desk.low

        def ended(result: tuple[T, bool, bool]) -> None:
            value, changed, self.full = result
            self._saving -= not quiet
            if changed and not quiet:
                self._kept = "saved"
                self._insisted = False
            if done is not None:
                done(value)
            self._settle(hold=hold)

        def refused(error: Exception) -> None:
            self._saving -= not quiet
            self._refusals += 1
            if not quiet:
                self.say("")  # what was said was that it is done
            told = expected(error)
            if isinstance(told, SaveFailed):
                self._kept = "not saved"
            if not self._failed:  # what follows from it is no news
                self.notice.show(str(told), "error")
            self._failed = True
            if failed is not None:
                failed()
            self.full = self.desk.low
            self._settle(hold=hold)

        self.outbox.put(work, ended, refused)

    def _settle(self, *, hold: bool) -> None:
        """Once nothing is pending, the screen shows what the desk has; keys that were held come."""
        if not self.outbox.pending:
            self._failed = False
            self.ahead.clear()
            self.show_annotations(cards_later=True)
        self.show_title()
        if hold:
            self.let_go()

    def when_saved(self, action: Callable[[], None]) -> None:
        """Run what looks at all that is saved, once everything is; keys that come meanwhile are meant for it."""
        if not self.outbox.pending:
            self.guarded(action)
            return
        self.hold_keys()
        wish = self._wish = object()

        def then() -> None:
            if self._wish is wish:  # escape takes it back
                self.guarded(action)
            self.let_go()

        self.outbox.when_idle(then)

    def hold_keys(self) -> None:
        """Keys wait until they are let go."""
        self._held += 1
        self.ready = False

    def let_go(self) -> None:
        """Keys that were held come, unless something else holds them."""
        self._held -= 1
        if not self._held:
            self.ready = True
            self.app.post_message(Ready())

    @property
    def kept(self) -> str:
        """What becomes of the last change: `saving…`, `saved` or `not saved`; nothing before the first."""
        return "saving…" if self._saving else self._kept

    def show_hints(self) -> None:
        """Show what keys do here."""
        raise NotImplementedError

    def show_title(self) -> None:
        """Show what is open, where in it, and what became of the last change."""
        raise NotImplementedError

    def show_cards(self) -> None:
        """Give the keys to the annotations; in a narrow window their drawer opens."""
        self.follow()
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
