"""What a note mentions: `#tags` and `[[articles]]`, found in its text.

A note is Markdown. What stands in code, in an address, or behind a backslash mentions nothing.

    #tag        begins with a letter, behind a space or a sign; goes on with letters, digits, `-`, `_`, an
                apostrophe, and `/` for a path. `_` stands for the space of a tag that has one.
    [[title]]   an article by its title, in any case and spacing; brackets of the title are left out.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from store.errors import BadTag
from store.late import late
from store.model import Span
from store.tags import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "Line",
    "Mention",
    "articles_in",
    "code_spans",
    "lines_of",
    "link_to",
    "tag_end",
    "tag_key",
    "tags_in",
    "tags_to_put",
    "title_key",
    "written_tag",
]

_FENCE: Final = late(r" {0,3}(`{3,}|~{3,})([^`\n]*)$")
_TICKS: Final = late("`+")
_ADDRESS: Final = late(r"(?<!\w)\w{1,20}://\S+|\]\([^()\s]*\)?")
_LINK: Final = late(r"\[\[([^\[\]\n]+)\]\]")
# A mark that may begin a tag: nothing that goes on with it before, a letter behind.
_MARK: Final = late(r"(?<![\w#&/\\])#(?=[^\W\d_])")
_WITHIN: Final = frozenset("-_/'’ʼ·\u200c\u200d")
"""Signs that may stand within a tag, but not at its end."""
_BRACKETS: Final = late(r"[\[\]]")


class Line(NamedTuple):
    """A line of a note, without its end."""

    start: int
    text: str
    fenced: bool
    """Whether it is code, or the fence around it."""


class Mention(NamedTuple):
    """Something that a note mentions."""

    start: int
    """Where it stands in the note, its signs included (code points, end exclusive)."""
    end: int
    name: str
    """The tag as the codebook would have it, or the title between the brackets."""


def lines_of(note: str) -> Iterator[Line]:
    """Each line; a fence that is never closed goes on to the end."""
    start, fence = 0, ""
    for text in note.split("\n"):
        match = _FENCE.match(text)
        yield Line(start, text, bool(fence) or match is not None)
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence) and not match[2].strip():
            fence = ""
        start += len(text) + 1


def code_spans(line: str) -> list[Span]:
    """Where a line has code between backticks, these included; as many must close it as have opened it."""
    runs = [match.span() for match in _TICKS.finditer(line)]
    starts: dict[int, list[int]] = {}
    for start, end in runs:
        starts.setdefault(end - start, []).append(start)
    spans: list[Span] = []
    at = 0
    for start, end in runs:
        same = starts[end - start]
        if start < at or (start and line[start - 1] == "\\"):
            continue
        closing = bisect_right(same, start)
        if closing < len(same):
            at = same[closing] + end - start
            spans.append(Span(start, at))
    return spans


def articles_in(note: str) -> list[Mention]:
    """Each `[[title]]`, in order."""
    return [
        Mention(at + match.start(), at + match.end(), " ".join(match[1].split()))
        for at, line in _prose(note, addresses=False)
        for match in _LINK.finditer(line)
        if match[1].strip()
    ]


def tags_in(note: str) -> list[Mention]:
    """Each `#tag`, in order, also one that is there more than once."""
    found = []
    for at, line in _prose(note, addresses=True):
        linked = [match.span() for match in _LINK.finditer(line)]
        for match in _MARK.finditer(line):
            end = tag_end(line, match.end())
            if any(start <= match.start() < stop for start, stop in linked):
                continue
            try:
                name = normal(line[match.end() : end])
            except BadTag:  # too long for one
                continue
            found.append(Mention(at + match.start(), at + end, name))
    return found


def tag_end(line: str, start: int) -> int:
    """Where a tag ends whose first letter is at `start`."""
    end = start
    for at in range(start, len(line)):
        if line[at] not in _WITHIN:
            if unicodedata.category(line[at])[0] not in "LMN":
                break
            end = at + 1
    return end


def tags_to_put(note: str, codebook: Iterable[str]) -> tuple[str, ...]:
    """The tags that a note mentions, each once, spelled as the codebook has them where it does."""
    names = [mention.name for mention in tags_in(note)]
    known: dict[str, str] = {}
    for name in codebook if names else ():
        known.setdefault(tag_key(name), name)
    return tuple(dict.fromkeys(known.get(tag_key(name), name) for name in names))


def tag_key(name: str) -> str:
    """Equal for tags that a note does not tell apart: case, and `_` for a space."""
    return name.replace("_", " ").casefold()


def written_tag(name: str) -> str | None:
    """How a note mentions a tag; None for one that has signs in it which end a tag."""
    text = "#" + name.replace(" ", "_")
    found = tags_in(text)
    return text if len(found) == 1 and found[0].end == len(text) else None


def link_to(title: str) -> str:
    """How a note mentions an article."""
    return f"[[{' '.join(_BRACKETS.sub('', title).split())}]]"


def title_key(title: str) -> str:
    """Equal for titles that a note does not tell apart: case, spacing, brackets, the form of the letters."""
    plain = unicodedata.normalize("NFKC", _BRACKETS.sub("", title)).casefold()
    return " ".join(plain.split())


def _prose(note: str, *, addresses: bool) -> Iterator[tuple[int, str]]:
    """Each line with its start; code in it, and addresses, are blanked out."""
    for line in lines_of(note):
        if line.fenced or not ("#" in line.text or "[[" in line.text):
            continue
        spans = code_spans(line.text)
        if addresses:
            spans += [Span(*match.span()) for match in _ADDRESS.finditer(line.text)]
        text = line.text
        for start, end in spans:
            text = text[:start] + " " * (end - start) + text[end:]
        yield line.start, text
