"""What is done to a store, and what must hold afterwards.

A workload is a seeded mix of verbs; a model beside it knows what each acknowledged one added up to. After
whatever happens to the disk, the store must open, show what was acknowledged (or that and the one verb that
was under way, and nothing else), and take a change that is still there after one more power cut.

Each violation says with which arguments its case is run again.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple
from unittest.mock import patch

from fault_disk import Fault, SimDisk, chances
from fault_engines import Note, State, Verb

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from fault_disk import Moment
    from fault_engines import Engine, Session

__all__ = [
    "FAULTS",
    "Figures",
    "Model",
    "Recording",
    "bit_flips",
    "full_disk",
    "io_errors",
    "io_run",
    "missing_files",
    "next_verb",
    "power_loss",
    "read_errors",
    "record",
    "spoilt_files",
]

FAULTS: Final[tuple[Fault, ...]] = ("EIO", "ENOSPC", "short")

_KILLED: Final = 0.15  # of the states: only the program died, and the system knows what the disk may not
_FROM_EACH: Final = 3  # states from within one recovery
_LISTED: Final = 5
_SHOWN: Final = 200  # characters of an error
_EXCUSED: Final = frozenset(
    {"backup", "restore"}
)  # one that failed has left the name of the next, of its second
_SECTOR: Final = 512
_LONG: Final = 40  # of a quotation
_WORDS: Final = (
    *("rain", "north", "дощ", "північ", "«синоптики»", "snow", "сніг", "минає", "говорит", "北京"),
    *("the", "of", "and", "—", "\n\n", "х\N{COMBINING ACUTE ACCENT}", "👍🏽", "1937", "“quoted”", "\\"),
)
_WEIGHTS: Final = {
    "annotate": 20,
    "edit": 8,
    "remove": 3,
    "link": 5,
    "import": 6,
    "drop": 2,
    "undo": 4,
    "redo": 3,
    "remember": 3,
    "reopen": 4,
    "backup": 2,
    "restore": 2,
}
_CHECKPOINT_EACH: Final = 8

Knobs = dict[str, object]
"""Attributes of the disk that are set before all else."""


@dataclass(frozen=True, slots=True)
class Model:
    """What the store must show, and what undo and redo must lead to."""

    state: State
    done: tuple[State, ...] = ()
    undone: tuple[State, ...] = ()
    kept: tuple[tuple[str, State], ...] = ()
    """Backups."""

    def after(self, verb: Verb, new: Sequence[str]) -> Model:  # noqa: C901  # a case for each verb
        """After a verb that gave these ids to what is new."""
        state = self.state
        match verb.kind:
            case "import":
                state = state._replace(articles=state.articles | dict(zip(new, verb.articles, strict=True)))
            case "annotate":
                quote = state.articles[verb.key][1][verb.start : verb.end]
                state = state._replace(
                    notes=state.notes | {new[0]: Note(verb.key, quote, verb.note, verb.tags)}
                )
            case "edit":
                note = state.notes[verb.key]._replace(note=verb.note, tags=verb.tags)
                state = state._replace(notes=state.notes | {verb.key: note})
            case "remove":
                state = _with(state, {k: v for k, v in state.notes.items() if k != verb.key})
            case "link" if (verb.key, verb.other) not in state.links:
                state = state._replace(links=state.links | {(verb.key, verb.other)})
            case "drop":
                state = state._replace(articles={k: v for k, v in state.articles.items() if k != verb.key})
                state = _with(state, {k: v for k, v in state.notes.items() if v.article != verb.key})
            case "restore":
                state = self._back(dict(self.kept)[verb.key])
            case "undo" if self.done:
                return replace(
                    self, state=self._back(self.done[-1]), done=self.done[:-1], undone=(*self.undone, state)
                )
            case "redo" if self.undone:
                return replace(
                    self, state=self._back(self.undone[-1]), done=(*self.done, state), undone=self.undone[:-1]
                )
            case "remember":
                return replace(self, state=state._replace(remembered=verb.number))
            case "backup":
                here = state._replace(backups=state.backups | {new[0]})
                return replace(self, state=here, kept=(*self.kept, (new[0], state)))
            case _:
                return self
        return replace(self, state=state, done=(*self.done, self.state), undone=())

    def _back(self, state: State) -> State:
        """An earlier state, with what is no step of the history as it is."""
        return state._replace(remembered=self.state.remembered, backups=self.state.backups)

    def refused(self, verb: Verb, shown: State) -> Model | None:
        """The same where the ids are not known, since it was not acknowledged; None where it is not there."""
        new: list[str] = []
        if verb.kind == "import":
            extra = {v: k for k, v in shown.articles.items() if k not in self.state.articles}
            new = [extra.get(item, "") for item in verb.articles]
        elif verb.kind == "annotate":
            new = [key for key in shown.notes if key not in self.state.notes] or [""]
        elif verb.kind == "backup":
            return None  # whether it is there makes no difference
        after = self.after(verb, new)
        return after if after.is_shown(shown) else None

    def is_shown(self, shown: State) -> bool:
        """Whether a store shows this; a backup that was not acknowledged may be there, and go again."""
        backups = self.state.backups
        return shown.backups >= backups and shown._replace(backups=backups) == self.state


def _with(state: State, notes: dict[str, Note]) -> State:
    """With these annotations alone, and the links between them."""
    return state._replace(
        notes=notes, links=frozenset(link for link in state.links if notes.keys() >= {*link})
    )


EMPTY: Final = Model(State({}, {}))


class Allowed(NamedTuple):
    """What a store may show."""

    models: list[Model]
    refused: tuple[tuple[Model, Verb], ...] = ()
    """Verbs that were not acknowledged, with what was there before: each may have been done all the same."""

    def which(self, shown: State) -> Model | None:
        """The model that it shows; None when it is none of them."""
        for model in self.models:
            if model.is_shown(shown):
                return model
        found = (model.refused(verb, shown) for model, verb in self.refused)
        return next(filter(None, found), None)


@dataclass
class Figures:
    """What came out."""

    name: str
    states: int = 0
    """States of the disk that were opened and looked at."""
    within_recovery: int = 0
    """Those of them that a second cut, while the first was recovered from, left."""
    acknowledged: int = 0
    """Annotations looked for, in all states together."""
    refusals: int = 0
    """Verbs that were not acknowledged."""
    violations: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, other: Figures) -> None:
        """Count what came out elsewhere as well."""
        self.states += other.states
        self.within_recovery += other.within_recovery
        self.acknowledged += other.acknowledged
        self.refusals += other.refusals
        self.violations += other.violations
        self.seconds += other.seconds

    def __str__(self) -> str:
        head = (
            f"{self.name}: {self.states} states ({self.within_recovery} within a recovery), "
            f"{self.acknowledged} acknowledged annotations looked for, {self.refusals} refusals, "
            f"{len(self.violations)} violations, {self.seconds:.1f} s, "
            f"{self.states / max(self.seconds, 1e-9):.0f} states a second"
        )
        lines = [head]
        lines += [f"  {why}" for why in self.violations[:_LISTED]]
        if len(self.violations) > _LISTED:
            lines.append(f"  … and {len(self.violations) - _LISTED} more")
        return "\n".join(lines)


@contextlib.contextmanager
def _counted(figures: Figures) -> Iterator[Figures]:
    started = time.perf_counter()
    try:
        yield figures
    finally:
        figures.seconds = time.perf_counter() - started


# The workload


@contextlib.contextmanager
def _same_ids(*seed: object) -> Iterator[None]:
    """Let random ids be the same each time, so that the bytes on the disk are."""
    ids = chances("ids", *seed)
    with patch("os.urandom", ids.randbytes):
        yield


def _text(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(least, most)))


def next_verb(chance: random.Random, model: Model, step: int, kinds: frozenset[str]) -> Verb:
    """What a person might do next."""
    kind = "checkpoint" if step % _CHECKPOINT_EACH == _CHECKPOINT_EACH - 1 else None
    if kind not in kinds:
        choices = {k: w for k, w in _WEIGHTS.items() if k in kinds or k not in _OWN}
        kind = chance.choices(list(choices), list(choices.values()))[0]
    backups = [name for name, state in model.kept if not _same(state, model.state)]
    kind = _possible(kind, model, backups)
    if kind == "import":
        articles = [(f"Article {step}.{n}", _text(chance, 8, 40)) for n in range(chance.choice((1, 1, 2, 3)))]
        return Verb(kind, articles=tuple(articles))
    those = {
        "edit": list(model.state.notes),
        "remove": list(model.state.notes),
        "link": list(model.state.notes),
        "annotate": list(model.state.articles),
        "drop": list(model.state.articles),
        "restore": backups,
    }
    if kind not in those:
        return Verb(kind, number=step)
    key = chance.choice(those[kind])
    if kind == "link":
        return Verb(kind, key, other=chance.choice([other for other in model.state.notes if other != key]))
    start = end = 0
    if kind == "annotate":
        text = model.state.articles[key][1]
        start = chance.randrange(len(text))
        end = min(len(text), start + chance.randint(1, _LONG))
    words = _text(chance, 1, 8) if chance.random() < 5 / 6 else _text(chance, 150, 400)  # several sectors
    tags = tuple(chance.sample(("weather", "claim/military", "особи", "2026"), chance.randint(0, 2)))
    return Verb(kind, key, start, end, f"{step}: {words}", tags)


def _possible(kind: str, model: Model, backups: list[str]) -> str:
    """Another kind of verb where there is nothing for this one."""
    if kind == "redo" and not model.undone:
        kind = "undo"
    if kind == "backup" and model.kept and _same(model.kept[-1][1], model.state):
        kind = "remember"  # the name of a backup has the second and the count of changes
    nothing = {
        "undo": not model.done,
        "edit": not model.state.notes,
        "remove": not model.state.notes,
        "link": len(model.state.notes) < 2,
        "restore": not backups,
    }
    if nothing.get(kind):
        kind = "annotate"
    return "import" if kind in {"annotate", "drop"} and not model.state.articles else kind


def _same(one: State, other: State) -> bool:
    return (one.articles, one.notes, one.links) == (other.articles, other.notes, other.links)


_OWN: Final = frozenset(  # what not every engine knows
    {"link", "drop", "undo", "redo", "checkpoint", "remember", "backup", "restore"}
)


class Recording(NamedTuple):
    """A workload that was done once, with what the disk knew before each call."""

    moments: list[tuple[Moment, int]]
    """With the number of the last model that was acknowledged by then."""
    models: list[Model]
    verbs: list[Verb]
    disk: SimDisk
    """After all of it, closed."""


def _disk(knobs: Knobs | None, *seed: object) -> SimDisk:
    disk = SimDisk(*seed)
    for name, value in (knobs or {}).items():
        setattr(disk, name, value)
    return disk


def record(engine: Engine, seed: int, length: int = 30, knobs: Knobs | None = None) -> Recording:
    """Do a workload on a disk that nothing happens to. Raises AssertionError where the store errs even so."""
    chance, disk = chances("verbs", seed), _disk(knobs, "disk", seed)
    moments: list[tuple[Moment, int]] = []
    models = [EMPTY]
    verbs: list[Verb] = []
    disk.watch = lambda: moments.append((disk.moment(), len(models) - 1))
    with _same_ids(seed):
        session = engine.open(disk)
        for step in range(length):
            verb = next_verb(chance, models[-1], step, engine.kinds)
            verbs.append(verb)
            if verb.kind == "reopen":
                session.close()
                session = engine.open(disk)
                models.append(models[-1])
            else:
                models.append(models[-1].after(verb, session.do(verb)))
            assert models[-1].is_shown(session.state()), (engine.name, seed, step, verb)
        session.close()
    moments.append((disk.moment(), len(models) - 1))
    disk.watch = None
    return Recording(moments, models, verbs, disk)


# After the fact


class _Seen(NamedTuple):
    why: str | None
    """What is wrong; None when nothing is."""
    notes: int
    moments: list[tuple[Moment, Allowed]]
    """What the disk knew before each call of the recovery, and what may be shown afterwards."""


class _Wrong(Exception):  # noqa: N818  # a finding
    pass


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:_SHOWN]}"


def _opened(engine: Engine, disk: SimDisk) -> Session:
    try:
        return engine.open(disk)
    except Exception as error:
        raise _Wrong(f"does not open: {_told(error)}") from error


def _done(session: Session, verb: Verb) -> tuple[str, ...]:
    try:
        return session.do(verb)
    except Exception as error:
        raise _Wrong(f"takes no change ({verb.kind}): {_told(error)}") from error


def _shown(session: Session) -> State:
    try:
        return session.state()
    except Exception as error:
        raise _Wrong(f"does not show what it has: {_told(error)}") from error


def _shown_notes(session: Session) -> dict[str, Note]:
    try:
        return session.notes()
    except Exception as error:
        raise _Wrong(f"does not show its annotations: {_told(error)}") from error


def _examine(engine: Engine, disk: SimDisk, allowed: Allowed, chance: random.Random) -> _Seen:
    """Open, compare, change, cut the power once more, open, compare."""
    moments: list[tuple[Moment, Allowed]] = []
    now = allowed
    disk.watch = lambda: moments.append((disk.moment(), now))
    looked = 0
    try:
        with _same_ids(chance.random()):
            session = _opened(engine, disk)
            shown = _shown(session)
            model = allowed.which(shown)
            if model is None:
                raise _Wrong(_difference(allowed, shown))  # noqa: TRY301  # one place tells all that is wrong
            looked = len(shown.notes)
            now = Allowed([model])
            verb = _probe(chance, model, engine.kinds)
            after = model.after(verb, _done(session, verb))
            now.models.append(after)  # of the moments in which it was under way
            now = Allowed([after])
            if chance.random() < 1 / 2:
                session.close()
            moments.append((disk.moment(), now))
            disk.watch = None
            if chance.random() < 2 / 3:
                disk = disk.after_power_cut(chance)
            shown = _shown(_opened(engine, disk))
            if not after.is_shown(shown):
                raise _Wrong(f"a change after it is gone ({verb.kind}): {_difference(now, shown)}")  # noqa: TRY301
    except _Wrong as wrong:
        return _Seen(str(wrong), looked, moments)
    finally:
        disk.watch = None
    return _Seen(None, looked, moments)


def _probe(chance: random.Random, model: Model, kinds: frozenset[str]) -> Verb:
    """A change that a store must take whatever it went through."""
    if model.done and "undo" in kinds and chance.random() < 1 / 4:
        return Verb("undo")
    if not model.state.articles:
        return Verb("import", articles=(("The last one", "дощ and rain"),))
    key = chance.choice(list(model.state.articles))
    return Verb("annotate", key, 0, 1, "the last one", ("claim",))


def _difference(allowed: Allowed, shown: State) -> str:
    wanted = allowed.models[0].state
    parts = []
    for what, here, there in (
        ("articles", wanted.articles, shown.articles),
        ("annotations", wanted.notes, shown.notes),
    ):
        lost = [key for key in here if key not in there]
        more = [key for key in there if key not in here]
        other = [key for key, value in here.items() if key in there and there[key] != value]
        if lost or more or other:
            parts.append(f"{what}: {len(lost)} lost, {len(more)} more, {len(other)} different")
    if wanted.links != shown.links:
        gone, new = wanted.links - shown.links, shown.links - wanted.links
        parts.append(f"links: {len(gone)} lost, {len(new)} more")
    if wanted.backups - shown.backups:
        parts.append(f"backups {sorted(shown.backups)}, not {sorted(wanted.backups)}")
    if wanted.remembered != shown.remembered:
        parts.append(f"remembered {shown.remembered}, not {wanted.remembered}")
    return "shows what was never acknowledged: " + "; ".join(parts)


# Power


def power_loss(
    engine: Engine,
    seed: int,
    variants: int,
    *,
    length: int = 30,
    recovery: float = 0.1,
    knobs: Knobs | None = None,
    only: tuple[int, int] | None = None,
) -> Figures:
    """Cut the power, or kill the program, before every call of a workload and behind the last.

    `variants` states of each moment; a share `recovery` of them is cut again while it is recovered from.
    `only`: the one case of that call and choice.
    """
    with _counted(Figures(f"power loss, {engine.name}")) as figures:
        recording = record(engine, seed, length, knobs)
        for k, (moment, last) in enumerate(recording.moments):
            for choice in range(variants):
                if only is not None and only != (k, choice):
                    continue
                chance = chances("cut", seed, k, choice)
                killed = chance.random() < _KILLED
                disk = moment.as_it_was() if killed else moment.after_power_cut(chance)
                allowed = Allowed(recording.models[last : last + 2])
                _look(
                    engine, disk, allowed, chance, figures, recovery, f"{seed=}, {k=}, {choice=}, {killed=}"
                )
    return figures


def _look(
    engine: Engine,
    disk: SimDisk,
    allowed: Allowed,
    chance: random.Random,
    figures: Figures,
    recovery: float,
    case: str,
) -> None:
    deep = chance.random() < recovery
    seen = _examine(engine, disk, allowed, chance)
    figures.states += 1
    figures.acknowledged += seen.notes
    if seen.why:
        figures.violations.append(f"{case}: {seen.why}")
    if not deep:
        return
    for number, (moment, then) in enumerate(chance.sample(seen.moments, min(_FROM_EACH, len(seen.moments)))):
        killed = chance.random() < _KILLED
        again = moment.as_it_was() if killed else moment.after_power_cut(chance)
        within = _examine(engine, again, then, chance)
        figures.states += 1
        figures.within_recovery += 1
        figures.acknowledged += within.notes
        if within.why:
            figures.violations.append(f"{case}, in its recovery ({number}, {killed=}): {within.why}")


# Errors


class _Brave:
    """Someone who works on while the disk fails, and opens the store again where it refuses."""

    def __init__(self, engine: Engine, disk: SimDisk, figures: Figures, allowed: Allowed) -> None:
        self.engine = engine
        self.disk = disk
        self.figures = figures
        self.allowed = allowed
        """What may be shown after a power cut: until something is acknowledged, also what was before."""
        self.model = allowed.models[0]
        self.session: Session | None = None
        self._hits_before = 0

    def _hit(self) -> bool:
        """Whether the disk has failed since the session was to be opened."""
        return self.disk.hits > self._hits_before

    def work(self, chance: random.Random, length: int) -> None:
        """Do a workload. Raises _Wrong."""
        for step in range(length):
            there = self.enter()  # what it shows then may be more than was acknowledged
            verb = next_verb(chance, self.model, step, self.engine.kinds)
            if verb.kind == "reopen":
                self.leave()
            elif there:
                self._try(verb)
                if self._hit() and chance.random() < 1 / 3:
                    self.leave()

    def enter(self) -> bool:
        """Open the store where it is not open; whether it is."""
        if self.session is not None:
            return True
        self._hits_before = self.disk.hits
        try:
            session = self.engine.open(self.disk)
            shown = session.state()
        except self.engine.refusals as error:
            if not self._hit():
                raise _Wrong(f"does not open on a disk that works: {_told(error)}") from error
            return False
        model = self.allowed.which(shown)
        if model is None:
            raise _Wrong("opened again, " + _difference(self.allowed, shown))
        if model not in self.allowed.models:
            self.allowed.models.append(model)
        self.session, self.model = session, model
        return True

    def leave(self) -> None:
        """Close it."""
        if self.session is not None:
            with contextlib.suppress(*self.engine.refusals):
                self.session.close()
        self.session = None

    def _try(self, verb: Verb) -> None:
        assert self.session is not None
        try:
            new = self.session.do(verb)
        except self.engine.refusals as error:
            self.figures.refusals += 1
            if not self._hit() and verb.kind not in _EXCUSED:
                raise _Wrong(f"refuses {verb.kind} on a disk that works: {_told(error)}") from error
            self.allowed = self.allowed._replace(refused=(*self.allowed.refused, (self.model, verb)))
        else:
            self.model = self.model.after(verb, new)
            self.allowed = Allowed([self.model])
        try:
            shown = self.session.state()
        except self.engine.refusals:
            if not self._hit():
                raise
        else:
            if not self.model.is_shown(shown):
                raise _Wrong(f"after {verb.kind}, " + _difference(Allowed([self.model]), shown))


def _through(
    brave: _Brave,
    chance: random.Random,
    length: int,
    cuts: int,
    case: str,
) -> None:
    """A workload on a disk that fails; afterwards it works again, with `cuts` power cuts or with none."""
    figures, disk = brave.figures, brave.disk
    try:
        with _same_ids(case):
            brave.work(chance, length)
            if not cuts or chance.random() < 1 / 2:
                brave.leave()
    except Exception as error:  # noqa: BLE001  # what the store did not foresee is a finding
        why = str(error) if isinstance(error, _Wrong) else f"raises what nobody foresaw: {_told(error)}"
        figures.states += 1
        figures.violations.append(f"{case}: {why}")
        return
    disk.fail_at = disk.capacity = None
    disk.fail_reads = False
    for number in range(cuts):
        after = disk.after_power_cut(chance)
        _look(brave.engine, after, brave.allowed, chance, figures, 0.0, f"{case}, power cut {number}")
    if not cuts:
        _look(brave.engine, disk, brave.allowed, chance, figures, 0.0, case)


def io_run(
    engine: Engine,
    seed: int,
    k: int,
    fault: Fault,
    *,
    forever: bool,
    cuts: int,
    length: int = 12,
    knobs: Knobs | None = None,
) -> Figures:
    """One workload whose k-th call fails, or all from there on."""
    with _counted(Figures(f"I/O errors, {engine.name}")) as figures:
        disk = _disk(knobs, "disk", seed, k, fault, forever)
        disk.fail_at, disk.fault, disk.forever = k, fault, forever
        case = f"{seed=}, {k=}, {fault=}, {forever=}, {cuts=}"
        brave = _Brave(engine, disk, figures, Allowed([EMPTY]))
        _through(brave, chances("verbs", seed), length, cuts, case)
    return figures


def io_errors(
    engine: Engine,
    seed: int,
    *,
    length: int = 12,
    knobs: Knobs | None = None,
    faults: Sequence[Fault] = FAULTS,
    every: int = 1,
) -> Figures:
    """Let each call of a workload fail in each way, once and for good; half of the times a power cut follows.

    With `every`, only each call of that distance.
    """
    with _counted(Figures(f"I/O errors, {engine.name}")) as figures:
        calls = record(engine, seed, length, knobs).disk.calls
        number = 0
        for k in range(1 + seed % every, calls + 1, every):
            for fault in faults:
                for forever in (False, True):
                    number += 1
                    cuts = 2 * ((number + k) % 2)
                    run = io_run(
                        engine, seed, k, fault, forever=forever, cuts=cuts, length=length, knobs=knobs
                    )
                    figures.add(run)
    return figures


def full_disk(engine: Engine, seed: int, steps: int = 40, *, length: int = 20) -> Figures:
    """Workloads on disks of rising size, each too small; then there is space again."""
    with _counted(Figures(f"full disk, {engine.name}")) as figures:
        whole = record(engine, seed, length).disk
        most = sum(whole.size(path) or 0 for path in whole.paths())
        chance = chances("capacity", seed)
        for number in range(steps):
            capacity = (
                chance.randrange(most // 100) if number % 4 == 0 else most - chance.randrange(most // 50)
            )
            disk = _disk({"capacity": capacity}, "disk", seed, capacity)
            case = f"{seed=}, {capacity=}"
            brave = _Brave(engine, disk, figures, Allowed([EMPTY]))
            _through(brave, chances("verbs", seed), length, number % 2, case)
    return figures


def read_errors(
    engine: Engine, seed: int, variants: int, *, length: int = 30, only: tuple[int, int] | None = None
) -> Figures:
    """Cut the power, and let reads fail while the store is opened and worked on again; then all works."""
    with _counted(Figures(f"read errors, {engine.name}")) as figures:
        recording = record(engine, seed, length)
        for k, (moment, last) in enumerate(recording.moments):
            for choice in range(variants):
                if only is not None and only != (k, choice):
                    continue
                chance = chances("reads", seed, k, choice)
                disk = moment.after_power_cut(chance)
                disk.fail_reads, disk.fail_at, disk.forever = (
                    True,
                    chance.randint(1, 30),
                    chance.random() < 1 / 2,
                )
                case = f"{seed=}, {k=}, {choice=} (call {disk.fail_at}, forever={disk.forever})"
                brave = _Brave(engine, disk, figures, Allowed(recording.models[last : last + 2]))
                _through(brave, chance, 3, choice % 2, case)
    return figures


# Damage at rest


def _damaged(engine: Engine, disk: SimDisk, wanted: dict[str, Note], *, tell: bool) -> str | None:
    """What is wrong with a store of which one thing was damaged."""
    for _ in range(2):
        try:
            session = _opened(engine, disk)
            shown = _shown_notes(session)
            if shown != wanted:
                lost = len(wanted.keys() - shown.keys())
                return f"{lost} annotations lost, {sum(shown.get(k) != v for k, v in wanted.items()) - lost} different"
            if tell and not session.recovery():
                return "says nothing of it"
            tell = False
            text = "Ще one more"
            (article,) = _done(session, Verb("import", articles=(("Later", text),)))
            verb = Verb("annotate", article, 0, 2, "later")
            (new,) = _done(session, verb)
            wanted = wanted | {new: Note(article, text[:2], "later", ())}
            session.close()
        except _Wrong as wrong:
            return str(wrong)
    return None if _shown_notes(_opened(engine, disk)) == wanted else "loses annotations later"


def _at_rest(engine: Engine, seed: int, length: int) -> tuple[SimDisk, dict[str, Note]]:
    recording = record(engine, seed, length)
    return recording.disk.moment().settled(), recording.models[-1].state.notes


def bit_flips(engine: Engine, seed: int, count: int, *, length: int = 30, only: int | None = None) -> Figures:
    """Flip bits of one byte anywhere in the files of a closed store."""
    with _counted(Figures(f"bit flips, {engine.name}")) as figures:
        rest, notes = _at_rest(engine, seed, length)
        paths = [path for path in rest.paths() if rest.size(path)]
        telling = engine.telling(paths)
        for number in range(count):
            if only is not None and only != number:
                continue
            chance = chances("flip", seed, number)
            path = chance.choice(paths)
            offset = chance.randrange(rest.size(path) or 1)
            mask = chance.choice((1 << chance.randrange(8), chance.randint(1, 255)))
            disk = rest.clone()
            disk.flip_byte(path, offset, mask)
            why = _damaged(engine, disk, notes, tell=path in telling)
            figures.states += 1
            figures.acknowledged += len(notes)
            if why:
                figures.violations.append(f"{seed=}, {number=} ({path} at {offset}, {mask=}): {why}")
    return figures


def spoilt_files(
    engine: Engine, seed: int, count: int, *, length: int = 30, only: int | None = None
) -> Figures:
    """Cut a file of a closed store off somewhere, often at the end of a line, or lose a sector of it."""
    with _counted(Figures(f"spoilt files, {engine.name}")) as figures:
        rest, notes = _at_rest(engine, seed, length)
        paths = [path for path in rest.paths() if rest.size(path)]
        for number in range(count):
            if only is not None and only != number:
                continue
            chance = chances("spoil", seed, number)
            path = chance.choice(paths)
            data = rest.read(path)
            at = chance.randrange(len(data))
            how = chance.choice(("cut", "cut at a line", "sector"))
            if how == "sector":
                at -= at % _SECTOR
                spoilt = data[:at] + bytes(len(data[at : at + _SECTOR])) + data[at + _SECTOR :]
            else:
                at = data.rfind(b"\n", 0, at) + 1 if how != "cut" else at
                spoilt = data[:at]
            disk = rest.clone()
            disk.spoil(path, spoilt)
            why = _damaged(engine, disk, notes, tell=False)
            figures.states += 1
            figures.acknowledged += len(notes)
            if why:
                figures.violations.append(f"{seed=}, {number=} ({path}, {how} at {at}): {why}")
    return figures


def missing_files(engine: Engine, seed: int, *, length: int = 30) -> Figures:
    """Take each file of a closed store away."""
    with _counted(Figures(f"missing files, {engine.name}")) as figures:
        rest, notes = _at_rest(engine, seed, length)
        paths = rest.paths()
        telling = engine.telling(paths)
        for path in paths:
            disk = rest.clone()
            disk.lose(path)
            why = _damaged(engine, disk, notes, tell=path in telling)
            figures.states += 1
            figures.acknowledged += len(notes)
            if why:
                figures.violations.append(f"{seed=} without {path}: {why}")
    return figures
