"""Windows of any size: the reader's place and the highlights stay, nothing breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from rich.cells import cell_len
from tui_desk import desk_of, opened
from tui_texts import ENGLISH, UKRAINIAN, WIDE

from tui.theme import DARK, palette

if TYPE_CHECKING:
    from tui_desk import At

_SIZES: Final = ((20, 5), (69, 24), (34, 60), (1, 1))
_HUGE: Final = (300, 80)
_OPENERS: Final = (
    "m ) v l",
    "tab / =no",
    "/ =si",
    "a =x",
    "f =six",
    "o",
    ":",
    "t",
    "x",
    "?",
    "a =x escape q",
)
_WITH_TEXT: Final = ("m ) v l", "f =six", "o", "?")


def _long() -> str:
    """Paragraphs of different lengths, each beginning with its number."""
    return "Довгий текст\n\n" + "\n\n".join(
        f"№{number} " + " ".join(f"слово{word}" for word in range(5 + number * 7 % 40)) + "."
        for number in range(60)
    )


def _read(at: At, words: str) -> None:
    """Put the cursor on words and bring them to the middle of a high window."""
    at.goto(words)
    source = at.screen.source
    source.scroll_to(y=source._rows.row_at(at.cursor) - 20, animate=False, immediate=True)


def _assert_whole(at: At) -> None:
    width, height = at.app.size
    assert len(at.rows) == height
    assert all(cell_len(row) == width for row in at.rows)


async def test_every_screen_in_every_size() -> None:
    """From one cell to 300 by 80, growing and shrinking with the screen open: no crash, full rows."""
    desk = desk_of(ENGLISH + UKRAINIAN + WIDE, UKRAINIAN)
    article = desk.articles()[0].id
    for start in range(0, 200, 20):
        desk.annotate(article, start, start + 30, note="a note", tags=["claim"])
    async with opened(desk, (90, 24)) as at:
        for opener in _OPENERS:
            await at.keys(opener)
            over = type(at.top)
            for width, height in (*_SIZES, *([_HUGE] if opener in _WITH_TEXT else ())):
                await at.resize(width, height)
                assert at.app._exception is None, (opener, width, height)
                assert type(at.top) is over, (opener, width, height)
                _assert_whole(at)
            await at.keys("escape escape")
            assert at.home(), opener


@pytest.mark.parametrize("size", [(20, 5), (30, 8), (240, 60)])
async def test_a_session_in_a_very_small_and_a_very_large_window(size: tuple[int, int]) -> None:
    """Moving, marking, noting, tagging, searching and opening work; the cursor is seen at every step."""
    async with opened(desk_of(_long(), UKRAINIAN), size) as at:
        source = at.screen.source
        for line in (
            "} } w w",
            "m",
            "a =note ctrl+s",
            "t =claim enter",
            "ctrl+d",
            "G",
            "[",
            "v ) escape",
            "g g",
        ):
            await at.keys(line)
            assert source.region.contains_point(at.at(at.cursor)), line
            _assert_whole(at)
        await at.keys("f =підрядник enter m o up enter")
        assert len(at.desk.annotations()) == 2
        assert at.desk.annotations()[0].note == "note"


async def test_highlights_and_cursor_stay_on_their_words_at_a_resize() -> None:
    """Whatever the width, the painted marks are the quotations, and the cursor is seen where it was."""
    async with opened(desk_of(_long()), (100, 60)) as at:
        at.goto("№30")
        await at.keys("m } m")
        quotes = at.quotes
        _read(at, "№30")
        styles = palette(DARK)
        grounds = [drawing["yellow"].bgcolor for drawing in (styles.marks, styles.marks_current)]
        for size in ((120, 60), (90, 60), (160, 70), (100, 50), (100, 60)):
            await at.resize(*size)
            assert at.screen.source.region.contains_point(at.at(at.cursor)), size
            assert at.text[at.cursor :].startswith("№30")
            assert at.quotes == quotes
            marked = "".join(
                segment.text
                for strip in at.top._compositor.render_strips()
                for segment in strip
                if segment.style and segment.style.bgcolor in grounds
            )
            expected = "".join(quotes)[1:]  # the first letter is under the cursor
            assert marked.replace(" ", "") == expected.replace(" ", ""), size


async def test_the_top_line_stays_through_many_resizes() -> None:
    """As someone drags the window's edge: back at the first size the same words are at the top."""
    async with opened(desk_of(_long()), (100, 60)) as at:
        source = at.screen.source
        _read(at, "№30")
        await at.settled()
        top = source._rows.start(round(source.scroll_y))
        for width in (120, 110, 96, 90, 84, 92, 100):
            await at.resize(width, 60)
            row = round(source.scroll_y)
            assert source._rows.start(row) <= top <= source._rows.end(row), width
        assert source._rows.start(round(source.scroll_y)) == top


async def test_what_was_scrolled_to_stays_at_a_resize() -> None:
    """With the cursor out of sight (the wheel was turned) the text that is read stays where it is."""
    async with opened(desk_of(_long()), (100, 30)) as at:
        source = at.screen.source
        source.scroll_to(y=source._rows.row_at(at.text.index("№40")), animate=False, immediate=True)
        await at.settled()
        assert "№40" in at.rows[1]
        for size in ((90, 30), (120, 25)):
            await at.resize(*size)
            assert "№40" in at.rows[1], size


async def test_the_drawer_leaves_the_cursor_and_shows_it() -> None:
    """Opening and closing it in a narrow window moves no cursor, which is seen above it and after it."""
    async with opened(desk_of(_long()), (60, 24)) as at:
        at.goto("№20")
        await at.keys("m")
        for _ in range(2):
            await at.keys("tab")
            assert at.cursor == at.text.index("№20")
            assert at.screen.source.region.contains_point(at.at(at.cursor))


async def test_the_drawer_closes_when_the_window_grows_and_shrinks() -> None:
    """Breakpoints at 70 and 100 columns: drawer, narrow column, wide column."""
    async with opened(desk_of(ENGLISH), (69, 24)) as at:
        widths = []
        for width in (69, 70, 99, 100, 160, 69):
            await at.resize(width, 24)
            column = at.screen.column
            widths.append(column.size.width if column.display else 0)
        assert widths[0] == widths[5] == 0
        assert 30 <= widths[1] == widths[2] < 36
        assert 36 <= widths[3] < widths[4] <= 64
