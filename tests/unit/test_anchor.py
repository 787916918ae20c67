"""Places: described by offsets and words, and found again by words."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import spans, texts

from store.anchor import describe, find
from store.errors import Ambiguous, BadPlace
from store.model import CONTEXT

TEXT = (
    "«Дощ», — сказав він. “Rain,” he said; it wasn’t snow.\n"
    "The rain came back, and the rain\u00a0stayed – for 3‑4 days."
)


@settings(deadline=None)
@given(st.data())
def test_a_description_is_the_texts_own(data: st.DataObject) -> None:
    """Quotation at its offsets, up to `CONTEXT` code points on either side."""
    text = data.draw(texts().filter(bool))
    start, end = data.draw(spans(len(text)))
    (position, quote) = describe(text, start, end)
    assert (position.start, position.end) == (start, end)
    assert quote.exact == text[start:end]
    assert text[:start].endswith(quote.prefix)
    assert text[end:].startswith(quote.suffix)
    assert len(quote.prefix) == min(CONTEXT, start)
    assert len(quote.suffix) == min(CONTEXT, len(text) - end)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 0), (2, 1), (0, 6), (5, 6), (6, 7)])
def test_what_is_no_passage_is_refused(start: int, end: int) -> None:
    """Negative, empty, reversed, beyond the end: BadPlace tells what was expected."""
    with pytest.raises(BadPlace, match=f"{start}–{end}.*≤ 5"):
        describe("words", start, end)
    with pytest.raises(BadPlace):
        describe("", start, end)


@settings(deadline=None)
@given(st.data())
def test_what_stands_once_is_found_there(data: st.DataObject) -> None:
    """By its own words as they stand, whatever else is in the text."""
    text = data.draw(texts().filter(bool))
    start, end = data.draw(spans(len(text)))
    quote = text[start:end]
    assume(sum(text.startswith(quote, at) for at in range(len(text))) == 1)
    assert find(text, quote) == (start, end)


@settings(deadline=None)
@given(st.data())
def test_what_is_found_has_the_words(data: st.DataObject) -> None:
    """With its own context around: its place, or Ambiguous when it stands so twice; never another."""
    text = data.draw(texts().filter(bool))
    start, end = data.draw(spans(len(text)))
    place = describe(text, start, end).quote
    try:
        found = find(text, place.exact, place.prefix, place.suffix)
    except Ambiguous:
        assert sum(text.startswith(place.exact, at) for at in range(len(text))) > 1
    else:
        assert found == (start, end)


def test_prefix_and_suffix_choose() -> None:
    """Where words stand several times, what stands around them says which are meant."""
    first, second = TEXT.index("rain c"), TEXT.index("rain\u00a0")
    assert find(TEXT, "rain", prefix="The") == (first, first + 4)
    assert find(TEXT, "rain", prefix="and the ") == (second, second + 4)
    assert find(TEXT, "rain", suffix=" came back") == (first, first + 4)
    assert find(TEXT, "rain", suffix="stayed") == (second, second + 4)
    assert find(TEXT, "rain", prefix="and the", suffix="stayed") == (second, second + 4)


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix"),
    [
        ("hail", "", ""),
        ("rain", "and", ""),
        ("rain", "The", "stayed"),
        ("The rain came back", "", "and so on"),
    ],
)
def test_what_does_not_stand_there_is_refused(quote: str, prefix: str, suffix: str) -> None:
    """No words, or not in that context: BadPlace says which words."""
    with pytest.raises(BadPlace, match=quote):
        find(TEXT, quote, prefix, suffix)


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ('"Дощ", - сказав', "«Дощ», — сказав"),
        ("„Дощ“, – сказав", "«Дощ», — сказав"),
        ('"Rain," he said', "“Rain,” he said"),
        ("it wasn't snow", "it wasn’t snow"),
        ("it wasnʼt snow", "it wasn’t snow"),
        ("snow. The rain", "snow.\nThe rain"),
        ("snow.\r\nThe rain", "snow.\nThe rain"),
        ("rain stayed — for 3-4", "rain\u00a0stayed – for 3‑4"),
        ("Й", "Й"),
    ],
)
def test_signs_that_people_retype_are_taken_as_equal(quote: str, stands: str) -> None:
    """Quotation marks, dashes, apostrophes, spaces and line breaks; the place is that of the text's own."""
    text = TEXT + " Й"
    found = find(text, quote)
    assert text[found.start : found.end] == stands


def test_as_written_comes_first() -> None:
    """Words that stand once exactly so are meant, though others differ by their signs only."""
    text = "it's mine. it’s yours. “it's” theirs"
    assert find(text, "it’s") == (11, 15)
    with pytest.raises(Ambiguous, match=r"2 places.*0, 24"):
        find(text, "it's")
    with pytest.raises(Ambiguous, match="3 places"):
        find(text, "it`s")
    assert find(text, '"it`s"') == (23, 29)


def test_several_places_are_told() -> None:
    """Where they are, a few of them, and what to do."""
    with pytest.raises(Ambiguous, match=r"10 places \(at 0, 5, 10, 15, 20, …\).*--prefix"):
        find("rain " * 10, "rain")
    with pytest.raises(Ambiguous, match="2 places"):
        find("aaa", "aa")


@pytest.mark.parametrize("quote", ["", "\x1b", "\u202e\ufeff\x00"])
def test_nothing_is_no_quotation(quote: str) -> None:
    """Empty, also when only hostile characters were in it."""
    with pytest.raises(BadPlace, match="empty"):
        find(TEXT, quote)


@pytest.mark.parametrize("quote", ["\x1b[31mhe said\x9b", "\u202ehe said", "he\x00 said", "he said\ufeff"])
def test_hostile_characters_do_not_hinder(quote: str) -> None:
    """The text has none, so the quotation is read without them; messages have none either."""
    clean = quote.replace("\x1b[31m", "")
    found = find(TEXT, clean)
    assert TEXT[found.start : found.end] == "he said"
    with pytest.raises(BadPlace) as caught:
        find(TEXT, quote + "no")
    assert not set(str(caught.value)) & set("\x1b\x9b\u202e\x00\ufeff")


def test_the_regular_expressions_of_a_quotation_mean_nothing() -> None:
    """Words are words."""
    assert find("a.b (c) [d] \\e", ".b (c) [d] \\") == (1, 13)
    with pytest.raises(BadPlace):
        find("abc", "a.c")


def test_a_long_text_is_searched_at_once() -> None:
    """A quotation that nearly stands everywhere costs no more than a look at each place."""
    text = "а" * 200_000 + "б"
    assert find(text, "аб") == (199_999, 200_001)
    with pytest.raises(BadPlace):
        find(text, "а" * 50 + "в")
