"""The verbs of the desk, in memory and on disk alike."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import TEXT, put, spans, state, texts

from store import Desk
from store.errors import Ambiguous, BadPlace, BadTag, NotFound, ReadOnly
from store.model import COLORS, CONTEXT, DEFAULT_COLOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_new_desk_is_empty(desk: Desk) -> None:
    """Nothing lies on it, nothing can be undone or made again."""
    assert state(desk) == ([], [], [], [], [])
    assert desk.is_new
    assert desk.undo() is None
    assert desk.redo() is None
    assert desk.search("rain") == []


def test_an_annotation_holds_its_place(desk: Desk) -> None:
    """Quotation, prefix and suffix are the text's own, as far as it reaches."""
    (article,) = put(desk)
    text = desk.text(article.id)
    for start, end in ((0, 4), (5, 45), (50, 80), (len(text) - 3, len(text)), (0, len(text))):
        made = desk.annotate(article.id, start, end)
        assert (made.start, made.end) == (start, end)
        assert made.quote == text[start:end]
        assert made.prefix == text[max(0, start - CONTEXT) : start]
        assert made.suffix == text[end : end + CONTEXT]
        assert made.status == "anchored"
        assert made.place == desk.annotation(made.id).place
        assert made in desk.annotations()
    assert desk.article(article.id).annotations == 5


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_any_passage_can_be_annotated(data: st.DataObject) -> None:
    """Whatever the text and the passage: the quotation is that passage, in code points."""
    text = data.draw(texts().filter(lambda text: any(c.isalnum() for c in text)))
    desk = Desk.in_memory()
    (article,) = put(desk, text)
    stored = desk.text(article.id)
    start, end = data.draw(spans(len(stored)))
    made = desk.annotate(article.id, start, end)
    assert made.quote == stored[start:end]
    assert made.prefix + made.quote + made.suffix in stored
    assert desk.article(article.id).characters == len(stored)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (-1, 4),
        (-5, -1),
        (0, 0),
        (7, 7),
        (8, 3),
        (0, len(TEXT) + 1),
        (len(TEXT), len(TEXT) + 1),
        (10**9, 10**9 + 1),
    ],
)
def test_a_bad_place_is_refused(desk: Desk, start: int, end: int) -> None:
    """Negative, beyond the end, empty or reversed: BadPlace, and nothing has changed."""
    (article,) = put(desk)
    before = state(desk)
    with pytest.raises(BadPlace, match=f"{start}–{end}"):
        desk.annotate(article.id, start, end, note="n", tags=["new"])
    assert state(desk) == before
    assert (undone := desk.undo()) is not None
    assert undone.action == "import"


@pytest.mark.parametrize("tag", ["", "  ", "#", "a,b", "x" * 81, "/", "\x1b"])
def test_a_bad_tag_is_refused(desk: Desk, tag: str) -> None:
    """One bad name among good ones: BadTag, and nothing has changed, not even the codebook."""
    (article,) = put(desk)
    made = desk.annotate(article.id, 0, 4)
    before = state(desk)
    with pytest.raises(BadTag):
        desk.annotate(article.id, 0, 4, tags=["good", tag])
    with pytest.raises(BadTag):
        desk.edit(made.id, tags=["good", tag])
    with pytest.raises(BadTag):
        desk.annotations(tag=tag)
    assert state(desk) == before


def test_notes_pass_the_gate(desk: Desk) -> None:
    """A note keeps its lines, and no control or bidi character."""
    (article,) = put(desk)
    made = desk.annotate(article.id, 0, 4, note="one\r\ntwo \x1b[31m\u202ered\x9b")
    assert made.note == "one\ntwo [31mred"
    assert desk.edit(made.id, note="Й\x00 э").note == "Й э"


