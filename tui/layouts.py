"""Keyboard layouts: which Latin key the key pressed is, for those who press it on a Cyrillic layout.

Tables of the Ukrainian, Russian and Belarusian layouts of X11 (xkeyboard-config `ua`, `ru`, `by`) against
US English. A letter is of one of them, a sign may be of several: `.` is a full stop on a Latin layout, and
the key of `/` on a Cyrillic one. `Keyboard` remembers from the letters typed which layout is in use. For
commands only; where text is typed, it is what was typed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = ["LATIN", "LAYOUTS", "OTHER", "SHIFTED", "Keyboard", "candidates", "of_language", "on_layout"]

_US: Final = (
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./",
    '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?',
)
SHIFTED: Final = dict(zip(*_US, strict=True))
"""What a key of the US layout gives with shift."""

_ROWS: Final = {
    "Ukrainian": (
        "'1234567890-=йцукенгшщзхїґфівапролджєячсмитьбю.",
        'ʼ!"№;%:?*()_+ЙЦУКЕНГШЩЗХЇҐФІВАПРОЛДЖЄЯЧСМИТЬБЮ,',
    ),
    "Russian": (
        "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю.",
        'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,',
    ),
    "Belarusian": (
        "ё1234567890-=йцукенгшўзх'\\фывапролджэячсмітьбю.",
        "Ё!\"№;%:?*()_+ЙЦУКЕНГШЎЗХ'/ФЫВАПРОЛДЖЭЯЧСМІТЬБЮ,",
    ),
}
LAYOUTS: Final = {
    name: {
        us: here for us_row, row in zip(_US, rows, strict=True) for us, here in zip(us_row, row, strict=True)
    }
    for name, rows in _ROWS.items()
}
"""What the key of each sign of the US layout gives on another one."""

LATIN: Final = "Latin"
OTHER: Final = "other"
"""A layout of letters that are neither Latin nor in the tables, such as Greek."""

_START: Final = (LATIN, *LAYOUTS, OTHER)
_LANGUAGES: Final = {"uk": "Ukrainian", "ru": "Russian", "be": "Belarusian"}
_LATIN_ENDS: Final = 0x250  # the code point behind the Latin letters of Europe


def _backwards(table: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for us, here in table.items():  # of two keys with one sign the first, without shift
        found.setdefault(here, us)
    return found


_KEYS: Final = {name: _backwards(table) for name, table in LAYOUTS.items()}
_KEYS["Ukrainian"]["₴"] = "~"  # as on Windows


def of_language(locale: str) -> str:
    """The layout that someone of a locale (`be_BY.UTF-8`) is likely to have; empty when none is."""
    return _LANGUAGES.get(locale.partition("_")[0], "")


def on_layout(key: str, layout: str) -> str:
    """What the key of a sign gives on a layout; chords and names stay. Empty where another key has it first."""
    chord, last = _parts(key)
    here = LAYOUTS[layout].get(last, last)
    return chord + here if _KEYS[layout].get(here, last) == last else ""


def candidates(
    key: str, order: tuple[str, ...] = _START, *, sure: bool = False, base: str = ""
) -> tuple[str, ...]:
    """What a key may mean, the likeliest first, chords included. `order`: layouts, that in use first.

    `о` gives `о`, `j`; `ctrl+в` gives `ctrl+в`, `ctrl+d`; `і` gives `і`, `s`, `b`. `sure`: a layout has shown
    itself, so that on a Latin one a sign is that sign alone. `base`: the key on a Latin layout, from a
    terminal that knows it, which then decides for a letter, and on a layout that is not Latin for any key.
    """
    if len(key) == 1:
        if base and order[0] != LATIN:
            return (key, base) if key.isalpha() else (base, key)
        if key.isascii() and (key.isalnum() or (sure and order[0] not in LAYOUTS)):
            return (key,)
    return _by_tables(key, order)


@lru_cache(maxsize=1024)
def _by_tables(key: str, order: tuple[str, ...]) -> tuple[str, ...]:
    chord, last = _parts(key)
    found = [last] if last.isalpha() or order[0] not in LAYOUTS else []
    found += [_KEYS[layout][last] for layout in order if last in _KEYS.get(layout, ())]
    return tuple(dict.fromkeys(chord + each for each in (*found, last)))


def _parts(key: str) -> tuple[str, str]:
    chord, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    return chord + plus, last


class Keyboard:
    """The layout in use, from the letters that were typed: those that have the last one come first."""

    def __init__(self, likely: str = "") -> None:
        self._order = tuple(sorted(_START, key=lambda layout: (layout != LATIN, layout != likely)))
        self._sure = False

    @property
    def layout(self) -> str:
        """The layout in use, as far as it is known."""
        return self._order[0]

    @property
    def likely(self) -> str:
        """The Cyrillic layout in use, or that which would be."""
        return next(layout for layout in self._order if layout in LAYOUTS)

    def saw(self, key: str) -> None:
        """A letter was typed, in a command or a text. Chords say nothing: terminals send them as Latin ones."""
        if len(key) != 1 or not key.isalpha():
            return
        having = {name for name, keys in _KEYS.items() if key in keys}
        if not having:
            having = {LATIN if ord(key) < _LATIN_ENDS else OTHER}
        self._sure = True
        if self._order[0] not in having:
            self._order = tuple(sorted(self._order, key=lambda layout: layout not in having))

    def candidates(self, key: str, base: str = "") -> tuple[str, ...]:
        """See `candidates`."""
        return candidates(key, self._order, sure=self._sure, base=base)
