"""Find in the article: matches are counted and marked as one types, nearest first, however long the text is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from textual.message import Message

from store.text import printable, shorten
from tui.panes.bars import Hint
from tui.screens.actions.base import BRIEF, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.widgets import Input

    from store.model import Span
    from tui.panes.annotations import AnnotationsPane
    from tui.panes.source import SourcePane
    from tui.seeking import Answer, Query, Seeker

__all__ = ["Finding"]

_WORD = 200  # code points of a selection that is looked for


@dataclass(frozen=True, slots=True)
class _Before:
    """How it was when the field was opened: what escape brings back."""

    query: Query | None
    found: Sequence[Span]
    current: Span | None
    top: int


class Finding(Part):
    """`/`, its field, and `n` and `N`."""

    leave_place: Callable[[], None]
    sought: Query | None = None
    """What is looked for; kept from article to article."""
    answered: Query | None = None
    """Of what `found` is the answer."""
    exact: bool = False
    """Whether what is typed is looked for as written."""
    _seeker: Seeker | None = None
    _complete: bool = True
    _from: int = 0  # the current match is the first from there on
    _current: Span | None = None
    _then: Callable[[], None] | None = None  # what waits for an answer
    _before: _Before | None = None
    _said: str
    _word: str = ""  # the last word about what was found
    _recalled: int = 0  # how far back in what was looked for before
    _typed: str = ""

    class Found(Message):
        """An answer from the thread."""

        def __init__(self, answer: Answer) -> None:
            super().__init__()
            self.answer = answer

    # The field

    def do_find(self, _count: int | None) -> None:
        """`/`."""
        self._before = _Before(self.sought, self.found, self._current, self.source.top)
        self._recalled, self.exact = 0, False
        self._from = self.source.cursor
        self._ask(None)
        self._type_into(self.finder)

    def do_filter(self, _count: int | None) -> None:
        """`/` in the annotations pane."""
        self._type_into(self.filter)

    def _type_into(self, field: Input) -> None:
        field.add_class("-open")
        field.value = ""
        self.set_focus(field)

    def finder_key(self, key: str) -> bool:
        """A key that is no letter of the query; whether it was one."""
        if key in ("escape", "ctrl+c", "shift+tab"):
            self.leave_input(self.source, drop=True)
        elif key == "tab":
            self.exact = not self.exact
            self.find(self.finder.value)
        elif key in ("up", "down"):
            self._recall(1 if key == "up" else -1)
        else:
            return False
        self.show_hints()
        return True

    def finder_hints(self) -> list[Hint]:
        """What those keys do."""
        other = "any spelling" if self.exact else "as written"
        return [Hint("enter", "go"), Hint("tab", other), Hint("↑", "earlier ones"), Hint("esc", "leave")]

    def _recall(self, by: int) -> None:
        finds = self.memory.finds
        if not self._recalled:
            self._typed = self.finder.value
        self._recalled = min(max(self._recalled + by, 0), len(finds))
        self.finder.value = finds[-self._recalled] if self._recalled else self._typed
        self.finder.cursor_position = len(self.finder.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """As you type."""
        event.stop()
        if event.input is self.filter:
            self.show_annotations()
        elif event.input.has_class("-open"):
            self.find(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: back to the text, or to the cards."""
        event.stop()
        if event.input is self.filter:
            self.leave_input(self.cards)
            return
        before, self._before = self._before, None
        self.leave_input(self.source)
        if not event.value.strip():  # as ever: the last one again
            self.sought = before.query if before else None
            self._step_found(1)
            return
        self.memory.found(event.value)
        if self.sought is None or self.sought.text != event.value:
            self.find(event.value)
        self._when_found(self._go_first)

    def _go_first(self) -> None:
        span = self._found_from(self.source.cursor)
        if span is not None:
            self._to_found(span)
        elif self.sought is not None:
            self.say(f"nothing like “{shorten(printable(self.sought.text), BRIEF)}” in this article")

    def leave_input(self, to: SourcePane | AnnotationsPane, *, drop: bool = False) -> None:
        """Close the inputs; with `drop`, what was typed is forgotten, and all is as before."""
        self.finder.remove_class("-open")
        if drop:
            if to is self.cards:
                self.filter.value = ""
            elif self._before is not None:
                self._restore(self._before)
        if not self.filter.value:
            self.filter.remove_class("-open")
        self.set_focus(to)
        if to is self.cards:
            self.cards.enter()
        self.say("")

    def _restore(self, before: _Before) -> None:
        self._before = None
        self.sought, self.found, self._complete = before.query, before.found, True
        self._mark(before.current)
        self.source.top = before.top

    # Looking

    def find(self, text: str, *, current: Span | None = None, exact: bool | None = None) -> None:
        """Mark what is found in this article; `current`, or the next one from the cursor, is the current one.

        As written, or in any spelling, as the field is set where `exact` does not say.
        """
        from tui.seeking import Query  # rapidfuzz loads at the first search

        self._from = current.start if current else self.source.cursor
        if not text.strip():
            self._forget()
            return
        self.sought = Query(text, self.exact if exact is None else exact)
        self._ask(self.sought)

    def find_again(self) -> None:
        """Mark in this article what was looked for last."""
        self._from = self.source.cursor
        if self.sought is not None:
            self._ask(self.sought)

    def turn_page(self, found: Sequence[Span]) -> None:
        """Another text has the keys, in which that is marked. What was looked for is remembered for `n`."""
        if self._seeker is not None:
            self._seeker.leave()
        self._seeker = self._current = None
        self.found, self._complete = found, True
        if self._then is not None:  # what it waited for is in another text
            self._then = None
            self.let_go()

    def _forget(self) -> None:
        self.sought, self.found, self._complete = None, (), True
        self._mark(None)
        if self._before is not None:
            self.source.top = self._before.top
        self.say("")

    def _ask(self, query: Query | None) -> None:
        if self.source.article is None:
            return
        if self._seeker is None:
            from tui.seeking import Seeker  # rapidfuzz loads at the first search

            self._seeker = Seeker(
                self.source.text, self.source.top, begin=self._in_a_thread, tell=self._from_the_thread
            )
        self._complete = query is None and self._complete
        answer = self._seeker.ask(query)
        if query is None:
            return
        if answer is None:  # of the last query's places none is to be gone to
            self.found = ()
            self._mark(None)
        else:
            self._take(answer)
        self._count(self._current)

    def _in_a_thread(self, run: Callable[[], None]) -> None:
        self.run_worker(run, thread=True, exit_on_error=False, group="find")

    def _from_the_thread(self, answer: Answer) -> None:
        self.post_message(self.Found(answer))

    def on_finding_found(self, message: Found) -> None:
        """The thread has found something."""
        message.stop()
        if message.answer.query is self.sought and self._seeker is not None:
            self._take(message.answer)

    def _take(self, answer: Answer) -> None:
        self.found, self.answered, self._complete = answer.found, answer.query, answer.complete
        current = self._found_from(self._from)
        self._mark(current)
        if self._before is not None:  # while one types
            if current is not None:
                self.source.look_at(current.start)
            else:
                self.source.top = self._before.top
        if self._before is not None or (self._said and self._said == self._word):
            self._count(current)
        if self._then is not None and (self._complete or self._found_from(self._from, wrap=False)):
            then, self._then = self._then, None
            then()
            self.let_go()

    def _mark(self, current: Span | None) -> None:
        self._current = current
        self.source.mark_found(self.found, current)

    def _count(self, current: Span | None, more: str = "") -> None:
        """Say it; what the thread finds later takes its place, but no other word's."""
        self._word = self._counted(current) + more
        self.say(self._word)

    def _counted(self, current: Span | None) -> str:
        exact = "as written: " if self.sought is not None and self.sought.exact else ""
        if current is None:
            return exact + ("nothing found" if self._complete else "looking…")
        if not self._complete:
            return f"{exact}{len(self.found)} so far…"
        return f"{exact}{self._number(current)} of {len(self.found)}"

    def _number(self, span: Span) -> int:
        return bisect_right(self.found, span.start, key=attrgetter("start"))

    def _found_from(self, offset: int, *, wrap: bool = True) -> Span | None:
        after = bisect_left(self.found, offset, key=attrgetter("start"))
        if after == len(self.found) and not wrap:
            return None
        return self.found[after % len(self.found)] if self.found else None

    def _when_found(self, then: Callable[[], None]) -> None:
        """Do it when there is an answer; keys wait until then. Escape does not."""
        if self._complete or self._found_from(self._from, wrap=False):
            then()
        else:
            self._then = then
            self.hold_keys()

    def on_unmount(self) -> None:
        """The thread, if it is at work, stops."""
        if self._seeker is not None:
            self._seeker.leave()

    def on_key(self, event: events.Key) -> None:
        """Escape, while keys wait: for an answer, or until all is saved."""
        if event.key == "escape":
            self._wish = None
        if event.key == "escape" and self._then is not None:
            event.stop()
            self._then = None
            self.let_go()
            self.say("")

    # From one to the next

    def do_find_next(self, count: int | None) -> None:
        """`n`."""
        self._step_found(count or 1)

    def do_find_previous(self, count: int | None) -> None:
        """`N`."""
        self._step_found(-(count or 1))

    def do_find_word(self, _count: int | None) -> None:
        """`*`."""
        span = self.source.selected or self.source.word()
        text = " ".join(self.source.text[span.start : span.end][:_WORD].split()) if span else ""
        if span is None or not text:
            self.say("no word here")
            return
        self.source.goto(span.start)
        self.memory.found(text)
        self.find(text, exact=False)
        self._step_found(1)

    def _step_found(self, by: int) -> None:
        if self.sought is None:
            self.say("nothing was looked for: / finds in this article, f in all")
            return
        if not self.found and self._complete:
            self.find_again()
        self._when_found(lambda: self._stepped(by))

    def _stepped(self, by: int) -> None:
        if not self.found:
            self._go_first()
            return
        cursor, start = self.source.cursor, attrgetter("start")
        if by > 0:
            index = bisect_right(self.found, cursor, key=start) - 1 + by
        else:
            index = bisect_left(self.found, cursor, key=start) + by
        around = not 0 <= index < len(self.found)
        if around and not self._complete:  # the first and the last are not known yet
            self._from = len(self.source.text)
            self._when_found(lambda: self._stepped(by))
            return
        again = ("; the first again" if by > 0 else "; the last again") if around else ""
        self._to_found(self.found[index % len(self.found)], again)

    def _to_found(self, span: Span, more: str = "") -> None:
        self.leave_place()
        self._from = span.start
        self.source.goto(span.start, center=True)
        self._mark(span)
        self._count(span, more)
