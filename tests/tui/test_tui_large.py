"""Large texts: what a key costs is counted in rows drawn, not in seconds."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.geometry import Offset
from tui_desk import desk_of, opened

from tui.panes import rows
from tui.panes.view import View
from tui.panes.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.strip import Strip

    from tui.panes.minimap import Spot
    from tui.panes.source import SourcePane
    from tui.panes.wrap import Wrapped


@contextmanager
def _counted(patch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """How many rows, inside, are drawn, and how many letters of long texts wrapped."""
    counts = {"drawn": 0, "wrapped": 0}
    draw = View._draw

    def counting(self: View, row: int | None, spot: Spot | None) -> Strip:
        counts["drawn"] += 1
        return draw(self, row, spot)

    def wrapping(text: str, start: int, end: int, width: int, *, spaced: bool) -> Wrapped:
        counts["wrapped"] += end - start if len(text) > 10_000 else 0
        return wrap(text, start, end, width, spaced=spaced)

    with patch.context() as inner:
        inner.setattr(View, "_draw", counting)
        inner.setattr(rows, "wrap", wrapping)
        yield counts


def _megabyte() -> str:
    """A million letters in paragraphs, a highlight's worth of words in each."""
    paragraph = (
        "Речник заявив, що «рішення» ухвалять у п'ятницю; опозиція не вірить. Sources disagree on it. "
    )
    lines = [f"Абзац {number}. {paragraph * 3}" for number in range(3500)]
    return "Великий текст\n\n" + "\n".join(lines) + "\n"


