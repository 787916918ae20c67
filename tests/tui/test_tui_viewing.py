"""How the text lies in its pane: the keys after `z`."""

from __future__ import annotations

from tui_desk import desk_of, opened

_TEXT = "".join(f"№{number} " + "слово за словом " * 12 + "\n" for number in range(200))


async def test_the_row_of_the_cursor_goes_to_the_middle_the_top_and_the_bottom() -> None:
    """As far as rows are kept in sight around it; the cursor stays, and so it does at the ends of the text."""
    async with opened(desk_of(_TEXT), (100, 31)) as at:
        source = at.screen.source
        at.goto("№100 ")
        cursor = at.cursor
        for keys, row in (("z t", 3), ("z b", source.size.height - 4), ("z z", source.size.height // 2)):
            await at.keys(keys)
            assert abs(source.cursor_region().y - row) <= 1, keys
            assert at.cursor == cursor
        await at.keys("g g z z")
        assert source.scroll_y == 0
        assert source.cursor_region().y == 0


async def test_rows_become_wider_and_narrower_and_stay_so() -> None:
    """By four cells, from 40 to 120, in every pane and after a restart; what is read stays, selected or not."""
    desk = desk_of(_TEXT, "Another\n\nOne.\n")
    async with opened(desk, (200, 30)) as at:
        source = at.screen.source
        assert source.drawn_measure == 80
        at.goto("№50 ")
        await at.keys("v w w")
        selected = at.selected
        await at.keys("z - z - z -")
        assert source.drawn_measure == 68
        assert "at most 68" in at.hint
        assert source.region.contains_point(at.at(at.cursor))
        assert at.selected == selected
        await at.keys("3 z -", "9 z -")
        assert source.drawn_measure == 40
        await at.keys("9 z + 9 z +", "9 z +", "9 z +")
        assert source.measure == 120
        assert source.drawn_measure <= 120
        await at.keys("escape z - z -", "c enter")
        assert at.screen.beside is not None
        assert at.screen.beside.measure == 112
        at.screen.memory.flush()
    async with opened(desk, (200, 30)) as at:
        assert at.screen.source.measure == 112


async def test_a_narrow_window_says_what_fits() -> None:
    """The measure is what is wished for; where there is less room that is told."""
    async with opened(desk_of(_TEXT), (60, 20)) as at:
        await at.keys("z +")
        assert "at most 84 cells" in at.hint
        assert "fit" in at.hint
        assert at.screen.source.drawn_measure < 60
