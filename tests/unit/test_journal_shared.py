"""Several desks on one folder at once: each does what it is asked, and sees what the others did when it looks."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from strategies import TEXT, FaultyDisk, put, state

from store import Desk
from store.disk import MemoryDisk, RealDisk
from store.errors import BadPlace, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from store.disk import Disk

Pair = tuple[Desk, Desk]


@pytest.fixture(params=["memory", "disk"])
def disks(request: pytest.FixtureRequest, folder: Path) -> Callable[[], Disk]:
    """What opens the same files at each call, as another process would."""
    files = MemoryDisk()
    folder.mkdir()
    return (lambda: files) if request.param == "memory" else (lambda: RealDisk(folder))


@pytest.fixture
def pair(disks: Callable[[], Disk]) -> Iterator[Pair]:
    """Two desks on the same files, with two articles."""
    with Desk.on(disks()) as one, Desk.on(disks()) as two:
        put(one, TEXT, TEXT + "2")
        two.refresh()
        yield one, two


def assert_same(one: Desk, two: Desk) -> None:
    """What one did is seen by the other when it refreshes, in every way of looking, and there is no more of it."""
    for desk in (one, two):
        desk.refresh()
        assert not desk.refresh()
    assert state(one) == state(two)
    assert one.remembered("") == two.remembered("")
    assert one.history() == two.history()
    for query in ("rain", "murmur", "дощ"):
        assert one.search(query) == two.search(query)
        assert one.annotations(query) == two.annotations(query)
        assert one.articles(query) == two.articles(query)
    for article in one.articles():
        assert two.known(article.sha256) == one.known(article.sha256) == article


def test_every_verb_of_one_is_seen_by_the_other(pair: Pair) -> None:
    """Turn by turn, whoever does it; index, cards and history follow, also where they were made before."""
    assert_same(*pair)
    first, second = (article.id for article in pair[0].articles())
    marks: list[str] = []
    verbs: list[Callable[[Desk], object]] = [
        lambda desk: marks.append(desk.annotate(first, 0, 4, note="a murmur", tags=["claim"]).id),
        lambda desk: desk.edit(marks[0], note="rain", tags=["claim", "check"]),
        lambda desk: marks.append(desk.annotate(second, 5, 9, note="murmur", tags=["check", "new"]).id),
        lambda desk: desk.remember({"place": [1, 2]}),
        lambda desk: put(desk, TEXT + "3"),
        lambda desk: desk.remove(marks[0]),
        Desk.undo,
        lambda desk: desk.remove_articles([first]),
        Desk.undo,
        Desk.redo,
        Desk.undo,
        lambda desk: desk.edit(marks[1], color="red"),
        lambda desk: desk.remember({"place": None}),
    ]
    for number, verb in enumerate(verbs):
        verb(pair[number % 2])
        assert pair[1 - number % 2].refresh(), number
        assert_same(*pair)
    assert len(pair[0].history()) == 8


def test_a_verb_sees_what_the_other_did_without_refresh(pair: Pair) -> None:
    """Before it changes something a desk takes over what was done meanwhile: names, tags, undo, what is known."""
    one, two = pair
    (third,) = put(one, TEXT + "3")
    assert [report.status for report in two.import_sources([])] == []
    mark = two.annotate(third.id, 0, 4, tags=["claim"])
    assert one.edit(mark.id, tags=["claim", "check"]).color == two.tags()[0].color
    two.remove(mark.id)
    with pytest.raises(NotFound):
        one.edit(mark.id, note="n")
    with pytest.raises(NotFound):
        one.remove(mark.id)
    one.remove_articles([third.id])
    for verb in (lambda: two.annotate(third.id, 0, 1), lambda: two.remove_articles([third.id])):
        with pytest.raises(NotFound):
            verb()
    with pytest.raises(BadPlace):
        two.annotate(two.articles()[0].id, 5, 10**6)
    assert_same(one, two)


def test_undo_takes_back_the_last_change_whoever_made_it(pair: Pair) -> None:
    """One history for the desk: the other's change too, and a change of either ends redo for both."""
    one, two = pair
    article = one.articles()[0].id
    mine = one.annotate(article, 0, 4)
    theirs = two.annotate(article, 5, 9)
    assert (undone := one.undo()) is not None
    assert undone.id == two.history()[0].id
    assert one.annotations() == [mine]
    assert two.undo() is not None
    assert two.annotations() == []
    assert one.redo() is not None
    two.refresh()
    assert two.annotations() == [mine]
    one.edit(mine.id, note="n")
    assert two.redo() is None
    assert_same(one, two)
    assert theirs.id not in {a.id for a in one.annotations()}


def test_a_checkpoint_of_one_while_the_other_is_open(pair: Pair) -> None:
    """It goes over to the next journal, once or several times at once, and both go on there."""
    one, two = pair
    article = one.articles()[0].id
    for count in range(4):
        two.annotate(article, count, count + 2, note="murmur")
        for turn in range(count):
            one.refresh()
            one.checkpoint()
            one.annotate(article, 10 + turn, 12 + turn)
        assert_same(one, two)
        two.annotate(article, 20 + count, 25 + count)
        assert_same(one, two)
    assert one._journal.generation == two._journal.generation == 7
    assert one._journal.length == two._journal.length


