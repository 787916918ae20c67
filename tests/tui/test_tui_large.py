"""Large texts: what a key costs is counted in rows drawn, not in seconds."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from tui_desk import desk_of, opened

from tui.panes.rows import Rows
from tui.panes.source import SourcePane

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.strip import Strip


@contextmanager
def _counted(patch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """How often, inside, rows are drawn and texts wrapped."""
    counts = {"drawn": 0, "wrapped": 0}
    draw, wrap = SourcePane.render_line, Rows.__init__

    def render_line(self: SourcePane, y: int) -> Strip:
        counts["drawn"] += 1
        return draw(self, y)

    def init(self: Rows, text: str, width: int, *, spaced: bool = False) -> None:
        counts["wrapped"] += len(text) > 10_000
        wrap(self, text, width, spaced=spaced)

    with patch.context() as inner:
        inner.setattr(SourcePane, "render_line", render_line)
        inner.setattr(Rows, "__init__", init)
        yield counts


def _megabyte() -> str:
    """A million letters in paragraphs, a highlight's worth of words in each."""
    paragraph = (
        "Речник заявив, що «рішення» ухвалять у п'ятницю; опозиція не вірить. Sources disagree on it. "
    )
    lines = [f"Абзац {number}. {paragraph * 3}" for number in range(3500)]
    return "Великий текст\n\n" + "\n".join(lines) + "\n"


async def test_a_megabyte_opens_and_moves_at_the_cost_of_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cursor key draws the rows it touches, a page at most the pane; nothing is wrapped anew."""
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
            assert counts["wrapped"] == 0, keys
            assert counts["drawn"] <= most, (keys, counts)
        with _counted(monkeypatch) as counts:
            await at.keys("m")
        assert counts["wrapped"] == 0
        assert counts["drawn"] <= 2 * height
        with _counted(monkeypatch) as counts:
            await at.resize(120, 40)
        assert counts["wrapped"] <= 2
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
            assert counts["wrapped"] == 0, keys
        await at.keys("g g v 3 j m")
        assert len(at.quotes[0]) > 50
        assert at.text.startswith(at.quotes[0])
        await at.keys("i p y escape m")
        assert len(at.annotations) >= 1
