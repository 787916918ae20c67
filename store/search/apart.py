"""What keys forget, and what tells words of one key apart if they are short.

A key drops the й before a consonant (війна, вина), the doubled vowels and silent letters of
English (then, teen; wire, віра), and all that makes ц of т. In a long word enough is left to tell
it from others by its key; in a short one what is dropped may be all the difference.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from store.search.fold import is_latin

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["apart", "mute"]

_GLIDE: Final = re.compile("[иіы]й(?=[бвгґджзклмнпрстфхцчшщ])")
_ROOM: Final = re.compile("[eiy][iyj](?=[bcdfghklmnpqrstvwxz])")
"""What the й of ій may be in Latin letters."""
_ENGLISH: Final = re.compile("th|oo|ee|ea|ck|gh|wh|[^aeiou]e$")
_FIRST: Final = str.maketrans("gcjyvwzx", "hkiiuuss")
"""First letters of Latin words, one for all that transliterations may write."""

_GLIDING: Final = 5
"""Letters of the longest stem in which й tells words apart."""
_BRIEF: Final = 4
"""Letters of the longest key that two Latin words must also spell alike."""
_MUTE: Final = 6
"""Letters of the longest stem after which e may be silent."""


class _Traits(NamedTuple):
    """What a key does not keep of its word."""

    latin: bool
    glides: int
    """How often й stands before a consonant; in Latin letters, how often it may."""
    english: tuple[str, ...]
    first: str


@lru_cache(maxsize=1 << 12)
def _traits(word: str) -> _Traits:
    if is_latin(word):
        english = tuple(_ENGLISH.findall(word))
        return _Traits(True, len(_ROOM.findall(word)), english, word[0].translate(_FIRST))  # noqa: FBT003  # a field
    return _Traits(False, len(_GLIDE.findall(word)), (), "")  # noqa: FBT003  # the same


def apart(word: str, other: str, shared: int, *, whole: bool) -> bool:
    """Whether two words of which keys agree are two words for all that.

    `shared` is how many letters of the keys are the stem; `whole` says that no ending was changed.
    """
    one, two = _traits(word), _traits(other)
    if one.latin != two.latin:
        cyrillic, latin = (two, one) if one.latin else (one, two)
        return cyrillic.glides > latin.glides and shared <= _GLIDING
    if one.latin:
        return shared <= _BRIEF and not (whole and one.english == two.english and one.first == two.first)
    return one.glides != two.glides and shared <= _GLIDING


def mute(word: str, key: str, others: Collection[str], shared: int) -> bool:
    """Whether keys agree only since the silent e of an English word is taken for an ending, or for и.

    `key` is the word's, `others` are those of the other word, all not coarse.
    """
    if shared > _MUTE or not (key.endswith("e") and word.endswith("e")):
        return False
    last = len(key) - 1
    return shared == last or (shared > last and all(other[last : last + 1] != "e" for other in others))
