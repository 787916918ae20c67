"""The one screen: title line, source pane, annotations, hint line. It decides what keys mean here.

Keys reach it one at a time, in order, through `take_key`; commands are methods of the parts in `tui.screens.actions`.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Container, Vertical
from textual.widgets import Input

from store.errors import NotFound
from store.text import many, printable
from tui.commands import shown
from tui.keymap import DEFAULT
from tui.keys import PATIENCE, Dispatcher
from tui.memory import Memory
from tui.outbox import Outbox
from tui.panes.annotations import AnnotationsPane
from tui.panes.bars import Hint, HintBar, Notice, TitleBar
from tui.panes.box import PaneBox
from tui.panes.note import NoteEditor
from tui.panes.source import SourcePane
from tui.screens.actions import (
    Comparing,
    Finding,
    Following,
    Going,
    Keeping,
    Marking,
    Selecting,
    Taking,
    Viewing,
    Whole,
    Writing,
)
from tui.typeahead import Ready, base_of, pressed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.timer import Timer
    from textual.widget import Widget

    from store import Desk
    from tui.keymap import Keymap
    from tui.layouts import Keyboard

__all__ = ["DeskScreen"]

_SOON = 0.05  # seconds after which what was found is marked again: the first frame comes first
_LATER = 0.5  # seconds after which the index is made: the first frame comes first
_NOWHERE = (
    "This desk is empty. Import your own articles from the command line:  newsdesk import PATH…  "
    "Or press {palette} and choose the sample articles."
)
_NO_NOTES = "No highlights yet. Move to a sentence and press {highlight} to highlight it, {annotate} to write a note as well."
# Commands that only go about leave the message that is being read.
_QUIET = frozenset(
    (
        "escape", "next_annotation", "previous_annotation", "find_next", "find_previous",
        "next_card", "previous_card", "first_card", "last_card", "back", "forward",
    )
)  # fmt: skip
_LEAVING = frozenset(("escape", "ctrl+c", "tab", "shift+tab"))  # a line that is typed in
_JUMPS = frozenset(("article_start", "article_end"))  # motions that are jumps
_HINTED = (
    "highlight", "annotate", "tag", "find", "filter", "search", "open", "copy", "export", "delete", "jump",
    "select", "next_pane", "palette", "help",
)  # fmt: skip
_HINTED_EMPTY = ("tutorial", "palette", "quit", "help")


class DeskScreen(
    Selecting, Marking, Writing, Following, Finding, Going, Comparing, Taking, Viewing, Whole, Keeping
):
    """Shows one article and its annotations; everything else opens over it."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # Textual declares it so
        (0, "-drawer"),
        (70, "-narrow"),
        (100, "-wide"),
    ]

    def __init__(
        self, desk: Desk, *, greeting: str = "", keymap: Keymap = DEFAULT, keyboard: Keyboard | None = None
    ) -> None:
        super().__init__()
        self.desk = desk
        self.keymap = keymap
        self.memory = Memory(desk)
        self.jumps = self.memory.jumps
        self.outbox = Outbox(self.call_later)
        self.ahead = {}
        self.source = SourcePane(id="source")
        self.boxes = {self.source: PaneBox(self.source, id="source-box")}
        self.cards = AnnotationsPane(id="annotations")
        self.editor = NoteEditor(id="editor")
        self.finder = Input(placeholder="find in this article", id="find", classes="line-input", compact=True)
        self.filter = Input(
            placeholder="filter the annotations", id="filter", classes="line-input", compact=True
        )
        self.notice = Notice(id="notice")
        self.column = Vertical(id="column")
        self._title_bar = TitleBar(id="title")
        self._hint_bar = HintBar(id="hint")
        self._dispatcher = Dispatcher(keymap.commands, keyboard)
        self._patience: Timer | None = None
        self._greeting = greeting
        self._said = ""

    def compose(self) -> Iterable[Widget]:
        """Title, panes, inputs, notice, hint."""
        # Textual puts the class of the width only after the first layout, which would be a wrong one.
        width = self.app.size.width
        self.add_class(next(name for least, name in reversed(self.HORIZONTAL_BREAKPOINTS) if width >= least))
        yield self._title_bar
        with Container(id="body"):
            yield self.boxes[self.source]
            with self.column:
                yield self.filter
                yield self.cards
                yield self.editor
        yield self.finder
        yield self.notice
        yield self._hint_bar

    def on_mount(self) -> None:
        """Open the first article."""
        for field in (self.finder, self.filter):
            field.cursor_blink = False
        self.source.followers.append(self.moved)
        self.measured(self.source)
        self.cards.followers.append(self.card_chosen)
        self.source.empty, self.nothing_yet = self._told(_NOWHERE), self._told(_NO_NOTES)
        self.begin_writing()
        self.show_article(self._first_article())
        self.set_focus(self.source)
        self._as_it_was()
        if self.desk.recovery:
            more = len(self.desk.recovery) - 1
            told = f" And {more} more: newsdesk doctor tells." if more else ""
            self.notice.show(self.desk.recovery[0] + told)
        elif self.keymap.problems:
            more = len(self.keymap.problems) - 1
            told = f" And {more} more: newsdesk keys tells." if more else ""
            greeting = f" {self._greeting}" if self._greeting else ""
            self.notice.show(self.keymap.problems[0] + told + greeting, "error")
        elif told := self._greeting or self.drafts_left():
            self.notice.show(told)
        self.show_hints()
        self.set_timer(_LATER, self._make_index)
        self.begin_keeping()
        self.ready = True
        self.app.post_message(Ready())

    def _first_article(self) -> str | None:
        before = self.memory.article
        if before is not None and self.desk.has_article(before):
            return before
        return next(iter(self.desk.article_ids()), None)

    def leave(self, *, at_most: float | None = None) -> None:
        """Close the desk once all is saved, and remember where it was left.

        Where something could not be saved it stays open, unless `at_most` so many seconds may pass.
        """
        self.editor.keep()
        self.keep_unkept()
        self._remember()

        def left() -> None:
            if self._refusals != before and at_most is None and not self._insisted:
                self._insisted = True  # it is told why; who leaves once more wants to
                return
            self.memory.flush()
            self.app.exit()

        before = self._refusals
        if self.outbox.pending:
            self.say("closing, once all is saved…")
        self.outbox.when_idle(left)
        if at_most is not None:
            self.set_timer(at_most, self.app.exit)

    def _remember(self) -> None:
        """Where everything is when the desk is left; `_as_it_was` is the way back."""
        for pane in (self.beside, self.source):
            if pane is not None and pane.article is not None:
                self.memory.left(pane.article.id, pane.cursor, pane.top)
        if self.source.article is not None:
            self.memory.opened(self.source.article.id)
        self.memory.jumps = self.jumps
        self.memory.screen = {
            "pane": self.cards.id if self.focused is self.cards else None,
            "open": self.has_class("-open"),
            "beside": self.beside.article.id if self.beside and self.beside.article else None,
            "right": len(self.stops()) > 1 and self.stops()[1] is self.source,
            "find": self.sought.text if self.sought and self.found else None,
            "exact": bool(self.sought and self.sought.exact),
            "filter": self.filter.value,
        }

    def _as_it_was(self) -> None:
        """The panes, the filter and what was looked for, as they were when the desk was left."""
        was = self.memory.screen
        article, beside = self.source.article, was.get("beside")
        if article is not None and isinstance(beside, str) and self.desk.has_article(beside):
            if was.get("right"):  # keys were for the right one
                self.show_article(beside)
                self.put_beside(article.id)
                if self.beside is not None:
                    self.turn_to(self.beside)
            else:
                self.put_beside(beside)
        if was.get("filter"):
            self.filter.value = str(was["filter"])
            self.filter.add_class("-open")
            self.show_annotations()
        if was.get("pane") == self.cards.id:
            self.show_cards()
            if self.source.current is not None:
                self.cards.choose(self.source.current)
        self.set_class(bool(was.get("open")), "-open")
        if was.get("find"):
            find, exact = str(was["find"]), bool(was.get("exact"))
            self.set_timer(_SOON, lambda: self.find(find, exact=exact))

    def _make_index(self) -> None:
        """Make the search index, and what a note needs, while the first article is being read."""
        if not self.is_running:  # left already
            return
        self.editor.prepare()
        self.run_worker(self._index, thread=True, exit_on_error=False, group="index")

    def _index(self) -> None:
        self.desk.make_cards()
        self.desk.finder()

    # Keys

    @property
    def place(self) -> str:
        """Where keys go: see `tui.commands`."""
        if self.focused is self.cards:
            return "annotations"
        if self.adjusting is not None and self.adjusting.pane is self.source:
            return "adjust"
        if self.source.fresh:
            return "fresh"
        return "source" if self.source.mode == "cursor" else "select"

    def take_key(self, event: events.Key) -> bool:
        """Run what the key completes; False where text is being typed."""
        if self.focused is self.finder and self.finder_key(event.key):
            return True
        if self.focused is self.filter and event.key in _LEAVING:
            self.leave_input(self.cards, drop=True)
            return True
        if self.focused not in (self.source, self.cards, None):
            return False
        if self.focused is None:
            self.set_focus(self.source)
        self._said = ""
        for run in self._dispatcher.feed(
            pressed(event), self.place, tags=self.tags_apply, base=base_of(event)
        ):
            self.perform(run.command, run.count)
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        if self._dispatcher.waiting:
            self._patience = self.set_timer(PATIENCE, self._no_more_keys)
        self.show_hints()
        return True

    def _no_more_keys(self) -> None:
        for run in self._dispatcher.timeout():
            self.perform(run.command, run.count)
        self.show_hints()

    def perform(self, command: str, count: int | None = None) -> None:
        """Run a command by its id; a failure is a notice."""
        if command in _JUMPS:
            self.leave_place()
        if command in SourcePane.MOTIONS:
            self.source.move(command, count)
        elif command in SourcePane.OBJECTS:
            if not self.source.choose_object(command, count):
                self.say(f"no {command.partition('_')[2]} here")
        else:
            if command not in _QUIET:
                self.notice.clear()
            self.guarded(lambda: getattr(self, f"do_{command}")(count))

    # What is shown

    def say(self, word: str) -> None:
        """A word at the hint line, until the next key; what does not fit there is a notice."""
        told = self.notice.message and self.notice.severity == "error"  # which no word takes the place of
        fits = told or cell_len(word) <= self.size.width * 3 // 4 - 2
        self._said = word if fits else ""
        if not fits:
            self.notice.show(word)
        self.show_hints()

    def _pending(self) -> str:
        """The keys typed so far; of a digit, which tag it puts if nothing follows it."""
        keys, tags = self._dispatcher.pending, self.tags() if self._dispatcher.waiting else []
        numbered = next((tag.name for tag in tags if keys == str(tag.number)), None)
        return f"{keys}  tag {printable(numbered)}, or a count" if numbered else keys

    def show_hints(self) -> None:
        """What keys do in this place."""
        place = self.place
        hinted = _HINTED if self.source.article is not None else _HINTED_EMPTY
        hints = [
            Hint(shown(command.keys[0]), command.hint)
            for command in sorted(
                (c for c in self.keymap.commands if c.id in hinted and c.keys and place in c.where),
                key=lambda c: hinted.index(c.id),
            )
        ]
        if self.editor.is_open and self.focused not in (self.source, self.cards):
            hints = [
                Hint("ctrl+s", "save"),
                Hint("ctrl+e", "your editor"),
                Hint("esc", "leave; the draft is kept"),
            ]
        elif self.focused is self.finder:
            hints = self.finder_hints()
        elif self.focused is self.filter:
            hints = [Hint("enter", "go"), Hint("esc", "leave")]
        elif place == "adjust":
            hints = [
                Hint("m", "save"),
                Hint("esc", "leave as it was"),
                Hint("< >", "word"),
                Hint("- +", "unit"),
                Hint("o", "other end"),
                Hint("?", "help"),
            ]
        mode = self._said or self._pending()
        if not mode and place in ("fresh", "select"):
            mode = "ROWS" if self.source.mode == "rows" else "SELECT"
        elif not mode and place == "adjust":
            mode = "ADJUST"
        elif not mode and place == "annotations":
            mode = "NOTES"  # which pane has the keys, in a word
        self._hint_bar.show(hints, mode)

    def moved(self) -> None:
        """The cursor moved, or what lies under it changed."""
        if self.focused is not self.cards:
            self.follow_later()
        self.follow_selection()
        self.show_title()

    def card_chosen(self) -> None:
        """Another card is chosen by key: the source pane shows its highlight."""
        chosen = self.cards.chosen
        if chosen is not None:
            self.pane_of(chosen).goto(chosen.start, center=True, annotation=chosen)

    def _told(self, sentence: str) -> str:
        """With the keys of the commands that it names."""
        return sentence.format(
            **{command.id: self.keymap.key(command.id) for command in self.keymap.commands}
        )

    def show_title(self) -> None:
        """Desk, article, language, position."""
        article = self.source.article
        alarm = "DISK FULL: only the last notes still fit" if self.full else ""
        if self.kept == "not saved":
            alarm = "NOT SAVED" + (" · DISK FULL" if self.full else "")
        if article is None:
            self._title_bar.show("newsdesk", "no article", [], alarm=alarm)
            return
        facts = [
            article.outlet or "",
            article.published or "",
            self.kept if not alarm else "",
            article.language or "language unknown",
            many(self._highlights(), "highlight"),
            f"{self.source.progress:>3} %",
        ]
        self._title_bar.show("newsdesk", printable(article.title), facts, alarm=alarm)

    def _highlights(self) -> int:
        """How many there are: notes on the article itself have no place, and so come first."""
        first = takewhile(lambda each: not each.end, self.annotations)
        return len(self.annotations) - sum(each.whole for each in first)

    def show_article(self, article: str | None, *, cursor: int | None = None, jump: bool = True) -> None:
        """Open an article at an offset, or where it was left."""
        before = self.source.article
        if before is not None:
            self.memory.left(before.id, self.source.cursor, self.source.top)
            if jump and before.id != article:
                self.leave_place()
        self.turn_page(())
        if article is None:
            self.source.show(None, "", ())
            self.alone()
        else:
            value = self.desk.article(article)
            at = self.memory.place(article) if cursor is None else cursor
            self.source.show(value, self.desk.text(article), self.annotations_of(article), cursor=at)
            if cursor is None and (top := self.memory.top(article)) is not None:
                self.source.top = top
            self.memory.opened(article)
            if before is not None and before.id != article:
                self.memory.jumps = self.jumps
                self.save(self.memory.flush, quiet=True)
            self.show_heads()
        self.show_annotations()

    def show_annotations(self, *, cards_later: bool = False) -> None:
        """See `Part`."""
        article = self.source.article
        try:
            self.annotations = self.annotations_of(article.id) if article else []
        except NotFound:  # removed meanwhile, by another newsdesk or by undo
            self.reopen()
            return
        if self.beside is not None and self.beside.article is not None:
            try:
                self.beside.annotate(self.annotations_of(self.beside.article.id))
            except NotFound:  # removed meanwhile
                self.alone()
                return
        self.source.annotate(self.annotations)
        self.follow_later(others=True)
        if not cards_later or self.focused is self.cards:
            self.follow()
        self.show_title()
