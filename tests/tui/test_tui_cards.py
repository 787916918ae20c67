"""The annotations pane: cards in text order, there and back, filter, drawer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_desk import desk_of, opened
from tui_texts import ENGLISH, UKRAINIAN

if TYPE_CHECKING:
    from tui_desk import At

    from store import Desk


def _marked(text: str = ENGLISH) -> Desk:
    """A desk with highlights of four passages, noted and tagged."""
    desk = desk_of(text)
    article = desk.articles()[0].id
    for words, note, tags in (
        ("two", "a number", ["claim"]),
        ("Four five!", "", []),
        ("Go now", "Лукашенко said so", ["check", "claim/army"]),
        ("Thirteen?", "a number too", []),
    ):
        start = text.index(words)
        desk.annotate(article, start, start + len(words), note=note, tags=tags)
    return desk


def _chosen(at: At) -> str | None:
    chosen = at.screen.cards.chosen
    return chosen.quote if chosen else None


def _drawer(at: At) -> bool:
    return bool(at.screen.column.display)


async def test_cards_show_quotation_note_and_numbered_tags_in_text_order() -> None:
    """Each card has them, in the order of the text."""
    async with opened(_marked()) as at:
        seen = [row.split("│", 1)[1].strip(" ▎█“”") for row in at.rows[1:-1]]
        assert [row for row in seen if row] == [
            "two",
            "a number",
            "#claim·1",
            "Four five!",
            "Go now",
            "Лукашенко said so",
            "#check·2 #claim/army·3",
            "Thirteen?",
            "a number too",
        ]
        assert " 4 " in at.rows[0]


async def test_the_note_on_the_article_has_the_first_card() -> None:
    """It says so, has no highlight and no mark beside the text, and is no place to go to."""
    desk = _marked()
    async with opened(desk) as at:
        before = at.rows
    desk.annotate_article(desk.articles()[0].id, note="weak", tags=["claim"])
    async with opened(desk) as at:
        halves = [row.split("│", 1) for row in at.rows[1:-1]]
        assert [half[0] for half in halves] == [row.split("│", 1)[0] for row in before[1:-1]]
        assert at.rows[0] == before[0]
        assert [half[1].strip(" ▌▎█") for half in halves[:4]] == [
            "on the article itself",
            "weak",
            "#claim·1",
            "",
        ]
        await at.keys("]", "[")
        assert at.text[at.cursor :].startswith("two")
        await at.keys("g g", "]")
        assert at.text[at.cursor :].startswith("two")
        await at.keys("tab", "g g", "r")
        assert "no highlight here" in at.rows[-1]
        assert desk.annotations()[0].whole


async def test_brackets_go_from_annotation_to_annotation() -> None:
    """`]` and `[`; at the ends they say so and stay."""
    async with opened(_marked()) as at:
        for keys, words in (
            ("]", "two"),
            ("]", "Four"),
            ("] ]", "Thirteen"),
            ("[", "Go now"),
            ("[ [", "two"),
        ):
            await at.keys(keys)
            assert at.text[at.cursor :].startswith(words), keys
            assert _chosen(at) is not None
            assert (_chosen(at) or "").startswith(words)
        await at.keys("[")
        assert "no annotation before this" in at.hint
        await at.keys("] ] ] ] ]")
        assert "no annotation further on" in at.hint
        assert at.text[at.cursor :].startswith("Thirteen")


async def test_enter_goes_from_a_highlight_to_its_card_and_back() -> None:
    """Both ways; without a highlight under the cursor the hint line says that there is none."""
    async with opened(_marked()) as at:
        await at.keys("enter")
        assert "no annotation here" in at.hint
        at.goto("now, or")
        await at.keys("enter")
        assert at.focus() == "annotations"
        assert _chosen(at) == "Go now"
        await at.keys("j")
        assert _chosen(at) == "Thirteen?"
        await at.keys("enter")
        assert at.focus() == "source"
        assert at.text[at.cursor :].startswith("Thirteen?")


async def test_keys_of_the_cards() -> None:
    """j, k, arrows, gg, G, brackets and counts choose; the text follows; the cursor stays seen."""
    async with opened(_marked()) as at:
        at.goto("two")
        await at.keys("tab")
        assert at.focus() == "annotations"
        for keys, quote in (
            ("j", "Four five!"),
            ("k", "two"),
            ("k", "two"),
            ("2 j", "Go now"),
            ("G", "Thirteen?"),
            ("j", "Thirteen?"),
            ("g g", "two"),
            ("down", "Four five!"),
            ("up", "two"),
            ("end", "Thirteen?"),
            ("home", "two"),
            ("]", "Four five!"),
            ("] ]", "Thirteen?"),
            ("[", "Go now"),
        ):
            await at.keys(keys)
            assert _chosen(at) == quote, keys
            assert at.text[at.cursor :].startswith(quote), keys
        await at.keys("tab")
        assert at.focus() == "source"
        await at.keys("shift+tab")
        assert at.focus() == "annotations"
        await at.keys("escape")
        assert at.focus() == "source"


async def test_commands_work_on_the_chosen_card() -> None:
    """Note, tag, digit, copy and delete are of the card, not of what lies under the cursor."""
    async with opened(_marked()) as at:
        at.goto("two")
        await at.keys("tab j a =seen ctrl+s")
        assert [a.note for a in at.annotations][1] == "seen"
        await at.keys("tab t =claim enter")
        tags = [at.annotations[1].tags]
        await at.keys("2 t escape")
        tags.append(at.annotations[1].tags)
        assert tags == [("claim",), ("claim", "check")]
        await at.keys("d")
        assert at.quotes == ["two", "Go now", "Thirteen?"]
        await at.keys("u")
        assert at.quotes == ["two", "Four five!", "Go now", "Thirteen?"]


async def test_deleting_a_card_goes_to_its_neighbour() -> None:
    """After `d` the next card is chosen (of the last: the one before), so `d` `d` goes down the list."""
    async with opened(_marked()) as at:
        at.goto("two")
        await at.keys("tab")
        await at.keys("j")
        await at.keys("d")
        assert _chosen(at) == "Go now"
        await at.keys("d")
        assert _chosen(at) == "Thirteen?"
        await at.keys("d")
        assert _chosen(at) == "two"


async def test_the_card_that_enter_leaves_is_the_one_that_keys_work_on() -> None:
    """Of two highlights that begin together, the chosen card's is the current one after enter."""
    desk = desk_of(ENGLISH)
    article = desk.articles()[0].id
    desk.annotate(article, 0, 14)
    desk.annotate(article, 0, 3)
    for keys in ("g g", "G"):
        async with opened(desk) as at:
            await at.keys("tab")
            await at.keys(keys)
            chosen = _chosen(at)
            await at.keys("enter")
            current = at.screen.source.current
            assert current is not None
            assert current.quote == chosen


