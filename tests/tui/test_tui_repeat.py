"""`.`: the last mark again, on the same kind of passage."""

from __future__ import annotations

from tui_desk import At, desk_of, opened
from tui_texts import ENGLISH, UKRAINIAN


def _marks(at: At) -> list[tuple[str, tuple[str, ...]]]:
    return [(annotation.quote, annotation.tags) for annotation in at.annotations]


async def test_a_highlight_is_repeated_on_the_same_kind_of_passage() -> None:
    """A sentence by default; else a word, words, a quotation, a paragraph, wherever the cursor is then."""
    for first, keys, then, expected in (
        ("One", "m", "five", "Four five!"),
        ("One", "i w m", "seven", "seven"),
        ("One", "v 2 e m", "seven", "seven (eight"),
        ("Four", "2 i s m", "Ten", "Ten said: “Go now, or never.” Stop."),
        ("One", "i p m", "Eleven", "Eleven twelve. Thirteen?"),
        ("One", "a escape", "five", "Four five!"),
    ):
        async with opened(desk_of(ENGLISH), (120, 30)) as at:
            at.goto(first)
            await at.keys(keys)
            at.goto(then)
            await at.keys(".")
            assert at.quotes[1:] == [expected], keys
            assert at.selected is None
    async with opened(desk_of(UKRAINIAN + "Ще «одне слово тут» є.\n"), (120, 30)) as at:
        at.goto("відкриють")
        await at.keys("i q m")
        at.goto("слово")
        await at.keys(".")
        assert at.quotes == ["Міст відкриють у жовтні", "одне слово тут"]


async def test_a_tag_is_repeated() -> None:
    """That was put by prompt or by number: with a new highlight, or on one that is there; never taken off again."""
    async with opened(desk_of(ENGLISH), (120, 30)) as at:
        await at.keys(".")
        assert "no mark to repeat yet" in at.hint
        await at.keys("t =claim enter ) .")
        assert _marks(at) == [("One two three.", ("claim",)), ("Four five!", ("claim",))]
        assert "tagged claim" in at.hint
        await at.keys(".")
        assert _marks(at)[1] == ("Four five!", ("claim",))
        await at.keys("} i w m ) m t =check enter")
        at.goto("Six")
        await at.keys(".")
        assert ("Six", ("check",)) in _marks(at)
        await at.keys(".")
        assert "tagged check already" in at.hint
        at.goto("Stop")
        await at.keys(".")
        assert _marks(at)[-1] == ("Stop.", ("check",))
        await at.keys("u")
        assert "Stop." not in at.quotes


async def test_a_selection_is_marked_as_the_last_passage_was() -> None:
    """With a selection its extent is the mark, and the tags are repeated."""
    async with opened(desk_of(ENGLISH), (120, 30)) as at:
        await at.keys("t =claim enter } 2 i w . } .")
        assert _marks(at)[1:] == [("Six seven", ("claim",)), ("Eleven twelve", ("claim",))]


async def test_where_there_is_no_such_passage() -> None:
    """It says so, and nothing is made."""
    async with opened(desk_of(ENGLISH), (120, 30)) as at:
        at.goto("now")
        await at.keys("i q m g g .")
        assert at.quotes == ["Go now, or never."]
        assert "no quotation here" in at.hint
        await at.keys("} m j k . g g")
        assert len(at.quotes) == 2
