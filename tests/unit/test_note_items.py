"""Lists in a note: enter goes on with an item or ends it, tab moves it in and out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.panes.items import Step, after_enter, is_item, shifted


@pytest.mark.parametrize(
    ("before", "behind", "step"),
    [
        ("- one", "", Step("- one", "\n- ")),
        ("* один", " two", Step("* один", "\n* ")),
        ("  9. nine", "", Step("  9. nine", "\n  10. ")),
        ("1) a", "", Step("1) a", "\n2) ")),
        ("- [x] done", "", Step("- [x] done", "\n- [ ] ")),
        ("> said", "", Step("> said", "\n> ")),
        ("- ", "", Step("", "")),
        ("    - ", "", Step("  - ", "")),
        ("3. ", "", Step("", "")),
        ("> ", "", Step("", "")),
        ("- ", "more", Step("- ", "\n- ")),
        ("plain", "", None),
        ("-no", "", None),
        ("", "", None),
        ("-", " one", None),
    ],
)
def test_enter(before: str, behind: str, step: Step | None) -> None:
    """The next item has the same sign, the next number; an empty one ends the list."""
    assert after_enter(before, behind) == step


@pytest.mark.parametrize(
    ("line", "further"), [("- a", "  - a"), ("  * a", "    * a"), ("1. a", "   1. a"), ("10) a", "    10) a")]
)
def test_tab_moves_an_item_in_and_out(line: str, further: str) -> None:
    """By the width of its sign, so that it lies within the item above."""
    assert shifted(line, 1) == further
    assert shifted(further, -1) == line


@given(st.text(alphabet="-*+ 1.)\tаx[]", max_size=20))
def test_shifting_keeps_the_words(line: str) -> None:
    """Only the space before it is another one, and only of an item."""
    for by in (1, -1):
        moved = shifted(line, by)
        assert moved.lstrip() == line.lstrip()
        assert is_item(line) or moved == line
