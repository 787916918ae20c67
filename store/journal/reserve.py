"""Room on the disk that is kept for the last notes: a file that is given up when there is no other."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from store.journal.segment import JOURNAL

if TYPE_CHECKING:
    from store.disk import Disk

__all__ = ["RESERVE", "Reserve"]

RESERVE: Final = 1 << 20
"""Its bytes."""

_PATH: Final = JOURNAL + "/reserve"


class Reserve:
    """The file, made when there is room for it."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self.low = False
        """Whether the disk is so full that there is none."""

    def keep(self) -> None:
        """Make it, if it is not there."""
        if (self._disk.size(_PATH) or 0) >= RESERVE:
            self.low = False
            return
        with contextlib.suppress(OSError):
            self._disk.remove(_PATH)
        try:
            with contextlib.closing(self._disk.open(_PATH, write=True, create=True)) as file:
                file.write(0, bytes(RESERVE))
            self.low = False
        except OSError:
            self.low = True
            with contextlib.suppress(OSError):
                self._disk.remove(_PATH)

    def release(self) -> bool:
        """Give it up; whether there was something to give."""
        self.low = True
        try:
            self._disk.remove(_PATH)
        except OSError:
            return False
        return True
