"""The gate for foreign text, and the one form in which text may reach a screen.

Nothing enters the desk but through `clean`, and nothing is drawn or printed but through
`printable` or `visible`. The lists follow Unicode 15: general category Cc, the Bidi_Control
property (PropList.txt), and the line separators of UAX 14.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["HOSTILE", "clean", "clean_line", "many", "printable", "shorten", "visible"]

# Line ends that are not LF. NEL, VT, FF, LS and PS end a line in some programs only; a text
# in which they stay has other line numbers in each of them.
_LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

# C0 but TAB and LF, DEL, C1, every Bidi_Control character, BOM, interlinear annotation marks.
HOSTILE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_SPACES: Final = re.compile(r"\s+")

# Of one code point each, so that what is drawn keeps the offsets of what is stored.
_VISIBLE: Final = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233, *range(55296, 57344)), "�")
_VISIBLE.update(
    dict.fromkeys(
        (
            0x61C,
            0x200E,
            0x200F,
            *range(0x202A, 0x202F),
            *range(0x2066, 0x206A),
            0xFEFF,
            *range(0xFFF9, 0xFFFC),
        ),
        "\N{REPLACEMENT CHARACTER}",
    )
)
_VISIBLE[0x09] = _VISIBLE[0x0A] = " "


def clean(text: str) -> str:
    """Text as the desk stores it: LF line ends, NFC, no control, bidi or BOM characters.

    Lone surrogates become U+FFFD. TAB, ZWJ and ZWNJ stay. `clean(clean(x)) == clean(x)`.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = HOSTILE.sub("", text)
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """The same, as one trimmed line with single spaces: titles, tags, names, paths."""
    return _SPACES.sub(" ", clean(text)).strip()


def visible(text: str) -> str:
    """Text to draw, code point for code point: what must not reach a terminal becomes U+FFFD.

    LF and TAB become spaces. `len(visible(x)) == len(x)`, so offsets stay true.
    """
    return text.translate(_VISIBLE)


def printable(text: str) -> str:
    """One line for a list, a message or a title bar: `visible`, with runs of space as one."""
    return _SPACES.sub(" ", visible(text)).strip()


def shorten(text: str, length: int) -> str:
    """At most `length` code points, with `…` for what was cut, preferably at a space."""
    if len(text) <= length:
        return text
    cut = text[: max(length - 1, 0)]
    space = cut.rfind(" ")
    if space > length // 2:
        cut = cut[:space]
    return cut.rstrip(" ,.;:–—-") + "…"


def many(count: int, one: str, more: str | None = None) -> str:
    """A count with its word: `1 article`, `2 articles`; `more` where the plural is no `s` at the end."""
    return f"{count} {one if count == 1 else more or one + 's'}"
