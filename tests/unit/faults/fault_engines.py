"""Stores that the rig can be pointed at: the desk, stock TinyDB as a control, and a small right one.

An engine opens a session on a disk; a session does verbs and tells its state. What a verb did is
acknowledged when it returns.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import zlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from tinydb import TinyDB
from tinydb.storages import Storage

from store.desk import Desk
from store.errors import BackupFailed, DeskError
from store.intake import Draft

if TYPE_CHECKING:
    from collections.abc import Collection

    from store.disk import Disk, File

__all__ = ["DeskEngine", "Engine", "LogEngine", "Note", "Session", "State", "StockTinyDB", "Verb"]


class Note(NamedTuple):
    """What must never be lost of an annotation."""

    article: str
    quote: str
    note: str
    tags: tuple[str, ...]


class State(NamedTuple):
    """All that a store shows. Nothing in it is altered once it is made."""

    articles: dict[str, tuple[str, str]]
    """Title and text by id."""
    notes: dict[str, Note]
    """By id."""
    remembered: int | None = None
    """What is no step of the history."""
    backups: frozenset[str] = frozenset()
    """Names of those that were asked for."""
    links: frozenset[tuple[str, str]] = frozenset()
    """Of which annotation to which."""


class Verb(NamedTuple):
    """One thing to do."""

    kind: str
    key: str = ""
    """The annotation's or article's id, the backup's name."""
    start: int = 0
    end: int = 0
    note: str = ""
    tags: tuple[str, ...] = ()
    articles: tuple[tuple[str, str], ...] = ()
    """Titles and texts to import."""
    number: int = 0
    other: str = ""
    """The annotation to link with."""


class Session(Protocol):
    """An open store."""

    def do(self, verb: Verb) -> tuple[str, ...]:
        """Do it; the ids of what is new. It is acknowledged by returning, and refused by an error."""
        ...

    def state(self) -> State:
        """What it shows."""
        ...

    def notes(self) -> dict[str, Note]:
        """The same, of annotations only."""
        ...

    def recovery(self) -> list[str]:
        """What it says it found and mended."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Engine(Protocol):
    """A kind of store."""

    name: str
    kinds: frozenset[str]
    """The verbs it knows beside `annotate`, `edit`, `remove` and `import`."""
    refusals: tuple[type[Exception], ...]
    """What its sessions and `open` may raise when the disk fails."""

    def open(self, disk: Disk) -> Session:
        """Open it for writing, making it where there is none."""
        ...

    def telling(self, paths: Collection[str]) -> set[str]:
        """Those of its files whose damage it must tell when it opens."""
        ...


class DeskEngine:
    """The desk."""

    name = "desk"
    kinds = frozenset({"link", "drop", "undo", "redo", "checkpoint", "remember", "backup", "restore"})
    refusals: tuple[type[Exception], ...] = (DeskError, BackupFailed)

    def open(self, disk: Disk) -> Session:
        """See `Engine`."""
        return _DeskSession(Desk.on(disk))

    def telling(self, paths: Collection[str]) -> set[str]:
        """The newest journal, and the snapshot of the notes that it begins with."""
        found = [name[1] for path in paths if (name := re.fullmatch(r"journal/(\d{6})\.log", path))]
        return {f"journal/{max(found)}.log", f"notes/{max(found)}.json"} & {*paths}


class _DeskSession:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def do(self, verb: Verb) -> tuple[str, ...]:  # noqa: C901, PLR0912  # a case for each verb
        desk = self._desk
        match verb.kind:
            case "import":
                return tuple(article.id for article in desk.add([_draft(*item) for item in verb.articles]))
            case "annotate":
                made = desk.annotate(verb.key, verb.start, verb.end, note=verb.note, tags=verb.tags)
                return (made.id,)
            case "edit":
                desk.edit(verb.key, note=verb.note, tags=verb.tags)
            case "remove":
                desk.remove(verb.key)
            case "link":
                desk.link(verb.key, verb.other, "supports")
            case "drop":
                desk.remove_articles([verb.key])
            case "undo":
                desk.undo()
            case "redo":
                desk.redo()
            case "checkpoint":
                desk.checkpoint()
            case "remember":
                desk.remember({"place": verb.number})
            case "backup":
                return (desk.backup().name,)
            case "restore":
                desk.restore(verb.key)
            case _:
                raise NotImplementedError(verb.kind)
        return ()

    def state(self) -> State:
        desk = self._desk
        return State(
            {article.id: (article.title, desk.text(article.id)) for article in desk.articles()},
            self.notes(),
            desk.recall("place"),
            frozenset(backup.name for backup in desk.backups() if backup.kind == "asked"),
            frozenset((link.source, link.target) for link in desk.links()),
        )

    def notes(self) -> dict[str, Note]:
        return {
            note.id: Note(note.article, note.quote, note.note, note.tags) for note in self._desk.annotations()
        }

    def recovery(self) -> list[str]:
        return self._desk.recovery

    def close(self) -> None:
        self._desk.close()


def _draft(title: str, text: str) -> Draft:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Draft(path=f"{digest[:8]}.txt", sha256=digest, text=text, encoding="utf-8", title=title)


_Tables = dict[str, dict[str, dict[str, Any]]]


class _Rows:
    """The verbs over articles and notes as rows; what `_save` makes of them is the store's own."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Any]] = {}
        self.last = 0

    def changed(self, verb: Verb) -> tuple[dict[str, list[Any] | None], tuple[str, ...]]:
        """The rows that a verb changes, and the ids of those that are new."""
        match verb.kind:
            case "import":
                new = {f"a{self.last + n}": [*item] for n, item in enumerate(verb.articles, 1)}
                return {**new}, tuple(new)
            case "annotate":
                key = f"n{self.last + 1}"
                quote = self.rows[verb.key][1][verb.start : verb.end]
                return {key: [verb.key, quote, verb.note, list(verb.tags)]}, (key,)
            case "edit":
                row = self.rows[verb.key]
                return {verb.key: [row[0], row[1], verb.note, list(verb.tags)]}, ()
            case "remove":
                return {verb.key: None}, ()
        raise NotImplementedError(verb.kind)

    def take(self, changed: dict[str, list[Any] | None]) -> None:
        """Take the changed rows over."""
        for key, row in changed.items():
            self.last = max(self.last, int(key[1:]))
            if row is None:
                self.rows.pop(key, None)
            else:
                self.rows[key] = row

    def state(self) -> State:
        """What they show."""
        return State(
            {key: (row[0], row[1]) for key, row in self.rows.items() if key.startswith("a")},
            {
                key: Note(row[0], row[1], row[2], tuple(row[3]))
                for key, row in self.rows.items()
                if key.startswith("n")
            },
        )


