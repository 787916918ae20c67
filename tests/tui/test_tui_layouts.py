"""Cyrillic keyboards: the same physical keys do the same, in all three languages."""

from __future__ import annotations

from typing import Final

import pytest
from textual import events
from tui_desk import desk_of, opened
from tui_texts import BELARUSIAN, RUSSIAN, UKRAINIAN

from tui.keymap import read
from tui.layouts import LAYOUTS
from tui.screens.help import HelpScreen
from tui.screens.search import SearchScreen

_LAYOUTS: Final = dict(zip(("uk", "ru", "be"), LAYOUTS.values(), strict=True))
_TEXTS: Final = {"uk": UKRAINIAN, "ru": RUSSIAN, "be": BELARUSIAN}


def _on(layout: str, keys: str) -> str:
    """The keys as someone presses them on that layout."""
    table = _LAYOUTS[layout]
    return " ".join(
        (chord + table.get(last, last)) if chord or len(last) == 1 else last
        for key in keys.split()
        for chord, last in [(key[:5], key[5:]) if key.startswith("ctrl+") else ("", key)]
    )


@pytest.mark.parametrize("layout", ["uk", "ru", "be"])
async def test_moving_and_marking_on_a_layout_is_the_same_as_on_a_latin_one(layout: str) -> None:
    """Motions, selections, text objects, marks and undo give the same desk and cursor as Latin keys do."""
    lines: tuple[str, ...] = (
        "w w e b l l h j k } m 2 w m",
        "g g } i w m",
        "} v e e m",
        "v i s o escape",
        "v a s m d u",
        "ctrl+d ctrl+u G [ [ ] d ctrl+r",
        "g g } w i q m V m u ctrl+r",
        "v 2 a w m n N",
        "i p m 3 u 2 ctrl+r y Y",
        "L H",
    )
    if layout == "be":  # its keyboard has the apostrophe on both levels of that key: `}` is not to be had
        lines = tuple(line.replace("}", ") )") for line in lines)
    ends = []
    for write in (str, lambda keys: _on(layout, keys)):
        async with opened(desk_of(_TEXTS[layout], "Другий\n\nтекст\n")) as at:
            trace: list[object] = []
            for line in lines:
                await at.keys(write(line))
                trace.append((line, at.cursor, at.selected, at.quotes, at.article.title))
            ends.append(trace)
    assert ends[0] == ends[1]
    assert len(at.desk.annotations()) > 3


@pytest.mark.parametrize("layout", ["uk", "ru", "be"])
async def test_a_whole_session_on_a_layout(layout: str) -> None:
    """Highlight, note, tag, find, search: all with Cyrillic keys, and the texts typed stay Cyrillic."""
    async with opened(desk_of(_TEXTS[layout], "Names\n\nGalagan. Pidriadnyk. Podriadchik.\n")) as at:
        note = {"uk": "Ґанок, їжа, єй!", "ru": "Объём, ещё, ы", "be": "Ўвага, аб'ём, і"}[layout]
        at.goto("«")
        await at.keys(_on(layout, "l i q a"))
        await at.write(note)
        await at.keys("ctrl+s")
        mark = at.annotations[0]
        assert (mark.quote[:4], mark.note) == (at.text[mark.start : mark.start + 4], note)
        await at.keys(_on(layout, "t"))
        await at.write("заява")
        await at.keys("enter")
        assert at.annotations[0].tags == ("заява",)
        await at.keys(_on(layout, "/"))
        assert at.focus() == "find"
        await at.write("мэр" if layout != "uk" else "мер")
        await at.keys("enter")
        assert at.text[at.cursor :].casefold().startswith(("мер", "мэр"))
        await at.keys(_on(layout, "f"))
        at.over(SearchScreen)
        await at.keys("escape", _on(layout, "?"))
        at.over(HelpScreen)
        await at.keys(_on(layout, "j j k q"))
        assert at.home()
        await at.keys("tab", _on(layout, "d u"))
        assert len(at.annotations) == 1
        await at.keys(_on(layout, "q"))
        assert at.app._exit


