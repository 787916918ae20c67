"""A desk with nothing on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from program import ESCAPE, Place, assert_restored, calm

from tui.commands import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

# Keys as Textual names them, as a terminal sends them (xterm control sequences).
BYTES = {
    "left": "\x1b[D", "down": "\x1b[B", "up": "\x1b[A", "right": "\x1b[C",
    "shift+left": "\x1b[1;2D", "shift+down": "\x1b[1;2B", "shift+up": "\x1b[1;2A", "shift+right": "\x1b[1;2C",
    "ctrl+right": "\x1b[1;5C", "ctrl+left": "\x1b[1;5D", "ctrl+home": "\x1b[1;5H", "ctrl+end": "\x1b[1;5F",
    "home": "\x1b[H", "end": "\x1b[F", "pagedown": "\x1b[6~", "pageup": "\x1b[5~", "space": " ", "f1": "\x1bOP",
    "tab": "\t", "shift+tab": "\x1b[Z", "enter": "\r", "escape": ESCAPE,
}  # fmt: skip

NOTHING = "This desk is empty. Import your own articles from the command line: newsdesk import PATH…"


def _bytes(keys: str) -> str:
    found = []
    for key in keys.split(" "):
        letter = key.removeprefix("ctrl+")
        control = chr(ord(letter) & 31) if len(letter) == 1 and letter != key else ""
        found.append(BYTES.get(key) or control or key)
    return "".join(found)


def test_an_empty_desk_says_what_to_do_and_bears_every_key(tmp_path: Path) -> None:
    """Every key of the table of commands, in both panes, leaves the desk as it was: empty, and open."""
    place = Place(tmp_path, desk=tmp_path / "new" / "desk")
    with place.open() as terminal:
        terminal.wait_for(NOTHING)
        assert "press : and choose the sample articles" in terminal.words
        assert "Welcome" not in terminal.words
        for before in ("", "\t"):
            terminal.send(before)
            for command in COMMANDS:
                for keys in command.keys:
                    if command.id in {"quit", "next_pane", "previous_pane", "tutorial"}:
                        continue
                    begun = "v" if "source" not in command.where and "fresh" in command.where else ""
                    terminal.send(begun + _bytes(keys) + BYTES["up"] + ESCAPE + ESCAPE)
            calm(terminal)
            assert NOTHING in terminal.words
        for digit in "1234567890":
            terminal.send(digit)
        terminal.send(ESCAPE)
        calm(terminal)
        assert NOTHING in terminal.words
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
    assert place.run("articles") == ""
    assert place.run("annotations") == ""


def test_the_palette_brings_the_samples(tmp_path: Path) -> None:
    """What the empty desk says to do works."""
    place = Place(tmp_path, desk=tmp_path / "new")
    with place.open() as terminal:
        terminal.wait_for(NOTHING)
        terminal.send(":sample\r")
        terminal.wait_for("6 sample articles added.")
        terminal.wait_for("Minsk looks past Moscow")
        terminal.send("q")
        assert terminal.wait_exit() == 0
    assert len(place.objects("articles")) == 6
