"""The articles' cards: filtered as the search would, while their index is being made and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from store.cards import Cards, card
from store.model import Op
from store.search import Document, Index

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORDS = (
    "Лукашенко", "Лукашенка", "Lukashenko", "Lukashenka", "Kyiv", "Київ", "Киев", "Kiev", "an", "and", "anna",
    "bridge", "bridges", "bridg", "міст", "мост", "en", "2024", "2024-02-29", "000", "北京", "O'Neil", "й",
)  # fmt: skip
_TITLES = st.lists(st.sampled_from(_WORDS), max_size=7).map(" ".join)
_QUERIES = st.one_of(
    st.lists(st.sampled_from((*_WORDS, "a", "lukash", '"Kyiv an', '"bridge Kyiv"', "qqx", "bridgs")), max_size=3)
    .map(" ".join),
    st.text('aeбікnyд "', max_size=4),
)  # fmt: skip


def _record(number: int, title: str, outlet: str | None = None) -> dict[str, Any]:
    facts = {"title": title, "outlet": outlet, "author": None, "language": "en", "published": None}
    return {"id": _key(number), **facts, "tags": ["claim/military"], "path": f"in/{number % 3}.txt"}


def _key(number: int) -> str:
    return f"{number:06}"  # the search puts equals in the order of their keys


def _cards(records: Mapping[int, Mapping[str, Any]]) -> Cards:
    def read(number: int) -> str | None:
        return card(records[number]) if number in records else None

    return Cards(((_key(number), number) for number in sorted(records)), read)


def _eager(records: Mapping[int, Mapping[str, Any]], query: str) -> list[str]:
    index = Index()
    for number, record in records.items():
        index.put(Document(_key(number), "title", card(record)))
    return [match.key for match in index.search(query, limit=1000)]


def _filtered(cards: Cards, query: str) -> list[str]:
    *_, found = cards.search(query)
    return list(found or ())


@given(st.lists(_TITLES, max_size=12), _QUERIES, st.integers(0, 12))
def test_cards_are_found_as_the_search_finds_them(titles: list[str], query: str, known: int) -> None:
    """The same ones in the same order; while the index is being made, of those that are in it."""
    records = {number: _record(number, title) for number, title in enumerate(titles, 1)}
    cards = _cards(records)
    cards.grow(known)
    first = {number: records[number] for number in list(records)[:known]}
    assert _filtered(cards, query) == _eager(first, query)
    while cards.grow(3):
        assert cards.share < 1
    assert cards.share == 1
    assert _filtered(cards, query) == _eager(records, query)


@given(
    st.lists(_TITLES, min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(1, 10), st.none() | _TITLES), max_size=6),
    st.integers(0, 8),
    _QUERIES,
)
def test_what_changes_while_the_index_is_made_is_followed(
    titles: list[str], changes: Sequence[tuple[int, str | None]], known: int, query: str
) -> None:
    """Articles that come, go and change, known by then or not, are found as they are now."""
    records = {number: _record(number, title) for number, title in enumerate(titles, 1)}
    cards = _cards(records)
    cards.grow(known)
    for number, title in changes:
        before = records.pop(number, None)
        if title is not None:
            records[number] = _record(number, title, "Outlet")
        if before or title is not None:
            cards.follow(Op("articles", _key(number), before, records.get(number), number))
    while cards.grow(2):
        pass
    assert _filtered(cards, query) == _eager(records, query)


def test_many_cards_are_shown_at_once_and_put_in_order_after_that() -> None:
    """The first answer has thousands of them already; each step is short, and the last one has all, the best first."""
    titles = {number: "report" if number % 1000 else "report of a report" for number in range(1, 30_001)}
    records = {number: _record(number, title) for number, title in titles.items()}
    cards = _cards(records)
    while cards.grow(1000):
        pass
    steps = list(cards.search("report"))
    shown = [found for found in steps if found is not None]
    assert [len(found) for found in shown] == [20_000, 30_000]
    assert list(shown[0][:2]) == [_key(1), _key(2)]
    assert list(shown[-1][:2]) == [_key(1000), _key(2000)]
    assert shown[-1][30] == _key(1)
    both = [found for found in cards.search("report claim") if found is not None]
    assert len(both) == 2
    assert sorted(both[-1]) == sorted(map(_key, records))
