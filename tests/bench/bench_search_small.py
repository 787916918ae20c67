"""Time the search index on a thousand made-up articles of 500 words.

    python tests/bench/bench_search_small.py [ARTICLES]

The words are made from syllables of four languages and drawn by Zipf's law; names of the tests'
gold set are strewn in. The peer is what the index replaces: rapidfuzz over every text.
"""

from __future__ import annotations

import random
import sys
import time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "search"))

from gold import NAMES

from store.search import Document, Index, find

if TYPE_CHECKING:
    from collections.abc import Callable

_SYLLABLES = tuple(
    line.split()
    for line in (
        "an ber con der ex for ing is ler men nor out per re sion ter un ver wel y",
        "ба ве гра до жи за кі лю мо на об пе ро си ті ук фа хо ці чу ша ю ять ння",
        "бо вы го де ение жа зо ка ли мы но ост пре ра сто ты уч фи ход цен что шл эк",
        "ба ве га да жы зя ка лі мо на а па ра сця ты у фа хо цы чо ша ў эн ю",
    )
)
_WORDS = 12_000
"""Distinct words of a language: a thousand articles of 500 words have about 45,000 in all."""
_SHARES = (35, 25, 25, 15)


def _vocabularies(chance: random.Random) -> list[list[str]]:
    found = []
    for syllables in _SYLLABLES:
        words: dict[str, None] = {}
        while len(words) < _WORDS:
            words["".join(chance.choices(syllables, k=chance.randint(1, 4)))] = None
        found.append(list(words))
    return found


def _articles(count: int, chance: random.Random) -> list[str]:
    vocabularies = _vocabularies(chance)
    weights = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))
    texts = []
    for words in chance.choices(vocabularies, weights=_SHARES, k=count):
        body = chance.choices(words, cum_weights=weights, k=490)
        for cited, cases in chance.choices(NAMES, k=10):
            body.insert(chance.randrange(len(body)), chance.choice(cited + cases))
        texts.append(" ".join(body))
    return texts


def _time(label: str, queries: list[str], ask: Callable[[str], object]) -> None:
    ask(queries[0])
    took = []
    for query in queries:
        started = time.perf_counter()
        ask(query)
        took.append((time.perf_counter() - started) * 1e3)
    took.sort()
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    print(f"{label:34} p50 {p50:8.2f} ms   p99 {p99:8.2f} ms   ({len(took)} queries)")


def main(count: int) -> None:
    """Print the figures."""
    chance = random.Random(7)  # noqa: S311  # a corpus, no secret
    texts = _articles(count, chance)
    index = Index()
    started = time.perf_counter()
    for number, text in enumerate(texts):
        index.put(Document(str(number), "body", text))
    print(f"{count} articles put in {time.perf_counter() - started:.2f} s")
    names = [chance.choice(cited) for cited, _ in NAMES]
    slips = [name[:2] + name[3] + name[2] + name[4:] for name in names if len(name) > 4]
    pairs = [" ".join(chance.sample(names, 2)) for _ in names]
    typed = [name[:length] for name in names[:40] for length in range(1, len(name) + 1)]
    _time("names", names, index.search)
    _time("names with a slip", slips, index.search)
    _time("two names", pairs, index.search)
    _time("every keystroke", typed, index.search)
    _time("as spelled", [f'"{name}"' for name in names], index.search)
    _time("unknown words", [name[::-1] + "q" for name in names], index.search)
    _time("find in one article", names, lambda query: find(texts[0], query))

    def replace(number: str) -> None:
        index.put(Document(number, "body", texts[int(number)] + " x"))

    _time("put in place of a document", [str(n) for n in range(0, count, max(count // 100, 1))], replace)
    _time(
        "rapidfuzz partial_ratio, bodies",
        names[:8],
        lambda q: process.extract(q, texts, scorer=fuzz.partial_ratio),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
