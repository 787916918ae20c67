"""Writers that are killed: whatever they acknowledged must be on the desk when it is opened again.

Each writer is a process of its own, forked from this one, that works on a real folder and reports what it
is about to do and what is done. It is killed (SIGKILL) after a random time, or by itself at one of its
calls to the disk. Then the desk is opened, and compared with what was reported.

    python tests/unit/kill_rig.py [--kills 300] [--seed 1] [--together 2 4] [--each 150]
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from store import Desk, disk  # noqa: E402  # found by the line above
from store.intake import Draft  # noqa: E402  # the same
from store.journal import reserve  # noqa: E402  # the same

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Figures", "kills", "together"]

_ROUNDS: Final = 12  # kills of one desk, before a new one is begun
_LONGEST: Final = 0.08  # seconds after which a writer is killed
_STEPS: Final = 60
_WORDS: Final = "Rain is expected in the north. Дощ очікується на півночі. "


@dataclass
class Figures:
    """What a run has seen."""

    kills: int = 0
    aimed: int = 0
    beside: int = 0
    """Kills while another writer went on."""
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    unopenable: list[str] = field(default_factory=list)
    mended: int = 0
    """Openings that found something to mend."""

    def line(self) -> str:
        """All of it, for a person."""
        return (
            f"{self.kills} kills ({self.aimed} at a call to the disk, {self.beside} beside another writer), "
            f"{self.acknowledged} changes acknowledged, {len(self.lost)} lost, "
            f"{len(self.unopenable)} desks that did not open; {self.mended} openings mended something"
        )


class _Writer:
    """Within the forked process: does verbs, and tells of each before and after."""

    def __init__(self, folder: Path, pipe: int, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # a test that can be run again
        self._pipe = pipe
        self._name = f"w{seed}"
        self._desk = Desk.open(folder)
        self._mine: list[str] = []

    def _tell(self, *words: object) -> None:
        os.write(self._pipe, (json.dumps(words) + "\n").encode())

    def work(self, steps: int) -> None:
        """So many verbs, chosen at random."""
        for step in range(steps):
            choice = self._random.random()
            if choice < 0.12 or not self._desk.article_ids():
                self._import(step)
            elif choice < 0.62 or not self._mine:
                self._annotate(step)
            elif choice < 0.84:
                self._edit(step)
            elif choice < 0.94:
                self._remove()
            else:
                self._desk.checkpoint()
        self._desk.close()

    def _import(self, step: int) -> None:
        drafts = []
        for number in range(self._random.randint(1, 4)):
            text = f"{self._name} {step} {number}. " + _WORDS * self._random.randint(1, 60)
            digest = hashlib.sha256(text.encode()).hexdigest()
            drafts.append(
                Draft(path=f"{digest}.txt", sha256=digest, text=text, encoding="utf-8", title=digest)
            )
        names = [draft.sha256 for draft in drafts]
        self._tell("?import", names)
        self._desk.add(drafts)
        self._tell("import", names)

    def _annotate(self, step: int) -> None:
        article = self._random.choice(self._desk.article_ids())
        note = f"{self._name} note {step}"
        self._tell("?note", note)
        made = self._desk.annotate(article, 0, self._random.randint(1, 20), note=note, tags=["claim"])
        self._mine.append(made.id)
        self._tell("note", made.id, note)

    def _edit(self, step: int) -> None:
        name, note = self._random.choice(self._mine), f"{self._name} edited {step}"
        self._tell("?edit", name, note)
        self._desk.edit(name, note=note)
        self._tell("edit", name, note)

    def _remove(self) -> None:
        name = self._mine.pop(self._random.randrange(len(self._mine)))
        self._tell("?remove", name)
        self._desk.remove(name)
        self._tell("remove", name)


@dataclass
class _Expected:
    """What the desk must hold, and what it may hold besides."""

    notes: dict[str, set[str]] = field(default_factory=dict)
    """Of each annotation the notes that it may have; an empty one among them: it may be gone."""
    articles: set[str] = field(default_factory=set)
    maybe_notes: set[str] = field(default_factory=set)
    maybe_articles: set[str] = field(default_factory=set)
    count: int = 0

    def take(self, told: bytes) -> None:
        """Follow what a writer told until it died."""
        pending: list[Any] | None = None
        for line in told.split(b"\n")[:-1]:  # the last one may be half a line
            words = json.loads(line)
            if words[0].startswith("?"):
                pending = words
                continue
            pending = None
            self.count += 1
            if words[0] == "import":
                self.articles.update(words[1])
            elif words[0] == "remove":
                self.notes[words[1]] = {""}
            else:
                self.notes[words[1]] = {words[2]}
        if pending is None:
            return
        if pending[0] == "?import":
            self.maybe_articles.update(pending[1])
        elif pending[0] == "?note":
            self.maybe_notes.add(pending[1])
        elif pending[0] == "?edit":
            self.notes[pending[1]].add(pending[2])
        else:
            self.notes[pending[1]].add("")

    def compare(self, desk: Desk) -> list[str]:
        """What is not as it must be; then what is there counts."""
        wrong = []
        found = {annotation.id: annotation for annotation in desk.annotations()}
        for name, notes in self.notes.items():
            note = found[name].note if name in found else ""
            if note not in notes:
                wrong.append(f"annotation {name}: {note!r} instead of one of {sorted(notes)}")
            self.notes[name] = {note}
        for name, annotation in found.items():
            if name not in self.notes:
                if annotation.note not in self.maybe_notes:
                    wrong.append(f"annotation {name} ({annotation.note!r}) came from nowhere")
                self.notes[name] = {annotation.note}
        articles = {article.sha256: article for article in desk.articles()}
        wrong += [f"article {name} is gone" for name in self.articles - articles.keys()]
        wrong += [f"article {n} from nowhere" for n in articles.keys() - self.articles - self.maybe_articles]
        for name, article in articles.items():
            if hashlib.sha256(desk.text(article.id).encode()).hexdigest() != name:
                wrong.append(f"the text of {name} is another one")
        if len(articles) != len(desk.article_ids()):
            wrong.append("an article is there twice")
        self.articles = set(articles)
        return wrong


def _fork(folder: Path, seed: int, steps: int, before: Callable[[], None]) -> tuple[int, int]:
    """Begin a writer; its process and the pipe on which it tells."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    status = 1
    try:
        os.close(reading)
        writer = _Writer(folder, writing, seed)
        before()
        writer.work(steps)
        status = 0
    finally:
        os._exit(status)


