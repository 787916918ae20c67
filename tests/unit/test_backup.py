"""Backups are desks, and a desk can be made what one was."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from strategies import TEXT, put, state

from store import Desk, backup
from store.disk import MemoryDisk, RealDisk
from store.disk import put as put_file
from store.errors import BackupFailed, DeskDamaged, DeskForbidden, ReadOnly
from store.model import Backup

if TYPE_CHECKING:
    from pathlib import Path


def filled(desk: Desk) -> None:
    """Three articles and two annotations."""
    articles = put(desk, TEXT, TEXT + "2", TEXT + "3", tags=["weather"])
    desk.annotate(articles[0].id, 0, 4, note="Дощ", tags=["claim/military", "new"])
    desk.annotate(articles[2].id, 5, 60)


def test_a_backup_is_a_desk(folder: Path, tmp_path: Path) -> None:
    """What newsdesk opens there is what the desk was, and goes on by itself."""
    with Desk.open(folder) as desk:
        filled(desk)
        before = state(desk)
        made = desk.backup(tmp_path / "copy")
        inside = desk.backup()
        desk.remove(desk.annotations()[0].id)
    assert made.kind == inside.kind == "asked"
    for place in (tmp_path / "copy", folder / "backups" / inside.name):
        with Desk.open(place) as copy:
            assert copy.recovery == []
            assert state(copy) == before
            copy.remove(copy.annotations()[0].id)
        assert state(Desk.open(place, read_only=True)) != before
    with Desk.open(folder, read_only=True) as desk:
        assert len(desk.annotations()) == 1


def test_what_is_copied_is_private(folder: Path, tmp_path: Path) -> None:
    """Folders 0700, files 0600, also those that are made on the way."""
    before = os.umask(0)
    try:
        with Desk.open(folder) as desk:
            filled(desk)
            desk.backup()
            desk.backup(tmp_path / "copy")
    finally:
        os.umask(before)
    for place in (folder, tmp_path / "copy"):
        for path in (place, *place.rglob("*")):
            assert stat.S_IMODE(path.lstat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_backup_elsewhere_shares_nothing(folder: Path, tmp_path: Path) -> None:
    """Damage to the desk's own files leaves the copy whole."""
    with Desk.open(folder) as desk:
        filled(desk)
        before = state(desk)
        desk.backup(tmp_path / "copy")
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "LOCK":
            path.write_bytes(b"gone")
    assert state(Desk.open(tmp_path / "copy", read_only=True)) == before


@pytest.mark.parametrize("there", ["file", "full"])
def test_a_backup_overwrites_nothing(folder: Path, tmp_path: Path, there: str) -> None:
    """Where something is already, nothing is written."""
    place = tmp_path / "copy"
    if there == "full":
        place.mkdir()
        (place / "mine.txt").write_text("mine", encoding="utf-8")
    else:
        place.write_text("mine", encoding="utf-8")
    with Desk.open(folder) as desk, pytest.raises(BackupFailed, match="there already"):
        desk.backup(place)
    kept = place / "mine.txt" if there == "full" else place
    assert kept.read_text(encoding="utf-8") == "mine"


def test_restoring_is_one_change_that_undo_takes_back(desk: Desk, tmp_path: Path) -> None:
    """Articles, annotations and tags are as they were, ids and order too; undo brings back what was before."""
    filled(desk)
    before = state(desk)
    desk.backup(tmp_path / "copy")
    ids = desk.article_ids()
    desk.edit(desk.annotations()[0].id, note="other", tags=["later"])
    desk.remove_articles([ids[0], ids[2]])
    put(desk, "Snow falls in the south, and nobody had expected that at all.")
    after = state(desk)
    change = desk.restore(tmp_path / "copy")
    assert change is not None
    assert change.action == "restore"
    now = state(desk)
    assert now.articles == before.articles
    assert now.texts == before.texts
    assert now.annotations == before.annotations
    assert {tag.name for tag in now.tags} == {tag.name for tag in before.tags}
    desk.undo()
    assert state(desk) == after
    desk.redo()
    assert state(desk).annotations == before.annotations


