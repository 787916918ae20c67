"""What goes into an export and what it reports: plain values, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.model import Annotation, Article

__all__ = ["Entry", "Linked", "Written", "WrittenStatus"]

WrittenStatus = Literal["created", "updated", "unchanged"]


class Linked(NamedTuple):
    """A link of an annotation as it is told there."""

    says: str
    """What comes before the name of the other: `supports`, `supported by`."""
    annotation: Annotation
    """The other."""
    article: Article
    """That of the other."""


class Entry(NamedTuple):
    """One article of an export, with those of its annotations that are in its scope."""

    article: Article
    annotations: Sequence[Annotation]
    """In text order; the note on the article itself first."""
    links: Mapping[str, Sequence[Linked]] = MappingProxyType({})
    """Those of each annotation that has any, by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of one file."""

    path: str
    status: WrittenStatus
    article: str | None
    """The article's id; None for a file of several."""
    annotations: int
    """Annotations of this export that the file now shows."""
    struck: int
    """Blocks that stand struck in the file, since their annotation was deleted; `prune` removes them."""
    pruned: int
    """Blocks of deleted annotations that this export removed."""
    kept: int
    """Passages of the user's own that were carried over."""
