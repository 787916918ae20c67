"""How many of the spellings of a name are found, and how little else: figures on the gold set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from gold import FALSE, NAMES

from store.search import Document, Index
from store.search.levels import NEAR, TYPO
from store.search.match import match
from store.search.vocabulary import Vocabulary
from store.search.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def _vocabulary(words: Iterable[str]) -> Vocabulary:
    vocabulary = Vocabulary()
    vocabulary.add(0, {plain(word): 1 for word in words})
    return vocabulary


@pytest.fixture(scope="module")
def gold() -> Vocabulary:
    """All forms of all names of the gold set."""
    return _vocabulary(word for cited, cases in NAMES for word in cited + cases)


def _measure(
    vocabulary: Vocabulary, queries: Iterable[tuple[str, set[str]]], least: float
) -> tuple[float, float]:
    """Recall and precision over (query, true words), each pair of words counting once."""
    hits = true = answered = 0
    for query, truth in queries:
        found = {word for word, level in match(vocabulary, plain(query)).items() if level >= least}
        hits += len(found & truth)
        true += len(truth)
        answered += len(found)
    return hits / true, hits / answered


def _truth(cited: list[str], cases: list[str]) -> set[str]:
    return {plain(word) for word in cited + cases}


def _slips(name: str) -> Iterator[str]:
    """One slip of each kind, spread over the word: a letter missed, doubled, swapped, other."""
    for place in range(len(name) - 1):
        kind = place % 4
        if kind == 0:
            yield name[:place] + name[place + 1 :]
        elif kind == 1:
            yield name[: place + 1] + name[place:]
        elif kind == 2 and name[place] != name[place + 1]:
            yield name[:place] + name[place + 1] + name[place] + name[place + 2 :]
        else:
            yield name[:place] + ("a" if name.isascii() else "о") + name[place + 1 :]


def test_spellings_are_found(gold: Vocabulary) -> None:
    """Of all forms of a name, at least 0.95 answer each of its spellings, and 0.95 of answers are true."""
    queries = [(name, _truth(cited, cases)) for cited, cases in NAMES for name in cited]
    recall, precision = _measure(gold, queries, NEAR)
    assert recall >= 0.97, recall
    assert precision >= 0.95, precision


def test_case_forms_find_too(gold: Vocabulary) -> None:
    """A name typed in a case ending finds as much."""
    queries = [(name, _truth(cited, cases)) for cited, cases in NAMES for name in cases]
    recall, precision = _measure(gold, queries, NEAR)
    assert recall >= 0.95, recall
    assert precision >= 0.95, precision


def test_slips_are_forgiven(gold: Vocabulary) -> None:
    """With one slip in a name of four letters or more, at least 0.90 of its forms are found."""
    queries = [
        (slip, _truth(cited, cases))
        for cited, cases in NAMES
        for name in (cited[0], next(filter(str.isascii, cited), cited[-1]))
        if len(name) >= 4
        for slip in _slips(plain(name))
    ]
    assert len(queries) > 1000
    recall, precision = _measure(gold, queries, 0)
    assert recall >= 0.93, recall
    assert precision >= 0.93, precision


@pytest.mark.parametrize(("one", "other"), FALSE)
def test_false_pairs_stay_apart(one: str, other: str) -> None:
    """A word that only looks alike does not answer, or far below the word itself."""
    for query, name in ((one, other), (other, one)):
        both = match(_vocabulary([one, other]), plain(query))
        assert both[plain(query)] == 100
        assert both.get(plain(name), 0) <= NEAR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Минск", "Munich"),
        ("Путин", "путь"),
        ("Путин", "пути"),
        ("Lukashenko", "Lukashevich"),
        ("Китай", "кит"),
        ("Орешник", "Решетник"),
        ("Zhdanov", "Bogdanov"),
    ],
)
def test_notorious_pairs_do_not_join(one: str, other: str) -> None:
    """Not even when nothing else is there to be found."""
    assert match(_vocabulary([other]), plain(one)) == {}
    assert match(_vocabulary([one]), plain(other)) == {}


@pytest.mark.parametrize(
    "names",
    [
        "Мінск Минск Minsk",
        "Путін Путин Putin Путіна",
        "Лукашенко Лукашенка Лукашэнка Lukashenko Lukashenka Łukaszenka Łukašenka Лукашенком Лукашенку",
        "Jinping Цзіньпін Цзиньпин Цзіньпіном",
        "Xi Сі Си",
        "Machulishchi Мачулищи Мачулішчы Matsyulishchi",
        "Tokayev Токаев Токаєв Токаеў",
        "Zhdanov Жданов Жданаў Zdanov Żdanow",
        "Oreshnik Орешник Орєшнік Арэшнік",
        "Blinken Блинкен Блінкен",
        "Kyiv Київ Kiev Киев",
        "Tyshkevich Тишкевич Тышкевич Цішкевіч",
    ],
)
def test_each_spelling_finds_each(names: str) -> None:
    """Any of these finds any other, in a desk that has nothing else, and not as a typo."""
    for query in names.split():
        for name in names.split():
            index = Index()
            index.put(Document("1", "body", f"Тут {name}, and more"))
            (found,) = index.search(query)
            assert found.score > TYPO, (query, name)
            assert (found.start, found.end) == (4, 4 + len(name))
