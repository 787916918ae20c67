"""The mirror: a second copy of the journal, written behind the first one, for damage at rest.

It holds up nobody: where it cannot be written it is let go, and mended at the next opening.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from store.journal.segment import MIRROR, log

if TYPE_CHECKING:
    from store.disk import Disk, File

__all__ = ["Mirror"]


class Mirror:
    """The copy of one generation at a time."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._file: File | None = None

    def open(self, generation: int, *, create: bool = False) -> None:
        """Go on with that generation's copy, if it is there or is to be made."""
        self.close()
        with contextlib.suppress(OSError):
            self._file = self._disk.open(log(MIRROR, generation), write=True, create=create)

    def renew(self, generation: int) -> None:
        """Begin that generation's copy, in place of one that never came to be used."""
        with contextlib.suppress(OSError):
            self._disk.remove(log(MIRROR, generation))
        self.open(generation, create=True)

    def close(self) -> None:
        """Let it go."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def follow(self, main: File, end: int, line: bytes = b"") -> None:
        """Write what it has not yet of the first copy, also of a writer that died before it could.

        `line` is what stands before `end`, if that is known.
        """
        if self._file is None:
            return
        try:
            size = self._file.size()
            if size == end - len(line):
                self._file.write(size, line)
            elif size < end:
                self._file.write(size, main.read(size, end - size))
            elif size > end:
                self._file.truncate(end)
        except OSError:
            self.close()

    def mend(self, generation: int, main: File, end: int, mark: int) -> None:
        """Make it what the first copy is; what it held stays beside it, under `mark`, where it was something else."""
        path = log(MIRROR, generation)
        with contextlib.suppress(OSError):
            there = self._disk.size(path)
            known = main.read(0, there) if there is not None else b""
            if there is not None and self._disk.read(path) != known:
                self._disk.replace(path, f"{path}.bad-{mark}")
                there = None
            self.open(generation, create=there is None)
            self.follow(main, end)
