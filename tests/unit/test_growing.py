"""Selections that grow, shrink and are nudged, and passages of the same kind: `tui.motions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import texts

from store.model import Span
from store.units import graphemes, paragraph_at, sentence_at, snap, word_at, words
from tui.motions import Like, Selection, alike, grow, likeness, nudge, selecting, settle, shrink

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = """Заголовок

Він сказав: «Ми — разом. Так треба». Потім пішов. І так далі.
Кінець."""
SPOKEN = "Він сказав: «Ми — разом. Так треба»."
PARAGRAPH = f"{SPOKEN} Потім пішов. І так далі."
PROSE = texts() | st.lists(
    st.sampled_from(
        ["Слово ", "and ", "«так» ", "“no” ", "р. ", "Кінець. ", "“A. B.” ", "\n", "中文。", "е\u0301 "]
    ),
    max_size=25,
).map("".join)


def of(piece: str) -> Span:
    """Where a piece of the sample text is."""
    start = TEXT.index(piece)
    return Span(start, start + len(piece))


def cut(text: str, span: Span | None) -> str | None:
    """What a span holds."""
    return None if span is None else text[span.start : span.end]


def steps(text: str, span: Span) -> Iterator[Span]:
    """What a span grows to, one after the other."""
    further = grow(text, span)
    while further is not None:
        yield further
        further = grow(text, further)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("разом", ["разом", "Ми — разом. Так треба", SPOKEN, PARAGRAPH, TEXT]),
        ("сказав", ["сказав", "Він сказав: «Ми — разом.", SPOKEN, PARAGRAPH, TEXT]),
        ("Потім", ["Потім", "Потім пішов.", PARAGRAPH, TEXT]),
        (" пішов", ["Потім пішов.", PARAGRAPH, TEXT]),
        ("Заголовок", ["Заголовок", TEXT]),
        ("\nВін", [TEXT]),
    ],
)
def test_a_cursor_grows_by_unit(start: str, expected: list[str]) -> None:
    """To the word, the quotation where it is the next larger, the sentences, the paragraph, the article."""
    at = TEXT.index(start)
    assert [cut(TEXT, span) for span in steps(TEXT, Span(at, at))] == expected


def test_a_selection_that_cuts_units_grows_to_them_whole() -> None:
    """Words first, then the sentences that hold them, then the paragraphs."""
    found = [cut(TEXT, span) for span in steps(TEXT, of("тім пішов. І т"))]
    assert found == ["Потім пішов. І так", "Потім пішов. І так далі.", PARAGRAPH, TEXT]
    found = [cut(TEXT, span) for span in steps(TEXT, of("далі.\nКін"))]
    assert found == ["далі.\nКінець", "І так далі.\nКінець.", f"{PARAGRAPH}\nКінець.", TEXT]


@pytest.mark.parametrize(
    ("selected", "forward", "expected"),
    [
        (TEXT, True, ["Кінець.", "Кінець", None]),
        (TEXT, False, ["Заголовок", None]),
        (PARAGRAPH, True, ["І так далі.", "далі", None]),
        (PARAGRAPH, False, ["Він сказав: «Ми — разом.", "Він", None]),
        ("«Ми — разом. Так треба»", True, ["Ми — разом. Так треба", "треба", None]),
        ("Він сказав: ", True, ["сказав", None]),
        ("каза", True, [None]),
    ],
)
def test_a_selection_shrinks_at_its_head(selected: str, forward: bool, expected: list[str | None]) -> None:  # noqa: FBT001  # a parameter
    """To the largest unit there that is smaller; below a word there is none."""
    span: Span | None = of(selected)
    for piece in expected:
        assert span is not None
        span = shrink(TEXT, selecting(TEXT, span, forward=forward))
        assert cut(TEXT, span) == piece


@pytest.mark.parametrize(
    ("selected", "forward", "by", "expected"),
    [
        ("Він", True, 1, "Він сказав"),
        ("Він", True, 2, "Він сказав: «Ми"),
        ("Він сказав: «Ми", True, -1, "Він сказав"),
        ("Він сказав", True, -9, "Він"),
        ("Він ска", True, 1, "Він сказав"),
        ("Він ска", True, -1, "Він"),
        ("ін", True, -1, "ін"),
        ("Потім пішов.", True, -1, "Потім пішов"),
        ("Кінець", True, 1, "Кінець"),
        ("сказав", False, -1, "Він сказав"),
        ("Він сказав", False, 1, "сказав"),
        ("сказав", False, 1, "сказав"),
        ("казав", False, -1, "сказав"),
        ("Заголовок", False, -1, "Заголовок"),
    ],
)
def test_an_end_is_nudged_by_word(selected: str, forward: bool, by: int, expected: str) -> None:  # noqa: FBT001  # a parameter
    """The end to ends of words, the start to starts of words, neither past the other."""
    before = selecting(TEXT, of(selected), forward=forward)
    after = nudge(TEXT, before, by)
    assert cut(TEXT, after.span(TEXT)) == expected
    assert after.anchor == before.anchor


@pytest.mark.parametrize(
    ("piece", "like"),
    [
        ("Потім пішов.", Like("sentence")),
        ("Потім пішов. І так далі.", Like("sentence", 2)),
        (PARAGRAPH, Like("paragraph")),
        ("Кінець.", Like("sentence")),
        ("Ми — разом. Так треба", Like("quotation")),
        ("«Ми — разом. Так треба»", Like("quotation with its marks")),
        ("разом", Like("word")),
        ("пішов. І так", Like("word", 3)),
        ("«", Like("word")),
    ],
)
def test_what_a_passage_is(piece: str, like: Like) -> None:
    """Sentences, a paragraph, a quotation; anything else is so many words."""
    assert likeness(TEXT, of(piece)) == like


def test_the_same_kind_elsewhere() -> None:
    """At the cursor, or the next word; None where there is none; a very long passage counts for a sentence."""
    text = "Раз два. «Три» чотири.\n\n  П'ять."
    assert cut(text, alike(text, 0, Like("word", 2))) == "Раз два"
    assert cut(text, alike(text, 7, Like("word", 2))) == "Три» чотири"
    assert cut(text, alike(text, 20, Like("word", 9))) == "чотири.\n\n  П'ять"
    assert cut(text, alike(text, len(text) - 1, Like("word"))) is None
    assert cut(text, alike(text, 12, Like("quotation"))) == "Три"
    assert cut(text, alike(text, 12, Like("quotation with its marks"))) == "«Три»"
    assert cut(text, alike(text, len(text) - 1, Like("quotation"))) is None
    assert cut(text, alike(text, len(text) - 1, Like("paragraph"))) == "П'ять."
    assert cut(text, alike(text, 0, Like("sentence", 2))) == "Раз два. «Три» чотири."
    assert alike("", 0, Like()) is None
    assert likeness("слово " * 9000, Span(0, 50_000)) == Like()


def places(text: str) -> list[int]:
    """Where the cursor can stand."""
    return sorted({settle(text, span.start) for span in graphemes(text)})


@settings(deadline=None)
@given(text=PROSE.filter(bool), data=st.data())
def test_growing_holds_what_was_selected_and_ends_with_the_article(text: str, data: st.DataObject) -> None:
    """Each step holds the one before and more, ends on graphemes, and is a word or a sentence where one fits."""
    one, other = data.draw(st.tuples(*[st.sampled_from(places(text))] * 2))
    bare = data.draw(st.booleans())
    span = Span(one, one) if bare else Selection(one, other).span(text)
    for number, further in enumerate(steps(text, span)):
        assert further.start <= span.start
        assert span.end <= further.end
        assert further != span
        assert [snap(text, bound) for bound in further] == list(further)
        # What the selection holds is what the span is: nothing is lost on the way through the pane.
        forward = data.draw(st.booleans())
        assert selecting(text, further, forward=forward).span(text) == further
        if bare and not number:
            word, sentence = word_at(text, one), sentence_at(text, one)
            if word is not None:
                assert further == word
            elif sentence.start <= one < sentence.end:
                assert further.end - further.start <= sentence.end - sentence.start
        span = further
    last = Span(0, settle(text, len(text)))
    assert span.start == 0
    assert span.end > last.end or not text[slice(*last)]


@settings(deadline=None)
@given(text=PROSE.filter(bool), data=st.data())
def test_shrinking_stays_within_and_comes_to_an_end(text: str, data: st.DataObject) -> None:
    """Each step is within the one before and less, and is whole graphemes; no more steps than units."""
    selection = Selection(*data.draw(st.tuples(*[st.sampled_from(places(text))] * 2)))
    forward = selection.head >= selection.anchor
    for _ in range(40):
        span = selection.span(text)
        smaller = shrink(text, selection)
        if smaller is None:
            break
        assert span.start <= smaller.start < smaller.end <= span.end
        assert smaller != span
        assert [snap(text, bound) for bound in smaller] == list(smaller)
        selection = selecting(text, smaller, forward=forward)
    else:
        raise AssertionError("it does not end")


@settings(deadline=None)
@given(text=PROSE.filter(bool), data=st.data(), by=st.integers(-4, 4))
def test_a_nudge_keeps_direction_anchor_and_a_grapheme(text: str, data: st.DataObject, by: int) -> None:
    """It goes its way or not at all, over edges of words, a count being so many nudges."""
    before = Selection(*data.draw(st.tuples(*[st.sampled_from(places(text))] * 2)))
    after = nudge(text, before, by)
    assert after.anchor == before.anchor
    assert after.head >= before.head if by >= 0 else after.head <= before.head
    start, end = after.span(text)
    assert start < end
    assert [snap(text, bound) for bound in (start, end, *after)] == [start, end, *after]
    again = before
    for _ in range(abs(by)):
        step = nudge(text, again, 1 if by > 0 else -1)
        # Only a selection of one grapheme has no direction to keep.
        assert (step.head - step.anchor) * (again.head - again.anchor) >= 0
        again = step
    assert again == after
    if after.head != before.head:
        edges = {span.end if after.head >= after.anchor else span.start for span in words(text)}
        assert after.head == after.anchor or (end if after.head > after.anchor else start) in edges


@settings(deadline=None)
@given(text=PROSE.filter(bool), data=st.data(), count=st.integers(1, 4))
def test_a_nudge_back_undoes_one_on(text: str, data: st.DataObject, count: int) -> None:
    """Where the selection was a word, and there is another to go to."""
    found = list(words(text))
    if not found:
        return
    word = data.draw(st.sampled_from(found))
    before = selecting(text, word)
    if word != found[-1]:
        assert nudge(text, nudge(text, before, 1), -1) == before
    backward = selecting(text, word, forward=False)
    if word != found[0]:
        assert nudge(text, nudge(text, backward, -1), 1) == backward
    assert nudge(text, before, count).span(text).start == word.start


@settings(deadline=None)
@given(text=PROSE.filter(str.strip), data=st.data())
def test_a_sentence_is_a_sentence_again(text: str, data: st.DataObject) -> None:
    """What `m` without a selection marks is repeated as a sentence; every kind found gives the passage itself."""
    offset = data.draw(st.sampled_from(places(text)))
    sentence = sentence_at(text, offset)
    if sentence.start < sentence.end:
        assert likeness(text, sentence) == Like()
        assert alike(text, sentence.start, Like()) == sentence
    line = paragraph_at(text, offset)
    for span in (sentence, line):
        if text[slice(*span)].strip() and text[slice(*span)] == text[slice(*span)].strip():
            like = likeness(text, span)
            assert like.unit == "word" or alike(text, span.start, like) == span
