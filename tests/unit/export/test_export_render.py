"""What an annotation looks like, and that no note can reach out of its block."""

from __future__ import annotations

from dataclasses import replace

import pytest
from export_samples import ARTICLE, MARKUP, note
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from store.export.page import Page, Section
from store.export.render import annotation_body, heading
from store.export.segments import Block, segments

PARSER = MarkdownIt("commonmark")

NOTES = st.one_of(
    MARKUP,
    st.lists(
        st.sampled_from(
            [
                *(
                    "```",
                    "~~~",
                    "````",
                    "``` py",
                    "```a`",
                    "  ```",
                    "    ```",
                    "\t```",
                    "- ```",
                    "> ```",
                    "1. x",
                ),
                *(
                    "- x",
                    "  ~~~",
                    "",
                    "text",
                    "> text",
                    "<!--",
                    "-->",
                    "<pre>",
                    "</pre>",
                    "<div>",
                    "<?x",
                    "<!X",
                ),
                *(
                    "<![CDATA[",
                    "- <!-- a",
                    "<b>",
                    "%%",
                    "$$",
                    "<!-- newsdesk n1 aaaaaaaaaaaa -->",
                    "<!-- /newsdesk n1 -->",
                ),
                *("[^1]: ```", "    ~~~", "# x", "---", "a <!-- b", "<script>", "<textarea>", "`` <pre>"),
            ]
        ),
        max_size=9,
    ).map("\n".join),
)


def page(text: str) -> str:
    """Return a file of two annotations, of which the first has this note."""
    blocks = {item.id: annotation_body(ARTICLE, item) for item in (note(1, text=text), note(2))}
    return Page().merge({}, [Section("a", "# T", blocks)], alive=(), single=True).text


@settings(deadline=None, max_examples=600)
@given(NOTES)
@example("- a\n  ```\n\nb\n```")
@example("```\n<!-- /newsdesk n1 -->\n```")
@example("<pre>\n```\n</pre>")
@example("<div>\n```\n</div>\n\n```")
def test_a_note_stays_in_its_block(text: str) -> None:
    """Whatever a note holds, the comments around it and the next block are read as such."""
    exported = page(text)
    comments = [line for line in exported.split("\n") if line.startswith(("<!-- newsdesk", "<!-- /newsdesk"))]
    tokens = PARSER.parse(exported)
    rendered = [
        token.content.strip()
        for token in tokens
        if token.type == "html_block" and token.level == 0 and "newsdesk" in token.content
    ]
    assert rendered == comments
    assert len(comments) == 5


@settings(deadline=None)
@given(NOTES)
def test_a_note_is_read_back_exactly(text: str) -> None:
    """A file with any note is taken apart into the blocks it was made of, and none is seen as edited."""
    exported = page(text)
    blocks = [
        part
        for part in segments(exported.splitlines(keepends=True))
        if isinstance(part, Block) and part.kind == "annotation"
    ]
    assert [(part.id, part.intact, part.closed) for part in blocks] == [
        ("n1", True, True),
        ("n2", True, True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Просто **думка**.",
        "- a\n- b\n\n> чуже\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "```py\nx = 1\n```\nдалі",
        "~~~~\n```\n~~~\n~~~~",
        "5 < 6, <b>так</b>, <https://a.example>",
        "a\\\nb  \nc",
    ],
)
def test_a_note_that_closes_what_it_opens_stands_as_it_was_written(text: str) -> None:
    """The user's Markdown is theirs: it is not touched without need."""
    assert annotation_body(ARTICLE, note(1, text=text)).endswith(f"\n\n{text}")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```\nкод", ["> ```", "> код"]),
        ("<!-- /newsdesk n1 -->", ["> <!-- /newsdesk n1 -->"]),
        ("a\n\n<!--", ["> a", ">", "> <!--"]),
        ("%% сховано", ["> %% сховано"]),
    ],
)
def test_a_note_that_might_reach_out_is_quoted_line_by_line(text: str, lines: list[str]) -> None:
    """A block quote ends all that was opened in it, and keeps the note's lines."""
    assert annotation_body(ARTICLE, note(1, text=text)).endswith("\n".join(["Note:", "", *lines]))


