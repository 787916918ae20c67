"""Things of some rows each, one below the other, laid out when they are asked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.panes.stack import Stack

_HEIGHTS = st.lists(st.integers(1, 5), min_size=1, max_size=12)


@given(_HEIGHTS, st.lists(st.integers(0, 11), max_size=6), st.integers(1, 4))
def test_what_was_laid_out_stands_where_its_place_says(
    heights: list[int], asked: list[int], guess: int
) -> None:
    """Whatever the guesses were: in its rows stands the thing, and nothing else of it anywhere."""
    laid: list[int] = []

    def lay_out(number: int) -> list[tuple[int, int]]:
        laid.append(number)
        return [(number, row) for row in range(heights[number])]

    stack = Stack([guess] * len(heights), lay_out)
    for number in (each % len(heights) for each in asked):
        first, rows = stack.place(number)
        assert rows == heights[number]
        assert [stack.row(first + row) for row in range(rows)] == [(number, row) for row in range(rows)]
        assert [stack.at(first + row) for row in range(rows)] == [(number, row) for row in range(rows)]
    assert len(laid) == len(set(laid))
    stack.lay_out(0, sum(heights))
    assert len(stack) == sum(heights)
    assert [stack.row(row) for row in range(len(stack))] == [
        (number, row) for number, height in enumerate(heights) for row in range(height)
    ]


def test_only_what_fits_is_laid_out() -> None:
    """Of ten thousand things those that fill the rows asked for."""
    laid: list[int] = []

    def lay_out(number: int) -> list[str]:
        laid.append(number)
        return ["x"] * 4

    stack = Stack([3] * 10_000, lay_out)
    stack.lay_out(5000, 40)
    assert laid == list(range(5000, 5010))
    assert len(stack) == 30_010
