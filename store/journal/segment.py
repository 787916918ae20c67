"""One generation of the journal, read from its two copies: what either has, once, in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from store.journal.record import lines, loads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.disk import Disk

__all__ = ["JOURNAL", "MIRROR", "Segment", "generations", "log", "read_segment", "serial"]

JOURNAL: Final = "journal"
MIRROR: Final = "mirror"

_NONE: Final[frozenset[int]] = frozenset()
_NAME: Final = re.compile(r"(\d{6,})\.(?:log|json)")
_SERIAL: Final = re.compile(rb'\{"n":(\d+),')


def log(folder: str, generation: int) -> str:
    """The path of a generation of the journal, or of its mirror."""
    return f"{folder}/{generation:06}.log"


def generations(names: Iterable[str]) -> set[int]:
    """The generations that file names speak of."""
    return {int(found[1]) for name in names if (found := _NAME.fullmatch(name))}


def serial(payload: bytes) -> int | None:
    """The sequence number of a record; None of a header."""
    found = _SERIAL.match(payload)
    return int(found[1]) if found else None


class Segment(NamedTuple):
    """What one generation holds."""

    header: dict[str, Any] | None
    records: list[tuple[int, bytes]]
    """Sequence number and JSON of each record, rising."""
    size: int | None
    """Bytes of the first copy; None when it is not there."""
    end: int
    """Where the first copy's last record ends."""
    damaged: int
    """Lines of the first copy that do not verify, though a record stands behind them or in the mirror."""
    restored: int
    """Records that only the mirror has."""
    torn: int
    """Bytes behind the first copy's last record: a change that was not finished when the writer died."""
    mirrored: bool
    """Whether the mirror is the same as the first copy, as far as was looked."""
    single: frozenset[int]
    """Sequence numbers of records that only one of the copies has: they may not be on disk yet."""


class _Copy(NamedTuple):
    header: dict[str, Any] | None
    records: dict[int, bytes]
    size: int | None
    end: int
    bad: int
    bad_inside: int


def _read(disk: Disk, path: str) -> _Copy:
    try:
        data = disk.read(path)
    except FileNotFoundError:
        return _Copy(None, {}, None, 0, 0, 0)
    header, records = None, {}
    end = bad = inside = 0
    for start, stop, payload in lines(data):
        number = None if payload is None else serial(payload)
        if payload is None or (number is None and start):
            bad += 1
            continue
        end, inside = stop, bad
        if number is None:
            header = _header(payload)
        else:
            records[number] = payload
    return _Copy(header, records, len(data), end, bad, inside)


def _header(payload: bytes) -> dict[str, Any] | None:
    """The first record of a generation; None where it is none, though it verified."""
    try:
        header = loads(payload)
        sizes = [[int(size), int(crc)] for size, crc in (header["snapshots"] or {}).values()]
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    known = all(isinstance(header.get(name), int) for name in ("schema", "after"))
    return header if known and len(sizes) == len(header["snapshots"] or ()) else None


def read_segment(disk: Disk, generation: int) -> Segment:
    """Read a generation; the mirror only where the first copy is not whole, or of another size.

    Raises OSError: a copy that is there and cannot be read may hold what the other has not yet.
    """
    first = _read(disk, log(JOURNAL, generation))
    sound = first.header is not None and not first.bad
    if sound and disk.size(log(MIRROR, generation)) == first.size:
        found = sorted(first.records.items())
        return Segment(first.header, found, first.size, first.end, 0, 0, 0, mirrored=True, single=_NONE)
    second = _read(disk, log(MIRROR, generation))
    only_there = second.records.keys() - first.records.keys()
    # Bytes at the end are a change that was never finished, unless the mirror knows what stood there.
    hurt = first.bad_inside if not only_there else first.bad
    if first.header is None and first.size is not None:
        hurt += 1
    return Segment(
        first.header or second.header,
        sorted({**second.records, **first.records}.items()),
        first.size,
        first.end,
        hurt,
        len(only_there),
        (first.size or 0) - first.end,
        mirrored=False,
        single=frozenset(first.records.keys() ^ second.records.keys()),
    )
