"""The desk, the library and the help at four sizes and in both themes of its own, as SVG.

Look at each difference, then renew them with `make snapshots`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from tui_desk import At, new_app
from tui_looks import desk_to_look_at, fix

from tui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

_SIZES: Final = ((60, 20), (80, 24), (120, 40), (200, 50))
_LOOKS: Final = {"desk": ("] ] w", "tab j"), "library": ("o", "down"), "help": ("?",)}
_THEMES: Final = {"dark": DARK, "light": LIGHT}


@pytest.fixture(autouse=True)
def _fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    fix(monkeypatch)


@pytest.mark.parametrize("size", _SIZES, ids=[f"{width}x{height}" for width, height in _SIZES])
@pytest.mark.parametrize("theme", _THEMES)
@pytest.mark.parametrize("look", _LOOKS)
def test_look_at(look: str, theme: str, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    """It is drawn as it was when someone last looked at it and found it good."""
    app = new_app(desk_to_look_at())
    app.theme = _THEMES[theme]

    async def lead(pilot: Pilot[None]) -> None:
        at = At(app, pilot)
        await at.settled()
        await at.keys(*_LOOKS[look])
        assert app._exception is None

    assert snap_compare(app, terminal_size=size, run_before=lead)
