"""What several tests draw from: texts of many scripts, characters that must not pass, articles, states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hypothesis import strategies as st

from store.intake import Known, Source
from store.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from store import Annotation, Article, Desk, ImportReport, Tag

__all__ = [
    "BIDI",
    "FAMILY",
    "FLAG",
    "LINE_ENDS",
    "TEXT",
    "State",
    "control",
    "put",
    "source",
    "spans",
    "state",
    "texts",
]

BIDI: Final = frozenset(
    "\N{ARABIC LETTER MARK}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT EMBEDDING}"
    "\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}\N{LEFT-TO-RIGHT OVERRIDE}"
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}"
    "\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"
)
"""Unicode's property Bidi_Control (PropList.txt), by name."""

LINE_ENDS: Final = "\r\x0b\x0c\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
"""What ends a line and is not LF."""

FAMILY: Final = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
FLAG: Final = "\N{REGIONAL INDICATOR SYMBOL LETTER U}\N{REGIONAL INDICATOR SYMBOL LETTER A}"

TEXT: Final = (
    "Rain is expected in the north. Дощ очікується на півночі, кажуть «синоптики».\n\n"
    "Rain again — дождь снова, and snow.\tThe end of it."
)
"""A short article: two scripts, two paragraphs, one word that stands in it twice."""

_PIECES: Final = (
    *"aZїў 1.,—-’«»\n\t中々한ー。•\u00ad\u200b",
    *("word ", "слово ", "довге-слово-без-пробілів", "北京的访问", "    ", "\n\n", "\t\t", "- item\n"),
    *("e\N{COMBINING ACUTE ACCENT}", "\N{COMBINING ACUTE ACCENT}", "\N{ZERO WIDTH JOINER}", FAMILY, FLAG),
    *("\N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}", "1\ufe0f\u20e3", "👍🏽", "क्षि", "\N{WATCH}", "ﷺ"),
)


def control(char: str) -> bool:
    """Whether a character must not be stored: a control but LF and TAB, a bidi control, a BOM, a surrogate."""
    code = ord(char)
    return (
        (code < 0x20 and char not in "\n\t")
        or 0x7F <= code <= 0x9F
        or char in BIDI
        or 0xD800 <= code <= 0xDFFF
        or char in "\ufeff\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
    )


def texts(most: int = 40) -> SearchStrategy[str]:
    """Texts as a desk stores them, rich in what is wide, joined, combining or white."""
    mixed = st.lists(st.sampled_from(_PIECES), max_size=most).map("".join)
    return (mixed | st.text(max_size=most // 2)).map(clean)


@st.composite
def spans(draw: st.DrawFn, length: int) -> tuple[int, int]:
    """Start and end of a passage, not empty, of a text that has `length` code points (one at least)."""
    start = draw(st.integers(0, length - 1))
    return start, draw(st.integers(start + 1, length))


def source(text: str = TEXT, *, path: str = "rain.txt", title: str | None = None) -> Source:
    """An input whose language is told, since working it out is another test's subject."""
    return Source(path=path, data=text.encode("utf-8"), known=Known(title=title, language="en"))


def put(desk: Desk, *inputs: str, tags: Sequence[str] = ()) -> list[Article]:
    """Import texts as articles named rain-1, rain-2 …; the articles."""
    sources = [
        source(text, path=f"rain-{number}.txt", title=f"Rain {number}")
        for number, text in enumerate(inputs or (TEXT,), 1)
    ]
    reports: list[ImportReport] = list(desk.import_sources(sources, tags=tags))
    assert [report.status for report in reports] == ["added"] * len(sources)
    return [desk.article(report.id or "") for report in reports]


class State(NamedTuple):
    """All that a desk shows."""

    articles: list[Article]
    texts: list[str]
    annotations: list[Annotation]
    tags: list[Tag]


def state(desk: Desk) -> State:
    """What the desk shows now; two desks that show the same are equal."""
    articles = desk.articles()
    return State(articles, [desk.text(article.id) for article in articles], desk.annotations(), desk.tags())
