"""Keys one at a time: what lets the next one go, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from tui.typeahead import OrderedKeys

if TYPE_CHECKING:
    from textual.app import ComposeResult


class _App(OrderedKeys):
    def compose(self) -> ComposeResult:
        yield Input()


async def test_the_timer_of_an_earlier_key_lets_no_later_one_go() -> None:
    """It says that the barrier behind its own key is lost, not the one behind the key that is under way."""
    app = _App()
    async with app.run_test():
        app._serial = app._waiting_for = 7
        await app._lost(6)
        assert app._waiting_for == 7
        await app._lost(7)
        assert app._waiting_for == 0


async def test_no_timer_stays_behind_a_key_that_is_dealt_with() -> None:
    """Otherwise it would come while a later key is under way."""
    app = _App()
    async with app.run_test() as pilot:
        await pilot.press("a", "b")
        await pilot.pause()
        assert app.query_one(Input).value == "ab"
        assert (app._waiting_for, app._rescue) == (0, None)
