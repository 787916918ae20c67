"""The themes: every text can be read on its ground, and without colour the layers still differ."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from rich.color import Color
from rich.style import Style

from store.model import COLORS, DEFAULT_COLOR, Annotation, Span
from tui.panes.paint import Scene
from tui.theme import DARK, LIGHT, PLAIN, THEMES, Palette, first_theme, mark, on, palette

if TYPE_CHECKING:
    from collections.abc import Iterator

READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3 (AA): the least contrast of a text with its ground."""

OWN = [DARK, LIGHT]


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it, of an sRGB colour."""
    assert color.triplet is not None
    parts = (part / 255 for part in color.triplet)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    """Contrast ratio of a style's text with its ground, from 1 to 21."""
    assert style.color is not None
    assert style.bgcolor is not None
    lighter, darker = sorted((luminance(style.color), luminance(style.bgcolor)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def styles_of(styles: Palette) -> Iterator[tuple[str, Style]]:
    """Every style of a palette, with its name."""
    for field in fields(styles):
        value = getattr(styles, field.name)
        if isinstance(value, Style):
            yield field.name, value
        else:
            yield from ((f"{field.name} {color}", style) for color, style in value.items())


def test_contrast_is_computed_as_wcag_has_it() -> None:
    """Black on white is 21, a colour on itself 1, and a known grey is what it is."""
    assert contrast(Style(color="#000000", bgcolor="#ffffff")) == pytest.approx(21)
    assert contrast(Style(color="#123456", bgcolor="#123456")) == pytest.approx(1)
    assert contrast(Style(color="#767676", bgcolor="#ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", OWN)
def test_every_style_can_be_read(theme: str) -> None:
    """Text, debris, highlights, what was found, selection, cursor, bars: 4.5:1 or more."""
    styles = palette(theme)
    # Lines are no text; `overlap` and `cursor_away` add an underline to what lies below.
    looked_at = {
        name: style
        for name, style in styles_of(styles)
        if name not in ("rule", "map_track", "overlap", "cursor_away")
    }
    assert len(looked_at) >= 3 * len(COLORS) + 10
    assert {
        name: round(contrast(style), 2) for name, style in looked_at.items() if contrast(style) < READABLE
    } == {}


@pytest.mark.parametrize("theme", OWN)
def test_every_card_can_be_read(theme: str) -> None:
    """What stands in a list, also where its row is chosen."""
    styles = palette(theme)
    texts = {
        "text": styles.text,
        "strong": styles.strong,
        "dim": styles.dim,
        "accent": styles.accent,
        **{f"bar {color}": styles.bars[color] for color in COLORS},
    }
    found = {
        (name, ground): round(contrast(on(style, over)), 2)
        for name, style in texts.items()
        for ground, over in (("none", None), ("chosen", styles.chosen), ("chosen_away", styles.chosen_away))
    }
    assert {key: value for key, value in found.items() if value < READABLE} == {}


@pytest.mark.parametrize("theme", OWN)
def test_every_layer_over_every_other_can_be_read(theme: str) -> None:
    """Debris or not, in a highlight or two of any colour, found, selected, under the cursor."""
    styles = palette(theme)
    bad = {}
    for color in COLORS:
        one = Annotation(
            id="1", article="a", start=0, end=1, quote="", prefix="", suffix="", note="", tags=(),
            color=color, created="", modified="",
        )  # fmt: skip
        for number in range(2**6):
            debris, marked, found, current, selected, cursor = (bool(number >> bit & 1) for bit in range(6))
            span = Span(0, 1)
            scene = Scene(
                annotations=[one, one] if marked else [],
                boilerplate=[span] if debris else [],
                found=[span] if found else [],
                found_current=span if current else None,
                selection=span if selected else None,
                cursor=span if cursor else None,
                focused=not selected,
                current="1" if current else None,
            )
            ratio = contrast(scene.style(0, styles))
            if ratio < READABLE:
                bad[color, number] = round(ratio, 2)
    assert bad == {}


@pytest.mark.parametrize("theme", OWN)
def test_layers_can_be_told_apart(theme: str) -> None:
    """No two highlight colours have one ground, nor has a highlight that of another layer or of the text."""
    styles = palette(theme)
    grounds = [
        *(style.bgcolor for style in styles.marks.values()),
        *(style.bgcolor for style in styles.marks_current.values()),
        *(styles.text.bgcolor, styles.selection.bgcolor, styles.found.bgcolor, styles.found_current.bgcolor),
        styles.cursor.bgcolor,
    ]
    assert len(grounds) == len(set(grounds))


def test_every_colour_is_drawn() -> None:
    """Each that a highlight may have, in every theme; an unknown one as that of untagged highlights."""
    for theme in (*OWN, PLAIN):
        styles = palette(theme)
        for drawing in (styles.marks, styles.marks_current, styles.bars):
            assert set(drawing) == set(COLORS)
            assert mark(drawing, "no-such-colour") == drawing[DEFAULT_COLOR]


@pytest.mark.parametrize("theme", [PLAIN, "ansi-light", "textual-dark", "nord"])
def test_without_colour_the_layers_differ_by_weight(theme: str) -> None:
    """No colour at all; text, debris, highlight, its current one, found, selection, cursor are all different."""
    styles = palette(theme)
    assert [name for name, style in styles_of(styles) if style.color or style.bgcolor] == []
    layers = [
        *(styles.text, styles.dim, styles.marks["red"], styles.marks_current["red"], styles.found),
        *(styles.found_current, styles.selection, styles.cursor),
    ]
    assert len(set(layers)) == len(layers)


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set to anything but nothing (no-color.org)."""
    assert first_theme() == DARK
    monkeypatch.setenv("NO_COLOR", "")
    assert first_theme() == DARK
    monkeypatch.setenv("NO_COLOR", "1")
    assert first_theme() == PLAIN


def test_a_chosen_row_keeps_the_colours_of_its_parts() -> None:
    """Only the ground changes; without colour the chosen row's style is added."""
    dark, plain = palette(DARK), palette(PLAIN)
    assert on(dark.accent, None) == dark.accent
    chosen = on(dark.accent, dark.chosen)
    assert (chosen.color, chosen.bold) == (dark.accent.color, True)
    assert chosen.bgcolor == dark.chosen.bgcolor
    assert on(plain.accent, plain.chosen).reverse
    assert on(plain.accent, plain.chosen).bold


def test_the_stylesheet_finds_its_variables() -> None:
    """Each theme of the desk's own has them all, and they are colours."""
    assert [theme.name for theme in THEMES] == OWN
    for theme in THEMES:
        for name in ("nd-dim", "nd-rule", "nd-chosen"):
            assert Color.parse(theme.variables[name]).triplet
