"""One text, searched while a query is typed: what it answers on the way, and that it is what `find` answers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import Span
from store.search import Spans, Within, find

_WORDS = (
    "Лукашенко", "Lukashenka", "Лукашэнка", "the", "а", "ab", "abend", "¾", "习近平", "l’Orient",
    "Касым-Жомарт", "Токаев", "\n", "\n\n", "«", "»", ".", "e\u0301te",
)  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=60).map(" ".join)
_QUERIES = st.one_of(
    st.sampled_from(
        ("lukashenko", "luk", "a", "ab", "касым токаев", '"the ab"', "习近", "3", "qq", "", "lukashenko the")
    ),
    st.text(max_size=6),
)


def _grown(text: str, start: int) -> Within:
    within = Within(text, start)
    for _ in within.steps():
        pass
    return within


@given(text=_TEXTS, query=_QUERIES, exact=st.booleans(), start=st.integers(0, 400))
def test_the_places_are_those_of_find_wherever_the_reading_began(
    text: str,
    query: str,
    exact: bool,  # noqa: FBT001  # given by Hypothesis
    start: int,
) -> None:
    """In order, apart, none empty; no place of `find` is missing, but a short beginning may have more."""
    spans = list(_grown(text, min(start, len(text))).spans(query, exact=exact))
    assert all(span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert spans == list(Within.whole(text).spans(query, exact=exact))
    covered = {at for span in spans for at in range(*span)}
    for place in find(text, query, exact=exact):
        assert place.start in covered


@given(text=_TEXTS, query=_QUERIES)
def test_what_is_said_before_the_end_is_within_the_text(text: str, query: str) -> None:
    """Answers on the way are places of whole words too."""
    within = Within(text, len(text) // 2)
    steps = within.steps()
    more = True
    while more:
        more = next(steps, steps) is None
        for span in within.spans(query):
            assert 0 <= span.start < span.end <= len(text)
    assert within.complete


def test_near_the_reader_first() -> None:
    """The first step takes in what lies behind the place where the reader is, from the start of its line."""
    far = " ".join(f"word{number}" for number in range(5000))
    text = f"Lukashenko first.\n{far}\nHere Lukashenka is.\n{far}\nLukashenko last.\n"
    here = text.index("Lukashenka")
    within = Within(text, here)
    steps = within.steps()
    next(steps)
    assert [text[s.start : s.end] for s in within.spans("lukashenko")] == ["Lukashenka"]
    assert not within.complete
    for _ in steps:
        pass
    assert len(within.spans("lukashenko")) == 3
    assert within.spans("lukashenko")[1].start == here


def test_a_beginning_counts_every_word_that_begins_so() -> None:
    """Over a desk a short beginning stands for its commonest words; within one text all are counted."""
    text = " ".join(f"бук{number:04}" for number in range(700))
    assert len(Within.whole(text).spans("бу")) == 700
    assert len(Within.whole(text).spans("бук")) == 700


def test_a_guess_is_no_answer_before_the_text_is_complete() -> None:
    """A word one slip away may give way to the word itself, so it waits."""
    text = "Лукашерко тут.\n" + " ".join(f"слово{n}" for n in range(3000)) + " Лукашенко"
    within = Within(text)
    steps = within.steps()
    next(steps)
    assert not within.spans("лукашенко")
    for _ in steps:
        pass
    assert [text[s.start : s.end] for s in within.spans("лукашенко")] == ["Лукашенко"]


@pytest.mark.parametrize("start", [0, 3000, 9000, 20_000])
def test_a_text_without_any_break_is_read_from_its_beginning(start: int) -> None:
    """Where no line and no space is near, no word is cut."""
    text = "字" * 10_000 + "习近平" + "字" * 10_000
    assert list(_grown(text, start).spans("习近平")) == [Span(10_000, 10_003)]


def test_spans_are_a_sequence() -> None:
    """Made when asked for; slices too."""
    spans = Spans([1, 5, 9], [2, 7, 11])
    assert (len(spans), spans[-1], list(spans[1:])) == (3, Span(9, 11), [Span(5, 7), Span(9, 11)])
