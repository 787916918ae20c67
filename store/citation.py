"""How a passage is cited: outlet, title, date, language, character range."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from store.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.model import Article

__all__ = ["citation", "day", "quoted", "titled"]

_GUILLEMETS: Final = frozenset(("be", "ru", "uk"))
_MARKS: Final = '"«“„'

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def citation(article: Article, start: int, end: int, write: Callable[[str], str] = clean_line) -> str:
    """`Outlet, “Title”, 2023-03-01, en, characters 120–245`; what is not known is left out.

    The range is in code points of the stored text, 0-based, end exclusive; one that is empty is left out,
    as of the article itself. `write` makes foreign text fit for where the citation stands.
    """
    parts = (
        write(article.outlet or ""),
        f"“{titled(article, write)}”",
        day(article.published),
        write(article.language or ""),
        f"characters {start}–{end}" if start < end else None,
    )
    return ", ".join(part for part in parts if part)


def quoted(text: str, language: str | None) -> str:
    """The words in the quotation marks of their language; as they are where they have marks already."""
    if text[:1] in _MARKS and text.rstrip(".!?…")[-1:] in '"»”“':
        return text
    return f"«{text}»" if language in _GUILLEMETS else f"“{text}”"


def titled(article: Article, write: Callable[[str], str] = clean_line) -> str:
    """The title, or what stands for none."""
    return write(article.title) or "(untitled)"


def day(published: str | None) -> str | None:
    """The date of an ISO 8601 time, or None."""
    found = _DAY.match(published or "")
    return found[0] if found else None
