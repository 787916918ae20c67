"""Mentions in a note: which `#tags` and `[[articles]]` it has, and which only look so."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.mentions import (
    articles_in,
    code_spans,
    lines_of,
    link_to,
    tags_in,
    tags_to_put,
    title_key,
    written_tag,
)
from store.tags import normal

_SIGNS = st.text(alphabet="aБї#[]`~\\/-_ .,\n(*)е́1>", max_size=60)


@pytest.mark.parametrize(
    ("note", "tags"),
    [
        ("#claim", ["claim"]),
        ("Says #claim/military, and (#doubt).", ["claim/military", "doubt"]),
        ("#claim. #claim; #claim — #claim…", ["claim"] * 4),
        ("#Київ і #covid-19", ["Київ", "covid-19"]),
        ("#foreign_policy", ["foreign_policy"]),
        ("#з'їзд #п’ять", ["з'їзд", "п’ять"]),
        ("*#claim* **#strong** «#цитата»", ["claim", "strong", "цитата"]),
        ("#за\u0301мок", ["за\u0301мок"]),
        ("> #quoted", ["quoted"]),
        ("- #item", ["item"]),
        ("#a//b/", ["a/b"]),
        ("#Heading", ["Heading"]),
    ],
)
def test_tags_of_a_note(note: str, tags: list[str]) -> None:
    """A tag ends before a sign that is none of its own."""
    assert [mention.name for mention in tags_in(note)] == tags


@pytest.mark.parametrize(
    "note",
    [
        "# Heading", "## Heading", "##two", "C#sharp", "a#b", "№#", "#1", "#2024", "#", "# ", "#-x", "#_x",
        "`#code`", "``a ` #code``", "```\n#code\n```", "~~~\n#code", "\\#escaped", "https://x.org/#part",
        "https://x.org/?q=#part", "[text](#part)", "[text](https://x.org/#part)", "&#123; &#x1F;",
        "[[#1 of the list]]", "[[A #claim]]", "#" + "x" * 81,
    ],
)  # fmt: skip
def test_what_is_no_tag(note: str) -> None:
    """Headings, code, addresses, numbers, what stands within a word."""
    assert tags_in(note) == []


def test_articles_of_a_note() -> None:
    """By the title between the brackets; code has none."""
    note = (
        "See [[Minsk  looks past Moscow]] and `[[code]]`, [[]], [[ ]], [[a[b]], [[Друга]].\n```\n[[no]]\n```"
    )
    assert [m.name for m in articles_in(note)] == ["Minsk looks past Moscow", "Друга"]
    assert [note[m.start : m.end] for m in articles_in(note)] == ["[[Minsk  looks past Moscow]]", "[[Друга]]"]


def test_tags_are_spelled_as_the_codebook_has_them() -> None:
    """Case, and `_` for a space, make no other tag."""
    book = ["claim", "foreign policy", "Київ"]
    note = "#Claim #foreign_policy #київ #new #claim"
    assert tags_to_put(note, book) == ("claim", "foreign policy", "Київ", "new")


def test_titles_that_are_the_same() -> None:
    """Case, spacing, brackets."""
    assert title_key(" Мінськ  ДИВИТЬСЯ [далі]") == title_key("мінськ дивиться далі")
    assert link_to("A [draft]  of \n it") == "[[A draft of it]]"
    assert title_key(articles_in(link_to("A [draft] [[of]] it"))[0].name) == title_key("A [draft] [[of]] it")


def test_a_tag_that_cannot_be_written_is_known() -> None:
    """A space is written as `_`; other signs end a tag."""
    assert written_tag("foreign policy") == "#foreign_policy"
    assert written_tag("claim/military") == "#claim/military"
    for name in ("5G", "a.b", "a (b)", "x!"):
        assert written_tag(name) is None


def test_code_is_closed_by_as_many_backticks() -> None:
    """As CommonMark has it, within a line."""
    assert [tuple(span) for span in code_spans("`a` ``b ` c`` `d")] == [(0, 3), (4, 13)]
    assert [line.fenced for line in lines_of("a\n```py\nb\n~~~\n````\nc")] == [
        False, True, True, True, True, False,
    ]  # fmt: skip


@given(_SIGNS)
def test_every_mention_stands_where_it_says(note: str) -> None:
    """Spans are in order, within the note, and hold what they name; each tag is one that the desk takes."""
    at = 0
    for mention in tags_in(note):
        assert at <= mention.start < mention.end <= len(note)
        assert note[mention.start] == "#"
        assert normal(note[mention.start : mention.end]) == mention.name
        at = mention.end
    at = 0
    for mention in articles_in(note):
        assert at <= mention.start < mention.end <= len(note)
        assert title_key(note[mention.start : mention.end]) == title_key(mention.name)
        at = mention.end


@pytest.mark.parametrize("unit", ["` ", "`a``", "[[", "#a", "[](", "*#", "https://#", "a\n```\n", "[[слово"])
def test_a_hostile_note_takes_no_time(unit: str) -> None:
    """Linear, or nearly so, whatever signs it is made of."""
    began = time.process_time()
    for note in (unit * 20_000, unit + "a" * 200_000):
        tags_in(note)
        articles_in(note)
    assert time.process_time() - began < 2
