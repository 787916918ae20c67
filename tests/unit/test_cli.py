"""The command line: answers on standard output, messages on standard error, and what the exit status says."""

from __future__ import annotations

import errno
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

import pytest
from strategies import BIDI, TEXT, put, state

from store import Desk
from tui.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS: Final = {
    "import": ["path", "status", "id", "title", "language", "encoding", "reason", "losses"],
    "article": [
        *("id", "title", "language", "outlet", "author", "url", "published", "imported", "path", "sha256"),
        *("characters", "annotations", "tags"),
    ],
    "hit": [
        *("article", "title", "language", "score", "field", "annotation", "start", "end", "quote", "snippet"),
        "because",
    ],
    "annotation": [
        *("id", "article", "start", "end", "quote", "prefix", "suffix", "note", "tags", "color", "created"),
        *("modified", "status"),
    ],
}
"""The objects of the contract, in its order."""

GROWN: Final = {"hit": ["places"]}
"""What newsdesk tells beyond it."""

LISTS: Final = {"losses", "tags"}
RAW: Final = "\x1b]0;owned\x07\x1b[31mRed\x9b2J\u202eevil\u2066\ufeff\x00\x7f\u2028end"
PROGRAM: Final = [sys.executable, "-c", "from tui.cli import main; main()"]


class Done(NamedTuple):
    """What a command did."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Standard output, which is always UTF-8."""
        return self.out.decode("utf-8")

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Its JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    def sane(self) -> Done:
        """No traceback, nothing that a terminal would obey, and no failure without a sentence."""
        for shown in (self.text, self.err):
            assert "Traceback" not in shown
            assert not set(shown) & ({chr(code) for code in (*range(32), *range(127, 160))} - {"\n"})
            assert not set(shown) & BIDI
        assert "error of its own" not in self.err
        assert self.status == 0 or self.err.strip()
        return self


class Cli:
    """Runs commands on a desk, in this process."""

    def __init__(
        self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[bytes]
    ) -> None:
        self.folder = folder
        self._patch = patch
        self._capture = capture

    def bare(self, *words: str, stdin: bytes = b"") -> Done:
        """Run `newsdesk` with these words and no others."""
        with self._patch.context() as patch:
            patch.setattr(sys, "argv", ["newsdesk", *words])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            self._capture.readouterr()
            status: int | str | None = 0
            try:
                main()
            except SystemExit as stop:
                status = stop.code or 0
            assert isinstance(status, int)
            out, err = self._capture.readouterr()
        return Done(status, out, err.decode("utf-8"))

    def __call__(self, *words: str, stdin: bytes = b"") -> Done:
        """Run a command on the desk."""
        return self.bare("--desk", str(self.folder), *words, stdin=stdin)


