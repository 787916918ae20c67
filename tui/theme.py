"""How the desk looks: two themes of its own, one for 16 colours, and the styles of a text's layers.

Each highlight colour is a background that keeps the text at a contrast of 4.5:1 or more (WCAG 2.2
AA; a test computes it). Where there is no colour, the layers differ by weight and underline.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from typing import Final

from rich.style import Style
from textual.theme import Theme

from store.model import COLORS, DEFAULT_COLOR

__all__ = ["DARK", "LIGHT", "PLAIN", "THEMES", "Palette", "first_theme", "mark", "on", "palette"]

DARK: Final = "newsdesk-dark"
LIGHT: Final = "newsdesk-light"
PLAIN: Final = "ansi-dark"

THEMES: Final = (
    Theme(
        name=DARK,
        dark=True,
        primary="#d9a441",
        secondary="#7fa7d1",
        accent="#d9a441",
        foreground="#d6d9de",
        background="#15171b",
        surface="#1b1e23",
        panel="#24282f",
        success="#7fb77e",
        warning="#d9a441",
        error="#ec7c73",
        variables={
            "nd-dim": "#8d95a1",
            "nd-rule": "#3a404a",
            "nd-chosen": "#282e36",
            "footer-background": "#24282f",
        },
    ),
    Theme(
        name=LIGHT,
        dark=False,
        primary="#8a5a00",
        secondary="#2f5f93",
        accent="#8a5a00",
        foreground="#22252a",
        background="#fbfaf7",
        surface="#f3f1ec",
        panel="#e8e5de",
        success="#2f6b35",
        warning="#8a5a00",
        error="#a82a20",
        variables={
            "nd-dim": "#5a5f67",
            "nd-rule": "#c9c5bb",
            "nd-chosen": "#e4e1d8",
            "footer-background": "#e8e5de",
        },
    ),
)

# Background of a highlight, and of the one under the cursor, by colour name.
_DARK_MARKS: Final = {
    "yellow": ("#544413", "#7a6218"),
    "green": ("#1f4a2c", "#2a6b3d"),
    "blue": ("#1f4066", "#2a5a91"),
    "pink": ("#5c2549", "#843569"),
    "orange": ("#5f3612", "#874c17"),
    "violet": ("#44326b", "#60469a"),
    "teal": ("#12484b", "#19696d"),
    "red": ("#632225", "#8f3034"),
}
_LIGHT_MARKS: Final = {
    "yellow": ("#fbeaa6", "#f2d354"),
    "green": ("#cfeccf", "#9edb9f"),
    "blue": ("#cfe2f7", "#9cc6f0"),
    "pink": ("#f8d5e8", "#f0a9d0"),
    "orange": ("#fbdcbd", "#f5b97c"),
    "violet": ("#e2d8f7", "#c4b0f0"),
    "teal": ("#c6ebe9", "#8ad6d2"),
    "red": ("#f9d3d0", "#f2a6a1"),
}


@dataclass(frozen=True, slots=True)
class Palette:
    """The styles in which the layers of a text are drawn, lowest first."""

    text: Style
    dim: Style
    """Boilerplate, and whatever is said beside the text."""
    strong: Style
    marks: dict[str, Style]
    marks_current: dict[str, Style]
    bars: dict[str, Style]
    """The colour of a highlight as a foreground: gutter and cards."""
    overlap: Style
    """Added where highlights overlap."""
    found: Style
    found_current: Style
    selection: Style
    cursor: Style
    cursor_away: Style
    """The cursor while another pane has the keys."""
    chosen: Style
    chosen_away: Style
    rule: Style
    accent: Style
    error: Style
    alarm: Style
    """In the title line: what must not be overlooked."""
    bar: Style
    """Title and hint line."""
    key: Style
    badge: Style
    """The mode, and keys typed so far, in the hint line."""
    map_track: Style
    """The minimap beside a text: where nothing is marked."""
    map_view: Style
    """The part of the text that is seen; the others stand on its ground where they lie in it."""
    map_mark: Style
    """Highlights."""
    map_note: Style
    """Highlights with a note."""
    map_found: Style


def _colored(theme: Theme, marks: dict[str, tuple[str, str]]) -> Palette:
    back, fore = theme.background, theme.foreground
    dim, rule, chosen = (theme.variables[name] for name in ("nd-dim", "nd-rule", "nd-chosen"))
    plain = Style(color=fore, bgcolor=back)
    bars = {
        name: Style(color=_lift(color) if theme.dark else _deepen(color), bgcolor=back)
        for name, (_, color) in marks.items()
    }
    bright = "#ffffff" if theme.dark else "#000000"
    return Palette(
        text=plain,
        dim=Style(color=dim, bgcolor=back),
        strong=Style(color=bright, bgcolor=back, bold=True),
        marks={
            name: Style(color=bright if theme.dark else fore, bgcolor=pair[0]) for name, pair in marks.items()
        },
        marks_current={name: Style(color=bright, bgcolor=pair[1]) for name, pair in marks.items()},
        bars=bars,
        overlap=Style(underline=True),
        found=Style(color="#15171b", bgcolor="#d9a441")
        if theme.dark
        else Style(color="#ffffff", bgcolor="#7a4f00"),
        found_current=(
            Style(color="#15171b", bgcolor="#ffd479", bold=True, underline=True)
            if theme.dark
            else Style(color="#ffffff", bgcolor="#4a3000", bold=True, underline=True)
        ),
        selection=Style(color="#ffffff", bgcolor="#3d6ea8")
        if theme.dark
        else Style(color="#000000", bgcolor="#9dc3ee"),
        cursor=Style(color=back, bgcolor=bright),
        cursor_away=Style(underline=True, bold=True),
        chosen=Style(color=bright, bgcolor=chosen),
        chosen_away=Style(color=fore, bgcolor=theme.panel),
        rule=Style(color=rule, bgcolor=back),
        accent=Style(color=theme.accent, bgcolor=back, bold=True),
        error=Style(color=theme.error, bgcolor=back, bold=True),
        alarm=Style(color=back, bgcolor=theme.error, bold=True),
        bar=Style(color=fore, bgcolor=theme.panel),
        key=Style(color=theme.accent, bgcolor=theme.panel, bold=True),
        badge=Style(color=back, bgcolor=theme.accent, bold=True),
        map_track=Style(color=rule, bgcolor=back),
        map_view=Style(color=dim, bgcolor=chosen),
        map_mark=Style(color=bars["blue"].color, bgcolor=back),
        map_note=Style(color=theme.accent, bgcolor=back, bold=True),
        map_found=Style(color=bright, bgcolor=back, bold=True),
    )


def _plain() -> Palette:
    """Layers without colour: weight, underline and reverse carry the meaning."""
    normal, dim, bold = Style.null(), Style(dim=True), Style(bold=True)
    marks = dict.fromkeys(COLORS, Style(underline=True))
    current = dict.fromkeys(COLORS, Style(underline=True, bold=True))
    return Palette(
        text=normal,
        dim=dim,
        strong=bold,
        marks=marks,
        marks_current=current,
        bars=dict.fromkeys(COLORS, bold),
        overlap=Style(italic=True),
        found=Style(reverse=True, bold=True),
        found_current=Style(reverse=True, bold=True, underline=True),
        selection=Style(reverse=True),
        cursor=Style(reverse=True, blink=True),
        cursor_away=Style(underline=True, bold=True),
        chosen=Style(reverse=True),
        chosen_away=bold,
        rule=dim,
        accent=bold,
        error=Style(bold=True, underline=True),
        alarm=Style(bold=True, underline=True),
        bar=Style(reverse=True),
        key=Style(reverse=True, bold=True),
        badge=bold,
        map_track=dim,
        map_view=Style(reverse=True),
        map_mark=normal,
        map_note=bold,
        map_found=Style(bold=True, underline=True),
    )


def _mix(color: str, other: int, share: float) -> str:
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (other - part) * share):02x}" for part in parts)


def _lift(color: str) -> str:
    return _mix(color, 255, 0.45)


def _deepen(color: str) -> str:
    return _mix(color, 0, 0.55)


@cache
def palette(theme: str) -> Palette:
    """The styles that go with a theme; those without colour for any that is not the desk's own."""
    for own, marks in zip(THEMES, (_DARK_MARKS, _LIGHT_MARKS), strict=True):
        if own.name == theme:
            return _colored(own, marks)
    return _plain()


def first_theme(chosen: str | None = None) -> str:
    """The theme to open with: the one chosen last; without colour where NO_COLOR is set (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return PLAIN
    return chosen if chosen in {theme.name for theme in THEMES} else DARK


def mark(styles: dict[str, Style], color: str) -> Style:
    """The style of a colour name, also of one that this newsdesk does not know."""
    return styles.get(color) or styles[DEFAULT_COLOR]


def on(style: Style, ground: Style | None) -> Style:
    """`style` on the ground of a chosen row: its own colour and weight stay where there is colour."""
    if ground is None:
        return style
    return style + (ground.background_style if ground.bgcolor else ground)
