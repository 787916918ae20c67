"""The library: all articles, filtered as you type, with a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from store.text import many
from tui.panes.bars import fit
from tui.panes.lists import columns
from tui.panes.source import SourcePane
from tui.screens.picker import Picker

if TYPE_CHECKING:
    from textual.widget import Widget

    from store import Article, Desk
    from tui.panes.lists import Drawing
    from tui.theme import Palette

__all__ = ["LibraryScreen"]


class LibraryScreen(Picker["Article", str]):
    """Gives the id of the article to open."""

    TITLE_TEXT: ClassVar[str] = "Open an article"
    PLACEHOLDER: ClassVar[str] = "title, outlet, language, date, tag …"
    ITEM_HEIGHT: ClassVar[int] = 2

    def __init__(self, desk: Desk, current: str | None) -> None:
        super().__init__()
        self._desk = desk
        self._current = current
        self._preview = SourcePane(id="picker-preview", preview=True)

    def preview(self) -> Widget:
        """The article's text."""
        return self._preview

    def look_up(self, text: str) -> None:
        """All articles, or those whose card has what is typed."""
        articles = self._desk.articles(text)
        ids = [article.id for article in articles]
        index = ids.index(self._current) if not text and self._current in ids else 0
        count = many(len(articles), "article")
        empty = (
            f"No title, outlet, language, date or tag has “{text}”. To search in the texts: esc, then f."
            if text
            else "No articles yet. Import some: newsdesk import PATH…"
        )
        self.answer(articles, count=count, empty=empty, index=index)

    def draw(self, item: Article, width: int, styles: Palette) -> Drawing:
        """Title and count of annotations; outlet, date, language."""
        notes = f"{item.annotations} ●" if item.annotations else ""
        facts = [item.outlet, item.published, item.language, *(f"#{tag}" for tag in item.tags)]
        return [
            columns((fit(item.title, width - len(notes) - 1), styles.strong), (notes, styles.accent), width),
            [(fit(" · ".join(filter(None, facts)) or f"{item.characters} characters", width), styles.dim)],
        ]

    def highlighted(self, item: Article | None) -> None:
        """Show its text."""
        if item is None:
            self._preview.show(None, "", ())
        else:
            self._preview.show(item, self._desk.text(item.id), self._desk.annotations(article=item.id))

    def picked(self, item: Article | None) -> str | None:
        """Its id."""
        return item.id if item else None
