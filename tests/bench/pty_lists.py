"""What the benchmarks of lists and of the start need: large desks, and keys timed in a pseudo-terminal."""

from __future__ import annotations

import os
import random
import sys
import time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "pty"), str(ROOT)]

from program import COMMAND, Place  # noqa: E402  # found by the line above
from terminal import Terminal  # noqa: E402  # found by the line above

from store import Desk  # noqa: E402  # the same
from store.intake import Draft, digest  # noqa: E402  # the same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from re import Pattern

__all__ = ["COMMAND", "ROOT", "Place", "Timed", "large_desk", "percentile"]

_SYLLABLES: Final = (
    "an ber con der ex for ing is ler men nor out per re sion ter un ver wel y",
    "ба ве гра до жи за кі лю мо на об пе ро си ті ук фа хо ці чу ша ю ять ння",
    "бо вы го де ение жа зо ка ли мы но ост пре ра сто ты уч фи ход цен что шл эк",
)
_LANGUAGES: Final = ("en", "uk", "ru")
_WORDS: Final = 20_000
_BATCH: Final = 5_000

_QUERY_2026: Final = b"\x1b[?2026$p"
_SUPPORTED_2026: Final = b"\x1b[?2026;2$y"
_FRAME_END: Final = b"\x1b[?2026l"
_SILENCE: Final = 0.05  # seconds without output before a key is sent


def large_desk(folder: Path, articles: int) -> None:
    """Make a desk of short articles in three languages, the same at each call."""
    chance = random.Random(11)  # noqa: S311  # a corpus, no secret
    weights = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))
    languages = []
    for line in _SYLLABLES:
        syllables = line.split()
        languages.append(["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(_WORDS)])
    with Desk.open(folder) as desk:
        for first in range(0, articles, _BATCH):
            drafts = []
            for number in range(first, min(first + _BATCH, articles)):
                words = chance.choices(languages[number % 3], cum_weights=weights, k=120)
                title = " ".join(words[: chance.randint(5, 12)]).capitalize()
                text = f"{title}\n\n{number} " + " ".join(words[12:]) + ".\n"
                drafts.append(
                    Draft(
                        path=f"/home/analyst/inbox/{2000 + number % 24}/{number:06}.txt",
                        sha256=digest(text.encode()),
                        text=text,
                        encoding="utf-8",
                        title=title,
                        language=_LANGUAGES[number % 3],
                        outlet=f"outlet-{number % 40}.example",
                        published=f"{2000 + number % 24}-{1 + number % 12:02}-{1 + number % 28:02}",
                    )
                )
            desk.add(drafts)
        if articles:
            desk.checkpoint()


class Timed:
    """A program in a pseudo-terminal that answers as one with synchronized output, and its frames."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], *, columns: int = 160, rows: int = 50
    ) -> None:
        self.terminal = Terminal(command, environment, columns=columns, rows=rows, draw=False)
        self._answered = 0

    def __enter__(self) -> Self:
        self.terminal.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.terminal.close()

    def read(self, seconds: float) -> bool:
        """Read what comes within that time; whether anything came."""
        before = len(self.terminal.chunks)
        self.terminal._read(seconds)  # the terminal's own way
        for _, data in self.terminal.chunks[self._answered :]:
            if _QUERY_2026 in data:
                os.write(self.terminal._master, _SUPPORTED_2026)  # the same
        self._answered = len(self.terminal.chunks)
        return len(self.terminal.chunks) > before

    def quiet(self, seconds: float = _SILENCE, most: float = 60.0) -> None:
        """Read until nothing has come for so long."""
        until = time.perf_counter() + most
        while self.read(seconds) and time.perf_counter() < until:
            pass

    def until(self, text: bytes, most: float = 60.0) -> None:
        """Read until something was written."""
        until = time.perf_counter() + most
        while text not in self.terminal.raw:
            assert time.perf_counter() < until, f"not seen: {text!r}"
            self.read(0.05)

    def key(self, key: bytes, most: float = 5.0, frame: Pattern[bytes] | None = None) -> float:
        """Send a key; seconds until the end of the frame it causes, or of the first one that has `frame`."""
        first = len(self.terminal.chunks)
        sent = time.perf_counter()
        os.write(self.terminal._master, key)  # as above
        seen = b""
        while time.perf_counter() - sent < most:
            if not self.read(most):
                continue
            at, seen = time.perf_counter(), b"".join(data for _, data in self.terminal.chunks[first:])
            start = 0 if frame is None else getattr(frame.search(seen), "start", lambda: -1)()
            if start >= 0 and _FRAME_END in seen[start:]:
                return at - sent
        raise AssertionError(f"no frame after {key!r}: {seen[-200:]!r}")


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of them lies, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
