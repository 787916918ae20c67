"""What undo takes back: the changes of this session, newest last.

It lives in memory until the journal keeps it; its verbs are those the journal will have.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.model import Change

__all__ = ["History"]


class History:
    """Changes made, and changes taken back that could be made again."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def add(self, change: Change) -> None:
        """A change was made. One in several parts (same id) is one step; a new one ends redo."""
        self._undone.clear()
        if self._done and self._done[-1].id == change.id:
            first = self._done.pop()
            change = replace(change, at=first.at, ops=first.ops + change.ops)
        self._done.append(change)

    @property
    def to_undo(self) -> Change | None:
        """What undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Change | None:
        """What redo would make again."""
        return self._undone[-1] if self._undone else None

    def undone(self) -> None:
        """The last change was taken back."""
        self._undone.append(replace(self._done.pop(), undone=True))

    def redone(self) -> None:
        """The last one taken back was made again."""
        self._done.append(replace(self._undone.pop(), undone=False))
