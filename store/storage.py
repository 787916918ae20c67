"""The desk's tables: TinyDB over the journal.

`JournalStorage` and `JournalTable` give TinyDB's own API a bottom that writes each change once, as one
record, and reads documents when they are asked for. What TinyDB's calls change within one `transaction`
is one change. The query cache of TinyDB is off: it hands out documents that callers could alter.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, Final

import orjson
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from store.journal.journal import RawOp
from store.model import Op

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from store.journal import Documents, Entry, Journal

__all__ = ["JournalStorage", "JournalTable", "Tables"]

# What comes back goes to its old place, but a tag to the end: the numbers of the others stay.
_LAST: Final = frozenset({"tags"})

_Staged = dict[str, dict[int, dict[str, Any] | None]]


class JournalStorage(Storage):
    """TinyDB storage over the journal. Changes are taken within a `transaction` only."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._staged: _Staged | None = None

    def read(self) -> dict[str, dict[str, Any]]:
        """All tables, as TinyDB's own storages give them; `JournalTable` reads less."""
        return {
            name: {str(number): orjson.loads(raw) for number, raw in documents.items()}
            for name, documents in self.journal.state.tables.items()
        }

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Not how this storage is written to."""
        del data
        raise NotImplementedError("the desk's tables are changed within a transaction")

    def documents(self, table: str) -> Documents:
        """The documents of a table. Raises KeyError."""
        return self.journal.state.tables[table]

    @contextlib.contextmanager
    def transaction(self, entry: Entry, *, lean: bool = False) -> Iterator[None]:
        """What TinyDB calls change inside is one change, durable when the block ends. Raises SaveFailed."""
        staged = self._staged = {}
        try:
            yield
        finally:
            self._staged = None
        ops = [op for table, changes in staged.items() for op in self._ops(table, changes)]
        if ops:
            self.journal.append(entry, ops, lean=lean)

    def _ops(self, table: str, changes: dict[int, dict[str, Any] | None]) -> Iterator[RawOp]:
        documents = self.documents(table)
        for number, document in changes.items():
            before = documents.raw(number)
            after = None if document is None else orjson.dumps(document)
            if after != before:  # TinyDB also hands over what it only looked at
                key = (document or documents.get(number) or {})["id"]
                yield RawOp(table, number, key, before, after)

    def changed(self, table: str) -> dict[int, dict[str, Any] | None]:
        """What the transaction, if there is one, has changed in a table so far; to look at."""
        return {**(self._staged or {}).get(table, {})}

    def staged(self, table: str) -> dict[int, dict[str, Any] | None]:
        """What this transaction has changed in a table so far."""
        if self._staged is None:
            raise RuntimeError("the desk's tables are changed within a transaction")
        return self._staged.setdefault(table, {})


class _Read(Mapping[str, Any]):
    """A table as TinyDB reads it: documents by their number as a text, decoded one at a time."""

    def __init__(self, documents: Mapping[int, dict[str, Any]]) -> None:
        self._documents = documents

    def __getitem__(self, number: str) -> dict[str, Any]:
        return self._documents[int(number)]

    def __iter__(self) -> Iterator[str]:
        return map(str, self._documents)

    def __len__(self) -> int:
        return len(self._documents)


class _Written(MutableMapping[int, dict[str, Any]]):
    """A table with what a transaction has changed in it: only that is kept."""

    def __init__(self, documents: Documents, changes: dict[int, dict[str, Any] | None]) -> None:
        self._documents = documents
        self._changes = changes

    def __getitem__(self, number: int) -> dict[str, Any]:
        if number in self._changes:
            found = self._changes[number]
        else:
            found = self._documents.get(number)
            if found is not None:
                self._changes[number] = found  # TinyDB changes it in place
        if found is None:
            raise KeyError(number)
        return found

    def __setitem__(self, number: int, document: dict[str, Any]) -> None:
        self._changes[number] = document

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._changes[number] = None

    def __contains__(self, number: object) -> bool:
        if number in self._changes:
            return self._changes[number] is not None
        return number in self._documents

    def __iter__(self) -> Iterator[int]:
        here = [number for number in self._documents if self._changes.get(number, self) is not None]
        return iter(
            [*here, *(n for n, d in self._changes.items() if d is not None and n not in self._documents)]
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)


class JournalTable(Table):
    """A TinyDB table over the journal."""

    default_query_cache_capacity = 0

    @property
    def _journal_storage(self) -> JournalStorage:
        storage = self._storage
        if not isinstance(storage, JournalStorage):
            raise TypeError("a JournalTable lies on a JournalStorage")
        return storage

    def _read_table(self) -> Any:  # noqa: ANN401  # TinyDB says dict, and uses it as a mapping
        storage = self._journal_storage
        return _Read(_Written(storage.documents(self.name), storage.changed(self.name)))

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        storage = self._journal_storage
        updater(_Written(storage.documents(self.name), storage.staged(self.name)))

    def _get_next_id(self) -> int:
        state = self._journal_storage.journal.state
        staged = self._journal_storage.staged(self.name)
        return max(state.next, *(number + 1 for number in staged), 0)

    def replace(self, documents: Mapping[int | None, dict[str, Any] | None]) -> None:
        """Set documents by their numbers, or take them away where they are None: what the desk itself calls.

        TinyDB would copy each of them twice.
        """
        staged = self._journal_storage.staged(self.name)
        staged.update((number, document) for number, document in documents.items() if number is not None)


class _Database(TinyDB):
    table_class = JournalTable

    def table(self, name: str, **options: Any) -> JournalTable:  # noqa: ANN401  # TinyDB's form
        """A table of the kind that this database has."""
        found = super().table(name, **options)
        if not isinstance(found, JournalTable):
            raise TypeError("this database has tables over a journal only")
        return found


class Tables:
    """The desk's documents by table and key, and the one way in which they change."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._storage = JournalStorage(journal)
        self.database = _Database(storage=lambda: self._storage)

    def of(self, table: str) -> Documents:
        """The documents of a table, for reading."""
        return self._storage.documents(table)

    def get(self, table: str, key: str) -> dict[str, Any] | None:
        """One document, or None."""
        return self.of(table).by_key(key)

    def keys(self, table: str) -> list[str]:
        """The keys of a table's documents, in the order in which they first came."""
        return self.of(table).keys()

    def apply(self, ops: Iterable[Op], entry: Entry, *, lean: bool = False) -> list[Op]:
        """Make the steps of one change, all or none; durable when it returns. Raises SaveFailed.

        Returns the steps with their documents' numbers. Whoever calls is in a journal's transaction.
        """
        upcoming = self.journal.state.next
        last: dict[tuple[str, str], Op] = {}
        for op in ops:
            here = self.of(op.table).numbers.get(op.key)
            number = here if here is not None else op.number
            if number is None or (here is None and (op.table in _LAST or number in self.of(op.table))):
                number = upcoming
                upcoming += 1
            before = last.get((op.table, op.key))
            if before is not None and before.number is not None:
                number = before.number
            last[op.table, op.key] = Op(op.table, op.key, op.before, op.after, number)
        made = list(last.values())
        with self._storage.transaction(entry, lean=lean):
            for name in dict.fromkeys(op.table for op in made):
                table = self.database.table(name, cache_size=0)
                table.replace({op.number: op.after for op in made if op.table == name})
        return made
