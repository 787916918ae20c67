"""One record of the journal: a line `checksum length json`.

The checksum is the CRC-32 of the JSON (zlib's, eight hexadecimal digits), the length its bytes. Line
breaks cannot stand inside JSON, so whatever is damaged, the next record can be found again.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Line", "decode", "encode", "lines", "loads"]

_CRC: Final = 8
_END: Final = b"\n"


class Line(NamedTuple):
    """A stretch of a log: a record, or bytes that are none."""

    start: int
    end: int
    payload: bytes | None
    """The JSON of the record; None for bytes that do not verify."""


def encode(payload: bytes) -> bytes:
    """The line of a record."""
    return b"%08x %d %b\n" % (zlib.crc32(payload), len(payload), payload)


def decode(line: bytes) -> bytes | None:
    """The JSON of a line with its line break; None when it does not verify."""
    if not line.endswith(_END) or line[_CRC : _CRC + 1] != b" ":
        return None
    gap = line.find(b" ", _CRC + 1)
    if gap < 0:
        return None
    payload = line[gap + 1 : -1]
    # The one way to write them: what differs from it is damaged, though the numbers be right.
    if line[: gap + 1] != b"%08x %d " % (zlib.crc32(payload), len(payload)):
        return None
    return payload


def lines(data: bytes, start: int = 0) -> Iterator[Line]:
    """All lines from an offset on; what follows the last line break is one as well."""
    size = len(data)
    while start < size:
        end = data.find(_END, start) + 1 or size
        yield Line(start, end, decode(data[start:end]))
        start = end


def loads(payload: bytes) -> dict[str, Any]:
    """The object of a record that verified. Raises ValueError, TypeError when it is none."""
    found = orjson.loads(payload)
    if not isinstance(found, dict):
        raise TypeError("a record is an object")
    return found
