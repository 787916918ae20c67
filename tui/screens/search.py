"""Search across the desk, as you type, with the passage beside the list and the reason at each hit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from store.errors import NewsdeskError
from store.model import Span
from store.search import snippet
from store.text import many
from tui.panes.bars import Hint, fit
from tui.panes.lists import columns
from tui.panes.source import SourcePane
from tui.screens.picker import Picker

if TYPE_CHECKING:
    from textual.widget import Widget

    from store import Desk, Hit
    from tui.panes.lists import Drawing
    from tui.theme import Palette

__all__ = ["SearchScreen"]

_MOST = 200


class SearchScreen(Picker["Hit", "tuple[str, Hit]"]):
    """Gives the query and the hit to open."""

    TITLE_TEXT: ClassVar[str] = "Search the desk"
    PLACEHOLDER: ClassVar[str] = 'a name in any script or spelling; "exact words" in quotation marks'
    ITEM_HEIGHT: ClassVar[int] = 3
    HINTS: ClassVar[tuple[Hint, ...]] = (
        Hint("↑↓", "choose"),
        Hint("enter", "open there, n and N go on"),
        Hint("esc", "leave"),
    )

    def __init__(self, desk: Desk, query: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._preview = SourcePane(id="picker-preview", preview=True)
        self._input.value = query

    def preview(self) -> Widget:
        """The text around the hit."""
        return self._preview

    def look_up(self, text: str) -> None:
        """Search in a thread; keys wait for the answer to what is typed."""
        if not text.strip():
            self._asked += 1
            self.answer([], empty="Type a name as you would write it: Lukashenko also finds Лукашенка.")
            return
        self.ask(
            lambda: self._desk.search(text, limit=_MOST),
            lambda hits: self.answer(
                hits, count=_counted(hits) if hits else "", empty=f"Nothing on this desk is like “{text}”."
            ),
            lambda problem: self.answer([], empty=problem),
        )

    def draw(self, item: Hit, width: int, styles: Palette) -> Drawing:
        """Title and language; the passage; why it is here."""
        where = {"title": "title", "body": "", "note": "note"}[item.field]
        side = " ".join(filter(None, (where, item.language or "")))
        passage, (at, to) = snippet(self._whole(item), Span(item.start, item.end), max(width, 8))
        pieces = [(passage[:at], styles.text), (passage[at:to], styles.found), (passage[to:], styles.text)]
        return [
            columns((fit(item.title, width - cell_len(side) - 1), styles.strong), (side, styles.dim), width),
            pieces,
            [
                (
                    fit(item.because + (f" · {item.places} places" if item.places > 1 else ""), width),
                    styles.dim,
                )
            ],
        ]

    def _whole(self, item: Hit) -> str:
        if item.field == "title":
            return item.title
        try:
            if item.annotation:
                return self._desk.annotation(item.annotation).note
            return self._desk.text(item.article)
        except NewsdeskError:  # removed meanwhile
            return item.snippet

    def highlighted(self, item: Hit | None) -> None:
        """Show the passage in its place, all spellings marked."""
        try:
            self._preview_of(item)
        except NewsdeskError:  # removed meanwhile
            self._preview.show(None, "", ())

    def _preview_of(self, item: Hit | None) -> None:
        if item is None:
            self._preview.show(None, "", ())
            return
        article = self._desk.article(item.article)
        start = self._desk.annotation(item.annotation).start if item.annotation else item.start
        cursor = 0 if item.field == "title" else start
        annotations = self._desk.annotations(article=article.id)
        self._preview.show(article, self._desk.text(article.id), annotations, cursor=cursor)
        current = Span(item.start, item.end) if item.field == "body" else None
        self._preview.mark_found(self._desk.find(article.id, self.text), current)

    def picked(self, item: Hit | None) -> tuple[str, Hit] | None:
        """The query and the hit."""
        return (self.text, item) if item else None


def _counted(hits: list[Hit]) -> str:
    """Articles, and places in their texts and in notes (a title's is in the text as well)."""
    articles = len({hit.article for hit in hits})
    places = sum(hit.places for hit in hits if hit.field != "title")
    more = "+" if len(hits) == _MOST else ""
    counted = f"{places}{more} place{'' if places == 1 else 's'} in " if places else ""
    return counted + many(articles, "article")
