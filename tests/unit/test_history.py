"""Undo and redo across every verb, in any order, against a model that knows nothing of how it is done.

The steps are those of the desk, not of a session: they are taken back by whichever desk on the folder, after any
checkpoint, restart or kill.
"""

from __future__ import annotations

import copy
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from strategies import TEXT, put, source, state

from store import Desk, importing
from store.disk import MemoryDisk
from store.history import changes, told

if TYPE_CHECKING:
    from collections.abc import Callable

TAGS = st.lists(
    st.sampled_from(["claim", "claim/military", "check", "who", "where"]), max_size=3, unique=True
)
PICK = st.integers(0, 1000)


@dataclass
class Expected:
    """What a desk should show: articles by id with their texts, annotations by id, tags in order."""

    articles: dict[str, str] = field(default_factory=dict)
    annotations: dict[str, tuple[str, int, int, str, tuple[str, ...]]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)


@dataclass
class Step:
    """What the history should tell of a change."""

    action: str
    undone: bool = False


class DeskMachine(RuleBasedStateMachine):
    """Two desks on the same files, a model of them, the states that it was in, and its history."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.files = MemoryDisk()
        self.desk, self.other = self.opened(), self.opened()
        self.model = Expected()
        self.past: list[tuple[Expected, Step]] = []
        self.future: list[tuple[Expected, Step]] = []
        self.told: list[Step] = []
        self.serial = 0
        self.stale = (
            False  # whether the other desk may have changed something that this one has not looked at
        )

    def opened(self) -> Desk:
        """A desk on files in memory."""
        return Desk.on(self.files)

    def teardown(self) -> None:
        """At the end of every run."""
        with self.folder:
            self.there_and_back()
            self.check()
            self.change_places(look=True)
            self.check()
            self.restart()
            self.check()
            self.desk.close()
            self.other.close()

    def there_and_back(self) -> None:
        """Undo everything: the desk is as it was opened. Redo everything: it is as it was."""
        self.look()
        now, last, steps = state(self.desk), self.model, len(self.past)
        self.undo(steps)
        self.check()
        self.undo(1)
        self.redo(steps)
        assert self.model is last
        assert state(self.desk) == now

    def step(self, action: str) -> Expected:
        """A change begins: the model as it was is kept, and nothing can be made again."""
        self.stale = False
        self.told.append(Step(action))
        self.past.append((copy.deepcopy(self.model), self.told[-1]))
        self.future.clear()
        return self.model

    @initialize()
    def begin(self) -> None:
        """Something to work on; it is a step too."""
        self.take_in(2)

    @rule(count=st.integers(1, 3))
    def take_in(self, count: int) -> None:
        """An import of one or several inputs, with one that is on the desk already."""
        inputs = []
        for _ in range(count):
            self.serial += 1
            inputs.append(source(f"{TEXT} {self.serial}", path=f"{self.serial}.txt"))
        model = self.step("import")
        for given, report in zip(inputs, self.desk.import_sources([*inputs, inputs[0]]), strict=False):
            assert report.status == "added"
            assert report.id is not None
            model.articles[report.id] = given.data.decode("utf-8")

    @precondition(lambda self: self.model.articles)
    @rule(
        pick=PICK,
        start=st.integers(0, 60),
        length=st.integers(1, 30),
        note=st.sampled_from(["", "n"]),
        tags=TAGS,
    )
    def annotate(self, pick: int, start: int, length: int, note: str, tags: list[str]) -> None:
        """A highlight, with tags that may be new."""
        article = list(self.model.articles)[pick % len(self.model.articles)]
        made = self.desk.annotate(article, start, start + length, note=note, tags=tags)
        model = self.step("annotate")
        model.annotations[made.id] = (article, start, start + length, note, tuple(tags))
        model.tags += [tag for tag in tags if tag not in model.tags]

    @precondition(lambda self: self.model.annotations)
    @rule(pick=PICK, note=st.sampled_from(["x", "y"]), tags=TAGS)
    def edit(self, pick: int, note: str, tags: list[str]) -> None:
        """Another note and other tags."""
        key = list(self.model.annotations)[pick % len(self.model.annotations)]
        article, start, end, old_note, old_tags = self.model.annotations[key]
        if (note, tuple(tags)) == (old_note, old_tags):
            return
        self.desk.edit(key, note=note, tags=tags)
        model = self.step("edit")
        model.annotations[key] = (article, start, end, note, tuple(tags))
        model.tags += [tag for tag in tags if tag not in model.tags]

    @precondition(lambda self: self.model.annotations)
    @rule(pick=PICK)
    def remove(self, pick: int) -> None:
        """An annotation is deleted."""
        key = list(self.model.annotations)[pick % len(self.model.annotations)]
        self.desk.remove(key)
        del self.step("remove").annotations[key]

    @precondition(lambda self: self.model.articles)
    @rule(picks=st.lists(PICK, min_size=1, max_size=2))
    def remove_articles(self, picks: list[int]) -> None:
        """Articles are deleted, with their annotations."""
        gone = {list(self.model.articles)[pick % len(self.model.articles)] for pick in picks}
        self.desk.remove_articles(gone)
        model = self.step("remove")
        model.articles = {key: text for key, text in model.articles.items() if key not in gone}
        model.annotations = {key: value for key, value in model.annotations.items() if value[0] not in gone}

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        """Back, some steps; None when there is none."""
        for _ in range(times):
            change = self.desk.undo()
            self.stale = False
            assert (change is None) == (not self.past)
            if change is not None:
                before, step = self.past.pop()
                assert (change.action, change.undone) == (step.action, True)
                step.undone = True
                self.future.append((self.model, step))
                self.model = before

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        """And forth."""
        for _ in range(times):
            change = self.desk.redo()
            self.stale = False
            assert (change is None) == (not self.future)
            if change is not None:
                after, step = self.future.pop()
                assert (change.action, change.undone) == (step.action, False)
                step.undone = False
                self.past.append((self.model, step))
                self.model = after

    @rule(look=st.booleans())
    def change_places(self, *, look: bool) -> None:
        """The other desk goes on, from where this one is; it may look first, or see it when it changes something."""
        self.desk, self.other = self.other, self.desk
        self.stale = True
        if look:
            self.look()

    def look(self) -> None:
        """Take over what the other did."""
        self.desk.refresh()
        assert not self.desk.refresh()
        self.stale = False

    @rule()
    def remember(self) -> None:
        """A place, which is no step."""
        self.serial += 1
        self.desk.remember({"place": self.serial})
        self.stale = False

    @rule()
    def checkpoint(self) -> None:
        """The journal is folded into snapshots, while the other desk is open."""
        self.look()
        self.desk.checkpoint()

    @rule()
    def restart(self) -> None:
        """This desk is closed and opened again: everything is there, and all steps are."""
        self.look()
        before, place = state(self.desk), self.desk.recall("place")
        self.desk.close()
        self.desk = self.opened()
        assert self.desk.recovery == []
        assert (state(self.desk), self.desk.recall("place")) == (before, place)

    @rule()
    def kill(self) -> None:
        """The same without closing."""
        self.desk, self.stale = self.opened(), False
        assert self.desk.recovery == []

    @invariant()
    def check(self) -> None:
        """The desk shows what the model has, and tells its history."""
        if self.stale:
            return
        shown = state(self.desk)
        assert [(change.action, change.undone) for change in self.desk.history()] == [
            (step.action, step.undone) for step in reversed(self.told)
        ]
        assert dict(zip([a.id for a in shown.articles], shown.texts, strict=True)) == self.model.articles
        assert [a.id for a in shown.articles] == list(self.model.articles)
        assert {
            a.id: (a.article, a.start, a.end, a.note, a.tags) for a in shown.annotations
        } == self.model.annotations
        assert [tag.name for tag in shown.tags] == self.model.tags
        assert [a.annotations for a in shown.articles] == [
            sum(value[0] == key for value in self.model.annotations.values()) for key in self.model.articles
        ]
        for annotation in shown.annotations:
            assert (
                annotation.quote == self.model.articles[annotation.article][annotation.start : annotation.end]
            )


class DiskMachine(DeskMachine):
    """The same in a folder."""

    def opened(self) -> Desk:
        """A desk on disk."""
        return Desk.open(Path(self.folder.name))

    @rule()
    def kill(self) -> None:
        """The desk's process goes on beside the new one, as far as the folder can tell, and lets go later."""
        killed, self.desk, self.stale = self.desk, self.opened(), False
        killed._journal.close()
        killed._journal.disk.close()


