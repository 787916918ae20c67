"""The language of a text: by its letters where they tell, else by langdetect, else not at all.

Ukrainian, Russian and Belarusian differ in a dozen letters; how often each is used decides, so that
a foreign name or one quotation does not. langdetect has no Belarusian and is asked about the rest.
It is loaded at the first such text, with a few of its profiles, and always given the same seed.
"""

from __future__ import annotations

import re
from functools import cache
from math import log
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SAMPLE", "code_of", "detect"]

SAMPLE: Final = 20_000
"""So many code points of a text are looked at."""

# Shares in a thousand Cyrillic letters of running text. Russian, Ukrainian, Bulgarian: counted in the
# profiles of langdetect; Belarusian: counted in news-like sentences of our own. `_FLOOR` is what
# foreign names and quotations put into any text.
_SHARES: Final[Mapping[str, Mapping[str, float]]] = {
    "ru": {"и": 85.6, "ы": 16.1, "щ": 3.4, "э": 2.9, "ё": 2.1, "ъ": 0.4},
    "uk": {"і": 71.5, "и": 51.7, "ї": 9.3, "є": 5.8, "щ": 2.3, "ґ": 0.4},
    "be": {"і": 50.0, "ы": 40.0, "ў": 17.0, "э": 9.0, "ё": 3.0},
    "bg": {"и": 98.1, "ъ": 15.6, "щ": 5.4},
}
_MARKS: Final = "иыщэёъіїєґў"
_FLOOR: Final = 0.3
_SURE: Final = log(20)
"""How much likelier (as a logarithm) the letters must make one language than each other."""
_FEWEST: Final = 8
"""Letters, of different words, below which nothing is said."""

_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_OWN_CYRILLIC: Final = re.compile("[а-яёіїєґў]")
_LATIN: Final = re.compile("[a-z\u00df-\u00f6\u00f8-\u024f]")
_WORD: Final = re.compile(r"[^\W\d_]+")
# No word is that long, or has a letter four times on end (Schifffahrt has it three times).
_NO_WORD: Final = re.compile("[a-z\u00df-\u00f6\u00f8-\u024f\u0400-\u04ff]{41,}")
_DRAWL: Final = re.compile(r"(.)\1{3}")
_FOREIGN: Final = 0.01
"""The share of other Cyrillic letters (Serbian, Kazakh, …) from which on the text is none of these."""

# langdetect: which profiles, how much text, how certain it must be. Without a language's neighbours it
# calls Dutch German and Spanish French, and is certain of it.
_CYRILLIC_PROFILES: Final = ("uk", "ru", "bg", "mk")
_LATIN_PROFILES: Final = (
    *("en", "pl", "de", "fr"),
    *(
        "cs",
        "da",
        "es",
        "et",
        "fi",
        "hr",
        "hu",
        "it",
        "lt",
        "lv",
        "nl",
        "no",
        "pt",
        "ro",
        "sk",
        "sl",
        "sv",
        "tr",
    ),
)
_DETECTED: Final = 1000
_CERTAIN: Final = 0.9
_FEWEST_DETECTED: Final = 30

_CODE: Final = re.compile(r"([a-z]{2})(?:[-_].*)?")


def code_of(told: str | None) -> str | None:
    """Take the ISO 639-1 code out of a language tag such as `uk` or `en-GB`, or None."""
    found = _CODE.fullmatch(told.strip().casefold()) if told else None
    return found.group(1) if found else None


def detect(text: str) -> str | None:
    """Name a text's language by its ISO 639-1 code, or None if not certain. The same text, the same answer."""
    sample = _NO_WORD.sub(" ", text[:SAMPLE].lower())
    cyrillic = len(_CYRILLIC.findall(sample))
    latin = len(_LATIN.findall(sample))
    others = sum(map(str.isalpha, sample)) - cyrillic - latin
    if max(cyrillic, latin) < _FEWEST or others > max(cyrillic, latin):
        return None
    letters = _letters_of_words(sample)
    if letters < _FEWEST:
        return None
    if cyrillic > latin:
        own = len(_OWN_CYRILLIC.findall(sample))
        if cyrillic - own > max(1, cyrillic * _FOREIGN):
            return None
        return _by_letters(sample, own) or _ask(sample, _CYRILLIC_PROFILES)
    return _ask(sample, _LATIN_PROFILES) if letters >= _FEWEST_DETECTED else None


def _letters_of_words(sample: str) -> int:
    """Count the letters of the different words: one that is written a hundred times tells no more than once."""
    return sum(len(word) for word in set(_WORD.findall(sample)) if not _DRAWL.search(word))


def _by_letters(sample: str, letters: int) -> str | None:
    counts = {mark: sample.count(mark) for mark in _MARKS}
    rest = letters - sum(counts.values())
    scores = {code: _likelihood(shares, counts, rest) for code, shares in _SHARES.items()}
    first, second = sorted(scores, key=scores.__getitem__, reverse=True)[:2]
    return first if scores[first] - scores[second] > _SURE else None


def _likelihood(shares: Mapping[str, float], counts: Mapping[str, int], rest: int) -> float:
    """Compute the logarithm of how likely a language makes these letters, each drawn by itself."""
    expected = {mark: max(shares.get(mark, 0.0), _FLOOR) / 1000 for mark in counts}
    others = 1 - sum(expected.values())
    return rest * log(others) + sum(count * log(expected[mark]) for mark, count in counts.items())


def _ask(sample: str, profiles: tuple[str, ...]) -> str | None:
    if sum(map(str.isalpha, sample[:_DETECTED])) < _FEWEST_DETECTED:
        return None
    from langdetect.lang_detect_exception import LangDetectException  # 40 ms, for the few that need it

    detector = _factory(profiles).create()
    detector.append(sample[:_DETECTED])
    try:
        answers = detector.get_probabilities()
    except LangDetectException:  # no letters that it knows
        return None
    return str(answers[0].lang) if answers and answers[0].prob >= _CERTAIN else None


@cache
def _factory(profiles: tuple[str, ...]) -> Any:  # noqa: ANN401  # langdetect has no types
    """Langdetect's own data on these languages alone, in a factory of our own: its global one has 55."""
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory  # as above

    factory = DetectorFactory()
    factory.seed = 0
    factory.load_json_profile([_profile(PROFILES_DIRECTORY, code) for code in profiles])
    return factory


def _profile(folder: str, code: str) -> str:
    from pathlib import Path

    return (Path(folder) / code).read_text(encoding="utf-8")
