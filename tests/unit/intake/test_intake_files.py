"""Paths: what is found, what is read, and what is refused without waiting."""

from __future__ import annotations

import io
import os
import socket
from typing import TYPE_CHECKING

import pytest

from store.errors import IntakeError
from store.intake import Problem, read, read_stream, walk
from store.intake.source import told

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, text: str = "text") -> Path:
    """Make a file and its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(top: Path, *paths: Path) -> list[str]:
    """List what a walk finds, relative to a folder; problems by their reasons."""
    return [
        found.reason if isinstance(found, Problem) else found.relative_to(top).as_posix()
        for found in walk(paths or [top])
    ]


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    """Known suffixes at any depth, in any case of letters; the rest is left out."""
    for name in ("b/2.md", "b/1.TXT", "a.txt", "c.markdown", "c.text", "d.jpg", "e", "b/f.py"):
        write(tmp_path / name)
    assert names(tmp_path) == ["a.txt", "b/1.TXT", "b/2.md", "c.markdown", "c.text"]


def test_hidden_files_and_folders_are_skipped(tmp_path: Path) -> None:
    """What begins with a dot is left out, unless it is named."""
    write(tmp_path / "a.txt")
    hidden = write(tmp_path / ".git/b.txt")
    write(tmp_path / ".c.txt")
    assert names(tmp_path) == ["a.txt"]
    assert list(walk([hidden, hidden.parent])) == [hidden, hidden]


def test_links_neither_loop_nor_lead_out(tmp_path: Path) -> None:
    """Links to folders are not followed; links to files only inside the folder; what leads out is told."""
    top = tmp_path / "top"
    write(top / "a.txt")
    write(tmp_path / "out/secret.txt")
    (top / "loop").symlink_to(top)
    (top / "out").symlink_to(tmp_path / "out")
    (top / "outside.txt").symlink_to(tmp_path / "out/secret.txt")
    (top / "picture.png").symlink_to(tmp_path / "out/secret.txt")
    (top / "inside.txt").symlink_to("a.txt")
    (top / "loop.txt").symlink_to(top)
    told = {problem.path: problem.reason for problem in walk([top]) if isinstance(problem, Problem)}
    assert list(told) == [str(top / "out"), str(top / "outside.txt")]
    assert all("leads out of the folder" in reason for reason in told.values())
    assert [name for name in names(top) if name not in told.values()] == ["a.txt", "inside.txt"]


def test_links_that_lead_nowhere_are_problems(tmp_path: Path) -> None:
    """A broken link, or one to itself, is one problem, and the walk goes on."""
    (tmp_path / "a.txt").symlink_to("gone.txt")
    (tmp_path / "b.txt").symlink_to("b.txt")
    write(tmp_path / "c.txt")
    found = names(tmp_path)
    assert found[2:] == ["c.txt"]
    assert found[0].startswith("There is no file")
    assert "leads back to itself" in found[1]
    assert "leads back to itself" in names(tmp_path, tmp_path / "b.txt")[0]


def test_a_link_to_a_folder_is_walked_if_named(tmp_path: Path) -> None:
    """The folder named may itself be a link."""
    write(tmp_path / "real/a.txt")
    (tmp_path / "link").symlink_to("real")
    assert names(tmp_path, tmp_path / "link") == ["link/a.txt"]


def test_each_path_has_its_own_problem(tmp_path: Path) -> None:
    """Missing paths, and names that cannot be, are problems in their place; the others are found."""
    there = write(tmp_path / "there.any")
    found = list(walk([tmp_path / "missing", there, "a\0b", there / "below", "x" * 5000]))
    assert found[1] == there
    problems = [problem for problem in found if isinstance(problem, Problem)]
    assert len(problems) == 4
    assert all(problem.reason.endswith(".") for problem in problems)
    assert problems[1].path == r"a\x00b"


def test_a_folder_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    """An empty folder is one problem, which names what would be read."""
    assert ".md" in names(tmp_path)[0]


def test_a_folder_that_is_not_permitted_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One folder that cannot be listed does not end the walk."""
    write(tmp_path / "a/1.txt")
    write(tmp_path / "b/2.txt")
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert names(tmp_path) == [
        "The system does not permit reading it; look at its owner and mode.",
        "b/2.txt",
    ]


def test_reading_gives_bytes_and_path(tmp_path: Path) -> None:
    """The bytes are exact, the path is as named."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\0\r\n")
    source = read(path)
    assert (source.path, source.data) == (str(path), b"\xff\0\r\n")


@pytest.mark.parametrize(
    "name", ["line\nbreak.txt", "esc\x1b]0;x\x07.txt", "bidi\u202etxt.exe", "stray\udcff.txt"]
)
def test_names_are_told_harmlessly(tmp_path: Path, name: str) -> None:
    """A file of a hostile name is read, and its path told has no control character and is UTF-8."""
    path = tmp_path / name
    path.write_bytes(b"text")
    source = read(path)
    assert source.data == b"text"
    assert source.path.isprintable()
    source.path.encode("utf-8")
    assert told(source.path) == source.path


def test_a_path_keeps_its_letters() -> None:
    """Spaces and letters of any script and form stay as they are, since they lead to the file."""
    for path in ("звіт за май.txt", "a  b", "cafe\u0301.md", "日本"):
        assert told(path) == path


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    """A pipe nobody writes to, a device, a socket and a folder are refused at once."""
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(IntakeError, match="a named pipe"):
        read(pipe)
    with pytest.raises(IntakeError, match="a device"):
        read("/dev/zero")
    with pytest.raises(IntakeError, match="It is a folder"):
        read(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        path = os.path.relpath(tmp_path / "s")  # a socket's name is at most 107 bytes
        server.bind(path)
        with pytest.raises(IntakeError, match="a socket"):
            read(path)


def test_a_pipe_in_the_place_of_a_file_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the name becomes a pipe between looking and opening, it is still refused at once."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    status = write(tmp_path / "file").stat()
    monkeypatch.setattr(os, "stat", lambda _: status)
    with pytest.raises(IntakeError, match="a named pipe"):
        read(pipe)


def test_too_large_files_are_refused_by_their_size(tmp_path: Path) -> None:
    """A sparse file of a terabyte costs nothing; the sentence says both sizes."""
    path = tmp_path / "sparse.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(IntakeError, match="1,099,511,627,776 bytes, and at most 20,971,520"):
        read(path)
    path.write_bytes(b"x" * 11)
    with pytest.raises(IntakeError, match="It has 11 bytes"):
        read(path, limit=10)
    assert read(path, limit=11).data == b"x" * 11


def test_a_file_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    """A file that disappeared since the walk is told as missing."""
    with pytest.raises(IntakeError, match="or no longer"):
        read(tmp_path / "gone.txt")


def test_a_file_not_permitted_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal is told, not raised."""
    path = write(tmp_path / "a.txt")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(IntakeError, match="does not permit"):
        read(path)


def test_other_errors_of_the_system_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says is in the sentence."""
    path = write(tmp_path / "a.txt")

    def fail(*_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(IntakeError, match="It cannot be read: Input/output error"):
        read(path)


def test_a_stream_is_read_to_its_end_or_limit() -> None:
    """Standard input has the path `-` and the same limit."""
    assert read_stream(io.BytesIO(b"abc")).path == "-"
    assert read_stream(io.BytesIO(b"abc"), limit=3).data == b"abc"
    with pytest.raises(IntakeError, match="more than 2 bytes"):
        read_stream(io.BytesIO(b"abc"), limit=2)
