"""The one door of the desk. Each verb that changes something is one named change.

Every change passes `Desk._commit`: it is saved first, then memory, index and history follow.
"""

from __future__ import annotations

import copy
import threading
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Self

from store import anchor, records
from store.errors import DeskForbidden, ReadOnly
from store.folder import FILE, Lock, default_folder, expanded, prepare
from store.history import History
from store.model import DEFAULT_COLOR, Annotation, Article, Change, Hit, ImportReport, Op, Span, Tag
from store.shelf import Shelf, resolve
from store.storage import FileStorage, MemoryStorage, Tables
from store.tags import color_for, normal, normal_all
from store.text import clean, printable, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import ModuleType, TracebackType

    from store.export import Entry
    from store.finding import Cards, Finder
    from store.intake import Draft, Source

__all__ = ["Desk"]

_BRIEF: Final = 40
_FULL_ID: Final = 36


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Desk:
    """Articles, their annotations and their tags, in one folder or in memory.

    Safe to call from several threads; each verb is done, and durable, when it returns.
    """

    def __init__(
        self,
        storage: MemoryStorage,
        *,
        folder: Path | None = None,
        lock: Lock | None = None,
        read_only: bool = False,
    ) -> None:
        self.folder = folder
        self.read_only = read_only
        self._lock = lock
        self._guard = threading.RLock()
        self._closed = False
        self._tables = Tables(storage)
        self._history = History()
        self._finder: Finder | None = None
        self._cards: Cards | None = None
        self._closing = threading.Event()
        self._making = threading.Lock()  # of the index, which must not keep anyone from reading
        self._shelf = Shelf(self._tables)
        self.is_new = self._tables.is_new
        """Whether nothing had ever been saved here when the desk was opened."""

    # Opening and closing

    @classmethod
    def open(cls, folder: Path | str | None = None, *, read_only: bool = False) -> Self:
        """Open the desk in `folder` (the default one when None), making it when it is not there.

        Raises DeskLocked, DeskForbidden, DeskDamaged, DeskTooNew. Reading only, it never waits,
        writes nothing, and a desk that is not there is an empty one.
        """
        path = expanded(folder, DeskForbidden) if folder is not None else default_folder()
        if read_only:
            return cls(FileStorage(path / FILE, read_only=True), folder=path, read_only=True)
        prepare(path)
        lock = Lock(path)
        try:
            return cls(FileStorage(path / FILE), folder=path, lock=lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def in_memory(cls) -> Self:
        """A desk that is gone when it is closed."""
        return cls(MemoryStorage())

    def interrupt(self) -> None:
        """Give up what takes long in another thread (making the index): the desk is about to be closed."""
        self._closing.set()

    def close(self) -> None:
        """Let another newsdesk write. Nothing is left to save: every verb saved what it did."""
        self.interrupt()
        with self._guard:
            self._closed = True
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Reading

    def articles(self, query: str | None = None) -> list[Article]:
        """All articles in the order in which they came, or those whose card has the query, best first."""
        with self._guard:
            articles = [self._shelf.counted(article) for article in self._shelf.articles.values()]
            if not (query and query.strip()):
                return articles
            if self._cards is None:
                self._cards = _finding().Cards(articles)
            by_id = {article.id: article for article in articles}
            return [by_id[key] for key in self._cards.search(query)]

    def article(self, name: str) -> Article:
        """The article of that id or unambiguous prefix of one. Raises NotFound, Ambiguous."""
        with self._guard:
            return self._shelf.counted(self._shelf.articles[resolve(name, self._shelf.articles, "article")])

    def text(self, article: str) -> str:
        """The stored text, exactly; offsets count in it. Raises NotFound, Ambiguous."""
        with self._guard:
            return self._text_now(resolve(article, self._shelf.articles, "article"))

    def annotation(self, name: str) -> Annotation:
        """The annotation of that id or unambiguous prefix of one. Raises NotFound, Ambiguous."""
        with self._guard:
            return self._shelf.annotations[resolve(name, self._shelf.annotations, "annotation")]

    def annotations(
        self, query: str | None = None, *, article: str | None = None, tag: str | None = None
    ) -> list[Annotation]:
        """Annotations in the order of articles and texts: all, or those of an article, tag, or query.

        A tag takes those below it along: `claim` finds `claim/military`.
        """
        with self._guard:
            keys = list(self._shelf.articles) if article is None else [self.article(article).id]
            found = [annotation for key in keys for annotation in self._shelf.of(key)]
        if tag is not None:
            wanted = normal(tag)
            found = [a for a in found if any(t == wanted or t.startswith(wanted + "/") for t in a.tags)]
        return found if not (query and query.strip()) else _finding().annotations_with(found, query)

    def tags(self) -> list[Tag]:
        """The codebook, in the order of its numbers."""
        with self._guard:
            return [records.tag(record, n) for n, record in enumerate(self._tables.documents("tags"), 1)]

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
                    articles, annotations = dict(self._shelf.articles), dict(self._shelf.annotations)
                made = _finding().Finder(
                    articles, annotations, self._text_now, lambda: not self._closing.is_set()
                )
                with self._guard:
                    made.catch_up(self._shelf.articles, self._shelf.annotations)
                    self._finder = made
            return self._finder

    def entries(self, *, article: str | None = None, tags: Sequence[str] = ()) -> list[Entry]:
        """What an export takes: articles with those of their annotations that have one of `tags`."""
        from store.export import Entry  # only an export needs the writers

        with self._guard:
            articles = self.articles() if article is None else [self.article(article)]
            chosen = {a.id for tag in tags for a in self.annotations(tag=tag)} if tags else None
            return [
                Entry(item, [a for a in self._shelf.of(item.id) if chosen is None or a.id in chosen])
                for item in articles
            ]

    # Changing

    def import_paths(
        self, paths: Iterable[Path | str], *, encoding: str | None = None, tags: Iterable[str] = ()
    ) -> Iterator[ImportReport]:
        """Take in files, and folders with all below them: one report per input, when it is saved."""
        from store import importing  # intake loads at the first import

        self._writable()
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
        return importing.run(self, sources, encoding=encoding, tags=normal_all(tags))

    def add(
        self, drafts: Sequence[Draft], *, tags: tuple[str, ...] = (), change: str | None = None
    ) -> list[Article]:
        """Put drafts on the desk as articles, as one change (or part of the change of that id)."""
        at = _now()
        articles = [
            Article(
                id=str(uuid.uuid4()),
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
        ops = []
        for article, draft in zip(articles, drafts, strict=True):
            ops.append(Op("articles", article.id, None, records.article_record(article)))
            ops.append(Op("texts", article.id, None, {"id": article.id, "text": draft.text}))
        what = f"“{_brief(articles[0].title)}”" if len(articles) == 1 else f"{len(articles)} articles"
        self._commit("import", f"Imported {what}", ops, at=at, change=change)
        return articles

    def known(self, sha256: str) -> Article | None:
        """The article that was read from bytes of that SHA-256 (hexadecimal)."""
        with self._guard:
            found = self._shelf.by_digest(sha256)
            return self._shelf.counted(found) if found else None

    def annotate(
        self,
        article: str,
        start: int,
        end: int,
        *,
        note: str = "",
        tags: Iterable[str] = (),
        color: str | None = None,
    ) -> Annotation:
        """Highlight `text[start:end]`. Raises NotFound, BadPlace, BadTag, ReadOnly, SaveFailed."""
        with self._guard:
            owner = self.article(article)
            place = anchor.describe(self.text(owner.id), start, end)
            names = normal_all(tags)
            at = _now()
            ops, colors = self._tag_ops(names)
            annotation = Annotation(
                id=str(uuid.uuid4()),
                article=owner.id,
                start=start,
                end=end,
                quote=place.quote.exact,
                prefix=place.quote.prefix,
                suffix=place.quote.suffix,
                note=clean(note),
                tags=names,
                color=color or colors,
                created=at,
                modified=at,
            )
            ops.append(Op("annotations", annotation.id, None, records.annotation_record(annotation)))
            self._commit("annotate", f"Highlighted “{_brief(annotation.quote)}”", ops, at=at)
            return annotation

    def edit(
        self,
        annotation: str,
        *,
        note: str | None = None,
        tags: Iterable[str] | None = None,
        color: str | None = None,
    ) -> Annotation:
        """Change an annotation's note, tags or colour; what is None stays.

        New tags give it the colour of the first. Raises NotFound, BadTag, ReadOnly, SaveFailed.
        """
        with self._guard:
            before = self.annotation(annotation)
            after = before
            ops: list[Op] = []
            if note is not None:
                after = replace(after, note=clean(note))
            if tags is not None:
                names = normal_all(tags)
                ops, tag_color = self._tag_ops(names)
                after = replace(after, tags=names, color=tag_color)
            if color is not None:
                after = replace(after, color=color)
            if after == before:
                return before
            at = _now()
            after = replace(after, modified=at)
            ops.append(
                Op(
                    "annotations",
                    after.id,
                    records.annotation_record(before),
                    records.annotation_record(after),
                )
            )
            what = "note" if note is not None else "tags" if tags is not None else "colour"
            self._commit("edit", f"Changed the {what} of “{_brief(after.quote)}”", ops, at=at)
            return after

    def remove(self, annotation: str) -> Annotation:
        """Delete an annotation; undo brings it back. Raises NotFound, ReadOnly, SaveFailed."""
        with self._guard:
            gone = self.annotation(annotation)
            op = Op("annotations", gone.id, records.annotation_record(gone), None)
            self._commit("remove", f"Deleted “{_brief(gone.quote)}”", [op])
            return gone

    def remove_articles(self, names: Iterable[str]) -> list[Article]:
        """Delete articles with their texts and annotations, as one change."""
        with self._guard:
            gone = [self.article(name) for name in dict.fromkeys(names)]
            ops = []
            for article in gone:
                ops += [
                    Op("annotations", a.id, records.annotation_record(a), None)
                    for a in self._shelf.of(article.id)
                ]
                text = self._tables.get("texts", article.id)
                ops.append(Op("texts", article.id, dict(text) if text else None, None))
                ops.append(Op("articles", article.id, records.article_record(article), None))
            if ops:
                self._commit("remove", f"Removed {len(gone)} articles", ops)
            return gone

    def undo(self) -> Change | None:
        """Take the last change back; None when there is none. Raises ReadOnly, SaveFailed."""
        with self._guard:
            change = self._history.to_undo
            if change is not None:
                self._apply([op.inverse() for op in reversed(change.ops)])
                self._history.undone()
            return change

    def redo(self) -> Change | None:
        """Make the last change that was taken back again; None when there is none."""
        with self._guard:
            change = self._history.to_redo
            if change is not None:
                self._apply(change.ops)
                self._history.redone()
            return change

    # What is remembered beside the changes: places, drafts, settings. No step of the history.

    def recall(self, name: str) -> Any:  # noqa: ANN401  # whatever JSON was remembered
        """What was remembered under a name; None when nothing was."""
        with self._guard:
            record = self._tables.get("state", name)
            return copy.deepcopy(record.get("value")) if record else None

    def remember(self, values: Mapping[str, Any]) -> None:
        """Remember JSON values under names, until they are others; None forgets. Raises SaveFailed, ReadOnly."""
        with self._guard:
            ops = []
            for name, value in values.items():
                record = self._tables.get("state", name)
                before = dict(record) if record else None
                after = None if value is None else {"id": name, "value": copy.deepcopy(value)}
                if before != after:
                    ops.append(Op("state", name, before, after))
            if ops:
                self._apply(ops)

    def remembered(self, prefix: str) -> dict[str, Any]:
        """All that is remembered under names that begin with `prefix`, by the rest of the name."""
        with self._guard:
            return {
                record["id"].removeprefix(prefix): copy.deepcopy(record.get("value"))
                for record in self._tables.documents("state")
                if record["id"].startswith(prefix)
            }

    # The one place that every change passes

    def _commit(
        self,
        action: str,
        summary: str,
        ops: Sequence[Op],
        *,
        at: str | None = None,
        change: str | None = None,
    ) -> Change:
        made = Change(
            id=change or str(uuid.uuid4()), at=at or _now(), action=action, summary=summary, ops=tuple(ops)
        )
        with self._guard:
            self._apply(made.ops)
            self._history.add(made)
        return made

    def _apply(self, ops: Sequence[Op]) -> None:
        self._writable()
        self._tables.apply(ops)
        self._shelf.apply(ops)
        self._reindex(ops)

    def _reindex(self, ops: Sequence[Op]) -> None:
        for op in ops:
            if op.table == "articles" and self._cards is not None:
                if op.key in self._shelf.articles:
                    self._cards.put(self._shelf.articles[op.key])
                else:
                    self._cards.remove(op.key)
        if self._finder is not None:
            self._finder.catch_up(self._shelf.articles, self._shelf.annotations)

    # Helpers

    def _text_now(self, article: str) -> str:
        """The text of an article that may be gone by now."""
        with self._guard:
            record = self._tables.get("texts", article)
            return str(record["text"]) if record else ""

    def _writable(self) -> None:
        if self._closed:
            raise ReadOnly("This desk is closed, so nothing was changed. Open it again.")
        if self.read_only:
            raise ReadOnly(
                "This desk was opened for reading only, so nothing was changed. Open it for writing."
            )

    def _tag_ops(self, names: Sequence[str]) -> tuple[list[Op], str]:
        """What adds the names that are new to the codebook; and the colour of the first name."""
        colors = {tag.name: tag.color for tag in self.tags()}
        ops = []
        for name in names:
            if name not in colors:
                colors[name] = color_for(len(colors))
                ops.append(Op("tags", name, None, {"id": name, "color": colors[name]}))
        return ops, colors[names[0]] if names else DEFAULT_COLOR


def _finding() -> ModuleType:
    from store import finding  # rapidfuzz loads at the first search

    return finding


def _brief(text: str) -> str:
    return shorten(printable(text), _BRIEF)