@pytest.fixture
def cli(folder: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Cli:
    """On a desk that is not there yet."""
    return Cli(folder, monkeypatch, capsysbinary)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """An article as a file."""
    path = tmp_path / "rain.txt"
    path.write_text("Дощ у четвер\n\n" + TEXT + "\n", encoding="utf-8")
    return path


@pytest.fixture
def full(cli: Cli) -> Cli:
    """On a desk with two articles and an annotation."""
    with Desk.open(cli.folder) as desk:
        one, _ = put(desk, TEXT, TEXT + "2", tags=["weather"])
        desk.annotate(one.id, 0, 4, note="Дощ\nі сніг", tags=["claim/military"])
    return cli


def ids(cli: Cli) -> tuple[list[str], list[str]]:
    """Of the articles and of the annotations on the desk."""
    with Desk.open(cli.folder, read_only=True) as desk:
        return [a.id for a in desk.articles()], [a.id for a in desk.annotations()]


def of_kind(objects: list[dict[str, Any]], kind: str) -> bool:
    """Whether each is an object of the contract: its keys, in its order, lists never null."""
    return bool(objects) and all(
        list(item) == [*KEYS[kind], *GROWN.get(kind, [])]
        and all(isinstance(item[name], list) for name in LISTS & item.keys())
        for item in objects
    )


# What the contract says of each command


def test_import_tells_of_each_input(cli: Cli, text: Path, tmp_path: Path) -> None:
    """One object each; what failed is named, and the status says that it was done in part."""
    (tmp_path / "empty.txt").touch()
    done = cli("import", "--json", str(text), str(tmp_path / "empty.txt"), str(tmp_path / "none")).sane()
    assert done.status == 1
    assert of_kind(done.objects, "import")
    assert [item["status"] for item in done.objects] == ["added", "failed", "failed"]
    assert done.objects[0]["title"] == "Дощ у четвер"
    assert done.objects[1]["reason"]
    for path in ("empty.txt", "none"):
        assert path in done.err
    assert "1 added, 2 failed" in done.err
    again = cli("import", str(text), "--tag", "weather").sane()
    assert again.status == 0
    assert again.text.startswith("unchanged ")


def test_import_reads_standard_input(cli: Cli, text: Path) -> None:
    """`-`, alone or among files."""
    done = cli("import", "-", "--json", stdin="Новини\n\nПро дощ.".encode()).sane()
    assert (done.status, done.objects[0]["status"], done.objects[0]["path"]) == (0, "added", "-")
    both = cli("import", "--json", "-", str(text), stdin=b"Another text, about snow.").sane()
    assert sorted(item["path"] for item in both.objects) == sorted(["-", str(text)])
    assert [item["status"] for item in both.objects] == ["added"] * 2


@pytest.mark.parametrize(
    "stdin", [b"", b"\x00" * 300, b"x" * (20 * 1024 * 1024 + 1)], ids=["empty", "zeros", "huge"]
)
def test_a_standard_input_that_fails_is_told_as_one_input(cli: Cli, text: Path, stdin: bytes) -> None:
    """As an object like any other; the files beside it are taken in."""
    done = cli("import", "--json", str(text), "-", stdin=stdin).sane()
    assert done.status == 1
    assert {item["path"]: item["status"] for item in done.objects} == {str(text): "added", "-": "failed"}
    assert of_kind(done.objects, "import")
    assert done.err.startswith("-: ")


def test_import_takes_an_encoding(cli: Cli, tmp_path: Path) -> None:
    """Instead of working it out; one that there is not is each input's failure."""
    old = tmp_path / "old.txt"
    old.write_bytes("Дощ очікується".encode("koi8-u"))
    assert cli("import", "--encoding", "no-such", str(old)).sane().status == 1
    done = cli("import", "--encoding", "koi8-u", "--json", str(old)).sane()
    assert (done.status, done.objects[0]["encoding"]) == (0, "koi8-u")
    assert cli("show", done.objects[0]["id"]).text == "Дощ очікується"


def test_articles_are_listed(full: Cli) -> None:
    """As objects, and for people; those that have the query."""
    done = full("articles", "--json").sane()
    assert done.status == 0
    assert of_kind(done.objects, "article")
    assert [(item["title"], item["annotations"], item["tags"]) for item in done.objects] == [
        ("Rain 1", 1, ["weather"]),
        ("Rain 2", 0, ["weather"]),
    ]
    assert [line[:8] for line in full("articles").sane().text.splitlines()] == [
        key[:8] for key in ids(full)[0]
    ]
    assert full("articles", "Rain 2", "--json").objects[0]["title"] == "Rain 2"
    none = full("articles", "zzzzzzzz", "--json").sane()
    assert (none.status, none.out) == (0, b"")
    assert full("articles", "zzzzzzzz").sane().err


def test_show_prints_the_text_exactly(cli: Cli, tmp_path: Path) -> None:
    """Byte for byte, nothing added at its end: offsets count in it."""
    for number, whole in enumerate(
        (TEXT, "no line feed", "one\n", "\n\n two \n\n", "é 👨‍👩‍👧\t中", "a\r\nb\x0cc"), 1
    ):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(whole.encode("utf-8"))
        key = cli("import", "--json", str(path)).objects[0]["id"]
        done = cli("show", key[:12])
        assert (done.status, done.err) == (0, "")
        stored = whole.replace("\r\n", "\n").replace("\x0c", "\n")
        assert done.out == stored.encode("utf-8")
        assert len(done.text) == next(
            a["characters"] for a in cli("articles", "--json").objects if a["id"] == key
        )


def test_search_gives_hits(full: Cli) -> None:
    """As objects whose quotation is the field's own text; `--limit`; `--exact`; none is no failure."""
    done = full("search", "--json", "дощ").sane()
    assert done.status == 0
    assert of_kind(done.objects, "hit")
    for hit in done.objects:
        assert 0 <= hit["score"] <= 100
        if hit["field"] == "body":
            assert full("show", hit["article"]).text[hit["start"] : hit["end"]] == hit["quote"]
    assert {hit["field"] for hit in done.objects} == {"body", "note"}
    assert {hit["annotation"] is None for hit in done.objects if hit["field"] == "note"} == {False}
    assert len(full("search", "--limit", "1", "--json", "дощ").objects) == 1
    assert full("search", "doshch", "--json").objects
    assert full("search", "doshch", "--exact", "--json").out == b""
    none = full("search", "zzzzzzzz").sane()
    assert (none.status, none.out) == (0, b"")
    assert "zzzzzzzz" in none.err
    assert "Rain 1" in full("search", "дощ").sane().text


def test_annotate_by_words_or_offsets(full: Cli) -> None:
    """Either way the object of what was made; durable when it returns."""
    one = ids(full)[0][0]
    words = ["--quote", "Rain", "--prefix", ". ", "--note", "n", "--tag", "a", "--tag", "b", "--json"]
    done = full("annotate", one[:10], "--quote", "Rain", "--suffix", "again").sane()
    assert (done.status, done.err) == (0, "")
    done = full("annotate", one, *words[:2], "--prefix", "«синоптики».\n\n", *words[4:]).sane()
    assert done.status == 0
    assert of_kind(done.objects, "annotation")
    (made,) = done.objects
    assert TEXT[made["start"] : made["end"]] == made["quote"] == "Rain"
    assert (made["note"], made["tags"], made["status"], made["article"]) == ("n", ["a", "b"], "anchored", one)
    done = full("annotate", one, "--start", "5", "--end", "9", "--color", "red", "--json").sane()
    assert (done.objects[0]["quote"], done.objects[0]["color"]) == (TEXT[5:9], "red")
    assert len(ids(full)[1]) == 4


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--start", "1"],
        ["--end", "1"],
        ["--quote", "Rain", "--start", "1"],
        ["--quote", "Rain", "--start", "0", "--end", "4"],
        ["--quote", "Rain"],
        ["--quote", "Rain", "--prefix", "nowhere"],
        ["--quote", "hail"],
        ["--quote", ""],
        ["--start", "-1", "--end", "4"],
        ["--start", "4", "--end", "4"],
        ["--start", "9", "--end", "4"],
        ["--start", "0", "--end", "100000"],
        ["--start", "x", "--end", "4"],
        ["--start", "0", "--end", "4", "--tag", "a,b"],
        ["--start", "0", "--end", "4", "--color", "mauve"],
        ["--start", "0", "--end", "4", "--nonsense"],
    ],
    ids=" ".join,
)
def test_a_passage_that_is_none_is_wrong_usage(full: Cli, words: list[str]) -> None:
    """Status 2, one sentence, nothing on standard output, nothing changed."""
    before = ids(full)
    done = full("annotate", before[0][0], "--json", *words).sane()
    assert (done.status, done.out) == (2, b"")
    assert done.err.startswith("newsdesk: ")
    assert ids(full) == before


