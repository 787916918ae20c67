"""How well a word of a text answers a word of a query: the steps of the score, 0 to 100."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BEGUN",
    "BEGUN_ACROSS",
    "BEGUN_AS_SPELLED",
    "COMMON",
    "FOLDED",
    "NEAR",
    "RARE",
    "SLACK",
    "SPELLED",
    "TYPO",
    "TYPOS",
    "UNSURE",
    "Graded",
]

SPELLED: Final = 100.0
"""The same letters, but for case."""
FOLDED: Final = 92.0
"""Another spelling, script or case ending of the same word."""
NEAR: Final = 84.0
"""The same but for a vowel, a hook left off, or an unlikely reading."""
BEGUN_AS_SPELLED: Final = 80.0
"""The word goes on after what was typed, letter for letter."""
BEGUN: Final = 76.0
"""The same in another spelling; in another script only beside the word itself, if that is long."""
COMMON: Final = 75.0
"""The commonest of the words that begin with one or two letters typed."""
RARE: Final = 60.0
"""The rarest of them."""
TYPO: Final = 66.0
"""One slip of the fingers away."""
TYPOS: Final = 62.0
"""Two of them."""
BEGUN_ACROSS: Final = 60.0
"""The word goes on after what was typed, in another script: below all that is met as a whole."""
UNSURE: Final = 56.0
"""One slip away in a word not typed to its end."""

SLACK: Final = 24.0
"""What lies so much below a text's best place for a word is not shown as one of its places."""


class Graded(dict[str, float]):
    """Words found, each at its best level."""

    def offer(self, words: Iterable[str], level: float) -> None:
        """Take in words at a level, unless they are there at a higher one."""
        for word in words:
            if self.get(word, 0.0) < level:
                self[word] = level

    @property
    def best(self) -> float:
        """The highest level, 0 if nothing is found."""
        return max(self.values(), default=0.0)
