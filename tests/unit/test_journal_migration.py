"""A desk of version 1, one file desk.json: brought into the journal whole, at once, and with the old file kept."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest
from strategies import TEXT, FaultyDisk, put, state

from store import Desk, migration
from store.disk import MemoryDisk, RealDisk
from store.errors import DeskDamaged, DeskForbidden, DeskTooNew, NewsdeskError, ReadOnly
from store.migration import FILE, KEPT
from store.model import COLORS, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

IDS = [f"{n}0000000-0000-4000-8000-000000000000" for n in range(8)]
TEXTS = {IDS[0]: TEXT, IDS[1]: TEXT + "\n\nДруга «стаття» 🏠"}


def old_data() -> dict[str, dict[str, Any]]:
    """What version 1 wrote: tables of documents by number; texts apart; its numbers rose over all tables."""

    def article(key: str, title: str) -> dict[str, Any]:
        return {
            "id": key,
            "title": title,
            "language": "en",
            "outlet": None,
            "author": "Ada",
            "url": None,
            "published": None,
            "imported": "2024-02-29T10:00:00Z",
            "path": f"{title}.txt",
            "sha256": key[0] * 64,
            "encoding": "utf-8",
            "characters": len(TEXTS[key]),
            "tags": ["weather"],
            "boilerplate": [[0, 4]],
        }

    def annotation(key: str, owner: str, start: int, end: int, note: str, tags: list[str]) -> dict[str, Any]:
        text = TEXTS[owner]
        around = {"prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32]}
        return {
            "id": key,
            "article": owner,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": text[start:end], **around},
            ],
            "note": note,
            "tags": tags,
            "color": COLORS[1],
            "created": "2024-02-29T11:00:00Z",
            "modified": "2024-02-29T12:00:00Z",
            "status": "anchored",
        }

    return {
        "articles": {"2": article(IDS[1], "Second"), "1": article(IDS[0], "First")},
        "texts": {str(n): {"id": key, "text": text} for n, (key, text) in enumerate(TEXTS.items(), 3)},
        "annotations": {
            "9": annotation(IDS[5], IDS[1], 5, 30, "“quoted” \\ back", []),
            "7": annotation(IDS[4], IDS[0], 0, 4, "Дощ\nі сніг", ["claim/military"]),
        },
        "tags": {"6": {"id": "claim/military", "color": "green"}, "8": {"id": "check", "color": "blue"}},
        "state": {"10": {"id": "place/a", "value": [1, {"x": None}]}},
        "meta": {"1": {"id": "meta", "schema": 1, "next": 11}},
    }


def bytes_of(data: object) -> bytes:
    """As version 1 wrote it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


OLD = bytes_of(old_data())


@pytest.fixture
def old(folder: Path) -> Path:
    """The folder of a desk of version 1, with its lock file."""
    folder.mkdir(mode=0o700)
    (folder / FILE).write_bytes(OLD)
    (folder / FILE).chmod(0o600)
    (folder / "LOCK").write_text("4711", encoding="ascii")
    (folder / "LOCK").chmod(0o600)
    return folder


def on_disk(data: bytes = OLD) -> FaultyDisk:
    """The same in memory."""
    disk = FaultyDisk()
    disk.open(FILE, create=True).write(0, data)
    return disk


def assert_same(desk: Desk) -> None:
    """The desk shows what the old file held."""
    shown = state(desk)
    assert [(article.id, article.title) for article in shown.articles] == [
        (IDS[0], "First"),
        (IDS[1], "Second"),
    ]
    assert shown.texts == list(TEXTS.values())
    first = shown.articles[0]
    assert (first.author, first.encoding, first.tags, first.boilerplate) == (
        "Ada",
        "utf-8",
        ("weather",),
        (Span(0, 4),),
    )
    assert [(a.id, a.quote, a.note, a.tags) for a in shown.annotations] == [
        (IDS[4], "Rain", "Дощ\nі сніг", ("claim/military",)),
        (IDS[5], TEXTS[IDS[1]][5:30], "“quoted” \\ back", ()),
    ]
    assert [(tag.name, tag.color) for tag in shown.tags] == [("claim/military", "green"), ("check", "blue")]
    assert desk.remembered("place/") == {"a": [1, {"x": None}]}
    assert (known := desk.known("1" * 64)) is not None
    assert known.id == IDS[1]
    assert {hit.field for hit in desk.search("дощ")} == {"body", "note"}


