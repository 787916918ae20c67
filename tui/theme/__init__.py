"""How the desk looks: a dark theme, a light one, and one on the terminal's own 16 colours.

Each gives the styles of a text's layers and of all that is drawn around it. No meaning is carried by
colour alone: a test has the table.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Final

from store.errors import UsageError
from store.model import DEFAULT_COLOR
from tui.theme import colored, sixteen
from tui.theme.colored import DARK, LIGHT
from tui.theme.palette import Palette
from tui.theme.sixteen import SIXTEEN

if TYPE_CHECKING:
    from rich.style import Style

__all__ = [
    "DARK",
    "LIGHT",
    "SIXTEEN",
    "THEMES",
    "Palette",
    "colorless",
    "first_theme",
    "mark",
    "next_theme",
    "on",
    "palette",
]

THEMES: Final = (*colored.THEMES, sixteen.THEME)
"""In the order in which the command `theme` goes through them."""

_VARIABLE: Final = "NEWSDESK_THEME"
_GROUND: Final = "COLORFGBG"
"""Where some terminals (rxvt, Konsole) say which of the 16 colours their text and ground are."""
_LIGHT_GROUNDS: Final = frozenset(("7", "15"))
_NAMES: Final = {"dark": DARK, "light": LIGHT, "16": SIXTEEN}


@cache
def palette(theme: str) -> Palette:
    """The styles that go with a theme; those on 16 colours for any that is not the desk's own."""
    return colored.colored(theme) or sixteen.sixteen()


def colorless() -> bool:
    """Whether no colour may leave the desk (no-color.org)."""
    return bool(os.environ.get("NO_COLOR"))


def first_theme(chosen: str | None = None, *, few: bool = False) -> str:
    """The theme to open with: what the environment says, else the one chosen last, else what suits the ground.

    `few` is whether the terminal has no more than 16 colours. Raises UsageError where NEWSDESK_THEME names none.
    """
    wanted = os.environ.get(_VARIABLE, "").strip().casefold()
    if wanted and wanted not in _NAMES:
        raise UsageError(f"{_VARIABLE} is “{wanted}”. It may be dark, light or 16; unset, the desk chooses.")
    if colorless():
        return SIXTEEN
    if wanted:
        return _NAMES[wanted]
    if few:
        return SIXTEEN
    if chosen is not None and chosen in _NAMES.values():
        return chosen
    return LIGHT if os.environ.get(_GROUND, "").rpartition(";")[2] in _LIGHT_GROUNDS else DARK


def next_theme(theme: str) -> str:
    """The one that follows."""
    names = [own.name for own in THEMES]
    return names[(names.index(theme) + 1) % len(names)] if theme in names else DARK


def mark(styles: dict[str, Style], color: str) -> Style:
    """The style of a colour name, also of one that this newsdesk does not know."""
    return styles.get(color) or styles[DEFAULT_COLOR]


def on(style: Style, ground: Style | None) -> Style:
    """`style` on the ground of a chosen row: its own colour and weight stay where there is colour."""
    if ground is None:
        return style
    return style + (ground.background_style if ground.bgcolor else ground)
