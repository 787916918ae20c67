"""The form in which articles, annotations, links and tags lie in TinyDB, and the way back.

An annotation is kept with the selectors of the W3C Web Annotation Data Model, so that its JSON
can be read without newsdesk. A note on an article as a whole has no selector, as there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.errors import DeskDamaged
from store.model import LINK_KINDS, Annotation, Article, Link, Span, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import UnionType

    from store.journal.texts import Ref

__all__ = [
    "annotation",
    "annotation_record",
    "article",
    "article_record",
    "link",
    "link_record",
    "ref",
    "tag",
    "tag_record",
]

_TEXTS = ("id", "title", "imported", "sha256")
_TEXTS_OR_NONE = ("language", "outlet", "author", "url", "published", "path", "encoding")
_ARTICLE = (*_TEXTS, *_TEXTS_OR_NONE, "characters")
_ANNOTATION = ("id", "article", "note", "color", "created", "modified", "status")
_QUOTE = ("exact", "prefix", "suffix")
_LINK = ("id", "source", "target", "kind", "created")
_WHOLE: tuple[dict[str, Any], ...] = (
    {"type": "TextPositionSelector", "start": 0, "end": 0},
    {"type": "TextQuoteSelector", "exact": "", "prefix": "", "suffix": ""},
)


def article_record(value: Article, text: Ref) -> dict[str, Any]:
    """An article as it is stored: all but its count of annotations; of its text, where that is."""
    return {
        "id": value.id,
        "title": value.title,
        "imported": value.imported,
        "sha256": value.sha256,
        "language": value.language,
        "outlet": value.outlet,
        "author": value.author,
        "url": value.url,
        "published": value.published,
        "path": value.path,
        "encoding": value.encoding,
        "characters": value.characters,
        "tags": list(value.tags),
        "boilerplate": [list(span) for span in value.boilerplate],
        "text": list(text),
    }


def ref(record: Mapping[str, Any]) -> Ref:
    """Where an article's text is. Raises DeskDamaged."""
    try:
        number, at, length = map(int, record["text"])
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged("an article", error) from None
    return number, at, length


def article(record: Mapping[str, Any]) -> Article:
    """The way back. Raises DeskDamaged."""
    try:
        _check(record, _TEXTS, str)
        _check(record, _TEXTS_OR_NONE, str | None)
        _check(record, ("characters",), int)
        return Article(
            **{name: record[name] for name in _ARTICLE},
            tags=_tags(record),
            boilerplate=_spans(record),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged("an article", error) from None


def annotation_record(value: Annotation) -> dict[str, Any]:
    """An annotation as it is stored."""
    return {
        "id": value.id,
        "article": value.article,
        "selector": []
        if value.whole
        else [
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
        found = record["selector"]
        selectors = {selector["type"]: selector for selector in (_WHOLE if found == [] else found)}
        position, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
        _check(record, _ANNOTATION, str)
        _check(quote, _QUOTE, str)
        _check(position, ("start", "end"), int)
        return Annotation(
            id=record["id"],
            article=record["article"],
            start=position["start"],
            end=position["end"],
            quote=quote["exact"],
            prefix=quote["prefix"],
            suffix=quote["suffix"],
            note=record["note"],
            tags=_tags(record),
            color=record["color"],
            created=record["created"],
            modified=record["modified"],
            status=record["status"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged("an annotation", error) from None


def link_record(value: Link) -> dict[str, Any]:
    """A link as it is stored."""
    return {name: getattr(value, name) for name in _LINK}


def link(record: Mapping[str, Any]) -> Link:
    """The way back. Raises DeskDamaged."""
    try:
        _check(record, _LINK, str)
        if record["kind"] not in LINK_KINDS:
            raise ValueError("its kind is none")  # noqa: TRY301  # told as the others are
        return Link(**{name: record[name] for name in _LINK})
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged("a link", error) from None


def tag_record(value: Tag) -> dict[str, Any]:
    """A tag as it is stored; its key is its name."""
    return {"id": value.name, "color": value.color}


def tag(record: Mapping[str, Any], number: int) -> Tag:
    """The way back. Raises DeskDamaged."""
    try:
        _check(record, ("id", "color"), str)
        return Tag(name=record["id"], color=record["color"], number=number)
    except (KeyError, TypeError) as error:
        raise _damaged("a tag", error) from None


def _check(record: Mapping[str, Any], names: Iterable[str], kind: type | UnionType) -> None:
    for name in names:
        if not isinstance(record[name], kind):
            raise TypeError(f"{name} is of another kind")


def _tags(record: Mapping[str, Any]) -> tuple[str, ...]:
    tags = record["tags"]
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise TypeError("tags are no list of texts")
    return tuple(tags)


def _spans(record: Mapping[str, Any]) -> tuple[Span, ...]:
    spans = record["boilerplate"]
    if not isinstance(spans, list):
        raise TypeError("boilerplate is no list of spans")
    return tuple(Span(int(start), int(end)) for start, end in spans)


def _damaged(what: str, error: Exception) -> DeskDamaged:
    return DeskDamaged(
        f"The desk holds {what} that cannot be read ({type(error).__name__}: {error}). "
        "It was left as it is. `newsdesk doctor` says what can be done."
    )