def test_annotations_are_listed(full: Cli) -> None:
    """All, of an article, of a tag with those below it, of a query."""
    (one, two), (first,) = ids(full)
    done = full("annotations", "--json").sane()
    assert of_kind(done.objects, "annotation")
    assert [item["id"] for item in done.objects] == [first]
    for words, count in (
        (["--tag", "claim"], 1),
        (["--tag", "cla"], 0),
        (["--article", one[:9]], 1),
        (["--article", two], 0),
        (["сніг"], 1),
        (["zzzzzzzz"], 0),
    ):
        assert len(full("annotations", "--json", *words).sane().objects) == count, words
        assert bool(full("annotations", *words).sane().out) == bool(count)
    assert full("annotations", "--article", "zz").sane().status == 2


def test_remove_takes_articles_and_annotations(full: Cli) -> None:
    """By their ids or prefixes; the object of each that is gone."""
    (one, two), (first,) = ids(full)
    done = full("remove", first[:12], two[:12], "--json").sane()
    assert done.status == 0
    assert of_kind(done.objects[:1], "annotation")
    assert of_kind(done.objects[1:], "article")
    assert ids(full) == ([one], [])
    assert full("remove", one).sane().status == 0
    assert ids(full) == ([], [])


def test_a_removal_that_fails_in_part_says_so(full: Cli) -> None:
    """Each name by itself: those that are there go, each that is not is named, and the status is 1."""
    (one, two), _ = ids(full)
    done = full("remove", "zz-none", two, "also-none").sane()
    assert ids(full)[0] == [one]
    assert done.status == 1
    assert "zz-none" in done.err
    assert "also-none" in done.err