class LogEngine:
    """A small store that is right: a log of checksummed lines, written anew at each opening."""

    name = "log"
    kinds: frozenset[str] = frozenset()
    refusals: tuple[type[Exception], ...] = (OSError,)

    def open(self, disk: Disk) -> Session:
        """See `Engine`."""
        return _LogSession(disk)

    def telling(self, paths: Collection[str]) -> set[str]:
        """It has one copy of everything, and tells nothing."""
        del paths
        return set()


_LOG: Final = "log"
_NEW: Final = "log.new"


class _LogSession:
    def __init__(self, disk: Disk) -> None:
        self._rows = _Rows()
        self._broken = False
        good = b""
        if disk.size(_LOG) is not None:
            for line in disk.read(_LOG).splitlines(keepends=True):
                changed = _decoded(line)
                if changed is None:
                    break
                self._rows.take(changed)
                good += line
        # What was read may be known to the system only; what is written anew is certain.
        with contextlib.suppress(FileNotFoundError):
            disk.remove(_NEW)
        self._file: File = disk.open(_NEW, write=True, create=True)
        self._file.write(0, good)
        self._file.sync()
        disk.replace(_NEW, _LOG)
        disk.sync_folder("")
        self._end = len(good)

    def do(self, verb: Verb) -> tuple[str, ...]:
        if self._broken:
            raise OSError("an earlier write failed; open it again")
        changed, new = self._rows.changed(verb)
        line = _encoded(changed)
        self._broken = True
        self._file.write(self._end, line)
        self._file.sync()
        self._broken = False
        self._end += len(line)
        self._rows.take(changed)
        return new

    def state(self) -> State:
        return self._rows.state()

    def notes(self) -> dict[str, Note]:
        return self.state().notes

    def recovery(self) -> list[str]:
        return []

    def close(self) -> None:
        self._file.close()


def _encoded(changed: dict[str, list[Any] | None]) -> bytes:
    payload = json.dumps(changed).encode()
    return b"%08x %b\n" % (zlib.crc32(payload), payload)


def _decoded(line: bytes) -> dict[str, list[Any] | None] | None:
    payload = line[9:-1]
    if line[8:9] != b" " or line[-1:] != b"\n" or line[:8] != b"%08x" % zlib.crc32(payload):
        return None
    found: dict[str, list[Any] | None] = json.loads(payload)
    return found


class StockTinyDB:
    """TinyDB with the storage it comes with: all is written over itself, synced, and cut to its size."""

    name = "tinydb"
    kinds: frozenset[str] = frozenset()
    refusals: tuple[type[Exception], ...] = (OSError,)

    def open(self, disk: Disk) -> Session:
        """See `Engine`."""
        return _TinySession(disk)

    def telling(self, paths: Collection[str]) -> set[str]:
        """It tells nothing."""
        del paths
        return set()


_DB: Final = "db.json"


class _OverItself(Storage):
    """JSONStorage of TinyDB 4.8, call for call, on a disk."""

    def __init__(self, disk: Disk) -> None:
        if disk.size(_DB) is None:
            disk.open(_DB, write=True, create=True).close()
            disk.sync_folder("")  # stock TinyDB does not even do this
        self._file = disk.open(_DB, write=True)

    def read(self) -> _Tables | None:
        size = self._file.size()
        if not size:
            return None
        found: _Tables = json.loads(self._file.read(0, size))
        return found

    def write(self, data: _Tables) -> None:
        serialized = json.dumps(data).encode()
        self._file.write(0, serialized)
        self._file.sync()
        self._file.truncate(len(serialized))

    def close(self) -> None:
        self._file.close()


class _TinySession:
    def __init__(self, disk: Disk) -> None:
        self._db = TinyDB(storage=lambda: _OverItself(disk))

    def _rows(self) -> _Rows:
        rows = _Rows()
        rows.take({document["key"]: document["row"] for document in self._db})
        return rows

    def do(self, verb: Verb) -> tuple[str, ...]:
        rows = self._rows()
        changed, new = rows.changed(verb)
        if verb.kind == "import":
            self._db.insert_multiple({"key": key, "row": row} for key, row in changed.items())
            return new
        for key, row in changed.items():
            if row is None:
                self._db.remove(lambda document, k=key: document["key"] == k)
            elif key in rows.rows:
                self._db.update({"row": row}, lambda document, k=key: document["key"] == k)
            else:
                self._db.insert({"key": key, "row": row})
        return new

    def state(self) -> State:
        return self._rows().state()

    def notes(self) -> dict[str, Note]:
        return self.state().notes

    def recovery(self) -> list[str]:
        return []

    def close(self) -> None:
        self._db.close()
