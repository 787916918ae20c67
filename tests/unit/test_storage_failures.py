"""What a failed, interrupted or killed save leaves behind: everything that was acknowledged."""

from __future__ import annotations

import errno
import os
import random
import select
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from strategies import TEXT, FaultyDisk, put, state

from store import Desk
from store.disk import _RealFile
from store.errors import DeskForbidden, NewsdeskError, SaveFailed
from store.journal.reserve import RESERVE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from strategies import State

    from store.model import Hit


def system(code: int) -> OSError:
    """An error as the system gives it."""
    return OSError(code, os.strerror(code))


def _kept() -> tuple[FaultyDisk, Desk, str, str]:
    """A desk with a history, one step of it undone; the ids of an article and of its annotation."""
    disk = FaultyDisk()
    desk = Desk.on(disk)
    one = put(desk, TEXT, TEXT + "2")[0].id
    mark = desk.annotate(one, 0, 4, note="first").id
    desk.edit(mark, note="whisper")
    desk.edit(mark, note="murmur")
    desk.undo()
    desk.search("whisper")
    return disk, desk, one, mark


def _verbs(desk: Desk, one: str, mark: str) -> list[Callable[[], object]]:
    return [
        lambda: desk.annotate(one, 0, 9, note="new", tags=["new"]),
        lambda: desk.edit(mark, note="new", tags=["new"]),
        lambda: desk.remove(mark),
        lambda: desk.remove_articles([one]),
        lambda: put(desk, TEXT + "new"),
        lambda: desk.remember({"a": 1}),
        desk.undo,
        desk.redo,
    ]


def _shown(desk: Desk) -> tuple[State, dict[str, object], list[Hit]]:
    return state(desk), desk.remembered(""), desk.search("whisper", exact=True)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_a_save_that_fails_changes_nothing(code: int) -> None:
    """Of every verb: SaveFailed; memory, index, file and history are as before; the next save works."""
    disk, desk, one, mark = _kept()
    before, data, history = _shown(desk), disk.read("journal/000001.log"), desk.history()
    for verb in _verbs(desk, one, mark):
        disk.faults["write", "journal/0"] = system(code)
        with pytest.raises(SaveFailed, match="as it was before"):
            verb()
        assert _shown(desk) == before
        assert desk.history() == history
        assert disk.read("journal/000001.log") == data
        disk.faults.clear()
        assert _shown(Desk.on(disk, read_only=True)) == before
    assert desk.redo() is not None
    assert desk.annotation(mark).note == "murmur"
    _verbs(desk, one, mark)[0]()
    assert state(Desk.on(disk)) == state(desk)


def test_a_save_that_the_disk_does_not_confirm_is_the_last(folder: Path) -> None:
    """After a sync that failed nothing more is written; memory is as before; opened again, all goes on."""
    for number in range(8):
        disk, desk, one, mark = _kept()
        before = _shown(desk)
        disk.faults["sync", "journal/0"] = system(errno.EIO)
        with pytest.raises(
            SaveFailed, match=r"did not confirm.*Input/output error.*until the desk is opened"
        ):
            _verbs(desk, one, mark)[number]()
        assert _shown(desk) == before
        disk.faults.clear()
        data = disk.read("journal/000001.log")
        for verb in _verbs(desk, one, mark):
            with pytest.raises(SaveFailed, match="opened again"):
                verb()
        assert _shown(desk) == before
        assert disk.read("journal/000001.log") == data
        with Desk.on(disk) as again:
            if number not in {2, 3}:  # which remove it, and may have
                assert again.annotation(mark).id == mark
            again.annotate(again.articles()[-1].id, 3, 9)
            now = state(again)
        assert state(Desk.on(disk)) == now
    assert not folder.exists()