def test_an_edit_changes_what_is_named(desk: Desk) -> None:
    """Note, tags and colour each by itself; the place, the id and the date of making stay."""
    (article,) = put(desk)
    made = desk.annotate(article.id, 0, 4, note="first", tags=["claim"])
    noted = desk.edit(made.id[:8], note="second")
    assert (noted.note, noted.tags, noted.color) == ("second", made.tags, made.color)
    tagged = desk.edit(made.id, tags=["check", "claim"])
    assert (tagged.note, tagged.tags) == ("second", ("check", "claim"))
    assert tagged.color == next(tag.color for tag in desk.tags() if tag.name == "check")
    painted = desk.edit(made.id, color="red")
    assert (painted.color, painted.tags) == ("red", ("check", "claim"))
    bare = desk.edit(made.id, tags=[])
    assert (bare.tags, bare.color) == ((), DEFAULT_COLOR)
    assert (bare.id, bare.place, bare.created) == (made.id, made.place, made.created)
    assert bare.modified >= made.modified
    assert desk.annotations() == [bare]


def test_an_edit_that_changes_nothing_is_no_step(desk: Desk) -> None:
    """Undo takes back what was done before it."""
    (article,) = put(desk)
    made = desk.annotate(article.id, 0, 4, note="first", tags=["claim"])
    assert desk.edit(made.id, note="first", tags=["claim"]) == made
    assert (undone := desk.undo()) is not None
    assert undone.action == "annotate"


def test_a_removed_annotation_is_gone_until_undo(desk: Desk) -> None:
    """Its article stays; undo brings back the very same."""
    (article,) = put(desk)
    first, second = desk.annotate(article.id, 0, 4, note="n"), desk.annotate(article.id, 2, 9)
    before = state(desk)
    assert desk.remove(first.id[:10]) == first
    assert desk.annotations() == [second]
    assert desk.article(article.id).annotations == 1
    with pytest.raises(NotFound):
        desk.annotation(first.id)
    desk.undo()
    assert state(desk) == before


def test_tags_are_numbered_as_they_come(desk: Desk) -> None:
    """From 1, each once, in colours that differ and are not that of untagged highlights."""
    (article,) = put(desk)
    desk.annotate(article.id, 0, 4, tags=["claim", "#check", "claim"])
    desk.annotate(article.id, 0, 4, tags=["who/minister", "check"])
    tags = desk.tags()
    assert [(tag.name, tag.number) for tag in tags] == [("claim", 1), ("check", 2), ("who/minister", 3)]
    assert len({tag.color for tag in tags} | {DEFAULT_COLOR}) == 4
    for number in range(9):
        desk.annotate(article.id, 0, 4, tags=[f"more-{number}"])
    assert [tag.number for tag in desk.tags()] == list(range(1, 13))
    assert {tag.color for tag in desk.tags()} == set(COLORS) - {DEFAULT_COLOR}


def test_a_tag_made_anew_after_undo_comes_last(desk: Desk) -> None:
    """The numbers of the tags that are there do not change under the fingers."""
    (article,) = put(desk)
    desk.annotate(article.id, 0, 4, tags=["first"])
    desk.annotate(article.id, 0, 4, tags=["mistake"])
    desk.undo()
    desk.annotate(article.id, 0, 4, tags=["second"])
    desk.annotate(article.id, 0, 4, tags=["mistake"])
    assert [tag.name for tag in desk.tags()] == ["first", "second", "mistake"]


def test_annotations_come_in_the_order_of_articles_and_texts(desk: Desk) -> None:
    """By article as they came, then by place, whenever they were made."""
    one, two = put(desk, TEXT, TEXT + "2")
    places = [(two, 5, 9), (one, 20, 30), (two, 0, 4), (one, 20, 22), (one, 3, 40)]
    for article, start, end in places:
        desk.annotate(article.id, start, end)
    found = [(a.article, a.start, a.end) for a in desk.annotations()]
    assert found == [
        *((one.id, start, end) for start, end in ((3, 40), (20, 22), (20, 30))),
        *((two.id, start, end) for start, end in ((0, 4), (5, 9))),
    ]
    assert [(a.start, a.end) for a in desk.annotations(article=two.id[:9])] == [(0, 4), (5, 9)]


