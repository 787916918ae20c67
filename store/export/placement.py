"""Where in a file the blocks go that are not in it yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from store.export.segments import WHOLE, Block, Text, block, heading_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from store.export.segments import Segment

__all__ = ["KEPT", "Placement", "Section", "starts"]

KEPT: Final = "*Edited by hand in this file, kept on export:*"
"""The line above what the user had changed in a block that we had to renew."""

_CITATION: Final = re.compile(r"^— (?:.*, )?characters ([0-9]+)–[0-9]+", re.MULTILINE)


class Section(NamedTuple):
    """One article's part of an export."""

    article: str
    heading: str
    blocks: Mapping[str, str]
    """Body by annotation id, in text order."""


class Placement:
    """New blocks by the place in the file that they go before or after.

    A block goes before the next one of its article, in text order, that is in the file, whether
    that is part of this export or not; else after the article's last. A new article goes before
    the next one that is there; else after the last block of all.
    """

    def __init__(
        self, segments: Sequence[Segment], sections: Sequence[Section], eol: str, *, single: bool
    ) -> None:
        self.before: dict[int, list[Segment]] = {}
        self.after: dict[int, list[Segment]] = {}
        self._segments, self._eol, self._single = segments, eol, single
        self._places: dict[str, int] = {}  # the first, of blocks that stand there twice
        self._headings: dict[str, int] = {}
        for at, part in enumerate(segments):
            if isinstance(part, Block):
                (self._headings if part.kind == "article" else self._places).setdefault(part.id, at)
        empty = all(isinstance(part, Text) and part.blank for part in segments)
        missing: list[Segment] = []  # whole articles, waiting for the next that is there
        for section in sections:
            heading = self._headings.get(section.article)
            present = [self._places[name] for name in section.blocks if name in self._places]
            if heading is None and not present and (empty or not single):
                missing.append(heading_block(section.article, section.heading, eol))
                missing.extend(block(name, body, eol) for name, body in section.blocks.items())
                continue
            if heading is not None or present:
                self.before.setdefault(min(present) if heading is None else heading, []).extend(missing)
                missing = []
            self._add(section, heading, present)
        self.after.setdefault(self._end(range(len(segments))), []).extend(missing)

    def _add(self, section: Section, heading: int | None, present: Sequence[int]) -> None:
        """Place one article's new blocks."""
        region = self._region(heading) or present
        strangers = sorted(self._strangers(section, region), reverse=True)
        pending: list[Segment] = []
        for name, body in section.blocks.items():
            start = _start(body)
            while strangers and start is not None and strangers[-1][0] < start:
                self.before.setdefault(strangers.pop()[1], []).extend(pending)
                pending = []
            if name in self._places:
                self.before.setdefault(self._places[name], []).extend(pending)
                pending = []
            else:
                pending.append(block(name, body, self._eol))
        after = self.before if strangers else self.after
        after.setdefault(strangers[-1][1] if strangers else self._end(region), []).extend(pending)

    def _region(self, heading: int | None) -> Sequence[int]:
        """Return the places of the file that are this article's: to the next heading, or all."""
        if self._single:
            return range(len(self._segments))
        if heading is None:
            return ()
        following = (at for at in self._headings.values() if at > heading)
        return range(heading, min(following, default=len(self._segments)))

    def _strangers(self, section: Section, region: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield where in the text, and where in the file, blocks stand that are not of this export."""
        for at in region:
            part = self._segments[at]
            if isinstance(part, Block) and part.kind == "annotation" and part.id not in section.blocks:
                start = _start(part.body)
                if start is not None:
                    yield start, at

    def _end(self, region: Sequence[int]) -> int:
        """Return the place after which a region's new blocks go; the file's end if it has no block."""
        last = max((at for at in region if isinstance(self._segments[at], Block)), default=None)
        if last is None:
            return len(self._segments)
        following = self._segments[last + 1 : last + 2]
        return last + 1 if following and starts(following[0], Text((KEPT,))) else last


def starts(part: Segment, other: Text) -> bool:
    """Whether a text begins with another, blank lines around and line ends aside."""
    if not isinstance(part, Text):
        return False
    mine = [line.rstrip("\r\n") for line in part.lines]
    theirs = [line.rstrip("\r\n") for line in other.lines]
    start = next((at for at, line in enumerate(mine) if line.strip()), 0)
    return mine[start : start + len(theirs)] == theirs


def _start(body: str) -> int | None:
    """Return where in its text a block's quotation starts, as its citation says; None where it has none."""
    found = None if body.startswith(WHOLE) else _CITATION.search(body)
    return int(found[1]) if found else None
