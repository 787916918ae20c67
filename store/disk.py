"""The calls through which a desk reaches its files; there is no other way to them.

Everything that can fail, tear or be lost in a power cut passes here, so a test can put a disk of its
own in this place and let each call fail. Paths are relative to the desk's folder, with `/`. All calls
raise OSError. What a call promises after a power cut:

- bytes written are certain once `File.sync` has returned; before that any part of them may be there;
- a name made, moved or removed is certain once `Disk.sync_folder` of its folder has returned.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import time
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

__all__ = ["LOCK", "Below", "Disk", "File", "MemoryDisk", "RealDisk", "put"]

LOCK: Final = "LOCK"
_PATIENCE: Final = 15.0  # seconds for which a writer waits for the one before it
_LONGEST_PAUSE: Final = 0.02  # seconds between two looks at a lock that is held

_PRIVATE_FILE: Final = 0o600
_PRIVATE_FOLDER: Final = 0o700
_SAFE: Final = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


class File(Protocol):
    """An open file. Offsets and lengths are bytes."""

    def size(self) -> int:
        """How long it is now."""
        ...

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes; fewer at the end of the file."""
        ...

    def write(self, offset: int, data: bytes) -> None:
        """Write all of `data`; when it raises, any part of it may have been written."""
        ...

    def sync(self) -> None:
        """Make what was written, and the size, durable."""
        ...

    def truncate(self, size: int) -> None:
        """Cut it off there."""
        ...

    def close(self) -> None:
        """Let it go."""
        ...


