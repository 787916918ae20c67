"""The doctor names what is wrong and what to do, and changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from strategies import TEXT, put

from store import Desk, records
from store.model import Op

if TYPE_CHECKING:
    from pathlib import Path

    from store.model import Finding

CHECKS = ["privacy", "journal", "snapshots", "texts", "annotations", "links", "backups", "set aside", "space"]


@pytest.fixture
def desk_folder(folder: Path) -> Path:
    """A desk with a checkpoint behind it, a backup, two highlights, a note on an article, and a link."""
    with Desk.open(folder) as desk:
        articles = put(desk, TEXT, TEXT + "2")
        desk.annotate(articles[0].id, 0, 4, note="Дощ", tags=["claim"])
        desk.checkpoint()
        second = desk.annotate(articles[1].id, 5, 60)
        desk.link(second.id, desk.annotate_article(articles[0].id, note="n").id, "see also")
        desk.backup()
    return folder


def findings(folder: Path) -> list[Finding]:
    """What the doctor says, of a desk opened for reading."""
    with Desk.open(folder, read_only=True) as desk:
        return list(desk.examine())


def wrong(folder: Path) -> dict[str, Finding]:
    """What is not in order, the last finding of each check."""
    return {finding.check: finding for finding in findings(folder) if finding.status != "ok"}


def flip(path: Path, offset: int) -> None:
    """Damage one byte."""
    data = bytearray(path.read_bytes())
    data[offset] ^= 0x20
    path.write_bytes(data)


def test_a_healthy_desk(desk_folder: Path) -> None:
    """Every check speaks, none complains, nothing is written."""
    before = {path: path.stat().st_mtime_ns for path in desk_folder.rglob("*")}
    found = findings(desk_folder)
    assert list(dict.fromkeys(finding.check for finding in found)) == CHECKS
    assert {finding.status for finding in found} == {"ok"}
    assert {path: path.stat().st_mtime_ns for path in desk_folder.rglob("*")} == before


def test_an_empty_desk(folder: Path) -> None:
    """Nothing is wrong with nothing."""
    Desk.open(folder).close()
    assert wrong(folder) == {}
    assert {finding.status for finding in Desk.in_memory().examine()} == {"ok"}


@pytest.mark.parametrize(
    ("name", "offset", "check", "says"),
    [
        ("journal/000001.log", 200, "journal", "damaged line"),
        ("journal/000002.log", -30, "journal", "damaged line"),
        ("mirror/000002.log", -30, "journal", "not the same"),
        ("notes/000002.json", 50, "snapshots", "is damaged"),
        ("articles/000002.json", 50, "snapshots", "is damaged"),
        ("articles/texts-1.log", 30, "texts", "damaged"),
    ],
)
def test_a_damaged_byte_is_found(desk_folder: Path, name: str, offset: int, check: str, says: str) -> None:
    """Where it is, and what to do."""
    flip(desk_folder / name, offset)
    found = wrong(desk_folder)[check]
    assert says in found.finding
    assert found.remedy


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("journal/000001.log", "journal"),
        ("journal/000002.log", "journal"),
        ("mirror/000001.log", "journal"),
        ("notes/000002.json", "snapshots"),
        ("articles/000002.json", "snapshots"),
        ("articles/texts-1.log", "texts"),
        ("journal/reserve", "space"),
    ],
)
def test_a_missing_file_is_found(desk_folder: Path, name: str, check: str) -> None:
    """And everything else is looked at all the same."""
    (desk_folder / name).unlink()
    found = findings(desk_folder)
    assert check in {finding.check for finding in found if finding.status != "ok"}
    assert list(dict.fromkeys(finding.check for finding in found)) == CHECKS


def test_what_opening_mends_is_in_order_afterwards(desk_folder: Path) -> None:
    """A desk opened for writing makes its copies whole again."""
    (desk_folder / "journal/000002.log").unlink()
    (desk_folder / "mirror/000001.log").unlink()
    (desk_folder / "notes/000002.json").unlink()
    with Desk.open(desk_folder) as desk:
        assert desk.recovery
        assert len(desk.annotations()) == 3
        desk.checkpoint()
    with Desk.open(desk_folder) as desk:
        assert desk.recovery == []
    assert wrong(desk_folder) == {}


def test_others_that_may_read_and_links_are_found(desk_folder: Path) -> None:
    """Permissions, and what is not followed."""
    (desk_folder / "notes/000002.json").chmod(0o644)
    real = desk_folder / "articles/texts-1.log"
    real.rename(desk_folder.parent / "elsewhere")
    real.symlink_to(desk_folder.parent / "elsewhere")
    said = [finding for finding in findings(desk_folder) if finding.check == "privacy"]
    assert any("symbolic link" in finding.finding for finding in said)
    assert any("chmod" in (finding.remedy or "") for finding in said)


def test_an_annotation_that_does_not_stand_is_found(desk_folder: Path) -> None:
    """Its quotation is compared with the text at its place."""
    with Desk.open(desk_folder) as desk:
        first = desk.annotations()[1]
        document = desk._tables.get("annotations", first.id)
        assert document is not None
        document["selector"][0]["start"] += 1
        with desk._change():
            desk._commit("edit", [Op("annotations", first.id, None, document)])
    found = wrong(desk_folder)["annotations"]
    assert found.status == "damaged"
    assert first.id[:8] in found.finding


@pytest.mark.parametrize("end", ["source", "target"])
def test_a_link_that_leads_nowhere_is_found(desk_folder: Path, end: str) -> None:
    """Which one, where its annotation was, and both ways out, of which one is tried here."""
    with Desk.open(desk_folder) as desk:
        (link,) = desk.links()
        gone = desk.annotation(getattr(link, end))
        with desk._change():
            desk._commit("remove", [Op("annotations", gone.id, records.annotation_record(gone), None)])
    found = wrong(desk_folder)
    assert found.keys() == {"links"}
    assert found["links"].status == "damaged"
    assert link.id[:8] in found["links"].finding
    assert gone.id[:8] in found["links"].finding
    assert (found["links"].remedy or "").endswith(f"newsdesk unlink {link.id[:8]} takes the link away.")
    with Desk.open(desk_folder) as desk:
        desk.unlink(link.id[:8])
    assert wrong(desk_folder) == {}


def test_a_second_note_on_an_article_is_found(desk_folder: Path) -> None:
    """No verb makes one; where one is, it is told."""
    with Desk.open(desk_folder) as desk:
        first = replace(desk.annotations()[0], id="22222222-0000-4000-8000-000000000000")
        with desk._change():
            desk._commit("annotate", [Op("annotations", first.id, None, records.annotation_record(first))])
    found = wrong(desk_folder)
    assert found.keys() == {"annotations"}
    assert found["annotations"].status == "note"
    assert "22222222 “n”" in found["annotations"].finding


def test_a_damaged_backup_is_found(desk_folder: Path) -> None:
    """Each is opened."""
    place = next((desk_folder / "backups").iterdir())
    flip(place / "notes/000001.json", 40)
    found = wrong(desk_folder)["backups"]
    assert found.status == "damaged"
    assert place.name in found.finding
