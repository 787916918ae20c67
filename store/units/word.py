"""Words: runs of letters and digits, as a reader steps over them.

- An apostrophe or an underscore between letters is inside a word: `об'єкт`, `don’t`, `file_name`.
- So is a point, comma or colon between digits: `26.01.2025`, `2,5`, `10:30`.
- Combining marks stay with their letter.
- A hyphen parts words, as in vim and UAX 29: `прем'єр-міністр` is two.
- Each ideograph is a word. Thai and kana are not parted (that takes a dictionary).
- Punctuation and pictographs are no words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from store.units.grapheme import align

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.model import Span

__all__ = ["next_word", "previous_word", "word_at", "words"]

_HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# Marks and joiners that continue a word; Python's \w leaves them out. Of the scripts of India and
# of South-East Asia whole blocks (without danda): the marks there are strewn among the letters.
_MARK: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u08d3-\u08e1"
    "\u08e3-\u0963\u0966-\u0dff\u0e30-\u0e4e\u0eb0-\u0ece\u0f71-\u0f84\u0f90-\u0fbc\u102b-\u103e"
    "\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\u302a-\u302f\u3099\u309a"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
_HAN_MARK: Final = "\u0300-\u036f\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_LETTERS: Final = rf"[^\W_{_HAN}](?:[^\W_{_HAN}]+|[{_MARK}]+)*"


# Compiled at the first motion by word: 6 ms that the first frame need not wait for.
@cache
def _word() -> re.Pattern[str]:
    return re.compile(
        rf"[{_HAN}][{_HAN_MARK}]*|{_LETTERS}(?:(?:['’‘`´_]|(?<=\d)[.,:](?=\d)){_LETTERS})*",
    )


@cache
def _boundary() -> re.Pattern[str]:
    """After one of these no word goes on, unless by a mark, so a scan may start there."""
    return re.compile(rf"(?<=[\s!-&(-+\-;-@\[-^{{-~«»\u2010-\u2017\u201a-\u2027{_HAN}])(?![{_MARK}])")


_REACH: Final = 64
"""How far back the first look for a word goes, in code points."""


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the words of `text[start:end]`, in order; a word that the bounds cut is given cut."""
    done = start
    for match in _word().finditer(text, start, len(text) if end is None else end):
        span = align(text, *match.span())
        # Two matches share a cluster only where a mark outside of the list joins them.
        if span.start >= done:
            yield span
            done = span.end


def word_at(text: str, offset: int) -> Span | None:
    """Find the word that holds `offset`; None on a space, punctuation or a pictograph."""
    for span in words(text, _edge(text, offset)):
        if span.end > offset:
            return span if span.start <= offset else None
    return None


def next_word(text: str, offset: int) -> Span | None:
    """Find the first word that starts after `offset`, in whatever paragraph; None after the last."""
    return next((span for span in words(text, _edge(text, offset)) if span.start > offset), None)


def previous_word(text: str, offset: int) -> Span | None:
    """Find the last word that starts before `offset`, whole; None before the first."""
    reach = _REACH
    while True:
        edge = _edge(text, offset - reach)
        last: Span | None = None
        for span in words(text, edge):
            if span.start >= offset:
                break
            last = span
        if last is not None or edge == 0:
            return last
        reach *= 4


def _edge(text: str, offset: int) -> int:
    """Go back to the nearest offset that no word spans; it may be this one."""
    offset = max(0, min(offset, len(text)))
    while offset > 0 and _boundary().match(text, offset) is None:
        offset -= 1
    return offset
