"""The dark and the light theme, whose colours are the desk's own.

Every text has a contrast of 4.5:1 or more to its ground (WCAG 2.2 AA), signs 3:1; a test computes both.
Highlights keep the polarity of the page. What was found, the selection and the cursor turn it round, so
that they can be told from highlights without an eye for hue.
"""

from __future__ import annotations

from typing import Final

from rich.style import Style
from textual.theme import Theme

from tui.theme.palette import Palette

__all__ = ["DARK", "LIGHT", "THEMES", "colored"]

DARK: Final = "newsdesk-dark"
LIGHT: Final = "newsdesk-light"

THEMES: Final = (
    Theme(
        name=DARK,
        dark=True,
        primary="#d9a441",
        secondary="#7fa7d1",
        accent="#d9a441",
        foreground="#d6d9de",
        background="#15171b",
        surface="#1f2329",
        panel="#22262d",
        success="#7fb77e",
        warning="#d9a441",
        error="#ec7c73",
        variables={
            "nd-dim": "#959da9",
            "nd-rule": "#3a404a",
            "nd-thumb": "#6a727e",
            "nd-chosen": "#2c333d",
            "nd-selection": "#a3bfe0",
            "footer-background": "#22262d",
            "input-selection-background": "#a3bfe0",
            "input-selection-foreground": "#15171b",
        },
    ),
    Theme(
        name=LIGHT,
        dark=False,
        primary="#815300",
        secondary="#2f5f93",
        accent="#815300",
        foreground="#22252a",
        background="#fbfaf7",
        surface="#f1eee8",
        panel="#eeebe4",
        success="#2f6b35",
        warning="#815300",
        error="#a82a20",
        variables={
            "nd-dim": "#5a5f67",
            "nd-rule": "#c9c5bb",
            "nd-thumb": "#8a8780",
            "nd-chosen": "#e4e0d5",
            "nd-selection": "#2b5a8e",
            "footer-background": "#eeebe4",
            "input-selection-background": "#2b5a8e",
            "input-selection-foreground": "#ffffff",
        },
    ),
)

# The ground of a highlight, of the one under the cursor, and its ink in gutter and cards, by colour name.
_DARK_MARKS: Final = {
    "yellow": ("#54430f", "#705a14", "#d8bb5a"),
    "green": ("#1f4a2c", "#29663a", "#7cc08c"),
    "blue": ("#1f4066", "#2a5a91", "#7fb0e6"),
    "pink": ("#5c2549", "#803366", "#e08bc4"),
    "orange": ("#5f3612", "#824917", "#e39a5f"),
    "violet": ("#44326b", "#5d448f", "#b59ae8"),
    "teal": ("#12484b", "#186366", "#5fc0bd"),
    "red": ("#632225", "#8b2f33", "#ec8a86"),
}
_LIGHT_MARKS: Final = {
    "yellow": ("#fbeaa6", "#f2d354", "#765d00"),
    "green": ("#cfeccf", "#9edb9f", "#1f6b2a"),
    "blue": ("#cfe2f7", "#9cc6f0", "#1b569c"),
    "pink": ("#f8d5e8", "#f0a9d0", "#a0206c"),
    "orange": ("#fbdcbd", "#f5b97c", "#964606"),
    "violet": ("#e2d8f7", "#c4b0f0", "#5f38a8"),
    "teal": ("#c6ebe9", "#8ad6d2", "#006660"),
    "red": ("#f9d3d0", "#f2a6a1", "#ab2620"),
}
_FOUND: Final = {DARK: ("#15171b", "#d9a441", "#ffd479"), LIGHT: ("#ffffff", "#7a4f00", "#4a3000")}
"""Ink, ground, and the ground of the current one."""


def colored(name: str) -> Palette | None:
    """The styles of the theme of that name; None where it is not one of these."""
    for theme, marks in zip(THEMES, (_DARK_MARKS, _LIGHT_MARKS), strict=True):
        if theme.name == name:
            return _styles(theme, marks)
    return None


def _styles(theme: Theme, marks: dict[str, tuple[str, str, str]]) -> Palette:
    back, fore, panel = theme.background, theme.foreground, theme.panel
    dim, rule, chosen, thumb, selection = (
        theme.variables[f"nd-{name}"] for name in ("dim", "rule", "chosen", "thumb", "selection")
    )
    bright, opposite = ("#ffffff", back) if theme.dark else ("#000000", "#ffffff")
    found_ink, found, found_current = _FOUND[theme.name]
    return Palette(
        text=Style(color=fore, bgcolor=back),
        debris=Style(color=dim, bgcolor=back, italic=True),
        dim=Style(color=dim, bgcolor=back),
        strong=Style(color=bright, bgcolor=back, bold=True),
        marks={
            name: Style(color=bright if theme.dark else fore, bgcolor=pair[0]) for name, pair in marks.items()
        },
        marks_current={name: Style(color=bright, bgcolor=pair[1], bold=True) for name, pair in marks.items()},
        bars={name: Style(color=ink, bgcolor=back) for name, (_, _, ink) in marks.items()},
        overlap=Style(underline=True),
        found=Style(color=found_ink, bgcolor=found, bold=True),
        found_current=Style(color=found_ink, bgcolor=found_current, bold=True, underline=True),
        selection=Style(color=opposite, bgcolor=selection, bold=False),
        cursor=Style(color=back, bgcolor=bright, bold=False, underline=False),
        cursor_over=Style(color=bright, bgcolor=opposite, bold=True, underline=True),
        cursor_away=Style(color=back, bgcolor=dim, bold=False, underline=True),
        chosen=Style(color=bright, bgcolor=chosen),
        chosen_away=Style(color=fore, bgcolor=panel),
        rule=Style(color=rule, bgcolor=back),
        gutter=Style(color=dim, bgcolor=back),
        accent=Style(color=theme.accent, bgcolor=back, bold=True),
        error=Style(color=theme.error, bgcolor=back, bold=True),
        alarm=Style(color=back, bgcolor=theme.error, bold=True),
        title=Style(color=bright, bgcolor=panel, bold=True),
        title_side=Style(color=dim, bgcolor=panel),
        brand=Style(color=theme.accent, bgcolor=panel, bold=True),
        bar=Style(color=dim, bgcolor=panel),
        panel=Style(color=fore, bgcolor=panel),
        key=Style(color=theme.accent, bgcolor=panel, bold=True),
        badge=Style(color=back, bgcolor=theme.accent, bold=True),
        map_track=Style(color=rule, bgcolor=back),
        map_view=Style(color=fore, bgcolor=chosen),
        map_mark=Style(color=thumb, bgcolor=back),
        map_note=Style(color=theme.accent, bgcolor=back, bold=True),
        map_found=Style(color=bright, bgcolor=back, bold=True),
    )
