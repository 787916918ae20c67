"""What snapshots show: desks that are the same in every run."""

from __future__ import annotations

import random
import uuid
from typing import TYPE_CHECKING

from tui_desk import desk_of
from tui_texts import WIDE

from store import Desk
from tui import samples

if TYPE_CHECKING:
    import pytest

__all__ = ["desk_to_look_at", "fix"]


def fix(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids and times that are the same in every run."""
    chance = random.Random(0)  # noqa: S311  # to be the same, not to be secret
    monkeypatch.setattr(
        "store.desk.stamps.new_id", lambda: str(uuid.UUID(int=chance.getrandbits(128), version=4))
    )
    monkeypatch.setattr("store.desk.stamps.now", lambda: "2024-02-29T12:00:00Z")


def desk_to_look_at(kind: str = "marked") -> Desk:
    """An empty desk, one of wide signs, or the samples with highlights over one another, noted and tagged."""
    if kind == "wide":
        return desk_of(WIDE)
    desk = Desk.in_memory()
    if kind == "empty":
        return desk
    samples.add(desk)
    article = desk.articles()[0]
    text = desk.text(article.id)
    for first, last, note, tags in (
        (
            "President",
            "citing Rador.",
            "Says who? Only one paper, and it cites an agency.",
            ["claim", "check"],
        ),
        ("isolation of Belarus", "Belarus", "", ["claim/isolation"]),
        ("an independent republic", "own rule", "Чиї це слова?", ["check"]),
        ("The pressure on him", "abroad.", "", []),
        ("prolonged its sanctions", "milder line", "Which package?\nLook up the date.", ["fact"]),
    ):
        start = text.index(first)
        desk.annotate(article.id, start, text.index(last, start) + len(last), note=note, tags=tags)
    return desk
