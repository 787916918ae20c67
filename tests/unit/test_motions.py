"""Motions and text objects of `tui.motions`, by example and by property."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import texts

from store.units import graphemes, sentence_at, snap, word_at, words
from tui import motions
from tui.motions import Motion, Object, Selection, left, right, settle, word_back, word_forward

FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
FLAG = "\N{REGIONAL INDICATOR SYMBOL LETTER U}\N{REGIONAL INDICATOR SYMBOL LETTER A}"
ACUTE = "\N{COMBINING ACUTE ACCENT}"
TEXTS = (
    st.lists(
        st.sampled_from(
            [
                *"aЯї1 .,!?…—-'’\"«»„“”()\n\t•中々한",
                *(
                    "слово",
                    "Слово. ",
                    "don't",
                    " р. ",
                    "  ",
                    "\n\n",
                    "\n \n",
                    ACUTE,
                    f"e{ACUTE}",
                    FAMILY,
                    FLAG,
                    FLAG[0],
                ),
                *(
                    "«Так» ",
                    '"ні"',
                    "\N{ZERO WIDTH JOINER}",
                    "\N{DEVANAGARI LETTER KA}\N{DEVANAGARI SIGN VIRAMA}",
                ),
            ]
        ),
        max_size=40,
    ).map("".join)
    | st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=15)
    | texts()
)
COUNTS = st.integers(1, 4)

MOTIONS: dict[str, Motion] = {
    name: getattr(motions, name)
    for name in (
        *("left", "right", "word_forward", "word_back", "word_end", "sentence_forward", "sentence_back"),
        *("paragraph_forward", "paragraph_back", "article_start", "article_end"),
    )
}
OBJECTS: dict[str, Object] = {
    name: getattr(motions, name)
    for name in (
        *("inner_word", "a_word", "inner_sentence", "a_sentence", "inner_paragraph", "a_paragraph"),
        *("inner_quotation", "a_quotation"),
    )
}

TEXT = f"""Заголовок

Він сказав: «Ми — {FLAG} разом». Так!
• Пункт: e{ACUTE}, {FAMILY}.

