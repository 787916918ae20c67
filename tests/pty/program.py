"""The program under test, as a user has it: its command, a home of its own, and how its screen is read."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from terminal import Cell, Terminal, sequences

from tui.theme import DARK, palette

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style

__all__ = [
    "COMMAND",
    "ESCAPE",
    "Place",
    "assert_nothing_foreign",
    "assert_restored",
    "calm",
    "copied",
    "marked",
    "paper",
    "selected",
    "strings",
    "under_cursor",
]

COMMAND: Final = str(Path(sys.executable).parent / "newsdesk")

ESCAPE: Final = "\x1b[27u"
"""The escape key as the kitty protocol spells it: what follows it is never taken for alt and a key."""

_MODES: Final = (
    (b"\x1b[?1049h", b"\x1b[?1049l"),  # the alternate screen
    (b"\x1b[?25l", b"\x1b[?25h"),  # the cursor
    (b"\x1b[?1000h", b"\x1b[?1000l"),  # the mouse, in its four forms
    (b"\x1b[?1003h", b"\x1b[?1003l"),
    (b"\x1b[?1006h", b"\x1b[?1006l"),
    (b"\x1b[?1015h", b"\x1b[?1015l"),
    (b"\x1b[?1004h", b"\x1b[?1004l"),  # focus
    (b"\x1b[?2004h", b"\x1b[?2004l"),  # bracketed paste
    (b"\x1b[?7l", b"\x1b[?7h"),  # line wrap
)
_POINTER: Final = re.compile(rb"\x1b\]22;[a-z-]*(?:\x07|\x1b\\)")
_OSC_52: Final = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
# Moves, colours, modes, queries of modes, and the kitty protocol's stack: all that Textual writes.
_OURS: Final = re.compile(rb"\x1b\[(?:[0-9;]*[Hm]|[0-9]+G|\?[0-9;]*[hl]|\?[0-9]+\$p|[<>=][0-9;]*u)")
# All that must never be drawn; LF and CR, which Textual writes between rows, aside.
_HOSTILE: Final = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


class Place:
    """A home folder, and the desk in it."""

    def __init__(self, folder: Path, *, desk: Path | None = None) -> None:
        self.home = folder / "home"
        self.home.mkdir(exist_ok=True)
        self.options = ["--desk", str(desk)] if desk else []
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
        }

    def open(self, columns: int = 120, rows: int = 40) -> Terminal:
        """Open the desk in a terminal."""
        return Terminal([COMMAND, *self.options], self.environment, columns=columns, rows=rows)

    def run(self, *arguments: str, status: int = 0) -> str:
        """Run a command of newsdesk without a terminal; what it answers."""
        done = subprocess.run(
            [COMMAND, *self.options, *arguments],
            env=self.environment,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == status, done.stderr.decode()
        return done.stdout.decode()

    def objects(self, *arguments: str) -> list[dict[str, Any]]:
        """The same with --json."""
        return [json.loads(line) for line in self.run(*arguments, "--json").splitlines()]


def paper(style: Style) -> str:
    """The colour of a style's background, as pyte names it."""
    assert style.bgcolor is not None
    return style.bgcolor.get_truecolor().hex.removeprefix("#")


_STYLES: Final = palette(DARK)
_MARKS: Final = frozenset(
    paper(style) for marks in (_STYLES.marks, _STYLES.marks_current) for style in marks.values()
)
_SELECTION: Final = frozenset((paper(_STYLES.selection),))
_CURSOR: Final = paper(_STYLES.cursor)
_HOLE: Final = paper(_STYLES.cursor_over)


def _is_cursor(cell: Cell) -> bool:
    """Also where it is a hole in a selection or in what was found."""
    return cell.paper == _CURSOR or (cell.paper == _HOLE and cell.underlined)


def _where(terminal: Terminal, wanted: Callable[[Cell], bool]) -> str:
    pieces = []
    for row in range(terminal.screen.rows):
        cells = [terminal.screen.cell(row, column) for column in range(terminal.screen.columns)]
        pieces.append("".join(cell.text if wanted(cell) else " " for cell in cells))
    return " ".join(" ".join(pieces).split())


def marked(terminal: Terminal) -> str:
    """All that is drawn as highlighted, in the order of the screen, with single spaces."""
    return _where(terminal, lambda cell: cell.paper in _MARKS)


def selected(terminal: Terminal) -> str:
    """All that is drawn as selected, with the cursor."""
    return _where(terminal, lambda cell: cell.paper in _SELECTION or _is_cursor(cell))


def under_cursor(terminal: Terminal, length: int) -> str:
    """What stands from the cursor on in the source pane, in its row."""
    for row in range(terminal.screen.rows):
        for column in range(terminal.screen.columns):
            if _is_cursor(terminal.screen.cell(row, column)):
                return terminal.lines[row][column : column + length]
    return ""


def calm(terminal: Terminal) -> None:
    """Wait until all keys sent so far have had their effect: `g` waits for a second one, and is seen to."""
    terminal.send("g")
    terminal.wait_for(lambda: terminal.lines[-1].startswith(" g "))
    terminal.send(ESCAPE)
    terminal.wait_for(lambda: not terminal.lines[-1].startswith(" g "))


def assert_restored(terminal: Terminal) -> None:
    """The terminal is as it was before the program was started."""
    found, _ = sequences(terminal.raw)
    for on, off in _MODES:
        switches = [sequence for sequence in found if sequence in (on, off)]
        assert switches[-1:] == [off], f"{off!r} is not the last of {switches}"
    assert not terminal.screen.cursor_hidden
    assert terminal.attributes_now() == terminal.attributes


def strings(raw: bytes) -> list[bytes]:
    """The OSC, DCS and other strings that were written, without those that only set the mouse pointer."""
    found, _ = sequences(raw)
    return [s for s in found if s[1:2] in b"]PX^_" and not _POINTER.fullmatch(s)]


def copied(raw: bytes) -> list[str]:
    """What was handed to the terminal's clipboard; any other string fails."""
    texts = []
    for string in strings(raw):
        match = _OSC_52.fullmatch(string)
        assert match is not None, string
        texts.append(base64.b64decode(match[1], validate=True).decode())
    return texts


def assert_nothing_foreign(raw: bytes, *, copies: int = 0) -> None:
    """No byte of a foreign text has reached the terminal as anything but a letter to draw.

    `copies`: how often the program itself has handed a text to the clipboard.
    """
    found, rest = sequences(raw)
    assert len(copied(raw)) == copies
    odd = {s for s in found if s[1:2] not in b"]PX^_" and not _OURS.fullmatch(s)}
    assert not odd, f"sequences that no part of the program writes: {odd}"
    text = rest.decode()
    hostile = sorted({f"U+{ord(char):04X}" for char in _HOSTILE.findall(text)})
    assert not hostile, f"written raw: {hostile}"
