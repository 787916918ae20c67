"""Keys that move: each does what the help says, with counts, and under each of its names."""

from __future__ import annotations

from typing import Final

import pytest
from tui_desk import desk_of, opened
from tui_texts import ENGLISH

from tui.commands import COMMANDS

# Where the cursor stands (words, and code points into them), keys, where it stands then.
_STEPS: Final = (
    ("One", 0, "l", "ne two"),
    ("One", 0, "3 l", " two"),
    ("One", 0, "h", "One"),
    ("two", 0, "2 h", "e two"),
    ("One", 0, "w", "two"),
    ("One", 0, "3 w", "Four"),
    ("five!", 0, "w", "Six"),
    ("eight)", 0, "w", "nine"),
    ("three", 2, "b", "three"),
    ("three", 0, "b", "two"),
    ("Six", 0, "2 b", "Four"),
    ("One", 0, "e", "e two"),
    ("One", 0, "2 e", "o three"),
    ("One", 0, ")", "Four"),
    ("two", 0, "2 )", "Six"),
    ("five", 0, "(", "Four"),
    ("Four", 0, "(", "One"),
    ("Six", 0, "2 (", "One"),
    ("two", 0, "}", "Six"),
    ("One", 0, "2 }", "Eleven"),
    ("Eleven", 0, "{", "Six"),
    ("nine", 0, "{", "Six"),
    ("nine", 0, "2 {", "One"),
    ("two", 0, "$", "!\n"),
    ("five", 0, "0", "One"),
    ("nine", 0, "g g", "One"),
    ("nine", 0, "G", ".\n"),
    ("two", 0, "2 j", "seven"),
    ("seven", 0, "2 k", "two"),
    ("two", 0, "1 0 l", " Four"),
    ("Four", 0, "2 0 0 h", "One"),
)


async def test_each_motion_goes_where_its_help_says() -> None:
    """Words, sentences, paragraphs, rows and ends, with and without a count."""
    async with opened(desk_of(ENGLISH)) as at:
        for words, into, keys, expected in _STEPS:
            at.goto(words, offset=into)
            await at.keys(keys)
            assert at.text[at.cursor :].startswith(expected), (words, into, keys)
            assert at.selected is None
            assert at.quotes == []


async def test_the_column_is_kept_over_shorter_rows() -> None:
    """Down over an empty row and up again ends in the column that it came from; `$` keeps the end."""
    async with opened(desk_of(ENGLISH)) as at:
        at.goto("three")
        start = at.cursor
        await at.keys("j")
        assert at.text[at.cursor] == "\n"
        await at.keys("j k k")
        assert at.cursor == start
        await at.keys("$ 5 j")
        assert at.text[at.cursor :].startswith("?\nEnd")


@pytest.mark.parametrize("size", [(100, 30), (60, 12)])
async def test_pages_and_half_pages(size: tuple[int, int]) -> None:
    """A page is the pane's height less a row, half a page half of it; up takes down back."""
    text = "".join(f"- {number:03} row\n" for number in range(400))  # items of a list: no empty rows
    async with opened(desk_of(text), size) as at:
        height = at.screen.source.scrollable_content_region.height

        def number() -> int:
            start = at.text.rfind("\n", 0, at.cursor) + 3
            return int(at.text[start : start + 3])

        for keys, expected in (
            ("space", height - 1),
            ("pagedown", 2 * (height - 1)),
            ("pageup", height - 1),
            ("pageup", 0),
            ("ctrl+d", height // 2),
            ("3 ctrl+d", 4 * (height // 2)),
            ("4 ctrl+u", 0),
            ("2 pagedown", 2 * (height - 1)),
            ("G", 399),
            ("space", 399),
            ("g g", 0),
            ("pageup", 0),
        ):
            await at.keys(keys)
            assert number() == expected, keys
            assert f"{expected:03} row" in at.seen, keys


async def test_every_other_key_of_a_motion_does_the_same() -> None:
    """Arrows, home, end and the others do what the first key of their command does."""
    async with opened(desk_of(ENGLISH * 6), (60, 12)) as at:
        compared = 0
        for command in COMMANDS:
            if command.group != "Move" or "source" not in command.where:
                continue
            for start in ("nine", "Thirteen"):
                ends = set()
                for keys in command.keys:
                    at.goto(start)
                    await at.keys("escape", keys)
                    ends.add(at.cursor)
                    compared += 1
                assert len(ends) == 1, command.id
        assert compared > 40


async def test_an_empty_article_and_an_empty_desk_take_every_motion() -> None:
    """Where there is no text no key does harm."""
    desk = desk_of("x\n", ENGLISH)
    async with opened(desk) as at:
        for command in COMMANDS:
            if command.group in ("Move", "Select"):
                for keys in command.keys:
                    await at.keys("escape", keys)
                    assert at.cursor in (0, 1), keys
        await at.keys("escape")
        desk.remove_articles([article.id for article in desk.articles()])
        at.screen.reopen()
        for command in COMMANDS:
            if command.group in ("Move", "Select", "Mark", "Take out") and command.id != "export":
                for keys in command.keys:
                    await at.keys("escape", keys)
                    if not at.home():
                        await at.keys("escape")
        assert at.screen.source.article is None
        assert "This desk is empty" in at.seen
        assert desk.annotations() == []
