"""Queries that no text of a political desk answers: runs of the keyboard, random letters, words of the household."""

from __future__ import annotations

import random
from typing import Final

__all__ = ["ORDINARY", "RANDOM", "RUNS"]

_RUNS: Final = """
qwerty qwert asdf asdfg asdfgh zxcv zxcvb zxcvbn qazwsx wsxedc poiuy lkjhg mnbvc qwer uiop hjkl fghj dfgh
йцукен йцук фывапр фіва ячсмить олдж ролд енгш шщзх тьбю апро прол смить цукен фівапр зхїї митьб
qweqwe asdasd йцуйцу фывфыв zzzz xxxx wwww aaaaaa zzzzqqq xyzzy ыыыы щщщщ жжжж qqqq aaaa
"""

_ORDINARY: Final = """
kitchen orange window guitar butterfly sweater thunder carpet puzzle bicycle dentist elephant garlic hammer
island jungle kettle lemon mirror noodle
черевик цибуля подушка вишня метелик ковдра їжак грибник каструля сніданок гойдалка корова олівець парасолька
соняшник тарілка яблуко окуляри дзеркало хустка
лягушка чемодан сковорода одуванчик ёлка носки кузнечик варенье сапоги акула гитара лошадь зонтик морковь
бабочка ножницы тапочки сахар ящерица черепаха
бульба вавёрка шкарпэткі дранікі жаўранак кветка матылёк рукавіца сшытак вожык гузік абрус люстэрка відэлец
чарніцы журавіны падлога шафа бусел парэчкі
"""
RUNS: Final = tuple(_RUNS.split())
ORDINARY: Final = tuple(_ORDINARY.split())
"""Words of four languages, twenty of each, chosen before it was seen what they find."""

_ALPHABETS: Final = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщьюяіїєґыэёў")


def _random(count: int, seed: int) -> tuple[str, ...]:
    chance = random.Random(seed)  # noqa: S311  # the same words each time, no secret
    return tuple(
        "".join(chance.choices(_ALPHABETS[number % 2], k=chance.randint(4, 10))) for number in range(count)
    )


RANDOM: Final = _random(400, seed=1)
"""Four to ten letters of one alphabet, in both by turns."""
