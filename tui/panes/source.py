"""The source pane: an article's text in rows, with a cursor, a selection and its layers.

It knows motions and how to draw; what a key means, and what is done with a selection, the screen
decides. The cursor's followers are called at once, so that one key is one frame.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.model import Span
from store.units import next_grapheme, sentence_at, word_at
from tui import motions
from tui.motions import Selection
from tui.panes.paint import GUTTER, Scene, gutter, paint, say
from tui.panes.rows import Rows
from tui.theme import palette

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from store.model import Annotation, Article

__all__ = ["MEASURE", "SourcePane"]

MEASURE: Final = 80
"""The widest row for reading, in cells."""

_KEPT: Final = 3  # rows kept in sight above and below the cursor
_STRIPS: Final = 600

Mode = Literal["cursor", "select", "rows"]


_DOUBLE: Final = 2
_BY_ROW: Final = frozenset(
    ("down", "up", "row_start", "row_end", "half_down", "half_up", "page_down", "page_up")
)
_MOTIONS: Final[dict[str, motions.Motion]] = {
    "left": motions.left,
    "right": motions.right,
    "word_forward": motions.word_forward,
    "word_back": motions.word_back,
    "word_end": motions.word_end,
    "sentence_forward": motions.sentence_forward,
    "sentence_back": motions.sentence_back,
    "paragraph_forward": motions.paragraph_forward,
    "paragraph_back": motions.paragraph_back,
    "article_start": motions.article_start,
    "article_end": motions.article_end,
}
_OBJECTS: Final[dict[str, motions.Object]] = {
    "inner_word": motions.inner_word,
    "a_word": motions.a_word,
    "inner_sentence": motions.inner_sentence,
    "a_sentence": motions.a_sentence,
    "inner_paragraph": motions.inner_paragraph,
    "a_paragraph": motions.a_paragraph,
    "inner_quotation": motions.inner_quotation,
    "a_quotation": motions.a_quotation,
}


def _differing(old: Span | None, new: Span | None) -> list[Span]:
    """Stretches that are in one of two spans only."""
    if old is None or new is None:
        return [span for span in (old, new) if span]
    starts, ends = sorted((old.start, new.start)), sorted((old.end, new.end))
    return [Span(*pair) for pair in (starts, ends) if pair[0] < pair[1]]


class SourcePane(ScrollView):
    """Shows one article; holds the cursor (an offset, always on a grapheme) and the selection."""

    can_focus = True
    ALLOW_SELECT = False  # a selection is ours, in code points
    MOTIONS: Final = frozenset((*_MOTIONS, *_BY_ROW))
    OBJECTS: Final = frozenset(_OBJECTS)

    class Pressed(Message):
        """The mouse put the cursor somewhere, or a drag ended."""

    def __init__(self, *, id: str | None = None, preview: bool = False) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.can_focus = not preview
        self.preview = preview
        self.article: Article | None = None
        self.text = ""
        self.mode: Mode = "cursor"
        self.selection = Selection(0, 0)
        self.followers: list[Callable[[], None]] = []
        self.empty = ""
        """What to say where no article is open."""
        self._goal: int | None = None
        self._rows = Rows("", MEASURE)
        self._scene = Scene(focused=False)
        self._strips: dict[int, Strip] = {}
        self._left = 0
        self._dragging = False
        self._lit: Annotation | None = None
        self._begun = False
        self._preferred: str | None = None
        self._top: tuple[int, int] | None = None
        self._height = 0

    # What is shown

    def show(
        self, article: Article | None, text: str, annotations: Sequence[Annotation], *, cursor: int = 0
    ) -> None:
        """Show an article with the cursor at an offset; nothing when it is None."""
        self.article, self.text = article, text
        self.mode = "cursor"
        self._scene = Scene(
            annotations=annotations,
            boilerplate=article.boilerplate if article else (),
            focused=self._scene.focused,
        )
        self._goal = None
        self._wrap()
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.refresh()
        self.goto(cursor, center=True)

    def annotate(self, annotations: Sequence[Annotation]) -> None:
        """The article's annotations have changed."""
        self._scene.annotations = annotations
        self._scene.layer()
        self._redraw()
        self._changed()

    def mark_found(self, spans: Sequence[Span], current: Span | None = None) -> None:
        """Mark what was found, and which of it is the current one."""
        self._scene.found, self._scene.found_current = spans, current
        self._scene.layer()
        self._redraw()
        self._changed()

    @property
    def found(self) -> Sequence[Span]:
        """What is marked as found."""
        return self._scene.found

    @property
    def cursor(self) -> int:
        """Offset of the grapheme under the cursor."""
        return self.selection.head

    @property
    def selected(self) -> Span | None:
        """What is selected, as a span of the text; None when nothing is."""
        if self.mode == "cursor" or not self.text:
            return None
        span = self.selection.span(self.text)
        if self.mode == "rows":
            first, last = self._rows.row_at(span.start), self._rows.row_at(max(span.end - 1, span.start))
            span = Span(self._rows.start(first), self._rows.end(last))
        return span if span.start < span.end else None

    @property
    def dragging(self) -> bool:
        """Whether a button of the mouse is held down over the text."""
        return self._dragging

    @property
    def fresh(self) -> bool:
        """Whether a selection has begun and is still where it began."""
        return self.mode == "select" and self._begun

    def under_cursor(self) -> list[Annotation]:
        """The annotations under the cursor, innermost (shortest) first; before them the one gone to."""
        here = [self._scene.annotations[index] for index in self._scene.marks.at(self.cursor)]
        return sorted(here, key=lambda a: (a.id != self._preferred, a.end - a.start))

    @property
    def current(self) -> Annotation | None:
        """The annotation that keys work on: the innermost one under the cursor."""
        return next(iter(self.under_cursor()), None)

    @property
    def progress(self) -> int:
        """How far into the text the cursor is, in percent."""
        return 100 * self.cursor // max(len(self.text) - 1, 1) if self.text else 0

    # Moving

    def move(self, motion: str, count: int | None = None) -> None:
        """Run a motion by name; extends the selection when there is one."""
        times = count or 1
        by_row = motion in _BY_ROW
        if by_row:
            head = self._by_row(motion, times)
        else:
            head = self._by_unit(_MOTIONS[motion], times) if self.text else 0
        self._place(head, keep_goal=by_row)

    def _by_unit(self, motion: motions.Motion, count: int) -> int:
        if self.mode == "cursor":
            return motion(self.text, self.cursor, count)
        return motions.extend(self.text, motion, self.selection.anchor, self.cursor, count)

    def _by_row(self, motion: str, count: int) -> int:
        rows, row = self._rows, self._rows.row_at(self.cursor)
        if motion == "row_start":
            self._goal = 0
            return rows.start(row)
        if motion == "row_end":
            self._goal = 1 << 30
            return rows.last(rows.step(row, count - 1))
        if self._goal is None:
            self._goal = rows.column(self.cursor)
        height = max(self.scrollable_content_region.height, 2)
        step = {"down": 1, "up": -1, "half_down": height // 2, "half_up": -(height // 2)}.get(
            motion, (height - 1) * (1 if motion == "page_down" else -1)
        )
        if abs(step) == 1:
            target = rows.step(row, step * count)
        else:
            target = min(max(row + step * count, 0), len(rows) - 1)
            target = rows.step(target, 1 if step > 0 else -1) if rows.is_gap(target) else target
        if abs(step) > 1:  # a page takes what is seen along, so that the eye finds its place
            self.scroll_to(y=self.scroll_y + target - row, animate=False, force=True, immediate=True)
        return rows.offset(target, self._goal)

    def select(self, mode: Mode) -> None:
        """Begin a selection of that kind, change its kind, or end it when it is of that kind."""
        if self.mode == mode:
            mode = "cursor"
        if self.mode == "cursor" or mode == "cursor":
            self.selection = Selection(self.cursor, self.cursor)
        self.mode = mode
        self._begun = mode == "select"
        self._changed()

    def choose(self, selection: Selection | None) -> bool:
        """Select what a text object gave; False when there was none."""
        if selection is None:
            return False
        self.selection, self.mode, self._goal, self._begun = selection, "select", None, False
        self._reveal()
        self._changed()
        return True

    def choose_object(self, name: str, count: int | None = None) -> bool:
        """Select the word, sentence, paragraph or quotation at the cursor; again: one more."""
        if not self.text:
            return False
        at = self.selection if self.mode != "cursor" else Selection(self.cursor, self.cursor)
        return self.choose(_OBJECTS[name](self.text, at, count or 1))

    def choose_span(self, span: Span) -> None:
        """Select a span of the text."""
        self.choose(motions.selecting(self.text, span))

    def swap(self) -> None:
        """Go to the other end of the selection."""
        self.selection = Selection(self.selection.head, self.selection.anchor)
        self._goal = None
        self._reveal()
        self._changed()

    def goto(self, offset: int, *, center: bool = False, annotation: Annotation | None = None) -> None:
        """Put the cursor at an offset, without a selection; of several annotations there, on this one."""
        self.mode = "cursor"
        self._preferred = annotation.id if annotation else None
        self._place(offset, center=center)

    def sentence(self) -> Span | None:
        """The sentence under the cursor; where the cursor is on no sentence, None."""
        span = sentence_at(self.text, self.cursor) if self.text else None
        return span if span and self.text[span.start : span.end].strip() else None

    def _place(self, head: int, *, keep_goal: bool = False, center: bool = False) -> None:
        head = motions.settle(self.text, head)
        self._begun = False
        self.selection = Selection(head if self.mode == "cursor" else self.selection.anchor, head)
        if not keep_goal:
            self._goal = None
        self._reveal(center=center)
        self._changed()

    # Drawing

    def _wrap(self) -> None:
        region = self.scrollable_content_region
        room = max((region.width or MEASURE + GUTTER) - GUTTER - 1, 4)
        self._rows = Rows(self.text, min(room, MEASURE), spaced=True)
        self._left = max((room - self._rows.width) // 2, 0)
        self._strips.clear()
        self.virtual_size = Size(region.width, len(self._rows))

    def _reveal(self, *, center: bool = False) -> None:
        row = self._rows.row_at(self.cursor)
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        kept = min(_KEPT, (height - 1) // 2)
        top = round(self.scroll_y)
        if center and not top + kept <= row < top + height - kept:
            top = row - height // 3
        elif row < top + kept:
            top = row - kept
        elif row > top + height - 1 - kept:
            top = row - height + 1 + kept
        top = min(max(top, 0), max(len(self._rows) - height, 0))
        if top != round(self.scroll_y):
            self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def _changed(self) -> None:
        """Cursor or selection are other than they were: redraw their rows, and tell the followers."""
        scene, current = self._scene, self.current
        touched = _differing(scene.selection, self.selected)
        touched += [span for span in (scene.cursor,) if span]
        if scene.current != (current.id if current else None):
            touched += [Span(a.start, a.end) for a in (self._lit, current) if a]
        scene.cursor = None
        if not self.preview and self.text:
            scene.cursor = Span(self.cursor, next_grapheme(self.text, self.cursor))
            touched.append(scene.cursor)
        scene.selection = self.selected
        scene.current, self._lit = (current.id, current) if current else (None, None)
        for span in touched:
            self._redraw_rows(span)
        for follower in self.followers:
            follower()

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()

    def _redraw_rows(self, span: Span) -> None:
        top = round(self.scroll_y)
        first, last = self._rows.row_at(span.start), self._rows.row_at(max(span.end, span.start))
        for row in range(first, last + 1) if last - first < len(self._strips) else list(self._strips):
            self._strips.pop(row, None)
        first, last = max(first, top), min(last, top + self.size.height)
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        styles = palette(self.app.theme)
        width = self.scrollable_content_region.width
        row = y + round(self.scroll_y)
        if self.article is None:
            return say(self.empty, y, width, styles)
        if width <= GUTTER or row >= len(self._rows) or not self.text:
            return Strip.blank(max(width, 0), styles.text)
        strip = self._strips.get(row)
        if strip is None:
            if len(self._strips) > _STRIPS:
                self._strips.clear()
            start, end = self._rows.start(row), self._rows.end(row)
            crossing = {
                index
                for _, _, active in self._scene.marks.stretches(start, max(end, start + 1))
                for index in active
            }
            here = [self._scene.annotations[index] for index in sorted(crossing)]
            starting = [] if self.preview else [a for a in here if self._rows.row_at(a.start) == row]
            room = width - GUTTER - self._left
            body = paint(self._rows, row, self._scene, styles, min(self._rows.width + 1, room))
            edge = [Segment(" " * self._left, styles.text), *gutter(starting, here, styles)]
            strip = Strip([*edge, *body]).extend_cell_length(width, styles.text)
            self._strips[row] = strip
        return strip

    def notify_style_update(self) -> None:
        """The theme changed."""
        super().notify_style_update()
        self._strips.clear()

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
            self._rewrap()
        return changed

    def _rewrap(self) -> None:
        """Wrap anew. What stood at the top stays there, and the cursor in sight where it was so.

        What was selected stays selected: rows, which will be other ones, become a passage.
        """
        rows = self.selected if self.mode == "rows" else None
        if rows is not None:
            forward = self.selection.head >= self.selection.anchor
            self.selection, self.mode = motions.selecting(self.text, rows, forward=forward), "select"
        row = round(self.scroll_y)
        seen = row <= self._rows.row_at(self.cursor) < row + self._height
        self._height = self.scrollable_content_region.height
        if self._top is None or self._top[0] != row:  # scrolled since the last resize
            self._top = (row, self._rows.start(min(row, len(self._rows) - 1)))
        top = self._top[1]
        self._wrap()
        self.scroll_to(y=self._rows.row_at(top) if row else 0, animate=False, force=True, immediate=True)
        if seen:
            self._reveal()
        self._top = (round(self.scroll_y), top)
        self.refresh()

    def on_focus(self) -> None:
        """The cursor shows that keys come here."""
        self._scene.focused = True
        self._redraw()
        self._changed()

    def on_blur(self) -> None:
        """The cursor shows that keys go elsewhere."""
        self._scene.focused = False
        self._redraw()
        self._changed()

    # The mouse

    def _offset_at(self, event: events.MouseEvent) -> int | None:
        at = event.get_content_offset_capture(self)
        row = at.y + round(self.scroll_y)
        if not self.text or row < 0:
            return None
        return self._rows.offset(min(row, len(self._rows) - 1), at.x - GUTTER - self._left)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor there and begin to drag."""
        offset = self._offset_at(event)
        if offset is None or self.preview or event.button != 1:
            return
        self._dragging = True
        self.capture_mouse()
        self.goto(offset)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection to where the mouse is."""
        if self._dragging and not event.button:  # it was let go elsewhere
            self.on_mouse_up()
        offset = self._offset_at(event) if self._dragging else None
        if offset is not None and (offset != self.cursor or self.mode != "cursor"):
            self.mode = "select"
            self._place(offset)

    def on_mouse_up(self) -> None:
        """The drag is over."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()
            self.post_message(self.Pressed())

    def on_click(self, event: events.Click) -> None:
        """Twice selects the word, three times the sentence."""
        offset = self._offset_at(event)
        if offset is None or self.preview or event.chain < _DOUBLE:
            return
        span = word_at(self.text, offset) if event.chain == _DOUBLE else sentence_at(self.text, offset)
        if span:
            self.choose_span(Span(*span))

    def snapshot(self) -> Scene:
        """A copy of what lies over the text, for tests."""
        return replace(self._scene)

    def cursor_region(self) -> Region:
        """Where the cursor is on the screen, in cells of the pane."""
        row = self._rows.row_at(self.cursor)
        column = self._rows.column(self.cursor) + GUTTER + self._left
        return Region(column, row - round(self.scroll_y), 1, 1)
