"""The whole job in a real terminal: slowly, on a Ukrainian keyboard in a small window, and all at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from job import BELARUSIAN, CITATION, JOB, QUOTES, Step, assert_done, in_ukrainian, typed
from program import ESCAPE, Place, assert_nothing_foreign, assert_restored, copied, marked, selected

import seeds

if TYPE_CHECKING:
    from pathlib import Path

    from terminal import Terminal


def _do(terminal: Terminal, step: Step) -> None:
    terminal.send(step.keys)
    terminal.wait_for(step.seen)


def _selected(terminal: Terminal, quote: str) -> bool:
    return selected(terminal) == quote


def test_a_session_from_the_first_key_to_the_exported_file(tmp_path: Path) -> None:
    """Each key does what it says, the quotation is exact everywhere, and the terminal is left clean."""
    place = Place(tmp_path)
    with place.open() as terminal:
        terminal.wait_for("Welcome. This desk was empty, so 6 sample articles are on it.")
        for number, step in enumerate(JOB):
            _do(terminal, step)
            if step.seen == "SELECT":
                quote = QUOTES[1] if number == 0 else QUOTES[2]
                terminal.wait_for(partial(_selected, terminal, quote))
            if step.keys == "lukashenko":
                _assert_all_are_listed(terminal)
        assert marked(terminal) == QUOTES[3].replace("прыляцеў у Пекін ", "")  # that is marked as found
        assert copied(terminal.raw) == [CITATION]
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
        assert_nothing_foreign(terminal.raw, copies=1)
    assert_done(place)


def _assert_all_are_listed(terminal: Terminal) -> None:
    """Every sample that speaks of Lukashenko, however it spells him, is among the results."""
    stems = ("lukashen", "лукашен", "лукашэн")
    titles = [
        sample.title
        for sample in seeds.samples()
        if any(stem in sample.data.decode().casefold() for stem in stems)
    ]
    assert {sample.language for sample in seeds.samples() if sample.title in titles} == {
        "en",
        "uk",
        "ru",
        "be",
    }
    terminal.wait_for(f"in {len(titles)} articles")
    terminal.resize(120, 140)  # so tall that no result is below the edge
    for title in titles:
        terminal.wait_for(title[:24])
    terminal.resize(120, 40)


def test_the_same_on_a_ukrainian_keyboard_in_a_small_window(tmp_path: Path) -> None:
    """The keys are the physical ones; at 60 columns the annotations are a drawer that tab opens."""
    place = Place(tmp_path)
    with place.open(columns=60, rows=20) as terminal:
        terminal.wait_for("Welcome")
        for step in JOB:
            _do(terminal, step._replace(keys=in_ukrainian(step)))
        assert "█" not in terminal.words
        terminal.send("\t")
        terminal.wait_for(f"█ {QUOTES[3][:20]}")
        assert BELARUSIAN[:20] in terminal.words
        terminal.send(ESCAPE)
        terminal.wait_gone("█")
        terminal.send("й")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
    assert_done(place)


@pytest.mark.parametrize("moment", ["while it starts", "once it is there"])
def test_the_same_typed_ahead_in_one_piece(tmp_path: Path, moment: str) -> None:
    """No key is lost and none misunderstood: letters meant for a search or a note never run commands."""
    place = Place(tmp_path)
    with place.open() as terminal:
        if moment == "while it starts":  # as soon as the terminal hands keys on as they are
            terminal.wait_for(lambda: b"\x1b[?25l" in terminal.raw)
        else:
            terminal.wait_for("Welcome")
        terminal.send(typed() + "q")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
        assert copied(terminal.raw) == [CITATION]
    assert_done(place)
