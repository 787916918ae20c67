"""Words that begin with what is typed so far."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from store.search.apart import apart
from store.search.fold import akin, coarse, fold, is_latin
from store.search.levels import BEGUN, BEGUN_ACROSS, BEGUN_AS_SPELLED, COMMON, FOLDED, RARE, Graded
from store.search.typos import slips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.search.vocabulary import Vocabulary

__all__ = ["begun", "begun_with_a_slip"]

_TYPED: Final = 2
"""So few letters begin only words that are spelled so, listed by commonness."""
_LEAST: Final = 3
"""Letters of the shortest key that begins words in another spelling of Cyrillic."""
_ACROSS: Final = 4
"""The same in another script."""
_SURE: Final = 6
"""The same in another spelling of Latin, whose letters stand for more; from here on unlikely readings count too."""
_SLIP: Final = 7
"""Letters from which one may be wrong in a word that is not typed to its end."""
_FEW: Final = 64
_MANY: Final = 256
"""How many words a beginning stands for, the commonest of them: of one or two letters, of more."""

# A letter typed may be the first half of one sound: lukas, lukash.
_GOES_ON: Final = {"s": ("h", "z"), "z": ("h",), "c": ("h", "z"), "k": ("h",), "t": ("s",)}


def begun(vocabulary: Vocabulary, word: str, keys: Sequence[str], *, whole: float) -> Graded:
    """The words that begin with `word` (whose keys are `keys`), each with its level.

    `whole` is the level at which words are met as a whole, 0 if none is: then one or two letters
    begin nothing, and if it is high, what a long word begins in another script is no chance.
    """
    found = Graded()
    if len(word) <= _TYPED:
        if not whole:
            words = nsmallest(_FEW, vocabulary.beginning(word), key=vocabulary.rarity)
            top = max(map(vocabulary.commonness, words), default=1)
            for other in words:
                found[other] = RARE + (COMMON - RARE) * vocabulary.commonness(other) / top
        return found
    found.offer(vocabulary.beginning(word), BEGUN_AS_SPELLED)
    # A soft sign or an apostrophe at the end is spelled: путь does not begin Путин.
    if keys and word[-1] not in "ьъ'":
        starts = list(keys if len(word) >= _SURE else keys[:1])
        for letter in _GOES_ON.get(word[-1], ()):
            starts += fold(word + letter)[:1]
        for start in dict.fromkeys(starts):
            _in_sound(vocabulary, word, start, found, certain=whole >= FOLDED)
    if len(found) > _MANY:
        return Graded({other: found[other] for other in nsmallest(_MANY, found, key=vocabulary.rarity)})
    return found


def _in_sound(vocabulary: Vocabulary, word: str, start: str, found: Graded, *, certain: bool) -> None:
    """Find the words of which a key begins with `start`; in a long one о and а are one."""
    latin = is_latin(word)
    if len(start) < (_ACROSS if latin else _LEAST):
        return
    sure = len(start) >= _SURE
    sound = akin(start)
    for key in vocabulary.keys(coarse(start)):
        for other in vocabulary.of_key(key):
            across = vocabulary.is_latin(other) != latin
            if len(start) < (_ACROSS if across else _SURE if latin else _LEAST):
                continue
            theirs = vocabulary.folded(other)
            if not sure and (not theirs[0].startswith(start) or apart(word, other, len(start), whole=True)):
                continue
            if not sure or any(akin(their).startswith(sound) for their in theirs):
                found.offer((other,), BEGUN_ACROSS if across and not (sure and certain) else BEGUN)


def begun_with_a_slip(vocabulary: Vocabulary, word: str) -> Iterator[str]:
    """Yield the words that begin as `word` does but for one slip."""
    if len(word) < _SLIP:
        return
    for variant in slips(word):
        yield from vocabulary.beginning(variant)
        for start in fold(variant)[:1]:
            if len(start) >= _SURE:
                for key in vocabulary.keys(coarse(start)):
                    members = vocabulary.of_key(key)
                    yield from (w for w in members if akin(vocabulary.folded(w)[0]).startswith(akin(start)))
    starts = {other[: len(word)] for other in vocabulary.beginning(word[0])}
    for start, _, _ in process.extract(word, starts, scorer=OSA.distance, score_cutoff=1, limit=None):
        yield from vocabulary.beginning(start)
