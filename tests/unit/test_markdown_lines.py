"""A note as it is read: what its marks mean, and that no note can harm a row."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from store.text import HOSTILE
from tui.panes.markdown_lines import Kind, Run, ink, markdown_rows
from tui.theme import DARK, LIGHT, SIXTEEN, palette


def _rows(note: str, width: int = 60) -> list[list[tuple[str, Kind]]]:
    return [[(run.text, run.kind) for run in row] for row in markdown_rows(note, width)]


def _texts(note: str, width: int = 60) -> list[str]:
    return ["".join(run.text for run in row) for row in markdown_rows(note, width)]


@pytest.mark.parametrize(
    ("note", "runs"),
    [
        ("plain", [("plain", Kind.TEXT)]),
        ("an *e* b", [("an ", Kind.TEXT), ("e", Kind.EMPHASIS), (" b", Kind.TEXT)]),
        ("**так**.", [("так", Kind.STRONG), (".", Kind.TEXT)]),
        ("__a__ _b_", [("a", Kind.STRONG), (" ", Kind.TEXT), ("b", Kind.EMPHASIS)]),
        ("***a***", [("a", Kind.STRONG | Kind.EMPHASIS)]),
        (
            "**a *b* c**",
            [("a ", Kind.STRONG), ("b", Kind.STRONG | Kind.EMPHASIS), (" c", Kind.STRONG)],
        ),
        ("~~no~~", [("no", Kind.STRUCK)]),
        ("`*a*` b", [("*a*", Kind.CODE), (" b", Kind.TEXT)]),
        ("`` a`b ``", [("a`b", Kind.CODE)]),
        ("[text](https://x.org)", [("text", Kind.LINK)]),
        ("<https://x.org>", [("https://x.org", Kind.LINK)]),
        ("see https://x.org/a_b_c.", [("see ", Kind.TEXT), ("https://x.org/a_b_c", Kind.LINK), (".", Kind.TEXT)]),
        ("#claim: *so*", [("#claim", Kind.TAG), (": ", Kind.TEXT), ("so", Kind.EMPHASIS)]),
        ("[[Минск]]!", [("Минск", Kind.ARTICLE), ("!", Kind.TEXT)]),
        ("*[[A]]*", [("A", Kind.ARTICLE | Kind.EMPHASIS)]),
        (r"\*a\* \#b", [("*a* #b", Kind.TEXT)]),
        ("# Head *x*", [("Head ", Kind.HEADING), ("x", Kind.HEADING | Kind.EMPHASIS)]),
        ("> said **so**", [("▏ ", Kind.MARK), ("said ", Kind.QUOTE), ("so", Kind.QUOTE | Kind.STRONG)]),
        ("- one", [("• ", Kind.MARK), ("one", Kind.TEXT)]),
        ("  2) two", [("  2) ", Kind.MARK), ("two", Kind.TEXT)]),
        ("- [x] done", [("• ☑ ", Kind.MARK), ("done", Kind.TEXT)]),
        ("---", [("─" * 24, Kind.MARK)]),
    ],
)  # fmt: skip
def test_what_a_line_means(note: str, runs: list[tuple[str, Kind]]) -> None:
    """Marks that mean something are left out."""
    (row,) = _rows(note)
    assert row == runs


@pytest.mark.parametrize(
    "note",
    [
        "2 * 3 * 4", "a_b_c", "* ", "-", "1.", "#", "**", "*a", "a*", "** a **", "`a", "[a]", "[a](", "[b]red[/b]",
        "<b>x</b>", "~a~", "_", "snake_case_name", "5 < 6 > 4", "#1",
    ],
)  # fmt: skip
def test_signs_that_mean_nothing_stay(note: str) -> None:
    """As they were typed."""
    assert _rows(note) == [[(note.strip() or note, Kind.TEXT)]] or _texts(note) == [note]


def test_lines_are_rows_and_items_hang() -> None:
    """A line as it was typed; what wraps goes on under its own beginning."""
    note = "one\n\n- a long item that wraps\n> and a quotation too\n```py\n*code*\n```\nend"
    assert _texts(note, 16) == [
        "one",
        "",
        "• a long item ",
        "  that wraps",
        "▏ and a ",
        "▏ quotation too",
        "*code*",
        "end",
    ]


def test_an_unknown_article_is_told_from_a_known_one() -> None:
    """By a title that the desk has, in whatever case the caller takes for the same."""
    rows = list(markdown_rows("[[a]] [[b]]", 20, known=lambda title: title == "a"))
    assert rows == [
        [Run("a", Kind.ARTICLE), Run(" ", Kind.TEXT), Run("b", Kind.ARTICLE | Kind.MISSING)],
    ]


@given(
    st.text(alphabet="aБ字👩\u200d🔬é\u0301*_`~#[]()>- \n\t\\!1.\x1b\u202e\u00adא", max_size=120),
    st.integers(8, 40),
)
def test_no_row_is_wider_and_nothing_hostile_is_in_it(note: str, width: int) -> None:
    """Whatever a note holds: wide letters, joined emoji, tabs, control signs."""
    for row in markdown_rows(note, width):
        text = "".join(run.text for run in row)
        assert cell_len(text) <= width + text.endswith(" ")
        assert not HOSTILE.search(text)
        assert "\n" not in text


@given(st.text(alphabet="абв где", min_size=1, max_size=80), st.integers(8, 30))
def test_plain_words_stay_as_they_are(words: str, width: int) -> None:
    """Nothing but the place of the row breaks is added."""
    assert "".join(_texts(words, width)).replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize(
    "unit", ["*a ", "**a", "[[", "`a``", "[](", "> ", "- ", "_a*", "~~", "\\", "https://", "#a["]
)
def test_a_hostile_note_takes_no_time(unit: str) -> None:
    """The first rows of it are all that a pane draws."""
    began = time.process_time()
    for note in (unit * 1_300, unit * 40_000):
        rows = markdown_rows(note, 40)
        for _ in range(8):
            next(rows, None)
    assert time.process_time() - began < 1.5


@pytest.mark.parametrize("theme", [DARK, LIGHT, SIXTEEN])
def test_every_kind_differs_by_more_than_colour(theme: str) -> None:
    """Where there is no colour, weight, slant and line tell; marks and tags have signs of their own."""
    styles = palette(theme)
    base = Style(color=styles.text.color)
    for kind in (Kind.STRONG, Kind.EMPHASIS, Kind.STRUCK, Kind.LINK, Kind.HEADING, Kind.QUOTE, Kind.ARTICLE):
        style = ink(kind, styles, base)
        assert any((style.bold, style.italic, style.underline, style.strike)), kind
    assert ink(Kind.TEXT, styles, base) == base
    assert ink(Kind.ARTICLE, styles, base).underline
    assert not ink(Kind.ARTICLE | Kind.MISSING, styles, base).underline
