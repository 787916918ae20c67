"""What every picker is: a line to type in, a list that answers, and a preview beside or below it.

Keys that come before the list has answered wait: what is chosen is always what the query shown found.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.widgets import Input
from textual.worker import get_current_worker

from store.errors import NewsdeskError
from tui.panes.bars import Hint, TitleBar
from tui.panes.lists import ChoiceList
from tui.screens.over import Over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.widget import Widget

    from tui.panes.lists import Drawing
    from tui.theme import Palette

__all__ = ["Picker"]

T = TypeVar("T")
R = TypeVar("R")
V = TypeVar("V")


class Picker(Over["R | None"], Generic[T, R]):
    """Type, choose, enter. Subclasses say what there is (`look_up`), how it looks and what it gives."""

    TITLE_TEXT: ClassVar[str] = ""
    PLACEHOLDER: ClassVar[str] = ""
    ITEM_HEIGHT: ClassVar[int] = 1
    SMALL: ClassVar[bool] = False
    HINTS: ClassVar[tuple[Hint, ...]] = (Hint("↑↓", "choose"), Hint("enter", "open"), Hint("esc", "leave"))
    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+c", "leave", show=False, priority=True),
        Binding("up,ctrl+p", "step(-1)", show=False, priority=True),
        Binding("down,ctrl+n", "step(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._title = TitleBar(id="picker-title")
        self._input = Input(
            placeholder=self.PLACEHOLDER, id="picker-input", compact=True, select_on_focus=False
        )
        self._input.cursor_blink = False
        self._asked = 0
        self._heading = self.TITLE_TEXT
        self._count = ""
        self.list: ChoiceList[T] = ChoiceList(self.draw, height=self.ITEM_HEIGHT, id="picker-list")

    # What a subclass says

    def look_up(self, text: str) -> None:
        """Find what there is for `text`, and `answer` it, now or later."""
        raise NotImplementedError

    def draw(self, item: T, width: int, styles: Palette) -> Drawing:
        """An item's rows."""
        raise NotImplementedError

    def picked(self, item: T | None) -> R | None:
        """What enter gives; None stays here."""
        raise NotImplementedError

    def preview(self) -> Widget | None:
        """A widget beside the list."""
        return None

    def highlighted(self, item: T | None) -> None:
        """Another item is chosen: the preview should show it."""

    # How it works

    def compose(self) -> Iterable[Widget]:
        """Title, input, list and preview, hint."""
        with Vertical(id="picker", classes="-small" if self.SMALL else ""):
            yield self._title
            yield self._input
            with Container(id="picker-body"):
                yield self.list
                preview = self.preview()
                if preview is not None:
                    yield preview
            yield self.hint_bar

    def hints(self) -> tuple[Hint, ...]:
        """See `Over`."""
        return self.HINTS

    def opened(self) -> None:
        """Show what there is before anything is typed."""
        self.list.followers.append(lambda: self.highlighted(self.list.chosen))
        self.set_focus(self._input)
        # At once, and not by a message: the letter and what it finds are one frame.
        self.watch(self._input, "value", self.look_up)

    @property
    def text(self) -> str:
        """What is typed."""
        return self._input.value

    def answer(self, items: Sequence[T], *, count: str = "", empty: str = "", index: int = 0) -> None:
        """Show what was found."""
        self._count = count
        self.retitle(self._heading)
        self.list.show(items, index, empty=empty)
        self.become_ready()

    def retitle(self, heading: str) -> None:
        """Another heading; the count stays."""
        self._heading = heading
        self._title.show(heading, "", [self._count])

    def ask(self, job: Callable[[], V], told: Callable[[V], None], refused: Callable[[str], None]) -> None:
        """Look up in a thread; keys wait for the answer, and an older one never covers a newer one.

        `refused` gets a sentence where the job failed.
        """
        self._asked += 1
        serial = self._asked
        self.ready = False

        def answered(tell: Callable[[], None]) -> None:
            if serial == self._asked and self.is_attached:
                tell()

        def work() -> None:
            worker = get_current_worker()
            tell: Callable[[], None]
            try:
                value = job()
                tell = partial(told, value)
            except NewsdeskError as error:
                tell = partial(refused, str(error))
            except Exception as error:  # noqa: BLE001  # keys wait for this answer: it must come
                tell = partial(
                    refused,
                    f"The search failed by an error of its own ({type(error).__name__}). Try other words.",
                )
            if not worker.is_cancelled:
                self.app.call_from_thread(answered, tell)

        self.run_worker(work, thread=True, exclusive=True, group="ask", exit_on_error=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was typed is looked up by now."""
        event.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.action_pick()

    def on_choice_list_chosen(self) -> None:
        """A click on an item."""
        self.action_pick()

    def action_pick(self) -> None:
        """Give what is chosen."""
        result = self.picked(self.list.chosen)
        if result is not None:
            self.dismiss(result)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)

    def action_step(self, by: int) -> None:
        """Choose the next or previous item."""
        self.list.step(by)

    def action_page(self, by: int) -> None:
        """The same, by a page."""
        self.list.page(by)
