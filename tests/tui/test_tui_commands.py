"""The table of commands: each one resolves, is reached by each of its keys, and can be run."""

from __future__ import annotations

import pytest
from tui_desk import desk_of, opened
from tui_texts import ENGLISH

from tui.commands import BY_ID, COMMANDS, GROUPS, shown
from tui.keys import Dispatcher
from tui.panes.source import SourcePane
from tui.screens.desk import DeskScreen


@pytest.mark.parametrize("command", COMMANDS, ids=[command.id for command in COMMANDS])
def test_every_command_resolves(command: object) -> None:
    """A motion, a text object, or a method of the desk's screen; with title, group and places that exist."""
    value = next(c for c in COMMANDS if c is command)
    assert (
        value.id in SourcePane.MOTIONS
        or value.id in SourcePane.OBJECTS
        or callable(getattr(DeskScreen, f"do_{value.id}", None))
    )
    assert BY_ID[value.id] is value
    assert value.title
    assert value.group in GROUPS
    assert value.where
    assert set(value.where) <= {"source", "fresh", "select", "adjust", "annotations"}


def test_no_method_is_without_a_command() -> None:
    """What the screen can do stands in the table, so in help and palette."""
    methods = {name.removeprefix("do_") for name in dir(DeskScreen) if name.startswith("do_")}
    assert methods <= set(BY_ID)


def test_every_key_of_the_table_reaches_its_command() -> None:
    """In each place where the command holds, key by key, with and without a count."""
    checked = 0
    for command in COMMANDS:
        for place in command.where:
            for keys in command.keys:
                for count in (
                    ("", "4") if keys not in ("0", "escape") else ("",)
                ):  # a digit; and escape takes it back
                    dispatcher = Dispatcher(COMMANDS)
                    runs = [run for key in [*count, *keys.split()] for run in dispatcher.feed(key, place)]
                    assert [run.command for run in runs] == [command.id], (keys, place)
                    assert runs[0].count == (int(count) if count and command.counted else None)
                    assert shown(keys)
                    checked += 1
    assert checked > 400


async def test_the_hint_line_names_what_can_be_done_here_and_help_last() -> None:
    """In text, selection and cards it differs; in a narrow window what is left out is shown by a sign."""
    async with opened(desk_of(ENGLISH), (200, 24)) as at:
        assert "m highlight  a note  t tag" in at.hint
        assert at.hint.rstrip().endswith("? help")
        await at.keys("v l")
        assert "o open" not in at.hint
        await at.keys("escape tab")
        assert "/ filter" in at.hint
        assert "m highlight" not in at.hint
        await at.resize(40, 10)
        assert " … ? help" in at.hint


async def test_unknown_keys_do_nothing() -> None:
    """Keys without a meaning here change neither desk, cursor nor screen."""
    async with opened(desk_of(ENGLISH)) as at:
        before = at.seen
        await at.keys("z Z # @ % & - ~ f5 f12 insert delete ctrl+z ctrl+x alt+m ctrl+shift+a backspace")
        await at.keys("escape")
        assert at.seen == before
        assert at.home()
        assert at.quotes == []
