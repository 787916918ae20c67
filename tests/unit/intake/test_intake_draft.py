"""Drafts: sources as articles-to-be, whatever their bytes."""

from __future__ import annotations

import hashlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_sentences import SENTENCES

from store.errors import IntakeError
from store.intake import Draft, Known, Source, digest, draft
from store.intake.readers import READERS
from store.model import Span
from store.text import clean, clean_line

PAGE = "\n\n".join(
    [
        "Home » Storks return to the hospital wall",
        "Storks return to the hospital wall",
        "by anna",
        *SENTENCES["en"],
        "You may also like",
    ]
)
FRONT = """---
title: "Storks: they return"
author: Anna Lis
date: 2024-03-12
source: https://lake.example/storks
outlet: The Daily Stork
lang: en-GB
tags: [storks, towns]
draft: false
---
# A heading

Text with **marks**.
"""


def of(
    data: bytes | str, path: str = "a.txt", encoding: str | None = None, known: Known | None = None
) -> Draft:
    """Draft some bytes, or a text as UTF-8."""
    data = data if isinstance(data, bytes) else data.encode()
    return draft(Source(path=path, data=data, known=known or Known()), encoding=encoding)


def test_a_page_becomes_a_draft() -> None:
    """Text as it is, hash of the bytes, title, language, and boilerplate marked in place."""
    made = of(PAGE)
    assert made.text == PAGE
    assert made.sha256 == digest(PAGE.encode()) == hashlib.sha256(PAGE.encode()).hexdigest()
    assert (made.title, made.language, made.encoding) == ("Storks return to the hospital wall", "en", "utf-8")
    assert (made.path, made.losses) == ("a.txt", ())
    assert [made.text[span.start : span.end] for span in made.boilerplate] == [
        "Home » Storks return to the hospital wall",
        "by anna",
        "You may also like",
    ]


def test_what_is_known_wins() -> None:
    """The caller's knowledge, as clean lines, beats the front matter and what is worked out."""
    known = Known(
        title="A\ttitle\n",
        language="uk-UA",
        outlet="O",
        author="B",
        url="https://x.example",
        published="2020",
    )
    made = of(FRONT, "a.md", known=known)
    assert (made.title, made.language, made.outlet, made.author, made.url, made.published) == (
        "A title",
        "uk",
        "O",
        "B",
        "https://x.example",
        "2020",
    )


def test_what_is_known_but_empty_does_not_win() -> None:
    """An empty title or a language that is no code is as good as none."""
    made = of(SENTENCES["ru"][3], known=Known(title=" \u202e", language="русский"))
    assert made.title == SENTENCES["ru"][3].removesuffix(".")
    assert made.language == "ru"


def test_front_matter_is_read_and_marked() -> None:
    """Its title, author, date, link, outlet and language are taken; it stays in the text as boilerplate."""
    made = of(FRONT, "a.md")
    assert (made.title, made.author, made.published) == ("Storks: they return", "Anna Lis", "2024-03-12")
    assert (made.url, made.outlet, made.language) == ("https://lake.example/storks", "The Daily Stork", "en")
    assert made.text == FRONT
    assert made.boilerplate == (Span(0, FRONT.index("\n# A heading")),)


def test_front_matter_of_a_text_file_is_text() -> None:
    """Only Markdown has front matter."""
    assert of(FRONT, "a.txt").author is None


@pytest.mark.parametrize(
    "text",
    [
        "---\nno keys here\n---\n\n# Real\n",
        "---\ntitle: never closed\n\n# Real\n",
        "text first\n---\ntitle: no\n---\n\n# Real\n",
    ],
)
def test_rules_are_no_front_matter(text: str) -> None:
    """Two rules with prose between them, or one that is never closed, are text."""
    made = of(text, "a.md")
    assert (made.title, made.boilerplate) == ("Real", ())


def test_only_certain_values_are_taken() -> None:
    """Dates that are not ISO 8601, links that are not http, lists and blocks are left alone."""
    made = of(
        "---\ndate: 12 March\nurl: javascript:alert(1)\nauthor: [A, B]\nsource: >\ntitle: ''\n---\n\n# Real\n",
        "a.md",
    )
    assert (made.published, made.url, made.author, made.outlet, made.title) == (
        None,
        None,
        None,
        None,
        "Real",
    )


