r"""A Markdown file taken apart: our blocks, and all that lies between them.

Each annotation stands between two comments, which no renderer shows:

    <!-- newsdesk ID CHECKSUM -->
    ... the body: quotation, citation, tags, note
    <!-- /newsdesk ID -->

and a comment under an article's heading names the article:

    <!-- newsdesk article ID CHECKSUM -->

The checksum is of the body (or the heading) as we wrote it, so a hand in it is seen. `deleted`
before the last `-->` of an opening comment marks the block of a deleted annotation. Lines keep
their own ends, so what is not ours is written back byte for byte; whatever cannot be read as a
block is the user's text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "WHOLE",
    "Block",
    "Segment",
    "Text",
    "block",
    "body_of",
    "checksum",
    "heading_block",
    "segments",
    "with_ends",
]

WHOLE: Final = "Note on the article:"
"""The first line of the body of a note on the article itself."""

_OPEN: Final = re.compile(
    r"<!-- newsdesk (?P<article>article )?(?P<id>\S+) (?P<sum>[0-9a-f]{12})(?P<deleted> deleted)? -->\s*"
)
_CLOSE: Final = re.compile(r"<!-- /newsdesk (?P<id>\S+) -->\s*")


@dataclass(frozen=True, slots=True)
class Text:
    """What the user wrote, or at least what we cannot claim."""

    lines: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether it is nothing but white space."""
        return not any(line.strip() for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One annotation, or one article's heading, as it stands in the file."""

    kind: Literal["annotation", "article"]
    id: str
    checksum: str
    """Of the body as we wrote it."""
    body: str
    """As it is now: LF ends, no blank lines around. Empty for a heading."""
    lines: tuple[str, ...]
    """All of it as it stands, comments included."""
    intact: bool
    """Whether nobody has touched the body since."""
    closed: bool = True
    """False if the closing comment is missing: the end is known only if it is intact."""
    deleted: bool = False


Segment = Text | Block


def checksum(body: str) -> str:
    """Return the first 48 bits of the SHA-256 of a body, in hexadecimal."""
    return hashlib.sha256(body.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def body_of(lines: Sequence[str]) -> str:
    """Make a body of lines of a file: LF ends, no blank lines around."""
    bare = [line.rstrip("\r\n") for line in lines]
    while bare and not bare[0].strip():
        del bare[0]
    while bare and not bare[-1].strip():
        del bare[-1]
    return "\n".join(bare)


def with_ends(body: str, eol: str) -> tuple[str, ...]:
    """Make lines of a file of a body."""
    return tuple(f"{line}{eol}" for line in body.split("\n"))


def block(name: str, body: str, eol: str, *, written: str | None = None, deleted: bool = False) -> Block:
    """Make an annotation's block. `written`: the checksum to state, if not the body's own."""
    own = checksum(body)
    written = written or own
    comment = f"<!-- newsdesk {name} {written}{' deleted' if deleted else ''} -->"
    lines = with_ends(f"{comment}\n\n{body}\n\n<!-- /newsdesk {name} -->", eol)
    return Block(
        kind="annotation",
        id=name,
        checksum=written,
        body=body,
        lines=lines,
        intact=own == written,
        deleted=deleted,
    )


def heading_block(name: str, body: str, eol: str) -> Block:
    """Make an article's heading, with the comment that names the article."""
    written = checksum(body)
    lines = with_ends(f"{body}\n\n<!-- newsdesk article {name} {written} -->", eol)
    return Block(kind="article", id=name, checksum=written, body="", lines=lines, intact=True)


def segments(lines: Sequence[str]) -> Iterator[Segment]:
    """Yield the file's parts in order; their lines together are the file's lines."""
    text: list[str] = []
    at = 0
    while at < len(lines):
        opening = _OPEN.fullmatch(lines[at])
        if opening is None:
            text.append(lines[at])
            at += 1
            continue
        if opening["article"]:
            found: Block = _heading(opening, text, lines[at])
            at += 1
        else:
            found = _annotation(opening, lines, at)
            at += len(found.lines)
        if text:
            yield Text(tuple(text))
            text = []
        yield found
    if text:
        yield Text(tuple(text))


def _heading(opening: re.Match[str], text: list[str], comment: str) -> Block:
    """Take the heading off the end of the text before its comment: one line, or three with a source."""
    end = len(text)
    while end and not text[end - 1].strip():
        end -= 1
    start, intact = len(text), False
    for size in (1, 3):
        if end >= size and checksum(body_of(text[end - size : end])) == opening["sum"]:
            start, intact = end - size, True
            break
    else:  # edited: it begins at the last heading there is, or is gone
        start = next((at for at in range(end - 1, -1, -1) if text[at].startswith("#")), start)
    lines = (*text[start:], comment)
    del text[start:]
    return Block(
        kind="article", id=opening["id"], checksum=opening["sum"], body="", lines=lines, intact=intact
    )


def _annotation(opening: re.Match[str], lines: Sequence[str], start: int) -> Block:
    """Read the block that opens at `start`: to its closing comment, or else as far as it can be ours."""
    end, closed = start + 1, False
    while end < len(lines) and not closed and not _OPEN.fullmatch(lines[end]):
        closing = _CLOSE.fullmatch(lines[end])
        closed = closing is not None and closing["id"] == opening["id"]
        end += 1
    inside = end - 1 if closed else end
    if not closed:
        end = inside = _intact_end(lines, start + 1, end, opening["sum"]) or end
    body = body_of(lines[start + 1 : inside])
    return Block(
        kind="annotation",
        id=opening["id"],
        checksum=opening["sum"],
        body=body,
        lines=tuple(lines[start:end]),
        intact=checksum(body) == opening["sum"],
        closed=closed,
        deleted=opening["deleted"] is not None,
    )


def _intact_end(lines: Sequence[str], start: int, end: int, written: str) -> int | None:
    """Find where the body ends that has this checksum, if it still stands there whole."""
    while start < end and not lines[start].strip():
        start += 1
    seen = hashlib.sha256()
    for at in range(start, end):
        line = lines[at].rstrip("\r\n")
        seen.update((line if at == start else f"\n{line}").encode("utf-8", "surrogateescape"))
        if seen.hexdigest()[:12] == written:
            return at + 1
    return None
