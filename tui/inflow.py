"""What comes from the terminal, made safe before Textual reads it as keys. Pure: text in, text out.

Textual 8.2 dies of several forms of kitty's keys, takes the terminal's own replies for keys, and ends a
paste at the first ESC in it, so that the rest of the pasted text would run as commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS

from store.late import late
from tui.layouts import SHIFTED

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

__all__ = ["PLACED", "Inflow"]

_PASTE: Final = "\x1b[200~"
_PASTED: Final = "\x1b[201~"
_LONGEST_PASTE: Final = 8_000_000  # code points; what is longer is passed on in pieces
_PATIENCE: Final = 0.3  # seconds for the rest of a reply to come
_PASTE_PATIENCE: Final = 1.0  # seconds for the rest of a paste
_KEY_PATIENCE: Final = 0.05  # seconds after which an ESC alone is the escape key

# Replies that nobody here asked for: device attributes, status, XTVERSION, colours, window reports,
# kitty's flags (ECMA-48, xterm control sequences, kitty keyboard protocol). Cursor position, mode
# and in-band resize reports are Textual's own and pass.
_REPLY: Final = late(
    r"\x1b\[[?>=][\d;]*c"
    r"|\x1b\[\??[\d;]*n"
    r"|\x1b\[\?\d+u"
    r"|\x1b\[(?!48;)\d+(?:;\d+)*t"
    r"|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)"
)
_UNFINISHED: Final = late(r"\x1b(?:O|\[M[^\x00-\x1f]{0,2}|\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?)?")
_BROKEN: Final = late(r"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*)")  # that something else cut off
_OLD_MOUSE: Final = late(r"\x1b\[M[^\x00-\x1f]{3}")  # xterm's first form, which Textual does not read
_CSI: Final = late(r"\x1b\[[0-?]*[ -/]*[@-~]")  # ECMA-48, 5.4
# Mouse, focus, and the reports that Textual itself asks for; each as Textual's parser knows it.
_TAKEN: Final = late(
    r"\x1b\[(?:<[-\d;]+[mM]|[\d;]+M|[IO]|\d{1,5};\d{1,5}R|\?\d{1,6};\d\$y"
    r"|48(?:;\d{1,6}(?::[\d:]*)?){4}t|20[01]~)"
)
_ESCAPE: Final = "\x1b"
_ESCAPE_KEY: Final = "\x1b[27u"  # that key and no other, as kitty spells it
_OPENING: Final = frozenset(
    "[]OPX^_"
)  # what makes of an ESC before it a sequence: CSI, OSC, SS3, DCS, SOS, PM, APC
_BEGUN: Final = 2  # code points: an ESC and one of these
# How what a terminal sends goes on behind them; anything else was typed behind the escape key.
_LIKELY: Final = late(r"\x1b(?:\[[\d<?>=;:MIOA-FHPQRSZu~]|O[A-DFHMP-S]|\]\d|P[\d!>+$]|_G)")
# CSI code[:shifted[:base]] ; modifiers[:event] [; text] u
_KITTY: Final = late(r"\x1b\[(\d+)(?::(\d*))?(?::(\d*))?(?:;(\d*)(?::(\d+))?)?(?:;([\d:]*))?u")
_OTHER: Final = late(r"\x1b\[27;(\d{1,3});(\d{1,6})~")  # xterm's modifyOtherKeys, as kitty's form
# Keys without a character, with modifiers or not: CSI [number [; modifiers[:event] [; text]]] final
_FUNCTION: Final = late(r"\x1b\[(\d{1,5})?(?:;(\d{0,5})(?::(\d+))?)?(?:;[\d:]*)?([A-FHPQRSZ~])")
_LONGEST: Final = 32  # code points; Textual's parser takes no more for a sequence
_RELEASE: Final = "3"
_SHIFT: Final = 0b1
_ALT: Final = 0b10
_CHORD: Final = 0b111110  # any modifier but shift
_ALL: Final = _CHORD | _SHIFT  # without the locks
_PRIVATE: Final = range(0xE000, 0xF900)  # kitty's numbers of keys that have no character
_SURROGATE: Final = range(0xD800, 0xE000)
_CODE_POINTS: Final = range(1, 0x110000)
# How a key goes from here to the driver's parser whose place on a Latin layout is known; no terminal sends it so.
PLACED: Final = late(r"\x1b\[(\d+):0:(\d+)u")
_ASCII_END: Final = 0x7F
_DELETE: Final = 0x7F
_NOT_TEXT: Final = late(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Inflow:
    """A filter over the characters that a terminal sends. Pure but for what it holds back."""

    def __init__(self) -> None:
        self._held = ""
        self._apart = False
        """Whether what is held is an ESC that came by itself, and something that may go on with a sequence."""

    @property
    def holding(self) -> bool:
        """Whether the beginning of something waits for its end."""
        return bool(self._held)

    @property
    def patience(self) -> float:
        """How long it waits, in seconds: for what may be the escape key only briefly."""
        if self._held.startswith(_PASTE):
            return _PASTE_PATIENCE
        return _KEY_PATIENCE if len(self._held) < _BEGUN or self._apart else _PATIENCE

    def feed(self, data: str) -> str:
        """What may be read as keys, mouse and pastes.

        A terminal sends a key with alt, ESC and a character, in one piece. An ESC that came by itself is the
        escape key, however soon the next key comes, unless that may go on with a sequence, and does so.
        """
        if not data:
            return ""
        out: list[str] = []
        alone = self._held == _ESCAPE
        if (alone and data[0] not in _OPENING) or (self._apart and not _LIKELY.match(self._held + data)):
            out += (_ESCAPE_KEY, self._held[1:])
            self._held, alone = "", False
        data, self._held, self._apart = self._held + data, "", alone and len(data) == 1
        at = 0
        while (escape := data.find(_ESCAPE, at)) >= 0:
            out.append(data[at:escape])
            passed, at = self._sequence(data, escape)
            out.append(passed)
        if not self._held:
            self._apart = False
        out.append(data[at:])
        return "".join(out)

    def _sequence(self, data: str, at: int) -> tuple[str, int]:
        """What may be read of the sequence there, and where it ends; one that is not complete is held back."""
        if data.startswith(_PASTE, at):
            end = data.find(_PASTED, at)
            if end < 0 and len(data) - at < _LONGEST_PASTE:
                self._held = data[at:]
                return "", len(data)
            body = data[at + len(_PASTE) : end if end >= 0 else len(data)]
            return _PASTE + _NOT_TEXT.sub("", body) + _PASTED, end + len(_PASTED) if end >= 0 else len(data)
        if _UNFINISHED.fullmatch(data, at):
            self._held = data[at:]
            return "", len(data)
        for pattern, read in _READERS:
            if found := pattern.match(data, at):
                return read(found), found.end()
        if broken := _BROKEN.match(data, at):
            return "", broken.end()
        return _short(data, at)

    def timeout(self) -> str:
        """The end did not come: escape and ], or alt+] where they came as one; half a reply is dropped."""
        held, self._held, apart, self._apart = self._held, "", self._apart, False
        if held.startswith(_PASTE):  # a paste whose end was lost is over as well
            return _PASTE + _NOT_TEXT.sub("", held[len(_PASTE) :]) + _PASTED
        if apart:
            return _ESCAPE_KEY + held[1:]
        if len(held) == _BEGUN:
            return _alt(held[1])
        return _ESCAPE_KEY if held == _ESCAPE else ""


def _known(found: re.Match[str]) -> str:
    """The sequence as Textual knows it; empty when it knows none, and would read the letters in it."""
    sequence = found[0]
    if len(sequence) > _LONGEST:
        return ""
    if sequence in ANSI_SEQUENCES_KEYS or _TAKEN.fullmatch(sequence):
        return sequence
    key = _FUNCTION.fullmatch(sequence)
    if key is None or key[3] == _RELEASE or f"{key[1] or 1}{key[4]}" not in FUNCTIONAL_KEYS:
        return ""
    return f"\x1b[{key[1] or 1};{_modifiers(key[2])}{key[4]}"


def _short(data: str, at: int) -> tuple[str, int]:
    """ESC and a sign in one piece: a key of its own, or alt and the sign. Textual would wait for more."""
    for length in (3, 2):  # ESC O A, ESC f
        if (key := data[at : at + length]) in ANSI_SEQUENCES_KEYS and key != _ESCAPE * 2:
            return key, at + length
    sign = data[at + 1 : at + 2]
    return (_alt(sign), at + 2) if sign.isprintable() else (_ESCAPE_KEY, at + 1)


def _alt(sign: str) -> str:
    """Alt and a sign as kitty's protocol has it."""
    upper = sign.isupper() and len(sign.lower()) == 1
    return f"\x1b[{ord(sign.lower())};4u" if upper else f"\x1b[{ord(sign)};3u"


