"""What becomes of annotations that are moved, split and merged: new values made of the old ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store import anchor
from store.errors import BadPlace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.model import Annotation, Status

__all__ = ["joined", "merged", "moved", "parted", "united"]


def moved(annotation: Annotation, text: str, start: int, end: int, status: Status = "anchored") -> Annotation:
    """The annotation at `text[start:end]`. Raises BadPlace."""
    if annotation.whole:
        raise BadPlace("This is the note on the article itself, and has no boundaries. Choose a highlight.")
    place = anchor.describe(text, start, end)
    return replace(
        annotation,
        start=start,
        end=end,
        quote=place.quote.exact,
        prefix=place.quote.prefix,
        suffix=place.quote.suffix,
        status=status,
    )


def parted(annotation: Annotation, text: str, at: int) -> tuple[Annotation, Annotation]:
    """The two parts of an annotation before and behind the offset `at`, without the spaces there.

    The second is a copy of the first but for its place, with no note. Raises BadPlace.
    """
    start, end = _standing(annotation)
    first, second = text[start:at].rstrip(), text[at:end].lstrip()
    if not (start < at < end and first.strip() and second.strip()):
        raise BadPlace(
            f"A highlight of characters {start}–{end} cannot be split at {at}: an offset between its first "
            "and its last word was expected, with words on both sides."
        )
    return (
        moved(annotation, text, start, start + len(first), annotation.status),
        replace(moved(annotation, text, end - len(second), end, annotation.status), note=""),
    )


def merged(first: Annotation, second: Annotation, text: str) -> Annotation:
    """One annotation over both, with the id of the first: notes one behind the other, all tags, its colour.

    `first` and `second` are in the order of the text. Raises BadPlace.
    """
    if first.id == second.id:
        raise BadPlace("An annotation cannot be merged with itself. Name two different ones.")
    if first.article != second.article:
        raise BadPlace("These two are highlights of different articles, so they cannot be merged. Link them.")
    places = [_standing(first), _standing(second)]
    status: Status = "review" if "review" in {first.status, second.status} else "anchored"
    made = moved(first, text, min(p[0] for p in places), max(p[1] for p in places), status)
    return replace(
        made,
        note=joined(first.note, second.note),
        tags=united(first.tags, second.tags),
        color=first.color if first.tags or not second.tags else second.color,
    )


def joined(first: str, second: str) -> str:
    """Two notes as one, parted by a blank line; what both say the same is said once."""
    if not second.strip() or second.strip() == first.strip():
        return first
    return first.rstrip() + "\n\n" + second.lstrip("\n") if first.strip() else second


def united(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """The tags of both, each once."""
    return tuple(dict.fromkeys((*first, *second)))


def _standing(annotation: Annotation) -> tuple[int, int]:
    """Where it stands in the text. Raises BadPlace where it does not."""
    if annotation.whole:
        raise BadPlace("This is the note on the article itself, and has no boundaries. Choose a highlight.")
    if annotation.status == "orphan":
        raise BadPlace("This passage was not found in its text. Move it to where its words are now, first.")
    return annotation.start, annotation.end
