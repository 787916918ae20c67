"""Backups, what comes back of them, and a check of the whole."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from store import backup
from store.desk.base import Base
from store.disk import Below, RealDisk
from store.errors import BackupFailed, DeskDamaged, DeskForbidden, NewsdeskError
from store.folder import expanded, prepare
from store.history import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.disk import Disk
    from store.model import Backup, Change, Finding

__all__ = ["Keeping"]

_LISTED: Final = "`newsdesk backup --list` names those of this desk."
_BEFORE_RESTORE: Final = "before-restore"


class Keeping(Base):
    """Copies of the desk in its own folder and elsewhere."""

    def backup(self, path: Path | str | None = None) -> Backup:
        """Copy the desk to a new or empty folder, or to `backups/` in its own. The copy is a desk itself.

        Raises BackupFailed, DeskForbidden, DeskLocked.
        """
        if path is None:
            return self._back_up("asked")
        place = expanded(path, DeskForbidden)
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise BackupFailed(f"{place} is there already. Name a new or an empty folder for the backup.")
        prepare(place)
        return replace(self._back_up("asked", RealDisk(place)), name=str(place))

    def backups(self) -> list[Backup]:
        """The backups in the desk's own folder, oldest first."""
        return backup.inside(self._journal.disk)

    def daily_backup(self) -> Backup | None:
        """Make today's backup, if there is something new and it was not made yet."""
        return self._back_up_if_due("daily")

    def restore(self, path: Path | str) -> Change | None:
        """Make the desk what a backup was, as one change, which undo takes back; None if it is that already.

        `path` is a folder, or the name of one in `backups/`. Before, the desk as it is gets a backup too.
        Raises BackupFailed, DeskDamaged, DeskTooNew, SaveFailed, DeskLocked.
        """
        known = {each.name for each in self.backups()}
        disk: Disk
        if str(path) in known:
            disk = Below(self._journal.disk, f"{backup.BACKUPS}/{path}")
        else:
            disk = RealDisk(expanded(path, DeskForbidden))
            if not disk.names("journal"):
                raise BackupFailed(f"{path} is no backup: it is a folder without a journal. " + _LISTED)
        with contextlib.closing(backup.opened(disk)) as copy, self._change():
            if self._journal.state.n:
                self._back_up(_BEFORE_RESTORE)
            ops = list(backup.restoring(self._journal, copy))
            if not ops:
                return None
            self._commit("restore", ops)
            return told(self._journal.records(self._journal.state.done[-1]), undone=False)

    def _back_up_if_due(self, kind: str) -> Backup | None:
        """A backup that nobody asked for: where it fails, the work goes on, and the doctor tells."""
        if self.folder is None or self.read_only:
            return None
        with contextlib.suppress(NewsdeskError, OSError), self._writing:
            if backup.due(self.backups(), kind, self._journal.state.n):
                return self._back_up(kind)
        return None

    def _back_up(self, kind: str, target: Disk | None = None) -> Backup:
        with self._change():
            try:
                made = backup.write(self._journal, kind, target)
                if kind != _BEFORE_RESTORE:  # which must not drop the one that is being restored
                    backup.rotate(self._journal.disk)
            except (OSError, DeskDamaged) as error:
                why = getattr(error, "strerror", None) or error
                raise BackupFailed(
                    f"The backup could not be made: {why}. The desk itself is untouched."
                ) from None
            return made

    def examine(self) -> Iterator[Finding]:
        """Check the whole desk: checksums, sequence, references, offsets, backups. Changes nothing."""
        from store import doctor  # only when it is asked for

        self.refresh()
        return doctor.examine(self._journal)
