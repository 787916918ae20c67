"""Where the command `newsdesk` comes in, and how it ends.

Exit status: 0 done, 1 done in part, 2 wrong usage, 3 the desk cannot be opened. With no words behind
`newsdesk` the desk opens without the command line's parser, whose import a first frame would wait for.
"""

from __future__ import annotations

import gc
import os
import re
import sys
import threading
from typing import TYPE_CHECKING, Any, Final, NoReturn, TextIO, cast

from store.errors import DeskError, NewsdeskError, SaveFailed, UsageError
from store.text import printable

if TYPE_CHECKING:
    from store import Desk

__all__ = ["IN_PART", "NO_DESK", "USAGE", "main", "named_desk", "open_screen", "tell"]

IN_PART: Final = 1
USAGE: Final = 2
NO_DESK: Final = 3

_ENDLESS: Final = re.compile(r"(\S{150})\S{50,}(\S{100})")
"""A path, or what was given for one, that would drown the message it stands in."""
_COLLECT: Final = (10_000, 20, 100)
"""Allocations after which garbage is collected: rarely of all there is, since indexes are large and no garbage."""
_SWITCH: Final = 0.001  # seconds that the screen waits for a thread beside it
_ENVIRONMENT: Final = "NEWSDESK_DESK"


def named_desk(option: str | None = None) -> str | None:
    """The desk that --desk or the environment names; None is the default one."""
    return option if option is not None else os.environ.get(_ENVIRONMENT) or None


def open_screen(folder: str | None) -> None:
    """Open the desk in this terminal. Raises UsageError where this is none, DeskError."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            "The desk opens in a terminal, and this is none. Use a command instead; newsdesk --help lists them."
        )
    opening = _Opening(folder)
    opening.start()  # reads from the disk while Textual is loaded
    from tui.app import NewsdeskApp  # only here
    from tui.keymap import load

    with opening.desk() as desk:
        keymap = load()
        greeting = _first_time(desk, keymap.key("help")) if folder is None else ""
        app = NewsdeskApp(desk, greeting=greeting, keymap=keymap)
        gc.freeze()  # what is here stays: no collection need look at it, and hold up a key
        gc.set_threshold(*_COLLECT)
        gc.enable()
        sys.setswitchinterval(_SWITCH)
        app.run()
        app.finish()
    if app.failure is not None:
        from tui.crash import tell  # only after one

        tell(app.failure)
        sys.exit(IN_PART)


class _Opening(threading.Thread):
    """Opens a desk beside what else is done: to read a large one, and check it, needs no interpreter."""

    def __init__(self, folder: str | None) -> None:
        from store import Desk  # --help needs none; and two threads that import hinder each other

        super().__init__(daemon=True)
        self._open = Desk.open
        self._folder = folder
        self._desk: Desk | None = None
        self._error: BaseException | None = None

    def run(self) -> None:
        """Open it."""
        try:
            self._desk = self._open(self._folder)
        except BaseException as error:  # noqa: BLE001  # raised where the desk is asked for
            self._error = error

    def desk(self) -> Desk:
        """The desk, once it is open. Raises DeskError."""
        self.join()
        if self._desk is None:
            raise self._error or UsageError("The desk was not opened.")
        return self._desk


def _first_time(desk: Desk, key: str) -> str:
    """Put the samples on a default desk that never held anything; what to say of it. `key`: that of the help."""
    if not desk.is_new or desk.articles():
        return ""
    from tui import samples  # only at the first opening

    count = len(samples.add(desk))
    return (
        f"Welcome. This desk was empty, so {count} sample articles are on it. Press {key} for the keys. "
        "Your own: newsdesk import PATH…; the samples go with: newsdesk samples --remove"
    )


def _fail(message: str, status: int) -> NoReturn:
    tell(f"newsdesk: {printable(message)}")
    sys.exit(status)


def tell(text: str) -> None:
    """A message for a person, of printable text; of a word that has no end, its two ends."""
    sys.stderr.write(_ENDLESS.sub(r"\1…\2", text) + "\n")
    sys.stderr.flush()


class _Messages:
    """Standard error, where a message that cannot be written is lost and changes nothing else."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever the stream has
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write as far as that is possible."""
        try:
            return self._stream.write(text)
        except OSError:
            _silence(self._stream)
            return len(text)

    def flush(self) -> None:
        """Flush as far as that is possible."""
        try:
            self._stream.flush()
        except OSError:
            _silence(self._stream)


def _silence(stream: TextIO) -> None:
    """Send to nowhere what is left in the buffer: it would fail again at exit, and be the status."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _prepare_streams() -> None:
    """See that each standard stream is there, and writes UTF-8.

    One that was closed (`>&-`) gets a device opened the wrong way around, so that using it fails as any
    stream that fails, and its number does not go to a file of the desk.
    """
    for name, flags, mode in (
        ("stdin", os.O_WRONLY, "r"),
        ("stdout", os.O_RDONLY, "w"),
        ("stderr", os.O_RDONLY, "w"),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.open(os.devnull, flags), mode, encoding="utf-8"))  # noqa: PTH123, SIM115  # stays open
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")
    if not isinstance(sys.stderr, _Messages):
        sys.stderr = cast("TextIO", _Messages(sys.stderr))


def main() -> None:
    """The command `newsdesk`."""
    gc.disable()  # while it loads: what is loaded stays
    _prepare_streams()
    try:
        try:
            match sys.argv[1:]:
                case []:
                    open_screen(named_desk())
                case ["--desk", folder] if folder and not folder.startswith("-"):
                    open_screen(folder)
                case _:
                    from tui.cli import run  # click loads only where there is more to parse

                    gc.enable()
                    run()
        finally:
            sys.stdout.flush()  # what was done is told before what was not
    except KeyboardInterrupt:
        _fail("stopped; what was reported as done is saved.", IN_PART)
    except NewsdeskError as error:
        _fail(str(error), _status(error))
    except OSError as error:
        _unwritable(error)
    except Exception as error:  # noqa: BLE001  # no traceback, which could show text, reaches a person
        from tui.crash import tell

        tell(error)
        sys.exit(IN_PART)


def _status(error: NewsdeskError) -> int:
    if isinstance(error, UsageError):
        return USAGE
    opened = isinstance(error, SaveFailed) or not isinstance(error, DeskError)
    return IN_PART if opened else NO_DESK


def _unwritable(error: OSError) -> NoReturn:
    if error.filename is not None:  # not the answer's doing: writing to a stream names no file
        _fail(f"{error.filename} cannot be used ({error.strerror}).", IN_PART)
    _silence(sys.stdout)
    if isinstance(error.__context__, NewsdeskError):
        tell(f"newsdesk: {printable(str(error.__context__))}")
    if isinstance(error, BrokenPipeError):  # whoever read has enough
        sys.exit(IN_PART)
    _fail(f"the answer could not be written ({error.strerror}).", IN_PART)
