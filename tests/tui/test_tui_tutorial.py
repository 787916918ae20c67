"""The tutorial: every task can be done with the keys it names, and only then is it done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from tui_desk import desk_of, opened
from tui_texts import ENGLISH

from tui.commands import BY_ID, COMMANDS, shown
from tui.screens.lessons import TASKS
from tui.screens.tutorial import TutorialScreen

if TYPE_CHECKING:
    from tui_desk import At

_DONE: Final = {
    "Rows": "5 j k",
    "Sentences and paragraphs": "g g } } )",
    "Highlight": "m",
    "Words, and finding them": "/ =rador enter",
    "Select a thing at once": "i w",
    "Grow it": "+",
    "Write a note": "a =Who_says_so? ctrl+s",
    "Tag it": "t =claim enter",
    "By number": "] 1",
    "Take it back": "u ctrl+r",
    "One name, every spelling": "/ =лукашенка enter n",
    "All articles": "f =tokayev enter",
    "Another article": "L",
    "Side by side": "c enter",
    "Take it with you": "i s y",
}


async def _tutorial(at: At) -> TutorialScreen:
    await at.keys("g ?")
    return at.over(TutorialScreen)


async def test_every_task_is_done_by_its_keys_and_by_nothing_before() -> None:
    """From the first to the last; then the real desk is there again, untouched."""
    desk = desk_of(ENGLISH)
    before = desk.history()
    async with opened(desk, (100, 40)) as at:
        tutorial = await _tutorial(at)
        assert [task.title for task in TASKS] == list(_DONE)
        for number, task in enumerate(TASKS):
            assert tutorial.number == number, task.title
            assert f"Task {number + 1} of {len(TASKS)}: {task.title}" in at.seen
            keys = _DONE[task.title]
            await at.keys(keys)
            if task.title == "By number":  # a digit alone waits for what may follow
                await at.until(lambda number=number: tutorial.number > number)  # type: ignore[misc]
        assert tutorial.number == len(TASKS)
        assert "exports notes to Markdown" in at.seen
        await at.keys("q")
        assert at.home()
        assert desk.history() == before
        assert at.text == ENGLISH


async def test_a_task_can_be_skipped_and_the_tutorial_left_and_begun_anew() -> None:
    """F2 goes on, q leaves from anywhere, with a draft too."""
    async with opened(desk_of(ENGLISH), (80, 24)) as at:
        tutorial = await _tutorial(at)
        await at.keys("j f2")
        assert tutorial.number == 1
        await at.keys("a =half escape q")
        assert at.home()
        assert at.screen.editor.drafts == {}
        tutorial = await _tutorial(at)
        assert tutorial.number == 0
        await at.keys("f2 f2 g ?")
        assert tutorial.number == 0


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 50)])
async def test_it_fits(size: tuple[int, int]) -> None:
    """The task is readable to its end, and the article keeps most of the screen."""
    async with opened(desk_of(ENGLISH), size) as at:
        tutorial = await _tutorial(at)
        for task in TASKS:
            height = tutorial.coach.region.height
            told = " ".join(row.strip() for row in at.rows[1:height])
            assert re.sub(r"\s+", " ", told).endswith(re.sub("[‹›]", "", task.say))
            assert tutorial.source.region.height > size[1] // 2
            await at.keys("f2")


def test_the_keys_that_it_names_are_keys_of_the_desk() -> None:
    """Each key in a task stands in the table of commands, or is typed."""
    known = {part for command in COMMANDS for keys in command.keys for part in keys.split(" ")}
    known |= {shown(keys) for command in COMMANDS for keys in command.keys} | set("123456789")
    typed = {"rador", "enter", "claim", "лукашенка", "tokayev", "ctrl+s"}
    for task in TASKS:
        for key in re.findall("‹(.+?)›", task.say):
            assert key in known | typed or all(part in known for part in key.split(" ")), (task.title, key)
    assert "tutorial" in BY_ID
