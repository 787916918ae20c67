"""The library of a large desk: filtered while its index is being made, and never a key late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tui_desk import opened

from store import Desk
from store.desk import choosing
from store.intake import Draft, digest
from tui.screens.library import LibraryScreen

if TYPE_CHECKING:
    from tui_desk import At

    from store import Article

_MANY = 1000


def _many() -> Desk:
    """A thousand articles: every hundredth is about bridges, the last one about a ferry too."""
    desk = Desk.in_memory()
    drafts = []
    for number in range(_MANY):
        title = f"Report {number}" + (" on bridges" if number % 100 == 99 else "")
        title += " and a ferry" if number == _MANY - 1 else ""
        text = f"{title}\n\nText {number}.\n"
        drafts.append(
            Draft(
                path=f"{number}.txt", sha256=digest(text.encode()), text=text, encoding="utf-8", title=title
            )
        )
    desk.add(drafts)
    return desk


def _titles(at: At, most: int = 20) -> list[str]:
    return [article.title for article in at.over(LibraryScreen).list.items[:most]]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose index is only made by what asks it."""
    desk = _many()
    monkeypatch.setattr(desk, "make_cards", lambda: None)
    monkeypatch.setattr(desk, "finder", lambda: None)
    monkeypatch.setattr(choosing, "_AT_ONCE", 120)
    return desk


async def test_what_is_found_so_far_is_shown_and_completed(slow: Desk) -> None:
    """The share that was looked through is told; what comes later is added, and what was chosen stays so."""
    async with opened(slow, (120, 30)) as at:
        await at.keys("o")
        assert f"{_MANY} articles" in at.seen
        await at.keys("=bridges")
        assert 0 < len(at.over(LibraryScreen).list.items) < 10
        assert "looked through" in at.seen
        await at.keys("down")
        chosen = at.over(LibraryScreen).list.chosen
        assert chosen is not None
        await at.until(lambda: slow.filtering == 1 and len(at.over(LibraryScreen).list.items) == 10)
        await at.settled()
        assert "10 articles" in at.seen
        assert "looked through" not in at.seen
        kept = at.over(LibraryScreen).list.chosen
        assert kept is not None
        assert kept.id == chosen.id


async def test_enter_waits_until_the_best_article_is_known(slow: Desk) -> None:
    """Typed ahead, a name and enter open what the whole desk has of it; keys behind them go to the text."""
    async with opened(slow, (120, 30)) as at:
        at.post("o =ferry enter v l")
        await at.until(lambda: at.home() and at.screen.source.mode == "select")
        assert at.article.title == "Report 999 on bridges and a ferry"


async def test_escape_leaves_a_filter_that_takes_long(slow: Desk) -> None:
    """While enter waits, escape goes back to the article that was open."""
    async with opened(slow, (120, 30)) as at:
        before = at.article.id
        await at.keys("o =ferry")
        at.post("enter")
        await at.until(lambda: not at.over(LibraryScreen).ready)
        await at.keys("escape")
        assert at.home()
        assert at.article.id == before


async def test_an_empty_answer_says_so_only_when_all_was_looked_through(slow: Desk) -> None:
    """Until then it looks; afterwards enter opens nothing, and taking the letters back lists all."""
    async with opened(slow, (120, 30)) as at:
        await at.keys("o =qqxzz")
        assert "Looking…" in at.seen
        await at.until(lambda: "To search in the texts" in at.seen)
        await at.keys("enter")
        assert at.over(LibraryScreen).list.chosen is None
        await at.keys("backspace backspace backspace backspace backspace")
        assert f"{_MANY} articles" in at.seen


async def test_a_step_draws_two_items_and_reads_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles are read when they are drawn; the preview follows once the choice rests."""
    desk = _many()
    read: list[str] = []
    article = desk.article

    async with opened(desk, (120, 30)) as at:

        def reading(name: str) -> Article:
            read.append(name)
            return article(name)

        monkeypatch.setattr(desk, "article", reading)
        await at.keys("L")
        read.clear()
        await at.keys("o")
        assert len(set(read)) < 30
        await at.keys("end pagedown pagedown up")
        read.clear()
        await at.keys("down")
        assert len(read) < 6
        chosen = at.over(LibraryScreen).list.chosen
        assert chosen is not None
        await at.until(
            lambda: f"Text {chosen.path.removesuffix('.txt')}." in at.seen if chosen.path else False
        )


async def test_an_article_that_is_gone_meanwhile_cannot_be_opened() -> None:
    """Another newsdesk removed it while the list was open: its row says so, and enter stays here."""
    desk = _many()
    async with opened(desk, (120, 30)) as at:
        await at.keys("o =ferry")
        await at.until(lambda: _titles(at))
        assert _titles(at) == ["Report 999 on bridges and a ferry"]
        desk.remove_articles([at.over(LibraryScreen).list.items[0].id])
        at.over(LibraryScreen).list.show(at.over(LibraryScreen).list.items)
        await at.keys("enter")
        assert "No article has an id" in at.seen
        at.over(LibraryScreen)
        await at.keys("escape")
        assert at.home()
