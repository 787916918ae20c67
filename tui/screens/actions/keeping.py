"""What goes on beside the reading: other desks' changes, the disk's space, the daily backup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.errors import NewsdeskError
from tui.screens.actions.base import Part

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Keeping"]

_LOOK: Final = 1.0  # seconds between two looks at what other desks have changed
_SPACE: Final = 5.0  # seconds between two looks for space, while there is none
_BACKUP: Final = 4.0  # seconds after the opening: the first frame and the index come first
_AGAIN: Final = 3600.0


class Keeping(Part):
    """Timers; nothing here is a command."""

    keep_unkept: Callable[[], None]

    def begin_keeping(self) -> None:
        """Start looking."""
        self.set_interval(_LOOK, self.look_at_others)
        self.set_interval(_SPACE, self.look_for_space)
        self.set_timer(_BACKUP, self._back_up)
        self.set_interval(_AGAIN, self._back_up)

    def look_at_others(self) -> None:
        """Show what another newsdesk on this desk has changed."""
        if self.editor.unkept and self.kept != "not saved" and not self.outbox.pending:
            self.keep_unkept()
        if self.outbox.pending:  # what is shown is ahead of the desk; the change takes theirs over
            return
        try:
            changed = self.desk.refresh()
        except NewsdeskError as error:
            self.notice.show(str(error), "error")
            return
        if not changed:
            return
        article = self.source.article
        if article is None or not self.desk.has_article(article.id):
            self.reopen()
        else:
            self.show_annotations()
        self.say("changed in another newsdesk")

    def look_for_space(self) -> None:
        """The word about a full disk goes when space returns."""
        if self.full and not self.desk.low:
            self.full = False
            self.show_title()

    def _back_up(self) -> None:
        self.save(self.desk.daily_backup, quiet=True)
