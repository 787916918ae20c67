"""The disk that the fault tests work on does what it says: what is certain stays, the rest may be anything."""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING, Any

import pytest
from fault_disk import PowerCut, SimDisk, chances

from store.disk import RealDisk

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from store.disk import Disk

TRIES = 400
PATHS = ["a", "b", "f/a", "f/b", "f/g/a"]


def made(disk: SimDisk, path: str = "a", data: bytes = b"", *, sync: bool = True) -> Any:  # noqa: ANN401
    """A new open file."""
    file = disk.open(path, write=True, create=True)
    if data:
        file.write(0, data)
    if sync:
        file.sync()
        disk.sync_folder(path.rpartition("/")[0])
    return file


def outcomes(disk: SimDisk, path: str = "a") -> set[bytes | None]:
    """What a file may be after a power cut."""
    found = set()
    for number in range(TRIES):
        after = disk.after_power_cut(chances(number))
        found.add(after.read(path) if after.size(path) is not None else None)
    return found


def namings(disk: SimDisk) -> set[tuple[str, ...]]:
    """Which files there may be after a power cut."""
    return {tuple(disk.after_power_cut(chances(number)).paths()) for number in range(TRIES)}


def test_what_was_synced_and_named_is_there() -> None:
    """Whatever else is left to chance."""
    disk = SimDisk()
    disk.make_folder("f")
    made(disk, "f/a", b"abc")
    made(disk, "b", b"xyz", sync=False)
    assert outcomes(disk, "f/a") == {b"abc"}


def test_a_file_without_a_certain_name_may_be_gone() -> None:
    """Also when its content was synced; and a name that is certain may have nothing behind it."""
    disk = SimDisk()
    file = made(disk, "a", b"abc", sync=False)
    file.sync()
    assert outcomes(disk) == {None, b"abc"}
    other = SimDisk()
    made(other, "a", b"abc", sync=False)
    other.sync_folder("")
    assert {b"", b"a", b"ab", b"abc", b"\0\0c", b"\0bc"} - outcomes(other) <= {b"\0\0c", b"\0bc"}
    assert None not in outcomes(other)


def test_a_folder_without_a_certain_name_takes_all_along() -> None:
    """A folder that was made is certain, as on a real disk; not so when its sync did nothing."""
    disk = SimDisk()
    disk.make_folder("f/g")
    made(disk, "f/g/a", b"abc")
    assert namings(disk) == {(), ("f/g/a",)}  # only the last is synced where two were made
    disk = SimDisk()
    disk.make_folder("f")
    disk.make_folder("f/g")
    made(disk, "f/g/a", b"abc")
    assert namings(disk) == {("f/g/a",)}


def test_unsynced_writes_may_survive_in_any_form() -> None:
    """None, all, some, torn, later ones without earlier ones, and garbage; never more than was there."""
    disk = SimDisk()
    file = made(disk, "a", b"____")
    for offset, data in ((4, b"abcd"), (8, b"efgh"), (12, b"ijkl")):
        file.write(offset, data)
    found = outcomes(disk)
    assert {b"____", b"____abcd", b"____abcdefgh", b"____abcdefghijkl"} <= found  # none, prefixes, all
    assert {b"____ab", b"____abcdefg"} <= found  # torn
    assert {b"____\0\0\0\0efgh", b"____abcd\0\0\0\0ijkl"} <= found  # gaps
    assert any(data and not set(data) <= set(b"_abcdefghijkl\0") for data in found)  # garbage
    assert all(data and data.startswith(b"____") and len(data) <= 16 for data in found)


def test_a_large_write_falls_apart_at_sectors() -> None:
    """Its later part may be there without its first."""
    disk = SimDisk()
    made(disk, "a").write(100, b"x" * 2000)
    found = {data for data in outcomes(disk) if data}
    gaps = [data for data in found if b"x\0" in data[100:] and set(data) <= set(b"x\0")]
    assert gaps
    assert any(data.find(b"x\0", 100) + 1 & 511 == 0 for data in gaps)
    assert any(data[100:101] == b"\0" and data.endswith(b"x") for data in found)


