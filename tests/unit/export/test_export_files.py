"""Writing: the old file or the new one, whole, and one sentence when it cannot be."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest
from export_samples import ARTICLE, note

from store.errors import ExportError
from store.export import Entry, files, to_file, to_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """Work under another umask."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_new_file_has_the_mode_that_the_user_gives_new_files(tmp_path: Path, mask: int, mode: int) -> None:
    """It is meant to be handed on: the umask says to whom."""
    with umask(mask):
        assert files.write(tmp_path / "a.md", b"a", None)
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == mode


def test_an_existing_file_keeps_its_mode(tmp_path: Path) -> None:
    """What the user closed to others stays closed."""
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    assert files.write(path, b"new", files.read(path))
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)
    assert [found.name for found in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "since the disk is full; make room and export again."),
        (errno.EDQUOT, "since the disk is full; make room and export again."),
        (errno.EACCES, "since the system does not permit it; name another place."),
        (errno.EROFS, "since the system does not permit it; name another place."),
        (errno.EIO, "(Input/output error); name another place, or try again."),
    ],
)
@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, sentence: str
) -> None:
    """Whichever step fails: one sentence, the old bytes, no file aside."""
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    found = files.read(path)

    def fail(*_arguments: object, **_options: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(f"store.export.files.os.{call}", fail)
    with pytest.raises(ExportError) as caught:
        files.write(path, b"new", found)
    monkeypatch.undo()
    assert str(caught.value) == f"{path} could not be written{',' if sentence[0] == 's' else ''} {sentence}"
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.md"]


def test_a_new_file_never_replaces_what_came_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was there when we looked; what is there now stays, with or without hard links."""
    path = tmp_path / "a.md"
    path.write_bytes(b"theirs")
    assert not files.write(path, b"ours", None)

    def unable(*_arguments: object) -> NoReturn:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr("store.export.files.os.link", unable)
    assert not files.write(path, b"ours", None)
    assert path.read_bytes() == b"theirs"
    assert files.write(tmp_path / "b.md", b"ours", None)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.md", "b.md"]


def test_a_file_that_changed_since_it_was_read_is_not_replaced(tmp_path: Path) -> None:
    """Someone saved it while we merged, or took it away: that is not undone."""
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    found = files.read(path)
    path.write_bytes(b"newer")
    assert not files.write(path, b"ours", found)
    assert path.read_bytes() == b"newer"
    path.unlink()
    assert not files.write(path, b"ours", found)
    assert list(tmp_path.iterdir()) == []


def test_a_file_saved_meanwhile_is_merged_with_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the user saves while the export runs is in the file afterwards; who never stops is told."""
    path = tmp_path / "a.md"
    entries = [Entry(ARTICLE, [note(1)])]
    to_file(entries, path, known=["n1"])
    fsync, saves = os.fsync, [1]

    def save_then_fsync(handle: int) -> None:
        if saves:
            saves.pop()
            with path.open("a", encoding="utf-8") as file:
                file.write("збережено щойно\n")
        fsync(handle)

    monkeypatch.setattr("store.export.files.os.fsync", save_then_fsync)
    entries = [Entry(ARTICLE, [note(1), note(2)])]
    assert to_file(entries, path, known=["n1", "n2"]).status == "updated"
    text = path.read_text(encoding="utf-8")
    assert "збережено щойно" in text
    assert "<!-- newsdesk n2 " in text
    saves[:] = [1] * 20
    with pytest.raises(ExportError, match="is being changed by another program; close it there"):
        to_file([Entry(ARTICLE, [note(1), note(2), note(3)])], path, known=["n1", "n2", "n3"])


def test_a_file_that_comes_meanwhile_is_not_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that was free when we chose it may not be when we write."""
    fsync = os.fsync
    name = "2023-03-01 Степовий вісник Порт відкрито.md"

    def create_then_fsync(handle: int) -> None:
        (tmp_path / name).write_text("моє\n", encoding="utf-8")
        fsync(handle)

    monkeypatch.setattr("store.export.files.os.fsync", create_then_fsync)
    with pytest.raises(ExportError, match=r"Expected no file yet at .* export again"):
        list(to_folder([Entry(ARTICLE, [note(1)])], tmp_path, known=["n1"]))
    assert (tmp_path / name).read_text(encoding="utf-8") == "моє\n"


def test_a_link_is_neither_read_nor_written(tmp_path: Path) -> None:
    """Whatever it leads to is not ours."""
    (tmp_path / "real").write_bytes(b"theirs")
    link = tmp_path / "a.md"
    link.symlink_to(tmp_path / "real")
    with pytest.raises(
        ExportError, match=r"a\.md, found a symbolic link; remove it or name another place\.$"
    ):
        files.read(link)
    assert not files.write(link, b"ours", None)
    assert link.is_symlink()
    assert (tmp_path / "real").read_bytes() == b"theirs"


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    """A missing file is none; a missing folder, and a name too long, are told in a sentence."""
    assert files.read(tmp_path / "none.md") is None
    with pytest.raises(ExportError, match="Expected a folder at"):
        files.names_in(tmp_path / "none" / "deeper")
    with pytest.raises(ExportError, match="could not be written"):
        files.read(tmp_path / ("x" * 300))


def test_the_first_bytes_tell_whose_a_file_is(tmp_path: Path) -> None:
    """No more is read than front matter takes; a folder or a missing file has none."""
    (tmp_path / "a.md").write_bytes(b"x" * (files.HEAD + 1))
    assert len(files.head(tmp_path / "a.md")) == files.HEAD
    assert files.head(tmp_path) == files.head(tmp_path / "none") == b""
