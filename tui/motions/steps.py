"""Motions: where the cursor can stand, and how it goes from there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeAlias

from store.units import (
    next_grapheme,
    next_paragraph,
    next_sentence,
    next_word,
    paragraph_at,
    previous_grapheme,
    previous_paragraph,
    previous_sentence,
    previous_word,
    snap,
    word_at,
)

__all__ = [
    "Motion",
    "article_end",
    "article_start",
    "left",
    "paragraph_back",
    "paragraph_forward",
    "right",
    "sentence_back",
    "sentence_forward",
    "settle",
    "word_back",
    "word_end",
    "word_forward",
]

Motion: TypeAlias = Callable[[str, int, int], int]
"""`(text, offset, count) -> offset`."""


def settle(text: str, offset: int) -> int:
    """Find the place for the cursor at this offset or next before it."""
    offset = snap(text, max(0, min(offset, len(text) - 1)))
    if offset > 0 and text[offset] == "\n" and text[offset - 1] != "\n":
        return previous_grapheme(text, offset)
    return offset


def _counted(step: Callable[[str, int], int]) -> Motion:
    """Make a motion of one step."""

    @wraps(step)
    def motion(text: str, offset: int, count: int) -> int:
        offset = settle(text, offset)
        for _ in range(count):
            before, offset = offset, step(text, offset)
            if offset == before:
                break
        return offset

    return motion


@_counted
def left(text: str, offset: int) -> int:
    """`h`: to the grapheme before, over the ends of lines."""
    return settle(text, offset - 1)


@_counted
def right(text: str, offset: int) -> int:
    """`l`: to the next grapheme, over the ends of lines."""
    further = next_grapheme(text, offset)
    if text[further : further + 1] == "\n" and text[offset] != "\n":
        further += 1
    return further if further < len(text) else offset


@_counted
def word_forward(text: str, offset: int) -> int:
    """`w`: to the start of the next word. Unlike vim's, it passes over punctuation: a reader wants words."""
    word = next_word(text, offset)
    return offset if word is None else word.start


@_counted
def word_back(text: str, offset: int) -> int:
    """`b`: to the start of this word or of the one before; it takes `w` back."""
    word = previous_word(text, offset)
    return offset if word is None else word.start


@_counted
def word_end(text: str, offset: int) -> int:
    """`e`: to the last grapheme of this word or, from there, of the next."""
    word = word_at(text, offset)
    if word is None or previous_grapheme(text, word.end) <= offset:
        word = next_word(text, offset)
    return offset if word is None else previous_grapheme(text, word.end)


@_counted
def sentence_forward(text: str, offset: int) -> int:
    """`)`: to the start of the next sentence."""
    sentence = next_sentence(text, offset)
    return offset if sentence is None else sentence.start


@_counted
def sentence_back(text: str, offset: int) -> int:
    """`(`: to the start of this sentence or, from there, of the one before."""
    sentence = previous_sentence(text, offset)
    return offset if sentence is None else sentence.start


@_counted
def paragraph_forward(text: str, offset: int) -> int:
    """`}`: to the start of the next paragraph that is not blank."""
    paragraph = next_paragraph(text, offset)
    return offset if paragraph is None else paragraph.start


@_counted
def paragraph_back(text: str, offset: int) -> int:
    """`{`: to the start of this paragraph or, from there, of the one before that is not blank."""
    start, end = paragraph_at(text, offset)
    if start < offset and text[start:end].strip():
        return start
    paragraph = previous_paragraph(text, offset)
    return offset if paragraph is None else paragraph.start


def article_start(text: str, offset: int, count: int) -> int:  # noqa: ARG001  # a Motion
    """`gg`: to the start of the text, whatever the count."""
    return 0


def article_end(text: str, offset: int, count: int) -> int:  # noqa: ARG001  # a Motion
    """`G`: to the last grapheme of the text, whatever the count."""
    return settle(text, len(text))
