"""How Latin spellings of names are read into the letters of `store.search.fold`.

One Latin letter means different sounds in different systems, but a word is written in one of them.
So a word is read as a whole, once in each system that its letters allow:

- English: BGN/PCGN for Russian, Ukrainian (and Ukraine's table of 2010) and Belarusian; the press.
- Belarusian in English letters (BGN/PCGN; Belarus's tables of 2007 and 2023): `ou` for оў, `tsi` for ці.
- Polish spelling, which also serves Czech, Slovak, Croatian, Lithuanian and ISO 9: `c` is ц, `ch` х, `j` й.
- Łacinka, the Latin alphabet of Belarusian: the same, with soft `c` and `ć` for т, `u` or `ŭ` for ў.
- German: `sch` is ш or ж, `z` ц, `j` й, `ch` х. French: `ch` is ш, `j` ж, `ou` у.
- Hanyu Pinyin, by Palladius's table (see `store.search.pinyin`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from store.search import pinyin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["readings"]

# Letters whose diacritic changes the sound, as codes in capitals (a plain form has none):
# O ó, Q ć, A ą, E ę; R is a German s spoken as з. The other diacritics are dropped.
_MARKED: Final = str.maketrans(
    {
        "š": "S", "ş": "S", "ș": "S", "č": "C", "ž": "Z", "ż": "Z", "ŝ": "SC", "ŭ": "v", "ł": "l",
        "ć": "Q", "ó": "O", "ą": "A", "ę": "E", "đ": "d", "ð": "d", "þ": "t", "æ": "e", "œ": "e",
        "ø": "o", "ı": "i", "ŋ": "n", "ə": "a", "ğ": "h", "'": "",
    }
)  # fmt: skip

_SHARED: Final = {
    "shch": "SC", "szcz": "SC", "sch": "SC", "tsch": "C", "tch": "C", "dzh": "dZ", "dj": "dZ",
    "sh": "S", "sz": "S", "zh": "Z", "kh": "h", "gh": "h", "ts": "c", "tz": "c", "cz": "C",
    "ph": "f", "th": "t", "qu": "kv", "q": "k", "x": "ks", "w": "v", "g": "h",
    "O": "o", "Q": "c", "A": "a", "E": "e", "c": "k", "j": "y", "ch": "C",
}  # fmt: skip


def _table(changes: Mapping[str, str]) -> Callable[[str], str]:
    table = {**_SHARED, **changes}
    pattern = re.compile("|".join(sorted(table, key=len, reverse=True)))
    return lambda word: pattern.sub(lambda match: table[match[0]], word)


_english: Final = _table({"ck": "k", "j": "dZ", "oo": "u"})
_belarusian: Final = _table({})
_polish: Final = _table({"ch": "h", "c": "c", "rz": "Z", "O": "u", "A": "on", "E": "en"})
_lacinka: Final = _table({"ch": "h", "c": "c", "Q": "t"})
_german: Final = _table(
    {"ck": "k", "sch": "S", "dsch": "dZ", "ch": "h", "chs": "ks", "z": "c", "ie": "i", "R": "z"}
)
_french: Final = _table({"ch": "S", "j": "Z", "ou": "u", "oo": "u"})

_SIBILANT_C: Final = re.compile("c(?=[eiy])")
_SHORT_U: Final = re.compile("(?<=[aeo])u(?![aeiouy])")
_SOFT_T: Final = re.compile("ts(?=v?[ie])")
_SOFT_C: Final = re.compile("c(?=v?[ie])")
_ULAD: Final = re.compile("^ulad")
_SOFT_D: Final = re.compile("dz(?=[iemv])")
_POLISH_IA: Final = re.compile("(?<=[scz])j(?=[ai])")
_YA: Final = re.compile("(?<=[^aeiouy])[iy]a(?=.)")
_SOFTENING: Final = re.compile("(?<=[^aeiouyOAE])[iy](?=[aeouOAE])")
_VOICED_S: Final = re.compile("s(?=[aeiou])")
_FRENCH_G: Final = re.compile("g(?=[ei])")
_FRENCH_GU: Final = re.compile("gu(?=[ei])")
_FRENCH_END: Final = re.compile("(?<=[nv])e$")
_QUE: Final = re.compile("que$")
_OFF: Final = re.compile("ff$")
_MARKS: Final = re.compile("[\u0300-\u036f]")

_GLIDE: Final = re.compile("y(?=[aeiou])")
_BETWEEN_VOWELS: Final = re.compile("(?<=[aeou])i(?=[aeou])")

_TELLS_VOICED_S: Final = re.compile("j|w|ch")


def readings(word: str) -> Iterator[str]:
    """Yield the readings of a word in plain form, the likeliest first; not settled yet."""
    word = word.translate(_MARKED)
    if not word.isascii():
        word = _MARKS.sub("", unicodedata.normalize("NFD", word))
    word = _QUE.sub("k", _OFF.sub("v", word))
    yield _glide(_english(_SIBILANT_C.sub("s", word)))
    for tells, read in _SYSTEMS:
        if tells.search(word):
            yield from map(_glide, read(word))


def _as_belarusian(word: str) -> Iterator[str]:
    word = _ULAD.sub("vlad", _SOFT_D.sub("d", _SOFT_T.sub("t", _SHORT_U.sub("v", word))))
    yield _belarusian(_SOFTENING.sub("", word))
    if _YA.search(word):
        yield _belarusian(_SOFTENING.sub("", _YA.sub("e", word)))


def _as_polish(word: str) -> Iterator[str]:
    word = _POLISH_IA.sub("iy", _SOFTENING.sub("", word))
    yield _polish(word)
    if "O" in word:
        yield _polish(word.replace("O", "o"))


def _as_lacinka(word: str) -> Iterator[str]:
    word = _ULAD.sub("vlad", _SOFT_D.sub("d", _SOFT_C.sub("t", _SHORT_U.sub("v", word))))
    yield _lacinka(_SOFTENING.sub("", word))


def _as_pinyin(word: str) -> Iterator[str]:
    if (reading := pinyin.reading(word)) is not None:
        yield reading


def _as_german(word: str) -> Iterator[str]:
    if _TELLS_VOICED_S.search(word):
        word = _VOICED_S.sub("R", word)
    yield _german(word)
    if "sch" in word:
        yield _german(word.replace("sch", "Z"))


def _as_french(word: str) -> Iterator[str]:
    word = _FRENCH_END.sub("", _FRENCH_GU.sub("h", word))
    yield _french(_FRENCH_G.sub("Z", _SIBILANT_C.sub("s", word)))


_SYSTEMS: Final = (
    (re.compile("[aeo]u(?![aeiouy])|tsv?[ie]|dz[iemv]|[^aeiouy][iy][aeou]"), _as_belarusian),
    (re.compile("[cjOQAE]|rz|[^aeiouy][iy][aeouOAE]"), _as_polish),
    (re.compile("cv?[ie]|dz[iemv]|[Qj]|[aeo]u(?![aeiouy])"), _as_lacinka),
    (pinyin.TELLING, _as_pinyin),
    (re.compile("sch|z|j|ch|ie"), _as_german),
    (re.compile("ch|j|ou|g[eu]|gi|[nv]e$"), _as_french),
)
"""After English: what in a word makes each system read it otherwise, and how it does."""


def _glide(word: str) -> str:
    return _BETWEEN_VOWELS.sub("", _GLIDE.sub("", word).replace("y", "i"))