_SETTINGS = {"deadline": None, "stateful_step_count": 30, "suppress_health_check": [HealthCheck.too_slow]}
TestInMemory = DeskMachine.TestCase
TestOnDisk = DiskMachine.TestCase
TestInMemory.settings = settings(max_examples=60, **_SETTINGS)  # type: ignore[arg-type]
TestOnDisk.settings = settings(max_examples=10, **_SETTINGS)  # type: ignore[arg-type]


@pytest.mark.parametrize("checkpoint", [False, True])
def test_every_verb_is_taken_back_and_made_again_after_a_restart(folder: Path, *, checkpoint: bool) -> None:
    """Each in a session of its own, and so is each undo and redo; checkpoints between them change nothing."""

    def session(verb: Callable[[Desk], object]) -> Any:  # noqa: ANN401  # whatever the verb returns
        with Desk.open(folder) as desk:
            done = verb(desk)
            if checkpoint:
                desk.checkpoint()
            states.append(state(desk))
            return done

    states = [state(Desk.in_memory())]
    one, two = (article.id for article in session(lambda desk: put(desk, TEXT, TEXT + "2")))
    mark = session(lambda desk: desk.annotate(one, 0, 4, note="n", tags=["claim", "check"])).id
    session(lambda desk: desk.annotate(two, 5, 9, color="red"))
    session(lambda desk: desk.edit(mark, note="ї 🏠", tags=["new"], color="blue"))
    session(lambda desk: desk.remove(mark))
    session(lambda desk: desk.remove_articles([two, one]))
    forth = list(states)
    for before in reversed(forth[:-1]):
        assert session(Desk.undo).undone
        assert states[-1] == before
    assert session(Desk.undo) is None
    for after in forth[1:]:
        assert not session(Desk.redo).undone
        assert states[-1] == after
    assert session(Desk.redo) is None
    assert session(Desk.undo).action == "remove"
    session(lambda desk: desk.annotate(one, 1, 2))
    assert session(Desk.redo) is None


