"""Guessing a one-byte encoding: each candidate's reading is scored as Cyrillic or Western text.

A reading's score is a sum of logarithms over the characters that its encoding decides (those not
in ASCII): how common the letter is in the languages of the desk, and how likely its place in the
word. The wrong reading shows capitals inside words, letters of two alphabets in one word, signs
that no word begins with, box drawing and control characters.
"""

from __future__ import annotations

import re
from math import log
from typing import Final

__all__ = ["CANDIDATES", "guess"]

CANDIDATES: Final = ("cp1252", "cp1251", "koi8-u", "iso8859-5", "cp866")
"""In the order of preference where two readings score the same."""

# Letters in a thousand of running text: the highest of the shares in Russian, Ukrainian and Belarusian.
_PER_MILLE: Final = {
    "а": 150, "о": 100, "и": 85, "н": 88, "е": 77, "т": 58, "р": 58, "с": 58, "і": 70, "в": 45,
    "л": 42, "к": 40, "м": 30, "д": 35, "п": 28, "я": 40, "у": 35, "г": 20, "й": 18, "ы": 35,
    "з": 25, "б": 17, "ь": 20, "х": 11, "ч": 14, "ц": 15, "ж": 8, "ф": 6, "ю": 8, "ш": 6,
    "щ": 4, "э": 12, "ё": 6, "ъ": 0.4, "ї": 9, "є": 6, "ґ": 0.4, "ў": 18,
}  # fmt: skip
_LETTER: Final = {letter: log(share / 1000) for letter, share in _PER_MILLE.items()}
# The letters that often follow a letter: pairs of at least one in a thousand in Russian or Ukrainian
# (the profiles of langdetect, counted) or common in Belarusian.
_FOLLOWERS: Final = {
    "а": "нлртвсямзкцдйхїпбеєчгўжш", "б": "ореуілаыя", "в": "іоаеинылсряу", "г": "оіраиеэу", "д": "еоаіинжусрлзыя",
    "е": "нрслтдмвкйгпзжец", "ж": "еидныаоуэ", "з": "аьнвоиыдяеіў", "и": "нйсхтякизелмчпрвцодагю",
    "і": "двноїтйчскляєбцпзрмш", "й": "сношц", "к": "оаиірутлесі", "л": "иьіеоаяуюы", "м": "еіаиуопыя",
    "н": "іоиыянестцьдугка", "о": "внрдслгмйтбїюкезпжчихўш", "п": "ораеіилуы", "р": "аоеиіутнсямгыэ", "с": "ткьоеіисляапнувцяш",
    "т": "аиоеурвьісныя", "у": "тнзкрслвдпчгюцшж", "ф": "риіеоа", "х": "оавніу", "ц": "иіуеьаяцыэ", "ч": "енаиыіукя",
    "ш": "иеалтынк", "щ": "еоиаоу", "ы": "йхемцлврнктсбзя", "ь": "кнсоягшц", "э": "тнркл", "ю": "щтцчд", "я": "ктнвмлсцдзрг",
    "ё": "нмлсрв", "є": "юмтвк", "ї": "нвмхс", "ў": "слнкшдтц", "ъ": "ея", "ґ": "ран",
}  # fmt: skip
_PAIRS: Final = frozenset(first + second for first, others in _FOLLOWERS.items() for second in others)
_NO_BEGINNING: Final = frozenset("ьъы")
_SILENT: Final = frozenset("ьъ")
_VOWELS: Final = frozenset("аеиоуыэюяёєії")

_LATIN_I: Final = frozenset("iI")  # stands for і in texts of cp866, which has none

# Scores of what is no common Cyrillic letter.
_ACCENTED: Final = -3.7  # a Latin letter that is not in ASCII: one of some forty
_TYPOGRAPHIC: Final = -2.5
_FOREIGN: Final = -9.0  # a Cyrillic letter of no language of the desk
_JUNK: Final = -9.0
_MARKS: Final = frozenset("“”‘’„–—…•«»‹›°§№©®™€£\xa0¿¡")
_SIGNS: Final = frozenset("¢¤¥¦¨¬¯±²³´µ¶·¸¹¼½¾×÷")  # fit for a text, but not before a letter or each other
_OPENING_MARKS: Final = frozenset("¿¡")