async def test_filter_shows_those_that_have_the_words() -> None:
    """As you type, in any script, in quotation, note and tags; escape in the cards shows all again."""
    async with opened(_marked()) as at:
        at.goto("two")
        await at.keys("tab /")
        assert at.focus() == "filter"
        for typed, quotes in (
            ("number", ["two", "Thirteen?"]),
            ("lukashenka", ["Go now"]),
            ("army", ["Go now"]),
            ("thirteen", ["Thirteen?"]),
        ):
            await at.keys("ctrl+a ctrl+k")
            await at.write(typed)
            assert [a.quote for a in at.screen.cards.annotations] == quotes, typed
        await at.keys("enter")
        assert at.focus() == "annotations"
        assert [a.quote for a in at.screen.cards.annotations] == ["Thirteen?"]
        assert at.screen.filter.display
        await at.keys("d")
        assert at.quotes == ["two", "Four five!", "Go now"]
        assert "No annotation has that" in at.seen
        await at.keys("escape")
        assert len(at.screen.cards.annotations) == 3
        assert not at.screen.filter.display


async def test_escape_leaves_the_filter_as_the_hint_line_says() -> None:
    """Escape in the filter's line gives the keys back to the cards, and all are shown."""
    async with opened(_marked()) as at:
        await at.keys("tab / =army")
        assert "esc leave" in at.hint
        await at.keys("escape")
        assert at.focus() == "annotations"
        assert len(at.screen.cards.annotations) == 4
        assert not at.screen.filter.display


async def test_the_drawer_in_a_narrow_window() -> None:
    """Under 70 columns the cards come over the text at tab or enter, and go again."""
    async with opened(_marked(), (60, 20)) as at:
        assert not _drawer(at)
        assert "a number" not in at.seen
        await at.keys("]")
        await at.keys("enter")
        assert _drawer(at)
        assert "a number" in at.seen
        assert at.at(at.cursor).y < at.screen.column.region.y  # the highlight stays seen above it
        await at.keys("tab")
        assert not _drawer(at)
        await at.keys("a")
        assert _drawer(at)
        assert at.screen.editor.size.height >= 3
        await at.keys("=x ctrl+s")
        assert not _drawer(at)
        assert at.annotations[0].note == "a numberx"
        await at.resize(100, 20)
        assert _drawer(at)


async def test_an_article_without_highlights_says_how_to_make_one() -> None:
    """The empty pane is an instruction, and the keys of it do no harm."""
    async with opened(desk_of(UKRAINIAN)) as at:
        assert "No highlights yet" in at.seen
        await at.keys("tab j k g g G d enter tab")
        assert at.quotes == []
