"""What the screen remembers: places, drafts, theme and folder, from article to article and run to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_desk import desk_of, opened
from tui_texts import ENGLISH, UKRAINIAN

from tui.screens.dialogs import ExportScreen
from tui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from pathlib import Path


async def test_the_reading_place_is_kept_from_article_to_article() -> None:
    """After L and H, or opening the same article with `o`, the reader is where they left off."""
    async with opened(desk_of(ENGLISH, UKRAINIAN)) as at:
        at.goto("Eleven")
        where = at.cursor
        await at.keys("o enter")
        assert at.cursor == where
        await at.keys("L")
        at.goto("Опозиція")
        await at.keys("H")
        assert at.cursor == where
        await at.keys("L")
        assert at.text[at.cursor :].startswith("Опозиція")
        await at.keys(": =sample enter u")  # an undo that brings nothing here away
        assert at.article.id in {article.id for article in at.desk.articles()}


async def test_article_place_theme_and_folder_are_kept_from_run_to_run(tmp_path: Path) -> None:
    """The next run opens where the last one was left, looks the same, and proposes the same folder."""
    desk = desk_of(ENGLISH, UKRAINIAN)
    async with opened(desk) as at:
        await at.keys("L m x ctrl+a ctrl+k")
        await at.write(str(tmp_path / "out"))
        await at.keys("enter : =light enter")
        at.goto("Чи встигнуть")
        await at.keys("q")
        assert at.app._exit
    async with opened(desk) as at:
        assert at.article.title == "Новий міст через річку"
        assert at.text[at.cursor :].startswith("Чи встигнуть")
        assert at.screen.source.region.contains_point(at.at(at.cursor))
        assert at.app.theme == LIGHT
        await at.keys("x")
        at.over(ExportScreen)
        assert at.over(ExportScreen).text == str(tmp_path / "out")
        await at.keys("escape : =light enter : =light enter q")
    async with opened(desk) as at:
        assert at.app.theme == DARK
        await at.keys("9 u")
        assert "nothing to undo" not in at.hint
        assert desk.articles() == []  # what is remembered is no step of the history


async def test_a_draft_is_there_after_an_end_without_a_question() -> None:
    """While a note is written the app is told to go, as by a hang-up: its text is a draft in the next run."""
    desk = desk_of(ENGLISH)
    async with opened(desk) as at:
        await at.keys("a =half_a_thou")
        at.app._hang_up()
        await at.settled()
        assert at.app._exit
    async with opened(desk) as at:
        assert "draft" in at.seen
        await at.keys("a")
        assert at.screen.editor.text == "half a thou"
        await at.keys("=ght ctrl+s")
        assert [a.note for a in desk.annotations()] == ["half a thought"]
    async with opened(desk) as at:
        assert at.screen.editor.drafts == {}


async def test_a_place_that_is_no_longer_there_is_no_harm() -> None:
    """An article that is gone, or shorter than the remembered place, opens all the same."""
    desk = desk_of(ENGLISH, UKRAINIAN)
    first, second = (article.id for article in desk.articles())
    desk.remember(
        {"article": second, f"place:{second}": 10_000_000, f"place:{first}": -5, "theme": "no such"}
    )
    async with opened(desk) as at:
        assert at.article.id == second
        assert at.cursor == len(at.text) - 2
        await at.keys("H m")
        assert len(at.quotes) == 1
        await at.keys("L q")
    desk.remove_articles([second])
    async with opened(desk) as at:
        assert at.article.id == first
