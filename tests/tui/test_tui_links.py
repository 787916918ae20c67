"""Links between annotations, made and followed by keys; highlights split and merged."""

from __future__ import annotations

import pytest
from tui_desk import desk_of, opened
from tui_texts import ENGLISH

from tui.screens.linking import LinksScreen

_OTHER = "The other article.\n\nIts second sentence here. And a third one."


async def test_a_link_is_made_chosen_by_words_and_seen_at_both_ends() -> None:
    """`g l`, the kind by tab, the other by its words; `g d` goes there and back."""
    async with opened(desk_of(ENGLISH, _OTHER), (120, 40)) as at:
        await at.keys("m L } m H")
        first, second = at.desk.annotations()
        await at.keys("g l tab =third enter")
        assert at.desk.links() == []  # no such words: nothing to choose, and the list stays
        await at.keys("escape g l tab =second enter")
        (link,) = at.desk.links()
        assert (link.source, link.target, link.kind) == (first.id, second.id, "contradicts")
        assert "contradicts" in at.seen
        assert "Its second sentence here." in at.seen
        await at.keys("g d")
        assert at.article.id == second.article
        assert at.cursor == second.start
        assert "contradicted by" in at.seen
        await at.keys("g d")
        assert at.article.id == first.article
        assert at.cursor == first.start


async def test_of_several_links_one_is_chosen_and_one_taken_away() -> None:
    """The list says what each says of what; ctrl+d takes the chosen one away, and undo brings it back."""
    async with opened(desk_of(ENGLISH, _OTHER), (120, 40)) as at:
        await at.keys("m ) m } m g g")
        one, two, three = at.desk.annotations()
        at.desk.link(one.id, two.id, "supports")
        at.desk.link(one.id, three.id, "see also")
        await at.keys("g d")
        at.over(LinksScreen)
        assert "supports" in at.seen
        assert "see also" in at.seen
        await at.keys("down enter")
        assert at.cursor == three.start
        await at.keys("g g g d ctrl+d escape")
        assert [link.kind for link in at.desk.links()] == ["see also"]
        await at.keys("u")
        assert [link.kind for link in at.desk.links()] == ["supports", "see also"]


async def test_without_links_or_annotation_it_says_so() -> None:
    """What to do instead is said where there is something."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("g d")
        assert "no annotation here" in at.hint
        await at.keys("m g d")
        assert "gl makes one" in at.hint
        await at.keys("g l")
        assert "no other annotation" in at.seen
        await at.keys("escape")
        assert at.home()


async def test_a_highlight_is_split_where_the_cursor_is_and_merged_again() -> None:
    """`S` at a word, `J` undoes it; one change each."""
    async with opened(desk_of(ENGLISH), (120, 40)) as at:
        await at.keys("m w S")
        assert at.quotes == ["One", "two three."]
        await at.keys("J")
        assert at.quotes == ["One two three."]
        await at.keys("u u")
        assert at.quotes == ["One two three."]
        await at.keys("g g S")
        assert "put the cursor inside a highlight" in at.hint


@pytest.mark.parametrize("keys", ["g g", "g g 2 )"])
async def test_merging_takes_the_neighbour_before_or_behind(keys: str) -> None:
    """Two sentences one after the other are one highlight; their notes are kept."""
    async with opened(desk_of(ENGLISH), (120, 40)) as at:
        await at.keys("a =one ctrl+s ) a =two ctrl+s", keys.replace("2 )", ")"), "J")
        (only,) = at.annotations
        assert only.quote.startswith("One two three.")
        assert only.note == "one\n\ntwo"
