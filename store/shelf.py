"""What lies on the desk, in memory: articles and annotations as values, in their order, by their ids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from store import records
from store.errors import Ambiguous, NotFound
from store.text import printable, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from store.model import Annotation, Article, Op
    from store.storage import Tables

__all__ = ["Shelf", "resolve"]

_FULL_ID: Final = 36


class Shelf:
    """Articles in the order in which they came; annotations of each in the order of its text."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.articles: dict[str, Article] = {
            article.id: article for article in map(records.article, tables.documents("articles"))
        }
        self.annotations: dict[str, Annotation] = {
            annotation.id: annotation
            for annotation in map(records.annotation, tables.documents("annotations"))
        }
        self._of: dict[str, list[Annotation]] = {}
        for annotation in self.annotations.values():
            self._of.setdefault(annotation.article, []).append(annotation)
        for found in self._of.values():
            found.sort(key=_order)
        self._digests = {article.sha256: key for key, article in self.articles.items()}

    def of(self, article: str) -> Sequence[Annotation]:
        """The annotations of an article, in the order of its text."""
        return self._of.get(article, ())

    def counted(self, article: Article) -> Article:
        """The article with the count of its annotations."""
        return replace(article, annotations=len(self.of(article.id)))

    def by_digest(self, sha256: str) -> Article | None:
        """The article that was read from bytes of that SHA-256 (hexadecimal)."""
        key = self._digests.get(sha256)
        return self.articles[key] if key else None

    def apply(self, ops: Iterable[Op]) -> None:
        """Follow a change that is saved."""
        order_lost = False
        for op in ops:
            if op.table == "annotations":
                self._put_annotation(op)
            elif op.table == "articles":
                old = self.articles.pop(op.key, None)
                if old is not None:
                    self._digests.pop(old.sha256, None)
                if op.after is not None:
                    article = self.articles[op.key] = records.article(op.after)
                    self._digests[article.sha256] = op.key
                    order_lost = True
        if order_lost:  # undo puts an article back where it was, not last
            articles = dict(self.articles)
            self.articles.clear()
            self.articles.update((key, articles[key]) for key in self._tables.keys("articles"))

    def _put_annotation(self, op: Op) -> None:
        old = self.annotations.pop(op.key, None)
        if old is not None:
            self._of[old.article].remove(old)
        if op.after is not None:
            new = self.annotations[op.key] = records.annotation(op.after)
            found = self._of.setdefault(new.article, [])
            found.append(new)
            found.sort(key=_order)


def resolve(name: str, among: Mapping[str, object], what: str) -> str:
    """The id that is `name` or begins with it, if there is just one. Raises NotFound, Ambiguous."""
    if name in among:
        return name
    wanted = name.strip().lower()
    found = [key for key in among if wanted and key.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    shown = shorten(printable(name), _FULL_ID)
    if not found:
        raise NotFound(f"No {what} has an id that begins with “{shown}”. `newsdesk {what}s` lists them.")
    raise Ambiguous(f"{len(found)} {what}s have ids that begin with “{shown}”; give more of the id.")


def _order(annotation: Annotation) -> tuple[int, int, str, str]:
    return annotation.start, annotation.end, annotation.created, annotation.id
