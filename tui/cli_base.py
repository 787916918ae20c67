"""What commands have in common: their desk, and how they answer."""

from __future__ import annotations

import functools
import json
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from store.text import printable, shorten
from tui.entrance import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["as_json_option", "emit", "say", "short", "shown", "with_desk"]

_SHORT: Final = 8  # characters of an id shown to people
_SHOWN: Final = 60  # characters shown of what was asked for


def with_desk(*, write: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Open the desk for a command, and close it after."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @click.option("--desk", "folder", metavar="DIR", help="The desk's folder.")
        @click.pass_obj
        @functools.wraps(command)
        def run(named: str | None, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # whatever click hands on
            from store import Desk  # --help needs no desk

            own = kwargs.pop("folder")
            with Desk.open(named if own is None else own, read_only=not write) as desk:
                for sentence in desk.recovery:
                    tell(f"newsdesk: {printable(sentence)}")
                return command(desk, *args, **kwargs)

        return run

    return decorate


as_json_option = click.option(
    "--json", "as_json", is_flag=True, help="JSON Lines on standard output, one object a line."
)


def emit(objects: Iterable[dict[str, Any]]) -> None:
    """An answer for a program."""
    for item in objects:
        sys.stdout.write(json.dumps(item, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def say(text: str) -> None:
    """An answer for a person."""
    sys.stdout.write(text + "\n")


def shown(asked: str) -> str:
    """What was asked for, as an answer names it."""
    return shorten(printable(asked), _SHOWN)


def short(name: str | None) -> str:
    """The beginning of an id, which is enough to name it."""
    return (name or "")[:_SHORT]
