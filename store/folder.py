"""The desk's folder: where it is, and that it is private."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.errors import DeskForbidden

if TYPE_CHECKING:
    from store.errors import NewsdeskError

__all__ = ["default_folder", "expanded", "prepare"]

_OURS: Final = {"LOCK", "journal", "mirror", "notes", "articles", "backups"}
_BEGUN: Final = re.compile(r"\d{6,}\.log(\.new)?|\d{6,}\.json(\.new)?|texts-\d+\.log|reserve")
"""What an opening that was cut short may have left in those folders."""
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
        if not _is_desk(folder) and _foreign(folder):
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


def _is_desk(folder: Path) -> bool:
    journals = any(any((folder / name).glob("[0-9]*.log")) for name in ("journal", "mirror"))
    return journals or (folder / "desk.json").exists() or (folder / "desk.json").is_symlink()


def _foreign(folder: Path) -> bool:
    """Whether a folder without a desk holds what none has left there."""
    with os.scandir(folder) as entries:
        return any(_is_foreign(entry) for entry in entries)


def _is_foreign(entry: os.DirEntry[str]) -> bool:
    if entry.name in _IGNORED or entry.name == "LOCK":
        return False
    if entry.name not in _OURS or not entry.is_dir(follow_symlinks=False):
        return True
    return any(not _BEGUN.fullmatch(name) for name in os.listdir(entry.path))  # noqa: PTH208  # names only