def test_annotations_are_filtered(desk: Desk) -> None:
    """By tag with those below it, by article, by query in quotation, note and tags, and by all at once."""
    one, two = put(desk, TEXT, TEXT + "2")
    military = desk.annotate(one.id, 0, 4, tags=["claim/military"])
    claim = desk.annotate(one.id, 5, 9, tags=["claim"], note="Лукашенка сказав")
    other = desk.annotate(two.id, 0, 4, tags=["claims"])
    bare = desk.annotate(two.id, 5, 9)
    assert desk.annotations() == [military, claim, other, bare]
    assert desk.annotations(tag="claim") == [military, claim]
    assert desk.annotations(tag="#claim/ military") == [military]
    assert desk.annotations(tag="claims") == [other]
    assert desk.annotations(tag="unknown") == []
    assert desk.annotations("лукашенка") == [claim]
    assert desk.annotations("Rain") == [military, other]
    assert desk.annotations("Rain", article=one.id, tag="claim") == [military]
    assert desk.annotations("  ") == desk.annotations()
    with pytest.raises(NotFound):
        desk.annotations(article="ffff-none")


def _named(desk: Desk) -> tuple[list[str], Callable[[str], object]]:
    articles = put(desk, *(f"{TEXT} {number}" for number in range(17)))  # so two ids begin with one digit
    return [article.id for article in articles], desk.article


def _noted(desk: Desk) -> tuple[list[str], Callable[[str], object]]:
    (article,) = put(desk)
    return [desk.annotate(article.id, n, n + 2).id for n in range(17)], desk.annotation


@pytest.mark.parametrize("make", [_named, _noted])
def test_a_name_is_an_id_or_its_prefix(
    desk: Desk, make: Callable[[Desk], tuple[list[str], Callable[[str], object]]]
) -> None:
    """Whole, cut or in capitals; several that match are Ambiguous, none is NotFound."""
    ids, get = make(desk)
    for key in ids:
        assert get(key) == get(key[:20]) == get(key[:20].upper()) == get(f" {key} ")
    digits = [key[0] for key in ids]
    shared = next(digit for digit in digits if digits.count(digit) > 1)
    with pytest.raises(Ambiguous, match=str(digits.count(shared))):
        get(shared)
    for unknown in ("", " ", "z", ids[0] + "0", "%", "\x1b[31m"):
        with pytest.raises(NotFound):
            get(unknown)


def test_whatever_names_nothing_changes_nothing(desk: Desk) -> None:
    """Every verb that takes a name refuses an unknown one."""
    put(desk)
    before = state(desk)
    verbs: list[Callable[[], object]] = [
        lambda: desk.annotate("zz", 0, 1, tags=["new"]),
        lambda: desk.edit("zz", note="n"),
        lambda: desk.remove("zz"),
        lambda: desk.remove_articles([before.articles[0].id, "zz"]),
        lambda: desk.text("zz"),
        lambda: desk.find("zz", "rain"),
        lambda: desk.entries(article="zz"),
    ]
    for verb in verbs:
        with pytest.raises(NotFound):
            verb()
    assert state(desk) == before


def test_articles_are_removed_and_come_back_whole(desk: Desk) -> None:
    """One step: texts and annotations go along; undo restores order, texts and annotations."""
    one, two, three = put(desk, TEXT, TEXT + "2", TEXT + "3")
    for article in (three, one, two):
        desk.annotate(article.id, 0, 4, note="n", tags=["claim"])
    before = state(desk)
    gone = desk.remove_articles([one.id, two.id[:8], one.id])
    assert [article.id for article in gone] == [one.id, two.id]
    assert [article.id for article in desk.articles()] == [three.id]
    assert [a.article for a in desk.annotations()] == [three.id]
    assert desk.known(one.sha256) is None
    after = state(desk)
    desk.undo()
    assert state(desk) == before
    assert (known := desk.known(one.sha256)) is not None
    assert known.id == one.id
    desk.redo()
    assert state(desk) == after


def test_removing_no_article_is_no_step(desk: Desk) -> None:
    """An empty list of names changes nothing, and undo does not see it."""
    put(desk)
    assert desk.remove_articles([]) == []
    assert (undone := desk.undo()) is not None
    assert undone.action == "import"


