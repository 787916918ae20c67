"""What is painted can be read: letters have a contrast of 4.5 to 1 to their ground, signs 3 to 1 (WCAG 2.2, AA)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from rich.style import Style
from tui_desk import desk_of, opened
from tui_texts import ENGLISH, UKRAINIAN

from store.errors import SaveFailed

if TYPE_CHECKING:
    from rich.color import Color
    from tui_desk import At

_LEAST: Final = 4.5
_LEAST_OF_SIGNS: Final = 3.0
_SIGNS: Final = frozenset("━┃▌▎█▐●○")
"""Which pane has the keys, what is chosen, where a text is marked, and how far it is read."""
_RULES: Final = frozenset("─│┌┐└┘╭╮╰╯")
"""Lines between panes, which say nothing."""


def _luminance(color: Color) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [part / 255 for part in color.get_truecolor()]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    one, other = sorted((_luminance(style.color), _luminance(style.bgcolor)))
    return (other + 0.05) / (one + 0.05)


def _poor(at: At) -> set[tuple[str, float]]:
    """What cannot be read of the screen on top; what lies under it is dimmed on purpose."""
    box = at.top.query("#picker, #help, #confirm")
    over = box.first().region if box else at.top.region
    poor = set()
    for y, strip in enumerate(at.top._compositor.render_strips()):
        x = 0
        for segment in strip:
            style = segment.style or Style()
            for letter in segment.text:
                seen = over.contains(x, y) and not letter.isspace() and letter not in _RULES
                least = _LEAST_OF_SIGNS if letter in _SIGNS else _LEAST
                if seen and style.color and style.bgcolor and _contrast(style) < least:
                    poor.add((segment.text.strip(), round(_contrast(style), 1)))
                x += 1
    return poor


@pytest.mark.parametrize("light", [False, True])
async def test_every_letter_of_every_screen_can_be_read(light: bool) -> None:  # noqa: FBT001  # a case
    """Reading, selecting, finding, cards, notes and all that opens over them, in both themes."""
    desk = desk_of(ENGLISH, UKRAINIAN)
    article = desk.articles()[0].id
    for number, words in enumerate(
        ("One two", "two three", "Four", "Six seven", "(eight)", "nine", "Ten", "Go", "Eleven")
    ):
        start = ENGLISH.index(words)
        desk.annotate(article, start, start + len(words), note="a note", tags=[f"tag{number}"])
    async with opened(desk, (90, 24)) as at:
        if light:
            await at.keys(": =light enter")
        poor = {}
        for keys in (
            "w",
            "} w",
            "/ =seven enter",
            "v } e",
            "/ =s",
            "escape tab",
            "j",
            "/ =note",
            "escape tab a =x",
            "escape f =seven",
            "down",
            "escape o",
            "down escape t",
            "=ta",
            "escape x",
            "escape : =next",
            "escape ?",
            "escape c down enter",
            "tab v e",
            "escape c g ?",
            "q q",
        ):
            await at.keys(keys)
            poor[keys] = _poor(at)
        await at.keys("escape")
        at.screen.guarded(_fail)
        await at.settled()
        poor["error"] = _poor(at)
        assert not {keys: found for keys, found in poor.items() if found}


def _fail() -> None:
    raise SaveFailed("Not saved. Free some space and try again.")


async def test_a_notice_never_covers_the_cursor() -> None:
    """At the end of a text, or of a small window, the place that is worked on stays in sight."""
    for size in ((90, 24), (40, 10)):
        async with opened(desk_of(ENGLISH * 5), size) as at:
            for keys in ("G", "g g", "} }", "G k k"):
                await at.keys(keys)
                at.screen.guarded(_fail)
                await at.settled()
                spot = at.at(at.cursor)
                widget, _ = at.top.get_widget_at(*spot)
                assert widget is at.screen.source, keys
                await at.keys("escape")
