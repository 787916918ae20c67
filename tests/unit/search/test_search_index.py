"""The index: what is put in is found, in the right order, with its place and reason."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from store.model import Span
from store.search import Document, Index

if TYPE_CHECKING:
    from store.search.entry import Field


def _index(*texts: str, field: Field = "body") -> Index:
    index = Index()
    for number, text in enumerate(texts):
        index.put(Document(str(number), field, text))
    return index


def _keys(index: Index, query: str, *, exact: bool = False) -> list[str]:
    return [match.key for match in index.search(query, exact=exact)]


def test_match_says_where_and_why() -> None:
    """A match has its field, place, score, reason and all places of its text."""
    index = _index("Візит Лукашенка до Пекіна. Лукашенко летить.")
    (found,) = index.search("lukashenko")
    assert found == ("0", "body", 92.0, 6, 15, "Лукашенка ~ lukashenko", (Span(6, 15), Span(27, 36)))


def test_as_spelled_gives_the_form_alone() -> None:
    """A word met as spelled scores 100, and its reason is its form in the text."""
    (found,) = _index("President LUKASHENKO spoke").search("lukashenko")
    assert (found.score, found.because) == (100.0, "LUKASHENKO")


def test_spelled_before_folded_before_begun_before_typo() -> None:
    """The nearer the spelling, the higher."""
    index = _index("Lukashneko", "Lukashenkoism", "Лукашенкові", "Lukashenko")
    assert _keys(index, "lukashenko") == ["3", "2", "1", "0"]


def test_title_before_body_before_note_among_equals() -> None:
    """Fields break ties, and every field of a key has a match of its own."""
    index = Index()
    for field in ("note", "body", "title"):
        index.put(Document("a", field, "Orsha"))
    assert [match.field for match in index.search("orsha")] == ["title", "body", "note"]


def test_more_occurrences_first_among_equals() -> None:
    """Of texts that answer equally well the one with more places comes first."""
    assert _keys(_index("Orsha", "Orsha, Orsha", "Orsha Orsha Orsha"), "orsha") == ["2", "1", "0"]


def test_all_words_are_asked_for() -> None:
    """Documents lack no word of the query while any has them all."""
    assert _keys(_index("Minsk Orsha", "Minsk", "Orsha"), "minsk orsha") == ["0"]


def test_most_words_are_better_than_none() -> None:
    """If no document has all words, those with the most come, with a lower score, rarest words first."""
    index = _index("Minsk Orsha", "Minsk Pinsk", "Orsha", "Minsk Orsha")
    found = index.search("minsk orsha pinsk vitebsk")
    assert [match.key for match in found] == ["1", "0", "3"]
    assert all(match.score <= 50 for match in found)


def test_together_before_scattered() -> None:
    """Words of a name that stand together outrank the same words far apart; the place is the name."""
    far = "Alexander said that all was well, and so it was for long. Lukashenko agreed."
    near = "It was Alexander G. Lukashenko."
    index = _index(far, near)
    best, other = index.search("alexander lukashenko")
    assert (best.key, near[best.start : best.end]) == ("1", "Alexander G. Lukashenko")
    assert best.because == "Alexander, Lukashenko"
    assert other.score < best.score


def test_the_tightest_group_is_the_name() -> None:
    """Where words of a name repeat, those nearest to one another are taken together."""
    text = "Tokayev (that is, Kasym-Zhomart Tokayev)"
    (found,) = _index(text).search("kasym zhomart tokayev")
    assert [text[start:end] for start, end in found.spans] == ["Tokayev", "Kasym-Zhomart Tokayev"]


def test_order_of_words_does_not_matter() -> None:
    """Surname first finds the name too."""
    (found,) = _index("Сі Цзіньпін").search("Jinping Xi")
    assert (found.start, found.end) == (0, 11)


def test_last_word_is_met_as_a_beginning() -> None:
    """Results come from the first letter on, in another alphabet from the fourth; earlier words must be whole."""
    index = _index("Лукашенко", "Lukashenko")
    for length in range(1, 9):
        assert _keys(index, "lukashenko"[:length]) == (["1", "0"] if length > 3 else ["1"]), length
        assert _keys(index, "лукашенко"[:length]) == (["0", "1"] if length > 3 else ["0"]), length
    assert _keys(_index("Лукашэнка", "Арэшнік"), "лукаше") == ["0"]
    assert _keys(_index("Лукашэнка", "Арэшнік"), "орешни") == ["1"]
    assert _keys(_index("Lukashenko Minsk"), "luk minsk") == ["0"]
    assert _index("Lukashenko Minsk").search("luk minsk")[0].score <= 50


def test_few_letters_list_the_commonest_first() -> None:
    """One or two letters find by beginning only, documents with the commonest word first."""
    index = _index("pine", "plum", "plum", "plum")
    assert _keys(index, "p")[-1] == "0"
    assert _keys(index, "x") == []


def test_short_words_have_no_typos() -> None:
    """Three letters or fewer must be right, and numbers always."""
    index = _index("НАТО 2023 ООН км")
    for query in ("2024", "2022", "ОМН", "кг"):
        assert index.search(query) == []


def test_quotation_is_met_as_spelled() -> None:
    """A phrase is found whatever its case, white space and style of quotes, and only so."""
    index = _index("the «Great\nStone» park", "great big stone", "Грейт Стоун", "Great Stones")
    assert _keys(index, '"great stone"') == ["0"]
    (found,) = index.search('"great stone"')
    assert (found.start, found.end, found.because) == (5, 16, "Great\nStone")


def test_exact_is_a_substring_at_the_start_of_words() -> None:
    """With `exact` nothing is folded, the last word may go on, and the place is what was typed."""
    index = _index("Lukashenko", "Lukashenka", "Лукашенко", "McLukash")
    assert _keys(index, "LUKASH", exact=True) == ["0", "1"]
    (found,) = index.search("lukashenko", exact=True)
    assert (found.start, found.end, found.score) == (0, 10, 100.0)
    assert _keys(_index("Xi  Jinping"), "xi jin", exact=True) == ["0"]
    assert _keys(_index("Xi, Jinping"), "xi jin", exact=True) == []


def test_ideographs_are_one_name() -> None:
    """Ideographs that touch in the query must touch in the text."""
    index = _index("国家主席习近平说", "近平习")
    assert [(m.key, m.start, m.end) for m in index.search("习近平")] == [("0", 4, 7)]


def test_typo_brings_all_spellings_of_what_was_meant() -> None:
    """With a slip in the query, every document of the name is found, by a lower score."""
    index = _index("Лукашенко", "Lukashenka", "Лукашэнкам", "Orsha")
    found = index.search("lukashneko")
    assert sorted(match.key for match in found) == ["0", "1", "2"]
    assert all(match.score < 70 for match in found)


def test_slip_in_a_word_not_typed_to_its_end() -> None:
    """A name begun with a slip is found before it is finished."""
    assert _keys(_index("Lukashenko"), "lukahse") == ["0"]


@pytest.mark.parametrize("query", ["", " ", "…", '"', "'", "\x00", "\ud800", "🙂", "—"])
def test_query_without_words_finds_nothing(query: str) -> None:
    """A blank or a mark is no question."""
    assert _index("any text").search(query) == []
    assert _index("any text").search(query, exact=True) == []


def test_limit_and_total() -> None:
    """`limit` cuts what is given, `total` counts all."""
    index = _index(*["Orsha"] * 30)
    assert len(index.search("orsha")) == 20
    assert len(index.search("orsha", limit=5)) == 5
    assert index.search("orsha", limit=0) == []
    assert index.total("orsha") == len(index) == 30
    assert index.total("…") == 0


def test_put_replaces_and_remove_forgets() -> None:
    """A document is found by its latest text only, and not at all when it is removed."""
    index = _index("Minsk")
    index.put(Document("0", "body", "Orsha"))
    assert _keys(index, "minsk") == []
    assert _keys(index, "orsha") == ["0"]
    index.put(Document("0", "title", "Orsha"))
    index.remove("0", "body")
    assert [match.field for match in index.search("orsha")] == ["title"]
    index.remove("0")
    index.remove("0")
    assert _keys(index, "orsha") == []
    assert len(index) == 0


def test_hostile_documents_and_queries() -> None:
    """A megabyte of one letter, a word of 100,000 letters, or a page as a query: no hang."""
    started = time.perf_counter()
    word = "б" * 100_000
    index = _index("a" * 10**6, f"so {word} it is", "и " * 100_000, "e\u0301" * 50_000)
    assert [(m.key, m.start, m.end) for m in index.search(word)] == [("1", 3, 100_003)]
    assert _keys(index, "б" * 99) == ["1"]
    assert _keys(index, "и е") == ["2"]
    assert index.search("слово " * 20_000) == []
    assert index.search('"' + "и " * 5_000 + "и") != []
    index.remove("2")
    assert time.perf_counter() - started < 20


def test_threads_may_share_an_index() -> None:
    """Searching while another thread puts and removes neither fails nor loses what is there."""
    index = _index(*[f"Orsha and word{n}" for n in range(50)])
    failures: list[BaseException] = []

    def change() -> None:
        try:
            for n in range(200):
                index.put(Document(f"x{n}", "body", f"Orsha new{n}"))
                index.remove(f"x{n}")
        except BaseException as error:  # noqa: BLE001  # handed to the test
            failures.append(error)

    thread = threading.Thread(target=change)
    thread.start()
    while thread.is_alive():
        assert index.total("orsha") >= 50
    thread.join()
    assert failures == []
