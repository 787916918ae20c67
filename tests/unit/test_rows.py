"""Rows of a text at a width, the layers over it, and the strips that are drawn of both."""

from __future__ import annotations

import sys
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from strategies import FAMILY, FLAG, control, spans, texts

from store.model import Annotation, Span
from store.text import visible
from store.units import grapheme_starts, graphemes
from tui.panes.layers import Covered, Layers
from tui.panes.paint import GUTTER, Scene, gutter, paint, say
from tui.panes.rows import Rows
from tui.panes.wrap import INTRICATE
from tui.theme import DARK, LIGHT, SIXTEEN, palette

WIDTHS: Final = st.integers(4, 30)


def drawn(rows: Rows, row: int) -> tuple[str, int]:
    """A whole row as it is drawn."""
    return rows.drawn(row, rows.start(row), rows.end(row))


def lines(text: str, width: int, *, spaced: bool = False) -> list[str]:
    """Every row as it is drawn."""
    rows = Rows(text, width, spaced=spaced)
    return [drawn(rows, row)[0] for row in range(len(rows))]


@settings(deadline=None, max_examples=200)
@given(texts(), WIDTHS, st.booleans())
@example("\t\t\t", 6, False)  # noqa: FBT003  # drawn
@example("中\t中\t中", 7, False)  # noqa: FBT003
@example("word        word", 6, False)  # noqa: FBT003
@example("слово\N{COMBINING ACUTE ACCENT}" + " " * 12 + "中", 7, True)  # noqa: FBT003
def test_no_row_is_too_wide(text: str, width: int, spaced: bool) -> None:  # noqa: FBT001
    """At most its width, and the one space that hangs; as wide as terminal cells are counted."""
    rows = Rows(text, width, spaced=spaced)
    for row in range(len(rows)):
        shape, cells = drawn(rows, row)
        assert cells == cell_len(shape)
        assert cells <= width + (1 if shape.endswith(" ") else 0), (row, shape)


@settings(deadline=None, max_examples=200)
@given(texts(), WIDTHS, st.booleans())
def test_rows_cover_the_text(text: str, width: int, spaced: bool) -> None:  # noqa: FBT001
    """In order, without overlap; between two rows nothing but the line break that parts them."""
    rows = Rows(text, width, spaced=spaced)
    at = 0
    for row in range(len(rows)):
        start, end = rows.start(row), rows.end(row)
        if rows.is_gap(row):
            assert spaced
            assert start == end
            assert rows.cells(row) == ()
            assert drawn(rows, row) == ("", 0)
            continue
        assert start == at
        assert end >= start
        assert "\n" not in text[start:end]
        at = end + (text[end : end + 1] == "\n")
        assert rows.cells(row) == () or (rows.cells(row)[0].start, rows.cells(row)[-1].end) == (start, end)
    assert at == len(text)
    assert not rows.is_gap(0)
    assert not rows.is_gap(len(rows) - 1)


@settings(deadline=None, max_examples=200)
@given(texts(), WIDTHS, st.booleans())
def test_offset_and_column_lead_to_each_other(text: str, width: int, spaced: bool) -> None:  # noqa: FBT001
    """Of every grapheme but a line break: its row has it, and its column leads back to it."""
    rows = Rows(text, width, spaced=spaced)
    for start, end in graphemes(text):
        row = rows.row_at(start)
        assert not rows.is_gap(row)
        assert rows.start(row) <= start
        if text[start] == "\n":
            assert rows.end(row) == start
            continue
        assert end <= rows.end(row)
        column = rows.column(start)
        assert rows.offset(row, column) == start
        assert 0 <= column <= width
    for row in range(len(rows)):
        assert rows.offset(row, 10_000) == rows.last(row)
        assert rows.offset(row, -5) == rows.start(row)
        if not rows.is_gap(row) and rows.start(row) < rows.end(row):
            assert rows.row_at(rows.last(row)) == row


