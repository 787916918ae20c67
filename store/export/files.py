"""Files of an export: read with care, and replaced as a whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from store.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "HEAD",
    "LINK",
    "Found",
    "Unwritable",
    "failures",
    "head",
    "make_folder",
    "names_in",
    "read",
    "write",
]

HEAD: Final = 65_536
"""Bytes in which a file's front matter must end to be found."""

LINK: Final = "Expected a file at {}, found a symbolic link; remove it or name another place."

# Absent on Windows, where opening a name that must not exist yet is safe without them.
_NOFOLLOW: Final[int] = getattr(os, "O_NOFOLLOW", 0)
_FLAGS: Final[int] = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | _NOFOLLOW
_NONBLOCK: Final[int] = getattr(os, "O_NONBLOCK", 0)
_DIRECTORY: Final[int] = getattr(os, "O_DIRECTORY", 0)

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN: Final = {errno.EACCES, errno.EPERM, errno.EROFS}


class Found(NamedTuple):
    """A file as it was read."""

    data: bytes
    mode: int
    stamp: tuple[int, ...]
    """What tells this state of the file from any other."""


class Unwritable(ExportError):  # noqa: N818  # named as the errors of `store.errors` are
    """The folder takes no file, whatever its name."""


@contextmanager
def failures(path: Path, kind: type[ExportError] = ExportError) -> Iterator[None]:
    """Turn the system's errors into one sentence about `path`.

    Raises:
        ExportError: of that kind, in place of any OSError.

    """
    try:
        yield
    except OSError as error:
        raise kind(_sentence(path, error)) from error


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it, unless it is there.

    Raises:
        ExportError: it cannot be made, or is a file.

    """
    with failures(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise ExportError(
                f"Expected a folder to export to, but {folder} is, or lies under, a file; name another folder."
            ) from error


def names_in(folder: Path) -> list[str]:
    """List the names in a folder, sorted.

    Raises:
        ExportError: it cannot be read.

    """
    with failures(folder):
        return sorted(path.name for path in folder.iterdir())


def read(path: Path) -> Found | None:
    """Read a file's bytes and state; None if there is no such file.

    Raises:
        ExportError: it is a link, a folder or a device, or cannot be read.

    """
    with failures(path):
        try:
            if not _NOFOLLOW and path.is_symlink():
                raise OSError(errno.ELOOP, "a link")
            handle = os.open(path, os.O_RDONLY | _NONBLOCK | _FLAGS)
        except FileNotFoundError:
            return None
        try:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                raise OSError(errno.EISDIR, "not a file")
            with open(handle, "rb", closefd=False) as file:
                return Found(file.read(), stat.S_IMODE(state.st_mode), _stamp(state))
        finally:
            os.close(handle)


def head(path: Path) -> bytes:
    """Read the first bytes of a file, to tell whose it is; nothing if that cannot be read.

    Links are followed here: they are refused when it comes to writing.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _NONBLOCK)
    except OSError:
        return b""
    try:
        return os.read(handle, HEAD) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
    except OSError:
        return b""
    finally:
        os.close(handle)


def write(path: Path, data: bytes, found: Found | None) -> bool:
    """Put `data` at `path`, where `found` was read (None: where nothing was).

    It is written aside, synced, and renamed: at every moment the old file or the new one is whole.
    An existing file keeps its mode. False if someone else has changed the file since it was
    read: then nothing is done.

    Raises:
        Unwritable: the system lets us write nothing into the folder.
        ExportError: it does not let us put it there; what was there is as it was.

    """
    aside = path.with_name(f".newsdesk-{secrets.token_hex(8)}.tmp")
    with failures(path, Unwritable):
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o666)
    try:
        with failures(path, Unwritable), open(handle, "wb") as file:  # noqa: PTH123  # a descriptor, not a path
            file.write(data)
            file.flush()
            if found is not None and hasattr(os, "fchmod"):
                os.fchmod(handle, found.mode)
            os.fsync(handle)
        with failures(path):
            if not _put(aside, path, found):
                return False
    finally:
        with suppress(OSError):
            aside.unlink()
    with failures(path):
        _sync(path.parent)
    return True


def _put(aside: Path, path: Path, found: Found | None) -> bool:
    """Give the new file its name, unless something has come there meanwhile."""
    if found is None:
        try:
            os.link(aside, path)  # unlike a rename, it never replaces
        except FileExistsError:
            return False
        except (OSError, AttributeError):  # a file system without links
            if os.path.lexists(path):
                return False
            aside.rename(path)
        return True
    try:
        state = path.lstat()
    except FileNotFoundError:
        return False
    if _stamp(state) != found.stamp:
        return False
    aside.replace(path)
    return True


def _sync(folder: Path) -> None:
    """Make the new name last; a system that cannot sync a folder does without."""
    if not _DIRECTORY:
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | _DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _stamp(state: os.stat_result) -> tuple[int, ...]:
    return (state.st_dev, state.st_ino, state.st_mode, state.st_size, state.st_mtime_ns)


def _sentence(path: Path, error: OSError) -> str:
    code = error.errno
    if code == errno.ELOOP:
        return LINK.format(path)
    if code in {errno.EISDIR, errno.ENXIO, errno.ENODEV}:
        return (
            f"Expected a file at {path}, found something else of that name; remove it or name another place."
        )
    if code in _FULL:
        return f"{path} could not be written, since the disk is full; make room and export again."
    if code in _FORBIDDEN:
        return f"{path} could not be written, since the system does not permit it; name another place."
    if code in {errno.ENOENT, errno.ENOTDIR}:
        return f"Expected a folder at {path.parent}, found none; name a place that is there."
    return f"{path} could not be written ({error.strerror or error}); name another place, or try again."