# What is added for a character's place.
_CASE_FLIP: Final = -4.0  # a capital right after a small letter
_CAPITAL: Final = -0.5  # a capital in a word of capitals, or at its beginning
_MIXED: Final = -4.0  # a Cyrillic letter next to a Latin one
_COMMON_PAIR: Final = 0.6
_RARE_PAIR: Final = -1.6
_NO_WORD: Final = -3.0  # a letter that begins no word at a word's beginning, a silent one after a vowel
_WESTERN: Final = 1.5  # an accented letter next to an ASCII one
_ACCENTED_RUN: Final = -3.0
_LONELY: Final = -1.0

_HIGH_BYTE: Final = re.compile(rb"[\x80-\xff]")
_WINDOW: Final = 2048
_WINDOWS: Final = 4
_ENOUGH: Final = -4.1
"""The mean score a character must reach. Measured: thirty letters and more of the desk's languages, read
right, reach -3.8 to -2.6; Greek, Hebrew, Polish, Chinese and Japanese read as any of these -8.0 to -4.2."""


def guess(data: bytes) -> str | None:
    """Name the likeliest of `CANDIDATES` for bytes that are not UTF-8, or None where no reading makes sense."""
    sample = _sample(data)
    scores = {name: _score(sample.decode(name, "replace")) for name in CANDIDATES}
    best = max(CANDIDATES, key=scores.__getitem__)
    return best if scores[best] >= _ENOUGH else None


def _sample(data: bytes) -> bytes:
    """Take up to four stretches of 2 KiB, each from the next byte on that tells encodings apart."""
    parts: list[bytes] = []
    start = 0
    while len(parts) < _WINDOWS and (found := _HIGH_BYTE.search(data, start)):
        begin = max(found.start() - 16, start)  # with the letters before it
        start = found.start() + _WINDOW
        parts.append(data[begin:start])
    return b"\n".join(parts)


def _score(text: str) -> float:
    """Average the scores of the characters of a reading that are not in ASCII."""
    total = 0.0
    number = 0
    before = " "
    for char in text:
        if char > "\x7f":
            number += 1
            total += _place(char, before)
        elif char.isalpha() and before.isalpha() and before > "\x7f" and char not in _LATIN_I:
            total += _MIXED if before.lower() in _LETTER else _WESTERN
        if before in _SIGNS and (char.isalpha() or char in _SIGNS):
            total += _JUNK
        before = char
    return total / max(number, 1)


def _place(char: str, before: str) -> float:
    small = char.lower()
    if small in _LETTER:
        return _LETTER[small] + _cyrillic(char, small, before)
    if "\u0400" <= char <= "\u04ff":
        return _FOREIGN
    if char.isalpha() and char <= "\u024f":
        return _ACCENTED + _western(char, before)
    if char in _OPENING_MARKS and before.isalpha():
        return _JUNK
    return _TYPOGRAPHIC if char in _MARKS or char in _SIGNS else _JUNK


def _cyrillic(char: str, small: str, before: str) -> float:
    score = 0.0
    if char != small:
        score += _CASE_FLIP if before.islower() else _CAPITAL
    if not before.isalpha():
        return score + (_NO_WORD if small in _NO_BEGINNING else 0.0)
    if before in _LATIN_I:
        return score
    if before.isascii():
        return score + _MIXED
    if small in _SILENT and before.lower() in _VOWELS:
        return score + _NO_WORD
    return score + (_COMMON_PAIR if before.lower() + small in _PAIRS else _RARE_PAIR)


def _western(char: str, before: str) -> float:
    if not before.isalpha():
        return _LONELY
    score = _WESTERN if before.isascii() else _ACCENTED_RUN
    return score + (_CASE_FLIP if char.isupper() and before.islower() else 0.0)
