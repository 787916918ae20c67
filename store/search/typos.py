"""Words one or two slips of the fingers away: a letter more, less or other, or two swapped.

The distance is optimal string alignment (Levenshtein's with swaps of neighbours as one edit). It
is taken between words as they are written, and between their folded stems, so that a slip is
forgiven in another script and case too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from store.search.endings import stem
from store.search.fold import coarse, fold, is_latin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.search.vocabulary import Vocabulary

__all__ = ["begun", "near"]

_SOUNDS: Final = "abvhdZzijklmnoprstufcCS"
_ALPHABETS: Final = ("abcdefghijklmnopqrstuvwxyz", "абвгґдеєжзиіїйклмнопрстуўфхцчшщьыэюя")
_SHORTEST: Final = 4
"""Letters of the shortest stem that is compared; of shorter ones the whole key is."""
_STEADY: Final = 6
"""In a word of fewer letters a slip may not fall together with a change of ending."""
_READINGS: Final = 3
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


def begun(vocabulary: Vocabulary, word: str, key: str) -> Iterator[str]:
    """Yield the words that begin as `word`, of this coarse key, does but for one slip."""
    length = len(key)
    if length <= _SHORTEST:
        return
    for variant in _shorter_or_swapped(word, steady=False):
        yield from vocabulary.beginning(variant)
        for start in fold(variant)[:1]:
            for other in vocabulary.keys(coarse(start)):
                yield from vocabulary.of_key(other)
    starts = {other[:length] for other in vocabulary.keys(key[:1])}
    for start, _, _ in process.extract(key, starts, scorer=OSA.distance, score_cutoff=1, limit=None):
        for other in vocabulary.keys(start):
            yield from vocabulary.of_key(other)


def _candidates(
    vocabulary: Vocabulary, word: str, keys: Sequence[str], most: int
) -> Iterator[tuple[str, int]]:
    steady = len(word) >= _STEADY
    tried = tuple(dict.fromkeys(map(coarse, keys[:_READINGS])))
    stems = [stem(key) for key in tried]
    latin = is_latin(word)
    for number, key in enumerate(tried):
        for near_key, distance in _keys_near(vocabulary, key, 1 if number and latin else most):
            for other in vocabulary.of_key(near_key):
                # A Latin word is near by its likeliest reading only: it has many.
                likely = not is_latin(other) or coarse(vocabulary.folded(other)[0]) == near_key
                if likely and (steady or _distance(stems, vocabulary.folded(other)) <= most):
                    yield other, distance
    for other, distance in _words_near(vocabulary, word, most):
        if steady or _distance(stems, vocabulary.folded(other)) <= most:
            yield other, distance
    for variant in _shorter_or_swapped(word, steady=steady):
        for key in fold(variant):
            for other in vocabulary.of_key(coarse(key)):
                yield other, 1


def _distance(stems: Sequence[str], keys: Sequence[str]) -> int:
    theirs = stem(coarse(keys[0]))
    return min(OSA.distance(mine, theirs) for mine in stems)


def _keys_near(vocabulary: Vocabulary, key: str, most: int) -> Iterator[tuple[str, int]]:
    """Coarse keys whose stem is near: those of its first letter, and with one slip in that."""
    base = stem(key)
    if len(base) < _SHORTEST:
        same = vocabulary.keys(key[:1])
        for other, distance, _ in process.extract(key, same, scorer=OSA.distance, score_cutoff=1, limit=None):
            yield other, max(distance, 1)
        return
    same = vocabulary.stems(base[:1])
    for other, distance, _ in process.extract(base, same, scorer=OSA.distance, score_cutoff=most, limit=None):
        for member in vocabulary.of_stem(other):
            yield member, max(distance, 1)
    for sound in _SOUNDS:
        for other in (sound + base[1:], sound + base):
            for member in vocabulary.of_stem(other):
                yield member, 1


def _words_near(vocabulary: Vocabulary, word: str, most: int) -> Iterator[tuple[str, int]]:
    """Words near as they are written: those of its first letter, and with one slip in that."""
    same = vocabulary.beginning(word[:1])
    for other, distance, _ in process.extract(word, same, scorer=OSA.distance, score_cutoff=most, limit=None):
        if distance and vocabulary.folded(other):
            yield other, distance
    for alphabet in _ALPHABETS:
        if word[1] in alphabet:
            for letter in alphabet:
                for other in (letter + word[1:], letter + word):
                    if other in vocabulary:
                        yield other, 1


def _shorter_or_swapped(word: str, *, steady: bool) -> set[str]:
    """The word with one letter left out, or two neighbours swapped: they may join a digraph.

    The last letter of a word that is not steady is not left out: it may be all of its ending.
    """
    shorter = {word[:i] + word[i + 1 :] for i in range(len(word) - (not steady))}
    return shorter | {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
