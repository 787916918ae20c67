"""Thirty annotations over five articles, by keys alone: what is typed, and what must stand on the desk then."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["SESSION", "Mark", "keystrokes", "quotes"]

SAVE: Final = "\x13"
_QUOTES: Final = Path(__file__).parent / "expected" / "thirty.txt"


class Mark(NamedTuple):
    """The keys of one annotation, in the order in which they are typed."""

    keys: str
    """Up to the note, or all of them."""
    note: str = ""
    """Typed into the note, if one is written; `ctrl+s` saves it."""
    field: str = ""
    """Typed into a line (a tag's name, what is looked for), between `keys` and `then`."""
    then: str = ""

    @property
    def strokes(self) -> int:
        """Keystrokes beside the note's text."""
        return len(self.keys) + len(self.field) + len(self.then) + (len(SAVE) if self.note else 0)


SESSION: Final = (
    # Minsk looks past Moscow (en)
    Mark("}}a", "Two aims: isolation, independence."),
    Mark("t", field="aim", then="\r)m"),
    Mark("}}a", "Who says so?"),
    Mark(")a", "Sanctions prolonged, not eased."),
    Mark(")is1"),
    Mark("4}iqm"),
    # Третя поїздка за три роки (uk)
    Mark("L}}m"),
    Mark(")a", "Третій візит за три роки."),
    Mark("})a", "Джерело: ЦПД."),
    Mark("}/", field="кластер", then="\rm"),
    Mark("}a", "Хто це сказав?"),
    Mark("}}1"),
    # Лукашенко ждет встречи с Трампом (ru)
    Mark("L3}m"),
    Mark(")iqm"),
    Mark("}a", "Что ему ставят в вину."),
    Mark("2})a", "Чего хочет Вашингтон: два источника."),
    Mark("2)m"),
    Mark("2}a", "Посольство: закрыто с 2022 года."),
    # Выйсці з ізаляцыі праз Пекін (be)
    Mark("L}}a", "Дата прылёту: 28 лютага."),
    Mark(")m"),
    Mark(")a", "Гарантыі незалежнасці."),
    Mark("}}ism"),
    Mark(")a", "Санкцыі ЕС."),
    Mark(")m"),
    # A detour for weapons or a way out (en)
    Mark("L3}m"),
    Mark(")a", "Two readings of one trip."),
    Mark("}m"),
    Mark(")a", "No copy of the package seen."),
    Mark("2}a", "A warning, not a fact."),
    Mark("2)m"),
)
"""On the sample articles, from a new desk on."""


def keystrokes() -> int:
    """All of them, beside the notes' texts."""
    return sum(mark.strokes for mark in SESSION)


def quotes() -> list[str]:
    """What is highlighted in the end, in the order of articles and texts: looked at, one a line."""
    return _QUOTES.read_text(encoding="utf-8").splitlines()
