"""What goes on beside the reading: what is saved, what others change, a full disk, what was mended."""

from __future__ import annotations

import errno
import threading
from typing import TYPE_CHECKING

import pytest
from strategies import put
from tui_desk import PATIENCE, desk_of, opened
from tui_texts import ENGLISH

from store import Desk
from store.disk import MemoryDisk, MemoryFile
from store.journal import reserve

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A disk that takes what is written, and says so only once the event is set."""
    free = threading.Event()
    free.set()
    sync = MemoryFile.sync

    def slow(self: MemoryFile) -> None:
        assert free.wait(PATIENCE)
        sync(self)

    monkeypatch.setattr(MemoryFile, "sync", slow)
    yield free
    free.set()


async def test_the_title_says_that_a_change_is_being_saved_and_is_saved(disk: threading.Event) -> None:
    """Nothing before the first change; the highlight and `saving…` while it is written; then `saved`."""
    async with opened(desk_of(ENGLISH), (120, 30)) as at:
        assert "saved" not in at.rows[0]
        disk.clear()
        at.post("m")
        await at.until(lambda: "saving…" in at.rows[0])
        assert [a.quote for a in at.screen.annotations] == ["One two three."]
        assert "○▎ One two three." in at.seen
        assert at.annotations == []
        disk.set()
        await at.settled()
        assert "saved · " in at.rows[0]
        assert at.quotes == ["One two three."]
        await at.keys("j")
        assert "saved · " in at.rows[0]


async def test_a_slow_disk_holds_up_nobody(disk: threading.Event) -> None:
    """While it writes one moves, marks, tags, deletes, writes; all of it is saved, in its order."""
    desk = desk_of(ENGLISH, "Another text.")
    async with opened(desk, (120, 30)) as at:
        disk.clear()
        at.post("m t =claim enter ) m t 1 ) m d } a =thought ctrl+s L H")
        await at.until(lambda: not at.app._keys and at.home() and "thought" in str(at.screen.annotations))
        shown = at.screen.annotations
        assert [(a.tags, a.note) for a in shown] == [(("claim",), ""), (("claim",), ""), ((), "thought")]
        assert at.desk.tags() == []
        assert at.annotations == []
        disk.set()
        await at.settled()
        assert [(a.id, a.quote, a.tags, a.note) for a in at.annotations] == [
            (a.id, a.quote, a.tags, a.note) for a in shown
        ]
        assert [change.action for change in reversed(desk.history())][1:] == [
            "import", "annotate", "edit", "annotate", "edit", "annotate", "remove", "annotate", "edit",
        ]  # fmt: skip


async def test_undo_on_a_slow_disk_makes_keys_wait_for_what_it_brings(disk: threading.Event) -> None:
    """What is typed behind it is meant for what it shows."""
    async with opened(desk_of(ENGLISH), (120, 30)) as at:
        await at.keys("m d")
        disk.clear()
        at.post("u a =thought ctrl+s")
        await at.until(lambda: at.app._keys)
        assert at.screen.annotations == []
        disk.set()
        await at.settled()
        assert [(a.quote, a.note) for a in at.annotations] == [("One two three.", "thought")]


async def test_quitting_waits_for_what_is_being_saved(disk: threading.Event) -> None:
    """It says so, and goes once it is saved."""
    desk = desk_of(ENGLISH)
    async with opened(desk, (120, 30)) as at:
        disk.clear()
        at.post("m q")
        await at.until(lambda: "closing, once all is saved" in at.seen)
        assert at.app.is_running
        disk.set()
        await at.until(lambda: not at.app.is_running)
    assert [a.quote for a in desk.annotations()] == ["One two three."]


async def test_what_another_desk_changes_is_seen(tmp_path: pathlib.Path) -> None:
    """Its highlight appears, its deletion of the open article shows another one, and undo here sees its change."""
    with Desk.open(tmp_path / "desk") as here:
        first, second = put(here, "First text here. And more.", "Second text there. And more.")
        async with opened(here, (120, 30)) as at:
            with Desk.open(tmp_path / "desk") as there:
                there.annotate(first.id, 0, 10, note="from the other window")
                await at.until(lambda: at.annotations)
                await at.settled()
                assert "from the other window" in at.seen
                assert "changed in another newsdesk" in at.hint
                there.remove_articles([first.id])
                await at.until(lambda: at.article.id == second.id)
                await at.settled()
                assert "Second text" in at.seen
                await at.keys("u")
                assert [article.id for article in there.articles()] == [second.id]
                assert there.refresh()
                assert len(there.articles()) == 2


async def test_what_was_mended_at_opening_is_told(tmp_path: pathlib.Path) -> None:
    """In one sentence, before any greeting."""
    with Desk.open(tmp_path / "desk") as desk:
        put(desk)
    (tmp_path / "desk" / "journal" / "000001.log").unlink()
    with Desk.open(tmp_path / "desk") as desk:
        async with opened(desk, greeting="Welcome") as at:
            assert "Journal 1 is missing" in at.screen.notice.message
            assert "Welcome" not in at.seen


async def test_a_full_disk_is_a_banner_that_goes_when_space_returns(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last notes still fit, by the reserve; then they are refused; with space all is well again."""
    room = [1 << 30]
    write = MemoryFile.write

    def limited(self: MemoryFile, offset: int, data: bytes) -> None:
        more = max(0, offset + len(data) - len(self.data))
        if more > room[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        room[0] -= more
        write(self, offset, data)

    remove = MemoryDisk.remove

    def freeing(self: MemoryDisk, path: str) -> None:
        room[0] += self.size(path) or 0
        remove(self, path)

    monkeypatch.setattr(reserve, "RESERVE", 4096)
    monkeypatch.setattr(MemoryFile, "write", limited)
    monkeypatch.setattr(MemoryDisk, "remove", freeing)
    desk = desk_of(ENGLISH)
    async with opened(desk, (120, 30)) as at:
        room[0] = 100
        await at.keys("m")
        assert len(at.annotations) == 1
        assert "DISK FULL: only the last notes still fit" in at.rows[0]
        count = 1
        while len(at.annotations) == count and count < 20:
            await at.keys(") m")
            count += 1
        assert 1 < len(at.annotations) < 20
        assert "NOT SAVED · DISK FULL" in at.rows[0]
        assert "Free some space" in at.screen.notice.message
        before = at.annotations
        room[0] = 1 << 30
        at.screen.look_for_space()
        await at.settled()
        assert "DISK FULL" not in at.rows[0]
        await at.keys(") m")
        assert len(at.annotations) == len(before) + 1
        assert "saved · " in at.rows[0]
        assert at.annotations[: len(before)] == before
