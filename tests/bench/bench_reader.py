"""What reading costs: from the byte of a key to the end of the frame that it causes, in a pseudo-terminal.

    python tests/bench/bench_reader.py [--sizes 4096 1048576 10485760] [--highlights 0 100 10000]
                                       [--keys 200] [--folder FOLDER] [--no-peers]

The terminal is 160 by 50 and answers that it knows synchronized output; each key waits for 40 to 90 ms of
silence. Texts are made up: Ukrainian and English, every twelfth paragraph of wide, joined or combining
signs. Each desk has an article of one line and one of the size. Peers in the same run, on the same text:
a bare Textual app whose one line changes at each key (the floor), and one with a TextArea.
`--sizes 4096 1048576 --highlights 0 100 --keys 20` takes less than a minute. Linux only: memory from /proc.
"""

from __future__ import annotations

import argparse
import compileall
import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "pty"), str(ROOT)]

from program import COMMAND, Place  # noqa: E402  # found by the line above
from reader_terminal import COLUMNS, ROWS, Frame, Timed  # noqa: E402  # the same
from reader_texts import NAMES, article, desk, title  # noqa: E402  # the same
from terminal import Screen  # noqa: E402  # the same

from tui.theme import DARK, palette  # noqa: E402  # the same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SIZES: Final = (4096, 1 << 20, 10 << 20)
HIGHLIGHTS: Final = (0, 100, 10_000)
KEYS: Final = 200
MEGABYTE: Final = 1 << 20

KEY_AIM: Final = (4.0, 16.0)  # ms, p50 and p99
PAGE_AIM: Final = (12.0, 25.0)  # ms, p50 and p95
PAGE_BYTES: Final = 25_000
MARK_AIM: Final = 16.0  # ms, p99
OPEN_AIM: Final = {4096: 30.0, 1 << 20: 80.0, 10 << 20: 300.0}  # ms
MEMORY_AIM: Final = 4.0  # times the text
RESIZE_AIM: Final = 100.0  # ms

DOWN: Final = "\x04"
UP: Final = "\x15"
FAR: Final = "3000j"
FEW: Final = 100  # highlights: the aims of opening speak of no more
FULL: Final = 3000  # bytes that a frame of the whole screen has at least

BARE: Final = """
import sys
from rich.segment import Segment
from textual.app import App
from textual.strip import Strip
from textual.widget import Widget

class Line(Widget):
    can_focus = True
    number = 0
    def render_line(self, y):
        text = f"key {self.number}" if not y else "a line of text that stays as it is"
        return Strip([Segment(text)]).adjust_cell_length(self.size.width)
    def on_key(self):
        self.number += 1
        self.refresh()

class Bare(App):
    CSS = "Line { height: 3; }"
    def compose(self):
        yield Line()
    def on_mount(self):
        self.query_one(Line).focus()

Bare().run()
"""
AREA: Final = """
import sys
from textual.app import App
from textual.widgets import TextArea

class Area(App):
    def compose(self):
        with open(sys.argv[1], encoding="utf-8") as file:
            yield TextArea(file.read(), read_only=True)

Area().run()
"""


