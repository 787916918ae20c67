"""File names for articles: readable, the same everywhere, and never a way out of a folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import count
from typing import TYPE_CHECKING, Final

from store.citation import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.model import Article

__all__ = ["LIMIT", "candidates", "key"]

LIMIT: Final = 120
"""Bytes of UTF-8 in a name, its suffix included: room for sync programs that lengthen it."""

# Letters, marks and numbers of every script, and these. What Windows (`\ / : * ? " < > |`),
# a shell or an Obsidian link (`# ^ [ ]`) gives a meaning to is not among them.
_PUNCTUATION: Final = frozenset(" -_.,–—’")
_APOSTROPHE: Final = str.maketrans("'`´‘", "’’’’")
_SPACES: Final = re.compile(r"\s+")
_EDGES: Final = " .,-–—_’"

# Device names of Windows, whatever follows the first dot.
_RESERVED: Final = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"]
)


def key(name: str) -> str:
    """Return what two names share that some file system takes for one: case and composition aside."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def candidates(article: Article, suffix: str) -> Iterator[str]:
    """Yield names for an article's file, best first, without end: the first free one is to be taken.

    `DATE outlet title`, then the same with the end of the id, with a digest of the id, and numbered.
    """
    stem = (
        _words(" ".join(filter(None, (day(article.published), article.outlet, article.title)))) or "untitled"
    )
    if stem.split(".")[0].rstrip().upper() in _RESERVED:
        stem = f"article {stem}"
    yield _fit(stem, suffix)
    # The end, since ids that begin with a time begin alike.
    if short := "".join(letter for letter in article.id if letter.isascii() and letter.isalnum())[-8:]:
        yield _fit(stem, f" {short}{suffix}")
    digest = hashlib.sha256(article.id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    yield _fit(stem, f" {digest}{suffix}")
    for number in count(2):
        yield _fit(stem, f" {digest} {number}{suffix}")


def _words(text: str) -> str:
    text = unicodedata.normalize("NFC", text.translate(_APOSTROPHE))
    text = "".join(letter if _allowed(letter) else " " for letter in text)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text)).strip(_EDGES)


def _allowed(letter: str) -> bool:
    return letter in _PUNCTUATION or unicodedata.category(letter)[0] in "LMN"


def _fit(stem: str, ending: str) -> str:
    """Join the two in at most `LIMIT` bytes, the stem cut at a word if that costs little."""
    room = LIMIT - len(ending.encode())
    data = stem.encode()
    if len(data) <= room:
        return stem + ending
    cut = data[:room].decode("utf-8", "ignore")
    space = cut.rfind(" ")
    if space > len(cut) // 2:
        cut = cut[:space]
    return cut.rstrip(_EDGES) + ending
