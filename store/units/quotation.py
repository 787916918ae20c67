"""Quotations: what stands between a pair of quotation marks, nested ones too.

Marks are paired within one paragraph. A mark without its partner quotes nothing, and an
apostrophe is no mark. `"`, `'` and some others open or close by what stands around them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from store.late import late
from store.model import Span
from store.units.grapheme import align, next_grapheme, snap
from store.units.paragraph import paragraph_at

__all__ = ["Quotation", "quotation_at", "quotations"]

# The marks that may close what a mark opened, in the usages of Ukrainian, Russian, Belarusian,
# English, German, Polish, French, Swedish, Chinese and Japanese.
_CLOSERS: Final = {
    "«": "»", "‹": "›", "„": "“”", "‚": "‘’", "“": "”", "‟": "”", "‘": "’", '"': '"', "'": "'", "＂": "＂",
    "「": "」", "『": "』", "〝": "〞〟", "»": "«", "›": "‹", "”": "”",
}  # fmt: skip
_MARK: Final = late("[«»‹›„‚“”‟‘’\"'＂「」『』〝〞〟]")
# These open, and close, wherever they stand; the rest go by what is around them.
_OPENS_ALWAYS: Final = "«‹„‚“‟「『〝"
_CLOSES_ALWAYS: Final = "»›”」』〞〟"
_BEFORE_OPENING: Final = late(r"[\s(\[{/«‹„‚“‟‘\"'—–―-]")
_APOSTROPHES: Final = "'’‘"

_DEPTH: Final = 8
"""How many quotations may be open at once; a real text has three. It bounds the work."""


class Quotation(NamedTuple):
    """A quotation's text, without and with its marks."""

    inner: Span
    outer: Span


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """List the quotations of one paragraph, `text[start:end]`, in the order of their closing marks."""
    found: list[Quotation] = []
    opened: list[int] = []
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if mark in _APOSTROPHES and after.isalnum() and (before.isalnum() or after.isdigit()):
            continue
        opening = _BEFORE_OPENING.match(before) is not None and not after.isspace()
        closing = not before.isspace() and not after.isalnum()
        level = _opener(text, opened, mark)
        if level is not None and (mark in _CLOSES_ALWAYS or closing or not opening):
            first = opened[level]
            inner = next_grapheme(text, first)
            found.append(Quotation(Span(inner, max(inner, snap(text, at))), align(text, first, at + 1)))
            del opened[level:]
        elif mark in _CLOSERS and (mark in _OPENS_ALWAYS or opening or before.isspace()):
            opened.append(at)
            del opened[:-_DEPTH]
    return found


def quotation_at(text: str, offset: int) -> Quotation | None:
    """Find the innermost quotation that holds `offset`, marks included, in its paragraph, or None."""
    holding = [
        quotation
        for quotation in quotations(text, *paragraph_at(text, offset))
        if quotation.outer.start <= offset < quotation.outer.end
    ]
    return min(holding, key=lambda quotation: quotation.outer.end - quotation.outer.start, default=None)


def _opener(text: str, opened: list[int], mark: str) -> int | None:
    """Which of the open marks this one would close: the last that it fits."""
    for level in range(len(opened) - 1, -1, -1):
        if mark in _CLOSERS[text[opened[level]]]:
            return level
    return None
