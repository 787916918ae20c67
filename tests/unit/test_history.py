"""Undo and redo across every verb, in any order, against a model that knows nothing of how it is done."""

from __future__ import annotations

import copy
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from strategies import TEXT, put, source, state

from store import Desk
from store.history import History
from store.model import Change, Op

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


class DeskMachine(RuleBasedStateMachine):
    """A desk, a model of it, and the states that the model was in."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.desk = self.opened()
        self.model = Expected()
        self.past: list[Expected] = []
        self.future: list[Expected] = []
        self.serial = 0

    def opened(self) -> Desk:
        """A desk in memory."""
        return Desk.in_memory()

    def teardown(self) -> None:
        """At the end of every run."""
        with self.folder:
            self.there_and_back()
            self.desk.close()

    def there_and_back(self) -> None:
        """Undo everything: the desk is as it was opened. Redo everything: it is as it was."""
        now, last, steps = state(self.desk), self.model, len(self.past)
        self.undo(steps)
        self.check()
        self.undo(1)
        self.redo(steps)
        assert self.model is last
        assert state(self.desk) == now

    def step(self) -> Expected:
        """A change begins: the model as it was is kept, and nothing can be made again."""
        self.past.append(copy.deepcopy(self.model))
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
        model = self.step()
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
        model = self.step()
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
        model = self.step()
        model.annotations[key] = (article, start, end, note, tuple(tags))
        model.tags += [tag for tag in tags if tag not in model.tags]

    @precondition(lambda self: self.model.annotations)
    @rule(pick=PICK)
    def remove(self, pick: int) -> None:
        """An annotation is deleted."""
        key = list(self.model.annotations)[pick % len(self.model.annotations)]
        self.desk.remove(key)
        del self.step().annotations[key]

    @precondition(lambda self: self.model.articles)
    @rule(picks=st.lists(PICK, min_size=1, max_size=2))
    def remove_articles(self, picks: list[int]) -> None:
        """Articles are deleted, with their annotations."""
        gone = {list(self.model.articles)[pick % len(self.model.articles)] for pick in picks}
        self.desk.remove_articles(gone)
        model = self.step()
        model.articles = {key: text for key, text in model.articles.items() if key not in gone}
        model.annotations = {key: value for key, value in model.annotations.items() if value[0] not in gone}

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        """Back, some steps; None when there is none."""
        for _ in range(times):
            assert (self.desk.undo() is None) == (not self.past)
            if self.past:
                self.future.append(self.model)
                self.model = self.past.pop()

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        """And forth."""
        for _ in range(times):
            assert (self.desk.redo() is None) == (not self.future)
            if self.future:
                self.past.append(self.model)
                self.model = self.future.pop()

    @invariant()
    def check(self) -> None:
        """The desk shows what the model has."""
        shown = state(self.desk)
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
    """The same on disk, closed and opened again now and then."""

    def opened(self) -> Desk:
        """A desk on disk."""
        return Desk.open(Path(self.folder.name))

    @rule()
    def reopen(self) -> None:
        """Everything is there; the history of this session is not."""
        before = state(self.desk)
        self.desk.close()
        self.desk = self.opened()
        assert state(self.desk) == before
        self.past.clear()
        self.future.clear()

    def there_and_back(self) -> None:
        """And what is there at last is there when the desk is opened again."""
        super().there_and_back()
        self.reopen()


_SETTINGS = {"deadline": None, "stateful_step_count": 25, "suppress_health_check": [HealthCheck.too_slow]}
TestInMemory = DeskMachine.TestCase
TestOnDisk = DiskMachine.TestCase
TestInMemory.settings = settings(max_examples=60, **_SETTINGS)  # type: ignore[arg-type]
TestOnDisk.settings = settings(max_examples=20, **_SETTINGS)  # type: ignore[arg-type]


def test_an_import_in_parts_is_one_step() -> None:
    """However many batches an import is saved in, undo takes it back as a whole, and redo brings it back."""
    desk = Desk.in_memory()
    put(desk)
    before = state(desk)
    reports = list(desk.import_sources(source(f"{TEXT} {n}", path=f"{n}.txt") for n in range(450)))
    assert [report.status for report in reports] == ["added"] * 450
    after = state(desk)
    assert len(after.articles) == 451
    assert (undone := desk.undo()) is not None
    assert undone.action == "import"
    assert state(desk) == before
    desk.redo()
    assert state(desk) == after


def test_the_history_joins_parts_and_ends_redo() -> None:
    """Parts of one change are one step, in order; a new change forgets what was taken back."""
    history = History()

    def change(name: str, key: str) -> Change:
        return Change(id=name, at="2023", action="import", summary=name, ops=(Op("t", key, None, {}),))

    def ends() -> tuple[str | None, str | None]:
        done, undone = history.to_undo, history.to_redo
        return done.id if done else None, undone.id if undone else None

    assert ends() == (None, None)
    for name, key in (("a", "1"), ("a", "2"), ("b", "3")):
        history.add(change(name, key))
    assert ends() == ("b", None)
    history.undone()
    assert ends() == ("a", "b")
    assert [op.key for op in (history.to_undo or change("", "")).ops] == ["1", "2"]
    assert (history.to_redo or change("", "")).undone
    history.add(change("c", "4"))
    assert ends() == ("c", None)
