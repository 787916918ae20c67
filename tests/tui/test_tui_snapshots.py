"""How the desk looks, as SVG: look at each difference, then renew them with `make snapshots`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from tui_desk import At, new_app
from tui_looks import desk_to_look_at, fix

from store.errors import SaveFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

_SMALL: Final = (60, 20)
_USUAL: Final = (80, 24)
_LARGE: Final = (120, 40)
_ALL: Final = (_SMALL, _USUAL, _LARGE)


class Look(NamedTuple):
    """A look of the desk: the keys that lead to it, and the sizes in which it is kept."""

    keys: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...] = (_USUAL,)
    desk: str = "marked"
    color: bool = True


_LOOKS: Final = {
    "reading": Look((), _ALL),
    "reading_on_a_highlight": Look(("] ] ] w",), (_USUAL, _LARGE)),
    "selection": Look(("} } w v ) )",), (_USUAL, _LARGE)),
    "annotations": Look(("]", "enter", "j j"), _ALL),
    "annotations_filtered": Look(("tab", "/ =sanctions enter"), (_LARGE,)),
    "note": Look(("] ]", "a", "=_Ask_again.", "enter =Перевірити!"), _ALL),
    "draft": Look(("} } a =later escape",)),
    "library": Look(("o", "down"), _ALL),
    "search": Look(("f", "=lukashenko", "down down"), _ALL),
    "found": Look(("/ =lukashenko enter n",), (_USUAL, _LARGE)),
    "tag_prompt": Look(("] t", "=cl"), (_SMALL, _USUAL)),
    "palette": Look((": =next",)),
    "help": Look(("?",), (_SMALL, _USUAL)),
    "export": Look(("x",), (_SMALL, _USUAL)),
    "question": Look(("} } a =later escape", "q"), (_SMALL,)),
    "empty": Look((), (_SMALL, _USUAL), desk="empty"),
    "error": Look(("FAIL",), (_SMALL, _USUAL)),
    "light": Look(("] ]", ": =light enter", "v w"), (_LARGE,)),
    "without_colour": Look(("/ =beijing enter ] ] v w",), (_USUAL,), color=False),
    "wide_signs": Look(("} l m v l l",), (_SMALL,), desk="wide"),
}


@pytest.fixture(autouse=True)
def _fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    fix(monkeypatch)


@pytest.mark.parametrize(
    ("name", "size"),
    [(name, size) for name, look in _LOOKS.items() for size in look.sizes],
    ids=[f"{name}-{width}x{height}" for name, look in _LOOKS.items() for width, height in look.sizes],
)
def test_look(name: str, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    """The screen is drawn as it was when someone last looked at it and found it good."""
    look = _LOOKS[name]
    app = new_app(desk_to_look_at(look.desk), color=look.color)

    async def lead(pilot: Pilot[None]) -> None:
        at = At(app, pilot)
        await at.settled()
        for keys in look.keys:
            if keys == "FAIL":
                at.screen.save(_fail)
                await at.settled()
            else:
                await at.keys(keys)
        await at.settled()
        assert app._exception is None

    assert snap_compare(app, terminal_size=size, run_before=lead)


def _fail() -> None:
    raise SaveFailed(
        "Not saved: /home/ada/newsdesk/desk.json could not be written (No space left on device). "
        "The desk is as it was before. Free some space and try again."
    )