Кінець"""


def at(piece: str) -> int:
    """Give the offset of a piece of the sample text."""
    return TEXT.index(piece)


def places(text: str) -> list[int]:
    """List where the cursor can stand, by the rule itself."""
    starts = [span.start for span in graphemes(text)]
    return [s for s in starts if text[s] != "\n" or s == 0 or text[s - 1] == "\n"] or [0]


@pytest.mark.parametrize(
    ("motion", "start", "stops"),
    [
        (
            "word_forward",
            "Заголовок",
            ["Він", "сказав", "Ми", "разом", "Так", "Пункт", "e", "Кінець", "Кінець"],
        ),
        (
            "word_back",
            "Кінець",
            ["e", "Пункт", "Так", "разом", "Ми", "сказав", "Він", "Заголовок", "Заголовок"],
        ),
        ("word_end", "Він", ["н сказав", "в: «", "и —", "м». Так", "к!", "т: e", f"e{ACUTE}", "ь", "ь"]),
        ("sentence_forward", "ок\n", ["Він", "Так", "Пункт", "Кінець", "Кінець"]),
        ("sentence_back", "нець", ["Кінець", "Пункт", "Так", "Він", "Заголовок", "Заголовок"]),
        ("paragraph_forward", "Заголовок", ["Він", "•", "Кінець", "Кінець"]),
        ("paragraph_back", "нець", ["Кінець", "•", "Він", "Заголовок", "Заголовок"]),
        ("right", "—", [" " + FLAG, FLAG, " разом", "разом"]),
        ("right", "ок\n", ["к\n", "\nВін", "Він"]),
        ("left", "Він", ["\nВін", "к\n", "ок\n"]),
        ("left", ".\n\nК", [FAMILY, f" {FAMILY}", ",", f"e{ACUTE}", " e"]),
        ("article_end", "Він", ["ь", "ь"]),
        ("article_start", "Він", ["Заголовок"]),
    ],
)
def test_a_motion_stops_where_it_should(motion: str, start: str, stops: list[str]) -> None:
    """One press after another, each motion goes through the sample as its documentation says."""
    offset = at(start)
    for stop in stops:
        offset = MOTIONS[motion](TEXT, offset, 1)
        assert offset == at(stop), (TEXT[offset : offset + 9], stop)


@pytest.mark.parametrize(
    ("name", "cursor", "taken"),
    [
        ("inner_word", "казав", ["сказав", "сказав: «Ми", f"сказав: «Ми — {FLAG} разом"]),
        ("inner_word", ": «", [":", ":"]),
        ("inner_word", " «", [" ", " "]),
        ("a_word", "Він", ["Він ", "Він сказав"]),
        ("a_word", "казав", [" сказав", " сказав: «Ми "]),
        (
            "inner_sentence",
            "Ми",
            [f"Він сказав: «Ми — {FLAG} разом».", f"Він сказав: «Ми — {FLAG} разом». Так!"],
        ),
        ("inner_sentence", " Так", [f"Він сказав: «Ми — {FLAG} разом»."]),
        ("inner_sentence", "•", [f"Пункт: e{ACUTE}, {FAMILY}."]),
        (
            "a_sentence",
            "Ми",
            [f"Він сказав: «Ми — {FLAG} разом». ", f"Він сказав: «Ми — {FLAG} разом». Так!"],
        ),
        ("inner_paragraph", "Так", [f"Він сказав: «Ми — {FLAG} разом». Так!"]),
        ("a_paragraph", "Заг", ["Заголовок\n\n", f"Заголовок\n\nВін сказав: «Ми — {FLAG} разом». Так!\n"]),
        ("a_paragraph", "нець", ["Кінець", "Кінець"]),
        ("inner_quotation", "«", [f"Ми — {FLAG} разом", None]),
        ("a_quotation", "разом", [f"«Ми — {FLAG} разом»", None]),
        ("inner_quotation", "Так", [None]),
        ("inner_word", "\nВін", [None]),
        ("inner_sentence", "\nВін", [None]),
        ("inner_paragraph", "\nВін", [None]),
    ],
)
def test_an_object_takes_and_grows(name: str, cursor: str, taken: list[str | None]) -> None:
    """Pressed again an object grows by the next, but one grapheme is a bare cursor; None where there is none."""
    selection: Selection | None = Selection(at(cursor), at(cursor))
    for expected in taken:
        assert selection is not None
        selection = OBJECTS[name](TEXT, selection, 1)
        assert (None if selection is None else TEXT[slice(*selection.span(TEXT))]) == expected


def test_an_object_widens_a_selection_that_cuts_units() -> None:
    """A selection within a unit, or over a part of two, becomes whole units before it grows."""
    part = Selection(at("казав"), at("азом"))
    widened = OBJECTS["inner_word"](TEXT, part, 1)
    assert widened == Selection(at("сказав"), at("разом") + 4)
    assert OBJECTS["inner_sentence"](TEXT, part, 1) == Selection(at("Він"), at(". Так"))


def test_a_selection_made_backwards_grows_backwards() -> None:
    """When the head is before the anchor, the object before is added, and the head stays first."""
    selection = Selection(at("в: «"), at("сказав"))
    assert OBJECTS["inner_word"](TEXT, selection, 1) == Selection(at("в: «"), at("Він"))
    selection = Selection(at("ь"), at("Кінець"))
    grown = OBJECTS["inner_paragraph"](TEXT, selection, 1)
    assert grown == Selection(at("ь"), at("•"))


def test_a_count_takes_so_many_objects() -> None:
    """`v3iw` takes three words; `v2iq` the quotation around the innermost."""
    assert OBJECTS["inner_word"]("а б в г", Selection(2, 2), 3) == Selection(2, 6)
    text = "«а «б» в»"
    assert OBJECTS["inner_quotation"](text, Selection(4, 4), 1) == Selection(4, 4)
    assert OBJECTS["inner_quotation"](text, Selection(4, 4), 2) == Selection(1, 7)
    assert OBJECTS["inner_quotation"](text, Selection(4, 4), 3) is None
    assert OBJECTS["a_quotation"](text, Selection(3, 5), 1) == Selection(0, 8)
    assert OBJECTS["inner_quotation"]('сказав ""', Selection(7, 7), 1) is None


def test_an_empty_text() -> None:
    """In an empty text every motion stays at 0 and every object is none."""
    for motion in MOTIONS.values():
        assert motion("", 0, 3) == 0
    for take in OBJECTS.values():
        assert take("", Selection(0, 0), 2) is None
    assert Selection(0, 0).span("") == (0, 0)
    assert settle("", 5) == 0


def test_settle_puts_the_cursor_on_a_grapheme() -> None:
    """A place within a cluster, after the text or on the end of a line becomes one for the cursor."""
    text = f"аб\n\n{FAMILY}\n"
    assert [settle(text, offset) for offset in (-3, 1, 2, 3, 6, len(text) - 1, 99)] == [0, 1, 1, 3, 4, 4, 4]


@pytest.mark.parametrize("name", MOTIONS)
@settings(deadline=None, max_examples=60)
@given(text=TEXTS, data=st.data(), count=COUNTS)
def test_motions_end_where_the_cursor_can_stand(
    name: str, text: str, data: st.DataObject, count: int
) -> None:
    """From any offset a motion ends on a place of the cursor, and a count is so many presses."""
    offset = data.draw(st.integers(-1, len(text) + 1))
    stands = places(text)
    motion = MOTIONS[name]
    end = motion(text, offset, count)
    assert end in stands
    for _ in range(count):
        offset = motion(text, offset, 1)
    assert offset == end
    assert settle(text, end) == end


@settings(deadline=None)
@given(TEXTS)
def test_left_and_right_go_through_every_place(text: str) -> None:
    """`right` visits each place of the cursor in order, `left` takes it back."""
    stands = places(text)
    for here, there in zip(stands, [*stands[1:], stands[-1]], strict=True):
        assert right(text, here, 1) == there
        assert left(text, there, 1) == here if there != here else True
    assert left(text, 0, 1) == 0


@settings(deadline=None)
@given(TEXTS)
def test_a_word_back_takes_a_word_forward_back(text: str) -> None:
    """From the start of a word, `b` after `w` is where one was; both go through all words."""
    starts = [span.start for span in words(text)]
    for start in starts:
        further = word_forward(text, start, 1)
        assert further == start or word_back(text, further, 1) == start
    if starts:
        assert word_back(text, word_forward(text, starts[0], len(starts)), len(starts)) == starts[0]


def _object_may_leave_the_cursor(name: str, text: str, offset: int) -> bool:
    """Whether the cursor is on a bullet, on a space between sentences, on a quotation's mark or before one."""
    if "sentence" in name:
        start, end = sentence_at(text, offset)
        return not start <= offset < end
    if "quotation" not in name:
        return False
    whole = OBJECTS["a_quotation"](text, Selection(offset, offset), 1)
    # On a mark the inside is taken; before a quotation, in its paragraph, that quotation.
    return whole is not None and (offset in whole or offset < min(whole))


