"""Writers that are killed, and several at once: nothing that was acknowledged is lost. The rig is `kill_rig`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import kill_rig


def test_three_hundred_kills_lose_nothing() -> None:
    """At random moments and at calls to the disk, beside another writer, during imports and checkpoints.

    In a process of its own, since a fork of one that has threads is not safe.
    """
    done = subprocess.run(
        [sys.executable, kill_rig.__file__, "--kills", "300", "--seed", "7", "--each", "100"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(kill_rig.__file__).parent,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    figures = [int(number) for number in re.findall(r"(\d+) (?:kills|changes|lost|desks)", done.stdout)]
    assert figures[0] >= 300
    assert len(re.findall(r" 0 lost, 0 desks", done.stdout)) == 3
    two, four = re.findall(r"writers at once: .* (\d+) changes", done.stdout)
    assert int(two) > 150
    assert int(four) > 300


def test_the_rig_notices_a_writer_that_acknowledges_too_early() -> None:
    """The control: changes that are written only later are found to be lost."""
    code = (
        "import tempfile, pathlib, kill_rig\n"
        "with tempfile.TemporaryDirectory() as name:\n"
        "    found = kill_rig.kills(6, 3, pathlib.Path(name), control=True)\n"
        "print(len(found.lost) + len(found.unopenable))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(kill_rig.__file__).parent,
    )
    assert int(done.stdout) > 0
