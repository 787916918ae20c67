"""The list of jumps: back and forward, what is near, what is gone, how it is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.jumps import MOST, Jumps, Place

_PLACES = st.builds(Place, st.sampled_from("abc"), st.integers(0, 5000))


def _there(_article: str) -> bool:
    return True


@given(st.lists(_PLACES, min_size=1, max_size=20), _PLACES)
def test_back_and_forward_undo_each_other(left: list[Place], here: Place) -> None:
    """As many steps back as there are lead to the first place, as many forward to where one was."""
    jumps = Jumps()
    for place in left:
        jumps.leave(place)
    at, steps = here, 0
    while (found := jumps.step(at, -1, _there)[0]) is not None:
        at, steps = found, steps + 1
    assert jumps.back == 0 or at.near(left[0]) or left[0].near(here)
    for _ in range(steps):
        found = jumps.step(at, 1, _there)[0]
        assert found is not None
        at = found
    assert at.near(here)
    assert jumps.step(at, 1, _there)[0] is None


@given(st.lists(_PLACES, max_size=300))
def test_the_list_is_bounded_and_is_the_same_after_it_was_kept(left: list[Place]) -> None:
    """At most so many places; packed and unpacked it steps the same way."""
    jumps = Jumps()
    for place in left:
        jumps.leave(place)
    assert jumps.back <= MOST
    again = Jumps.unpacked(jumps.packed())
    assert again.packed() == jumps.packed()
    here = Place("d", 0)
    assert again.step(here, -3, _there) == jumps.step(here, -3, _there)


def test_jumping_elsewhere_leaves_what_lay_ahead_behind() -> None:
    """As in a browser."""
    jumps = Jumps()
    for offset in (0, 1000, 2000):
        jumps.leave(Place("a", offset))
    assert jumps.step(Place("a", 3000), -2, _there)[0] == Place("a", 1000)
    assert (jumps.back, jumps.ahead) == (1, 2)
    jumps.leave(Place("a", 1000))
    assert jumps.ahead == 0
    assert jumps.step(Place("b", 0), -2, _there)[0] == Place("a", 0)


def test_places_that_are_gone_are_passed_over_and_counted() -> None:
    """Nothing changes where none is left."""
    jumps = Jumps()
    for place in (Place("a", 0), Place("gone", 0), Place("gone", 900)):
        jumps.leave(place)
    assert jumps.step(Place("b", 0), -1, "ab".__contains__) == (Place("a", 0), 2)
    before = jumps.packed()
    assert jumps.step(Place("a", 0), -1, _there) == (None, 0)
    assert jumps.packed() == before


@pytest.mark.parametrize(
    "value",
    [None, 3, {}, {"articles": ["a"], "places": [[1, 0]], "at": 0}, {"articles": [], "places": [3], "at": 0}],
)
def test_what_is_no_list_is_an_empty_one(value: object) -> None:
    """What was kept may be of another version."""
    assert Jumps.unpacked(value).packed() == Jumps().packed()
