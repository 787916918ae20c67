"""How long until the first full frame: newsdesk with the sample articles, against a bare Textual app.

Both start in a pseudo-terminal of 120 by 40, with their modules compiled, in turn, so that noise hits
both alike. The first full frame is there when nine in ten of the letters of the settled screen stand
where they stay. Aim: at most one and a half times the bare app.

    python tests/bench/bench_startup.py [pairs]
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "pty"), str(ROOT)]

from program import COMMAND, Place  # noqa: E402  # found by the line above
from terminal import Screen, Terminal  # noqa: E402  # the same

PAIRS: Final = 15
SHARE: Final = 0.9
QUIET: Final = 0.5  # seconds without output after which a screen has settled
COLUMNS: Final = 120
ROWS: Final = 40

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


def first_full_frame(command: list[str], environment: dict[str, str]) -> float:
    """Seconds from the start of a program to its first full frame."""
    with Terminal(command, environment, columns=COLUMNS, rows=ROWS, draw=False) as terminal:
        terminal.wait_for(lambda: b"\x1b[?1049h" in terminal.raw)
        terminal.settle(QUIET)
        chunks = list(terminal.chunks)
    settled = Screen(COLUMNS, ROWS)
    for _, data in chunks:
        settled.feed(data)
    letters = [
        (row, column, letter)
        for row, line in enumerate(settled.lines)
        for column, letter in enumerate(line)
        if letter.strip()
    ]
    assert len(letters) > COLUMNS, "the program drew nothing"
    screen = Screen(COLUMNS, ROWS)
    for at, data in chunks:
        screen.feed(data)
        lines = screen.lines
        right = sum(lines[row][column] == letter for row, column, letter in letters)
        if right >= SHARE * len(letters):
            return at
    raise AssertionError("the screen never settled")


def duration(command: list[str], environment: dict[str, str]) -> float:
    """Seconds that a command takes."""
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def compare(name: str, ours: list[float], other: str, theirs: list[float]) -> None:
    """Print medians, the ratio of them, and the median ratio of the pairs."""
    mine, bare = statistics.median(ours), statistics.median(theirs)
    pairs = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    print(
        f"{name} {mine * 1000:.0f} ms (best {min(ours) * 1000:.0f}), {other} {bare * 1000:.0f} ms "
        f"(best {min(theirs) * 1000:.0f}); ratio of medians {mine / bare:.2f}, "
        f"of pairs {statistics.median(pairs):.2f} ({pairs[0]:.2f} to {pairs[-1]:.2f}), n = {len(ours)}"
    )


def main(pairs: int) -> None:
    """Measure both, and the start of the command line."""
    for room in ("tui", "store", "seeds"):
        compileall.compile_dir(ROOT / room, quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place = Place(folder)
        place.run("samples")
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        (folder / "start.py").write_text("import bare\nbare.main()\n", encoding="utf-8")
        compileall.compile_file(folder / "bare.py", quiet=1)
        theirs = [sys.executable, os.fspath(folder / "start.py")]
        frames: tuple[list[float], list[float]] = ([], [])
        helps: tuple[list[float], list[float]] = ([], [])
        for number in range(pairs + 1):  # the first pair warms the caches
            frame = (
                first_full_frame([COMMAND], place.environment),
                first_full_frame(theirs, place.environment),
            )
            text = (
                duration([COMMAND, "--help"], place.environment),
                duration([sys.executable, "-c", "pass"], place.environment),
            )
            if number:
                for kept, value in zip((*frames, *helps), (*frame, *text), strict=True):
                    kept.append(value)
    compare("first full frame: newsdesk", frames[0], "bare Textual app", frames[1])
    compare("newsdesk --help", helps[0], "python -c pass", helps[1])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)
