"""Articles by their titles, as a note names them.

The index is made at the first call, which may take seconds on a large desk. Whoever else reads or changes the
desk does not wait for it; what is changed meanwhile it takes in at the end.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

from store.errors import Interrupted
from store.mentions import title_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from store.model import Op
    from store.shelf import Shelf

__all__ = ["Naming"]

T = TypeVar("T")


class Naming:
    """Keeps the titles in step with the desk. `shelf` gives what lies on it now, under `guard`."""

    def __init__(
        self, shelf: Callable[[], Shelf], guard: AbstractContextManager[object], closing: threading.Event
    ) -> None:
        self._shelf = shelf
        self._guard = guard
        self._closing = closing
        self._making = threading.Lock()
        self._missed: list[Op] | None = None  # while the index is being made
        self._titles: dict[str, set[str]] | None = None

    def titled(self, title: str) -> str | None:
        """The id of the first article of a title, in any case and spacing. Not with the guard. Raises Interrupted."""
        titles = self._made()
        with self._guard:
            return min(titles.get(title_key(title), ()), key=self._shelf().number, default=None)

    @property
    def knows_titles(self) -> bool:
        """Whether `titled` answers at once."""
        return self._titles is not None

    def follow(self, ops: Sequence[Op]) -> None:
        """Take in what has changed; with the guard."""
        ops = [op for op in ops if op.table == "articles"]
        if self._missed is not None:
            self._missed += ops
        elif self._titles is not None:
            _follow(self._titles, ops)

    def forget(self) -> None:
        """All may be different; with the guard."""
        self._titles = self._missed = None

    def _made(self) -> dict[str, set[str]]:
        with self._making:
            while (made := self._titles) is None:
                with self._guard:
                    missed = self._missed = []
                fresh = self._all_titles()
                with self._guard:
                    if missed is self._missed:  # else the desk has become another one
                        _follow(fresh, missed)
                        self._titles, self._missed = fresh, None
            return made

    def _all_titles(self) -> dict[str, set[str]]:
        with self._guard:
            titles = self._shelf().titles()
        made: dict[str, set[str]] = {}
        for key, title in self._unhurried(titles):
            made.setdefault(title_key(title), set()).add(key)
        return made

    def _unhurried(self, items: Iterable[T]) -> Iterator[T]:
        self._closing.clear()
        for item in items:
            if self._closing.is_set():
                raise Interrupted("The index of the titles was given up, since the desk is being closed.")
            yield item


def _follow(titles: dict[str, set[str]], ops: Iterable[Op]) -> None:
    for op in ops:
        if op.before is not None:
            titles.get(title_key(op.before["title"]), set()).discard(op.key)
        if op.after is not None:
            titles.setdefault(title_key(op.after["title"]), set()).add(op.key)
