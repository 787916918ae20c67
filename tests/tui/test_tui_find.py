"""Finding: in this article, across the desk as you type, and on from hit to hit."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest
from tui_desk import desk_of, opened
from tui_texts import BELARUSIAN, ENGLISH, RUSSIAN, UKRAINIAN

from store.errors import DeskDamaged
from store.search import Spans, Within
from tui.screens.desk import DeskScreen
from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from tui_desk import At

    from store import Desk, Hit

_NAMES = (
    "Хто говорив\n\nПерший: Лукашенко приїхав. Другий: Lukashenka поїхав.\n\n"
    "Третій: Лукашэнка маўчаў. Останній: у Лукашенка спитали.\n"
)


def _names() -> Desk:
    return desk_of(
        _NAMES,
        "A visit\n\nNothing here. Aliaksandr Lukashenka was abroad.\n",
        "Слова Лукашенко\n\nОб этом писали все.\n",
        ENGLISH,
    )


def _at(at: At) -> str:
    return at.text[at.cursor :].split()[0].strip(".,:")


async def test_slash_finds_as_you_type_in_any_spelling_and_wraps() -> None:
    """Matches are counted as you type; enter goes to the next one, n and N go round."""
    async with opened(_names()) as at:
        await at.keys("/ =lukash")
        assert "1 of 4" in at.hint
        await at.keys("=enko")
        assert "1 of 4" in at.hint
        spans = [at.text[span.start : span.end] for span in at.screen.found]
        assert spans == ["Лукашенко", "Lukashenka", "Лукашэнка", "Лукашенка"]
        assert at.cursor == 0
        await at.keys("enter")
        assert at.focus() == "source"
        assert _at(at) == "Лукашенко"
        assert "1 of 4" in at.hint
        for keys, word, place in (
            ("n", "Lukashenka", "2 of 4"),
            ("2 n", "Лукашенка", "4 of 4"),
            ("n", "Лукашенко", "1 of 4; the first again"),
            ("N", "Лукашенка", "4 of 4; the last again"),
            ("2 N", "Lukashenka", "2 of 4"),
            ("g g n", "Лукашенко", "1 of 4"),
            ("G N", "Лукашенка", "4 of 4"),
        ):
            await at.keys(keys)
            assert _at(at) == word, keys
            assert place in at.hint, keys
        await at.keys("escape")
        assert at.screen.found == ()
        await at.keys("n")
        assert "nothing was looked for" in at.hint


async def test_slash_finds_from_the_cursor_and_says_when_there_is_nothing() -> None:
    """Enter goes to the first match behind the cursor; without one the cursor stays."""
    async with opened(_names()) as at:
        at.goto("Третій")
        await at.keys("/ =lukashenko enter")
        assert _at(at) == "Лукашэнка"
        where = at.cursor
        await at.keys("/ =zebra enter")
        assert "nothing like “zebra”" in at.hint
        assert at.cursor == where
        assert at.focus() == "source"


async def test_quotation_marks_find_the_letters_as_written() -> None:
    """In marks the spelling counts: one of the four is found."""
    async with opened(_names()) as at:
        await at.keys("/", '="Lukashenka"', "enter")
        assert len(at.screen.found) == 1
        assert _at(at) == "Lukashenka"


async def test_escape_leaves_the_find_line_as_the_hint_line_says() -> None:
    """Escape while typing gives the keys back to the text, at the place where the cursor was."""
    async with opened(_names()) as at:
        await at.keys("/ =luk")
        assert "esc leave" in at.hint
        await at.keys("escape")
        assert at.focus() == "source"
        assert not at.screen.finder.display
        assert at.cursor == 0


async def test_the_view_goes_to_the_match_while_typing_and_comes_back_with_escape() -> None:
    """The cursor stays where it is; enter takes it along, escape brings view and earlier matches back."""
    lines = [f"Line {number} of many.\n\n" for number in range(200)]
    lines[120] = "Here came Lukashenka at last.\n\n"
    async with opened(desk_of("".join(lines))) as at:
        await at.keys("/ =line enter")
        before, top = at.screen.found, at.screen.source.top
        await at.keys("/ =lukash")
        assert at.cursor == 0
        assert "Here came Lukashenka" in at.seen
        assert "1 of 1" in at.hint
        await at.keys("ctrl+a ctrl+k =qqq")
        assert "nothing found" in at.hint
        assert at.screen.source.top == top
        await at.keys("ctrl+a ctrl+k =lukash")
        assert "Here came Lukashenka" in at.seen
        await at.keys("escape")
        assert (at.cursor, at.screen.source.top, at.screen.found) == (0, top, before)
        await at.keys("n")
        assert "2 of 199" in at.hint
        await at.keys("/ =lukash enter")
        assert at.text[at.cursor :].startswith("Lukashenka")


async def test_tab_in_the_field_finds_as_written() -> None:
    """Tab changes it for what is typed, not for the next time; the hint line says which it is."""
    async with opened(_names()) as at:
        await at.keys("/ =Lukashenk")
        assert "tab as written" in at.hint
        await at.keys("tab")
        assert "as written: 1 of 1" in at.hint
        assert "tab any spelling" in at.hint
        await at.keys("enter")
        assert _at(at) == "Lukashenka"
        await at.keys("/ =lukashenko tab")
        assert "as written: nothing found" in at.hint
        await at.keys("tab enter")
        assert "2 of 4" in at.hint
        assert _at(at) == "Lukashenka"


async def test_what_was_looked_for_comes_back_with_the_arrows_and_with_enter_alone() -> None:
    """Up goes to earlier queries, down back to what was being typed; an empty field is the last one again."""
    async with opened(_names()) as at:
        await at.keys("/ =nobody enter / =lukashenko enter / =ab up")
        assert at.screen.finder.value == "lukashenko"
        assert "1 of 4" in at.hint
        await at.keys("up up")
        assert at.screen.finder.value == "nobody"
        await at.keys("down down down")
        assert at.screen.finder.value == "ab"
        await at.keys("ctrl+a ctrl+k enter")
        assert "2 of 4" in at.hint
        await at.keys("q")
    async with opened(at.desk) as again:
        await again.keys("/ up up")
        assert again.screen.finder.value == "nobody"


async def test_star_finds_the_word_under_the_cursor_and_the_selection() -> None:
    """The next place of the same word, in any spelling; a selection's words are one place where they stand together."""
    async with opened(_names()) as at:
        at.goto("Lukashenka")
        await at.keys("*")
        assert _at(at) == "Лукашэнка"
        assert "3 of 4" in at.hint
        at.goto("Другий")
        await at.keys("v e e *")
        assert "3 of 4" in at.hint
        at.goto("\n\n", offset=1)
        await at.keys("*")
        assert "no word here" in at.hint


