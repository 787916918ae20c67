"""Articles by their cards and titles, for whoever types a part of one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, TypeVar

from store.desk.base import Base

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.cards import Cards
    from store.model import Article

__all__ = ["Choosing"]

T = TypeVar("T")

_AT_ONCE: Final = 32  # cards that are indexed while others wait
_ROWS: Final = 1_000  # articles that are told apart while others wait
_PAUSE: Final = 0.0005  # seconds


class Choosing(Base):
    """The cards of articles, which are indexed apart from their texts, and their titles."""

    def articles(self, query: str | None = None) -> list[Article]:
        """All articles in the order in which they came, or those whose card has the query, best first."""
        with self._guard:
            if query and query.strip():
                while self._all_cards().grow(_AT_ONCE):
                    pass
                *_, found = self._all_cards().search(query)
            else:
                found = self._shelf.in_order()
            return [self._shelf.counted(key) for key in found or ()]

    def filter(self, query: str) -> Iterator[Sequence[str] | None]:
        """The ids of the articles whose card has the query, best first, of those on `filtering`'s share.

        In steps of a few milliseconds; each gives what is found so far, or None, and the last one gives all.
        """
        with self._guard:
            self._all_cards().grow(_AT_ONCE)  # which is all of a small desk
            return self._guarded(self._all_cards().search(query))

    def _guarded(self, steps: Iterator[T]) -> Iterator[T]:
        while True:
            with self._guard:
                try:
                    found = next(steps)
                except StopIteration:
                    return
            yield found

    @property
    def filtering(self) -> float:
        """On how many of the articles `filter` works by now, 0 to 1; see `make_cards`."""
        with self._guard:
            return self._all_cards().share

    def make_cards(self) -> None:
        """Make the index of the articles' cards: in a thread, since it takes seconds on a large desk."""
        more = True
        while more and self._proceed():
            with self._guard:
                more = self._tables.of("articles").read_on(_ROWS)
            time.sleep(_PAUSE)
        while self.filtering < 1 and self._proceed():
            with self._guard:
                self._all_cards().grow(_AT_ONCE)
            time.sleep(_PAUSE)  # a lock that is taken again at once is taken before whoever waits for it

    def _all_cards(self) -> Cards:
        if self._cards is None:
            from store.cards import Cards, card  # rapidfuzz loads at the first search

            articles = self._tables.of("articles")

            def read(number: int) -> str | None:
                document = articles.get(number)
                return None if document is None else card(document)

            self._cards = Cards(zip(articles.keys(), articles, strict=True), read)
        return self._cards

    def articles_like(self, typed: str, *, limit: int) -> list[Article]:
        """A few articles whose card has what is typed, best first; the newest when nothing is typed."""
        if not typed.strip():
            with self._guard:
                return [self._shelf.counted(key) for key in reversed(self._shelf.in_order()[-limit:])]
        self.make_cards()
        *_, found = self.filter(typed)
        with self._guard:
            here = self._shelf.article_ids
            return [self._shelf.counted(key) for key in (found or ())[:limit] if key in here]

    def titled(self, title: str) -> Article | None:
        """The article of that title, in any case and spacing, as a note's `[[title]]` means it; of several the first."""
        key = self._naming.titled(title)
        return self._article_now(key) if key else None

    @property
    def knows_titles(self) -> bool:
        """Whether `titled` answers at once: the first time it may take a second on a large desk."""
        return self._naming.knows_titles
