"""Quotations: what a renderer shows is what was quoted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from export_samples import LINE, MARKUP
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from store.export.escape import inline, quotation, strike
from store.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

COMMONMARK = MarkdownIt("commonmark")
# GitHub's tables and strikethrough. Its bare links are not markdown-it's, which rewrites what it
# shows: they have a test of their own.
GITHUB = MarkdownIt("gfm-like").disable("linkify")


def shown(parser: MarkdownIt, lines: list[str], *, struck: bool = False) -> str:
    """Return the text that a reader sees in a block quote of paragraphs and nothing else."""
    tokens = parser.parse("\n".join([*lines, "", "after"]))
    ends = [at for at, token in enumerate(tokens) if token.type == "blockquote_close"]
    assert len(ends) == 1
    assert tokens[0].type == "blockquote_open"
    kinds = {token.type for token in tokens[1 : ends[0]]}
    assert kinds <= {"paragraph_open", "inline", "paragraph_close"}
    return "\n\n".join(
        "".join(_texts(token.children or [], struck=struck))
        for token in tokens[: ends[0]]
        if token.type == "inline"
    )


def _texts(tokens: list[Token], *, struck: bool) -> Iterator[str]:
    inside = False
    for token in tokens:
        if token.type == "hardbreak":
            yield "\n"
        elif struck and token.type in {"s_open", "s_close"}:
            inside = token.type == "s_open"
        else:
            assert token.type == "text"
            assert inside or not struck or not token.content
            yield token.content


def visible_lines(text: str) -> str:
    """Return the text as Markdown can show it: any number of blank lines is one gap."""
    return re.sub(r"\n{2,}", "\n\n", text).strip("\n")


@settings(deadline=None, max_examples=400)
@given(MARKUP)
@example("    code\n\tтаб\n \n  x  \nкінець  ")
@example("a|b\n-|-")
@example("a|b\n|-|-")
@example("a\n=")
@example("# a\n===\n- b\n1. c\n> d\n```\ne")
def test_a_quotation_renders_as_the_text(text: str) -> None:
    """Every character and line break of a quotation is shown, and none has become markup."""
    lines = list(quotation(text))
    assert all(line == ">" or line.startswith("> ") for line in lines)
    assert shown(COMMONMARK, lines) == visible_lines(text)
    assert shown(GITHUB, lines) == visible_lines(text)


@settings(deadline=None)
@given(MARKUP)
def test_a_struck_quotation_renders_as_the_text_struck_out(text: str) -> None:
    """Striking changes nothing but that each line is struck, and says it was deleted."""
    body = "\n".join([*quotation(text), "", "— Вісник, characters 1–2"])
    *quoted, gap, citation = strike(body).split("\n")
    assert (gap, citation) == ("", "— Вісник, characters 1–2 (deleted)")
    assert shown(GITHUB, quoted, struck=True) == visible_lines(text)


@settings(deadline=None)
@given(LINE)
def test_inline_text_renders_as_the_text(text: str) -> None:
    """A title in a heading or a citation is shown as it is, as one line."""
    for before in ("# ", "— "):
        tokens = COMMONMARK.parse(before + inline(text))
        content = [token for token in tokens if token.type == "inline"]
        children = [child for token in content for child in token.children or []]
        assert {child.type for child in children} <= {"text"}
        expected = (clean_line(text) if before == "# " else before + clean_line(text)).strip()
        assert "".join(child.content for child in children) == expected


@settings(deadline=None, max_examples=300)
@given(MARKUP)
@example("https://a.example/x\nhttps://a.example/_x_ www.a.example/*")
def test_a_bare_link_shows_no_escape(text: str) -> None:
    """GitHub shows a bare link character for character, so none is left that holds an escape."""
    for line in quotation(text):
        for link in re.findall(r"(?i)(?:(?:https?|ftp)://|www\.)\S*", line.removeprefix("> ")):
            assert "\\" not in link
            assert not re.search(r"&#?\w+;", link)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<img src=x onerror=alert(1)>", "> &lt;img src=x onerror=alert(1)>"),
        ("![](http://track.example/1.png)", r"> !\[\](http://track.example/1.png)"),
        ("&lt;b>", "> &amp;lt;b>"),
        ("R&D, AT&T", "> R&D, AT&T"),
        ("snake_case and _this_", r"> snake_case and \_this\_"),
        ("https://t.example/some_channel said", "> https://t.example/some_channel said"),
        ("https://t.example/#top", "> https://t.example/#top"),
        ("https://t.example/_x_", r"> https&#58;//t.example/\_x\_"),
        ("- так", r"> \- так"),
        ("-так", "> -так"),
        ("2023. Рік", r"> 2023\. Рік"),
        ("2023.5", "> 2023.5"),
        ("• пункт", "> • пункт"),
        ("  відступ", "> &#32; відступ"),
        ("==це== і %%те%%", r"> \=\=це\=\= і \%\%те\%\%"),
        ("a = b, 5 %", "> a = b, 5 %"),
        ("$5 і $6", r"> \$5 і \$6"),
        ("Джерело | Вісник", "> Джерело | Вісник"),
        (":-:", r"> \:-:"),
        (": означення", r"> \: означення"),
        (":) так", "> :) так"),
        ("", ">"),
    ],
)
def test_what_needs_no_escape_gets_none(text: str, line: str) -> None:
    """The file is fit to be read as it is: only what would mean something is escaped."""
    assert list(quotation(text)) == [line]


def test_line_breaks_are_hard_and_blank_lines_part_paragraphs() -> None:
    """A line ends in a backslash if another follows it in its paragraph."""
    assert list(quotation("а\nб\n\nв\\")) == ["> а\\", "> б", ">", "> в\\\\"]


def test_striking_leaves_what_is_struck_and_what_has_no_citation() -> None:
    """An edited body is struck too, and its mark never gets lost."""
    assert strike("> ~~a~~\n\nмоє") == "> ~~a~~\n\n(deleted)\n\nмоє"
    assert strike("> a\\\n> b\\\\\n\n— В") == "> ~~a~~\\\n> ~~b\\\\~~\n\n— В (deleted)"
    assert strike("моє") == "(deleted)\n\nмоє"