async def test_n_goes_on_in_the_next_article() -> None:
    """What was looked for is kept from article to article, until escape forgets it."""
    async with opened(_names()) as at:
        await at.keys("/ =lukashenko enter L n")
        assert _at(at) == "Lukashenka"
        assert "1 of 1" in at.hint
        await at.keys("L L n")
        assert "nothing like “lukashenko”" in at.hint


async def test_a_long_article_answers_near_the_cursor_first_and_keys_wait_for_enter() -> None:
    """In a text that takes long the first match is there before all are counted; n and m come after it."""
    filler = " ".join(f"слово{number} Lukashuk" for number in range(9000))
    text = f"Довга\n\n{filler}\n\nТут Лукашенко мовчав.\n\n{filler}\n\nІ тут Лукашенка не було.\n"
    async with opened(desk_of(text)) as at:
        at.goto("Тут Лукашенко")
        await at.keys("/ =lukashenko")
        at.post("enter n")
        await at.until(lambda: _at(at) == "Лукашенка" and "2 of 2" in at.hint)
        await at.keys("n")
        assert "1 of 2; the first again" in at.hint
        at.post("/ =zzzz enter m")
        await at.until(lambda: at.quotes)
        assert at.home()
        assert at.screen.ready


async def test_escape_gets_out_of_a_find_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed behind enter goes with it; the next query is answered."""
    held = threading.Event()
    spans = Within.spans

    def slow(within: Within, query: str, **options: Any) -> Spans:  # noqa: ANN401  # passed on
        if query == "slow":
            held.wait(10)
        return spans(within, query, **options)

    monkeypatch.setattr(Within, "spans", slow)
    monkeypatch.setattr("tui.seeking._QUICK", 0)
    async with opened(desk_of("Long\n\n" + "word upon word. " * 2000)) as at:
        at.post("/ =slow enter m")
        await at.until(lambda: not at.screen.ready)
        at.post("escape")
        await at.until(lambda: at.screen.ready)
        held.set()
        await at.settled()
        assert at.quotes == []
        at.post("/ =upon enter")
        await at.until(lambda: "1 of 2000" in at.hint)
        await at.settled()


async def test_f_shows_hits_with_reason_and_preview_as_you_type() -> None:
    """Every article that speaks of him, with why; the preview shows the place, arrows choose."""
    async with opened(_names(), (120, 36)) as at:
        await at.keys("f")
        assert "Type a name" in at.seen
        await at.keys("=lukashenko")
        top = at.over(SearchScreen)
        assert {hit.article for hit in top.list.items} == {a.id for a in at.desk.articles()[:3]}
        for reason in ("Лукашенко ~ lukashenko", "Lukashenka ~ lukashenko"):
            assert reason in at.seen
        assert "articles" in at.seen
        first = top.list.items[0].title
        assert at.seen.count(first) >= 2  # the hit, and its text beside it
        await at.keys("down")
        assert top.list.index == 1
        await at.keys("up up")
        assert top.list.index == 0
        await at.keys("ctrl+n ctrl+n ctrl+p")
        assert top.list.index == 1
        await at.keys("ctrl+a ctrl+k =qqxzz")
        assert "Nothing on this desk is like" in at.seen
        await at.keys("enter")  # nothing is chosen: nothing is opened
        assert at.top is top
        await at.keys("escape")
        assert at.home()
        assert at.article.title == "Хто говорив"


async def test_enter_opens_at_the_hit_and_n_goes_through_all_spellings() -> None:
    """The cursor is on the words that were found; n and N know the others of that article."""
    async with opened(_names()) as at:
        await at.keys("L f =lukashenko")
        top = at.over(SearchScreen)
        hits: list[Hit] = list(top.list.items)
        wanted = next(n for n, hit in enumerate(hits) if hit.title == "Хто говорив")
        await at.keys(" ".join(["down"] * wanted + ["enter"]))
        assert at.home()
        assert at.article.title == "Хто говорив"
        assert at.cursor == hits[wanted].start
        assert "1 of 4" in at.hint
        seen = {at.cursor}
        for _ in range(4):
            await at.keys("n")
            seen.add(at.cursor)
        assert len(seen) == 4
        assert at.cursor == hits[wanted].start


async def test_a_hit_in_a_note_opens_its_highlight() -> None:
    """Notes are searched as well; the cursor goes to the highlight that has the note."""
    desk = _names()
    article = desk.articles()[3]
    start = ENGLISH.index("nine")
    desk.annotate(article.id, start, start + 4, note="Перевірити у Солов'я")
    async with opened(desk) as at:
        await at.keys("f =solovja enter")
        assert at.article.id == article.id
        assert at.text[at.cursor :].startswith("nine")
        assert at.screen.source.current is not None


async def test_cyrillic_queries_in_three_languages() -> None:
    """A query in Cyrillic finds the Latin spelling too, from each of the alphabets."""
    async with opened(desk_of(UKRAINIAN, RUSSIAN, BELARUSIAN, "Names\n\nLukashenka and Galagan.\n")) as at:
        for query, title in (
            ("Лукашэнка", "Names"),
            ("Ґалаґан", "Names"),
            ("съежился", "Новый мост через реку"),
        ):
            await at.keys("f")
            await at.write(query)
            top = at.over(SearchScreen)
            assert title in [hit.title for hit in top.list.items], query
            await at.keys("escape")


async def test_the_newest_query_wins_and_enter_waits_for_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a first answer that takes long, what is typed on is searched, and enter opens a hit of that."""
    desk = _names()
    search, held, asked = desk.search, threading.Event(), []

    def slow(query: str, **options: Any) -> list[Hit]:  # noqa: ANN401  # passed on
        asked.append(query)
        if query == "v":
            held.wait(10)
        return search(query, **options)

    monkeypatch.setattr(desk, "search", slow)
    async with opened(desk) as at:
        at.post("f v =isit enter")
        await at.until(lambda: asked)
        await asyncio.sleep(0.05)
        assert asked == ["v"]
        at.over(SearchScreen)
        held.set()
        await at.settled()
        assert asked[-1] == "visit"
        assert at.home()
        assert at.article.title == "A visit"


