"""The desk on disk: what is written, what is refused, who may write and read beside whom."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import pathlib
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from strategies import TEXT, put, source, state
from tinydb import TinyDB

from store import Desk, disk
from store.disk import MemoryDisk, RealDisk
from store.errors import (
    DeskDamaged,
    DeskError,
    DeskForbidden,
    DeskLocked,
    DeskTooNew,
    NewsdeskError,
    SaveFailed,
)
from store.journal import Entry, Journal
from store.journal.record import decode, encode, lines, loads
from store.journal.state import SCHEMA
from store.model import Op
from store.storage import JournalStorage, Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENTRY = Entry("edit", "1", "2024-02-29T00:00:00Z", "ada@here")


def mode(path: Path) -> int:
    """The permissions of a file."""
    return stat.S_IMODE(path.lstat().st_mode)


def listing(folder: Path) -> dict[str, tuple[int, bytes]]:
    """What a folder holds with all below it: names, times of change, bytes."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, b"" if path.is_dir() else path.read_bytes())
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def folded(kept: Path) -> Path:
    """The folder of a desk with snapshots, and changes behind them."""
    with Desk.open(kept) as desk:
        desk.checkpoint()
        desk.annotate(desk.articles()[1].id, 0, 4, note="behind", tags=["late"])
    return kept


# What is written


def test_only_the_owner_may_read(folder: Path) -> None:
    """Folders 0700, files 0600, whatever the umask."""
    before = os.umask(0)
    try:
        with Desk.open(folder) as desk:
            put(desk)
            desk.checkpoint()
            desk.annotate(desk.articles()[0].id, 0, 4)
    finally:
        os.umask(before)
    found = [folder, *folder.rglob("*")]
    assert {mode(path) for path in found if path.is_dir()} == {0o700}
    assert {mode(path) for path in found if not path.is_dir()} == {0o600}


def test_what_others_could_read_is_made_private_when_it_is_written(folded: Path) -> None:
    """A desk that was copied here with wide permissions: its folders, and each file that is open for writing."""
    for path in folded.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    folded.chmod(0o755)
    with Desk.open(folded) as desk:
        desk.text(desk.articles()[0].id)
        desk.remove(desk.annotations()[0].id)
    for name in ("", "journal", "mirror", "notes", "articles"):
        assert mode(folded / name) == 0o700, name
    for name in ("journal/000002.log", "mirror/000002.log", "articles/texts-1.log"):
        assert mode(folded / name) == 0o600, name


def test_everything_is_there_when_it_is_opened_again(kept: Path) -> None:
    """Each verb's effect is on disk when the verb returns, without closing the desk."""
    desk = Desk.open(kept)
    verbs: list[Callable[[], object]] = [
        lambda: desk.annotate(desk.articles()[1].id, 3, 9, note="n", tags=["new", "claim"]),
        lambda: desk.edit(desk.annotations()[0].id, note="Ґанок 🏠", tags=["new"]),
        lambda: desk.remove(desk.annotations()[1].id),
        lambda: desk.remove_articles([desk.articles()[0].id]),
        lambda: put(desk, TEXT + "4"),
        *[desk.undo] * 3,
        *[desk.redo] * 2,
    ]
    for number, verb in enumerate(verbs):
        before = state(desk)
        verb()
        now = state(desk)
        assert now != before
        assert state(Desk.open(kept, read_only=True)) == now
        if number % 3 == 1:
            desk.checkpoint()
            assert state(desk) == now
            assert state(Desk.open(kept, read_only=True)) == now
    desk.close()
    with Desk.open(kept) as again:
        assert state(again) == now
        assert not again.is_new
        assert again.recovery == []


