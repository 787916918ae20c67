"""A disk in memory that loses power, fails calls, and forgets what was never synced.

It tells what a running system sees from what is certain to be there after a power cut. Each file has
content that is certain and, in their order, the writes since its last sync; each folder has names that are
certain and the changes of names since. Names and content are kept apart, as inodes are: a file that was
synced is gone all the same when its name was not. All that is left to chance comes from a seed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
from enum import Enum
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from store.disk import File

__all__ = ["MOODS", "Fault", "Moment", "Mood", "PowerCut", "SimDisk", "chances"]

Fault = Literal["EIO", "ENOSPC", "short"]
"""What a failing call does; `short` lets a part of a write land before the disk is full."""

Mood = Literal["none", "all", "prefix", "torn", "subset", "garbage"]
"""What became of the changes that were not synced."""

MOODS: Final[tuple[Mood, ...]] = ("none", "all", "prefix", "torn", "subset", "garbage")

_NEEDS_SPACE: Final = frozenset({"write", "create", "make_folder", "link"})
_READING: Final = frozenset({"open", "read"})
_SECTOR: Final = 512
_PIECES: Final = 8  # into which one write may fall apart
_GARBAGE: Final = 4096  # bytes at most: more of it says nothing more
_ROOT: Final = 0
_FOLDER_SIZE: Final = 4096


def chances(*seed: object) -> random.Random:
    """The same chances for the same seed, in every process."""
    return random.Random("/".join(map(str, seed)))  # noqa: S311  # to be replayed, not to be secret


class PowerCut(BaseException):
    """The machine is off: nothing that the program does from here on has any effect."""


class Fate(Enum):
    """What is known of a change."""

    OPEN = 1
    """Not synced: anything may become of it."""
    DOUBTFUL = 2
    """Its sync failed, and the system has forgotten it: it is on disk or not, and no later sync helps."""
    SURE = 3
    """Synced, but behind a doubtful one."""


class Write(NamedTuple):
    """Bytes at an offset."""

    offset: int
    data: bytes

    def on(self, data: bytearray) -> None:
        """Write, with zeros over a gap."""
        if self.offset > len(data):
            data.extend(bytes(self.offset - len(data)))
        data[self.offset : self.offset + len(self.data)] = self.data


class Truncate(NamedTuple):
    """Another size."""

    size: int

    def on(self, data: bytearray) -> None:
        """Cut off, or fill up with zeros."""
        del data[self.size :]
        data.extend(bytes(self.size - len(data)))


Change = Write | Truncate


class Put(NamedTuple):
    """A name for a file or folder: create, link, make a folder."""

    name: str
    node: int


class Move(NamedTuple):
    """Another name in the same folder, in place of what had it."""

    source: str
    name: str
    node: int


class Drop(NamedTuple):
    """A name taken away."""

    name: str


Step = Put | Move | Drop


class Content(NamedTuple):
    """What the disk knows of a file."""

    sure: bytes = b""
    pending: tuple[tuple[Change, Fate], ...] = ()

    def with_(self, change: Change) -> Content:
        """One change more, not synced."""
        return Content(self.sure, (*self.pending, (change, Fate.OPEN)))

    def now(self) -> bytes:
        """What a running system reads."""
        return _applied(self.sure, [change for change, _ in self.pending])

    def synced(self, *, failed: bool = False) -> Content:
        """After a sync, or one that failed."""
        became = Fate.DOUBTFUL if failed else Fate.SURE
        pending = [(change, became if fate is Fate.OPEN else fate) for change, fate in self.pending]
        sure = []
        while pending and pending[0][1] is Fate.SURE:
            sure.append(pending.pop(0)[0])
        return Content(_applied(self.sure, sure), tuple(pending))

    def after(self, chance: random.Random, mood: Mood) -> bytes:
        """What may be there after a power cut."""
        kept = [
            change
            for change, fate in self.pending
            if fate is Fate.SURE or (fate is Fate.DOUBTFUL and chance.random() < 1 / 2)
        ]
        kept += _survivors([change for change, fate in self.pending if fate is Fate.OPEN], chance, mood)
        return _applied(self.sure, kept)


def _applied(data: bytes, changes: Sequence[Change]) -> bytes:
    if not changes:
        return data
    first = changes[0]
    if not data and len(changes) == 1 and isinstance(first, Write) and not first.offset:
        return first.data  # the desk's reserve is a megabyte, and need not be copied at each turn
    altered = bytearray(data)
    for change in changes:
        change.on(altered)
    return bytes(altered)


def _survivors(changes: list[Change], chance: random.Random, mood: Mood) -> list[Change]:
    """What is left of changes that were not synced."""
    if not changes or mood == "none":
        return []
    if mood == "prefix":
        return changes[: chance.randint(0, len(changes))]
    if mood == "torn":
        *kept, last = changes[: chance.randint(1, len(changes))]
        if isinstance(last, Write):
            last = last._replace(data=last.data[: chance.randint(0, len(last.data))])
        return [*kept, last]
    if mood == "subset":
        share = chance.choice((0.2, 0.5, 0.8))
        return [piece for change in changes for piece in _pieces(change, chance) if chance.random() < share]
    if mood == "garbage":
        kept = changes[: chance.randint(1, len(changes))]
        writes = [change for change in kept if isinstance(change, Write) and change.data]
        return [*kept, _garbage(chance.choice(writes), chance)] if len(writes) == len(kept) else kept
    return changes


def _garbage(write: Write, chance: random.Random) -> Write:
    """Something else in a part of where was written."""
    start = chance.randrange(len(write.data))
    length = chance.randint(1, min(len(write.data) - start, _GARBAGE))
    return Write(write.offset + start, bytes(length) if chance.random() < 1 / 3 else chance.randbytes(length))


def _pieces(change: Change, chance: random.Random) -> Iterator[Change]:
    """A write of several sectors may arrive in part, and not from its beginning."""
    if isinstance(change, Truncate) or len(change.data) <= _SECTOR:
        yield change
        return
    end = change.offset + len(change.data)
    borders = range(change.offset - change.offset % _SECTOR + _SECTOR, end, _SECTOR)
    cuts = sorted(chance.sample(borders, min(_PIECES - 1, len(borders))))
    for start, stop in pairwise((change.offset, *cuts, end)):
        yield Write(start, change.data[start - change.offset : stop - change.offset])


class Names(NamedTuple):
    """What the disk knows of a folder."""

    sure: Mapping[str, int]
    pending: tuple[tuple[Step, Fate], ...] = ()

    def with_(self, step: Step) -> Names:
        """One step more, not synced."""
        return Names(self.sure, (*self.pending, (step, Fate.OPEN)))

    def now(self) -> dict[str, int]:
        """What a running system sees."""
        names = dict(self.sure)
        for step, _ in self.pending:
            _take(names, step)
        return names

    def synced(self, *, failed: bool = False) -> Names:
        """After a sync, or one that failed for good."""
        became = Fate.DOUBTFUL if failed else Fate.SURE
        pending = [(step, became if fate is Fate.OPEN else fate) for step, fate in self.pending]
        names = dict(self.sure)
        while pending and pending[0][1] is Fate.SURE:
            _take(names, pending.pop(0)[0])
        return Names(names, tuple(pending))

    def after(self, chance: random.Random, mood: Mood) -> Mapping[str, int]:
        """What may be there after a power cut: of each name, its changes up to some moment."""
        if not self.pending:
            return self.sure
        names = dict(self.sure)
        for step, fate in self.pending:
            if fate is Fate.SURE or (fate is Fate.DOUBTFUL and chance.random() < 1 / 2):
                _take(names, step)
        steps = [step for step, fate in self.pending if fate is Fate.OPEN]
        if mood == "none":
            return names
        if mood in {"prefix", "torn"}:
            steps = steps[: chance.randint(0, len(steps))]
        share = chance.choice((0.2, 0.5, 0.8)) if mood in {"subset", "garbage"} else 0
        stopped: set[str] = set()
        for step in steps:
            touched = {step.name, step.source} if isinstance(step, Move) else {step.name}
            if touched & stopped or chance.random() < share:
                stopped |= touched
                continue
            lingers = isinstance(step, Move) and mood != "all" and chance.random() < share / 2
            if lingers and isinstance(step, Move):
                stopped.add(step.source)
            _take(names, step, lingers=lingers)
        return names


def _take(names: dict[str, int], step: Step, *, lingers: bool = False) -> None:
    if isinstance(step, Drop):
        names.pop(step.name, None)
        return
    if isinstance(step, Move) and not lingers:
        names.pop(step.source, None)
    names[step.name] = step.node


class Moment(NamedTuple):
    """All that a disk knew at a moment; cheap to keep, since nothing in it is ever altered."""

    contents: dict[int, Content]
    names: dict[int, Names]

    def after_power_cut(self, chance: random.Random) -> SimDisk:
        """A fresh disk with one of the states that a power cut may leave."""
        mood = chance.choice(MOODS) if chance.random() < 1 / 2 else None  # each for itself, half of the time

        def one() -> Mood:
            return mood if mood is not None else chance.choice(MOODS)

        names: dict[int, Names] = {}
        contents: dict[int, Content] = {}
        waiting = [_ROOT]
        for node in waiting:  # grows meanwhile
            entries = self.names[node].after(chance, one())
            names[node] = Names(entries)
            for _, child in sorted(entries.items()):
                if child in self.names:
                    waiting.append(child)
                elif child not in contents:
                    contents[child] = Content(self.contents[child].after(chance, one()))
        return SimDisk._from(Moment(contents, names))

    def as_it_was(self) -> SimDisk:
        """A disk on which only the program died: the system runs on, with what was not synced."""
        return SimDisk._from(self)

    def settled(self) -> SimDisk:
        """A disk on which all has become durable."""
        return SimDisk._from(
            Moment(
                {node: Content(content.now()) for node, content in self.contents.items()},
                {node: Names(names.now()) for node, names in self.names.items()},
            )
        )


class SimDisk:
    """A disk (see `store.disk.Disk`) whose every changing call is counted, and may be the last, or fail.

    Set what is to happen before or between calls:

    - `crash_at`: PowerCut at the call of that number, and at every call behind it; a write may be torn.
    - `fail_at`, `fault`, `forever`: OSError at the call of that number, and with `forever` at those behind
      it (of a full disk, those that need space). A failing sync makes what it was to sync doubtful for good.
    - `fail_reads`: reads and openings count as calls as well, and fail as well (of EIO only).
    - `capacity`: bytes for all files; the disk is full behind them.
    - `ignore_sync`, `ignore_folder_sync`: syncs that do nothing, to see whether a test would notice.
    - `forget_names`: a folder's failing sync makes its names doubtful for good; else the next one may do it.
    """

    def __init__(self, *seed: object) -> None:
        self.chance = chances(*seed)
        self.calls = 0
        self.hits = 0
        """How many calls failed."""
        self.watch: Callable[[], None] | None = None
        """Called before each counted call."""
        self.dead = False
        self.crash_at: int | None = None
        self.fail_at: int | None = None
        self.fault: Fault = "EIO"
        self.forever = False
        self.fail_reads = False
        self.capacity: int | None = None
        self.ignore_sync = False
        self.ignore_folder_sync = False
        self.forget_names = False
        self._contents: dict[int, Content] = {}
        self._names: dict[int, Names] = {_ROOT: Names({})}
        self._data: dict[int, bytes | bytearray] = {}
        self._entries: dict[int, dict[str, int]] = {_ROOT: {}}
        self._next = _ROOT + 1

    @classmethod
    def _from(cls, moment: Moment) -> SimDisk:
        disk = cls()
        disk._contents = dict(moment.contents)
        disk._names = dict(moment.names)
        disk._data = {node: content.now() for node, content in moment.contents.items()}
        disk._entries = {node: names.now() for node, names in moment.names.items()}
        disk._next = max(*moment.names, *moment.contents, _ROOT) + 1
        return disk

    # What a test does to it

    def moment(self) -> Moment:
        """All that the disk knows now."""
        return Moment(dict(self._contents), dict(self._names))

    def after_power_cut(self, chance: random.Random) -> SimDisk:
        """A fresh disk with one of the states that a power cut may leave now."""
        return self.moment().after_power_cut(chance)

    def clone(self) -> SimDisk:
        """The same disk again, with the same future."""
        twin = SimDisk._from(self.moment())
        twin.chance.setstate(self.chance.getstate())
        for name, value in vars(self).items():
            if not name.startswith("_") and name not in {"chance", "watch"}:
                setattr(twin, name, value)
        return twin

    def paths(self) -> list[str]:
        """All files, sorted."""
        return sorted(self._below(_ROOT, ""))

    def _below(self, folder: int, start: str) -> Iterator[str]:
        for name, node in self._entries[folder].items():
            if node in self._entries:
                yield from self._below(node, f"{start}{name}/")
            else:
                yield start + name

    def flip_byte(self, path: str, offset: int, mask: int) -> None:
        """Damage a byte at rest: its bits of `mask` are the others."""
        data = bytearray(self.read(path))
        data[offset] ^= mask
        self.spoil(path, bytes(data))

    def spoil(self, path: str, data: bytes) -> None:
        """Put something else in its place at rest."""
        node = self._file(path)
        self._contents[node] = Content(data)
        self._data[node] = data

    def lose(self, path: str) -> None:
        """Take a file away at rest."""
        folder, name = self._place(path)
        del self._entries[folder][name]
        self._names[folder] = Names(dict(self._entries[folder]))

    # The calls of a disk

    def open(self, path: str, *, write: bool = False, create: bool = False) -> File:
        """Open a file that is there, or make one that is not."""
        del write
        if not create:
            self._reading("open", path)
            return _SimFile(self, self._file(path))
        folder, name = self._place(path)
        self._live()
        if name in self._entries[folder]:
            raise FileExistsError(errno.EEXIST, "it is there already", path)
        node = self._next

        def make() -> None:
            self._next += 1
            self._contents[node] = Content()
            self._data[node] = b""
            self._step(folder, Put(name, node))

        self._name_call("create", path, make)
        return _SimFile(self, node)

    def read(self, path: str) -> bytes:
        """The whole file."""
        self._reading("open", path)
        node = self._file(path)
        self._reading("read", path)
        return bytes(self._data[node])

    def size(self, path: str) -> int | None:
        """Its length, or None."""
        self._live()
        try:
            folder, name = self._place(path)
        except FileNotFoundError:
            return None
        node = self._entries[folder].get(name)
        if node is None:
            return None
        return _FOLDER_SIZE if node in self._entries else len(self._data[node])

    def names(self, folder: str) -> list[str]:
        """Sorted names."""
        self._live()
        with contextlib.suppress(FileNotFoundError):
            return sorted(self._entries[self._folder(folder)])
        return []

    def make_folder(self, folder: str) -> None:
        """As RealDisk does it: each that is missing, and a sync of the folder above the last."""
        self._live()
        parts = folder.split("/")
        above = ""
        made = False
        for number in range(len(parts)):
            above, path = "/".join(parts[:number]), "/".join(parts[: number + 1])
            parent, name = self._place(path)
            node = self._entries[parent].get(name)
            if node is None:
                made = True
                self._name_call("make_folder", path, partial(self._make_folder, parent, name))
            elif node not in self._entries:
                raise NotADirectoryError(errno.ENOTDIR, "a folder of the desk is no folder", path)
        if made:
            self.sync_folder(above)

    def _make_folder(self, parent: int, name: str) -> None:
        node = self._next
        self._next += 1
        self._names[node] = Names({})
        self._entries[node] = {}
        self._step(parent, Put(name, node))

    def remove_folder(self, folder: str) -> None:
        """Take an empty folder away."""
        self._live()
        node = self._folder(folder)
        if self._entries[node]:
            raise OSError(errno.ENOTEMPTY, "it is not empty", folder)
        parent, name = self._place(folder)
        self._name_call("remove", folder, lambda: self._step(parent, Drop(name)))

    def replace(self, source: str, target: str) -> None:
        """Rename within a folder."""
        self._live()
        node = self._file(source)
        folder, name = self._place(target)
        here, old = self._place(source)
        if here != folder:
            raise NotImplementedError(
                "the desk renames within a folder; a move between two is two steps here"
            )

        def rename() -> None:
            if self._entries[folder].get(name) != node:  # two names of one file: POSIX has nothing done
                self._step(folder, Move(old, name, node))

        self._name_call("replace", source, rename)

    def link(self, source: str, target: str) -> None:
        """A second name of the same file."""
        self._live()
        node = self._file(source)
        folder, name = self._place(target)
        if name in self._entries[folder]:
            raise FileExistsError(errno.EEXIST, "it is there already", target)
        self._name_call("link", target, lambda: self._step(folder, Put(name, node)))

    def remove(self, path: str) -> None:
        """Take a name away."""
        self._live()
        self._file(path)
        folder, name = self._place(path)
        self._name_call("remove", path, lambda: self._step(folder, Drop(name)))

    def sync_folder(self, folder: str) -> None:
        """Make its names durable."""
        self._live()
        node = self._folder(folder)
        error = self._begin("sync_folder", folder)
        if error is not None:
            if self.forget_names:
                self._names[node] = self._names[node].synced(failed=True)
            raise error
        if not self.ignore_folder_sync:
            self._names[node] = self._names[node].synced()

    def lock(self) -> AbstractContextManager[None]:
        """Nobody else is here."""
        self._live()
        return contextlib.nullcontext()

    def hurry(self) -> None:
        """Nobody is waited for."""

    def close(self) -> None:
        """Nothing of its own."""

    # The calls of a file

    def _write(self, node: int, offset: int, data: bytes) -> None:
        self._live()
        try:
            error = self._begin("write")
        except PowerCut:
            self._land(node, offset, data[: self.chance.randint(0, len(data))])
            raise
        if error is not None:
            if self.fault == "EIO":
                self._land(node, offset, data[: self.chance.randint(0, len(data))])
            elif self.fault == "short" and data:
                self._land(node, offset, data[: self.chance.randrange(len(data))])
            raise error
        room = self._room(node, offset)
        self._land(node, offset, data[:room])
        if room < len(data):
            self.hits += 1
            raise _full()

    def _room(self, node: int, offset: int) -> int:
        """How many bytes still fit there."""
        if self.capacity is None:
            return 1 << 62
        named = {n for folder in self._entries.values() for n in folder.values()}
        used = sum(len(self._data[n]) for n in named if n in self._data)
        return max(0, self.capacity - used) + max(0, len(self._data[node]) - offset)

    def _land(self, node: int, offset: int, data: bytes) -> None:
        if data:
            self._change(node, Write(offset, data))

    def _change(self, node: int, change: Change) -> None:
        data = self._data[node]
        if not data:
            self._data[node] = _applied(b"", [change])
        else:
            if isinstance(data, bytes):
                data = self._data[node] = bytearray(data)
            change.on(data)
        self._contents[node] = self._contents[node].with_(change)

    def _truncate(self, node: int, size: int) -> None:
        self._live()
        error = self._begin("truncate")
        if error is not None:
            raise error
        if size != len(self._data[node]):
            self._change(node, Truncate(size))

    def _sync(self, node: int) -> None:
        self._live()
        error = self._begin("sync")
        if error is not None:
            self._contents[node] = self._contents[node].synced(failed=True)
            raise error
        if not self.ignore_sync:
            self._contents[node] = self._contents[node].synced()

    def _read(self, node: int, offset: int, length: int) -> bytes:
        self._reading("read")
        return bytes(self._data[node][offset : offset + length])

    # What happens to a call

    def _live(self) -> None:
        if self.dead:
            raise PowerCut

    def _begin(self, kind: str, path: str | None = None) -> OSError | None:
        """Count a call; the error with which it fails."""
        self._live()
        if self.watch is not None:
            self.watch()
        self.calls += 1
        if self.calls == self.crash_at:
            self.dead = True
            raise PowerCut
        if not self._fails(kind):
            return None
        self.hits += 1
        return OSError(errno.EIO, os.strerror(errno.EIO), path) if self.fault == "EIO" else _full(path)

    def _fails(self, kind: str) -> bool:
        if self.fail_at is None or (kind in _READING and self.fault != "EIO"):
            return False
        if self.calls == self.fail_at:
            return True
        return self.forever and self.calls > self.fail_at and (self.fault == "EIO" or kind in _NEEDS_SPACE)

    def _reading(self, kind: str, path: str | None = None) -> None:
        self._live()
        if self.fail_reads:
            error = self._begin(kind, path)
            if error is not None:
                raise error

    def _name_call(self, kind: str, path: str, act: Callable[[], None]) -> None:
        error = self._begin(kind, path)
        if error is None:
            act()
            return
        if self.fault == "EIO" and self.chance.random() < 1 / 2:  # done, and not confirmed
            act()
        raise error

    def _step(self, folder: int, step: Step) -> None:
        _take(self._entries[folder], step)
        self._names[folder] = self._names[folder].with_(step)

    # Paths

    def _folder(self, path: str) -> int:
        node = _ROOT
        for part in path.split("/") if path else ():
            found = self._entries[node].get(part)
            if found is None:
                raise FileNotFoundError(errno.ENOENT, "no such folder", path)
            if found not in self._entries:
                raise NotADirectoryError(errno.ENOTDIR, "it is no folder", path)
            node = found
        return node

    def _place(self, path: str) -> tuple[int, str]:
        folder, _, name = path.rpartition("/")
        return self._folder(folder), name

    def _file(self, path: str) -> int:
        self._live()
        folder, name = self._place(path)
        node = self._entries[folder].get(name)
        if node is None:
            raise FileNotFoundError(errno.ENOENT, "no such file", path)
        if node in self._entries:
            raise IsADirectoryError(errno.EISDIR, "it is a folder", path)
        return node


def _full(path: str | None = None) -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


class _SimFile:
    """An open file of it."""

    def __init__(self, disk: SimDisk, node: int) -> None:
        self._disk = disk
        self._node = node

    def size(self) -> int:
        self._disk._live()
        return len(self._disk._data[self._node])

    def read(self, offset: int, length: int) -> bytes:
        return self._disk._read(self._node, offset, length)

    def write(self, offset: int, data: bytes) -> None:
        self._disk._write(self._node, offset, data)

    def sync(self) -> None:
        self._disk._sync(self._node)

    def truncate(self, size: int) -> None:
        self._disk._truncate(self._node, size)

    def close(self) -> None:
        """A dead program closes nothing, and nothing hangs on it."""
