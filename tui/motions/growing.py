"""Growing a selection to the next larger unit, shrinking it to the next smaller, nudging its end by a word.

The ladder is the cursor, word, sentence, paragraph, article; a quotation stands on it where its length puts it.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

from store.model import Span
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
    quotations,
    sentence_at,
    word_at,
)
from tui.motions.objects import paragraph
from tui.motions.steps import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.motions.objects import Selection

    _At = Callable[[str, int], Span | None]

__all__ = ["grow", "nudge", "shrink"]

_LONG: Final = 100_000
"""In a paragraph of more code points no quotations are looked for: it would take longer than a key may."""


def grow(text: str, span: Span) -> Span | None:
    """Find the smallest unit that holds `span` and more; None where it is the whole article.

    An empty span is a bare cursor. A span that cuts units, or holds parts of several, grows to them whole.
    """
    larger = [_union(span, unit) for unit in _around(text, span)] if text else []
    return min(
        (unit for unit in larger if unit != span), key=lambda unit: unit.end - unit.start, default=None
    )


def shrink(text: str, selection: Selection) -> Span | None:
    """Find the largest unit at the head that is within the selection and not all of it; None below a word."""
    span = selection.span(text)
    smaller = [unit for unit in _at_head(text, selection) if _within(unit, span) and unit != span]
    return max(smaller, key=lambda unit: unit.end - unit.start, default=None)


def nudge(text: str, selection: Selection, words: int) -> Selection:
    """Move the head by so many words, on in the text or (negative) back, but not past the anchor.

    An end of a selection goes to ends of words, a start to starts of words. So the selection keeps its
    direction, and one grapheme at least. That one has no direction yet, and grows either way.
    """
    anchor, head = selection
    for _ in range(abs(words) if text else 0):
        forward = head > anchor or (head == anchor and words > 0)
        further = (_to_end if forward else _to_start)(text, head, on=words > 0)
        if further is None or (further < anchor if forward else further > anchor):
            break
        head = further
    return selection._replace(head=head)


def _to_end(text: str, head: int, *, on: bool) -> int | None:
    here = word_at(text, head)
    if on and here is not None and head < previous_grapheme(text, here.end):
        return previous_grapheme(text, here.end)
    word = next_word(text, head) if on else previous_word(text, head if here is None else here.start)
    return None if word is None else max(previous_grapheme(text, word.end), word.start)


def _to_start(text: str, head: int, *, on: bool) -> int | None:
    word = next_word(text, head) if on else previous_word(text, head)
    return None if word is None else word.start


def _around(text: str, span: Span) -> Iterator[Span]:
    """Units at a span, the span not always whole within them."""
    first, last = _ends(text, span)
    sentences = _cover(text, sentence_at, first, last)
    yield from (*_cover(text, word_at, first, last), *sentences)
    line = paragraph_at(text, first)
    if last <= line.end:
        spoken = quotations(text, *line) if line.end - line.start <= _LONG else []
        for quotation in spoken:
            if _within(span, quotation.inner):
                yield quotation.inner
            if _within(span, quotation.outer) and span != quotation.inner:
                yield quotation.outer
        for sentence in sentences:  # and those that hold the quotations it cuts
            cut = [outer for _, outer in spoken if outer.start < sentence.end and sentence.start < outer.end]
            yield from _cover(text, sentence_at, *_ends(text, reduce(_union, cut, sentence)))
    yield from _cover(text, paragraph, first, last)
    yield Span(0, next_grapheme(text, settle(text, len(text))))


def _ends(text: str, span: Span) -> tuple[int, int]:
    """The first and the last grapheme of a span."""
    return span.start, max(previous_grapheme(text, span.end), span.start)


def _cover(text: str, at: _At, first: int, last: int) -> list[Span]:
    """The unit, or units, from the one at `first` to the one at `last`, as one span; none where there is none."""
    offsets = {first, last}
    found = [unit for offset in offsets if (unit := at(text, offset)) is not None and unit.start < unit.end]
    return [reduce(_union, found)] if found else []


def _at_head(text: str, selection: Selection) -> Iterator[Span]:
    """The units under the head or, where there is none, the next ones towards the anchor."""
    head = selection.head
    forward = head >= selection.anchor
    for at, before, after in (
        (word_at, previous_word, next_word),
        (sentence_at, previous_sentence, next_sentence),
        (paragraph, previous_paragraph, next_paragraph),
    ):
        unit = at(text, head)
        if unit is None or not unit.start <= head < unit.end:
            unit = before(text, head) if forward else after(text, head)
        if unit is not None:
            yield unit
    line = paragraph_at(text, head)
    for quotation in quotations(text, *line) if line.end - line.start <= _LONG else ():
        if quotation.outer.start <= head < quotation.outer.end:
            yield from (quotation.outer, quotation.inner)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start < outer.end and outer.start <= inner.start and inner.end <= outer.end


def _union(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))
