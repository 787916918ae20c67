"""The command palette: every command by name, with its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from tui.commands import COMMANDS, Command, shown
from tui.panes.bars import Hint, fit
from tui.panes.lists import columns
from tui.screens.picker import Picker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.panes.lists import Drawing
    from tui.theme import Palette

__all__ = ["PaletteScreen", "matching"]

_HIDDEN = frozenset({"palette", "tag_number", "escape"})


def _told(command: Command) -> str:
    """All that a command can be looked for by; its id too, which `newsdesk keys` shows."""
    return f"{command.title} {command.id} {command.group} {command.help}".casefold().replace("_", " ")


def matching(text: str, place: str, commands: Iterable[Command] = COMMANDS) -> list[Command]:
    """Commands that hold in `place` and have every word of `text`, those first whose title or name has it."""
    words = text.casefold().split()
    found = [
        command
        for command in commands
        if place in command.where
        and command.id not in _HIDDEN
        and all(word in _told(command) for word in words)
    ]
    # Motions are learnt from the help; whoever opens the palette looks for what the desk can do.
    return sorted(
        found,
        key=lambda command: (
            not command.title.startswith(text.casefold().strip()),
            not all(f" {word}" in f" {command.title} {command.id}".replace("_", " ") for word in words),
            command.group in ("Move", "Select"),
        ),
    )


class PaletteScreen(Picker[Command, str]):
    """Gives the id of the command to run."""

    TITLE_TEXT: ClassVar[str] = "All commands"
    PLACEHOLDER: ClassVar[str] = "what do you want to do?"
    SMALL: ClassVar[bool] = True
    HINTS: ClassVar[tuple[Hint, ...]] = (Hint("↑↓", "choose"), Hint("enter", "run"), Hint("esc", "leave"))

    def __init__(self, place: str, commands: Iterable[Command] = COMMANDS) -> None:
        super().__init__()
        self._place = place
        self._commands = tuple(commands)

    def look_up(self, text: str) -> None:
        """Commands by their words."""
        found = matching(text, self._place, self._commands)
        self.answer(found, count=str(len(found)), empty=f"No command is called “{text}”.")

    def draw(self, item: Command, width: int, styles: Palette) -> Drawing:
        """Title and keys."""
        keys = "  ".join(shown(key) for key in item.keys)
        title = item.title + (f": {item.help}" if item.help else "")
        return [columns((fit(title, width - cell_len(keys) - 1), styles.text), (keys, styles.accent), width)]

    def picked(self, item: Command | None) -> str | None:
        """Its id."""
        return item.id if item else None
