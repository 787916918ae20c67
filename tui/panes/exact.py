"""Strips whose letters stand where they should on any terminal.

Terminals disagree on the width of joined emoji, flags, signs newer than they are, and of some scripts of
India. One that is drawn too wide or too narrow would move all that follows in its row. So before each
of these its cells are blanked, it is drawn, and the cursor is put behind its cells by an absolute column.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from store.late import late
from store.units import graphemes
from tui.panes.lean import Control, LeanStrip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.segment import Segment
    from rich.style import Style
    from textual.strip import Strip

__all__ = ["ExactStrip", "exact"]

# Whatever is not of a script on whose widths terminals agree: Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic
# letters, their combining marks, punctuation, arrows, boxes, kana, ideographs, Hangul, full width forms.
_SURE: Final = (
    "\x20-\x7e\xa0-\xac\xae-\u036f\u0370-\u058f\u0591-\u05f4\u0620-\u06d3\u1e00-\u1fff\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20c0\u2100-\u2138\u2190-\u21ff\u2200-\u22ff\u2500-\u25fc\u3000-\u303e\u3041-\u3096\u3099-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
)
# Of these, what most texts are made of: an expression for all of them takes 3 ms to compile, this one a tenth.
_UNUSUAL: Final = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u017f\u0400-\u052f\u2010-\u2027\u2190-\u2193\u2500-\u25fc]"
)
_DOUBTFUL: Final = late(f"[^{_SURE}]")


def _is_doubtful(text: str) -> bool:
    return _UNUSUAL.search(text) is not None and _DOUBTFUL.search(text) is not None


def exact(strip: Strip, column: int) -> Strip:
    """The strip that draws the same from that column of the screen (from 0), exactly where it is not sure."""
    if any(_is_doubtful(segment.text) for segment in strip):
        return ExactStrip(list(strip), strip.cell_length, column)
    return strip if isinstance(strip, LeanStrip) else LeanStrip(list(strip), strip.cell_length)


class ExactStrip(LeanStrip):
    """A strip that knows the column of the screen at which it is drawn."""

    __slots__ = ["_column"]

    def __init__(self, segments: Iterable[Segment], cell_length: int | None, column: int) -> None:
        super().__init__(segments, cell_length)
        self._column = column

    def _part(self, part: Strip, column: int) -> Strip:
        return exact(part, self._column + column)

    def pieces(self) -> Iterable[tuple[str, Style | None]]:
        """See `LeanStrip`."""
        column = self._column
        for text, style, _ in self._segments:
            plain = ""
            for start, end in graphemes(text):
                cluster = text[start:end]
                width = cell_len(cluster)
                if not _is_doubtful(cluster):
                    plain += cluster
                    column += width
                    continue
                if plain:
                    yield plain, style
                    plain = ""
                yield " " * width, style
                yield Control(f"\x1b[{column + 1}G"), None
                yield cluster, style
                column += width
                yield Control(f"\x1b[{column + 1}G"), None
            if plain:
                yield plain, style
