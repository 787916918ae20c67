"""Completion of `#tags` and `[[articles]]` while a note is written: what is being typed, and the list at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len
from textual.geometry import Offset

from store.mentions import articles_in, link_to, tag_key, tags_in, written_tag
from tui.panes.bars import fit
from tui.panes.lists import ChoiceList, columns
from tui.theme import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store.model import Article, Tag
    from tui.panes.lists import Drawing
    from tui.theme import Palette

__all__ = ["MOST", "Choice", "Completion", "Wanted", "article_choices", "tag_choices", "wanted"]

MOST: Final = 6
"""Rows of the list, and choices in it."""
_LONGEST: Final = 100
_WIDTH: Final = (18, 48)  # cells, least and most
_FOLDED: Final = 2_000  # tags among which those of another script are looked for


class Wanted(NamedTuple):
    """What is being typed before the cursor."""

    sign: str
    """`#` or `[[`."""
    start: int
    """Where the sign stands in the line."""
    typed: str
    """What follows it, up to the cursor."""


class Choice(NamedTuple):
    """One way to complete it."""

    text: str
    """What stands in the note then, from the sign on."""
    label: str
    detail: str = ""
    color: str = ""


def wanted(before: str) -> Wanted | None:
    """The mention that a line ends in, while it is not complete; `before` is the line up to the cursor."""
    if before.count("`") % 2:
        return None
    links = articles_in(before + "a]]")
    if links and links[-1].end == len(before) + 3:
        start = links[-1].start
        return Wanted("[[", start, before[start + 2 :]) if len(before) - start <= _LONGEST else None
    tags = tags_in(before + "a")
    if tags and tags[-1].end == len(before) + 1 and (typed := before[tags[-1].start + 1 :]):
        return Wanted("#", tags[-1].start, typed)
    return None


def tag_choices(typed: str, tags: Sequence[Tag]) -> list[Choice]:
    """Tags that begin with what is typed, or have it, or its sound; none where the tag is written out."""
    from store.search import find  # rapidfuzz loads at the first search

    key = tag_key(typed)
    ranked: list[tuple[int, int, Tag, str]] = []
    for tag in tags:
        if (text := written_tag(tag.name)) is None:
            continue
        name = tag_key(tag.name)
        if key in name:
            rank = 0 if name == key else 1 if name.startswith(key) else 2 if f"/{key}" in name else 3
            ranked.append((rank, tag.number, tag, text))
        elif (
            len(typed) > 1
            and tag.number <= _FOLDED
            and find(tag.name.replace("_", " "), typed, partial=False)
        ):
            ranked.append((4, tag.number, tag, text))
    ranked.sort(key=lambda each: each[:2])
    if len(ranked) == 1 and ranked[0][0] == 0:
        return []
    return [
        Choice(text, tag.name, str(tag.number) if tag.number <= 9 else "", tag.color)  # noqa: PLR2004  # its key
        for _, _, tag, text in ranked[:MOST]
    ]


def article_choices(articles: Iterable[Article]) -> list[Choice]:
    """Articles by their titles, with what tells two of the same title apart."""
    return [
        Choice(link_to(article.title), article.title, article.published or article.language or "")
        for article in articles
    ]


class Completion(ChoiceList[Choice]):
    """The list at the cursor. Keys stay with the text; it only shows, and is told what to choose."""

    DEFAULT_CSS = """
    Completion { overlay: screen; display: none; height: 1; width: 20; background: $panel;
                 scrollbar-size-vertical: 0; overflow: hidden; }
    Completion.-open { display: block; }
    """

    def __init__(self, look: Callable[[Wanted], Sequence[Choice]]) -> None:
        super().__init__(_draw)
        self._look = look
        self._wanted: Wanted | None = None
        self._left: tuple[str, int] | None = None
        self._row = -1
        self._looking = False
        self._cursor = Offset()

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose."""
        return self.has_class("-open")

    @property
    def wanted(self) -> Wanted | None:
        """What the choices complete."""
        return self._wanted

    def follow(self, now: Wanted | None, row: int, cursor: Offset) -> None:
        """What is being typed in a line now; the choices come when they are found, beside the cursor."""
        if now is None or (self._row, now[:2]) != (row, (self._wanted or now)[:2]):
            self.remove_class("-open")
        self._wanted, self._row, self._cursor = now, row, cursor
        if now is None:
            self._left = None
        elif self._left == (now.sign, now.start):
            return
        elif not self._looking:
            self._left = None
            self._begin()

    def leave(self) -> None:
        """Close it, until another mention is begun."""
        self.remove_class("-open")
        self._left = (self._wanted.sign, self._wanted.start) if self._wanted else None

    def close(self) -> None:
        """Close it: the note is left."""
        self.remove_class("-open")
        self._wanted = self._left = None

    def _begin(self) -> None:
        looked_for = self._wanted
        if looked_for is None:
            return
        self._looking = True

        def look() -> None:
            found: Sequence[Choice] = ()
            try:
                found = self._look(looked_for)
            finally:
                if self.is_attached and self.app.is_running:
                    self.app.call_from_thread(self._found, looked_for, found)

        self.run_worker(look, thread=True, exit_on_error=False, group="completion")

    def _found(self, looked_for: Wanted, found: Sequence[Choice]) -> None:
        self._looking = False
        now = self._wanted
        if now is None or self._left == (now.sign, now.start):
            return
        if now != looked_for:  # more was typed meanwhile
            self._begin()
        if now[:2] != looked_for[:2] or not found:
            self.remove_class("-open")
            return
        self._place(found)
        self.show(found)
        self.add_class("-open")

    def _place(self, found: Sequence[Choice]) -> None:
        """Under the cursor's row, or over it; never on it, nor beyond the screen."""
        if self._wanted is None:
            return
        x, y = self._cursor
        x -= cell_len(self._wanted.sign + self._wanted.typed) + 2  # the letters under those that were typed
        least, most = _WIDTH
        screen = self.screen.size
        needed = max(cell_len(fit(each.label, most)) + cell_len(each.detail) for each in found) + 5
        width = min(max(needed, least), most, screen.width)
        height = min(len(found), MOST)
        below = y + 1 + height < screen.height  # the hint line stays
        if not below:
            height = min(height, max(y, 1))
        self.styles.width, self.styles.height = width, height
        self.absolute_offset = Offset(
            min(max(x, 0), max(screen.width - width, 0)), y + 1 if below else y - height
        )


def _draw(item: Choice, width: int, styles: Palette) -> Drawing:
    """A tag with its colour and number; a title with its date."""
    bar = [("▌", mark(styles.bars, item.color))] if item.color else []
    room = width - len(bar) - cell_len(item.detail) - 1
    sign = "#" if item.color else ""
    row = columns((fit(sign + item.label, room), styles.text), (item.detail, styles.dim), width - len(bar))
    return [[*bar, *row]]