def test_plain_tinydb_opens_both_snapshots(kept: Path) -> None:
    """Tables of documents, annotations with the two selectors of the W3C model, articles with their texts' places."""
    with Desk.open(kept) as desk:
        desk.remember({"place": [1, None, "ї"]})
        desk.checkpoint()
        shown = state(desk)
    with TinyDB(kept / "notes" / "000002.json", access_mode="r", encoding="utf-8") as notes:
        assert notes.tables() == {"annotations", "links", "tags", "state", "meta"}
        first = notes.table("annotations").all()[0]
        position, quote = first["selector"]
        assert position == {"type": "TextPositionSelector", "start": 0, "end": 4}
        assert quote["type"] == "TextQuoteSelector"
        assert quote["exact"] == shown.texts[0][0:4] == "Rain"
        assert [document["id"] for document in notes.table("tags")] == ["claim/military"]
        assert notes.table("state").all() == [{"id": "place", "value": [1, None, "ї"]}]
        (meta,) = notes.table("meta").all()
        assert meta["schema"] == SCHEMA
    with TinyDB(kept / "articles" / "000002.json", access_mode="r", encoding="utf-8") as articles:
        assert articles.tables() == {"articles"}
        found = articles.table("articles").all()
    assert [article["title"] for article in found] == ["Rain 1", "Rain 2", "Rain 3"]
    for article, text in zip(found, shown.texts, strict=True):
        number, at, length = article["text"]
        log = (kept / "articles" / f"texts-{number}.log").read_bytes()
        assert decode(log[at : at + length]) == f"{article['id']}\n{text}".encode()


def test_the_files_can_be_read_by_a_person(folded: Path) -> None:
    """UTF-8, a line a change or document, letters as themselves, JSON behind a checksum."""
    written = (folded / "journal" / "000001.log").read_text(encoding="utf-8")
    assert "Дощ очікується" in written
    assert "Дощ очікується" in (folded / "articles" / "texts-1.log").read_text(encoding="utf-8")
    assert "Дощ\\nі сніг" in (folded / "notes" / "000002.json").read_text(encoding="utf-8")
    for path in folded.rglob("*.*"):
        if path.is_file():
            assert b"\\u" not in path.read_bytes(), path
    header, *records = [json.loads(line.split(" ", 2)[2]) for line in written.splitlines()]
    assert header["schema"] == SCHEMA
    assert [record["n"] for record in records] == list(range(1, len(records) + 1))
    assert all(record.keys() >= {"n", "do", "id", "at", "by", "ops"} for record in records)


def test_the_mirror_is_a_second_copy(folded: Path) -> None:
    """Byte for byte, of each generation."""
    names = sorted(path.name for path in (folded / "journal").glob("*.log"))
    assert names == ["000001.log", "000002.log"]
    for name in names:
        assert (folded / "mirror" / name).read_bytes() == (folded / "journal" / name).read_bytes()


def test_a_journal_is_only_added_to(kept: Path) -> None:
    """Whatever is done, what was written stays as it was; a checkpoint begins the next file."""
    first = kept / "journal" / "000001.log"
    with Desk.open(kept) as desk:
        before = first.read_bytes()
        desk.undo()
        desk.remove_articles([article.id for article in desk.articles()])
        assert first.read_bytes().startswith(before)
        before = first.read_bytes()
        desk.checkpoint()
        desk.undo()
    assert first.read_bytes() == before
    assert len((kept / "journal" / "000002.log").read_bytes().splitlines()) == 2


@pytest.mark.parametrize("checkpoint", [False, True])
def test_numbers_of_documents_are_not_used_twice(kept: Path, *, checkpoint: bool) -> None:
    """What comes after a deletion, a checkpoint and a new opening gets a number of its own."""

    def numbers(desk: Desk) -> set[tuple[str, int]]:
        return {(name, number) for name in ("articles", "annotations") for number in desk._tables.of(name)}

    with Desk.open(kept) as desk:
        seen = numbers(desk)
    for turn in range(3):
        with Desk.open(kept) as desk:
            desk.remove(desk.annotations()[-1].id)
            desk.remove_articles([desk.articles()[-1].id])
            left = numbers(desk)
            if checkpoint:
                desk.checkpoint()
        with Desk.open(kept) as desk:
            assert numbers(desk) == left
            put(desk, f"{TEXT} turn {turn}")
            desk.annotate(desk.articles()[0].id, 1, 2)
            new = numbers(desk) - left
        assert len(new) == 2
        assert not new & seen
        assert len({number for _, number in new | seen}) == len(new | seen)
        seen |= new


