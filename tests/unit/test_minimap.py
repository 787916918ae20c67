"""The map at the right of a text: counts by part, and what is seen."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from store.model import Annotation, Span
from tui.panes.layers import Covered
from tui.panes.minimap import Minimap, Spot
from tui.panes.scene import Changed
from tui.theme import DARK, SIXTEEN, palette

_SPANS = st.lists(
    st.tuples(st.integers(0, 199), st.integers(1, 200), st.booleans()).filter(lambda each: each[0] < each[1]),
    max_size=8,
)


def _annotations(given_: list[tuple[int, int, bool]]) -> list[Annotation]:
    return [
        Annotation(
            id=str(number), article="a", start=start, end=end, quote="", prefix="", suffix="",
            note="n" if noted else "", tags=(), color="green", created="", modified="",
        )
        for number, (start, end, noted) in enumerate(given_)
    ]  # fmt: skip


@settings(deadline=None)
@given(_SPANS, _SPANS, st.integers(1, 60))
def test_the_map_follows_what_comes_and_goes(
    before: list[tuple[int, int, bool]], after: list[tuple[int, int, bool]], height: int
) -> None:
    """As if it were made of what is there in the end."""
    first, second = _annotations(before), _annotations(after)
    followed, anew = Minimap(), Minimap()
    followed.lay_out(200, height, first)
    followed.change([Changed(a, None) for a in first] + [Changed(None, a) for a in second])
    anew.lay_out(200, height, second)
    hits = Covered([Span(0, 1), Span(150, 160)])
    assert followed.spots(hits, (0, 10)) == anew.spots(hits, (0, 10))


@settings(deadline=None)
@given(_SPANS, st.integers(1, 300))
def test_every_mark_is_on_the_map(marked: list[tuple[int, int, bool]], height: int) -> None:
    """In the cell of each of its ends; a note weighs more than a highlight."""
    the_map = Minimap()
    the_map.lay_out(200, height, _annotations(marked))
    spots = the_map.spots(Covered(), None)
    assert len(spots) == height
    for start, end, noted in marked:
        for offset in (start, end - 1):
            assert spots[the_map.part(offset)].kind in (("note",) if noted else ("note", "mark"))
    if not marked:
        assert {spot.kind for spot in spots} == {""}
    assert all(the_map.part(the_map.offset(y)) == y for y in range(height)) or height > 60


def test_what_is_found_and_what_is_seen() -> None:
    """Found places lie over marks; what is seen is marked from its first to its last cell."""
    the_map = Minimap()
    the_map.lay_out(100, 10, _annotations([(0, 5, False), (50, 55, True)]))
    spots = the_map.spots(Covered([Span(0, 2), Span(99, 100)]), (20, 50))
    assert [spot.kind for spot in spots] == ["found", "", "", "", "", "note", "", "", "", "found"]
    assert [spot.seen for spot in spots] == [y in (2, 3, 4) for y in range(10)]


def test_the_map_says_the_same_without_colour() -> None:
    """Each kind has a sign of one cell of its own; the part that is seen is reversed."""
    kinds = ("", "mark", "note", "found")
    signs = {Spot(kind, seen=False).sign for kind in kinds}
    assert len(signs) == len(kinds)
    assert {cell_len(sign) for sign in signs} == {1}
    assert all(Spot(kind, seen=True).style(palette(SIXTEEN)).reverse for kind in kinds)
    grounds = {Spot(kind, seen=seen).style(palette(DARK)).bgcolor for kind in kinds for seen in (True, False)}
    assert len(grounds) == 2
