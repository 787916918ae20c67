"""Selections, and the text objects that make and widen them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from store.late import late
from store.model import Span
from store.units import (
    align,
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
    snap,
    word_at,
)

if TYPE_CHECKING:
    import re

__all__ = [
    "Object",
    "Selection",
    "a_paragraph",
    "a_quotation",
    "a_sentence",
    "a_word",
    "inner_paragraph",
    "inner_quotation",
    "inner_sentence",
    "inner_word",
    "paragraph",
    "selecting",
]


class Selection(NamedTuple):
    """What is selected: the graphemes at both offsets and all between, as in vim's visual mode.

    The head is where the cursor is, before or after the anchor. A bare cursor has both in one place.
    """

    anchor: int
    head: int

    def span(self, text: str) -> Span:
        """Give the stretch of the text that is selected, end exclusive."""
        return Span(snap(text, min(self)), next_grapheme(text, max(self)))


Object: TypeAlias = Callable[[str, Selection, int], Selection | None]
"""`(text, selection, count) -> selection`, or None where there is no such object."""


class _Unit(NamedTuple):
    """What an object takes, and where the next one is."""

    at: Callable[[str, int], Span | None]
    """The unit under the cursor, or the nearest one if a space is."""
    after: Callable[[str, int], Span | None]
    """The first that starts at the offset or after it."""
    before: Callable[[str, int], Span | None]
    """The last that starts before the offset."""


_VISIBLE: Final = late(r"\S")
_SPACES: Final = late(r"[^\S\n]*")
_LINE_ENDS: Final = late(r"(?:[^\S\n]*\n)*")


def paragraph(text: str, offset: int) -> Span | None:
    """Find the paragraph, None if it is blank."""
    start, end = paragraph_at(text, offset)
    return None if _VISIBLE.search(text, start, end) is None else Span(start, end)


def _sentence_at(text: str, offset: int) -> Span | None:
    """Find the sentence, None in a blank paragraph."""
    sentence = sentence_at(text, offset)
    return sentence if sentence.end > sentence.start else None


def _run_at(text: str, offset: int) -> Span | None:
    """Find the word, or else the run of spaces or of punctuation, under the cursor; None on a line feed."""
    word = word_at(text, offset)
    if word is not None or text[offset] == "\n":
        return word
    line = paragraph_at(text, offset)
    before, after = previous_word(text, offset), next_word(text, offset)
    first = line.start if before is None else max(line.start, before.end)
    last = line.end if after is None else min(line.end, after.start)
    space = text[offset].isspace()
    start = end = offset
    while start > first and text[start - 1].isspace() == space:
        start -= 1
    while end < last and text[end].isspace() == space:
        end += 1
    return align(text, start, end)


_WORD: Final = _Unit(_run_at, lambda text, offset: next_word(text, offset - 1), previous_word)
_SENTENCE: Final = _Unit(
    _sentence_at, lambda text, offset: next_sentence(text, offset - 1), previous_sentence
)
_PARAGRAPH: Final = _Unit(
    paragraph, lambda text, offset: next_paragraph(text, offset - 1), previous_paragraph
)


def _bare(_text: str, span: Span) -> Span:
    """Add nothing."""
    return span


def _with_space(text: str, span: Span) -> Span:
    """Add the space that follows, within the line."""
    return Span(span.start, _end(_SPACES, text, span.end))


def _with_a_space(text: str, span: Span) -> Span:
    """Add the space that follows or, if none does, the one before, within the line."""
    end = _end(_SPACES, text, span.end)
    start = span.start
    if end == span.end and not text[start].isspace() and not text[end - 1].isspace():
        line = paragraph_at(text, start).start
        while start > line and text[start - 1].isspace():
            start -= 1
    return Span(start, end)


def _with_line_ends(text: str, span: Span) -> Span:
    """Add the line feed that follows, and the blank lines after it."""
    return Span(span.start, _end(_LINE_ENDS, text, span.end))


def _end(pattern: re.Pattern[str], text: str, offset: int) -> int:
    match = pattern.match(text, offset)
    return offset if match is None else match.end()


def _taking(unit: _Unit, around: Callable[[str, Span], Span], title: str) -> Object:
    """Make an object of a unit.

    On a bare cursor it takes the unit there and `count - 1` more. A selection is first widened to whole
    units; one that is whole already grows by `count`, at its head. None if there is no unit. A selection of
    one grapheme is a bare cursor, as in vim, so an object of one grapheme does not grow.
    """

    def take(text: str, selection: Selection, count: int) -> Selection | None:
        first = unit.at(text, snap(text, min(selection))) if text else None
        if selection.anchor == selection.head:
            if first is None:
                return None
            taken, more = around(text, first), count - 1
        else:
            span = selection.span(text)
            last = unit.at(text, snap(text, max(selection))) if text else None
            taken = around(
                text,
                Span(
                    span.start if first is None else min(span.start, first.start),
                    span.end if last is None else max(span.end, last.end),
                ),
            )
            more = count if taken == span else count - 1
        forward = selection.head >= selection.anchor
        for _ in range(more):
            further = unit.after(text, taken.end) if forward else unit.before(text, taken.start)
            if further is None:
                break
            taken = around(text, Span(min(taken.start, further.start), max(taken.end, further.end)))
        return selecting(text, taken, forward=forward)

    take.__doc__ = title
    return take


def selecting(text: str, span: Span, *, forward: bool = True) -> Selection:
    """Select a span that is not empty, with the head at its end or, not `forward`, at its start."""
    last = max(previous_grapheme(text, span.end), span.start)
    return Selection(span.start, last) if forward else Selection(last, span.start)


inner_word: Final = _taking(_WORD, _bare, "`iw`: the word, or the run of spaces or punctuation.")
a_word: Final = _taking(_WORD, _with_a_space, "`aw`: the same with the space after it, or else before it.")
inner_sentence: Final = _taking(_SENTENCE, _bare, "`is`: the sentence, without the space around it.")
a_sentence: Final = _taking(_SENTENCE, _with_space, "`as`: the sentence with the space after it, if any.")
inner_paragraph: Final = _taking(_PARAGRAPH, _bare, "`ip`: the paragraph, without its line feed.")
a_paragraph: Final = _taking(
    _PARAGRAPH, _with_line_ends, "`ap`: the paragraph with its line feed and the blank lines after it."
)


def inner_quotation(text: str, selection: Selection, count: int) -> Selection | None:
    """`iq`: what stands between the quotation marks around the selection; None if none do."""
    return _quotation(text, selection, count, marks=False)


def a_quotation(text: str, selection: Selection, count: int) -> Selection | None:
    """`aq`: the same, with the marks."""
    return _quotation(text, selection, count, marks=True)


def _quotation(text: str, selection: Selection, count: int, *, marks: bool) -> Selection | None:
    """Take the quotation around the selection, the innermost first; with a count, one further out.

    A bare cursor that no quotation is around takes the next one of its paragraph.
    """
    span = selection.span(text)
    bare = selection.anchor == selection.head
    holding: list[Span] = []
    ahead: list[Span] = []
    for quotation in quotations(text, *paragraph_at(text, span.start)):
        taken = quotation.outer if marks else quotation.inner
        around = quotation.outer if bare else taken
        if taken.start == taken.end:
            continue
        if around.start <= span.start and span.end <= around.end and (bare or taken != span):
            holding.append(taken)
        elif bare and quotation.outer.start >= span.start:
            ahead.append(taken)
    holding.sort(key=lambda taken: taken.end - taken.start)
    if not holding:
        holding = [min(ahead)] if ahead else []
    if count > len(holding):
        return None
    return selecting(text, holding[count - 1], forward=selection.head >= selection.anchor)