def test_only_the_last_two_snapshots_are_kept(kept: Path) -> None:
    """And every journal since the desk began, so that its history can be read."""
    with Desk.open(kept) as desk:
        history = desk.history()
        for _ in range(4):
            desk.checkpoint()
            history.insert(0, desk.history()[0])
            desk.annotate(desk.articles()[0].id, 0, 2)
        assert len(desk.history()) == len(history)
    for name in ("notes", "articles"):
        assert [path.name for path in sorted((kept / name).glob("*.json"))] == ["000004.json", "000005.json"]
    assert len(list((kept / "journal").glob("*.log"))) == 5


# What is refused


DAMAGED: list[bytes] = [
    b"",
    b"{",
    b"not a record\n",
    b"\xff\xfe{}\n",
    b"[" * 200_000,
    b"9" * 10_000,
    b"\x00" * 4096,
    b"00000000 2 {}\n",
    b"00000000 -1 \n",
]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("data", DAMAGED, ids=range(len(DAMAGED)))
def test_a_desk_without_a_beginning_is_refused_and_left(kept: Path, data: bytes, *, read_only: bool) -> None:
    """Where both copies of the only journal begin with something else: DeskDamaged, and not a byte has changed."""
    copies = [kept / name / "000001.log" for name in ("journal", "mirror")]
    data += b"\n" + copies[0].read_bytes().split(b"\n", 1)[1]
    for copy in copies:
        copy.write_bytes(data)
    for _ in range(2):  # the first refusal also let go of the lock
        with pytest.raises(DeskDamaged, match=r"Nothing was changed.*restore"):
            Desk.open(kept, read_only=read_only)
    assert [copy.read_bytes() for copy in copies] == [data] * 2


