"""The text of a note while it is written: a TextArea with the desk's keys, lists, and whole characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widgets import TextArea

from store.mentions import lines_of
from store.units import next_grapheme, previous_grapheme, snap
from tui.panes.completion import Completion, wanted
from tui.panes.items import after_enter, is_item, shifted
from tui.panes.note import NoteEditor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.document._document import Location

    from tui.panes.completion import Choice, Wanted

__all__ = ["Writing"]

_SAVE: Final = ("ctrl+s", "ctrl+enter")
_OUTSIDE: Final = "ctrl+e"
_CLICK: Final = 0.2  # seconds from a mouse button's going down to its click


class Writing(TextArea):
    """A TextArea in which some keys are the desk's; the rest its own handler does."""

    def __init__(self, look: Callable[[Wanted], Sequence[Choice]]) -> None:
        super().__init__(soft_wrap=True, show_line_numbers=False, compact=True, tab_behavior="indent")
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.completion = Completion(look)

    def on_key(self, event: events.Key) -> None:
        """Keys of the desk, of the list at the cursor, and of lists in the note."""
        if self._took(event.key):
            event.stop()
            event.prevent_default()

    def _took(self, key: str) -> bool:
        if self.completion.is_open and self._chose(key):
            return True
        if key in _SAVE or key == "escape":
            self.completion.close()
            self.post_message(NoteEditor.Done(save=key != "escape"))
        elif key == _OUTSIDE:
            self.completion.close()
            self.post_message(NoteEditor.Outside())
        elif key == "enter":
            return self._go_on()
        elif key in ("tab", "shift+tab"):
            return self._shift(1 if key == "tab" else -1) or key == "shift+tab"
        else:
            return False
        return True

    def _chose(self, key: str) -> bool:
        """A key of the list at the cursor."""
        completion = self.completion
        if key in ("up", "down"):
            completion.step(1 if key == "down" else -1)
        elif key == "escape":
            completion.leave()
        elif key in ("tab", "enter"):
            done = self.complete()
            return done or key == "tab"
        else:
            return False
        return True

    def complete(self) -> bool:
        """Put in what is chosen; False where it stands there already."""
        choice, sought = self.completion.chosen, self.completion.wanted
        self.completion.leave()
        if choice is None or sought is None:
            return False
        row, column = self.cursor_location
        line = self.document[row]
        if line[sought.start : column] == choice.text:
            return False
        end = column
        if sought.sign == "[[":
            while end < min(column + 2, len(line)) and line[end] == "]":
                end += 1
        self._replace_via_keyboard(choice.text, (row, sought.start), (row, end))
        return True

    def _go_on(self) -> bool:
        """Enter in a list; False where it is just a line break."""
        if not self.selection.is_empty:
            return False
        row, column = self.cursor_location
        line = self.document[row]
        step = None if self._fenced(row) else after_enter(line[:column], line[column:])
        if step is None:
            return False
        skipped = len(line[column:]) - len(line[column:].lstrip(" ")) if step.new else len(line) - column
        self._replace_via_keyboard(step.line + step.new, (row, 0), (row, column + skipped))
        return True

    def _shift(self, by: int) -> bool:
        """Items one level in or out; False where there is none."""
        start, end = sorted(self.selection)
        lines = [self.document[row] for row in range(start[0], end[0] + 1)]
        if not any(is_item(line) for line in lines):
            return False
        moved = [shifted(line, by) for line in lines]
        first, last = len(moved[0]) - len(lines[0]), len(moved[-1]) - len(lines[-1])
        if moved != lines:
            self.replace(
                "\n".join(moved), (start[0], 0), (end[0], len(lines[-1])), maintain_selection_offset=False
            )
            if start == end:
                self.move_cursor((end[0], max(end[1] + last, 0)))
            else:
                self.selection = type(self.selection)(
                    (start[0], max(start[1] + first, 0)), (end[0], max(end[1] + last, 0))
                )
        return True

    def _fenced(self, row: int) -> bool:
        return "```" in self.text and list(lines_of(self.text))[row].fenced

    def follow(self) -> None:
        """The list at the cursor follows what is typed there."""
        row, column = self.cursor_location
        now = wanted(self.document[row][:column]) if self.selection.is_empty and self.has_focus else None
        if now is not None and self._fenced(row):
            now = None
        self.completion.follow(now, row, self.cursor_screen_offset)

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The cursor moved."""
        event.stop()
        self.follow()

    def on_blur(self) -> None:
        """Keys go elsewhere; unless that was a click in the list, which is still to come."""
        self.set_timer(_CLICK, self._away)

    def _away(self) -> None:
        if not self.has_focus:
            self.completion.close()

    # Steps are characters as a reader sees them: an accent, or a family of emoji, is never parted.

    def get_cursor_left_location(self) -> Location:
        """The character before."""
        row, column = self.cursor_location
        if column == 0:
            return super().get_cursor_left_location()
        return row, previous_grapheme(self.document[row], column)

    def get_cursor_right_location(self) -> Location:
        """The character behind."""
        row, column = self.cursor_location
        if column >= len(self.document[row]):
            return super().get_cursor_right_location()
        return row, next_grapheme(self.document[row], column)

    def clamp_visitable(self, location: Location) -> Location:
        """Never within a character: behind it."""
        row, column = super().clamp_visitable(location)
        line = self.document[row]
        return row, column if snap(line, column) == column else next_grapheme(line, column)
