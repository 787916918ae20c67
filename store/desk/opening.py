"""Opening and closing the desk, and what is known of it as a whole."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final, Self

from store import migration
from store.desk import stamps
from store.desk.keeping import Keeping
from store.disk import MemoryDisk, RealDisk
from store.errors import DeskForbidden, NewsdeskError
from store.folder import default_folder, expanded, prepare
from store.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from store.disk import Disk

__all__ = ["Opening"]

_FOLD: Final = 512 << 10  # bytes of journal after which a desk that is closed makes a checkpoint


class Opening(Keeping):
    """Ways to a desk, and from it."""

    @classmethod
    def open(cls, folder: Path | str | None = None, *, read_only: bool = False) -> Self:
        """Open the desk in `folder` (the default one when None), making it when it is not there.

        Raises DeskForbidden, DeskDamaged, DeskTooNew, DeskLocked. Reading only, it never waits,
        writes nothing, and a desk that is not there is an empty one.
        """
        path = expanded(folder, DeskForbidden) if folder is not None else default_folder()
        if not read_only:
            prepare(path)
        elif path.exists() and not path.is_dir():
            raise DeskForbidden(f"{path} is a file; a desk is a folder. Name another one with --desk.")
        return cls.on(RealDisk(path), folder=path, read_only=read_only)

    @classmethod
    def on(cls, disk: Disk, *, folder: Path | None = None, read_only: bool = False) -> Self:
        """Open the desk that lies on a disk. Raises as `open` does."""
        old = migration.old_desk(disk)
        if old is not None and read_only:
            return cls(migration.in_memory(old), folder=folder)
        journal = Journal(disk, read_only=read_only)
        if old is not None:
            migration.take_over(journal, old, stamps.who())
        return cls(journal, folder=folder)

    @classmethod
    def in_memory(cls) -> Self:
        """A desk that is gone when it is closed."""
        return cls.on(MemoryDisk())

    @property
    def recovery(self) -> list[str]:
        """What was found and mended when the desk was opened: a sentence each."""
        return list(self._journal.recovery)

    @property
    def changes(self) -> int:
        """How many changes the desk has seen; what is remembered beside them counts too."""
        return self._journal.state.n

    @property
    def low(self) -> bool:
        """Whether the disk is so full that only the last notes still fit. Looks again at each call."""
        with self._writing:
            return not self._closed and self._journal.look_for_space()

    def checkpoint(self) -> None:
        """Fold the journal into snapshots, so that the next opening reads less. Raises SaveFailed, DeskLocked."""
        with self._change():
            self._journal.fold()

    def interrupt(self) -> None:
        """Give up what takes long in another thread (making the index): the desk is about to be closed."""
        self._closing.set()

    def close(self) -> None:
        """Let go of the desk. Nothing is left to save: every verb saved what it did."""
        self.interrupt()
        with self._writing:
            if self._closed:
                return
            self._journal.disk.hurry()  # whoever quits does not wait for another newsdesk
            if not self.read_only and self._journal.length > _FOLD and not self._journal.broken:
                with contextlib.suppress(NewsdeskError):  # it only makes the next opening quicker
                    self.checkpoint()
            self._back_up_if_due("daily")  # behind it, since it may then share the snapshot of the articles
            with self._guard:
                self._closed = True
                self._journal.close()
                self._journal.disk.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
