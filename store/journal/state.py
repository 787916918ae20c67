"""What the changes add up to: tables of documents, kept as JSON and decoded when asked for."""

from __future__ import annotations

import io
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import orjson

from store.errors import DeskDamaged
from store.journal.record import loads
from store.model import Op

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["ARTICLES", "NOTES", "SCHEMA", "Documents", "State", "Step", "shaped"]

NOTES: Final = ("annotations", "links", "tags", "state", "meta")
"""The tables of `notes/`: small, and what nobody could write again."""
ARTICLES: Final = ("articles",)
"""The tables of `articles/`."""

SCHEMA: Final = 3
"""Version of the layout; 1 was one file, desk.json; 2 had no links, and no notes on articles themselves."""

STEPS: Final = 1_000
"""How many changes before a checkpoint are kept at hand for undo; those before it are read when wanted."""

_META: Final = "meta"
_TABLES: Final = frozenset((*NOTES[:-1], *ARTICLES))
_GROUPS: Final = {"annotations": "article"}
_KEY: Final = re.compile(rb'\{"id":"([^"\\]*)"')
_KEY_AND_ARTICLE: Final = re.compile(rb'\{"id":"([^"\\]*)","article":"([^"\\]*)"')
_ROW: Final = re.compile(rb'"(\d+)":(\{"id":"([^"\\]*)".*\}),?\n')
"""A row of a snapshot, as this desk writes it: a document's number, its JSON, its key."""
_ONLY_ARTICLES: Final = b'{"articles":{\n"', b"\n}}\n"
_ROWS: Final = 5_000  # documents of a snapshot that are read at once
_PLAIN: Final = re.compile(r"[\w-]+", re.ASCII)  # a key that stands in JSON as it is