def test_a_prefix_that_an_article_and_an_annotation_share_removes_neither(cli: Cli) -> None:
    """It is ambiguous: nobody may lose what they did not name."""
    with Desk.open(cli.folder) as desk:
        (article,) = put(desk)
        while desk.annotate(article.id, 0, 4).id[0] != article.id[0]:
            pass
        before = state(desk)
    done = cli("remove", article.id[0]).sane()
    assert done.status == 2
    with Desk.open(cli.folder, read_only=True) as desk:
        assert state(desk) == before


def test_export_writes_markdown(full: Cli, tmp_path: Path) -> None:
    """To standard output, a file or a folder; what was chosen; again it is unchanged."""
    done = full("export").sane()
    assert (done.status, done.err) == (0, "")
    assert "Дощ" in done.text
    folder, file = tmp_path / "notes", tmp_path / "notes.md"
    for target in (folder, file):
        first = full("export", "--output", str(target), "--json").sane()
        assert first.status == 0
        assert [(item["status"], item["annotations"]) for item in first.objects] == [("created", 1)]
        assert [item["status"] for item in full("export", "--output", str(target), "--json").objects] == [
            "unchanged"
        ]
    assert "Дощ" in file.read_text(encoding="utf-8")
    one, two = ids(full)[0]
    assert full("export", "--article", one).text == done.text
    assert full("export", "--tag", "claim", "--tag", "nothing").text == done.text
    assert "Дощ" not in full("export", "--tag", "nothing").sane().text
    assert full("export", "--article", two, "--output", str(tmp_path / "none")).sane().err


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--format", "nonsense"], 2),
        (["--json"], 2),
        (["--article", "zz"], 2),
        (["--tag", ""], 2),
        (["--output", "/dev/null/folder"], 1),
        (["--output", "/dev/null/file.md"], 1),
        (["--output", "~nobody-of-that-name/notes"], 1),
    ],
    ids=str,
)
def test_an_export_that_cannot_be_is_refused(full: Cli, words: list[str], status: int) -> None:
    """Wrong usage is 2, a place that cannot be written 1, each with a sentence."""
    done = full("export", *words).sane()
    assert (done.status, done.out) == (status, b"")


def test_samples_come_and_go(full: Cli) -> None:
    """As objects; again none is new; removing leaves the rest."""
    before = ids(full)
    done = full("samples", "--json").sane()
    assert of_kind(done.objects, "import")
    assert {item["status"] for item in done.objects} == {"added"}
    assert len(ids(full)[0]) == len(before[0]) + len(done.objects)
    assert {item["status"] for item in full("samples", "--json").objects} == {"unchanged"}
    gone = full("samples", "--remove", "--json").sane()
    assert of_kind(gone.objects, "article")
    assert ids(full) == before


# Which desk


