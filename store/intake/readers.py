"""One reader a format: from a source's bytes to its clean text and what the format itself says of it.

A reader of another format is one more function and one more row of `READERS`. It raises
IntakeError, and nothing else, for bytes that it cannot read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from store.intake import frontmatter
from store.intake.encoding import decode
from store.intake.gate import admit
from store.intake.source import Known
from store.intake.title import heading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.model import Span

__all__ = ["READERS", "SUFFIXES", "Reader", "Reading", "reader_of"]


class Reading(NamedTuple):
    """What a reader made of a source; `boilerplate` is what the format itself marks as no prose."""

    text: str
    encoding: str
    losses: tuple[str, ...] = ()
    known: Known = Known()
    boilerplate: tuple[Span, ...] = ()


Reader = Callable[[bytes, str | None], Reading]
"""From bytes, and the encoding if one was told, to a reading."""


def _plain(data: bytes, encoding: str | None) -> Reading:
    decoded = decode(data, encoding)
    admitted = admit(decoded.text)
    return Reading(admitted.text, decoded.encoding, decoded.losses + admitted.losses)


def _markdown(data: bytes, encoding: str | None) -> Reading:
    plain = _plain(data, encoding)
    matter = frontmatter.read(plain.text)
    if matter is None:
        return plain._replace(known=Known(title=heading(plain.text)))
    known = matter.known
    if known.title is None:
        known = replace(known, title=heading(plain.text, matter.span.end))
    return plain._replace(known=known, boilerplate=(matter.span,))


READERS: Final[Mapping[str, Reader]] = {
    ".txt": _plain,
    ".text": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
}
"""By suffix, in small letters."""

SUFFIXES: Final = frozenset(READERS)
"""The files that are read when a folder is named."""


def reader_of(path: str) -> Reader:
    """Choose the reader for a path's suffix; for any other suffix, or none, the plain text reader."""
    return READERS.get(PurePath(path).suffix.lower(), _plain)
