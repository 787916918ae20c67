"""What the desk remembers beside its changes: places, drafts, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from strategies import put, state

from store import Desk
from store.errors import NewsdeskError, ReadOnly

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_remembered_is_recalled(desk: Desk) -> None:
    """Any JSON value, by its name; None forgets it."""
    values: dict[str, Any] = {
        "theme": "light",
        "place/a": 12,
        "place/b": [1, {"x": None}],
        "off": False,
        "zero": 0,
    }
    assert desk.recall("theme") is None
    assert desk.remembered("") == {}
    desk.remember(values)
    assert {name: desk.recall(name) for name in values} == values
    assert desk.remembered("place/") == {"a": 12, "b": [1, {"x": None}]}
    desk.remember({"place/a": None, "place/b": 3, "never": None})
    assert desk.remembered("place/") == {"b": 3}
    assert desk.recall("place/a") is None


def test_it_is_no_step_of_the_history(desk: Desk) -> None:
    """Undo takes back the change before it, and what was undone can still be made again."""
    (article,) = put(desk)
    desk.annotate(article.id, 0, 4)
    after = state(desk)
    desk.remember({"place": 1})
    assert state(desk) == after
    assert (undone := desk.undo()) is not None
    assert undone.action == "annotate"
    desk.remember({"place": 2})
    desk.redo()
    assert state(desk) == after
    assert desk.recall("place") == 2


def test_it_is_there_when_the_desk_is_opened_again(folder: Path) -> None:
    """On disk when `remember` returns; a desk opened for reading recalls, and remembers nothing new."""
    with Desk.open(folder) as desk:
        desk.remember({"draft/1": "Дощ\nі сніг"})
        reader = Desk.open(folder, read_only=True)
        assert reader.recall("draft/1") == "Дощ\nі сніг"
        with pytest.raises(ReadOnly):
            reader.remember({"draft/1": "other"})
        assert reader.recall("draft/1") == "Дощ\nі сніг"


def test_what_is_the_same_is_not_saved_again(folder: Path) -> None:
    """Whoever remembers a place at every key costs nothing while it stays."""
    with Desk.open(folder) as desk:
        desk.remember({"place": [1, 2]})
        journal = folder / "journal" / "000001.log"
        before = journal.read_bytes()
        assert b'"place"' in before
        desk.remember({"place": [1, 2]})
        desk.remember({"unknown": None})
        desk.remember({})
        assert journal.read_bytes() == before


def test_a_value_that_changes_later_changes_nothing_here(folder: Path) -> None:
    """Neither the caller's own nor one that was recalled is the desk's; remembered anew it is saved."""
    with Desk.open(folder) as desk:
        places = {"a": 1}
        desk.remember({"places": places})
        places["a"] = 2
        assert desk.recall("places") == {"a": 1}
        recalled = desk.recall("places")
        recalled["a"] = 3
        assert desk.recall("places") == {"a": 1}
        desk.remember({"places": places})
    assert Desk.open(folder, read_only=True).recall("places") == {"a": 2}


def test_what_is_no_json_is_refused(desk: Desk) -> None:
    """And what was remembered stays."""
    desk.remember({"a": 1})
    for value in (object(), {"b": {1, 2}}, "\udcff"):
        with pytest.raises((TypeError, NewsdeskError)):
            desk.remember({"b": 2, "a": value})
        assert desk.recall("a") == 1
        assert desk.recall("b") is None
    desk.remember({"a": 2})
    assert desk.recall("a") == 2


def test_what_is_remembered_outlives_a_checkpoint(folder: Path) -> None:
    """It lies in the snapshot of the notes, and what was forgotten stays forgotten."""
    with Desk.open(folder) as desk:
        desk.remember({"a": 1, "b": 2, "c": {"d": [None, "ї"]}})
        desk.remember({"b": None})
        desk.checkpoint()
        desk.remember({"a": 3})
    with Desk.open(folder) as desk:
        assert desk.remembered("") == {"a": 3, "c": {"d": [None, "ї"]}}


def test_what_another_desk_remembers_is_recalled_after_refresh(folder: Path) -> None:
    """Two desks on one folder: the last word counts."""
    with Desk.open(folder) as one, Desk.open(folder) as two:
        one.remember({"place": 1})
        assert two.recall("place") is None
        assert two.refresh()
        assert two.recall("place") == 1
        two.remember({"place": 2, "theme": "light"})
        one.remember({"place": 3})
        assert one.recall("theme") == "light"
        assert two.refresh()
        assert not two.refresh()
        assert two.recall("place") == 3
