"""Backups: each is a desk of its own, that newsdesk opens like any other.

Those made by themselves lie in `backups/` of the desk. Notes are copied there; the articles' texts, which
are only ever added to, are hard links. A backup at a place of the user's own is a copy of everything. Each
is opened and compared before it counts.
"""

from __future__ import annotations

import contextlib
import errno
import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import orjson

from store import records
from store.disk import Below, put
from store.errors import BackupFailed, DeskDamaged
from store.journal import Journal
from store.journal.journal import SNAPSHOTS, header_of
from store.journal.record import encode
from store.journal.segment import JOURNAL, MIRROR, log
from store.journal.state import NOTES
from store.journal.texts import FOLDER, Texts
from store.model import Backup, Op

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.disk import Disk
    from store.journal import State

__all__ = ["BACKUPS", "due", "inside", "opened", "restoring", "rotate", "write"]

BACKUPS: Final = "backups"
_FOLDERS: Final = (JOURNAL, MIRROR, "notes", FOLDER)
_NAME: Final = re.compile(r"(\d{8}T\d{6}Z)-([a-z-]+?)-(\d+)")
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_CHUNK: Final = 4 << 20
_DAILY: Final = 7
_WEEKLY: Final = 4
_OTHERS: Final = 5  # before imports, deletions and restores
_DAY: Final = timedelta(hours=20)  # whoever opens the desk each morning gets one each day
_MOMENT: Final = timedelta(minutes=10)


def inside(disk: Disk) -> list[Backup]:
    """The backups in the desk's own folder, oldest first."""
    found = []
    for name in disk.names(BACKUPS):
        match = _NAME.fullmatch(name)
        if match and disk.size(f"{BACKUPS}/{name}/{log(JOURNAL, 1)}"):
            found.append(Backup(name=name, at=_iso(match[1]), kind=match[2], changes=int(match[3])))
    return found


def due(backups: list[Backup], kind: str, changes: int) -> bool:
    """Whether there is a change that the newest backup has not, and that one is old enough."""
    if not changes or (backups and backups[-1].changes == changes):
        return False
    if not backups:
        return True
    age = datetime.now(UTC) - datetime.fromisoformat(backups[-1].at)
    return age > (_DAY if kind == "daily" else _MOMENT) or age < timedelta(0)


def name_for(kind: str, changes: int) -> str:
    """The name of a backup made now."""
    return f"{datetime.now(UTC).strftime(_STAMP)}-{kind}-{changes}"


def write(journal: Journal, kind: str, target: Disk | None = None) -> Backup:
    """Write a backup, open it, compare it. Raises OSError, DeskDamaged.

    Whoever calls holds the desk's lock. Without `target` it lies in the desk's own folder.
    """
    disk, state = journal.disk, replace(journal.state, done=[], undone=[], trimmed=False)
    name = name_for(kind, state.n)
    own = target is None
    place = f"{BACKUPS}/{name}"
    if own and disk.names(place):
        raise BackupFailed("A backup was made this very second, and has all that there is.")
    if target is None:
        disk.make_folder(BACKUPS)
        disk.sync_folder("")  # whoever made it may have died before
        disk.make_folder(place)
        target = Below(disk, place)
    for folder in _FOLDERS:
        target.make_folder(folder)
    for path in map(Texts.path, journal.texts.numbers()):
        if not own or not _linked(disk, path, f"{place}/{path}"):
            _copy(disk, target, path)
    snapshots = {}
    for folder, tables in SNAPSHOTS:
        path = f"{folder}/{1:06}.json"
        fresh = journal.fresh_articles() if own and tables != NOTES else None
        if fresh is not None and _linked(disk, fresh[0], f"{place}/{path}"):
            snapshots[folder] = fresh[1]
        else:
            data = state.snapshot(tables)
            put(target, path, data)
            snapshots[folder] = [len(data), zlib.crc32(data)]
        target.sync_folder(folder)
    header = encode(orjson.dumps(header_of(1, state.n, snapshots)))
    for folder in (MIRROR, JOURNAL):  # the journal last: without it the backup is none
        put(target, log(folder, 1), header)
        target.sync_folder(folder)
    _compare(target, state)
    return Backup(name=name, at=_iso(name.split("-", 1)[0]), kind=kind, changes=state.n)


def _linked(disk: Disk, source: str, target: str) -> bool:
    """Give a file a second name; False where the file system has no such thing."""
    try:
        disk.link(source, target)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        return False
    return True


