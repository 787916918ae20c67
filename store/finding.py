"""Search across the desk: keeps the index in step with what lies on it, and turns matches into hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model import Hit, Span
from store.search import Document, Index, find, snippet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from store.model import Annotation, Article
    from store.search import Match

__all__ = ["Finder", "annotations_with", "articles_with"]


class Finder:
    """One index over titles, texts and notes of the articles and annotations that it is shown."""

    def __init__(
        self,
        articles: Mapping[str, Article],
        annotations: Mapping[str, Annotation],
        text: Callable[[str], str],
    ) -> None:
        self._articles = articles
        self._annotations = annotations
        self._text = text
        self._index = Index()
        for article in articles.values():
            self.put_article(article)
        for annotation in annotations.values():
            self.put_annotation(annotation)

    def put_article(self, article: Article) -> None:
        """Index an article that is new or has changed."""
        self._index.put(Document(article.id, "title", article.title))
        self._index.put(Document(article.id, "body", self._text(article.id)))

    def put_annotation(self, annotation: Annotation) -> None:
        """Index an annotation that is new or has changed."""
        self._index.put(Document(annotation.id, "note", annotation.note))

    def remove(self, key: str) -> None:
        """Forget an article or an annotation."""
        self._index.remove(key)

    def search(self, query: str, *, limit: int, exact: bool) -> list[Hit]:
        """The best place of each title, text and note that has the query, best first."""
        return [self._hit(match) for match in self._index.search(query, limit=limit, exact=exact)]

    def _hit(self, match: Match) -> Hit:
        annotation = self._annotations[match.key] if match.field == "note" else None
        article = self._articles[annotation.article if annotation else match.key]
        if annotation is not None:
            whole = annotation.note
        else:
            whole = article.title if match.field == "title" else self._text(article.id)
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
        )


def articles_with(articles: Sequence[Article], query: str) -> list[Article]:
    """Those whose card (title, outlet, author, language, date, tags, path) has the query, best first."""
    index = Index()
    by_key = {article.id: article for article in articles}
    for article in articles:
        card = (article.title, article.outlet, article.author, article.language, article.published)
        index.put(
            Document(article.id, "title", " · ".join(filter(None, (*card, *article.tags, article.path))))
        )
    return [by_key[match.key] for match in index.search(query, limit=len(articles))]


def annotations_with(annotations: Sequence[Annotation], query: str) -> list[Annotation]:
    """Those whose quotation, note or tags have the query, in the order given."""
    return [a for a in annotations if find(" · ".join((a.quote, a.note, *a.tags)), query)]
