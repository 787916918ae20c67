"""From a source to a draft: read, marked, named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import IntakeError
from store.intake import boilerplate, language, title
from store.intake.readers import reader_of
from store.intake.source import Draft, digest, told
from store.text import clean_line, shorten

if TYPE_CHECKING:
    from store.intake.readers import Reading
    from store.intake.source import Source
    from store.model import Span

__all__ = ["draft"]


def draft(source: Source, *, encoding: str | None = None) -> Draft:
    """Make an article-to-be of a source; `encoding` overrides detection.

    Raises:
        IntakeError: the source is empty, no text, or not in the encoding told; says so in one sentence.
    """
    if not source.data:
        raise IntakeError("The file is empty.")
    reading = reader_of(source.path)(source.data, encoding)
    if not _holds_something(reading.text):
        raise IntakeError("There is no text in it, only white space or characters that cannot be seen.")
    spans = boilerplate.mark(reading.text, reading.boilerplate)
    named = (
        _line(source.known.title)
        or _line(reading.known.title, title.HEADLINE)
        or title.work_out(reading.text, spans)
    )
    spans = boilerplate.mark_repeated(reading.text, named, spans)
    return Draft(
        path=told(source.path),
        sha256=digest(source.data),
        text=reading.text,
        encoding=reading.encoding,
        title=named,
        language=_language(source, reading, spans),
        outlet=_line(source.known.outlet) or _line(reading.known.outlet),
        author=_line(source.known.author) or _line(reading.known.author),
        url=_line(source.known.url) or _line(reading.known.url),
        published=_line(source.known.published) or _line(reading.known.published),
        boilerplate=spans,
        losses=reading.losses,
    )


def _language(source: Source, reading: Reading, spans: tuple[Span, ...]) -> str | None:
    for told_language in (source.known.language, reading.known.language):
        if code := language.code_of(told_language):
            return code
    return language.detect(boilerplate.without(reading.text, spans, language.SAMPLE))


def _line(value: str | None, length: int | None = None) -> str | None:
    if not value or not (line := clean_line(value)):
        return None
    return line if length is None else shorten(line, length)


def _holds_something(text: str) -> bool:
    """Whether a person would see anything: not when all is white space, joiners and the like."""
    return any(char.isprintable() and not char.isspace() for char in text)