def test_markdown_headings_name_it() -> None:
    """A Markdown file is named by its heading, in a suffix of any case."""
    assert of("intro\n\n# Storks return\n\ntext", "A.MD").title == "Storks return"


def test_line_ends_bom_and_nfc_are_no_losses() -> None:
    """What only changes form is not told as lost; the text is exact otherwise, to its last line end."""
    made = of("\ufeffa\r\nb\rc\u2028cafe\u0301\x0b\n\n \n")
    assert made.text == "a\nb\nc\ncaf\xe9\n\n\n \n"
    assert (made.losses, made.encoding) == ((), "utf-8-sig")


def test_what_the_gate_drops_is_told() -> None:
    """Hidden characters are counted, in words."""
    assert of("One\x1b[2J\u202e two\ufeff\0").losses == ("4 hidden or control characters were dropped.",)
    assert of("One \x07two").losses == ("1 hidden or control character was dropped.",)


def test_half_surrogates_are_told() -> None:
    """A lone half of a surrogate pair becomes U+FFFD and is told."""
    made = of(b"a+2AA-b", encoding="utf-7")
    assert made.text == "a\N{REPLACEMENT CHARACTER}b"
    assert made.losses == ("1 half of a surrogate pair became U+FFFD.",)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf", "There is no text in it"),
        (b"\xff\xfe", "There is no text in it"),
        (b" \r\n\t\n", "There is no text in it"),
        ("\u200b\u200d\u2060".encode(), "There is no text in it"),
        (b"\x01" * 1_000_000, "There is no text in it"),
        (b"\x7fELF\x02\x01\x01", "It is a program"),
    ],
)
def test_nothing_is_made_of_nothing(data: bytes, sentence: str) -> None:
    """Empty, blank, hidden and binary sources are each one sentence."""
    with pytest.raises(IntakeError, match=sentence):
        of(data)


def test_the_encoding_told_is_used() -> None:
    """What the user says beats detection, and is what is reported."""
    made = of("Привіт усім".encode("cp1125"), encoding="CP1125")
    assert (made.text, made.encoding) == ("Привіт усім", "cp1125")


@pytest.mark.parametrize(
    "path", ["-", "a", "a.log", "a.txt", "a.md", "dir.md/file", "\x1b]0;x\x07.txt", "\ud800.md"]
)
def test_any_path_is_stored_harmlessly(path: str) -> None:
    """The path of a draft can be stored and shown."""
    made = of("Text.", path)
    assert made.path.isprintable()
    made.path.encode()


def test_a_line_of_100_000_characters_is_read() -> None:
    """One endless line is a text with a short title."""
    made = of("слово " * 20_000)
    assert len(made.text) == 120_000
    assert len(made.title) <= 120


def test_a_megabyte_of_cyrillic_takes_a_moment() -> None:
    """A text of 1 MB takes well under half a second (measured: 0.05 s; the limit leaves room for a busy machine)."""
    data = ("\n\n".join(SENTENCES["uk"]) * 700).encode()
    of(SENTENCES["uk"][0])
    start = time.process_time()
    of(data)
    assert len(data) > 1_000_000
    assert time.process_time() - start < 0.5


@settings(deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=500),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(st.sampled_from('абвії ыэё.\n#-:«»"Photo'), max_size=300).map(
            lambda text: text.encode("cp1251", "replace")
        ),
        st.text(st.sampled_from("---\ntitle: #*_[]()`'\" \t"), max_size=200).map(str.encode),
    ),
    path=st.sampled_from(["a.txt", "a.md", "-"]),
)
def test_any_bytes_are_a_draft_or_a_sentence(data: bytes, path: str) -> None:
    """Nothing but IntakeError is raised; a draft's text is clean, its title a line, its spans in order and apart."""
    try:
        made = of(data, path)
    except IntakeError:
        return
    assert made.text == clean(made.text)
    assert made.title == clean_line(made.title) != ""
    end = 0
    for span in made.boilerplate:
        assert end <= span.start < span.end <= len(made.text)
        end = span.end
    assert all(loss.endswith(".") for loss in made.losses)


def test_every_reader_makes_clean_text() -> None:
    """Whatever the format, the reader's text has been through the gate."""
    for reader in READERS.values():
        reading = reader(b"a\r\n\x1bb", None)
        assert reading.text == "a\nb"
        assert reading.losses
