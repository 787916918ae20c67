"""Thirty annotations over five articles from the keyboard alone, its keystrokes counted, on two layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from job import Step, in_ukrainian
from program import Place, assert_nothing_foreign, assert_restored
from thirty import SAVE, SESSION, Mark, keystrokes, quotes

if TYPE_CHECKING:
    from pathlib import Path

    from terminal import Terminal

_AIM = 6  # keystrokes an annotation


def test_the_session_needs_no_more_than_six_keystrokes_an_annotation() -> None:
    """Movement, opening, tags' names and searches are counted; only the notes' texts are not."""
    assert len(SESSION) == 30
    assert keystrokes() / len(SESSION) <= _AIM


@pytest.mark.parametrize("layout", ["us", "ukrainian"])
def test_thirty_annotations_over_five_articles(tmp_path: Path, layout: str) -> None:
    """Each is where it should be to the letter, with its note; nothing but the keyboard was used."""
    place = Place(tmp_path)
    with place.open(columns=100, rows=30) as terminal:
        terminal.wait_for("Welcome")
        for mark in SESSION:
            _do(terminal, mark, layout)
        terminal.send("q" if layout == "us" else "й")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
        assert_nothing_foreign(terminal.raw)
    found = place.objects("annotations")
    assert [annotation["quote"] for annotation in found] == quotes()
    assert sorted(a["note"] for a in found if a["note"]) == sorted(m.note for m in SESSION if m.note)
    assert sum(annotation["tags"] == ["aim"] for annotation in found) == 3
    assert len({annotation["article"] for annotation in found}) == 5
    texts = {article["id"]: place.run("show", article["id"]) for article in place.objects("articles")}
    for annotation in found:
        text = texts[annotation["article"]]
        assert text[annotation["start"] : annotation["end"]] == annotation["quote"]


def _do(terminal: Terminal, mark: Mark, layout: str) -> None:
    keys = [mark.keys, mark.then]
    if layout == "ukrainian":
        keys = [in_ukrainian(Step(part, "")) for part in keys]
    terminal.send(keys[0])
    if mark.keys[-1].isdigit():  # the next key comes later, as from a person: else it could be a count
        terminal.wait_for("tagged")
    if mark.note:
        terminal.wait_for("ctrl+s save")
        terminal.send(mark.note + SAVE)
        terminal.wait_for("note saved")
    if mark.field:
        terminal.send(mark.field + keys[1])
