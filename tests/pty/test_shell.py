"""ctrl+z: the desk makes way for the shell, and is there again at its fg."""

from __future__ import annotations

import os
import shutil
import signal
from typing import TYPE_CHECKING

import pytest
from program import COMMAND, Place, assert_restored, calm, under_cursor
from terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

BASH = shutil.which("bash") or ""


@pytest.mark.skipif(not BASH, reason="needs a shell with job control")
@pytest.mark.parametrize("command", [COMMAND, f"sh -c '{COMMAND}; :'"], ids=["itself", "in a script"])
@pytest.mark.parametrize("key", ["\x1a", "\x1b[122;5u"], ids=["plain", "kitty"])
def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back(
    tmp_path: Path, command: str, key: str
) -> None:
    """The terminal is clean in between, also where a script or make started the desk; all is as it was, twice."""
    place = Place(tmp_path)
    environment = {**place.environment, "PS1": "ready> "}
    with Terminal([BASH, "--norc", "--noediting", "-i"], environment) as terminal:
        terminal.wait_for("ready>")
        terminal.send(f"{command}\n")
        terminal.wait_for("Welcome")
        terminal.send("mw")
        terminal.wait_for("1 highlight ")
        for turn in range(2):
            terminal.send(key)
            terminal.wait_for("Stopped")
            assert_restored(terminal)
            terminal.send(f"echo {turn}$((40 + 2))\n")
            terminal.wait_for(f"{turn}42")
            terminal.send("fg\n")
            terminal.wait_for("1 highlight ")
            terminal.wait_gone("ready>")
            terminal.wait_for(lambda: under_cursor(terminal, 5) == "looks")
            calm(terminal)
        terminal.send("}m")
        terminal.wait_for("2 highlights")
        terminal.send("q")
        terminal.wait_for(
            lambda: terminal.lines[0].startswith(" newsdesk") is False and "ready>" in terminal.words
        )
        assert_restored(terminal)
        terminal.send("exit\n")
        assert terminal.wait_exit() == 0
    assert len(place.objects("annotations")) == 2


@pytest.mark.parametrize(
    "signals", [[signal.SIGCONT], [signal.SIGSTOP, signal.SIGCONT], [signal.SIGTSTP]], ids=str
)
def test_stopped_from_outside_it_goes_on_and_leaves_a_clean_terminal(
    tmp_path: Path, signals: list[signal.Signals]
) -> None:
    """Whoever stops it asks nobody before; nor is anything done twice when it was not stopped at all."""
    place = Place(tmp_path)
    with place.open() as terminal:
        terminal.wait_for("Welcome")
        for number in signals * 2:
            os.kill(terminal.pid, number)
            terminal.settle()
        terminal.send("m")
        terminal.wait_for("1 highlight ")
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)


def test_without_a_shell_ctrl_z_does_nothing(tmp_path: Path) -> None:
    """A desk that is all there is in a terminal would never come back; the hint line says so."""
    place = Place(tmp_path)
    with place.open() as terminal:
        terminal.wait_for("Welcome")
        terminal.send("\x1a")
        terminal.wait_for("there is no shell to go back to")
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
