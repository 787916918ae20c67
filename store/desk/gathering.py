"""Articles come onto the desk, and leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import records
from store.desk import stamps
from store.desk.annotating import Annotating
from store.desk.keeping import Keeping
from store.model import Article, Op
from store.tags import normal_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from store.intake import Draft, Source
    from store.model import ImportReport

__all__ = ["Gathering"]


class Gathering(Annotating, Keeping):
    """Verbs that change which articles there are; many at once are preceded by a backup."""

    def import_paths(
        self, paths: Iterable[Path | str], *, encoding: str | None = None, tags: Iterable[str] = ()
    ) -> Iterator[ImportReport]:
        """Take in files, and folders with all below them: one report per input, when it is saved."""
        from store import importing  # intake loads at the first import

        self._writable()
        self._back_up_if_due("before-import")
        return importing.run(self, importing.sources(paths), encoding=encoding, tags=normal_all(tags))

    def import_sources(
        self,
        sources: Iterable[Source | ImportReport],
        *,
        encoding: str | None = None,
        tags: Iterable[str] = (),
    ) -> Iterator[ImportReport]:
        """The same for inputs that are already read, such as standard input or the samples.

        The report of one that could not be read is passed on.
        """
        from store import importing  # intake loads at the first import

        self._writable()
        self._back_up_if_due("before-import")
        return importing.run(self, sources, encoding=encoding, tags=normal_all(tags))

    def add(
        self, drafts: Sequence[Draft], *, tags: tuple[str, ...] = (), change: str | None = None
    ) -> list[Article]:
        """Put drafts on the desk as articles, as one change (or part of the change of that id)."""
        at = stamps.now()
        articles = [
            Article(
                id=stamps.new_id(),
                title=draft.title,
                language=draft.language,
                outlet=draft.outlet,
                author=draft.author,
                url=draft.url,
                published=draft.published,
                imported=at,
                path=None if draft.path == "-" else draft.path,
                sha256=draft.sha256,
                encoding=draft.encoding,
                characters=len(draft.text),
                tags=tags,
                boilerplate=draft.boilerplate,
            )
            for draft in drafts
        ]
        with self._change():
            refs = self._journal.append_texts(
                [(article.id, draft.text) for article, draft in zip(articles, drafts, strict=True)]
            )
            ops = [
                Op("articles", article.id, None, records.article_record(article, ref))
                for article, ref in zip(articles, refs, strict=True)
            ]
            self._commit("import", ops, at=at, change=change)
        return articles

    def remove_articles(self, names: Iterable[str]) -> list[Article]:
        """Delete articles with their texts, annotations and links, as one change."""
        with self._change():
            gone = [self.article(name) for name in dict.fromkeys(names)]
            if len(gone) > 1:
                self._back_up_if_due("before-remove")
            ops = self._removing([a for article in gone for a in self._shelf.of(article.id)])
            ops += [Op("articles", a.id, self._tables.get("articles", a.id), None) for a in gone]
            if ops:
                self._commit("remove", ops)
            return gone
