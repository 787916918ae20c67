"""How well a word of a text answers a word of a query: the steps of the score, 0 to 100."""

from __future__ import annotations

from typing import Final

__all__ = [
    "BEGUN",
    "BEGUN_AS_SPELLED",
    "COMMON",
    "FOLDED",
    "NEAR",
    "RARE",
    "SLACK",
    "SPELLED",
    "TYPO",
    "TYPOS",
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
"""The same in another spelling or script."""
COMMON: Final = 75.0
"""The commonest of the words that begin with one or two letters typed."""
RARE: Final = 60.0
"""The rarest of them."""
TYPO: Final = 66.0
"""One slip of the fingers away."""
TYPOS: Final = 56.0
"""Two of them, or one in a word not typed to its end."""

SLACK: Final = 24.0
"""What lies so much below a text's best place for a word is not shown as one of its places."""
