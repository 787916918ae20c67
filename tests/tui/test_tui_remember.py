"""What the screen remembers: places, drafts, theme and folder, from article to article and run to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_desk import desk_of, opened
from tui_texts import ENGLISH, UKRAINIAN

from store import Desk
from store.intake import Known, Source
from tui.memory import Memory
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


async def test_the_screen_returns_as_it_was_on_disk(tmp_path: Path) -> None:
    """Rows in sight, the pane with the keys, the drawer, filter, matches and jumps are there in the next run."""
    with Desk.open(tmp_path / "desk") as desk:
        text = "Long\n\n" + "".join(f"Row {n} of the Dnipro.\n\n" for n in range(300))
        sources = [
            Source(path=f"{n}.txt", data=each.encode(), known=Known(title=f"T{n}"))
            for n, each in enumerate((text, ENGLISH))
        ]
        assert all(report.status == "added" for report in desk.import_sources(sources))
        async with opened(desk, (60, 20)) as at:
            at.goto("Row 150")
            await at.keys("m 9 j k k k k k")
            start = at.cursor
            await at.keys("/ =дніпро escape / =dnipro enter 9 9 N tab / =row enter")
            assert at.focus() == "annotations"
            found, top, cursor = len(at.screen.found), at.screen.source.top, at.cursor
            await at.keys("q")
        assert found == 300
    with Desk.open(tmp_path / "desk") as desk:
        async with opened(desk, (60, 20)) as at:
            await at.until(lambda: at.screen.found)
            assert (at.screen.source.top, at.cursor) == (top, cursor)
            assert at.focus() == "annotations"
            assert at.screen.has_class("-open")
            assert at.screen.filter.value == "row"
            assert len(at.screen.found) == found
            await at.keys("escape escape g b")
            assert start - at.cursor < 80
            await at.keys("n")
            assert "of 300" in at.hint


async def test_two_articles_side_by_side_are_there_again() -> None:
    """The one with the keys and the one beside, each at its place; n goes on from a query as written."""
    desk = desk_of(ENGLISH, UKRAINIAN)
    async with opened(desk, (140, 40)) as at:
        await at.keys("c enter / =five tab enter n q")
        found, cursor = len(at.screen.found), at.cursor
    async with opened(desk, (140, 40)) as at:
        await at.until(lambda: at.screen.found)
        assert (len(at.screen.found), at.cursor) == (found, cursor)
        assert at.article.id == desk.article_ids()[0]
        assert at.screen.beside is not None
        assert at.screen.beside.article == desk.article(desk.article_ids()[1])
        await at.keys("n")
        assert "as written" in at.hint


async def test_where_one_was_outlives_a_crash(tmp_path: Path) -> None:
    """What is remembered is written when another article is opened: a crash loses what came after."""
    with Desk.open(tmp_path / "desk") as desk:
        sources = [
            Source(path=f"{n}.txt", data=each.encode(), known=Known(title=f"T{n}"))
            for n, each in enumerate((ENGLISH, UKRAINIAN))
        ]
        assert all(report.status == "added" for report in desk.import_sources(sources))
        async with opened(desk) as at:
            at.goto("Eleven")
            where = at.cursor
            await at.keys("L")
            with Desk.open(tmp_path / "desk", read_only=True) as other:
                memory = Memory(other)
                first, second = other.article_ids()
                assert memory.place(first) == where
                assert memory.article == second
                assert memory.is_read(second)


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