def test_half_a_change_that_cannot_be_taken_back_is_the_last() -> None:
    """Nothing is written behind it; opened again, it is set aside, and everything before it is there."""
    disk, desk, one, mark = _kept()
    before = _shown(desk)
    disk.faults["write", "journal/0"] = disk.faults["truncate", "journal/0"] = system(errno.EIO)
    with pytest.raises(SaveFailed):
        desk.annotate(one, 0, 9)
    disk.faults.clear()
    torn = disk.read("journal/000001.log")
    assert not torn.endswith(b"\n")
    for verb in _verbs(desk, one, mark):
        with pytest.raises(SaveFailed, match="half a change"):
            verb()
    assert _shown(desk) == before
    with Desk.on(disk) as again:
        assert _shown(again) == before
        assert any("stopped while it saved" in sentence for sentence in again.recovery)
        again.annotate(one, 0, 9)
        assert any(torn.endswith(bytes(f.data)) for name, f in disk.files.items() if ".bad-" in name)
    assert Desk.on(disk).recovery == []


@pytest.mark.parametrize("checkpoint", [False, True])
@pytest.mark.parametrize("call", ["create", "write", "truncate", "read"])
def test_a_mirror_that_fails_holds_up_nobody(call: str, *, checkpoint: bool) -> None:
    """The change is made and on disk; the next opening writes what the mirror lacks."""
    disk, desk, one, _ = _kept()
    disk.faults[call, "mirror/"] = system(errno.EIO)
    desk.annotate(one, 0, 9)
    if checkpoint:
        desk.checkpoint()
        desk.annotate(one, 0, 10)
    now = state(desk)
    disk.faults.clear()
    with Desk.on(disk) as again:
        assert state(again) == now
    name = f"{max(again._journal.generation, 1):06}.log"
    assert disk.read(f"mirror/{name}") == disk.read(f"journal/{name}")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("call", ["write", "sync", "truncate", "create"])
def test_a_text_that_is_not_saved_is_no_article(call: str, code: int) -> None:
    """An import of which the texts, or their names, do not reach the disk adds nothing; what was there can be read."""
    disk, desk, _, _ = _kept()
    before = state(desk)
    disk.faults[call, "articles/texts"] = system(code)
    if call == "truncate":
        disk.faults["write", "articles/texts"] = system(code)
    if call == "create":
        disk, desk = FaultyDisk(), Desk.on(FaultyDisk())
        disk.faults[call, "articles/texts"] = system(code)
        desk = Desk.on(disk)
        before = state(desk)
    with pytest.raises(SaveFailed, match="Not saved"):
        put(desk, TEXT + "new")
    assert state(desk) == before
    disk.faults.clear()
    with Desk.on(disk) as again:
        assert state(again) == before
        put(again, TEXT + "new")
        assert again.text(again.articles()[-1].id) == TEXT + "new"


def test_the_first_opening_that_fails_leaves_a_folder_that_opens_later() -> None:
    """Whichever call of it fails, the sentence is one for a person, and the next opening makes the desk."""
    count = 0
    while True:
        count += 1
        disk = FaultyDisk()
        disk.left = count
        opened = None
        try:
            opened = Desk.on(disk)
        except NewsdeskError as error:
            assert isinstance(error, DeskForbidden)  # noqa: PT017  # which calls raise is not told here
            assert "Input/output error" in str(error)  # noqa: PT017
        over, disk.left = disk.left > 0, None
        with Desk.on(disk) as desk:
            assert desk.is_new
            put(desk)
        assert len(Desk.on(disk, read_only=True).articles()) == 1
        if over:
            assert opened is not None
            break
    assert count > 8


def test_a_checkpoint_that_fails_loses_nothing() -> None:
    """Whichever of its calls fails: the desk shows what it showed, and so does one that is opened after it."""
    count = 0
    while True:
        count += 1
        disk, desk, one, _ = _kept()
        desk.checkpoint()
        desk.annotate(one, 5, 9)
        before = state(desk)
        disk.left = count
        try:
            desk.checkpoint()
        except NewsdeskError as error:
            assert isinstance(error, SaveFailed)  # noqa: PT017  # which calls raise is not told here
        over, disk.left = disk.left > 0, None
        assert state(desk) == before
        try:
            desk.annotate(one, 6, 9)
        except SaveFailed:
            assert state(desk) == before
        now = state(desk)
        with Desk.on(disk) as again:
            assert state(again) == now
            assert again.undo() is not None
            assert again.redo() is not None
            again.checkpoint()
        assert state(Desk.on(disk)) == now
        if over:
            break
    assert count > 10


