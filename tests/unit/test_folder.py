"""The desk's folder: which one may become a desk, and who may write to it."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from store import Desk
from store.errors import DeskForbidden, DeskLocked
from store.folder import FILE, Lock, default_folder, prepare

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


@pytest.mark.parametrize("inside", [(), ("LOCK",), ("desk.json.new", "LOCK"), (".DS_Store", "Thumbs.db")])
def test_an_empty_folder_may_become_a_desk(folder: Path, inside: tuple[str, ...]) -> None:
    """Also one in which only a desk's own leftovers are, or what a file manager leaves anywhere."""
    folder.mkdir()
    for name in inside:
        (folder / name).touch()
    prepare(folder)
    assert {path.name for path in folder.iterdir()} == set(inside)


@pytest.mark.parametrize("name", ["letter.txt", "articles", ".git", "desk.json~"])
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


def test_the_lock_is_one_processs(folder: Path) -> None:
    """A second one is refused with the first's number; `release` lets it in, also when called twice."""
    prepare(folder)
    lock = Lock(folder)
    with pytest.raises(DeskLocked, match=f"process {os.getpid()}"):
        Lock(folder)
    lock.release()
    lock.release()
    second = Lock(folder)
    assert (folder / "LOCK").read_text(encoding="ascii") == str(os.getpid())
    second.release()


def test_the_lock_ends_with_its_process(folder: Path) -> None:
    """However it ends; what it wrote into the file says nothing by itself."""
    prepare(folder)
    code = "import pathlib, sys; from store.folder import Lock; lock = Lock(pathlib.Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(DeskLocked, match=f"process {other.pid}"):
            Lock(folder)
        other.kill()
    assert (folder / "LOCK").read_text(encoding="ascii") == str(other.pid)
    Lock(folder).release()


@pytest.mark.parametrize("inside", [b"", b"no number", b"\xff\xfe", b"9" * 100])
def test_whatever_the_lock_file_holds(folder: Path, inside: bytes) -> None:
    """Its bytes are only a courtesy: the lock is the system's."""
    prepare(folder)
    (folder / "LOCK").write_bytes(inside)
    with (folder / "LOCK").open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(DeskLocked):
            Lock(folder)
    Lock(folder).release()


def test_a_link_in_the_place_of_the_lock_is_refused(folder: Path, tmp_path: Path) -> None:
    """It would be written into somebody else's file."""
    victim = tmp_path / "victim"
    victim.write_text("precious", encoding="utf-8")
    folder.mkdir()
    (folder / "LOCK").symlink_to(victim)
    with pytest.raises(DeskForbidden, match="LOCK"):
        Desk.open(folder)
    assert victim.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("call", ["truncate", "pwrite"])
def test_a_full_disk_does_not_keep_a_desk_from_opening(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """The process number that does not fit into the lock file is only a courtesy."""

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with Desk.open(folder) as desk:
            assert desk.articles() == []
            with pytest.raises(DeskLocked):
                Desk.open(folder)


def test_a_refused_desk_lets_go_of_the_lock(folder: Path) -> None:
    """After a damaged file was refused, a good one in its place opens."""
    folder.mkdir()
    (folder / FILE).write_text("{", encoding="utf-8")
    with pytest.raises(Exception, match="damaged"):
        Desk.open(folder)
    (folder / FILE).unlink()
    Desk.open(folder).close()
