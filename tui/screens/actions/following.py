"""The cards follow the cursor a moment later, so that the frame of a key waits for no card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.errors import NotFound
from store.text import printable
from tui.screens.actions.linking import Linking

if TYPE_CHECKING:
    from textual.timer import Timer

__all__ = ["Following"]

_SOON: Final = 0.05  # seconds after a key; a key that comes meanwhile is waited for again,
_PUT_OFF: Final = 5  # but not more often: a key that is held down leaves nothing behind for long
_NO_MATCH: Final = "No annotation has that. esc shows all again."


class Following(Linking):
    """Shows the cards of what is annotated, and which of them is under the cursor."""

    nothing_yet: str = ""
    """What the cards say where there are none."""
    _due: bool = False  # whether the cards are others than those that are shown
    _follower: Timer | None = None
    _moves: int = 0
    _put_off: int = 0

    def follow_later(self, *, others: bool = False) -> None:
        """Let the cards follow once the keys rest; `others`: there are other cards, too."""
        self._due = self._due or others
        self._moves += 1
        if self._follower is None:
            self._put_off, seen = 0, self._moves
            self._follower = self.set_timer(_SOON, lambda: self._follow_at_rest(seen))

    def _follow_at_rest(self, seen: int) -> None:
        self._follower = None
        if self._moves == seen or self._put_off == _PUT_OFF:
            self.follow()
        else:
            self._put_off, seen = self._put_off + 1, self._moves
            self._follower = self.set_timer(_SOON, lambda: self._follow_at_rest(seen))

    def follow(self) -> None:
        """See `Part`."""
        if self._follower is not None:
            self._follower.stop()
            self._follower = None
        if self._due:
            self._due = False
            self._show_cards()
        if self.focused is not self.cards:
            self.cards.choose(self.source.current)

    def _show_cards(self) -> None:
        article = self.source.article
        listed = self.annotations
        heads: dict[str, str] = {}
        if self.beside is not None and self.beside.article is not None:
            other = self.beside.article.id
            try:
                there = self.annotations_of(other)
            except NotFound:  # removed meanwhile: `show_annotations` knows
                there = []
            if article is None or other != article.id:
                if there:
                    heads[there[0].id] = printable(self.beside.article.title)
                listed = [*listed, *there]
        query = self.filter.value
        if query.strip() and article:
            from store.finding import annotations_with  # rapidfuzz loads at the first search

            listed = annotations_with(listed, query)
        numbers = {tag.name: tag.number for tag in self.tags()}
        self.cards.show(
            listed,
            empty=(_NO_MATCH if query.strip() else self.nothing_yet) if article else "",
            numbers=numbers,
            drafts=self.editor.drafts.keys(),
            links=self.links_of,
            heads=heads,
        )
