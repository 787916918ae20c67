"""The text of a note while it is written: a TextArea in which two keys are the desk's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import TextArea

from tui.panes.note import NoteEditor

if TYPE_CHECKING:
    from textual import events

__all__ = ["Writing"]


class Writing(TextArea):
    """A TextArea in which ctrl+s saves and escape leaves; the rest its own handler does."""

    def __init__(self) -> None:
        super().__init__(soft_wrap=True, show_line_numbers=False, compact=True, tab_behavior="indent")
        self.cursor_blink = False

    def on_key(self, event: events.Key) -> None:
        """Two keys are the desk's."""
        if event.key in ("ctrl+s", "escape"):
            event.stop()
            event.prevent_default()
            self.post_message(NoteEditor.Done(save=event.key == "ctrl+s"))