@pytest.mark.parametrize("refresh", [False, True])
def test_a_checkpoint_holds_what_the_other_did(
    pair: Pair, disks: Callable[[], Disk], *, refresh: bool
) -> None:
    """Articles and notes, also right behind a checkpoint of its own, and whether it has looked or not."""
    one, two = pair
    one.checkpoint()
    (third,) = put(two, TEXT + "3")
    two.annotate(third.id, 0, 4)
    two.remove_articles([two.articles()[0].id])
    if refresh:
        assert one.refresh()
    one.checkpoint()
    with Desk.on(disks()) as again:
        assert again.recovery == []
        assert state(again) == state(two)
        assert again.undo() is not None
        assert len(again.articles()) == 3


def test_checkpoints_of_both_in_turn(pair: Pair, disks: Callable[[], Disk]) -> None:
    """Notes of either are in each snapshot, and undo reaches behind all of them."""
    article = pair[0].articles()[0].id
    before = state(pair[0])
    for number in range(8):
        desk = pair[number % 2]
        desk.annotate(article, number, number + 3, tags=[f"t{number}"])
        desk.checkpoint()
        with Desk.on(disks(), read_only=True) as reader:
            assert state(reader) == state(desk)
            assert reader.recovery == []
    assert_same(*pair)
    for number in range(8):
        assert pair[number // 2 % 2].undo() is not None
    pair[0].refresh()
    assert state(pair[0]) == before
    assert_same(*pair)


def test_a_reader_follows_a_writer(pair: Pair, disks: Callable[[], Disk]) -> None:
    """Over changes, texts and checkpoints; it takes no lock, and is told whether there was anything."""
    one, _ = pair
    with Desk.on(disks(), read_only=True) as reader:
        reader.search("rain")
        verbs: list[Callable[[], object]] = [
            lambda: one.annotate(one.articles()[1].id, 0, 4, note="murmur"),
            lambda: put(one, TEXT + "3"),
            one.undo,
            lambda: one.remember({"place": 1}),
            lambda: one.remove_articles([one.articles()[0].id]),
        ]
        for number, verb in enumerate(verbs):
            verb()
            with one._journal.disk.lock():  # someone writes, and goes on
                assert reader.refresh(), number
                assert not reader.refresh()
                assert_same(reader, reader)
            assert state(reader) == state(one)
            assert reader.search("murmur") == one.search("murmur")
            assert reader.remembered("") == one.remembered("")
        one.checkpoint()
        assert not reader.refresh()
        one.undo()
        assert reader.refresh()
        assert state(reader) == state(one)


def test_desks_in_several_threads_lose_nothing(folder: Path) -> None:
    """Four desks, each with verbs and checkpoints of its own: every acknowledged change is there, none twice."""
    with Desk.open(folder) as desk:
        one = put(desk)[0].id
    made: list[list[str]] = [[] for _ in range(4)]
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            with Desk.open(folder) as own:
                for start in range(12):
                    mark = own.annotate(
                        one, start, start + number + 1, note=f"{number}", tags=[f"t{start % 3}"]
                    )
                    own.edit(mark.id, note=f"{number} {start}")
                    made[number].append(mark.id)
                    if start % 5 == number:
                        own.checkpoint()
        except BaseException as error:  # noqa: BLE001  # whatever it is, the test must see it
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with Desk.open(folder) as desk:
        assert desk.recovery == []
        found = {annotation.id: annotation.note for annotation in desk.annotations()}
        assert found == {
            key: f"{number} {start}" for number, keys in enumerate(made) for start, key in enumerate(keys)
        }
        assert sorted(tag.name for tag in desk.tags()) == ["t0", "t1", "t2"]
        for _ in range(2 * 4 * 12):
            assert desk.undo() is not None
        assert desk.annotations() == []
        assert [change.action for change in desk.history()].count("annotate") == 48


_ADDER = """
import sys
from store import Desk
from store.intake import Known, Source
with Desk.open(sys.argv[1]) as desk:
    for n in range(10):
        text = f"{sys.argv[2]} {n} " + "word " * 50
        (report,) = desk.import_sources([Source(path="x", data=text.encode(), known=Known(title=text, language="en"))])
        desk.annotate(report.id, 0, 4, note=text)
"""


def test_imports_of_several_processes_at_once(folder: Path) -> None:
    """Each text is its article's own, though they share one log."""
    Desk.open(folder).close()
    processes = [subprocess.Popen([sys.executable, "-c", _ADDER, folder, name]) for name in "abc"]
    assert [process.wait(120) for process in processes] == [0, 0, 0]
    with Desk.open(folder) as desk:
        assert desk.recovery == []
        articles = desk.articles()
        assert len(articles) == len({article.id for article in articles}) == 30
        for article in articles:
            assert desk.text(article.id).startswith(article.title[:4])
            (mark,) = desk.annotations(article=article.id)
            assert mark.note == desk.text(article.id)
        assert len({article.title[:3] for article in articles}) == 30


def test_what_is_written_now_is_not_read_half() -> None:
    """A reader beside a writer that is in the middle of a record waits for the rest, and tells of no damage."""
    disk = FaultyDisk()
    writer = Desk.on(disk)
    one = put(writer)[0].id
    reader = Desk.on(disk, read_only=True)
    writer.annotate(one, 0, 4)
    log = disk.files["journal/000001.log"].data
    whole, before = bytes(log), state(reader)
    start = whole.rindex(b"\n", 0, -1) + 1
    del disk.files["mirror/000001.log"].data[start:]  # which is written behind it
    for size in range(start, len(whole)):
        log[:] = whole[:size]
        assert not reader.refresh()
        assert state(reader) == before
        assert state(Desk.on(disk, read_only=True)) == before
    log[:] = whole
    assert reader.refresh()
    assert state(reader) == state(writer)
    assert reader.recovery == []


def test_what_a_killed_writer_left_half_is_set_aside_by_the_next() -> None:
    """A desk that is open beside it writes over nothing of what was whole, and keeps the rest in a file."""
    disk = MemoryDisk()
    one = Desk.on(disk)
    article = put(one)[0].id
    log = disk.files["journal/000001.log"].data
    whole = bytes(log)
    half = b'1234abcd 99 {"n":2,"do":"annotate"'
    log += half
    made = one.annotate(article, 0, 4)
    assert bytes(log).startswith(whole)
    assert half not in log
    assert disk.read(f"journal/000001.log.bad-{len(whole)}") == half
    with Desk.on(disk) as again:
        assert again.annotations() == [made]
        assert again.recovery == []


def test_a_change_that_reached_only_the_first_copy_is_there_for_all() -> None:
    """A writer that was killed behind its sync had not told yet: the others take the change over, and mirror it."""
    disk = MemoryDisk()
    killed = Desk.on(disk)
    article = put(killed)[0].id
    beside = Desk.on(disk)
    mirror = bytes(disk.files["mirror/000001.log"].data)
    made = killed.annotate(article, 0, 4)
    disk.files["mirror/000001.log"].data[:] = mirror
    assert beside.refresh()
    assert beside.annotations() == [made]
    beside.edit(made.id, note="n")
    assert disk.read("mirror/000001.log") == disk.read("journal/000001.log")


@pytest.mark.parametrize("lost", ["journal", "mirror"])
@pytest.mark.parametrize("checkpoint", [False, True])
def test_a_lost_copy_is_made_again_from_the_other(lost: str, *, checkpoint: bool) -> None:
    """Nothing is lost, it is said once, and afterwards there are two copies again."""
    disk = MemoryDisk()
    with Desk.on(disk) as desk:
        article = put(desk)[0].id
        if checkpoint:
            desk.checkpoint()
        desk.annotate(article, 0, 4, note="n", tags=["claim"])
        before, history = state(desk), desk.history()
    for name in disk.names(lost):
        if name.endswith(".log"):
            disk.remove(f"{lost}/{name}")
    with Desk.on(disk) as again:
        assert state(again) == before
        assert again.history() == history
        assert bool(again.recovery) == (lost == "journal")
        again.annotate(article, 5, 9)
        again.undo()
        assert state(again) == before
    with Desk.on(disk) as again:
        assert state(again) == before
        assert again.recovery == []
        assert again.redo() is not None
    copies = [[(name, disk.read(f"{folder}/{name}")) for name in disk.names(folder) if name.endswith(".log")]
              for folder in ("journal", "mirror")]  # fmt: skip
    assert copies[0] == copies[1]


@pytest.mark.parametrize("name", ["notes/000002.json", "articles/000002.json"])
@pytest.mark.parametrize("how", ["lost", "cut", "changed"])
def test_a_damaged_snapshot_is_made_again_from_the_changes(name: str, how: str) -> None:
    """Nothing is lost, it is said which, and the next opening finds all well."""
    disk = MemoryDisk()
    with Desk.on(disk) as desk:
        article = put(desk)[0].id
        desk.annotate(article, 0, 4, note="n", tags=["claim"])
        desk.checkpoint()
        desk.annotate(article, 5, 9)
        before = state(desk)
    data = disk.files[name].data
    if how == "lost":
        disk.remove(name)
    elif how == "cut":
        del data[len(data) // 2 :]
    else:
        data[len(data) // 2] ^= 1
    with Desk.on(disk, read_only=True) as reader:
        assert state(reader) == before
    with Desk.on(disk) as again:
        assert state(again) == before
        assert any(name in sentence for sentence in again.recovery)
    with Desk.on(disk) as again:
        assert state(again) == before
        assert again.recovery == []
        assert again.undo() is not None
