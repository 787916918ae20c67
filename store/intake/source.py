"""What passes through intake: a source, what is known of it, and the draft made of both."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.model import Span

__all__ = ["Draft", "Known", "Problem", "Source", "digest", "told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is already known of a source; what the caller knows wins over what intake works out."""

    title: str | None = None
    language: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input: its bytes, and where they came from."""

    path: str
    """As it was named by the user, spelled as by `told`; `-` for standard input."""
    data: bytes = field(repr=False)
    known: Known = field(default_factory=Known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article-to-be: all that the source itself can tell, and its text.

    `text` has been through `store.text.clean` and is otherwise exactly what was read; the spans
    of `boilerplate` are code points of it, sorted, none empty, none overlapping.
    """

    path: str
    """The source's path with control, bidi and undecodable characters escaped, so that it can be stored."""
    sha256: str
    """Of the bytes read, in hexadecimal."""
    text: str = field(repr=False)
    encoding: str
    """Python's canonical name of the encoding the bytes were read in."""
    title: str
    """One clean line, never empty."""
    language: str | None = None
    """ISO 639-1, or None where it is not certain."""
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    boilerplate: tuple[Span, ...] = ()
    losses: tuple[str, ...] = ()
    """What could not be carried over, one sentence for a person each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One path that cannot be read, and why, in one sentence."""

    path: str
    reason: str


def digest(data: bytes) -> str:
    """Hash bytes as `Draft.sha256` does: SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def told(path: str) -> str:
    r"""Spell a path so that it can be stored and shown: controls and stray bytes become `\x1b`, `\udcff`.

    A file's name is otherwise kept as it is, without NFC, since it must lead back to the file.
    """
    if path.isprintable():
        return path
    return "".join(
        char
        if char == " " or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        else char.encode("unicode_escape").decode("ascii")
        for char in path
    )
