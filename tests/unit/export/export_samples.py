"""Articles and annotations to export, and the texts that are hard to write down as Markdown."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hypothesis import strategies as st

from store.model import Annotation, Article
from store.text import clean

ARTICLE: Final = Article(
    id="018f0000-0000-7000-8000-00000000a001",
    title="Порт відкрито",
    language="uk",
    outlet="Степовий вісник",
    author=None,
    url="https://news.example/port_1?x=1#top",
    published="2023-03-01",
    imported="2024-01-01T00:00:00Z",
    path=None,
    sha256="ab" * 32,
    encoding="utf-8",
    characters=900,
)

ANNOTATION: Final = Annotation(
    id="018f0000-0000-7000-8000-00000000b001",
    article=ARTICLE.id,
    start=0,
    end=0,
    quote="",
    prefix="",
    suffix="",
    note="",
    tags=(),
    color="yellow",
    created="2024-01-01T00:00:00Z",
    modified="2024-01-01T00:00:00Z",
)


def note(number: int, quote: str = "Слова.", text: str = "", tags: tuple[str, ...] = ()) -> Annotation:
    """Make the annotation `n<number>`; its place is `number` tens into the text."""
    start = number * 10
    return replace(
        ANNOTATION, id=f"n{number}", start=start, end=start + len(quote), quote=quote, note=text, tags=tags
    )


FRAGMENTS: Final = (
    *(
        "<img src=x onerror=alert(1)>",
        "![](http://track.example/1.png)",
        "</script><script>",
        "<!-- newsdesk n1 ",
    ),
    *(
        "-->",
        "```",
        "~~~",
        "---",
        "***",
        "- ",
        "+ ",
        "* ",
        "• ",
        "1. ",
        "12) ",
        "# ",
        "> ",
        ">> ",
        "    ",
        "\t",
    ),
    *(
        "&lt;",
        "&amp;",
        "&#35;",
        "R&D",
        "[a](b)",
        "[^1]: ",
        "[[link]]",
        "![[embed]]",
        "[!note]",
        "$5 ",
        "$$x$$",
    ),
    *("snake_case", "_em_", "__strong__", "==mark==", "%%hidden%%", " ^block", "#tag ", "~500 ", "~~gone~~"),
    *("https://t.example/some_channel", "http://e.example/a*b*", "www.e.example/_x_", "ftp://e.example/[1]"),
    *(
        "a|b\n-|-\n",
        ":-:\n",
        "===\n",
        "= \n",
        ": term",
        "\\",
        "\\\n",
        "  \n",
        "\n\n",
        "\n \n",
        "\n",
        "a@b_c.example",
    ),
    *(
        "\N{NO-BREAK SPACE}",
        "\N{EM SPACE}",
        "\N{ZERO WIDTH JOINER}",
        "e\N{COMBINING ACUTE ACCENT}",
        "«Так», — ",
    ),
    *("Іван Їжак", "ў", "😀", "`code`", "``x` `", "<http://a.example>", "<b>", "{{x}}", "a\nb", "(deleted)"),
)
"""What means something to Markdown, in one place or another."""

MARKUP: Final = st.lists(
    st.one_of(
        st.sampled_from(FRAGMENTS), st.text(max_size=4), st.sampled_from("-+*_`~#>|=:&;<[]()!$%^\\ \n1.)aї/")
    )
).map(lambda parts: clean("".join(parts)))
"""Clean text full of markup."""

LINE: Final = MARKUP.map(lambda text: text.replace("\n", " "))
"""One line of it."""