def test_a_full_disk_says_so(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The advice fits the reason, and on the real disk too nothing has changed."""

    def full(*_args: object) -> None:
        raise system(errno.ENOSPC)

    with Desk.open(kept) as desk:
        before = state(desk)
        data = (kept / "journal" / "000001.log").read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(_RealFile, "write", full)
            with pytest.raises(SaveFailed, match=r"No space left on device.*Free some space"):
                desk.remove(before.annotations[0].id)
            assert desk.low
            assert state(desk) == before
            assert (kept / "journal" / "000001.log").read_bytes() == data
        assert desk.recovery == []
        desk.remove(before.annotations[0].id)
    assert state(Desk.open(kept, read_only=True)) != before


def test_the_last_notes_still_fit_on_a_full_disk() -> None:
    """An article does not, a note does, out of the reserve; the desk says that it is low until there is space."""
    disk, desk, one, mark = _kept()
    assert disk.size("journal/reserve") == RESERVE
    disk.room = disk.used() + 10
    with pytest.raises(SaveFailed, match="Free some space"):
        put(desk, TEXT + "new")
    for number in range(50):
        desk.edit(mark, note=f"note {number}")
    assert desk.low
    assert disk.size("journal/reserve") is None
    now = state(desk)
    with Desk.on(disk) as again:
        assert state(again) == now
        assert again.low
        again.annotate(one, 7, 9)
        now = state(again)
    disk.room = None
    desk.refresh()
    assert state(desk) == now
    assert [desk.low, again.low] == [False, False]
    assert disk.size("journal/reserve") == RESERVE
    put(desk, TEXT + "new")


def test_a_disk_that_is_full_to_the_last_byte_loses_nothing() -> None:
    """Note upon note until none fits any more: each that was acknowledged is there, and more as soon as there is space."""
    disk, desk, one, mark = _kept()
    disk.room = disk.used() + 500
    saved = 0
    with pytest.raises(SaveFailed, match="Free some space"):  # noqa: PT012  # at some time it must
        while True:
            desk.edit(mark, note=f"{saved} " + "long " * 4000)
            saved += 1
    assert saved > 10
    assert desk.annotation(mark).note.startswith(f"{saved - 1} ")
    assert desk.low
    before = state(desk)
    assert state(Desk.on(disk, read_only=True)) == before
    with Desk.on(disk) as again:
        assert state(again) == before
    disk.room = None
    desk.annotate(one, 0, 2)
    assert state(Desk.on(disk)) == state(desk)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(), MemoryError()], ids=repr)
def test_an_interrupted_save_is_taken_back(error: BaseException) -> None:
    """Also by what is no OSError, such as ctrl+c: half a record is cut off, and the next change is made."""
    disk, desk, one, mark = _kept()
    before, data = _shown(desk), disk.read("journal/000001.log")
    for verb in _verbs(desk, one, mark):
        disk.faults["write", "journal/0"] = error
        with pytest.raises(type(error)):
            verb()
        disk.faults.clear()
        assert _shown(desk) == before
        assert disk.read("journal/000001.log") == data
    desk.remove(mark)
    assert state(Desk.on(disk)) == state(desk)


def test_a_sync_that_is_interrupted_is_not_taken_as_done() -> None:
    """What it was saving may be on disk or not, so nothing is written until the desk is opened again."""
    disk, desk, one, mark = _kept()
    before = _shown(desk)
    disk.faults["sync", "journal/0"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        desk.remove(mark)
    disk.faults.clear()
    assert _shown(desk) == before
    with pytest.raises(SaveFailed, match="opened again"):
        desk.annotate(one, 0, 9)
    with Desk.on(disk) as again:
        assert len(again.annotations()) in {0, 1}
        again.annotate(one, 0, 9)
        now = state(again)
    assert state(Desk.on(disk)) == now


def test_an_interrupt_on_the_real_disk_is_taken_back(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the record was written, and is cut off the file."""
    real = _RealFile.write

    def half(file: _RealFile, offset: int, data: bytes) -> None:
        real(file, offset, data[: len(data) // 2])
        raise KeyboardInterrupt

    with Desk.open(kept) as desk:
        before, data = state(desk), (kept / "journal" / "000001.log").read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(_RealFile, "write", half)
            with pytest.raises(KeyboardInterrupt):
                desk.remove(before.annotations[0].id)
        assert state(desk) == before
        assert (kept / "journal" / "000001.log").read_bytes() == data
        desk.remove(before.annotations[0].id)
        now = state(desk)
    assert state(Desk.open(kept, read_only=True)) == now


@pytest.mark.parametrize("planted", ["file", "link", "dangling"])
@pytest.mark.parametrize(
    "name",
    [
        *("journal/000002.log.new", "notes/000002.json", "notes/000002.json.new", "articles/000002.json"),
        *("articles/000002.json.new", "mirror/000002.log"),
    ],
)
def test_what_stands_where_a_checkpoint_is_written_is_harmless(
    kept: Path, tmp_path: Path, name: str, planted: str
) -> None:
    """A leftover is replaced; a link is not followed."""
    aside, victim = kept / name, tmp_path / "victim"
    with Desk.open(kept) as desk:
        now = state(desk)
        if planted == "file":
            aside.write_text("{torn", encoding="utf-8")
        else:
            aside.symlink_to(victim)
        if planted == "link":
            victim.write_text("precious", encoding="utf-8")
        desk.checkpoint()
        assert (kept / "journal" / "000002.log").exists()
    assert victim.exists() == (planted == "link")
    if planted == "link":
        assert victim.read_text(encoding="utf-8") == "precious"
    assert not aside.is_symlink()
    assert aside.exists() == (not name.endswith(".new"))
    for path in kept.rglob("0*"):
        assert stat.S_IMODE(path.lstat().st_mode) == 0o600
    with Desk.open(kept) as again:
        assert state(again) == now
        assert again.recovery == []


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
        if number % 7 == 0:
            desk.checkpoint()
"""


def test_a_kill_loses_nothing_that_was_acknowledged(folder: Path) -> None:
    """Killed at any moment of a save or a checkpoint: the desk opens, and one that was open beside it goes on.

    Both hold every annotation that was reported.
    """
    chance = random.Random(7)  # noqa: S311  # moments, not secrets
    acknowledged: list[str] = []
    with Desk.open(folder) as witness:
        put(witness, TEXT * 30)
        for _ in range(15):
            with subprocess.Popen([sys.executable, "-c", _WRITER, folder], stdout=subprocess.PIPE) as writer:
                assert writer.stdout is not None
                assert select.select([writer.stdout], [], [], 20)[0]
                time.sleep(chance.uniform(0, 0.04))
                writer.kill()
                # A line that the kill cut short was not acknowledged.
                acknowledged += [
                    line.decode() for line in writer.stdout.read().split(b"\n") if len(line) == 36
                ]
            with Desk.open(folder, read_only=True) as desk:
                found = desk.annotations()
                assert set(acknowledged) <= {annotation.id for annotation in found}
                assert len(found) - len(acknowledged) <= 15  # at most the last one of each run was not told
                assert [annotation.note for annotation in found] == [str(n) for n in range(len(found))]
            witness.refresh()
            assert witness.annotations() == found
            witness.remember({"found": len(found)})
        history = witness.history()
    assert len(acknowledged) >= 15
    with Desk.open(folder) as desk:
        assert desk.recall("found") == len(found)
        assert desk.history() == history
        assert len(history) == len(found) + 1
        for _ in found:
            assert desk.undo() is not None
        assert desk.annotations() == []
