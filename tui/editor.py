"""The editor of the user's choice: a note goes there as a file, and comes back as text.

The file lies in a folder of its own that nobody else may read, and is gone when the editor has ended, whatever
way it ended. What is foreign in what comes back is cleaned by the desk's own gate.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import stat
import subprocess
import tempfile
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from store.errors import NewsdeskError
from store.text import clean, printable, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

__all__ = ["Written", "command", "write"]

_NAMES: Final = ("VISUAL", "EDITOR")
_HOW: Final = (
    "Set VISUAL or EDITOR to the command of an editor, such as EDITOR=nano, and open newsdesk again."
)
# Those that go to a line given as +N before the file.
_PLUS: Final = frozenset(
    (
        "ed",
        "ex",
        "vi",
        "vim",
        "nvim",
        "view",
        "nvi",
        "vis",
        "nano",
        "pico",
        "micro",
        "emacs",
        "emacsclient",
        "mg",
        "joe",
        "ne",
        "kak",
    )
)
_LARGEST: Final = 1_000_000  # bytes of a note
_AT_ONCE: Final = 1.0  # seconds: nobody has read a note and left it as it is so soon
_ENCODED: Final = "utf-8"


class Written(NamedTuple):
    """What became of it."""

    text: str | None
    """What was written, clean; None where nothing is to change."""
    told: str
    """A sentence for the user; empty where all is as expected."""
    failed: bool = False
    """Whether that is a failure."""
    lost: bool = False
    """Whether the editor did not end by itself: the text is what it had put into the file until then."""


def command(environment: Mapping[str, str]) -> list[str] | str:
    """The editor's command and its arguments; or a sentence about why there is none."""
    for name in _NAMES:
        value = environment.get(name, "").strip()
        if not value:
            continue
        try:
            parts = shlex.split(value)
        except ValueError:
            return f"{name} is {_shown(value)}, in which a quotation mark is not closed. {_HOW}"
        if parts and parts[0]:
            return parts
    return f"No editor is set. {_HOW}"


def write(text: str, line: int, suspend: Callable[[], AbstractContextManager[None]]) -> Written:
    """Let the user write on a text in their editor, at a line (from 1), while `suspend` gives it the terminal.

    Whatever fails is a sentence in the answer, and nothing is left behind.
    """
    editor = command(os.environ)
    if isinstance(editor, str):
        return Written(None, editor, failed=True)
    if shutil.which(editor[0]) is None:
        return Written(
            None, f"There is no program {_shown(editor[0])}, which was to be the editor. {_HOW}", failed=True
        )
    try:
        folder = Path(tempfile.mkdtemp(prefix="newsdesk-"))  # of mode 0700
    except OSError as error:
        return Written(None, f"No file could be made for the editor: {error.strerror}.", failed=True)
    try:
        return _written(editor, text, line, folder, suspend)
    except OSError as error:
        return Written(
            None, f"{_shown(editor[0])} could not be started: {error.strerror}. {_HOW}", failed=True
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _written(
    editor: list[str],
    text: str,
    line: int,
    folder: Path,
    suspend: Callable[[], AbstractContextManager[None]],
) -> Written:
    path = folder / "note.md"
    before = (text + "\n").encode(_ENCODED) if text else b""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(before)
    where = [f"+{line}"] if line > 1 and Path(editor[0]).name in _PLUS else []
    began = time.monotonic()
    status = None
    try:
        with suspend(), _passing_signals_on() as given_to:
            process = subprocess.Popen([*editor, *where, str(path)])  # noqa: S603  # the user's own choice
            given_to.append(process)
            status = process.wait()
    except (OSError, termios.error):
        if status is None:
            raise  # else the terminal is gone, but what was written is there
    name = _shown(Path(editor[0]).name)
    try:
        after = _bytes_of(path)
        changed = None if after == before else _read(after)
    except OSError:
        return Written(None, f"{name} left no file behind. The note is as it was.", failed=True)
    except NewsdeskError as error:
        return Written(None, f"What {name} wrote is no text. The note is as it was. {error}", failed=True)
    if changed == text:
        changed = None
    if status < 0:
        kept = (
            "What it had saved stands here as a draft." if changed is not None else "The note is as it was."
        )
        return Written(changed, f"{name} was ended by {_signal(-status)}. {kept}", failed=True, lost=True)
    if status:
        return Written(None, f"{name} ended with status {status}. The note is as it was.", failed=True)
    if changed is None and time.monotonic() - began < _AT_ONCE:
        return Written(
            None,
            f"{name} came back at once, and nothing was changed. If it goes on in a window of its own, "
            "tell it to wait, such as EDITOR='code --wait'.",
        )
    return Written(changed, "")


def _bytes_of(path: Path) -> bytes:
    """What a file holds, if it is one, and of the size that a note may have. Raises NewsdeskError, OSError."""
    left = path.lstat()
    if not stat.S_ISREG(left.st_mode) or left.st_size > _LARGEST:
        raise NewsdeskError(f"It is no file of at most {_LARGEST:,} bytes.")
    return path.read_bytes()


def _read(data: bytes) -> str:
    try:
        text = data.decode(_ENCODED)
    except UnicodeDecodeError:
        from store.intake.encoding import decode  # an editor in another locale

        text = decode(data).text
    return clean(text).rstrip("\n")


@contextlib.contextmanager
def _passing_signals_on() -> Iterator[list[subprocess.Popen[bytes]]]:
    r"""Who asks newsdesk to end meanwhile ends the editor too; the desk gets the signal when that is done.

    ctrl+c and ctrl+\ are the editor's. ctrl+z stops both, as one job of the shell.
    """
    waiting: list[int] = []
    given_to: list[subprocess.Popen[bytes]] = []

    def later(number: int, _frame: object) -> None:
        waiting.append(number)
        for process in given_to:
            process.send_signal(number)

    def never(_number: int, _frame: object) -> None:
        """Let the editor have it. No SIG_IGN, which a program hands down to those that it starts."""

    handlers: dict[signal.Signals, Any] = {
        signal.SIGHUP: later,
        signal.SIGTERM: later,
        signal.SIGINT: never,
        signal.SIGQUIT: never,
        signal.SIGTSTP: signal.SIG_DFL,
        signal.SIGCONT: signal.SIG_DFL,
    }
    wakeup = signal.set_wakeup_fd(-1)  # or the loop would take each for its own afterwards
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield given_to
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
        signal.set_wakeup_fd(wakeup)
        for ended in dict.fromkeys(waiting):
            os.kill(os.getpid(), ended)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _shown(name: str) -> str:
    return f"“{shorten(printable(name), 60)}”"
