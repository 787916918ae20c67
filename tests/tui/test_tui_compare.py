"""Two articles side by side: one has the cursor, both are seen with their notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.geometry import Offset
from tui_desk import desk_of, opened
from tui_texts import ENGLISH

from tui.panes.source import SourcePane

if TYPE_CHECKING:
    from tui_desk import At

_OTHER = "The other article.\n\nIts second sentence here. And a third one."
_THIRD = "A third article. [/b] \x1b[31m"


async def _two(at: At) -> tuple[SourcePane, SourcePane]:
    await at.keys("c enter")
    left, right = at.screen.query(SourcePane)
    return left, right


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 50)])
async def test_c_shows_another_article_beside_this_one(size: tuple[int, int]) -> None:
    """Both texts and titles are on the screen, the cursor in the first; `c` again leaves it alone."""
    async with opened(desk_of(ENGLISH, _OTHER), size) as at:
        left, right = await _two(at)
        assert at.screen.source is left
        assert at.screen.beside is right
        assert "One two three." in at.seen
        assert "Its second sentence" in at.seen
        assert "The other article." in at.seen
        assert left.region.height > 3
        assert right.region.height > 3
        assert not left.region.overlaps(right.region)
        await at.keys("c")
        assert len(at.screen.stops()) == 1
        assert "Its second sentence" not in at.seen
        assert at.text == ENGLISH
        assert at.focus() == "source"


async def test_tab_goes_round_and_keys_go_to_the_pane_that_has_them() -> None:
    """Left, right, annotations; shift+tab the other way; marks go where the cursor is."""
    async with opened(desk_of(ENGLISH, _OTHER), (160, 40)) as at:
        left, right = await _two(at)
        await at.keys("m")
        await at.keys("tab")
        assert at.screen.source is right
        assert at.focus() == "beside"
        before = left.cursor
        await at.keys("} m a =thought ctrl+s")
        assert left.cursor == before
        assert [a.quote for a in at.annotations] == ["Its second sentence here."]
        assert {a.article for a in at.desk.annotations()} == {
            left.article.id if left.article else "",
            right.article.id if right.article else "",
        }
        await at.keys("tab")
        assert at.focus() == "annotations"
        assert "thought" in at.seen
        assert "One two three." in [a.quote for a in at.screen.cards.annotations]
        await at.keys("tab")
        assert at.screen.source is left
        assert at.screen.beside is right
        await at.keys("shift+tab shift+tab")
        assert at.screen.source is right


async def test_a_card_of_the_other_article_goes_to_its_pane() -> None:
    """Choosing a card moves the cursor in the pane of its article; enter gives that pane the keys."""
    async with opened(desk_of(ENGLISH, _OTHER), (200, 50)) as at:
        left, right = await _two(at)
        await at.keys("m tab } m tab g g")
        chosen = at.screen.cards.chosen
        assert chosen is not None
        assert chosen.quote == "Its second sentence here."
        await at.keys("j")
        chosen = at.screen.cards.chosen
        assert chosen is not None
        assert chosen.quote == "One two three."
        assert right.cursor == right.text.index("Its")
        await at.keys("enter")
        assert at.screen.source is left
        assert at.focus() == "source"
        assert left.cursor == 0


async def test_a_click_gives_the_keys_to_a_pane() -> None:
    """The title and the cards follow."""
    async with opened(desk_of(ENGLISH, _OTHER), (120, 40)) as at:
        _, right = await _two(at)
        await at.click(Offset(right.region.x + 6, right.region.y + 3))
        assert at.screen.source is right
        assert "The other article." in at.rows[0]


async def test_closing_keeps_the_one_that_has_the_keys() -> None:
    """`c` in the right pane closes the left one, and what is opened next opens in it."""
    async with opened(desk_of(ENGLISH, _OTHER, _THIRD), (120, 40)) as at:
        left, right = await _two(at)
        await at.keys("tab c")
        assert at.screen.source is right
        assert not at.screen.boxes[left].display
        assert "One two three." not in at.seen
        await at.keys("L")
        assert at.text.startswith("A third article.")
        assert at.screen.source is right
        await at.keys("c enter")
        assert at.screen.beside is left
        assert at.screen.boxes[left].display


async def test_the_same_article_twice_shows_its_cards_once() -> None:
    """Two places of one article: a mark made in one is seen in both."""
    async with opened(desk_of(ENGLISH, _OTHER), (120, 40)) as at:
        await at.keys("c =One enter")
        left, right = at.screen.query(SourcePane)
        assert left.article == right.article
        await at.keys("m")
        assert len(at.screen.cards.annotations) == 1
        assert [a.quote for a in right.snapshot().annotations] == ["One two three."]


async def test_an_article_that_goes_leaves_the_other() -> None:
    """Removed by another hand, an open article makes room for what is there."""
    desk = desk_of(ENGLISH, _OTHER, _THIRD)
    async with opened(desk, (120, 40)) as at:
        _, right = await _two(at)
        assert right.article is not None
        desk.remove_articles([right.article.id])
        at.screen.show_annotations()
        await at.settled()
        assert at.screen.beside is None


async def test_cards_fill_their_pane_again_when_the_other_article_is_closed() -> None:
    """They were hidden, and laid out for no width, while two stood side by side."""
    async with opened(desk_of(ENGLISH, _OTHER), (80, 24)) as at:
        await at.keys("c enter tab } m c")
        assert any(row.rstrip().endswith("█ Its second sentence here.") for row in at.rows)


async def test_a_key_in_the_right_pane_draws_its_rows() -> None:
    """The cursor leaves no trace, and a highlight is seen from its first row."""
    async with opened(desk_of(ENGLISH, _OTHER), (120, 30)) as at:
        _, right = await _two(at)
        await at.keys("tab } m j")
        assert any("○▎ Its second sentence" in row for row in at.rows)
        assert right.render_line(0).text == right.render_lines(right.size.region)[0].text
