"""Words one or two slips of the fingers away: a letter more, less or other, or two swapped.

The distance is optimal string alignment (Levenshtein's with swaps of neighbours as one edit). In
one script it is taken between words as they are written; in another script, and between long
words in another spelling, between whole keys in which only о and а are one; in another case form,
between what is left without the endings. One slip is forgiven in four to seven letters, two in
more. The shorter a word, the more of it must agree, since any four letters are a slip away from
some word of a desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from store.search.endings import bare, bare_written, forms, stem
from store.search.fold import akin, coarse, fold, is_latin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from store.search.vocabulary import Vocabulary

__all__ = ["near", "slips"]

_SOUNDS: Final = "abvhdZzijklmnoprstufcCS"
_ALPHABETS: Final = ("abcdefghijklmnopqrstuvwxyz", "абвгґдеєжзиіїйклмнопрстуўфхцчшщьыэюя")
_SHORTEST: Final = 4
"""Letters of the shortest word with a slip; in it none may be another."""
_WHOLE: Final = 5
"""Letters of the shortest key or stem with a slip; in it neither a consonant nor the last letter may be another."""
_STEADY: Final = 6
"""In a word of fewer letters no slip is on the first letter, nor falls together with a change of ending."""
_SPELLED: Final = 7
"""Letters of the shortest key that is near to another spelling in the same script."""
_LONG: Final = 8
"""In a word of fewer letters the letter before the ending is right, and only the likeliest key counts."""
_TWICE: Final = 9
"""Letters of the shortest key with two slips."""
_SHARE: Final = 0.6
"""How much of a word its key must keep to be compared instead of it."""
_READINGS: Final = 2
"""How many of a word's keys are tried: slips in unlikely readings find little but chance."""
_MOST: Final = 12
"""How many words a slip may stand for: the commonest ones."""


def near(vocabulary: Vocabulary, word: str, keys: Sequence[str], *, most: int) -> dict[str, int]:
    """The words of `vocabulary` nearest to `word` (whose keys are `keys`), with their distance.

    Only the least distance that occurs is answered, and none above `most`; of many such words the
    commonest. The word itself is none of them.
    """
    found: dict[str, int] = {}
    for other, distance in _candidates(vocabulary, word, keys, most):
        if other != word and distance < found.get(other, most + 1):
            found[other] = distance
    least = min(found.values(), default=0)
    nearest = sorted((other for other, d in found.items() if d == least), key=vocabulary.rarity)
    return dict.fromkeys(nearest[:_MOST], least)


def slips(word: str) -> set[str]:
    """The word with one letter left out, or two neighbours swapped: they may join a digraph."""
    shorter = {word[:i] + word[i + 1 :] for i in range(len(word))}
    return shorter | {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}


def _candidates(
    vocabulary: Vocabulary, word: str, keys: Sequence[str], most: int
) -> Iterator[tuple[str, int]]:
    yield from _written_near(vocabulary, word, most)
    if len(word) < _WHOLE:
        return
    for key in keys[: _READINGS if len(word) >= _LONG else 1]:
        if _keeps(word, key):
            yield from _key_near(vocabulary, word, key, most if len(key) >= _TWICE else 1)
            if len(word) >= _STEADY:
                yield from ((other, 1) for other in _case_near(vocabulary, word, key))
    for variant in slips(word):
        for key in fold(variant)[:_READINGS]:
            if _keeps(word, key):
                for other in vocabulary.of_key(coarse(key)):
                    if akin(vocabulary.folded(other)[0]) == akin(key):
                        yield other, 1


def _keeps(word: str, key: str) -> bool:
    """Whether a key is enough of its word to be compared instead of it."""
    return len(key) >= max(_WHOLE, _SHARE * len(word))


def _within(word: str, others: Collection[str], most: int) -> list[tuple[str, int]]:
    """Those of `others` at most so far away, with their distance."""
    found = process.extract(word, others, scorer=OSA.distance, score_cutoff=most, limit=None)
    return [(other, int(distance)) for other, distance, _ in found]


