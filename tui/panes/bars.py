"""One-line bars: what is open (title), what keys do here (hint), and the notice that stays readable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from store.text import printable
from tui.panes.rows import Rows
from tui.theme import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

__all__ = ["Bar", "Hint", "HintBar", "Notice", "TitleBar", "fit"]


def fit(text: str, cells: int) -> str:
    """Foreign text as one line of at most `cells` cells, with `…` where it was cut."""
    line = printable(text)
    if cell_len(line) <= cells:
        return line
    if cells <= 0:
        return ""
    rows = Rows(line, cells)
    kept, used = "", 0
    for cell in rows.cells(0):
        if used + cell.width > cells - 1:
            break
        kept, used = kept + cell.text, used + cell.width
    return kept.rstrip() + "…"


class Bar(Widget):
    """A widget of one row, drawn as segments; no layout when its text changes."""

    DEFAULT_CSS = "Bar { height: 1; }"

    def pieces(self, width: int) -> Sequence[Segment]:
        """What to draw, at most `width` cells."""
        raise NotImplementedError

    def fill(self) -> Style:
        """The style of what is left of the row."""
        return palette(self.app.theme).bar

    def render_line(self, y: int) -> Strip:
        """The row; rows below it, which there are none of, are blank."""
        width = self.size.width
        if y or not width:
            return Strip.blank(width, self.fill())
        return Strip(self.pieces(width)).adjust_cell_length(width, self.fill())


class TitleBar(Bar):
    """Desk, article, language, position."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._desk = self._title = self._alarm = ""
        self._facts: list[str] = []

    def show(self, desk: str, title: str, facts: Sequence[str], *, alarm: str = "") -> None:
        """The facts stand at the right, the most important last; a narrow bar drops the first of them.

        The name of the desk stands only where the title stays whole. An alarm is never dropped.
        """
        state = (desk, title, list(facts), alarm)
        if state != (self._desk, self._title, self._facts, self._alarm):
            self._desk, self._title, self._facts, self._alarm = state
            self.refresh()

    def pieces(self, width: int) -> Sequence[Segment]:
        """See `Bar`."""
        styles = palette(self.app.theme)
        alarm = f" {fit(self._alarm, width * 3 // 5)} " if self._alarm else ""
        room = width - cell_len(alarm)
        title = printable(self._title or self._desk)
        facts = [printable(fact) for fact in self._facts if fact]
        wanted = min(cell_len(title), room * 3 // 5)
        while facts and room - 3 - cell_len(_joined(facts)) < wanted:
            facts.pop(0)
        right = f" {_joined(facts)} " if facts else " "
        desk = f" {printable(self._desk)} " if self._title else ""
        if cell_len(desk) + 1 + cell_len(title) + cell_len(right) > room:
            desk = ""
        room -= cell_len(desk) + 1 + cell_len(right)
        title = fit(title, room)
        pieces = [
            Segment(alarm, styles.alarm),
            Segment(desk, styles.brand),
            Segment(" " + title, styles.title),
            Segment(" " * (room - cell_len(title)) + right, styles.title_side),
        ]
        return [piece for piece in pieces if piece.text]

    def fill(self) -> Style:
        """See `Bar`."""
        return palette(self.app.theme).title_side


class Hint(NamedTuple):
    """A key and its word."""

    key: str
    word: str


class HintBar(Bar):
    """What the keys do here; before it the mode, and keys typed so far."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._mode = ""
        self._hints: tuple[Hint, ...] = ()

    def show(self, hints: Sequence[Hint], mode: str = "") -> None:
        """The last hint is always shown, and the one before it where there is room; of the others those that fit."""
        state = (mode, tuple(hints))
        if state != (self._mode, self._hints):
            self._mode, self._hints = state
            self.refresh()

    def pieces(self, width: int) -> Sequence[Segment]:
        """See `Bar`."""
        styles = palette(self.app.theme)
        segments = [Segment(f" {fit(self._mode, width * 3 // 4)} ", styles.badge)] if self._mode else []
        used = sum(cell_len(segment.text) for segment in segments)
        if not self._hints:
            return segments
        kept = 2 if sum(map(_hint_cells, self._hints[-2:])) <= (width - used) // 3 else 1
        some, last = self._hints[:-kept], self._hints[-kept:]
        reserved = sum(map(_hint_cells, last))
        for number, hint in enumerate(some):
            more = 2 if number < len(some) - 1 else 0  # room for the mark of what is left out
            if used + _hint_cells(hint) + reserved + more > width:
                segments.append(Segment(" …", styles.bar))
                break
            segments += _hint(hint, styles.key, styles.bar)
            used += _hint_cells(hint)
        for hint in last:
            segments += _hint(hint, styles.key, styles.bar)
        return segments


def _joined(facts: Sequence[str]) -> str:
    return " · ".join(facts)


def _hint(hint: Hint, key: Style, word: Style) -> list[Segment]:
    return [Segment(f" {hint.key}", key), Segment(f" {hint.word} ", word)]


def _hint_cells(hint: Hint) -> int:
    return cell_len(hint.key) + cell_len(hint.word) + 3


class Notice(Widget):
    """A message above the hint line: takes no space when there is none, and is never cut."""

    DEFAULT_CSS = "Notice { height: auto; display: none; }"
    _MOST_ROWS = 6

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.message = ""
        self.severity: Literal["done", "error"] = "done"

    def show(self, message: str, severity: Literal["done", "error"] = "done") -> None:
        """Say it until the next message, or until it is cleared."""
        self.message, self.severity = printable(message), severity
        self.display = bool(message)
        self.refresh(layout=True)

    def clear(self) -> None:
        """Nothing to say any more."""
        if self.message:
            self.show("")

    def _rows(self, width: int) -> Rows:
        return Rows(self.message, max(width - 4, 8))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002  # Textual's form
        """As many rows as the message takes."""
        return min(len(self._rows(width)), self._MOST_ROWS)

    def render_line(self, y: int) -> Strip:
        """One row of the message; the sign before it says whether it is a failure."""
        styles = palette(self.app.theme)
        width = self.size.width
        rows = self._rows(width)
        if y >= len(rows):
            return Strip.blank(width, styles.text)
        failed = self.severity == "error"
        sign = ("✗" if failed else "✓") if y == 0 else " "
        text = rows.drawn(y, rows.start(y), rows.end(y))[0]
        if y == self._MOST_ROWS - 1 and len(rows) > self._MOST_ROWS:
            text = fit(text, max(width - 6, 1)) + " …"
        style = styles.error if failed else styles.accent
        return Strip([Segment(f" {sign} ", style), Segment(text, styles.text)]).adjust_cell_length(
            width, styles.text
        )