@settings(deadline=None)
@given(texts(), WIDTHS)
def test_what_is_drawn_is_the_text(text: str, width: int) -> None:
    """Grapheme by grapheme: tabs as spaces, what has no width as a dot, everything else as it is; never hostile."""
    rows = Rows(text, width)
    for row in range(len(rows)):
        shape, cells = drawn(rows, row)
        assert not any(map(control, shape))
        assert "\t" not in shape
        assert sum(cell.width for cell in rows.cells(row)) == cells
        assert "".join(cell.text for cell in rows.cells(row)) == shape
        column = 0
        for cell in rows.cells(row):
            assert cell.column == column
            column += cell.width
            assert cell.width >= 1
        if rows.is_simple(row):
            assert shape == visible(text[rows.start(row) : rows.end(row)])


@settings(deadline=None)
@given(texts(), WIDTHS, st.data())
def test_a_part_of_a_row_is_drawn_as_in_the_whole(text: str, width: int, data: st.DataObject) -> None:
    """Wherever a row is cut, at graphemes, the parts side by side are the row."""
    rows = Rows(text, width)
    row = data.draw(st.integers(0, len(rows) - 1))
    start, end = rows.start(row), rows.end(row)
    cut = data.draw(st.sampled_from([*grapheme_starts(text, start, end), end]))
    (left, left_cells), (right, right_cells) = rows.drawn(row, start, cut), rows.drawn(row, cut, end)
    assert (left + right, left_cells + right_cells) == drawn(rows, row)


@settings(deadline=None)
@given(texts(), WIDTHS, st.integers(-4, 4))
def test_steps_leave_gaps_out(text: str, width: int, by: int) -> None:
    """So many rows that are no gaps further, as far as there are any."""
    rows = Rows(text, width, spaced=True)
    real = [row for row in range(len(rows)) if not rows.is_gap(row)]
    for number, row in enumerate(real):
        assert rows.step(rows.start(row), by) == real[min(max(number + by, 0), len(real) - 1)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("\n", 10, [""]),
        ("a\n\nb", 10, ["a", "", "b"]),
        ("one two three", 7, ["one two ", "three"]),
        ("one two three", 8, ["one two ", "three"]),
        ("one two", 7, ["one two"]),
        ("onetwothree", 4, ["onet", "woth", "ree"]),
        ("до дощу", 5, ["до ", "дощу"]),
        ("ab中中中", 5, ["ab中", "中中"]),
        ("ab中中中", 4, ["ab中", "中中"]),
        ("\tx", 10, ["    x"]),
        ("ab\tx", 10, ["ab  x"]),
        (FAMILY * 3, 4, [FAMILY * 2, FAMILY]),
        (FLAG * 3, 4, [FLAG * 2, FLAG]),
        (
            "e\N{COMBINING ACUTE ACCENT}" * 5,
            4,
            ["e\N{COMBINING ACUTE ACCENT}" * 4, "e\N{COMBINING ACUTE ACCENT}"],
        ),
        ("a\N{ZERO WIDTH SPACE}b", 10, ["a·b"]),
        ("a\N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}b", 10, ["a\N{HEAVY BLACK HEART}b"]),
    ],
)
def test_rows_by_example(text: str, width: int, expected: list[str]) -> None:
    """Breaks after spaces, between ideographs, or where it must; a grapheme is never cut."""
    assert lines(text, width) == expected


def test_paragraphs_are_set_apart() -> None:
    """With `spaced` an empty row between paragraphs that the text does not part itself, not in a list."""
    assert lines("a\nb\n\nc\n- d\n- e\nf", 10, spaced=True) == ["a", "", "b", "", "c", "- d", "- e", "", "f"]
    rows = Rows("ab\ncd", 10, spaced=True)
    assert [rows.is_gap(row) for row in range(len(rows))] == [False, True, False]
    assert [rows.row_at(offset) for offset in range(5)] == [0, 0, 0, 2, 2]


def test_a_column_may_be_in_the_middle_of_a_wide_sign() -> None:
    """Both of its cells are its."""
    rows = Rows("a中b", 10)
    assert [rows.offset(0, column) for column in range(5)] == [0, 1, 1, 2, 2]
    assert [rows.column(offset) for offset in range(4)] == [0, 1, 3, 4]


def test_simple_characters_are_one_cell_each() -> None:
    """Whatever counts as simple is one cell as the terminal library counts, and one grapheme by itself."""
    simple = [char for char in map(chr, range(sys.maxunicode + 1)) if not INTRICATE.match(char)]
    assert len(simple) > 2500
    assert [f"U+{ord(char):04X}" for char in simple if cell_len(char) != 1] == []
    assert [f"U+{ord(char):04X}" for char in simple if visible(char) != char] == []
    text = "".join(simple)
    assert len(list(graphemes(text))) == len(text)