def test_truncation_is_not_certain_before_a_sync() -> None:
    """The old length may come back."""
    disk = SimDisk()
    file = made(disk, "a", b"abcdef")
    file.truncate(2)
    assert disk.read("a") == b"ab"
    assert outcomes(disk) == {b"abcdef", b"ab"}
    file.sync()
    assert outcomes(disk) == {b"ab"}
    file.truncate(4)
    assert disk.read("a") == b"ab\0\0"


def test_a_rename_may_be_old_or_new_and_its_source_may_linger() -> None:
    """But one of them is there."""
    disk = SimDisk()
    made(disk, "a", b"old")
    made(disk, "b", b"new")
    disk.replace("b", "a")
    assert namings(disk) == {("a",), ("a", "b")}
    assert outcomes(disk) == {b"old", b"new"}
    both = {
        (after.read("a"), after.size("b"))
        for after in (disk.after_power_cut(chances(number)) for number in range(TRIES))
    }
    assert both == {(b"old", 3), (b"new", None), (b"new", 3)}
    disk.sync_folder("")
    assert namings(disk) == {("a",)}


def test_each_name_keeps_the_order_of_its_changes() -> None:
    """Those of different names need not."""
    disk = SimDisk()
    made(disk, "a", b"a")
    disk.link("a", "b")
    disk.remove("a")
    disk.link("b", "c")
    found = namings(disk)
    assert {("a",), ("a", "b"), ("b",), ("b", "c"), ("a", "c"), ("c",)} <= found
    disk.remove("b")
    disk.remove("c")
    disk.link("a", "d") if disk.size("a") else None
    assert ("a", "b", "c") in namings(disk)
    disk.sync_folder("")
    assert namings(disk) == {()}


def test_states_are_the_same_for_the_same_seed() -> None:
    """In every process."""
    disk = SimDisk(5)
    file = made(disk, "a", b"abcd")
    file.write(4, bytes(range(100)))
    states = [disk.after_power_cut(chances(5, number)).read("a") for number in range(50)]
    assert states == [disk.after_power_cut(chances(5, number)).read("a") for number in range(50)]
    assert len(set(states)) > 20


@pytest.mark.parametrize("k", range(1, 9))
def test_power_goes_at_a_call(k: int) -> None:
    """That call is not done, or a write in part; every call behind it raises the same."""
    disk = SimDisk(k)
    disk.crash_at = k
    verbs: list[Callable[[], object]] = [
        lambda: disk.make_folder("f"),  # two calls: its parent is synced
        lambda: disk.open("f/a", write=True, create=True),
        lambda: disk.open("f/a", write=True).write(0, b"abcdef"),
        lambda: disk.open("f/a", write=True).sync(),
        lambda: disk.link("f/a", "f/b"),
        lambda: disk.sync_folder("f"),
        lambda: disk.replace("f/b", "f/c"),
    ]
    with pytest.raises(PowerCut):  # noqa: PT012  # one of them
        for verb in verbs:
            verb()
    assert disk.dead
    assert disk.calls == k
    for read in (lambda: disk.names(""), lambda: disk.size("f"), lambda: disk.read("f/a"), disk.lock):
        with pytest.raises(PowerCut):
            read()
    after = disk.after_power_cut(chances(k))
    assert after.names("") == (["f"] if k > 2 else after.names(""))
    if k == 8:
        assert after.paths() == ["f/a", "f/b"]
        assert after.read("f/a") == after.read("f/b") == b"abcdef"


def test_a_write_is_torn_where_the_power_goes() -> None:
    """At any byte."""
    found = set()
    for seed in range(100):
        disk = SimDisk(seed)
        file = made(disk)
        disk.crash_at = disk.calls + 1
        with pytest.raises(PowerCut):
            file.write(0, b"abc")
        found.add(disk.moment().as_it_was().read("a"))
    assert found == {b"", b"a", b"ab", b"abc"}


def test_an_error_once_and_for_good() -> None:
    """Of every changing call; what is wrong is told by its number."""
    disk = SimDisk()
    disk.fail_at = 2
    made(disk, "a", sync=False)
    with pytest.raises(OSError, match="Input/output error") as caught:
        disk.sync_folder("")
    assert caught.value.errno == errno.EIO
    disk.sync_folder("")
    assert disk.hits == 1
    disk.fail_at, disk.forever = disk.calls + 1, True
    for verb in (
        lambda: disk.sync_folder(""),
        lambda: disk.remove("a"),
        lambda: disk.make_folder("f"),
        lambda: disk.open("b", write=True, create=True),
    ):
        with pytest.raises(OSError, match="Input/output error"):
            verb()
    assert disk.hits == 5


