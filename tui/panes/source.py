"""The source pane: an article's text in rows, with a cursor, a selection and its layers.

It knows motions and how to draw; what a key means, and what is done with a selection, the screen
decides. The cursor's followers are called at once, so that one key is one frame.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Final, Literal

from textual.geometry import Region
from textual.message import Message

from store.model import Span
from store.units import next_grapheme, sentence_at, word_at
from tui import motions
from tui.motions import Selection
from tui.panes.paint import GUTTER
from tui.panes.scene import Scene
from tui.panes.view import MEASURE, View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from store.model import Annotation, Article

__all__ = ["MEASURE", "SourcePane"]

_KEPT: Final = 3  # rows kept in sight above and below the cursor
_FEW: Final = 40  # changed annotations whose rows are drawn one by one

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


class SourcePane(View):
    """Shows one article; holds the cursor (an offset, always on a grapheme) and the selection."""

    can_focus = True
    MOTIONS: Final = frozenset((*_MOTIONS, *_BY_ROW))
    OBJECTS: Final = frozenset(_OBJECTS)

    class Pressed(Message):
        """The mouse put the cursor somewhere, or a drag ended."""

        def __init__(self, before: int) -> None:
            super().__init__()
            self.before = before
            """Where the cursor was when the button was pressed."""

    def __init__(self, *, id: str | None = None, preview: bool = False) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id, preview=preview)
        self.can_focus = not preview
        self.mode: Mode = "cursor"
        self.selection = Selection(0, 0)
        self.followers: list[Callable[[], None]] = []
        self._goal: int | None = None
        self._dragging = False
        self._pressed_from = 0
        self._begun = False
        self._preferred: str | None = None

    # What is shown

    def show(
        self, article: Article | None, text: str, annotations: Sequence[Annotation], *, cursor: int = 0
    ) -> None:
        """Show an article with the cursor at an offset; nothing when it is None."""
        self.article, self.text = article, text
        self.mode = "cursor"
        focused = self._scene.focused
        self._scene = Scene(annotations, article.boilerplate if article else ())
        self._scene.focused = focused
        self._goal = None
        self._wrap()
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.refresh()
        self.goto(cursor, center=True)

    def annotate(self, annotations: Sequence[Annotation]) -> None:
        """The article's annotations have changed."""
        changed = self._scene.annotate(annotations)
        self._map.change(changed)
        if len(changed) > _FEW:
            self._redraw()
        else:
            for each in changed:
                for annotation in each:
                    if annotation is not None:
                        self._redraw_rows(Span(annotation.start, annotation.end))
        self._remap()
        self._changed()

    def mark_found(self, spans: Sequence[Span], current: Span | None = None) -> None:
        """Mark what was found, and which of it is the current one."""
        before, same = self._scene.found_current, spans is self._scene.found
        self._scene.find(spans, current)
        if same:
            for span in (before, current):
                if span is not None:
                    self._redraw_rows(span)
        else:
            self._redraw()
        self._remap()
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
            start = self._rows.start(self._rows.row_at(span.start))
            span = Span(start, self._rows.end(self._rows.row_at(max(span.end - 1, span.start))))
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
        return sorted(self._scene.at(self.cursor), key=lambda a: (a.id != self._preferred, a.end - a.start))

    @property
    def current(self) -> Annotation | None:
        """The annotation that keys work on: the innermost one under the cursor."""
        return next(iter(self.under_cursor()), None)

    @property
    def progress(self) -> int:
        """How far into the text the cursor is, in percent."""
        return 100 * self.cursor // max(len(self.text) - 1, 1) if self.text else 0

    @property
    def top(self) -> int:
        """Offset of the first row in sight."""
        return self._seen().start if self.text else 0

    @top.setter
    def top(self, offset: int) -> None:
        """Bring the row of that offset to the top; it stays there when the window is laid out."""
        row = self._rows.row_at(min(max(offset, 0), len(self.text)))
        self.scroll_to(y=row, animate=False, force=True, immediate=True)
        self._settle()
        self._top = (round(self.scroll_y), min(max(offset, 0), len(self.text)))

    def in_sight(self, offset: int) -> bool:
        """Whether an offset is on the screen."""
        seen = self._seen()
        return seen.start <= offset < seen.end

    def look_at(self, offset: int) -> None:
        """Bring an offset into sight; the cursor stays where it is."""
        self._reveal(self._rows.row_at(offset), center=True)

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
        rows = self._rows
        if motion == "row_start":
            self._goal = 0
            return rows.start(rows.row_at(self.cursor))
        if motion == "row_end":
            self._goal = 1 << 30
            return rows.last(rows.step(self.cursor, count - 1))
        if self._goal is None:
            self._goal = rows.column(self.cursor)
        height = max(self.scrollable_content_region.height, 2)
        step = {"down": 1, "up": -1, "half_down": height // 2, "half_up": -(height // 2)}.get(
            motion, (height - 1) * (1 if motion == "page_down" else -1)
        )
        if abs(step) == 1:
            return rows.offset(rows.step(self.cursor, step * count), self._goal)
        target = rows.shift(self.cursor, step * count)
        if rows.is_gap(target):
            before = rows.start(target)
            target = rows.step(before, 1) if step > 0 else rows.row_at(before)
        # A page takes what is seen along, so that the eye finds its place.
        self._scroll(round(self.scroll_y) + target - rows.row_at(self.cursor))
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

    def put_cursor_at(self, share: float) -> None:
        """Scroll until the cursor's row is that far down: 0 the top, 1 the bottom."""
        row, height = self._rows.row_at(self.cursor), self.scrollable_content_region.height
        kept = min(_KEPT, max(height - 1, 0) // 2)
        below = round(kept + (max(height - 1, 0) - 2 * kept) * share)
        self._scroll(row - below)

    def sentence(self) -> Span | None:
        """The sentence under the cursor; where the cursor is on no sentence, None."""
        span = sentence_at(self.text, self.cursor) if self.text else None
        return span if span and self.text[span.start : span.end].strip() else None

    def word(self) -> Span | None:
        """The word under the cursor; None where there is none."""
        span = word_at(self.text, self.cursor) if self.text else None
        return Span(*span) if span else None

    def _place(self, head: int, *, keep_goal: bool = False, center: bool = False) -> None:
        head = motions.settle(self.text, head)
        self._begun = False
        self.selection = Selection(head if self.mode == "cursor" else self.selection.anchor, head)
        if not keep_goal:
            self._goal = None
        self._reveal(center=center)
        self._changed()

    # Drawing

    def _is_seen(self, top: int) -> bool:
        row = self._rows.row_at(self.cursor)
        top = round(self.scroll_y)
        return top <= row < top + self._height

    def _reveal(self, row: int | None = None, *, center: bool = False) -> None:
        row = self._rows.row_at(self.cursor) if row is None else row
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
        self._scroll(top)

    def _changed(self) -> None:
        """Cursor or selection are other than they were: redraw their rows, and tell the followers."""
        scene, current = self._scene, self.current
        touched = _differing(scene.selection, self.selected)
        touched += [span for span in (scene.cursor,) if span]
        if scene.lit is not current:
            touched += [Span(a.start, a.end) for a in (scene.lit, current) if a]
        scene.cursor = None
        if not self.preview and self.text:
            scene.cursor = Span(self.cursor, next_grapheme(self.text, self.cursor))
            touched.append(scene.cursor)
        scene.selection = self.selected
        scene.lit = current
        for span in touched:
            self._redraw_rows(span)
        for follower in self.followers:
            follower()

    def _rewrap(self) -> None:
        """See `View`. What was selected stays selected: rows, which will be other ones, become a passage."""
        rows = self.selected if self.mode == "rows" else None
        if rows is not None:
            forward = self.selection.head >= self.selection.anchor
            self.selection, self.mode = motions.selecting(self.text, rows, forward=forward), "select"
        super()._rewrap()

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
        """Put the cursor there and begin to drag; on the map, go to that part."""
        if event.button == 1 and self._on_map(event):
            self._mapping = True
            self.capture_mouse()
            self._follow_map(event)
            return
        offset = self._offset_at(event)
        if offset is None or self.preview or event.button != 1:
            return
        self._dragging, self._pressed_from = True, self.cursor
        self.capture_mouse()
        self.goto(offset)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection to where the mouse is."""
        if (self._dragging or self._mapping) and not event.button:  # it was let go elsewhere
            self.on_mouse_up()
        if self._mapping:
            self._follow_map(event)
            return
        offset = self._offset_at(event) if self._dragging else None
        if offset is not None and (offset != self.cursor or self.mode != "cursor"):
            self.mode = "select"
            self._place(offset)

    def on_mouse_up(self) -> None:
        """The drag is over."""
        if self._mapping:
            self._mapping = False
            self.release_mouse()
        if self._dragging:
            self._dragging = False
            self.release_mouse()
            self.post_message(self.Pressed(self._pressed_from))

    def on_click(self, event: events.Click) -> None:
        """Twice selects the word, three times the sentence."""
        offset = None if self._on_map(event) else self._offset_at(event)
        if offset is None or self.preview or event.chain < _DOUBLE:
            return
        span = word_at(self.text, offset) if event.chain == _DOUBLE else sentence_at(self.text, offset)
        if span:
            self.choose_span(Span(*span))

    def snapshot(self) -> Scene:
        """What lies over the text, for tests."""
        return copy(self._scene)

    def cursor_region(self) -> Region:
        """Where the cursor is on the screen, in cells of the pane."""
        row = self._rows.row_at(self.cursor)
        column = self._rows.column(self.cursor) + GUTTER + self._left
        return Region(column, row - round(self.scroll_y), 1, 1)
