"""Strips that are written in few bytes: of a style, only what differs from the one before it.

Textual sets and resets every colour for each segment, which makes up most of a page of highlights; over a slow
line that is seen.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.color import ColorSystem
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console
    from rich.segment import Segment
    from rich.style import Style

__all__ = ["Control", "LeanStrip"]


class Control(str):
    """What is written as it is, in whatever style."""

    __slots__ = ()


class _Codes(NamedTuple):
    """The parts of an SGR sequence."""

    attributes: str
    ink: str
    ground: str


_PLAIN: Final = _Codes("", "", "")
_UNSEEN: Final = frozenset(("", "1", "2", "3"))
"""Attributes that make no difference to a blank: none, bold, dim, italic."""
_RESET: Final = "\x1b[0m"


@lru_cache(1024)
def _codes(style: Style, system: ColorSystem) -> _Codes:
    ink, ground = style.color, style.bgcolor
    return _Codes(
        style.without_color._make_ansi_codes(system),  # noqa: SLF001  # rich tells them to nobody else
        ";".join(ink.downgrade(system).get_ansi_codes()) if ink else "",
        ";".join(ground.downgrade(system).get_ansi_codes(foreground=False)) if ground else "",
    )


def _change(before: _Codes, after: _Codes) -> str:
    """The sequence that makes one of the other."""
    if before.attributes != after.attributes:  # an attribute by itself is not taken back alike everywhere
        reset = "0" if before != _PLAIN else ""
        return f"\x1b[{';'.join(part for part in (reset, *after) if part)}m"
    parts = []
    if before.ink != after.ink:
        parts.append(after.ink or "39")
    if before.ground != after.ground:
        parts.append(after.ground or "49")
    return f"\x1b[{';'.join(parts)}m"


class LeanStrip(Strip):
    """A strip that begins and ends without a style."""

    __slots__ = ["_parts"]

    def __init__(self, segments: Iterable[Segment], cell_length: int | None = None) -> None:
        super().__init__(segments, cell_length)
        self._parts: dict[tuple[int, ...], Sequence[Strip]] = {}

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """See `Strip`; the parts are lean too."""
        key = tuple(cuts)
        parts = self._parts.get(key)
        if parts is None:
            column = 0
            found = []
            for part in super().divide(key):
                found.append(self if part is self else self._part(part, column))
                column += part.cell_length
            parts = self._parts[key] = found
        return parts

    def crop(self, start: int, end: int | None = None) -> Strip:
        """See `Strip`; a part is lean too."""
        part = super().crop(start, end)
        return part if part is self else self._part(part, max(start, 0))

    def _part(self, part: Strip, _column: int) -> Strip:
        """A part that begins at a column of this strip."""
        return part if isinstance(part, LeanStrip) else LeanStrip(part, part.cell_length)

    def pieces(self) -> Iterable[tuple[str, Style | None]]:
        """What is written, in its styles."""
        return ((text, style) for text, style, _ in self._segments)

    def render(self, console: Console) -> str:
        """See `Strip`."""
        if self._render_cache is None:
            self._render_cache = self._written(console._color_system or ColorSystem.TRUECOLOR)  # noqa: SLF001  # as `Strip` asks for it
        return self._render_cache

    def _written(self, system: ColorSystem) -> str:
        now, written = _PLAIN, []
        for text, style in self.pieces():
            if text and not isinstance(text, Control):
                codes = _PLAIN if style is None else _codes(style, system)
                if codes.attributes in _UNSEEN and now.attributes in _UNSEEN and text.isspace():
                    codes = now._replace(ground=codes.ground)
                if codes != now:
                    written.append(_change(now, codes))
                    now = codes
            written.append(text)
        if now != _PLAIN:
            written.append(_RESET)
        return "".join(written)
