"""The desk's folder: where it is, that it is private, and that one newsdesk at a time writes to it."""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.errors import DeskForbidden, DeskLocked

if TYPE_CHECKING:
    from store.errors import NewsdeskError

__all__ = ["FILE", "Lock", "default_folder", "expanded", "prepare"]

FILE: Final = "desk.json"
_LOCK: Final = "LOCK"
_OURS: Final = {FILE, FILE + ".new", _LOCK}
# What a file manager leaves in any folder says nothing about whose it is.
_IGNORED: Final = {".DS_Store", "Thumbs.db", ".directory"}


def default_folder() -> Path:
    """The desk that opens when none is named: a folder among the platform's user data."""
    from platformdirs import user_data_path  # only when no desk is named

    return user_data_path("newsdesk", appauthor=False) / "desk"


def expanded(path: Path | str, failure: type[NewsdeskError]) -> Path:
    """The path with `~` as the user's home. Raises `failure` where there is no such home, or no path."""
    if not str(path):
        raise failure("The path is empty; name a folder.")
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise failure(f"{path} begins with the home of a user whom this system does not know.") from None


def prepare(folder: Path) -> None:
    """Make sure that `folder` is there, is ours, and is private (0700). Raises DeskForbidden."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = {entry.name for entry in os.scandir(folder)} - _IGNORED
        if names - _OURS and FILE not in names:
            raise DeskForbidden(
                f"{folder} holds other files and no desk. Name an empty or a new folder with --desk."
            )
        folder.chmod(0o700)
    except (FileExistsError, NotADirectoryError):
        raise DeskForbidden(
            f"{folder} is a file; a desk is a folder. Name another one with --desk."
        ) from None
    except OSError as error:
        raise DeskForbidden(
            f"The desk's folder {folder} cannot be used ({error.strerror}). "
            "Check its owner and permissions, or name another one with --desk."
        ) from None


class Lock:
    """The right to write to a desk, held by one process until `release`. Raises DeskLocked.

    An flock on a file that is never removed: the system lets go of it when the process ends,
    however it ends.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._descriptor = os.open(
                folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600
            )
        except OSError as error:
            raise DeskForbidden(
                f"The desk's lock {folder / _LOCK} cannot be opened ({error.strerror}). "
                "Check the folder's owner and permissions."
            ) from None
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(self._descriptor, 20).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            who = f" (process {holder})" if holder.isdigit() else ""
            raise DeskLocked(
                f"The desk at {folder} is open in another newsdesk{who}. "
                "Close that one, or name another desk with --desk."
            ) from None
        with contextlib.suppress(OSError):  # a courtesy to whoever is refused; a full disk may hold none
            os.truncate(self._descriptor, 0)
            os.pwrite(self._descriptor, str(os.getpid()).encode("ascii"), 0)

    def release(self) -> None:
        """Let another newsdesk write."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
