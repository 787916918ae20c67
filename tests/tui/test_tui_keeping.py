"""What goes on beside the reading: what is saved, what others change, a full disk, what was mended."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from strategies import put
from tui_desk import desk_of, opened
from tui_texts import ENGLISH

from store import Desk
from store.disk import MemoryDisk, MemoryFile
from store.journal import reserve

if TYPE_CHECKING:
    import pathlib

    import pytest


async def test_the_title_says_that_a_change_is_being_saved_and_is_saved() -> None:
    """Nothing before the first change; `saving…` while it is written; then `saved`."""
    async with opened(desk_of(ENGLISH), (120, 30)) as at:
        assert "saved" not in at.rows[0]
        seen: list[str] = []
        show = at.screen.show_saving

        def saving() -> None:
            show()
            seen.append(at.rows[0])

        at.desk.on_saving = saving
        await at.keys("m")
        assert len(seen) == 1
        assert "saving…" in seen[0]
        assert "saved · " in at.rows[0]
        await at.keys("j")
        assert "saved · " in at.rows[0]


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