class Report:
    """Figures as they come, and which aims were missed."""

    def __init__(self) -> None:
        self.met = 0
        self.missed: list[str] = []
        self.where = ""

    def begin(self, where: str) -> None:
        """Another article."""
        self.where = where
        print(f"\n{where} (load {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors)", flush=True)

    def line(self, what: str, value: str) -> None:
        """A figure without an aim."""
        print(f"  {what:28} {value}", flush=True)

    def aim(self, what: str, value: str, aim: str, *, met: bool) -> None:
        """A figure with its aim."""
        print(f"  {what:28} {value:74} aim {aim}: {'met' if met else 'MISSED'}", flush=True)
        if met:
            self.met += 1
        else:
            self.missed.append(f"{self.where}: {what} {aim}, was {value}")

    def times(self, what: str, frames: Sequence[Frame], aims: Mapping[int, float], *, most: int = 0) -> None:
        """Percentiles of the frames, in ms; `aims` by percentile; at most so many bytes each, if any."""
        seconds = sorted(frame.seconds * 1e3 for frame in frames)
        points = {point: _percentile(seconds, point) for point in (50, 95, 99)}
        late = sorted((frame.last - frame.seconds) * 1e3 for frame in frames)[len(frames) * 9 // 10]
        size = sorted(frame.bytes for frame in frames)[len(frames) // 2]
        value = " ".join(f"p{point} {found:.1f}" for point, found in points.items())
        work = sum(frame.work for frame in frames) / len(frames) * 1e3
        value += f" max {seconds[-1]:.1f} ms; CPU {work:.1f} ms, {size:,} B" + (
            f"; more after {late:.0f} ms" if late > 2 else ""
        )
        wanted = [f"p{point} <= {aim:.0f}" for point, aim in aims.items()] + ([f"{most:,} B"] if most else [])
        met = all(points[point] <= aim for point, aim in aims.items()) and (not most or size <= most)
        if wanted:
            self.aim(what, value, ", ".join(wanted), met=met)
        else:
            self.line(what, value)

    def end(self) -> None:
        """What it adds up to."""
        print(f"\n{self.met} of {self.met + len(self.missed)} aims met")
        for line in self.missed:
            print(f"  missed: {line}")


def _percentile(ordered: Sequence[float], point: int) -> float:
    return ordered[min(len(ordered) * point // 100, len(ordered) - 1)]


class Bench:
    """One article, with so many highlights."""

    def __init__(self, folder: Path, size: int, highlights: int, keys: int, report: Report) -> None:
        self.size, self.keys, self.report = size, keys, report
        self.highlights = highlights
        self.place = Place(folder, desk=folder / "desk")
        desk(folder / "desk", size=size, highlights=highlights)

    def open(self) -> Timed:
        """The desk with its first article open: that of one line."""
        terminal = Timed([COMMAND, *self.place.options], self.place.environment)
        terminal.ready("A line")
        return terminal

    def run(self) -> None:
        """Measure all."""
        self.report.begin(f"{NAMES.get(self.size, f'{self.size} B')}, {self.highlights:,} highlights")
        with self.open() as terminal:
            self.opening(terminal)
            self.moving(terminal)
            self.marking(terminal)
            if not self.highlights:
                self.resizing(terminal)

    def opening(self, terminal: Timed) -> None:
        """From the key to the first frame of the article, and what the process then holds."""
        there, here = title(self.size).encode(), b"A line"
        before = terminal.memory()
        frames: list[Frame] = []
        for _ in range(max(self.keys // 20, 3)):
            frames.append(terminal.frame("L", holds=there))
            terminal.settle(0.3)
            after = terminal.memory()
            terminal.frame("H", holds=here)
        aims = {} if self.highlights > FEW else {50: OPEN_AIM.get(self.size, 300.0)}
        self.report.times("opened by L", frames, aims)
        frames = []
        for _ in range(3):
            terminal.frame("o", holds=there)
            terminal.frame("\x1b[B", holds=there)
            terminal.settle(0.5)
            frames.append(terminal.frame("\r", least=FULL))
            terminal.frame("H", holds=here)
        terminal.frame("L", holds=there)
        self.report.times("opened by enter (library)", frames, aims)
        text = self.size / MEGABYTE
        value = f"{after - before:.1f} MB over {before:.0f} MB with an empty article"
        if (
            text < 1 or self.highlights > FEW
        ):  # a small text is lost in it, and so many highlights are most of it
            self.report.line("memory", value)
        else:
            share = (after - before) / text
            met = share <= MEMORY_AIM
            self.report.aim("memory", f"{value}: {share:.1f} x", f"<= {MEMORY_AIM:.0f} x the text", met=met)
        terminal.ready("")

    def moving(self, terminal: Timed) -> None:
        """Cursor keys, a selection, half pages."""
        if self.size > SIZES[0]:
            terminal.send(FAR)
        terminal.settle(0.5)
        self._times("cursor: j k l w", self._frames(terminal, "jlwkjjwl"), KEY_AIM)
        frames: list[Frame] = []
        while len(frames) < self.keys:
            terminal.frame("v")
            frames += [terminal.frame(key) for key in "wjwlw"]
            terminal.frame("\x1b[27u")
        self._times("selection: v, then w j l", frames, KEY_AIM)
        frames = []
        turn = 1 if self.size <= SIZES[0] else 10
        while len(frames) < max(self.keys // 2, 20):
            frames += [terminal.frame(key) for key in (*[DOWN] * turn, *[UP] * turn)]
        p50, p95 = PAGE_AIM
        self.report.times("half a page", frames, {50: p50, 95: p95}, most=PAGE_BYTES)

    def marking(self, terminal: Timed) -> None:
        """`m` until the highlight is painted: its ground is in what is written."""
        ground = palette(DARK).marks_current["yellow"].bgcolor
        assert ground is not None
        assert ground.triplet is not None
        sign = "48;2;{};{};{}".format(*ground.triplet).encode()
        terminal.send("gg" + ")" * 3)
        terminal.settle(0.5)
        frames: list[Frame] = []
        for _ in range(max(self.keys // 4, 10) if self.size > SIZES[0] else 10):
            terminal.frame(")")
            frames.append(terminal.frame("m", holds=sign))
        self.report.times("m until painted", frames, {99: MARK_AIM})

    def resizing(self, terminal: Timed) -> None:
        """From the change of the window to the first full frame; what was at the top stays there."""
        if self.size > SIZES[0]:
            terminal.send(FAR)
        terminal.settle(0.5)
        frames: list[Frame] = []
        first = self._top(terminal, COLUMNS)
        for width in (COLUMNS - 46, COLUMNS) * 4:
            frames += [terminal.frame(partial(terminal.resize, width, ROWS), least=FULL)]
        last = self._top(terminal, COLUMNS)
        self.report.times("resized to a full frame", frames, {50: RESIZE_AIM})
        self.report.aim("the line that was read", repr(last[:40]), "stays", met=last == first)

    def _top(self, terminal: Timed, width: int) -> str:
        """The first row of the pane, as it is seen after all is drawn anew."""
        terminal.resize(width - 1, ROWS)
        terminal.settle(0.3)
        first = len(terminal.chunks)
        terminal.resize(width, ROWS)
        terminal.settle(0.3)
        screen = Screen(width, ROWS)
        for _, data in terminal.chunks[first:]:
            screen.feed(data)
        return screen.lines[1].partition("│")[0].strip()

    def _frames(self, terminal: Timed, keys: str) -> list[Frame]:
        return [terminal.frame(keys[number % len(keys)]) for number in range(self.keys)]

    def _times(self, what: str, frames: Sequence[Frame], aim: tuple[float, float]) -> None:
        self.report.times(what, frames, {50: aim[0], 99: aim[1]})


def peers(sizes: Iterable[int], keys: int, report: Report, folder: Path, environment: dict[str, str]) -> None:
    """The floor, and Textual's own TextArea on the same texts."""
    report.begin("peers")
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    (folder / "area.py").write_text(AREA, encoding="utf-8")
    with Timed([sys.executable, os.fspath(folder / "bare.py")], environment) as terminal:
        terminal.ready("key 0")
        report.times("bare app, a key", [terminal.frame("j") for _ in range(keys)], {})
    for size in sizes:
        path = folder / f"{size}.txt"
        path.write_text(article(size), encoding="utf-8")
        name = NAMES.get(size, f"{size} B")
        with Timed([sys.executable, os.fspath(folder / "area.py"), os.fspath(path)], environment) as terminal:
            terminal.ready("rticle of")  # the cursor is on its first letter
            for _ in range(5):
                terminal.frame("\x1b[6~")
            few = keys if size < MEGABYTE else min(keys, 20)
            report.times(
                f"TextArea {name}, cursor",
                [terminal.frame(("\x1b[B", "\x1b[A")[n % 2]) for n in range(few)],
                {},
            )
            report.times(f"TextArea {name}, a page", [terminal.frame("\x1b[6~") for _ in range(few // 2)], {})


def main() -> None:
    """Measure each article."""
    parser = argparse.ArgumentParser(description="Figures of reading against named peers.")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="bytes of the article")
    parser.add_argument("--highlights", type=int, nargs="+", default=list(HIGHLIGHTS))
    parser.add_argument("--keys", type=int, default=KEYS)
    parser.add_argument("--folder", type=Path, help="where the desks are made; on a disk")
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    for room in ("tui", "store", "seeds"):
        compileall.compile_dir(ROOT / room, quiet=1)
    report = Report()
    for size in given.sizes:
        for highlights in given.highlights:
            with tempfile.TemporaryDirectory(dir=given.folder, prefix="bench-reader-") as name:
                Bench(Path(name), size, highlights, given.keys, report).run()
    if not given.no_peers:
        with tempfile.TemporaryDirectory(dir=given.folder, prefix="bench-reader-") as name:
            folder = Path(name)
            peers(given.sizes, given.keys, report, folder, Place(folder).environment)
    report.end()


if __name__ == "__main__":
    main()
