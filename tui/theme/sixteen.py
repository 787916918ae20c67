"""The theme on the terminal's own 16 colours, for any ground: text is as the terminal has it.

Weight, slant, underline and reverse carry every meaning; colour is only added to them, where it says
something (tags, what was found, what went wrong). Without colour (no-color.org) nothing is lost.
"""

from __future__ import annotations

from typing import Final

from rich.style import Style
from textual.theme import Theme

from store.model import COLORS
from tui.theme.palette import Palette

__all__ = ["SIXTEEN", "THEME", "sixteen"]

SIXTEEN: Final = "newsdesk-16"

_DEFAULT: Final = "ansi_default"

THEME: Final = Theme(
    name=SIXTEEN,
    ansi=True,
    primary=_DEFAULT,
    secondary=_DEFAULT,
    accent=_DEFAULT,
    foreground=_DEFAULT,
    background=_DEFAULT,
    surface=_DEFAULT,
    panel=_DEFAULT,
    boost=_DEFAULT,
    success=_DEFAULT,
    warning=_DEFAULT,
    error="ansi_red",
    variables={
        "nd-dim": _DEFAULT,
        "nd-rule": _DEFAULT,
        "nd-thumb": _DEFAULT,
        "ansi-background": _DEFAULT,
        "ansi-foreground": _DEFAULT,
        "input-cursor-background": _DEFAULT,
        "input-cursor-foreground": _DEFAULT,
        "input-cursor-text-style": "reverse",
        "input-selection-background": _DEFAULT,
        "input-selection-foreground": _DEFAULT,
    },
)

# Colours that have a name of their own among the first eight have it here. The bright ones stand for the
# other two: in some well-known schemes they are greys, so they are kept for the rarest.
_INKS: Final = {
    "yellow": "yellow",
    "green": "green",
    "blue": "blue",
    "pink": "magenta",
    "orange": "bright_red",
    "violet": "bright_magenta",
    "teal": "cyan",
    "red": "red",
}


def sixteen() -> Palette:
    """The styles. Where two colours stand together, both are named: no ground of the terminal's matters."""
    normal, dim, bold = Style.null(), Style(dim=True), Style(bold=True)
    return Palette(
        text=normal,
        debris=dim,
        dim=dim,
        strong=bold,
        marks=dict.fromkeys(COLORS, Style(underline=True, dim=False)),
        marks_current=dict.fromkeys(COLORS, Style(underline=True, bold=True, dim=False)),
        bars={name: Style(color=_INKS[name], bold=True) for name in COLORS},
        overlap=Style(italic=True),
        found=Style(color="yellow", bgcolor="black", reverse=True, bold=True, dim=False),
        found_current=Style(
            color="yellow", bgcolor="black", reverse=True, bold=True, underline=True, dim=False
        ),
        selection=Style(color="default", bgcolor="default", reverse=True, bold=False, dim=False),
        cursor=Style(
            color="default", bgcolor="default", reverse=True, bold=False, dim=False, underline=False
        ),
        cursor_over=Style(
            color="default", bgcolor="default", reverse=False, bold=True, underline=True, dim=False
        ),
        cursor_away=Style(color="default", bgcolor="default", reverse=True, bold=False, dim=True),
        chosen=Style(reverse=True),
        chosen_away=bold,
        rule=dim,
        gutter=dim,
        accent=bold,
        error=Style(color="red", bold=True),
        alarm=Style(color="red", bgcolor="bright_white", reverse=True, bold=True),
        title=Style(underline=True, bold=True),
        title_side=Style(underline=True),
        brand=Style(underline=True),
        bar=normal,
        panel=normal,
        key=bold,
        badge=Style(reverse=True, bold=True),
        map_track=dim,
        map_view=Style(reverse=True),
        map_mark=normal,
        map_note=bold,
        map_found=Style(color="yellow", bgcolor="black", reverse=True, bold=True),
    )
