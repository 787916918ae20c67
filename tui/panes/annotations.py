"""The annotations pane: a card each, in text order; follows the cursor of the source pane."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from store.model import in_text_order
from store.text import printable
from tui.panes.bars import fit
from tui.panes.direct import Direct
from tui.panes.markdown_lines import Kind, Run, ink, markdown_rows
from tui.panes.rows import Rows
from tui.panes.stack import Stack
from tui.theme import mark, on, palette

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from rich.style import Style
    from textual import events

    from store.model import Annotation
    from tui.theme import Palette

__all__ = ["AnnotationsPane"]

_QUOTE_ROWS: Final = 3
_NOTE_ROWS: Final = 8
_LINK_ROWS: Final = 2
_KEPT: Final = 400  # cards that are laid out, and rows of them that are drawn
_USUAL: Final = 3  # rows of a card that was not laid out yet


class _Line(NamedTuple):
    annotation: int | None
    text: str
    kind: str
    """`quote`, `note`, `tags`, `link`, `head`, `gap` or `say`."""
    runs: Sequence[Run] = ()
    """The pieces of a note, whose `text` is empty."""


class _Beside(NamedTuple):
    """What a card shows beside its annotation."""

    draft: bool
    links: tuple[str, ...]
    head: str


_NO_HEADS: Final[Mapping[str, str]] = MappingProxyType({})


class AnnotationsPane(Direct):
    """Cards with quotation, note and tags."""

    can_focus = True
    ALLOW_SELECT = False

    class Clicked(Message):
        """A card was clicked: the source pane should show its highlight."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.annotations: Sequence[Annotation] = ()
        self.index: int | None = None
        self.followers: list[Callable[[], None]] = []
        self.known: Callable[[str], bool] = lambda _title: True
        """Whether the desk has an article of a title that a note mentions."""
        self._empty = ""
        self._lines: list[_Line] = []
        self._strips: dict[tuple[int, int, bool] | None, Strip] = {}
        self._drawn_for: tuple[str, bool, int] = ("", False, 0)
        self._stack: Stack[_Line] = Stack((), lambda _number: ())
        self._laid: dict[str, tuple[Annotation, _Beside, list[_Line]]] = {}
        self._laid_for: tuple[int, dict[str, int]] = (0, {})
        self._numbers: dict[str, int] = {}
        self._drafts: Collection[str] = ()
        self._links: Callable[[Annotation], tuple[str, ...]] = lambda _annotation: ()
        self._heads: Mapping[str, str] = _NO_HEADS

    @property
    def chosen(self) -> Annotation | None:
        """The annotation whose card is chosen."""
        if self.index is None or self.index >= len(self.annotations):
            return None
        return self.annotations[self.index]

    def show(
        self,
        annotations: Sequence[Annotation],
        *,
        empty: str,
        numbers: dict[str, int],
        drafts: Collection[str] = (),
        links: Callable[[Annotation], tuple[str, ...]] = lambda _annotation: (),
        heads: Mapping[str, str] = _NO_HEADS,
    ) -> None:
        """Show these; the card that was chosen stays chosen.

        `numbers` are those of tags, `drafts` the annotations whose note has one that is not saved, `links` says
        what an annotation is linked with, a row each, and `heads` what stands before a card, by annotation.
        """
        self._drafts, self._links, self._heads = drafts, links, heads
        chosen = self.chosen
        self.annotations, self._empty, self._numbers = annotations, empty, numbers
        again = self._index_of(chosen) if chosen else None
        if again is not None:
            self.index = again
        elif self.index is not None:  # its neighbour, where keys are here
            here = annotations and self.screen.focused is self
            self.index = min(self.index, len(annotations) - 1) if here else None
        self._lay_out()

    def choose(self, annotation: Annotation | None) -> None:
        """Choose a card, and bring it into sight; None chooses no card."""
        index = self._index_of(annotation) if annotation else None
        if index != self.index:
            self.index = index
            self._reveal()
            self.refresh()

    def _index_of(self, annotation: Annotation) -> int | None:
        """Its place in the list, which is in the order of the text, but where it is of two articles."""
        at = bisect_left(self.annotations, in_text_order(annotation), key=in_text_order)
        if at < len(self.annotations) and self.annotations[at].id == annotation.id:
            return at
        return next((at for at, other in enumerate(self.annotations) if other.id == annotation.id), None)

    def step(self, by: int) -> None:
        """Choose the card that many further."""
        if self.annotations:
            at = self.index if self.index is not None else (-1 if by > 0 else len(self.annotations))
            self.index = min(max(at + by, 0), len(self.annotations) - 1)
            self._reveal()
            self.refresh()
            for follower in self.followers:
                follower()

    @property
    def _width(self) -> int:
        """Cells of a card's text."""
        return max(self.scrollable_content_region.width - 3, 8)

    def _lay_out(self) -> None:
        """Lay out what is seen; a card that was laid out and is the same is kept."""
        width = self._width
        if self._laid_for != (width, self._numbers):
            self._laid_for = (width, self._numbers)
            self._laid.clear()
        if self.annotations:
            if len(self._laid) > _KEPT:
                self._laid.clear()
            heights = [_USUAL] * len(self.annotations)
            for annotation, _, laid in self._laid.values():
                at = bisect_left(self.annotations, in_text_order(annotation), key=in_text_order)
                if at < len(heights) and self.annotations[at].id == annotation.id:
                    heights[at] = len(laid)
            self._stack = Stack(heights, lambda number: self._card(number, width))
        else:
            rows = Rows(self._empty, width)
            said = [
                _Line(None, rows.drawn(n, rows.start(n), rows.end(n))[0], "say") for n in range(len(rows))
            ]
            self._stack = Stack((len(said) + 1,), lambda _number: [_Line(None, "", "gap"), *said])
        self._strips.clear()
        self._settle()
        self._reveal()
        self.refresh()

    def _card(self, number: int, width: int) -> list[_Line]:
        annotation = self.annotations[number]
        beside = _Beside(
            annotation.id in self._drafts, self._links(annotation), self._heads.get(annotation.id, "")
        )
        kept = self._laid.get(annotation.id)
        if kept is None or kept[0] is not annotation or kept[1] != beside:
            kept = self._laid[annotation.id] = (annotation, beside, self._drawn(annotation, beside, width))
        return [
            line._replace(annotation=number if line.kind not in ("gap", "head") else None) for line in kept[2]
        ]

    def _drawn(self, annotation: Annotation, beside: _Beside, width: int) -> list[_Line]:
        """The rows of a card."""
        number = 0
        self._lines = []
        if beside.head:
            self._lines += [_Line(None, fit(beside.head, width), "head"), _Line(None, "", "gap")]
        if annotation.whole:
            self._add(number, "on the article itself", "say", width, 1)
        else:
            self._add(number, printable(annotation.quote), "quote", width, _QUOTE_ROWS)
        if annotation.note.strip():
            self._add_note(number, annotation.note.strip(), width)
        tags = " ".join(self._tag(tag) for tag in annotation.tags)
        if annotation.status != "anchored":
            tags = f"[{annotation.status}] {tags}".strip()
        if beside.draft:
            tags = f"✎ draft {tags}".strip()
        if tags:
            self._add(number, tags, "tags", width, _QUOTE_ROWS)
        for link in beside.links:
            self._add(number, f"→ {link}", "link", width, _LINK_ROWS)
        return [*self._lines, _Line(None, "", "gap")]

    def _settle(self) -> None:
        """Lay out what is to be seen."""
        height = self.scrollable_content_region.height
        self._stack.lay_out(self._stack.at(round(self.scroll_y))[0], height + _NOTE_ROWS)
        self._count_rows()

    def _count_rows(self) -> None:
        """Tell how many rows there are; a new layout, which takes longest, only where the bar comes or goes."""
        size = Size(self.scrollable_content_region.width, len(self._stack))
        if (size.height > self.scrollable_content_region.height) != self.show_vertical_scrollbar:
            self.virtual_size = size
        elif size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.window_virtual_size = size.height

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Cards that come into sight are laid out."""
        super().watch_scroll_y(old_value, new_value)
        self._settle()

    def _tag(self, tag: str) -> str:
        number = self._numbers.get(tag, 0)
        return f"#{printable(tag)}" + (f"·{number}" if 0 < number <= 9 else "")  # noqa: PLR2004  # keys 1 to 9

    def _add(self, number: int, text: str, kind: str, width: int, most: int) -> None:
        rows = Rows(text, width)
        for row in range(min(len(rows), most)):
            drawn = rows.drawn(row, rows.start(row), rows.end(row))[0]
            if row == most - 1 and len(rows) > most:
                drawn = fit(drawn + " …", width) if drawn.strip() else "…"
                drawn = drawn if drawn.endswith("…") else fit(drawn, width - 1) + "…"
            self._lines.append(_Line(number, drawn, kind))

    def _add_note(self, number: int, note: str, width: int) -> None:
        rows = list(islice(markdown_rows(note, width, known=self.known), _NOTE_ROWS + 1))
        if len(rows) > _NOTE_ROWS:
            rows.pop()
            last = "".join(run.text for run in rows[-1])
            rows[-1] = [Run(fit(last, width - 2).rstrip("…") + " …" if last.strip() else "…", Kind.TEXT)]
        self._lines += [_Line(number, "", "note", runs) for runs in rows]

    def _reveal(self) -> None:
        height = self.scrollable_content_region.height
        if self.index is None or not height:
            return
        first, rows = self._stack.place(self.index)
        top = round(self.scroll_y)
        wanted = min(max(top, first + rows - 1 - height), first)
        if wanted != top:
            self._stack.lay_out(self.index, height)
            self._count_rows()
            self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: FBT001, FBT002  # Textual's form
    ) -> bool:
        """Wrap before the first drawing at a size: the event comes after it."""
        before = self._size
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if self._size != before:
            self._lay_out()
        return changed

    def enter(self) -> None:
        """Keys come here: a card is chosen."""
        if self.index is None and self.annotations:
            self.index = 0
            self._reveal()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the card, and jump to its highlight."""
        row = event.get_content_offset_capture(self).y + round(self.scroll_y)
        if 0 <= row < len(self._stack) and (number := self._stack.row(row).annotation) is not None:
            self.index = number
            self.refresh()
            self.post_message(self.Clicked())

    def prepare(self) -> None:
        """Another width, another theme or the keys elsewhere: all strips are other ones."""
        drawn_for = (self.app.theme, self.has_focus, self.size.width)
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._strips.clear()
            self.forget()
        if self._laid_for[0] != self._width:  # it was laid out while it was hidden
            self._lay_out()

    def render_line(self, y: int) -> Strip:
        """One row of a card."""
        row = y + round(self.scroll_y)
        number, at = self._stack.at(row)
        key = (number, at, number == self.index) if 0 <= row < len(self._stack) else None
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > _KEPT:
                self._strips.clear()
            strip = self._draw(row).extend_cell_length(self.size.width, palette(self.app.theme).text)
            self._strips[key] = strip = self.lean(strip)
        return strip

    def _draw(self, row: int) -> Strip:
        styles = palette(self.app.theme)
        width = self.scrollable_content_region.width
        if row >= len(self._stack) or width <= 0:
            return Strip.blank(max(width, 0), styles.text)
        line = self._stack.row(row)
        if line.annotation is None:
            return Strip([Segment(" " + line.text, styles.dim)]).adjust_cell_length(width, styles.text)
        annotation = self.annotations[line.annotation]
        over = None
        if line.annotation == self.index:
            over = styles.chosen if self.has_focus else styles.chosen_away
        style = _style(line.kind, styles)
        bar = Segment("█" if over else "▎", mark(styles.bars, annotation.color))
        runs = [Segment(text, on(ink(kind, styles, style), over)) for text, kind in line.runs]
        return Strip(
            [bar, Segment(" ", over or styles.text), *(runs or [Segment(line.text, on(style, over))])]
        ).adjust_cell_length(width, over or styles.text)


def _style(kind: str, styles: Palette) -> Style:
    return {"quote": styles.text, "note": styles.strong, "tags": styles.accent}.get(kind, styles.dim)
