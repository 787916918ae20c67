"""The keys in force: those of the table, and those of the user's own file in their place.

The file is TOML, a table `[keys]` of command ids, each with a key or a list of keys, or with "" for none.
Whatever is wrong in it is told in one sentence each, the rest applies, and the desk opens in any case.
Imports neither the screen nor, where there is no file, the reader of TOML: the first frame waits for this.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.commands import BY_ID, COMMANDS, Command, shown
from tui.keynames import NAMES, SAME, key_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["DEFAULT", "FIXED", "Keymap", "keys_file", "load", "read"]

_VARIABLE: Final = "NEWSDESK_KEYS"
_MOST: Final = 32_000  # bytes; no file of keys is longer

FIXED: Final = {
    "tag_number": "its keys are the digits, which are counts as well",
    "escape": "escape leaves everything, always",
}
"""Commands whose keys stay, and why."""

_PLACES: Final = {
    "source": "in the text",
    "fresh": "in a selection",
    "select": "in a selection",
    "annotations": "among the annotations",
    "adjust": "where boundaries are moved",
}


@dataclass(frozen=True)
class Keymap:
    """The commands with the keys in force, and what was wrong in the file that changes them."""

    commands: tuple[Command, ...] = COMMANDS
    problems: tuple[str, ...] = ()
    path: str = ""

    @cached_property
    def by_id(self) -> dict[str, Command]:
        """The commands by their ids."""
        return {command.id: command for command in self.commands}

    def key(self, command: str) -> str:
        """The first key of a command, as people write it; one without a key is run from the palette."""
        keys = self.by_id[command].keys or self.by_id["palette"].keys
        return shown(keys[0]) if keys else ""

    def now(self, keys: str) -> str:
        """What is pressed in the text instead of our own keys for something; the same where they are in force."""
        for command in COMMANDS:
            if keys in command.keys and "source" in command.where:
                mine = self.by_id[command.id].keys
                return keys if keys in mine else self.key(command.id)
        return keys


DEFAULT: Final = Keymap()


def keys_file(environment: Mapping[str, str] = os.environ) -> str:
    """Where the user's keys are, whether or not the file is there."""
    if named := environment.get(_VARIABLE):
        return named
    base = environment.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")  # noqa: PTH111, PTH118  # pathlib's parser is slower, at start
    return os.path.join(base, "newsdesk", "keys.toml")  # noqa: PTH118  # the same


def load(environment: Mapping[str, str] = os.environ) -> Keymap:
    """The keys in force. Never fails: a file that cannot be read is a problem told of."""
    path = keys_file(environment)
    try:
        # A pipe would be waited for.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:  # noqa: PTH123  # the same
            data = file.read(_MOST + 1) or b""
    except FileNotFoundError:
        told = f"{path} is not there; ${_VARIABLE} names it." if environment.get(_VARIABLE) else ""
        return Keymap(problems=(told,), path=path) if told else DEFAULT
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such name"
        return Keymap(
            problems=(f"{path} cannot be read ({reason}); the keys are those of newsdesk.",), path=path
        )
    if len(data) > _MOST:
        return Keymap(
            problems=(f"{path} is too long to be a file of keys; the keys are those of newsdesk.",), path=path
        )
    return read(data, path)


def read(data: bytes, path: str = "keys.toml") -> Keymap:
    """The keys in force under a file of these bytes."""
    import tomllib  # only where there is a file

    name = os.path.basename(path)  # noqa: PTH119  # a string as the rest
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        found = tomllib.loads(text)
    except UnicodeDecodeError:
        return Keymap(problems=(f"{name} is not in UTF-8; the keys are those of newsdesk.",), path=path)
    except (ValueError, RecursionError) as error:  # a number may have more digits than Python reads
        told = f"{name} is no TOML: {error}. The keys are those of newsdesk."
        return Keymap(problems=(told,), path=path)
    reader = _Reader(name, text)
    for table in found:
        if table != "keys":
            reader.tell(table, f"“{_cut(table)}” stands outside the table [keys], where nothing is read")
    asked = found.get("keys", {})
    if not isinstance(asked, dict):
        reader.tell("keys", "[keys] should be a table of commands and their keys")
        asked = {}
    wanted = {
        command: keys for command, value in asked.items() if (keys := reader.keys(command, value)) is not None
    }
    return Keymap(commands=reader.settled(wanted), problems=tuple(reader.problems), path=path)


def _cut(text: str) -> str:
    from store.text import printable, shorten  # only for what is wrong

    return shorten(printable(text), 40)


class _Given(NamedTuple):
    """A sequence of keys in a place."""

    command: str
    keys: str
    place: str
    own: bool
    """Whether the user's file gives it."""


