"""Elsewhere: from annotation to annotation, to other articles, and back and forward in the list of jumps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from textual import on

from store.errors import NotFound
from store.model import Span
from store.text import many
from tui.jumps import Jumps, Place
from tui.panes.source import SourcePane
from tui.screens.actions.base import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Annotation, Hit

__all__ = ["Going"]

_FAR = 800  # code points, some ten rows: a click that far off is a jump


class Going(Part):
    """Commands that go somewhere else. Each says where it was, so that one can go back."""

    find: Callable[..., None]
    jumps: Jumps
    turn_to: Callable[[SourcePane], None]

    # The list of jumps

    @property
    def here(self) -> Place | None:
        """Where one is."""
        article = self.source.article
        return Place(article.id, self.source.cursor) if article else None

    def leave_place(self) -> None:
        """One is about to jump away from here."""
        if self.here is not None:
            self.jumps.leave(self.here)

    def do_back(self, count: int | None) -> None:
        """`ctrl+o`."""
        self._travel(-(count or 1))

    def do_forward(self, count: int | None) -> None:
        """`g f`."""
        self._travel(count or 1)

    def _travel(self, by: int) -> None:
        here = self.here
        if here is None:
            return
        place, passed = self.jumps.step(here, by, self._is_there)
        gone = f"; passed over {many(passed, 'place')} in removed articles" if passed else ""
        if place is None:
            self.say(("nothing further back" if by < 0 else "nothing further on") + gone)
            return
        if place.article != here.article:
            self.show_article(place.article, cursor=place.offset, jump=False)
        else:
            self.source.goto(place.offset, center=True)
        self.show_source()
        self.say(f"{self.jumps.back} further back, {self.jumps.ahead} further on{gone}")

    def _is_there(self, article: str) -> bool:
        try:
            self.desk.article(article)
        except NotFound:
            return False
        return True

    @on(SourcePane.Pressed)
    def clicked(self, message: SourcePane.Pressed) -> None:
        """A click far away is a jump; what the mouse selected the hint line says."""
        self.show_hints()
        here = self.here
        if here is not None and abs(here.offset - message.before) >= _FAR:
            self.jumps.leave(Place(here.article, message.before))

    # Annotations

    def do_next_annotation(self, count: int | None) -> None:
        """`]`."""
        if self.place == "annotations":
            self.cards.step(count or 1)
            return
        starts = [a.start for a in self.annotations]
        self._to_annotation(
            bisect_right(starts, self.source.cursor) + (count or 1) - 1, "no annotation further on"
        )

    def do_previous_annotation(self, count: int | None) -> None:
        """`[`."""
        if self.place == "annotations":
            self.cards.step(-(count or 1))
            return
        starts = [a.start for a in self.annotations]
        self._to_annotation(
            bisect_left(starts, self.source.cursor) - (count or 1), "no annotation before this"
        )

    def _to_annotation(self, index: int, none: str) -> None:
        if 0 <= index < len(self.annotations) and not self.annotations[index].whole:
            self.visit(self.annotations[index])
        else:
            self.say(none)

    def visit(self, annotation: Annotation) -> None:
        """Put the cursor on an annotation, of whatever article."""
        article = self.source.article
        if article is None or article.id != annotation.article:
            self.show_article(annotation.article, cursor=annotation.start)
        else:
            self.leave_place()
        self.source.goto(annotation.start, center=True, annotation=annotation)

    def do_next_card(self, count: int | None) -> None:
        """`j` in the annotations pane."""
        self.cards.step(count or 1)

    def do_previous_card(self, count: int | None) -> None:
        """`k` there."""
        self.cards.step(-(count or 1))

    def do_first_card(self, _count: int | None) -> None:
        """`gg` there."""
        self.cards.step(-len(self.cards.annotations))

    def do_last_card(self, _count: int | None) -> None:
        """`G` there."""
        self.cards.step(len(self.cards.annotations))

    def do_jump(self, _count: int | None) -> None:
        """`enter`: both ways."""
        if self.place == "annotations":
            chosen = self.cards.chosen
            self.turn_to(self.pane_of(chosen) if chosen else self.source)
            if chosen is not None:
                self.visit(chosen)
            return
        current = self.source.current
        if current is None:
            self.say("no annotation here")
            return
        self.show_cards()
        self.cards.choose(current)

    def on_annotations_pane_clicked(self) -> None:
        """A card was clicked."""
        chosen = self.cards.chosen
        self.turn_to(self.pane_of(chosen) if chosen else self.source)
        if chosen is not None:
            self.visit(chosen)

    def do_next_review(self, _count: int | None) -> None:
        """`g r`."""
        article = self.source.article
        if article is None:
            return
        unsettled = self.desk.to_review()
        numbers = {key: n for n, key in enumerate(self.desk.article_ids())} if unsettled else {}
        waiting = [a for a in unsettled if a.article in numbers]
        if not waiting:
            self.say("nothing to review: each annotation stands where it was made")
            return
        at = (numbers[article.id], self.source.cursor)
        order = [(numbers[a.article], a.start) for a in waiting]
        index = bisect_right(order, at) % len(waiting)
        again = "; the first again" if index == 0 and at >= order[-1] else ""
        self.visit(waiting[index])
        self.show_source()
        self.say(f"{index + 1} of {len(waiting)} to review{again}")

    # Other articles

    def do_search(self, _count: int | None) -> None:
        """`f`."""
        self.when_saved(self._search)  # notes are searched too

    def _search(self) -> None:
        from tui.screens.search import SearchScreen  # when it is wanted

        self.app.push_screen(SearchScreen(self.desk), self.open_hit)

    def open_hit(self, chosen: tuple[str, Hit] | None) -> None:
        """Open the article of a hit there, all spellings marked for `n` and `N`."""
        if chosen is None:
            return
        query, hit = chosen
        self.guarded(lambda: self._open_hit(query, hit))

    def _open_hit(self, query: str, hit: Hit) -> None:
        start = self.desk.annotation(hit.annotation).start if hit.annotation else hit.start
        self.leave_place()
        self.show_article(hit.article, cursor=0 if hit.field == "title" else start)
        self.set_focus(self.source)
        self.find(query, current=Span(hit.start, hit.end) if hit.field == "body" else None, exact=False)

    def do_open(self, _count: int | None) -> None:
        """`o`."""
        from tui.screens.library import LibraryScreen  # when it is wanted

        article = self.source.article
        self.app.push_screen(
            LibraryScreen(self.desk, article.id if article else None, read=self.memory.is_read), self._opened
        )

    def _opened(self, article: str | None) -> None:
        if article is not None:
            self.show_article(article)
            self.set_focus(self.source)

    def do_next_article(self, count: int | None) -> None:
        """`L`."""
        self._neighbour(count or 1)

    def do_previous_article(self, count: int | None) -> None:
        """`H`."""
        self._neighbour(-(count or 1))

    def _neighbour(self, by: int) -> None:
        ids = self.desk.article_ids()
        article = self.source.article
        if article is None or article.id not in ids:
            return
        index = ids.index(article.id) + by
        if 0 <= index < len(ids):
            self.show_article(ids[index])
        else:
            self.say("the last article" if by > 0 else "the first article")

    def do_next_unread(self, _count: int | None) -> None:
        """`g u`."""
        ids, read = self.desk.article_ids(), self.memory.read
        article = self.source.article
        unread = [number for number, key in enumerate(ids) if key not in read]
        if article is None or not unread:
            self.say("no unread article: each was opened once")
            return
        at = ids.index(article.id) if article.id in ids else 0
        number = unread[bisect_right(unread, at) % len(unread)]
        self.show_article(ids[number])
        self.show_source()
        left = len(unread) - 1
        self.say(f"{left} unread left" if left else "the last unread one")
