"""A key redraws the rows that it touches: what is then seen must be what a full redraw would show."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import pytest
from tui_desk import desk_of, opened
from tui_texts import BELARUSIAN, ENGLISH, UKRAINIAN, WIDE

if TYPE_CHECKING:
    from textual.strip import Strip
    from tui_desk import At

_KEYS: Final = (
    "h", "j", "k", "l", "w", "b", "e", ")", "(", "}", "{", "0", "$", "G", "g g", "ctrl+d", "ctrl+u", "space",
    "v", "V", "shift+left", "shift+right", "shift+up", "shift+down", "o escape", "escape", "i w", "i s", "i p", "i q",
    "m", "m", "d", "u", "ctrl+r", "]", "[", "enter", "n", "N", "L", "H", "tab", "2 j", "9 l",
    "t =cl enter escape", "/ =мост enter", "a =x_y ctrl+s", "a =zz escape", "f =міст enter escape", ": =light enter",
)  # fmt: skip
_RUNS: Final = 50


def _cells(strips: list[Strip]) -> list[list[tuple[str, str]]]:
    return [
        [(letter, str(segment.style)) for segment in strip for letter in segment.text] for strip in strips
    ]


def _assert_nothing_stale(at: At, trace: list[str]) -> None:
    compositor = at.top._compositor
    painted = _cells(compositor.render_strips())
    at.screen.source._redraw()
    for widget in at.top.walk_children():
        widget.refresh()
    assert painted == _cells(compositor.render_strips()), trace[-8:]


@pytest.mark.parametrize(("seed", "size"), [(1, (100, 20)), (2, (60, 20)), (3, (80, 12))])
async def test_what_is_painted_is_what_a_full_redraw_shows(seed: int, size: tuple[int, int]) -> None:
    """After each of many random keys, letters and styles of every cell are those of a fresh painting."""
    chance = random.Random(seed)  # noqa: S311  # a reproducible walk
    desk = desk_of(UKRAINIAN + WIDE + ENGLISH + BELARUSIAN, ENGLISH)
    article = desk.articles()[0]
    for _ in range(6):
        start = chance.randrange(article.characters - 60)
        desk.annotate(
            article.id, start, start + chance.randrange(1, 60), tags=chance.choice([(), ("claim",)])
        )
    async with opened(desk, size) as at:
        trace: list[str] = []
        for _ in range(_RUNS):
            keys = chance.choice(_KEYS)
            trace.append(keys)
            await at.keys(keys)
            assert at.app._exception is None, trace[-8:]
            _assert_nothing_stale(at, trace)
