"""How long until the first full frame: newsdesk on desks of several sizes, against a bare Textual app, and peers.

All start in a pseudo-terminal of 120 by 40 that answers what terminals are asked, with their modules compiled, in turn, so that noise hits all alike.
The first full frame is there when nine in ten of the letters of the settled screen stand where they stay.
Aim: at most 1.2, 1.3 and 2.0 times the bare app with 100, 10,000 and 100,000 articles, and below each peer.

    python tests/bench/bench_startup.py [PAIRS] [--articles N]... [--peer NAME=COMMAND]...
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "pty"), str(ROOT)]

from answering import Answering  # noqa: E402  # beside this
from program import COMMAND, Place  # noqa: E402  # found by the line above
from pty_lists import large_desk  # noqa: E402  # the same
from terminal import Screen  # noqa: E402  # the same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAIRS: Final = 15
AIMS: Final = {100: 1.2, 10_000: 1.3, 100_000: 2.0}
"""Times the bare app, by how many articles there are."""
SHARE: Final = 0.9
WORDS: Final = 30  # on a screen that is drawn
MOST: Final = 30.0
QUIET: Final = 0.5  # seconds without output after which a screen has settled
COLUMNS: Final = 120
ROWS: Final = 40
_ALL_THREADS: Final = 2  # with a process's number: its clock of all threads, also of those that have ended

BARE: Final = """
from textual.app import App
from textual.widgets import Input, Static

class Bare(App):
    def compose(self):
        field = Input(placeholder="type")
        field.cursor_blink = False
        yield field
        yield Static("\\n".join("A line of text that says nothing, number %d" % n for n in range(30)))

def main():
    Bare().run()
"""


class Start(NamedTuple):
    """How a program came to its first full frame."""

    seconds: float
    work: float
    """Seconds of its processor time, of all threads."""


class Watched(Answering):
    """Knows how much the program had worked when each piece came."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.works: list[float] = []
        super().__init__(command, environment, columns=COLUMNS, rows=ROWS)

    def _read(self, timeout: float) -> bool:
        found = super()._read(timeout)
        self.works += [self._work()] * (len(self.chunks) - len(self.works))
        return found

    def _work(self) -> float:
        with contextlib.suppress(OSError):  # it has just ended
            return time.clock_gettime((~self.pid << 3) | _ALL_THREADS)
        return self.works[-1] if self.works else 0.0


def first_full_frame(command: list[str], environment: dict[str, str]) -> Start:
    """What a program takes from its start to its first full frame."""
    with Watched(command, environment) as terminal:
        terminal.wait_for(lambda: b"\x1b[?1049h" in terminal.raw)
        until = time.perf_counter() + MOST
        settled, fed = Screen(COLUMNS, ROWS), 0
        while sum(map(len, map(str.split, settled.lines))) < WORDS:  # some are silent before they draw
            assert time.perf_counter() < until, "the program drew nothing"
            terminal.settle(QUIET)
            for _, data in terminal.chunks[fed:]:
                settled.feed(data)
            fed = len(terminal.chunks)
        chunks, works = list(terminal.chunks), list(terminal.works)
    letters = [
        (row, column, letter)
        for row, line in enumerate(settled.lines)
        for column, letter in enumerate(line)
        if letter.strip()
    ]
    screen = Screen(COLUMNS, ROWS)
    for (at, data), work in zip(chunks, works, strict=True):
        screen.feed(data)
        lines = screen.lines
        right = sum(lines[row][column] == letter for row, column, letter in letters)
        if right >= SHARE * len(letters):
            return Start(at, work)
    raise AssertionError("the screen never settled")


def duration(command: list[str], environment: dict[str, str]) -> float:
    """Seconds that a command takes."""
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def compare(name: str, ours: list[float], other: str, theirs: list[float], aim: float | None = None) -> None:
    """Print medians, the ratio of them, and the median ratio of the pairs."""
    mine, bare = statistics.median(ours), statistics.median(theirs)
    pairs = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    ratio = statistics.median(pairs)
    told = f"; aim {aim}: {'met' if ratio <= aim else 'MISSED'}" if aim else ""
    print(
        f"{name} {mine * 1000:.0f} ms (best {min(ours) * 1000:.0f}), {other} {bare * 1000:.0f} ms "
        f"(best {min(theirs) * 1000:.0f}); ratio of medians {mine / bare:.2f}, "
        f"of pairs {ratio:.2f} ({pairs[0]:.2f} to {pairs[-1]:.2f}), n = {len(ours)}{told}"
    )


def bare_app(folder: Path) -> list[str]:
    """The command of an app that is nothing but Textual."""
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    (folder / "start.py").write_text("import bare\nbare.main()\n", encoding="utf-8")
    compileall.compile_file(folder / "bare.py", quiet=1)
    return [sys.executable, os.fspath(folder / "start.py")]


def main(pairs: int, sizes: Sequence[int], peers: Mapping[str, str]) -> None:
    """Measure all of them, and the start of the command line."""
    for room in ("tui", "store", "seeds"):
        compileall.compile_dir(ROOT / room, quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place = Place(folder)
        screens = {"bare Textual app": bare_app(folder)}
        for size in sizes:
            large_desk(folder / f"desk-{size}", size)
            screens[f"newsdesk, {size} articles"] = [COMMAND, "--desk", os.fspath(folder / f"desk-{size}")]
        screens |= {name: shlex.split(command) for name, command in peers.items()}
        commands = {"newsdesk --help": [COMMAND, "--help"], "python -c pass": [sys.executable, "-c", "pass"]}
        frames: dict[str, list[Start]] = {name: [] for name in screens}
        ends: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(pairs + 1):  # the first round warms the caches
            for what, command in screens.items():
                frame = first_full_frame(command, place.environment)
                frames[what] += [frame] if number else []
            for what, command in commands.items():
                took = duration(command, place.environment)
                ends[what] += [took] if number else []
    bare = frames["bare Textual app"]
    for size in sizes:
        ours, name = frames[f"newsdesk, {size} articles"], f"newsdesk, {size} articles"
        seconds = [start.seconds for start in ours]
        theirs = [start.seconds for start in bare]
        compare(f"first full frame: {name}", seconds, "bare Textual app", theirs, AIMS.get(size))
        compare("  processor time", [s.work for s in ours], "bare Textual app", [s.work for s in bare])
        for peer in peers:
            compare("  first full frame", seconds, peer, [start.seconds for start in frames[peer]], 1.0)
    compare("newsdesk --help", ends["newsdesk --help"], "python -c pass", ends["python -c pass"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How long until the first full frame.")
    parser.add_argument("pairs", nargs="?", type=int, default=PAIRS)
    parser.add_argument("--articles", type=int, action="append", help="a size of desk; may be given again")
    parser.add_argument("--peer", action="append", default=[], help="NAME=COMMAND of another program")
    chosen = parser.parse_args()
    main(chosen.pairs, chosen.articles or list(AIMS), dict(peer.split("=", 1) for peer in chosen.peer))