def test_restoring_what_is_there_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """No change, so nothing to undo."""
    filled(desk)
    desk.backup(tmp_path / "copy")
    changes = desk.changes
    assert desk.restore(tmp_path / "copy") is None
    assert desk.changes == changes


def test_a_desk_that_is_gone_comes_back_from_its_backup(folder: Path, tmp_path: Path) -> None:
    """Restored into a new desk: the same articles and annotations, byte for byte."""
    with Desk.open(folder) as desk:
        filled(desk)
        before = state(desk)
        desk.backup(tmp_path / "copy")
    with Desk.open(tmp_path / "new") as desk:
        desk.restore(tmp_path / "copy")
        assert state(desk) == before
    with Desk.open(tmp_path / "new") as desk:
        assert state(desk) == before


def test_a_damaged_text_comes_back_from_a_backup(folder: Path, tmp_path: Path) -> None:
    """A text whose bytes do not verify is written anew; what can be read stays where it is."""
    with Desk.open(folder) as desk:
        filled(desk)
        before = state(desk)
        desk.backup(tmp_path / "copy")
    log = folder / "articles" / "texts-1.log"
    data = bytearray(log.read_bytes())
    data[40] ^= 1
    log.write_bytes(data)
    with Desk.open(folder) as desk:
        with pytest.raises(DeskDamaged, match="doctor"):
            desk.text(desk.article_ids()[0])
        assert desk.text(desk.article_ids()[1]) == before.texts[1]
        assert desk.annotations() == before.annotations
        desk.restore(tmp_path / "copy")
        assert state(desk) == before


def test_restoring_backs_up_what_is_there_first(folder: Path) -> None:
    """Also that which is restored may be wrong: the desk from before is a backup too."""
    with Desk.open(folder) as desk:
        filled(desk)
        asked = desk.backup()
        desk.remove(desk.annotations()[0].id)
        before = state(desk)
        desk.restore(asked.name)
        kinds = {each.kind: each.name for each in desk.backups()}
        assert state(Desk.open(folder / "backups" / kinds["before-restore"], read_only=True)) == before


def test_what_is_no_whole_backup_is_refused(folder: Path, tmp_path: Path) -> None:
    """A folder without a journal, and a copy that is damaged: one sentence, and the desk is as it was."""
    (tmp_path / "empty").mkdir()
    with Desk.open(folder) as desk:
        filled(desk)
        desk.backup(tmp_path / "copy")
        notes = tmp_path / "copy" / "notes" / "000001.json"
        notes.write_bytes(notes.read_bytes().replace(b"Rain", b"Ruin"))
        desk.remove(desk.annotations()[0].id)
        before = state(desk)
        with pytest.raises(BackupFailed, match="no backup"):
            desk.restore(tmp_path / "empty")
        with pytest.raises(DeskDamaged):
            desk.restore(tmp_path / "copy")
        with pytest.raises((BackupFailed, DeskForbidden)):
            desk.restore(tmp_path / "nowhere")
        assert state(desk) == before


def test_before_much_goes_there_is_a_backup(folder: Path) -> None:
    """Before an import and before several articles are removed; not twice for nothing new."""
    with Desk.open(folder) as desk:
        put(desk, TEXT, TEXT + "2")
        assert desk.backups() == []
        put(desk, TEXT + "3")
        assert [each.kind for each in desk.backups()] == ["before-import"]
        put(desk, TEXT + "4")  # within a few minutes
        assert len(desk.backups()) == 1
    with Desk.open(folder, read_only=True) as desk:
        with pytest.raises(ReadOnly):
            desk.backup()
        assert desk.daily_backup() is None