def _aim(call: int, *, behind: bool) -> Callable[[], None]:
    """Within the writer: be killed at a call to the disk, before or behind it."""

    def arm() -> None:
        left = [call]

        def wrap(owner: type, name: str) -> None:
            real = getattr(owner, name)

            def counted(*words: Any, **options: Any) -> Any:  # noqa: ANN401  # whatever the call takes
                left[0] -= 1
                if not left[0] and not behind:
                    os.kill(os.getpid(), signal.SIGKILL)
                done = real(*words, **options)
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                return done

            setattr(owner, name, counted)

        for name in ("write", "sync", "truncate"):
            wrap(disk._RealFile, name)
        for name in ("open", "replace", "remove", "sync_folder", "link"):
            wrap(disk.RealDisk, name)

    return arm


def _lazy() -> None:
    """Within the writer: acknowledge changes that are written only later. The rig must notice."""
    real = disk._RealFile.write
    waiting: list[tuple[disk._RealFile, int, bytes]] = []

    def late(self: disk._RealFile, offset: int, data: bytes) -> None:
        waiting.append((self, offset, data))
        if len(waiting) > 9:
            for words in waiting:
                real(*words)
            waiting.clear()

    disk._RealFile.write = late  # type: ignore[method-assign]


def _listen(pipe: int) -> bytes:
    with os.fdopen(pipe, "rb") as file:
        return file.read()


def kills(count: int, seed: int, folder: Path, *, control: bool = False) -> Figures:
    """Kill so many writers, one after the other; every third beside one that goes on.

    With `control` writers acknowledge what they have not written.
    """
    rng = random.Random(seed)  # noqa: S311  # a test that can be run again
    figures, expected = Figures(), _Expected()
    place = folder / "desk"
    while figures.kills < count:
        if figures.kills % _ROUNDS == 0:
            shutil.rmtree(place, ignore_errors=True)
            expected = _Expected()
        aimed, beside = rng.random() < 0.5, rng.random() < 0.34
        arm = _aim(rng.randint(1, 120), behind=rng.random() < 0.5) if aimed else (lambda: None)
        if control:
            aimed, beside, arm = False, False, _lazy
        other = _fork(place, rng.randrange(1 << 30), _STEPS // 2, lambda: None) if beside else None
        child, pipe = _fork(place, rng.randrange(1 << 30), _STEPS * 10, arm)
        if not aimed:
            time.sleep(rng.random() * _LONGEST)
            os.kill(child, signal.SIGKILL)
        told = _listen(pipe)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            figures.kills += 1
            figures.aimed += aimed
            figures.beside += beside
        before = expected.count
        expected.take(told)
        if other is not None:
            expected.take(_listen(other[1]))
            _, status = os.waitpid(other[0], 0)
            if status:
                figures.lost.append(f"the writer beside it ended with {status}")
        figures.acknowledged += expected.count - before
        _look(place, expected, figures)
    return figures


def _look(place: Path, expected: _Expected, figures: Figures) -> None:
    try:
        with Desk.open(place) as desk:
            figures.mended += bool(desk.recovery)
            figures.lost += expected.compare(desk)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is counted
        figures.unopenable.append(f"{type(error).__name__}: {error}")


def together(writers: int, each: int, folder: Path) -> Figures:
    """Several writers at once on one desk, none killed: every change of each must be there."""
    place = folder / f"together-{writers}"
    Desk.open(place).close()
    begun = [_fork(place, 1000 + number, each, lambda: None) for number in range(writers)]
    figures, expected = Figures(), _Expected()
    for child, pipe in begun:
        expected.take(_listen(pipe))
        _, status = os.waitpid(child, 0)
        if status:
            figures.lost.append(f"a writer ended with {status}")
    figures.acknowledged = expected.count
    _look(place, expected, figures)
    with Desk.open(place, read_only=True) as desk:
        numbers = [n for table in desk._journal.state.tables.values() for n in table.numbers.values()]
        if len(numbers) != len(set(numbers)):
            figures.lost.append("a document number was given twice")
    return figures


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--together", type=int, nargs="*", default=[2, 4])
    parser.add_argument("--each", type=int, default=150)
    wanted = parser.parse_args()
    reserve.RESERVE = 4096  # type: ignore[misc]  # else most of the time goes into reserves
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        found = {"kills": kills(wanted.kills, wanted.seed, Path(name))}
        for writers in wanted.together:
            found[f"{writers} writers at once"] = together(writers, wanted.each, Path(name))
        for what, figures in found.items():
            sys.stdout.write(f"{what}: {figures.line()}\n")
            for sentence in (*figures.lost, *figures.unopenable):
                bad += 1
                sys.stdout.write(f"  {sentence}\n")
    return 1 if bad else 0


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(_main())