@pytest.mark.parametrize("name", OBJECTS)
@settings(deadline=None, max_examples=60)
@given(text=TEXTS, data=st.data(), count=COUNTS)
def test_objects_hold_the_cursor(name: str, text: str, data: st.DataObject, count: int) -> None:
    """From a bare cursor an object, if there is one, is a stretch of whole graphemes that holds it."""
    offset = data.draw(st.sampled_from(places(text)))
    selection = OBJECTS[name](text, Selection(offset, offset), count)
    if selection is None:
        assert "quotation" in name or _blank(text, offset)
        return
    start, end = selection.span(text)
    assert 0 <= start < end <= len(text)
    assert [snap(text, bound) for bound in (start, end, *selection)] == [start, end, *selection]
    assert selection.anchor <= selection.head
    assert start <= offset < end or _object_may_leave_the_cursor(name, text, offset)


def _blank(text: str, offset: int) -> bool:
    end = text.find("\n", offset)
    return not text[text.rfind("\n", 0, offset) + 1 : len(text) if end < 0 else end].strip()


@pytest.mark.parametrize("name", OBJECTS)
@settings(deadline=None, max_examples=60)
@given(text=TEXTS.filter(bool), data=st.data(), count=COUNTS)
def test_objects_hold_the_selection(name: str, text: str, data: st.DataObject, count: int) -> None:
    """What was selected stays selected when an object widens or grows it, and the head keeps its side."""
    one, other = data.draw(
        st.tuples(*[st.sampled_from(places(text))] * 2).filter(lambda pair: pair[0] != pair[1])
    )
    before = Selection(one, other)
    after = OBJECTS[name](text, before, count)
    if after is None:
        assert "quotation" in name
        return
    assert after.span(text).start <= before.span(text).start
    assert after.span(text).end >= before.span(text).end
    assert (after.head > after.anchor) == (before.head > before.anchor)


def test_on_a_word_the_inner_word_is_that_word() -> None:
    """`iw` and `word_at` agree at every offset of the sample that is in a word."""
    for offset in places(TEXT):
        word = word_at(TEXT, offset)
        if word is not None:
            selection = OBJECTS["inner_word"](TEXT, Selection(offset, offset), 1)
            assert selection is not None
            assert selection.span(TEXT) == word


def test_motions_draw_nothing() -> None:
    """Importing the motions imports neither Textual nor Rich."""
    program = "import sys, tui.motions; print(sorted({'textual', 'rich', 'click'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
