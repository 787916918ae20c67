"""What went wrong under attack once: text kept on no disk, articles that go while they are open, failures in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest
from strategies import put
from tui_desk import desk_of, opened
from tui_texts import ENGLISH

from store import Desk
from store.errors import SaveFailed
from store.journal import Journal
from tui.keymap import read
from tui.memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

_OTHER = "The other article.\n\nIts second sentence here. And a third one."


def _fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def append(*_args: object, **_options: object) -> NoReturn:
        raise SaveFailed("Not saved: the disk is full. Free some space and try again.")

    monkeypatch.setattr(Journal, "append", append)


async def test_a_draft_that_could_not_be_kept_is_kept_once_that_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is tried again after the next change that is saved, and at leaving at the latest."""
    desk = desk_of(ENGLISH)
    async with opened(desk, (120, 30)) as at:
        await at.keys("m")
        (made,) = at.annotations
        with monkeypatch.context() as patch:
            _fail(patch)
            await at.keys("a =thought ctrl+s")
            assert at.screen.notice.severity == "error"
            await at.keys("escape")
            assert Memory(desk).drafts() == {}
        await at.keys("} m q k")
        await at.until(lambda: not at.app.is_running)
    assert Memory(desk).drafts() == {made.id: "thought"}


async def test_leaving_while_nothing_can_be_saved_is_told_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk stays open once; who leaves again wants to."""
    async with opened(desk_of(ENGLISH), (120, 30)) as at:
        await at.keys("a =thought escape")
        with monkeypatch.context() as patch:
            _fail(patch)
            await at.keys("a =s escape q k")
            assert at.app.is_running
            assert "Not saved" in at.screen.notice.message
            at.post("q k")
            await at.until(lambda: not at.app.is_running)


async def test_a_note_changed_elsewhere_while_one_writes_is_not_overwritten(tmp_path: Path) -> None:
    """Both texts are in it, and one is told."""
    with Desk.open(tmp_path / "desk") as here:
        (article,) = put(here, "First text here. And more.")
        made = here.annotate(article.id, 0, 10, note="")
        async with opened(here, (120, 30)) as at:
            await at.keys("a =mine")
            with Desk.open(tmp_path / "desk") as there:
                there.edit(made.id, note="theirs")
            await at.keys("ctrl+s")
            assert [a.note for a in at.annotations] == ["theirs\n\nmine"]
            assert "both texts are kept" in at.screen.notice.message


async def test_a_draft_that_was_saved_before_a_kill_is_no_draft() -> None:
    """The note is on the desk, only its draft was not forgotten yet."""
    desk = desk_of(ENGLISH)
    made = desk.annotate(desk.article_ids()[0], 0, 3, note="thought")
    Memory(desk).keep_draft(made.id, "thought")
    async with opened(desk) as at:
        assert at.screen.editor.drafts == {}


@pytest.mark.parametrize("keys", ["c enter u u", ": =sample enter"])
async def test_both_articles_side_by_side_go(keys: str) -> None:
    """The desk is empty then, and stays open."""
    desk = desk_of(ENGLISH, _OTHER)
    async with opened(desk, (120, 30)) as at:
        await at.keys("c enter")
        desk.remove_articles(desk.article_ids())
        at.screen.show_annotations()
        await at.settled()
        assert at.app._exception is None
        assert "This desk is empty" in at.seen
        await at.keys("u")
        assert len(desk.articles()) == 2
        await at.keys(keys)
        assert at.app._exception is None


@pytest.mark.parametrize("keys", ["m", "a =x ctrl+s", "t =x enter", "r > m", "d"])
async def test_the_open_article_is_removed_elsewhere_and_one_goes_on(tmp_path: Path, keys: str) -> None:
    """Before it is noticed: what is done then fails with a sentence, and the next article is open."""
    with Desk.open(tmp_path / "desk") as here:
        first, second = put(here, "First text here. And more.", "Second text there. And more.")
        here.annotate(first.id, 0, 10)
        async with opened(here, (120, 30)) as at:
            with Desk.open(tmp_path / "desk") as there:
                there.remove_articles([first.id])
            await at.keys(keys)
            await at.until(lambda: at.article.id == second.id)
            assert at.app._exception is None


async def test_the_article_goes_while_a_note_on_it_is_written(tmp_path: Path) -> None:
    """What was written is a draft, to its last letter."""
    with Desk.open(tmp_path / "desk") as here:
        first, _ = put(here, "First text here. And more.", "Second text there. And more.")
        made = here.annotate(first.id, 0, 10)
        async with opened(here, (120, 30)) as at:
            await at.keys("a =hello")
            here.remove_articles([first.id])
            await at.keys("=world ctrl+s")
            assert at.app._exception is None
            assert at.screen.editor.drafts == {made.id: "helloworld"}
            assert Memory(here).drafts() == {made.id: "helloworld"}
            assert "kept as a draft" in at.screen.notice.message


async def test_going_along_a_link_of_a_highlight_that_was_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The failure of the highlight is told; nothing else happens."""
    async with opened(desk_of(ENGLISH), (120, 30)) as at:
        with monkeypatch.context() as patch:
            _fail(patch)
            await at.keys("m g d")
            assert at.app._exception is None
            assert at.screen.notice.severity == "error"


async def test_a_hit_that_goes_while_the_search_is_open() -> None:
    """It is drawn by what is known of it."""
    desk = desk_of(ENGLISH, _OTHER)
    async with opened(desk, (120, 30)) as at:
        await at.keys("f =second")
        desk.remove_articles(desk.article_ids()[1:])
        await at.keys("up down")
        assert at.app._exception is None


async def test_undo_says_what_it_did_where_it_is_seen() -> None:
    """A change of this article that is out of sight is brought into sight."""
    text = "One two three. Four five six.\n" * 200
    async with opened(desk_of(text), (120, 30)) as at:
        await at.keys("m G u")
        assert at.cursor == 0


def test_a_number_too_long_for_python_is_a_problem_of_the_file() -> None:
    """Told as any other, and the keys are newsdesk's own."""
    keymap = read(b"[keys]\nundo = " + b"9" * 5000)
    assert len(keymap.problems) == 1
