"""How the Latin spelling of Chinese names (Hanyu Pinyin) is read in Cyrillic (Palladius's system).

Russian, Ukrainian and Belarusian write Chinese by one table, which gives Xi as Си, Jinping as
Цзиньпин and Zhang as Чжан. A word is taken for Pinyin only if it parts wholly into syllables.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["TELLING", "reading"]

_FINALS: Final = (
    ("[jqx]", "iang|iong|uan|ian|iao|ing|ia|ie|in|iu|ue|un|i|u"),
    ("zh|ch|sh|[rzcs]", "uang|ang|eng|ong|uan|uai|ai|ei|ao|ou|an|en|ua|ui|un|uo|a|e|i|u"),
    ("[bpmf]", "iao|ian|ing|ang|eng|ai|ei|ao|ou|an|en|ie|in|iu|a|o|i|u"),
    ("[dtnl]", "iang|iao|ian|ing|ang|eng|ong|uan|ai|ei|ao|ou|an|en|ie|in|iu|ia|ui|un|uo|ue|a|e|i|u"),
    ("[gkh]", "uang|ang|eng|ong|uan|uai|ai|ei|ao|ou|an|en|ua|ui|un|uo|a|e|u"),
    ("y", "ang|ing|ong|uan|ao|ou|an|in|ue|un|a|e|i|u"),
    ("w", "ang|eng|ai|ei|an|en|a|o|u"),
)
_SYLLABLE: Final = "|".join(f"(?:{initials})(?:{finals})" for initials, finals in _FINALS)
_WORD: Final = re.compile(rf"(?:{_SYLLABLE}){{1,4}}")
_PARTS: Final = re.compile(_SYLLABLE)

_INITIALS: Final = {
    "zh": "CZ",
    "ch": "C",
    "sh": "S",
    "j": "cz",
    "q": "c",
    "x": "s",
    "z": "cz",
    "r": "Z",
    "g": "h",
    "w": "v",
}
_VOWELS: Final = {
    "ia": "a", "ian": "an", "iang": "an", "iao": "ao", "ie": "e", "iu": "u", "iong": "un",
    "ong": "un", "uo": "o",
}  # fmt: skip
_ONSET: Final = re.compile("zh|ch|sh|[bcdfghjklmnpqrstwxyz]")

TELLING: Final = re.compile("[jqxzc]|ng|uo|yo|wu|i[aeou]")
"""What Pinyin spells otherwise than other romanisations do."""

_LONGEST: Final = 12
"""Letters of the longest word looked at; keeps the parting of syllables cheap."""


def reading(word: str) -> str | None:
    """The Palladius reading of a Latin word in lower case, or None if it is no Pinyin."""
    if len(word) > _LONGEST or not TELLING.search(word) or not _WORD.fullmatch(word):
        return None
    parts = _PARTS.findall(word)
    # Taking the longest syllables first can leave a rest: then the parting is in doubt.
    return "".join(map(_syllable, parts)) if sum(map(len, parts)) == len(word) else None


def _syllable(syllable: str) -> str:
    onset = _ONSET.match(syllable)
    initial = onset[0] if onset else ""
    final = syllable[len(initial) :]
    if initial == "y":
        # The glide is not written in the fold: yu is ю, you is ю, ya is я.
        return {"ou": "u", "ong": "un"}.get(final, final.removesuffix("g"))
    if syllable == "wu":
        return "u"
    return _INITIALS.get(initial, initial) + _VOWELS.get(final, final.removesuffix("g"))
