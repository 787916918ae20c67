"""The one door of the desk. Each verb that changes something is one named change.

Every change passes `Desk._apply`: it is saved first, then memory, index and history follow.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from store import anchor, backup, links, migration, passages, records
from store.disk import Below, MemoryDisk, RealDisk
from store.errors import BackupFailed, DeskDamaged, DeskForbidden, NewsdeskError, ReadOnly
from store.folder import default_folder, expanded, prepare
from store.history import changes, told
from store.journal import Entry, Journal
from store.model import (
    DEFAULT_COLOR,
    Annotation,
    Article,
    Backup,
    Change,
    Finding,
    Hit,
    ImportReport,
    Link,
    Op,
    Place,
    Span,
    Tag,
    in_text_order,
)
from store.naming import Naming
from store.shelf import Shelf, resolve
from store.storage import Tables
from store.tags import color_for, normal, normal_all
from store.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import ModuleType, TracebackType

    from store.cards import Cards
    from store.disk import Disk
    from store.export import Entry as Exported
    from store.export import Linked
    from store.finding import Finder
    from store.intake import Draft, Source

__all__ = ["Desk"]

T = TypeVar("T")

_LISTED: Final = "`newsdesk backup --list` names those of this desk."
_BEFORE_RESTORE: Final = "before-restore"
_AT_ONCE: Final = 32  # cards that are indexed while others wait
_PAUSE: Final = 0.0005  # seconds
_TEXTS: Final = 4  # texts kept in memory: those on the screen
_FOLD: Final = 512 << 10  # bytes of journal after which a desk that is closed makes a checkpoint


def _new_id() -> str:
    """A random UUID (RFC 9562, version 4), in a third of the time that the `uuid` module takes."""
    digits = os.urandom(16).hex()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Desk:
    """Articles, their annotations and their tags, in one folder or in memory.

    Safe to call from several threads; each verb is done, and durable, when it returns. Who only reads does
    not wait for a change that another thread is saving. Several desks may be open on one folder: each verb
    that changes something takes the desk's lock, and first takes over what others have done; `refresh` does
    so for reading.
    """

    def __init__(self, journal: Journal, *, folder: Path | None = None) -> None:
        self.folder = folder
        self.read_only = journal.read_only
        self._journal = journal
        self._writing = threading.RLock()  # taken first, and for as long as the disk takes
        self._guard = journal.guard  # of what is in memory: nobody who only reads waits for the disk
        self._closed = False
        self._changing = 0
        self._tables = Tables(journal)
        self._finder: Finder | None = None
        self._cards: Cards | None = None
        self._missed: list[Op] | None = None  # by the index while it is made
        self._closing = threading.Event()
        self._making = threading.Lock()  # of the index, which must not keep anyone from reading
        self._shelf = Shelf(self._tables)
        self._naming = Naming(lambda: self._shelf, self._guard, self._closing)
        self._texts: dict[str, str] = {}  # the last few that were read
        self._by = _who()
        self.give_way: Callable[[], None] = lambda: None
        """Called by what takes long in another thread, between its steps: it may wait, so that the screen need not."""
        self.is_new = journal.state.n == 0
        """Whether nothing had ever been saved here when the desk was opened."""

    # Opening and closing

    @classmethod
    def open(cls, folder: Path | str | None = None, *, read_only: bool = False) -> Self:
        """Open the desk in `folder` (the default one when None), making it when it is not there.

        Raises DeskForbidden, DeskDamaged, DeskTooNew, DeskLocked. Reading only, it never waits,
        writes nothing, and a desk that is not there is an empty one.
        """
        path = expanded(folder, DeskForbidden) if folder is not None else default_folder()
        if not read_only:
            prepare(path)
        elif path.exists() and not path.is_dir():
            raise DeskForbidden(f"{path} is a file; a desk is a folder. Name another one with --desk.")
        return cls.on(RealDisk(path), folder=path, read_only=read_only)

    @classmethod
    def on(cls, disk: Disk, *, folder: Path | None = None, read_only: bool = False) -> Self:
        """Open the desk that lies on a disk. Raises as `open` does."""
        old = migration.old_desk(disk)
        if old is not None and read_only:
            return cls(migration.in_memory(old), folder=folder)
        journal = Journal(disk, read_only=read_only)
        if old is not None:
            migration.take_over(journal, old, _who())
        return cls(journal, folder=folder)

    @classmethod
    def in_memory(cls) -> Self:
        """A desk that is gone when it is closed."""
        return cls.on(MemoryDisk())

    @property
    def recovery(self) -> list[str]:
        """What was found and mended when the desk was opened: a sentence each."""
        return list(self._journal.recovery)

    @property
    def changes(self) -> int:
        """How many changes the desk has seen; what is remembered beside them counts too."""
        return self._journal.state.n

    @property
    def low(self) -> bool:
        """Whether the disk is so full that only the last notes still fit. Looks again at each call."""
        with self._writing:
            return not self._closed and self._journal.look_for_space()

    def refresh(self) -> bool:
        """Take over what other desks on the same folder have changed; whether there was anything. Never waits."""
        if not self._writing.acquire(blocking=False):
            return False  # a change that is being saved takes it over
        try:
            with self._guard:
                if self._closed or self._changing:
                    return False
                return self._take_over(self._journal.catch_up())
        finally:
            self._writing.release()

    def checkpoint(self) -> None:
        """Fold the journal into snapshots, so that the next opening reads less. Raises SaveFailed, DeskLocked."""
        with self._change():
            self._journal.fold()

    def interrupt(self) -> None:
        """Give up what takes long in another thread (making the index): the desk is about to be closed."""
        self._closing.set()

    def close(self) -> None:
        """Let go of the desk. Nothing is left to save: every verb saved what it did."""
        self.interrupt()
        with self._writing:
            if self._closed:
                return
            self._journal.disk.hurry()  # whoever quits does not wait for another newsdesk
            if not self.read_only and self._journal.length > _FOLD and not self._journal.broken:
                with contextlib.suppress(NewsdeskError):  # it only makes the next opening quicker
                    self.checkpoint()
            self._back_up_if_due("daily")  # behind it, since it may then share the snapshot of the articles
            with self._guard:
                self._closed = True
                self._journal.close()
                self._journal.disk.close()

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
        while self.filtering < 1 and self._proceed():
            with self._guard:
                self._all_cards().grow(_AT_ONCE)
            time.sleep(_PAUSE)  # a lock that is taken again at once is taken before whoever waits for it

    def _proceed(self) -> bool:
        """Whether to go on with what takes long in another thread; waits while the screen wants to be first."""
        self.give_way()
        return not self._closing.is_set()

    def _all_cards(self) -> Cards:
        if self._cards is None:
            from store.cards import Cards, card  # rapidfuzz loads at the first search

            articles = self._tables.of("articles")

            def read(number: int) -> str | None:
                document = articles.get(number)
                return None if document is None else card(document)

            self._cards = Cards(zip(articles.keys(), articles, strict=True), read)
        return self._cards

    def article(self, name: str) -> Article:
        """The article of that id or unambiguous prefix of one. Raises NotFound, Ambiguous."""
        with self._guard:
            return self._shelf.counted(resolve(name, self._shelf.article_ids, "article"))

    def article_ids(self) -> list[str]:
        """The ids of all articles, in the order in which they came: what is quick on a large desk."""
        with self._guard:
            return self._shelf.in_order()

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
        return found if not (query and query.strip()) else _finding().annotations_with(found, query)

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
                made = _finding().Finder(self._article_now, self._annotation_now, self._text_now)
                try:
                    made.fill(articles, annotations, self._proceed)
                    with self._guard:
                        made.follow(self._missed)
                        self._finder = made
                finally:
                    self._missed = None
            return self._finder

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

    # Changing

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
        at = _now()
        articles = [
            Article(
                id=_new_id(),
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
        id: str | None = None,  # noqa: A002  # the key's name in the contract
    ) -> Annotation:
        """Highlight `text[start:end]`, under an id of one's own if it is given.

        Raises NotFound, BadPlace, BadTag, ReadOnly, SaveFailed.
        """
        with self._change():
            return self._add(self.described(article, start, end, note=note, tags=tags, color=color, id=id))

    def described(
        self,
        article: str,
        start: int,
        end: int,
        *,
        note: str = "",
        tags: Iterable[str] = (),
        color: str | None = None,
        id: str | None = None,  # noqa: A002  # the key's name in the contract
    ) -> Annotation:
        """What `annotate` would save now, for whoever shows it before it is saved. Raises NotFound, BadPlace, BadTag."""
        with self._guard:
            owner = resolve(article, self._shelf.article_ids, "article")
            place = anchor.describe(self._text_of(owner) or "", start, end)
            return self._made(owner, place, note, normal_all(tags), color, id)

    def _made(
        self,
        article: str,
        place: Place,
        note: str,
        tags: tuple[str, ...],
        color: str | None = None,
        key: str | None = None,
    ) -> Annotation:
        at = _now()
        return Annotation(
            id=key or _new_id(),
            article=article,
            start=place.position.start,
            end=place.position.end,
            quote=place.quote.exact,
            prefix=place.quote.prefix,
            suffix=place.quote.suffix,
            note=clean(note),
            tags=tags,
            color=color or self._tag_ops(tags)[1],
            created=at,
            modified=at,
        )

    def _add(self, made: Annotation) -> Annotation:
        """Save a new annotation; whoever calls is in `_change`."""
        new = Op("annotations", made.id, None, records.annotation_record(made))
        self._commit("annotate", [*self._tag_ops(made.tags)[0], new], at=made.created)
        return made

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
        with self._change():
            before = self.annotation(annotation)
            after = self.edited(before, note=note, tags=tags, color=color)
            return self._alter("edit", before, after, self._tag_ops(after.tags)[0])

    def edited(
        self,
        annotation: Annotation,
        *,
        note: str | None = None,
        tags: Iterable[str] | None = None,
        color: str | None = None,
    ) -> Annotation:
        """What `edit` would make of an annotation now, for whoever shows it before it is saved. Raises BadTag."""
        after = annotation
        if note is not None:
            after = replace(after, note=clean(note))
        if tags is not None:
            names = normal_all(tags)
            with self._guard:
                after = replace(after, tags=names, color=self._tag_ops(names)[1])
        if color is not None:
            after = replace(after, color=color)
        return after if after == annotation else replace(after, modified=_now())

    def annotate_article(self, article: str, *, note: str = "", tags: Iterable[str] = ()) -> Annotation:
        """Write a note on an article as a whole, which has one at most.

        Where it has one, `note` is added to it behind a blank line, and `tags` to its tags. Raises as `annotate` does.
        """
        with self._change():
            owner = resolve(article, self._shelf.article_ids, "article")
            names = normal_all(tags)
            found = next((a for a in self._shelf.of(owner) if a.whole), None)
            if found is not None:
                told = passages.joined(found.note, clean(note))
                added = passages.united(found.tags, names)
                return self.edit(found.id, note=told, tags=None if added == found.tags else added)
            made = self._made(owner, anchor.WHOLE, note, names)
            return self._add(made)

    def move(self, annotation: str, start: int, end: int) -> Annotation:
        """Give a highlight other boundaries: `text[start:end]`. Raises NotFound, BadPlace, ReadOnly, SaveFailed."""
        with self._change():
            before = self.annotation(annotation)
            after = passages.moved(before, self._text_of(before.article) or "", start, end)
            return self._alter("move", before, after)

    def split(self, annotation: str, at: int) -> tuple[Annotation, Annotation]:
        """Make two highlights of one, before and behind the offset `at`, without the spaces there.

        The first keeps id, note and links; the second has the tags and the colour. Raises as `move` does.
        """
        with self._change():
            before = self.annotation(annotation)
            first, second = passages.parted(before, self._text_of(before.article) or "", at)
            now = _now()
            second = replace(second, id=_new_id(), created=now, modified=now)
            new = Op("annotations", second.id, None, records.annotation_record(second))
            return self._alter("split", before, first, behind=[new]), second

    def merge(self, annotation: str, other: str) -> Annotation:
        """Make one highlight of two of the same article, from the start of the first to the end of the last.

        That which comes first in the text stays, and gets the note, tags and links of the other, which goes.
        Raises as `move` does.
        """
        with self._change():
            first, second = sorted((self.annotation(annotation), self.annotation(other)), key=in_text_order)
            after = passages.merged(first, second, self._text_of(first.article) or "")
            gone = [
                Op("annotations", second.id, records.annotation_record(second), None),
                *links.taking_over(self._shelf.links, first.id, second.id),
            ]
            return self._alter("merge", first, after, behind=gone)

    def _alter(
        self,
        action: str,
        before: Annotation,
        after: Annotation,
        ops: Sequence[Op] = (),
        *,
        behind: Sequence[Op] = (),
    ) -> Annotation:
        """Put an annotation in place of another, with the steps before and behind; whoever calls is in `_change`."""
        if after == before and not behind:
            return before
        at = _now()
        after = replace(after, modified=at)
        op = Op("annotations", after.id, records.annotation_record(before), records.annotation_record(after))
        self._commit(action, [*ops, op, *behind], at=at)
        return after

    def links(self, annotation: str | None = None) -> list[Link]:
        """The links from and to an annotation, or all there are, in the order in which they were made."""
        with self._guard:
            found = self._shelf.links
            return found.all() if annotation is None else found.of(self.annotation(annotation).id)

    def link(self, source: str, target: str, kind: str) -> Link:
        """Say of one annotation what it is to another: one of `LINK_KINDS`. The same again is the same link.

        Raises NotFound, Ambiguous, BadLink, ReadOnly, SaveFailed.
        """
        with self._change():
            first, second = self.annotation(source).id, self.annotation(target).id
            links.check(first, second, kind)
            known = links.alike(self._shelf.links.of(first), first, second, kind)
            if known is not None:
                return known
            at = _now()
            made = Link(id=_new_id(), source=first, target=second, kind=kind, created=at)
            self._commit("link", [links.making(made)], at=at)
            return made

    def unlink(self, link: str) -> Link:
        """Take a link away. Raises NotFound, Ambiguous, ReadOnly, SaveFailed."""
        with self._change():
            gone = self._shelf.links.get(resolve(link, self._shelf.links.ids, "link"))
            self._commit("unlink", links.dropping([gone]))
            return gone

    def remove(self, annotation: str) -> Annotation:
        """Delete an annotation with its links; undo brings them back. Raises NotFound, ReadOnly, SaveFailed."""
        with self._change():
            gone = self.annotation(annotation)
            self._commit("remove", self._removing([gone]))
            return gone

    def _removing(self, annotations: Sequence[Annotation]) -> list[Op]:
        """The steps that delete annotations with their links."""
        return [
            *(Op("annotations", a.id, records.annotation_record(a), None) for a in annotations),
            *links.dropping(link for a in annotations for link in self._shelf.links.of(a.id)),
        ]

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

    def undo(self) -> Change | None:
        """Take the last change back; None when there is none. It may be of another session, or another desk.

        Raises ReadOnly, SaveFailed, DeskLocked, DeskDamaged.
        """
        return self._walk("undo")

    def redo(self) -> Change | None:
        """Make the last change that was taken back again; None when there is none."""
        return self._walk("redo")

    def _walk(self, action: str) -> Change | None:
        with self._change():
            state = self._journal.state
            if action == "undo" and not state.done and state.trimmed:
                self._journal.find_steps()
            steps = state.done if action == "undo" else state.undone
            if not steps:
                return None
            found = self._journal.records(steps[-1])
            ops = [
                Op(table, key, before, after, number)
                for record in found
                for table, number, key, before, after in record["ops"]
            ]
            if action == "undo":
                ops = [op.inverse() for op in reversed(ops)]
            change = told(found, undone=action == "undo")
            self._apply(ops, Entry(action, change.id, _now(), self._by), lean=True)
            return change

    def history(self, limit: int | None = None) -> list[Change]:
        """The changes since the desk began, newest first; those that were undone say so."""
        with self._guard:
            return changes(self._journal.all_records())[:limit]

    # Copies, and a check of the whole

    def backup(self, path: Path | str | None = None) -> Backup:
        """Copy the desk to a new or empty folder, or to `backups/` in its own. The copy is a desk itself.

        Raises BackupFailed, DeskForbidden, DeskLocked.
        """
        if path is None:
            return self._back_up("asked")
        place = expanded(path, DeskForbidden)
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise BackupFailed(f"{place} is there already. Name a new or an empty folder for the backup.")
        prepare(place)
        return replace(self._back_up("asked", RealDisk(place)), name=str(place))

    def backups(self) -> list[Backup]:
        """The backups in the desk's own folder, oldest first."""
        return backup.inside(self._journal.disk)

    def daily_backup(self) -> Backup | None:
        """Make today's backup, if there is something new and it was not made yet."""
        return self._back_up_if_due("daily")

    def restore(self, path: Path | str) -> Change | None:
        """Make the desk what a backup was, as one change, which undo takes back; None if it is that already.

        `path` is a folder, or the name of one in `backups/`. Before, the desk as it is gets a backup too.
        Raises BackupFailed, DeskDamaged, DeskTooNew, SaveFailed, DeskLocked.
        """
        known = {each.name for each in self.backups()}
        disk: Disk
        if str(path) in known:
            disk = Below(self._journal.disk, f"{backup.BACKUPS}/{path}")
        else:
            disk = RealDisk(expanded(path, DeskForbidden))
            if not disk.names("journal"):
                raise BackupFailed(f"{path} is no backup: it is a folder without a journal. " + _LISTED)
        with contextlib.closing(backup.opened(disk)) as copy, self._change():
            if self._journal.state.n:
                self._back_up(_BEFORE_RESTORE)
            ops = list(backup.restoring(self._journal, copy))
            if not ops:
                return None
            self._commit("restore", ops)
            return told(self._journal.records(self._journal.state.done[-1]), undone=False)

    def _back_up_if_due(self, kind: str) -> Backup | None:
        """A backup that nobody asked for: where it fails, the work goes on, and the doctor tells."""
        if self.folder is None or self.read_only:
            return None
        with contextlib.suppress(NewsdeskError, OSError), self._writing:
            if backup.due(self.backups(), kind, self._journal.state.n):
                return self._back_up(kind)
        return None

    def _back_up(self, kind: str, target: Disk | None = None) -> Backup:
        with self._change():
            try:
                made = backup.write(self._journal, kind, target)
                if kind != _BEFORE_RESTORE:  # which must not drop the one that is being restored
                    backup.rotate(self._journal.disk)
            except (OSError, DeskDamaged) as error:
                why = getattr(error, "strerror", None) or error
                raise BackupFailed(
                    f"The backup could not be made: {why}. The desk itself is untouched."
                ) from None
            return made

    def examine(self) -> Iterator[Finding]:
        """Check the whole desk: checksums, sequence, references, offsets, backups. Changes nothing."""
        from store import doctor  # only when it is asked for

        self.refresh()
        return doctor.examine(self._journal)

    # What is remembered beside the changes: places, drafts, settings. No step of the history.

    def recall(self, name: str) -> Any:  # noqa: ANN401  # whatever JSON was remembered
        """What was remembered under a name; None when nothing was."""
        with self._guard:
            record = self._tables.get("state", name)
            return record.get("value") if record else None

    def remember(self, values: Mapping[str, Any]) -> None:
        """Remember JSON values under names, until they are others; None forgets. Raises SaveFailed, ReadOnly."""
        with self._change():
            ops = []
            for name, value in values.items():
                record = self._tables.get("state", name)
                after = None if value is None else {"id": name, "value": value}
                if record != after:
                    ops.append(Op("state", name, record, after))
            if ops:
                self._apply(ops, Entry("remember", None, _now(), self._by))

    def remembered(self, prefix: str) -> dict[str, Any]:
        """All that is remembered under names that begin with `prefix`, by the rest of the name."""
        with self._guard:
            return {
                key.removeprefix(prefix): self.recall(key)
                for key in self._tables.keys("state")
                if key.startswith(prefix)
            }

    # The one place that every change passes

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        """What reads and changes inside does so as the only one that changes. May be nested."""
        with self._writing:
            self._writable()
            if self._changing:
                yield
                return
            with self._journal.transaction() as others:
                self._take_over(others)
                self._changing += 1
                try:
                    yield
                finally:
                    self._changing -= 1

    def _commit(
        self, action: str, ops: Sequence[Op], *, at: str | None = None, change: str | None = None
    ) -> None:
        self._apply(ops, Entry(action, change or _new_id(), at or _now(), self._by))

    def _apply(self, ops: Sequence[Op], entry: Entry, *, lean: bool = False) -> None:
        """Whoever calls is within `_change`."""
        made = self._tables.apply(ops, entry, lean=lean)
        with self._guard:
            self._follow(made)

    def _take_over(self, others: list[Op] | None) -> bool:
        """Follow what other desks did; whether it was anything."""
        with self._guard:
            if others is None:  # all may be different
                self._shelf = Shelf(self._tables)
                self._finder = self._cards = None
                self._naming.forget()
                self._texts.clear()
                return True
            self._follow(others)
            return bool(others)

    def _follow(self, ops: Sequence[Op]) -> None:
        self._shelf.apply(ops)
        for op in ops:
            if op.table == "articles" and op.after is None:
                self._texts.pop(op.key, None)
        self._naming.follow(ops)
        if self._cards is not None:
            for op in ops:
                if op.table == "articles":
                    self._cards.follow(op)
        if self._missed is not None:
            self._missed += ops
        elif self._finder is not None:
            self._finder.follow(ops)

    # Helpers

    def _article_now(self, key: str) -> Article | None:
        """An article that may be gone by now."""
        with self._guard:
            return self._shelf.article(key) if key in self._shelf.article_ids else None

    def _annotation_now(self, key: str) -> Annotation | None:
        with self._guard:
            return self._shelf.annotation(key) if key in self._shelf.annotation_ids else None

    def _text_now(self, key: str) -> str | None:
        """A text that may be gone, or damaged, by now: the index goes on without it."""
        with contextlib.suppress(DeskDamaged):
            return self._text_of(key, keep=False)
        return None

    def _text_of(self, key: str, *, keep: bool = True) -> str | None:
        with self._guard:
            if key in self._texts:  # which no change can make another one
                return self._texts[key]
            document = self._tables.get("articles", key)
            if document is None or self._closed:
                return None
            found = self._journal.texts.read(records.ref(document))
            if keep:
                if len(self._texts) >= _TEXTS:
                    del self._texts[next(iter(self._texts))]
                self._texts[key] = found
            return found

    def _writable(self) -> None:
        if self._closed:
            raise ReadOnly("This desk is closed, so nothing was changed. Open it again.")
        if self.read_only:
            raise ReadOnly(
                "This desk was opened for reading only, so nothing was changed. Open it for writing."
            )

    def _tag_ops(self, names: Sequence[str]) -> tuple[list[Op], str]:
        """What adds the names that are new to the codebook; and the colour of the first name."""
        colors = self._shelf.tag_colors
        ops = []
        for name in names:
            if name not in colors:
                colors = {**colors, name: color_for(len(colors))}
                ops.append(Op("tags", name, None, {"id": name, "color": colors[name]}))
        return ops, colors[names[0]] if names else DEFAULT_COLOR


def _finding() -> ModuleType:
    from store import finding  # rapidfuzz loads at the first search

    return finding


def _who() -> str:
    """Who works here, and on which machine."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        name = str(os.getuid())
    return clean(f"{name}@{os.uname().nodename}").encode("utf-8", "replace").decode()
