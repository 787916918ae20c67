"""Small screens over the desk: help, a question, and where to export to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from store.text import printable
from tui.commands import COMMANDS, GROUPS, shown
from tui.panes.bars import Hint, fit
from tui.panes.rows import Rows
from tui.screens.over import Over
from tui.screens.picker import Picker
from tui.theme import palette

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.widget import Widget

    from tui.panes.lists import Drawing
    from tui.theme import Palette

__all__ = ["ConfirmScreen", "ExportChoice", "ExportScreen", "HelpScreen"]

_KEYS = 22
_INTRO = (
    "Keys work on Ukrainian, Russian and Belarusian layouts too: the key of j is о. "
    "A number before a motion repeats it: 3w. A digit alone puts the tag of that number."
)


class _Pages(ScrollView):
    """The help's text, wrapped to the width."""

    can_focus = True

    def __init__(self) -> None:
        super().__init__(id="help-text")
        self._lines: list[tuple[str, str, str]] = []

    def on_resize(self) -> None:
        """Wrap anew."""
        width = self.scrollable_content_region.width
        keys = min(_KEYS, max(width // 3, 10))
        self._lines = [("", text, "text") for text in _wrapped(_INTRO, width - 2)]
        for group in GROUPS:
            self._lines += [("", "", "text"), ("", group, "head")]
            for command in COMMANDS:
                if command.group == group:
                    text = command.title + (f" ({command.help})" if command.help else "")
                    names = (
                        "  ".join(shown(key) for key in command.keys)
                        or "1…9" * (command.id == "tag_number")
                        or ":"
                    )
                    for number, part in enumerate(_wrapped(text, width - keys - 3)):
                        self._lines.append((fit(names, keys - 1) if not number else "", part, "command"))
        self.virtual_size = Size(width, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """One row."""
        styles = palette(self.app.theme)
        width = self.scrollable_content_region.width
        row = y + round(self.scroll_y)
        if row >= len(self._lines) or width <= 0:
            return Strip.blank(max(width, 0), styles.text)
        key, text, kind = self._lines[row]
        if kind == "command":
            keys = min(_KEYS, max(width // 3, 10))
            segments = [Segment(f" {key:<{keys - 1}} ", styles.accent), Segment(text, styles.text)]
        else:
            segments = [Segment(f" {text}", styles.strong if kind == "head" else styles.dim)]
        return Strip(segments).adjust_cell_length(width, styles.text)


def _wrapped(text: str, width: int) -> list[str]:
    rows = Rows(text, max(width, 8))
    return [rows.drawn(row, rows.start(row), rows.end(row))[0].rstrip() for row in range(len(rows))]


class HelpScreen(Over[None]):
    """All commands and their keys, by group."""

    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        Binding("escape,q,question_mark,enter", "dismiss", show=False)
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pages = _Pages()

    def compose(self) -> Iterable[Widget]:
        """The pages and a hint."""
        with Vertical(id="help"):
            yield Static(Content("Help"), id="help-title")
            yield self._pages
            yield self.hint_bar

    def hints(self) -> list[Hint]:
        """See `Over`."""
        return [Hint("j k space", "scroll"), Hint("esc", "leave")]

    def opened(self) -> None:
        """Take the keys."""
        self.set_focus(self._pages)

    def on_key(self, event: events.Key) -> None:
        """Scroll as the source pane does."""
        height = max(self._pages.scrollable_content_region.height - 1, 1)
        steps = {
            "j": 1,
            "о": 1,
            "k": -1,
            "л": -1,
            "space": height,
            "g": -9999,
            "п": -9999,
            "G": 9999,
            "П": 9999,
        }
        by = steps.get(event.key) or steps.get(event.character or "")
        if by:
            self._pages.scroll_to(y=self._pages.scroll_y + by, animate=False)
            event.stop()
        elif event.character in ("й", ",", "&"):  # q and ? on Cyrillic layouts
            self.dismiss(None)


class ConfirmScreen(Over[str]):
    """A question whose answers are keys; gives the key, or nothing with escape."""

    def __init__(self, question: str, answers: Iterable[Hint]) -> None:
        super().__init__()
        self._question = printable(question)
        self._answers = [*answers, Hint("esc", "stay")]

    def compose(self) -> Iterable[Widget]:
        """The question and its answers."""
        with Vertical(id="confirm"):
            yield Static(Content(self._question), id="confirm-question")
            yield self.hint_bar

    def hints(self) -> list[Hint]:
        """See `Over`: the answers."""
        return self._answers

    def take_key(self, event: events.Key) -> bool:
        """One key answers."""
        from tui.layouts import candidates  # only here

        for key in candidates(event.character or event.key):
            if key in {answer.key for answer in self._answers}:
                self.dismiss(key)
                return True
        if event.key == "escape":
            self.dismiss("")
        return True


class ExportChoice(NamedTuple):
    """What to export, and where to."""

    folder: str
    article: str | None
    tag: str | None


class _Scope(NamedTuple):
    title: str
    article: str | None
    tag: str | None
    annotations: int


class ExportScreen(Picker[_Scope, ExportChoice]):
    """A folder to type, a scope to choose."""

    TITLE_TEXT: ClassVar[str] = "Export to Markdown: the folder, and what"
    PLACEHOLDER: ClassVar[str] = "a folder; it is made when it is not there"
    SMALL: ClassVar[bool] = True
    HINTS: ClassVar[tuple[Hint, ...]] = (Hint("↑↓", "what"), Hint("enter", "export"), Hint("esc", "leave"))

    def __init__(self, folder: str, scopes: list[tuple[str, str | None, str | None, int]]) -> None:
        super().__init__()
        self._input.value = folder
        self._scopes = [_Scope(*scope) for scope in scopes]
        self._shown = False

    def look_up(self, text: str) -> None:  # noqa: ARG002  # the scopes do not depend on the folder
        """The scopes, once."""
        if not self._shown:
            self._shown = True
            self.answer(self._scopes)

    def draw(self, item: _Scope, width: int, styles: Palette) -> Drawing:
        """The scope and its count of annotations."""
        return [[(fit(f"{item.title} ({item.annotations})", width), styles.text)]]

    def picked(self, item: _Scope | None) -> ExportChoice | None:
        """Folder and scope."""
        folder = self.text.strip()
        if item is None or not folder:
            return None
        return ExportChoice(folder, item.article, item.tag)
