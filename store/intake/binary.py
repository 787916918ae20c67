"""Telling what is no text at all, so that no picture becomes an article of nonsense."""

from __future__ import annotations

from typing import Final

from store.errors import IntakeError

__all__ = ["refuse_controls", "refuse_format", "refuse_nul"]

# First bytes, from the formats' own specifications. RTF and PDF pass for text otherwise.
_FORMATS: Final = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"OggS\x00", "a sound or film"),
    (b"ID3\x03", "a sound"),
    (b"ID3\x04", "a sound"),
    (b"\x1f\x8b\x08", "a compressed file"),
    (b"BZh9", "a compressed file"),
    (b"\xfd7zXZ\x00", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
)

_HEAD: Final = 64 * 1024
# C0 but TAB, LF, VT, FF, CR, SUB (the end of a DOS file) and ESC (a saved terminal's colours), and DEL.
_CONTROLS: Final = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B})
_FEW: Final = 4
"""So many strange bytes are forgiven in a text of any length."""


def refuse_format(data: bytes) -> None:
    """Raise IntakeError if the first bytes are those of a well-known format that is not text."""
    for magic, name in _FORMATS:
        if data.startswith(magic):
            raise IntakeError(f"It is {name}, and a text was expected; save its text as a file first.")


def refuse_nul(data: bytes) -> None:
    """Raise IntakeError if NUL is more than 1 % of the first 64 KiB. Ask after UTF-16 and UTF-32."""
    head = data[:_HEAD]
    if head.count(0) > max(_FEW, len(head) // 100):
        raise IntakeError("It is not a text but binary data: NUL bytes are all over it.")


def refuse_controls(data: bytes) -> None:
    """Raise IntakeError if control bytes are more than 1 % of the first 64 KiB."""
    head = data[:_HEAD]
    if len(head) - len(head.translate(None, _CONTROLS)) > max(_FEW, len(head) // 100):
        raise IntakeError("It is not a text but binary data: control bytes are all over it.")
