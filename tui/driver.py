"""What comes from the terminal, made safe before Textual reads it as keys.

Textual 8.2 dies of a byte that is no UTF-8 and of kitty's alternate-key form, takes the terminal's
own replies for keys, and ends a paste at the first ESC in it, so that the rest of the pasted text
would run as commands. `Inflow` takes all of that out; the driver is Textual's own otherwise.
"""

from __future__ import annotations

import os
import re
import selectors
import signal
import time
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Final

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DeskDriver", "Inflow"]

_PASTE: Final = "\x1b[200~"
_PASTED: Final = "\x1b[201~"
_LONGEST_PASTE: Final = 8_000_000  # code points; what is longer is passed on in pieces
_PATIENCE: Final = 0.3  # seconds for the rest of a reply to come
_PASTE_PATIENCE: Final = 1.0  # seconds for the rest of a paste
_KEY_PATIENCE: Final = 0.05  # seconds after which an ESC alone is the escape key
_READ: Final = 1 << 16

# Replies that nobody here asked for: device attributes, status, XTVERSION, colours, window reports,
# kitty's flags (ECMA-48, xterm control sequences, kitty keyboard protocol). Cursor position, mode
# and in-band resize reports are Textual's own and pass.
_REPLY: Final = re.compile(
    r"\x1b\[[?>=][\d;]*c"
    r"|\x1b\[\??[\d;]*n"
    r"|\x1b\[\?\d+u"
    r"|\x1b\[(?!48;)\d+(?:;\d+)*t"
    r"|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)"
)
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?)?")
_CSI: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")  # ECMA-48, 5.4
# Keys with modifiers, mouse, focus, and the reports that Textual itself asks for.
_TAKEN: Final = re.compile(
    r"\x1b\[(?:[\d;:]*[u~A-FHPQRSZ]|<[-\d;]+[mM]|M|[\d;]+M|[IO]|\?\d+;\d\$y|48;[\d;:]+t)"
)
_ESCAPE: Final = "\x1b"
_ESCAPE_KEY: Final = "\x1b[27u"  # that key and no other, as kitty spells it
_OPENING: Final = frozenset(
    "[]OPX^_"
)  # what makes of an ESC before it a sequence: CSI, OSC, SS3, DCS, SOS, PM, APC
# CSI code[:shifted[:base]] ; modifiers[:event] [; text] u
_KITTY: Final = re.compile(r"\x1b\[(\d+)(?::(\d*))?(?::(\d*))?(?:;(\d*)(?::(\d+))?)?(?:;([\d:]*))?u")
_OTHER: Final = re.compile(r"\x1b\[27;(\d{1,3});(\d{1,6})~")  # xterm's modifyOtherKeys, as kitty's form
_RELEASE: Final = "3"
_CHORD: Final = 0b111110  # any modifier but shift
_NOT_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Inflow:
    """A filter over the characters that a terminal sends. Pure but for what it holds back."""

    def __init__(self) -> None:
        self._held = ""

    @property
    def holding(self) -> bool:
        """Whether the beginning of something waits for its end."""
        return bool(self._held)

    @property
    def patience(self) -> float:
        """How long it waits, in seconds: for what may be the escape key only briefly."""
        if self._held.startswith(_PASTE):
            return _PASTE_PATIENCE
        return _KEY_PATIENCE if self._held == _ESCAPE else _PATIENCE

    def feed(self, data: str) -> str:
        """What may be read as keys, mouse and pastes.

        A terminal sends a key with alt, ESC and a character, in one piece. An ESC that came by itself is the
        escape key, however soon the next key comes, unless that may go on with a sequence.
        """
        out: list[str] = []
        if self._held == _ESCAPE and data and data[0] not in _OPENING:
            out.append(_ESCAPE_KEY)
            self._held = ""
        data, self._held = self._held + data, ""
        at = 0
        while (escape := data.find("\x1b", at)) >= 0:
            out.append(data[at:escape])
            if data.startswith(_PASTE, escape):
                end = data.find(_PASTED, escape)
                if end < 0 and len(data) - escape < _LONGEST_PASTE:
                    self._held = data[escape:]
                    return "".join(out)
                body = data[escape + len(_PASTE) : end if end >= 0 else len(data)]
                out += (_PASTE, _NOT_TEXT.sub("", body), _PASTED)
                at = end + len(_PASTED) if end >= 0 else len(data)
            elif reply := _REPLY.match(data, escape):
                at = reply.end()
            elif other := _OTHER.match(data, escape):
                out.append(f"\x1b[{other[2]};{other[1]}u")
                at = other.end()
            elif key := _KITTY.match(data, escape):
                out.append(_plain_key(key))
                at = key.end()
            elif _UNFINISHED.fullmatch(data, escape):
                self._held = data[escape:]
                return "".join(out)
            elif (sequence := _CSI.match(data, escape)) and not _known(sequence[0]):
                at = sequence.end()
            else:
                out.append("\x1b")
                at = escape + 1
        out.append(data[at:])
        return "".join(out)

    def timeout(self) -> str:
        """The end did not come: a chord such as alt+] is passed on, half a reply is dropped."""
        held, self._held = self._held, ""
        if held.startswith(_PASTE):  # a paste whose end was lost is over as well
            return _PASTE + _NOT_TEXT.sub("", held[len(_PASTE) :]) + _PASTED
        return held if len(held) <= len("\x1b]") else ""


def _known(sequence: str) -> bool:
    return sequence in ANSI_SEQUENCES_KEYS or _TAKEN.fullmatch(sequence) is not None


def _plain_key(key: re.Match[str]) -> str:
    code, _shifted, base, modifiers, event, text = key.groups()
    if event == _RELEASE or not 0 < int(code) <= 0x10FFFF:  # noqa: PLR2004  # the last code point
        return ""
    mask = int(modifiers or 1) - 1
    if base and mask & _CHORD:
        code = base  # the same physical key on a Latin layout
    if text and not all(part.isdecimal() and 0 < int(part) <= 0x10FFFF for part in text.split(":")):  # noqa: PLR2004
        text = ""
    return f"\x1b[{code};{mask + 1}" + (f";{text}" if text else "") + "u"


class DeskDriver(LinuxDriver):
    """Textual's driver with `Inflow` before its parser, which also asks the window for its size now and then.

    Of several changes of the window in quick succession the app may keep one that is not the last (seen:
    the handler of SIGWINCH read a size that was gone, or told it late).
    """

    _away = False
    """Whether the terminal was given back to the shell."""

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
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("ignore").decode
        inflow = Inflow()
        last = time.monotonic()

        def dispatch(text: str) -> None:
            if text:
                self._dispatch(parser.feed(text))

        try:
            while not self.exit_event.is_set():
                ready = selector.select(_KEY_PATIENCE / 2 if inflow.holding else 0.1)
                if ready:
                    data = self._read()
                    if not data:  # the terminal is gone: as after SIGHUP
                        os.kill(os.getpid(), signal.SIGHUP)
                        return
                    last = time.monotonic()
                    dispatch(inflow.feed(decode(data)))
                elif inflow.holding and time.monotonic() - last > inflow.patience:
                    text = inflow.timeout()
                    if text == _ESCAPE:  # the parser would wait once more
                        self._dispatch([events.Key("escape", _ESCAPE)])
                    else:
                        dispatch(text)
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
