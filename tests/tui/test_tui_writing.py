"""What the note editor does for who writes: lists, completion, tags in the text, notes on the article, whole characters."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Offset
from tui_desk import desk_of, opened
from tui_texts import ENGLISH, RUSSIAN, UKRAINIAN

from tui.panes import note as note_pane

if TYPE_CHECKING:
    from tui_desk import At

    from tui.panes.completion import Completion
    from tui.panes.writing import Writing


def _writing(at: At) -> Writing:
    writing = at.screen.editor.prepare()
    assert writing.has_focus
    return writing


def _list(at: At) -> Completion:
    return at.screen.editor.prepare().completion


async def _offered(at: At) -> list[str]:
    """What is offered at the cursor, once it is."""
    await at.until(lambda: _list(at).is_open)
    await at.settled()
    return [choice.label for choice in _list(at).items]


# Lists


async def test_enter_goes_on_with_a_list_and_ends_it() -> None:
    """An item, the next one, a nested one, and the end."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a")
        await at.write("- one\ntwo\n")
        await at.keys("tab")
        await at.write("deep\n\n\nplain")
        assert at.screen.editor.text == "- one\n- two\n  - deep\nplain"
        await at.keys("enter")
        await at.write("9. nine\nten")
        await at.keys("tab shift+tab")
        assert at.screen.editor.text.endswith("plain\n9. nine\n10. ten")
        await at.keys("ctrl+s")
        assert at.annotations[0].note.endswith("10. ten")


async def test_items_that_are_selected_move_together() -> None:
    """Tab and shift+tab, over several lines; undo takes each back in one step."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a")
        await at.write("- one\ntwo")
        await at.keys("shift+up tab")
        assert at.screen.editor.text == "  - one\n  - two"
        await at.keys("shift+tab")
        assert at.screen.editor.text == "- one\n- two"
        await at.keys("ctrl+z")
        assert at.screen.editor.text == "  - one\n  - two"


async def test_code_is_no_list() -> None:
    """Within a fence, enter is a line break and `#` no tag."""
    desk = desk_of(ENGLISH)
    desk.annotate(desk.article_ids()[0], 0, 3, tags=["claim"])
    async with opened(desk) as at:
        await at.keys("G a")
        await at.write("```\n- a\n#cla")
        await at.settled()
        assert at.screen.editor.text == "```\n- a\n#cla"
        assert not _list(at).is_open


# Completion


async def test_a_tag_is_completed() -> None:
    """A letter behind `#` offers the codebook's; the arrows choose, tab takes; it goes on the annotation."""
    desk = desk_of(ENGLISH)
    article = desk.article_ids()[0]
    desk.annotate(article, 0, 3, tags=["claim", "claim/military", "foreign policy", "other"])
    async with opened(desk) as at:
        await at.keys("G a =#")
        assert not _list(at).is_open
        await at.keys("=cla")
        assert await _offered(at) == ["claim", "claim/military"]
        assert "#claim/military" in at.seen
        await at.keys("down tab")
        assert not _list(at).is_open
        await at.write(" and #POL")
        assert await _offered(at) == ["foreign policy"]
        await at.keys("enter")
        assert at.screen.editor.text == "#claim/military and #foreign_policy"
        await at.keys("ctrl+s")
        assert [a.tags for a in at.annotations if a.note] == [("claim/military", "foreign policy")]


async def test_an_article_is_completed_across_scripts() -> None:
    """`[[` and the name in another script; what stands behind the cursor of an old mention goes."""
    desk = desk_of("Київ чекає\nТекст.", "Minsk looks past\nA text.", ENGLISH)
    async with opened(desk) as at:
        await at.keys("a")
        await at.write("See [[")
        assert len(await _offered(at)) == 3
        await at.write("киев")
        await at.until(lambda: [c.label for c in _list(at).items] == ["Київ чекає"])
        await at.keys("enter")
        assert at.screen.editor.text == "See [[Київ чекає]]"
        await at.keys("enter")
        assert at.screen.editor.text == "See [[Київ чекає]]\n"


