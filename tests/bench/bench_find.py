"""Find as you type, in articles of 4 KB, 1 MB and 10 MB: what a key costs, and when there is an answer.

Three columns of figures for each article, with the query typed letter by letter in front of its middle:
- on the screen: from the key that is posted to the first match marked and painted, in an app without terminal,
  once while the words of the text are still being taken in, and once when they are;
- without the screen: what the newest query costs when the text is taken in;
- all that also as processor time of the whole program, which other programs on the machine disturb less;
- the peer: a plain scan with Python's `re`, ignoring case, which knows one spelling only. It is what `less`,
  vim and most readers do at each key.

    python tests/bench/bench_find.py
"""

from __future__ import annotations

import asyncio
import random
import re
import statistics
import sys
import time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "tui"), str(Path(__file__).parent)]

from bench_search_small import _SHARES, _WORDS, _vocabularies  # noqa: E402  # found by the line above
from tui_desk import desk_of, opened  # noqa: E402  # the same

from store.search import Within  # noqa: E402  # the same

if TYPE_CHECKING:
    from tui_desk import At

SIZES: Final = (("4 KB", 4_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000))
QUERY: Final = "lukashenko"
NAMES: Final = ("Лукашенко", "Lukashenka", "Лукашэнкам", "Лукашенка")
AIM: Final = 16.0
PATIENCE: Final = 60.0


def text_of(size: int) -> str:
    """A text of so many bytes, of the words of four languages; in each thousand words is a name."""
    chance = random.Random(7)  # noqa: S311  # a text, no secret
    weights = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))
    vocabularies = _vocabularies(chance)
    parts: list[str] = ["Bench"]
    used = 0
    while used < size:
        (words,) = chance.choices(vocabularies, weights=_SHARES)
        body = chance.choices(words, cum_weights=weights, k=100)
        if len(parts) % 10 == 1:
            body[50] = chance.choice(NAMES)
        parts.append(" ".join(body) + ".")
        used += len(parts[-1].encode()) + 2
    return "\n\n".join(parts) + "\n"


def told(label: str, took: list[float]) -> None:
    """Print the median and the worst, in milliseconds."""
    p50, worst = statistics.median(took) * 1e3, max(took) * 1e3
    print(f"  {label:58} p50 {p50:8.2f} ms   worst {worst:8.2f} ms   ({len(took)} keys)")


async def typed(at: At, counted: list[float], busy: list[float], held: list[float]) -> None:
    """Type the query: when was the first answer to each key painted, and when was the next key handled."""
    await at.keys("/")
    for letter in QUERY:
        before = at.screen.sought
        started, worked = time.perf_counter(), time.process_time()
        at.post(letter)
        while at.screen.sought is before:  # noqa: ASYNC110  # as short as may be
            await asyncio.sleep(0.0005)
        held.append(time.perf_counter() - started)
        while not _answered(at) and time.perf_counter() - started < PATIENCE:  # noqa: ASYNC110  # the same
            await asyncio.sleep(0.0005)
        at.app.screen._on_timer_update()  # the frame that Textual draws at its next tick
        counted.append(time.perf_counter() - started)
        busy.append(time.process_time() - worked)
        await asyncio.sleep(0.1)  # whoever types takes that long between two keys
    await at.keys("escape")


def _answered(at: At) -> bool:
    """Whether something is found of what is typed now, or all is looked through."""
    screen = at.screen
    return screen._complete or (screen.answered is screen.sought and bool(screen.found))


async def on_screen(text: str) -> None:
    """The figures of the app."""
    async with opened(desk_of(text), (120, 40)) as at:
        at.screen.source.goto(len(text) // 2)
        for label in ("first answer painted, the text being taken in", "first answer painted, after that"):
            counted: list[float] = []
            busy: list[float] = []
            held: list[float] = []
            await typed(at, counted, busy, held)
            told(label, counted)
            told("  processor time until then", busy)
            told("  until the next key can be handled", held)
            await at.keys("/")
            await at.write(QUERY)
            started = time.perf_counter()
            while not at.screen._complete:  # noqa: ASYNC110  # the same
                await asyncio.sleep(0.05)
            print(f"  {'  all counted':58} after {(time.perf_counter() - started) * 1e3:10.1f} ms")
            await at.keys("escape escape")


def without_screen(text: str) -> None:
    """The figures of the search alone, and of its peer."""
    within = Within(text, len(text) // 2)
    started = time.perf_counter()
    steps = iter(within.steps())
    next(steps, None)
    first = time.perf_counter() - started
    for _ in steps:
        pass
    print(
        f"  {'words taken in: the first step, all':58} {first * 1e3:12.2f} ms, {(time.perf_counter() - started) * 1e3:.0f} ms"
    )
    for label, ask in (
        ("a key's answer, all counted (any spelling)", within.spans),
        ("the peer: re, ignoring case (one spelling)", lambda typed: _scanned(text, typed)),
    ):
        took = []
        for length in range(1, len(QUERY) + 1):
            started = time.perf_counter()
            found = ask(QUERY[:length])
            took.append(time.perf_counter() - started)
        told(f"{label}, {len(found)} found", took)


def _scanned(text: str, query: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(re.escape(query), text, re.IGNORECASE)]


def main() -> None:
    """Print the figures."""
    print(f"Aim: at 1 MB the first match near the cursor within {AIM:.0f} ms of its key.")
    for name, size in SIZES:
        text = text_of(size)
        print(f"{name} ({len(text)} code points)")
        without_screen(text)
        asyncio.run(on_screen(text))


if __name__ == "__main__":
    main()
