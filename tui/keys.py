"""One dispatcher for all keys: counts, sequences, keyboard layouts. Pure: keys in, commands out.

A digit may be a count (`3w`) or the number of a tag (`3`). Where both are possible it waits for the
next key: a command that takes a count makes it a count, but for those that find or go elsewhere (`1` `]` is
a tag, and then the next annotation); anything else, or `PATIENCE` seconds without a key, makes it a tag.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tui.layouts import Keyboard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.commands import Command

__all__ = ["PATIENCE", "Dispatcher", "Run"]

PATIENCE: Final = 0.6
"""Seconds that a lone digit waits for a motion before it is a tag's number."""

_TAG: Final = "tag_number"


@dataclass(frozen=True, slots=True)
class Run:
    """A command to run, with its count (None when none was typed)."""

    command: str
    count: int | None = None


@dataclass(slots=True)
class _Node:
    command: Command | None = None
    then: dict[str, _Node] = field(default_factory=dict)


class Dispatcher:
    """Turns keys into commands, by the places in which the commands hold."""

    def __init__(self, commands: Iterable[Command], keyboard: Keyboard | None = None) -> None:
        self._keyboard = keyboard or Keyboard()
        self._roots: dict[str, _Node] = {}
        for command in commands:
            for place in command.where:
                for keys in command.keys:
                    node = self._roots.setdefault(place, _Node())
                    for key in keys.split(" "):
                        node = node.then.setdefault(key, _Node())
                    if node.command is not None:
                        raise ValueError(f"{keys!r} in {place} is both {node.command.id} and {command.id}")
                    node.command = command
        self._at: _Node | None = None
        self._digits = ""
        self._typed = ""
        self._tag_possible = False

    @property
    def pending(self) -> str:
        """The keys typed so far of a command that is not complete."""
        return self._typed

    @property
    def waiting(self) -> bool:
        """Whether `timeout` should be called after `PATIENCE` seconds without a key."""
        return self._tag_possible

    def feed(self, key: str, place: str, *, tags: bool = False, base: str = "") -> list[Run]:
        """What this key completes, in order. `tags`: digits may number tags here; `base`: see `candidates`."""
        self._keyboard.saw(key)
        if key == "escape" and self._typed:
            self._reset()
            return []
        root = self._roots.get(place, _Node())
        node = self._at or root
        if self._at is None and self._is_digit(key):
            self._tag_possible = tags and key != "0" and (self._tag_possible or not self._digits)
            if len(self._digits) < _DIGITS:
                self._digits += key
                self._typed += key
            return []
        for candidate in self._keyboard.candidates(key, base):
            found = node.then.get(candidate)
            if found is None:
                continue
            if found.command is None or found.then:
                early = self.timeout() if self._tag_possible and not _counts(found) else []
                self._at = found
                self._tag_possible = False
                self._typed += candidate
                return early
            return self._complete(found.command)
        early = self.timeout()
        self._reset()
        # A key that continues nothing begins anew: `3` `x` is not lost, nor is `g` `m`.
        return early + (self.feed(key, place, tags=tags, base=base) if node is not root else [])

    def timeout(self) -> list[Run]:
        """No key came: a lone digit was the number of a tag."""
        runs = [Run(_TAG, int(self._digits))] if self._tag_possible else []
        if runs:
            self._reset()
        return runs

    def _is_digit(self, key: str) -> bool:
        return (len(key) == 1 and key in "123456789") or (key == "0" and bool(self._digits))

    def _complete(self, command: Command) -> list[Run]:
        early = self.timeout() if self._tag_possible and not _repeats(command) else []
        count = min(int(self._digits), _LARGEST) if self._digits and command.counted else None
        self._reset()
        return [*early, Run(command.id, count)]

    def _reset(self) -> None:
        self._at = None
        self._digits = self._typed = ""
        self._tag_possible = False


_LARGEST: Final = 1_000_000  # no text has more to step over; keeps a wild count harmless
_DIGITS: Final = len(str(_LARGEST))  # a digit key held down types no more of them


def _counts(node: _Node) -> bool:
    if node.command is not None:
        return _repeats(node.command)
    return any(_counts(child) for child in node.then.values())


def _repeats(command: Command) -> bool:
    """Whether a digit that could be a tag's number is a count before it: not where one goes on to another place."""
    return command.counted and command.group != "Find"
