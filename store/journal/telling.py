"""What the system's errors mean for a desk: a sentence each, with what to do."""

from __future__ import annotations

import errno
import os
from typing import Final

from store.errors import DeskForbidden, DeskLocked, SaveFailed

__all__ = ["FULL", "forbidden", "lock_held", "not_saved", "why"]

FULL: Final = (errno.ENOSPC, errno.EDQUOT)
"""The errors of a disk without space."""


def why(error: BaseException) -> str:
    """The reason alone, without its number or path."""
    if isinstance(error, OSError):
        return error.strerror or (os.strerror(error.errno) if error.errno else type(error).__name__)
    return str(error).split(":", 1)[0][:80] or type(error).__name__


def not_saved(error: OSError) -> SaveFailed:
    """A change that did not reach the disk."""
    advice = (
        "Free some space and try again"
        if error.errno in FULL
        else "Check the disk and the folder's permissions, and try again"
    )
    return SaveFailed(f"Not saved: {why(error)}. The desk is as it was before. {advice}.")


def lock_held() -> DeskLocked:
    """The lock did not come in time."""
    return DeskLocked(
        "Another newsdesk has been writing to this desk for a while, and goes on. Nothing was changed. "
        "Wait for it, or end it, and try again."
    )


def forbidden(error: OSError) -> DeskForbidden:
    """A file that the system does not let us use."""
    what = f"{error.filename}, a file of the desk," if error.filename else "A file of the desk"
    if error.errno == errno.ELOOP:
        return DeskForbidden(
            f"{what} is a symbolic link, and must be a file of its own. Move the real file there."
        )
    return DeskForbidden(
        f"{what} cannot be used ({why(error)}). "
        "Check its owner and permissions, or name another desk with --desk."
    )
