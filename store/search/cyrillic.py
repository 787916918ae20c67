"""How Ukrainian, Russian and Belarusian spelling is read into the letters of `store.search.fold`.

Where the languages write one sound in two ways, the reading is one (г ґ г, и ы і, е э є, в ў).
Where one spelling stands for two sounds, the word has a second reading: the Belarusian one, with
soft ц and дз for т and д (Ціханоўская, Мядзведзеў), я for an unstressed е (Сяргей), Улад- for Влад-.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LETTERS", "readings"]

LETTERS: Final = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "h", "д": "d", "е": "e", "ё": "o", "є": "e", "ж": "Z",
    "з": "z", "и": "i", "і": "i", "ї": "i", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "v", "ф": "f", "х": "h", "ц": "c", "ч": "C",
    "ш": "S", "щ": "SC", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a", "'": "",
    # Serbian and Macedonian letters turn up in quotations; each reads as its pair of sounds.
    "ј": "j", "љ": "l", "њ": "n", "ђ": "dZ", "ћ": "C", "џ": "dZ", "ѓ": "h", "ќ": "k", "ѕ": "z",
    "ѐ": "e", "ѝ": "i", "ѣ": "e", "ѫ": "u", "ѵ": "i", "ѳ": "f", "һ": "h", "қ": "k", "ғ": "h", "ң": "n",
    "ө": "o", "ү": "u", "ұ": "u", "ә": "a",
}  # fmt: skip
_TABLE: Final = str.maketrans(LETTERS)

# Latin letters that look like Cyrillic ones: scraped and machine-read texts mix them up.
_LOOKALIKES: Final = str.maketrans("aceiopxyk", "асеіорхук")

_FIRST_SHORT_U: Final = re.compile("^ў")
_SOFT: Final = re.compile("^улад|ц(?=в?[іеєяюёь])|дз(?=[іеєяюёьмв])")
_HARD: Final = {"улад": "влад", "ц": "т", "дз": "д"}
_YA: Final = re.compile("я(?=.)")
_IA: Final = re.compile("[иіь](?=[яюєе]$)")
_GLIDE: Final = re.compile("j(?=[aeiou])")

_LONG: Final = 7
"""Letters from which -ия, -ія and -ья are taken for one another: Наталия, Наталья."""


def readings(word: str) -> Iterator[str]:
    """Yield the readings of a word in plain form, the likeliest first; not settled yet."""
    word = _FIRST_SHORT_U.sub("у", word.translate(_LOOKALIKES))
    yield _read(word)
    if "ё" in word:
        yield _read(word.replace("ё", "е"))
    softened = _SOFT.sub(lambda match: _HARD[match[0]], word)
    if softened != word:
        yield _read(softened)
    if _YA.search(word):
        yield _read(_YA.sub("е", softened))
    if len(word) >= _LONG and _IA.search(word):
        yield _read(_IA.sub("", word))


def _read(word: str) -> str:
    return _GLIDE.sub("", word.translate(_TABLE)).replace("j", "i")
