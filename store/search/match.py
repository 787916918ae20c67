"""Which words of a vocabulary answer one word of a query, and how well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from store.search.beginnings import begun, begun_with_a_slip
from store.search.fold import fold
from store.search.levels import BEGUN, FOLDED, SPELLED, TYPO, TYPOS, UNSURE, Graded
from store.search.spellings import alike, respelled
from store.search.typos import near

if TYPE_CHECKING:
    from store.search.vocabulary import Vocabulary

__all__ = ["match"]

_SHORT: Final = 3
"""A word of so few letters has no typos, and must agree in every vowel."""
_LONG: Final = 8
"""Letters of a word that is not met by chance: its misspellings are shown below its true forms."""

_DIGIT: Final = re.compile(r"\d")


def match(vocabulary: Vocabulary, word: str, *, begins: bool = False) -> dict[str, float]:
    """The words of `vocabulary` that answer `word` (in plain form), each with its level.

    With `begins`, those that begin with it answer too. Typing errors are looked for when
    nothing answers for certain, and single ones in long words always.
    """
    found = Graded()
    if word in vocabulary:
        found[word] = SPELLED
    keys = fold(word)
    respelled(vocabulary, word, keys, found)
    if len(word) > _SHORT:
        alike(vocabulary, word, keys, found)
    certain = found.best >= FOLDED
    if begins:
        started = begun(vocabulary, word, keys[:1] if certain else keys, whole=found.best)
        # A word begun in another script is no reason to overlook one that is a slip away.
        certain = certain or started.best >= BEGUN
        for other, level in started.items():
            found.offer((other,), level)
    if len(word) > _SHORT and keys and not _DIGIT.search(word) and (not certain or len(word) >= _LONG):
        _mistyped(vocabulary, word, keys, found, certain=certain)
        if not found and begins:
            found.offer(begun_with_a_slip(vocabulary, word), UNSURE)
    return found


def _mistyped(
    vocabulary: Vocabulary, word: str, keys: tuple[str, ...], found: Graded, *, certain: bool
) -> None:
    """Find what was meant, and that in all its spellings, unless the word itself was certain."""
    most = 1 if certain or len(word) < _LONG else 2
    for other, distance in near(vocabulary, word, keys, most=most).items():
        level = TYPO if distance == 1 else TYPOS
        found.offer((other,), level)
        if not certain:
            meant = Graded()
            respelled(vocabulary, other, vocabulary.folded(other), meant)
            found.offer(meant, level)
