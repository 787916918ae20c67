"""The help: all commands with the keys in force, by group, to scroll and to look through."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.containers import Vertical
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input

from tui.commands import COMMANDS, GROUPS, Command, shown
from tui.layouts import LATIN, LAYOUTS, on_layout
from tui.panes.bars import Hint, TitleBar
from tui.panes.rows import Rows
from tui.screens.over import Over
from tui.theme import palette
from tui.typeahead import keyboard_of, meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.widget import Widget

__all__ = ["HelpScreen", "keys_on", "sections"]

_KEYS: Final = 22  # cells at most for the column of keys
_NUMBERS: Final = "A number before a motion repeats it: 3w. A number alone puts the tag of that number."
_LAYOUTS: Final = (
    "The keys lie where they do on a Latin keyboard: on Ukrainian, Russian and Belarusian layouts j is о. tab "
    "shows them as they are there. A sign that both layouts have is read by the layout of the letter typed "
    "last: . is the key of / on a Cyrillic one. Keys that every layout has: ctrl+f finds, end is $, ctrl+↓ is }."
)
_OWN: Final = (
    "newsdesk keys --file names the file for them, newsdesk keys lists the keys in force. In lists, questions, "
    "notes and this help the keys stay as they are."
)
_MORE: Final = (("Numbers", _NUMBERS), ("Keyboard layouts", _LAYOUTS), ("Keys of your own", _OWN))
_NOTHING: Final = "No command has that."
_END: Final = 1_000_000


def keys_on(command: Command, layout: str) -> list[str]:
    """The keys of a command as they are written on a layout; those that are not to be had there are left out."""
    if command.id == "tag_number":
        return ["1 … 9"]
    found = []
    for keys in command.keys:
        there = keys.split(" ") if layout == LATIN else [on_layout(key, layout) for key in keys.split(" ")]
        if all(there):
            found.append(shown(" ".join(there)))
    return found


def sections(commands: Iterable[Command], text: str = "") -> list[tuple[str, list[Command]]]:
    """Groups and their commands; only those that have each word of `text`, in what they do or as a key."""
    words = text.casefold().split()
    found = []
    for group in GROUPS:
        having = [
            command
            for command in commands
            if command.group == group
            and all(
                word in f"{command.title} {group} {command.help}".casefold()
                or word in {shown(keys).casefold() for keys in command.keys}
                for word in words
            )
        ]
        if having:
            found.append((group, having))
    return found


class _Pages(ScrollView):
    """The help's text, wrapped to the width."""

    can_focus = True

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__(id="help-text")
        self._commands = commands
        self._text = ""
        self._layout = LATIN
        self._column = _KEYS
        self._lines: list[tuple[str, str, str]] = []

    def show(self, text: str, layout: str) -> None:
        """Only what has these words, with the keys as on that layout."""
        self._text, self._layout = text, layout
        self._wrap()
        self.refresh()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._wrap()

    def _wrap(self) -> None:
        width = self.scrollable_content_region.width
        column = min(_KEYS, max(width // 3, 10))
        self._column = column
        lines: list[tuple[str, str, str]] = []
        found = sections(self._commands, self._text)
        for group, commands in found:
            lines += [*_gap(lines), ("", group, "head")]
            for command in commands:
                text = command.title + (f" ({command.help})" if command.help else "")
                keys = "  ".join(key.replace(" ", "\u00a0") for key in keys_on(command, self._layout)) or ":"
                lines += [
                    (key, part, "command")
                    for key, part in zip_longest(
                        _wrapped(keys, column - 2), _wrapped(text, width - column - 3), fillvalue=""
                    )
                ]
        if not self._text:
            for head, text in _MORE:
                lines += [*_gap(lines), ("", head, "head")]
                lines += [("", line, "text") for line in _wrapped(text, width - 2)]
        elif not found:
            lines = [("", _NOTHING, "text")]
        self._lines = lines
        self.virtual_size = Size(width, len(lines))

    def render_line(self, y: int) -> Strip:
        """One row."""
        styles = palette(self.app.theme)
        width = self.scrollable_content_region.width
        row = y + round(self.scroll_y)
        if row >= len(self._lines) or width <= 0:
            return Strip.blank(max(width, 0), styles.text)
        key, text, kind = self._lines[row]
        if kind == "command":
            segments = [Segment(f" {key:<{self._column - 1}} ", styles.accent), Segment(text, styles.text)]
        else:
            segments = [Segment(f" {text}", styles.strong if kind == "head" else styles.dim)]
        return Strip(segments).adjust_cell_length(width, styles.text)


def _gap(lines: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [("", "", "text")] if lines else []


def _wrapped(text: str, width: int) -> list[str]:
    rows = Rows(text, max(width, 8))
    return [rows.drawn(row, rows.start(row), rows.end(row))[0].rstrip() for row in range(len(rows))]


class HelpScreen(Over[None]):
    """All commands and their keys, by group."""

    def __init__(self, commands: Sequence[Command] = COMMANDS) -> None:
        super().__init__()
        self._pages = _Pages(commands)
        self._title = TitleBar(id="help-title")
        self._field = Input(placeholder="look for a command or a key", id="help-find", compact=True)
        self._field.cursor_blink = False
        self._layout = LATIN

    def compose(self) -> Iterable[Widget]:
        """The pages, a field to look for something, and a hint."""
        with Vertical(id="help"):
            yield self._title
            yield self._pages
            yield self._field
            yield self.hint_bar

    def hints(self) -> list[Hint]:
        """See `Over`."""
        if self.focused is self._field:
            return [Hint("enter", "go"), Hint("esc", "all")]
        return [Hint("j k space", "scroll"), Hint("/", "find"), Hint("tab", "layout"), Hint("esc", "leave")]

    def opened(self) -> None:
        """Take the keys, and show them as on the layout in use."""
        self._field.display = False
        layout = keyboard_of(self.app).layout
        self._layout = layout if layout in LAYOUTS else LATIN
        self._show()
        self.set_focus(self._pages)

    def _show(self) -> None:
        self._title.show("Help", f"keys on a {self._layout} layout", [])
        self._pages.show(self._field.value, self._layout)
        self.hint_bar.show(self.hints())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look as it is typed."""
        event.stop()
        self._show()
        self._scroll(-_END)

    def take_key(self, event: events.Key) -> bool:
        """Scroll as the source pane does; False where text is being typed, and for keys that do nothing here."""
        typing = self.focused is self._field
        if typing and event.key not in ("escape", "enter", "tab", "ctrl+c", "up", "down"):
            return False
        height = max(self._pages.scrollable_content_region.height - 1, 1)
        steps = {
            **dict.fromkeys(("j", "down"), 1),
            **dict.fromkeys(("k", "up"), -1),
            **dict.fromkeys(("space", "pagedown"), height),
            **dict.fromkeys(("b", "pageup"), -height),
            "ctrl+d": (height + 1) // 2,
            "ctrl+u": -(height + 1) // 2,
            **dict.fromkeys(("g", "home"), -_END),
            **dict.fromkeys(("G", "end"), _END),
        }
        for key in meant(self.app, event):
            if key in steps:
                self._scroll(steps[key])
            elif key in ("/", "ctrl+f"):
                self._look()
            elif key == "tab":
                names = (LATIN, *LAYOUTS)
                self._layout = names[(names.index(self._layout) + 1) % len(names)]
                self._show()
            elif key == "enter" and typing:
                self._look_no_more()
            elif key in ("escape", "ctrl+c") and (typing or self._field.value):
                self._field.value = ""
                self._look_no_more()
            elif key in ("escape", "ctrl+c", "q", "?", "f1", "enter"):
                self.dismiss(None)
            else:
                continue
            return True
        return False

    def _scroll(self, by: int) -> None:
        self._pages.scroll_to(y=self._pages.scroll_y + by, animate=False)

    def _look(self) -> None:
        self._field.display = True
        self.set_focus(self._field)
        self._show()

    def _look_no_more(self) -> None:
        self._field.display = bool(self._field.value)
        self.set_focus(self._pages)
        self._show()
