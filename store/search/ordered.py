"""A sorted collection of distinct words that is cheap to change and to ask for a prefix."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Ordered"]

_FEW: Final = 16
"""Of so many words one may wait to be put in order while beginnings are asked for."""


class Ordered:
    """Distinct words in code point order. Additions are merged at the next question for all, or when they are many."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._new: set[str] = set()

    def add(self, word: str) -> None:
        """Put in a word that is not there."""
        self._new.add(word)

    def discard(self, word: str) -> None:
        """Take out a word that is there."""
        if word in self._new:
            self._new.discard(word)
        else:
            del self._words[bisect_left(self._words, word)]

    def all(self) -> Sequence[str]:
        """All words, in order."""
        if self._new:
            self._words.extend(sorted(self._new))
            self._words.sort()  # two sorted runs: one pass
            self._new.clear()
        return self._words

    def with_prefix(self, prefix: str) -> Sequence[str]:
        """Those that begin with `prefix` (it is one of them if it is there)."""
        late: list[str] = []
        if len(self._new) * _FEW < len(self._words):  # to look through them is quicker than to merge all
            words: Sequence[str] = self._words
            late = [word for word in self._new if word.startswith(prefix)]
        else:
            words = self.all()
        first = bisect_left(words, prefix)
        # No word goes on with the last code point there is, which is no character.
        found = words[first : bisect_left(words, prefix + "\U0010ffff", lo=first)]
        return sorted([*found, *late]) if late else found
