"""Keys that come faster than the screen: a burst does what the same keys do one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from tui_desk import desk_of, keys_of, opened
from tui_texts import ENGLISH, UKRAINIAN

from tui import samples

if TYPE_CHECKING:
    from tui_desk import At

    from store import Desk

_SESSION: Final = (
    "f =lukashenko enter m a =who_says_so?_3w_dd ctrl+s t =claim enter u } v ) m a =та_невже escape "
    "o =talk escape / =minsk enter n i w 1 y L m"
)
_SHORT: Final = (
    "m } m g g { h tab j d tab m",
    "m ) m } m tab k a =x ctrl+s ) m g g enter j j enter d",
    ": =next_sent enter m ? j j q ) m x escape ) m u ctrl+r",
    "m t =one enter ) t 1 ) m t =o tab =ne enter v l l a =note ctrl+s ] [ d",
    "a =first ctrl+s ) a =second escape a ctrl+s a =ш ctrl+s f =ш enter d",
    "o down enter m L m H m / =six enter v e m n N",
    "tab / =zzz enter tab ) m } } m tab / =six enter d escape tab",
)


def _desk() -> Desk:
    desk = desk_of(ENGLISH, UKRAINIAN)
    samples.add(desk)
    return desk


def _end(at: At) -> tuple[object, ...]:
    """What is left of a run: the desk, and where its reader is."""
    cards = at.screen.cards
    return (
        [(a.quote, a.note, a.tags) for a in at.desk.annotations()],
        [tag.name for tag in at.desk.tags()],
        at.article.title,
        at.cursor,
        at.selected,
        at.screen.place,
        type(at.top).__name__,
        cards.chosen.quote if cards.chosen else None,
        sorted(at.screen.editor.drafts.values()),
        len(at.screen.found),
    )


@pytest.mark.parametrize("line", [_SESSION, *_SHORT])
async def test_a_burst_ends_as_the_same_keys_one_by_one(line: str) -> None:
    """Whatever a key opens, the next one means the same as if its writer had waited."""
    ends = []
    for burst in (True, False):
        async with opened(_desk()) as at:
            if burst:
                await at.keys(line)
            else:
                for key in keys_of(line):
                    await at.keys("space" if key == " " else key)
                    await at.pilot.pause(0.01)
            ends.append(_end(at))
    assert ends[0] == ends[1]


@pytest.mark.parametrize("answer", ["k", "s", "escape"])
async def test_an_answer_typed_before_the_question_is_drawn(answer: str) -> None:
    """`q` and its answer in one burst: nothing breaks, and the answer counts."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("a =later escape q", answer)
        assert at.app._exception is None
        assert at.app._exit == (answer != "escape")
        assert [a.note for a in at.desk.annotations()] == ["later" if answer == "s" else ""]


async def test_escape_right_behind_the_key_that_opened() -> None:
    """Opened and left in one burst, many times over: the desk is as it was, and takes keys."""
    async with opened(desk_of(ENGLISH)) as at:
        for opener in ("?", "o", "f", ":", "t", "x", "/"):
            await at.keys(" ".join([f"{opener} escape"] * 4))
            assert at.home(), opener
            assert at.focus() == "source", opener
        await at.keys("m")
        assert at.quotes == ["One two three."]


async def test_a_screen_that_is_left_before_it_is_drawn() -> None:
    """Escape may come between opening and drawing: the screen goes, and nothing breaks."""
    async with opened(desk_of(ENGLISH)) as at:
        for command in ("open", "search", "palette", "tag", "export", "help"):
            at.screen.perform(command)
            assert not at.home()
            at.top.dismiss(None)
            await at.settled()
            assert at.app._exception is None, command
            assert at.home()


async def test_letters_for_a_search_never_run_commands() -> None:
    """A name with `m`, `d` and `u` in it, typed at once behind `f`, changes nothing on the desk."""
    async with opened(_desk()) as at:
        await at.keys("m")
        history = at.desk.history()
        assert history[0].action == "annotate"
        await at.keys("f =mudd_mmm_uuu_ddd escape")
        assert at.desk.history() == history
        assert at.quotes == ["One two three."]
