"""Which words of a vocabulary answer one word of a query, and how well."""

from __future__ import annotations

import re
from heapq import nsmallest
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from store.search import typos
from store.search.endings import forms
from store.search.fold import coarse, fold, is_latin, skeleton, unhooked, unsure
from store.search.levels import BEGUN, BEGUN_AS_SPELLED, COMMON, FOLDED, NEAR, RARE, SPELLED, TYPO, TYPOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.search.vocabulary import Vocabulary

__all__ = ["match"]

_STRICT: Final = 3
"""A word of so few letters must agree in every vowel, and has no typos."""
_SURE: Final = 6
"""A stem of so many letters is the same word whatever its unstressed vowels."""
_ALIKE: Final = 4
"""Letters from which a word may differ in a vowel or a hook."""
_TYPED: Final = 2
"""A word of so few letters is still being typed: what it begins is listed by commonness."""
_FEW: Final = 64
_MANY: Final = 256
"""How many words a beginning stands for, the commonest of them: of one or two letters, of more."""
_LONG: Final = 8
"""Letters of a word that is not met by chance: its misspellings are shown below its true forms."""

_DIGIT: Final = re.compile(r"\d")

# A letter typed may be the first half of one sound: luk, lukas, lukash.
_GOES_ON: Final = {"s": ("h", "z"), "z": ("h",), "c": ("h", "z"), "k": ("h",), "t": ("s",), "r": ("z",)}


class _Found(dict[str, float]):
    """Words found, each at its best level."""

    def offer(self, words: Iterable[str], level: float) -> None:
        for word in words:
            if self.get(word, 0.0) < level:
                self[word] = level


def match(vocabulary: Vocabulary, word: str, *, begins: bool = False) -> dict[str, float]:
    """The words of `vocabulary` that answer `word` (in plain form), each with its level.

    With `begins`, those that begin with it answer too. Typing errors are looked for when
    nothing answers for certain, and single ones in long words always.
    """
    found = _Found()
    if word in vocabulary:
        found[word] = SPELLED
    keys = fold(word)
    _folded(vocabulary, keys, found)
    if len(word) >= _ALIKE:
        _alike(vocabulary, word, keys, found)
    certain = max(found.values(), default=0.0) >= FOLDED
    if begins:
        before = len(found)
        _begun(vocabulary, word, keys if not certain else keys[:1], found)
        certain = certain or len(found) > before
    if len(word) > _STRICT and keys and not _DIGIT.search(word) and (not certain or len(word) >= _LONG):
        slips = 1 if certain or len(word) < _LONG else 2
        for other, distance in typos.near(vocabulary, word, keys, most=slips).items():
            level = TYPO if distance == 1 else TYPOS
            found.offer((other,), level)
            if not certain:
                # What was meant is found in all its spellings.
                meant = _Found()
                _folded(vocabulary, vocabulary.folded(other), meant)
                found.offer(meant, level)
        if not found and begins:
            found.offer(typos.begun(vocabulary, word, coarse(keys[0])), TYPOS)
    return found


def _folded(vocabulary: Vocabulary, keys: tuple[str, ...], found: _Found) -> None:
    """Other spellings and case endings."""
    for key in keys:
        for form, (length, certain) in forms(coarse(key)).items():
            for other in vocabulary.of_key(form):
                theirs = [their for their in vocabulary.folded(other) if coarse(their) == form]
                differing = min(_differing(key, their, length) for their in theirs)
                if differing > (0 if length <= _STRICT else 1 if length < _SURE else length):
                    continue
                if length >= _SURE:
                    # Of unstressed vowels о and а are one in Belarusian; е and и are not.
                    sure = any(_akin(key, their, length) for their in theirs)
                else:
                    sure = not differing and key == keys[0] and vocabulary.folded(other)[0] in theirs
                # Latin words have no case endings but the Polish ones.
                foreign = form != coarse(key) and is_latin(other)
                found.offer((other,), FOLDED if sure and certain and not foreign else NEAR)


def _differing(one: str, other: str, length: int) -> int:
    """In how many of the first letters two fine keys differ."""
    return sum(a != b for a, b in zip(one[:length], other[:length], strict=False))


def _akin(one: str, other: str, length: int) -> bool:
    return one[:length].replace("o", "a") == other[:length].replace("o", "a")


def _alike(vocabulary: Vocabulary, word: str, keys: tuple[str, ...], found: _Found) -> None:
    """Words that differ in a vowel, or in a hook that Latin letters left off."""
    latin = is_latin(word)
    for key in dict.fromkeys(map(coarse, keys)):
        for form, (length, _) in forms(key).items():
            bones = len(skeleton(form[:length]))
            if bones < _STRICT:
                continue
            for other in vocabulary.of_skeleton(skeleton(form)):
                if other == form:
                    continue
                if unsure(form) == unsure(other):
                    words = vocabulary.of_key(other)
                    found.offer((w for w in words if _may_be(form, other, latin, is_latin(w), bones)), NEAR)
                elif form == key and bones > _ALIKE and _one_more(key, other):
                    for case in forms(other):
                        found.offer(vocabulary.of_key(case), NEAR)


def _one_more(key: str, other: str) -> bool:
    """Whether one of two coarse keys has one vowel more: Александр and Alexander."""
    if abs(len(key) - len(other)) != 1:
        return False
    return OSA.distance(unhooked(key), unhooked(other), score_cutoff=1) == 1


def _may_be(form: str, other: str, latin: bool, other_latin: bool, bones: int) -> bool:  # noqa: FBT001  # two scripts
    """Whether coarse keys that differ in vowels and hooks alone may be one word, given the scripts."""
    vowels = sum(a != b and a in "aiu" for a, b in zip(form, other, strict=True))
    hooks = any(a != b and a not in "aiu" for a, b in zip(form, other, strict=True))
    if not (latin or other_latin):
        # Cyrillic writes its hissing consonants apart, and mostly its vowels.
        return not hooks and vowels == 1 and bones > _ALIKE + 1
    if not vowels or hooks:
        return not vowels
    # One vowel of few: Харьков is Kharkiv, but Пригожин no прихожан.
    dense = bones >= 2 * (len(form) - len(skeleton(form)))
    return vowels == 1 and dense and bones >= (_ALIKE + 1 if latin and other_latin else _ALIKE)


def _begun(vocabulary: Vocabulary, word: str, keys: tuple[str, ...], found: _Found) -> None:
    """Words that begin with what is typed so far."""
    begun = _Found()
    begun.offer(vocabulary.beginning(word), BEGUN_AS_SPELLED)
    # A soft sign or an apostrophe at the end is spelled: путь does not begin Путин.
    if word[-1] not in "ьъ'":
        starts = list(keys)
        for letter in _GOES_ON.get(word[-1], ()):
            starts += fold(word + letter)
        for start in dict.fromkeys(starts):
            if len(start) <= _TYPED:
                begun.offer(vocabulary.opening(start), BEGUN)
                continue
            for key in vocabulary.keys(coarse(start)):
                of_key = vocabulary.of_key(key)
                if len(start) <= _STRICT:
                    of_key = (w for w in of_key if any(k.startswith(start) for k in vocabulary.folded(w)))
                begun.offer(of_key, BEGUN)
    few = len(word) <= _TYPED
    most = _FEW if few else _MANY
    words = nsmallest(most, begun, key=vocabulary.rarity) if len(begun) > most else list(begun)
    if few:
        top = max(map(vocabulary.commonness, words), default=1)
        for other in words:
            found.offer((other,), RARE + (COMMON - RARE) * vocabulary.commonness(other) / top)
    else:
        for other in words:
            found.offer((other,), begun[other])
