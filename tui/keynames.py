"""How people write keys in a file, and how the table of commands does."""

from __future__ import annotations

from typing import Final

__all__ = ["NAMES", "SAME", "key_name"]

NAMES: Final = frozenset(
    (
        "enter", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown", "up",
        "down", "left", "right", *(f"f{number}" for number in range(1, 25)),
    )
)  # fmt: skip
"""Keys by name, as Textual has them; escape is none to be given away."""
_ALIASES: Final = {
    "return": "enter",
    "esc": "escape",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
}
_CHORDS: Final = frozenset(("alt", "ctrl", "shift"))
SAME: Final = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace"}
"""Chords for which terminals send another key."""


def key_name(part: str) -> str:
    """One key by the name that it has in the table; empty when it is none."""
    if len(part) == 1 and part not in _ALIASES:
        return part if part.isprintable() else ""
    *chord, last = part.split("+")
    names = {name.casefold() for name in chord}
    last = last if len(last) == 1 and not names - {"shift"} else last.casefold()
    last = _ALIASES.get(last, last)
    if names - _CHORDS or len(names) < len(chord):
        return ""
    if len(last) == 1:
        if names == {"shift"}:
            return last.upper() if last.isalpha() else ""
        if not names or not (last.isascii() and last.isalnum()):
            return ""  # a sign with a chord: terminals send something else each
    elif last not in NAMES and last != "escape":
        return ""
    return "+".join((*sorted(names), last))  # Textual sorts them too