def test_the_desk_is_the_one_that_was_named(
    full: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--desk` before `$NEWSDESK_DESK` before the platform's folder; an empty variable names none."""
    assert full.bare("articles").out == b""
    monkeypatch.setenv("NEWSDESK_DESK", str(full.folder))
    assert len(full.bare("articles", "--json").objects) == 2
    assert full.bare("--desk", str(tmp_path / "other"), "articles").out == b""
    monkeypatch.setenv("NEWSDESK_DESK", str(tmp_path / "other"))
    assert len(full("articles", "--json").objects) == 2
    monkeypatch.setenv("NEWSDESK_DESK", "")
    assert full.bare("articles").sane().status == 0


def test_reading_makes_no_desk(cli: Cli) -> None:
    """Nor does a command that was refused."""
    for words in (
        ["articles"],
        ["search", "x"],
        ["annotations"],
        ["export"],
        ["show", "x"],
        ["--help"],
        ["--version"],
    ):
        cli(*words).sane()
    assert not cli.folder.exists()


@pytest.mark.parametrize("command", [["articles"], ["import", "-"], ["samples"]], ids=" ".join)
@pytest.mark.parametrize("named", ["", "~nobody-of-that-name/desk"])
def test_a_name_that_is_no_folder_is_refused(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], named: str
) -> None:
    """An empty one (as of a variable that is not set), or a home that is not there: a sentence, nothing made."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    done = cli.bare("--desk", named, *command, stdin=b"Some text.").sane()
    assert done.status in (2, 3)
    assert list(here.iterdir()) == []


# When it cannot be done


def _damage(folder: Path) -> None:
    folder.mkdir()
    (folder / "desk.json").write_text('{"articles": {"1": {"id"', encoding="utf-8")


def _newer(folder: Path) -> None:
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
@pytest.mark.parametrize("spoil", [_damage, _newer, _file, _foreign, _link])
def test_a_desk_that_cannot_be_opened_is_status_3(
    cli: Cli, spoil: Callable[[Path], None], command: list[str]
) -> None:
    """It says what to do, and nothing has changed; reading from a folder without a desk finds nothing."""
    spoil(cli.folder)

    def there() -> dict[Path, int]:
        """The folder and what is in it; the lock of a folder that is a desk's says nothing."""
        found = [path for path in (cli.folder, *cli.folder.glob("*")) if path.name != "LOCK"]
        return {path: path.lstat().st_mtime_ns for path in found if path != cli.folder or spoil is _foreign}

    before = there()
    done = cli(*command, stdin=b"Some text.").sane()
    reading_nothing = spoil is _foreign and command[0] == "articles"
    assert done.status == (0 if reading_nothing else 3)
    assert done.out == b""
    assert reading_nothing or "--desk" in done.err or "nstall" in done.err or "Move" in done.err
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


def test_a_second_writer_is_status_3_and_a_reader_is_not(full: Cli) -> None:
    """While another has the desk open: changes are refused, lists are there."""
    with Desk.open(full.folder):
        for words in (["import", "-"], ["annotate", "a", "--quote", "x"], ["remove", "a"], ["samples"]):
            done = full(*words, stdin=b"Some text.").sane()
            assert (done.status, done.out) == (3, b"")
            assert str(os.getpid()) in done.err
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
    for command in ("search", "articles", "annotations"):
        assert full(command, "--", query).sane().status == 0


def test_the_screen_needs_a_terminal(cli: Cli) -> None:
    """Without one it says so, makes nothing, and loads nothing of it."""
    done = cli().sane()
    assert (done.status, done.out) == (2, b"")
    assert "--help" in done.err
    assert not cli.folder.exists()


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--version"], ["annotate", "-h"]], ids=" ".join)
def test_help_and_version_are_answers(folder: Path, words: list[str]) -> None:
    """On standard output, with status 0."""
    with start(folder, *words) as process:
        out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert b"newsdesk" in out


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


# Foreign text


def test_nothing_foreign_is_obeyed_by_the_terminal(full: Cli, tmp_path: Path) -> None:
    """Titles, tags, notes, paths, outlets as no intake would let them be: never raw in what people read."""
    file = full.folder / "desk.json"
    data = json.loads(file.read_bytes())
    for article in data["articles"].values():
        article.update(
            title=RAW, outlet=RAW, author=RAW, path=RAW, published=RAW, language=RAW, url=RAW, tags=[RAW]
        )
    for annotation in data["annotations"].values():
        annotation.update(note=RAW, tags=[RAW], color=RAW)
        annotation["selector"][1].update(exact=RAW, prefix=RAW, suffix=RAW)
    for tag in data["tags"].values():
        tag.update(id=RAW)
    file.write_text(json.dumps(data), encoding="utf-8")
    one, first = ids(full)[0][0], ids(full)[1][0]
    for words in (
        ["articles"],
        ["articles", "Red"],
        ["search", "evil"],
        ["search", "дощ"],
        ["annotations"],
        ["export"],
        ["export", "--output", str(tmp_path / "notes")],
        ["annotate", one, "--start", "0", "--end", "4"],
        ["remove", first],
        ["remove", one],
    ):
        done = full(*words).sane()
        assert done.status == 0, words


def test_paths_are_shown_harmless(cli: Cli, tmp_path: Path) -> None:
    """A file's name may hold anything but a slash and a zero; also bytes that are no UTF-8."""
    names = [RAW.replace("\x00", ""), os.fsdecode(b"\xff\xfe bad"), "a\nb", "[/bold]"]
    paths: list[str] = []
    for name in names:
        path = tmp_path / "odd" / (name + ".txt")
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"About rain, {len(paths)}.", encoding="utf-8")
        paths.append(str(path))
    done = cli("import", *paths, *(path + ".none" for path in paths)).sane()
    assert done.status == 1
    assert len(ids(cli)[0]) == len(names)
    for command in ("articles", "export"):
        assert cli(command).sane().status == 0
    for line in cli("articles", "--json").out.splitlines():
        assert json.loads(line)["path"]


# As a process of its own


def start(
    folder: Path, *words: str, stdout: int | IO[bytes] = subprocess.PIPE, env: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """`newsdesk` as a process, the way it is called."""
    return subprocess.Popen(
        [*PROGRAM, "--desk", str(folder), *words],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=env,
    )


@pytest.mark.parametrize(
    "words",
    [["articles"], ["articles", "--json"], ["show", "ARTICLE"], ["search", "rain"], ["--help"]],
    ids=" ".join,
)
def test_a_closed_pipe_is_no_failure_of_the_program(full: Cli, words: list[str]) -> None:
    """`newsdesk articles | head -1`: silence, however much or little was to come."""
    with Desk.open(full.folder) as desk:
        put(desk, *(f"{TEXT * 40} {number}" for number in range(30)))
        one = desk.articles()[-1].id
    read, write = os.pipe()
    os.close(read)
    with start(full.folder, *[one if word == "ARTICLE" else word for word in words], stdout=write) as process:
        os.close(write)
        _, err = process.communicate(timeout=30)
    assert err == b""
    assert process.returncode in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
@pytest.mark.parametrize("words", [["articles"], ["articles", "--json"], ["export"]], ids=" ".join)
def test_an_output_that_is_full_is_said(full: Cli, words: list[str]) -> None:
    """One sentence, and not status 0: what was asked for is not there."""
    with Path("/dev/full").open("wb") as out, start(full.folder, *words, stdout=out) as process:
        _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert b"Traceback" not in err
    assert b"Exception" not in err
    assert b"error of its own" not in err
    assert b"space" in err


def test_answers_are_utf_8_in_any_locale(full: Cli) -> None:
    """Also where the system's encoding is ASCII."""
    environ = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    with start(full.folder, "annotations", "--json", env=environ) as process:
        out, err = process.communicate(timeout=30)
    assert err == b""
    assert "Дощ" in out.decode("utf-8")


def test_a_terminal_gets_the_same_as_a_pipe(full: Cli) -> None:
    """No colours and no other words where people read."""
    controller, terminal = pty.openpty()
    with start(full.folder, "articles", stdout=terminal) as process:
        os.close(terminal)
        shown = b""
        while True:
            try:
                piece = os.read(controller, 4096)
            except OSError:  # Linux says so when the other end is closed
                break
            if not piece:
                break
            shown += piece
        process.communicate(timeout=30)
    os.close(controller)
    assert shown.replace(b"\r\n", b"\n") == full("articles").out


def test_an_import_is_told_while_it_runs(cli: Cli, tmp_path: Path) -> None:
    """Each object leaves when its input is saved, and ctrl+c keeps what was told."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(600):
        (inbox / f"{number:03}.txt").write_text(f"{TEXT} {number}", encoding="utf-8")
    with start(cli.folder, "import", "--json", str(inbox)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = json.loads(process.stdout.readline())
        process.send_signal(2)
        rest = [json.loads(line) for line in process.stdout.read().splitlines()]
        err = process.stderr.read().decode()
    assert process.returncode in (0, 1)
    assert "Traceback" not in err
    with Desk.open(cli.folder) as desk:
        kept = {article.id for article in desk.articles()}
    assert {item["id"] for item in (first, *rest)} <= kept
