"""The edges of the command line: exports that end halfway, streams that are closed, words that are too long."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from cli_runner import PROGRAM
from strategies import TEXT

from store import Desk
from store.errors import SaveFailed

if TYPE_CHECKING:
    from pathlib import Path

    from cli_runner import Cli


@pytest.fixture
def noted(full: Cli) -> Cli:
    """On a desk with two articles and an annotation in each."""
    with Desk.open(full.folder) as desk:
        (bare,) = (article for article in desk.articles() if not article.annotations)
        desk.annotate(bare.id, 0, 4)
    return full


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["lines", "json"])
@pytest.mark.parametrize("number", [0, 1])
def test_files_written_before_an_error_are_told(
    noted: Cli, tmp_path: Path, form: list[str], number: int
) -> None:
    """Where one target is a link: the others are told as written, then the error, and the status is 1."""
    notes = tmp_path / "notes"
    assert noted("export", "--output", str(notes)).sane().status == 0
    files = sorted(notes.iterdir())
    link, other = files[number], files[1 - number]
    link.rename(tmp_path / "away.md")
    link.symlink_to(tmp_path / "away.md")
    other.unlink()
    done = noted("export", "--output", str(notes), *form).sane()
    assert done.status == 1
    assert done.text.count("\n") == 1
    assert "created" in done.text
    assert str(other) in done.text
    assert done.err.count("\n") == 1
    assert "symbolic link" in done.err


def run(folder: Path, words: str, redirect: str) -> subprocess.CompletedProcess[bytes]:
    """`newsdesk` as a shell starts it, with its streams redirected."""
    line = f'exec "$0" -c "$1" --desk "$2" {words} {redirect}'
    return subprocess.run(
        ["/bin/sh", "-c", line, sys.executable, PROGRAM[-1], str(folder)],  # a fixed line
        input=b"",
        capture_output=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize(
    "words", ["articles", "articles --json", "export", "search rain", "--help", "--version", "doctor"]
)
def test_a_closed_output_is_said(full: Cli, words: str) -> None:
    """As one that is full: one sentence and status 1; a failure that is no bug."""
    done = run(full.folder, words, ">&-")
    assert done.returncode == 1
    assert done.stderr.startswith(b"newsdesk: the answer could not be written")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("redirect", [">&-", ">/dev/full"])
def test_a_lost_answer_does_not_hide_the_failure(cli: Cli, tmp_path: Path, redirect: str) -> None:
    """A command that was done in part says so too, and no other status comes of it."""
    done = run(cli.folder, f"import {tmp_path}/none.txt", redirect)
    assert done.returncode == 1
    assert b"There is no file" in done.stderr
    assert b"could not be written" in done.stderr
    assert b"Exception" not in done.stderr


def test_a_closed_input_is_said(cli: Cli) -> None:
    """`newsdesk import - <&-`: one sentence; and what needs no input does not miss it."""
    done = run(cli.folder, "import -", "<&-")
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "-: It is closed, so there is nothing to read; name a file, or pipe a text in.",
        "1 failed",
    ]
    assert run(cli.folder, "samples", "<&-").returncode == 0
    assert run(cli.folder, "", "<&-").returncode == 2


@pytest.mark.parametrize(
    "redirect", ["2>&-", "2>/dev/full", "2>&- <&-", "2>&- >&- <&-", ">/dev/full 2>/dev/full"]
)
@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("samples", 0),
        ("search nonsense", 0),
        ("show none", 2),
        ("import /none.txt", 1),
        ("import -", 1),
        ("", 2),
    ],
)
def test_a_message_that_cannot_be_written_changes_no_status(
    cli: Cli, redirect: str, words: str, status: int
) -> None:
    """Whoever closes standard error wants no messages."""
    done = run(cli.folder, words, redirect)
    assert (done.returncode, done.stderr) == (status, b"")


def test_no_file_of_the_desk_takes_a_closed_streams_place(cli: Cli) -> None:
    """What is written to standard output or error never lands in the journal."""
    assert run(cli.folder, "samples", "2>&- >&- <&-").returncode == 0
    assert not [item for item in cli("doctor", "--json").objects if item["status"] == "damaged"]
    with Desk.open(cli.folder, read_only=True) as desk:
        assert len(desk.articles()) == 6


@pytest.mark.parametrize("name", ["nonsense", "", "hex", "idna", "x" * 5000, "\x1b[31m", "\udcff"])
def test_an_unknown_encoding_is_wrong_usage(cli: Cli, tmp_path: Path, name: str) -> None:
    """Of a new file, of one that is on the desk, of none; nothing is made."""
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    for paths in ([str(file)], ["-"], [str(tmp_path / "none.txt")]):
        done = cli("import", "--encoding", name, *paths, stdin=b"Some text.").sane()
        assert (done.status, done.out, done.err.count("\n")) == (2, b"", 1)
        assert "No encoding is named" in done.err
        assert len(done.err) < 200
    assert not cli.folder.exists()
    assert cli("import", str(file)).status == 0
    assert cli("import", "--encoding", name, str(file)).status == 2
    with Desk.open(cli.folder) as desk:
        (report,) = desk.import_paths([file], encoding=name)
    assert report.status == "failed"


def test_another_encoding_for_a_known_file_is_answered(cli: Cli, tmp_path: Path) -> None:
    """The article stays as it was read, and it is said how to read it anew; a name that changes nothing is not."""
    file, copy = tmp_path / "a.txt", tmp_path / "b.txt"
    for each in (file, copy):
        each.write_bytes(("Сьогодні у місті дощ, а завтра буде сніг. " * 9).encode("cp1251"))
    assert cli("import", "--encoding", "cp1251", str(file)).status == 0
    (report,) = cli("import", "--json", "--encoding", "KOI8-U", str(file)).sane().objects
    assert (report["status"], report["encoding"]) == ("unchanged", "cp1251")
    assert report["reason"] == "already on the desk, read as cp1251; remove it first to read it anew"
    assert "remove it first" in cli("import", "--encoding", "koi8-u", str(file)).sane().text
    (report,) = cli("import", "--json", "--encoding", "koi8-u", str(copy)).sane().objects
    assert report["status"] == "duplicate"
    assert "from" in report["reason"]
    assert "read as cp1251" in report["reason"]
    (report,) = cli("import", "--json", "--encoding", "windows-1251", str(file)).sane().objects
    assert (report["status"], report["reason"]) == ("unchanged", None)
    plain = tmp_path / "plain.txt"
    plain.write_text("Rain today and snow tomorrow.", encoding="ascii")
    assert cli("import", str(plain)).status == 0
    (report,) = cli("import", "--json", "--encoding", "cp1251", str(plain)).sane().objects
    assert (report["status"], report["reason"]) == ("unchanged", None)


def test_a_change_that_could_not_be_saved_is_status_1(full: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk was opened, and is as it was; status 3 is for one that cannot be opened."""

    def fail(_self: Desk, *_words: object, **_options: object) -> None:
        raise SaveFailed("The change was not saved, since the disk is full.")

    monkeypatch.setattr(Desk, "annotate", fail)
    article = full("articles", "--json").objects[0]["id"]
    done = full("annotate", article, "--start", "0", "--end", "4").sane()
    assert (done.status, done.out) == (1, b"")
    assert done.err == "newsdesk: The change was not saved, since the disk is full.\n"


