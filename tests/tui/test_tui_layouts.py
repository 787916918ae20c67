"""Cyrillic keyboards: the same physical keys do the same, in all three languages."""

from __future__ import annotations

from typing import Final

import pytest
from tui_desk import desk_of, opened
from tui_texts import BELARUSIAN, RUSSIAN, UKRAINIAN

from tui.screens.help import HelpScreen
from tui.screens.search import SearchScreen

_US: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,./QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?"
_LAYOUTS: Final = {
    "uk": "йцукенгшщзхїфівапролджєячсмитьбю.ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,",
    "ru": "йцукенгшщзхъфывапролджэячсмитьбю.ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,",
    "be": "йцукенгшўзх'фывапролджэячсмітьбю.ЙЦУКЕНГШЎЗХ'ФЫВАПРОЛДЖЭЯЧСМІТЬБЮ,",
}
_TEXTS: Final = {"uk": UKRAINIAN, "ru": RUSSIAN, "be": BELARUSIAN}


def _on(layout: str, keys: str) -> str:
    """The keys as someone presses them on that layout."""
    table = dict(zip(_US, _LAYOUTS[layout], strict=True))
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
