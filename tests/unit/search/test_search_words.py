"""What a word is to the search, and where it ends."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.search.words import end_at, plain, prefix_end, split


def _found(text: str) -> list[str]:
    return [text[start : end_at(text, start)] for start in split(text).starts]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Лукашенко, Путін.", ["Лукашенко", "Путін"]),
        ("Kasym-Zhomart", ["Kasym", "Zhomart"]),
        ("об'єкт об’єкт обʼєкт O’Brien", ["об'єкт", "об’єкт", "обʼєкт", "O’Brien"]),
        ("Putin's Lukashenka’s China'S", ["Putin", "Lukashenka", "China"]),
        ("‘quoted’ 'word' Belarusʹ", ["quoted", "word", "Belarus"]),
        ("file_name А-50У 12,5", ["file", "name", "А", "50У", "12", "5"]),
        ("习近平 Xi", ["习", "近", "平", "Xi"]),
        ("Лукаше\u0301нко Лука\u00adшенко", ["Лукаше\u0301нко", "Лука\u00adшенко"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("🙂 … — \u0301 _ '", []),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    """Words are runs of letters with apostrophes inside; punctuation and possessives are left off."""
    assert _found(text) == words


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Лукаше\u0301нко", "лукашенко"),
        ("Лука\u00adшенко", "лукашенко"),
        ("и\u0306од", "йод"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("О’Браєн", "о'браєн"),
        ("Ｍｉｎｓｋ", "minsk"),
        ("ﬁnance", "finance"),
    ],
)
def test_plain_form(word: str, form: str) -> None:
    """Accents that are no spelling, typefaces, case and kinds of apostrophe make no difference."""
    assert plain(word) == form


@settings(deadline=None)
@given(st.text())
def test_words_cover_their_places(text: str) -> None:
    """Words come in order, do not overlap, are not empty, and a word alone is that word."""
    words = split(text)
    done = 0
    for form, start in zip(words.forms, words.starts, strict=True):
        end = end_at(text, start)
        assert done <= start < end <= len(text)
        assert plain(text[start:end]) == form
        assert split(text[start:end]).forms == [form]
        done = end


@settings(deadline=None)
@given(st.text(), st.integers(0, 8))
def test_prefix_ends_in_its_word(text: str, length: int) -> None:
    """The place of a beginning lies within its word and has the letters asked for."""
    words = split(text)
    for form, start in zip(words.forms, words.starts, strict=True):
        end = prefix_end(text, start, length)
        assert start <= end <= end_at(text, start)
        if length >= len(form):
            assert end == end_at(text, start)


@pytest.mark.parametrize(
    "text", ["a" * 10**6, "\u0301" * 10**6, "a" + "\u0301" * 10**6, "a's" * 200_000, "a'" * 400_000]
)
def test_hostile_text_takes_no_longer(text: str) -> None:
    """A megabyte of one letter, of marks or of apostrophes is parted in one pass."""
    started = time.perf_counter()
    assert len(split(text).forms) <= len(text)
    assert time.perf_counter() - started < 5
