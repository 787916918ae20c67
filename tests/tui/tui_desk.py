"""Driving the app in tests: texts, desks, keys posted in bursts, and what is seen on the screen."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar
from unittest.mock import patch

from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Offset, Size
from textual.keys import _character_to_key

from store import Desk
from store.intake import Known, Source
from tui.app import NewsdeskApp
from tui.keymap import DEFAULT
from tui.screens.desk import DeskScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot
    from textual.screen import Screen

    from store import Annotation, Article
    from tui.keymap import Keymap

__all__ = ["PATIENCE", "At", "desk_of", "key_event", "keys_of", "new_app", "opened"]

S = TypeVar("S", bound="Screen[Any]")

PATIENCE: Final = 20.0
"""Seconds after which a wait fails: many, since machines are busy; a wait ends as soon as it may."""

_PLAIN: Final = (
    "NO_COLOR",
    "NEWSDESK_THEME",
    "TMUX",
    "SSH_CONNECTION",
    "SSH_TTY",
    "DISPLAY",
    "WAYLAND_DISPLAY",
)


def desk_of(*texts: str, language: str | None = None) -> Desk:
    """A desk in memory with an article of each text; its first line is its title."""
    desk = Desk.in_memory()
    for number, text in enumerate(texts):
        title = text.split("\n", 1)[0][:100] or f"article {number}"
        known = Known(title=title, language=language, outlet="Test", published="2024-02-29")
        source = Source(path=f"text-{number}.txt", data=text.encode("utf-8"), known=known)
        reports = list(desk.import_sources([source]))
        assert reports[0].status == "added", reports
    return desk


def new_app(desk: Desk, *, greeting: str = "", color: bool = True, keymap: Keymap = DEFAULT) -> NewsdeskApp:
    """The app, in an environment without what the terminal that runs the tests may have set."""
    environment = {name: value for name, value in os.environ.items() if name not in _PLAIN}
    if not color:
        environment["NO_COLOR"] = "1"
    with patch.dict(os.environ, environment, clear=True):
        return NewsdeskApp(desk, greeting=greeting, keymap=keymap)


def keys_of(line: str) -> list[str]:
    """Keys parted by spaces; `=word` is a word typed letter by letter, `_` in it a space."""
    keys: list[str] = []
    for part in line.split():
        if part.startswith("=") and len(part) > 1:
            keys += [" " if letter == "_" else letter for letter in part[1:]]
        else:
            keys.append(part)
    return keys


def key_event(key: str) -> events.Key:
    """A key as Textual's parser gives it: a sign by itself, a named key by its name."""
    if len(key) > 1:
        return events.Key(key, {"space": " ", "tab": "\t", "enter": "\r"}.get(key))
    return events.Key(key if key.isalnum() else _character_to_key(key), key)


