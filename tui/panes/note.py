"""The note editor: opens in place under the annotations, saves with ctrl+s, leaves with escape."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.containers import Vertical
from textual.message import Message

from store.text import many, printable
from tui.panes.bars import Bar, fit
from tui.theme import palette

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.style import Style
    from textual.timer import Timer
    from textual.widget import Widget
    from textual.widgets import TextArea

    from store.model import Annotation
    from tui.panes.completion import Choice, Wanted
    from tui.panes.writing import Writing

__all__ = ["NoteEditor", "Subject"]

_PAUSE: Final = 1.0  # seconds without a key after which a draft is kept
_LONGEST: Final = 3.0  # seconds after which it is kept while the typing goes on
_ARTICLE: Final = "article:"
_WIDE: Final = 56  # cells from which on the heading has room for the count of characters too


@dataclass(frozen=True, slots=True)
class Subject:
    """What a note is written on: a highlight, or an article as a whole."""

    key: str
    """Names its draft: the id of the annotation; of a new note on an article, `article:` and its id."""
    heading: str
    note: str
    """As it is on the desk."""
    article: str
    annotation: Annotation | None

    @classmethod
    def of(cls, annotation: Annotation, title: str) -> Subject:
        """An annotation that there is; `title` is that of its article."""
        quote = printable(annotation.quote)
        heading = f"Note on “{quote}”" if quote else _on_article(title)
        return cls(annotation.id, heading, annotation.note, annotation.article, annotation)

    @classmethod
    def on_article(cls, article: str, title: str) -> Subject:
        """A new note on an article."""
        return cls(_ARTICLE + article, _on_article(title), "", article, None)

    @staticmethod
    def article_of(key: str) -> str | None:
        """The article on which the note of that key is a new one; None for one on an annotation."""
        return key.removeprefix(_ARTICLE) if key.startswith(_ARTICLE) else None


def _on_article(title: str) -> str:
    return f"Note on the article “{printable(title)}”"


class _Heading(Bar):
    """What the note is on; how long it is."""

    DEFAULT_CSS = "_Heading { height: 1; dock: top; }"

    def __init__(self) -> None:
        super().__init__()
        self._text = self._draft = self._count = ""

    def show(self, text: str, draft: str, count: str) -> None:
        """Show these."""
        if (text, draft, count) != (self._text, self._draft, self._count):
            self._text, self._draft, self._count = text, draft, count
            self.refresh()

    def pieces(self, width: int) -> Sequence[Segment]:
        """The heading, cut where it must be; whether it is a draft; the count, where there is room for it."""
        styles = palette(self.app.theme)
        room = width - 2
        side = cell_len(self._draft) + cell_len(self._count)
        cells = max(room - side - (2 if self._count else 0), 2)
        text = self._text
        if cell_len(text) > cells:
            text = fit(text, cells - 1)
            text += "”" if "“" in text else ""
        gap = room - cell_len(text) - side
        return [
            Segment(" " + text, styles.title_side),
            Segment(self._draft, styles.title),
            Segment(" " * max(gap, 0) + self._count + " ", styles.title_side),
        ]

    def fill(self) -> Style:
        """The rest of the row."""
        return palette(self.app.theme).title_side


class NoteEditor(Vertical):
    """Edits one note; remembers drafts that were left unsaved."""

    DEFAULT_CSS = """
    NoteEditor { height: auto; max-height: 50%; display: none; }
    NoteEditor.-open { display: block; }
    NoteEditor TextArea { height: auto; min-height: 6; max-height: 100%; border: none; padding: 0 1;
                          background: $background; scrollbar-size-vertical: 1; }
    NoteEditor TextArea:focus { border: none; }
    """

    class Done(Message):
        """The user saved, or left."""

        def __init__(self, *, save: bool) -> None:
            super().__init__()
            self.save = save

    class Outside(Message):
        """The user wants to go on in the editor of their choice."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.subject: Subject | None = None
        self.drafts: dict[str, str] = {}
        """What was written and not saved, by `Subject.key`."""
        self.unkept: set[str] = set()
        """Whose drafts could not be written to the disk when that was tried last."""
        self.keeper: Callable[[str, str | None], None] = lambda _key, _draft: None
        """Where drafts are kept; None forgets one."""
        self.look: Callable[[Wanted], Sequence[Choice]] = lambda _wanted: ()
        """How a mention that is being typed may be completed; called in a thread."""
        self._timer: Timer | None = None
        self._since: float | None = None
        self._is_draft = False
        self._heading = _Heading()
        self._writing: Writing | None = None

    def compose(self) -> Iterable[Widget]:
        """A heading; the text under it is there from `prepare` on."""
        yield self._heading

    def prepare(self) -> Writing:
        """The text to write in, made at the first call: its import is not for the first frame."""
        if self._writing is None:
            from tui.panes.writing import Writing

            self._writing = Writing(self.look)
            self.mount(self._writing, self._writing.completion)
        return self._writing

    @property
    def is_open(self) -> bool:
        """Whether a note is being written."""
        return self.subject is not None

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return "" if self._writing is None else self._writing.text

    @property
    def line(self) -> int:
        """The line of the cursor, from 1."""
        return 1 if self._writing is None else self._writing.cursor_location[0] + 1

    def open(self, subject: Subject) -> bool:
        """Edit a note, or the draft of it that was left; True when it is a draft."""
        self.close()
        draft = self.drafts.get(subject.key)
        self.subject, self._is_draft = subject, draft is not None
        writing = self.prepare()
        writing.load_text(subject.note if draft is None else draft)
        writing.move_cursor(writing.document.end)
        self._show_heading()
        self.add_class("-open")
        self.screen.add_class("-writing")
        self.screen.set_focus(writing)
        return self._is_draft

    def put(self, text: str) -> None:
        """Another text, as one step that undo takes back."""
        writing = self.prepare()
        if text != writing.text:
            writing.replace(text, (0, 0), writing.document.end, maintain_selection_offset=False)
            writing.move_cursor(writing.document.end)

    def close(self, *, saved: bool = False) -> None:
        """Hide it; what was not saved is a draft, and so it stays on disk until the note is there."""
        if saved and self.subject is not None:
            self._stop()
            self.drafts.pop(self.subject.key, None)
        else:
            self.keep()
        self.subject = None
        self.remove_class("-open")
        self.screen.remove_class("-writing")

    def keep(self) -> None:
        """Keep what is written and not saved as a draft, for after a crash too."""
        self._stop()
        if self.subject is not None:
            self._keep(self.subject.key, None if self.text == self.subject.note else self.text)

    def keep_as(self, key: str, draft: str | None) -> None:
        """Keep the draft of a note that is not open, or forget it."""
        self._keep(key, draft)

    def _stop(self) -> None:
        self._since = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _keep(self, key: str, draft: str | None) -> None:
        if self.drafts.get(key) == draft and key not in self.unkept:
            return
        if draft is None:
            self.drafts.pop(key, None)
        else:
            self.drafts[key] = draft
        self.keeper(key, draft)

    def _show_heading(self) -> None:
        if self.subject is None:
            return
        text = self.text
        words = len(text.split())
        count = many(words, "word") if words else ""
        if words and self.size.width >= _WIDE:
            count += f" · {many(len(text), 'character')}"
        self._heading.show(self.subject.heading, " · draft" if self._is_draft else "", count)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep the draft once the typing pauses, and now and then while it does not."""
        event.stop()
        if self._writing is not None:
            self._writing.follow()
        self._show_heading()
        now = time.monotonic()
        self._since = now if self._since is None else self._since
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(max(min(_PAUSE, self._since + _LONGEST - now), 0.01), self.keep)

    def on_choice_list_chosen(self, event: Message) -> None:
        """A click in the list at the cursor."""
        event.stop()
        if self._writing is not None:
            self._writing.complete()
            self.screen.set_focus(self._writing)
