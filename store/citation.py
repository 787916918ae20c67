"""How a passage is cited: outlet, title, date, language, character range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.text import clean_line

if TYPE_CHECKING:
    from store.model import Article, Span

__all__ = ["citation"]


def citation(article: Article, span: Span) -> str:
    """`Outlet, “Title”, 2023-03-01, en, characters 120–245`; what is not known is left out.

    The range is in code points of the stored text, 0-based, end exclusive.
    """
    parts = (
        clean_line(article.outlet or ""),
        f"“{clean_line(article.title)}”",
        article.published,
        article.language,
        f"characters {span.start}–{span.end}",
    )
    return ", ".join(part for part in parts if part)
