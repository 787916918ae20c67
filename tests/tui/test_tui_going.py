"""Going about: back and forward in the list of jumps, unread articles, annotations to review."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_desk import desk_of, opened
from tui_texts import BELARUSIAN, ENGLISH, RUSSIAN, UKRAINIAN

from store import Desk, records
from store.model import Op

if TYPE_CHECKING:
    from tui_desk import At

_LONG = "Long\n\n" + "".join(
    f"Paragraph {number} says a little about nothing much.\n\n" for number in range(120)
)


def _four() -> Desk:
    return desk_of(ENGLISH, UKRAINIAN, RUSSIAN, BELARUSIAN)


def _titles(at: At) -> list[str]:
    return [article.title for article in at.desk.articles()]


async def test_back_and_forward_go_through_the_jumps() -> None:
    """Other articles, ends of the text and matches: ctrl+o and gb go back, gf forward, to the letter."""
    async with opened(desk_of(_LONG, ENGLISH)) as at:
        at.goto("Paragraph 30")
        first = at.cursor
        await at.keys("G")
        last = at.cursor
        await at.keys("L")
        assert at.article.title != "Long"
        await at.keys("ctrl+o")
        assert (at.article.title, at.cursor) == ("Long", last)
        assert "1 further back, 1 further on" in at.hint
        await at.keys("g b")
        assert at.cursor == first
        await at.keys("g b")
        assert "nothing further back" in at.hint
        await at.keys("2 g f")
        assert at.article.title != "Long"
        await at.keys("g f")
        assert "nothing further on" in at.hint
        await at.keys("2 ctrl+o / =paragraph enter")
        await at.keys("g f")
        assert "nothing further on" in at.hint  # what lay ahead was left behind
        await at.keys("ctrl+o")
        assert at.cursor == first


async def test_what_is_near_is_no_jump_and_a_far_click_is_one() -> None:
    """From row to row nothing is kept; a click far from the cursor can be gone back from."""
    async with opened(desk_of(_LONG)) as at:
        await at.keys("j j j w ctrl+o")
        assert "nothing further back" in at.hint
        start = at.cursor
        await at.click(at.at(start + 60))
        await at.keys("ctrl+o")
        assert "nothing further back" in at.hint
        here = at.cursor
        at.screen.source.top = at.text.index("Paragraph 90")
        await at.settled()
        await at.click(at.at(at.text.index("Paragraph 95")))
        assert at.text[at.cursor :].startswith("Paragraph 95")
        await at.keys("ctrl+o")
        assert at.cursor == here


async def test_places_in_removed_articles_are_passed_over() -> None:
    """Back goes to what is still there, and says what it passed."""
    async with opened(_four()) as at:
        at.goto("Eleven")
        where = at.cursor
        await at.keys("L L L")
        at.desk.remove_articles([article.id for article in at.desk.articles()[1:3]])
        await at.keys("ctrl+o")
        assert at.cursor == where
        assert "passed over 2 places in removed articles" in at.hint
        assert at.article.title == _titles(at)[0]
        await at.keys("g f")
        assert at.article.title == _titles(at)[1]


async def test_annotations_and_cards_are_jumps() -> None:
    """`]` and enter on a card can be gone back from."""
    desk = desk_of(_LONG)
    article = desk.articles()[0].id
    for word in ("Paragraph 60", "Paragraph 100"):
        start = _LONG.index(word)
        desk.annotate(article, start, start + 9)
    async with opened(desk) as at:
        await at.keys("] ]")
        assert at.text[at.cursor :].startswith("Paragraph 100")
        await at.keys("tab g g enter ctrl+o")
        await at.keys("g b g b")
        assert at.cursor == 0


async def test_next_unread_goes_round_and_counts() -> None:
    """From the open article on, round the library, what was never opened; the next run knows it too."""
    desk = _four()
    async with opened(desk) as at:
        titles = _titles(at)
        await at.keys("L L")
        await at.keys("g u")
        assert at.article.title == titles[3]
        assert "the last unread one" in at.hint
        await at.keys("g u")
        assert at.article.title == titles[3]
        assert "no unread article" in at.hint
        await at.keys("q")
    desk.import_sources([])
    more = desk_of("Fifth\n\nOne more.\n")
    text = more.text(more.article_ids()[0])
    async with opened(desk) as at:
        assert at.article.title == titles[3]
        await at.keys("g u")
        assert "no unread article" in at.hint
        assert all(at.screen.memory.is_read(key) for key in desk.article_ids())
        assert text


async def test_next_to_review_goes_through_all_articles() -> None:
    """Annotations that were not found again for certain, from the cursor on, and round."""
    desk = _four()
    keys = desk.article_ids()
    wanted = []
    for key, start in ((keys[0], 10), (keys[0], 60), (keys[2], 20), (keys[3], 30)):
        made = desk.annotate(key, start, start + 5)
        if start != 10:
            _unsettle(desk, made.id, "orphan" if start == 20 else "review")
            wanted.append((key, start))
    async with opened(desk) as at:
        seen = []
        for _ in range(3):
            await at.keys("g r")
            seen.append((at.article.id, at.cursor))
        assert seen == wanted
        assert "3 of 3 to review" in at.hint
        await at.keys("g r")
        assert (at.article.id, at.cursor) == wanted[0]
        assert "1 of 3 to review; the first again" in at.hint
        for key in keys:
            for annotation in list(desk.annotations(article=key)):
                desk.remove(annotation.id)
        await at.keys("g r")
        assert "nothing to review" in at.hint


def _unsettle(desk: Desk, key: str, status: str) -> None:
    before = desk.annotation(key)
    after = replace(before, status=status)  # type: ignore[arg-type]  # one of the three
    op = Op("annotations", key, records.annotation_record(before), records.annotation_record(after))
    with desk._change():
        desk._commit("edit", [op])
