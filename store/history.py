"""The desk's history as its journal tells it: what was changed, when and by whom, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from store.model import Change
from store.text import many, printable, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["changes", "told"]

_BRIEF: Final = 40
_NO_STEPS: Final = frozenset(("undo", "redo"))


class _Telling:
    """One change, put together from its records without keeping their documents."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.id: str = record["id"]
        self.at: str = record["at"]
        self.by: str | None = record.get("by")
        self.action: str = record["do"]
        self.undone = False
        self._whole = False  # whether the annotation is the note on an article itself
        self._counts: dict[str, int] = {}
        self._first: dict[str, str] = {}
        self._fields: list[str] = []
        self.take(record)

    def take(self, record: Mapping[str, Any]) -> None:
        """Another record of the same change."""
        for table, _number, key, before, after in record["ops"]:
            self._counts[table] = self._counts.get(table, 0) + 1
            if table not in self._first:
                shown = (before if self.action == "split" else after) or before or after or {}
                self._first[table] = _name(table, key, shown)
                self._whole |= table == "annotations" and not shown.get("selector", True)
                if table == "annotations" and before and after:
                    self._fields = [name for name in ("note", "tags", "color") if before[name] != after[name]]

    def change(self) -> Change:
        """The change as it is told."""
        return Change(
            id=self.id,
            at=self.at,
            action=self.action,
            summary=self._summary(),
            undone=self.undone,
            by=self.by,
        )

    def _summary(self) -> str:
        articles, annotations = self._counts.get("articles", 0), self._counts.get("annotations", 0)
        these = _these(articles, self._first.get("articles", ""), "article")
        quote = self._first.get("annotations", "")
        passage = "the note on an article" if self._whole else _these(annotations, quote, "passage")
        if self.action == "remove" and not articles:
            return f"Deleted {passage if annotations == 1 else many(annotations, 'highlight')}"
        return {
            "import": f"Imported {these}",
            "annotate": "Wrote a note on an article" if self._whole else f"Highlighted {passage}",
            "edit": f"Changed the {self._changed()} of {passage}",
            "move": f"Moved the boundaries of {passage}",
            "split": f"Split {_these(1, quote, '')} in two",
            "merge": f"Merged two highlights into {_these(1, quote, '')}",
            "link": f"Linked two annotations ({self._first.get('links')})",
            "unlink": f"Took away a link between two annotations ({self._first.get('links')})",
            "remove": f"Removed {these}",
            "restore": f"Restored from a backup ({many(articles, 'article')}, {many(annotations, 'annotation')})",
        }.get(self.action, self.action.capitalize())

    def _changed(self) -> str:
        what = {"note": "note", "tags": "tags", "color": "colour"}
        names = [what[name] for name in self._fields if name != "color" or len(self._fields) == 1]
        return " and ".join(names) or "annotation"


def _name(table: str, key: str, document: Mapping[str, Any]) -> str:
    if table == "articles":
        return str(document.get("title", ""))
    if table == "links":
        return printable(str(document.get("kind", "")))
    if table == "annotations":
        return next((str(s["exact"]) for s in document.get("selector", ()) if "exact" in s), "")
    return key


def _these(count: int, first: str, what: str) -> str:
    return f"“{shorten(printable(first), _BRIEF)}”" if count == 1 else many(count, what)


def changes(records: Iterable[Mapping[str, Any]]) -> list[Change]:
    """The changes that records tell of, newest first; with what was undone marked as that."""
    told: dict[str, _Telling] = {}
    for record in records:
        name = record.get("id")
        if name is None:
            continue
        if record["do"] in _NO_STEPS:
            if name in told:
                told[name].undone = record["do"] == "undo"
        elif name in told:
            told[name].take(record)
        else:
            told[name] = _Telling(record)
    return [telling.change() for telling in reversed(told.values())]


def told(records: Sequence[Mapping[str, Any]], *, undone: bool) -> Change:
    """The one change that these records make."""
    telling = _Telling(records[0])
    for record in records[1:]:
        telling.take(record)
    telling.undone = undone
    return telling.change()
