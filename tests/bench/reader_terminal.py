"""A terminal that says it knows synchronized output, and times the frames that keys cause.

A frame is there when its end, `CSI ?2026l`, is read; the clock starts when the key's byte is written.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["COLUMNS", "FRAME", "ROWS", "Frame", "Timed"]

COLUMNS: Final = 160
ROWS: Final = 50
FRAME: Final = b"\x1b[?2026l"

_ASKED: Final = b"\x1b[?2026$p"
_ANSWER: Final = b"\x1b[?2026;2$y"
_GAP: Final = (0.04, 0.09)  # seconds without output before a key: random, so that no timer keeps step
_QUIET: Final = (
    0.08  # longer than what follows a key by itself takes to come: its bytes and its work count too
)
_LONGEST: Final = 30.0


class Frame(NamedTuple):
    """What one key has caused."""

    seconds: float
    """Until the end of the first frame that was waited for."""
    last: float
    """Until the last byte."""
    bytes: int
    work: float
    """Seconds of the program's processor time."""


class Timed(Terminal):
    """A terminal of 160 by 50 that draws nothing."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._answered = False
        super().__init__(command, environment, columns=COLUMNS, rows=ROWS, draw=False)

    def _read(self, timeout: float) -> bool:
        found = super()._read(timeout)
        if found and not self._answered and _ASKED in self.raw:
            self._answered = True
            self.send(_ANSWER)
        return found

    def ready(self, word: str) -> None:
        """Wait until a word is written, and the program has nothing more to do."""
        self.wait_for(lambda: word.encode() in self.raw, _LONGEST)
        self.settle(0.6)
        idle, until = self.work(), time.perf_counter() + 120
        while time.perf_counter() < until:
            self.settle(0.5)
            before, idle = idle, self.work()
            if idle - before < 0.02:
                return

    def work(self) -> float:
        """Seconds of processor time that the program has taken."""
        ticks = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def main_thread(self) -> float:
        """The same of its main thread, which draws; to the nanosecond."""
        return int(Path(f"/proc/{self.pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9

    def memory(self) -> float:
        """Resident memory, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = dict(line.split(":", 1) for line in status.splitlines())
        return int(found["VmRSS"].split()[0]) / 1024

    def frame(
        self, act: str | Callable[[], None], *, holds: bytes = b"", least: int = 0, gap: bool = True
    ) -> Frame:
        """Type, or act, and wait for the end of the frame that holds those bytes and is that long."""
        if gap:
            self.settle(random.uniform(*_GAP))  # noqa: S311
        first, work = len(self.chunks), self.main_thread()
        started = time.perf_counter() - self.started
        if callable(act):
            act()
        else:
            self.send(act)
        done, until = 0.0, time.perf_counter() + _LONGEST
        whole = b""
        while not done:
            seen = len(self.chunks)
            assert time.perf_counter() < until, f"no frame with {holds!r} came\n{whole[-300:]!r}"
            self._read(0.5)
            for at, data in self.chunks[seen:]:
                whole += data
                cut = whole.rfind(FRAME)
                if cut >= 0 and holds in whole[:cut] and cut >= least:
                    done = at
                    break
        self.settle(_QUIET)
        pieces = self.chunks[first:]
        size = sum(len(data) for _, data in pieces)
        result = Frame(done - started, pieces[-1][0] - started, size, self.main_thread() - work)
        del self.chunks[:-1]  # megabytes otherwise, all joined at every question
        return result
