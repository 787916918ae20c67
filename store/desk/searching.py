"""Search in all that is on the desk, and in one text."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from store.desk.reading import Reading
from store.errors import DeskDamaged
from store.model import Span

if TYPE_CHECKING:
    from store.finding import Finder
    from store.model import Hit

__all__ = ["Searching"]


class Searching(Reading):
    """The search index, made when it is first asked, and what it finds."""

    def search(self, query: str, *, limit: int = 20, exact: bool = False, every: bool = False) -> list[Hit]:
        """Where titles, texts and notes have the query, in any script or spelling, best first.

        The best place of each title, text and note; with `every`, all its places, in their order.
        """
        finder = self.finder()
        with self._guard:
            return finder.search(query, limit=limit, exact=exact, every=every)

    def find(self, article: str, query: str, *, exact: bool = False) -> list[Span]:
        """Every place of one article's text that has the query, in any script or spelling.

        Of several words, those places where all are in the text; where it lacks one, those of the others.
        """
        from store.search import find  # rapidfuzz loads at the first search

        text = self.text(article)
        found = find(text, query, exact=exact, partial=False) or find(text, query, exact=exact)
        return [Span(match.start, match.end) for match in found]

    def finder(self) -> Finder:
        """The search index, made at the first call (which may take seconds on a large desk)."""
        with self._making:
            if self._finder is None:
                self._closing.clear()
                with self._guard:
                    articles, annotations = self._shelf.in_order(), list(self._shelf.annotation_ids)
                    self._missed = []
                from store.finding import Finder  # rapidfuzz loads at the first search

                made = Finder(self._article_now, self._annotation_now, self._text_now)
                try:
                    made.fill(articles, annotations, self._proceed)
                    with self._guard:
                        made.follow(self._missed)
                        self._finder = made
                finally:
                    self._missed = None
            return self._finder

    def _text_now(self, key: str) -> str | None:
        """A text that may be gone, or damaged, by now: the index goes on without it."""
        with contextlib.suppress(DeskDamaged):
            return self._text_of(key, keep=False)
        return None
