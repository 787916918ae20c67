"""The lines of a text as spans, without their line ends and the white space around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["lines_of", "touches"]


def lines_of(text: str) -> Iterator[Span]:
    """Each line that holds more than white space, as it is asked for."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        line = text[start:end]
        if content := line.strip():
            begin = start + line.index(content[0])
            yield Span(begin, begin + len(content))
        start = end + 1


def touches(line: Span, spans: tuple[Span, ...]) -> bool:
    """Whether any of the spans has a character in common with the line."""
    return any(span.start < line.end and line.start < span.end for span in spans)
