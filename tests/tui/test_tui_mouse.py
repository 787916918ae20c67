"""The mouse: a click sets the cursor, a drag selects exactly, twice a word, three times a sentence."""

from __future__ import annotations

import unicodedata

import pytest
from textual import events
from textual.geometry import Offset
from tui_desk import desk_of, opened
from tui_texts import ENGLISH, UKRAINIAN, WIDE

_ACCENTED = unicodedata.normalize("NFC", "e\N{COMBINING ACUTE ACCENT}\N{COMBINING DOT BELOW}")
_JOINED = "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"


async def test_a_click_on_any_cell_of_any_grapheme_sets_the_cursor_on_it() -> None:
    """Ideographs and emoji have two cells: both are theirs; marks and joined emoji are one place."""
    async with opened(desk_of(WIDE)) as at:
        rows = at.screen.source._rows
        clicked = set()
        for row in range(rows.row_at(at.text.index("до漢")), len(rows)):
            for cell in rows.cells(row):
                for part in {0, cell.width - 1}:
                    await at.click(at.at(cell.start) + Offset(part, 0))
                    assert at.cursor == cell.start, (cell, part)
                    assert at.selected is None
                    clicked.add(cell.end - cell.start)
        assert max(clicked) > 2  # there were graphemes of several code points


async def test_a_click_beside_the_text_goes_to_the_nearest_place() -> None:
    """In the gutter the start of the row, behind its end the last letter, below the text the last row."""
    async with opened(desk_of(ENGLISH)) as at:
        at.goto("nine")
        await at.click(Offset(0, at.at(0).y))
        assert at.cursor == 0
        await at.click(Offset(50, at.at(0).y))
        assert at.text[at.cursor :].startswith("!\n")
        await at.click(Offset(3, 25))
        assert at.text[at.cursor :].startswith("End of it")
        await at.click(Offset(9, 0))  # on the title line: nothing
        assert at.text[at.cursor :].startswith("End of it")


