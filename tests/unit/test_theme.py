"""The themes: every text can be read on its ground, and no meaning is carried by colour alone."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style
from textual.filter import NoColor

from store.errors import UsageError
from store.model import COLORS, DEFAULT_COLOR, Annotation, Span
from tui.panes.paint import Scene
from tui.theme import (
    DARK,
    LIGHT,
    SIXTEEN,
    THEMES,
    Palette,
    first_theme,
    mark,
    next_theme,
    on,
    palette,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

READABLE: Final = 4.5
"""WCAG 2.2, success criterion 1.4.3 (AA): the least contrast of a text with its ground."""

SEEN: Final = 3.0
"""The same, 1.4.11: that of a sign with what lies beside it. Whoever sees no hue tells such grounds apart."""

OWN: Final = (DARK, LIGHT)
ALL: Final = (*OWN, SIXTEEN)
COLORLESS: Final = "no colour"

NO_TEXT: Final = {"rule", "map_track", "overlap"}
"""Lines between panes say nothing; `overlap` adds an underline to what lies below."""
SIGNS: Final = {"map_mark", "map_note", "map_found", "map_view"}


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it, of an sRGB colour."""
    parts = (part / 255 for part in color.get_truecolor())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: Color, other: Color) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def contrast(style: Style) -> float:
    """Contrast ratio of a style's text with its ground."""
    assert style.color is not None
    assert style.bgcolor is not None
    return ratio(style.color, style.bgcolor)


def styles_of(styles: Palette) -> Iterator[tuple[str, Style]]:
    """Every style of a palette, with its name."""
    for field in fields(styles):
        value = getattr(styles, field.name)
        if isinstance(value, Style):
            yield field.name, value
        else:
            yield from ((f"{field.name} {color}", style) for color, style in value.items())


def scene(*layers: str, color: str = "red") -> Scene:
    """One letter and the layers over it."""
    over = dict.fromkeys(layers, True)
    here = Annotation(
        id="1", article="a", start=0, end=1, quote="", prefix="", suffix="", note="", tags=(),
        color=color, created="", modified="",
    )  # fmt: skip
    span = Span(0, 1)
    return Scene(
        annotations=[here][: over.get("marked", False)] + [replace(here, id="2")][: over.get("twice", False)],
        boilerplate=[span] if over.get("debris") else [],
        found=[span] if over.get("found") else [],
        found_current=span if over.get("sought") else None,
        selection=span if over.get("selected") else None,
        cursor=span if over.get("cursor") or over.get("away") else None,
        focused=not over.get("away"),
        current="1" if over.get("current") else None,
    )


def drawn(name: str, theme: str) -> Style:
    """A letter of that kind in that theme, as it leaves the app."""
    style = palette(SIXTEEN if theme == COLORLESS else theme)
    letter = scene(*LETTERS[name]).style(0, style)
    return letter + NoColor.DEFAULT_COLORS if theme == COLORLESS else letter


def shape(style: Style) -> tuple[bool, ...]:
    """All of a style that is not colour."""
    return tuple(
        bool(part)
        for part in (style.bold, style.dim, style.italic, style.underline, style.reverse, style.strike)
    )


LETTERS: Final[dict[str, tuple[str, ...]]] = {
    "text": (),
    "boilerplate": ("debris",),
    "highlight": ("marked",),
    "the current highlight": ("marked", "current"),
    "highlights that overlap": ("marked", "twice"),
    "the current one of them": ("marked", "twice", "current"),
    "found": ("found",),
    "the current one found": ("found", "sought"),
    "selected": ("selected",),
    "selected highlight": ("marked", "selected"),
    "selected, found": ("found", "selected"),
    "cursor": ("cursor",),
    "cursor on a highlight": ("marked", "current", "cursor"),
    "cursor at the end of a selection": ("selected", "cursor"),
    "cursor on what was found": ("found", "sought", "cursor"),
    "cursor, keys elsewhere": ("away",),
    "cursor on a highlight, keys elsewhere": ("marked", "current", "away"),
}
"""What a letter may be, and the layers over it (`scene`)."""