def test_a_call_that_fails_may_have_been_done() -> None:
    """An error says only that it is not confirmed."""
    there = set()
    for seed in range(50):
        disk = SimDisk(seed)
        disk.fail_at = 1
        with pytest.raises(OSError, match="Input/output"):
            disk.open("a", create=True)
        there.add(disk.size("a"))
    assert there == {None, 0}


def test_a_full_disk_refuses_what_needs_space() -> None:
    """And nothing else."""
    disk = SimDisk()
    file = made(disk, "a", b"abc")
    disk.fail_at, disk.fault, disk.forever = disk.calls + 1, "ENOSPC", True
    for verb in (
        lambda: file.write(3, b"d"),
        lambda: disk.open("b", write=True, create=True),
        lambda: disk.link("a", "b"),
        lambda: disk.make_folder("f"),
    ):
        with pytest.raises(OSError, match="No space"):
            verb()
    file.sync()
    file.truncate(1)
    disk.replace("a", "c")
    disk.sync_folder("")
    disk.remove("c")
    assert disk.paths() == []


def test_a_short_write_lands_in_part() -> None:
    """Never as a whole."""
    found = set()
    for seed in range(100):
        disk = SimDisk(seed)
        file = made(disk)
        disk.fail_at, disk.fault = disk.calls + 1, "short"
        with pytest.raises(OSError, match="No space"):
            file.write(0, b"abc")
        found.add(disk.read("a"))
    assert found == {b"", b"a", b"ab"}


def test_a_disk_of_some_capacity() -> None:
    """What fits lands; what is removed makes room."""
    disk = SimDisk()
    disk.capacity = 10
    made(disk, "a", b"12345678")
    file = made(disk, "b")
    with pytest.raises(OSError, match="No space"):
        file.write(0, b"abc")
    assert disk.read("b") == b"ab"
    disk.remove("a")
    file.write(0, b"abcdefghij")
    file.write(0, b"ABC")
    assert disk.hits == 1


def test_a_sync_that_failed_is_not_made_good_by_the_next() -> None:
    """The system reads what it wrote, and the disk may not have it; each write for itself."""
    disk = SimDisk()
    file = made(disk, "a", b"....")
    file.write(0, b"a")
    file.write(2, b"c")
    disk.fail_at = disk.calls + 1
    with pytest.raises(OSError, match="Input/output"):
        file.sync()
    file.write(3, b"d")
    file.sync()
    assert disk.read("a") == b"a.cd"
    assert outcomes(disk) == {b"...d", b"a..d", b"..cd", b"a.cd"}
    file.write(0, b"a.cd")  # written again, and synced, it is certain
    file.sync()
    assert outcomes(disk) == {b"a.cd"}


@pytest.mark.parametrize("forget", [False, True])
def test_a_folder_sync_that_failed(forget: bool) -> None:  # noqa: FBT001  # drawn
    """The next one makes the names certain, unless the disk forgets them."""
    disk = SimDisk()
    disk.forget_names = forget
    made(disk, "a", b"abc", sync=False).sync()
    disk.fail_at = disk.calls + 1
    with pytest.raises(OSError, match="Input/output"):
        disk.sync_folder("")
    disk.sync_folder("")
    assert outcomes(disk) == ({None, b"abc"} if forget else {b"abc"})


def test_reads_and_openings_fail_where_it_is_asked() -> None:
    """They count only then."""
    disk = SimDisk()
    file = made(disk, "a", b"abc")
    calls = disk.calls
    assert (disk.read("a"), file.read(1, 1)) == (b"abc", b"b")
    assert disk.calls == calls
    disk.fail_reads, disk.forever, disk.fail_at = True, True, disk.calls + 1
    for verb in (lambda: disk.open("a"), lambda: disk.read("a"), lambda: file.read(0, 1)):
        with pytest.raises(OSError, match="Input/output"):
            verb()


def test_syncs_that_do_nothing() -> None:
    """Of files, and of folders."""
    disk = SimDisk()
    disk.ignore_sync = True
    made(disk, "a", b"abc")
    assert {b"", b"abc"} <= outcomes(disk)
    disk = SimDisk()
    disk.ignore_folder_sync = True
    made(disk, "a", b"abc")
    assert outcomes(disk) == {None, b"abc"}