@pytest.mark.parametrize("backwards", [False, True])
async def test_a_drag_selects_exactly_from_grapheme_to_grapheme(backwards: bool) -> None:  # noqa: FBT001  # a case
    """Over Cyrillic, ideographs, marks, emoji and tabs, either way; `m` takes just that."""
    async with opened(desk_of(WIDE)) as at:
        text = at.text
        for expected, last in (
            ("о漢字かな", "な"),
            ("漢字", "字"),
            (f"сле, {_ACCENTED}", _ACCENTED),
            (f"к {_JOINED}", _JOINED),
            ("край.\nа\tб", "б\t"),
            ("Широкі знаки\n\nдо漢", "漢"),
        ):
            start = text.index(expected)
            end = text.index(last, start + len(expected) - len(last.rstrip("\t")))
            spots = [at.at(start), at.at(end)]
            if backwards:
                spots.reverse()
            await at.drag(spots[0], Offset((spots[0].x + spots[1].x) // 2, spots[0].y), spots[1])
            assert at.selected == expected
        await at.keys("m")
        assert at.quotes == ["Широкі знаки\n\nдо漢"]


async def test_twice_selects_the_word_and_three_times_the_sentence() -> None:
    """Wherever it stands: also the last word of a line, with its last letter, and the last sentence."""
    async with opened(desk_of(UKRAINIAN)) as at:
        for words, times, expected in (
            ("сумнівається", 2, "сумнівається"),
            ("Ґалаґан", 2, "Ґалаґан"),
            ("явився", 2, "з'явився"),
            ("й мовчить", 2, "й"),
            ("Опозиція", 3, "Опозиція сумнівається."),
            ("річку", 2, "річку"),
            ("Чи встигнуть", 3, "Чи встигнуть?"),
            ("мовчить", 3, "Підрядник з'явився й мовчить."),
        ):
            await at.click(at.at(at.text.index(words)), times)
            assert at.selected == expected, (words, times)


async def test_a_drag_out_of_the_pane_and_back_does_not_stick() -> None:
    """Let go over the cards the drag is over: moving the mouse then selects nothing more."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.drag(at.at(0), Offset(90, 3), Offset(90, 3))
        taken = at.selected
        assert taken is not None
        at.mouse(events.MouseMove, at.at(at.text.index("nine")), button=0)
        await at.settled()
        assert at.selected == taken
        await at.keys("escape j")
        assert at.selected is None


async def test_a_drag_that_comes_in_one_piece_is_over_when_it_is_over() -> None:
    """Over a slow line press, move and release come at once: after them a move selects nothing."""
    async with opened(desk_of(ENGLISH)) as at:
        at.mouse(events.MouseDown, at.at(0))
        at.mouse(events.MouseMove, Offset(90, 3))
        at.mouse(events.MouseUp, Offset(90, 3))
        await at.settled()
        at.mouse(events.MouseMove, at.at(at.text.index("nine")), button=0)
        await at.settled()
        assert at.selected is None or "nine" not in at.selected + at.text[at.cursor :][:4]


async def test_a_click_on_a_card_jumps_to_its_highlight() -> None:
    """The card is chosen, the cursor goes to the passage, the keys are the source pane's."""
    desk = desk_of(ENGLISH)
    article = desk.articles()[0].id
    for words in ("two", "nine", "Thirteen?"):
        start = ENGLISH.index(words)
        desk.annotate(article, start, start + len(words), note="a note")
    async with opened(desk) as at:
        for words in ("Thirteen?", "two", "nine"):
            cards = [row.split("│", 1)[-1].strip(" ▎█“”") for row in at.rows]
            row = cards.index(words)
            await at.click(Offset(75, row))
            assert at.text[at.cursor :].startswith(words)
            assert at.focus() == "source"
            assert at.screen.cards.chosen is not None
            assert at.screen.cards.chosen.quote == words
        await at.click(Offset(75, 25))  # below the cards
        assert at.text[at.cursor :].startswith("nine")
        await at.keys("d")
        assert at.quotes == ["two", "Thirteen?"]


async def test_the_wheel_scrolls_and_a_click_hits_what_is_seen() -> None:
    """The cursor stays where it is while the wheel turns; a click then means the text under the mouse."""
    text = "".join(f"- {number:03} row of the text\n" for number in range(200))
    async with opened(desk_of(text)) as at:
        source = at.screen.source
        for _ in range(6):
            at.mouse(events.MouseScrollDown, Offset(8, 8))
        await at.until(lambda: source.scroll_y >= 6)
        await at.settled()
        assert at.cursor == 0
        seen = at.rows[8].split()[1]
        await at.click(Offset(8, 8))
        line = at.text.rfind("\n", 0, at.cursor) + 1
        assert at.text[line:].startswith(f"- {seen} row")
        assert int(seen) > 7


async def test_clicks_in_pickers_open_what_is_clicked() -> None:
    """A click on an item of the library opens it; one on the preview, or below the items, does nothing."""
    async with opened(desk_of(ENGLISH, UKRAINIAN), (120, 30)) as at:
        await at.keys("o")
        row = next(y for y, row in enumerate(at.rows) if "Новий міст" in row)
        for beside in (Offset(90, 10), Offset(8, 25)):
            await at.click(beside)
            assert not at.home()
        await at.click(Offset(8, row))
        assert at.home()
        assert at.article.title == "Новий міст через річку"


async def test_a_double_click_on_an_item_opens_it_once() -> None:
    """Two or three clicks that come at once, as over a slow line, do what one does."""
    async with opened(desk_of(ENGLISH, UKRAINIAN), (120, 30)) as at:
        for times in (2, 3):
            await at.keys("o")
            row = next(y for y, row in enumerate(at.rows) if "Новий міст" in row)
            await at.click(Offset(8, row), times)
            assert at.app._exception is None
            assert at.home()
            assert at.article.title == "Новий міст через річку"
            await at.keys("escape H")
