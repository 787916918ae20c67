"""Taking out: copy with and without a citation, and export to a folder."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tui_desk import desk_of, opened
from tui_texts import BELARUSIAN, ENGLISH, UKRAINIAN, WIDE

from tui.screens.dialogs import ExportScreen

if TYPE_CHECKING:
    from collections.abc import Callable

_QUOTE = "Опозиція сумнівається."


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the clipboard was handed, newest last."""
    texts: list[str] = []

    def copy(text: str, write: Callable[[str], None]) -> str:
        assert callable(write)
        texts.append(text)
        return "to a list"

    monkeypatch.setattr("tui.clipboard.copy", copy)
    return texts


async def test_y_copies_the_highlight_or_the_selection_with_its_citation(copied: list[str]) -> None:
    """The exact words in quotation marks, then where they are from; a selection goes before a highlight."""
    async with opened(desk_of(UKRAINIAN, language="uk")) as at:
        await at.keys("y")
        assert copied == []
        assert "nothing to copy" in at.hint
        at.goto("Опозиція")
        await at.keys("m y")
        start = UKRAINIAN.index(_QUOTE)
        place = f"Test, “Новий міст через річку”, 2024-02-29, uk, characters {start}–{start + len(_QUOTE)}"
        assert copied == [f"«{_QUOTE}»\n— {place}"]
        assert f"opied {len(_QUOTE)} characters" in at.seen
        assert "to a list" in at.seen
        await at.keys("i w y")
        assert copied[1].startswith("«Опозиція»\n— Test, “Новий міст через річку”, 2024-02-29, uk, ")
        assert at.selected is None
        await at.keys("escape } tab")
        await at.keys("y")
        assert copied[2] == copied[0]
        assert at.text[start : start + len(_QUOTE)] == _QUOTE


async def test_capital_y_and_ctrl_c_copy_the_words_alone(copied: list[str]) -> None:
    """Nothing is added to the words, and no space at their ends is taken."""
    async with opened(desk_of(BELARUSIAN)) as at:
        at.goto("Ён")
        await at.keys("v a s Y v a s")
        await at.keys("ctrl+c")
        assert copied == ["Ён дадаў, што грошай няма."] * 2


async def test_the_copied_text_is_the_stored_text_in_all_its_code_points(copied: list[str]) -> None:
    """Ideographs, marks on letters, joined emoji, flags and tabs are copied as they are stored."""
    async with opened(desk_of(WIDE)) as at:
        at.goto("до漢")
        await at.keys("i p Y")
        assert copied[-1] == at.text.split("\n")[2]
        at.goto("а\t")
        await at.keys("V Y")
        assert copied[-1] == "а\tб\tв"


