"""The README's tables of commands and keys, made from what the program itself goes by.

`python -m tui.reference` writes them into README.md; a test fails when they differ.
"""

from __future__ import annotations

import re
from pathlib import Path

import click

from tui.cli import cli
from tui.commands import COMMANDS, GROUPS, shown

__all__ = ["commands_table", "filled", "keys_table"]


def commands_table() -> str:
    """The command line as a Markdown table."""
    rows = ["| command | what it does |", "|---|---|"]
    with click.Context(cli, info_name="newsdesk") as context:
        for name, command in cli.commands.items():
            usage = " ".join(piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]")
            options = ", ".join(
                f"`{option.opts[0]}`"
                for option in command.params
                if isinstance(option, click.Option) and option.opts[0] not in ("--json", "--desk")
            )
            text = (command.help or "").replace("\n", " ").strip()
            rows.append(
                f"| `newsdesk {name}{' ' + usage if usage else ''}` | {text}{' ' + options if options else ''} |"
            )
    return "\n".join(rows)


def keys_table() -> str:
    """Keys by group as a Markdown table."""
    rows = ["| key | what it does |", "|---|---|"]
    for group in GROUPS:
        rows.append(f"| **{group}** | |")
        for command in COMMANDS:
            if command.group == group:
                keys = " ".join(f"`{shown(key)}`" for key in command.keys) or "`:`"
                if command.id == "tag_number":
                    keys = "`1` … `9`"
                where = (
                    " (annotations pane)" if command.where == ("annotations",) and not command.help else ""
                )
                text = command.title + where + (f"; {command.help}" if command.help else "")
                rows.append(f"| {keys} | {text} |")
    return "\n".join(rows)


def filled(readme: str) -> str:
    """The README with both tables in their places."""
    for name, table in (("commands", commands_table()), ("keys", keys_table())):
        block = f"<!-- {name} -->\n{table}\n<!-- /{name} -->"
        readme = re.sub(f"<!-- {name} -->.*?<!-- /{name} -->", lambda _: block, readme, flags=re.DOTALL)  # noqa: B023
    return readme


if __name__ == "__main__":
    path = Path(__file__).parents[1] / "README.md"
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