def test_an_old_desk_is_brought_into_the_journal(old: Path) -> None:
    """All of it; the old file stays beside it under another name, byte for byte; and it is said, once."""
    with Desk.open(old) as desk:
        assert_same(desk)
        (said,) = desk.recovery
        assert KEPT in said
        assert not desk.is_new
    assert not (old / FILE).exists()
    assert (old / KEPT).read_bytes() == OLD
    for path in (old, *old.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    with Desk.open(old) as desk:
        assert_same(desk)
        assert desk.recovery == []
        desk.checkpoint()
    with Desk.open(old, read_only=True) as desk:
        assert_same(desk)
    assert (old / KEPT).read_bytes() == OLD


def test_an_old_desk_can_be_worked_on(old: Path) -> None:
    """Every verb, and undo as far as the migration, which is no step."""
    with Desk.open(old) as desk:
        before = state(desk)
        assert desk.undo() is None
        assert desk.history() == []
        desk.annotate(IDS[0], 5, 9, tags=["check", "new"])
        desk.edit(IDS[4][:8], note="other")
        desk.remove(IDS[5])
        desk.remove_articles([IDS[0], IDS[1]])
        (new,) = put(desk, TEXT + "new")
        assert [article.id for article in desk.articles()] == [new.id]
    with Desk.open(old) as desk:
        for _ in range(5):
            assert desk.undo() is not None
        assert desk.undo() is None
        assert state(desk) == before


def test_reading_an_old_desk_shows_it_and_writes_nothing(old: Path) -> None:
    """Not a name, not a byte, not a time; every change is refused."""
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in old.iterdir()}
    folder = old.stat().st_mtime_ns
    with Desk.open(old, read_only=True) as desk:
        assert_same(desk)
        verbs: list[Callable[[], object]] = [
            lambda: desk.annotate(IDS[0], 0, 1),
            lambda: desk.remember({"a": 1}),
            desk.undo,
            desk.checkpoint,
        ]
        for verb in verbs:
            with pytest.raises(ReadOnly):
                verb()
        assert_same(desk)
        assert not desk.refresh()
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in old.iterdir()} == before
    assert old.stat().st_mtime_ns == folder


@pytest.mark.parametrize("read_only", [False, True])
def test_an_old_desk_that_was_empty(folder: Path, *, read_only: bool) -> None:
    """It is an empty one afterwards too, also where version 1 had saved nothing but what it remembered."""
    folder.mkdir()
    for data in ({}, {"meta": {"1": {"id": "meta", "schema": 1, "next": 1}}}):
        (folder / FILE).write_bytes(bytes_of(data))
        with Desk.open(folder, read_only=read_only) as desk:
            assert state(desk) == ([], [], [], [], [])


def test_a_kill_at_any_call_of_the_migration_is_repaired() -> None:
    """Whatever was done before it: the next opening shows all of it, once, and the old file is kept."""
    count = 0
    while True:
        count += 1
        disk = on_disk()
        disk.left = count
        with contextlib.suppress(NewsdeskError, OSError):
            Desk.on(disk)
        over, disk.left = disk.left > 0, None
        with Desk.on(disk, read_only=True) as desk:
            assert_same(desk)
        with Desk.on(disk) as desk:
            assert_same(desk)
            assert desk.history() == []
            desk.annotate(IDS[0], 5, 9)
            now = state(desk)
        assert FILE not in disk.files
        assert disk.read(KEPT) == OLD
        assert state(Desk.on(disk)) == now
        if over:
            break
    assert count > 12


