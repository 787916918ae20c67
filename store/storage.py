"""Where the desk's tables lie: TinyDB inside, one JSON file on disk, replaced whole and safely.

A change is written aside, synced, and renamed over the old file; then the folder is synced. Only
then does memory change. So a failed or interrupted save leaves the desk as it was. The journal
that will take this module's place keeps its two entrances: `Tables.documents` and `Tables.apply`.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
from typing import TYPE_CHECKING, Any, Final

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document

from store.errors import DeskDamaged, DeskForbidden, DeskTooNew, SaveFailed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from store.model import Op

__all__ = ["SCHEMA", "TABLES", "FileStorage", "MemoryStorage", "Tables"]

SCHEMA: Final = 1
# What of a document must be a text for its table to be one; `store.records` looks at the rest.
_TEXTS: Final = {
    "articles": ("id",),
    "texts": ("id", "text"),
    "annotations": ("id",),
    "tags": ("id", "color"),
    "state": ("id",),
}
TABLES: Final = tuple(_TEXTS)
_META: Final = "meta"
# What comes back goes to its old place, but a tag to the end: the numbers of the others stay.
_LAST: Final = frozenset({"tags"})

_Raw = dict[str, dict[str, Any]]


class MemoryStorage(Storage):
    """TinyDB storage of a desk that lives in memory only; also what the file form is built on.

    Writes inside `transaction` are held back until it ends, then saved once; when saving fails,
    or the block raises, what was there before stays.
    """

    def __init__(self) -> None:
        self._data: _Raw = {}
        self._pending: _Raw | None = None

    def read(self) -> _Raw:
        """The tables; a new outer dict, since TinyDB puts changed tables into it."""
        return dict(self._data if self._pending is None else self._pending)

    def write(self, data: _Raw) -> None:
        """Take the tables over, at once or at the end of the transaction."""
        if self._pending is None:
            self.save(data)
            self._data = data
        else:
            self._pending = data

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Several TinyDB calls, one save."""
        self._pending = self._data
        try:
            yield
            if self._pending is not self._data:
                self.save(self._pending)
                self._data = self._pending
        finally:
            self._pending = None

    def save(self, data: _Raw) -> None:
        """Make `data` durable; nothing to do in memory."""


class FileStorage(MemoryStorage):
    """The same over `desk.json`, of mode 0600. Raises DeskDamaged, DeskForbidden, SaveFailed."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        super().__init__()
        self._path = path
        self._aside = path.with_name(path.name + ".new")
        self._read_only = read_only
        self._data = self._load()

    def _load(self) -> _Raw:
        payload = self._read()
        if payload is None:
            return {}
        try:
            data = json.loads(payload.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise DeskDamaged(
                f"{self._path} is damaged: JSON was expected, but {_brief(error)}. It was left as it is. "
                "Keep a copy of it and put a good copy in its place, or name another desk with --desk."
            ) from None
        if not isinstance(data, dict) or not all(isinstance(table, dict) for table in data.values()):
            raise DeskDamaged(
                f"{self._path} is not a newsdesk file: it holds no tables. It was left as it is. "
                "Name another desk with --desk."
            )
        return data

    def _read(self) -> bytes | None:
        """The file's bytes; None when there is none."""
        # Not blocking: what stands there may be a pipe, which would wait for a writer.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
        try:
            descriptor = os.open(self._path, flags)
            try:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise DeskForbidden(
                        f"{self._path} is no regular file, and the desk's file must be one. "
                        "Move it away, or name another desk with --desk."
                    )
                with os.fdopen(descriptor, "rb", closefd=False) as file:
                    return file.read()
            finally:
                os.close(descriptor)
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise DeskForbidden(
                    f"{self._path} is a symbolic link; the desk's file must be a file of its own. "
                    "Move the real file there."
                ) from None
            raise DeskForbidden(
                f"The desk's file {self._path} cannot be read ({error.strerror}). "
                "Check its owner and permissions, or name another desk with --desk."
            ) from None

    def save(self, data: _Raw) -> None:
        """Write aside, sync, rename, sync the folder."""
        if self._read_only:
            raise SaveFailed("This desk was opened for reading only, so the change was not made.")
        try:
            self._replace(data)
            try:
                sync_folder(self._path.parent)
            except BaseException:
                self._put_back()
                raise
        except (OSError, ValueError) as error:
            with contextlib.suppress(OSError):
                self._aside.unlink()
            reason = getattr(error, "strerror", None) or _brief(error)
            advice = (
                "Free some space and try again"
                if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
                else "Check the disk and the folder's permissions, and try again"
            )
            raise SaveFailed(
                f"Not saved: {self._path} could not be written ({reason}). "
                f"The desk is as it was before. {advice}."
            ) from None

    def _replace(self, data: _Raw) -> None:
        payload = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        with contextlib.suppress(FileNotFoundError):
            self._aside.unlink()
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(self._aside, flags, 0o600), "wb") as file:
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        self._aside.replace(self._path)

    def _put_back(self) -> None:
        """The new file stands there, but whether it stays is not sure: the old one again, as in memory."""
        with contextlib.suppress(OSError, ValueError):
            if self._data:
                self._replace(self._data)
            else:
                self._path.unlink()