def _written_near(vocabulary: Vocabulary, word: str, most: int) -> Iterator[tuple[str, int]]:
    """Words near as they are written: those of its first letter, and with one slip in that."""
    for other, distance in _within(word, vocabulary.beginning(word[0]), most):
        if distance and _by_more_than_chance(word, other):
            yield other, distance
    for alphabet in _ALPHABETS:
        if word[1] in alphabet:
            first = [word[1] + word[0] + word[2:]]
            if len(word) >= _WHOLE:
                first += [letter + word for letter in alphabet]
            if len(word) >= _STEADY:
                first += [word[1:], *(letter + word[1:] for letter in alphabet)]
            yield from ((other, 1) for other in first if other in vocabulary)


def _by_more_than_chance(word: str, other: str) -> bool:
    """Whether two written words of one first letter are a slip apart, and not two words."""
    short = min(len(word), len(other))
    if len(word) == len(other):
        return short > _SHORTEST or sorted(word) == sorted(other)
    # The last letter may be all of an ending: Путин is no slip of пути.
    return short >= _STEADY or (
        short >= _SHORTEST and not word.startswith(other) and not other.startswith(word)
    )


def _key_near(vocabulary: Vocabulary, word: str, key: str, most: int) -> Iterator[tuple[str, int]]:
    """Words of another script or spelling of which a key is near: those of its first letter, or with one before it."""
    latin = is_latin(word)
    rough, mine = coarse(key), akin(key)
    nearest = [other for other, _ in _within(rough, vocabulary.keys(rough[:1]), most)]
    for near_key in (*nearest, *(letter + rough for letter in _SOUNDS)):
        for other, their in _likely(vocabulary, near_key):
            across = vocabulary.is_latin(other) != latin
            if not across and len(key) < _SPELLED:
                continue
            theirs = akin(their)
            distance = OSA.distance(mine, theirs)
            if distance <= (most if across else 1) and (len(key) >= _STEADY or not _replaced(mine, theirs)):
                yield other, max(distance, 1)


def _replaced(key: str, other: str) -> bool:
    """Whether keys of one slip have another consonant in one place, or another last letter."""
    if len(key) != len(other):
        return False
    pairs = [(a, b) for a, b in zip(key, other, strict=True) if a != b]
    return len(pairs) == 1 and (key[-1] != other[-1] or not set(pairs[0]) <= set("aeiu"))


def _case_near(vocabulary: Vocabulary, word: str, key: str) -> Iterator[str]:
    """Words of which another case form is near."""
    rough = coarse(key)
    for base in {rough, stem(rough)}:
        if len(base) < _WHOLE:
            continue
        nearest = [other for other, _ in _within(base, vocabulary.stems(base[:1]), 1) if len(other) >= _WHOLE]
        for near_stem in (*nearest, *(letter + base for letter in _SOUNDS)):
            for near_key in vocabulary.of_stem(near_stem):
                if any(OSA.distance(rough, form) <= 1 for form in forms(near_key)):
                    for other, their in _likely(vocabulary, near_key):
                        if _same_but_ending(word, key, other, their):
                            yield other


def _same_but_ending(word: str, key: str, other: str, their: str) -> bool:
    """Whether two words, each with one of its keys, are one slip apart without the ending of one or both."""
    latin, foreign = is_latin(word), is_latin(other)
    if latin and foreign:
        return False
    if latin != foreign or len(word) >= _LONG:
        whole, theirs = akin(key), bare(akin(their), latin=foreign)
        mine = bare(whole, latin=latin)
    else:
        (whole, mine), (_, theirs) = bare_written(word), bare_written(other)
    steady = len(word) >= _LONG
    if not steady and len(theirs) < _WHOLE:
        return False
    return any((steady or own[-1] == theirs[-1]) and OSA.distance(own, theirs) <= 1 for own in (whole, mine))


def _likely(vocabulary: Vocabulary, rough: str) -> Iterator[tuple[str, str]]:
    """Words that may be of this coarse key, and the key that is: of short or Latin words the likeliest only."""
    if len(rough) < _WHOLE:
        return
    for word in vocabulary.of_key(rough):
        keys = vocabulary.folded(word)
        if len(rough) < _STEADY or vocabulary.is_latin(word):
            keys = keys[:1]
        for key in keys:
            if coarse(key) == rough and _keeps(word, key):
                yield word, key
