"""The desk's folder: which one may become a desk, and who may write to it."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from store import Desk, disk
from store.disk import RealDisk
from store.errors import DeskDamaged, DeskForbidden, DeskLocked, SaveFailed
from store.folder import default_folder, prepare

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_is_made_private(folder: Path) -> None:
    """With those above it, and of mode 0700 whatever the umask."""
    before = os.umask(0)
    try:
        prepare(folder / "deep" / "er")
    finally:
        os.umask(before)
    assert (folder / "deep" / "er").stat().st_mode & 0o777 == 0o700
    prepare(folder / "deep" / "er")


@pytest.mark.parametrize("inside", [(), ("LOCK",), ("journal", "LOCK", "mirror"), (".DS_Store", "Thumbs.db")])
def test_an_empty_folder_may_become_a_desk(folder: Path, inside: tuple[str, ...]) -> None:
    """Also one in which only a desk's own leftovers are, or what a file manager leaves anywhere."""
    folder.mkdir()
    for name in inside:
        (folder / name).mkdir() if name in {"journal", "mirror"} else (folder / name).touch()
    prepare(folder)
    assert {path.name for path in folder.iterdir()} == set(inside)


@pytest.mark.parametrize(
    "name", ["letter.txt", ".git", "desk.json~", "000001.log", "texts-1.log", "articles", "journal"]
)
def test_a_folder_of_other_things_is_refused_and_left(folder: Path, name: str) -> None:
    """Nothing is added, and its mode stays."""
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    (folder / name).write_text("precious", encoding="utf-8")
    for read in (lambda: prepare(folder), lambda: Desk.open(folder)):
        with pytest.raises(DeskForbidden, match="other files"):
            read()
    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).read_text(encoding="utf-8") == "precious"
    assert folder.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_file_is_no_folder(folder: Path, below: str, *, read_only: bool) -> None:
    """Neither the folder nor one above it may be a file; the file stays as it is."""
    folder.write_text("precious", encoding="utf-8")
    with pytest.raises(DeskForbidden):
        Desk.open(folder / below, read_only=read_only)
    assert folder.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("call", ["mkdir", "scandir", "chmod"])
