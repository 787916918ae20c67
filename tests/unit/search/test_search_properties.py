"""What holds for every text and every query."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from store.search import Document, Index, find
from store.search.words import end_at, split

_LETTERS = "аеиіїйлкшщцьяАЛЇўґabcehiklsztyŁšżŭ'’ʼ-\" \n\u0301\u00ad«»…习近०१1"
_texts = st.one_of(st.text(max_size=60), st.text(alphabet=_LETTERS, max_size=60))
_fields = st.sampled_from(("title", "body", "note"))
_documents = st.lists(st.tuples(st.sampled_from("abc"), _fields, _texts), max_size=6)


def _results(index: Index, queries: list[str]) -> list[object]:
    return [index.search(query, limit=50, exact=exact) for query in queries for exact in (False, True)]


@settings(deadline=None)
@given(_texts, _texts, st.booleans())
def test_any_text_any_query(text: str, query: str, exact: bool) -> None:  # noqa: FBT001  # given by Hypothesis
    """Search and find never fail; places lie in the text, are not empty, and come in order."""
    index = Index()
    index.put(Document("a", "body", text))
    found = find(text, query, exact=exact)
    places = [(f.start, f.end) for f in found]
    assert places == sorted(places)
    for start, end in places:
        assert 0 <= start < end <= len(text)
    assert all(0 < f.score <= 100 and f.because for f in found)
    for match in index.search(query, exact=exact):
        assert (match.start, match.end) in match.spans
        assert list(match.spans) == sorted(set(match.spans))
        assert set(match.spans) == set(places)
        assert 0 < match.score <= 100


@settings(deadline=None)
@given(_texts)
def test_a_word_finds_itself(text: str) -> None:
    """Each word of a text, typed as it stands there, finds its place with full score."""
    index = Index()
    index.put(Document("a", "body", text))
    for start in split(text).starts:
        place = (start, end_at(text, start))
        word = text[slice(*place)]
        for exact in (False, True):
            (match,) = index.search(word, exact=exact)
            assert match.score == 100
            assert place in match.spans
            assert place in [(f.start, f.end) for f in find(text, word, exact=exact)]


@settings(deadline=None)
@given(_documents, _documents, _texts)
def test_put_and_remove_leave_no_trace(
    kept: list[tuple[str, str, str]], gone: list[tuple[str, str, str]], query: str
) -> None:
    """An index from which documents were removed answers as one that never had them."""
    index, fresh = Index(), Index()
    for key, field, text in gone:
        index.put(Document("gone" + key, field, text))  # type: ignore[arg-type]  # fields are drawn from the three
    for key, field, text in kept:
        index.put(Document(key, field, text))  # type: ignore[arg-type]
    for key, field, _ in gone:
        index.remove("gone" + key, field)  # type: ignore[arg-type]
    for key, field, text in {(key, field): (key, field, text) for key, field, text in kept}.values():
        fresh.put(Document(key, field, text))  # type: ignore[arg-type]
    queries = [query, *(word for _, _, text in kept for word in text.split()[:2])]
    assert _results(index, queries) == _results(fresh, queries)
    assert len(index) == len(fresh)
    assert len(index._vocabulary) == len(fresh._vocabulary)


@settings(deadline=None)
@given(_documents, _texts)
def test_best_first_and_one_a_field(documents: list[tuple[str, str, str]], query: str) -> None:
    """Scores never rise along the list, and no field of a key comes twice."""
    index = Index()
    for key, field, text in documents:
        index.put(Document(key, field, text))  # type: ignore[arg-type]
    found = index.search(query)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert len({match[:2] for match in found}) == len(found) == index.total(query)
