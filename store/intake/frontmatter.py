"""Front matter: `key: value` lines between two lines of `---` at the top of a Markdown file.

Only what is certain is taken: one-line values of well-known keys, links that are http or https,
dates in ISO 8601. All else (lists, nested values, other dates) is left in the text, unread.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, NamedTuple

from store.intake.source import Known
from store.model import Span
from store.text import clean_line

__all__ = ["FrontMatter", "read"]

_LONGEST: Final = 8192
"""Front matter is looked for in so many code points."""

_BLOCK: Final = re.compile(r"---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
_LINE: Final = re.compile(r"([A-Za-z][A-Za-z_-]{0,30})[ \t]*:[ \t]+(.+)")
_LINK: Final = re.compile(r"https?://\S+", re.IGNORECASE)

# In the order of preference: the first key that has a value is taken.
_KEYS: Final = {
    "title": ("title", "headline"),
    "language": ("language", "lang", "locale"),
    "outlet": ("outlet", "publisher", "publication", "site_name", "site", "source"),
    "author": ("author", "byline"),
    "url": ("url", "link", "canonical", "source_url", "source"),
    "published": ("published", "date", "publish_date", "pubdate"),
}


class FrontMatter(NamedTuple):
    """What it says, and where it stands in the text, without the line end after it."""

    known: Known
    span: Span


def read(text: str) -> FrontMatter | None:
    """Find the front matter of a clean text, or None."""
    found = _BLOCK.match(text[:_LONGEST])
    if found is None:
        return None
    values = dict(_values(found.group(1)))
    if not values:  # two rules with prose between them
        return None
    picked = {field: _pick(field, keys, values) for field, keys in _KEYS.items()}
    return FrontMatter(Known(**picked), Span(0, found.end()))


def _values(block: str) -> list[tuple[str, str]]:
    pairs = []
    for line in block.splitlines():
        if (found := _LINE.fullmatch(line)) is not None:
            value = clean_line(found.group(2))
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            value = value[1:-1].strip() if quoted else value
            if value and (quoted or value[0] not in "[{|>&*!"):
                pairs.append((found.group(1).lower().replace("-", "_"), value))
    return pairs


def _pick(field: str, keys: tuple[str, ...], values: dict[str, str]) -> str | None:
    for key in keys:
        value = values.get(key)
        if value is None:
            continue
        is_link = _LINK.fullmatch(value) is not None
        if field == "url" and not is_link:
            continue
        if field == "published" and not _is_date(value):
            continue
        if field not in {"url", "title"} and is_link:
            continue
        return value
    return None


def _is_date(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
