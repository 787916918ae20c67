"""A terminal that answers the queries that programs send at their start, as a real one does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Answering"]

# Modes (DECRQM), device attributes (DA1, DA2), status and cursor position (DSR), XTVERSION, the flags of kitty's
# keys, colours (OSC 10 and 11).
_ASKED: Final = re.compile(
    rb"\x1b\[\?(?P<mode>\d+)\$p|\x1b\[(?P<first>0?c)|\x1b\[(?P<second>>0?c)|\x1b\[(?P<status>5n)"
    rb"|\x1b\[(?P<place>6n)|\x1b\[(?P<version>>0?q)|\x1b\[(?P<keys>\?u)|\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)"
)
_KNOWN: Final = frozenset((b"2026", b"2004", b"1004", b"25"))
_ANSWERS: Final = {
    "first": b"\x1b[?62;22c",
    "second": b"\x1b[>1;10;0c",
    "status": b"\x1b[0n",
    "place": b"\x1b[1;1R",
    "version": b"\x1bP>|bench(1)\x1b\\",
    "keys": b"\x1b[?0u",
}
_COLOURS: Final = {b"10": b"dddd/dddd/dddd", b"11": b"1111/1111/1111"}
_LONGEST: Final = 32  # bytes of a query, which may come in two pieces


class Answering(Terminal):
    """Draws nothing; answers at once."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], *, columns: int, rows: int
    ) -> None:
        self._rest = b""
        super().__init__(command, environment, columns=columns, rows=rows, draw=False)

    def _read(self, timeout: float) -> bool:
        found = super()._read(timeout)
        if found:
            data = self._rest + self.chunks[-1][1]
            end = 0
            for asked in _ASKED.finditer(data):
                end = asked.end()
                self.send(_answer(asked))
            self._rest = data[max(end, len(data) - _LONGEST) :]
        return found


def _answer(asked: re.Match[bytes]) -> bytes:
    kind = asked.lastgroup or ""
    if kind == "mode":
        return b"\x1b[?%b;%d$y" % (asked["mode"], 2 if asked["mode"] in _KNOWN else 0)
    if kind == "colour":
        return b"\x1b]%b;rgb:%b\x1b\\" % (asked["colour"], _COLOURS[asked["colour"]])
    return _ANSWERS[kind]
