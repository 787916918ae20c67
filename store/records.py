"""The form in which articles, annotations and tags lie in TinyDB, and the way back.

An annotation is kept with the selectors of the W3C Web Annotation Data Model, so that its JSON
can be read without newsdesk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.errors import DeskDamaged
from store.model import Annotation, Article, Span, Tag

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["annotation", "annotation_record", "article", "article_record", "tag", "tag_record"]

_ARTICLE = (
    "id", "title", "language", "outlet", "author", "url", "published",
    "imported", "path", "sha256", "encoding", "characters",
)  # fmt: skip


def article_record(value: Article) -> dict[str, Any]:
    """An article as it is stored: all but its text and its count of annotations."""
    record: dict[str, Any] = {name: getattr(value, name) for name in _ARTICLE}
    record["tags"] = list(value.tags)
    record["boilerplate"] = [list(span) for span in value.boilerplate]
    return record


def article(record: Mapping[str, Any]) -> Article:
    """The way back. Raises DeskDamaged."""
    try:
        return Article(
            **{name: record[name] for name in _ARTICLE},
            tags=tuple(record["tags"]),
            boilerplate=tuple(Span(int(start), int(end)) for start, end in record["boilerplate"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged("article", error) from None


def annotation_record(value: Annotation) -> dict[str, Any]:
    """An annotation as it is stored."""
    return {
        "id": value.id,
        "article": value.article,
        "selector": [
            {"type": "TextPositionSelector", "start": value.start, "end": value.end},
            {
                "type": "TextQuoteSelector",
                "exact": value.quote,
                "prefix": value.prefix,
                "suffix": value.suffix,
            },
        ],
        "note": value.note,
        "tags": list(value.tags),
        "color": value.color,
        "created": value.created,
        "modified": value.modified,
        "status": value.status,
    }


def annotation(record: Mapping[str, Any]) -> Annotation:
    """The way back. Raises DeskDamaged."""
    try:
        selectors = {selector["type"]: selector for selector in record["selector"]}
        position, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
        return Annotation(
            id=record["id"],
            article=record["article"],
            start=int(position["start"]),
            end=int(position["end"]),
            quote=quote["exact"],
            prefix=quote["prefix"],
            suffix=quote["suffix"],
            note=record["note"],
            tags=tuple(record["tags"]),
            color=record["color"],
            created=record["created"],
            modified=record["modified"],
            status=record["status"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged("annotation", error) from None


def tag_record(value: Tag) -> dict[str, Any]:
    """A tag as it is stored; its key is its name."""
    return {"id": value.name, "color": value.color}


def tag(record: Mapping[str, Any], number: int) -> Tag:
    """The way back. Raises DeskDamaged."""
    try:
        return Tag(name=record["id"], color=record["color"], number=number)
    except (KeyError, TypeError) as error:
        raise _damaged("tag", error) from None


def _damaged(what: str, error: Exception) -> DeskDamaged:
    return DeskDamaged(
        f"The desk's file holds an {what} that cannot be read ({type(error).__name__}: {error}). "
        "It was left as it is. Put a good copy of desk.json in its place, or name another desk with --desk."
    )
