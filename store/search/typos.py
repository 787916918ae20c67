"""Words one or two slips of the fingers away: a letter more, less or other, or two swapped.

The distance is optimal string alignment (Levenshtein's with swaps of neighbours as one edit). It
is taken between words as they are written, and between their folded stems, so that a slip is
forgiven in another script and case too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from store.search.endings import forms, stem
from store.search.fold import coarse, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.search.vocabulary import Vocabulary

__all__ = ["begun", "near"]

_SOUNDS: Final = "abvhdZzijklmnoprstufcCSe"
_ALPHABETS: Final = ("abcdefghijklmnopqrstuvwxyz", "абвгґдеєжзиіїйклмнопрстуўфхцчшщьыэюя")
_SHORTEST: Final = 4
"""Letters of the shortest stem that is compared; of shorter ones the whole key is."""
_READINGS: Final = 3
"""How many of a word's keys are tried: slips in unlikely readings find little but chance."""
_MOST: Final = 12
"""How many written words a slip may stand for: the commonest ones."""


def near(vocabulary: Vocabulary, word: str, keys: Sequence[str], *, most: int) -> dict[str, int]:
    """The words of `vocabulary` nearest to `word`, in all their spellings, with the distance.

    Only the least distance that occurs is answered, and none above `most`.
    """
    slips: dict[str, int] = {}
    for key in dict.fromkeys(map(coarse, keys[:_READINGS])):
        for other, distance in _keys_near(vocabulary, key, most):
            slips[other] = min(distance, slips.get(other, distance))
    for variant in _shorter_or_swapped(word):
        for key in fold(variant)[:1]:
            for form in forms(coarse(key)):
                if vocabulary.of_key(form):
                    slips[form] = 1
    for other, distance in _words_near(vocabulary, word, most):
        # What the nearest written word folds to brings in its other spellings.
        for form in forms(coarse(fold(other)[0])):
            slips[form] = min(distance, slips.get(form, distance))
    least = min(slips.values(), default=0)
    return {
        other: least
        for key, distance in slips.items()
        if distance == least
        for other in vocabulary.of_key(key)
        if other != word
    }


def begun(vocabulary: Vocabulary, key: str) -> Iterator[str]:
    """Yield the words that begin with one slip in a coarse key that was not typed to its end."""
    length = len(key)
    if length <= _SHORTEST:
        return
    starts = {other[:length] for other in vocabulary.keys(key[:1])}
    for start, _, _ in process.extract(key, starts, scorer=OSA.distance, score_cutoff=1, limit=None):
        for other in vocabulary.keys(start):
            yield from vocabulary.of_key(other)


def _keys_near(vocabulary: Vocabulary, key: str, most: int) -> Iterator[tuple[str, int]]:
    """Coarse keys whose stem is near: by their first letter, and with one slip in it."""
    base = stem(key)
    if len(base) < _SHORTEST:
        for other, distance, _ in process.extract(
            key, vocabulary.keys(key[:1]), scorer=OSA.distance, score_cutoff=1, limit=None
        ):
            yield other, distance
        return
    for other, distance, _ in process.extract(
        base, vocabulary.stems(base[:1]), scorer=OSA.distance, score_cutoff=most, limit=None
    ):
        for member in vocabulary.of_stem(other):
            yield member, max(distance, 1)
    for sound in _SOUNDS:
        for other in (sound + base[1:], sound + base):
            for member in vocabulary.of_stem(other):
                yield member, 1


def _words_near(vocabulary: Vocabulary, word: str, most: int) -> Iterator[tuple[str, int]]:
    """Words near as they are written: by their first letter, and with one slip in it."""
    nearest = [
        (other, distance)
        for other, distance, _ in process.extract(
            word, vocabulary.beginning(word[:1]), scorer=OSA.distance, score_cutoff=most, limit=None
        )
        if distance and fold(other)
    ]
    nearest.sort(key=lambda item: (item[1], -vocabulary.commonness(item[0]), item[0]))
    yield from nearest[:_MOST]
    for alphabet in _ALPHABETS:
        if word[1] in alphabet:
            for letter in alphabet:
                for other in (letter + word[1:], letter + word):
                    if other != word and other in vocabulary:
                        yield other, 1


def _shorter_or_swapped(word: str) -> set[str]:
    """The word with one letter left out, or two neighbours swapped: they may join a digraph."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))} | {
        word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)
    }
