"""The app: wires the desk, the screen and the terminal, and nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import sys
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment
from textual import on
from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.scrollbar import ScrollBar

from store.text import HOSTILE
from tui.keymap import DEFAULT
from tui.memory import Memory
from tui.panes.scrollbar import Thumb
from tui.screens.desk import DeskScreen
from tui.theme import THEMES, colorless, first_theme, next_theme
from tui.typeahead import OrderedKeys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.color import Color
    from textual.screen import Screen

    from store import Desk
    from tui.keymap import Keymap

__all__ = ["NewsdeskApp"]

_HURRY = 2.0  # seconds that whoever ends newsdesk from outside waits for what is being saved

_LINE_ENDS = re.compile("[\n\u2028\u2029\ud800-\udfff]")


class _Safe(LineFilter):
    """The last gate: whatever a widget draws, no control or bidi character leaves with it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  # Textual's form
        """Drop hostile characters: they were counted as no cells, so nothing moves."""
        return [
            Segment(_LINE_ENDS.sub("", HOSTILE.sub("", text)), style, control)
            if not control and (HOSTILE.search(text) or _LINE_ENDS.search(text))
            else Segment(text, style, control)
            for text, style, control in segments
        ]


def _driver() -> type[Driver] | None:
    if sys.platform == "win32":  # Textual's own there
        return None
    from tui.driver import DeskDriver

    return DeskDriver


ScrollBar.renderer = Thumb


class NewsdeskApp(OrderedKeys):
    """The desk in a terminal."""

    TITLE = "newsdesk"
    CSS_PATH = "newsdesk.tcss"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    BINDINGS: ClassVar = []

    def __init__(self, desk: Desk, *, greeting: str = "", keymap: Keymap = DEFAULT) -> None:
        super().__init__(driver_class=_driver())
        self._desk = desk
        desk.give_way = self.give_way
        self._greeting = greeting
        self._in_force = keymap
        self._safe = _Safe()
        self.failure: Exception | None = None
        self._home: DeskScreen | None = None
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self._colorless = colorless()
        few = self.console.color_system in (None, "standard")
        self._begin_with(first_theme(Memory(desk).theme, few=few))

    def _begin_with(self, theme: str) -> None:
        """Take a theme before there is anything to draw: else all styles would be read twice."""
        self.set_reactive(App.theme, theme)
        dark = self.current_theme.dark
        for name, has in ((f"-theme-{theme}", True), ("-dark-mode", dark), ("-light-mode", not dark)):
            self.set_class(has, name, update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """The one screen."""
        self._home = DeskScreen(
            self._desk, greeting=self._greeting, keymap=self._in_force, keyboard=self.keyboard
        )
        return self._home

    def finish(self) -> None:
        """After `run`: what was still being saved is saved, however long the disk takes; the terminal is free."""
        if self._home is not None:
            self._home.outbox.drain()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Every line passes the last gate; with NO_COLOR it leaves its colours there."""
        filters = [each for each in super().get_line_filters() if not isinstance(each, Monochrome | NoColor)]
        return [*filters, *([NoColor()] if self._colorless else []), self._safe]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Variables of the stylesheet, for a theme that is not the desk's own."""
        return {"nd-dim": "ansi_default", "nd-rule": "ansi_default", "nd-thumb": "ansi_default"}

    def next_theme(self) -> str | None:
        """Take the next theme; its name, or None where NO_COLOR leaves no choice."""
        if self._colorless:
            return None
        self.theme = next_theme(self.theme)
        return self.theme

    def write_terminal(self, sequence: str) -> None:
        """Hand an escape sequence of our own to the terminal."""
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()

    def to_shell(self) -> bool:
        """Hand the terminal back to the shell until it wants the desk again; False where there is none."""
        stop = getattr(self._driver, "to_shell", None)
        return stop is not None and stop()

    @on(Driver.SignalResume)
    def _back_from_shell(self) -> None:
        """Draw all: of what was on the screen nothing is left."""
        self.refresh()

    def on_mount(self) -> None:
        """Listen for the terminal's hang-up and for requests to end; ctrl+c typed here is a key, no signal."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM", "SIGINT"):
            if number := getattr(signal, name, None):
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._hang_up)

    def _hang_up(self) -> None:
        """Keep what is being written as a draft, and leave."""
        desk = self.screen_stack[0]
        if isinstance(desk, DeskScreen):
            desk.leave(at_most=_HURRY)
        else:
            self.exit()

    def exit(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Textual's form
        """Leave at once: an index that is being made is given up."""
        self._desk.interrupt()
        super().exit(*args, **kwargs)

    async def action_quit(self) -> None:
        """`ctrl+q` anywhere: as `q` at the desk, which asks about unsaved drafts."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        desk = self.screen
        if isinstance(desk, DeskScreen):
            if desk.editor.is_open:
                desk.editor.close()
            desk.show_source()
            desk.perform("quit")
        else:
            self.exit()

    def _fatal_error(self) -> None:
        """Leave without a traceback, whose locals would show text; the caller writes the report."""
        self.failure = self._exception
        self._close_messages_no_wait()
