"""The command line in a terminal and in a pipe: foreign text does no harm there, and whoever reads may go away."""

from __future__ import annotations

import json
import os
import pty
from pathlib import Path

import pytest
from cli_runner import RAW, Cli, ids, start
from strategies import TEXT, put

from store import Desk
from store.model import Op


def test_nothing_foreign_is_obeyed_by_the_terminal(full: Cli, tmp_path: Path) -> None:
    """Titles, tags, notes, paths, outlets as no intake would let them be: never raw in what people read."""
    raw = dict.fromkeys(("title", "outlet", "author", "path", "published", "language", "url"), RAW)
    with Desk.open(full.folder) as desk:
        documents = {
            name: [table.get(number) or {} for number in table]
            for name, table in desk._journal.state.tables.items()
        }
        ops = [Op("tags", tag["id"], tag, None) for tag in documents["tags"]]
        ops.append(Op("tags", RAW, None, {"id": RAW, "color": RAW}))
        ops += [
            Op("articles", article["id"], article, article | raw | {"tags": [RAW]})
            for article in documents["articles"]
        ]
        for annotation in documents["annotations"]:
            selectors = [
                s | dict.fromkeys({"exact", "prefix", "suffix"} & s.keys(), RAW)
                for s in annotation["selector"]
            ]
            changed = {"note": RAW, "tags": [RAW], "color": RAW, "selector": selectors}
            ops.append(Op("annotations", annotation["id"], annotation, annotation | changed))
        desk._commit("edit", ops)
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


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--version"], ["annotate", "-h"]], ids=" ".join)
def test_help_and_version_are_answers(folder: Path, words: list[str]) -> None:
    """On standard output, with status 0."""
    with start(folder, *words) as process:
        out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert b"newsdesk" in out


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
