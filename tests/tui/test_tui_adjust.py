"""`r`: the boundaries of a highlight, moved by the keys that select."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from tui_desk import desk_of, opened
from tui_texts import ENGLISH

from store.errors import NewsdeskError
from store.intake import Known, Source

if TYPE_CHECKING:
    from store import Desk

_MOVED: Final = (
    ("> m", "two three"),
    ("2 > enter", "two three. Four"),
    ("o < m", "One two"),
    ("+ m", "One two three."),
    ("2 + m", "One two three. Four five!"),
    ("2 + - m", "One two three."),
    ("l m", "two"),  # the space that was taken along is none of it
    ("2 l m", "two t"),
    ("h m", "tw"),
    ("w m", "two three"),
    ("b m", "t"),
    (") m", "two three."),
    ("} m", "two three. Four five!"),
    ("e e m", "two three. Four"),
    ("$ m", "two three. Four five!"),
    ("i s m", "One two three."),
    ("a s enter", "One two three."),
    ("shift+right shift+right m", "two t"),
    ("m", "two"),
    ("9 < m", "two"),
)


def _desk() -> Desk:
    desk = desk_of(ENGLISH)
    desk.annotate(desk.articles()[0].id, 4, 7, note="a note", tags=["claim"])
    return desk


async def test_boundaries_are_moved_by_the_keys_that_select() -> None:
    """`m` or enter saves them: the same annotation with its note and tag, and one step to undo."""
    async with opened(_desk(), (120, 30)) as at:
        before = at.annotations[0]
        for keys, quote in _MOVED:
            at.goto("wo three")
            await at.keys("r", keys)
            mark = at.annotations[0]
            assert (mark.quote, mark.id, mark.note, mark.tags) == (quote, before.id, "a note", ("claim",)), (
                keys
            )
            assert at.text[mark.start : mark.end] == quote
            assert at.selected is None
            assert at.screen.source.current == mark
            assert "boundaries" in at.hint
            assert len(at.annotations) == 1
            if quote != "two":
                await at.keys("u")
            assert at.annotations[0].quote == "two"


async def test_escape_leaves_all_as_it_was() -> None:
    """The highlight, the cursor, and no step of the history; the hint line has said what goes on."""
    async with opened(_desk(), (120, 30)) as at:
        at.goto("o three")
        await at.keys("r")
        assert at.hint.startswith(" ADJUST ")
        assert "m save  esc leave" in at.hint
        await at.keys("2 > o <")
        assert (at.selected, at.quotes) == ("One two three. Four", ["two"])
        cursor, changes = at.text.index("o three"), at.desk.changes
        await at.keys("escape")
        assert (at.selected, at.cursor, at.quotes) == (None, cursor, ["two"])
        assert "boundaries as they were" in at.hint
        assert at.desk.changes == changes
        await at.keys("escape v")
        assert at.hint.startswith(" SELECT ")


async def test_other_keys_do_nothing_meanwhile() -> None:
    """Keys that mark, delete, tag, find or go elsewhere wait until the boundaries are saved or left."""
    async with opened(_desk(), (120, 30)) as at:
        at.goto("two")
        await at.keys("r d t a x y f n N u ] [ L H tab 1 v V O . r S J")
        assert at.home()
        assert at.hint.startswith(" ADJUST ") or at.hint.startswith(" no ")
        assert at.selected == "two"
        assert [(a.quote, a.tags) for a in at.annotations] == [("two", ("claim",))]
        await at.keys("1 2 escape escape")
        assert at.screen.adjusting is None


async def test_the_mouse_drags_new_boundaries_and_a_click_leaves() -> None:
    """What is dragged over is what `m` saves; a click alone is a click."""
    async with opened(_desk(), (120, 30)) as at:
        at.goto("two")
        await at.keys("r")
        await at.drag(at.at(at.text.index("Six")), at.at(at.text.index("n (")))
        assert at.hint.startswith(" ADJUST ")
        await at.keys("m")
        assert at.quotes == ["Six seven"]
        await at.keys("r")
        await at.click(at.at(at.text.index("Ten")))
        assert at.screen.adjusting is None
        assert at.selected is None
        await at.keys("v e m")
        assert at.quotes == ["Six seven", "Ten"]


async def test_from_its_card() -> None:
    """In the annotations pane `r` is for the chosen card, and the keys go to the text; without a card it says so."""
    async with opened(_desk(), (120, 30)) as at:
        await at.keys("G r")
        assert "no highlight here" in at.hint
        await at.keys("tab r > m")
        assert at.focus() == "source"
        assert at.quotes == ["two three"]


async def test_a_failure_is_told_and_leaves_the_boundaries() -> None:
    """What could not be saved is not shown as if it were, and can be done again."""
    async with opened(_desk(), (120, 30)) as at:
        at.goto("two")
        await at.keys("r >")
        with patch.object(at.desk, "move", side_effect=NewsdeskError("No room on the disk.")):
            await at.keys("m")
        assert "No room on the disk." in at.seen
        assert [a.quote for a in at.screen.annotations] == at.quotes == ["two"]
        await at.keys("g v")
        assert at.selected == "two three"
        at.goto("two")
        await at.keys("r > m")
        assert at.quotes == ["two three"]


async def test_nothing_is_saved_of_an_empty_row() -> None:
    """Boundaries around white space alone are refused in words."""
    async with opened(_desk(), (120, 30)) as at:
        at.goto("two")
        await at.keys("r } k o } k")
        await at.keys("m")
        assert at.quotes != []
        await at.keys("escape escape")
        assert at.screen.adjusting is None


async def test_beside_another_article() -> None:
    """Boundaries are those of one pane; the other one selects and marks as ever, and on return they still move."""
    desk = _desk()
    source = Source(path="b.txt", data=b"Alpha beta gamma.\n", known=Known(title="B", language="en"))
    [report] = desk.import_sources([source])
    async with opened(desk, (120, 30)) as at:
        at.goto("two")
        await at.keys("r >")
        at.screen.put_beside(report.id or "")
        await at.settled()
        beside = at.screen.beside
        assert beside is not None
        at.screen.turn_to(beside)
        await at.keys("i w")
        assert at.hint.startswith(" SELECT ")
        await at.keys("m")
        assert at.quotes == ["Alpha"]
        at.screen.turn_to(at.screen.stops()[0])
        await at.keys(">")
        assert at.hint.startswith(" ADJUST ")
        await at.keys("m")
        assert at.quotes == ["two three. Four"]
        at.screen.turn_to(at.screen.stops()[1])
        await at.keys("g v")
        assert at.selected == "Alpha"
