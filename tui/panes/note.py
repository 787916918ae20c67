"""The note editor: opens in place under the annotations, saves with ctrl+s, leaves with escape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from store.text import clean, printable
from tui.panes.bars import fit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.widget import Widget

    from store.model import Annotation

__all__ = ["NoteEditor"]


class _Text(TextArea):
    """A TextArea in which escape leaves, and a paste passes the gate."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("ctrl+s", "escape"):
            event.stop()
            event.prevent_default()
            self.post_message(NoteEditor.Done(save=event.key == "ctrl+s"))
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = clean(event.text)
        await super()._on_paste(event)


class NoteEditor(Vertical):
    """Edits the note of one annotation; remembers drafts that were left unsaved."""

    DEFAULT_CSS = """
    NoteEditor { height: 10; display: none; border-top: solid $nd-rule; }
    NoteEditor.-open { display: block; }
    NoteEditor Static { height: 1; color: $nd-dim; padding: 0 1; }
    NoteEditor TextArea { height: 1fr; border: none; padding: 0 1; background: $background; }
    NoteEditor TextArea:focus { border: none; }
    """

    class Done(Message):
        """The user saved, or left."""

        def __init__(self, *, save: bool) -> None:
            super().__init__()
            self.save = save

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.annotation: Annotation | None = None
        self.drafts: dict[str, str] = {}
        self._heading = Static()
        self._text = _Text(soft_wrap=True, show_line_numbers=False, compact=True)
        self._text.cursor_blink = False

    def compose(self) -> Iterable[Widget]:
        """A heading and the text."""
        yield self._heading
        yield self._text

    @property
    def is_open(self) -> bool:
        """Whether a note is being written."""
        return self.annotation is not None

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return self._text.text

    def open(self, annotation: Annotation) -> bool:
        """Edit its note, or the draft of it that was left; True when it is a draft."""
        draft = self.drafts.get(annotation.id)
        self.annotation = annotation
        quote = fit(printable(annotation.quote), 60)
        self._heading.update(Content(f"Note on “{quote}”" + (" · draft" if draft is not None else "")))
        self._text.load_text(annotation.note if draft is None else draft)
        self._text.move_cursor(self._text.document.end)
        self.add_class("-open")
        self.screen.set_focus(self._text)
        return draft is not None

    def close(self) -> None:
        """Hide it; what was not saved is a draft."""
        if self.annotation is not None:
            if self._text.text == self.annotation.note:
                self.drafts.pop(self.annotation.id, None)
            else:
                self.drafts[self.annotation.id] = self._text.text
        self.annotation = None
        self.remove_class("-open")

    def saved(self) -> None:
        """The note is on disk: no draft is left of it."""
        if self.annotation is not None:
            self.drafts.pop(self.annotation.id, None)
        self.annotation = None
        self.remove_class("-open")