def test_a_clone_is_another_disk_with_the_same_future() -> None:
    """Nothing done to one shows in the other."""
    disk = SimDisk(3)
    disk.make_folder("f")
    file = made(disk, "f/a", b"abc")
    file.write(3, b"def")
    disk.fail_at = disk.calls + 1
    twin = disk.clone()
    texts = set()
    for one in (disk, twin):
        with pytest.raises(OSError, match="Input/output"):
            one.open("f/a", write=True).write(6, bytes(range(65, 91)))
        texts.add(one.read("f/a"))
    assert len(texts) == 1
    twin.open("f/a", write=True).write(0, b"xyz")
    twin.remove("f/a")
    assert disk.read("f/a") in texts
    assert twin.paths() == []
    assert disk.after_power_cut(chances(1)).paths() == ["f/a"]


def test_damage_at_rest() -> None:
    """A byte, or a file, that is another: for the system and after every power cut."""
    disk = SimDisk()
    made(disk, "a", b"abc")
    made(disk, "b", b"abc")
    disk.flip_byte("a", 1, 0x01)
    assert disk.read("a") == b"acc"
    assert outcomes(disk) == {b"acc"}
    disk.spoil("b", b"x")
    assert outcomes(disk, "b") == {b"x"}
    disk.lose("a")
    assert namings(disk) == {("b",)}


def test_a_moment_stays_what_it_was() -> None:
    """Only the program died; or all was written out in the end."""
    disk = SimDisk()
    file = made(disk, "a", b"abc")
    file.write(3, b"def")
    moment = disk.moment()
    file.write(0, b"ABC")
    file.sync()
    disk.remove("a")
    again = moment.as_it_was()
    assert again.read("a") == b"abcdef"
    assert {b"abc", b"abcdef"} <= outcomes(again)
    assert outcomes(moment.settled()) == {b"abcdef"}


def test_each_call_is_watched_before_it_is_done() -> None:
    """And counted."""
    disk = SimDisk()
    seen: list[tuple[int, list[str]]] = []
    disk.watch = lambda: seen.append((disk.calls, disk.paths()))
    made(disk, "a", b"abc")
    assert seen == [(0, []), (1, ["a"]), (2, ["a"]), (3, ["a"])]


def _random_call(chance: random.Random) -> Callable[[Disk], object]:
    """Something that a program may do to a disk."""
    path, other = chance.choice(PATHS), chance.choice(PATHS)
    beside = path[:-1] + "c"
    at, data = chance.randrange(20), chance.randbytes(chance.randrange(10))

    def write(disk: Disk) -> None:
        with contextlib.closing(disk.open(path, write=True)) as file:
            file.write(at, data)
            file.sync()

    def truncate(disk: Disk) -> None:
        with contextlib.closing(disk.open(path, write=True)) as file:
            file.truncate(at)

    return chance.choice(
        [
            write,
            truncate,
            lambda disk: disk.open(path, write=True, create=True).close(),
            lambda disk: disk.link(path, other),
            lambda disk: disk.replace(path, beside),
            lambda disk: disk.remove(path),
            lambda disk: disk.make_folder(path.rpartition("/")[0] or "f"),
            lambda disk: disk.remove_folder("f/g"),
        ]
    )


def _all_of(disk: Disk) -> list[object]:
    paths = [*PATHS, "c", "f/c", "f/g/c"]
    names: list[object] = [disk.names(folder) for folder in ("", "f", "f/g")]
    return names + [(disk.size(path), disk.read(path)) for path in paths if disk.size(path) is not None]


@pytest.mark.parametrize("seed", range(20))
def test_without_faults_it_is_like_the_system(seed: int, tmp_path: Path) -> None:
    """Random calls have the same results, and the same errors, as on a real folder."""
    chance = chances("like", seed)
    disks: list[Disk] = [SimDisk(seed), RealDisk(tmp_path)]
    for _ in range(120):
        act = _random_call(chance)
        raised = []
        for disk in disks:
            try:
                act(disk)
                raised.append("")
            except OSError as error:
                raised.append(type(error).__name__)
        assert raised[0] == raised[1]
        assert _all_of(disks[0]) == _all_of(disks[1])