def test_an_import_in_parts_is_one_step(desk: Desk) -> None:
    """However many batches an import is saved in, undo takes it back as a whole, and redo brings it back."""
    put(desk)
    before = state(desk)
    reports = list(desk.import_sources(source(f"{TEXT} {n}", path=f"{n}.txt") for n in range(450)))
    assert [report.status for report in reports] == ["added"] * 450
    after = state(desk)
    assert len(after.articles) == 451
    assert (undone := desk.undo()) is not None
    assert undone.action == "import"
    assert undone.summary == "Imported 450 articles"
    assert state(desk) == before
    desk.redo()
    assert state(desk) == after
    assert len(desk.history()) == 2


@pytest.mark.parametrize("killed", [False, True])
def test_an_import_in_parts_is_one_step_after_a_restart(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, killed: bool
) -> None:
    """Also with a checkpoint between its parts, and when only some of them were saved before the end came."""
    monkeypatch.setattr(importing, "_BATCH", 2)
    desk = Desk.open(folder)
    put(desk)
    before = state(desk)
    reports = desk.import_sources(source(f"{TEXT} {n}", path=f"{n}.txt") for n in range(9))
    for number, report in enumerate(reports):
        assert report.status == "added"
        if number in {2, 6}:
            desk.checkpoint()
        if killed and number == 6:
            break
    after = state(desk)
    assert len(after.articles) == (9 if killed else 10)
    if killed:
        desk._journal.close()
        desk._journal.disk.close()
    else:
        desk.close()
    with Desk.open(folder) as desk:
        assert state(desk) == after
        assert [change.action for change in desk.history()] == ["import"] * 2
        assert desk.history(1)[0].summary == f"Imported {len(after.articles) - 1} articles"
        assert desk.undo() is not None
        assert state(desk) == before
    with Desk.open(folder) as desk:
        assert [change.undone for change in desk.history()] == [True, False]
        assert desk.redo() is not None
        assert state(desk) == after


def test_the_history_tells_of_each_change(desk: Desk) -> None:
    """Newest first: when, by whom, what was done, in a sentence; undo is no change of its own, but marks one."""
    one, two = put(desk, TEXT, TEXT + "2")
    mark = desk.annotate(one.id, 0, 4, tags=["claim"])
    desk.edit(mark.id, note="n")
    desk.edit(mark.id, note="m", tags=["check"])
    desk.edit(mark.id, color="red")
    desk.remember({"place": 1})
    desk.remove(mark.id)
    desk.remove_articles([two.id])
    desk.remove_articles([one.id])
    desk.undo()
    desk.undo()
    desk.redo()
    found = desk.history()
    assert [(change.summary, change.undone) for change in found] == [
        ("Removed “Rain 1”", True),
        ("Removed “Rain 2”", False),
        ("Deleted “Rain”", False),
        ("Changed the colour of “Rain”", False),
        ("Changed the note and tags of “Rain”", False),
        ("Changed the note of “Rain”", False),
        ("Highlighted “Rain”", False),
        ("Imported 2 articles", False),
    ]
    assert len({change.id for change in found}) == len(found)
    assert [change.at for change in found] == sorted((change.at for change in found), reverse=True)
    assert {change.by for change in found} == {desk._by}
    assert "@" in desk._by
    assert desk.history(3) == found[:3]
    assert desk.history(0) == []


def test_a_change_between_the_parts_of_another_is_a_step_of_its_own() -> None:
    """Records of the same change are joined only where they follow each other, for undo; the history tells of one."""

    def record(n: int, name: str, key: str, *, do: str = "import") -> dict[str, Any]:
        document = {"id": key, "title": f"Title {key}"}
        return {"n": n, "do": do, "id": name, "at": "2024", "ops": [["articles", n, key, None, document]]}

    records = [record(1, "a", "1"), record(2, "a", "2"), record(3, "b", "3"), record(4, "a", "4")]
    assert [(change.id, change.summary) for change in changes(records)] == [
        ("b", "Imported “Title 3”"),
        ("a", "Imported 3 articles"),
    ]
    undone = changes([*records, {"n": 5, "do": "undo", "id": "a", "at": "2024", "by": "x@y", "ops": []}])
    assert [change.undone for change in undone] == [False, True]
    redone = changes(
        [*records, *({"n": n, "do": do, "id": "a", "ops": []} for n, do in ((5, "undo"), (6, "redo")))]
    )
    assert [change.undone for change in redone] == [False, False]
    assert told(records[:2], undone=True).summary == "Imported 2 articles"
    assert told(records[:2], undone=True).undone
    assert changes([{"n": 1, "do": "remember", "at": "2024", "ops": []}]) == []
