"""Keys that select: by motion, by row, by text object, with counts, and the way out."""

from __future__ import annotations

from typing import Final

from tui_desk import desk_of, opened
from tui_texts import ENGLISH, UKRAINIAN, WIDE

_RING: Final = "Ганна мовила: «він чув “ні” й пішов». Далі.\n"

# Where the cursor stands, keys, what is selected then.
_SELECTED: Final = (
    ("two", "v", "t"),
    ("two", "v l", "tw"),
    ("two", "v e", "two"),
    ("two", "v 2 e", "two three"),
    ("two", "v w", "two"),
    ("two", "v 2 w", "two three"),
    ("two", "v b", "One t"),
    ("two", "v )", "two three."),
    ("two", "v $", "two three. Four five!"),
    ("two", "v v", None),
    ("two", "v l escape", None),
    ("two", "shift+right shift+right", "two"),
    ("two", "2 shift+right", "two"),
    ("two", "shift+left", " t"),
    ("two", "v l l o l", "wo"),
    ("two", "v l l o h", " two"),
    ("two", "v l l o o l", "two "),
    ("two", "V", "One two three. Four five!"),
    ("two", "V V", None),
    ("two", "V v", "t"),
    ("two", "v l V", "One two three. Four five!"),
    ("two", "V 6 j", ENGLISH.rstrip("\n")),
    ("wo three", "i w", "two"),
    ("two", "2 i w", "two three"),
    ("two", "i w i w", "two three"),
    ("two", "v i w", "two"),
    ("two", "v a w", "two "),
    ("two", "v 2 a w", " two three"),  # no space follows: the one before
    ("wo three", "i s", "One two three."),
    ("Four", "2 i s", "Four five!\n\nSix seven (eight) nine."),
    ("two", "v i s", "One two three."),
    ("two", "v a s", "One two three. "),
    ("nine", "i p", "Six seven (eight) nine. Ten said: “Go now, or never.” Stop."),
    ("End", "v a p", "End of it.\n"),
    ("two", "v a p", "One two three. Four five!\n\n"),
    ("now", "i q", "Go now, or never."),
    ("now", "v i q", "Go now, or never."),
    ("now", "v a q", "“Go now, or never.”"),
    ("nine", "i q", "Go now, or never."),
    ("two", "v i q", "t"),
    ("wo three", "+", "two"),
    ("wo three", "=", "two"),
    ("wo three", "+ +", "One two three."),
    ("wo three", "3 +", "One two three. Four five!"),
    ("wo three", "4 +", ENGLISH.rstrip("\n")),
    ("wo three", "9 +", ENGLISH.rstrip("\n")),
    ("wo three", "3 + -", "One two three."),
    ("wo three", "3 + 2 -", "two"),
    ("wo three", "3 + 3 -", None),
    ("wo three", "3 + 9 -", None),
    ("now", "+ +", "Go now, or never."),
    ("now", "3 +", "Ten said: “Go now, or never.”"),
    ("two", "v e e + - ", "two three"),
    ("two", "v e e + o - ", "One"),
    ("wo three", "2 + l -", "One two three."),
    ("two", "v l + - + +", "One two three."),
    ("two", "V + -", "One two three. Four five!"),
    ("two", "i p -", "Four five!"),
    ("two", "i p o -", "One two three."),
    ("two", "i w >", "two three"),
    ("two", "i w 2 >", "two three. Four"),
    ("two", "i w 2 > <", "two three"),
    ("two", "2 i w 9 <", "two"),
    ("two", "i w o <", "One two"),
    ("three", "2 i w o >", "Four"),
    ("two", "i s <", "One two three"),
)


async def test_each_way_of_selecting_selects_what_its_help_says() -> None:
    """Motions extend, objects take their unit, a count takes more, escape and the same key end it."""
    async with opened(desk_of(ENGLISH), (120, 30)) as at:
        for words, keys, expected in _SELECTED:
            at.goto(words)
            await at.keys(keys)
            assert at.selected == expected, (words, keys)
        assert at.quotes == []


async def test_rows_down_and_up_by_shift_and_arrows() -> None:
    """shift+down and shift+up select by rows of the screen, from the cursor."""
    async with opened(desk_of(ENGLISH), (120, 30)) as at:
        at.goto("Six")
        await at.keys("shift+down shift+down")
        assert at.selected == "Six seven (eight) nine. Ten said: “Go now, or never.” Stop.\n\nE"
        await at.keys("shift+up shift+up shift+up shift+up")
        assert at.selected == "One two three. Four five!\n\nS"


async def test_quotations_within_quotations() -> None:
    """`iq` takes the innermost pair; again, or with a count, the one around it."""
    async with opened(desk_of(_RING)) as at:
        for keys, expected in (
            ("i q", "ні"),
            ("2 i q", "він чув “ні” й пішов"),
            ("i q i q", "він чув “ні” й пішов"),
            ("v a q", "“ні”"),
            ("v 2 a q", "«він чув “ні” й пішов»"),
            ("3 i q", None),
        ):
            await at.keys("escape")
            at.goto("ні")
            await at.keys(keys)
            assert at.selected == expected, keys
        assert "no quotation here" in at.hint


async def test_the_hint_line_says_that_a_selection_is_on() -> None:
    """SELECT and ROWS stand in the hint line as long as they hold, and half-typed keys too."""
    async with opened(desk_of(ENGLISH), (120, 30)) as at:
        await at.keys("v")
        assert at.hint.startswith(" SELECT ")
        await at.keys("V")
        assert at.hint.startswith(" ROWS ")
        await at.keys("escape")
        assert "SELECT" not in at.hint
        assert "ROWS" not in at.hint
        await at.keys("1 2 g")
        assert at.hint.startswith(" 12g ")
        await at.keys("escape")
        assert at.hint.startswith(" m ")
        assert at.cursor == 0


