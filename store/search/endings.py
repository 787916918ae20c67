"""Case endings of Ukrainian, Russian and Belarusian (and, where they sound alike, Polish) names.

The endings are those of the school grammars' declensions, folded to coarse letters, so that one
list serves the three languages. Two forms are one word if both are the same stem with an ending
of the same paradigm: that keeps Китай from кит, and Путин from путь.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from store.search.cyrillic import readings
from store.search.fold import coarse

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Form", "bare", "bare_written", "forms", "stem"]


class Form(NamedTuple):
    """How a case form relates to the key it was made from."""

    stem: int
    """How many letters of the key both have."""
    certain: bool
    """False if it is as likely another name: a woman's beside a man's."""


class _Paradigm(NamedTuple):
    """A declension: what its stems end in, the endings cut from a query, the endings tried for it."""

    stems: re.Pattern[str]
    cut: tuple[str, ...]
    tried: tuple[str, ...]
    certain: bool = True


def _fold(endings: str) -> tuple[str, ...]:
    """Endings in Cyrillic, as coarse keys; `-` is the empty one."""
    return tuple(dict.fromkeys("" if e == "-" else coarse(next(readings(e))) for e in endings.split()))


_HARD: Final = re.compile(".*[^aiu]$")
_VOWEL: Final = re.compile(".*[^au]$")
_HIS: Final = _fold("ий ого его ому ему ым ом ых ими і")
_HER: Final = _fold("а ая ой ою у ую")

_PARADIGMS: Final = (
    # Минск, Лукашенко as a masculine: -ов is tried, not cut, for it ends surnames.
    _Paradigm(
        _HARD,
        _fold("- а я у ю ом ем і и ы е ові еві ами ах"),
        _fold("- а я у ю ом ем і и ы е ові еві ов ев ів ей ам ями ами ах ым"),
    ),
    # Украина, Лукашенка, Марія: -ою of the Ukrainian instrumental, -о of the vocative. From a
    # longer ending none leads to the bare stem: водой to вод, nor so Шанхай to шанх.
    _Paradigm(_VOWEL, _fold("а о я у ю и і ы е"), _fold("- а о я у ю и і ы е ой ою ей ею ам ами ах ом ові")),
    _Paradigm(_VOWEL, _fold("ой ою ею"), _fold("а о я у ю и і ы е ой ою ей ею ам ами ах ом ові")),
    # Путин, Жданова: surnames in -ов, -ев, -ин decline between nouns and adjectives.
    _Paradigm(
        re.compile(".*(?:av|iv|in)$"),
        _fold("- а у ым ой ою ых ыми"),
        _fold("- а у ым ом е ой ою ы ых ыми"),
    ),
    # Китай: the glide is gone before a vowel.
    _Paradigm(
        re.compile(".*[au]$"),
        _fold("й я ю ем ї еві"),
        _fold("й я ю ем ї еві ів ям ями ях"),
    ),
    # Сергій, Росія: the vowel of the ending runs into the stem's.
    _Paradigm(
        re.compile(".*i$"),
        ("", "a", "u", "m", "vi", "iu"),
        ("", "a", "u", "m", "vi", "iu", "am", "ami", "ah", "v"),
    ),
    # Зеленский, Тихановская: adjectives.
    _Paradigm(_HARD, _HIS, _HIS),
    _Paradigm(_HARD, _HER, _HER),
    _Paradigm(_HARD, _HIS, _HER, certain=False),
    _Paradigm(_HARD, _HER, _HIS, certain=False),
)

_SHORTEST: Final = 3
"""Letters of the shortest stem; one that lost an ending of two letters keeps one more."""

_SHIFTS: Final = (("k", "c"), ("h", "z"), ("h", "s"))
"""Ukrainian and Belarusian soften к, г, х before -і of the dative: Америка, Америці."""

_FLEETING: Final = re.compile("(.*[^aiu])([ai])([kcl])$")
"""A vowel that goes when an ending comes: Новичок, Новичка; Павел, Павла."""
_JOINED: Final = re.compile("(.*[^aiu])([kcl])$")

_TAIL: Final = re.compile("(?:ami|imi|aha|iha|amu|imu|avi|ivi|am|im|ah|ih|ai|aa|au|iu|uu|a|i|u)$")


# The same for keys in which е is no и, and for words as they are written.
_SOUND_TAIL: Final = re.compile("(?:[ai]m[iu]|[ai]h[ao]|[ao]v[ie]|iv[ie]|[aeio]m|[ai]h|[aeiou]{1,2})$")
_LATIN_TAIL: Final = re.compile("[aiou]{1,2}$")
_WRITTEN_TAIL: Final = re.compile("(?:[аеиоуюя]{1,3}|[аеиоуюя](?:м[иу]?|х|го|в[еи]?))$")
_ONE_HAND: Final = str.maketrans("іїыйєэёґў", "иииииееегв"[1:], "ь'")
"""One letter for those that the three languages write for one another."""


def forms(key: str) -> dict[str, Form]:
    """The coarse keys that a word of this coarse key has in its cases; first the key itself."""
    found = {key: Form(len(key), certain=True)}
    for paradigm in _PARADIGMS:
        for ending in paradigm.cut:
            length = len(key) - len(ending)
            if length < _SHORTEST + (len(ending) > 1) or not key.endswith(ending):
                continue
            base = key[:length]
            if not paradigm.stems.fullmatch(base):
                continue
            for other in paradigm.tried:
                # кита may be of кит; that Китай goes with it is less likely.
                short = length == _SHORTEST and ending and len(other) > 1
                joined = base + (other[1:] if base[-1] == other[:1] == "i" else other)
                found.setdefault(joined, Form(length, certain=paradigm.certain and not short))
            for other, shared in _changed(base, ending):
                found.setdefault(other, Form(shared, paradigm.certain))
    return found


def _changed(base: str, ending: str) -> Iterator[tuple[str, int]]:
    """Yield forms in which the stem itself changes, each with how much of it stays."""
    if not ending:
        if len(base) > _SHORTEST + 1 and (fleeting := _FLEETING.fullmatch(base)):
            short = fleeting[1] + fleeting[3]
            yield from ((short + other, len(fleeting[1])) for other in ("a", "u", "am", "i", "avi"))
        return
    if ending == "a":
        yield from ((base[:-1] + soft + "i", len(base) - 1) for hard, soft in _SHIFTS if base[-1] == hard)
    if ending == "i":
        yield from ((base[:-1] + hard + "a", len(base) - 1) for hard, soft in _SHIFTS if base[-1] == soft)
    if len(base) > _SHORTEST and (joined := _JOINED.fullmatch(base)):
        yield from ((joined[1] + vowel + joined[2], len(joined[1])) for vowel in "ai")


def stem(key: str) -> str:
    """A coarse key without what may be its ending: equal for most forms of a word, and shorter.

    At least three letters stay. For nearness only: it also cuts what is no ending.
    """
    found = _TAIL.search(key, _SHORTEST)
    return key[: found.start()] if found else key


def bare(key: str, *, latin: bool) -> str:
    """A key, with о as а, without what may be its ending; in Latin letters a name has few."""
    found = (_LATIN_TAIL if latin else _SOUND_TAIL).search(key, _SHORTEST)
    return key[: found.start()] if found else key


def bare_written(word: str) -> tuple[str, str]:
    """A Cyrillic word in the letters that its three languages share, and that without what may be its ending."""
    word = word.translate(_ONE_HAND)
    found = _WRITTEN_TAIL.search(word, _SHORTEST)
    return word, word[: found.start()] if found else word
