"""Where an annotation belongs: describe a place of a text, and find it again by its words.

The selectors are those of the W3C Web Annotation Data Model (TextPositionSelector and
TextQuoteSelector); offsets are code points.
"""

from __future__ import annotations

from typing import Final

from store.errors import Ambiguous, BadPlace
from store.model import CONTEXT, Place, Span, TextPositionSelector, TextQuoteSelector
from store.text import clean, shorten

__all__ = ["WHOLE", "describe", "find"]

WHOLE: Final = Place(TextPositionSelector(0, 0), TextQuoteSelector("", "", ""))
"""That of a note on an article itself: no place in its text."""

_LISTED: Final = 60
_SHOWN: Final = 5
_AS_WRITTEN: Final[dict[int, str]] = {}

# Signs that people retype differently when they quote; each stands for one code point.
_CANONICAL: Final = str.maketrans(
    dict.fromkeys("«»“”„‟‹›", '"')
    | dict.fromkeys("‘’‚‛ʼ`´", "'")
    | dict.fromkeys("–—−‒‑", "-")
    | dict.fromkeys("\u00a0\u2009\u202f\t\n", " ")
)


def describe(text: str, start: int, end: int) -> Place:
    """Both selectors of `text[start:end]`. Raises BadPlace when that is no passage of the text."""
    if not 0 <= start < end <= len(text):
        raise BadPlace(
            f"Characters {start}–{end} are no passage of this text: "
            f"0 ≤ start < end ≤ {len(text)} was expected. Check the offsets against `newsdesk show`."
        )
    return Place(
        TextPositionSelector(start, end),
        TextQuoteSelector(
            exact=text[start:end],
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
        ),
    )


def find(text: str, quote: str, prefix: str = "", suffix: str = "") -> Span:
    """The one place where `quote` stands, with `prefix` before and `suffix` behind it.

    As written first; then with quotation marks, dashes, apostrophes and spaces taken as equal,
    since people retype those. Raises BadPlace when it is nowhere, Ambiguous when it is in several places.
    """
    quote, prefix, suffix = clean(quote), clean(prefix), clean(suffix)
    if not quote:
        raise BadPlace("The quotation is empty; give the words that stand in the article.")
    for table in (_AS_WRITTEN, _CANONICAL):
        wanted = quote.translate(table)
        places = _places(text.translate(table), wanted, prefix.translate(table), suffix.translate(table))
        if len(places) == 1:
            return places[0]
        if places:
            listed = ", ".join(str(place.start) for place in places[:_SHOWN])
            listed += ", …" if len(places) > _SHOWN else ""
            raise Ambiguous(
                f"“{shorten(quote, _LISTED)}” stands in {len(places)} places (at {listed}). "
                "Add --prefix or --suffix, or name the place with --start and --end."
            )
    beside = " between that prefix and suffix" if prefix or suffix else ""
    raise BadPlace(
        f"“{shorten(quote, _LISTED)}” was not found in this article{beside}. "
        "Copy the words exactly from `newsdesk show`."
    )


def _places(text: str, quote: str, prefix: str, suffix: str) -> list[Span]:
    prefix, suffix = prefix.strip(), suffix.strip()
    slack = 8  # spaces and line breaks that may stand between the quotation and its context
    places = []
    start = text.find(quote)
    while start >= 0:
        end = start + len(quote)
        before = text[max(0, start - len(prefix) - slack) : start].rstrip()
        behind = text[end : end + len(suffix) + slack].lstrip()
        if before.endswith(prefix) and behind.startswith(suffix):
            places.append(Span(start, end))
        start = text.find(quote, start + 1)
    return places
