"""A note as it is read: its Markdown drawn lightly, in rows of runs. Pure; nothing of it is markup.

What a person types in a note is understood line by line: emphasis, strong, code, links, mentions; headings,
lists, quotations, fences, rules. Each line begins a row of its own, as it was typed. The marks themselves are
left out, unless they mean nothing.
"""

from __future__ import annotations

import enum
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from store.late import late
from store.mentions import articles_in, code_spans, lines_of, tags_in
from tui.panes.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.style import Style

    from tui.theme import Palette

__all__ = ["Kind", "Run", "ink", "markdown_rows"]

_LONGEST: Final = 4_000
"""Code points of a line that is looked into; a longer one is drawn as it stands."""
_NARROW: Final = 8
"""Cells that are left for the text, however deep an item lies."""

_HEADING: Final = late(r" {0,3}#{1,6}[ \t]+(?=\S)")
_CLOSING: Final = late(r"[ \t]+#+[ \t]*$")
_QUOTE: Final = late(r" {0,3}>[ \t]?")
_ITEM: Final = late(r"([ \t]*)(?:([-*+])|(\d{1,9}[.)]))[ \t]+(?:\[([ xX])\][ \t]+)?(?=\S)")
_RULE: Final = late(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SIGNS: Final = late(r"[\\`*_~\[<#]|://")
"""One of them, at least, is in a line that has anything but plain text."""
_INLINE: Final = late(
    r"\\([!-/:-@\[-`{-~])"
    r"|!?\[([^\[\]]*)\]\([^()\s]*(?:[ \t]\"[^\"]*\")?\)"
    r"|<(\w{1,20}://[^\s<>]+)>"
    r"|((?<!\w)\w{1,20}://[^\s<>]*[^\s<>.,;:!?)\]'\"»”’])"
    r"|(\*{1,3}|_{1,3}|~~)"
)


class Kind(enum.Flag):
    """What a run is; several at once where they lie in each other."""

    TEXT = 0
    STRONG = enum.auto()
    EMPHASIS = enum.auto()
    STRUCK = enum.auto()
    CODE = enum.auto()
    LINK = enum.auto()
    TAG = enum.auto()
    ARTICLE = enum.auto()
    MISSING = enum.auto()
    """The title of an article that the desk does not have."""
    HEADING = enum.auto()
    QUOTE = enum.auto()
    MARK = enum.auto()
    """The sign of an item, the bar of a quotation, a rule."""


class Run(NamedTuple):
    """A stretch of a row."""

    text: str
    kind: Kind


_DELIMITERS: Final = {
    "*": Kind.EMPHASIS,
    "_": Kind.EMPHASIS,
    "**": Kind.STRONG,
    "__": Kind.STRONG,
    "***": Kind.STRONG | Kind.EMPHASIS,
    "___": Kind.STRONG | Kind.EMPHASIS,
    "~~": Kind.STRUCK,
}


def markdown_rows(
    note: str, width: int, *, known: Callable[[str], bool] = lambda _title: True
) -> Iterator[list[Run]]:
    """The rows of a note at a width of eight cells or more, as they are asked for; none is wider, but for a space.

    `known` says whether the desk has an article of a title.
    """
    width = max(width, _NARROW)
    for line in lines_of(note.strip("\n")):
        yield from _line(line.text, width, known, fenced=line.fenced)


def ink(kind: Kind, styles: Palette, base: Style) -> Style:
    """How a run is drawn, on what the rest of the note is drawn in; each kind by more than colour."""
    from rich.style import Style as Made

    style = base
    if kind & (Kind.MARK | Kind.QUOTE):
        style += Made(color=styles.dim.color, dim=styles.dim.dim, bold=False)
    if kind & Kind.QUOTE:
        style += Made(italic=True)
    if kind & (Kind.TAG | Kind.ARTICLE):
        style += Made(color=styles.accent.color)
    if kind & (Kind.LINK | Kind.HEADING) or (kind & Kind.ARTICLE and not kind & Kind.MISSING):
        style += Made(underline=True)
    if kind & Kind.MISSING:
        style += Made(color=styles.dim.color, italic=True)
    if kind & Kind.CODE:
        style += Made(color=styles.dim.color, bold=False)
    if kind & (Kind.STRONG | Kind.HEADING):
        style += Made(bold=True, underline=base.bold or style.underline)
    return style + Made(
        italic=True if kind & Kind.EMPHASIS else None, strike=bool(kind & Kind.STRUCK) or None
    )


def _line(text: str, width: int, known: Callable[[str], bool], *, fenced: bool) -> Iterator[list[Run]]:
    if fenced:
        if not text.lstrip().startswith(("```", "~~~")):
            yield from _wrapped([Run(text, Kind.CODE)], [], [], width)
        return
    if _RULE.match(text):
        yield [Run("─" * min(width, 24), Kind.MARK)]
        return
    first: list[Run] = []
    rest: list[Run] = []
    kind = Kind.TEXT
    while (match := _QUOTE.match(text)) and _fits(first, "▏ ", width):
        text, kind = text[match.end() :], Kind.QUOTE
        first.append(Run("▏ ", Kind.MARK))
        rest.append(Run("▏ ", Kind.MARK))
    if item := _ITEM.match(text):
        indent = " " * len(item[1].expandtabs(4))
        sign = ("•" if item[2] else item[3]) + " "
        if item[4]:
            sign += "☐ " if item[4] == " " else "☑ "
        while indent and not _fits(first, indent + sign, width):
            indent = indent[2:]
        if _fits(first, sign, width):
            text = text[item.end() :]
            first.append(Run(indent + sign, Kind.MARK))
            rest.append(Run(" " * cell_len(indent + sign), Kind.MARK))
    elif match := _HEADING.match(text):
        text, kind = _CLOSING.sub("", text[match.end() :]), kind | Kind.HEADING
    yield from _wrapped(_inline(text, kind, known), first, rest, width)


def _fits(runs: list[Run], more: str, width: int) -> bool:
    return sum(cell_len(run.text) for run in runs) + cell_len(more) + _NARROW <= width


def _wrapped(pieces: Sequence[Run], first: list[Run], rest: list[Run], width: int) -> Iterator[list[Run]]:
    room = width - sum(cell_len(run.text) for run in first)
    rows = Rows("".join(run.text for run in pieces), room)
    for row in range(len(rows)):
        runs = list(first if row == 0 else rest)
        start, end = rows.start(row), rows.end(row)
        at = 0
        for text, kind in pieces:
            if at < end and at + len(text) > start:
                runs.append(Run(rows.drawn(row, max(at, start), min(at + len(text), end))[0], kind))
            at += len(text)
        yield [run for run in runs if run.text]


def _inline(text: str, kind: Kind, known: Callable[[str], bool]) -> list[Run]:
    """What is shown of a line that is of a kind."""
    if len(text) > _LONGEST or not _SIGNS.search(text):
        return [Run(text, kind)]
    line = _Inline(kind)
    whole = {span.start: (span.end, *_code(text[span.start : span.end])) for span in code_spans(text)}
    for tag in tags_in(text):
        whole[tag.start] = (tag.end, text[tag.start : tag.end], Kind.TAG)
    for link in articles_in(text):
        missing = Kind.TEXT if known(link.name) else Kind.MISSING
        whole[link.start] = (link.end, link.name, Kind.ARTICLE | missing)
    stops = iter([*sorted(whole), len(text)])
    stop, at = next(stops), 0
    while at < len(text):
        if at == stop:
            end, shown, inner = whole[at]
            line.add(shown, inner)
            at = end
        else:
            at = _plain(text, at, stop, line)
        while stop < at:
            stop = next(stops)
    return line.done()


def _code(text: str) -> tuple[str, Kind]:
    inner = text.strip("`")
    if inner.strip() and inner[0] == inner[-1] == " ":
        inner = inner[1:-1]
    return inner, Kind.CODE


def _plain(text: str, at: int, stop: int, line: _Inline) -> int:
    """Take what stands up to the next mention or code; where to go on."""
    for match in _INLINE.finditer(text, at):
        if match.start() >= stop:
            break
        line.add(text[at : match.start()])
        at = match.end()
        if match[5]:
            before, behind = text[match.start() - 1 : match.start()], text[at : at + 1]
            line.delimit(match[5], before, behind)
        elif match[1]:
            line.add(match[1])
        else:
            line.add(next((part for part in match.groups()[1:4] if part), ""), Kind.LINK)
        if at > stop:  # a link that has the mention within
            return at
    line.add(text[at:stop])
    return stop


class _Inline:
    """What is shown of a line, while it is read."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._pieces: list[tuple[str, Kind]] = []
        self._open: dict[str, list[int]] = {}
        self._opened: list[tuple[str, int]] = []

    def add(self, text: str, kind: Kind = Kind.TEXT) -> None:
        """Go on with a text."""
        if text:
            self._pieces.append((text, kind))

    def delimit(self, sign: str, before: str, behind: str) -> None:
        """A sign that closes what the same one has opened, or opens, or is just a sign."""
        word = sign[0] == "_" and bool(before and before.isalnum() and behind and behind.isalnum())
        places = self._open.get(sign)
        if places and before and not before.isspace() and not word and places[-1] + 1 < len(self._pieces):
            start = places[-1]
            while self._opened[-1] != (sign, start):  # what was opened within and not closed is no sign
                inner, _ = self._opened.pop()
                self._open[inner].pop()
            self._opened.pop()
            places.pop()
            self._pieces[start] = ("", Kind.TEXT)
            kind = _DELIMITERS[sign]
            self._pieces[start:] = [(text, each | kind) for text, each in self._pieces[start:]]
            return
        if behind and not behind.isspace() and not word:
            self._open.setdefault(sign, []).append(len(self._pieces))
            self._opened.append((sign, len(self._pieces)))
        self._pieces.append((sign, Kind.TEXT))

    def done(self) -> list[Run]:
        """Its runs; neighbours of one kind are one."""
        return [
            Run("".join(text for text, _ in group), kind | self._kind)
            for kind, group in groupby(self._pieces, lambda piece: piece[1])
        ]
