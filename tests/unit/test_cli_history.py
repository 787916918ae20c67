"""The commands that walk the history, copy the desk and check it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from cli_runner import Cli

CHANGE = ["id", "at", "action", "summary", "undone", "by"]


def test_undo_and_redo_walk_over_sessions(full: Cli) -> None:
    """Each command is a session of its own."""
    done = full("undo", "--json").sane()
    assert [list(item) for item in done.objects] == [CHANGE]
    assert done.objects[0]["action"] == "annotate"
    assert done.objects[0]["undone"] is True
    assert full("annotations", "--json").objects == []
    said = full("undo", "5").sane()
    assert said.text == "Undone: Imported 2 articles\n"
    assert full("articles", "--json").objects == []
    assert full("undo").sane().err == "Nothing to undo.\n"
    again = full("redo", "9").sane()
    assert again.text == "Done again: Imported 2 articles\nDone again: Highlighted “Rain”\n"
    assert full("redo").err == "Nothing to redo.\n"
    assert len(full("annotations", "--json").objects) == 1


def test_a_wrong_count_is_wrong_usage(full: Cli) -> None:
    """None, less than one, no number."""
    for word in ("0", "-3", "x", "1.5"):
        assert full("undo", "--", word).sane().status == 2


def test_history_is_newest_first_and_marks_what_was_undone(full: Cli) -> None:
    """With who and when."""
    full("undo")
    said = full("history").sane()
    lines = said.text.splitlines()
    assert len(lines) == 2
    assert "Highlighted “Rain”  (undone)" in lines[0]
    assert "@" in lines[1]
    objects = full("history", "--json").sane().objects
    assert [list(item) for item in objects] == [CHANGE, CHANGE]
    assert [item["action"] for item in objects] == ["annotate", "import"]
    assert len(full("history", "--limit", "1", "--json").objects) == 1


def test_history_of_a_new_desk(cli: Cli) -> None:
    """Nothing yet, and nothing is made by asking."""
    assert cli("history").sane().err == "Nothing was changed yet.\n"
    assert not cli.folder.exists()


def test_backup_and_restore(full: Cli, tmp_path: Path) -> None:
    """A copy at a place that is named, and the way back."""
    place = tmp_path / "copy"
    made = full("backup", str(place), "--json").sane()
    assert [list(item) for item in made.objects] == [["name", "at", "kind", "changes"]]
    with Desk.open(full.folder) as desk:
        desk.remove_articles(desk.article_ids())
    said = full("restore", str(place)).sane()
    assert said.status == 0
    assert "2 articles, 1 annotation" in said.text
    assert len(full("annotations", "--json").objects) == 1
    assert (
        full("restore", str(place)).sane().err == "The desk is what this backup was; nothing was changed.\n"
    )
    assert "before-restore" in full("backup", "--list").sane().text
    refused = full("backup", str(place)).sane()
    assert refused.status == 1
    assert "there already" in refused.err
    assert full("restore", str(tmp_path / "nowhere")).sane().status in (1, 2)


def test_doctor_says_what_it_looked_at(full: Cli) -> None:
    """In order: 0. A damaged text: 1, with its title and a remedy."""
    said = full("doctor").sane()
    assert said.status == 0
    assert "ok       texts: 2 texts" in said.text
    path = full.folder / "articles" / "texts-1.log"
    data = bytearray(path.read_bytes())
    data[60] ^= 1
    path.write_bytes(data)
    said = full("doctor").sane()
    assert said.status == 1
    assert "damaged  texts: “Rain 1”" in said.text
    assert "→" in said.text
    objects = full("doctor", "--json").objects
    assert {tuple(item) for item in objects} == {("check", "status", "finding", "remedy")}


def test_what_was_mended_is_told(full: Cli) -> None:
    """On standard error, before the answer; once."""
    (full.folder / "journal" / "000001.log").unlink()
    said = full("annotate", "x", "--start", "0", "--end", "1")
    assert "Journal 1 is missing" in said.err
    assert "Journal" not in full("articles").sane().err
    assert len(full("annotations", "--json").objects) == 1
