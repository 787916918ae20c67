"""What went wrong once: two desks, an interrupted change, odd bytes that verify, a system without links."""

from __future__ import annotations

import errno
import json
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from strategies import TEXT, put, state

from store import Desk, migration
from store.disk import MemoryDisk, MemoryFile
from store.errors import DeskDamaged, DeskTooNew, SaveFailed
from store.journal import Entry, Journal
from store.journal.record import encode

if TYPE_CHECKING:
    from collections.abc import Callable

ENTRY = Entry("annotate", "x", "2026-01-01T00:00:00Z", "me@here")


def test_a_checkpoint_takes_over_what_others_did() -> None:
    """Not only in the tables: in what is shown, and in what the next change builds on."""
    disk = MemoryDisk()
    one = Desk.on(disk)
    (article,) = put(one)
    made = one.annotate(article.id, 0, 4, note="old")
    two = Desk.on(disk)
    assert two.annotations()[0].note == "old"
    one.edit(made.id, note="new")
    two.checkpoint()
    assert two.annotation(made.id).note == "new"
    two.edit(made.id, color="red")
    assert Desk.on(disk).annotation(made.id).note == "new"


@pytest.mark.parametrize("letter", [b"\0", b"x"])
def test_a_desk_whose_journals_cannot_be_read_is_not_taken_for_a_new_one(letter: bytes) -> None:
    """Neither for writing nor for reading; nothing is written into it."""
    disk = MemoryDisk()
    put(Desk.on(disk))
    for folder in ("journal", "mirror"):
        file = disk.files[f"{folder}/000001.log"]
        file.data[:] = letter * len(file.data)
    before = {name: bytes(file.data) for name, file in disk.files.items()}
    for read_only in (False, True):
        with pytest.raises(DeskDamaged, match="backups"):
            Desk.on(disk, read_only=read_only)
    assert {name: bytes(file.data) for name, file in disk.files.items()} == before


def old_desk(disk: MemoryDisk, tables: object) -> None:
    """Put a desk of the earlier form there."""
    disk.open("desk.json", create=True).write(0, json.dumps(tables).encode())


@pytest.mark.parametrize(
    "tables",
    [
        [],
        {"articles": []},
        {"annotations": {"1": {"id": "a", "selector": 5}}},
        {"state": {"1": {"id": 5}}},
        {"articles": {"1": {"id": "a"}}, "texts": {"2": {"id": "a", "text": "b"}}},
        {"articles": {"x": {"id": "a"}}},
        {"tags": {"1": {"id": "a"}}},
    ],
)
def test_a_damaged_desk_of_the_earlier_form_is_refused_each_time(tables: object) -> None:
    """And left as it is."""
    disk = MemoryDisk()
    old_desk(disk, tables)
    for _ in range(3):
        with pytest.raises(DeskDamaged, match="left as it is"):
            Desk.on(disk)
        assert disk.read("desk.json") == json.dumps(tables).encode()


def test_two_that_take_over_an_old_desk_at_once_do_it_once() -> None:
    """The second one finds it done; what the first has changed since stays."""
    disk = MemoryDisk()
    old_desk(disk, {"state": {"1": {"id": "s", "value": 1}}, "meta": {"1": {"schema": 1, "next": 50}}})
    old = migration.old_desk(disk)
    assert old is not None
    second = Journal(disk)
    first = Desk.on(disk)
    first.remember({"s": 2, "t": 3})
    migration.take_over(second, old, "me@here")
    again = Desk.on(disk)
    assert again.recall("s") == 2
    assert again._tables.of("state").numbers == {"s": 1, "t": 50}


