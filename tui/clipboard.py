"""Getting text out: the clipboard of this machine, or through the terminal (OSC 52) over SSH.

pyperclip where a graphical session is; otherwise OSC 52, wrapped for tmux as its manual asks
(DCS passthrough), after `tmux load-buffer -w`, which works where passthrough is off.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["copy", "osc52"]

_MOST: Final = 74_994  # bytes of text whose base64 fits the 100,000 that common terminals accept
_TIMEOUT: Final = 2.0


def osc52(text: str, *, tmux: bool = False) -> str:
    """The escape sequence that hands `text` to the terminal's clipboard (xterm control sequences)."""
    payload = base64.b64encode(text.encode("utf-8")).decode("ascii")
    sequence = f"\x1b]52;c;{payload}\x07"
    return f"\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}\x1b\\" if tmux else sequence


def copy(text: str, write: Callable[[str], None], environ: Mapping[str, str] = os.environ) -> str:
    """Copy `text`; the answer says where it went, for a person. `write` writes to the terminal."""
    remote = bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
    if not remote and _has_session(environ) and _pyperclip(text):
        return "to the clipboard"
    if len(text.encode("utf-8")) > _MOST:
        return "nowhere: the passage is too long for the terminal's clipboard; export it with x"
    tmux = bool(environ.get("TMUX"))
    if tmux and _tmux(text):
        write(osc52(text, tmux=True))
        return "to tmux and to the terminal's clipboard"
    write(osc52(text, tmux=tmux))
    return "to the terminal's clipboard (OSC 52)"


def _has_session(environ: Mapping[str, str]) -> bool:
    return sys.platform in ("darwin", "win32") or bool(
        environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    )


def _pyperclip(text: str) -> bool:
    import pyperclip  # 36 ms, only when something is copied

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError):
        return False
    return True


def _tmux(text: str) -> bool:
    program = shutil.which("tmux")
    if program is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603  # an argument list; the text goes in by standard input
            [program, "load-buffer", "-w", "-"],
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