def _compare(target: Disk, state: State) -> None:
    with contextlib.closing(opened(target)) as copy:
        for table, documents in state.tables.items():
            if list(copy.state.tables[table].items()) != list(documents.items()):
                raise DeskDamaged("The backup was written, but does not hold what the desk holds.")


def _copy(source: Disk, target: Disk, path: str) -> None:
    with (
        contextlib.closing(source.open(path)) as here,
        contextlib.closing(target.open(path, write=True, create=True)) as there,
    ):
        size, at = here.size(), 0
        while at < size:
            part = here.read(at, min(_CHUNK, size - at))
            there.write(at, part)
            if there.read(at, len(part)) != part:
                raise DeskDamaged(f"The copy of {path} does not read as it was written.")
            at += len(part)
        there.sync()


def opened(disk: Disk) -> Journal:
    """A backup, opened for reading. Raises DeskDamaged where it is not whole, DeskForbidden."""
    journal = Journal(disk, read_only=True)
    if journal.recovery or not journal.generation:
        journal.close()
        why = journal.recovery[0] if journal.recovery else "It holds no journal."
        raise DeskDamaged(f"This backup is not whole. {why} Take another one.")
    return journal


def rotate(disk: Disk) -> None:
    """Drop the backups that nobody needs: seven days, four weeks, and the last few of the others stay."""
    found = inside(disk)
    daily = [backup for backup in found if backup.kind == "daily"]
    keep = {backup.name for backup in found if backup.kind == "asked"}
    keep |= {backup.name for backup in [b for b in found if b.kind.startswith("before")][-_OTHERS:]}
    for length, count in ((10, _DAILY), (None, _WEEKLY)):
        last: dict[str, str] = {}
        for backup in daily:
            last[backup.at[:length] if length else _week(backup.at)] = backup.name
        keep |= set(list(last.values())[-count:])
    for backup in found:
        if backup.name not in keep:
            _remove(disk, f"{BACKUPS}/{backup.name}")
    whole = {backup.name for backup in found}
    for name in disk.names(BACKUPS):
        if _NAME.fullmatch(name) and name not in whole:  # one that came to no end
            _remove(disk, f"{BACKUPS}/{name}")


def _remove(disk: Disk, place: str) -> None:
    with contextlib.suppress(OSError):
        disk.remove(f"{place}/{log(JOURNAL, 1)}")  # from now on it is none
    for folder in _FOLDERS:
        for name in disk.names(f"{place}/{folder}"):
            with contextlib.suppress(OSError):
                disk.remove(f"{place}/{folder}/{name}")
    for folder in (*(f"{place}/{folder}" for folder in _FOLDERS), place):
        with contextlib.suppress(OSError):
            disk.remove_folder(folder)


def _week(at: str) -> str:
    year, week, _ = datetime.fromisoformat(at).isocalendar()
    return f"{year}-{week:02}"


def _iso(stamp: str) -> str:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def restoring(journal: Journal, backup: Journal) -> Iterator[Op]:
    """The steps that make a desk what a backup was; texts that it lacks are taken over first.

    What was remembered meanwhile (drafts, places) stays. Raises SaveFailed, DeskDamaged.
    """
    for table, wanted in backup.state.tables.items():
        here = journal.state.tables[table]
        for key, (number, _) in zip(wanted.keys(), wanted.items(), strict=True):
            before, after = here.by_key(key), wanted.get(number)
            if table == "state" and before is not None:
                continue
            if table == "articles" and after is not None:
                after["text"] = _text_here(journal, backup, before, after)
            if before != after:
                yield Op(table, key, before, after, here.numbers.get(key, number))
        if table != "state":
            for key in [key for key in here.keys() if key not in wanted.numbers]:  # noqa: SIM118  # no dict
                yield Op(table, key, here.by_key(key), None, here.numbers[key])


def _text_here(
    journal: Journal, backup: Journal, before: dict[str, Any] | None, after: dict[str, Any]
) -> list[int]:
    """Where the desk has the text of an article that comes back, once it has it."""
    text = backup.texts.read(records.ref(after))
    for known in (before, after):
        with contextlib.suppress(DeskDamaged):
            if known is not None and journal.texts.read(records.ref(known)) == text:
                return list(records.ref(known))
    return list(journal.append_texts([(str(after["id"]), text)])[0])
