"""What an analyst typed, as terms: words to be met in any spelling, and phrases as spelled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from store.search.words import HAN, end_at, split

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Term", "joint", "parse"]

_QUOTES: Final = re.compile('["“”„‟«»]')
_SPACE: Final = re.compile(r"\s+")
_IDEOGRAPH: Final = re.compile(rf"[{HAN}]")

# Marks that typesetting changes: one quotation mark, one dash, one apostrophe, one ellipsis.
_ONE_STYLE: Final = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("’‘‛`´", "'"),
        "…": "...",
    }
)

_MOST: Final = 24
"""Terms of a query that are looked for; nobody types more, and a pasted page would take minutes."""

_LONGEST: Final = 64
"""Words of a phrase that are compared; the rest of a longer quotation is taken on trust."""


class Term(NamedTuple):
    """One thing to be found: a word, or several in a row as spelled."""

    text: str
    """As typed."""
    words: tuple[str, ...]
    """In plain form; one if not `spelled`."""
    joints: tuple[str, ...] = ()
    """What stands between the words, see `joint`; only of phrases."""
    spelled: bool = False
    """Whether only the same letters answer."""
    begins: bool = False
    """Whether the last word may go on."""


def parse(query: str, *, exact: bool = False) -> tuple[Term, ...]:
    """Part a query into terms, none twice; empty if it has no word.

    A quotation is a phrase; left open, its last word may go on. With `exact` the query as a whole
    is one phrase whose last word may go on. Of a very long query the first terms count.
    """
    if exact:
        return tuple(_phrase(query, begins=True))
    parts = _QUOTES.split(query, maxsplit=2 * _MOST)
    terms: list[Term] = []
    for number, part in enumerate(parts):
        if number % 2:
            terms += _phrase(part, begins=number == len(parts) - 1)
        else:
            terms += _words(part)
        if len(terms) >= _MOST:
            break
    terms = terms[:_MOST]
    if terms and not terms[-1].spelled and not _QUOTES.search(query[-1]):
        terms[-1] = terms[-1]._replace(begins=True)
    unique = {(term.words, term.spelled): term for term in terms}
    return tuple(unique.values())


def joint(text: str) -> str:
    """What stands between two words, without the differences of typesetting and white space."""
    return _SPACE.sub(" ", text.translate(_ONE_STYLE))


def _phrase(text: str, *, begins: bool) -> Iterator[Term]:
    words = split(text)
    forms, starts = words.forms[:_LONGEST], words.starts[:_LONGEST]
    if not forms:
        return
    ends = [end_at(text, start) for start in starts]
    joints = tuple(joint(text[end:start]) for end, start in zip(ends, starts[1:], strict=False))
    yield Term(text[starts[0] : ends[-1]], tuple(forms), joints, spelled=True, begins=begins)


def _words(text: str) -> Iterator[Term]:
    """Words one by one; ideographs that touch are a phrase, since only together they are a name."""
    words = split(text)
    spans = [(start, end_at(text, start)) for start in words.starts]
    first = 0
    for number, (start, end) in enumerate(spans):
        if _IDEOGRAPH.match(words.forms[number]):
            if (
                number + 1 < len(spans)
                and spans[number + 1][0] == end
                and _IDEOGRAPH.match(words.forms[number + 1])
            ):
                continue
            yield from _phrase(text[spans[first][0] : end], begins=False)
        else:
            yield Term(text[start:end], (words.forms[number],))
        first = number + 1
