"""The terminal's input and modes: Textual's driver, with `Inflow` before its parser.

Textual 8.2 dies of a byte that is no UTF-8; here what comes is decoded without fail.
"""

from __future__ import annotations

import os
import selectors
import signal
import time
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Final

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from tui.inflow import PLACED, Inflow
from tui.typeahead import PhysicalKey

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DeskDriver"]

_READ: Final = 1 << 16
_TICK: Final = 0.025  # seconds between looks at what is held back


class _Keys(XTermParser):
    """Textual's parser, which also hands on where on a Latin layout a key is."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:  # noqa: FBT001, FBT002  # Textual's form
        placed = PLACED.fullmatch(sequence)
        if placed is None:
            yield from super()._sequence_to_key_events(sequence, alt)
            return
        for event in super()._sequence_to_key_events(chr(int(placed[1])), alt):
            yield PhysicalKey(event.key, event.character, chr(int(placed[2])))


_ALTERNATES: Final = "\x1b[=4;2u"
"""kitty's flag "report alternate keys", set beside those that are; they all go when Textual pops its own."""


class DeskDriver(LinuxDriver):
    """Textual's driver with `Inflow` before its parser, which also asks the window for its size now and then.

    Of several changes of the window in quick succession the app may keep one that is not the last (seen:
    the handler of SIGWINCH read a size that was gone, or told it late).
    """

    _away = False
    """Whether the terminal was given back to the shell."""

    def start_application_mode(self) -> None:
        """Ask the terminal, beside Textual's wishes, for the Latin key of each; leaving takes all of them back."""
        before = self._key_thread
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's
        if (
            self._key_thread is not before and not constants.DISABLE_KITTY_KEY
        ):  # set up, not in the background
            self.write(_ALTERNATES)
            self.flush()

    def to_shell(self) -> bool:
        """Stop, with all of the job (such as make), until the shell's `fg`; False where no shell could say it."""
        job = os.getpgrp()
        if job == os.getsid(0):  # the job is the session's first program: nobody waits for it
            return False
        self._away = self._must_signal_resume = True
        self.suspend_application_mode()
        os.killpg(job, signal.SIGSTOP)  # back from here, SIGCONT has been handled
        return True

    # Textual's handlers do their work wherever the signal finds the program, also while it holds the lock that
    # they wait for. Here that is the loop's; only within `to_shell` is nothing held.

    def _sigtstp_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self.to_shell)

    def _sigcont_application(self, *_: object) -> None:
        if self._away:
            self._away = False
            super()._sigcont_application()
        else:  # alone, or after SIGSTOP, which asks nobody
            self._loop.call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        """Set the terminal up anew, unless the desk is closing: who ends a program may send SIGCONT behind it."""
        if self._key_thread is not None and self._key_thread.is_alive():
            self._must_signal_resume = True
            self.suspend_application_mode()
            self.resume_application_mode()

    def run_input_thread(self) -> None:
        """Wait for input and dispatch events, as the base class does."""
        selector = selectors.SelectSelector()
        selector.register(self.fileno, selectors.EVENT_READ)
        parser = _Keys(self._debug)
        decode = getincrementaldecoder("utf-8")("ignore").decode
        inflow = Inflow()
        last = time.monotonic()

        def dispatch(text: str) -> None:
            if text:
                self._dispatch(parser.feed(text))

        try:
            while not self.exit_event.is_set():
                ready = selector.select(_TICK if inflow.holding else 0.1)
                if ready:
                    data = self._read()
                    if not data:  # the terminal is gone: as after SIGHUP
                        os.kill(os.getpid(), signal.SIGHUP)
                        return
                    last = time.monotonic()
                    dispatch(inflow.feed(decode(data)))
                elif inflow.holding and time.monotonic() - last > inflow.patience:
                    dispatch(inflow.timeout())
                self._dispatch(parser.tick())
                if not ready:
                    self._compare_size()
            selector.unregister(self.fileno)
        finally:
            selector.close()

    def _compare_size(self) -> None:
        size = Size(*self._get_terminal_size())
        if self._app.size != size:
            self.process_message(events.Resize(size, size))

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ)
        except OSError:
            return b""

    def _dispatch(self, messages: Iterable[object]) -> None:
        for message in messages:
            self.process_message(message)  # type: ignore[arg-type]  # the parser yields messages