def _spoiled(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A record with one value of one of its documents lost, or replaced by one of another kind."""
    for index, (*_, after) in enumerate(data["ops"]):
        for key in after or ():
            values: tuple[Any, ...] = (None, 7, [], {}, "…", "gone")
            for value in values:
                copy = json.loads(json.dumps(data))
                changed = copy["ops"][index][-1]
                if value == "gone":
                    del changed[key]
                else:
                    changed[key] = value
                yield copy


def _found(desk: Desk) -> object:
    return desk.known("0"), desk.articles("rain"), desk.annotations("rain"), desk.search("rain")


def test_a_spoiled_document_never_fails_unforeseen() -> None:
    """Whatever one value became, with a right checksum: a sentence says so, or the desk can be read."""
    good = MemoryDisk()
    with Desk.on(good) as desk:
        (article,) = put(desk)
        desk.annotate(article.id, 0, 4, note="rain", tags=["claim"])
    records = [line.payload or b"" for line in lines(good.read("journal/000001.log"))]
    count = 0
    for number, record in enumerate(records[1:], 1):
        for spoiled in _spoiled(loads(record)):
            bad = MemoryDisk()
            bad.make_folder("journal")
            bad.make_folder("articles")
            bad.files["articles/texts-1.log"] = good.files["articles/texts-1.log"]
            with contextlib.closing(bad.open("journal/000001.log", create=True)) as file:
                file.write(
                    0,
                    b"".join(map(encode, [*records[:number], orjson.dumps(spoiled), *records[number + 1 :]])),
                )
            before = bytes(bad.files["journal/000001.log"].data)
            reader = Desk.on(bad, read_only=True)
            for read in (state, _found):
                with contextlib.suppress(DeskError):
                    read(reader)
            assert bytes(bad.files["journal/000001.log"].data) == before
            count += 1
    assert count > 100


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("schema", [SCHEMA + 1, 99])
def test_a_newer_desk_is_refused_and_left(folded: Path, schema: int, *, read_only: bool) -> None:
    """DeskTooNew says both versions, and every file is as it was."""
    for copy in ("journal", "mirror"):
        path = folded / copy / "000002.log"
        header, *records = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(
            encode(orjson.dumps(loads(decode(header) or b"") | {"schema": schema})) + b"".join(records)
        )
    files = {name: found for name, found in listing(folded).items() if (folded / name).is_file()}
    with pytest.raises(DeskTooNew, match=f"version {schema}.*version {SCHEMA}"):
        Desk.open(folded, read_only=read_only)
    assert {name: found for name, found in listing(folded).items() if (folded / name).is_file()} == files


FILES = (
    "journal/000001.log",
    "journal/000002.log",
    "mirror/000001.log",
    "mirror/000002.log",
    "notes/000002.json",
    "articles/000002.json",
    "articles/texts-1.log",
    "journal/reserve",
    "LOCK",
)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("name", FILES)
def test_a_symbolic_link_is_not_followed(folded: Path, tmp_path: Path, name: str, *, read_only: bool) -> None:
    """In the place of any file: it might lead into somebody else's, which stays as it is, and nothing is lost."""
    before = state(Desk.open(folded, read_only=True))
    elsewhere = tmp_path / "elsewhere"
    (folded / name).rename(elsewhere)
    (folded / name).symlink_to(elsewhere)
    content = elsewhere.read_bytes(), elsewhere.stat().st_mtime_ns
    try:
        with Desk.open(folded, read_only=read_only) as desk:
            if name == "articles/texts-1.log":
                with pytest.raises(DeskDamaged, match=r"texts-1\.log"):
                    state(desk)
                assert desk.annotations() == before.annotations
            else:
                assert state(desk) == before
            if not read_only:
                with contextlib.suppress(SaveFailed):
                    put(desk, TEXT + "new")
                    desk.checkpoint()
    except DeskForbidden as error:
        assert "symbolic link" in str(error)  # noqa: PT017  # to be refused is one of two good ends
        assert Path(name).name in str(error)  # noqa: PT017
    assert (elsewhere.read_bytes(), elsewhere.stat().st_mtime_ns) == content
    (folded / name).unlink(missing_ok=True)
    elsewhere.rename(folded / name)
    now = state(Desk.open(folded, read_only=True))
    assert [article in now.articles for article in before.articles] == [True] * 3
    assert now.annotations == before.annotations


@pytest.mark.parametrize("name", ["journal", "mirror", "notes", "articles"])
def test_a_folder_that_is_a_symbolic_link_is_refused(kept: Path, tmp_path: Path, name: str) -> None:
    """Nothing is written through it."""
    elsewhere = tmp_path / "elsewhere"
    (kept / name).rename(elsewhere)
    (kept / name).symlink_to(elsewhere)
    before = listing(elsewhere)
    with pytest.raises(DeskForbidden, match=name):
        Desk.open(kept)
    assert listing(elsewhere) == before


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("make", [pathlib.Path.mkdir, os.mkfifo])
@pytest.mark.parametrize("name", FILES)
def test_what_is_no_file_is_not_waited_for(
    folded: Path, name: str, make: Callable[[Path], object], *, read_only: bool
) -> None:
    """A folder or a pipe in the place of any file: refused with its name, or done without, at once."""
    before = state(Desk.open(folded, read_only=True))
    (folded / name).unlink()
    make(folded / name)
    start = time.monotonic()
    try:
        with Desk.open(folded, read_only=read_only) as desk:
            assert desk.annotations() == before.annotations
            assert desk.articles() == before.articles
            with contextlib.suppress(DeskError):
                desk.text(before.articles[0].id)
            if not read_only:
                with contextlib.suppress(SaveFailed):
                    put(desk, TEXT + "new")
    except DeskForbidden as error:
        assert Path(name).name in str(error)  # noqa: PT017  # to be refused is one of two good ends
    assert time.monotonic() - start < 10


def test_what_may_not_be_read_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal or a failure of the system is DeskForbidden, with the system's reason."""
    real = os.open

    def refuse(path: str, flags: int, mode: int = 0o777) -> int:
        if str(folder / "journal") in os.fspath(path) and flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(DeskForbidden, match=r"journal.*Permission denied"):
        Desk.open(folder)


# Several writers, any readers


def test_a_second_writer_works_beside_the_first(kept: Path) -> None:
    """Both save; each sees what the other did when it changes something, or refreshes."""
    with Desk.open(kept) as first, Desk.open(kept) as second:
        one = first.articles()[0].id
        made = first.annotate(one, 0, 2, note="first")
        other = second.annotate(one, 0, 3, note="second", tags=["claim/military", "new"])
        assert second.annotation(made.id) == made
        assert first.refresh()
        assert not first.refresh()
        assert first.annotation(other.id) == other
        assert state(first) == state(second)
        first.edit(other.id, note="both")
        assert second.edit(other.id, color="red").note == "both"
    with Desk.open(kept) as again:
        assert state(again) == state(Desk.open(kept, read_only=True))
        assert (again.annotation(other.id).note, again.annotation(other.id).color) == ("both", "red")
        assert len(again.annotations()) == 4


def test_a_writer_waits_for_the_one_before_it_but_not_for_ever(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DeskLocked after a while, with what to do; nothing has changed, and then all goes on. Reading never waits."""
    monkeypatch.setattr(disk, "_PATIENCE", 0.1)
    with Desk.open(kept) as desk:
        before = state(desk)
        mark = before.annotations[0].id
        verbs: list[Callable[[], object]] = [
            lambda: desk.annotate(before.articles[0].id, 0, 2),
            lambda: desk.edit(mark, note="n"),
            lambda: desk.remove(mark),
            lambda: desk.remove_articles([before.articles[0].id]),
            lambda: put(desk, TEXT + "new"),
            lambda: desk.remember({"a": 1}),
            desk.undo,
            desk.checkpoint,
            lambda: Desk.open(kept),
        ]
        with (kept / "LOCK").open("rb") as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            for verb in verbs:
                with pytest.raises(DeskLocked, match=r"Another newsdesk.*Nothing was changed.*try again"):
                    verb()
                assert not desk.refresh()
                assert state(desk) == before
            assert state(Desk.open(kept, read_only=True)) == before
        desk.annotate(before.articles[0].id, 0, 2)
        assert desk.undo() is not None
        assert state(desk) == before


def test_a_closed_desk_writes_no_more(kept: Path) -> None:
    """What it holds may be old by then, and must not be saved over what another has done since."""
    first = Desk.open(kept)
    one = first.articles()[0].id
    late = first.import_sources([source(TEXT + "late")])
    first.close()
    first.close()
    with Desk.open(kept) as second:
        second.annotate(one, 0, 9, note="newer")
        now = state(second)
        verbs: list[Callable[[], object]] = [
            lambda: first.annotate(one, 1, 2),
            lambda: list(late),
            lambda: first.remember({"a": 1}),
            first.undo,
            first.checkpoint,
        ]
        for verb in verbs:
            with pytest.raises(NewsdeskError, match="closed"):
                verb()
        assert not first.refresh()
        assert state(Desk.open(kept, read_only=True)) == now


def test_a_reader_beside_a_writer_writes_nothing(folded: Path) -> None:
    """It sees the last change that was saved, also after it was opened, and leaves names, times and bytes."""
    with Desk.open(folded) as writer, Desk.open(folded, read_only=True) as early:
        verbs: list[Callable[[], object]] = [
            lambda: writer.annotate(writer.articles()[0].id, 0, 2, note="rain"),
            writer.checkpoint,
            writer.undo,
            lambda: put(writer, TEXT + "4"),
        ]
        for verb in verbs:
            verb()
            before = listing(folded)
            with Desk.open(folded, read_only=True) as reader:
                assert state(reader) == state(writer)
                reader.search("rain")
                assert reader.recovery == []
            early.refresh()
            assert state(early) == state(writer)
            assert early.search("rain") == writer.search("rain")
            assert early.history() == writer.history()
            assert listing(folded) == before
        before = listing(folded)
    assert {name: listing(folded)[name] for name in before if name != "backups"}.items() <= listing(
        folded
    ).items()


def test_reading_a_desk_that_is_not_there_makes_none(folder: Path) -> None:
    """It is an empty one, until somebody makes it and the reader looks again."""
    with Desk.open(folder, read_only=True) as desk:
        assert state(desk) == ([], [], [], [], [])
        assert not desk.refresh()
        assert not folder.exists()
        with Desk.open(folder) as writer:
            (article,) = put(writer)
            desk.refresh()
            assert state(desk) == state(writer)
            writer.annotate(article.id, 0, 4)
            assert desk.refresh()
            assert state(desk) == state(writer)


def test_a_journal_for_reading_saves_nothing(kept: Path) -> None:
    """Whoever gets past the desk's own refusal meets this one."""
    tables = Tables(Journal(RealDisk(kept), read_only=True))
    before = listing(kept)
    with pytest.raises(SaveFailed, match="Not saved"):
        tables.apply([Op("tags", "t", None, {"id": "t", "color": "red"})], ENTRY)
    assert listing(kept) == before
    assert tables.get("tags", "t") is None


# Tables, by themselves


def test_a_transaction_is_saved_once() -> None:
    """Several TinyDB calls, one record and one sync of the journal; when the block raises, none."""
    memory = MemoryDisk()
    journal = Journal(memory)
    tables = Tables(journal)
    ops = [Op(table, key, None, {"id": key}) for table in ("articles", "tags") for key in "abc"]
    tables.apply(ops, ENTRY)
    written = memory.read("journal/000001.log")
    _, record = lines(written)
    assert [op[2] for op in loads(record.payload or b"")["ops"]] == [*"abcabc"]
    assert [tables.of("articles").get(number) for number in tables.of("articles")] == [
        {"id": k} for k in "abc"
    ]
    assert tables.get("tags", "b") == {"id": "b"}
    assert tables.get("tags", "z") is None
    storage = JournalStorage(journal)
    with pytest.raises(RuntimeError), storage.transaction(ENTRY):  # noqa: PT012  # the block is what fails
        storage.staged("tags")[9] = {"id": "z"}
        raise RuntimeError
    assert memory.read("journal/000001.log") == written
    assert tables.keys("tags") == [*"abc"]


def test_outside_a_transaction_nothing_is_changed() -> None:
    """TinyDB's own way of writing, a whole database at once, is refused too."""
    storage = JournalStorage(Journal(MemoryDisk()))
    with pytest.raises(RuntimeError, match="transaction"):
        storage.staged("tags")
    with pytest.raises(NotImplementedError, match="transaction"):
        storage.write({})
    assert storage.read() == {name: {} for name in ("annotations", "links", "tags", "state", "articles")}


def test_the_last_of_several_steps_counts() -> None:
    """A change may touch one document several times."""
    tables = Tables(Journal(MemoryDisk()))
    tables.apply([Op("tags", "a", None, {"id": "a", "n": n}) for n in range(3)], ENTRY)
    assert tables.get("tags", "a") == {"id": "a", "n": 2}
    tables.apply(
        [Op("tags", "a", {}, None), Op("tags", "b", None, {"id": "b"}), Op("tags", "b", {}, None)], ENTRY
    )
    assert tables.keys("tags") == []
