"""What every screen over the desk's is: it makes keys wait until it is drawn, and goes only once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from tui.panes.bars import HintBar
from tui.typeahead import Ready

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.panes.bars import Hint

__all__ = ["Over"]

R = TypeVar("R")


class Over(ModalScreen[R]):
    """A screen over the desk's, with a hint line of its own."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  # Textual declares it so

    def __init__(self) -> None:
        super().__init__()
        self.ready = False
        """Keys wait (in the app) until this is True."""
        self.hint_bar = HintBar()
        self._gone = False

    def on_mount(self) -> None:
        """Open, unless it was left before it could be drawn."""
        # Textual puts the class of the width only after the first layout, which would be a wrong one.
        width = self.app.size.width
        self.add_class(next(name for least, name in reversed(self.HORIZONTAL_BREAKPOINTS) if width >= least))
        if not self._gone:
            self.hint_bar.show(self.hints())
            self.opened()
            self.become_ready()

    def hints(self) -> Sequence[Hint]:
        """What the keys do here."""
        raise NotImplementedError

    def opened(self) -> None:
        """Show what there is, and take the keys."""

    def become_ready(self) -> None:
        """Let the keys come that waited."""
        self.ready = True
        self.app.post_message(Ready())

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Go, with a result; a second time (a double click, say) does nothing."""
        if self._gone:
            return AwaitComplete(asyncio.sleep(0))
        self._gone = True
        return super().dismiss(result)
