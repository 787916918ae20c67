"""Annotations moved, split and merged; and the note on an article itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import TEXT, put, spans, state

from store import Desk
from store.errors import BadPlace, BadTag, NotFound, ReadOnly
from store.model import CONTEXT, DEFAULT_COLOR
from store.passages import merged, moved, parted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = "one two  three four five six seven eight nine ten"


def test_a_move_changes_the_place_alone(desk: Desk) -> None:
    """Quotation and what stands around it are new; id, note, tags, colour and date of making stay; one undo."""
    article, other = put(desk, WORDS, TEXT)
    made = desk.annotate(article.id, 0, 3, note="n", tags=["claim"], color="red")
    desk.annotate(other.id, 0, 3)
    before = state(desk)
    moved = desk.move(made.id[:8], 4, 14)
    assert (moved.start, moved.end, moved.quote) == (4, 14, "two  three")
    assert (moved.prefix, moved.suffix) == ("one ", WORDS[14 : 14 + CONTEXT])
    for name in ("id", "article", "note", "tags", "color", "created", "status"):
        assert getattr(moved, name) == getattr(made, name)
    assert desk.annotation(made.id) == moved
    change = desk.undo()
    assert change is not None
    assert (change.action, change.summary) == ("move", "Moved the boundaries of “two three”")
    assert state(desk) == before
    assert desk.redo() is not None
    assert desk.annotation(made.id) == moved


def test_a_move_to_where_it_is_is_no_step(desk: Desk) -> None:
    """Undo takes back what was done before it."""
    (article,) = put(desk)
    made = desk.annotate(article.id, 0, 4)
    assert desk.move(made.id, 0, 4) == made
    assert desk.history(1)[0].action == "annotate"


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (0, 0), (8, 3), (0, len(WORDS) + 1)])
def test_a_move_to_no_place_is_refused(desk: Desk, start: int, end: int) -> None:
    """As a new highlight there would be; nothing has changed."""
    (article,) = put(desk, WORDS)
    made = desk.annotate(article.id, 0, 4)
    before = state(desk)
    with pytest.raises(BadPlace, match=f"{start}–{end}"):
        desk.move(made.id, start, end)
    with pytest.raises(NotFound):
        desk.move("nosuch", 0, 4)
    assert state(desk) == before


def test_a_split_makes_two_of_one(desk: Desk) -> None:
    """Without the spaces at the cut; the first keeps id and note, the second has tags and colour; one undo."""
    (article,) = put(desk, WORDS)
    made = desk.annotate(article.id, 4, 19, note="n", tags=["claim", "check"], color="red")
    before = state(desk)
    for at in (7, 8, 9):
        first, second = desk.split(made.id, at)
        assert (first.start, first.end, first.quote) == (4, 7, "two")
        assert (second.start, second.end, second.quote) == (9, 19, "three four")
        assert (first.id, first.note, first.created) == (made.id, "n", made.created)
        assert (second.note, second.article) == ("", article.id)
        assert first.tags == second.tags == made.tags
        assert first.color == second.color == "red"
        assert desk.annotations() == [first, second]
        change = desk.undo()
        assert change is not None
        assert change.summary == "Split “two three four” in two"
        assert state(desk) == before


@pytest.mark.parametrize("at", [-1, 0, 4, 19, 20, 99])
def test_a_split_is_inside(desk: Desk, at: int) -> None:
    """Not at an end, nor where one part would be spaces alone; the sentence names both."""
    (article,) = put(desk, WORDS)
    made = desk.annotate(article.id, 4, 20)
    before = state(desk)
    with pytest.raises(BadPlace, match=f"at {at}:"):
        desk.split(made.id, at)
    assert state(desk) == before


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_split_and_a_merge(data: st.DataObject) -> None:
    """What was split and merged again stands where it stood, with the same note and tags."""
    desk = Desk.in_memory()
    (article,) = put(desk, data.draw(st.text("aб \n", min_size=2).filter(lambda t: len(t.split()) > 1)))
    text = desk.text(article.id)
    start, end = data.draw(spans(len(text)).filter(lambda s: len(text[s[0] : s[1]].strip()) > 1))
    made = desk.annotate(article.id, start, end, note="n", tags=["claim"])
    cuts = [at for at in range(start + 1, end) if text[start:at].strip() and text[at:end].strip()]
    first, second = desk.split(made.id, data.draw(st.sampled_from(cuts)))
    assert start <= first.start < first.end <= second.start < second.end <= end
    assert not text[first.end : second.start].strip()
    whole = desk.merge(second.id, first.id)
    assert (whole.id, whole.place, whole.note, whole.tags) == (made.id, made.place, "n", ("claim",))
    assert desk.annotations() == [whole]


@pytest.mark.parametrize("turned", [False, True])
def test_a_merge_keeps_all(desk: Desk, *, turned: bool) -> None:
    """Whichever is named first: from start to end, notes and tags in the order of the text; one undo."""
    (article,) = put(desk, WORDS)
    second = desk.annotate(article.id, 20, 28, note="  later\n", tags=["check", "claim"])
    first = desk.annotate(article.id, 4, 14, note="earlier\n", tags=["claim", "who"])
    before = state(desk)
    names = (second.id, first.id) if turned else (first.id, second.id)
    made = desk.merge(*names)
    assert (made.id, made.created, made.color) == (first.id, first.created, first.color)
    assert (made.start, made.end, made.quote) == (4, 28, WORDS[4:28])
    assert made.note == "earlier\n\n  later\n"
    assert made.tags == ("claim", "who", "check")
    assert desk.annotations() == [made]
    change = desk.undo()
    assert change is not None
    assert change.summary == f"Merged two highlights into “{' '.join(WORDS[4:28].split())}”"
    assert state(desk) == before


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [("a", "b", "a\n\nb"), ("a", "", "a"), ("", "b", "b"), (" ", "b", "b"), ("a", " a\n", "a"), ("", "", "")],
)
def test_notes_are_joined(desk: Desk, first: str, second: str, joined: str) -> None:
    """By a blank line; what both say is said once."""
    (article,) = put(desk, WORDS)
    names = [desk.annotate(article.id, at, at + 3, note=note).id for at, note in ((0, first), (4, second))]
    assert desk.merge(*names).note == joined


def test_a_merge_of_one_inside_the_other(desk: Desk) -> None:
    """It reaches as far as the outer one; an untagged one takes the colour of the tag that it gets."""
    (article,) = put(desk, WORDS)
    outer = desk.annotate(article.id, 0, 30)
    inner = desk.annotate(article.id, 4, 7, tags=["claim"])
    made = desk.merge(outer.id, inner.id)
    assert (made.id, made.start, made.end, made.tags) == (outer.id, 0, 30, ("claim",))
    assert made.color == inner.color != DEFAULT_COLOR


def test_what_cannot_be_merged(desk: Desk) -> None:
    """One with itself, two of different articles: a sentence, and nothing has changed."""
    one, two = put(desk, WORDS, TEXT)
    first, second = desk.annotate(one.id, 0, 3), desk.annotate(two.id, 0, 3)
    before = state(desk)
    with pytest.raises(BadPlace, match="itself"):
        desk.merge(first.id, first.id)
    with pytest.raises(BadPlace, match="different articles"):
        desk.merge(first.id, second.id)
    assert state(desk) == before


def test_a_note_on_the_article(desk: Desk) -> None:
    """It has no place in the text, comes first, is found, counted, edited and removed as any other."""
    (article,) = put(desk, WORDS)
    passage = desk.annotate(article.id, 0, 3)
    made = desk.annotate_article(article.id[:8], note="Дощ\r\nу квітні", tags=["claim"])
    assert made.whole
    assert not passage.whole
    assert (made.start, made.end, made.quote, made.prefix, made.suffix) == (0, 0, "", "", "")
    assert (made.note, made.tags, made.status) == ("Дощ\nу квітні", ("claim",), "anchored")
    assert desk.annotations() == [made, passage]
    assert desk.annotations("квітні") == desk.annotations(tag="claim") == [made]
    assert [hit.annotation for hit in desk.search("квітні")] == [made.id]
    assert desk.article(article.id).annotations == 2
    edited = desk.edit(made.id, note="другий")
    assert edited.whole
    assert desk.remove(made.id) == edited
    assert desk.annotations() == [passage]
    told = [change.summary for change in desk.history(3)]
    assert told == [
        "Deleted the note on an article",
        "Changed the note of the note on an article",
        "Wrote a note on an article",
    ]
    assert desk.undo() is not None
    assert desk.annotations() == [edited, passage]


def test_an_article_has_one_note(desk: Desk) -> None:
    """A second is added to the first, and nothing is lost; nothing new is no step."""
    one, two = put(desk, WORDS, TEXT)
    made = desk.annotate_article(one.id, note="first", tags=["claim"])
    again = desk.annotate_article(one.id, note="second", tags=["check", "claim"])
    assert (again.id, again.note, again.tags) == (made.id, "first\n\nsecond", ("claim", "check"))
    assert desk.annotate_article(one.id) == again
    assert desk.annotate_article(two.id).id != made.id
    assert desk.undo() is not None
    assert desk.undo() is not None
    assert desk.annotations() == [made]


def test_a_note_on_the_article_has_no_boundaries(desk: Desk) -> None:
    """It is not moved, split or merged; and what it needs is an article and tags that can be."""
    (article,) = put(desk, WORDS)
    made, passage = desk.annotate_article(article.id), desk.annotate(article.id, 0, 3)
    before = state(desk)
    tries: list[Callable[[], object]] = [
        lambda: desk.move(made.id, 0, 4),
        lambda: desk.split(made.id, 0),
        lambda: desk.merge(made.id, passage.id),
        lambda: desk.merge(passage.id, made.id),
    ]
    for attempt in tries:
        with pytest.raises(BadPlace, match="article itself"):
            attempt()
    with pytest.raises(NotFound):
        desk.annotate_article("nosuch")
    with pytest.raises(BadTag):
        desk.annotate_article(article.id, tags=["a,b"])
    assert state(desk) == before


def test_what_was_not_found_again_is_moved_first(desk: Desk) -> None:
    """Its offsets are of another text: it is not split or merged; a move anchors it. To be reviewed stays so."""
    (article,) = put(desk, WORDS)
    lost = replace(desk.annotate(article.id, 4, 14), status="orphan")
    found, review = desk.annotate(article.id, 0, 3), replace(lost, id="x", status="review")
    for attempt in (
        lambda: parted(lost, WORDS, 8),
        lambda: merged(found, lost, WORDS),
        lambda: merged(lost, found, WORDS),
    ):
        with pytest.raises(BadPlace, match="Move it"):
            attempt()
    assert moved(lost, WORDS, 4, 7).status == moved(review, WORDS, 4, 7).status == "anchored"
    assert [part.status for part in parted(review, WORDS, 8)] == ["review", "review"]
    assert merged(found, review, WORDS).status == merged(review, found, WORDS).status == "review"


def test_a_desk_for_reading_takes_none_of_it(kept: Path) -> None:
    """Each verb says so."""
    with Desk.open(kept, read_only=True) as desk:
        one, two = desk.annotations()
        tries: list[Callable[[], object]] = [
            lambda: desk.move(one.id, 0, 5),
            lambda: desk.split(two.id, 10),
            lambda: desk.merge(one.id, two.id),
            lambda: desk.annotate_article(one.article),
            lambda: desk.link(one.id, two.id, "supports"),
            lambda: desk.unlink("x"),
        ]
        for attempt in tries:
            with pytest.raises(ReadOnly):
                attempt()