class _Reader:
    """Reads what the file says of the commands, and collects what is wrong with it."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text
        self.problems: list[str] = []

    def tell(self, about: str, sentence: str) -> None:
        """A problem, with the line where the name stands."""
        found = re.search(
            rf"""^[ \t]*(?:\[[ \t]*)?["']?{re.escape(about)}["']?[ \t]*[=\].]""", self._text, re.MULTILINE
        )
        line = f", line {self._text.count(chr(10), 0, found.start()) + 1}" if found else ""
        told = f"{self._name}{line}: {sentence}" + ("" if sentence.endswith("?") else ".")
        if told not in self.problems:
            self.problems.append(told)

    def keys(self, command: str, value: object) -> tuple[str, ...] | None:
        """The keys that the file gives a command; None leaves it as it is."""
        if command not in BY_ID:
            self.tell(command, f"there is no command “{_cut(command)}”{_nearest(command, BY_ID)}")
            return None
        if command in FIXED:
            self.tell(command, f"the keys of {command} stay as they are: {FIXED[command]}")
            return None
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            self.tell(
                command, f'{command} should have a key, as "ctrl+d", or a list of keys, as ["g g", "home"]'
            )
            return None
        found = [self._sequence(command, each) for each in values if each.strip() or each == " "]
        if found and not any(found):
            return None  # a key that is none takes nothing away
        return tuple(dict.fromkeys(keys for keys in found if keys))

    def _sequence(self, command: str, text: str) -> str:
        """The keys as the table of commands writes them; empty when they are none."""
        keys = [key_name(part) for part in text.split()] or ["space"]
        for key, part in zip(keys, text.split() or [text], strict=True):
            if not key:
                self.tell(command, f"“{_cut(part)}” is not the name of a key ({command}){_expected(part)}")
                return ""
            if key in SAME:
                self.tell(command, f"terminals send {SAME[key]} for {key}; {command} needs another key")
                return ""
            if key == "escape":
                self.tell(command, f"escape always leaves; {command} needs another key")
                return ""
        if keys[0] in "123456789":
            self.tell(command, f"digits are counts and tags; {command} needs another key than {keys[0]}")
            return ""
        return " ".join(keys)

    def settled(self, wanted: Mapping[str, tuple[str, ...]]) -> tuple[Command, ...]:
        """All commands with their keys: where two want one, the file's goes before ours, the first before the second."""
        order = [
            *((BY_ID[command], keys, True) for command, keys in wanted.items()),
            *((command, command.keys, False) for command in COMMANDS if command.id not in wanted),
        ]
        taken: dict[tuple[str, str], _Given] = {}
        kept: dict[str, tuple[str, ...]] = {}
        lost: dict[tuple[_Given, bool], list[_Given]] = {}
        for command, sequences, own in order:
            mine = []
            for keys in sequences:
                clash = next(filter(None, (_clash(taken, place, keys) for place in command.where)), None)
                if clash is not None:
                    lost.setdefault((clash, own), []).append(_Given(command.id, keys, clash.place, own))
                    continue
                mine.append(keys)
                for place in command.where:
                    taken[place, keys] = _Given(command.id, keys, place, own)
            kept[command.id] = tuple(mine)
        for (first, own), others in lost.items():
            self._tell_clash(first, others, own=own)
        return tuple(
            command if kept[command.id] == command.keys else replace(command, keys=kept[command.id])
            for command in COMMANDS
        )

    def _tell_clash(self, first: _Given, others: list[_Given], *, own: bool) -> None:
        """What has a key, and what wanted it too. `own`: the file gives it to those as well."""
        where = _PLACES.get(first.place, first.place)
        names = _listed([other.command for other in others])
        one = len(others) == 1
        if others[0].keys == first.keys:
            what = f"{shown(first.keys)} is the key of both {first.command} and {names} {where}"
        elif len(others[0].keys) > len(first.keys):
            longer = _listed([f"{shown(other.keys)} ({other.command})" for other in others])
            what = f"{shown(first.keys)} ({first.command}) begins {longer}, so that {where} only one of them can be"
        else:
            what = (
                f"{shown(others[0].keys)} ({names}) begins {shown(first.keys)} ({first.command}), so that {where} "
                "only one of them can be"
            )
        advice = f"{first.command} has it, {names} {'goes' if one else 'go'} without"
        if not own:
            advice += f"; give {names} {'another key' if one else 'other keys'} here"
        self.tell(others[0].command if own else first.command, f"{what}: {advice}")


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _clash(taken: Mapping[tuple[str, str], _Given], place: str, keys: str) -> _Given | None:
    """What in that place has the same keys, or the beginning of them, or goes on from them."""
    for (where, others), given in taken.items():
        if where == place and (f"{others} ".startswith(f"{keys} ") or f"{keys} ".startswith(f"{others} ")):
            return given
    return None


def _expected(part: str) -> str:
    near = _nearest(part.rpartition("+")[2].casefold(), NAMES)
    return (
        near
        or "; a key is a sign as it is typed, a name such as pageup or f5, or ctrl+, alt+ or shift+ and one"
    )


def _nearest(text: str, names: Iterable[str]) -> str:
    from difflib import get_close_matches  # only for what is wrong

    near = get_close_matches(text, list(names), 1)
    return f"; did you mean “{near[0]}”?" if near else ""