async def test_escape_closes_the_list_and_then_the_note() -> None:
    """One step at a time; the list stays away while that mention is written, and is there for the next."""
    desk = desk_of(ENGLISH)
    desk.annotate(desk.article_ids()[0], 0, 3, tags=["claim"])
    async with opened(desk) as at:
        await at.keys("G a =#cl")
        await _offered(at)
        await at.keys("escape")
        assert not _list(at).is_open
        assert at.focus() == "note"
        await at.keys("=a")
        await at.settled()
        assert not _list(at).is_open
        await at.write(" #cl")
        assert await _offered(at) == ["claim"]
        await at.keys("escape escape")
        assert at.focus() == "source"
        assert list(at.screen.editor.drafts.values()) == ["#cla #cl"]


async def test_what_is_written_out_needs_no_list() -> None:
    """Enter behind a tag that is complete is a line break, even where the list shows longer ones."""
    desk = desk_of(ENGLISH)
    desk.annotate(desk.article_ids()[0], 0, 3, tags=["claim", "claim/military"])
    async with opened(desk) as at:
        await at.keys("G a =#claim")
        await _offered(at)
        await at.until(lambda: [c.label for c in _list(at).items][:1] == ["claim"])
        await at.keys("enter =x")
        assert at.screen.editor.text == "#claim\nx"


async def test_the_list_is_clicked() -> None:
    """A click takes what it is on; the keys stay with the note."""
    desk = desk_of(ENGLISH)
    desk.annotate(desk.article_ids()[0], 0, 3, tags=["alpha", "alphabet"])
    async with opened(desk) as at:
        await at.keys("G a =#al")
        assert await _offered(at) == ["alpha", "alphabet"]
        region = _list(at).region
        await at.click(region.offset + Offset(3, 1))
        assert at.screen.editor.text == "#alphabet"
        await at.keys("=!")
        assert at.screen.editor.text == "#alphabet!"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_list_is_on_the_screen_and_not_on_the_cursor(size: tuple[int, int]) -> None:
    """At every size, beside the row in which one types."""
    desk = desk_of(ENGLISH)
    desk.annotate(desk.article_ids()[0], 0, 3, tags=[f"tag{number}" for number in range(9)])
    async with opened(desk, size) as at:
        await at.keys("G a")
        for lines in range(12):
            await at.write("#ta")
            assert len(await _offered(at)) == 6
            region = _list(at).region
            cursor = _writing(at).cursor_screen_offset
            assert at.top.region.contains_region(region)
            assert not region.y <= cursor.y < region.bottom
            assert at.screen.editor.region.contains_point(cursor), lines
            await at.keys("escape enter")


# What is written in a note


async def test_tags_of_the_note_are_put_in_addition() -> None:
    """Its own stay, and its colour; one taken out of the text later stays as well; undo is one step."""
    desk = desk_of(ENGLISH)
    made = desk.annotate(desk.article_ids()[0], 0, 3, tags=["own"], color="violet")
    async with opened(desk) as at:
        await at.keys("g g a =so_#Own_and_#new, ctrl+s")
        (now,) = at.annotations
        assert (now.tags, now.color, now.note) == (("own", "new"), "violet", "so #Own and #new,")
        await at.keys("a ctrl+u =plain ctrl+s")
        assert at.annotations[0].tags == ("own", "new")
        await at.keys("u u")
        assert at.annotations == [made]


async def test_a_note_on_the_article_itself() -> None:
    """`A` opens it, saves it, and opens the same again; from the cards too."""
    async with opened(desk_of(UKRAINIAN)) as at:
        await at.keys("A")
        assert "Note on the article “" in at.seen
        await at.write("Загалом #огляд")
        await at.keys("ctrl+s")
        (note,) = at.annotations
        assert (note.note, note.quote, note.tags) == ("Загалом #огляд", "", ("огляд",))
        assert note.whole
        await at.keys("A =! ctrl+s tab A =! ctrl+s")
        assert [a.note for a in at.annotations] == ["Загалом #огляд!!"]


