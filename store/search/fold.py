"""To fold a word: to turn it into the keys that all its spellings share, across scripts.

A key is written in one small alphabet of sounds: Latin letters, with C for ч, S for ш, Z for ж,
c for ц and h for г, ґ, х. It knows neither soft signs nor apostrophes, doubled consonants, nor the
glide before a vowel (я is a, ю is u). A word that can be read in several ways has several keys,
the likeliest first. Where the rules come from:

- BGN/PCGN romanisation of Russian (1947), Ukrainian (2019) and Belarusian (1979): kh х, ts ц,
  ch ч, sh ш, shch щ, zh ж, y for ы and й, yu ю, ya я, ye е; w for ў.
- Ukraine, Cabinet of Ministers, resolution 55 of 27 January 2010: h г, g ґ, y и, i й after a
  consonant, ie є, iu ю, ia я, zgh зг; the soft sign and the apostrophe are not written.
- Belarus: the instruction of 2000 in its versions of 2007 and 2023 (č, š, ž or ch, sh, zh; ts, dz
  before soft vowels for the soft т and д; u or ŭ for ў), and the Łacinka in use (c, ć, č, š, ž, ŭ, ł).
- ISO 9:1995 (ž ж, č ч, š ш, ŝ щ, h х, c ц, û ю, â я, è э, ʹ ь).
- Polish spelling of eastern names (cz, sz, szcz, rz, ż, ch, c, w, ł, ó, j).
- German (sch, tsch, z, w, j), French (ch, tch, ou, j), and Palladius's table for Chinese names.
- Spelling itself: Belarusian writes unstressed о as а and е as я, Ukrainian closes о to і
  (Харків, Харьков), Russian writes ё as е. `coarse` takes o for a, and e for i.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from store.search import cyrillic, latin

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LONGEST", "akin", "coarse", "fold", "is_latin", "skeleton", "unhooked", "unsure"]

LONGEST: Final = 40
"""Letters of the longest word that has keys; a longer one is found as spelled only."""
_MOST: Final = 10
"""Keys a word may have."""

_LEAST: Final = 3
"""Letters that are left at least where doubled letters become one: їй is not і."""

_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_LATIN: Final = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]")

_RUN: Final = re.compile(r"([^\W\d_])\1\1")
_AFFRICATE: Final = re.compile("[td][sc]+|t(?=C)")
_DOUBLED: Final = re.compile(r"([^aou\d])\1+")

_VARIANTS: Final = (
    # Ukrainian closes о to і: Харків, Харьков; Тернопіль, Тернополь.
    (4, re.compile("(?<=[^aeiou])((?:.*[^aeiou])?)iv$"), r"\1ov"),
    (6, re.compile("(?<=p)il$"), "ol"),
    # Київ, Киев.
    (3, re.compile("ie"), "i"),
    # After ж ч ш щ, and л of surnames, the vowel is о or е by language and stress: Шевчук, Шаўчук.
    (6, re.compile("(?<=[ZCS])e|(?<=l)e(?=v)"), "o"),
)
"""Spellings of one name that the rules of sound do not join: letters from which, what to look for, the other."""

_COARSE: Final = str.maketrans("oe", "ai")
_BONES: Final = str.maketrans("SZC", "szc", "aiu")
_HOOKS: Final = str.maketrans("SZC", "szc")
_UNSURE: Final = str.maketrans("iuSZC", "aaszc")


@lru_cache(maxsize=1 << 12)
def fold(word: str) -> tuple[str, ...]:
    """The keys of a word in plain form, at most ten, the likeliest first, none twice.

    A number folds to itself; a word of more than `LONGEST` letters, of soft signs alone, or with
    one letter three times running (zzzz) has no key. Words of other scripts than Cyrillic and Latin are their own key.
    """
    if len(word) > LONGEST or _RUN.search(word):
        return ()
    if word.isdecimal():
        return (word,)
    keys: dict[str, None] = {}
    for reading in _readings(word):
        if key := _settle(reading):
            keys.update(dict.fromkeys(_variants(key)))
    return tuple(keys)[:_MOST]


def _variants(key: str) -> list[str]:
    found = [key]
    for least, rule, other in _VARIANTS:
        if len(key) >= least:
            found += [rule.sub(other, one) for one in found]
    return found


def _readings(word: str) -> Iterator[str]:
    if _CYRILLIC.search(word):
        return cyrillic.readings(word)
    if _LATIN.search(word):
        return latin.readings(word)
    return iter((word,))


def _settle(key: str) -> str:
    """One letter for ц and ч however they are spelled, and single consonants."""
    return _single(_AFFRICATE.sub(_affricate, key))


def _single(key: str) -> str:
    single = _DOUBLED.sub(r"\1", key)
    return single if len(single) >= _LEAST else key


def _affricate(found: re.Match[str]) -> str:
    return "c" if len(found[0]) > 1 else ""


def coarse(key: str) -> str:
    """The key without the differences of unstressed vowels: o is a, e is i."""
    return _single(key.translate(_COARSE))


def akin(key: str) -> str:
    """The key in which о and а are one, as unstressed in Belarusian; е and и are not."""
    return key.replace("o", "a")


def skeleton(key: str) -> str:
    """The consonants of a coarse key, hissing ones without their hook (S is s)."""
    return key.translate(_BONES)


def unhooked(key: str) -> str:
    """A key whose hissing consonants have no hook: S is s."""
    return key.translate(_HOOKS)


def unsure(key: str) -> str:
    """A coarse key in which all vowels are one, and hissing consonants have no hook."""
    return key.translate(_UNSURE)


def is_latin(word: str) -> bool:
    """Whether a word in plain form is read as Latin."""
    return bool(_LATIN.search(word)) and not _CYRILLIC.search(word)
