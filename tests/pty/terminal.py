"""A terminal for tests: starts a program in a pseudo-terminal, types, and reads the screen it draws.

What the program writes is kept byte for byte, with the time at which each piece came, and is drawn
on a pyte screen. No answer is given to the queries that a program sends a terminal.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from typing import TYPE_CHECKING, Any, Final, Self

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

__all__ = ["PATIENCE", "Cell", "Screen", "Terminal", "sequences"]

PATIENCE: Final = float(os.environ.get("PTY_PATIENCE", "20"))
"""Seconds after which a wait fails: many, since machines are busy; a wait ends as soon as it may."""

_GRACE: Final = 2.0

# Control sequences as ECMA-48 spells them: CSI, strings (OSC, DCS, SOS, PM, APC), charsets, others.
_SEQUENCE: Final = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"
    rb"|\x1b[\]PX^_](?:[^\x07\x1b]|\x1b(?!\\))*?(?:\x07|\x1b\\)"
    rb"|\x1b[ -/]+[0-~]"
    rb"|\x1b[0-Z\\`-~]"
)
# What pyte would draw as letters: CSI with `<`, `=` or `>` (the kitty protocol), and DCS strings.
_UNKNOWN_TO_PYTE: Final = re.compile(rb"\x1b\[[<=>][0-?]*[ -/]*[@-~]|\x1bP(?:[^\x1b]|\x1b(?!\\))*\x1b\\")
_LONGEST_TAIL: Final = 200_000


def sequences(raw: bytes) -> tuple[list[bytes], bytes]:
    """Part what a program wrote into its control sequences, and all else, in order."""
    return _SEQUENCE.findall(raw), _SEQUENCE.sub(b"", raw)


class Cell:
    """One cell of the screen."""

    def __init__(self, character: Any) -> None:  # noqa: ANN401  # pyte ships no types
        self.text: str = character.data
        self.ink: str = character.fg
        self.paper: str = character.bg
        self.reversed: bool = character.reverse
        self.underlined: bool = character.underscore


class Screen:
    """What a terminal of that size shows of the bytes that it is fed."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._tail = b""

    def feed(self, data: bytes) -> None:
        """Draw; a sequence that is not complete yet waits for its rest."""
        data = self._tail + data
        self._tail = b""
        start = data.rfind(b"\x1b")
        if start >= 0 and len(data) - start < _LONGEST_TAIL and not _SEQUENCE.match(data, start):
            data, self._tail = data[:start], data[start:]
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))

    def resize(self, columns: int, rows: int) -> None:
        """Take another size."""
        self.columns, self.rows = columns, rows
        self._screen.resize(rows, columns)

    @property
    def lines(self) -> list[str]:
        """Its rows, each as wide as the screen."""
        return [str(line) for line in self._screen.display]

    def cell(self, row: int, column: int) -> Cell:
        """One cell, both from 0."""
        return Cell(self._screen.buffer[row][column])

    @property
    def cursor_hidden(self) -> bool:
        """Whether the terminal's own cursor is hidden."""
        return bool(self._screen.cursor.hidden)


