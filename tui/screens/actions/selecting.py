"""Selections: begun, grown, shrunk, nudged, taken again; and boundaries of a highlight moved by the same keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from store.model import Span
from tui import motions
from tui.screens.actions.base import Part
from tui.screens.actions.marking import trimmed

if TYPE_CHECKING:
    from store.model import Annotation
    from tui.motions import Selection
    from tui.panes.source import SourcePane

__all__ = ["Adjusting", "Selecting"]


class Adjusting(NamedTuple):
    """A highlight whose boundaries are being moved."""

    annotation: Annotation
    pane: SourcePane
    cursor: int
    """Where the cursor was before."""


class _Grown(NamedTuple):
    """What a growing selection was before."""

    selection: Selection
    bare: bool
    """Whether nothing was selected."""


class Selecting(Part):
    """Commands that select; they change no annotation before its new boundaries are saved."""

    def __init__(self) -> None:
        super().__init__()
        self.adjusting: Adjusting | None = None
        self._grown: list[_Grown] = []
        self._grown_to: tuple[str, Selection] | None = None
        self._last: dict[str, Span] = {}

    def follow_selection(self) -> None:
        """To be called after each change of cursor or selection."""
        article, selected = self.source.article, self.source.selected
        if article is not None and selected is not None:
            self._last[article.id] = selected
        pane = self.adjusting.pane if self.adjusting is not None else None
        if pane is not None and pane.mode == "cursor" and not pane.dragging:
            self.adjusting = None  # saved, left, a click, or another article
            self.show_hints()

    def on_source_pane_pressed(self) -> None:
        """A button of the mouse was let go."""
        self.follow_selection()

    def do_select(self, _count: int | None) -> None:
        """`v`."""
        self.source.select("select")

    def do_select_rows(self, _count: int | None) -> None:
        """`V`."""
        self.source.select("rows")

    def do_extend_left(self, count: int | None) -> None:
        """`shift+left`."""
        self._extend("left", count)

    def do_extend_right(self, count: int | None) -> None:
        """`shift+right`."""
        self._extend("right", count)

    def do_extend_up(self, count: int | None) -> None:
        """`shift+up`."""
        self._extend("up", count)

    def do_extend_down(self, count: int | None) -> None:
        """`shift+down`."""
        self._extend("down", count)

    def _extend(self, motion: str, count: int | None) -> None:
        if self.source.mode == "cursor":
            self.source.select("select")
        self.source.move(motion, count)

    def do_other_end(self, _count: int | None) -> None:
        """`o` in a selection."""
        self.source.swap()

    def do_reselect(self, _count: int | None) -> None:
        """`gv`."""
        article = self.source.article
        span = self._last.get(article.id) if article is not None else None
        if span is None or span.end > len(self.source.text):
            self.say("nothing was selected here yet")
        else:
            self.source.choose_span(span)

    # By units

    def do_grow(self, count: int | None) -> None:
        """`+`."""
        source = self.source
        if self._grown_to != self._now():
            self._grown = []
        for _ in range(count or 1):
            before = self._selection()
            span = before.span(source.text) if source.mode != "cursor" else Span(source.cursor, source.cursor)
            larger = motions.grow(source.text, span)
            if larger is None:
                self.say("that is the whole article" if source.text else "nothing to select here")
                break
            self._grown.append(_Grown(before, bare=source.mode == "cursor"))
            self._choose(larger)
            self._grown_to = self._now()

    def do_shrink(self, count: int | None) -> None:
        """`-`: the way back, or else to the next smaller unit at the cursor's end."""
        source = self.source
        for _ in range(count or 1):
            if source.mode == "cursor":
                break
            if self._grown and self._grown_to == self._now():
                before = self._grown.pop()
                if before.bare:
                    source.goto(before.selection.head)
                else:
                    source.choose(before.selection)
                self._grown_to = self._now()
            elif (smaller := motions.shrink(source.text, self._selection())) is not None:
                self._choose(smaller)
            else:
                source.goto(source.cursor)

    def do_nudge_on(self, count: int | None) -> None:
        """`>`."""
        self._nudge(count or 1)

    def do_nudge_back(self, count: int | None) -> None:
        """`<`."""
        self._nudge(-(count or 1))

    def _nudge(self, words: int) -> None:
        before = self._selection()
        after = motions.nudge(self.source.text, before, words)
        if after == before:
            self.say("no further: o goes to the other end")
        else:
            self.source.choose(after)

    def _selection(self) -> Selection:
        """What is selected, of rows all; where nothing is, the cursor."""
        source = self.source
        span = source.selected if source.mode == "rows" else None
        return motions.selecting(source.text, span, forward=self._forward) if span else source.selection

    def _choose(self, span: Span) -> None:
        self.source.choose(motions.selecting(self.source.text, span, forward=self._forward))

    @property
    def _forward(self) -> bool:
        return self.source.selection.head >= self.source.selection.anchor

    def _now(self) -> tuple[str, Selection] | None:
        article = self.source.article
        return (article.id, self.source.selection) if article is not None else None

    # Of highlights

    def do_cycle(self, _count: int | None) -> None:
        """`O`."""
        here = sorted(self.source.under_cursor(), key=lambda a: (a.end - a.start, a.start, a.id))
        if len(here) < 2:  # noqa: PLR2004  # one has no next
            self.say("the only highlight here" if here else "no highlight here")
            return
        index = (here.index(self.source.under_cursor()[0]) + 1) % len(here)
        self.source.goto(self.source.cursor, annotation=here[index])
        self.say(f"{index + 1} of {len(here)}")

    def do_adjust(self, _count: int | None) -> None:
        """`r`."""
        target = self.target
        if target is None or target.whole:
            self.say("no highlight here")
            return
        if self.place == "annotations":
            self.show_source()
        self.adjusting = Adjusting(target, self.source, self.source.cursor)
        self.source.choose_span(Span(target.start, target.end))

    def do_save_boundaries(self, _count: int | None) -> None:
        """`m` or `enter` while boundaries are moved."""
        adjusting, selected = self.adjusting, self.source.selected
        span = trimmed(self.source.text, selected) if selected else None
        if adjusting is None or span is None:
            self.say("nothing is selected that could be highlighted")
            return
        before = adjusting.annotation
        after = before if span == (before.start, before.end) else self._moved(before, span)
        self.source.goto(min(max(self.source.cursor, span.start), span.end - 1), annotation=after)
        self.say("boundaries as they were" if after is before else "boundaries moved")

    def _moved(self, before: Annotation, span: Span) -> Annotation:
        """Show and save the boundaries."""
        at = self.desk.described(before.article, span.start, span.end)
        after = replace(
            before, start=at.start, end=at.end, quote=at.quote, prefix=at.prefix, suffix=at.suffix
        )
        self.expect(after.id, after)
        self.save(
            lambda: self.desk.move(after.id, after.start, after.end),
            failed=lambda: self.ahead.pop(after.id, None),
        )
        return after

    def leave_boundaries(self) -> None:
        """`escape` then: all is as it was."""
        if self.adjusting is not None:
            self.source.goto(self.adjusting.cursor, annotation=self.adjusting.annotation)
            self.say("boundaries as they were")

    def show_hints(self) -> None:
        """Show what keys do in this place."""
        raise NotImplementedError
