"""What the screen remembers of a desk from one time to the next: places, drafts, settings.

Drafts are on disk at once; the rest when the desk is left. None of it is a step of the history.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from store.errors import NewsdeskError
from tui.jumps import Jumps

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from store import Desk

__all__ = ["Memory"]

_DRAFT: Final = "draft:"
_PLACE: Final = "place:"
_FINDS: Final = 50  # queries that are kept


class Memory:
    """Reads from the desk when asked, writes in `flush`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._guard = threading.Lock()  # of two that write
        self._values: dict[str, Any] = {}
        self._leaving: Mapping[str, Any] = {}  # those that are being written
        self._read: set[str] | None = None

    def _get(self, name: str, kind: type) -> Any:  # noqa: ANN401  # of the kind asked for, or None
        ahead = {**self._leaving, **self._values}
        value = ahead[name] if name in ahead else self._desk.recall(name)
        return value if isinstance(value, kind) else None

    @property
    def article(self) -> str | None:
        """The article that was open."""
        found: str | None = self._get("article", str)
        return found

    @property
    def theme(self) -> str | None:
        """The theme that was chosen."""
        found: str | None = self._get("theme", str)
        return found

    @theme.setter
    def theme(self, name: str) -> None:
        self._values["theme"] = name

    @property
    def folder(self) -> str | None:
        """Where the last export went."""
        found: str | None = self._get("folder", str)
        return found

    @folder.setter
    def folder(self, path: str) -> None:
        self._values["folder"] = path

    @property
    def measure(self) -> int | None:
        """The widest row of a text, in cells."""
        found: int | None = self._get("measure", int)
        return found

    @measure.setter
    def measure(self, cells: int) -> None:
        self._values["measure"] = cells

    def place(self, article: str) -> int:
        """Where an article was left, as an offset."""
        return self._place(article)[0]

    def top(self, article: str) -> int | None:
        """The offset of the row that was the first in sight then; None where that is not known."""
        return next(iter(self._place(article)[1:]), None)

    def _place(self, article: str) -> list[int]:
        value = self._get(_PLACE + article, object)
        numbers = [n for n in (value if isinstance(value, list) else [value]) if isinstance(n, int)]
        return numbers or [0]

    def left(self, article: str, offset: int, top: int) -> None:
        """An article is left there, with `top` the offset of the first row in sight."""
        self._values[_PLACE + article] = [offset, top]
        if self._read is not None:
            self._read.add(article)

    def opened(self, article: str) -> None:
        """An article is opened: it counts as read from now on."""
        self._values["article"] = article
        if not self.is_read(article):
            self._values[_PLACE + article] = [0, 0]
        if self._read is not None:
            self._read.add(article)

    def is_read(self, article: str) -> bool:
        """Whether an article was ever opened in the reader."""
        return self._get(_PLACE + article, object) is not None

    @property
    def read(self) -> Collection[str]:
        """The ids of all articles that were ever opened, also of some that are gone."""
        # The places are the record of it: one for each article that was opened, none for the others.
        if self._read is None:
            ahead = (*self._leaving, *self._values)
            ahead_read = (name.removeprefix(_PLACE) for name in ahead if name.startswith(_PLACE))
            self._read = {*ahead_read, *self._desk.remembered(_PLACE)}
        return self._read

    @property
    def finds(self) -> Sequence[str]:
        """What was looked for in articles, the newest last."""
        return [query for query in self._get("finds", list) or () if isinstance(query, str)]

    def found(self, query: str) -> None:
        """That was looked for."""
        self._values["finds"] = [*(each for each in self.finds if each != query), query][-_FINDS:]

    @property
    def jumps(self) -> Jumps:
        """The list of jumps as it was left, to be handed back before `flush`."""
        return Jumps.unpacked(self._get("jumps", dict))

    @jumps.setter
    def jumps(self, jumps: Jumps) -> None:
        self._values["jumps"] = jumps.packed()

    @property
    def screen(self) -> dict[str, Any]:
        """How the screen was left: `pane`, `open` (the drawer), `find`, `exact`, `filter`."""
        return self._get("screen", dict) or {}

    @screen.setter
    def screen(self, value: dict[str, Any]) -> None:
        self._values["screen"] = value

    def drafts(self) -> dict[str, str]:
        """Notes that were written and not saved, by annotation."""
        return {key: text for key, text in self._desk.remembered(_DRAFT).items() if isinstance(text, str)}

    def keep_draft(self, annotation: str, text: str | None) -> None:
        """Keep a draft, or forget it when it is None. Raises SaveFailed, ReadOnly."""
        self._desk.remember({_DRAFT + annotation: text})

    def flush(self) -> None:
        """Write what is to be remembered; what cannot be written is not worth a failure. In any thread."""
        with self._guard:
            self._leaving = values = self._values
            self._values = {}
            try:
                self._desk.remember(values)
            except NewsdeskError:
                self._values = {**values, **self._values}
            self._leaving = {}