def test_a_desk_that_is_closed_has_its_daily_backup(folder: Path) -> None:
    """One for what is new; none for nothing."""
    with Desk.open(folder) as desk:
        filled(desk)
    with Desk.open(folder) as desk:
        assert [each.kind for each in desk.backups()] == ["daily"]
    with Desk.open(folder) as desk:
        assert len(desk.backups()) == 1


@pytest.mark.parametrize(
    ("age", "kind", "changed", "due"),
    [
        (timedelta(hours=1), "daily", True, False),
        (timedelta(hours=21), "daily", True, True),
        (timedelta(hours=21), "daily", False, False),
        (timedelta(minutes=1), "before-import", True, False),
        (timedelta(minutes=11), "before-import", True, True),
        (timedelta(days=-3), "daily", True, True),  # the clock was wrong
    ],
)
def test_when_a_backup_is_due(age: timedelta, kind: str, *, changed: bool, due: bool) -> None:
    """After a day or a few minutes, when there is something that the newest has not."""
    at = (datetime.now(UTC) - age).strftime("%Y-%m-%dT%H:%M:%SZ")
    newest = Backup(name="x", at=at, kind="daily", changes=7)
    assert backup.due([newest], kind, 8 if changed else 7) is due
    assert backup.due([], kind, 1)
    assert not backup.due([], kind, 0)


def test_seven_days_and_four_weeks_stay() -> None:
    """Of a hundred days the last seven and the last of each of four weeks; what was asked for always."""
    disk = MemoryDisk()
    start = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
    for day in range(100):
        for kind in ("daily", "before-import") if day % 9 == 0 else ("daily",):
            stamp = (start + timedelta(days=day)).strftime("%Y%m%dT%H%M%SZ")
            place = f"backups/{stamp}-{kind}-{day}"
            disk.make_folder(f"{place}/journal")
            disk.open(f"{place}/journal/000001.log", create=True).write(0, b"x")
    disk.make_folder("backups/20260302T120000Z-asked-1/journal")
    disk.open("backups/20260302T120000Z-asked-1/journal/000001.log", create=True).write(0, b"x")
    disk.make_folder("backups/20260602T120000Z-daily-500/journal")  # one that came to no end
    backup.rotate(disk)
    kept = backup.inside(disk)
    days = [(datetime.fromisoformat(each.at) - start).days for each in kept if each.kind == "daily"]
    assert days == [83, 90, *range(93, 100)]
    assert [each.kind for each in kept].count("before-import") == 5
    assert [each.kind for each in kept].count("asked") == 1
    assert "20260602T120000Z-daily-500" not in disk.names("backups")


@pytest.mark.parametrize("call", ["write", "sync", "replace", "link", "make_folder", "sync_folder"])
def test_a_backup_that_fails_leaves_the_desk(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """One sentence; the desk goes on; the next one is made."""
    with Desk.open(folder) as desk:
        filled(desk)
        before = state(desk)
        with monkeypatch.context() as patch:
            _fail(patch, call)
            with pytest.raises(BackupFailed, match="No space"):
                desk.backup()
        assert desk.backups() == []
        assert state(desk) == before
        desk.annotate(desk.article_ids()[1], 0, 4)
        assert desk.backup().changes == desk.changes


def _fail(patch: pytest.MonkeyPatch, call: str) -> None:
    import errno

    from store import disk

    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    owner = disk._RealFile if call in ("write", "sync") else RealDisk
    patch.setattr(owner, call, full)


def test_a_backup_that_does_not_hold_the_desk_does_not_count(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is opened and compared before anyone relies on it."""
    with Desk.open(folder) as desk:
        filled(desk)
        real = put_file

        def spoiled(disk: RealDisk, path: str, data: bytes) -> None:
            real(disk, path, data.replace(b"Rain", b"Ruin") if path.startswith("notes/") else data)

        monkeypatch.setattr(backup, "put", spoiled)
        with pytest.raises(BackupFailed):
            desk.backup()
