"""Small texts for tests of the screen, in the languages and with the signs that its users meet."""

from __future__ import annotations

from typing import Final

__all__ = ["BELARUSIAN", "ENGLISH", "HOSTILE", "HOSTILE_SIGNS", "RUSSIAN", "UKRAINIAN", "WIDE"]

ENGLISH: Final = (
    "One two three. Four five!\n"
    "\n"
    "Six seven (eight) nine. Ten said: “Go now, or never.” Stop.\n"
    "\n"
    "Eleven twelve. Thirteen?\n"
    "End of it.\n"
)

UKRAINIAN: Final = (
    "Новий міст через річку\n"
    "\n"
    "Мер Ґалаґан заявив: «Міст відкриють у жовтні». Опозиція сумнівається. Чи встигнуть?\n"
    "\n"
    "Їжа для робітників коштує дорого. Підрядник з'явився й мовчить.\n"
)

RUSSIAN: Final = (
    "Новый мост через реку\n"
    "\n"
    "Мэр объявил: «Мост откроют в октябре». Ещё вчера объезд был закрыт. Подрядчик съёжился.\n"
)

BELARUSIAN: Final = (
    "Новы мост цераз раку\n"
    "\n"
    "Мэр заявіў: «Мост адкрыюць у кастрычніку». Ён дадаў, што грошай няма. З'езд маўчыць.\n"
)

WIDE: Final = (
    "Широкі знаки\n"
    "\n"
    "до漢字かな после, e\N{COMBINING ACUTE ACCENT}\N{COMBINING DOT BELOW}к "
    "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL} \N{REGIONAL INDICATOR SYMBOL LETTER U}"
    "\N{REGIONAL INDICATOR SYMBOL LETTER A} край.\n"
    "а\tб\tв\n"
)
"""Cyrillic, ideographs and kana, two marks on one letter, a joined emoji, a flag, tabs."""

HOSTILE_SIGNS: Final = (
    "\x1b\x07\x08\x0c\x7f\x9b\x9d\x90"
    "\N{ARABIC LETTER MARK}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{RIGHT-TO-LEFT OVERRIDE}"
    "\N{POP DIRECTIONAL FORMATTING}\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}"
    "\N{POP DIRECTIONAL ISOLATE}\N{ZERO WIDTH NO-BREAK SPACE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
)
"""Signs of which none may reach a terminal: ESC and other controls, C1, directions, line separators."""

HOSTILE: Final = (
    "[/nope]",
    "[@click=app.exit]press[/]",
    "[red]alarm[/red]",
    "[b",
    "[EU]",
    "$x [link=https://example.org]here[/link]",
    "\x1b]0;owned\x07",
    "\x1b[2J\x1b[31m",
    "\x9b31m",
    "a\N{RIGHT-TO-LEFT OVERRIDE}txt.exe",
    "a\N{ZERO WIDTH NO-BREAK SPACE}b",
    "a\rb",
)
"""Markup that a parser would run or choke on, and sequences that a terminal would obey."""
