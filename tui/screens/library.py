"""The library: all articles, filtered as you type, with a preview.

A desk may have a hundred thousand of them: each is read when it is drawn, what is typed is answered in steps
between which keys come, and the preview waits until the choice rests.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final, overload

from store import Article, NewsdeskError
from store.text import many
from tui.panes.bars import fit
from tui.panes.lists import columns
from tui.panes.source import SourcePane
from tui.screens.picker import Picker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.timer import Timer
    from textual.widget import Widget

    from store import Annotation, Desk
    from tui.panes.lists import Drawing
    from tui.theme import Palette

__all__ = ["LibraryScreen"]

_AT_ONCE: Final = 0.01  # seconds that an answer may take before the letter typed is shown
_AGAIN: Final = 0.2  # seconds between two looks at how far the index has come
_REST: Final = 0.06  # seconds that a choice stays before it is previewed: keys held down come sooner
_SHOWN: Final = 20_000
"""Code points of a text that its preview has."""


class _Articles(Sequence[Article]):
    """Articles by their ids, read when they are asked for."""

    def __init__(self, desk: Desk, keys: Sequence[str]) -> None:
        self.keys = keys
        self._desk = desk

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        if isinstance(index, slice):
            return _Articles(self._desk, self.keys[index])
        key = self.keys[index]
        try:
            return self._desk.article(key)
        except NewsdeskError as error:  # removed meanwhile by another newsdesk, or damaged
            return replace(_NONE, id=key, title=str(error))


_NONE: Final = Article(
    id="", title="", language=None, outlet=None, author=None, url=None, published=None, imported="", path=None,
    sha256="", encoding=None, characters=0,
)  # fmt: skip


class LibraryScreen(Picker[Article, str]):
    """Gives the id of the article to open. `read` says whether one was ever opened."""

    TITLE_TEXT: ClassVar[str] = "Open an article"
    PLACEHOLDER: ClassVar[str] = "title, outlet, language, date, tag …"
    ITEM_HEIGHT: ClassVar[int] = 2

    def __init__(
        self, desk: Desk, current: str | None, *, read: Callable[[str], bool] = lambda _article: True
    ) -> None:
        super().__init__()
        self._desk = desk
        self._read = read
        self._current = current
        self._preview = SourcePane(id="picker-preview", preview=True)
        self._serial = 0
        self._complete = True  # whether the list has all that the text typed finds
        self._moved = False  # whether an item was chosen by key since
        self._picking = False  # whether the first item is to be opened once the list is complete
        self._resting: Timer | None = None

    def preview(self) -> Widget:
        """The article's text."""
        return self._preview

    def opened(self) -> None:
        """See that what is typed can be looked for everywhere, and soon."""
        super().opened()
        self._show_preview()
        self.run_worker(self._desk.make_cards, thread=True, exit_on_error=False, group="cards")

    def look_up(self, text: str) -> None:
        """All articles, or those whose card has what is typed."""
        self._serial += 1
        self._moved = False
        self._complete = not text.strip()
        if self._complete:
            keys = self._desk.article_ids()
            index = keys.index(self._current) if self._current in keys else 0
            self._answer(keys, index=index)
            return
        until = time.perf_counter() + _AT_ONCE
        steps = self._desk.filter(text)
        share = self._desk.filtering
        for found in steps:
            if found is not None:
                self._found(found, share)
            if time.perf_counter() > until:
                break
        else:
            if share == 1:
                self._completed()
                return
        self.run_worker(self._go_on(text, steps, share, self._serial), exclusive=True, group="filter")

    async def _go_on(
        self, text: str, steps: Iterator[Sequence[str] | None], share: float, serial: int
    ) -> None:
        """Look further, and let keys come between the steps; until all articles have been looked at."""
        while True:
            for found in steps:
                await asyncio.sleep(0)
                if serial != self._serial:
                    return
                if found is not None:
                    self._found(found, share)
            if share == 1:
                break
            await asyncio.sleep(_AGAIN)
            if serial != self._serial:
                return
            steps = self._desk.filter(text)
            share = self._desk.filtering
        self._completed()

    def _found(self, keys: Sequence[str], share: float) -> None:
        """Show what is found so far; an item that was chosen by key stays chosen."""
        index = 0
        chosen = self.list.chosen if self._moved else None
        if chosen is not None:
            index = keys.index(chosen.id) if chosen.id in keys else 0
        self._answer(keys, index=index, share=share)

    def _completed(self) -> None:
        self._complete = True
        if self._picking:
            self._picking = False
            self.call_next(self._pick_at_last)

    def _pick_at_last(self) -> None:
        self.action_pick()
        self.become_ready()

    def _answer(self, keys: Sequence[str], *, index: int, share: float = 1.0) -> None:
        count = many(len(keys), "article")
        if share < 1:
            count = f"{count}, {share:.0%} looked through"
            empty = "Looking…"
        elif self.text:
            empty = f"No title, outlet, language, date or tag has “{self.text}”. To search in the texts: esc, then f."
        else:
            empty = "No articles yet. Import some: newsdesk import PATH…"
        self.answer(_Articles(self._desk, keys), count=count, empty=empty, index=index)

    def become_ready(self) -> None:
        """Let the keys come that waited, unless what they are to open is still looked for."""
        if not self._picking:
            super().become_ready()

    def action_pick(self) -> None:
        """Open what is chosen; what nobody chose, once it is sure to be the best."""
        if self._complete or self._moved:
            super().action_pick()
        else:
            self._picking = True
            self.ready = False

    def action_step(self, by: int) -> None:
        """Choose the next or previous item."""
        self._moved = True
        super().action_step(by)

    def action_page(self, by: int) -> None:
        """The same, by a page."""
        self._moved = True
        super().action_page(by)

    def on_choice_list_chosen(self) -> None:
        """A click on an item."""
        self._moved = True
        super().on_choice_list_chosen()

    def draw(self, item: Article, width: int, styles: Palette) -> Drawing:
        """Title, count of annotations, or that it was never opened; outlet, date, language."""
        notes = f"{item.annotations} ●" if item.annotations else "" if self._read(item.id) else "new"
        facts = [item.outlet, item.published, item.language, *(f"#{tag}" for tag in item.tags)]
        return [
            columns((fit(item.title, width - len(notes) - 1), styles.strong), (notes, styles.accent), width),
            [(fit(" · ".join(filter(None, facts)) or f"{item.characters} characters", width), styles.dim)],
        ]

    def highlighted(self, item: Article | None) -> None:  # noqa: ARG002  # it is asked for when it has rested
        """Show its text, once the choice rests."""
        if self._resting is None:
            self._resting = self.set_timer(_REST, self._show_preview)
        else:
            self._resting.reset()

    def _show_preview(self) -> None:
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        item = self.list.chosen
        if item is None:
            self._preview.show(None, "", ())
            return
        try:
            text = self._desk.text(item.id)[:_SHOWN]
            annotations = [_within(a, len(text)) for a in self._desk.annotations(article=item.id)]
        except NewsdeskError:
            self._preview.show(None, "", ())
            return
        self._preview.show(item, text, [a for a in annotations if a.start < a.end])

    def picked(self, item: Article | None) -> str | None:
        """Its id; what is gone cannot be opened."""
        return item.id if item and item.imported else None


def _within(annotation: Annotation, length: int) -> Annotation:
    return annotation if annotation.end <= length else replace(annotation, end=length)
