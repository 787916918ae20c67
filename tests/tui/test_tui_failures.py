"""A change that does not reach the disk: the screen says so, and shows what the desk still has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest
from tui_desk import desk_of, opened
from tui_texts import ENGLISH

from store import Desk
from store.errors import SaveFailed
from store.journal import Journal
from tui import samples
from tui.screens.dialogs import ConfirmScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tui_desk import At

_WHY = "Not saved: the disk is full [/red]. Free some space and try again."


def _fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def append(*_args: object, **_options: object) -> NoReturn:
        raise SaveFailed(_WHY)

    monkeypatch.setattr(Journal, "append", append)


def _assert_told(at: At) -> None:
    assert at.screen.notice.severity == "error"
    assert at.screen.notice.message == _WHY
    assert "✗ Not saved: the disk is full [/red]." in at.seen


@pytest.mark.parametrize(
    "keys",
    [
        "} a",
        "} i w t =new enter",
        "t =new enter",
        "1 escape x escape",
        "d",
        "u",
        "2 u",
        "enter d",
        ": =sample enter",
    ],
)
async def test_a_change_that_was_not_saved_is_told_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    """Highlight, tag, delete, undo: an error that stays until escape, and the old state on the screen."""
    desk = desk_of(ENGLISH)
    samples.add(desk)
    async with opened(desk, (160, 30)) as at:
        await at.keys("t =claim enter ) m")
        before = (at.annotations, at.desk.tags(), at.desk.articles())
        await at.keys("[ escape")
        cards = [row.split("│", 1)[1] for row in at.rows[1:20]]
        with monkeypatch.context() as patch:
            _fail(patch)
            if keys.startswith("1 "):
                at.screen.perform("tag_number", 1)
                await at.settled()
            else:
                await at.keys(keys)
            _assert_told(at)
            assert (at.annotations, at.desk.tags(), at.desk.articles()) == before
            assert at.home()
            assert not at.screen.editor.is_open
            await at.keys("g g j ) k [ ]" if at.focus() == "source" else "j k")
            _assert_told(at)
        await at.keys("tab escape" if at.focus() == "source" else "escape")
        await at.keys("escape escape")
        assert "✗" not in at.seen
        bars = str.maketrans("▎█", "  ")  # another card may be the chosen one
        assert [row.split("│", 1)[1].translate(bars) for row in at.rows[1:20]] == [
            row.translate(bars) for row in cards
        ]


async def test_redo_that_was_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The step is still there to be made again once saving works."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("m u")
        with monkeypatch.context() as patch:
            _fail(patch)
            await at.keys("ctrl+r")
            _assert_told(at)
            assert at.quotes == []
        await at.keys("ctrl+r")
        assert at.quotes == ["One two three."]
        assert "✗" not in at.seen


async def test_a_note_that_was_not_saved_stays_in_the_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """ctrl+s again saves it once that works; leaving keeps it as a draft."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("m a =thought")
        with monkeypatch.context() as patch:
            _fail(patch)
            await at.keys("ctrl+s")
            _assert_told(at)
            assert at.screen.editor.is_open
            assert at.screen.editor.text == "thought"
            await at.keys("=s")
        await at.keys("ctrl+s")
        assert [a.note for a in at.annotations] == ["thoughts"]
        assert "✗" not in at.seen


async def test_drafts_that_cannot_be_saved_keep_the_app_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """At quitting, `s` that fails tells why and stays; nothing typed is lost."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a =thought escape")
        with monkeypatch.context() as patch:
            _fail(patch)
            await at.keys("q")
            at.over(ConfirmScreen)
            await at.keys("s")
            assert not at.app._exit
            _assert_told(at)
        await at.keys("a")
        assert at.screen.editor.text == "thought"


async def test_a_desk_opened_for_reading_tells_that_nothing_can_be_changed(tmp_path: Path) -> None:
    """Every change is refused with a sentence; reading, searching and exporting go on."""
    with Desk.open(tmp_path / "desk") as desk:
        samples.add(desk)
    with Desk.open(tmp_path / "desk", read_only=True) as desk:
        async with opened(desk) as at:
            for keys in ("m", "a", "t =x enter", ": =sample enter", "u", "ctrl+r"):
                await at.keys(keys)
                assert "opened for reading only" in at.screen.notice.message, keys
                await at.keys("escape")
            await at.keys("f =lukashenko enter")
            assert at.screen.found
        assert desk.annotations() == []
