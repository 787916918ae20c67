"""A title for a text that names none: its heading, its headline, or its first sentence."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from store.intake.dates import is_date_line
from store.intake.lines import lines_of, touches
from store.text import clean_line, shorten

if TYPE_CHECKING:
    from store.model import Span

__all__ = ["HEADLINE", "LONGEST", "heading", "work_out"]

LONGEST: Final = 120
"""The most code points of a title that is cut from prose."""

HEADLINE: Final = 200
"""The most code points of a headline, which is not cut."""
_TOP: Final = 15
"""A headline is looked for in so many lines that are not empty."""
_HEADING_TOP: Final = 60
_KICKER: Final = 24
"""A line of at most two words and so many code points may be the name of a section."""
_WRAP: Final = 100
"""Texts that are wrapped by hand are at most so wide."""
_PARAGRAPH: Final = 1000

# The desks of a newspaper: lines above a headline.
_SECTION_NAMES: Final = """
    analysis business culture economy europe exclusive interview news opinion politics sport ukraine video war world
    аналітика війна головне ексклюзив економіка культура новини політика світ спорт суспільство україна інтервʼю
    аналитика война главное интервью культура мир мнение новости общество политика россия украина экономика эксклюзив
    аналітыка беларусь вайна галоўнае грамадства культура меркаванне навіны палітыка свет эканоміка
    """
_SECTIONS: Final = frozenset(_SECTION_NAMES.split())

_ATX: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_SETEXT: Final = re.compile(r" {0,3}=+[ \t]*")
_FENCE: Final = re.compile(r" {0,3}(?:```|~~~)")
_MARKUP: Final = (
    (re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,2000}\)"), r"\1"),
    (re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|`+)(?=\S)(.{1,300}?)(?<=\S)\1(?!\w)"), r"\2"),
)

_LINK: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_CLOSERS: Final = "\"'”»’)]"
_BULLETS: Final = "•·–—-*"
_SENTENCE_END: Final = re.compile(r"[.!?…]+[\"'”»’)\]]*(?=\s|$)")
# Shortenings that a name or number follows, so that their full stop ends no sentence.
_SHORT_WORDS: Final = "mr mrs ms dr st gen col lt sgt prof rev sen rep gov no vs ім вул св им ул г м р гл см"
_SHORT: Final = frozenset(_SHORT_WORDS.split())


def heading(text: str, start: int = 0) -> str | None:
    """Find the first heading of the highest level near the top of a Markdown text, without its markup, or None."""
    lines = list(islice(_raw_lines(text, start), _HEADING_TOP))
    found: dict[int, str] = {}
    fenced = False
    for index, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            continue
        elif (atx := _ATX.fullmatch(line)) is not None:
            found.setdefault(len(atx.group(1)), _unmarked(atx.group(2)))
        elif index and _SETEXT.fullmatch(line) and lines[index - 1].strip():
            found.setdefault(1, _unmarked(lines[index - 1]))
    titles = [found[level] for level in sorted(found) if found[level]]
    return shorten(titles[0], HEADLINE) if titles else None


def _raw_lines(text: str, start: int) -> list[str]:
    # A heading far down, or longer than a page, names no article.
    return [line[:1000] for line in text[start : start + 20_000].split("\n")]


def _unmarked(line: str) -> str:
    for pattern, kept in _MARKUP:
        line = pattern.sub(kept, line)
    return clean_line(line)


def work_out(text: str, boilerplate: tuple[Span, ...] = ()) -> str:
    """Name a clean text that holds more than white space: one clean line, never empty.

    The first headline-like line before the prose: at most 200 code points, not ending as a sentence
    or a wrapped line does, no boilerplate, date or link. Otherwise the first sentence of the prose,
    cut to 120 code points; of a text that is all boilerplate, the first line.
    """
    top = list(islice((line for line in lines_of(text) if _is_visible(text[line.start : line.end])), _TOP))
    kicker = prose = None
    for index, line in enumerate(top):
        words = text[line.start : line.end]
        if touches(line, boilerplate) or is_date_line(words) or _LINK.fullmatch(words):
            continue
        if _is_prose(text, top, index):
            prose = line
            break
        if _is_kicker(words):
            kicker = kicker or line
            continue
        return clean_line(words)
    if kicker and not (prose and text[kicker.start : kicker.end].casefold() in _SECTIONS):
        return clean_line(text[kicker.start : kicker.end])
    return _first_sentence(text, prose or top[0])


def _is_visible(words: str) -> bool:
    return words[0].isprintable() or any(char.isprintable() and not char.isspace() for char in words)


def _is_kicker(words: str) -> bool:
    return len(words) <= _KICKER and words.count(" ") <= 1


def _is_prose(text: str, top: list[Span], index: int) -> bool:
    line = top[index]
    words = text[line.start : line.end]
    if len(words) > HEADLINE or words[0] in _BULLETS:
        return True
    if words.rstrip(_CLOSERS).endswith((".", ",", ";", ":")) and not words.endswith("..."):
        return True
    paragraph = _paragraph(text, top, index)
    return len(paragraph) > 1 and _is_wrapped(paragraph)


def _paragraph(text: str, top: list[Span], index: int) -> list[str]:
    """Take the line and those that follow it without an empty one between, as far as they were looked at."""
    lines = [text[top[index].start : top[index].end]]
    for before, line in zip(top[index:], top[index + 1 :], strict=False):
        if "\n\n" in re.sub(r"[^\S\n]+", "", text[before.end : line.start]):
            break
        lines.append(text[line.start : line.end])
    return lines


def _is_wrapped(paragraph: list[str]) -> bool:
    """Whether the first line goes on in the next: that begins small, or would not have fitted beside it."""
    first, second = paragraph[0], paragraph[1]
    if second[0].islower():
        return True
    width = max(map(len, paragraph))
    return len(paragraph) > 2 and width <= _WRAP and len(first) + 1 + len(second.split(maxsplit=1)[0]) > width  # noqa: PLR2004  # two lines show no width


def _first_sentence(text: str, line: Span) -> str:
    """Take the first sentence of the paragraph that begins with the line, cut to `LONGEST`."""
    end = text.find("\n\n", line.start)
    paragraph = clean_line(text[line.start : min(end if end > 0 else len(text), line.start + _PARAGRAPH)])
    paragraph = paragraph.lstrip(_BULLETS + " ") or paragraph
    for found in _SENTENCE_END.finditer(paragraph):
        after = paragraph[found.end() :].lstrip(" \"'“«„(–—-")
        if (not after or not after[0].islower()) and not _is_shortened(
            paragraph[: found.start()], found.group()
        ):
            paragraph = paragraph[: found.end()]
            break
    if paragraph.endswith(".") and not paragraph.endswith("..") and len(paragraph) > 1:
        paragraph = paragraph[:-1].rstrip()
    return shorten(paragraph, LONGEST)


def _is_shortened(before: str, stop: str) -> bool:
    word = re.split(r"\W", before[-12:])[-1]
    return stop == "." and ((len(word) == 1 and word.isalpha()) or word.casefold() in _SHORT)
