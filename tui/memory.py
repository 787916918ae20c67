"""What the screen remembers of a desk from one time to the next: places, drafts, settings.

Drafts are on disk at once; the rest when the desk is left. None of it is a step of the history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from store.errors import NewsdeskError

if TYPE_CHECKING:
    from store import Desk

__all__ = ["Memory"]

_DRAFT: Final = "draft:"
_PLACE: Final = "place:"


class Memory:
    """Reads from the desk when asked, writes in `flush`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._values: dict[str, Any] = {}

    def _get(self, name: str, kind: type) -> Any:  # noqa: ANN401  # of the kind asked for, or None
        value = self._values[name] if name in self._values else self._desk.recall(name)
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
        return self._get(_PLACE + article, int) or 0

    def left(self, article: str, offset: int) -> None:
        """An article is left there."""
        self._values["article"] = article
        self._values[_PLACE + article] = offset or None

    def drafts(self) -> dict[str, str]:
        """Notes that were written and not saved, by annotation."""
        return {key: text for key, text in self._desk.remembered(_DRAFT).items() if isinstance(text, str)}

    def keep_draft(self, annotation: str, text: str | None) -> None:
        """Keep a draft, or forget it when it is None. Raises SaveFailed, ReadOnly."""
        self._desk.remember({_DRAFT + annotation: text})

    def flush(self) -> None:
        """Write what is to be remembered; what cannot be written is not worth a failure."""
        try:
            self._desk.remember(self._values)
        except NewsdeskError:
            return
        self._values.clear()
