"""Search across the desk: keeps the index in step with what lies on it, and turns matches into hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import Interrupted
from store.model import Hit, Span
from store.search import Document, Index, find, snippet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from store.model import Annotation, Article
    from store.search import Match

__all__ = ["Cards", "Finder", "annotations_with"]


class Finder:
    """One index over titles, texts and notes of the articles and annotations that it is shown.

    It may be made in a thread from copies, while the desk goes on; `catch_up` then takes in what
    has changed meanwhile. Raises Interrupted when `proceed` says no.
    """

    def __init__(
        self,
        articles: Mapping[str, Article],
        annotations: Mapping[str, Annotation],
        text: Callable[[str], str],
        proceed: Callable[[], bool] = lambda: True,
    ) -> None:
        self._proceed = proceed
        self._articles: dict[str, Article] = {}
        self._annotations: dict[str, Annotation] = {}
        self._text = text
        self._index = Index()
        self.catch_up(articles, annotations)
        self._proceed = lambda: True  # what is saved by now is taken in, whatever happens

    def catch_up(self, articles: Mapping[str, Article], annotations: Mapping[str, Annotation]) -> None:
        """Index what is new or different, forget what is gone."""
        for key in self._articles.keys() - articles.keys() | self._annotations.keys() - annotations.keys():
            self.remove(key)
        for key, article in articles.items():
            if not self._proceed():
                raise Interrupted("The search index was given up, since the desk is being closed.")
            if self._articles.get(key) is not article:
                self.put_article(article)
        for key, annotation in annotations.items():
            if self._annotations.get(key) is not annotation:
                self.put_annotation(annotation)

    def put_article(self, article: Article) -> None:
        """Index an article that is new or has changed. One that is gone by now is passed over."""
        self._articles[article.id] = article
        self._index.put(Document(article.id, "title", article.title))
        self._index.put(Document(article.id, "body", self._text(article.id)))

    def put_annotation(self, annotation: Annotation) -> None:
        """Index an annotation that is new or has changed."""
        self._annotations[annotation.id] = annotation
        self._index.put(Document(annotation.id, "note", annotation.note))

    def remove(self, key: str) -> None:
        """Forget an article or an annotation."""
        self._articles.pop(key, None)
        self._annotations.pop(key, None)
        self._index.remove(key)

    def search(self, query: str, *, limit: int, exact: bool, every: bool = False) -> list[Hit]:
        """The best place of each title, text and note that has the query, best first; or every place."""
        hits: list[Hit] = []
        for match in self._index.search(query, limit=limit, exact=exact):
            best = self._hit(match)
            if not every:
                hits.append(best)
                continue
            whole = self._whole(match)
            hits += [
                self._hit(
                    match._replace(start=place.start, end=place.end, because=place.because, score=place.score)
                )
                for place in find(whole, query, exact=exact)
            ] or [best]
        return hits[:limit]

    def _whole(self, match: Match) -> str:
        if match.field == "note":
            return self._annotations[match.key].note
        return self._articles[match.key].title if match.field == "title" else self._text(match.key)

    def _hit(self, match: Match) -> Hit:
        annotation = self._annotations[match.key] if match.field == "note" else None
        article = self._articles[annotation.article if annotation else match.key]
        whole = self._whole(match)
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


class Cards:
    """One index over what stands on the articles' cards: title, outlet, author, language, date, tags, path."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._index = Index()
        self._count = 0
        for article in articles:
            self.put(article)

    def put(self, article: Article) -> None:
        """Index an article that is new or has changed."""
        facts = (article.title, article.outlet, article.author, article.language, article.published)
        card = " · ".join(filter(None, (*facts, *article.tags, article.path)))
        self._index.put(Document(article.id, "title", card))
        self._count += 1

    def remove(self, key: str) -> None:
        """Forget an article."""
        self._index.remove(key)

    def search(self, query: str) -> list[str]:
        """The ids of the articles whose card has the query, best first."""
        return [match.key for match in self._index.search(query, limit=max(self._count, 1))]


def annotations_with(annotations: Sequence[Annotation], query: str) -> list[Annotation]:
    """Those whose quotation, note or tags have the query, in the order given."""
    return [a for a in annotations if find(" · ".join((a.quote, a.note, *a.tags)), query, partial=False)]
