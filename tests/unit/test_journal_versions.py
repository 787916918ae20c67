"""A desk of version 2, which had no links: opened, brought to the present version, and what refuses the present one."""

from __future__ import annotations

import contextlib
import zlib
from typing import TYPE_CHECKING

import orjson
import pytest
from strategies import FaultyDisk, put, state

from store import Desk
from store.disk import RealDisk
from store.errors import DeskError, DeskTooNew, SaveFailed
from store.journal.record import decode, encode, loads
from store.journal.state import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

    from store.disk import Disk

_NO_LINKS = b'"links":{\n\n},'


def header(disk: Disk, generation: int) -> dict[str, object]:
    """The first record of a generation."""
    first = disk.read(f"journal/{generation:06}.log").splitlines(keepends=True)[0]
    return loads(decode(first) or b"")


def of_version(disk: Disk, schema: int) -> None:
    """Make a desk of one that has no links what an earlier newsdesk would have written, or a later one."""
    for name in disk.names("journal"):
        if not name.endswith(".log"):
            continue
        for copy in ("journal", "mirror"):
            path = f"{copy}/{name}"
            first, *others = disk.read(path).splitlines(keepends=True)
            found = loads(decode(first) or b"") | {"schema": schema}
            if found["snapshots"]:
                notes = f"notes/{name.removesuffix('.log')}.json"
                data = disk.read(notes).replace(_NO_LINKS, b"")
                found["snapshots"]["notes"] = [len(data), zlib.crc32(data)]
                replace(disk, notes, data)
            replace(disk, path, encode(orjson.dumps(found)) + b"".join(others))


def replace(disk: Disk, path: str, data: bytes) -> None:
    """Another file of that name."""
    disk.remove(path)
    file = disk.open(path, write=True, create=True)
    file.write(0, data)
    file.sync()
    file.close()


@pytest.mark.parametrize("folded", [False, True])
def test_a_desk_of_version_2_is_read_as_it_is(kept: Path, *, folded: bool) -> None:
    """Reading only, nothing is written, and nothing said."""
    with Desk.open(kept) as desk:
        if folded:
            desk.checkpoint()
        before = state(desk)
    of_version(RealDisk(kept), 2)
    files = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    with Desk.open(kept, read_only=True) as desk:
        assert state(desk) == before
        assert desk.recovery == []
    assert {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()} == files


@pytest.mark.parametrize("folded", [False, True])
def test_a_desk_of_version_2_is_brought_to_the_present_one(kept: Path, *, folded: bool) -> None:
    """At its first opening for writing: into a new journal, before which nothing new is written; undo goes on."""
    disk = RealDisk(kept)
    with Desk.open(kept) as desk:
        if folded:
            desk.checkpoint()
        before = state(desk)
    of_version(disk, 2)
    generation = 3 if folded else 2
    with Desk.open(kept) as desk:
        assert len(desk.recovery) == 1
        assert "older newsdesk" in desk.recovery[0]
        assert state(desk) == before
        assert header(disk, generation)["schema"] == SCHEMA
        assert header(disk, generation - 1)["schema"] == 2
        assert b"links" not in disk.read(f"journal/{generation - 1:06}.log")
        first, second = desk.annotations()
        desk.link(first.id, second.id, "supports")
        desk.annotate_article(first.article, note="n")
        after = state(desk)
        assert [finding.status for finding in desk.examine()].count("damaged") == 0
    with Desk.open(kept) as desk:
        assert desk.recovery == []
        assert state(desk) == after
        for _ in range(3):
            assert desk.undo() is not None
        assert len(desk.annotations()) == 1
        assert desk.links() == []


def test_a_desk_that_is_open_for_reading_follows(kept: Path) -> None:
    """The new journal is the next one, as after any checkpoint."""
    of_version(RealDisk(kept), 2)
    with Desk.open(kept, read_only=True) as reader:
        with Desk.open(kept) as desk:
            first, second = desk.annotations()
            link = desk.link(first.id, second.id, "see also")
        assert reader.refresh()
        assert reader.links(second.id) == [link]


def test_a_full_disk_keeps_it_of_version_2() -> None:
    """Nothing is written then, and a sentence says why; all is there, and an older newsdesk opens it still."""
    disk = FaultyDisk()
    with Desk.on(disk) as desk:
        put(desk)
        before = state(desk)
    of_version(disk, 2)
    disk.faults["write", "notes"] = OSError(5, "Input/output error")
    with Desk.on(disk) as desk:
        assert state(desk) == before
        with pytest.raises(SaveFailed, match="Input/output error"):
            desk.annotate(before.articles[0].id, 0, 4)
    assert header(disk, 1)["schema"] == 2
    disk.faults.clear()
    with Desk.on(disk) as desk:
        assert state(desk) == before
        desk.annotate(before.articles[0].id, 0, 4)
    assert header(disk, 2)["schema"] == SCHEMA


def test_whatever_call_fails_meanwhile_all_is_there() -> None:
    """At the failing opening, and at the next one, which finishes it; no record stands in a journal of version 2."""
    before, failed = None, 0
    for left in range(1, 100):
        disk = FaultyDisk()
        with Desk.on(disk) as desk:
            put(desk)
            desk.annotate(desk.articles()[0].id, 0, 4, note="n")
            before = state(desk)
        of_version(disk, 2)
        disk.left = left
        with contextlib.suppress(DeskError), Desk.on(disk) as desk:
            assert state(desk) == before
        done, disk.left = disk.left > 0, None
        with Desk.on(disk) as desk:
            assert state(desk) == before
            desk.annotate_article(before.articles[0].id)
        assert b'"selector":[]' not in disk.read("journal/000001.log")
        if done:
            break
        failed += 1
    assert failed > 5


def test_an_open_desk_does_not_follow_a_newer_one(kept: Path) -> None:
    """A newer newsdesk has begun a journal of its own: nothing is written there by one that may not understand it."""
    with Desk.open(kept) as desk:
        article = desk.articles()[0].id
        with Desk.open(kept) as newer:
            newer.checkpoint()
        of_version(RealDisk(kept), SCHEMA + 1)
        written = (kept / "journal" / "000002.log").read_bytes()
        with pytest.raises(DeskTooNew):
            desk.annotate(article, 0, 4)
        with pytest.raises(SaveFailed):
            desk.annotate(article, 0, 4)
        assert (kept / "journal" / "000002.log").read_bytes() == written