async def test_a_megabyte_opens_and_moves_at_the_cost_of_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cursor key draws the rows it touches, a page at most the pane; what is wrapped is near what is seen."""
    text = _megabyte()
    assert len(text) > 1_000_000
    desk = desk_of(text)
    article = desk.articles()[0].id
    for start in range(0, len(text) - 400, 40_000):
        desk.annotate(article, start, start + 200, tags=["claim"])
    async with opened(desk, (100, 40)) as at:
        height = at.screen.source.size.height
        for keys, most in (
            ("j", 4),
            ("w", 4),
            (")", 8),
            ("v l", 8),
            ("escape", 4),
            ("space", height),
            ("pageup", height),
            ("G", height + 4),
            ("g g", height + 4),
            ("}", 8),
            ("]", 2 * height),
            ("[", 2 * height),
        ):
            with _counted(monkeypatch) as counts:
                await at.keys(keys)
            assert counts["wrapped"] <= 4 * rows.BLOCK, keys
            assert counts["drawn"] <= most, (keys, counts)
        with _counted(monkeypatch) as counts:
            await at.keys("m")
        assert counts["wrapped"] == 0
        assert counts["drawn"] <= 8
        with _counted(monkeypatch) as counts:
            await at.resize(120, 40)
        assert counts["wrapped"] <= 8 * rows.BLOCK
        await at.keys("/", "=3210 enter")
        assert at.text[at.cursor :].startswith("3210.")
        assert at.screen.source.region.contains_point(at.at(at.cursor))


@pytest.mark.parametrize("letters", ["слово ", "x", "漢字", "a\N{COMBINING ACUTE ACCENT}б"])
async def test_one_line_of_a_hundred_thousand_characters(
    monkeypatch: pytest.MonkeyPatch, letters: str
) -> None:
    """It opens, moves by every motion, is selected and marked; keys draw a screen at most."""
    line = (letters * (100_000 // len(letters)))[:100_000]
    async with opened(desk_of(line), (80, 24)) as at:
        height = at.screen.source.size.height
        for keys in (
            "j",
            "4 0 0 j",
            "l",
            "w",
            "e",
            "$",
            "0",
            "space",
            "G",
            "b",
            "(",
            "g g",
            "v 9 9 j",
            "escape",
            "V escape",
        ):
            with _counted(monkeypatch) as counts:
                await at.keys(keys)
            assert counts["drawn"] <= 2 * height + 2, (keys, counts)
            assert counts["wrapped"] <= 10 * rows.BLOCK, (keys, counts)
        await at.keys("g g v 3 j m")
        assert len(at.quotes[0]) > 50
        assert at.text.startswith(at.quotes[0])
        await at.keys("i p y escape m")
        assert len(at.annotations) >= 1


def _long(*, mixed: bool = False) -> str:
    """Half a million letters, each paragraph with its number."""
    words = "漢字 слово 👩\u200d👩\u200d👧 " if mixed else "слово за словом "
    return "".join(f"№{number} {words * (1 + number * 7 % 20)}\n" for number in range(2500))


def _top(source: SourcePane, whole: rows.Rows) -> int:
    """The number, among all rows, of the one at the top."""
    row = source._settle()
    return whole.row_at(source._rows.start(row)) + source._rows.is_gap(row)


@pytest.mark.parametrize("mixed", [False, True])
async def test_jumps_are_exact_where_rows_were_only_estimated(mixed: bool) -> None:  # noqa: FBT001  # a case
    """The end is at the bottom, the start at the top, and so many rows down are as many as there are."""
    text = _long(mixed=mixed)
    async with opened(desk_of(text), (100, 30)) as at:
        source = at.screen.source
        whole = rows.Rows(at.text, source._rows.width, spaced=True)
        whole.wrap_all()

        await at.keys("G")
        assert at.cursor == len(at.text) - 2
        assert _top(source, whole) == len(whole) - source.size.height
        assert "№2499" in at.seen
        await at.keys("1 0 0 k")
        row = whole.step(len(at.text) - 2, -100)
        assert whole.row_at(at.cursor) == row
        await at.keys("2 0 ctrl+u")
        assert abs(whole.row_at(at.cursor) - (row - 20 * (source.size.height // 2))) <= 1
        assert source.region.contains_point(at.at(at.cursor))
        await at.keys("g g 5 0 0 j")
        assert whole.row_at(at.cursor) == whole.step(0, 500)
        assert source.region.contains_point(at.at(at.cursor))
        await at.keys("g g")
        assert source.scroll_y == 0
        assert "№0" in at.rows[1]


async def test_what_is_read_stays_in_a_long_text_whatever_is_wrapped_above() -> None:
    """After a jump to the middle nothing above is known: scrolling up meets what is there, row by row."""
    async with opened(desk_of(_long()), (100, 30)) as at:
        source = at.screen.source
        source.goto(at.text.index("№1500"), center=True)
        await at.settled()
        whole = rows.Rows(at.text, source._rows.width, spaced=True)
        whole.wrap_all()
        before = _top(source, whole)
        for _ in range(120):
            source.scroll_to(y=source.scroll_y - 3, animate=False, force=True, immediate=True)
            await at.pilot.pause()
            now = _top(source, whole)
            assert before - now == 3
            before = now
        first = source._rows.start(source._settle())
        for width in (90, 120, 70, 100):
            await at.resize(width, 30)
            row = source._settle()
            assert source._rows.start(row) <= first <= source._rows.end(row)


async def test_the_map_goes_to_the_part_that_is_pressed_and_follows_a_drag() -> None:
    """At its top the start, at its bottom the end; the cursor stays, and a click later means the text again."""
    async with opened(desk_of(_long()), (100, 30)) as at:
        source = at.screen.source
        x = source.region.right - 1
        await at.click(Offset(x, source.region.bottom - 1))
        assert "№249" in at.seen
        assert at.cursor == 0
        await at.click(Offset(x, source.region.y))
        assert source.scroll_y == 0
        await at.drag(Offset(x, source.region.y), Offset(x - 9, 14), Offset(x, 14))
        shown = at.text[source._rows.start(source._settle()) :]
        assert 1000 < int(shown[shown.index("№") + 1 :].split(" ", 1)[0]) < 1500
        assert at.selected is None
        at.mouse(events.MouseMove, Offset(x, 20), button=0)
        await at.settled()
        assert at.text[source._rows.start(source._settle()) :] == shown
        await at.click(Offset(10, 10))
        assert at.cursor > 0


async def test_ten_thousand_highlights_change_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """`m` draws the rows that it touches, and lays out the cards that are seen."""
    text = _long()
    desk = desk_of(text)
    article = desk.articles()[0].id
    for start in range(0, 60_000, 30):
        desk.annotate(article, start, start + 20)
    async with opened(desk, (100, 30)) as at:
        await at.keys("G")
        with _counted(monkeypatch) as counts:
            await at.keys("m")
        assert counts["drawn"] <= 3 * 8
        await at.keys("g g ] ]")
        assert at.screen.cards.chosen is not None
        assert at.screen.cards.chosen.start == 60
        await at.keys("tab G")
        assert at.screen.cards.chosen.end > 60_000
        await at.keys("u")
        assert len(at.annotations) == 2000
