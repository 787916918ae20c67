"""The keys in force as text and as objects, for `newsdesk keys`; spelled as the file of keys spells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.commands import BY_ID, GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.keymap import Keymap

__all__ = ["key_lines", "key_objects"]


def key_lines(keymap: Keymap) -> Iterator[str]:
    """By group: keys, the command's id, what it does; a star marks keys that the user's file gives."""
    keys = {command.id: _shown(command.id, command.keys) for command in keymap.commands}
    widths = max(map(len, keys.values())), max(map(len, keys))
    for number, group in enumerate(GROUPS):
        yield from ("",) * bool(number)
        yield group
        for command in keymap.commands:
            if command.group == group:
                mark = "*" if command.keys != BY_ID[command.id].keys else " "
                where = "  (annotations pane)" if command.where == ("annotations",) else ""
                yield f"{mark} {keys[command.id]:<{widths[0]}}  {command.id:<{widths[1]}}  {command.title}{where}"


def key_objects(keymap: Keymap) -> Iterator[dict[str, Any]]:
    """One object a command."""
    for command in keymap.commands:
        yield {
            "command": command.id,
            "title": command.title,
            "group": command.group,
            "keys": list(command.keys),
            "where": list(command.where),
            "changed": command.keys != BY_ID[command.id].keys,
        }


def _shown(command: str, keys: tuple[str, ...]) -> str:
    return "1 … 9" if command == "tag_number" else ", ".join(keys)
