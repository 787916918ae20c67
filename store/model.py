"""What lies on a desk: articles, annotations, links, tags, hits and changes, as frozen values.

Offsets are code points of the stored text, 0-based, end exclusive. Times are ISO 8601 in UTC.
Absent values are None; collections are never None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

__all__ = [
    "COLORS",
    "CONTEXT",
    "DEFAULT_COLOR",
    "LINK_KINDS",
    "Annotation",
    "Article",
    "Backup",
    "Change",
    "Finding",
    "Hit",
    "ImportReport",
    "ImportStatus",
    "Link",
    "Place",
    "Span",
    "Status",
    "Tag",
    "TextPositionSelector",
    "TextQuoteSelector",
    "in_text_order",
]

Status = Literal["anchored", "review", "orphan"]
ImportStatus = Literal["added", "updated", "unchanged", "duplicate", "failed"]
Field = Literal["title", "body", "note"]

CONTEXT: Final = 32
"""Code points of prefix and suffix kept with a quotation."""

DEFAULT_COLOR: Final = "yellow"
COLORS: Final = ("yellow", "green", "blue", "pink", "orange", "violet", "teal", "red")
"""Names of the highlight colours; a theme says how each is drawn."""

LINK_KINDS: Final = ("supports", "contradicts", "same claim", "see also")
"""What one annotation may say of another."""


class Span(NamedTuple):
    """A stretch of a text, in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """W3C Web Annotation: a place by its offsets (code points, end exclusive)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """W3C Web Annotation: a place by its words, with up to `CONTEXT` code points around."""

    exact: str
    prefix: str
    suffix: str


class Place(NamedTuple):
    """Where an annotation belongs: both selectors."""

    position: TextPositionSelector
    quote: TextQuoteSelector


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document on the desk, without its text (`Desk.text` has it)."""

    id: str
    title: str
    language: str | None
    outlet: str | None
    author: str | None
    url: str | None
    published: str | None
    imported: str
    path: str | None
    sha256: str
    encoding: str | None
    characters: int
    tags: tuple[str, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    annotations: int = 0
    """How many annotations the article has; counted by the desk, not stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A highlight on an article, with its note and tags (a W3C Web Annotation).

    The note on an article as a whole is one too: `start` and `end` are 0, its quotation and what stands
    around it are empty.
    """

    id: str
    article: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    note: str
    tags: tuple[str, ...]
    color: str
    created: str
    modified: str
    status: Status = "anchored"

    @property
    def whole(self) -> bool:
        """Whether it is the note on the article itself, and has no place in the text."""
        return not (self.end or self.quote)

    @property
    def place(self) -> Place:
        """The annotation's two selectors."""
        return Place(
            TextPositionSelector(self.start, self.end),
            TextQuoteSelector(self.quote, self.prefix, self.suffix),
        )


def in_text_order(annotation: Annotation) -> tuple[int, int, str, str]:
    """The key by which the annotations of an article are in order."""
    return annotation.start, annotation.end, annotation.created, annotation.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What one annotation says of another."""

    id: str
    source: str
    """The id of the annotation that says it."""
    target: str
    """The id of the annotation of which it is said."""
    kind: str
    """One of `LINK_KINDS`; `same claim` and `see also` say the same both ways."""
    created: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A code of the codebook; its name may be a path such as `claim/military`."""

    name: str
    color: str
    number: int
    """Position in the codebook, from 1; keys 1 to 9 put the first nine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place that a search found."""

    article: str
    title: str
    language: str | None
    score: float
    """0 to 100; 100 is the query as it was spelled."""
    field: Field
    annotation: str | None
    start: int
    end: int
    quote: str
    """The text matched: `field[start:end]`."""
    snippet: str
    because: str
    """Why it matched, e.g. `Лукашенка ~ lukashenko`."""
    places: int = 1
    """In how many places the title, text or note has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of one input."""

    path: str
    status: ImportStatus
    id: str | None = None
    title: str | None = None
    language: str | None = None
    encoding: str | None = None
    reason: str | None = None
    losses: tuple[str, ...] = ()


class Op(NamedTuple):
    """One document of a change: `before` None is a new one, `after` None a removed one."""

    table: str
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    number: int | None = None
    """The document's number in its table; None before it has one."""

    def inverse(self) -> Op:
        """The step back."""
        return Op(self.table, self.key, self.after, self.before, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step of the desk's history: what undo takes back."""

    id: str
    at: str
    action: str
    """The verb: `import`, `annotate`, `edit`, `move`, `split`, `merge`, `link`, `unlink`, `remove`, `restore`."""
    summary: str
    undone: bool = False
    by: str | None = None
    """Who made it, and on which machine: `user@host`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy of the desk."""

    name: str
    """Its folder in `backups/`, or the path that was named."""
    at: str
    kind: str
    """`daily`, `before-import`, `before-remove`, `before-restore` or `asked`."""
    changes: int
    """How many changes the desk had seen by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the doctor says of one thing."""

    check: str
    status: Literal["ok", "note", "damaged"]
    """`note`: nothing is lost, but worth knowing."""
    finding: str
    remedy: str | None = None