async def test_without_a_session_the_terminal_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over SSH the text goes out as OSC 52, in base64, and the notice says so."""
    written: list[str] = []
    monkeypatch.setenv("SSH_TTY", "/dev/null")
    async with opened(desk_of(UKRAINIAN)) as at:
        monkeypatch.setattr(at.app, "write_terminal", written.append)
        at.goto("Опозиція")
        await at.keys("m Y")
        found = re.fullmatch("\x1b]52;c;([A-Za-z0-9+/=]+)\x07", written[0])
        assert found is not None
        assert base64.b64decode(found[1]).decode() == _QUOTE
        assert "terminal's clipboard" in at.seen


async def test_x_exports_into_a_folder_and_says_what_was_written(tmp_path: Path) -> None:
    """The first scope is all; the notice has the counts and the folder; a second time all is unchanged."""
    desk = desk_of(UKRAINIAN, ENGLISH, BELARUSIAN)
    folder = tmp_path / "нотатки"
    async with opened(desk, (160, 30)) as at:
        await at.keys("m } m L m t =claim enter x")
        at.over(ExportScreen)
        for scope in (
            "all articles with highlights (3)",
            "this article: One two three. Four five! (1)",
            "tag claim (1)",
        ):
            assert scope in at.seen
        await at.keys("ctrl+a ctrl+k")
        await at.write(str(folder))
        await at.keys("enter")
        assert at.home()
        files = sorted(folder.iterdir())
        assert len(files) == 2
        assert "3 highlights in 2 Markdown files" in at.seen
        assert "2 created" in at.seen
        text = "\n".join(file.read_text(encoding="utf-8") for file in files)
        for quote in (a.quote for a in desk.annotations()):
            assert quote in text
        await at.keys("x ctrl+a ctrl+k")
        await at.write(str(folder))
        await at.keys("enter")
        assert "2 unchanged" in at.seen


async def test_what_was_written_before_a_failure_is_said(tmp_path: Path) -> None:
    """The sentence of the failure comes first, then the counts of what is there."""
    folder = tmp_path / "notes"
    async with opened(desk_of(UKRAINIAN, ENGLISH), (160, 30)) as at:
        await at.keys("m L m x ctrl+a ctrl+k")
        await at.write(str(folder))
        await at.keys("enter")
        taken = next(iter(folder.iterdir()))
        taken.rename(tmp_path / "outside")
        taken.symlink_to(tmp_path / "outside")
        await at.keys("x enter")
        said = at.screen.notice.message
        assert at.screen.notice.severity == "error"
        assert "found a symbolic link" in said
        assert f"1 highlight in 1 Markdown file in {folder} (1 unchanged)." in said


async def test_the_scope_that_is_chosen_is_exported(tmp_path: Path) -> None:
    """Down chooses this article, or a tag; only what is in it is written."""
    desk = desk_of(UKRAINIAN, ENGLISH)
    async with opened(desk, (160, 30)) as at:
        await at.keys("m ) m t =claim enter L m")
        for downs, name, count in ((1, "article", 1), (2, "tag", 1), (0, "all", 3)):
            await at.keys("x ctrl+a ctrl+k")
            await at.write(str(tmp_path / name))
            await at.keys(" ".join(["down"] * downs + ["enter"]))
            assert f"{count} highlight{'' if count == 1 else 's'} in" in at.seen
            text = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / name).iterdir())
            assert text.count("characters") == count, name
            assert ("One two three." in text) == (name != "tag")


async def test_typing_goes_behind_the_folder_that_is_proposed() -> None:
    """The line holds a folder in the home folder, and the cursor is at its end."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("x =/more")
        top = at.over(ExportScreen)
        assert top.text == "~/newsdesk-notes/more"
        await at.keys("escape")
    assert not _exists("~/newsdesk-notes")


def _exists(path: str) -> bool:
    return Path(path).expanduser().exists()


async def test_nothing_to_export_is_said() -> None:
    """Without a highlight no folder is made, and the message says why."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("x ctrl+a ctrl+k enter")
        at.over(ExportScreen)  # no folder was given: it stays open
        await at.keys("=~/empty enter")
        assert "Nothing to export yet" in at.seen


async def test_a_folder_that_cannot_be_written_is_a_notice_and_breaks_nothing(tmp_path: Path) -> None:
    """The sentence of the failure stays until escape; keys work on, and another folder can be given."""
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    async with opened(desk_of(ENGLISH), (160, 30)) as at:
        await at.keys("m")
        for folder in (taken, taken / "under", tmp_path / ("n" * 300), Path("/dev/null/notes")):
            await at.keys("x ctrl+a ctrl+k")
            await at.write(str(folder))
            await at.keys("enter")
            assert at.home(), folder
            assert at.screen.notice.severity == "error"
            await at.keys("j w }")
            assert "✗" in at.seen, folder
            await at.keys("escape")
            assert "✗" not in at.seen
        assert taken.read_text(encoding="utf-8") == "mine"
        assert at.quotes == ["One two three."]


async def test_a_home_folder_of_nobody_is_a_notice() -> None:
    """`~name` of a user who is not there is said to be wrong, or taken as it is spelled."""
    async with opened(desk_of(ENGLISH), (160, 30)) as at:
        await at.keys("m x ctrl+a ctrl+k =~no-such-user-here/notes enter")
        assert at.app._exception is None
        assert not at.home() or at.screen.notice.severity == "error"
