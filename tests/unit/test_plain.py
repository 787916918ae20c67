"""The plain reading mode: the text is all there, and what is noted is said where it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import control, put, spans, texts

from store import Desk
from store.export import Entry, Linked
from store.model import Annotation, Article, Span
from store.plain import pieces, reading

if TYPE_CHECKING:
    from cli_runner import Cli

ARTICLE = Article(
    id="a", title="Rain again", language="en", outlet="Desk Wire", author=None, url=None,
    published="2023-03-01T10:00:00Z", imported="2024", path=None, sha256="0", encoding=None, characters=11,
)  # fmt: skip


def marked(number: int, start: int, end: int, note: str = "", tags: tuple[str, ...] = ()) -> Annotation:
    """An annotation `n<number>` of the article."""
    return Annotation(
        id=f"n{number}", article="a", start=start, end=end, quote="q" * (end - start), prefix="", suffix="",
        note=note, tags=tags, color="red", created="2024", modified="2024",
    )  # fmt: skip


def body(entry: Entry, text: str) -> str:
    """The text with what is said in it."""
    return "".join(piece.text for piece in pieces(entry, text))


@st.composite
def entries(draw: st.DrawFn) -> tuple[Entry, str]:
    """A text with highlights and debris anywhere, some of them beyond its end."""
    text = draw(texts())
    places = st.lists(spans(len(text) + 3), max_size=6)
    notes = st.sampled_from(["", "n", "[end of highlight 1]", "a\nb"])
    found = [marked(n, *place, draw(notes)) for n, place in enumerate(draw(places))]
    found.sort(key=lambda a: (a.start, a.end))
    debris = tuple(Span(*place) for place in draw(places))
    return Entry(replace(ARTICLE, boilerplate=debris), found), text


@settings(deadline=None, max_examples=200)
@given(entries())
def test_the_text_is_all_there(drawn: tuple[Entry, str]) -> None:
    """Between what is said, and in the whole, exactly as it is stored; what begins ends, in words alone."""
    entry, text = drawn
    found = list(pieces(entry, text))
    assert "".join(piece.text for piece in found if not piece.said) == text
    assert "".join(piece.text for piece in found) in reading(entry, text)
    said = [piece.text.strip() for piece in found if piece.said]
    assert all(re.fullmatch(r"\[[^\n]*\]", words) for words in said)
    begun = [words for words in said if not words.startswith("[end of ")]
    assert len(begun) * 2 == len(said)
    assert not any(control(char) for words in said for char in words)


@settings(deadline=None, max_examples=100)
@given(entries())
def test_what_is_said_stands_apart(drawn: tuple[Entry, str]) -> None:
    """With space between it and any word, and never two."""
    entry, text = drawn
    found = list(pieces(entry, text))
    for before, piece, behind in zip([None, *found], found, [*found[1:], None], strict=False):
        if piece.said:
            assert "  " not in piece.text
            last = before.text[-1] if before else "\n"
            assert piece.text[0].isspace() != last.isspace()
            assert piece.text[-1] == " " or behind is None or not behind.text[0].isalnum()


def test_one_form() -> None:
    """What there is of number, tags, links and note, in this order; nested and overlapping ones by their numbers."""
    text = "one two three four"
    found = [
        marked(1, 0, 7, "Says who?\nOne paper.", ("claim", "check")),
        marked(2, 4, 13, tags=("claim",)),
        marked(3, 8, 13),
    ]
    links = {"n3": [Linked("supports", found[0], ARTICLE), Linked("see also", found[1], ARTICLE)]}
    assert body(Entry(ARTICLE, found, links), text) == (
        "[highlight 1; tags claim, check; note: Says who? One paper.] one "
        "[highlight 2; tag claim] two [end of highlight 1] "
        "[highlight 3; supports highlight 1; see also highlight 2] three "
        "[end of highlight 3] [end of highlight 2] four"
    )


def test_page_debris_is_said() -> None:
    """Where it begins and ends, also inside a word."""
    entry = Entry(replace(ARTICLE, boilerplate=(Span(3, 6), Span(8, 11))), [])
    assert body(entry, "onetwothree") == (
        "one [page debris] two [end of page debris] th [page debris] ree [end of page debris]"
    )


def test_what_is_known_comes_first() -> None:
    """A line each, then what has no place in the text, then the text, and that it ends."""
    other = replace(ARTICLE, id="b", title="Snow\x1b[31m")
    whole = marked(1, 0, 0, "On the whole.", ("weak",))
    lost = replace(marked(2, 0, 3), status="orphan")
    review = replace(marked(3, 0, 4), status="review")
    links = {
        "n1": [Linked("contradicted by", marked(8, 4, 6), other), Linked("see also", marked(9, 0, 0), other)]
    }
    assert reading(Entry(ARTICLE, [whole, lost, review], links), "Rain again.\n") == (
        "Title: Rain again\n"
        "Outlet: Desk Wire\n"
        "Date: 2023-03-01\n"
        "Language: en\n"
        "Highlights: 1\n"
        "[note on the article; tag weak; contradicted by “qq” in “Snow�[31m”; "
        "see also the note on the article in “Snow�[31m”; text: On the whole.]\n"
        "[highlight whose words were not found in the text: “qqq”]\n"
        "\n"
        "[highlight 1; to be reviewed, since the text has changed] Rain [end of highlight 1] again.\n"
        "\n\n"
        "[end of the article]\n"
    )


def test_a_desk_gives_what_is_read() -> None:
    """Links within the article and into others, from both sides; words that are long are cut."""
    desk = Desk.in_memory()
    one, two = put(desk, "Rain again.", "Snow " * 60)
    first = desk.annotate(one.id, 0, 4)
    second = desk.annotate(two.id, 0, 290)
    whole = desk.annotate_article(one.id, note="n")
    desk.link(first.id, second.id, "same claim")
    desk.link(whole.id, first.id, "contradicts")
    (entry,) = desk.entries(article=one.id)
    told = reading(entry, desk.text(one.id))
    assert "[note on the article; contradicts highlight 1; text: n]" in told
    assert "[highlight 1; same claim as “Snow Snow" in told
    assert "Snow…” in “Rain 2”; contradicted by the note on the article] Rain [end" in told
    desk.remove(whole.id)
    assert "contradict" not in reading(desk.entries(article=one.id)[0], desk.text(one.id))


@pytest.mark.parametrize("words", [["--plain"], []])
def test_show(full: Cli, words: list[str]) -> None:
    """With --plain this; without, the text alone and exactly."""
    with Desk.open(full.folder, read_only=True) as desk:
        (entry,) = desk.entries(article=desk.articles()[0].id)
        text = desk.text(entry.article.id)
    done = full("show", entry.article.id[:8], *words)
    assert (done.status, done.err) == (0, "")
    assert done.text == (reading(entry, text) if words else text)
