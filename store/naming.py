"""Articles by what they are called: by their cards, as a list is filtered, and by their titles, as a note names them.

Each index is made at the first call, which may take seconds on a large desk. Whoever else reads or changes the
desk does not wait for it; what is changed meanwhile it takes in at the end.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

from store.errors import Interrupted
from store.mentions import title_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from store.finding import Cards
    from store.model import Article, Op
    from store.shelf import Shelf

__all__ = ["Naming"]

T = TypeVar("T")


class _Index(Generic[T]):
    """One of them: what it is, and what has changed while it is being made."""

    def __init__(
        self,
        guard: AbstractContextManager[object],
        make: Callable[[], T],
        follow: Callable[[T, Iterable[Op]], None],
    ) -> None:
        self._guard = guard
        self._make = make
        self._follow = follow
        self._making = threading.Lock()
        self._missed: list[Op] | None = None
        self.made: T | None = None

    def get(self) -> T:
        """Not to be called with the guard. Raises Interrupted."""
        with self._making:
            while (made := self.made) is None:
                with self._guard:
                    missed = self._missed = []
                fresh = self._make()
                with self._guard:
                    if missed is self._missed:  # else the desk has become another one
                        self._follow(fresh, missed)
                        self.made, self._missed = fresh, None
            return made

    def follow(self, ops: Sequence[Op]) -> None:
        """With the guard."""
        if self._missed is not None:
            self._missed += ops
        elif self.made is not None:
            self._follow(self.made, ops)

    def forget(self) -> None:
        """With the guard."""
        self.made = self._missed = None


class Naming:
    """Keeps both in step with the desk. `shelf` gives what lies on it now, under `guard`."""

    def __init__(
        self, shelf: Callable[[], Shelf], guard: AbstractContextManager[object], closing: threading.Event
    ) -> None:
        self._shelf = shelf
        self._guard = guard
        self._closing = closing
        self._cards = _Index(guard, self._all_cards, self._follow_cards)
        self._titles = _Index(guard, self._all_titles, _follow_titles)

    def cards(self) -> Cards:
        """The index of what stands on the articles' cards. Not to be called with the guard. Raises Interrupted."""
        return self._cards.get()

    def titled(self, title: str) -> str | None:
        """The id of the first article of a title, in any case and spacing. As `cards`."""
        titles = self._titles.get()
        with self._guard:
            return min(titles.get(title_key(title), ()), key=self._shelf().number, default=None)

    @property
    def knows_titles(self) -> bool:
        """Whether `titled` answers at once."""
        return self._titles.made is not None

    def follow(self, ops: Sequence[Op]) -> None:
        """Take in what has changed; with the guard."""
        ops = [op for op in ops if op.table == "articles"]
        self._cards.follow(ops)
        self._titles.follow(ops)

    def forget(self) -> None:
        """All may be different; with the guard."""
        self._cards.forget()
        self._titles.forget()

    def _all_cards(self) -> Cards:
        from store.finding import Cards  # rapidfuzz loads at the first search

        with self._guard:
            keys = self._shelf().in_order()

        def articles() -> Iterator[Article]:
            for key in self._unhurried(keys):
                with self._guard:
                    shelf = self._shelf()
                    article = shelf.article(key) if key in shelf.article_ids else None
                if article is not None:
                    yield article

        return Cards(articles())

    def _all_titles(self) -> dict[str, set[str]]:
        with self._guard:
            titles = self._shelf().titles()
        made: dict[str, set[str]] = {}
        for key, title in self._unhurried(titles):
            made.setdefault(title_key(title), set()).add(key)
        return made

    def _unhurried(self, items: Iterable[T]) -> Iterator[T]:
        self._closing.clear()
        for item in items:
            if self._closing.is_set():
                raise Interrupted("The index of the titles was given up, since the desk is being closed.")
            yield item

    def _follow_cards(self, cards: Cards, ops: Iterable[Op]) -> None:
        for op in ops:
            shelf = self._shelf()
            if op.after is not None and op.key in shelf.article_ids:
                cards.put(shelf.article(op.key))
            else:
                cards.remove(op.key)


def _follow_titles(titles: dict[str, set[str]], ops: Iterable[Op]) -> None:
    for op in ops:
        if op.before is not None:
            titles.get(title_key(op.before["title"]), set()).discard(op.key)
        if op.after is not None:
            titles.setdefault(title_key(op.after["title"]), set()).add(op.key)
