"""Cyrillic keyboard layouts: which Latin keys the same physical key could be.

Tables of the Ukrainian, Russian and Belarusian layouts of X11 (xkeyboard-config `ua`, `ru`, `by`)
against US English. Where the layouts disagree a letter has several candidates; the dispatcher takes
the first that means something where it stands. Used in command modes only, never where text is typed.
"""

from __future__ import annotations

from typing import Final

__all__ = ["candidates"]

_US: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`"
_LAYOUTS: Final = (
    "йцукенгшщзхїфівапролджєячсмитьбю.'",  # Ukrainian
    "йцукенгшщзхъфывапролджэячсмитьбю.ё",  # Russian
    "йцукенгшўзх'фывапролджэячсмітьбю.ё",  # Belarusian
)
_US_SHIFT: Final = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?~'
_LAYOUTS_SHIFT: Final = (
    "ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,₴",
    "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,Ё",
    "ЙЦУКЕНГШЎЗХ'ФЫВАПРОЛДЖЭЯЧСМІТЬБЮ,Ё",
)
_DIGITS_SHIFT: Final = {"№": "#", ";": "$", "ґ": "\\", "Ґ": "|"}


def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for latin, layouts in ((_US, _LAYOUTS), (_US_SHIFT, _LAYOUTS_SHIFT)):
        for layout in layouts:
            for here, there in zip(latin, layout, strict=True):
                if here not in found.setdefault(there, []):
                    found[there].append(here)
    for there, here in _DIGITS_SHIFT.items():
        found.setdefault(there, []).append(here)
    return {there: tuple(keys) for there, keys in found.items()}


_CANDIDATES: Final = _table()


def candidates(key: str) -> tuple[str, ...]:
    """The key itself, then the keys of a Latin layout that it could be, chords included.

    `о` gives `о`, `j`; `ctrl+в` gives `ctrl+в`, `ctrl+d`; `і` gives `і`, `s`, `b`.
    """
    chord, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    return (key, *(chord + plus + latin for latin in _CANDIDATES.get(last, ())))
