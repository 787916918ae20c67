"""When a command cannot be done: one sentence, the right status, and nothing has changed."""

from __future__ import annotations

import errno
import fcntl
import os
import re
from typing import TYPE_CHECKING

import orjson
import pytest
from cli_runner import RAW, Cli, ids
from strategies import TEXT, put

from store import Desk, disk
from store.journal.record import encode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _damage(folder: Path) -> None:
    folder.mkdir()
    (folder / "desk.json").write_text('{"articles": {"1": {"id"', encoding="utf-8")


def _damaged_journal(folder: Path) -> None:
    with Desk.open(folder) as desk:
        put(desk)
    for copy in ("journal", "mirror"):
        with (folder / copy / "000001.log").open("r+b") as file:
            file.write(b"0" * 20)


def _newer(folder: Path) -> None:
    with Desk.open(folder) as desk:
        put(desk)
    header = orjson.dumps({"journal": 1, "schema": 99, "generation": 1, "after": 0, "snapshots": None})
    for copy in ("journal", "mirror"):
        path = folder / copy / "000001.log"
        _, records = path.read_bytes().split(b"\n", 1)
        path.write_bytes(encode(header) + records)


def _newer_file(folder: Path) -> None:
    folder.mkdir()
    (folder / "desk.json").write_text('{"meta": {"1": {"schema": 99}}}', encoding="utf-8")


def _file(folder: Path) -> None:
    folder.write_text("precious", encoding="utf-8")


def _foreign(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("precious", encoding="utf-8")


def _link(folder: Path) -> None:
    folder.mkdir()
    (folder / "desk.json").symlink_to(folder / "elsewhere")


@pytest.mark.parametrize(
    "command", [["articles", "--json"], ["samples", "--json"], ["import", "-"]], ids=" ".join
)
@pytest.mark.parametrize("spoil", [_damage, _damaged_journal, _newer, _newer_file, _file, _foreign, _link])
def test_a_desk_that_cannot_be_opened_is_status_3(
    cli: Cli, spoil: Callable[[Path], None], command: list[str]
) -> None:
    """It says what to do, and nothing has changed; reading from a folder without a desk finds nothing."""
    spoil(cli.folder)

    def there() -> dict[Path, int]:
        """The folder and the files in it; the lock of a folder that is a desk's says nothing."""
        found = [path for path in (cli.folder, *cli.folder.rglob("*")) if path.name != "LOCK"]
        return {path: path.lstat().st_mtime_ns for path in found if spoil is _foreign or not path.is_dir()}

    before = there()
    done = cli(*command, stdin=b"Some text.").sane()
    reading_nothing = spoil is _foreign and command[0] == "articles"
    assert done.status == (0 if reading_nothing else 3)
    assert done.out == b""
    assert reading_nothing or re.search("--desk|[Ii]nstall|[Mm]ove|restore", done.err)
    assert there() == before


def test_a_desk_that_may_not_be_written_is_status_3(full: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a medium that is only for reading; what is there can be read."""
    opened = os.open

    def only_for_reading(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR) and str(full.folder) in os.fspath(path):
            raise OSError(errno.EROFS, "Read-only file system")
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", only_for_reading)
    done = full("samples").sane()
    assert done.status == 3
    assert "Read-only file system" in done.err
    assert len(full("articles", "--json").sane().objects) == 2


def test_a_desk_that_is_open_elsewhere_is_worked_on_beside_it(full: Cli) -> None:
    """While another has the desk open, commands change it; that one sees it when it looks."""
    with Desk.open(full.folder) as desk:
        one, mark = (group[0] for group in ids(full))
        for words in (["import", "-"], ["annotate", one, "--quote", "Дощ"], ["remove", mark]):
            assert full(*words, stdin=b"Some text.").sane().status == 0, words
            assert desk.refresh()
        assert len(desk.articles()) == 3
        assert [annotation.quote for annotation in desk.annotations()] == ["Дощ"]
        desk.annotate(one, 0, 4)
        assert len(full("annotations", "--json").objects) == 2


def test_a_desk_that_is_being_written_all_the_time_is_status_3_and_a_reader_does_not_mind(
    full: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another writes on and on: changes are refused with a sentence, and lists are there at once."""
    monkeypatch.setattr(disk, "_PATIENCE", 0.1)
    one = ids(full)[0][0]
    with (full.folder / "LOCK").open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        for words in (["import", "-"], ["annotate", one, "--quote", "Дощ"], ["remove", one], ["samples"]):
            done = full(*words, stdin=b"Some text.").sane()
            assert (done.status, done.out) == (3, b"")
            assert "Another newsdesk" in done.err
        for words in (
            ["articles"],
            ["search", "rain"],
            ["annotations"],
            ["export"],
            ["show", ids(full)[0][0]],
        ):
            done = full(*words)
            assert done.status == 0
            assert done.out
    assert full("annotate", one, "--quote", "Дощ").sane().status == 0


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["--nonsense"],
        ["--desk"],
        ["import"],
        ["show"],
        ["show", "none"],
        ["show", ""],
        ["search"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "many"],
        ["annotate"],
        ["annotate", "none", "--quote", "x"],
        ["annotations", "--article", "none"],
        ["annotations", "--tag", ","],
        ["annotations", "a", "b"],
        ["articles", "a", "b"],
        ["remove"],
        ["samples", "extra"],
        ["--bad\x1b[31m\u202e"],
        ["show", RAW.replace("\x00", "")],
        ["search", "x", "--limit", "\x1b[31m"],
        ["\x9b2J"],
        ["show", "\udcff"],
    ],
    ids=repr,
)
def test_wrong_usage_is_status_2(full: Cli, words: list[str]) -> None:
    """One sentence on standard error, nothing on standard output."""
    done = full(*words).sane()
    assert (done.status, done.out) == (2, b"")
    assert done.err.startswith("newsdesk: ")
    assert done.err.count("\n") == 1


def test_ambiguous_names_are_wrong_usage(cli: Cli) -> None:
    """It says how many answer to it."""
    with Desk.open(cli.folder) as desk:
        put(desk, *(f"{TEXT} {number}" for number in range(17)))
        digits = [article.id[0] for article in desk.articles()]
    shared = next(digit for digit in digits if digits.count(digit) > 1)
    done = cli("show", shared).sane()
    assert done.status == 2
    assert str(digits.count(shared)) in done.err


@pytest.mark.parametrize(
    "query", ["", " ", "a" * 3000, RAW.replace("\x00", ""), "[/]", "((", "\udcff", '"', "%s{}"]
)
def test_any_query_is_answered(full: Cli, query: str) -> None:
    """With hits or with none, never with a failure."""
    for command in ("articles", "annotations", *(["search"] if query.strip() else [])):
        assert full(command, "--", query).sane().status == 0


def test_the_screen_needs_a_terminal(cli: Cli) -> None:
    """Without one it says so, makes nothing, and loads nothing of it."""
    done = cli().sane()
    assert (done.status, done.out) == (2, b"")
    assert "--help" in done.err
    assert not cli.folder.exists()


def test_an_error_of_its_own_shows_no_text(full: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither message nor variables: a report is written, and its place told."""

    def fail(_self: Desk, _query: str | None = None) -> None:
        raise RuntimeError("Дощ, a secret")

    monkeypatch.setattr(Desk, "articles", fail)
    monkeypatch.setenv("XDG_STATE_HOME", str(full.folder.parent / "state"))
    done = full("articles")
    assert done.status == 1
    assert "secret" not in done.err
    assert "Traceback" not in done.err
    assert "crash-" in done.err
