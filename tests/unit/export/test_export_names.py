"""File names: readable, safe everywhere, and inside the folder."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import islice

import pytest
from export_samples import ARTICLE
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.export.names import LIMIT, candidates, key

ANY = st.one_of(st.text(), st.text("./\\:*?\"<>| ~-\0\n'ї\u0301", max_size=40), st.just("ї" * 300))


def first(title: str, outlet: str | None = None, published: str | None = None) -> str:
    """Return the name an article gets if it is free."""
    article = replace(ARTICLE, title=title, outlet=outlet, published=published)
    return next(candidates(article, ".md"))


@settings(deadline=None)
@given(ANY, st.none() | ANY, st.none() | st.dates().map(str) | ANY, ANY)
@example("../../.bashrc", None, None, "a")
@example("\u0301" * 500, "x", None, "")
def test_every_name_is_safe_everywhere(
    title: str, outlet: str | None, published: str | None, name: str
) -> None:
    """No separator, control, reserved name or odd edge; at most 120 bytes; composed letters."""
    article = replace(ARTICLE, title=title, outlet=outlet, published=published, id=name)
    names = list(islice(candidates(article, ".md"), 6))
    assert len(set(names)) >= 5
    for found in names:
        assert len(found.encode()) <= LIMIT
        assert found.endswith(".md")
        assert not set(found) & set('/\\:*?"<>|#^[]')
        assert found.replace("\N{COMBINING ACUTE ACCENT}", "").isprintable()
        assert found[0] not in " .-~"
        assert found[:-3][-1] not in " ."
        assert unicodedata.is_normalized("NFC", found)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Порт відкрито: що далі?", "Порт відкрито що далі.md"),
        ("../../.bashrc", "bashrc.md"),
        ("/etc/passwd", "etc passwd.md"),
        ("CON", "article CON.md"),
        ("con.txt", "article con.txt.md"),
        ("Nul ", "article Nul.md"),
        ("COM¹", "article COM¹.md"),
        ("Concert", "Concert.md"),
        ("a\0b\tc", "a b c.md"),
        ("об'єкт", "об’єкт.md"),
        ("...", "untitled.md"),
        ("", "untitled.md"),
        ("\u202egpj.exe", "gpj.exe.md"),
        ("e\u0301", "é.md"),
    ],
)
def test_a_title_as_a_name(title: str, name: str) -> None:
    """Letters of every script stay; what has a meaning to a system does not."""
    assert first(title) == name


def test_a_name_starts_with_the_day_and_the_outlet() -> None:
    """A folder sorted by name is sorted by date."""
    assert first("Порт", "Вісник", "2023-03-01T10:00:00Z") == "2023-03-01 Вісник Порт.md"
    assert first("Порт", None, "March") == "Порт.md"


def test_a_long_title_is_cut_at_a_word() -> None:
    """A cut name ends in a whole word, if one ends in its second half."""
    assert first("слово " * 40) == "слово " * 9 + "слово.md"
    assert first("ї" * 300) == "ї" * 58 + ".md"


def test_further_names_hold_the_end_of_the_id() -> None:
    """Ids that begin with a time begin alike; their ends differ."""
    names = list(islice(candidates(replace(ARTICLE, title="x", outlet=None, published=None), ".md"), 4))
    assert names[:2] == ["x.md", "x 0000a001.md"]
    assert names[3] == f"{names[2][:-3]} 2.md"


@pytest.mark.parametrize(
    ("one", "other"), [("Порт.md", "порт.MD"), ("é.md", "e\u0301.md"), ("ß.md", "SS.md")]
)
def test_names_that_some_system_takes_for_one_are_one(one: str, other: str) -> None:
    """Case and composition make no difference."""
    assert key(one) == key(other)