HOLES: Final = {
    "cursor at the end of a selection": ("selected", "selected highlight"),
    "cursor on what was found": ("found", "the current one found"),
}
"""The cursor in a ground as strong as its own is a hole in it: it is told from that ground."""

BESIDE: Final = {
    ("text", "highlight"): "a bar in the gutter, a circle where it begins, a card",
    ("selected", "selected highlight"): "the bar in the gutter",
    ("selected", "selected, found"): "a selection is what matters on what was found",
    ("selected highlight", "selected, found"): "the same, and the bar in the gutter",
    ("cursor", "cursor on a highlight"): "the bar in the gutter, and the rest of the highlight",
    ("cursor, keys elsewhere", "cursor on a highlight, keys elsewhere"): "the same",
    **{
        (selected, cursor): "the hole that the cursor is in a selection, and SELECT in the hint line"
        for selected in ("selected", "selected highlight", "selected, found")
        for cursor in ("cursor", "cursor on a highlight")
    },
}
"""What is told by a sign beside the text, or need not be told."""


@pytest.mark.parametrize("theme", [*ALL, COLORLESS])
def test_no_layer_of_a_text_is_told_by_colour_alone(theme: str) -> None:
    """Any two differ in weight, slant, line or reverse, or in grounds of 3:1, or a sign stands beside one."""
    pairs = [pair for pair in combinations(LETTERS, 2) if not HOLES.keys() & set(pair)]
    pairs += [(ground, hole) for hole, grounds in HOLES.items() for ground in grounds]
    alike = []
    for one, other in pairs:
        first, second = drawn(one, theme), drawn(other, theme)
        if shape(first) != shape(second) or (one, other) in BESIDE:
            continue
        if theme in OWN and first.bgcolor and second.bgcolor and ratio(first.bgcolor, second.bgcolor) >= SEEN:
            continue
        alike.append((one, other))
    assert alike == []


AROUND: Final = {
    # Around a text: two meanings, their styles, and the sign by which they are told where it is not the style.
    ("a row", "the chosen one"): ("text", "chosen", "▌ before it (▎ and █ at cards)"),
    ("the chosen card, keys there", "keys elsewhere"): (
        "chosen",
        "chosen_away",
        "┃ instead of │ at the pane",
    ),
    ("a card", "the chosen one, keys elsewhere"): ("text", "chosen_away", "█ instead of ▎"),
    ("done", "failed"): ("accent", "error", "✓ or ✗"),
    ("title", "alarm"): ("title", "alarm", "words in capitals"),
    ("title", "what is beside it"): ("title", "title_side", ""),
    ("title", "the desk's name"): ("title", "brand", "it stands first"),
    ("key", "its word"): ("key", "bar", ""),
    ("mode", "key"): ("badge", "key", "capitals, on a ground"),
    ("quotation", "note"): ("text", "strong", ""),
    ("note", "tags"): ("strong", "accent", "#"),
    ("note", "draft"): ("strong", "accent", "✎ draft"),
    ("anchored", "for review, or orphaned"): ("accent", "accent", "[review], [orphan]"),
    ("one tag", "another"): ("bars red", "bars blue", "#name·number on the card, the number in the list"),
    ("highlights", "with a note"): ("gutter", "gutter", "○ and ●, a digit where there are several"),
    ("the map's mark", "with a note"): ("map_mark", "map_note", "weight, and a sign of the map's"),
    ("the map's mark", "found"): ("map_mark", "map_found", "weight, and a sign of the map's"),
}


@pytest.mark.parametrize("theme", [*ALL, COLORLESS])
def test_nothing_around_a_text_is_told_by_colour_alone(theme: str) -> None:
    """The same of cards, lists, bars: another shape, or a sign that is named here."""
    styles = dict(styles_of(palette(SIXTEEN if theme == COLORLESS else theme)))
    for meanings, (one, other, sign) in AROUND.items():
        assert sign or shape(styles[one]) != shape(styles[other]), meanings


