"""What each command answers, as the contract has it: objects, exit status, and which desk is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli_runner import Cli, ids, of_kind
from strategies import TEXT, put, state

from store import Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """An article as a file."""
    path = tmp_path / "rain.txt"
    path.write_text("Дощ у четвер\n\n" + TEXT + "\n", encoding="utf-8")
    return path


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
    """Instead of working it out; one that there is not is wrong usage."""
    old = tmp_path / "old.txt"
    old.write_bytes("Дощ очікується".encode("koi8-u"))
    assert cli("import", "--encoding", "no-such", str(old)).sane().status == 2
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
