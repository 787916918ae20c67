"""The note editor: opens in place under the annotations, saves with ctrl+s, leaves with escape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from store.text import printable
from tui.panes.bars import fit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.timer import Timer
    from textual.widget import Widget
    from textual.widgets import TextArea

    from store.model import Annotation
    from tui.panes.writing import Writing

__all__ = ["NoteEditor"]

_PAUSE: Final = 1.0  # seconds without a key after which a draft is kept


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
        """What was written and not saved, by annotation."""
        self.keeper: Callable[[str, str | None], None] = lambda _annotation, _draft: None
        """Where drafts are kept; None forgets one."""
        self._timer: Timer | None = None
        self._heading = Static()
        self._writing: Writing | None = None

    def compose(self) -> Iterable[Widget]:
        """A heading; the text under it is there from `prepare` on."""
        yield self._heading

    def prepare(self) -> Writing:
        """The text to write in, made at the first call: its import is not for the first frame."""
        if self._writing is None:
            from tui.panes.writing import Writing

            self._writing = Writing()
            self.mount(self._writing)
        return self._writing

    @property
    def is_open(self) -> bool:
        """Whether a note is being written."""
        return self.annotation is not None

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return "" if self._writing is None else self._writing.text

    def open(self, annotation: Annotation) -> bool:
        """Edit its note, or the draft of it that was left; True when it is a draft."""
        self.close()
        draft = self.drafts.get(annotation.id)
        self.annotation = annotation
        quote = fit(printable(annotation.quote), 60)
        self._heading.update(Content(f"Note on “{quote}”" + (" · draft" if draft is not None else "")))
        writing = self.prepare()
        writing.load_text(annotation.note if draft is None else draft)
        writing.move_cursor(writing.document.end)
        self.add_class("-open")
        self.screen.set_focus(writing)
        return draft is not None

    def close(self, *, saved: bool = False) -> None:
        """Hide it; what was not saved is a draft, and so it stays on disk until the note is there."""
        if saved and self.annotation is not None:
            self._stop()
            self.drafts.pop(self.annotation.id, None)
        else:
            self.keep()
        self.annotation = None
        self.remove_class("-open")

    def keep(self) -> None:
        """Keep what is written and not saved as a draft, for after a crash too."""
        self._stop()
        if self.annotation is not None:
            self._keep(self.annotation.id, None if self.text == self.annotation.note else self.text)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _keep(self, annotation: str, draft: str | None) -> None:
        if self.drafts.get(annotation) == draft:
            return
        if draft is None:
            del self.drafts[annotation]
        else:
            self.drafts[annotation] = draft
        self.keeper(annotation, draft)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep the draft once the typing pauses."""
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self.keep)
