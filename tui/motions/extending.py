"""Motions that extend a selection: by whole words, sentences and paragraphs.

A cursor goes to where the next unit begins. The end of a selection that went there would take that
unit's first letter along, and a quotation would be one letter too long; so while a selection grows
or shrinks at its far end, it goes to where a unit ends. Before its anchor it goes to where one begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.units import (
    next_paragraph,
    next_sentence,
    next_word,
    paragraph_at,
    previous_grapheme,
    previous_paragraph,
    previous_sentence,
    previous_word,
    sentence_at,
    word_at,
)
from tui.motions.steps import (
    Motion,
    paragraph_back,
    paragraph_forward,
    sentence_back,
    sentence_forward,
    word_back,
    word_forward,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.model import Span

    _At = Callable[[str, int], Span | None]
    _Extend = Callable[[str, int, int], int]

__all__ = ["EXTENDING", "extend"]


def extend(text: str, motion: Motion, anchor: int, head: int, count: int) -> int:
    """Where the head goes when `motion` is run `count` times with a selection from `anchor` to `head`."""
    step = EXTENDING.get(motion)
    if step is None or not text:
        return motion(text, head, count)
    for _ in range(count):
        further = step(text, anchor, head)
        if further == head:
            break
        head = further
    return head


def _forward(at: _At, following: _At, plain: Motion) -> _Extend:
    def step(text: str, anchor: int, head: int) -> int:
        if head < anchor:
            return plain(text, head, 1)
        here = at(text, head)
        if here is not None and here.start <= head < _last(text, here):
            return _last(text, here)
        further = following(text, head)
        return head if further is None else max(_last(text, further), head)

    return step


def _back(at: _At, preceding: _At, plain: Motion) -> _Extend:
    def step(text: str, anchor: int, head: int) -> int:
        here = at(text, head)
        earlier = preceding(text, here.start if here is not None and here.start < here.end else head)
        if head > anchor and earlier is not None and anchor <= _last(text, earlier) < head:
            return _last(text, earlier)
        return plain(text, head, 1)

    return step


def _last(text: str, span: Span) -> int:
    return max(previous_grapheme(text, span.end), span.start)


EXTENDING: Final[dict[Motion, _Extend]] = {
    word_forward: _forward(word_at, next_word, word_forward),
    word_back: _back(word_at, previous_word, word_back),
    sentence_forward: _forward(sentence_at, next_sentence, sentence_forward),
    sentence_back: _back(sentence_at, previous_sentence, sentence_back),
    paragraph_forward: _forward(paragraph_at, next_paragraph, paragraph_forward),
    paragraph_back: _back(paragraph_at, previous_paragraph, paragraph_back),
}
