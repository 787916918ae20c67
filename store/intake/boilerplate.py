"""Boilerplate: what a web page puts around an article's prose. It is marked as spans and never cut.

Prose must never be marked, so a line is boilerplate only if it is short, says so outside quotations,
and does it in a phrase that a reporter has no use for.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from store.intake.dates import is_date_line
from store.intake.lines import lines_of
from store.intake.phrases import (
    BYLINE,
    CREDIT,
    LABELS,
    LONGEST,
    POINTER,
    POINTER_WITH_COLON,
    is_call,
    is_navigation,
)
from store.model import Span
from store.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["mark", "mark_repeated", "without"]

_TOP: Final = 12
"""A byline or a second headline is looked for in so many lines that are not empty."""
_HEADLINE: Final = 20
"""Code points below which a line that comes twice may well be prose."""
_CREDIT: Final = 160
"""A picture's credit is at most so long."""

_QUOTED: Final = re.compile(r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"]*\"")
_OPENING: Final = re.compile(r"[«“„\"]")
_CLOSED: Final = re.compile(r"\S[»”]")
_COUNT: Final = re.compile(r"^\d+ |[\s:.…»>→]+$|\s?\(\d+\)$|\s\d+$")
_SEPARATED: Final = re.compile(r"\s?[|·•/,–—-]\s")
_DECORATION: Final = " \t•·*–—-►▶→📌🔔⚡❗👉📲"


def mark(text: str, given: Iterable[Span] = ()) -> tuple[Span, ...]:
    """Find the boilerplate of a clean text and add what is given: sorted, none empty, none overlapping."""
    found = list(given)
    before = Span(0, 0)
    for index, line in enumerate(lines_of(text)):
        if (credit := _credit(text, line)) is not None:
            found.append(credit)
        elif line.end - line.start <= LONGEST and (
            _is_boilerplate(text[line.start : line.end]) or (index < _TOP and _is_byline(text, before, line))
        ):
            found.append(line)
        before = line
    return _sorted(found)


def mark_repeated(text: str, headline: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Add to the spans each further line near the top that is the headline again."""
    if len(headline) < _HEADLINE:
        return spans
    wanted = headline.casefold()
    covered = {span.start for span in spans}
    copies = [
        line
        for line in islice(lines_of(text), _TOP)
        if line.start not in covered
        and len(wanted) <= line.end - line.start <= 2 * LONGEST
        and clean_line(text[line.start : line.end]).casefold() == wanted
    ]
    return _sorted([*spans, *copies[1:]]) if len(copies) > 1 else spans


def without(text: str, spans: tuple[Span, ...], length: int) -> str:
    """About the first `length` code points of the text that are not boilerplate; of a text that is, all of it."""
    parts = []
    taken = start = 0
    for span in (*spans, Span(len(text), len(text))):
        parts.append(text[start : min(span.start, start + length - taken)])
        taken += len(parts[-1])
        start = span.end
        if taken >= length:
            break
    prose = "".join(parts)
    return prose if prose.strip() else text[:length]


def _sorted(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.start < span.end:
            merged.append(span)
    return tuple(merged)


def _is_boilerplate(line: str) -> bool:
    bare = _unquoted(line).strip(_DECORATION)
    small = bare.lower()
    return (
        _COUNT.sub("", small) in LABELS
        or is_navigation(small)
        or is_call(small)
        or _points_elsewhere(line, small)
    )


def _unquoted(line: str) -> str:
    """Drop a line's quotations; one begun in the line before takes all of it, one not closed the rest."""
    if _OPENING.search(line) is None:
        return "" if _CLOSED.search(line) else line
    bare = _QUOTED.sub(" ", line)
    opened = _OPENING.search(bare)
    return bare[: opened.start()] if opened else bare


def _points_elsewhere(line: str, small: str) -> bool:
    """Whether a line leads to another article: its title comes next, which is no sentence with a full stop."""
    found = POINTER.match(small) or POINTER_WITH_COLON.match(small)
    if found is None or line.rstrip("\"'”»’)").endswith((".", ",", ";", ":", "!")):
        return False
    title = line.lstrip(_DECORATION)[found.end() :].lstrip("\"'“«„(")
    return bool(title) and (title[0].isupper() or title[0].isdigit())


def _is_byline(text: str, before: Span, line: Span) -> bool:
    """Tell a writer's name that stands alone from a wrapped line of prose."""
    found = BYLINE.match(text, line.start, line.end)
    after = text[found.end() : line.end] if found else ""
    if found is None or (after and not (_SEPARATED.match(after) and is_date_line(after))):
        return False
    alone_above = before == Span(0, 0) or text.count("\n", before.end, line.start) > 1
    rest = text[line.end : line.end + 80].lstrip(" \t")
    below = rest.lstrip()
    return (alone_above or not text[line.start].islower()) and (
        rest[:2] in {"", "\n", "\n\n"} or not below[:1].islower()
    )


def _credit(text: str, line: Span) -> Span | None:
    """Find the credit of a picture at a line's end, even glued to its caption; never inside a quotation."""
    begin = max(line.start, line.end - _CREDIT)
    for found in CREDIT.finditer(text, begin, line.end):
        credit = text[found.start() : line.end]
        if found.start() == line.start:
            if not credit.rstrip(")] ").endswith((".", "!", "?", "…", ":", ";")):
                return line
        elif _names(credit) and not _in_quotation(text[line.start : found.start()]):
            return Span(found.start(), line.end)
    return None


def _names(credit: str) -> bool:
    """Whether what follows the colon is names and not a sentence."""
    words = credit.split(":", 1)[1].strip(" )]").split()
    proper = sum(
        word[:1].isupper() or "/" in word or "." in word[:-1] or not word[:1].isalpha() for word in words
    )
    return not credit.endswith((".", "!", "?")) and proper * 2 >= len(words)


def _in_quotation(before: str) -> bool:
    return _OPENING.search(_QUOTED.sub(" ", before)) is not None
