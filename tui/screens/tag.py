"""Putting a tag: type to find one or to make a new one; a digit alone puts the tag of that number."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.widgets import Input

from store.errors import BadTag
from store.tags import normal
from tui.panes.bars import Hint, fit
from tui.panes.lists import columns
from tui.screens.picker import Picker
from tui.theme import mark

if TYPE_CHECKING:
    from store import Tag
    from tui.panes.lists import Drawing
    from tui.theme import Palette

__all__ = ["TagScreen"]


class _Choice(NamedTuple):
    name: str
    number: int
    color: str
    put: bool
    new: bool


class TagScreen(Picker[_Choice, str]):
    """Gives the name of the tag to put, or to take off where it is put already."""

    TITLE_TEXT: ClassVar[str] = "Tag"
    PLACEHOLDER: ClassVar[str] = "claim, claim/military …"
    SMALL: ClassVar[bool] = True
    HINTS: ClassVar[tuple[Hint, ...]] = (
        Hint("enter", "put, or take off"),
        Hint("1–9", "by number"),
        Hint("tab", "complete"),
        Hint("esc", "leave"),
    )

    def __init__(self, tags: list[Tag], put: tuple[str, ...]) -> None:
        super().__init__()
        self._tags = tags
        self._put = put

    def look_up(self, text: str) -> None:
        """Tags that have what is typed; behind them a new one of that name."""
        if len(text) == 1 and text in "123456789" and int(text) <= len(self._tags):
            self.dismiss(self._tags[int(text) - 1].name)
            return
        wanted = text.casefold().strip().lstrip("#")
        found = [
            _Choice(tag.name, tag.number, tag.color, tag.name in self._put, new=False)
            for tag in self._tags
            if wanted in tag.name.casefold()
        ]
        found.sort(key=lambda choice: not choice.name.casefold().startswith(wanted))
        problem = ""
        if wanted:
            try:
                name = normal(text)
            except BadTag as error:
                problem = str(error)
            else:
                exact = [choice for choice in found if choice.name == name]
                found = exact + [choice for choice in found if choice.name != name]
                if not exact:
                    # The name of a branch is complete; the beginning of a word may not be.
                    branch = any(choice.name.startswith(name + "/") for choice in found)
                    found.insert(0 if branch else len(found), _Choice(name, 0, "", put=False, new=True))
        self.answer(found, empty=problem or "No tags yet. Type the name of the first one.")

    def on_key(self, event: object) -> None:
        """Tab completes the name that is chosen."""
        if getattr(event, "key", "") == "tab" and self.list.chosen:
            event.stop()  # type: ignore[attr-defined]
            event.prevent_default()  # type: ignore[attr-defined]
            field = self.query_one(Input)
            field.value = self.list.chosen.name
            field.cursor_position = len(field.value)

    def draw(self, item: _Choice, width: int, styles: Palette) -> Drawing:
        """Its number, colour and name."""
        if item.new:
            return [[(fit(f"   new tag: {item.name}", width), styles.accent)]]
        number = f"{item.number} " if item.number <= 9 else "  "  # noqa: PLR2004  # keys 1 to 9
        state = "put ✓" if item.put else ""
        row = columns((fit(item.name, width - 10), styles.text), (state, styles.accent), width - 4)
        return [[(number, styles.dim), ("▌ ", mark(styles.bars, item.color)), *row]]

    def picked(self, item: _Choice | None) -> str | None:
        """Its name."""
        return item.name if item else None