def test_blank_lines_around_a_note_go() -> None:
    """They would be seen as nothing, and nothing else of the note changes."""
    assert annotation_body(ARTICLE, note(1, text="\n \n  a\n\nb \n\n")).endswith("\n\n  a\n\nb ")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("claim", "#claim"),
        ("claim/military", "#claim/military"),
        ("заява/про_мир-2", "#заява/про_мир-2"),
        ("war crimes", "#war-crimes (war crimes)"),
        ("об'єкт", "#об-єкт (об'єкт)"),
        ("2023", "#tag-2023 (2023)"),
        ("2023/05", "#tag-2023/05 (2023/05)"),
        ("_x_", r"#x (\_x\_)"),
        ("a-_b", "#a-b (a-\\_b)"),
        ("/a//b/", "#a/b (/a//b/)"),
        ("!?", "#tag (!?)"),
        ("*", r"#tag (\*)"),
        ("<b>", "#b (&lt;b>)"),
    ],
)
def test_a_tag_is_a_hashtag_and_exact(name: str, shown: str) -> None:
    """A tag that a hashtag cannot spell is followed by its own name."""
    assert annotation_body(ARTICLE, note(1, tags=(name,))).endswith(f"\n\nTags: {shown}")


@settings(deadline=None)
@given(st.text(min_size=1))
def test_a_hashtag_is_one_in_obsidian(name: str) -> None:
    """Letters, digits, `_`, `-` and `/`, and not digits alone; no underscore that could be emphasis."""
    line = annotation_body(ARTICLE, note(1, tags=(name,))).split("\n\nTags: ")[1]
    tag = line.split(" ")[0]
    assert tag[0] == "#"
    assert all(letter.isalnum() or letter in "_-/" for letter in tag[1:])
    assert not all(letter.isdigit() or letter == "/" for letter in tag[1:])
    assert not any(edge.startswith("_") or edge.endswith("_") for edge in tag[1:].split("/"))


def test_a_citation_says_what_is_known() -> None:
    """Outlet, title, date, language, place; what is not known is left out."""
    body = annotation_body(replace(ARTICLE, published="2023-03-01T10:00:00+02:00"), note(1, quote="Слово."))
    assert body.split("\n\n")[1] == "— Степовий вісник, “Порт відкрито”, 2023-03-01, uk, characters 10–16"
    bare = replace(ARTICLE, outlet=None, published=None, language=None, title="")
    assert annotation_body(bare, note(1)).split("\n\n")[1] == "— “(untitled)”, characters 10–16"


def test_an_annotation_that_must_be_looked_at_says_so() -> None:
    """A person who quotes from the file learns that the passage is not certain."""
    assert "Status" not in annotation_body(ARTICLE, note(1))
    assert "\n\nStatus: review (" in annotation_body(ARTICLE, replace(note(1), status="review"))
    assert "\n\nStatus: orphan (" in annotation_body(ARTICLE, replace(note(1), status="orphan"))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x_y?z=1&copy;", "<https://a.example/x_y?z=1&copy;>"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://a.example/ <script>", "https://a.example/ &lt;script>"),
        ("file:///etc/passwd", "file:///etc/passwd"),
    ],
)
def test_only_a_web_address_becomes_a_link(url: str, shown: str) -> None:
    """Any other address is shown, and leads nowhere."""
    assert heading(replace(ARTICLE, url=url), level=1).endswith(f" · 2023-03-01 · {shown}")


def test_a_heading_without_a_source_is_a_heading_alone() -> None:
    """No empty source line is left under it."""
    bare = replace(ARTICLE, outlet=None, published=None, url=None)
    assert heading(bare, level=2) == "## Порт відкрито"
