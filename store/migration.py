"""Desks of an earlier layout: version 1 kept everything in one file, desk.json, replaced whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from store import records
from store.disk import MemoryDisk
from store.errors import DeskDamaged, DeskForbidden, DeskTooNew
from store.journal import Entry, Journal
from store.model import Op
from store.storage import Tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.disk import Disk

__all__ = ["FILE", "KEPT", "in_memory", "old_desk", "take_over"]

FILE: Final = "desk.json"
KEPT: Final = "desk.json.version-1"
"""The name under which the old file stays: the copy from before the migration."""

_OLD: Final = 1
_Tables = dict[str, dict[str, dict[str, Any]]]


def old_desk(disk: Disk) -> _Tables | None:
    """The tables of a desk of version 1; None where there is none to migrate. Raises DeskDamaged, DeskTooNew."""
    try:
        if disk.size(FILE) is None:
            return None
        data = json.loads(disk.read(FILE).decode("utf-8"))
        if not isinstance(data, dict) or not all(isinstance(table, dict) for table in data.values()):
            raise TypeError("it holds no tables")  # noqa: TRY301  # told as the others are
        tables: _Tables = data
        schema = tables.get("meta", {"1": {"schema": _OLD}})["1"]["schema"]
    except OSError as error:
        raise DeskForbidden(
            f"The desk's file {FILE} cannot be read ({error.strerror}). "
            "Check its owner and permissions, or name another desk with --desk."
        ) from None
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError) as error:
        raise DeskDamaged(
            f"{FILE}, a desk of an earlier version, is damaged ({type(error).__name__}). It was left as it is. "
            "Put a good copy in its place, or move it away and begin a new desk."
        ) from None
    if not isinstance(schema, int) or schema > _OLD:
        raise DeskTooNew(
            f"{FILE} is of version {schema}, and this newsdesk reads such files of version {_OLD}. "
            "Install a newer newsdesk to open it."
        )
    return tables


def in_memory(tables: _Tables) -> Journal:
    """A journal that holds an old desk for reading; nothing is written anywhere."""
    journal = Journal(MemoryDisk())
    with journal.transaction():
        _fill(journal, tables, "migration")
    journal.read_only = True
    return journal


def take_over(journal: Journal, tables: _Tables, by: str) -> None:
    """Bring an old desk into the journal, as one change; the old file stays under another name.

    Raises SaveFailed, DeskLocked, DeskDamaged.
    """
    with journal.transaction():
        if journal.disk.size(FILE) is None:  # another newsdesk did it meanwhile
            return
        if journal.state.n == 0:  # else it came this far before, and was stopped
            _fill(journal, tables, by)
            journal.recovery.append(
                f"This desk was of an earlier version and was brought to the present one. The old file is {KEPT}."
            )
        journal.disk.replace(FILE, KEPT)
        journal.disk.sync_folder("")


def _text(value: Any) -> str:  # noqa: ANN401  # whatever stands there
    if not isinstance(value, str):
        raise TypeError("a text is none")
    return value


def _state(document: dict[str, Any]) -> None:
    _text(document["id"])


_SHAPES: Final[dict[str, Callable[[dict[str, Any]], object]]] = {
    "articles": records.article,
    "annotations": records.annotation,
    "tags": lambda document: records.tag(document, 1),
    "state": _state,
}


def _fill(journal: Journal, tables: _Tables, by: str) -> None:
    """Within a transaction of the journal."""
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        texts = {document["id"]: document["text"] for document in tables.get("texts", {}).values()}
        rows = [
            (name, int(number), document)
            for name in ("articles", "annotations", "tags", "state")
            for number, document in tables.get(name, {}).items()
        ]
        rows.sort(key=lambda row: row[1])
        articles = [document for name, _, document in rows if name == "articles"]
        written = [(document["id"], _text(texts[document["id"]])) for document in articles]
        for name, _, document in rows:
            _SHAPES[name](document)
        for document, ref in zip(articles, journal.append_texts(written), strict=True):
            document["text"] = list(ref)
        ops = [Op(name, document["id"], None, document, number) for name, number, document in rows]
        upcoming = tables.get("meta", {}).get("1", {}).get("next", 1)
        journal.state.next = max(journal.state.next, int(upcoming))
        Tables(journal).apply(ops, Entry("migrate", None, at, by))
        journal.fold()  # the next number is kept in snapshots
    except (KeyError, TypeError, ValueError, AttributeError, DeskDamaged) as error:
        raise DeskDamaged(
            f"{FILE}, a desk of an earlier version, holds something else than a desk "
            f"({type(error).__name__}: {error}). It was left as it is."
        ) from None