async def test_objects_take_cyrillic_words_whole() -> None:
    """A word with an apostrophe or with ґ and ї is one word; guillemets make a quotation."""
    async with opened(desk_of(UKRAINIAN)) as at:
        for words, keys, expected in (
            ("явився", "i w", "з'явився"),
            ("лаґан", "i w", "Ґалаґан"),
            ("жа для", "2 i w", "Їжа для"),
            ("відкриють", "i q", "Міст відкриють у жовтні"),
            ("відкриють", "v a q", "«Міст відкриють у жовтні»"),
            ("Опозиція", "v a s", "Опозиція сумнівається. "),
            ("встигнуть", "i s", "Чи встигнуть?"),
        ):
            await at.keys("escape")
            at.goto(words)
            await at.keys(keys)
            assert at.selected == expected, (words, keys)


async def test_a_note_on_a_selection_of_one_letter() -> None:
    """`a` on a selected word of one letter opens its note; letters typed then are text, not commands."""
    async with opened(desk_of("Ми й ви. Друге речення.\n")) as at:
        at.goto("й ви")
        await at.keys("i w a =note ctrl+s")
        assert [(a.quote, a.note) for a in at.annotations] == [("й", "note")]


async def test_a_selection_shrinks_the_way_it_grew_only_as_long_as_nothing_else_changed_it() -> None:
    """After another key it shrinks to what is at the cursor; a cursor that grew is a cursor again, where it was."""
    async with opened(desk_of(ENGLISH), (120, 30)) as at:
        at.goto("wo three")
        await at.keys("3 + 3 -")
        assert (at.selected, at.text[at.cursor :][:8]) == (None, "wo three")
        await at.keys("3 + - > < -")  # to three, which is at the cursor, and not to two
        assert at.selected == "three"
        await at.keys("- + + 9 +")
        assert "that is the whole article" in at.hint
        await at.keys("escape G + $")
        assert at.screen.source.mode == "select"


async def test_the_last_selection_comes_back() -> None:
    """`gv`: left, highlighted, or made by rows or mouse; each article has its own; after a change of width too."""
    async with opened(desk_of(ENGLISH, UKRAINIAN), (120, 30)) as at:
        await at.keys("g v")
        assert "nothing was selected here yet" in at.hint
        at.goto("two")
        await at.keys("2 i w escape G g v")
        assert at.selected == "two three"
        await at.keys("m")
        assert at.quotes == ["two three"]
        await at.keys("} g v")
        assert at.selected == "two three"
        await at.keys("L g v")
        assert at.screen.source.mode == "cursor"
        at.goto("Мер")
        await at.keys("i w escape H g v")
        assert at.selected == "two three"
        await at.keys("escape V escape g v")
        assert at.selected == "One two three. Four five!"
        await at.drag(at.at(at.text.index("Six")), at.at(at.text.index("n (")))
        await at.keys("escape g g g v")
        assert at.selected == "Six seven"


async def test_a_selection_stays_when_the_rows_change() -> None:
    """In any width it is the same passage, from either end, rows too; and the place is kept where the head was."""
    text = WIDE + UKRAINIAN + "довге-слово-без-пробілів " * 12 + "\n\n" + ENGLISH
    async with opened(desk_of(text), (120, 20)) as at:
        for begin, keys in (
            ("漢字", "v 2 ) l"),
            ("Опозиція", "v 2 ( o"),
            ("довге", "V j"),
            ("довге", "V k"),
            ("Ten", "2 +"),
        ):
            at.goto(begin)
            await at.keys(keys)
            before, mode = at.selected, at.screen.source.mode
            ends = at.screen.source.selection if mode == "select" else None
            assert before
            for width in (60, 33, 100, 24, 120):
                await at.resize(width, 20)
                assert at.selected == before, (keys, width)
                assert ends in (None, at.screen.source.selection)
            await at.keys("escape")


async def test_the_ends_of_a_selection_say_when_they_go_no_further() -> None:
    """`<` on one word, `>` on the last, and both without a word."""
    async with opened(desk_of("Раз два.\n", "...\n")) as at:
        at.goto("два")
        await at.keys("i w <")
        assert at.selected == "два"
        assert "no further" in at.hint
        await at.keys(">")
        assert "no further" in at.hint
        await at.keys("L")
        await at.keys("v > < + + -")
        assert at.screen.source.mode in ("select", "cursor")


async def test_highlights_over_one_another_are_gone_through() -> None:
    """`O`: the inner one first, then those around it, and again; keys, card and drawing go by the one chosen."""
    desk = desk_of(ENGLISH)
    article = desk.articles()[0].id
    for start, end in ((0, 25), (0, 14), (4, 7)):
        desk.annotate(article, start, end)
    async with opened(desk, (120, 30)) as at:
        await at.keys("G O")
        assert "no highlight here" in at.hint
        at.goto("five")
        await at.keys("O")
        assert "the only highlight here" in at.hint
        at.goto("wo three")
        seen = []
        for number in (2, 3, 1, 2):
            await at.keys("O")
            assert at.hint.startswith(f" {number} of 3 ")
            current, chosen = at.screen.source.current, at.screen.cards.chosen
            assert current is not None
            assert chosen == current
            assert at.screen.source.snapshot().current == current.id
            seen.append(current.quote)
        assert seen == ["One two three.", "One two three. Four five!", "two", "One two three."]
        await at.keys("d")
        assert at.quotes == ["One two three. Four five!", "two"]
