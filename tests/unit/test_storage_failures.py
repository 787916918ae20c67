"""What a failed, interrupted or killed save leaves behind: everything that was acknowledged."""

from __future__ import annotations

import errno
import json
import os
import pathlib
import random
import select
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from strategies import TEXT, put, state

from store import Desk
from store.errors import SaveFailed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _fail(patch: pytest.MonkeyPatch, what: str, error: BaseException) -> None:
    """Let one of the steps of a save fail."""
    calls = {"fsync": 0}
    fsync, opened = os.fsync, os.open

    def sync(descriptor: int) -> None:
        calls["fsync"] += 1
        if calls["fsync"] == (1 if what == "fsync of the file" else 2):
            raise error
        fsync(descriptor)

    def no_open(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise error
        return opened(path, flags, mode)

    def no(*_args: object, **_named: object) -> None:
        raise error

    if what.startswith("fsync"):
        patch.setattr(os, "fsync", sync)
    elif what == "open":
        patch.setattr(os, "open", no_open)
    elif what == "replace":
        patch.setattr(pathlib.Path, "replace", no)
    else:
        patch.setattr(json, "dumps", no)


@pytest.mark.parametrize(
    ("what", "error"),
    [
        (what, OSError(code, os.strerror(code)))
        for what in ("open", "fsync of the file", "replace", "fsync of the folder")
        for code in (errno.ENOSPC, errno.EIO)
    ]
    + [
        ("json", ValueError("Circular reference")),
        ("json", UnicodeEncodeError("utf-8", "x", 0, 1, "surrogates")),
    ],
    ids=str,
)
def test_a_save_that_fails_changes_nothing(
    kept: Path, monkeypatch: pytest.MonkeyPatch, what: str, error: Exception
) -> None:
    """Of every verb: SaveFailed; memory, index, file and history are as before; the next save works."""
    with Desk.open(kept.parent) as desk:
        one, mark = desk.articles()[0].id, desk.annotations()[0].id
        desk.edit(mark, note="whisper")
        desk.edit(mark, note="murmur")
        desk.undo()
        desk.search("whisper")
        before, data = state(desk), kept.read_bytes()
        verbs: list[Callable[[], object]] = [
            lambda: desk.annotate(one, 0, 9, note="new", tags=["new"]),
            lambda: desk.edit(mark, note="new", tags=["new"]),
            lambda: desk.remove(mark),
            lambda: desk.remove_articles([one]),
            lambda: put(desk, TEXT + "new"),
            desk.undo,
            desk.redo,
        ]
        for verb in verbs:
            with monkeypatch.context() as patch:
                _fail(patch, what, error)
                with pytest.raises(SaveFailed, match="as it was before"):
                    verb()
            assert state(desk) == before
            assert kept.read_bytes() == data
            assert [hit.annotation for hit in desk.search("whisper", exact=True)] == [mark]
            assert {path.name for path in kept.parent.iterdir()} == {"desk.json", "LOCK"}
        assert desk.redo() is not None
        assert desk.annotation(mark).note == "murmur"
        verbs[0]()
        now = state(desk)
    with Desk.open(kept.parent) as again:
        assert state(again) == now


def test_the_first_save_that_fails_leaves_no_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that nothing was ever saved to is still one."""
    with Desk.open(folder) as desk:
        with monkeypatch.context() as patch:
            _fail(patch, "fsync of the folder", OSError(errno.EIO, "Input/output error"))
            with pytest.raises(SaveFailed):
                put(desk)
        assert {path.name for path in folder.iterdir()} == {"LOCK"}
        assert state(desk) == ([], [], [], [])
        assert desk.is_new
        put(desk)
    assert len(Desk.open(folder, read_only=True).articles()) == 1


def test_a_full_disk_says_so(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The advice fits the reason."""
    with Desk.open(kept.parent) as desk, monkeypatch.context() as patch:
        _fail(patch, "open", OSError(errno.ENOSPC, "No space left on device"))
        with pytest.raises(SaveFailed, match=r"No space left on device.*Free some space"):
            desk.remove(desk.annotations()[0].id)


@pytest.mark.parametrize("what", ["replace", "fsync of the file", "fsync of the folder"])
def test_an_interrupted_save_is_taken_back(kept: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Also by what is no Exception, such as ctrl+c."""
    with Desk.open(kept.parent) as desk:
        before, data = state(desk), kept.read_bytes()
        with monkeypatch.context() as patch:
            _fail(patch, what, KeyboardInterrupt())
            with pytest.raises(KeyboardInterrupt):
                desk.remove(desk.annotations()[0].id)
        assert state(desk) == before
        assert kept.read_bytes() == data
        desk.remove(desk.annotations()[0].id)
        assert len(desk.annotations()) == len(before.annotations) - 1


@pytest.mark.parametrize("planted", ["file", "link", "dangling"])
def test_what_stands_where_a_save_is_written_is_harmless(kept: Path, tmp_path: Path, planted: str) -> None:
    """A leftover is replaced; a link is not followed."""
    aside, victim = kept.parent / "desk.json.new", tmp_path / "victim"
    if planted == "file":
        aside.write_text("{torn", encoding="utf-8")
    else:
        aside.symlink_to(victim)
    if planted == "link":
        victim.write_text("precious", encoding="utf-8")
    with Desk.open(kept.parent) as desk:
        desk.annotate(desk.articles()[0].id, 0, 2)
        now = state(desk)
    assert victim.exists() == (planted == "link")
    if planted == "link":
        assert victim.read_text(encoding="utf-8") == "precious"
    assert not aside.exists()
    assert not aside.is_symlink()
    assert stat.S_IMODE(kept.lstat().st_mode) == 0o600
    assert state(Desk.open(kept.parent, read_only=True)) == now


_WRITER = """
import sys
from store import Desk
with Desk.open(sys.argv[1]) as desk:
    article = desk.articles()[0].id
    number = len(desk.annotations())
    while True:
        made = desk.annotate(article, number, number + 1, note=str(number))
        sys.stdout.write(made.id + "\\n")
        sys.stdout.flush()
        number += 1
"""


def test_a_kill_loses_nothing_that_was_acknowledged(folder: Path) -> None:
    """Killed at any moment of a save: the file opens, and holds every annotation that was reported."""
    with Desk.open(folder) as desk:
        put(desk, TEXT * 3000)  # so that a save takes a while
    chance = random.Random(7)  # noqa: S311  # moments, not secrets
    acknowledged: list[str] = []
    for _ in range(15):
        with subprocess.Popen([sys.executable, "-c", _WRITER, folder], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert select.select([writer.stdout], [], [], 20)[0]
            time.sleep(chance.uniform(0, 0.04))
            writer.kill()
            # A line that the kill cut short was not acknowledged.
            acknowledged += [line.decode() for line in writer.stdout.read().split(b"\n") if len(line) == 36]
        with Desk.open(folder, read_only=True) as desk:
            found = desk.annotations()
            assert set(acknowledged) <= {annotation.id for annotation in found}
            assert len(found) - len(acknowledged) <= 15  # at most the last one of each run was not told
            assert [annotation.note for annotation in found] == [str(n) for n in range(len(found))]
    assert len(acknowledged) >= 15
