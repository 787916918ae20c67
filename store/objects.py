"""The JSON objects of the contract: what `--json` prints, one object a line.

Absent values are null, lists never are; offsets are code points, end exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.model import Annotation, Article, Backup, Change, Finding, Hit, ImportReport, Link

__all__ = [
    "annotation_object",
    "article_object",
    "backup_object",
    "change_object",
    "finding_object",
    "hit_object",
    "import_object",
    "link_object",
]


def _object(value: object, names: tuple[str, ...]) -> dict[str, Any]:
    found = {name: getattr(value, name) for name in names}
    return {name: list(item) if isinstance(item, tuple) else item for name, item in found.items()}


def import_object(value: ImportReport) -> dict[str, Any]:
    """What became of one input."""
    return _object(value, ("path", "status", "id", "title", "language", "encoding", "reason", "losses"))


def article_object(value: Article) -> dict[str, Any]:
    """An article without its text."""
    return _object(
        value,
        (
            "id", "title", "language", "outlet", "author", "url", "published", "imported",
            "path", "sha256", "characters", "annotations", "tags",
        ),
    )  # fmt: skip


_PLACE: Final = ("start", "end", "quote", "prefix", "suffix")


def annotation_object(value: Annotation, links: Iterable[Link] = ()) -> dict[str, Any]:
    """An annotation with its place, which is null for a note on the article itself, and its links."""
    names = ("id", "article", *_PLACE, "note", "tags", "color", "created", "modified", "status")
    found = _object(value, names)
    if value.whole:
        found |= dict.fromkeys(_PLACE)
    found["links"] = [
        {
            "id": link.id,
            "kind": link.kind,
            "direction": "to" if link.source == value.id else "from",
            "annotation": link.target if link.source == value.id else link.source,
        }
        for link in links
    ]
    return found


def link_object(value: Link) -> dict[str, Any]:
    """What one annotation says of another."""
    return _object(value, ("id", "source", "target", "kind", "created"))


def hit_object(value: Hit) -> dict[str, Any]:
    """One place that a search found."""
    return _object(
        value,
        (
            "article", "title", "language", "score", "field", "annotation", "start", "end",
            "quote", "snippet", "because", "places",
        ),
    )  # fmt: skip


def change_object(value: Change) -> dict[str, Any]:
    """One step of the history."""
    return _object(value, ("id", "at", "action", "summary", "undone", "by"))


def backup_object(value: Backup) -> dict[str, Any]:
    """A copy of the desk."""
    return _object(value, ("name", "at", "kind", "changes"))


def finding_object(value: Finding) -> dict[str, Any]:
    """What the doctor found."""
    return _object(value, ("check", "status", "finding", "remedy"))
