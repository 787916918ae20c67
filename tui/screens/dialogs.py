"""Small screens over the desk: a question, and where to export to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from store.text import printable
from tui.panes.bars import Hint, fit
from tui.screens.over import Over
from tui.screens.picker import Picker
from tui.typeahead import meant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.widget import Widget

    from tui.panes.lists import Drawing
    from tui.theme import Palette

__all__ = ["ConfirmScreen", "ExportChoice", "ExportScreen"]


class ConfirmScreen(Over[str]):
    """A question whose answers are keys; gives the key, or nothing with escape."""

    def __init__(self, question: str, answers: Iterable[Hint]) -> None:
        super().__init__()
        self._question = printable(question)
        self._answers = [*answers, Hint("esc", "stay")]

    def compose(self) -> Iterable[Widget]:
        """The question and its answers."""
        with Vertical(id="confirm"):
            yield Static(Content(self._question), id="confirm-question")
            yield self.hint_bar

    def hints(self) -> list[Hint]:
        """See `Over`: the answers."""
        return self._answers

    def take_key(self, event: events.Key) -> bool:
        """One key answers."""
        for key in meant(self.app, event):
            if key in {answer.key for answer in self._answers[:-1]}:
                self.dismiss(key)
                return True
        if event.key in ("escape", "ctrl+c"):
            self.dismiss("")
        return True


class ExportChoice(NamedTuple):
    """What to export, and where to."""

    folder: str
    article: str | None
    tag: str | None


class _Scope(NamedTuple):
    title: str
    article: str | None
    tag: str | None
    annotations: int


class ExportScreen(Picker[_Scope, ExportChoice]):
    """A folder to type, a scope to choose."""

    TITLE_TEXT: ClassVar[str] = "Export to Markdown: the folder, and what"
    PLACEHOLDER: ClassVar[str] = "a folder; it is made when it is not there"
    SMALL: ClassVar[bool] = True
    HINTS: ClassVar[tuple[Hint, ...]] = (Hint("↑↓", "what"), Hint("enter", "export"), Hint("esc", "leave"))

    def __init__(self, folder: str, scopes: list[tuple[str, str | None, str | None, int]]) -> None:
        super().__init__()
        self._input.value = folder
        self._scopes = [_Scope(*scope) for scope in scopes]
        self._shown = False

    def look_up(self, text: str) -> None:  # noqa: ARG002  # the scopes do not depend on the folder
        """The scopes, once."""
        if not self._shown:
            self._shown = True
            self.answer(self._scopes)

    def draw(self, item: _Scope, width: int, styles: Palette) -> Drawing:
        """The scope and its count of annotations."""
        return [[(fit(f"{item.title} ({item.annotations})", width), styles.text)]]

    def picked(self, item: _Scope | None) -> ExportChoice | None:
        """Folder and scope."""
        folder = self.text.strip()
        if item is None or not folder:
            return None
        return ExportChoice(folder, item.article, item.tag)