def test_a_change_that_cannot_be_taken_over_is_not_written() -> None:
    """A document without what makes it one is refused before anything is on disk."""
    disk = MemoryDisk()
    desk = Desk.on(disk)
    (article,) = put(desk)
    before = disk.read("journal/000001.log")
    tables = desk._tables
    for wrong in ({"id": "a"}, {"article": "x"}, {"id": 5, "article": "x"}):
        with pytest.raises((KeyError, TypeError)), desk._change(), tables._storage.transaction(ENTRY):
            tables.database.table("annotations", cache_size=0).insert(wrong)
        assert disk.read("journal/000001.log") == before
    desk.annotate(article.id, 0, 4)
    assert state(Desk.on(disk)) == state(desk)


def test_stopped_behind_the_sync_a_desk_writes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The change is saved, memory may not have it: so nothing is built on that."""
    disk = MemoryDisk()
    desk = Desk.on(disk)
    (article,) = put(desk)
    write = MemoryFile.write

    def stopped(self: MemoryFile, offset: int, data: bytes) -> None:
        if self is disk.files["mirror/000001.log"]:
            raise KeyboardInterrupt
        write(self, offset, data)

    with monkeypatch.context() as patch:
        patch.setattr(MemoryFile, "write", stopped)
        with pytest.raises(KeyboardInterrupt):
            desk.annotate(article.id, 0, 4, note="one")
    with pytest.raises(SaveFailed, match="opened again"):
        desk.annotate(article.id, 0, 4, note="two")
    again = Desk.on(disk)
    assert [a.note for a in again.annotations()] == ["one"]
    again.annotate(article.id, 0, 4, note="three")
    assert sorted(a.note for a in Desk.on(disk).annotations()) == ["one", "three"]


def test_a_reader_that_was_there_before_the_desk_sees_it_come() -> None:
    """Also where it had looked into an empty index."""
    disk = MemoryDisk()
    reader = Desk.on(disk, read_only=True)
    assert reader.articles("rain") == []
    assert reader.search("rain") == []
    assert reader.known("x") is None
    writer = Desk.on(disk)
    (article,) = put(writer)
    assert reader.refresh()
    assert [found.id for found in reader.articles("rain")] == [article.id]
    assert reader.search("rain")
    assert reader.known(article.sha256) is not None


def test_catching_up_that_fails_in_the_middle_forgets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was taken over before the failure is told at the next call."""
    disk = MemoryDisk()
    one = Desk.on(disk)
    (article,) = put(one)
    made = one.annotate(article.id, 0, 4, note="old")
    two = Desk.on(disk)
    assert two.annotations()[0].note == "old"
    one.edit(made.id, note="new")
    with monkeypatch.context() as patch:
        patch.setattr(disk, "size", _raises(OSError(errno.EMFILE, "Too many open files")))
        two.refresh()
    two.refresh()
    assert two.annotations()[0].note == "new"


def _raises(error: Exception) -> Callable[..., Any]:
    def call(*_args: object, **_options: object) -> None:
        raise error

    return call


