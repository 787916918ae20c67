"""An empty answer can be trusted: what is not there is not found."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from nonsense import ORDINARY, RANDOM, RUNS

import seeds
from store.search import Document, Index, find
from store.search.apart import apart, mute
from store.search.levels import BEGUN_ACROSS, SPELLED, TYPO, TYPOS
from store.search.match import match
from store.search.vocabulary import Vocabulary
from store.search.words import plain, split

_FOLDERS = {"samples": Path(seeds.__file__).parent / "articles"}
if "NEWSDESK_ARTICLES" in os.environ:
    # Articles of one's own, to see what is found in them that is not there.
    _FOLDERS["own"] = Path(os.environ["NEWSDESK_ARTICLES"])


def _vocabulary(*words: str) -> Vocabulary:
    vocabulary = Vocabulary()
    vocabulary.add(0, Counter(map(plain, words)))
    return vocabulary


@pytest.fixture(scope="module", params=_FOLDERS)
def vocabulary(request: pytest.FixtureRequest) -> Vocabulary:
    """All words of a folder of articles."""
    texts = [path.read_text("utf-8") for path in sorted(_FOLDERS[request.param].glob("*.txt"))]
    return _vocabulary(*(word for text in texts for word in split(text).forms))


def _found(vocabulary: Vocabulary, queries: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """What each query finds that is not there as typed; also as a beginning, as in the search field."""
    asked = [plain(query) for query in queries if not vocabulary.beginning(plain(query))]
    assert len(asked) >= len(queries) * 0.9
    return {query: found for query in asked if (found := match(vocabulary, query, begins=True))}


def test_keyboard_runs_find_nothing(vocabulary: Vocabulary) -> None:
    """Fingers that run along the keyboard find no word at all."""
    assert _found(vocabulary, RUNS) == {}


def test_random_letters_find_next_to_nothing(vocabulary: Vocabulary) -> None:
    """Of random strings of four to ten letters at most one in a hundred sounds like a word that is there."""
    found = _found(vocabulary, RANDOM)
    assert len(found) <= len(RANDOM) * 0.01, found


def test_ordinary_words_find_next_to_nothing(vocabulary: Vocabulary) -> None:
    """Of words that are not there at most one in twenty finds another that is spelled nearly so."""
    found = _found(vocabulary, ORDINARY)
    assert len(found) <= len(ORDINARY) * 0.05, found


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("zzzzqqq", "the це з за"),
        ("xyzzy", "Xi Сі Си"),
        ("qwerty", "quite quick"),
        ("війна", "Він вина вину"),
        ("Вагнер", "вогневі"),
        ("missile", "місяців місце"),
        ("peace", "проти"),
        ("war", "вважає Вважається важными"),
        ("Zalizhny", "залежність"),
        ("spoke", "спокій"),
        ("wire", "віра"),
        ("believe", "белый були"),
        ("then", "teen ten"),
        ("science", "chance"),
        ("хоча", "готовий"),
        ("Омск", "Томск"),
        ("Iran", "Iraq"),
        ("Путин", "пути путь"),
        ("їй", "і"),
    ],
)
def test_words_that_only_look_alike(query: str, words: str) -> None:
    """A word that is not there finds none of those that share some of its letters or sounds."""
    assert match(_vocabulary(*words.split()), plain(query), begins=True) == {}


def test_a_short_word_begins_nothing_where_it_is_a_word() -> None:
    """Two letters that are a name find that name, and list what they begin only while they are none."""
    index = Index()
    for text in ("Сі прибув", "Xi arrived", "систему", "січня"):
        index.put(Document(text, "body", text))
    assert [found.key for found in index.search("Сі")] == ["Сі прибув", "Xi arrived"]
    index.remove("Сі прибув")
    index.remove("Xi arrived")
    assert [found.key for found in index.search("Сі")] == ["січня"]
    assert index.search("Si") == []


def test_a_word_that_is_there_is_all_that_is_found() -> None:
    """Beside a short word as spelled stand no words of another script that begin like it."""
    assert match(_vocabulary("war", "вважає", "важными", "варта"), "war", begins=True) == {"war": SPELLED}


def test_a_slip_outranks_a_beginning_in_another_script() -> None:
    """A name with one slip comes before words that only begin so."""
    assert match(_vocabulary("Залужний", "залежність"), "zalizhny", begins=True) == {"залужний": TYPO}
    found = match(_vocabulary("Lumash", "Лукашенко"), "lukash", begins=True)
    assert found == {"lumash": TYPO, "лукашенко": BEGUN_ACROSS}
    assert BEGUN_ACROSS < TYPOS < TYPO


def test_beside_the_word_itself_a_beginning_is_no_chance() -> None:
    """Where a long word is met as a whole, words run into it are places too, in another script as well."""
    text = "Лукашенко в Минске. ЛукашенкоФото: агентство"
    assert [text[f.start : f.end] for f in find(text, "lukashenko")] == ["Лукашенко", "ЛукашенкоФото"]


def test_peace_is_not_against() -> None:
    """Find in one text is as strict as search."""
    assert find("Він був проти. Усі були проти.", "/peace") == []


def test_short_words_with_a_slip() -> None:
    """In four letters two may be swapped or one missing inside, but none be another, nor in five the first."""
    vocabulary = _vocabulary("Київ", "Туск", "Minsk", "Путін")
    for slip, meant in (
        ("туск", "туск"),
        ("тукс", "туск"),
        ("minks", "minsk"),
        ("misk", "minsk"),
        ("путтін", "путін"),
    ):
        assert meant in match(vocabulary, slip), slip
    for other in ("таск", "руск", "linsk", "insk", "кутін"):
        assert match(vocabulary, other) == {}, other


def test_two_slips_only_in_long_words() -> None:
    """Eight letters may have two slips, seven one."""
    vocabulary = _vocabulary("Lukashenko", "Blinken")
    assert "lukashenko" in match(vocabulary, "lukadhenka")
    assert "blinken" in match(vocabulary, "blimken")
    assert match(vocabulary, "blimkem") == {}


def test_a_slip_in_another_case_and_script() -> None:
    """A slip is forgiven together with an ending, or another script, if the stem is long."""
    for query, form in (
        ("Лукашнеко", "Лукашенкові"),
        ("Lukashneko", "Лукашенком"),
        ("Газпом", "Газпрома"),
        ("Тимоенко", "Цімашэнка"),
        ("Зелнеський", "Zelensky"),
        ("Pokrovks", "Покровск"),
    ):
        assert plain(form) in match(_vocabulary(form), plain(query)), (query, form)


@pytest.mark.parametrize(
    ("one", "other", "stem", "whole", "expected"),
    [
        ("війна", "вина", 3, True, True),
        ("війна", "viina", 3, True, False),
        ("війна", "vina", 3, True, True),
        ("російський", "росіський", 7, True, False),
        ("then", "teen", 3, True, True),
        ("kyiv", "kiev", 3, True, False),
        ("lviv", "lwów", 4, True, False),
        ("gomel", "homel", 4, True, False),
        ("duda", "dudy", 3, False, True),
        ("дуда", "дуди", 3, False, False),
    ],
)
def test_what_keys_forget(one: str, other: str, stem: int, whole: bool, expected: bool) -> None:  # noqa: FBT001  # a table
    """Short words of one key are two words if й, or English spelling, tells them apart."""
    assert apart(one, other, stem, whole=whole) is expected
    assert apart(other, one, stem, whole=whole) is expected


def test_silent_e_is_no_ending() -> None:
    """The e of an English word is neither cut as an ending, nor и; that of a long name is."""
    assert mute("wire", "vire", ("vira",), 3)
    assert mute("spoke", "spoke", ("spoki",), 5)
    assert not mute("spoke", "spoke", ("spoke",), 5)
    assert not mute("poutine", "putin", ("putina",), 5)
    assert not mute("kitchener", "kiCener", ("kiCenera",), 7)