class Tables:
    """The desk's documents by table and key, kept in TinyDB tables.

    A document's key is its `id` (for texts, the article's); TinyDB's own document numbers only
    keep the order in which things came, and are never used twice.
    """

    def __init__(self, storage: MemoryStorage) -> None:
        self._storage = storage
        self._db = TinyDB(storage=lambda: storage)
        self._numbers: dict[tuple[str, str], int] = {}
        try:
            self._look_through()
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise DeskDamaged(
                f"The desk's file holds something else than a desk ({type(error).__name__}: {error}). "
                "It was left as it is. Put a good copy of desk.json in its place, or name another desk with --desk."
            ) from None

    def _look_through(self) -> None:
        meta = self._meta()
        self.is_new = not meta
        schema = meta.get("schema", SCHEMA)
        if not isinstance(schema, int) or schema > SCHEMA:
            raise DeskTooNew(
                f"This desk is of version {schema}, and this newsdesk reads up to version {SCHEMA}. "
                "Install a newer newsdesk to open it."
            )
        self._next = meta.get("next", 1)
        if not isinstance(self._next, int):
            raise TypeError("the next number is no number")
        for name, texts in _TEXTS.items():
            for document in self._db.table(name, cache_size=0):
                for field in texts:
                    if not isinstance(document[field], str):
                        raise TypeError(f"{field} in {name} is no text")
                self._numbers[name, document["id"]] = document.doc_id

    def _meta(self) -> Mapping[str, Any]:
        return next(iter(self._db.table(_META, cache_size=0)), {})

    def documents(self, table: str) -> list[Document]:
        """All documents of a table, in the order in which they first came."""
        return sorted(iter(self._db.table(table, cache_size=0)), key=_number)

    def keys(self, table: str) -> list[str]:
        """The keys of a table's documents, in the order in which they first came."""
        return [document["id"] for document in self.documents(table)]

    def get(self, table: str, key: str) -> Mapping[str, Any] | None:
        """One document, or None."""
        number = self._numbers.get((table, key))
        if number is None:
            return None
        found = self._db.table(table, cache_size=0).get(doc_id=number)
        return found if isinstance(found, Document) else None

    def apply(self, ops: Iterable[Op]) -> None:
        """Make the steps of one change, all or none; durable when it returns. Raises SaveFailed."""
        last: dict[str, dict[str, dict[str, Any] | None]] = {}
        for op in ops:
            last.setdefault(op.table, {})[op.key] = op.after
        numbers, upcoming = dict(self._numbers), self._next
        with self._storage.transaction():
            for name, documents in last.items():
                table = self._db.table(name, cache_size=0)
                here = {document.doc_id for document in table}
                for key in documents:
                    if (name, key) not in numbers or (name in _LAST and numbers[name, key] not in here):
                        numbers[name, key] = upcoming
                        upcoming += 1
                table.remove(doc_ids=[n for key in documents if (n := numbers[name, key]) in here])
                table.insert_multiple(
                    Document(document, doc_id=numbers[name, key])
                    for key, document in documents.items()
                    if document is not None
                )
            meta = self._db.table(_META, cache_size=0)
            meta.truncate()
            meta.insert(Document({"id": _META, "schema": SCHEMA, "next": upcoming}, doc_id=1))
        self._numbers, self._next, self.is_new = numbers, upcoming, False


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _number(document: Document) -> int:
    return document.doc_id


def _brief(error: BaseException) -> str:
    return str(error).split(":", 1)[0][:80] or type(error).__name__