def test_what_the_system_refuses_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """DeskForbidden with the system's reason, whichever step it refuses."""

    def refuse(*_args: object, **_named: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(DeskForbidden, match="Operation not permitted"):
        prepare(folder)


def test_a_link_to_a_folder_is_followed(folder: Path, tmp_path: Path) -> None:
    """A person may keep the desk elsewhere."""
    link = tmp_path / "link"
    link.symlink_to(folder, target_is_directory=True)
    folder.mkdir()
    with Desk.open(link):
        assert (folder / "LOCK").exists()


def test_the_default_desk_is_among_the_users_data() -> None:
    """In the folder that the platform keeps for it."""
    assert default_folder().is_relative_to(os.environ["HOME"])
    assert default_folder().parts[-2:] == ("newsdesk", "desk")
    with Desk.open() as desk:
        assert desk.folder == default_folder()


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for the lock gives up soon."""
    monkeypatch.setattr(disk, "_PATIENCE", 0.1)


@pytest.mark.usefixtures("_impatient")
def test_the_lock_is_held_by_one_at_a_time(folder: Path) -> None:
    """A second disk waits, and then is refused; when the first lets go, also by an error, it is let in."""
    prepare(folder)
    one, two = RealDisk(folder), RealDisk(folder)
    for _ in range(2):
        with pytest.raises(RuntimeError), one.lock():  # noqa: PT012  # the block is what fails
            with pytest.raises(BlockingIOError), two.lock():
                pass
            raise RuntimeError
        with two.lock(), pytest.raises(BlockingIOError), one.lock():
            pass
    for each in (one, two, two):
        each.close()
    assert (folder / "LOCK").stat().st_size == 0


def test_who_waits_for_the_lock_gets_it_when_it_is_free(folder: Path) -> None:
    """Without asking again."""
    prepare(folder)
    one, two = RealDisk(folder), RealDisk(folder)
    order: list[str] = []
    inside = threading.Event()

    def first() -> None:
        with one.lock():
            inside.set()
            time.sleep(0.2)
            order.append("one")

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(10)
    with two.lock():
        order.append("two")
    thread.join()
    assert order == ["one", "two"]
    one.close()
    two.close()


@pytest.mark.usefixtures("_impatient")
def test_the_lock_ends_with_its_process(folder: Path) -> None:
    """However it ends."""
    prepare(folder)
    code = (
        "import pathlib, sys\n"
        "from store.disk import RealDisk\n"
        "with RealDisk(pathlib.Path(sys.argv[1])).lock():\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(DeskLocked, match="Another newsdesk"):
            Desk.open(folder)
        other.kill()
    Desk.open(folder).close()


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("inside", [b"", b"no number", b"\xff\xfe", b"9" * 100])
def test_whatever_the_lock_file_holds(folder: Path, inside: bytes) -> None:
    """Its bytes say nothing, and stay: the lock is the system's. An earlier newsdesk wrote its process there."""
    prepare(folder)
    (folder / "LOCK").write_bytes(inside)
    with (folder / "LOCK").open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(DeskLocked):
            Desk.open(folder)
    Desk.open(folder).close()
    assert (folder / "LOCK").read_bytes() == inside


@pytest.mark.usefixtures("_impatient")
def test_a_lock_file_that_was_taken_away_is_made_anew(folder: Path) -> None:
    """Two desks still never write at once: whoever holds the old one takes the new one."""
    with Desk.open(folder) as one, Desk.open(folder) as two:
        one.remember({"a": 1})
        (folder / "LOCK").unlink()
        two.remember({"b": 2})
        with (folder / "LOCK").open("rb") as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            for desk in (one, two):
                with pytest.raises(DeskLocked):
                    desk.remember({"c": 3})
        one.remember({"c": 3})
        two.refresh()
        assert one.remembered("") == two.remembered("") == {"a": 1, "b": 2, "c": 3}


def test_a_link_in_the_place_of_the_lock_is_refused(folder: Path, tmp_path: Path) -> None:
    """It would be written into somebody else's file."""
    victim = tmp_path / "victim"
    victim.write_text("precious", encoding="utf-8")
    folder.mkdir()
    (folder / "LOCK").symlink_to(victim)
    with pytest.raises(DeskForbidden, match="LOCK"):
        Desk.open(folder)
    assert victim.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("call", ["pwrite", "ftruncate", "fchmod"])
def test_a_full_disk_does_not_keep_a_desk_from_opening(
    kept: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """What is there can be read, and it says that space is low; only what is new is refused."""
    before = len(Desk.open(kept, read_only=True).annotations())
    (kept / "journal" / "reserve").unlink()

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with Desk.open(kept) as desk:
            assert len(desk.annotations()) == before
            assert desk.low == (call == "pwrite")
            if call == "pwrite":
                with pytest.raises(SaveFailed, match="Free some space"):
                    desk.remove(desk.annotations()[0].id)
    with Desk.open(kept) as desk:
        assert len(desk.annotations()) == before
        assert not desk.low


def test_a_new_desk_on_a_full_disk_is_refused_with_the_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DeskForbidden; when there is space again, the same folder becomes a desk."""

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        with pytest.raises(DeskForbidden, match="No space left"):
            Desk.open(folder)
    with Desk.open(folder) as desk:
        assert desk.is_new


@pytest.mark.usefixtures("_impatient")
def test_a_refused_desk_lets_go_of_the_lock(folder: Path) -> None:
    """After a damaged file was refused, a desk without it opens."""
    folder.mkdir()
    (folder / "desk.json").write_text("{", encoding="utf-8")
    with pytest.raises(DeskDamaged):
        Desk.open(folder)
    (folder / "desk.json").unlink()
    Desk.open(folder).close()
