"""The library of a large desk, in a pseudo-terminal of 160 by 50: from the byte sent to the end of the frame.

Aim, for 100,000 articles: `o` to the first full frame within 100 ms; any key, filter keys too, within 30 ms at p95.
The keys are timed with the index of the cards whole, and filter keys also while it is being made.

    python tests/bench/bench_library.py [--articles N] [--keys N] [--desk FOLDER]
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

from pty_lists import COMMAND, Place, Timed, large_desk, percentile

ARTICLES: Final = 100_000
KEYS: Final = 60
PATIENCE: Final = 120.0  # seconds for the index to be made
OPENINGS: Final = 7
AIM_OPEN: Final = 0.100
AIM_KEY: Final = 0.030
ESCAPE: Final = b"\x1b[27u"
DOWN: Final = b"\x1b[B"
PAGE_DOWN: Final = b"\x1b[6~"
BACKSPACE: Final = b"\x7f"
_LISTED: Final = re.compile(rb"Open an article")
_TYPED: Final = (
    "outlet-12",
    "2014",
    "berver",
    "міст",
    "бовели",
    "an",
    "ukлю",
    "claim",
    "000777",
    "kon en",
    "вагра",
)


def told(what: str, values: list[float], aim: float) -> None:
    """Print percentiles, and whether the aim is met."""
    p95 = percentile(values, 0.95)
    print(
        f"{what:44} p50 {statistics.median(values) * 1000:6.1f}  p95 {p95 * 1000:6.1f}  "
        f"most {max(values) * 1000:6.1f} ms  aim {aim * 1000:.0f}: {'met' if p95 <= aim else 'MISSED'}  n = {len(values)}"
    )


def typed(timed: Timed, count: int) -> tuple[list[float], list[float]]:
    """Type words, and take them back: seconds for each letter and each backspace."""
    letters: list[float] = []
    backs: list[float] = []
    chance = random.Random(5)  # noqa: S311  # gaps, no secret
    while len(letters) < count:
        for word in _TYPED:
            for letter in word:
                timed.quiet(chance.uniform(0.03, 0.12))
                letters.append(timed.key(letter.encode()))
            for _ in word:
                timed.quiet(chance.uniform(0.03, 0.12))
                backs.append(timed.key(BACKSPACE))
    return letters, backs


def measure(folder: Path, place: Place, keys: int) -> None:
    """Time the openings and the keys."""
    with Timed([COMMAND, "--desk", str(folder)], place.environment) as timed:
        timed.until(b"\x1b[?1049h")
        timed.quiet(0.4)
        opened = [timed.key(b"o", frame=_LISTED)]
        told("o, just after the start", opened, AIM_OPEN)
        early, _ = typed(timed, keys)
        told("a filter letter, while the index is made", early, AIM_KEY)
        started = time.perf_counter()
        while b"looked through" in _answer_to(timed, b"q") and time.perf_counter() - started < PATIENCE:
            timed.quiet(2.0, 2.0)
        opened = []
        for _ in range(OPENINGS):
            timed.key(ESCAPE)
            timed.quiet(0.3)
            opened.append(timed.key(b"o", frame=_LISTED))
            timed.quiet(0.3)
        told("o to the library", opened, AIM_OPEN)
        chance = random.Random(3)  # noqa: S311  # gaps, no secret
        for what, key in (("down", DOWN), ("page down", PAGE_DOWN)):
            found = []
            for _ in range(keys):
                timed.quiet(chance.uniform(0.03, 0.12))
                found.append(timed.key(key))
            told(what, found, AIM_KEY)
        letters, backs = typed(timed, keys)
        told("a filter letter", letters, AIM_KEY)
        told("backspace", backs, AIM_KEY)


def _answer_to(timed: Timed, letter: bytes) -> bytes:
    """What is written for a letter, which is taken back."""
    before = len(timed.terminal.chunks)
    timed.key(letter)
    timed.quiet(0.5)
    written = b"".join(data for _, data in timed.terminal.chunks[before:])
    timed.key(BACKSPACE)
    return written


def main() -> None:
    """Make the desk, unless it is there, and measure."""
    parser = argparse.ArgumentParser(description="The library of a large desk, timed in a pseudo-terminal.")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--keys", type=int, default=KEYS)
    parser.add_argument("--desk", type=Path, help="a folder to keep the desk in, for the next run")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = chosen.desk or Path(name) / "desk"
        if not folder.exists():
            large_desk(folder, chosen.articles)
        print(f"{chosen.articles} articles")
        measure(folder, Place(Path(name)), chosen.keys)


if __name__ == "__main__":
    main()
