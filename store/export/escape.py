"""Text as Markdown that renders as that very text: no character of it is markup.

Covers CommonMark 0.31, GitHub's extensions (tables, strikethrough, bare links, `$math$`) and
Obsidian's (`#tag`, `==mark==`, `%%comment%%`, `^block`, `[[link]]`). `<` and `&` become entities,
so that no converter, however simple, finds a tag; all else takes a backslash, and only where it
would mean something, so that the file is read with ease as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from store.export.segments import WHOLE
from store.text import HOSTILE, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["inline", "quotation", "strike"]

# `[^\W_]` is a letter or a digit of any script. An underscore between two of them is no markup
# (CommonMark 6.2), nor is `#` after one, nor after a slash, where a web address has it.
_SPECIAL: Final = re.compile(
    r"[\\`*\[\]$~^]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|(?<![^\W_/])\#"
    r"|=(?==)|(?<==)=|%(?=%)|(?<=%)%"
)
_TAG: Final = re.compile("<")
_ENTITY: Final = re.compile(r"&(?=#[0-9]+;|#[xX][0-9A-Fa-f]+;|[A-Za-z][A-Za-z0-9]*;)")
_UNFIT: Final = re.compile(rf"{HOSTILE.pattern}|[\u2028\u2029\ud800-\udfff]")  # the desk holds none

# At the start of a line: list, table, setext underline, rule, quote, definition.
_OPENING: Final = re.compile(r"[-+](?=\s|$)|-(?=[-:|])|[>|]|=(?=\s*$)|:(?=[-:\s]|$)")
_NUMBERED: Final = re.compile(r"[0-9]{1,9}([.)])(?=\s|$)")

_LINK: Final = re.compile(r"(?:(?:https?|ftp)://|www\.)\S*", re.IGNORECASE)
_LINK_TRIGGER: Final = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)

_STRUCK: Final = "~~"
_HARD_BREAK: Final = "\\"


def inline(text: str) -> str:
    """Write `text`, trimmed, as Markdown that renders as it; not for the start of a line."""
    return _escaped(clean_line(text), opening=False, broken=False)


def quotation(text: str) -> Iterator[str]:
    """Write `text` as the lines of a Markdown block quote that renders as it.

    A line break is a hard one (a backslash at the line's end), a blank line parts paragraphs;
    white space at either end of a line is written as an entity, which Markdown does not trim.
    """
    lines = text.split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        broken = bool(line and following)
        escaped = _escaped(line, opening=True, broken=broken)
        yield f"> {escaped}{_HARD_BREAK if broken else ''}" if escaped else ">"


def strike(body: str) -> str:
    """Strike out the quotation in a block's body line by line, and mark it `(deleted)`."""
    lines = body.split("\n")
    if lines[0] == WHOLE:  # it has none
        return "\n".join([f"{WHOLE} (deleted)", *lines[1:]])
    start = next((at for at, line in enumerate(lines) if line.startswith(">")), 0)
    end = start
    while end < len(lines) and lines[end].startswith(">"):
        lines[end] = _struck(lines[end])
        end += 1
    citation = next((at for at, line in enumerate(lines) if at >= end and line.startswith("— ")), None)
    if citation is None:  # edited by hand: the mark gets a paragraph of its own
        lines[end:end] = ["", "(deleted)"] if end else ["(deleted)", ""]
    else:
        lines[citation] += " (deleted)"
    return "\n".join(lines)


def _struck(line: str) -> str:
    """Strike one line of a block quote; an empty one stays as it is."""
    text = line[1:].removeprefix(" ")
    ending = len(text) - len(text.rstrip(_HARD_BREAK))
    hard = _HARD_BREAK if ending % 2 else ""
    text = text.removesuffix(hard)
    if not text or (text.startswith(_STRUCK) and text.endswith(_STRUCK)):
        return line
    return f"> {_STRUCK}{text}{_STRUCK}{hard}"


def _escaped(line: str, *, opening: bool, broken: bool) -> str:
    """Escape one line. `opening`: it starts a line; `broken`: a backslash will follow it."""
    edits = {found.start(): "\\" + found[0] for found in _SPECIAL.finditer(line)}
    edits |= {found.start(): "&lt;" for found in _TAG.finditer(line)}
    edits |= {found.start(): "&amp;" for found in _ENTITY.finditer(line)}
    edits |= {found.start(): _entity(found[0]) for found in _UNFIT.finditer(line)}
    if opening and line:
        if found := _OPENING.match(line):
            edits[0] = "\\" + found[0]
        elif found := _NUMBERED.match(line):
            edits[found.start(1)] = "\\" + found[1]
        for at in (0, len(line) - 1):
            if line[at].isspace():
                edits[at] = _entity(line[at])
    _break_links(line, edits, broken=broken)
    return "".join(edits.get(at, character) for at, character in enumerate(line)) if edits else line


def _break_links(line: str, edits: dict[int, str], *, broken: bool) -> None:
    """Make plain text of the bare links that would show our escapes.

    GitHub takes a bare link's characters as they are, backslashes and entities too. One that
    needs none stays and can be followed; any other is kept from being seen as a link.
    """
    for link in _LINK.finditer(line):
        for at in range(link.start(), link.end()):
            if edits.get(at) == "\\#":
                del edits[at]
        touched = any(at in edits for at in range(link.start(), link.end() + 1))
        if touched or (broken and link.end() == len(line)):
            for trigger in _LINK_TRIGGER.finditer(line, link.start(), link.end()):
                edits[trigger.start()] = _entity(trigger[0])


def _entity(character: str) -> str:
    return f"&#{ord(character)};"
