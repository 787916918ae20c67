"""How articles, annotations and tags lie in TinyDB, and what a name of a tag may be."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import texts

from store import records
from store.errors import BadTag, DeskDamaged
from store.model import COLORS, DEFAULT_COLOR, Annotation, Article, Link, Span, Tag
from store.tags import color_for, normal, normal_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.journal.texts import Ref

WORDS = texts(8)
NUMBERS = st.integers(0, 10**9)
PLACES = st.tuples(st.integers(1, 99), NUMBERS, NUMBERS)
MAYBE = st.none() | WORDS
TAGS = st.lists(WORDS, max_size=3).map(tuple)
ARTICLES = st.builds(
    Article,
    **dict.fromkeys(("id", "title", "imported", "sha256"), WORDS),
    **dict.fromkeys(("language", "outlet", "author", "url", "published", "path", "encoding"), MAYBE),
    characters=NUMBERS,
    tags=TAGS,
    boilerplate=st.lists(st.builds(Span, NUMBERS, NUMBERS), max_size=3).map(tuple),
    annotations=st.just(0),
)
ANNOTATIONS = st.builds(
    Annotation,
    **dict.fromkeys(("id", "article", "quote", "prefix", "suffix", "note", "created", "modified"), WORDS),
    start=NUMBERS,
    end=NUMBERS,
    tags=TAGS,
    color=st.sampled_from(COLORS),
    status=st.sampled_from(["anchored", "review", "orphan"]),
)


@settings(deadline=None, max_examples=50)
@given(ARTICLES, PLACES)
def test_an_article_comes_back_as_it_was(article: Article, place: Ref) -> None:
    """Through JSON and back, with where its text is; all but the count of annotations, which the desk works out."""
    record = json.loads(json.dumps(records.article_record(replace(article, annotations=7), place)))
    assert records.article(record) == article
    assert records.ref(record) == place


@pytest.mark.parametrize("place", [None, [], [1, 2], [1, 2, 3, 4], ["a", 1, 2], 7, "…", {}, [None, 1, 2]])
def test_a_place_of_another_shape_is_damage(place: object) -> None:
    """Where a text is takes three numbers; without them it is DeskDamaged."""
    for record in (_article() | {"text": place}, {name: _article()[name] for name in ("id", "title")}):
        with pytest.raises(DeskDamaged, match="doctor"):
            records.ref(record)


@settings(deadline=None, max_examples=50)
@given(ANNOTATIONS)
def test_an_annotation_comes_back_as_it_was(annotation: Annotation) -> None:
    """Through JSON and back; its record has the two selectors of the W3C model."""
    assume(not annotation.whole)
    record = json.loads(json.dumps(records.annotation_record(annotation)))
    assert records.annotation(record) == annotation
    assert {selector["type"] for selector in record["selector"]} == {
        "TextPositionSelector",
        "TextQuoteSelector",
    }


def test_a_note_on_an_article_comes_back_as_it_was() -> None:
    """It has no selector, as in the W3C model what is said of a whole."""
    whole = replace(records.annotation(_annotation()), end=0, quote="")
    record = records.annotation_record(whole)
    assert record["selector"] == []
    assert records.annotation(record) == whole
    assert whole.whole


def test_a_link_comes_back_as_it_was() -> None:
    """As it is; of another kind it is damage."""
    link = records.link(_link())
    assert link == Link(id="l", source="a", target="b", kind="supports", created="2023")
    assert records.link_record(link) == _link()
    with pytest.raises(DeskDamaged, match="a link"):
        records.link(_link() | {"kind": "denies"})


def test_a_tag_comes_back_as_it_was() -> None:
    """Its number is its place in the codebook, not stored."""
    tag = Tag(name="claim/military", color="teal", number=4)
    record = records.tag_record(tag)
    assert record == {"id": "claim/military", "color": "teal"}
    assert records.tag(record, 4) == tag


def _article() -> dict[str, Any]:
    return records.article_record(
        Article(
            id="a", title="t", language=None, outlet=None, author=None, url=None, published=None,
            imported="2023", path=None, sha256="0", encoding=None, characters=1, tags=("x",), boilerplate=(Span(0, 1),),
        ),
        (1, 0, 80),
    )  # fmt: skip


def _annotation() -> dict[str, Any]:
    return records.annotation_record(
        Annotation(
            id="n", article="a", start=0, end=1, quote="q", prefix="", suffix="", note="", tags=(),
            color="red", created="2023", modified="2023",
        )
    )  # fmt: skip


def _link() -> dict[str, Any]:
    return {"id": "l", "source": "a", "target": "b", "kind": "supports", "created": "2023"}


@pytest.mark.parametrize(
    ("make", "read"),
    [(_article, records.article), (_annotation, records.annotation), (_link, records.link)],
)
def test_a_record_of_another_shape_is_damage(
    make: Callable[[], dict[str, Any]], read: Callable[[dict[str, Any]], object]
) -> None:
    """A field that is gone, or that holds a thing of another kind: DeskDamaged, with the way out."""
    assert read(make())
    for name in make().keys() - {"text"}:  # which `records.ref` reads, when the text is asked for
        for value in ("gone", 5.5, {}, [5], [[]], object()):
            record = make() | {name: value}
            if value == "gone":
                del record[name]
            with pytest.raises(DeskDamaged, match=r"left as it is.*doctor"):
                read(record)


@pytest.mark.parametrize("selector", [(), [{}], [{"type": "TextPositionSelector"}], "no", None, [7]])
def test_an_annotation_without_its_selectors_is_damage(selector: object) -> None:
    """Both must be there, whole."""
    with pytest.raises(DeskDamaged):
        records.annotation(_annotation() | {"selector": selector})


@pytest.mark.parametrize(
    ("given_name", "stored"),
    [
        ("claim", "claim"),
        ("#claim", "claim"),
        ("  # claim ", "claim"),
        ("claim / military", "claim/military"),
        ("/claim//military/", "claim/military"),
        ("#/ #x", "x"),
        ("два  слова\n", "два слова"),
        ("Й", "Й"),
        ("a\x1b[31mb\u202e", "a[31mb"),
        ("x" * 80, "x" * 80),
    ],
)
def test_a_tag_is_named_as_it_is_stored(given_name: str, stored: str) -> None:
    """One line, no sign before it, no empty step in its path."""
    assert normal(given_name) == stored


@settings(deadline=None)
@given(st.text(st.sampled_from("#/ ab\tй\u202e\n"), max_size=12) | texts(10))
def test_a_tags_name_is_stable(name: str) -> None:
    """What is stored finds itself again: normal once is normal for good."""
    try:
        tag = normal(name)
    except BadTag:
        assume(False)  # noqa: FBT003  # what cannot be a tag is another test's subject
    assert normal(tag) == tag
    assert normal(f"#{tag}") == tag
    assert tag == tag.strip("/ ")
    assert "//" not in tag
    assert len(tag) <= 80


@pytest.mark.parametrize("name", ["", " ", "#", "##", "/", "# / #", "a,b", "x" * 81, "\x1b\u202e"])
def test_what_cannot_be_a_tag_is_refused(name: str) -> None:
    """BadTag, whatever else is asked for."""
    with pytest.raises(BadTag):
        normal_all(["good", name])


def test_each_tag_counts_once() -> None:
    """In the order given, after its name was made normal."""
    assert normal_all(["b", "#a", "b ", "a"]) == ("b", "a")
    assert normal_all([]) == ()


def test_colours_go_in_turn() -> None:
    """All but that of untagged highlights, and then again."""
    turn = [color_for(position) for position in range(len(COLORS) * 2)]
    assert DEFAULT_COLOR not in turn
    assert set(turn[: len(COLORS) - 1]) == set(COLORS) - {DEFAULT_COLOR}
    assert turn[len(COLORS) - 1] == turn[0]
