"""Which words of a vocabulary answer one word of a query, and how well."""

from __future__ import annotations

import re
from heapq import nlargest
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
    nothing else answers, and single ones in long words always.
    """
    found = _Found()
    if word in vocabulary:
        found[word] = SPELLED
    keys = fold(word)
    _folded(vocabulary, word, keys, found)
    if len(word) >= _ALIKE:
        _alike(vocabulary, word, keys, found)
    if begins:
        _begun(vocabulary, word, keys, found)
    if len(word) > _STRICT and keys and not _DIGIT.search(word) and (not found or len(word) >= _LONG):
        near = typos.near(vocabulary, word, keys, most=1 if found or len(word) < _LONG else 2)
        for other, distance in near.items():
            found.offer((other,), TYPO if distance == 1 else TYPOS)
        if not found and begins:
            found.offer(typos.begun(vocabulary, coarse(keys[0])), TYPOS)
    return found


def _folded(vocabulary: Vocabulary, word: str, keys: tuple[str, ...], found: _Found) -> None:
    """Other spellings and case endings."""
    latin = is_latin(word)
    for key in keys:
        for form, length in forms(coarse(key)).items():
            for other in vocabulary.of_key(form):
                theirs = [their for their in fold(other) if coarse(their) == form]
                agrees = any(their[:length] == key[:length] for their in theirs)
                if length <= _STRICT and not agrees:
                    continue
                likeliest = key == keys[0] and fold(other)[0] in theirs
                # Latin words have no case endings but the Polish ones.
                foreign = latin and length < len(form) and is_latin(other)
                sure = not foreign and (length >= _SURE or (agrees and likeliest))
                found.offer((other,), FOLDED if sure else NEAR)


def _alike(vocabulary: Vocabulary, word: str, keys: tuple[str, ...], found: _Found) -> None:
    """Words that differ in a vowel, or in a hook that Latin letters left off."""
    latin = is_latin(word)
    for key in dict.fromkeys(map(coarse, keys)):
        for form in forms(key):
            bones = skeleton(form)
            if len(bones) < _STRICT:
                continue
            for other in vocabulary.of_skeleton(bones):
                if other != form and _one_word(form, other, len(bones)):
                    words = vocabulary.of_key(other)
                    found.offer(
                        (w for w in words if _may_be(form, other, latin, is_latin(w), len(bones))), NEAR
                    )


def _one_word(form: str, other: str, bones: int) -> bool:
    """Whether two coarse keys of one skeleton differ in little enough for any scripts."""
    if unsure(form) == unsure(other):
        return True
    # One vowel more: Александр and Alexander, Володимир and Владимир.
    if bones <= _ALIKE or abs(len(form) - len(other)) != 1:
        return False
    return OSA.distance(unhooked(form), unhooked(other), score_cutoff=1) == 1


def _may_be(form: str, other: str, latin: bool, other_latin: bool, bones: int) -> bool:  # noqa: FBT001  # two scripts
    """Whether keys that differ in vowels and hooks may be one word, given the scripts."""
    if len(form) != len(other):
        return True
    vowels = sum(a != b and a in "aiu" for a, b in zip(form, other, strict=True))
    hooks = sum(a != b and a not in "aiu" for a, b in zip(form, other, strict=True))
    if not (latin or other_latin):
        # Cyrillic writes its hissing consonants apart, and mostly its vowels.
        return not hooks and vowels == 1 and bones > _ALIKE + 1
    if not vowels:
        return True
    if latin and other_latin:
        return vowels == 1 and bones > _ALIKE
    return vowels == 1 and bones >= _ALIKE


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
            for key in vocabulary.keys(coarse(start)):
                words = vocabulary.of_key(key)
                if len(start) <= _STRICT:
                    words = (w for w in words if any(k.startswith(start) for k in fold(w)))
                begun.offer(words, BEGUN)
    few = len(word) <= _TYPED
    most = _FEW if few else _MANY
    words = (
        nlargest(most, begun, key=lambda w: (vocabulary.commonness(w), w))
        if len(begun) > most
        else list(begun)
    )
    if few:
        top = max(map(vocabulary.commonness, words), default=1)
        for other in words:
            found.offer((other,), RARE + (COMMON - RARE) * vocabulary.commonness(other) / top)
    else:
        for other in words:
            found.offer((other,), begun[other])
