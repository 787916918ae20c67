"""Where the line of a scroll bar stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color

from tui.panes.scrollbar import Thumb, thumb

SIZES = st.integers(0, 300)
WHOLE = st.integers(0, 10_000_000)


@given(SIZES, WHOLE, WHOLE, st.floats(0, 1))
def test_the_line_lies_in_the_bar_and_at_an_end_only_at_that_end(
    size: int, whole: int, seen: int, share: float
) -> None:
    """For any text and window: none where all is seen; never hidden; the ends are told."""
    position = round(max(whole - seen, 0) * share)
    top, rows = thumb(size, whole, seen, position)
    if not 0 < seen < whole or not size:
        assert (top, rows) == (0, 0)
        return
    assert rows >= 1
    assert 0 <= top <= size - rows
    if size > 2 and rows < size - 1:
        assert (top == 0) == (position == 0)
        assert (top + rows == size) == (position == whole - seen)


@given(SIZES, WHOLE, WHOLE, st.integers(1, 3))
def test_the_bar_is_drawn_row_by_row(size: int, whole: int, seen: int, thickness: int) -> None:
    """As many rows as it has, each as wide as it is, with what the mouse does there."""
    ink, ground = Color.parse("#6a727e"), Color.parse("#15171b")
    bar = Thumb.render_bar(size, whole, seen, 0, thickness, back_color=ground, bar_color=ink)
    assert len(bar.segments) == size
    assert all(len(segment.text) == thickness for segment in bar.segments)
    drawn = [segment for segment in bar.segments if segment.text.strip()]
    assert len(drawn) == thumb(size, whole, seen, 0)[1]
    assert all(segment.style and segment.style.meta == {"@mouse.down": "grab"} for segment in drawn)
