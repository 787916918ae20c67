"""Paragraphs: the lines of a text. Blank lines (no visible character) part them and are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from store.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["next_paragraph", "paragraph_at", "paragraphs", "previous_paragraph"]

_PARAGRAPH: Final = re.compile(r"^[^\S\n]*[^\s][^\n]*", re.MULTILINE)
_BLOCK: Final = 4096


def paragraphs(text: str) -> Iterator[Span]:
    """Every paragraph that is not blank, in order, without its line feed, with its indent."""
    return (Span(*match.span()) for match in _PARAGRAPH.finditer(text))


def paragraph_at(text: str, offset: int) -> Span:
    """Find the line that holds `offset`, blank or not, without its line feed.

    The offset of a line feed belongs to the line that it ends.
    """
    offset = max(0, min(offset, len(text)))
    end = text.find("\n", offset)
    return Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end)


def next_paragraph(text: str, offset: int) -> Span | None:
    """Find the first paragraph that starts after `offset` and is not blank."""
    match = _PARAGRAPH.search(text, paragraph_at(text, offset).end)
    return None if match is None else Span(*match.span())


def previous_paragraph(text: str, offset: int) -> Span | None:
    """Find the last paragraph before the line of `offset` that is not blank."""
    end = paragraph_at(text, offset).start
    while end > 0:
        start = max(0, end - _BLOCK)
        visible = len(text[start:end].rstrip())
        if visible:
            return paragraph_at(text, start + visible - 1)
        end = start
    return None