class _Keys(Collection[str]):
    """The keys of a table, in no order; to ask for one of them reads no others."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._documents.raw_of(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents.numbers)

    def __len__(self) -> int:
        return len(self._documents.numbers)


class Documents:
    """One table: JSON by document number, in the order of numbers. Keys are the documents' `id`.

    Of a large one that was read from a snapshot, documents are told apart as late as may be: one of them can
    be asked for by its key before that.
    """

    def __init__(self, group: str | None = None) -> None:
        self._numbers: dict[str, int] = {}
        self._raw: dict[int, bytes] = {}
        self._unread = b""  # the snapshot, from `_at` on
        self._at = 0
        self.ids: Collection[str] = _Keys(self)
        """The keys, in no order."""
        self._last = 0
        self._sorted = True
        self._group = group
        self.groups: dict[str, dict[int, None]] = {}
        """Numbers of the documents of each group (for annotations, of each article)."""

    def read_later(self, snapshot: bytes) -> None:
        """Take over the rows of a snapshot that has this table only, without looking at them yet."""
        self._unread, self._at = snapshot, snapshot.index(b"\n") + 1

    def read_on(self, most: int = _ROWS) -> bool:
        """Read some more rows of the snapshot; whether there are others left. Raises DeskDamaged."""
        for _ in range(most):
            row = _ROW.match(self._unread, self._at)
            if row is not None:
                number, raw, key = int(row[1]), row[2], row[3].decode()
                self._at = row.end()
                if number <= self._last:
                    self._sorted = False
                else:
                    self._last = number
                self._raw[number] = raw
                self._numbers[key] = number
                continue
            end = self._unread.find(b"\n", self._at) + 1
            line = self._unread[self._at : end].rstrip(b"\n")
            unread, self._unread = self._unread, b""
            if not line[1:2].isdigit():
                break
            try:
                self.put(*_row_of(line))  # as others write them
                self._at = end
            except (ValueError, KeyError, TypeError) as error:
                raise DeskDamaged(
                    f"The desk holds an article that cannot be read ({type(error).__name__}: {error}). "
                    "It was left as it is. `newsdesk doctor` says what can be done."
                ) from None
            finally:
                self._unread = unread  # else those behind it would count as gone
        return bool(self._unread)

    def _all(self) -> dict[int, bytes]:
        while self.read_on():
            pass
        return self._raw

    @property
    def numbers(self) -> dict[str, int]:
        """Document number by key."""
        self._all()
        return self._numbers

    def __len__(self) -> int:
        return len(self._all())

    def __contains__(self, number: object) -> bool:
        return number in self._all()

    def __iter__(self) -> Iterator[int]:
        """Document numbers, rising."""
        self._sort()
        return iter(self._raw)

    def _sort(self) -> None:
        self._all()
        if not self._sorted:
            self._raw = dict(sorted(self._raw.items()))
            self._numbers = dict(sorted(self._numbers.items(), key=itemgetter(1)))
            self._sorted = True

    def raw(self, number: int) -> bytes | None:
        """The JSON of a document."""
        return self._all().get(number)

    def get(self, number: int) -> dict[str, Any] | None:
        """A document, made anew at each call."""
        raw = self.raw(number)
        return None if raw is None else orjson.loads(raw)

    def raw_of(self, key: str) -> bytes | None:
        """The JSON of a document by its key."""
        number = self._numbers.get(key)
        if number is None and self._unread and _PLAIN.fullmatch(key):
            at = self._unread.find(b':{"id":"%b"' % key.encode(), self._at)
            row = _ROW.match(self._unread, self._unread.rfind(b"\n", 0, at) + 1) if at >= 0 else None
            if row is not None and row[3] == key.encode():
                return row[2]
        if number is None:
            number = self.numbers.get(key)
        return None if number is None else self._raw.get(number)

    def by_key(self, key: str) -> dict[str, Any] | None:
        """A document by its key."""
        raw = self.raw_of(key)
        return None if raw is None else orjson.loads(raw)

    def items(self) -> Iterator[tuple[int, bytes]]:
        """Numbers and JSON, rising."""
        self._sort()
        return iter(self._raw.items())

    def keys(self) -> list[str]:
        """The documents' keys, in the order of their numbers."""
        self._sort()
        return list(self.numbers)

    def members(self, group: str) -> Collection[int]:
        """Numbers of the documents of one group (for annotations, of one article)."""
        return self.groups.get(group, ())

    def put(self, number: int, raw: bytes, names: tuple[str, str | None] | None = None) -> None:
        """Set a document, with its `names` where they are known. Raises as those do."""
        key, group = names or self.names(raw)
        if number in self._all():
            if self.names(self._raw[number]) == (key, group):
                self._raw[number] = raw
                return
            self.drop(number)
        if number < self._last:
            self._sorted = False
        else:
            self._last = number
        self._raw[number] = raw
        self._numbers[key] = number
        if group is not None:
            self.groups.setdefault(group, {})[number] = None

    def drop(self, number: int) -> None:
        """Take a document away, if it is there."""
        raw = self._all().pop(number, None)
        if raw is None:
            return
        key, group = self.names(raw)
        if self._numbers.get(key) == number:
            del self._numbers[key]
        if group is not None:
            self.groups.get(group, {}).pop(number, None)

    def names(self, raw: bytes) -> tuple[str, str | None]:
        """Key and group of a document. Raises ValueError, KeyError, TypeError where it is none."""
        # As this desk writes them; what others wrote is decoded.
        found = (_KEY_AND_ARTICLE if self._group else _KEY).match(raw)
        if found is not None:
            return found[1].decode(), found[2].decode() if self._group else None
        document = orjson.loads(raw)
        key, group = document["id"], document[self._group] if self._group else None
        if not isinstance(key, str) or (self._group and not isinstance(group, str)):
            raise TypeError("a document's id is no text")
        return key, group


def _row_of(line: bytes) -> tuple[int, bytes]:
    """Number and JSON of a document from its row in a snapshot. Raises ValueError."""
    quote = line.index(b'"', 1)
    return int(line[1:quote]), line[quote + 2 :].removesuffix(b",")


@dataclass(slots=True)
class Step:
    """A change that undo can take back, or redo make again."""

    id: str
    parts: list[tuple[int, int]]
    """Where its records are: generation and sequence number of each."""


