"""Where a copied passage goes: this machine's clipboard, tmux, or the terminal's own (OSC 52)."""

from __future__ import annotations

import base64
import os
import subprocess
from typing import TYPE_CHECKING

import pyperclip
import pytest

from tui import clipboard
from tui.clipboard import copy, osc52

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PASSAGE = "“Дощ” — rain\n\x1b]52;c;!\x07 北京 👨‍👩‍👧"
HERE = {"DISPLAY": ":0"}
THERE = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22", "DISPLAY": ":10"}
TMUX = {"TMUX": "/tmp/tmux-1000/default,1,0"}  # noqa: S108  # a value, not a file


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What went to this machine's clipboard."""
    found: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", found.append)
    monkeypatch.setattr(clipboard, "_tmux", lambda _text: False)
    return found


def payload(sequence: str) -> str:
    """The text that a terminal would read from an OSC 52 sequence."""
    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\x07")
    return base64.b64decode(sequence.removeprefix("\x1b]52;c;").removesuffix("\x07"), validate=True).decode(
        "utf-8"
    )


def test_osc52_carries_any_text() -> None:
    """As base64 of UTF-8, so that nothing in it can end the sequence."""
    for text in ("", "a", PASSAGE):
        assert payload(osc52(text)) == text
        assert osc52(text).count("\x1b") == 1


def test_osc52_is_wrapped_for_tmux() -> None:
    """Passed through: every ESC doubled, between DCS and ST."""
    wrapped = osc52(PASSAGE, tmux=True)
    assert wrapped.startswith("\x1bPtmux;\x1b\x1b]52;")
    assert wrapped.endswith("\x1b\\")
    inner = wrapped.removeprefix("\x1bPtmux;").removesuffix("\x1b\\")
    assert payload(inner.replace("\x1b\x1b", "\x1b")) == PASSAGE


@pytest.mark.parametrize("environ", [HERE, {"WAYLAND_DISPLAY": "wayland-0"}, HERE | TMUX])
def test_at_the_machine_its_clipboard_is_used(copied: list[str], environ: dict[str, str]) -> None:
    """Nothing is written to the terminal."""
    written: list[str] = []
    assert "clipboard" in copy(PASSAGE, written.append, environ)
    assert (copied, written) == ([PASSAGE], [])


@pytest.mark.parametrize("environ", [THERE, {"SSH_TTY": "/dev/pts/1"}, {}])
def test_from_afar_the_terminal_is_asked(copied: list[str], environ: dict[str, str]) -> None:
    """Over SSH also where a display is forwarded, and where there is no session at all."""
    if os.uname().sysname == "Darwin" and not environ:
        pytest.skip("macOS always has a session")
    written: list[str] = []
    assert "OSC 52" in copy(PASSAGE, written.append, environ)
    assert copied == []
    assert [payload(sequence) for sequence in written] == [PASSAGE]


@pytest.mark.parametrize("error", [pyperclip.PyperclipException("none"), FileNotFoundError("xclip")])
def test_a_clipboard_that_fails_is_not_the_end(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """The terminal is asked instead."""

    def fail(_text: str) -> None:
        raise error

    monkeypatch.setattr(pyperclip, "copy", fail)
    written: list[str] = []
    assert "OSC 52" in copy(PASSAGE, written.append, HERE)
    assert payload(written[0]) == PASSAGE


@pytest.mark.parametrize(("works", "answer"), [(True, "to tmux and"), (False, "OSC 52")])
def test_in_tmux_both_ways_are_taken(monkeypatch: pytest.MonkeyPatch, works: bool, answer: str) -> None:  # noqa: FBT001
    """Its own buffer, and through it to the terminal."""
    monkeypatch.setattr(clipboard, "_tmux", lambda _text: works)
    written: list[str] = []
    assert answer in copy(PASSAGE, written.append, THERE | TMUX)
    assert written == [osc52(PASSAGE, tmux=True)]


@pytest.mark.parametrize("make", [lambda room: "a" * room, lambda room: "д" * (room // 2)])
def test_what_does_not_fit_is_not_half_copied(copied: list[str], make: Callable[[int], str]) -> None:
    """The longest sequence has the 100,000 bytes that terminals take; a longer text goes nowhere, and that is said."""
    written: list[str] = []
    fits = make(74_994)
    assert "OSC 52" in copy(fits, written.append, {})
    assert payload(written[0]) == fits
    assert len(written.pop()) <= 100_000
    assert "too long" in copy(fits + "aa", written.append, {})
    assert (written, copied) == ([], [])
    assert "clipboard" in copy(fits + "aa", written.append, HERE)
    assert copied == [fits + "aa"]


def test_tmux_gets_the_text_by_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exactly, and not as an argument; a tmux that fails, hangs or is not there is no failure here."""
    got = tmp_path / "got"
    program = tmp_path / "tmux"
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    for script, works in ((f'echo "$@" > {got}.args; cat > {got}', True), ("exit 1", False)):
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o700)
        assert clipboard._tmux(PASSAGE) == works
    assert got.read_text(encoding="utf-8") == PASSAGE
    assert (tmp_path / "got.args").read_text(encoding="utf-8") == "load-buffer -w -\n"

    def hang(*_args: object, **_named: object) -> None:
        raise subprocess.TimeoutExpired("tmux", 2)

    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", hang)
        assert not clipboard._tmux(PASSAGE)
    monkeypatch.setenv("PATH", "")
    assert not clipboard._tmux(PASSAGE)
