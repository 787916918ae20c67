"""What the benchmark of the reader reads: made-up articles of any size in mixed scripts, and desks of them."""

from __future__ import annotations

import random
import shutil
import tempfile
from itertools import accumulate
from pathlib import Path
from typing import Final

from store import Desk
from store.intake import Known, Source

__all__ = ["NAMES", "article", "desk", "title"]

NAMES: Final = {4096: "4 KB", 1 << 20: "1 MB", 10 << 20: "10 MB"}

_WORDS: Final = 4000
_SYLLABLES: Final = (
    "ба ве гра до жи за кі лю мо на об пе ро си ті ук фа хо ці чу ша ю ять ння ґа їх",
    "an ber con der ex for ing is ler men nor out per re sion ter un ver wel y",
)
_ODD: Final = (
    "北京的访问推迟了,双方没有公布新的日期。",
    "Відео 👩\u200d👩\u200d👧 з площі 🇺🇦 набрало мільйон переглядів 👍🏽 за добу ❤\ufe0f.",
    "Наголос: за\u0301мок і замо\u0301к — різні слова.",
    "दिल्ली में बैठक",
)
_ODD_EVERY: Final = 12  # paragraphs
_FAST: Final = Path("/dev/shm")  # noqa: S108  # a desk is made there and then copied to a disk
_LONGEST: Final = 120  # code points of a highlight


def title(size: int) -> str:
    """The title of the article of that many bytes."""
    return f"Article of {NAMES.get(size, f'{size} B')}"


def article(size: int) -> str:
    """A text of about `size` bytes of UTF-8: its title, then paragraphs of some sentences each."""
    chance = random.Random(size)  # noqa: S311  # the same at every run
    lexicons = [
        ["".join(chance.choices(part.split(), k=chance.randint(1, 4))) for _ in range(_WORDS)]
        for part in _SYLLABLES
    ]
    weights = list(accumulate(1 / (rank + 1) for rank in range(_WORDS)))
    pieces = [title(size)]
    left, number = size - len(pieces[0]), 0
    while left > 0:
        number += 1
        if number % _ODD_EVERY == 0:
            paragraph = chance.choice(_ODD)
        else:
            lexicon = lexicons[number % 4 == 0]
            paragraph = " ".join(_sentence(chance, lexicon, weights) for _ in range(chance.randint(2, 6)))
        pieces.append(f"№{number} {paragraph}")
        left -= len(pieces[-1].encode()) + 1
    return "\n".join(pieces) + "\n"


def _sentence(chance: random.Random, lexicon: list[str], weights: list[float]) -> str:
    words = chance.choices(lexicon, cum_weights=weights, k=chance.randint(6, 18))
    at = chance.randrange(len(words))
    words[at] = f"«{words[at]}»"
    words[len(words) // 2] += chance.choice((",", ",", " —", ";"))
    return " ".join(words).capitalize() + chance.choice(("..", ".", "."))[:1]


def desk(folder: Path, *, size: int, highlights: int) -> None:
    """Put a desk there: an article of a line, and one of `size` bytes with so many highlights."""
    with tempfile.TemporaryDirectory(dir=_FAST if _FAST.is_dir() else None) as name:
        place = Path(name) / "desk"
        made = Desk.open(place)
        for text, known in (("One line.\n", "A line"), (article(size), title(size))):
            source = Source(path=f"{known}.txt", data=text.encode(), known=Known(title=known))
            assert [report.status for report in made.import_sources([source])] == ["added"]
        key = made.articles()[-1].id
        chance, length = random.Random(highlights), len(made.text(key))  # noqa: S311
        for number in range(highlights):
            start = chance.randrange(max(length - _LONGEST, 1))
            end = min(start + chance.randint(4, _LONGEST), length)
            made.annotate(key, start, end, note="a note of some words" if number % 5 == 0 else "")
        made.close()
        shutil.copytree(place, folder)
