"""Keys one at a time, in order: none is handled before the one before it has had its effect.

Over a slow line a burst of keys arrives at once: `f`, a name, `enter`, `m`. Textual hands each to
whatever has the focus when it is read, so letters meant for a search could run commands. Here a key
waits until the one before it, and the messages that it caused, have passed the widget that got it. Every key
passes here, so this is also where the keyboard layout in use is seen.
"""

from __future__ import annotations

import os
import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import App
from textual.message import Message

from store.text import clean
from tui.layouts import Keyboard, of_language

if TYPE_CHECKING:
    from textual.await_complete import AwaitComplete
    from textual.driver import Driver
    from textual.message_pump import MessagePump
    from textual.timer import Timer

__all__ = ["Barrier", "OrderedKeys", "PhysicalKey", "Ready", "base_of", "keyboard_of", "meant", "pressed"]

_ROUNDS: Final = (
    3  # the key itself; what it posted (an Input's Submitted); what that one did (a screen's answer)
)
_CALM: Final = 0.15  # seconds after a key during which other threads wait
_PATIENCE: Final = 0.4  # seconds after which keys go on, should a barrier have been lost


class PhysicalKey(events.Key):
    """A key of which the terminal says, beside the character, the key of the Latin layout that it is."""

    def __init__(self, key: str, character: str | None, base: str) -> None:
        super().__init__(key, character)
        self.base = base


PhysicalKey.handler_name = events.Key.handler_name  # handled as any key; Textual goes by the class's name


def pressed(event: events.Key) -> str:
    """A key as the table of commands names it: a sign as itself, anything else by its name."""
    if event.character and event.is_printable and not event.key.startswith("alt+"):
        return "space" if event.character == " " else event.character
    return event.key


def base_of(event: events.Key) -> str:
    """The key of the Latin layout, where the terminal says it; else empty."""
    return event.base if isinstance(event, PhysicalKey) else ""


def keyboard_of(app: App[object]) -> Keyboard:
    """What the app knows of the keyboard."""
    return app.keyboard if isinstance(app, OrderedKeys) else Keyboard()


def meant(app: App[object], event: events.Key) -> tuple[str, ...]:
    """What a key may mean where it is a command, the likeliest first."""
    return keyboard_of(app).candidates(pressed(event), base_of(event))


class Barrier(Message, bubble=True):
    """Follows a key through the queues; back at the app, the key has been dealt with."""

    def __init__(self, rounds: int, serial: int) -> None:
        super().__init__()
        self.rounds = rounds
        self.serial = serial


class Ready(Message):
    """A screen that made keys wait has become ready."""


class OrderedKeys(App[None]):
    """An app whose keys are handled strictly one after the other.

    Pastes wait their turn too, and pass the gate.
    A screen with an attribute `ready` that is False makes keys wait; it posts `Ready` to the app
    when that changes. A screen with a method `take_key` may take keys at once, without a queue.
    """

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
        self.keyboard = Keyboard(likely=of_language(locale))
        self._keys: deque[events.Key | events.Paste] = deque()
        self._serial = 0
        self._waiting_for = 0
        self._rescue: Timer | None = None
        self._last_input = 0.0

    def give_way(self) -> None:
        """For threads that do what nobody waits for: wait while keys come, for the screen needs the interpreter."""
        while (left := self._last_input + _CALM - time.monotonic()) > 0:
            time.sleep(left)

    async def on_event(self, event: events.Event) -> None:
        """Queue keys; everything else as ever."""
        if isinstance(event, events.InputEvent):
            self._last_input = time.monotonic()
        if isinstance(event, (events.Key, events.Paste)) and self._exit:
            return  # what is typed behind the last command is for the shell
        if isinstance(event, events.Paste) and not event.is_forwarded:
            event.text = clean(event.text)
            self._keys.append(event)
            await self._pump()
            return
        if isinstance(event, events.Key) and not event.is_forwarded:
            if event.key == "escape" and not getattr(self.screen, "ready", True):
                self._keys.clear()  # whoever does not want to wait gets out, and what was typed ahead goes
                await self._hand_on(event)
                return
            self._keys.append(event)
            await self._pump()
            return
        await super().on_event(event)

    async def _pump(self) -> None:
        while self._keys and not self._waiting_for and not self._exit:
            screen = self.screen
            if not getattr(screen, "ready", True):
                return
            event = self._keys.popleft()
            if isinstance(event, events.Key):
                event = self._seen(event)
            take = getattr(screen, "take_key", None)
            if take is not None and isinstance(event, events.Key) and take(event):
                continue
            await self._hand_on(event)

    def _seen(self, event: events.Key) -> events.Key:
        """The key, where a chord such as `ctrl+ы` is the Latin one that everything here goes by."""
        key = pressed(event)
        self.keyboard.saw(key)
        if key.isascii() or len(key) == 1:
            return event
        latin = next((each for each in self.keyboard.candidates(key) if each.isascii()), None)
        return event if latin is None else events.Key(latin, None)

    async def _hand_on(self, event: events.Key | events.Paste) -> None:
        """To whatever has the focus; the next key waits for its effect."""
        await super().on_event(event)
        self._serial += 1
        self._waiting_for = self._serial
        self._post(Barrier(_ROUNDS, self._serial))
        self._rescue = self.set_timer(_PATIENCE, partial(self._lost, self._serial))

    def _post(self, barrier: Barrier) -> None:
        target: MessagePump = self.focused or self.screen
        if not target.post_message(barrier):
            self.post_message(barrier)

    def pop_screen(self) -> AwaitComplete:
        """A barrier in a screen that goes is lost; another follows the answer of that screen."""
        popped = super().pop_screen()
        if self._waiting_for:
            self._post(Barrier(_ROUNDS - 1, self._waiting_for))
        return popped

    async def on_barrier(self, barrier: Barrier) -> None:
        """One round is done; after the last one the next key comes."""
        barrier.stop()
        if barrier.serial != self._waiting_for:
            return
        if barrier.rounds > 1:
            self._post(Barrier(barrier.rounds - 1, barrier.serial))
            return
        self.call_next(self._let_go)  # behind a callback that the key has caused

    async def on_ready(self) -> None:
        """A screen has become ready."""
        await self._pump()

    async def _lost(self, serial: int) -> None:
        """The barrier behind that key did not come back. One of an earlier key says nothing of this one."""
        if serial == self._waiting_for:
            await self._let_go()

    async def _let_go(self) -> None:
        if self._rescue is not None:
            self._rescue.stop()
            self._rescue = None
        self._waiting_for = 0
        await self._pump()
