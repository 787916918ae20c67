"""What an analyst typed, as terms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.search.query import joint, parse


def _shape(query: str, *, exact: bool = False) -> list[tuple[str, bool, bool]]:
    return [(" ".join(term.words), term.spelled, term.begins) for term in parse(query, exact=exact)]


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("Lukashenko", [("lukashenko", False, True)]),
        ("Xi  Jinping", [("xi", False, False), ("jinping", False, True)]),
        ("Kasym-Zhomart", [("kasym", False, False), ("zhomart", False, True)]),
        ('"Xi Jinping"', [("xi jinping", True, False)]),
        ('"Xi Jinp', [("xi jinp", True, True)]),
        ("«Великий камінь» Мінськ", [("великий камінь", True, False), ("мінськ", False, True)]),
        ("Мінськ “Великий камінь”", [("мінськ", False, False), ("великий камінь", True, False)]),
        ("习近平 Xi", [("习 近 平", True, False), ("xi", False, True)]),
        ("Minsk minsk", [("minsk", False, True)]),
        ('""', []),
        (" \n\t", []),
        ("… — !", []),
        ("🙂", []),
        ("", []),
    ],
)
def test_terms_of_a_query(query: str, terms: list[tuple[str, bool, bool]]) -> None:
    """Words are fuzzy, quotations as spelled, and the last word may go on."""
    assert _shape(query) == terms


def test_exact_query_is_one_phrase() -> None:
    """As spelled, a query is one phrase whose last word may go on."""
    assert _shape("Xi Jinp", exact=True) == [("xi jinp", True, True)]
    assert _shape("…", exact=True) == []


def test_pasted_page_has_few_terms() -> None:
    """A query of ten thousand words is cut to the first few."""
    assert len(parse(" ".join(f"word{n}" for n in range(10_000)))) == 24


def test_joint_forgets_typesetting() -> None:
    """White space, dashes and quotation marks of any style compare equal."""
    assert joint(" \n– “") == joint(' - "')


@settings(deadline=None)
@given(st.text(), st.booleans())
def test_any_text_is_a_query(query: str, exact: bool) -> None:  # noqa: FBT001  # given by Hypothesis
    """Parsing never fails, and each term has words, and one joint fewer if it is a phrase."""
    for term in parse(query, exact=exact):
        assert term.words
        assert all(term.words)
        assert term.text in query
        assert len(term.joints) == (len(term.words) - 1 if term.spelled else 0)