def test_a_kill_between_the_journal_and_the_name_is_repaired(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same on a real disk: the journal has it all, the old file still has its name; nothing comes twice."""

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(RealDisk, "replace", _unless(RealDisk.replace, KEPT, killed))
        with pytest.raises(KeyboardInterrupt):
            Desk.open(old)
    assert (old / FILE).read_bytes() == OLD
    written = (old / "journal" / "000001.log").read_bytes()
    with Desk.open(old, read_only=True) as desk:
        assert_same(desk)
    assert (old / FILE).exists()
    with Desk.open(old) as desk:
        assert_same(desk)
    assert (old / "journal" / "000001.log").read_bytes() == written
    assert (old / KEPT).read_bytes() == OLD
    assert not (old / FILE).exists()


def _unless(
    real: Callable[[RealDisk, str, str], None], target: str, other: Callable[[], None]
) -> Callable[[RealDisk, str, str], None]:
    def replace(disk: RealDisk, source: str, name: str) -> None:
        if name == target:
            other()
        real(disk, source, name)

    return replace


DAMAGED: list[bytes] = [
    b"",
    b"{",
    b"not json",
    b"\xff\xfe{}",
    OLD[:-40],
    OLD + b" trailing",
    b"[" * 200_000,
    b'{"a":' * 200_000,
    b"9" * 10_000,
    b"null",
    b'"desk"',
    b'{"articles": null}',
    b'{"articles": {"1": "text"}}',
    b'{"articles": {"1": null}}',
    b'{"articles": {"1": {}}}',
    b'{"articles": {"one": {"id": "a"}}}',
    b'{"articles": {"1": {"id": "a"}}}',
    b'{"articles": {"1": {"id": ["a"]}}}',
    b'{"tags": {"1": {"color": "red"}}}',
    b'{"meta": {"1": 7}}',
    b'{"meta": {}}',
]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("data", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_old_desk_is_refused_and_left(folder: Path, data: bytes, *, read_only: bool) -> None:
    """Cut, foreign, or of another shape: DeskDamaged, however often it is tried, and not a byte of it has changed."""
    folder.mkdir()
    (folder / FILE).write_bytes(data)
    for _ in range(3):
        with pytest.raises(DeskDamaged, match="left as it"):
            Desk.open(folder, read_only=read_only)
    assert (folder / FILE).read_bytes() == data
    assert not (folder / KEPT).exists()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("schema", [2, 99])
def test_an_old_file_of_a_newer_version_is_refused(old: Path, schema: int, *, read_only: bool) -> None:
    """DeskTooNew, and nothing is there that was not."""
    (old / FILE).write_bytes(bytes_of(old_data() | {"meta": {"1": {"id": "meta", "schema": schema}}}))
    before = {path.name for path in old.iterdir()}
    with pytest.raises(DeskTooNew, match=f"version {schema}"):
        Desk.open(old, read_only=read_only)
    assert {path.name for path in old.iterdir()} == before


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("make", ["link", "folder", "pipe"])
def test_what_stands_in_the_place_of_an_old_desk(
    folder: Path, tmp_path: Path, make: str, *, read_only: bool
) -> None:
    """A link is not followed, a pipe not waited for, a folder is none: DeskForbidden, at once."""
    folder.mkdir()
    if make == "link":
        (tmp_path / "elsewhere.json").write_bytes(OLD)
        (folder / FILE).symlink_to(tmp_path / "elsewhere.json")
    elif make == "folder":
        (folder / FILE).mkdir()
    else:
        os.mkfifo(folder / FILE)
    with pytest.raises(DeskForbidden, match=FILE):
        Desk.open(folder, read_only=read_only)
    assert [path.name for path in folder.iterdir()] == [FILE]
    if make == "link":
        assert (tmp_path / "elsewhere.json").read_bytes() == OLD


@pytest.mark.parametrize("start", ["journal/0", "articles/texts", "notes", ""])
def test_a_full_disk_leaves_the_old_desk_as_it_was(start: str) -> None:
    """It is said; when there is space, the same opening brings it over."""
    disk = on_disk()
    disk.faults["write", start] = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if start != "notes":  # where a migration writes nothing
        with pytest.raises(NewsdeskError, match="No space left"):
            Desk.on(disk)
        assert disk.read(FILE) == OLD
    disk.faults.clear()
    with Desk.on(disk) as desk:
        assert_same(desk)
    assert disk.read(KEPT) == OLD


def test_without_an_old_desk_there_is_nothing_to_bring_over() -> None:
    """Neither on a new desk, nor where only the kept copy is."""
    disk = MemoryDisk()
    assert migration.old_desk(disk) is None
    disk.open(KEPT, create=True).write(0, OLD)
    assert migration.old_desk(disk) is None
    with Desk.on(disk) as desk:
        assert desk.is_new
        assert desk.articles() == []
