"""What kind of passage one is, and the passage of the same kind at another place: for repeating a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from store.model import Span
from store.units import next_sentence, next_word, paragraph_at, sentence_at, word_at, words
from tui.motions.objects import (
    Selection,
    a_quotation,
    inner_paragraph,
    inner_quotation,
    inner_sentence,
)

if TYPE_CHECKING:
    from tui.motions.objects import Object

__all__ = ["Like", "alike", "likeness"]

_LONG: Final = 4_000
"""A passage of more code points is not looked at, and counts for a sentence: a mark must not wait for this."""

_Unit: TypeAlias = Literal["sentence", "paragraph", "quotation", "quotation with its marks", "word"]
_UNITS: Final[tuple[_Unit, ...]] = ("paragraph", "quotation", "quotation with its marks")
_OBJECTS: Final[dict[_Unit, Object]] = {
    "sentence": inner_sentence,
    "paragraph": inner_paragraph,
    "quotation": inner_quotation,
    "quotation with its marks": a_quotation,
}


class Like(NamedTuple):
    """A kind of passage: so many of a unit."""

    unit: _Unit = "sentence"
    times: int = 1


def likeness(text: str, span: Span) -> Like:
    """Say what a passage is: whole sentences, a paragraph, a quotation; anything else is so many words."""
    if span.end - span.start > _LONG:
        return Like()
    count = _sentences(text, span)
    if count == 1:
        return Like()
    start, end = paragraph_at(text, span.start)
    for unit in _UNITS if end - start <= _LONG else ():
        if alike(text, span.start, Like(unit)) == span:
            return Like(unit)
    return Like("sentence", count) if count else Like("word", max(sum(1 for _ in words(text, *span)), 1))


def _sentences(text: str, span: Span) -> int:
    """How many sentences the span is made of; 0 if it cuts one."""
    sentence: Span | None = sentence_at(text, span.start)
    if sentence is None or sentence.start != span.start:
        return 0
    count = 1
    while sentence is not None and sentence.end < span.end:
        sentence = next_sentence(text, sentence.start)
        count += 1
    return count if sentence is not None and sentence.end == span.end else 0


def alike(text: str, offset: int, like: Like) -> Span | None:
    """Find the passage of that kind at `offset`, without the white space at its ends; None if there is none."""
    if not text:
        return None
    if like.unit == "word":
        return _words(text, offset, like.times)
    selection = _OBJECTS[like.unit](text, Selection(offset, offset), like.times)
    if selection is None:
        return None
    start, end = selection.span(text)
    piece = text[start:end]
    blank = len(piece) - len(piece.lstrip())
    return Span(start + blank, start + len(piece.rstrip())) if piece.strip() else None


def _words(text: str, offset: int, count: int) -> Span | None:
    """So many words, from the one at the offset on; fewer where the text ends."""
    first = last = word_at(text, offset) or next_word(text, offset)
    for _ in range(count - 1):
        further = next_word(text, last.start) if last is not None else None
        if further is None:
            break
        last = further
    return None if first is None or last is None else Span(first.start, last.end)
