"""Linking annotations: which other one, and what this one says of it; and going along a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len

from store.model import LINK_KINDS
from store.text import many
from tui.panes.bars import Hint, fit
from tui.panes.lists import columns
from tui.screens.picker import Picker
from tui.theme import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from store import Annotation, Desk
    from tui.panes.lists import Drawing
    from tui.theme import Palette

__all__ = ["LinkScreen", "LinksScreen", "Way"]

_MOST = 300


class LinkScreen(Picker["Annotation", "tuple[Annotation, str]"]):
    """Gives the other annotation, and the kind of link: what the first one says of it."""

    TITLE_TEXT: ClassVar[str] = "Link"
    PLACEHOLDER: ClassVar[str] = "words of the other quotation, its note, its article, or a tag"
    ITEM_HEIGHT: ClassVar[int] = 2
    HINTS: ClassVar[tuple[Hint, ...]] = (
        Hint("tab", "another kind"),
        Hint("↑↓", "choose"),
        Hint("enter", "link"),
        Hint("esc", "leave"),
    )

    def __init__(self, desk: Desk, source: Annotation) -> None:
        super().__init__()
        self._desk = desk
        self._source = source
        self._kind = 0
        self._names: dict[str, str] = {}

    @property
    def kind(self) -> str:
        """What the first one says of the other."""
        return LINK_KINDS[self._kind]

    def look_up(self, text: str) -> None:
        """Annotations that have what is typed; without it all, those changed last first."""
        self.ask(lambda: self._found(text), self._answered, lambda problem: self.answer([], empty=problem))

    def _found(self, text: str) -> list[Annotation]:
        from store.finding import annotations_with  # rapidfuzz loads at the first search

        found = [a for a in self._desk.annotations() if a.id != self._source.id]
        if text.strip():
            found = annotations_with(
                found, text, more=lambda a: self._names.get(a.article) or self._name_of(a.article)
            )
        found.sort(key=lambda annotation: annotation.modified, reverse=True)
        return found

    def _answered(self, found: list[Annotation]) -> None:
        text = self.text
        empty = f"No other annotation has “{text}”." if text else "There is no other annotation to link with."
        self.answer(found[:_MOST], count=many(len(found), "annotation"), empty=empty)
        self._tell()

    def _tell(self) -> None:
        self.retitle(f"“{fit(self._source.quote or 'The article', 24)}” — {self.kind} — …")

    def on_key(self, event: events.Key) -> None:
        """Tab goes through the kinds."""
        if event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            self._kind = (self._kind + (1 if event.key == "tab" else -1)) % len(LINK_KINDS)
            self._tell()

    def draw(self, item: Annotation, width: int, styles: Palette) -> Drawing:
        """Its quotation; the article, and its note."""
        title = self._names.get(item.article) or self._name_of(item.article)
        quote = item.quote or f"On the article: {title}"
        return [
            [("▌ ", mark(styles.bars, item.color)), (fit(quote, width - 2), styles.text)],
            [("  ", styles.dim), (fit(" · ".join(filter(None, (title, item.note))), width - 2), styles.dim)],
        ]

    def _name_of(self, article: str) -> str:
        title = self._names[article] = self._desk.article(article).title
        return title

    def picked(self, item: Annotation | None) -> tuple[Annotation, str] | None:
        """The annotation and the kind."""
        return (item, self.kind) if item else None


class Way(NamedTuple):
    """One link of an annotation, in words."""

    said: str
    """`supports`, `contradicted by`, …; `mentions` for an article that a note names."""
    words: str
    article: str
    annotation: str | None
    link: str | None


class LinksScreen(Picker["Way", "Way"]):
    """Gives the link to go along. `delete` takes the chosen one away."""

    TITLE_TEXT: ClassVar[str] = "Links of this annotation"
    PLACEHOLDER: ClassVar[str] = "filter"
    SMALL: ClassVar[bool] = True
    HINTS: ClassVar[tuple[Hint, ...]] = (
        Hint("enter", "go there"),
        Hint("ctrl+d", "take the link away"),
        Hint("esc", "leave"),
    )

    def __init__(self, ways: Sequence[Way], remove: Callable[[Way], None]) -> None:
        super().__init__()
        self._ways = list(ways)
        self._remove = remove

    def look_up(self, text: str) -> None:
        """Those that have what is typed."""
        wanted = text.casefold().split()
        found = [
            way for way in self._ways if all(word in f"{way.said} {way.words}".casefold() for word in wanted)
        ]
        self.answer(found, count=many(len(found), "link"), empty="No link has that." if text else "No links.")

    def on_key(self, event: events.Key) -> None:
        """`ctrl+d` takes the chosen link away."""
        chosen = self.list.chosen
        if event.key in ("ctrl+d", "delete") and chosen is not None and chosen.link is not None:
            event.stop()
            event.prevent_default()
            self._ways.remove(chosen)
            self._remove(chosen)
            self.look_up(self.text)

    def draw(self, item: Way, width: int, styles: Palette) -> Drawing:
        """What is said, and of what."""
        said = (f"{item.said} ", styles.accent)
        return [columns(said, (fit(item.words, width - cell_len(item.said) - 2), styles.text), width)]

    def picked(self, item: Way | None) -> Way | None:
        """It."""
        return item
