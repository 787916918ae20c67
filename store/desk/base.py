"""What the parts of the desk share: its fields, its two locks, and the one place that every change passes."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Final

from store import records
from store.desk import stamps
from store.errors import ReadOnly
from store.journal import Entry, Journal
from store.naming import Naming
from store.shelf import Shelf
from store.storage import Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from store.cards import Cards
    from store.finding import Finder
    from store.model import Annotation, Article, Op

__all__ = ["Base"]

_TEXTS: Final = 4  # texts kept in memory: those on the screen


class Base:
    """What every verb stands on; `Desk` is made of parts, each a few verbs upon this.

    A verb that only reads holds `_guard` while it does. One that changes does so within `_change`, which holds
    `_writing`, and hands what it does to `_commit` or `_apply`: it is saved first, then memory and index follow.
    """

    def __init__(self, journal: Journal, *, folder: Path | None = None) -> None:
        self.folder = folder
        self.read_only = journal.read_only
        self._journal = journal
        self._writing = threading.RLock()  # taken first, and for as long as the disk takes
        self._guard = journal.guard  # of what is in memory: nobody who only reads waits for the disk
        self._closed = False
        self._changing = 0
        self._tables = Tables(journal)
        self._finder: Finder | None = None
        self._cards: Cards | None = None
        self._missed: list[Op] | None = None  # by the index while it is made
        self._closing = threading.Event()
        self._making = threading.Lock()  # of the index, which must not keep anyone from reading
        self._shelf = Shelf(self._tables)
        self._naming = Naming(lambda: self._shelf, self._guard, self._closing)
        self._texts: dict[str, str] = {}  # the last few that were read
        self._by = stamps.who()
        self.give_way: Callable[[], None] = lambda: None
        """Called by what takes long in another thread, between its steps: it may wait, so that the screen need not."""
        self.is_new = journal.state.n == 0
        """Whether nothing had ever been saved here when the desk was opened."""

    def refresh(self) -> bool:
        """Take over what other desks on the same folder have changed; whether there was anything. Never waits."""
        if not self._writing.acquire(blocking=False):
            return False  # a change that is being saved takes it over
        try:
            with self._guard:
                if self._closed or self._changing:
                    return False
                return self._take_over(self._journal.catch_up())
        finally:
            self._writing.release()

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        """What reads and changes inside does so as the only one that changes. May be nested."""
        with self._writing:
            self._writable()
            if self._changing:
                yield
                return
            with self._journal.transaction() as others:
                self._take_over(others)
                self._changing += 1
                try:
                    yield
                finally:
                    self._changing -= 1

    def _commit(
        self, action: str, ops: Sequence[Op], *, at: str | None = None, change: str | None = None
    ) -> None:
        self._apply(ops, Entry(action, change or stamps.new_id(), at or stamps.now(), self._by))

    def _apply(self, ops: Sequence[Op], entry: Entry, *, lean: bool = False) -> None:
        """Whoever calls is within `_change`."""
        made = self._tables.apply(ops, entry, lean=lean)
        with self._guard:
            self._follow(made)

    def _take_over(self, others: list[Op] | None) -> bool:
        """Follow what other desks did; whether it was anything."""
        with self._guard:
            if others is None:  # all may be different
                self._shelf = Shelf(self._tables)
                self._finder = self._cards = None
                self._naming.forget()
                self._texts.clear()
                return True
            self._follow(others)
            return bool(others)

    def _follow(self, ops: Sequence[Op]) -> None:
        self._shelf.apply(ops)
        for op in ops:
            if op.table == "articles" and op.after is None:
                self._texts.pop(op.key, None)
        self._naming.follow(ops)
        if self._cards is not None:
            for op in ops:
                if op.table == "articles":
                    self._cards.follow(op)
        if self._missed is not None:
            self._missed += ops
        elif self._finder is not None:
            self._finder.follow(ops)

    def _writable(self) -> None:
        if self._closed:
            raise ReadOnly("This desk is closed, so nothing was changed. Open it again.")
        if self.read_only:
            raise ReadOnly(
                "This desk was opened for reading only, so nothing was changed. Open it for writing."
            )

    def _proceed(self) -> bool:
        """Whether to go on with what takes long in another thread; waits while the screen wants to be first."""
        self.give_way()
        return not self._closing.is_set()

    def _article_now(self, key: str) -> Article | None:
        """An article that may be gone by now."""
        with self._guard:
            return self._shelf.article(key) if key in self._shelf.article_ids else None

    def _annotation_now(self, key: str) -> Annotation | None:
        with self._guard:
            return self._shelf.annotation(key) if key in self._shelf.annotation_ids else None

    def _text_of(self, key: str, *, keep: bool = True) -> str | None:
        with self._guard:
            if key in self._texts:  # which no change can make another one
                return self._texts[key]
            document = self._tables.get("articles", key)
            if document is None or self._closed:
                return None
            found = self._journal.texts.read(records.ref(document))
            if keep:
                if len(self._texts) >= _TEXTS:
                    del self._texts[next(iter(self._texts))]
                self._texts[key] = found
            return found