@pytest.mark.parametrize("layout", ["uk", "ru", "be"])
async def test_signs_go_by_the_layout_of_the_letter_before_them(layout: str) -> None:
    """Also of a letter that was typed in a text; on a Latin layout they are themselves."""
    async with opened(desk_of(_TEXTS[layout])) as at:
        await at.keys("j ,")
        assert at.home()
        await at.keys(_on(layout, "j /"))
        assert at.focus() == "find"
        await at.keys("escape j", _on(layout, "f"), "=лука escape", _on(layout, "?"))
        at.over(HelpScreen)
        await at.keys("escape", "j", _on(layout, "f"), "=minsk escape . ,")
        assert at.home()
        await at.keys(_on(layout, "w $"))
        assert at.app.keyboard.layout in LAYOUTS


async def test_chords_on_a_cyrillic_layout_are_for_text_fields_too() -> None:
    """Where a terminal sends them as they are: `ctrl+ы` saves a note, `ctrl+з` goes up in a list."""
    async with opened(desk_of(RUSSIAN)) as at:
        await at.keys("ф")
        await at.write("ё")
        await at.keys("ctrl+ы")
        assert at.annotations[0].note == "ё"
        await at.keys("ctrl+з")
        assert "All commands" in at.seen


async def test_alt_and_a_letter_are_no_letter() -> None:
    """As some terminals send them: `alt+d` does not delete."""
    async with opened(desk_of(RUSSIAN)) as at:
        await at.keys("m")
        at.app.post_message(events.Key("alt+d", "d"))
        await at.settled()
        assert len(at.annotations) == 1


async def test_the_help_shows_the_keys_of_the_layout_in_use() -> None:
    """And of each of them with tab; a sign that a layout lacks is left out."""
    async with opened(desk_of(RUSSIAN), (100, 40)) as at:
        await at.keys("j ?")
        assert "keys on a Latin layout" in at.seen
        assert "gg  ctrl+home" in at.seen
        await at.keys("tab tab tab")
        assert "keys on a Belarusian layout" in at.seen
        assert "пп  ctrl+home" in at.seen
        assert any(row.split()[1:4] == ["ctrl+↓", "next", "paragraph"] for row in at.rows)
        await at.keys("escape", "ъ", ",")
        assert "keys on a Russian layout" in at.seen
        await at.keys("j", "/", "=redo")
        assert at.focus() == "help-find"
        assert "ctrl+к" in at.seen
        assert "next paragraph" not in at.seen
        await at.keys("enter j escape")
        assert "next paragraph" in at.seen
        await at.keys("/ =qqq")
        assert "No command has that." in at.seen
        await at.keys("escape escape")
        assert at.home()


async def test_keys_of_ones_own_are_in_force_everywhere() -> None:
    """They run, on a Cyrillic layout too, and hints, help and palette show them; ours are gone."""
    keymap = read(
        b'[keys]\nhighlight = "X"\nfind = ["g s", "ctrl+f"]\nhelp = ""\nexport = "f"\nserch = "x"\n'
    )
    async with opened(desk_of(RUSSIAN), keymap=keymap) as at:
        assert "serch" in at.seen
        assert "And 1 more: newsdesk keys tells." in " ".join(at.seen.split())
        await at.keys("m")
        assert at.quotes == []
        await at.keys("Ч")
        assert len(at.quotes) == 1
        assert "X highlight" in at.seen
        assert "gs find" in at.seen
        assert "search" not in at.rows[-1]
        await at.keys("п і")
        assert at.focus() == "find"
        await at.keys("escape", "?")
        assert at.home()
        await at.keys(": =help enter")
        at.over(HelpScreen)
        await at.keys("/ =find_in_this")
        assert "gs  ctrl+f" in at.seen
        await at.keys("escape escape : =find_in_this")
        assert "gs  ctrl+f" in at.seen
