"""What the changes add up to: tables of documents, kept as JSON and decoded when asked for."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import orjson

from store.journal.record import loads
from store.model import Op

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

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


class Documents:
    """One table: JSON by document number, in the order of numbers. Keys are the documents' `id`."""

    def __init__(self, group: str | None = None) -> None:
        self.numbers: dict[str, int] = {}
        """Document number by key."""
        self._raw: dict[int, bytes] = {}
        self._last = 0
        self._sorted = True
        self._group = group
        self.groups: dict[str, dict[int, None]] = {}
        """Numbers of the documents of each group (for annotations, of each article)."""

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, number: object) -> bool:
        return number in self._raw

    def __iter__(self) -> Iterator[int]:
        """Document numbers, rising."""
        self._sort()
        return iter(self._raw)

    def _sort(self) -> None:
        if not self._sorted:
            self._raw = dict(sorted(self._raw.items()))
            self.numbers = dict(sorted(self.numbers.items(), key=itemgetter(1)))
            self._sorted = True

    def raw(self, number: int) -> bytes | None:
        """The JSON of a document."""
        return self._raw.get(number)

    def get(self, number: int) -> dict[str, Any] | None:
        """A document, made anew at each call."""
        raw = self._raw.get(number)
        return None if raw is None else orjson.loads(raw)

    def by_key(self, key: str) -> dict[str, Any] | None:
        """A document by its key."""
        number = self.numbers.get(key)
        return None if number is None else self.get(number)

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
        if number in self._raw:
            if self.names(self._raw[number]) == (key, group):
                self._raw[number] = raw
                return
            self.drop(number)
        if number < self._last:
            self._sorted = False
        else:
            self._last = number
        self._raw[number] = raw
        self.numbers[key] = number
        if group is not None:
            self.groups.setdefault(group, {})[number] = None

    def drop(self, number: int) -> None:
        """Take a document away, if it is there."""
        raw = self._raw.pop(number, None)
        if raw is None:
            return
        key, group = self.names(raw)
        if self.numbers.get(key) == number:
            del self.numbers[key]
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
        for line in io.BytesIO(data):
            line = line.rstrip(b"\n")  # noqa: PLW2901  # not split at once: that would be a second copy of all
            if line[1:2].isdigit():
                quote = line.index(b'"', 1)
                raw = line[quote + 2 :].removesuffix(b",")
                if table is None:
                    self._take_meta(orjson.loads(raw))
                else:
                    table.put(int(line[1:quote]), raw)
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