def _other_key(found: re.Match[str]) -> str:
    key = _KITTY.match(f"\x1b[{found[2]};{found[1]}u")
    return _plain_key(key) if key else ""


def _modifiers(number: str | None) -> int:
    """Without caps lock and num lock, which Textual does not look at; 1 is none."""
    return ((int(number or 1) - 1) & _ALL) + 1


def _plain_key(key: re.Match[str]) -> str:
    """A key in kitty's form, as Textual may read it: text as itself, chords by the Latin key."""
    number, shifted, based, modifiers, event, text = key.groups()
    code, base = _code(number), _code(based)
    if event == _RELEASE:
        return ""
    mask = _modifiers(modifiers) - 1
    typed = "".join(chr(_code(part)) for part in (text or "").split(":") if _code(part))
    typed = "" if mask & _CHORD & ~_ALT else _NOT_TEXT.sub("", typed).replace("\n", "").replace("\t", "")
    letter = code >= ord(" ") and code not in _PRIVATE and code != _DELETE
    if not letter and f"{code}u" not in FUNCTIONAL_KEYS:
        code = 0
    if not typed and letter and not mask & _CHORD:
        typed = chr(_code(shifted) or code) if mask & _SHIFT else chr(code)
        typed = typed.upper() if mask & _SHIFT and not shifted and len(typed.upper()) == 1 else typed
    if typed:
        place = _place(typed, base, shift=bool(mask & _SHIFT)) if base and not mask & _CHORD else ""
        return f"\x1b[{ord(typed)}:0:{ord(place)}u" if place else typed
    if base and code > _ASCII_END:  # a chord on a layout that is not Latin: the key's place decides
        code = base
    return f"\x1b[{code};{mask + 1}u" if code else ""


def _code(number: str | None) -> int:
    """A code point; 0 when it is none."""
    code = int(number or 0) if len(number or "") < len("10000000") else 0
    return code if code in _CODE_POINTS and code not in _SURROGATE else 0


def _place(typed: str, base: int, *, shift: bool) -> str:
    """The sign that the key gives on the US layout; caps lock is for letters."""
    if len(typed) > 1 or not ord(" ") < base < _DELETE or (typed.isascii() and typed.isalnum()):
        return ""
    sign = chr(base)
    if sign.isalpha():
        return sign.upper() if typed.isupper() or (shift and not typed.islower()) else sign
    return SHIFTED.get(sign, sign) if shift else sign


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (_REPLY, lambda _: ""),
    (_OTHER, _other_key),
    (_KITTY, _plain_key),
    (_OLD_MOUSE, lambda _: ""),
    (_CSI, _known),
)
