"""What opens over the desk: library, palette, help, and how each is left; theme and samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.style import Style
from tui_desk import desk_of, opened
from tui_texts import BELARUSIAN, ENGLISH, RUSSIAN, UKRAINIAN

from store import Desk
from tui import samples
from tui.commands import COMMANDS
from tui.screens.help import HelpScreen
from tui.screens.library import LibraryScreen
from tui.screens.palette import PaletteScreen, matching
from tui.theme import DARK, LIGHT, SIXTEEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_desk import At


def _four() -> Desk:
    return desk_of(ENGLISH, UKRAINIAN, RUSSIAN, BELARUSIAN)


async def test_o_lists_all_articles_with_a_preview_and_opens_the_chosen_one() -> None:
    """The open article is chosen at first; the preview is of the chosen one; enter opens it."""
    async with opened(_four(), (120, 30)) as at:
        await at.keys("L o")
        library = at.over(LibraryScreen)
        assert library.list.chosen is not None
        assert library.list.chosen.id == at.article.id
        assert "4 articles" in at.seen
        assert "з'явився" in at.seen
        await at.keys("down")
        await at.until(lambda: "съёжился" in at.seen)  # once the choice rests
        await at.keys("enter")
        assert at.home()
        assert at.article.title == "Новый мост через реку"
        assert at.focus() == "source"
        assert "Новый мост через реку" in at.rows[0]


async def test_the_library_filters_in_any_script_and_says_when_nothing_is_left() -> None:
    """What is typed is looked for in titles and what is known of them; escape opens nothing."""
    async with opened(_four(), (120, 30)) as at:
        await at.keys("o")
        for typed, titles in (
            ("raku", {"Новы мост цераз раку"}),
            ("richku", {"Новий міст через річку"}),
            ("2024-02-29", {a.title for a in at.desk.articles()}),
        ):
            await at.keys("ctrl+a ctrl+k")
            await at.write(typed)
            assert {a.title for a in at.over(LibraryScreen).list.items} >= titles, typed
            assert at.over(LibraryScreen).list.items[0].title in titles, typed
        await at.keys("ctrl+a ctrl+k =qqxzz")
        assert "To search in the texts" in at.seen
        await at.keys("enter")
        assert at.over(LibraryScreen).list.chosen is None
        await at.keys("escape")
        assert at.home()
        assert at.article.title == "One two three. Four five!"


async def test_neighbouring_articles() -> None:
    """L and H with counts; at either end the hint line says so and nothing changes."""
    async with opened(_four()) as at:
        for keys, number in (("L", 1), ("2 L", 3), ("H", 2), ("2 H", 0)):
            await at.keys(keys)
            assert at.article.id == at.desk.articles()[number].id, keys
        await at.keys("H")
        assert "the first article" in at.hint
        await at.keys("9 L")
        assert "the last article" in at.hint
        assert at.article.id == at.desk.articles()[0].id


async def test_the_palette_finds_a_command_and_runs_it() -> None:
    """By the words of its title and help; with its keys beside it; enter runs it where the keys were."""
    async with opened(_four()) as at:
        await at.keys(":")
        palette = at.over(PaletteScreen)
        await at.keys("=next_par")
        assert [c.id for c in palette.list.items] == ["paragraph_forward"]
        assert "next paragraph" in at.seen
        await at.keys("enter")
        assert at.text[at.cursor :].startswith("Six")
        await at.keys(": =highlight")
        assert palette is not at.top
        await at.keys("enter")
        assert at.quotes == ["Six seven (eight) nine."]
        await at.keys("ctrl+p =find_in_this enter")
        assert at.focus() == "find"
        await at.keys("=twelve enter")
        assert at.text[at.cursor :].startswith("twelve")
        await at.keys(": =open_another enter")
        at.over(LibraryScreen)
        await at.keys("escape : =help enter")
        at.over(HelpScreen)
        await at.keys("escape : =qqx")
        assert "No command is called" in at.seen
        await at.keys("enter escape")
        assert at.home()


async def test_every_command_of_the_palette_runs_in_its_place() -> None:
    """Each one that is listed can be run, in the text, in a selection and in the cards, without harm."""
    async with opened(_four(), (80, 12)) as at:
        await at.keys("m ) m")
        for before in ("g g", "g g v l", "tab"):
            await at.keys(before)
            place = at.screen.place
            listed = [command.id for command in matching("", place)]
            assert len(listed) > 15
            for command in listed:
                if command in (
                    "quit",
                    "samples",
                    "tutorial",
                ):  # more than a screen that escape leaves: tested by themselves
                    continue
                assert at.screen.place == place, command
                at.screen.perform(command)
                await at.settled()
                assert at.app._exception is None
                if at.focus() in ("find", "filter"):
                    await at.keys("enter")
                elif not at.home() or at.screen.editor.is_open:
                    await at.keys("escape")
                assert at.home(), command
                at.screen.show_source()
                await at.keys("escape", before)


async def test_help_names_every_command_and_scrolls() -> None:
    """j, space and G scroll, on Cyrillic layouts too, and so do the arrows; nothing is left out."""
    async with opened(_four(), (100, 24)) as at:
        await at.keys("?")
        pages = at.over(HelpScreen)._pages
        read: set[str] = set()
        for _ in range(12):
            read.update(row.strip(" │▁▂▃▄▅▆▇█") for row in at.rows)
            await at.keys("space")
        for command in COMMANDS:
            assert command.title in "\n".join(read), command.id
        await at.keys("g")
        for keys, way in (
            ("j", 1),
            ("space", 1),
            ("k", -1),
            ("о", 1),
            ("л", -1),
            ("down", 1),
            ("pageup", -1),
        ):
            await _scrolls(at, keys, way, lambda: pages.scroll_y)
        await at.keys("G")
        assert "quit" in at.seen


async def _scrolls(at: At, keys: str, way: int, place: Callable[[], float]) -> None:
    before = place()
    await at.keys(keys)
    await at.until(lambda: (place() - before) * way > 0)


async def test_help_closes() -> None:
    """Several keys leave it, and the text has the keys again."""
    async with opened(_four()) as at:
        for leave in ("j escape", "j q", "j ?", "о й", "j enter", "о ,", "j ctrl+c", "j f1"):
            await at.keys("?", leave)
            assert at.home(), leave
            assert at.focus() == "source"


async def test_the_theme_toggles_and_everything_is_painted_anew() -> None:
    """From dark to light, to 16 colours, and back; each time text and bars have another ground."""
    async with opened(_four()) as at:
        await at.keys("m")
        grounds = []
        for expected in (DARK, LIGHT, SIXTEEN, DARK):
            assert at.app.theme == expected
            strips = at.top._compositor.render_strips()
            styles = [segment.style for strip in strips for segment in strip if segment.style]
            grounds.append({str(style.bgcolor) for style in styles if style.bgcolor})
            await at.keys(": =light enter")
        assert not grounds[0] & grounds[1]
        assert not (grounds[0] | grounds[1]) & grounds[2]
        assert grounds[3] <= grounds[0]  # but for the word that said “highlighted”


async def test_without_colour_every_layer_is_still_told_apart() -> None:
    """With NO_COLOR a highlight is underlined, the selection and the cursor reversed."""
    async with opened(_four(), color=False) as at:
        assert at.app.theme == SIXTEEN
        await at.keys("m } v e l l")
        styles: dict[str, set[tuple[bool, bool]]] = {}
        for y in (at.at(0).y, at.at(at.text.index("Six")).y):
            for segment in at.top._compositor.render_strips()[y]:
                if segment.text == "│":
                    break  # the cards
                style = segment.style or Style()
                for word in segment.text.split():
                    styles.setdefault(word, set()).add((bool(style.underline), bool(style.reverse)))
        assert styles["two"] == {(True, False)}
        assert styles["Six"] == {(False, True)}
        assert styles["five!"] == {(False, False)}


async def test_samples_are_removed_with_their_notes_and_undone() -> None:
    """Removed as one step; own articles stay; `u` brings everything back; the command brings them too."""
    desk = desk_of(ENGLISH)
    samples.add(desk)
    async with opened(desk) as at:
        await at.keys("L m H")
        assert len(desk.annotations()) == 1
        await at.keys(": =sample enter")
        assert len(desk.articles()) == 1
        assert desk.annotations() == []
        assert "6 sample articles removed" in at.seen
        await at.keys("u")
        assert len(desk.articles()) == 7
        assert len(desk.annotations()) == 1
        await at.keys(": =sample enter : =sample enter")
        assert len(desk.articles()) == 7
        assert "6 sample articles added" in at.seen


async def test_samples_on_an_empty_desk() -> None:
    """The empty desk says what to do, and doing it opens the first sample."""
    async with opened(Desk.in_memory()) as at:
        assert "This desk is empty" in at.seen
        assert "no article" in at.rows[0]
        for keys in ("o", "f", "x", "?", ":"):
            await at.keys(keys)
            assert not at.home(), keys
            await at.keys("escape")
        await at.keys(": =sample enter")
        assert len(at.desk.articles()) == 6
        assert at.article.id == at.desk.articles()[0].id
        await at.keys("u")
        assert "This desk is empty" in at.seen


@pytest.mark.parametrize("keys", ["f =luk", "x", "?", "m t", "/", "a =x ctrl+s a"])
async def test_ctrl_q_quits_from_anywhere(keys: str) -> None:
    """Over any screen and in any line of text, when there is nothing to save."""
    async with opened(_four()) as at:
        await at.keys(keys)
        await at.keys("ctrl+q")
        assert at.app._exit


async def test_leaving_a_screen_gives_the_keys_back_to_where_they_were() -> None:
    """Escape from a picker that was opened over the cards goes back to the cards."""
    async with opened(_four()) as at:
        await at.keys("m tab")
        for keys in ("o", "f", ":", "x", "?", "t"):
            await at.keys(keys)
            assert not at.home(), keys
            await at.keys("escape")
            assert at.focus() == "annotations", keys
