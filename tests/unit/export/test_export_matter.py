"""Front matter: ours is set in place, the user's stays."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.export.matter import measure, quote, update, value_of


@settings(deadline=None)
@given(st.text())
def test_a_quoted_value_is_one_line_and_reads_back(text: str) -> None:
    """Any text is one double-quoted line without a control character, and is found again."""
    quoted = quote(text)
    assert json.loads(quoted) == text
    assert quoted[1:-1].isprintable() or not any(ord(letter) < 32 for letter in quoted)
    assert len(quoted.splitlines()) == 1
    lines = update([], {"title": text}, eol="\n")
    assert measure(lines) == 3
    assert value_of(lines, "title") == text
    assert update(lines, {"title": text}, eol="\n") == lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\n---", r'"a: b\n---"'),
        ("# no comment", '"# no comment"'),
        ('\\ "x"', r'"\\ \"x\""'),
        ("no", '"no"'),
        ("\u2028\x85\ufeff", r'"\u2028\u0085\ufeff"'),
        ("😀 ї", '"😀 ї"'),
    ],
)
def test_what_yaml_gives_a_meaning_to_is_escaped(text: str, line: str) -> None:
    """A title cannot end the front matter, nor become a comment or another type."""
    assert quote(text) == line


def test_the_users_keys_stay_where_they_are() -> None:
    """Unknown keys, their nested values, comments and odd lines are kept in their order."""
    lines = [
        "---\n",
        "# моє\n",
        "aliases:\n",
        "  - title: ні\n",
        "- x\n",
        "title: Старе  # мій коментар\n",
        "odd line\n",
        "newsdesk: a1\n",
        "mine: [1, 2]\n",
        "---\n",
    ]
    merged = update(
        lines, {"newsdesk": "a1", "title": "Нове", "outlet": None, "url": "https://a.example"}, eol="\n"
    )
    assert merged == [
        *lines[:5],
        'title: "Нове"  # мій коментар\n',
        'url: "https://a.example"\n',
        *lines[6:],
    ]


@pytest.mark.parametrize(
    "line",
    [
        'title: "it\'s: x"',
        "title: 'it''s: x'",
        "title: it's: x",
        "title:  it's: x  # mine",
        '"title": "it\'s: x"',
    ],
)
def test_a_value_keeps_its_line_however_it_is_quoted(line: str) -> None:
    """Programs that rewrite front matter in their own manner cause no change."""
    lines = ["---\n", f"{line}\n", "---\n"]
    assert update(lines, {"title": "it's: x"}, eol="\n") == lines


@pytest.mark.parametrize(
    "old",
    [
        ["title: >-\n", "  Старе\n", "  далі\n"],
        ["title:\n", "  - a\n"],
        ['title: "\\x41"\n'],
        ["title: ''\n"],
    ],
)
def test_a_value_of_several_lines_is_replaced_whole(old: list[str]) -> None:
    """No rest of an old value is left behind the new one."""
    lines = ["---\n", *old, "mine: 1\n", "---\n"]
    assert update(lines, {"title": "A"}, eol="\n") == ["---\n", 'title: "A"\n', "mine: 1\n", "---\n"]


def test_what_follows_a_whole_value_is_not_part_of_it() -> None:
    """A quoted value ends where its quote ends; an indented line after it is the user's."""
    lines = ["---\n", 'title: "Старе"\n', "  моє\n", "- і це\n", "---\n"]
    assert update(lines, {"title": "A"}, eol="\n") == [lines[0], 'title: "A"\n', *lines[2:]]


def test_what_the_desk_does_not_know_is_left_to_the_user() -> None:
    """An absent value adds no key and removes none."""
    lines = ["---\n", "outlet: Вісник\n", "---\n"]
    assert update(lines, {"outlet": None, "url": None}, eol="\n") == lines


@pytest.mark.parametrize(
    ("lines", "size"),
    [
        ([], 0),
        (["text\n"], 0),
        (["---\n", "a: 1\n"], 0),
        (["---\n", "---\n", "x\n"], 2),
        (["--- \r\n", "a: 1\r\n", "...\r\n"], 3),
        (["\n", "---\n", "---\n"], 0),
    ],
)
def test_front_matter_is_between_two_rules_at_the_top(lines: list[str], size: int) -> None:
    """Anything else at the top of a file is the user's text."""
    assert measure(lines) == size
