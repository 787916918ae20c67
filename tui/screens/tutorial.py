"""The tutorial: the desk's own screen on a desk for practice, with a coach above it that sets tasks and sees them done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from store import Desk
from tui import samples
from tui.panes.bars import fit
from tui.panes.rows import Rows
from tui.screens.desk import DeskScreen
from tui.screens.lessons import TASKS, Seen
from tui.theme import palette

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events

    from tui.keymap import Keymap
    from tui.layouts import Keyboard

__all__ = ["Coach", "TutorialScreen"]

_SKIP: Final = "f2"
_SIDE: Final = "f2 skips · q leaves"
_PRAISE: Final = ("Done.", "Right.", "Good.", "That is it.")
_END: Final = (
    "That was all. More to know: ‹x› exports notes to Markdown; ‹r› moves a highlight's boundaries, ‹S› splits it, "
    "‹J› merges it with its neighbour; ‹g l› links two; ‹A› is a note on the article; ‹?› shows every key. "
    "What you did here was practice, and goes when you leave with ‹q›."
)


class Coach(Widget):
    """What to do now, in a few rows."""

    DEFAULT_CSS = "Coach { height: auto; }"

    def __init__(self) -> None:
        super().__init__(id="coach")
        self.head = ""
        self.text = ""

    def show(self, head: str, text: str) -> None:
        """Another task, or a word about the last one."""
        if (head, text) != (self.head, self.text):
            self.head, self.text = head, text
            self.refresh(layout=True)

    def _rows(self, width: int) -> Rows:
        return Rows(self.text, max(width - 4, 8))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002  # Textual's form
        """A head, and what the text takes."""
        return 1 + len(self._rows(width))

    def render_line(self, y: int) -> Strip:
        """One row; keys stand out."""
        styles = palette(self.app.theme)
        width = self.size.width
        rows = self._rows(width)
        if y == 0:
            head = f"  {fit(self.head, width - cell_len(_SIDE) - 4)}"
            gap = " " * (width - cell_len(head) - cell_len(_SIDE) - 1)
            segments = [Segment(head, styles.key), Segment(f"{gap}{_SIDE} ", styles.bar)]
            return Strip(segments).adjust_cell_length(width, styles.bar)
        if y > len(rows):
            return Strip.blank(width, styles.panel)
        text = rows.drawn(y - 1, rows.start(y - 1), rows.end(y - 1))[0]
        segments = [Segment("  ", styles.panel)]
        for number, part in enumerate(text.replace("›", "‹").split("‹")):
            segments.append(Segment(part, styles.key if number % 2 else styles.panel))
        return Strip(segments).adjust_cell_length(width, styles.panel)


class TutorialScreen(DeskScreen):
    """A desk in memory with the samples, and tasks. Leaving it gives the real desk back."""

    def __init__(self, keymap: Keymap, keyboard: Keyboard) -> None:
        desk = Desk.in_memory()
        samples.add(desk)
        super().__init__(desk, keymap=keymap, keyboard=keyboard)
        self.coach = Coach()
        self.number = 0
        """Of the task, from 0."""
        self._runs: list[str] = []
        self._praise = ""

    def compose(self) -> Iterable[Widget]:
        """The coach above the desk."""
        yield self.coach
        yield from super().compose()

    def on_mount(self) -> None:
        """Set the first task."""
        self._set()

    def _set(self) -> None:
        if self.number >= len(TASKS):
            self.coach.show(f"{self._praise} The end".strip(), self._with_keys(_END))
            return
        task = TASKS[self.number]
        head = f"{self._praise or 'Practice.'} Task {self.number + 1} of {len(TASKS)}: {task.title}"
        first = "" if self.number else "Nothing here touches your own desk. "
        self.coach.show(head, self._with_keys(first + task.say))

    def _with_keys(self, text: str) -> str:
        """A text of ours with the keys in force."""
        return re.sub(r"‹([^›]+)›", lambda found: f"‹{self.keymap.now(found[1])}›", text)

    def perform(self, command: str, count: int | None = None) -> None:
        """Run it, and remember that it was."""
        self._runs.append(command)
        super().perform(command, count)

    def take_key(self, event: events.Key) -> bool:
        """One key skips a task; all others are the desk's."""
        if event.key == _SKIP:
            self._next("Skipped.")
            return True
        taken = super().take_key(event)
        self.look()
        return taken

    def show_title(self) -> None:
        """Whatever changes passes here: see whether the task is done."""
        super().show_title()
        self.look()

    def look(self) -> None:
        """Go on to the next task when this one is done."""
        if (
            self.number < len(TASKS)
            and self.source.article is not None
            and TASKS[self.number].done(self.seen())
        ):
            self._next(_PRAISE[self.number % len(_PRAISE)])

    def _next(self, praise: str) -> None:
        self.number += 1
        self._praise = praise
        self._runs.clear()
        self._set()

    def seen(self) -> Seen:
        """What the checks look at."""
        source = self.source
        span = source.selected
        return Seen(
            text=source.text,
            cursor=source.cursor,
            selected=source.text[span.start : span.end] if span else None,
            annotations=self.annotations,
            two=self.beside is not None,
            found=len(self.found),
            runs=self._runs,
        )

    def leave(self, *, at_most: float | None = None) -> None:
        """Back to the real desk. Nothing here is worth saving."""
        del at_most
        self.desk.interrupt()
        self.dismiss(None)

    def do_quit(self, _count: int | None) -> None:
        """`q`: no question about drafts, which were practice."""
        self.editor.close()
        self.leave()

    def do_tutorial(self, _count: int | None) -> None:
        """`g?` here begins anew."""
        self.number, self._praise = 0, ""
        self._runs.clear()
        self._set()
