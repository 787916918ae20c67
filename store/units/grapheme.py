"""Extended grapheme clusters: what a reader calls one character (Unicode, UAX 29).

Nearly all news text needs no clustering: of its letters each is a cluster of its own. One regular
expression knows them; `wcwidth` (30 ms to import) is asked only about what it does not know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from store.late import late
from store.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["align", "grapheme_starts", "graphemes", "is_plain", "next_grapheme", "previous_grapheme", "snap"]

# Code points that cling to no neighbour: of Grapheme_Cluster_Break Other, LV, LVT or Control, neither
# Extended_Pictographic nor part of an Indic conjunct. Whole blocks only, so not all of them.
_ALONE: Final = (
    "\t\n -~\xa0-\xa8\xaa-\xad\xaf-\u02ff\u0370-\u0482\u048a-\u058f\u05d0-\u05ea\u0620-\u064a\u0660-\u066f"
    "\u0e01-\u0e30\u0e40-\u0e46\u10a0-\u10ff\u1e00-\u1fff\u2010-\u2027\u2030-\u203b\u203d-\u2048"
    "\u20a0-\u20cf\u2100-\u2121\u2123-\u2138\u2190-\u2193\u2500-\u25a9\u3000-\u3029\u3031-\u303c"
    "\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9d"
)
# Those, and pictographs: they start a cluster wherever no GLUE stands before them.
_START: Final = (
    _ALONE + "\u2194-\u23ff\u25aa-\u27bf\u2900-\u2bff"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff"
)
# What holds the next code point: CR, ZWJ, Hangul leading consonants, and (in whole blocks) Prepend.
_GLUE: Final = (
    "\r\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u1100-\u115f\ua960-\ua97c\U00011000-\U00011fff"
)

# Of `_ALONE`, what most texts are made of. An expression for all of it takes 3 ms to compile, this one a tenth.
_USUAL: Final = "\t\n -~\xa0-\xa8\xaa-\xad\xaf-\u017f\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2116"
_UNUSUAL: Final = re.compile(f"[^{_USUAL}]")
_USUAL_PAIR: Final = re.compile(f"(?<=[{_USUAL}])[{_USUAL}]")
_ODD: Final = late(f"[^{_ALONE}]")
_SURE: Final = late(f"(?<![{_GLUE}])[{_START}]")


def _find_odd(text: str, start: int, end: int) -> re.Match[str] | None:
    found = _UNUSUAL.search(text, start, end)
    return _ODD.search(text, found.start(), end) if found else None


def _is_start(text: str, offset: int) -> bool:
    """Whether a cluster starts there for certain."""
    return (_USUAL_PAIR.match(text, offset) or _SURE.match(text, offset)) is not None


def is_plain(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether each code point of `text[start:end]` is a cluster of its own, for certain."""
    return _find_odd(text, start, len(text) if end is None else end) is None


def graphemes(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the clusters of `text[start:end]`, in order; both bounds should be bounds of clusters."""
    end = len(text) if end is None else min(end, len(text))
    while start < end:
        odd = _find_odd(text, start, end)
        # The code point before an odd one may be the base of its cluster.
        plain = end if odd is None else max(start, odd.start() - 1)
        yield from (Span(offset, offset + 1) for offset in range(start, plain))
        if odd is None:
            break
        start = plain
        for span in _clusters(text, start, end):
            yield span
            start = span.end
            if is_plain(text, start, start + 2):
                break


def grapheme_starts(text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where each cluster of `text[start:end]` starts, in order."""
    return (span.start for span in graphemes(text, start, end))


def snap(text: str, offset: int) -> int:
    """Start of the cluster that holds `offset`; offsets outside of the text become its nearest end."""
    if offset <= 0:
        return 0
    if offset >= len(text):
        return len(text)
    sure = _sure(text, offset)
    if sure < offset:
        for span in _clusters(text, sure):
            if span.end > offset:
                return span.start
    return offset


def next_grapheme(text: str, offset: int) -> int:
    """End of the cluster that holds `offset`: where the next one starts, or the end of the text."""
    offset = max(offset, 0)
    if offset + 1 >= len(text):
        return len(text)
    if not _is_start(text, offset + 1):
        for span in _clusters(text, _sure(text, offset)):
            if span.end > offset:
                return span.end
    return offset + 1


def previous_grapheme(text: str, offset: int) -> int:
    """Start of the cluster that holds the code point before `offset`, or 0."""
    return snap(text, min(offset, len(text)) - 1)


def align(text: str, start: int, end: int) -> Span:
    """Widen a stretch, if it cuts clusters, to hold them whole."""
    start = snap(text, start)
    return Span(start, max(start, end if snap(text, end) == end else next_grapheme(text, end)))


def _sure(text: str, offset: int) -> int:
    """Go back to the nearest offset where a cluster starts for certain; it may be this one."""
    while offset > 0 and not _is_start(text, offset):
        offset -= 1
    return offset


def _clusters(text: str, start: int, end: int | None = None) -> Iterator[Span]:
    """Yield the clusters from a start of one, as UAX 29 has them."""
    from wcwidth import iter_graphemes  # 30 ms that most texts never need

    for cluster in iter_graphemes(text, start, end):
        yield Span(start, start + len(cluster))
        start += len(cluster)