class At:
    """Someone at the desk: presses keys, and sees."""

    def __init__(self, app: NewsdeskApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def desk(self) -> Desk:
        """The desk under the app."""
        return self.app._desk

    @property
    def screen(self) -> DeskScreen:
        """The one screen, whatever lies over it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, DeskScreen)
        return screen

    @property
    def top(self) -> Screen[Any]:
        """The screen that is seen."""
        return self.app.screen

    def home(self) -> bool:
        """Whether nothing lies over the desk."""
        return self.app.screen is self.screen

    def over(self, kind: type[S]) -> S:
        """The screen that lies over the desk, which must be of that kind."""
        top = self.app.screen
        assert isinstance(top, kind), top
        return top

    def focus(self) -> str:
        """Where keys go: `source`, `annotations`, `find`, `filter`, `note`, or the id of another widget."""
        focused = self.app.focused
        if focused is None:
            return ""
        return "note" if focused.parent is self.screen.editor else focused.id or ""

    # Acting

    async def keys(self, *lines: str) -> None:
        """Press keys in a burst, as `keys_of` reads them, and wait until they have had their effect."""
        self.post(*lines)
        await self.settled()

    def post(self, *lines: str) -> None:
        """Post the keys, and do not wait."""
        for line in lines:
            for key in keys_of(line):
                self.app.post_message(key_event(key))

    async def write(self, text: str) -> None:
        """Type a text letter by letter, line feeds as enter."""
        for letter in text:
            self.app.post_message(key_event("enter" if letter == "\n" else letter))
        await self.settled()

    async def click(self, spot: Offset, times: int = 1) -> None:
        """Press and let go the first mouse button, so often, as a terminal reports it."""
        self.app._click_chain_last_offset = None
        for _ in range(times):
            self.mouse(events.MouseDown, spot)
            self.mouse(events.MouseUp, spot)
        await self.settled()

    async def drag(self, *spots: Offset) -> None:
        """Press at the first spot, pass over the others, and let go at the last."""
        self.mouse(events.MouseDown, spots[0])
        for spot in spots[1:]:
            await self.settled()
            self.mouse(events.MouseMove, spot)
        await self.settled()
        self.mouse(events.MouseUp, spots[-1])
        await self.settled()

    def mouse(self, kind: type[events.MouseEvent], spot: Offset, button: int = 1) -> None:
        """Post one event of the mouse, and do not wait."""
        x, y = spot
        event = kind(None, x, y, 0, 0, button, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)
        self.app.post_message(event)

    async def settled(self) -> None:
        """Wait until no key waits, every screen is ready, and what was changed is saved and painted."""
        end = time.monotonic() + PATIENCE
        app = self.app
        while time.monotonic() < end:
            await self.pilot._wait_for_screen()
            if app._exception or not app.is_running:
                return
            ready = all(
                getattr(screen, "ready", True) and getattr(screen, "_resting", None) is None
                for screen in app.screen_stack[-1:]
            )
            if not app._keys and not app._waiting_for and ready and not self._saving():
                break
            await asyncio.sleep(0.001)
        else:
            raise AssertionError("the app did not come to rest")
        await self.pilot._wait_for_screen()
        for screen in app.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.follow()  # which it would do by itself a moment later
        app.screen._on_timer_update()
        await self.pilot._wait_for_screen()

    def _saving(self) -> bool:
        desks = [screen for screen in self.app.screen_stack if isinstance(screen, DeskScreen)]
        return any(screen.outbox.pending for screen in desks)

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait, without asking the app to be at rest, until something holds."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, "what was waited for did not come"
            await asyncio.sleep(0.005)

    async def resize(self, width: int, height: int) -> None:
        """Another size of the terminal."""
        size = Size(width, height)
        driver = self.app._driver
        assert isinstance(driver, HeadlessDriver)
        driver._size = size
        self.app.post_message(events.Resize(size, size))
        await self.until(lambda: self.app.screen._compositor.size == size)
        await self.settled()

    # Seeing

    @property
    def rows(self) -> list[str]:
        """What is painted, row by row."""
        app = self.app
        strips = app.screen._compositor.render_strips()
        assert len(strips) == app.size.height
        return [strip.text for strip in strips]

    @property
    def seen(self) -> str:
        """All of it as one text."""
        return "\n".join(self.rows)

    @property
    def hint(self) -> str:
        """The last row: what keys do here, and a word about what was done."""
        return self.rows[-1]

    @property
    def article(self) -> Article:
        """The article that is open."""
        article = self.screen.source.article
        assert article is not None
        return article

    @property
    def text(self) -> str:
        """Its text."""
        return self.screen.source.text

    @property
    def cursor(self) -> int:
        """Where the cursor is."""
        return self.screen.source.cursor

    @property
    def selected(self) -> str | None:
        """The text that is selected."""
        span = self.screen.source.selected
        return self.text[span.start : span.end] if span else None

    @property
    def annotations(self) -> list[Annotation]:
        """Those of the article that is open, from the desk."""
        return self.desk.annotations(article=self.article.id)

    @property
    def quotes(self) -> list[str]:
        """What is highlighted."""
        return [annotation.quote for annotation in self.annotations]

    def goto(self, words: str, *, offset: int = 0) -> None:
        """Put the cursor on the first letter of some words of the text."""
        self.screen.source.goto(self.text.index(words) + offset)
        self.screen.follow()

    def at(self, offset: int) -> Offset:
        """Where the grapheme at an offset is on the screen."""
        source = self.screen.source
        row = source._rows.row_at(offset)
        column = source._rows.column(offset) + 3 + source._left
        region = source.region
        return Offset(region.x + column, region.y + row - round(source.scroll_y))


@asynccontextmanager
async def opened(
    desk: Desk,
    size: tuple[int, int] = (100, 30),
    *,
    greeting: str = "",
    color: bool = True,
    keymap: Keymap = DEFAULT,
) -> AsyncIterator[At]:
    """The app over a desk, ready for keys. An error within the app is raised at the end."""
    app = new_app(desk, greeting=greeting, color=color, keymap=keymap)
    async with app.run_test(size=size, notifications=True) as pilot:
        at = At(app, pilot)
        await at.settled()
        yield at
