"""Annotations one after the other, find in the article, search the desk, open another article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from store.model import Span
from store.text import shorten
from tui.screens.actions.base import BRIEF, Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widgets import Input

    from store import Hit
    from tui.panes.annotations import AnnotationsPane
    from tui.panes.source import SourcePane

__all__ = ["Finding"]


class Finding(Part):
    """Commands that go somewhere else."""

    turn_to: Callable[[SourcePane], None]

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
            found = self.annotations[index]
            self.source.goto(found.start, center=True, annotation=found)
        else:
            self.say(none)

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
                self.source.goto(chosen.start, center=True, annotation=chosen)
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
            self.source.goto(chosen.start, center=True, annotation=chosen)

    def do_find(self, _count: int | None) -> None:
        """`/`."""
        self._type_into(self.finder)

    def do_filter(self, _count: int | None) -> None:
        """`/` in the annotations pane."""
        self._type_into(self.filter)

    def _type_into(self, field: Input) -> None:
        field.add_class("-open")
        field.value = ""
        self.set_focus(field)

    def on_input_changed(self, event: Input.Changed) -> None:
        """As you type."""
        event.stop()
        if event.input is self.filter:
            self.show_annotations()
        elif event.input.has_class("-open"):
            self.find(event.value)

    def find(self, query: str) -> None:
        """Mark what is found in this article; the next one from the cursor is the current one."""
        article = self.source.article
        self.found = self.desk.find(article.id, query) if article and query.strip() else ()
        self.source.mark_found(self.found, self._found_from(self.source.cursor))
        self.say(f"{len(self.found)} found" if query.strip() else "")

    def _found_from(self, offset: int) -> Span | None:
        after = bisect_left([span.start for span in self.found], offset)
        return self.found[after % len(self.found)] if self.found else None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: back to the text, or to the cards."""
        event.stop()
        if event.input is self.filter:
            self.leave_input(self.cards)
            return
        self.leave_input(self.source)
        span = self._found_from(self.source.cursor)
        if span is not None:
            self._to_found(span)
        elif event.value.strip():
            self.say(f"nothing like “{shorten(event.value, BRIEF)}” in this article")

    def leave_input(self, to: SourcePane | AnnotationsPane, *, drop: bool = False) -> None:
        """Close the inputs; with `drop`, what was typed is forgotten, and all is as before."""
        self.finder.remove_class("-open")
        if drop:
            if to is self.cards:
                self.filter.value = ""
            else:
                self.find("")
        if not self.filter.value:
            self.filter.remove_class("-open")
        self.set_focus(to)
        if to is self.cards:
            self.cards.enter()
        self.say("")

    def do_find_next(self, count: int | None) -> None:
        """`n`."""
        self._step_found(count or 1)

    def do_find_previous(self, count: int | None) -> None:
        """`N`."""
        self._step_found(-(count or 1))

    def _step_found(self, by: int) -> None:
        if not self.found:
            self.say("nothing was looked for: / finds in this article, f in all")
            return
        starts = [span.start for span in self.found]
        cursor = self.source.cursor
        index = bisect_right(starts, cursor) - 1 + by if by > 0 else bisect_left(starts, cursor) + by
        self._to_found(self.found[index % len(self.found)])

    def _to_found(self, span: Span) -> None:
        self.source.goto(span.start, center=True)
        self.source.mark_found(self.found, span)
        self.say(f"{self.found.index(span) + 1} of {len(self.found)}")

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
        self.show_article(hit.article, cursor=0 if hit.field == "title" else start)
        self.set_focus(self.source)
        self.find(query)
        if hit.field == "body":
            self.source.mark_found(self.found, Span(hit.start, hit.end))

    def do_open(self, _count: int | None) -> None:
        """`o`."""
        from tui.screens.library import LibraryScreen  # when it is wanted

        article = self.source.article
        self.app.push_screen(LibraryScreen(self.desk, article.id if article else None), self._opened)

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
        ids = [article.id for article in self.desk.articles()]
        article = self.source.article
        if article is None or article.id not in ids:
            return
        index = ids.index(article.id) + by
        if 0 <= index < len(ids):
            self.show_article(ids[index])
        else:
            self.say("the last article" if by > 0 else "the first article")
