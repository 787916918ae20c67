"""What is on the desk: articles, texts, annotations, tags, and all that an export takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import links, records
from store.desk.choosing import Choosing
from store.shelf import resolve
from store.tags import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.export import Entry as Exported
    from store.export import Linked
    from store.model import Annotation, Article, Tag

__all__ = ["Reading"]


class Reading(Choosing):
    """Verbs that tell what is there, by id or by kind."""

    def article(self, name: str) -> Article:
        """The article of that id or unambiguous prefix of one. Raises NotFound, Ambiguous."""
        with self._guard:
            return self._shelf.counted(resolve(name, self._shelf.article_ids, "article"))

    def article_ids(self) -> list[str]:
        """The ids of all articles, in the order in which they came: what is quick on a large desk."""
        with self._guard:
            return self._shelf.in_order()

    def has_article(self, article: str) -> bool:
        """Whether there is an article of that id; quicker on a large desk than to ask for all ids."""
        with self._guard:
            return article in self._shelf.article_ids

    def known(self, sha256: str) -> Article | None:
        """The article that was read from bytes of that SHA-256 (hexadecimal)."""
        with self._guard:
            found = self._shelf.by_digest(sha256)
            return self._shelf.counted(found) if found else None

    def text(self, article: str) -> str:
        """The stored text, exactly; offsets count in it. Raises NotFound, Ambiguous, DeskDamaged."""
        with self._guard:
            return self._text_of(resolve(article, self._shelf.article_ids, "article")) or ""

    def annotation(self, name: str) -> Annotation:
        """The annotation of that id or unambiguous prefix of one. Raises NotFound, Ambiguous."""
        with self._guard:
            return self._shelf.annotation(resolve(name, self._shelf.annotation_ids, "annotation"))

    def annotations(
        self, query: str | None = None, *, article: str | None = None, tag: str | None = None
    ) -> list[Annotation]:
        """Annotations in the order of articles and texts: all, or those of an article, tag, or query.

        A tag takes those below it along: `claim` finds `claim/military`.
        """
        with self._guard:
            keys = self._shelf.annotated() if article is None else [self.article(article).id]
            found = [annotation for key in keys for annotation in self._shelf.of(key)]
        if tag is not None:
            wanted = normal(tag)
            found = [a for a in found if any(t == wanted or t.startswith(wanted + "/") for t in a.tags)]
        if not (query and query.strip()):
            return found
        from store.finding import annotations_with  # rapidfuzz loads at the first search

        return annotations_with(found, query)

    def to_review(self) -> list[Annotation]:
        """Annotations that are not where they were made for certain, in the order of articles and texts."""
        with self._guard:
            return self._shelf.unsettled()

    def tags(self) -> list[Tag]:
        """The codebook, in the order of its numbers."""
        with self._guard:
            documents = self._tables.of("tags")
            found = [documents.get(number) for number in documents]
            return [records.tag(record, n) for n, record in enumerate(filter(None, found), 1)]

    def entries(self, *, article: str | None = None, tags: Sequence[str] = ()) -> list[Exported]:
        """What an export takes: articles with those of their annotations that have one of `tags`."""
        from store.export import Entry as Item  # only an export needs the writers

        with self._guard:
            articles = self.articles() if article is None else [self.article(article)]
            chosen = {a.id for tag in tags for a in self.annotations(tag=tag)} if tags else None
            found = []
            for item in articles:
                own = [a for a in self._shelf.of(item.id) if chosen is None or a.id in chosen]
                linked = ((a.id, self._linked(a.id)) for a in own)
                found.append(Item(item, own, {key: those for key, those in linked if those}))
            return found

    def _linked(self, annotation: str) -> list[Linked]:
        """The links of an annotation with what is at their other ends, where that is there."""
        from store.export import Linked  # only an export needs the writers

        ends = [links.said(link, annotation) for link in self._shelf.links.of(annotation)]
        others = [(says, other) for says, end in ends if (other := self._annotation_now(end))]
        return [
            Linked(says, other, article)
            for says, other in others
            if (article := self._article_now(other.article))
        ]
