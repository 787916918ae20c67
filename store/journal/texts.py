"""The articles' texts: a log of records that is only added to, and read a text at a time.

A record's content is the article's id, a line break, and the text as it is: no JSON, which would be made and
taken apart for nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from store.errors import DeskDamaged
from store.journal.record import decode, encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.disk import Disk, File

__all__ = ["FOLDER", "Ref", "Texts"]

FOLDER: Final = "articles"
_NAME: Final = re.compile(r"texts-(\d+)\.log")
_FULL: Final = 512 << 20  # bytes after which the next file begins

_PIECE: Final = 64 << 10  # bytes written at once: what stays in the processor's cache

Ref = tuple[int, int, int]
"""Where a text is: the file's number, the offset and the length of its line in bytes."""


class Texts:
    """Texts by their place. An article's card says where its text is."""

    def __init__(self, disk: Disk, *, write: bool = True) -> None:
        self._disk = disk
        self._write = write
        self._files: dict[int, File] = {}
        self._sure: set[int] = set()  # files whose name this process has made durable

    @staticmethod
    def path(number: int) -> str:
        """The path of one file."""
        return f"{FOLDER}/texts-{number}.log"

    def numbers(self) -> list[int]:
        """The files that there are."""
        return sorted(int(found[1]) for name in self._disk.names(FOLDER) if (found := _NAME.fullmatch(name)))

    def append(self, texts: Sequence[tuple[str, str]]) -> list[Ref]:
        """Add texts by their articles' ids; on disk when it returns. Raises OSError, UnicodeEncodeError.

        Whoever calls holds the desk's lock.
        """
        found = self.numbers()
        number = found[-1] if found else 1
        if found and (self._disk.size(self.path(number)) or 0) > _FULL:
            number += 1
        file = self._open(number, create=number not in found)
        start = at = file.size()
        refs, parts = [], []
        if at and file.read(at - 1, 1) != b"\n":  # a line that was not finished
            parts.append(b"\n")
            at += 1
        written = start
        try:
            for name, text in texts:
                line = encode(b"%b\n%b" % (name.encode(), text.encode()))
                refs.append((number, at, len(line)))
                parts.append(line)
                at += len(line)
                if at - written > _PIECE:
                    file.write(written, b"".join(parts))
                    written = at
                    parts.clear()
            file.write(written, b"".join(parts))
        except BaseException:
            file.truncate(start)
            raise
        file.sync()
        if number not in self._sure:
            self._disk.sync_folder(FOLDER)
            self._sure.add(number)
        return refs

    def read(self, ref: Ref) -> str:
        """The text at a place. Raises DeskDamaged where its bytes do not verify."""
        number, at, length = ref
        try:
            line = self._open(number).read(at, length)
        except OSError as error:
            raise DeskDamaged(
                f"The text could not be read from {self.path(number)} ({error.strerror}). "
                "Its annotations are safe. `newsdesk doctor` says what can be done."
            ) from None
        payload = decode(line)
        try:
            if payload is None:
                raise ValueError("the checksum differs")  # noqa: TRY301  # told as the other is
            return str(
                memoryview(payload)[payload.index(b"\n") + 1 :], "utf-8"
            )  # without a copy of the bytes
        except ValueError:
            raise DeskDamaged(
                f"The text is damaged: its bytes in {self.path(number)} at {at} are not those that were "
                "written. Its annotations are safe. `newsdesk doctor` says what can be done."
            ) from None

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files.values():
            file.close()
        self._files.clear()

    def _open(self, number: int, *, create: bool = False) -> File:
        if number not in self._files:
            self._files[number] = self._disk.open(self.path(number), write=self._write, create=create)
        return self._files[number]
