"""Bytes to text: by BOM, by the pattern of UTF-16, by strict UTF-8, then by a scored guess.

Names are Python's canonical ones. With a BOM they are `utf-8-sig`, `utf-16` and `utf-32`, which
decode the same bytes again; without one they name the byte order.
"""

from __future__ import annotations

import codecs
from typing import Final, NamedTuple

from store.errors import IntakeError
from store.intake.binary import refuse_controls, refuse_format, refuse_nul
from store.intake.gate import counted
from store.intake.guess import guess
from store.intake.source import told
from store.text import shorten

__all__ = ["Decoded", "canonical", "decode"]

# UTF-32's little-endian BOM begins with UTF-16's.
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Text codecs of Python that no file is written in: they spell characters in ASCII, or always fail.
_NOT_OF_FILES: Final = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})

_HEAD: Final = 4096
_LONGEST: Final = 40  # of a name told, in a message
# The high byte of nearly every UTF-16 unit of Latin, Cyrillic and punctuation (U+00xx, U+04xx, U+20xx).
_HIGH: Final = b"\x00\x04\x20"
_NAMED: Final = 3
"""So many places of bad bytes are named; the rest are counted."""


class Decoded(NamedTuple):
    """Text as the bytes spell it, before the gate."""

    text: str
    encoding: str
    losses: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Read bytes as text, in the encoding told or in the one they appear to be in.

    UTF-8 with a few bad bytes is read as UTF-8, with U+FFFD for each, and said so in `losses`.

    Raises:
        IntakeError: the bytes are no text, the encoding told does not exist or does not fit
            them, or none of those that are tried fits.
    """
    refuse_format(data)
    if encoding is not None:
        return _as_told(data, encoding)
    for bom, name in _BOMS:
        if data.startswith(bom) and (name != "utf-32" or _fits(data, name)):
            return _lenient(data, name)
    if wide := _wide(data):
        return _lenient(data, wide)
    refuse_nul(data)
    if _fits(data, "utf-8"):
        return Decoded(data.decode("utf-8"), "utf-8")
    if _mostly_utf8(data):
        return _lenient(data, "utf-8")
    refuse_controls(data)
    guessed = guess(data)
    if guessed is None:
        raise IntakeError(
            "Its encoding could not be told: it is neither UTF-8, UTF-16 nor one of the Cyrillic or Western "
            "code pages; name it with --encoding."
        )
    return _lenient(data, guessed)


def canonical(encoding: str) -> str:
    """Return Python's name of an encoding. Raises IntakeError: there is none that files are written in."""
    try:
        name = codecs.lookup(encoding).name
        if name.replace("_", "-") not in _NOT_OF_FILES:
            bytes(4).decode(name)  # a codec that makes no text of bytes, such as hex, says so
            return name
    except (LookupError, ValueError):
        pass
    shown = told(shorten(encoding, _LONGEST))
    raise IntakeError(f"No encoding is named '{shown}'; try utf-8, utf-16, cp1251, koi8-u or cp866.")


def _as_told(data: bytes, encoding: str) -> Decoded:
    name = canonical(encoding)
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError as error:
        place = f"byte 0x{data[error.start]:02x} at offset {error.start:,} has no meaning there"
        raise IntakeError(
            f"It cannot be read as {name}: {place}; leave --encoding out to have it detected."
        ) from error
    except UnicodeError as error:  # a codec that names no place
        raise IntakeError(
            f"It cannot be read as {name}; leave --encoding out to have it detected."
        ) from error


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _lenient(data: bytes, name: str) -> Decoded:
    """Decode with U+FFFD for what has no meaning, naming the first such places."""
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError as error:
        first = error
    text = data.decode(name, "replace")
    bad = text.count("\N{REPLACEMENT CHARACTER}") - _honest(data, name)
    places = [f"{place:,}" for place in _bad_places(data, name, first)]
    more = " …" if bad > len(places) else ""
    loss = f"{counted(bad, 'place was', 'places were')} not {name} and became U+FFFD: byte {', '.join(places)}{more}."
    return Decoded(text, name, (loss,))


def _honest(data: bytes, name: str) -> int:
    """How many U+FFFD the source itself holds: none but in UTF-8 are worth the count."""
    return data.count(b"\xef\xbf\xbd") if name.startswith("utf-8") else 0


def _bad_places(data: bytes, name: str, first: UnicodeDecodeError) -> list[int]:
    # Only in UTF-8 and one-byte encodings can decoding start again after a bad place.
    if name.startswith(("utf-16", "utf-32")):
        return [first.start]
    skipped = len(codecs.BOM_UTF8) if name == "utf-8-sig" else 0  # that codec counts from after its BOM
    plain = "utf-8" if skipped else name
    places: list[int] = []
    start = skipped
    while len(places) < _NAMED:
        try:
            data[start:].decode(plain)
        except UnicodeDecodeError as error:
            places.append(start + error.start)
            start += error.end
        else:
            break
    return places


def _mostly_utf8(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 are all the same meant as it: good sequences outnumber bad places.

    Measured on Ukrainian, Russian and Belarusian in the other encodings tried: at most 0.62 good
    ones for each bad (six words in capitals; running text has 0.2).
    """
    text = data.decode("utf-8", "replace")
    honest = data.count(b"\xef\xbf\xbd")
    bad = text.count("\N{REPLACEMENT CHARACTER}") - honest
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return good >= 2 * bad


def _wide(data: bytes) -> str | None:
    """Name the UTF-16 or UTF-32 of bytes without BOM, by where their NUL bytes are, or None."""
    head = data[: min(_HEAD, len(data) // 4 * 4)]
    for name, planes in (("utf-32-le", slice(2, None, 4)), ("utf-32-be", slice(1, None, 4))):
        if (
            head
            and not head[planes].strip(b"\0")
            and len(data) % 4 == 0
            and head.strip(b"\0")
            and _fits(data, name)
        ):
            return name
    head = data[: min(_HEAD, len(data) // 2 * 2)]
    units = len(head) // 2
    if units < 2:  # noqa: PLR2004  # one unit shows no pattern
        return None
    for name, high, low in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        pattern = _share(high, _HIGH) > 0.9 and _share(high, _HIGH[:2]) > 0.5 and _share(low, _HIGH[:2]) < 0.1  # noqa: PLR2004  # shares of a text's units, with room for symbols and emoji
        if pattern:
            return name
    return None


def _share(units: bytes, values: bytes) -> float:
    return 1 - len(units.translate(None, values)) / len(units)
