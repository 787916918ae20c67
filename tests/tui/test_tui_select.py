"""Keys that select: by motion, by row, by text object, with counts, and the way out."""

from __future__ import annotations

from typing import Final

from tui_desk import desk_of, opened
from tui_texts import ENGLISH, UKRAINIAN

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