@pytest.mark.parametrize("end", ["", ".md", ".MD", ".markdown", "/a.md", "/a"])
def test_a_place_that_cannot_be_looked_at_is_told(full: Cli, tmp_path: Path, end: str) -> None:
    """The same sentence with the path, whether it names a file or a folder."""
    done = full("export", "--output", f"{tmp_path}/{'x' * 260}{end}").sane()
    assert (done.status, done.out, done.err.count("\n")) == (1, b"", 1)
    assert str(tmp_path) in done.err
    assert "could not be written (File name too long); name another place" in done.err
    assert "answer" not in done.err


def test_a_folder_too_deep_for_a_file_is_told(full: Cli, tmp_path: Path) -> None:
    """The folder can be made, its files cannot."""
    deep = str(tmp_path)
    while len(deep) < 4090:
        deep += "/" + "d" * min(200, 4091 - len(deep))
    done = full("export", "--output", deep).sane()
    assert (done.status, done.out) == (1, b"")
    assert "answer" not in done.err
    assert "File name too long" in done.err


@pytest.mark.parametrize("name", ["a.md", "A.MD", "x.markdown", "x.Markdown"])
def test_a_markdown_name_is_a_file(full: Cli, tmp_path: Path, name: str) -> None:
    """However it is spelled; a folder of that name is a folder."""
    path = tmp_path / name
    assert full("export", "--output", str(path)).sane().status == 0
    assert path.is_file()
    path.unlink()
    path.mkdir()
    assert full("export", "--output", str(path)).sane().status == 0
    assert len(list(path.iterdir())) == 1


def test_an_export_of_nothing_makes_no_folder(full: Cli, tmp_path: Path) -> None:
    """It says that there is nothing, and leaves nothing."""
    done = full("export", "--tag", "nosuch", "--output", str(tmp_path / "notes")).sane()
    assert (done.status, done.out) == (0, b"")
    assert "Nothing to export" in done.err
    assert not (tmp_path / "notes").exists()


LONG = "word " * 2000 + "x" * 5000


@pytest.mark.parametrize(
    "words",
    [
        ["search", "--exact", LONG],
        ["show", LONG],
        ["remove", LONG],
        ["annotate", "ID", "--quote", LONG],
        ["annotate", "ID", "--start", "0", "--end", "1", "--color", LONG],
        ["export", "--format", LONG],
        ["export", "--output", "/" + "x" * 5000],
        ["export", "--output", "/" + "x" * 5000 + ".md"],
        ["import", "/" + "x" * 5000],
        ["restore", "/" + "x" * 5000],
        ["backup", "/" + "x" * 5000],
        ["--desk", "/" + "x" * 5000, "samples"],
        ["x" * 5000],
        ["search", "x", "--limit", "1" * 5000],
    ],
    ids=lambda words: " ".join(word[:9] for word in words),
)
def test_no_message_is_drowned_by_what_was_asked(full: Cli, words: list[str]) -> None:
    """However long the query, name or path: what is wrong with it can be read."""
    article = full("articles", "--json").objects[0]["id"]
    done = full(*(article if word == "ID" else word for word in words)).sane()
    assert "…" in done.err
    assert len(done.err) < 700


@pytest.mark.parametrize("query", ["", " ", "\n\t"])
def test_an_empty_query_is_wrong_usage(full: Cli, query: str) -> None:
    """There is nothing to look for; a list of all is what `articles` gives."""
    done = full("search", query).sane()
    assert (done.status, done.out, done.err.count("\n")) == (2, b"", 1)
    assert "The query is empty" in done.err
