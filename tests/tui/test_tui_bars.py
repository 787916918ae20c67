"""Title line and hint line: what a narrow window drops first, and where the keys are said to go."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from tui_desk import desk_of, opened
from tui_texts import ENGLISH, UKRAINIAN

from tui.theme import DARK, LIGHT, SIXTEEN, palette

_LONG = "A title that goes on and on, past the end of any row that a window of eighty columns could give it"


async def test_the_title_line_drops_name_and_facts_before_it_cuts_the_title() -> None:
    """The place in the text stays longest, and the desk's name stands only where the title is whole."""
    async with opened(desk_of(f"{_LONG}\n\nText."), (200, 24)) as at:
        assert at.rows[0].startswith(f" newsdesk  {_LONG}")
        assert at.rows[0].rstrip().endswith("Test · 2024-02-29 · en · 0 highlights · 0 %")
        for width in (150, 110, 80, 60, 40, 20):
            await at.resize(width, 24)
            row = at.rows[0]
            assert cell_len(row) == width
            assert "newsdesk" not in row
            assert row.startswith(" A title that"), width
            if width < 110:
                assert "…" in row
            if width >= 40:
                assert row.rstrip().endswith("0 %"), width
        await at.resize(60, 24)
        at.screen._kept = "not saved"
        at.screen.show_title()
        await at.settled()
        assert at.rows[0].startswith(" NOT SAVED  A title")


async def test_which_pane_has_the_keys_is_told_by_line_word_and_cursor() -> None:
    """In every theme, wide and narrow."""
    for theme in (DARK, LIGHT, SIXTEEN):
        for size, light, heavy in (((80, 24), "│", "┃"), ((60, 20), "", "━━━")):
            async with opened(desk_of(ENGLISH), size) as at:
                at.app.theme = theme
                await at.keys("m")
                assert light in at.seen
                assert heavy not in at.seen
                assert "NOTES" not in at.hint
                await at.keys("tab")
                assert heavy in at.seen
                assert at.hint.startswith(" NOTES ")
                await at.keys("tab")
                assert heavy not in at.seen


async def test_of_two_articles_one_has_the_cursor() -> None:
    """The other shows where it was."""
    async with opened(desk_of(ENGLISH, UKRAINIAN), (120, 30)) as at:
        await at.keys("c down enter")
        styles = palette(DARK)
        for _ in range(2):
            grounds = [
                segment.style.bgcolor
                for strip in at.top._compositor.render_strips()[1:-1]
                for segment in strip
                if segment.style
            ]
            assert grounds.count(styles.cursor.bgcolor) == 1
            assert grounds.count(styles.cursor_away.bgcolor) == 1
            await at.keys("tab")


async def test_without_colour_there_is_no_other_theme() -> None:
    """The command says why."""
    async with opened(desk_of(ENGLISH), color=False) as at:
        await at.keys(": =light enter")
        assert at.app.theme == SIXTEEN
        assert "NO_COLOR is set" in at.seen
        assert at.screen.memory.theme is None


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_opens_in_a_narrow_window_takes_all_of_it(size: tuple[int, int]) -> None:
    """Library, search and help; what is small stays so."""
    async with opened(desk_of(ENGLISH), size) as at:
        for key, whole in (("o", True), ("f", True), ("?", True), (":", False)):
            await at.keys(key)
            over = at.top.query("#picker, #help").first().region
            assert (over.size == at.app.size) == whole, key
            await at.keys("escape")
