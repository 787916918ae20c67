"""The README: its tables are what the program goes by, and it keeps to what it may say."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from tui.cli import cli
from tui.commands import COMMANDS, shown
from tui.reference import commands_table, filled, keys_table

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")

CONTRACT = ("import", "articles", "show", "search", "annotate", "annotations", "export")
"""Commands that other programs rely on and that are there; undo, redo, history, backup, restore, doctor follow."""


def test_the_tables_are_made_from_the_program() -> None:
    """`python -m tui.reference` was run after the last change of a command or a key."""
    assert filled(README) == README


@pytest.mark.parametrize("table", [commands_table(), keys_table()], ids=["commands", "keys"])
def test_a_table_is_one(table: str) -> None:
    """Two columns in every row, and both tables stand in the README once."""
    assert README.count(table) == 1
    for row in table.splitlines():
        assert row.startswith("|")
        assert row.endswith("|")
        assert len(re.findall(r"(?<!\\)\|", row)) == 3, row


def test_filling_replaces_what_was_there() -> None:
    """Only between the marks, as often as it is done."""
    text = "before <!-- keys -->\nstale\n<!-- /keys --> after <!-- commands --><!-- /commands -->"
    once = filled(text)
    assert once.startswith("before <!-- keys -->\n| key |")
    assert " after " in once
    assert "stale" not in once
    assert filled(once) == once


def test_every_command_is_there_with_its_help() -> None:
    """Those of the contract, and each with a sentence, its options with theirs."""
    assert set(CONTRACT) <= set(cli.commands)
    for name, command in cli.commands.items():
        assert command.help, name
        assert f"`newsdesk {name}" in README
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, (name, option.name)
                assert f"`{option.opts[0]}" in README, (name, option.opts[0])


def test_every_command_that_lists_or_changes_speaks_json() -> None:
    """All but `show`, which prints a text."""
    silent = [
        name
        for name, command in cli.commands.items()
        if "--json" not in {o for p in command.params for o in p.opts}
    ]
    assert silent == ["show"]


def test_every_key_is_there() -> None:
    """Each key of each command of the desk, as people write it."""
    for command in COMMANDS:
        assert command.title in README
        for keys in command.keys:
            assert f"`{shown(keys)}`" in README


def test_what_the_readme_links_to_is_there() -> None:
    """Files beside it, by their names."""
    for name in re.findall(r"\]\(([A-Za-z][\w./-]*)\)", README):
        assert (Path(__file__).parents[2] / name).exists(), name
