"""Words as the search sees them: where they lie, and their plain form.

A word is a run of letters, digits and marks, with apostrophes inside. A hyphen or an underscore
parts words (`Kasym-Zhomart` is two neighbours). An English possessive is left off: the word of
`Putin's` is `Putin`. Each Han ideograph is a word, since nothing parts them in writing.

The plain form of a word is what "as spelled" compares: case folded, composed, with the letters of
typefaces as plain letters (NFKC), without the marks that do not belong to the spelling (stress
accents, soft hyphens, joiners), and with one kind of apostrophe.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from sys import intern
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["HAN", "Words", "end_at", "plain", "prefix_end", "split", "walk"]

HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# Letters that modify (U+02B0 to U+02FF) stand for apostrophes and soft signs in romanisations.
_APOSTROPHES: Final = "'’‘‛`´′″＇\u02b0-\u02ff"
_LETTER: Final = rf"[^\W_\u02b0-\u02ff{HAN}]"

# What Python's \w leaves out, but a word goes on after it: combining marks, vowel signs of the
# scripts of South and South-East Asia (whole blocks without danda), soft hyphen, joiners.
_MARK: Final = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u0e31"
    "\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84\u102b-\u103e\u17b4-\u17d3"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u2060\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f"
)

# Nothing behind its first letter can fail, so it goes over a text once. No possessive quantifiers: those of
# Python 3.11.2, which Debian 12 has, lose letters (CPython issue 106052).
_WORD: Final = re.compile(
    rf"((?:[{HAN}]|{_LETTER}+)"
    rf"(?:[{_MARK}]+{_LETTER}*|(?<![{HAN}])[{_APOSTROPHES}]{{1,2}}(?![sS](?!{_LETTER})){_LETTER}+)*)"
    rf"(?:[{_APOSTROPHES}][sS](?!{_LETTER}))?"
)

_PLAIN: Final[dict[int, str | None]] = {
    **dict.fromkeys((*map(ord, "’‘‛`´′″＇"), *range(0x2B0, 0x300)), "'"),
    **dict.fromkeys((0xAD, 0x200C, 0x200D, 0x2060)),
}
_MARKS: Final = dict.fromkeys(range(0x300, 0x370))


class Words(NamedTuple):
    """The words of a text in its order: plain forms, and the offset at which each begins."""

    forms: list[str]
    starts: array[int]


def plain(word: str) -> str:
    """The form that "as spelled" compares (see the module)."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word.translate(_PLAIN)).casefold().translate(_MARKS)


def split(text: str) -> Words:
    """All words of `text`."""
    forms: list[str] = []
    starts = array("I")
    for match in _WORD.finditer(text):
        forms.append(intern(plain(match[1])))  # a word occurs a thousand times, and is kept once
        starts.append(match.start())
    return Words(forms, starts)


def walk(text: str, start: int, stop: int) -> Iterator[tuple[str, int]]:
    """The words that begin from `start` (where no word is cut) up to `stop`, as written, with their offsets."""
    for match in _WORD.finditer(text, start):
        if match.start() >= stop:
            return
        yield match[1], match.start()


def end_at(text: str, start: int) -> int:
    """Where the word that begins at `start` (an offset from `split`) ends, exclusive."""
    match = _WORD.match(text, start)
    return match.end(1) if match else start


def prefix_end(text: str, start: int, length: int) -> int:
    """Where the first `length` letters of the plain form of the word at `start` end in the text."""
    end = end_at(text, start)
    for offset in range(start, end):
        # A mark has no length of its own, so it stays with the letter before it.
        length -= len(plain(text[offset]))
        if length < 0:
            return max(offset, start + 1)  # of ¾, a 3 is no less than the whole
    return end