@dataclass(slots=True)
class State:
    """Tables, the sequence number of the last change in them, and what undo and redo would do."""

    tables: dict[str, Documents] = field(
        default_factory=lambda: {name: Documents(_GROUPS.get(name)) for name in (*NOTES[:-1], *ARTICLES)}
    )
    n: int = 0
    next: int = 1
    """The next document number; none is used twice."""
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    trimmed: bool = False
    """Whether there are changes to undo before those in `done`."""

    def follow(self, record: Mapping[str, Any], generation: int) -> list[Op]:
        """Take a record's change over; its steps. Raises ValueError, KeyError, TypeError where it is none."""
        _check(record)
        ops = []
        highest = 0
        for name, number, key, _before, after in record["ops"]:
            table = self.tables[name]
            ops.append(Op(name, key, table.get(number), after, number))
            if after is None:
                table.drop(number)
            else:
                table.put(number, orjson.dumps(after))
            highest = max(highest, number)
        self.count(record, generation, highest)
        return ops

    def count(self, record: Mapping[str, Any], generation: int, highest: int) -> None:
        """The same, where the tables have the change already."""
        self.n = record["n"]
        self.next = max(self.next, highest + 1)
        action, name = record["do"], record.get("id")
        if action == "undo":
            if self.done and self.done[-1].id == name:
                self.undone.append(self.done.pop())
        elif action == "redo":
            if self.undone and self.undone[-1].id == name:
                self.done.append(self.undone.pop())
        elif name is not None:
            self.undone.clear()
            if self.done and self.done[-1].id == name:
                self.done[-1].parts.append((generation, self.n))
            else:
                self.done.append(Step(name, [(generation, self.n)]))

    def snapshot(self, names: Iterable[str]) -> bytes:
        """Some tables as JSON that a plain TinyDB opens: a line a document."""
        parts = []
        for name in names:
            if name == _META:
                rows = [b'"1":' + orjson.dumps(self._meta())]
            else:
                rows = [b'"%d":%b' % item for item in self.tables[name].items()]
            parts.append(b'"%b":{\n%b\n}' % (name.encode(), b",\n".join(rows)))
        return b"{" + b",".join(parts) + b"}\n"

    def load(self, data: bytes) -> None:
        """Take over what `snapshot` wrote. Raises ValueError, KeyError, TypeError where it is not that."""
        table: Documents | None = None
        if data.startswith(_ONLY_ARTICLES[0]) and data.endswith(_ONLY_ARTICLES[1]):
            self.tables[ARTICLES[0]].read_later(data)
            return
        for line in io.BytesIO(data):
            line = line.rstrip(b"\n")  # noqa: PLW2901  # not split at once: that would be a second copy of all
            if line[1:2].isdigit():
                number, raw = _row_of(line)
                if table is None:
                    self._take_meta(orjson.loads(raw))
                else:
                    table.put(number, raw)
            elif line.endswith(b":{"):
                name = line[line.index(b'"') + 1 : -3].decode()
                table = None if name == _META else self.tables[name]

    def _meta(self) -> dict[str, Any]:
        def steps(found: list[Step]) -> list[Any]:
            return [[step.id, step.parts] for step in found[-STEPS:]]

        return {
            "id": _META,
            "schema": SCHEMA,
            "n": self.n,
            "next": self.next,
            "done": steps(self.done),
            "undone": steps(self.undone),
            "trimmed": self.trimmed or len(self.done) > STEPS,
        }

    def _take_meta(self, meta: Mapping[str, Any]) -> None:
        def steps(found: list[Any]) -> list[Step]:
            return [Step(name, [(generation, n) for generation, n in parts]) for name, parts in found]

        self.n, self.next = int(meta["n"]), int(meta["next"])
        self.done, self.undone = steps(meta["done"]), steps(meta["undone"])
        self.trimmed = bool(meta["trimmed"])


def _check(record: Mapping[str, Any]) -> None:
    """Raise ValueError, KeyError, TypeError where a record is not one of this layout."""
    for name, kind in (("n", int), ("do", str), ("at", str), ("by", str), ("ops", list)):
        if not isinstance(record[name], kind):
            raise TypeError(f"{name} is of another kind")
    if not isinstance(record.get("id", ""), str):
        raise TypeError("id is of another kind")
    for table, number, key, before, after in record["ops"]:
        if not isinstance(key, str) or not isinstance(number, int) or table not in _TABLES:
            raise TypeError("a step is of another kind")
        if not all(document is None or isinstance(document, dict) for document in (before, after)):
            raise TypeError("a document is of another kind")


def shaped(payload: bytes) -> dict[str, Any] | None:
    """A record that verified, if it is one of this layout."""
    try:
        record = loads(payload)
        _check(record)
    except (ValueError, KeyError, TypeError):
        return None
    return record