def test_a_huge_paragraph_is_wrapped_at_once() -> None:
    """One row after the other, none lost, in simple and in mixed scripts."""
    for word in ("слово ", "слово中 "):
        text = word * 20_000
        rows = Rows(text, 80)
        rows.wrap_all()
        assert rows.end(len(rows) - 1) == len(text)
        assert all(rows.end(row) == rows.start(row + 1) for row in range(len(rows) - 1))


# Blocks


@settings(deadline=None, max_examples=200)
@given(texts(), WIDTHS, st.integers(1, 60), st.data())
@example("x" * 40 + "\n" + "y" * 9, 5, 8, None)
@example("words of a line that is long\n\n\tand then\n", 6, 9, None)
def test_a_text_in_blocks_is_the_text(text: str, width: int, block: int, data: st.DataObject | None) -> None:
    """In whatever order its places are asked for: each is in its row, and in the end no row is missing."""
    rows = Rows(text, width, spaced=True, block=block)
    starts = list(grapheme_starts(text)) or [0]
    for start in data.draw(st.lists(st.sampled_from(starts), max_size=6)) if data else starts[::-1]:
        row = rows.row_at(start)
        assert rows.start(row) <= start <= rows.end(row)
        assert not rows.is_gap(row)
        assert rows.row_start(start) == rows.start(row)
        if text[start : start + 1] not in ("\n", ""):
            assert rows.offset(row, rows.column(start)) == start
    rows.wrap_all()
    at = 0
    for row in range(len(rows)):
        assert rows.is_wrapped(row)
        if not rows.is_gap(row):
            assert rows.start(row) == at
            at = rows.end(row) + (text[rows.end(row) : rows.end(row) + 1] == "\n")
            shape, cells = drawn(rows, row)
            assert cells <= rows.width + (1 if shape.endswith(" ") else 0)
    assert at == len(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "word", "two words", "слово中", "- item"]), max_size=20), WIDTHS)
def test_blocks_that_end_with_lines_change_no_row(lines: list[str], width: int) -> None:
    """Of a text whose lines are short the rows are the same, however it is parted."""
    text = "\n".join(lines)
    whole, parted = Rows(text, width, spaced=True), Rows(text, width, spaced=True, block=12)
    parted.wrap_all()
    assert [(whole.start(row), whole.end(row), whole.is_gap(row)) for row in range(len(whole))] == [
        (parted.start(row), parted.end(row), parted.is_gap(row)) for row in range(len(parted))
    ]


@settings(deadline=None)
@given(texts(80).map(lambda text: text + "words of it\n" * 3), WIDTHS, st.data())
def test_whoever_follows_the_shifts_knows_the_numbers(text: str, width: int, data: st.DataObject) -> None:
    """A row's number, moved by each shift before it, is what it is in the end."""
    rows = Rows(text, width, spaced=True, block=10)
    starts = list(grapheme_starts(text))
    mine = data.draw(st.sampled_from(starts))
    number = rows.row_at(mine)

    def shifted(first: int, more: int) -> None:
        nonlocal number
        number += more if number > first else 0

    rows.shifted = shifted
    for start in data.draw(st.lists(st.sampled_from(starts), max_size=5)):
        rows.row_at(start)
        assert rows.row_at(mine) == number
    rows.wrap_all()
    assert rows.row_at(mine) == number


@settings(deadline=None)
@given(texts(60), WIDTHS, st.integers(-9, 9), st.data())
def test_shifts_and_steps_in_blocks(text: str, width: int, by: int, data: st.DataObject) -> None:
    """So many rows further, with gaps or without, also into what is not wrapped yet."""
    start = data.draw(st.sampled_from(list(grapheme_starts(text)) or [0]))
    whole = Rows(text, width, spaced=True, block=15)
    whole.wrap_all()
    row = whole.row_at(start)
    lazy = Rows(text, width, spaced=True, block=15)
    target = lazy.shift(start, by)
    wanted = min(max(row + by, 0), len(whole) - 1)
    assert (lazy.start(target), lazy.is_gap(target)) == (whole.start(wanted), whole.is_gap(wanted))
    lazy = Rows(text, width, spaced=True, block=15)
    assert lazy.start(lazy.step(start, by)) == whole.start(whole.step(start, by))


