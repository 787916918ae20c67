"""The history: what was done, taken back, and done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.desk import stamps
from store.desk.base import Base
from store.history import changes, told
from store.journal import Entry
from store.model import Op

if TYPE_CHECKING:
    from store.model import Change

__all__ = ["Undoing"]


class Undoing(Base):
    """Walk the changes back and forth; each step is a record of the journal itself."""

    def undo(self) -> Change | None:
        """Take the last change back; None when there is none. It may be of another session, or another desk.

        Raises ReadOnly, SaveFailed, DeskLocked, DeskDamaged.
        """
        return self._walk("undo")

    def redo(self) -> Change | None:
        """Make the last change that was taken back again; None when there is none."""
        return self._walk("redo")

    def _walk(self, action: str) -> Change | None:
        with self._change():
            state = self._journal.state
            if action == "undo" and not state.done and state.trimmed:
                self._journal.find_steps()
            steps = state.done if action == "undo" else state.undone
            if not steps:
                return None
            found = self._journal.records(steps[-1])
            ops = [
                Op(table, key, before, after, number)
                for record in found
                for table, number, key, before, after in record["ops"]
            ]
            if action == "undo":
                ops = [op.inverse() for op in reversed(ops)]
            change = told(found, undone=action == "undo")
            self._apply(ops, Entry(action, change.id, stamps.now(), self._by), lean=True)
            return change

    def history(self, limit: int | None = None) -> list[Change]:
        """The changes since the desk began, newest first; those that were undone say so."""
        with self._guard:
            return changes(self._journal.all_records())[:limit]
