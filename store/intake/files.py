"""From paths to bytes: what is read, and what is refused before it can hang or fill the memory."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.errors import IntakeError
from store.intake.readers import SUFFIXES
from store.intake.source import Problem, Source, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

__all__ = ["MAX_BYTES", "read", "read_stream", "walk"]

MAX_BYTES: Final = 20 * 1024 * 1024
"""The most that is read of one source, in bytes; an article has some thousands."""

_CHUNK: Final = 1024 * 1024

_OUTSIDE: Final = "It is a link that leads out of the folder; name what it leads to, if you want that."

# Not to be opened: they have no end, or opening them waits for somebody else.
_SPECIAL: Final = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def walk(paths: Iterable[Path | str]) -> Iterator[Path | Problem]:
    """Find the files to read, in the order named; folders recursively, in the order of names.

    A file named directly is always given. Of a folder, files of a known suffix (`SUFFIXES`) are;
    hidden files and folders are skipped, links to folders are not followed (no loop, nothing twice),
    and links to files only where they stay inside the folder named. A link that leads out of it, and
    what cannot be read, is one `Problem`, and the walk goes on.
    """
    for path in paths:
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116  # a str may hold what Path refuses
        except (OSError, ValueError) as error:
            yield _problem(path, error)
            continue
        if stat.S_ISDIR(mode):
            yield from _folder(Path(path))
        else:
            yield Path(path)


def _folder(top: Path) -> Iterator[Path | Problem]:
    try:
        root = top.resolve()
    except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError up to Python 3.12
        yield _problem(top, error)
        return
    found = False
    stack = [iter([top])]
    while stack:
        path = next(stack[-1], None)
        if path is None:
            stack.pop()
            continue
        try:
            if path is top or (path.is_dir() and not path.is_symlink()):
                stack.append(iter(_names(path)))
                continue
            wanted = path.suffix.lower() in SUFFIXES
            if (wanted or path.is_dir()) and path.is_symlink():
                if not path.resolve(strict=True).is_relative_to(root):
                    found = True
                    yield Problem(path=told(str(path)), reason=_OUTSIDE)
                    continue
                wanted = wanted and not path.is_dir()
        except (OSError, RuntimeError) as error:
            found = True
            yield _problem(path, error)
            continue
        if wanted:
            found = True
            yield path
    if not found:
        yield Problem(
            path=told(str(top)), reason=f"The folder holds no file to read ({', '.join(sorted(SUFFIXES))})."
        )


def _names(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    return [folder / name for name in names]


def read(path: Path | str, *, limit: int = MAX_BYTES) -> Source:
    """Read the bytes of one file.

    Raises:
        IntakeError: it is missing, a folder, a pipe, socket or device, not permitted, or has
            more than `limit` bytes. A pipe or device is never opened, so nothing waits.
    """
    try:
        _refuse(os.stat(path), limit)  # noqa: PTH116  # a str may hold what Path refuses
        # Between the two looks the name may have become a pipe: opened so, it cannot block.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
            _refuse(os.fstat(file.fileno()), limit)
            data = _drain(file, limit)
    except (OSError, ValueError) as error:
        raise IntakeError(_reason(error)) from error
    return Source(path=told(os.fspath(path)), data=data)


def read_stream(stream: BinaryIO, *, path: str = "-", limit: int = MAX_BYTES) -> Source:
    """Read the bytes of an open stream, such as standard input, up to its end.

    Raises:
        IntakeError: it has more than `limit` bytes, or cannot be read.
    """
    try:
        data = _drain(stream, limit)
    except (OSError, ValueError) as error:
        raise IntakeError(_reason(error)) from error
    return Source(path=path, data=data)


def _drain(file: BinaryIO, limit: int) -> bytes:
    data = bytearray()
    while chunk := file.read(min(_CHUNK, limit + 1 - len(data))):
        data += chunk
        if len(data) > limit:
            raise IntakeError(
                f"It has more than {limit:,} bytes, the most that is read of one source; split it."
            )
    return bytes(data)


def _refuse(status: os.stat_result, limit: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IntakeError("It is a folder, and a file was expected.")
    for is_it, name in _SPECIAL:
        if is_it(status.st_mode):
            raise IntakeError(f"It is {name}, and a file was expected; save it to a file first.")
    if status.st_size > limit:
        raise IntakeError(
            f"It has {status.st_size:,} bytes, and at most {limit:,} are read of one source; split it."
        )


def _problem(path: Path | str, error: Exception) -> Problem:
    return Problem(path=told(os.fspath(path)), reason=_reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "There is no file or folder of that name, or no longer."
    if isinstance(error, PermissionError):
        return "The system does not permit reading it; look at its owner and mode."
    if isinstance(error, RuntimeError) or (isinstance(error, OSError) and error.errno == errno.ELOOP):
        return "It is a link that leads back to itself."
    if isinstance(error, OSError) and error.errno == errno.EBADF:
        return "It is closed, so there is nothing to read; name a file, or pipe a text in."
    if isinstance(error, OSError):
        return f"It cannot be read: {error.strerror or type(error).__name__}."
    return "No file can have that name."
