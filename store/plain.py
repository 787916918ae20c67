"""An article with its annotations in one line of reading: for a screen reader, or a braille display.

First what is known of the article, a line each; then its text exactly as it is stored. What there is to say
of a passage is said inside the text, in square brackets and in words, where it begins and where it ends:

    [highlight 3; tags claim, check; supports highlight 1; note: Says who?] the passage [end of highlight 3]

Signs, colours and columns mean nothing here, and no line is wrapped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from store.citation import day, titled
from store.model import Span
from store.text import printable, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from store.export import Entry, Linked
    from store.model import Annotation, Article

__all__ = ["Piece", "pieces", "reading"]

_LINKED: Final = 160  # code points said of the words of an annotation in another article


class Piece(NamedTuple):
    """Some of the article's text, or what is said of it."""

    text: str
    said: bool
    """Whether it is none of the text; the other pieces together are the text."""


class _Edge(NamedTuple):
    """Where something begins or ends; in the order in which that is said."""

    at: int
    begins: bool
    """What ends at an offset is said before what begins there."""
    order: tuple[int, int]
    """What holds another begins before it, and ends behind it."""
    words: str


def reading(entry: Entry, text: str) -> str:
    """What is known of the article, what was noted on it as a whole, its text with all that belongs to it."""
    numbers = _numbers(entry)
    head = [*_facts(entry.article, len(numbers))]
    head += [_said(a, entry, numbers) for a in entry.annotations if a.id not in numbers]
    body = "".join(piece.text for piece in pieces(entry, text))
    return "\n".join([*head, "", body, "", "[end of the article]", ""])


def pieces(entry: Entry, text: str) -> Iterator[Piece]:
    """The text from its beginning to its end, with what is said of it in between, in spaces of its own."""
    at, before = 0, "\n"
    for edge in sorted(_edges(entry, len(text))):
        if edge.at > at:
            yield Piece(text[at : edge.at], said=False)
            at, before = edge.at, text[edge.at - 1]
        lead = "" if before.isspace() else " "
        trail = " " if edge.begins or text[at : at + 1].isalnum() else ""
        yield Piece(lead + edge.words + trail, said=True)
        before = trail or "]"
    if at < len(text):
        yield Piece(text[at:], said=False)


def _edges(entry: Entry, length: int) -> Iterator[_Edge]:
    numbers = _numbers(entry)
    for span in entry.article.boilerplate:
        yield from _pair(span, 0, "[page debris]", "[end of page debris]", length)
    for annotation in entry.annotations:
        number = numbers.get(annotation.id)
        if number is not None:
            span = Span(annotation.start, annotation.end)
            begin = _said(annotation, entry, numbers)
            yield from _pair(span, number, begin, f"[end of highlight {number}]", length)


def _pair(span: Span, number: int, begin: str, end: str, length: int) -> Iterator[_Edge]:
    first, last = max(span.start, 0), min(span.end, length)
    if first < last:
        yield _Edge(first, begins=True, order=(-last, number), words=begin)
        yield _Edge(last, begins=False, order=(-first, -number), words=end)


def _numbers(entry: Entry) -> dict[str, int]:
    """The highlights that have a place in the text, numbered in its order, by their ids."""
    placed = [a.id for a in entry.annotations if not a.whole and a.status != "orphan"]
    return {key: number for number, key in enumerate(placed, 1)}


def _facts(article: Article, highlights: int) -> Iterator[str]:
    facts = {
        "Title": titled(article, printable),
        "Outlet": article.outlet,
        "Author": article.author,
        "Date": day(article.published),
        "Language": article.language,
        "Highlights": str(highlights),
    }
    return (f"{name}: {printable(fact)}" for name, fact in facts.items() if fact)


def _said(annotation: Annotation, entry: Entry, numbers: Mapping[str, int]) -> str:
    """All that is said of an annotation."""
    number = numbers.get(annotation.id)
    if annotation.whole:
        parts = ["note on the article"]
    elif number is None:
        parts = [f"highlight whose words were not found in the text: {_quoted(annotation.quote)}"]
    else:
        parts = [f"highlight {number}"]
    if annotation.status == "review":
        parts.append("to be reviewed, since the text has changed")
    if annotation.tags:
        word = "tag" if len(annotation.tags) == 1 else "tags"
        parts.append(f"{word} {', '.join(map(printable, annotation.tags))}")
    parts += [_link(link, entry.article, numbers) for link in entry.links.get(annotation.id, ())]
    if annotation.note.strip():
        parts.append(f"{'text' if annotation.whole else 'note'}: {printable(annotation.note)}")
    return f"[{'; '.join(parts)}]"


def _link(link: Linked, here: Article, numbers: Mapping[str, int]) -> str:
    other, article = link.annotation, link.article
    if other.id in numbers:
        return f"{link.says} highlight {numbers[other.id]}"
    where = "" if article.id == here.id else f" in {_quoted(titled(article, printable))}"
    if other.whole:
        return f"{link.says} the note on the article{where}"
    return f"{link.says} {_quoted(other.quote)}{where}"


def _quoted(words: str) -> str:
    return f"“{shorten(printable(words), _LINKED)}”"