def test_search_follows_every_change(desk: Desk) -> None:
    """The index, once made, knows of what is added, edited, removed, undone and made again."""

    def found(query: str) -> list[tuple[str, str | None]]:
        return [(hit.field, hit.annotation) for hit in desk.search(query, exact=True)]

    assert found("дощ") == []
    (article,) = put(desk)
    assert found("дощ") == [("body", None)]
    made = desk.annotate(article.id, 0, 4, note="a whisper")
    assert found("whisper") == [("note", made.id)]
    desk.edit(made.id, note="a murmur")
    assert (found("whisper"), found("murmur")) == ([], [("note", made.id)])
    desk.undo()
    assert (found("whisper"), found("murmur")) == ([("note", made.id)], [])
    desk.redo()
    desk.remove(made.id)
    assert found("murmur") == []
    desk.undo()
    assert found("murmur") == [("note", made.id)]
    desk.remove_articles([article.id])
    assert found("дощ") == found("murmur") == []
    desk.undo()
    assert found("дощ") == [("body", None)]
    assert found("murmur") == [("note", made.id)]


def test_a_hit_says_where_it_is(desk: Desk) -> None:
    """The quotation of a hit is the field's own text there."""
    (article,) = put(desk)
    note = desk.annotate(article.id, 0, 4, note="Дощ у нотатці").note
    hits = desk.search("дощ")
    assert {hit.field for hit in hits} == {"body", "note"}
    for hit in hits:
        whole = note if hit.field == "note" else desk.text(article.id)
        assert hit.quote == whole[hit.start : hit.end]
        assert 0 <= hit.score <= 100
    (span,) = desk.find(article.id, "синоптики", exact=True)
    assert desk.text(article.id)[span.start : span.end] == "синоптики"


def test_an_export_takes_what_was_chosen(desk: Desk) -> None:
    """All articles, or one; all annotations, or those of the tags, each once."""
    one, two = put(desk, TEXT, TEXT + "2")
    both = desk.annotate(one.id, 0, 4, tags=["claim/military", "check"])
    bare = desk.annotate(one.id, 5, 9)
    assert [(e.article.id, list(e.annotations)) for e in desk.entries()] == [
        (one.id, [both, bare]),
        (two.id, []),
    ]
    (entry,) = desk.entries(article=one.id[:8], tags=["claim", "check"])
    assert list(entry.annotations) == [both]


def test_a_desk_opened_for_reading_changes_nothing(folder: Path) -> None:
    """Every verb that changes something is refused with ReadOnly, at once."""
    with Desk.open(folder) as desk:
        (article,) = put(desk)
        made = desk.annotate(article.id, 0, 4)
    reader = Desk.open(folder, read_only=True)
    before = state(reader)
    verbs: list[Callable[[], object]] = [
        lambda: reader.annotate(article.id, 0, 1),
        lambda: reader.edit(made.id, note="n"),
        lambda: reader.remove(made.id),
        lambda: reader.remove_articles([article.id]),
        lambda: reader.import_paths([folder]),
        lambda: reader.import_sources([]),
        lambda: reader.remember({"place": 1}),
        reader.undo,
        reader.redo,
        reader.checkpoint,
    ]
    for verb in verbs:
        with pytest.raises(ReadOnly):
            verb()
    assert state(reader) == before


def test_verbs_may_be_called_from_several_threads(desk: Desk) -> None:
    """No annotation is lost, none is made twice, and undo takes all back one by one."""
    (article,) = put(desk)
    before = state(desk)

    def work(first: int) -> None:
        for start in range(first, first + 8):
            made = desk.annotate(article.id, start, start + 1, tags=[f"t{start % 3}"])
            desk.edit(made.id, note=f"murmur {start}")
            desk.search("murmur")

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 8, 16, 24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = desk.annotations()
    assert [(a.start, a.note) for a in found] == [(n, f"murmur {n}") for n in range(32)]
    assert {hit.annotation for hit in desk.search("murmur", limit=99)} == {a.id for a in found}
    assert sorted(tag.name for tag in desk.tags()) == ["t0", "t1", "t2"]
    for _ in range(64):
        assert desk.undo() is not None
    assert state(desk) == before
    assert desk.search("murmur") == []


def test_what_is_handed_out_cannot_change_the_desk(desk: Desk) -> None:
    """Lists that the desk gave may be emptied; the desk shows what it showed."""
    (article,) = put(desk)
    desk.annotate(article.id, 0, 4, tags=["claim"])
    before = state(desk)
    for handed in (desk.annotations(), desk.annotations(article=article.id), desk.articles(), desk.tags()):
        assert handed
        handed.clear()
    assert state(desk) == before
