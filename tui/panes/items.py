"""Lists in a note while it is written: what enter, tab and shift+tab do to an item. Pure functions of a line."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["Step", "after_enter", "is_item", "shifted"]

_ITEM: Final = re.compile(r"([ \t]*)(?:([-*+])|(\d{1,9})([.)]))([ \t]+)(\[[ xX]\][ \t]+)?")
_QUOTE: Final = re.compile(r"[ \t]*(?:>[ \t]?)+")


class Step(NamedTuple):
    """What enter does: the line before the cursor becomes `line`, and behind it comes `new`."""

    line: str
    new: str


def is_item(line: str) -> bool:
    """Whether a line is an item of a list."""
    return _ITEM.match(line) is not None


def after_enter(before: str, behind: str) -> Step | None:
    """Enter in an item, or in a quotation, goes on with it; an empty one goes a level out, or ends.

    `before` and `behind` are what the line has on both sides of the cursor; None where it is but a line break.
    """
    match = _ITEM.match(before) or _QUOTE.match(before)
    if match is None:
        return None
    if match.end() == len(before) and not behind.strip():
        return Step(shifted(before, -1) if match.re is _ITEM and match[1] else "", "")
    if match.re is _QUOTE:
        return Step(before, "\n" + match[0])
    indent, bullet, number, sign, space, box = match.groups()
    mark = bullet or f"{int(number) + 1}{sign}"
    return Step(before, f"\n{indent}{mark}{space}" + ("[ ] " if box else ""))


def shifted(line: str, by: int) -> str:
    """An item one level further in (`by` 1) or out (-1), as wide as its sign; what is no item stays."""
    match = _ITEM.match(line)
    if match is None:
        return line
    width = len(match[2] or match[3] + match[4]) + 1
    if by > 0:
        return " " * width + line
    indent = match[1].expandtabs(4)
    return indent[width:] + line[match.end(1) :]
