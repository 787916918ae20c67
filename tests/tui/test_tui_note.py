"""Writing a note: it is saved when the screen says so, and whatever was typed is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from tui_desk import desk_of, opened
from tui_texts import BELARUSIAN, ENGLISH, RUSSIAN, UKRAINIAN

from tui.screens.dialogs import ConfirmScreen

if TYPE_CHECKING:
    from tui_desk import At


def _notes(at: At) -> list[tuple[str, str]]:
    return [(annotation.quote, annotation.note) for annotation in at.annotations]


def _typed_and_not_saved(at: At) -> list[str]:
    """What would be asked about at quitting."""
    return list(at.screen.editor.drafts.values())


async def test_a_highlights_and_opens_the_note_and_ctrl_s_saves_it() -> None:
    """The note is on the desk and on its card; the keys are the source pane's again."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a")
        assert at.focus() == "note"
        assert "ctrl+s save" in at.hint
        assert "Note on “One two three.”" in at.seen
        await at.write("Says who?\nmoving 3w dd")
        await at.keys("ctrl+s")
        assert _notes(at) == [("One two three.", "Says who?\nmoving 3w dd")]
        assert at.focus() == "source"
        assert "note saved" in at.hint
        assert "moving 3w dd" in at.seen
        assert "●▎" in at.seen
        assert not at.screen.editor.is_open


async def test_a_on_a_highlight_or_a_card_opens_its_note() -> None:
    """The cursor of the editor is behind what is written; the annotation stays one."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a =one ctrl+s a =_two ctrl+s")
        assert _notes(at) == [("One two three.", "one two")]
        await at.keys("tab a =_three ctrl+s")
        assert _notes(at) == [("One two three.", "one two three")]
        await at.keys("u u")
        assert _notes(at) == [("One two three.", "one")]


async def test_escape_keeps_a_draft_that_a_brings_back() -> None:
    """A draft is said to be one, is not on the desk, and a saved or unchanged note leaves none."""
    async with opened(desk_of(UKRAINIAN), (160, 30)) as at:
        at.goto("Опозиція")
        await at.keys("a")
        await at.write("Перевірити!")
        await at.keys("escape")
        assert _notes(at) == [("Опозиція сумнівається.", "")]
        assert "draft kept" in at.hint
        await at.keys("a")
        assert at.screen.editor.text == "Перевірити!"
        assert "· draft" in at.seen
        assert "the draft that you left" in at.hint
        await at.keys("ctrl+s")
        assert _notes(at) == [("Опозиція сумнівається.", "Перевірити!")]
        assert _typed_and_not_saved(at) == []
        await at.keys("a escape")
        assert _typed_and_not_saved(at) == []
        assert "draft" not in at.hint


async def test_quitting_with_a_draft_asks_and_escape_stays() -> None:
    """`q` with a draft asks; escape stays, another key does nothing, `s` saves and quits."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a =later escape q")
        at.over(ConfirmScreen)
        assert "A note has a draft that is not saved." in at.seen
        await at.keys("x m")
        at.over(ConfirmScreen)
        await at.keys("escape")
        assert at.home()
        assert at.focus() == "source"
        await at.keys("q")
        await at.keys("s")
        assert at.app._exit
        assert [a.note for a in at.desk.annotations()] == ["later"]


@pytest.mark.parametrize("key", ["k", "л"])
async def test_quitting_may_keep_the_draft(key: str) -> None:
    """`k`, on a Cyrillic layout too, quits and leaves the note as it was; the draft is there next time."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a =later escape q")
        await at.keys(key)
        assert at.app._exit
        assert [a.note for a in at.desk.annotations()] == [""]
    async with opened(at.desk) as at:
        await at.keys("a")
        assert at.screen.editor.text == "later"


async def test_ctrl_q_from_the_editor_asks_as_well() -> None:
    """What stands in the open editor is a draft when the app is asked to go."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a =unsaved ctrl+q")
        at.over(ConfirmScreen)
        await at.keys("s")
        assert at.app._exit
        assert [a.note for a in at.desk.annotations()] == ["unsaved"]


async def test_q_without_a_draft_quits_at_once() -> None:
    """Nothing to ask, nothing asked."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("m q")
        assert at.app._exit


async def test_leaving_the_editor_by_a_click_loses_nothing() -> None:
    """Another note may then be opened, or the app left: what was typed before is there or asked about."""
    async with opened(desk_of(UKRAINIAN)) as at:
        await at.keys("a =first")
        await at.click(at.at(at.text.index("Опозиція")))
        at.goto("Їжа")
        await at.keys("a =second ctrl+s")
        assert ("Їжа для робітників коштує дорого.", "second") in _notes(at)
        await at.keys("q")
        assert "first" in [note for _, note in _notes(at)] + _typed_and_not_saved(at)
        at.over(ConfirmScreen)


async def test_tab_writes_in_a_note() -> None:
    """Tab does not take the keys away from a note that is being written."""
    async with opened(desk_of(UKRAINIAN)) as at:
        await at.keys("a =a tab =b ctrl+s")
        note = at.annotations[0].note
        assert note.split() == ["a", "b"]


async def test_quitting_after_a_click_beside_the_editor_asks() -> None:
    """A click into the text gives it the keys; `q` then still knows of the note that is not saved."""
    async with opened(desk_of(UKRAINIAN)) as at:
        await at.keys("a =typed")
        await at.click(at.at(at.text.index("Опозиція")))
        await at.keys("q")
        assert not at.app._exit or [a.note for a in at.desk.annotations()] == ["typed"]


async def test_the_draft_of_a_deleted_highlight_is_not_lost_in_silence() -> None:
    """After `d`, saving the drafts at quitting does not simply drop the one whose highlight is gone."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a =thought escape d q")
        await at.keys("s")
        lost = at.app._exit and "thought" not in [a.note for a in at.desk.annotations()]
        assert not lost


async def test_notes_in_three_languages() -> None:
    """Letters of all alphabets are typed as they are."""
    for text, note in (
        (UKRAINIAN, "Ґалаґан? Перевірити: їжа, єдність, з'їзд ’"),
        (RUSSIAN, "Подъезд, ёлка, Ъ — проверить"),
        (BELARUSIAN, "Ўсё праверыць: ґанак, аб'ём, Ёсць"),
    ):
        async with opened(desk_of(text)) as at:
            await at.keys("a")
            await at.write(note)
            await at.keys("ctrl+s")
            assert [a.note for a in at.annotations] == [note]


async def test_a_paste_is_put_in_once_and_clean() -> None:
    """What is pasted into a note stands there once, without signs that could harm a terminal."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a =note:")
        at.app.post_message(events.Paste(" a\x1b[31m\x9b\N{RIGHT-TO-LEFT OVERRIDE}b\r\nc"))
        await at.settled()
        await at.keys("ctrl+s")
        assert [a.note for a in at.annotations] == ["note: a[31mb\nc"]


async def test_a_paste_between_keys_stays_between_them() -> None:
    """Keys, a paste and keys that come at once, as over a slow line, are written in that order."""
    async with opened(desk_of(ENGLISH)) as at:
        at.post("a =before")
        at.app.post_message(events.Paste(" pasted "))
        at.post("=after")
        await at.settled()
        text = at.screen.editor.text
        assert text.index("before") < text.index("pasted") < text.index("after")


async def test_undo_while_a_draft_waits_keeps_the_draft() -> None:
    """The highlight taken back and made again has its draft still."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a =draft escape u")
        assert at.annotations == []
        await at.keys("ctrl+r a")
        assert at.screen.editor.text == "draft"