async def test_an_older_answer_never_covers_a_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that comes after the query was changed (by a paste, say) is dropped."""
    desk = _names()
    search, held = desk.search, threading.Event()
    asked: list[str] = []
    given: list[str] = []

    def slow(query: str, **options: Any) -> list[Hit]:  # noqa: ANN401  # passed on
        asked.append(query)
        if query == "one":
            held.wait(10)
        given.append(query)
        return search(query, **options)

    monkeypatch.setattr(desk, "search", slow)
    async with opened(desk) as at:
        await at.keys("f")
        top = at.over(SearchScreen)
        top._input.value = "one"
        await at.until(lambda: asked == ["one"])
        top._input.value = "visit"
        await at.until(lambda: given == ["visit"])
        await at.settled()
        titles = [hit.title for hit in top.list.items]
        held.set()
        await at.until(lambda: given == ["visit", "one"])
        await at.settled()
        assert [hit.title for hit in top.list.items] == titles
        assert "A visit" in titles


async def test_escape_gets_out_of_a_search_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever does not want to wait leaves at once, and what was typed ahead runs no command."""
    desk, asked, held = _names(), threading.Event(), threading.Event()

    def slow(query: str, **_options: Any) -> list[Hit]:  # noqa: ANN401, ARG001  # as Desk.search
        asked.set()
        held.wait(10)
        return []

    monkeypatch.setattr(desk, "search", slow)
    async with opened(desk) as at:
        at.post("f =mm")
        await at.until(asked.is_set)
        at.post("escape")
        await at.until(lambda: isinstance(at.top, DeskScreen))
        held.set()
        await at.settled()
        assert at.quotes == []
        await at.keys("j m")
        assert len(at.desk.annotations()) == 1 or "nothing to highlight" in at.hint


@pytest.mark.parametrize("error", [DeskDamaged("The index is damaged [/b]."), ValueError("inner")])
async def test_a_search_that_fails_says_so_and_keys_go_on(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """A failure stands where the hits would; escape and other queries still work."""
    desk = _names()
    search = desk.search

    def failing(query: str, **options: Any) -> list[Hit]:  # noqa: ANN401  # passed on
        if query.startswith("x"):
            raise error
        return search(query, **options)

    monkeypatch.setattr(desk, "search", failing)
    async with opened(desk) as at:
        await at.keys("f =x")
        text = " ".join(at.seen.split())
        assert "The index is damaged [/b]." in text or "ValueError" in text
        await at.keys("backspace =lukashenko enter")
        assert at.home()
        assert at.screen.found