class Terminal:
    """A program in a pseudo-terminal of its own; use it in a `with`, which kills what still runs."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 120,
        rows: int = 40,
        draw: bool = True,
    ) -> None:
        self.screen = Screen(columns, rows)
        self.chunks: list[tuple[float, bytes]] = []
        """What the program wrote, and when (seconds since it was started)."""
        self.status: int | None = None
        """Its exit status, once it has ended; minus the signal that killed it."""
        self._draw = draw
        self._ended = False
        program, arguments, names = command[0], list(command), dict(environment)
        master, slave = pty.openpty()
        _set_size(slave, columns, rows)
        self.attributes = termios.tcgetattr(slave)
        """What the terminal was set to when the program was started."""
        self.started = time.perf_counter()
        self.pid = os.fork()
        if self.pid == 0:  # pragma: no cover  # the child
            _become(program, arguments, names, slave)
        self._slave = slave  # kept open: what the program set is read from it after its end
        self._master = master
        os.set_blocking(master, False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What it wrote, and what is seen of it

    @property
    def raw(self) -> bytes:
        """All that the program wrote."""
        return b"".join(data for _, data in self.chunks)

    @property
    def lines(self) -> list[str]:
        """The rows of the screen."""
        return self.screen.lines

    @property
    def text(self) -> str:
        """The screen, a line each row, without the spaces at their ends."""
        return "\n".join(line.rstrip() for line in self.lines)

    @property
    def words(self) -> str:
        """The screen with single spaces and without the lines between panes, for what may wrap."""
        return " ".join(self.text.replace("│", " ").split())

    # What is done to it

    def send(self, keys: str | bytes) -> None:
        """Type; what the program writes meanwhile is read."""
        data = keys.encode() if isinstance(keys, str) else keys
        until = time.perf_counter() + PATIENCE
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                assert time.perf_counter() < until, f"the program does not read\n{self._seen()}"
                self._read(0.05)

    def paste(self, text: str | bytes) -> None:
        """Paste as terminals do, between brackets."""
        data = text.encode() if isinstance(text, str) else text
        self.send(b"\x1b[200~" + data + b"\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size; the system sends the program SIGWINCH."""
        self._drain()
        self.screen.resize(columns, rows)
        _set_size(self._master, columns, rows)

    def wait_for(self, what: str | Callable[[], bool], timeout: float = PATIENCE) -> None:
        """Read until the screen has that text (spaces as single ones), or what is asked is so."""
        until = time.perf_counter() + timeout
        while not self._is_so(what):
            alive = not self._ended
            assert alive, f"the program ended ({self._reap()}) before {_named(what)}\n{self._seen()}"
            assert time.perf_counter() < until, f"not seen in {timeout} s: {_named(what)}\n{self._seen()}"
            self._read(0.2)
            self._drain()

    def wait_gone(self, text: str) -> None:
        """Read until the screen has that text no longer."""
        self.wait_for(lambda: text not in self.words)

    def settle(self, quiet: float = 0.3) -> None:
        """Read until nothing has come for `quiet` seconds: only before asking what has *not* happened."""
        until = time.perf_counter() + PATIENCE
        while self._read(quiet) and time.perf_counter() < until:
            pass

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Read until the program ends, and give its exit status."""
        until = time.perf_counter() + timeout
        while self._reap() is None:
            assert time.perf_counter() < until, f"still running after {timeout} s\n{self._seen()}"
            self._read(0.05)
        self._drain()
        assert self.status is not None
        return self.status

    def hang_up(self) -> int:
        """Take the terminal away, as a lost connection does, and give the exit status."""
        os.close(self._master)
        self._master, self._ended = -1, True
        until = time.perf_counter() + PATIENCE
        while self._reap() is None:
            assert time.perf_counter() < until, "still running without a terminal"
            time.sleep(0.01)
        assert self.status is not None
        return self.status

    def attributes_now(self) -> list[Any]:
        """What the terminal is set to (termios)."""
        return termios.tcgetattr(self._slave)

    def close(self) -> None:
        """End the program and what it has started, and let go of the terminal."""
        if self._slave < 0:
            return
        if self._reap() is None:
            self._kill(signal.SIGTERM)
            until = time.perf_counter() + _GRACE
            while self._reap() is None and time.perf_counter() < until:
                self._read(0.05)
        if self._reap() is None:
            self._kill(signal.SIGKILL)
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        for descriptor in (self._master, self._slave):
            if descriptor >= 0:
                os.close(descriptor)
        self._master = self._slave = -1

    # How

    def _is_so(self, what: str | Callable[[], bool]) -> bool:
        return what in self.words if isinstance(what, str) else what()

    def _read(self, timeout: float) -> bool:
        """Read one piece; False when none came in time."""
        if self._ended or self._master < 0 or not select.select([self._master], [], [], timeout)[0]:
            self._ended = self._ended or self._reap() is not None
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError as error:
            if error.errno == errno.EAGAIN:
                return False
            data = b""
        if not data:
            self._ended = True
            return False
        self.chunks.append((time.perf_counter() - self.started, data))
        if self._draw:
            self.screen.feed(data)
        return True

    def _drain(self) -> None:
        while self._read(0):
            pass

    def _reap(self) -> int | None:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status

    def _kill(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)  # the program leads a session, so a group, of its own

    def _seen(self) -> str:
        frame = "\n".join(f"|{line}" for line in self.text.rstrip().split("\n"))
        return f"{frame}\nlast bytes: {self.raw[-200:]!r}"


def _become(program: str, arguments: list[str], environment: dict[str, str], slave: int) -> None:
    """In the child: take the terminal, and become the program."""
    try:
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for stream in (0, 1, 2):
            os.dup2(slave, stream)
        os.closerange(3, 256)
        os.execve(program, arguments, environment)  # noqa: S606  # the program under test
    finally:
        os._exit(127)


def _set_size(descriptor: int, columns: int, rows: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _named(what: str | Callable[[], bool]) -> str:
    return repr(what) if isinstance(what, str) else getattr(what, "__doc__", None) or "what was asked"