def test_opening_wraps_nothing_and_a_jump_its_block() -> None:
    """Ten million letters: what is not asked for is not wrapped."""
    text = ("слово " * 20 + "\n") * 80_000
    rows = Rows(text, 80, spaced=True)
    assert sum(rows.is_wrapped(row) for row in range(0, len(rows), 50)) == 0
    last = rows.row_at(len(text) - 2)
    assert last == len(rows) - 1
    assert rows.end(last) == len(text) - 1
    assert rows.start(rows.row_at(5_000_000)) <= 5_000_000 < rows.end(rows.row_at(5_000_000)) + 1
    assert sum(rows.is_wrapped(row) for row in range(0, len(rows), 50)) < 10


# Layers


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8),
    st.integers(0, 22),
    st.integers(0, 22),
)
def test_layers_say_what_lies_where(pairs: list[tuple[int, int]], start: int, end: int) -> None:
    """At each code point, and over any of a stretch, the spans that lie there; empty ones nowhere."""
    layers = Layers((Span(*pair), number) for number, pair in enumerate(pairs))

    def here(offset: int) -> set[int]:
        return {n for n, (first, last) in enumerate(pairs) if first <= offset < last}

    assert [set(layers.at(offset)) for offset in range(23)] == [here(offset) for offset in range(23)]
    assert set(layers.over(start, end)) == {n for offset in range(start, end) for n in here(offset)}


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 1 << 23), st.integers(0, 1 << 22)), max_size=30),
    st.sets(st.integers(0, 29)),
    st.integers(0, 1 << 23),
    st.sampled_from([1, 80, 5000, 1 << 20]),
)
def test_layers_follow_what_comes_and_goes(
    pairs: list[tuple[int, int]], gone: set[int], start: int, length: int
) -> None:
    """Spans of any length, added one by one, some taken off again: those that are left are found, in order."""
    layers: Layers[int] = Layers()
    for number, (at, long) in enumerate(pairs):
        layers.add(Span(at, at + long), number)
    for number in gone:
        layers.remove(number)
    left = {n: Span(at, at + long) for n, (at, long) in enumerate(pairs) if n not in gone and long}
    found = layers.over(start, start + length)
    assert set(found) == {n for n, span in left.items() if span.start < start + length and span.end > start}
    assert [left[n] for n in found] == sorted(left[n] for n in found)


def test_the_last_begun_is_the_innermost() -> None:
    """`at` gives spans in the order in which they begin."""
    layers = Layers([(Span(4, 6), "c"), (Span(0, 10), "a"), (Span(2, 8), "b")])
    assert layers.at(5) == ["a", "b", "c"]
    assert layers.at(6) == ["a", "b"]
    assert layers.at(10) == []


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8),
    st.integers(0, 20),
    st.integers(1, 9),
)
def test_covered_says_what_is_covered(pairs: list[tuple[int, int]], start: int, length: int) -> None:
    """At each code point, whether anywhere in a stretch, and every place where that changes."""
    covered = Covered([Span(*pair) for pair in pairs])
    here = [any(first <= offset < last for first, last in pairs) for offset in range(40)]
    assert [covered.at(offset) for offset in range(40)] == here
    end = start + length
    assert covered.any(start, end) == any(here[start:end])
    changes = {offset for offset in range(start + 1, end) if here[offset] != here[offset - 1]}
    assert changes <= set(covered.cuts(start, end))


# Scene