async def test_the_draft_of_a_note_on_the_article_is_kept_and_saved() -> None:
    """With escape, and saved when one quits; an empty one makes no note."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("A =thought escape")
        assert "draft kept: A opens it again" in at.hint
        assert at.annotations == []
        await at.keys("A")
        assert at.screen.editor.text == "thought"
        await at.keys("escape q")
        await at.keys("s")
        assert at.app._exit
    assert [a.note for a in at.desk.annotations()] == ["thought"]
    async with opened(at.desk) as at:
        await at.keys("d A ctrl+s")
        assert [a.note for a in at.annotations if not a.whole] == []


# Drafts


async def test_a_draft_of_the_last_time_is_told_of_and_gone_to() -> None:
    """Whatever article it is in."""
    async with opened(desk_of(ENGLISH, UKRAINIAN)) as at:
        at.goto("five")
        await at.keys("a =later escape L")
        await at.keys("q")
        await at.keys("k")
    async with opened(at.desk) as at:
        assert "1 note not saved waits as a draft" in at.seen
        assert at.text == UKRAINIAN
        at.screen.perform("draft")
        await at.settled()
        assert at.text == ENGLISH
        assert at.screen.editor.text == "later"
        await at.keys("ctrl+s")
        at.screen.perform("draft")
        await at.settled()
        assert "no drafts" in at.hint


async def test_a_draft_is_kept_while_the_typing_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that never pause do not put it off for ever."""
    monkeypatch.setattr(note_pane, "_LONGEST", 0.2)
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a")
        for _ in range(200):
            await at.keys("=x")
            if at.screen.memory.drafts():
                break
        (draft,) = at.screen.memory.drafts().values()
        assert set(draft) == {"x"}


# The text


async def test_steps_are_whole_characters() -> None:
    """An accent, a family and a flag are one step and one deletion each."""
    family = "👩\u200d👩\u200d👧"
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a")
        writing = _writing(at)
        writing.load_text(f"aé\u0323{family}🇺🇦z")
        writing.move_cursor((0, 0))
        columns = []
        for _ in range(6):
            columns.append(writing.cursor_location[1])
            await at.keys("right")
        assert columns == [0, 1, 3, 3 + len(family), 5 + len(family), 6 + len(family)]
        await at.keys("left left backspace delete")
        assert writing.text == "aé\u0323z"
        await at.keys("backspace")
        assert writing.text == "az"


async def test_letters_typed_in_parts_are_saved_whole() -> None:
    """й as и and a breve: as an input method or a Mac may send it."""
    async with opened(desk_of(RUSSIAN)) as at:
        await at.keys("a")
        await at.write(unicodedata.normalize("NFD", "Йод, їжа"))
        await at.keys("ctrl+s")
        assert at.annotations[0].note == "Йод, їжа"


async def test_the_editor_grows_with_its_text_up_to_half_of_the_pane() -> None:
    """From six rows on; the cards keep the other half."""
    async with opened(desk_of(ENGLISH), (120, 40)) as at:
        await at.keys("a =x")
        writing = _writing(at)
        assert writing.size.height == 6
        assert "1 word" in at.seen
        await at.write("\n" * 8)
        assert 8 < writing.size.height <= 10
        await at.write("\n" * 30 + "end")
        assert at.screen.editor.outer_size.height <= at.screen.column.size.height // 2 + 1
        assert at.screen.cards.size.height >= at.screen.column.size.height // 2 - 1
        assert "end" in at.seen


async def test_a_small_window_is_enough_to_write_in() -> None:
    """60 by 20: some rows of the note, its heading, and the text above it."""
    async with opened(desk_of(ENGLISH), (60, 20)) as at:
        await at.keys("a")
        await at.write("\n".join(f"line {number}" for number in range(12)))
        assert _writing(at).size.height >= 5
        assert "line 11" in at.seen
        assert "Note on “One two three.”" in at.seen
        assert "24 words · " in at.seen
        assert "ctrl+s save" in at.hint
        await at.keys("ctrl+enter")
        assert at.annotations[0].note.endswith("line 11")


@pytest.mark.parametrize("size", [(60, 20), (100, 30)])
async def test_where_no_editor_can_run_it_says_so(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence, and the note as it was: in the note, and by `E`."""
    monkeypatch.setenv("VISUAL", "true")
    async with opened(desk_of(ENGLISH), size) as at:
        await at.keys("a =text ctrl+e")
        assert "cannot be given to an editor" in at.seen
        assert at.screen.editor.text == "text"
        await at.keys("ctrl+s E")
        assert "cannot be given to an editor" in at.seen
        assert [a.note for a in at.annotations] == ["text"]
