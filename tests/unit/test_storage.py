"""The desk on disk: what is written, what is refused, what a failure or a kill leaves behind."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import pathlib
import stat
from typing import TYPE_CHECKING, Any

import pytest
from strategies import TEXT, put, source, state
from tinydb import TinyDB

from store import Desk
from store.errors import (
    DeskDamaged,
    DeskError,
    DeskForbidden,
    DeskLocked,
    DeskTooNew,
    NewsdeskError,
    SaveFailed,
)
from store.model import Op
from store.storage import SCHEMA, FileStorage, MemoryStorage, Tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def mode(path: Path) -> int:
    """The permissions of a file."""
    return stat.S_IMODE(path.lstat().st_mode)


def listing(folder: Path) -> dict[str, tuple[int, bytes]]:
    """What a folder holds: names, times of change, bytes."""
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(folder.iterdir())}


# What is written


def test_only_the_owner_may_read(kept: Path) -> None:
    """Folder 0700, every file in it 0600, whatever the umask, and also what was there with more."""
    assert mode(kept.parent) == 0o700
    assert {mode(path) for path in kept.parent.iterdir()} == {0o600}
    kept.chmod(0o644)
    kept.parent.chmod(0o755)
    before = os.umask(0)
    try:
        with Desk.open(kept.parent) as desk:
            desk.remove(desk.annotations()[0].id)
    finally:
        os.umask(before)
    assert mode(kept.parent) == 0o700
    assert {mode(path) for path in kept.parent.iterdir()} == {0o600}


def test_everything_is_there_when_it_is_opened_again(kept: Path) -> None:
    """Each verb's effect is on disk when the verb returns, without closing the desk."""
    desk = Desk.open(kept.parent)
    verbs: list[Callable[[], object]] = [
        lambda: desk.annotate(desk.articles()[1].id, 3, 9, note="n", tags=["new", "claim"]),
        lambda: desk.edit(desk.annotations()[0].id, note="Ґанок 🏠", tags=["new"]),
        lambda: desk.remove(desk.annotations()[1].id),
        lambda: desk.remove_articles([desk.articles()[0].id]),
        lambda: put(desk, TEXT + "4"),
        *[desk.undo] * 3,
        *[desk.redo] * 2,
    ]
    for verb in verbs:
        before = state(desk)
        verb()
        now = state(desk)
        assert now != before
        assert state(Desk.open(kept.parent, read_only=True)) == now
    desk.close()
    with Desk.open(kept.parent) as again:
        assert state(again) == now
        assert not again.is_new


def test_plain_tinydb_opens_it(kept: Path) -> None:
    """Tables of documents, annotations with the two selectors of the W3C model."""
    database = TinyDB(kept, access_mode="r", encoding="utf-8")
    assert database.tables() >= {"articles", "texts", "annotations", "tags", "meta"}
    first = database.table("annotations").all()[0]
    position, quote = first["selector"]
    text = database.table("texts").all()[0]["text"]
    assert position == {"type": "TextPositionSelector", "start": 0, "end": 4}
    assert quote["type"] == "TextQuoteSelector"
    assert quote["exact"] == text[0:4] == "Rain"
    assert [article["title"] for article in database.table("articles")] == ["Rain 1", "Rain 2", "Rain 3"]
    database.close()


def test_the_file_can_be_read_by_a_person(kept: Path) -> None:
    """UTF-8, one JSON value, letters as themselves."""
    written = kept.read_bytes().decode("utf-8")
    assert "Дощ очікується" in written
    assert "\\u" not in written
    assert json.loads(written)["meta"]["1"]["schema"] == SCHEMA


def test_numbers_of_documents_are_not_used_twice(kept: Path) -> None:
    """What comes after a deletion and a new opening gets a number of its own."""

    def numbers() -> set[str]:
        data = json.loads(kept.read_bytes())
        return {f"{table}/{number}" for table in ("articles", "annotations") for number in data[table]}

    seen = numbers()
    for _ in range(3):
        with Desk.open(kept.parent) as desk:
            desk.remove(desk.annotations()[-1].id)
            left = numbers()
            desk.annotate(desk.articles()[0].id, 1, 2)
        new = numbers() - left
        assert not new & seen
        seen |= new


