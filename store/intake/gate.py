"""The gate for a source's text: clean, and an account of what did not pass."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from store.text import HOSTILE, clean

__all__ = ["Admitted", "admit", "counted"]

# In HOSTILE too, but `clean` turns them into line ends: nothing is lost with them.
_LINE_ENDS: Final = ("\r", "\x0b", "\x0c", "\x85")
_BOM: Final = "\ufeff"
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


class Admitted(NamedTuple):
    """Clean text, and one sentence for each kind of loss."""

    text: str
    losses: tuple[str, ...]


def admit(text: str) -> Admitted:
    """Pass a text through `store.text.clean`, saying what it dropped beyond line ends, NFC and a leading BOM."""
    losses = []
    hidden = len(HOSTILE.findall(text)) - sum(map(text.count, _LINE_ENDS)) - text.startswith(_BOM)
    if hidden:
        losses.append(
            f"{counted(hidden, 'hidden or control character was', 'hidden or control characters were')} dropped."
        )
    if lone := len(_SURROGATES.findall(text)):
        losses.append(
            f"{counted(lone, 'half of a surrogate pair', 'halves of surrogate pairs')} became U+FFFD."
        )
    return Admitted(clean(text), tuple(losses))


def counted(number: int, one: str, many: str) -> str:
    """Put a number before its noun: `1 byte`, `2,000 bytes`."""
    return f"{number:,} {one if number == 1 else many}"