def test_a_system_without_links_has_checkpoints_and_backups(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be shared is copied."""
    disk = MemoryDisk()
    monkeypatch.setattr(disk, "link", _raises(OSError(errno.EPERM, "Operation not permitted")))
    desk = Desk.on(disk)
    articles = put(desk, TEXT, TEXT + "2")
    for number in range(4):
        desk.annotate(articles[0].id, 0, 4 + number)
        desk.checkpoint()
    name = desk.backup().name
    before = state(desk)
    desk.remove_articles([articles[0].id])
    desk.restore(name)
    assert state(desk).articles == before.articles
    assert state(Desk.on(disk)) == state(desk)


def test_reads_within_a_transaction_see_its_changes() -> None:
    """As TinyDB's own tables do."""
    desk = Desk.in_memory()
    tables = desk._tables
    table = tables.database.table("state", cache_size=0)
    with desk._change(), tables._storage.transaction(ENTRY):
        number = table.insert({"id": "a", "value": 1})
        assert len(table) == 1
        table.update({"value": 2})
        assert table.get(doc_id=number) == {"id": "a", "value": 2}
        other = table.insert({"id": "b", "value": 3})
        table.remove(doc_ids=[number])
        assert [document.doc_id for document in table] == [other]
    assert [document["id"] for document in table] == ["b"]


@pytest.mark.parametrize(
    "header",
    [
        [],
        None,
        {},
        {"schema": "x"},
        {"schema": 3, "after": 0, "snapshots": 7},
        {"schema": 3, "after": "0", "snapshots": None},
        {"schema": 3, "after": 0, "snapshots": {"notes": [1]}},
        {"schema": 4, "after": 0, "snapshots": None},
    ],
)
def test_a_beginning_of_another_shape_is_damage(header: object) -> None:
    """Though its checksum is right; in one copy it costs nothing, in both a sentence."""
    disk = MemoryDisk()
    desk = Desk.on(disk)
    put(desk)
    line = encode(orjson.dumps(header))
    whole = disk.read("journal/000001.log")
    changed = line + whole[whole.index(b"\n") + 1 :]
    disk.files["journal/000001.log"].data[:] = changed
    if header != {"schema": 4, "after": 0, "snapshots": None}:
        again = Desk.on(disk)
        assert again.recovery
        assert state(again) == state(desk)
        return
    with pytest.raises(DeskTooNew):
        Desk.on(disk)


@pytest.mark.parametrize(
    "record",
    [
        {"n": 2},
        {"n": 2, "do": "annotate", "id": "x", "by": "me", "ops": []},
        {"n": 2, "do": "annotate", "id": "x", "at": "now", "by": "me", "ops": [[]]},
        {
            "n": 2,
            "do": "annotate",
            "id": "x",
            "at": "now",
            "by": "me",
            "ops": [["annotations", 9, "k", None, 5]],
        },
        {"n": 2, "do": "annotate", "id": 7, "at": "now", "by": "me", "ops": []},
        {
            "n": 2,
            "do": "annotate",
            "id": "x",
            "at": "now",
            "by": "me",
            "ops": [["nowhere", 9, "k", None, {}]],
        },
    ],
)
def test_a_record_of_another_shape_is_passed_over_and_told(record: dict[str, Any]) -> None:
    """Its checksum is right, but no newsdesk wrote it: the rest of the desk is there, history and undo go on."""
    disk = MemoryDisk()
    desk = Desk.on(disk)
    put(desk)
    for folder in ("journal", "mirror"):
        disk.files[f"{folder}/000001.log"].data += encode(orjson.dumps(record))
    again = Desk.on(disk)
    assert state(again) == state(desk)
    assert again.recovery
    assert [change.action for change in again.history()] == ["import"]
    assert again.undo() is not None
    assert again.articles() == []


def test_quitting_does_not_wait_for_another_writer(tmp_path: Any) -> None:  # noqa: ANN401
    """What a close would like to do beside is left for the next time."""
    folder = tmp_path / "desk"
    desk = Desk.open(folder)
    put(desk)
    other = Desk.open(folder)
    import time

    with other._journal.disk.lock():
        begun = time.monotonic()
        desk.close()
        assert time.monotonic() - begun < 5
    other.close()
    assert len(Desk.open(folder, read_only=True).articles()) == 1


def test_undo_goes_back_beyond_what_is_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """All changes since the desk began, over checkpoints that keep only the last few at hand."""
    monkeypatch.setattr("store.journal.state.STEPS", 3)
    disk = MemoryDisk()
    desk = Desk.on(disk)
    (article,) = put(desk)
    states = [state(desk)]
    for number in range(12):
        desk.annotate(article.id, 0, 4 + number)
        states.append(state(desk))
        if number % 5 == 4:
            desk.checkpoint()
    desk = Desk.on(disk)
    desk.undo()
    desk.undo()
    desk.redo()
    desk.checkpoint()
    desk = Desk.on(disk)
    for wanted in reversed(states[:11]):
        desk.undo()
        assert state(desk) == wanted
    assert desk.undo() is not None
    assert desk.undo() is None
    while desk.redo() is not None:
        pass
    assert state(desk) == states[-1]