@settings(deadline=None)
@given(st.data(), texts(30).filter(bool))
def test_changed_annotations_are_drawn_as_if_new(data: st.DataObject, text: str) -> None:
    """Whatever came, went or changed: the layers are those of a scene made anew, and the changes are told."""
    drawn_spans = st.lists(spans(len(text)).map(lambda pair: Span(*pair)), max_size=6, unique=True)
    styles = palette(DARK)
    known = [annotation(*span) for span in data.draw(drawn_spans)]
    scene = Scene(known)
    for _ in range(3):
        kept = data.draw(st.lists(st.sampled_from(known), unique_by=id)) if known else []
        fresh = [annotation(*span, color="red", note="n") for span in data.draw(drawn_spans)]
        after = list({a.id: a for a in (*kept, *fresh)}.values())
        changed = scene.annotate(after)
        assert {a.id for _, a in changed if a} == {a.id for a in after if a not in known}
        assert {b.id for b, a in changed if b and not a} == {b.id for b in known} - {a.id for a in after}
        anew = Scene(after)
        for start, end in ((0, len(text)), (len(text) // 2, len(text))):
            assert scene.stretches(start, end, styles) == anew.stretches(start, end, styles)
            assert scene.over(start, end) == anew.over(start, end)
        known = after


# Paint


def annotation(start: int, end: int, color: str = "green", note: str = "") -> Annotation:
    """A highlight that needs no desk."""
    return Annotation(
        id=f"{start}-{end}", article="a", start=start, end=end, quote="", prefix="", suffix="", note=note,
        tags=(), color=color, created="", modified="",
    )  # fmt: skip


@settings(deadline=None)
@given(st.data(), texts(20).filter(bool), st.sampled_from([DARK, LIGHT, SIXTEEN]))
def test_a_strip_is_its_row(data: st.DataObject, text: str, theme: str) -> None:
    """Exactly as wide as asked for; the text drawn whole; every cell in the style of its grapheme."""
    rows, styles = Rows(text, data.draw(WIDTHS), spaced=True), palette(theme)
    drawn_spans = st.lists(spans(len(text)).map(lambda pair: Span(*pair)), max_size=3)
    marked = sorted(data.draw(drawn_spans))
    starts = list(grapheme_starts(text))
    cursor = data.draw(st.sampled_from(starts))
    scene = Scene(
        annotations=[annotation(*span) for span in marked],
        boilerplate=data.draw(drawn_spans),
        found=data.draw(drawn_spans),
        selection=data.draw(st.none() | spans(len(text)).map(lambda pair: Span(*pair))),
        cursor=next(span for span in graphemes(text) if span.start == cursor),
    )
    width = rows.width + 1
    for row in range(len(rows)):
        strip = paint(rows, row, scene, styles, width)
        assert strip.cell_length == width
        assert sum(cell_len(segment.text) for segment in strip) == width
        whole = "".join(segment.text for segment in strip)
        assert whole.rstrip() == drawn(rows, row)[0].rstrip()
        by_column = [segment.style for segment in strip for _ in range(cell_len(segment.text))]
        for cell in rows.cells(row):
            hangs = cell.end == rows.end(row) and cell.text == " " and cell.column >= rows.width
            # A highlight may begin or end within a grapheme: the style is that of some code point of it.
            wanted = {scene.style(at, styles) for at in range(cell.start, cell.end)}
            assert hangs or by_column[cell.column] in wanted


@pytest.mark.parametrize("width", [1, 4, 11, 40])
def test_a_strip_fits_where_there_is_no_room(width: int) -> None:
    """Narrower than the rows: cut, never wider."""
    rows = Rows("ab中中 слово " + FAMILY, 11)
    for row in range(len(rows)):
        assert (
            sum(cell_len(segment.text) for segment in paint(rows, row, Scene(), palette(DARK), width))
            == width
        )


def test_the_gutter_tells_of_notes() -> None:
    """How many annotations begin in the row, whether one has a note, and that a highlight crosses it."""
    styles = palette(DARK)

    def signs(starting: list[Annotation], crossing: list[Annotation]) -> str:
        return "".join(segment.text for segment in gutter(starting, crossing, styles))

    plain, noted = annotation(0, 1), annotation(0, 2, note="n")
    assert signs([], []) == "   "
    assert signs([plain], [plain]) == "○▎ "
    assert signs([noted], [noted]) == "●▎ "
    assert signs([], [plain]) == " ▎ "
    assert signs([plain] * 3, [plain]) == "3▎ "
    assert signs([plain] * 12, [plain]) == "+▎ "
    assert {cell_len(signs([plain] * n, [plain])) for n in range(12)} == {GUTTER}


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(["", "A message of some words that is longer than a narrow pane.", "中" * 30]),
    st.integers(0, 90),
    st.integers(0, 9),
)
def test_a_message_fits_its_pane(message: str, width: int, y: int) -> None:
    """Whatever the width, also none; row by row the whole message."""
    assert say(message, y, width, palette(DARK)).cell_length == width