# What is refused


DAMAGED: list[bytes] = [
    b"",
    b"{",
    b"not json",
    b"\xff\xfe{}",
    b'{"articles": {"1": ',
    b'{"a": 1} trailing',
    b"[" * 200_000,
    b'{"a":' * 200_000,
    b"9" * 10_000,
    b"null",
    b"[]",
    b'"desk"',
    b'{"articles": []}',
    b'{"articles": null}',
    b'{"articles": {"1": "text"}}',
    b'{"articles": {"1": null}}',
    b'{"articles": {"1": {}}}',
    b'{"articles": {"one": {"id": "a"}}}',
    b'{"articles": {"1": {"id": "a"}}}',
    b'{"articles": {"1": {"id": ["a"]}}}',
    b'{"annotations": {"1": {"id": "a", "selector": 5}}}',
    b'{"annotations": {"1": {"id": "a", "selector": [{}]}}}',
    b'{"tags": {"1": {"color": "red"}}}',
    b'{"meta": {"1": {"schema": 1, "next": "soon"}}}',
    b'{"meta": {"1": {"schema": 1, "next": null}}}',
    b'{"meta": {"1": 7}}',
]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("data", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_refused_and_left(folder: Path, data: bytes, *, read_only: bool) -> None:
    """Cut, foreign, or of another shape: DeskDamaged, and not a byte of it has changed."""
    folder.mkdir()
    file = folder / "desk.json"
    file.write_bytes(data)
    for _ in range(2):  # the first refusal also let go of the lock
        with pytest.raises(DeskDamaged, match="left as it is"):
            Desk.open(folder, read_only=read_only)
    assert file.read_bytes() == data


def _spoiled(data: dict[str, Any]) -> list[dict[str, Any]]:
    """A desk's data with one value of one document lost, or replaced by one of another kind."""
    found = []
    for table in ("articles", "annotations", "tags", "texts"):
        document = next(iter(data[table].values()))
        for key in document:
            values: tuple[Any, ...] = (None, 7, [], {}, "…", "gone")
            for value in values:
                copy = json.loads(json.dumps(data))
                changed = next(iter(copy[table].values()))
                if value == "gone":
                    del changed[key]
                else:
                    changed[key] = value
                found.append(copy)
    return found


def test_a_spoiled_document_never_fails_unforeseen(kept: Path) -> None:
    """Whatever one value became: the desk is refused with a sentence, or opens and can be read."""
    for data in _spoiled(json.loads(kept.read_bytes())):
        payload = json.dumps(data).encode("utf-8")
        kept.write_bytes(payload)
        with contextlib.suppress(DeskError):
            desk = Desk.open(kept.parent, read_only=True)
            state(desk)
            desk.articles("rain")
            desk.annotations("rain")
            desk.search("rain")
        assert kept.read_bytes() == payload


@pytest.mark.parametrize("schema", [SCHEMA + 1, 99])
def test_a_newer_desk_is_refused_and_left(kept: Path, schema: int) -> None:
    """DeskTooNew says both versions, and the file is as it was."""
    data = json.loads(kept.read_bytes())
    data["meta"]["1"]["schema"] = schema
    kept.write_text(json.dumps(data), encoding="utf-8")
    before = kept.read_bytes()
    with pytest.raises(DeskTooNew, match=f"version {schema}.*version {SCHEMA}"):
        Desk.open(kept.parent)
    assert kept.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
def test_a_symbolic_link_is_refused(kept: Path, tmp_path: Path, *, read_only: bool) -> None:
    """In the place of the file: it might lead into somebody else's."""
    elsewhere = tmp_path / "elsewhere.json"
    kept.rename(elsewhere)
    kept.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with pytest.raises(DeskForbidden, match="symbolic link"):
        Desk.open(kept.parent, read_only=read_only)
    assert elsewhere.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("make", [pathlib.Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_refused_without_waiting(
    folder: Path, make: Callable[[Path], object], *, read_only: bool
) -> None:
    """A folder or a pipe of that name: DeskForbidden, at once."""
    folder.mkdir()
    make(folder / "desk.json")
    with pytest.raises(DeskForbidden):
        Desk.open(folder, read_only=read_only)


def test_what_may_not_be_read_is_said(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal or a failure of the system is DeskForbidden, with the system's reason."""
    real = os.open

    def refuse(path: str, flags: int, mode: int = 0o777) -> int:
        if os.fspath(path) == str(kept):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(DeskForbidden, match="Permission denied"):
        Desk.open(kept.parent)


# One writer, any readers


def test_a_second_writer_is_refused(kept: Path) -> None:
    """DeskLocked, with the process that has it; as soon as that closes, it opens."""
    with Desk.open(kept.parent) as first:
        before = state(first)
        with pytest.raises(DeskLocked, match=str(os.getpid())):
            Desk.open(kept.parent)
        first.annotate(first.articles()[0].id, 0, 2)
    with Desk.open(kept.parent) as second:
        assert len(second.annotations()) == len(before.annotations) + 1


def test_a_closed_desk_writes_no_more(kept: Path) -> None:
    """Its lock is gone, so another may have written since: what it holds is old, and must not be saved over that."""
    first = Desk.open(kept.parent)
    one = first.articles()[0].id
    late = first.import_sources([source(TEXT + "late")])
    first.close()
    with Desk.open(kept.parent) as second:
        second.annotate(one, 0, 9, note="newer")
        now = state(second)
        verbs: list[Callable[[], object]] = [
            lambda: first.annotate(one, 1, 2),
            lambda: list(late),
            first.undo,
        ]
        for verb in verbs:
            with contextlib.suppress(NewsdeskError):
                verb()
        assert state(Desk.open(kept.parent, read_only=True)) == now


def test_a_reader_beside_a_writer_writes_nothing(kept: Path) -> None:
    """It sees the last change that was saved, and leaves names, times and bytes as they are."""
    with Desk.open(kept.parent) as writer:
        before = listing(kept.parent)
        for _ in range(2):
            with Desk.open(kept.parent, read_only=True) as reader:
                assert state(reader) == state(writer)
                reader.search("rain")
            assert listing(kept.parent) == before
            writer.annotate(writer.articles()[0].id, 0, 2)
            before = listing(kept.parent)


def test_reading_a_desk_that_is_not_there_makes_none(folder: Path) -> None:
    """It is an empty one."""
    with Desk.open(folder, read_only=True) as desk:
        assert state(desk) == ([], [], [], [])
    assert not folder.exists()


def test_a_storage_for_reading_saves_nothing(kept: Path) -> None:
    """Whoever gets past the desk's own refusal meets this one."""
    tables = Tables(FileStorage(kept, read_only=True))
    before = listing(kept.parent)
    with pytest.raises(SaveFailed, match="reading only"):
        tables.apply([Op("tags", "t", None, {"id": "t", "color": "red"})])
    assert listing(kept.parent) == before


# Tables, by themselves


def test_a_transaction_is_saved_once() -> None:
    """Several TinyDB calls, one save; when the block raises, none."""

    class Counting(MemoryStorage):
        saves = 0

        def save(self, data: dict[str, dict[str, Any]]) -> None:  # noqa: ARG002  # the form of the parent
            self.saves += 1

    storage = Counting()
    tables = Tables(storage)
    ops = [Op(table, key, None, {"id": key}) for table in ("articles", "tags") for key in "abc"]
    tables.apply(ops)
    assert storage.saves == 1
    assert [document["id"] for document in tables.documents("articles")] == ["a", "b", "c"]
    assert tables.get("tags", "b") == {"id": "b"}
    assert tables.get("tags", "z") is None
    with pytest.raises(RuntimeError), storage.transaction():  # noqa: PT012  # the block is what fails
        storage.write({})
        raise RuntimeError
    assert storage.saves == 1
    assert len(tables.documents("articles")) == 3


def test_the_last_of_several_steps_counts() -> None:
    """A change may touch one document several times."""
    tables = Tables(MemoryStorage())
    tables.apply([Op("tags", "a", None, {"id": "a", "n": n}) for n in range(3)])
    assert tables.get("tags", "a") == {"id": "a", "n": 2}
    tables.apply([Op("tags", "a", {}, None), Op("tags", "b", None, {"id": "b"}), Op("tags", "b", {}, None)])
    assert tables.documents("tags") == []
