"""Find in one text, and a line around a place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Span
from store.search import find, snippet


def _forms(text: str, query: str, *, exact: bool = False, partial: bool = True) -> list[str]:
    return [text[f.start : f.end] for f in find(text, query, exact=exact, partial=partial)]


def test_every_spelling_is_found_in_order() -> None:
    """All spellings and cases of a name are places of one text."""
    text = "Лукашенко, Lukashenka’s plane, Лукашэнкам; Orsha"
    assert _forms(text, "lukashenko") == ["Лукашенко", "Lukashenka", "Лукашэнкам"]


def test_a_name_is_one_place_and_its_surname_another() -> None:
    """Words together are one place, a word alone is one as well, with a lower score."""
    text = "Alexander Lukashenko came. Then Lukashenko left."
    whole, alone = find(text, "alexander lukashenko")
    assert (text[whole.start : whole.end], whole.because) == ("Alexander Lukashenko", "Alexander, Lukashenko")
    assert (text[alone.start : alone.end], alone.score) == ("Lukashenko", 50.0)


def test_partial_answers_can_be_refused() -> None:
    """A text that lacks a word answers in part, or not at all if that is not wanted."""
    assert _forms("only Lukashenko", "alexander lukashenko") == ["Lukashenko"]
    assert _forms("only Lukashenko", "alexander lukashenko", partial=False) == []


def test_weak_places_give_way_to_strong_ones() -> None:
    """Where the word itself is there, words that are only a slip away are not marked."""
    assert _forms("Лукашенко и Лукашерко", "лукашенко") == ["Лукашенко"]


def test_find_as_spelled() -> None:
    """With `exact` the place is the letters typed, at the start of a word."""
    assert _forms("Lukashenko unlukash Лукаш", "lukash", exact=True) == ["Lukash"]


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (200, "One two three MATCH four five six"),
        (24, "…three MATCH four five…"),
        (8, "…MATCH…"),
    ],
)
def test_snippet_keeps_within_its_width(width: int, line: str) -> None:
    """A line has the place in its middle, whole words around, and marks where it is cut."""
    text = "One two\n three MATCH four five   six"
    start = text.index("MATCH")
    shown, span = snippet(text, Span(start, start + 5), width)
    assert (shown, shown[span.start : span.end]) == (line, "MATCH")


@settings(deadline=None)
@given(st.text(), st.integers(-5, 50), st.integers(-5, 50), st.integers(-5, 60))
def test_snippet_of_anything(text: str, start: int, end: int, width: int) -> None:
    """Any span of any text gives one line within the width, and a place in it."""
    shown, span = snippet(text, Span(start, end), width)
    assert len(shown) <= max(width, 8)
    assert "\n" not in shown
    assert 0 <= span.start <= span.end <= len(shown)


@settings(deadline=None)
@given(st.text(alphabet="ab \n", max_size=300), st.integers(0, 300), st.integers(0, 20))
def test_snippet_shows_the_place(text: str, start: int, length: int) -> None:
    """The place of a short span reads as it does in the text, but for white space."""
    chosen = text[start : start + length]
    shown, span = snippet(text, Span(start, start + length), 60)
    assert shown[span.start : span.end].split() == chosen.split()