def test_contrast_is_computed_as_wcag_has_it() -> None:
    """Black on white is 21, a colour on itself 1, and a known grey is what it is."""
    assert contrast(Style(color="#000000", bgcolor="#ffffff")) == pytest.approx(21)
    assert contrast(Style(color="#123456", bgcolor="#123456")) == pytest.approx(1)
    assert contrast(Style(color="#767676", bgcolor="#ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", OWN)
def test_every_style_can_be_read(theme: str) -> None:
    """Text, debris, highlights, what was found, selection, cursor, bars: 4.5:1 or more; signs of a map 3:1."""
    looked_at = {name: style for name, style in styles_of(palette(theme)) if name not in NO_TEXT}
    assert len(looked_at) >= 3 * len(COLORS) + 20
    assert {
        name: round(contrast(style), 2)
        for name, style in looked_at.items()
        if contrast(style) < (SEEN if name in SIGNS else READABLE)
    } == {}


@pytest.mark.parametrize("theme", OWN)
def test_every_style_can_be_read_with_256_colours(theme: str) -> None:
    """A terminal that has no more gets the nearest it has: 4:1 or more, and highlights that differ from the page."""
    styles = palette(theme)
    poor = {}
    for name, style in styles_of(styles):
        if name in NO_TEXT or style.color is None or style.bgcolor is None:
            continue
        ink, ground = (each.downgrade(ColorSystem.EIGHT_BIT) for each in (style.color, style.bgcolor))
        if ratio(ink, ground) < (SEEN if name in SIGNS else 4):
            poor[name] = round(ratio(ink, ground), 2)
    assert poor == {}
    assert styles.text.bgcolor
    page = styles.text.bgcolor.downgrade(ColorSystem.EIGHT_BIT)
    for style in (*styles.marks.values(), *styles.marks_current.values()):
        assert style.bgcolor
        assert style.bgcolor.downgrade(ColorSystem.EIGHT_BIT).number != page.number


@pytest.mark.parametrize("theme", OWN)
def test_every_card_can_be_read(theme: str) -> None:
    """What stands in a list, also where its row is chosen."""
    styles = palette(theme)
    texts = {
        "text": styles.text,
        "strong": styles.strong,
        "dim": styles.dim,
        "accent": styles.accent,
        "error": styles.error,
        **{f"bar {color}": styles.bars[color] for color in COLORS},
    }
    found = {
        (name, ground): round(contrast(on(style, over)), 2)
        for name, style in texts.items()
        for ground, over in (("none", None), ("chosen", styles.chosen), ("chosen_away", styles.chosen_away))
    }
    assert {key: value for key, value in found.items() if value < READABLE} == {}


@pytest.mark.parametrize("theme", THEMES[:2], ids=lambda theme: theme.name)
def test_what_the_stylesheet_draws_can_be_read_or_seen(theme: object) -> None:
    """Letters in what is typed, its placeholder and selection; the line of the pane with the keys; scroll marks."""
    own = next(each for each in THEMES if each is theme)
    colors = {
        name: Color.parse(value)
        for name, value in {
            **{name: getattr(own, name) for name in ("background", "surface", "panel", "foreground")},
            "accent": own.accent,
            **own.variables,
        }.items()
        if value
    }
    for ink, ground, least in (
        ("foreground", "surface", READABLE),
        ("foreground", "panel", READABLE),
        ("nd-dim", "surface", READABLE),
        ("input-selection-foreground", "input-selection-background", READABLE),
        ("accent", "panel", READABLE),
        ("accent", "background", SEEN),
        ("nd-thumb", "background", SEEN),
        ("nd-dim", "background", SEEN),
    ):
        assert ratio(colors[ink], colors[ground]) >= least, (ink, ground)


@pytest.mark.parametrize("theme", OWN)
def test_every_layer_over_every_other_can_be_read(theme: str) -> None:
    """Debris or not, in a highlight or two of any colour, found, selected, under the cursor."""
    styles = palette(theme)
    bad = {}
    for color in COLORS:
        for number in range(2**9):
            names = (
                "debris", "marked", "twice", "current", "found", "sought", "selected", "cursor", "away",
            )  # fmt: skip
            over = [name for bit, name in enumerate(names) if number >> bit & 1]
            value = contrast(scene(*over, color=color).style(0, styles))
            if value < READABLE:
                bad[color, number] = round(value, 2)
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
    for theme in ALL:
        styles = palette(theme)
        for drawing in (styles.marks, styles.marks_current, styles.bars):
            assert set(drawing) == set(COLORS)
            assert mark(drawing, "no-such-colour") == drawing[DEFAULT_COLOR]


@pytest.mark.parametrize("theme", [SIXTEEN, "ansi-light", "nord"])
def test_sixteen_colours_are_the_terminals_own(theme: str) -> None:
    """No other; text stands in its default ones, and a named ink has a named ground or is a sign's."""
    styles = palette(theme)
    for name, style in styles_of(styles):
        for color in (style.color, style.bgcolor):
            assert color is None or color.is_default or (color.number or 0) < 16, name
        if style.color and not style.color.is_default and not style.bgcolor:
            assert name.startswith("bars ") or name == "error"
    assert len(set(styles.bars.values())) == len(COLORS)


def test_what_is_said_of_the_theme_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR comes first (no-color.org), then NEWSDESK_THEME, then what the terminal can, then the choice."""
    assert first_theme() == DARK
    assert first_theme(LIGHT) == LIGHT
    assert first_theme("no such") == DARK
    assert first_theme(LIGHT, few=True) == SIXTEEN
    for name, theme in (("dark", DARK), (" Light ", LIGHT), ("16", SIXTEEN), ("", DARK)):
        monkeypatch.setenv("NEWSDESK_THEME", name)
        assert first_theme() == theme
    monkeypatch.setenv("NEWSDESK_THEME", "light")
    assert first_theme(DARK, few=True) == LIGHT
    monkeypatch.setenv("NO_COLOR", "")
    assert first_theme() == LIGHT
    monkeypatch.setenv("NO_COLOR", "1")
    assert first_theme(DARK) == SIXTEEN
    monkeypatch.setenv("NEWSDESK_THEME", "mauve")
    with pytest.raises(UsageError, match=r"“mauve”.*dark, light or 16"):
        first_theme()


@pytest.mark.parametrize(
    ("ground", "theme"),
    [
        ("0;15", LIGHT),
        ("0;default;7", LIGHT),
        ("15;0", DARK),
        ("15;default;0", DARK),
        ("", DARK),
        ("x", DARK),
    ],
)
def test_a_terminal_that_says_its_ground_gets_what_suits_it(
    ground: str, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until a theme is chosen."""
    monkeypatch.setenv("COLORFGBG", ground)
    assert first_theme() == theme
    assert first_theme(SIXTEEN) == SIXTEEN
    assert first_theme(DARK) == DARK


def test_the_themes_go_round() -> None:
    """Dark, light, 16 colours, dark; from one that is not the desk's own, dark."""
    assert [next_theme(theme) for theme in ALL] == [LIGHT, SIXTEEN, DARK]
    assert next_theme("nord") == DARK


def test_a_chosen_row_keeps_the_colours_of_its_parts() -> None:
    """Only the ground changes; without colour the chosen row's style is added."""
    dark, plain = palette(DARK), palette(SIXTEEN)
    assert on(dark.accent, None) == dark.accent
    chosen = on(dark.accent, dark.chosen)
    assert (chosen.color, chosen.bold) == (dark.accent.color, True)
    assert chosen.bgcolor == dark.chosen.bgcolor
    assert on(plain.accent, plain.chosen).reverse
    assert on(plain.accent, plain.chosen).bold


def test_the_stylesheet_finds_its_variables() -> None:
    """Each theme has them all."""
    assert [theme.name for theme in THEMES] == list(ALL)
    for theme in THEMES:
        for name in ("nd-dim", "nd-rule", "nd-thumb"):
            assert theme.variables[name]
