"""A line of a text around one of its places."""

from __future__ import annotations

import re
from typing import Final

from store.model import Span

__all__ = ["snippet"]

_SPACE: Final = re.compile(r"\s+")
_MARK: Final = "…"
_REACH: Final = 4
"""How many widths of text are looked at on each side: white space shrinks to single spaces."""
_WORD: Final = 16
"""Code points given up at most so that the line begins and ends with a whole word."""
_LEAST: Final = 8


def snippet(text: str, span: Span, width: int = 120) -> tuple[str, Span]:
    """One line of at most `width` code points (at least 8) around `span`, and where that lies in it.

    White space is single spaces, `…` stands for what is cut off, at a space if one is near. A
    span that is not in the text is cut to it; one longer than the line is cut at its end.
    """
    width = max(width, _LEAST)
    start = min(max(span.start, 0), len(text))
    end = min(max(span.end, start), len(text))
    reach = _REACH * width
    inside = _SPACE.sub(" ", text[start : min(end, start + reach)])
    left = _SPACE.sub(" ", text[max(start - reach, 0) : start])
    right = _SPACE.sub(" ", text[end : end + reach])
    if len(inside) > width - 2 or end > start + reach:
        inside, right = inside[: width - 2].rstrip() + _MARK, ""
    room = width - len(inside)
    left = _last(left.lstrip(), max(room - len(right), room // 2), more=start > reach)
    right = _first(right.rstrip(), room - len(left), more=bool(right) and end + reach < len(text))
    return left + inside + right, Span(len(left), len(left) + len(inside))


def _first(line: str, room: int, *, more: bool) -> str:
    """The beginning of a line, within `room`."""
    if len(line) <= room - more:
        return line + _MARK * more
    if room <= 0:
        return ""
    line = line[: room - 1]
    space = line.rfind(" ")
    return (line[:space] if space >= len(line) - _WORD and space > 0 else line).rstrip() + _MARK


def _last(line: str, room: int, *, more: bool) -> str:
    """The end of a line, within `room`."""
    if len(line) <= room - more:
        return _MARK * more + line
    if room <= 0:
        return ""
    line = line[len(line) - room + 1 :]
    space = line.find(" ")
    return _MARK + (line[space + 1 :] if 0 <= space < min(_WORD, len(line) - 1) else line).lstrip()
