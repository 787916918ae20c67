"""One Markdown file: what stands in it, merged with what the desk says now.

The file belongs to both sides. Ours are the blocks and the headings; they are brought up to date
where they stand. All else is the user's and stays as it is, byte for byte. What the user changed
inside a block stays too while the desk's side of it has not changed; when both have, the block
shows the desk's, and the user's version follows it as ordinary text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from store.export.escape import strike
from store.export.matter import measure, split, update, value_of
from store.export.placement import KEPT, Placement, Section, starts
from store.export.segments import Block, Text, block, checksum, heading_block, segments, with_ends

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from store.export.segments import Segment

__all__ = ["KEPT", "Merged", "Page", "Section"]

_BOM: Final = "\ufeff"


class Merged(NamedTuple):
    """The file's new text, and what was done to it."""

    text: str
    struck: int
    pruned: int
    kept: int


class Page:
    """A file's text, taken apart."""

    def __init__(self, text: str = "") -> None:
        self.bom = _BOM if text.startswith(_BOM) else ""
        lines = split(text.removeprefix(_BOM))
        self.eol = _end(lines)
        size = measure(lines)
        self.matter: list[str] = lines[:size]
        self.segments: list[Segment] = list(segments(lines[size:]))

    @property
    def name(self) -> str | None:
        """The id in its front matter: of the article, or `digest`."""
        return value_of(self.matter, "newsdesk")

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it."""
        return not self.matter and all(isinstance(part, Text) and part.blank for part in self.segments)

    @property
    def ours(self) -> bool:
        """Whether it holds a block of ours."""
        return any(isinstance(part, Block) for part in self.segments)

    @property
    def articles(self) -> frozenset[str]:
        """The articles that have a heading in it."""
        return frozenset(
            part.id for part in self.segments if isinstance(part, Block) and part.kind == "article"
        )

    def merge(
        self,
        values: Mapping[str, str | None],
        sections: Sequence[Section],
        *,
        alive: Collection[str],
        prune: bool = False,
        single: bool = False,
    ) -> Merged:
        """Bring the file up to date. `single`: the whole file is one article's."""
        plan = Placement(self.segments, sections, self.eol, single=single)
        writer = _Writer(self.bom, update(self.matter, values, eol=self.eol), self.eol, loose=not self.matter)
        bodies = {name: body for section in sections for name, body in section.blocks.items()}
        headings = {section.article: section.heading for section in sections}
        for at, part in enumerate(self.segments):
            for new in plan.before.get(at, ()):
                writer.add(new, loose=True)
            if isinstance(part, Text):
                writer.text(part)
            elif part.kind == "article":
                heading = headings.get(part.id)
                if heading is None or not part.intact or checksum(heading) == part.checksum:
                    writer.add(part)
                else:
                    writer.add(heading_block(part.id, heading, self.eol))
            elif part.id in bodies:
                self._renew(writer, at, part, bodies[part.id])
            elif part.id in alive or not (part.closed or part.intact):
                writer.add(part)
            else:
                self._retire(writer, part, prune=prune)
            for new in plan.after.get(at, ()):
                writer.add(new, loose=True)
        for new in plan.after.get(len(self.segments), ()):
            writer.add(new, loose=True)
        return Merged(writer.finish(), writer.struck, writer.pruned, writer.kept)

    def _renew(self, writer: _Writer, at: int, part: Block, body: str) -> None:
        """Add the block of an annotation that lives."""
        same = part.closed and not part.deleted
        if same and part.checksum == checksum(body):  # what the user changed in it stands
            writer.add(part)
            return
        writer.add(block(part.id, body, self.eol), loose=not part.closed)
        if not part.intact and part.body not in {"", body}:
            following = self.segments[at + 1 : at + 2]
            kept = Text(with_ends(f"{KEPT}\n\n{part.body}", self.eol))
            if not (following and starts(following[0], kept)):
                writer.text(kept, loose=True)

    def _retire(self, writer: _Writer, part: Block, *, prune: bool) -> None:
        """Strike or remove the block of an annotation that was deleted."""
        if prune:
            writer.pruned += 1
            writer.dropped = True
            if not part.intact and part.body:
                writer.text(Text(with_ends(f"{KEPT}\n\n{part.body}", self.eol)), loose=True)
            return
        writer.struck += 1
        if part.deleted and part.closed:
            writer.add(part)
            return
        # The stated checksum of an edited body stays as it was, so that it is still seen as edited.
        body = part.body if part.deleted else strike(part.body)
        written = None if part.intact else part.checksum
        writer.add(block(part.id, body, self.eol, written=written, deleted=True), loose=not part.closed)


def _end(lines: Sequence[str]) -> str:
    """Choose the end of the lines we add: the first line's, but CR only where no line has another."""
    if not lines or not lines[0].endswith("\r"):
        return "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    return "\n" if any(line.endswith("\n") for line in lines) else "\r"


class _Writer:
    """Puts the parts together, a blank line around each that is new, and counts."""

    def __init__(self, bom: str, matter: Sequence[str], eol: str, *, loose: bool) -> None:
        self.eol = eol
        self.lines = [bom, *matter] if bom else list(matter)
        self.struck = self.pruned = self.kept = 0
        self.dropped = False
        """The last part was removed: one blank line of the two that meet goes with it."""
        self._loose = loose
        self._in_text = False

    def text(self, part: Text, *, loose: bool = False) -> None:
        """Add a passage of the user's own."""
        if self.dropped and not loose and not part.lines[0].strip() and self._after_blank():
            part = Text(part.lines[1:])
            if not part.lines:
                return
        if not part.blank:
            self.kept += not self._in_text
            self._in_text = True
        self._put(part.lines, loose=loose)

    def add(self, part: Segment, *, loose: bool = False) -> None:
        """Add a block."""
        self._in_text = False
        self._put(part.lines, loose=loose)

    def finish(self) -> str:
        """Return the whole file."""
        if self.dropped and not self.lines[-1].strip():
            del self.lines[-1]
        return "".join(self.lines)

    def _put(self, lines: Sequence[str], *, loose: bool) -> None:
        if (loose or self._loose) and lines[0].strip() and self.lines:
            if not self.lines[-1].endswith(("\n", self.eol)):
                self.lines[-1] += self.eol
            if not self._after_blank():
                self.lines.append(self.eol)
        self.lines.extend(lines)
        self._loose, self.dropped = loose, False

    def _after_blank(self) -> bool:
        return not self.lines or not self.lines[-1].strip()
