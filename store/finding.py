"""Search across the desk: keeps the index in step with what lies on it, and turns matches into hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import Interrupted
from store.model import Hit, Span
from store.search import Document, Index, find, snippet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store.model import Annotation, Article, Op
    from store.search import Match

__all__ = ["Finder", "annotations_with"]


class Finder:
    """One index over titles, texts and notes.

    It may be made in a thread, while the desk goes on: `fill` with the ids that there were, then `follow`
    what has changed meanwhile. `article`, `annotation` and `text` give what is on the desk now, or None.
    """

    def __init__(
        self,
        article: Callable[[str], Article | None],
        annotation: Callable[[str], Annotation | None],
        text: Callable[[str], str | None],
    ) -> None:
        self._article = article
        self._annotation = annotation
        self._text = text
        self._index = Index()

    def fill(
        self, articles: Iterable[str], annotations: Iterable[str], proceed: Callable[[], bool] = lambda: True
    ) -> None:
        """Index articles and annotations by their ids. Raises Interrupted when `proceed` says no."""
        for put, keys in ((self.put_article, articles), (self.put_annotation, annotations)):
            for key in keys:
                if not proceed():
                    raise Interrupted("The search index was given up, since the desk is being closed.")
                put(key)

    def follow(self, ops: Iterable[Op]) -> None:
        """Index what is new or different, forget what is gone."""
        for op in ops:
            if op.table == "articles":
                self.put_article(op.key)
            elif op.table == "annotations":
                self.put_annotation(op.key)

    def put_article(self, key: str) -> None:
        """Index an article as it is now; forget one that is gone."""
        article = self._article(key)
        if article is None:
            self._index.remove(key)
            return
        self._index.put(Document(key, "title", article.title))
        self._index.put(Document(key, "body", self._text(key) or ""))

    def put_annotation(self, key: str) -> None:
        """Index an annotation as it is now; forget one that is gone."""
        annotation = self._annotation(key)
        if annotation is None:
            self._index.remove(key)
        else:
            self._index.put(Document(key, "note", annotation.note))

    def search(self, query: str, *, limit: int, exact: bool, every: bool = False) -> list[Hit]:
        """The best place of each title, text and note that has the query, best first; or every place."""
        hits: list[Hit] = []
        for match in self._index.search(query, limit=limit, exact=exact):
            annotation = self._annotation(match.key) if match.field == "note" else None
            article = self._article(annotation.article if annotation else match.key)
            if article is None:
                continue
            whole = self._whole(match, article, annotation)
            best = _hit(match, whole, article, annotation)
            if not every:
                hits.append(best)
                continue
            hits += [
                _hit(
                    match._replace(
                        start=place.start, end=place.end, because=place.because, score=place.score
                    ),
                    whole,
                    article,
                    annotation,
                )
                for place in find(whole, query, exact=exact)
            ] or [best]
        return hits[:limit]

    def _whole(self, match: Match, article: Article, annotation: Annotation | None) -> str:
        if annotation is not None:
            return annotation.note
        return article.title if match.field == "title" else self._text(article.id) or ""


def _hit(match: Match, whole: str, article: Article, annotation: Annotation | None) -> Hit:
    return Hit(
        article=article.id,
        title=article.title,
        language=article.language,
        score=round(match.score, 1),
        field=match.field,
        annotation=annotation.id if annotation else None,
        start=match.start,
        end=match.end,
        quote=whole[match.start : match.end],
        snippet=snippet(whole, Span(match.start, match.end))[0],
        because=match.because,
        places=len(match.spans),
    )


def annotations_with(
    annotations: Sequence[Annotation],
    query: str,
    *,
    more: Callable[[Annotation], str] = lambda _annotation: "",
) -> list[Annotation]:
    """Those whose quotation, note or tags, or what `more` gives of them, have the query, in the order given."""
    return [
        a for a in annotations if find(" · ".join((a.quote, a.note, *a.tags, more(a))), query, partial=False)
    ]