class Disk(Protocol):
    """One folder and what is below it."""

    def open(self, path: str, *, write: bool = False, create: bool = False) -> File:
        """Open a file that is there; with `create` make one that must not be there yet."""
        ...

    def read(self, path: str) -> bytes:
        """The whole file."""
        ...

    def size(self, path: str) -> int | None:
        """How long a file is; None when there is none."""
        ...

    def names(self, folder: str) -> list[str]:
        """What a folder holds, sorted; nothing when it is not there."""
        ...

    def make_folder(self, folder: str) -> None:
        """Make a folder (and those above it) if it is not there; durable with the one above."""
        ...

    def remove_folder(self, folder: str) -> None:
        """Take an empty folder away."""
        ...

    def replace(self, source: str, target: str) -> None:
        """Give a file another name, in place of what had it."""
        ...

    def link(self, source: str, target: str) -> None:
        """Give a file a second name."""
        ...

    def remove(self, path: str) -> None:
        """Take a file's name away."""
        ...

    def sync_folder(self, folder: str) -> None:
        """Make the names in a folder durable."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """The right to write, which one process at a time has. Raises BlockingIOError after a while."""
        ...

    def hurry(self) -> None:
        """From now on `lock` waits for a moment only."""
        ...

    def close(self) -> None:
        """Let go of what the disk itself holds."""
        ...


class Below:
    """A folder of another disk, as a disk: a backup, say."""

    def __init__(self, disk: Disk, folder: str) -> None:
        self._disk = disk
        self._folder = folder

    def _at(self, path: str) -> str:
        return f"{self._folder}/{path}" if path else self._folder

    def open(self, path: str, *, write: bool = False, create: bool = False) -> File:
        """See `Disk`."""
        return self._disk.open(self._at(path), write=write, create=create)

    def read(self, path: str) -> bytes:
        """See `Disk`."""
        return self._disk.read(self._at(path))

    def size(self, path: str) -> int | None:
        """See `Disk`."""
        return self._disk.size(self._at(path))

    def names(self, folder: str) -> list[str]:
        """See `Disk`."""
        return self._disk.names(self._at(folder))

    def make_folder(self, folder: str) -> None:
        """See `Disk`."""
        self._disk.make_folder(self._at(folder))

    def remove_folder(self, folder: str) -> None:
        """See `Disk`."""
        self._disk.remove_folder(self._at(folder))

    def replace(self, source: str, target: str) -> None:
        """See `Disk`."""
        self._disk.replace(self._at(source), self._at(target))

    def link(self, source: str, target: str) -> None:
        """See `Disk`."""
        self._disk.link(self._at(source), self._at(target))

    def remove(self, path: str) -> None:
        """See `Disk`."""
        self._disk.remove(self._at(path))

    def sync_folder(self, folder: str) -> None:
        """See `Disk`."""
        self._disk.sync_folder(self._at(folder))

    def lock(self) -> AbstractContextManager[None]:
        """Nobody else writes here."""
        return contextlib.nullcontext()

    def hurry(self) -> None:
        """Nobody else writes here."""

    def close(self) -> None:
        """Nothing of its own."""


class RealDisk:
    """A folder of the system. Folders are made 0700, files 0600; symbolic links are not followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._start = os.path.join(root, "")  # noqa: PTH118  # paths are strings here: each save makes several
        self._lock = -1
        self._patience = _PATIENCE

    def open(self, path: str, *, write: bool = False, create: bool = False) -> File:
        """Open a regular file."""
        flags = (os.O_RDWR if write else os.O_RDONLY) | _SAFE
        if create:
            flags |= os.O_CREAT | os.O_EXCL
        descriptor = os.open(self._start + path, flags, _PRIVATE_FILE)
        try:
            mode = os.fstat(descriptor).st_mode
            if not stat.S_ISREG(mode):
                raise OSError(errno.EINVAL, "it is no regular file", str(self.root / path))  # noqa: TRY301
            if write and stat.S_IMODE(mode) != _PRIVATE_FILE:
                os.fchmod(descriptor, _PRIVATE_FILE)
        except BaseException:
            os.close(descriptor)
            raise
        return _RealFile(descriptor)

    def read(self, path: str) -> bytes:
        """The whole file."""
        with contextlib.closing(self.open(path)) as file:
            return file.read(0, file.size())

    def size(self, path: str) -> int | None:
        """The size of what stands there, not followed where it is a link."""
        try:
            return os.lstat(self._start + path).st_size
        except FileNotFoundError:
            return None

    def names(self, folder: str) -> list[str]:
        """Sorted names."""
        try:
            return sorted(os.listdir(self.root / folder))  # noqa: PTH208  # strings, not paths
        except FileNotFoundError:
            return []

    def make_folder(self, folder: str) -> None:
        """A folder of mode 0700; what stands there must be one, and no link to one."""
        path = self.root / folder
        if folder and not path.parent.exists():
            self.make_folder(folder.rpartition("/")[0])
        try:
            path.mkdir(mode=_PRIVATE_FOLDER)
        except FileExistsError:
            mode = path.lstat().st_mode
            if not stat.S_ISDIR(mode):
                raise OSError(errno.ENOTDIR, "a folder of the desk is no folder", str(path)) from None
            if stat.S_IMODE(mode) != _PRIVATE_FOLDER:
                path.chmod(_PRIVATE_FOLDER)
        else:
            _sync_folder(path.parent)

    def remove_folder(self, folder: str) -> None:
        """As the system's rmdir call does."""
        (self.root / folder).rmdir()

    def replace(self, source: str, target: str) -> None:
        """As the system's rename call does."""
        (self.root / source).replace(self.root / target)

    def link(self, source: str, target: str) -> None:
        """As the system's link call does."""
        os.link(self.root / source, self.root / target, follow_symlinks=False)

    def remove(self, path: str) -> None:
        """As the system's unlink call does."""
        (self.root / path).unlink()

    def sync_folder(self, folder: str) -> None:
        """An fsync of the folder."""
        _sync_folder(self.root / folder)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """An flock on a file that is never removed: the system lets go of it however a process ends."""
        self._take_lock()
        try:
            yield
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)

    def _take_lock(self) -> None:
        path = self._start + LOCK
        deadline = 0.0
        pause = 0.0005
        while True:
            if self._lock < 0:
                self._lock = os.open(path, os.O_RDWR | os.O_CREAT | _SAFE, 0o600)
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                deadline = deadline or time.monotonic() + self._patience
                if time.monotonic() > deadline:
                    raise
                time.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
                continue
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(self._lock), os.lstat(path)):
                    return
            os.close(self._lock)  # someone took the file away, and who comes next would lock another one
            self._lock = -1

    def hurry(self) -> None:
        """Wait for half a second at the most."""
        self._patience = 0.5

    def close(self) -> None:
        """Let go of the lock's file."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


class _RealFile:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def size(self) -> int:
        return os.fstat(self._descriptor).st_size

    def read(self, offset: int, length: int) -> bytes:
        parts = []
        while length > 0:
            part = os.pread(self._descriptor, length, offset)
            if not part:
                break
            parts.append(part)
            offset += len(part)
            length -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def write(self, offset: int, data: bytes) -> None:
        view = memoryview(data)
        while view:
            count = os.pwrite(self._descriptor, view, offset)
            view = view[count:]
            offset += count

    def sync(self) -> None:
        if hasattr(fcntl, "F_FULLFSYNC"):  # macOS: fsync alone leaves bytes in the drive's cache
            fcntl.fcntl(self._descriptor, fcntl.F_FULLFSYNC)
        else:
            os.fdatasync(self._descriptor)

    def truncate(self, size: int) -> None:
        os.ftruncate(self._descriptor, size)

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put(disk: Disk, path: str, data: bytes) -> None:
    """Write a whole file aside, sync it, and give it its name. Its folder is for the caller to sync."""
    aside = path + ".new"
    with contextlib.suppress(FileNotFoundError):
        disk.remove(aside)
    try:
        with contextlib.closing(disk.open(aside, write=True, create=True)) as file:
            file.write(0, data)
            file.sync()
        disk.replace(aside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(aside)
        raise


class MemoryDisk:
    """Files in memory: a desk that is gone when it is closed, and what a test's disk is built on."""

    def __init__(self) -> None:
        self.files: dict[str, MemoryFile] = {}
        self.folders: set[str] = {""}

    def open(self, path: str, *, write: bool = False, create: bool = False) -> File:
        """Open or make a file."""
        del write
        if create:
            if path in self.files:
                raise FileExistsError(errno.EEXIST, "it is there already", path)
            self._in_a_folder(path)
            self.files[path] = MemoryFile()
        return self._file(path)

    def read(self, path: str) -> bytes:
        """The whole file."""
        return bytes(self._file(path).data)

    def size(self, path: str) -> int | None:
        """Its length, or None."""
        return len(self.files[path].data) if path in self.files else None

    def names(self, folder: str) -> list[str]:
        """Sorted names of files and folders."""
        start = folder + "/" if folder else ""
        below = (p[len(start) :] for p in (*self.files, *self.folders) if p.startswith(start) and p != folder)
        return sorted({name.split("/", 1)[0] for name in below if name})

    def make_folder(self, folder: str) -> None:
        """With those above it."""
        parts = folder.split("/")
        self.folders.update("/".join(parts[: n + 1]) for n in range(len(parts)))

    def remove_folder(self, folder: str) -> None:
        """Forget a folder."""
        if self.names(folder):
            raise OSError(errno.ENOTEMPTY, "the folder is not empty", folder)
        self.folders.discard(folder)

    def replace(self, source: str, target: str) -> None:
        """Rename."""
        self._in_a_folder(target)
        self.files[target] = self._file(source)
        del self.files[source]

    def link(self, source: str, target: str) -> None:
        """A second name of the same file."""
        if target in self.files:
            raise FileExistsError(errno.EEXIST, "it is there already", target)
        self.files[target] = self._file(source)

    def remove(self, path: str) -> None:
        """Forget a name."""
        self._file(path)
        del self.files[path]

    def sync_folder(self, folder: str) -> None:
        """Nothing to do in memory."""

    def lock(self) -> AbstractContextManager[None]:
        """Nobody else is here."""
        return contextlib.nullcontext()

    def hurry(self) -> None:
        """Nobody else is here."""

    def close(self) -> None:
        """Nothing to do."""

    def _file(self, path: str) -> MemoryFile:
        if path not in self.files:
            raise FileNotFoundError(errno.ENOENT, "no such file", path)
        return self.files[path]

    def _in_a_folder(self, path: str) -> None:
        if path.rpartition("/")[0] not in self.folders:
            raise FileNotFoundError(errno.ENOENT, "no such folder", path)


class MemoryFile:
    """A file of `MemoryDisk`."""

    def __init__(self) -> None:
        self.data = bytearray()

    def size(self) -> int:
        """How long it is."""
        return len(self.data)

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes."""
        return bytes(self.data[offset : offset + length])

    def write(self, offset: int, data: bytes) -> None:
        """Write, with zeros over a gap."""
        if offset > len(self.data):
            self.data.extend(bytes(offset - len(self.data)))
        self.data[offset : offset + len(data)] = data

    def sync(self) -> None:
        """Nothing to do in memory."""

    def truncate(self, size: int) -> None:
        """Cut it off."""
        del self.data[size:]

    def close(self) -> None:
        """Nothing to do."""
