"""What lies on the desk, as values: articles and annotations in their order, by their ids.

They are made from the tables' JSON when they are asked for, and kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import orjson

from store import records
from store.errors import Ambiguous, NotFound
from store.links import LinkIndex
from store.model import in_text_order
from store.text import printable, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from store.model import Annotation, Article, Op
    from store.storage import Tables

__all__ = ["Shelf", "resolve"]

_FULL_ID: Final = 36
_DIGEST: Final = re.compile(rb'"sha256":"([0-9a-f]*)"')
_TITLE: Final = re.compile(rb'"title":("(?:[^"\\]|\\.)*")')
_ANCHORED: Final = b'"status":"anchored"'  # as this desk writes it


class Shelf:
    """Articles in the order in which they came; annotations of each in the order of its text."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._articles: dict[str, Article] = {}
        self._annotations: dict[str, Annotation] = {}
        self._of: dict[str, list[Annotation]] = {}  # all of them are in `_annotations` too
        self._digests: dict[str, str] | None = None
        self._colors: dict[str, str] | None = None
        self.links = LinkIndex(tables)

    # Articles

    @property
    def article_ids(self) -> Collection[str]:
        """The ids of all articles, in no order."""
        return self._tables.of("articles").ids

    def in_order(self) -> list[str]:
        """The ids of all articles, in the order in which they came."""
        return self._tables.keys("articles")

    def article(self, key: str) -> Article:
        """An article that is there. Raises DeskDamaged, KeyError."""
        found = self._articles.get(key)
        if found is None:
            document = self._tables.get("articles", key)
            if document is None:
                raise KeyError(key)
            found = self._articles[key] = records.article(document)
        return found

    def counted(self, key: str) -> Article:
        """The article with the count of its annotations."""
        count = len(self._tables.of("annotations").members(key))
        return replace(self.article(key), annotations=count) if count else self.article(key)

    def by_digest(self, sha256: str) -> str | None:
        """The id of the article that was read from bytes of that SHA-256 (hexadecimal)."""
        if self._digests is None:
            self._digests = {}
            articles = self._tables.of("articles")
            for key, (_, raw) in zip(articles.keys(), articles.items(), strict=True):
                found = _DIGEST.search(raw)
                self._digests[found[1].decode() if found else self.article(key).sha256] = key
        return self._digests.get(sha256)

    def titles(self) -> Iterator[tuple[str, str]]:
        """The ids of all articles with their titles; what changes meanwhile it does not see."""
        articles = self._tables.of("articles")
        pairs = list(zip(articles.keys(), (raw for _, raw in articles.items()), strict=True))
        for_all = ((key, _TITLE.search(raw)) for key, raw in pairs)
        return ((key, orjson.loads(found[1])) for key, found in for_all if found)

    def number(self, article: str) -> int:
        """What orders the articles as they came."""
        return self._tables.of("articles").numbers[article]

    # Annotations

    @property
    def annotation_ids(self) -> Collection[str]:
        """The ids of all annotations, in no order."""
        return self._tables.of("annotations").numbers.keys()

    def annotation(self, key: str) -> Annotation:
        """An annotation that is there. Raises DeskDamaged, KeyError."""
        found = self._annotations.get(key)
        if found is None:
            document = self._tables.get("annotations", key)
            if document is None:
                raise KeyError(key)
            found = self._annotations[key] = records.annotation(document)
        return found

    def of(self, article: str) -> Sequence[Annotation]:
        """The annotations of an article, in the order of its text."""
        found = self._of.get(article)
        if found is None:
            table = self._tables.of("annotations")
            documents = [table.get(number) for number in table.members(article)]
            found = [self.annotation(document["id"]) for document in documents if document]
            found.sort(key=in_text_order)
            self._of[article] = found
        return found

    def annotated(self) -> list[str]:
        """The ids of articles that have annotations, in the order in which they came.

        Last those that are not on the desk: what was noted on them must not go with them.
        """
        groups = self._tables.of("annotations").groups
        here = [key for key in self.in_order() if groups.get(key)]
        return [*here, *(key for key in groups if groups[key] and key not in self.article_ids)]

    def unsettled(self) -> list[Annotation]:
        """Those that are not `anchored`, in the order of articles and texts. Decodes only them."""
        table = self._tables.of("annotations")
        numbers = {number for number, raw in table.items() if _ANCHORED not in raw}
        if not numbers:
            return []
        keys = (key for key in self.annotated() if not numbers.isdisjoint(table.members(key)))
        return [a for key in keys for a in self.of(key) if a.status != "anchored"]

    # Tags

    @property
    def tag_colors(self) -> dict[str, str]:
        """The colour of each tag of the codebook, by its name."""
        if self._colors is None:
            tags = self._tables.of("tags")
            found = (tags.get(number) for number in tags)
            self._colors = {document["id"]: document["color"] for document in found if document}
        return self._colors

    # Following

    def apply(self, ops: Iterable[Op]) -> None:
        """Forget the values that changes have made old; the tables have the last of them already."""
        touched: dict[str, dict[str, None]] = {}
        for op in ops:
            if op.table == "annotations":
                touched.setdefault(op.key, {}).update(
                    {document["article"]: None for document in (op.before, op.after) if document is not None}
                )
            elif op.table == "links":
                self.links.apply(op)
            elif op.table == "tags":
                self._colors = None
            elif op.table == "articles":
                self._articles.pop(op.key, None)
                self._follow_digest(op)
        for key, articles in touched.items():
            self._place(key, articles)

    def _follow_digest(self, op: Op) -> None:
        if self._digests is None:
            return
        if op.before is not None and self._digests.get(op.before["sha256"]) == op.key:
            del self._digests[op.before["sha256"]]
        if op.after is not None:
            self._digests[op.after["sha256"]] = op.key

    def _place(self, key: str, articles: Iterable[str]) -> None:
        """Put an annotation where it belongs now in the lists that were made of its articles: they may be long."""
        before = self._annotations.pop(key, None)
        for article in articles:
            if before is None:  # then it is in no list
                break
            there = self._of.get(article, [])
            at = bisect_left(there, in_text_order(before), key=in_text_order)
            if at < len(there) and there[at] is before:
                del there[at]
            else:
                self._of.pop(article, None)
        if key in self.annotation_ids:
            after = self.annotation(key)
            if after.article in self._of:
                insort(self._of[after.article], after, key=in_text_order)


def resolve(name: str, among: Collection[str], what: str) -> str:
    """The id that is `name` or begins with it, if there is just one. Raises NotFound, Ambiguous."""
    if name in among:
        return name
    wanted = name.strip().lower()
    if len(wanted) >= _FULL_ID:  # no other begins with it: there is no need to look at all
        found = [key for key in (wanted,) if key in among]
    else:
        found = [key for key in among if wanted and key.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    shown = shorten(printable(name), _FULL_ID)
    if not found:
        raise NotFound(f"No {what} has an id that begins with “{shown}”. `newsdesk {what}s` lists them.")
    raise Ambiguous(f"{len(found)} {what}s have ids that begin with “{shown}”; give more of the id.")
