"""What is left of a crash: a report in a file of mode 0600, without a word of any article.

The report has the kinds of the errors and the places in the code, not their messages (they may
quote a text) and no values of variables.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

__all__ = ["report", "tell", "write"]


def report(error: BaseException) -> str:
    """The report's text."""
    lines = [
        f"newsdesk {_version('newsdesk')}, textual {_version('textual')}, tinydb {_version('tinydb')}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()}",
        f"at {datetime.now(UTC).isoformat(timespec='seconds')}",
        "",
    ]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__} (its message is left out)")
        lines += [
            f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def write(error: BaseException) -> Path | None:
    """Write the report into the platform's state folder, else the temporary one; None if neither can be."""
    from platformdirs import user_state_path  # only after a crash

    name = f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    for folder in (user_state_path("newsdesk", appauthor=False), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = folder / name
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
            with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
                file.write(report(error))
        except OSError:
            continue
        return path
    return None


def tell(error: BaseException) -> None:
    """Say on standard error that newsdesk stopped, and where the report is."""
    path = write(error)
    where = f"A report without any of your text is in {path}." if path else "No report could be written."
    sys.stderr.write(
        f"newsdesk stopped because of an error of its own ({type(error).__name__}). "
        f"Every change that was saved is on disk. {where}\n"
    )


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "?"
