"""What the store costs, at several sizes of the desk: each figure beside its peer, and whether the aim is met.

    python tests/bench/bench_store.py [--articles 100 10000 100000] [--saves 200] [--folder FOLDER]

Articles are made up: 4 KB each, half English, half Ukrainian. Peers work on the same filesystem in the same
run: a bare append with fdatasync of as many bytes, and SQLite (WAL, synchronous FULL, autocommit) with a
table of articles of the same size and one of annotations. What is compared is done in turn, one each, the
order changing every time, so that noise hits all alike. Openings happen in a fresh process each; the page
cache is warm. Linux only: bytes and memory are read from /proc.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import itertools
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter, defaultdict
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from store.desk import Desk  # noqa: E402  # found by the line above
from store.disk import RealDisk  # noqa: E402  # the same
from store.intake import Draft, digest  # noqa: E402  # the same

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.disk import File
    from store.model import Annotation

SIZES: Final = (100, 10_000, 100_000)
SAVES: Final = 200
BATCH: Final = 500
TURN: Final = 20  # batches
BODY: Final = 4096  # bytes of UTF-8
ANNOTATIONS: Final = 11_000
PER_ARTICLE: Final = 3  # at most, on a small desk
OPENINGS: Final = 5
UNDOS: Final = 20
IN_MEMORY: Final = {"tmpfs", "ramfs", "devtmpfs"}

SAVE_RATIO: Final = 1.15
SAVE_BYTES: Final = 1024  # and as many in the mirror
IMPORT_RATIO: Final = 2.0
OPEN: Final = {10_000: (0.15, 60.0), 100_000: (0.6, 200.0)}  # seconds, and MB of resident memory
STALL: Final = {100_000: 5.0}  # milliseconds
MEGABYTE: Final = 1 << 20

SYLLABLES: Final = (
    "an ber con der ex for ing is ler men nor out per re sion ter un ver wel y",
    "ба ве гра до жи за кі лю мо на об пе ро си ті ук фа хо ці чу ша ю ять ння",
)
WORDS: Final = 8000
SENTENCES: Final = 3000
TAGS: Final = ("claim/military", "claim/energy", "claim/grain", "ports", "sanctions", "prisoners")

STARTED: Final = """
import gc, json, sys, time
sys.path.insert(0, sys.argv[1])

def memory():
    with open("/proc/self/status") as file:
        found = dict(line.split(":", 1) for line in file)
    return {name: int(found[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")}

def stall():
    longest = 0.0
    for _ in range(3):
        started = time.perf_counter()
        gc.collect()
        longest = max(longest, time.perf_counter() - started)
    return longest
"""
OURS: Final = """
from store.desk import Desk
base = memory()["VmRSS"]
started = time.perf_counter()
desk = Desk.open(sys.argv[2])
opened = time.perf_counter()
count = len(desk.article_ids())
listed = time.perf_counter()
"""
THEIRS: Final = """
import sqlite3
base = memory()["VmRSS"]
started = time.perf_counter()
peer = sqlite3.connect(sys.argv[2], isolation_level=None)
peer.execute("PRAGMA synchronous=FULL")
opened = time.perf_counter()
ids = [row[0] for row in peer.execute("SELECT id FROM articles ORDER BY rowid")]
count = len(ids)
listed = time.perf_counter()
"""
ENDED: Final = """
found = memory()
print(json.dumps({"count": count, "open": opened - started, "list": listed - opened, "base": base,
                  "rss": found["VmRSS"], "peak": found["VmHWM"], "stall": stall()}))
"""


# What is put on the desks


class Corpus:
    """Texts and annotations, the same at every run."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # a corpus, no secret
        self._sentences = [self._language(syllables.split()) for syllables in SYLLABLES]

    def _language(self, syllables: list[str]) -> list[str]:
        chance = self.chance
        words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(WORDS)]
        weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
        return [
            " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(6, 22))).capitalize() + "."
            for _ in range(SENTENCES)
        ]

    def draft(self, number: int) -> Draft:
        """One article, made anew at each call; English and Ukrainian in turn."""
        chance = random.Random(number)  # noqa: S311  # the same article at each call
        sentences = self._sentences[number % 2]
        title = chance.choice(sentences)[:70].rstrip()
        parts = [f"{number}. {title}", "\n"]
        size = sum(len(part.encode()) for part in parts)
        while size < BODY:
            sentence = chance.choice(sentences)
            parts += [sentence, "\n\n" if chance.random() < 1 / 6 else " "]
            size += len(sentence.encode()) + 1
        text = "".join(parts).encode()[:BODY].decode(errors="ignore").rstrip() + "\n"
        return Draft(
            path=f"/home/analyst/inbox/2024/{number:06}.txt",
            sha256=digest(text.encode()),
            text=text,
            encoding="utf-8",
            title=title,
            language=("en", "uk")[number % 2],
            outlet=f"outlet-{number % 40}.example",
            url=f"https://outlet-{number % 40}.example/2024/05/{number}",
            published="2024-05-17",
        )

    def batch(self, first: int, count: int) -> list[Draft]:
        """A batch of that many articles in all; its texts are new strings, encoded by nobody yet."""
        return [self.draft(number) for number in range(first, min(first + BATCH, count))]

    def mark(self, length: int) -> Mark:
        """What to annotate in a text of that many letters: a few words, with a note of a line and a tag."""
        chance = self.chance
        start = chance.randrange(length - 80)
        note = chance.choice(self._sentences[chance.randrange(2)])[:60]
        return Mark(start, start + chance.randint(10, 60), note, chance.choice(TAGS))


class Mark(NamedTuple):
    """An annotation to be."""

    start: int
    end: int
    note: str
    tag: str

    def put(self, desk: Desk, article: str) -> Annotation:
        """Save it."""
        return desk.annotate(article, self.start, self.end, note=self.note, tags=[self.tag])


# Peers


class Peer:
    """SQLite, as durable as the desk is."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.database.execute(
            "CREATE TABLE IF NOT EXISTS articles (id TEXT PRIMARY KEY, title TEXT, language TEXT, outlet TEXT,"
            " author TEXT, url TEXT, published TEXT, imported TEXT, path TEXT, sha256 TEXT, encoding TEXT,"
            " characters INTEGER, tags TEXT, boilerplate TEXT, body TEXT)"
        )
        self.database.execute(
            "CREATE TABLE IF NOT EXISTS annotations (id TEXT PRIMARY KEY, article TEXT, start INTEGER,"
            ' "end" INTEGER, quote TEXT, prefix TEXT, suffix TEXT, note TEXT, tags TEXT, color TEXT,'
            " created TEXT, modified TEXT, status TEXT)"
        )
        # What the desk can be asked for at once, SQLite is to be asked for at once too.
        self.database.execute("CREATE UNIQUE INDEX IF NOT EXISTS by_bytes ON articles (sha256)")
        self.database.execute("CREATE INDEX IF NOT EXISTS by_article ON annotations (article, start)")

    def add(self, drafts: Sequence[Draft]) -> None:
        """A batch of articles, as one transaction."""
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.database.execute("BEGIN")
        self.database.executemany(
            "INSERT INTO articles VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    str(uuid.uuid4()), d.title, d.language, d.outlet, d.author, d.url, d.published, at,
                    d.path, d.sha256, d.encoding, len(d.text), "[]", "[]", d.text,
                )
                for d in drafts
            ),
        )  # fmt: skip
        self.database.execute("COMMIT")

    def annotate(self, found: Annotation) -> None:
        """One annotation: a transaction of its own, unless one is open."""
        self.database.execute("INSERT INTO annotations VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", _row(found))

    def annotate_all(self, found: Sequence[Annotation]) -> None:
        """Many annotations, as one transaction."""
        self.database.execute("BEGIN")
        for annotation in found:
            self.annotate(annotation)
        self.database.execute("COMMIT")

    def body(self, rowid: int) -> str:
        """One text."""
        row = self.database.execute("SELECT body FROM articles WHERE rowid = ?", (rowid,)).fetchone()
        return str(row[0])

    def checkpoint(self) -> None:
        """Fold the write-ahead log."""
        self.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close it; the write-ahead log is folded."""
        self.database.close()


def _row(found: Annotation) -> tuple[str | int, ...]:
    return (
        str(uuid.uuid4()), found.article, found.start, found.end, found.quote, found.prefix, found.suffix,
        found.note, json.dumps(found.tags), found.color, found.created, found.modified, found.status,
    )  # fmt: skip


class Bare:
    """An append and an fdatasync: what no durable save can be quicker than."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._end = 0

    def append(self, data: bytes) -> None:
        """Write and sync."""
        self._end += os.pwrite(self._file, data, self._end)
        os.fdatasync(self._file)

    def close(self) -> None:
        """Let it go."""
        os.close(self._file)


# A disk that counts


class Counting(RealDisk):
    """The real disk; what is written and synced is counted by folder. Without `sync` nothing is durable."""

    def __init__(self, root: Path, *, sync: bool = True) -> None:
        super().__init__(root)
        self.sync = sync
        self.bytes: Counter[str] = Counter()
        self.writes: Counter[str] = Counter()
        self.syncs: Counter[str] = Counter()

    def open(self, path: str, *, write: bool = False, create: bool = False) -> File:
        """See `RealDisk`."""
        return _Counted(super().open(path, write=write, create=create), path.split("/", 1)[0], self)

    def sync_folder(self, folder: str) -> None:
        """See `RealDisk`."""
        self.syncs[folder + "/"] += 1
        if self.sync:
            super().sync_folder(folder)

    def forget(self) -> None:
        """Begin at nought."""
        for counter in (self.bytes, self.writes, self.syncs):
            counter.clear()


class _Counted:
    def __init__(self, file: File, name: str, disk: Counting) -> None:
        self._file, self._name, self._disk = file, name, disk

    def size(self) -> int:
        return self._file.size()

    def read(self, offset: int, length: int) -> bytes:
        return self._file.read(offset, length)

    def write(self, offset: int, data: bytes) -> None:
        self._disk.bytes[self._name] += len(data)
        self._disk.writes[self._name] += 1
        self._file.write(offset, data)

    def sync(self) -> None:
        self._disk.syncs[self._name] += 1
        if self._disk.sync:
            self._file.sync()

    def truncate(self, size: int) -> None:
        self._file.truncate(size)

    def close(self) -> None:
        self._file.close()


def _written() -> int:
    for line in Path("/proc/self/io").read_text(encoding="ascii").splitlines():
        if line.startswith("wchar:"):
            return int(line.split()[1])
    raise AssertionError("the system does not count what is written")


# Printing


class Report:
    """Figures as they come, and which aims were missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []
        self.met = 0
        self._articles = 0

    def begin(self, articles: int) -> None:
        """A desk of another size."""
        self._articles = articles
        print(f"\n{articles:,} articles (load {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors)")

    def line(self, what: str, ours: str, peer: str = "") -> None:
        """A figure without an aim."""
        print(f"  {what:27} {ours:58} {peer}".rstrip(), flush=True)

    def aim(self, what: str, aim: str, *, met: bool, value: str) -> None:
        """A figure's aim."""
        print(f"  {'':27} aim: {what} {aim}: {value}, {'met' if met else 'MISSED'}", flush=True)
        if met:
            self.met += 1
        else:
            self.missed.append(f"{self._articles:,} articles: {what} {aim}, was {value}")

    def end(self) -> None:
        """What it adds up to."""
        print(f"\n{self.met} of {self.met + len(self.missed)} aims met")
        for line in self.missed:
            print(f"  missed: {line}")


def _timed(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started


def _percentiles(values: Sequence[float], unit: float = 1e3) -> str:
    found = sorted(values)
    return f"p50 {statistics.median(found) * unit:.3f} ms, p99 {found[int(len(found) * 0.99)] * unit:.3f} ms"


def _ratios(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, float]:
    """Ratio of medians, and median of the pairs' ratios."""
    pairs = [a / b for a, b in zip(ours, theirs, strict=True)]
    return statistics.median(ours) / statistics.median(theirs), statistics.median(pairs)


def _apart(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Microseconds between medians: what a disk that syncs slowly would not show."""
    return f"{(statistics.median(ours) - statistics.median(theirs)) * 1e6:+.0f}"


# The steps, in their order


class Bench:
    """A desk of one size, and its peers, in a folder of their own."""

    def __init__(self, folder: Path, articles: int, saves: int, report: Report) -> None:
        self.desk_folder = folder / "desk"
        self.corpus = Corpus()
        self.articles = articles
        self.saves = saves
        self.report = report
        self.peer = Peer(folder / "peer.sqlite")
        self.bare = Bare(folder / "bare.log")
        self.lengths: dict[str, int] = {}
        self.annotations: list[Annotation] = []

    def run(self) -> None:
        """Measure all."""
        self.report.begin(self.articles)
        self.take_in()
        self.show_size("size after import")
        self.annotate_many()
        self.open_many("opening", aims=True)
        with contextlib.closing(Desk.open(self.desk_folder)) as desk:
            self.save(desk)
            self.read(desk)
            self.take_back(desk, "undo, short journal")
            self.fold(desk)
        self.count()
        self.show_size("size at the end")
        self.peer.close()
        self.bare.close()

    def take_in(self) -> None:
        """The import, and closing after it."""
        ours: list[float] = []
        theirs: list[float] = []
        desk = Desk.open(self.desk_folder)

        def add(drafts: list[Draft]) -> None:
            self.lengths |= {article.id: article.characters for article in desk.add(drafts)}

        # In turns of several batches, and what one has left in the page cache is on disk before the other begins:
        # else each would wait for the writing back of the other.
        firsts = range(0, self.articles, BATCH)
        work = {True: 0.0, False: 0.0}
        turn = max(1, min(TURN, len(firsts) // 4))
        for number, start in enumerate(range(0, len(firsts), turn)):
            turns = [(add, ours), (self.peer.add, theirs)]
            for ask, kept in turns[:: -1 if number % 2 else 1]:
                os.sync()
                for first in firsts[start : start + turn]:
                    drafts = self.corpus.batch(first, self.articles)
                    begun = time.process_time()
                    kept.append(_timed(lambda ask=ask, drafts=drafts: ask(drafts)))  # type: ignore[misc]
                    work[ask is add] += time.process_time() - begun
        rate, other = self.articles / sum(ours), self.articles / sum(theirs)
        of_medians, of_pairs = _ratios(ours, theirs)
        self.report.line(
            f"import in batches of {BATCH}",
            f"{rate:,.0f} /s (CPU {work[True] / self.articles * 1e6:.0f} us each, worst batch {max(ours) * 1e3:.0f} ms)",
            f"SQLite {other:,.0f} /s (CPU {work[False] / self.articles * 1e6:.0f} us, worst {max(theirs) * 1e3:.0f} ms)",
        )
        self.report.aim(
            "import rate",
            f">= {IMPORT_RATIO} x SQLite",
            met=rate / other >= IMPORT_RATIO,
            value=f"{rate / other:.2f} x (batches: of medians {1 / of_medians:.2f}, of pairs {1 / of_pairs:.2f})",
        )
        took = _timed(desk.close)
        self.report.line(
            "close after import", f"{took:.3f} s", f"SQLite's checkpoint {_timed(self.peer.checkpoint):.3f} s"
        )

    def annotate_many(self) -> None:
        """Put annotations on the desk without waiting for the disk; undo and open while the journal is long."""
        count = min(ANNOTATIONS, PER_ARTICLE * self.articles)
        keys = list(self.lengths)
        disk = Counting(self.desk_folder, sync=False)
        desk = Desk.on(disk, folder=self.desk_folder)
        for _ in range(count):
            key = self.corpus.chance.choice(keys)
            self.annotations.append(self.corpus.mark(self.lengths[key]).put(desk, key))
        os.sync()
        disk.sync = True
        self.peer.annotate_all(self.annotations)
        self.peer.checkpoint()
        self.report.line(
            "annotations put on the desk", f"{count:,}; {disk.bytes['journal'] / count:.0f} B of journal each"
        )
        self.take_back(desk, f"undo, {disk.bytes['journal'] / MEGABYTE:.1f} MB of journal")
        self.open_many("opening, journal not folded", aims=False)
        self.report.line("close after annotating", f"{_timed(desk.close):.3f} s")

    def open_many(self, what: str, *, aims: bool) -> None:
        """Open in fresh processes: time, memory, and the stall of the garbage collector."""
        found: dict[str, list[dict[str, float]]] = defaultdict(list)
        for number in range(OPENINGS + 1):  # the first pair warms the caches
            for name, script, path in (
                ("ours", OURS, self.desk_folder),
                ("theirs", THEIRS, self.peer.path),
            ):
                done = subprocess.run(
                    [sys.executable, "-c", STARTED + script + ENDED, os.fspath(ROOT), os.fspath(path)],
                    check=True,
                    capture_output=True,
                )
                figures = json.loads(done.stdout)
                assert figures["count"] == self.articles, "the desk did not open as it was"
                if number:
                    found[name].append(figures)
        ours, theirs = (
            {name: statistics.median(one[name] for one in found[who]) for name in found[who][0]}
            for who in ("ours", "theirs")
        )
        whole = ours["open"] + ours["list"]
        worst = max(one["open"] + one["list"] for one in found["ours"])
        self.report.line(
            what,
            f"{ours['open']:.3f} s, first list {ours['list'] * 1e3:.1f} ms, worst of {OPENINGS} {worst:.3f} s",
            f"SQLite {theirs['open']:.3f} s, list {theirs['list'] * 1e3:.1f} ms",
        )
        self.report.line(
            "  memory",
            f"{ours['rss']:.0f} MB, peak {ours['peak']:.0f} (before opening {ours['base']:.0f})",
            f"SQLite {theirs['rss']:.0f} MB, peak {theirs['peak']:.0f} (before {theirs['base']:.0f})",
        )
        self.report.line(
            "  garbage collector's stall",
            f"{ours['stall'] * 1e3:.2f} ms",
            f"SQLite's process {theirs['stall'] * 1e3:.2f} ms",
        )
        if aims and self.articles in OPEN:
            seconds, memory = OPEN[self.articles]
            self.report.aim("opening", f"<= {seconds} s", met=whole <= seconds, value=f"{whole:.3f} s")
            self.report.aim(
                "memory", f"<= {memory:.0f} MB", met=ours["rss"] <= memory, value=f"{ours['rss']:.0f} MB"
            )
        if aims and self.articles in STALL:
            stall = ours["stall"] * 1e3
            limit = STALL[self.articles]
            self.report.aim("stall", f"<= {limit} ms", met=stall <= limit, value=f"{stall:.2f} ms")

    def save(self, desk: Desk) -> None:
        """One annotation each, in turn with the peers. The text is on the screen, so it was read before."""
        size = self._line_size()
        data = b"x" * size
        times: dict[str, list[float]] = {"ours": [], "bare": [], "sqlite": []}
        orders = itertools.cycle(itertools.permutations(times))
        keys = list(self.lengths)
        for _, order in zip(range(self.saves + len(times)), orders, strict=False):
            key = self.corpus.chance.choice(keys)
            desk.text(key)
            other = self.corpus.chance.choice(self.annotations)

            mark = self.corpus.mark(self.lengths[key])

            def ours(mark: Mark = mark, key: str = key) -> None:
                mark.put(desk, key)

            def bare() -> None:
                self.bare.append(data)

            def sqlite(other: Annotation = other) -> None:
                self.peer.annotate(other)

            ask = {"ours": ours, "bare": bare, "sqlite": sqlite}
            for name in order:
                times[name].append(_timed(ask[name]))
        for kept in times.values():
            del kept[: len(times)]  # these warmed the caches
        self.report.line("one annotation saved", _percentiles(times["ours"]))
        for name, peer in (("bare", f"bare append + fdatasync of {size} B"), ("sqlite", "SQLite")):
            of_medians, of_pairs = _ratios(times["ours"], times[name])
            self.report.line("", "", f"{peer} {_percentiles(times[name])}")
            limit = SAVE_RATIO if name == "bare" else 1.0
            self.report.aim(
                "save, ratio of medians",
                f"<= {limit} x {name}",
                met=of_medians <= limit,
                value=f"{of_medians:.2f} (of pairs {of_pairs:.2f}; {_apart(times['ours'], times[name])} us apart)",
            )

    def _line_size(self) -> int:
        """How many bytes of journal a save is, in the middle."""
        with tempfile.TemporaryDirectory(dir=self.desk_folder.parent) as name:
            disk = Counting(Path(name), sync=False)
            with contextlib.closing(Desk.on(disk)) as desk:
                lengths = {a.id: a.characters for a in desk.add([self.corpus.draft(n) for n in range(10)])}
                sizes = []
                for key in [*lengths] * 10:
                    disk.forget()
                    self.corpus.mark(lengths[key]).put(desk, key)
                    sizes.append(disk.bytes["journal"])
        return int(statistics.median(sizes))

    def count(self) -> None:
        """Bytes, writes and syncs of a save, counted at the disk and by the system."""
        disk = Counting(self.desk_folder)
        keys = list(self.lengths)
        seen: list[Count] = []
        with contextlib.closing(Desk.on(disk)) as desk:
            for _ in range(self.saves):
                key = self.corpus.chance.choice(keys)
                disk.forget()
                before = _written()
                self.corpus.mark(self.lengths[key]).put(desk, key)
                seen.append(
                    Count(
                        _written() - before,
                        disk.bytes["journal"],
                        disk.bytes["mirror"],
                        disk.writes.total(),
                        max(disk.syncs.values()),
                        disk.syncs.total(),
                    )
                )
        middle, most = (
            [kind(values) for values in zip(*seen, strict=True)] for kind in (statistics.median, max)
        )
        self.report.line(
            "written for a save",
            f"{middle[1]:.0f} B journal + {middle[2]:.0f} B mirror (most {most[1]} + {most[2]})",
            f"system counts {middle[0]:.0f} B; writes {middle[3]:.0f}, syncs {middle[5]:.0f}",
        )
        self.report.aim(
            "written in the middle",
            f"<= {SAVE_BYTES} B, {2 * SAVE_BYTES} with mirror",
            met=middle[1] <= SAVE_BYTES and middle[0] <= 2 * SAVE_BYTES,
            value=f"{middle[1]:.0f} B, {middle[0]:.0f} with mirror",
        )
        self.report.aim("syncs of one file", "<= 1", met=most[4] <= 1, value=f"{most[4]} ({most[5]} in all)")

    def read(self, desk: Desk) -> None:
        """One text, of those that are not in the desk's memory."""
        ours, theirs = [], []
        keys = list(self.lengths)
        for number in self.corpus.chance.sample(range(self.articles), min(SAVES, self.articles)):
            ours.append(_timed(lambda number=number: desk.text(keys[number])))  # type: ignore[misc]
            theirs.append(_timed(lambda number=number: self.peer.body(number + 1)))  # type: ignore[misc]
        self.report.line("one text read", _percentiles(ours), f"SQLite {_percentiles(theirs)}")

    def take_back(self, desk: Desk, what: str) -> None:
        """Undo of annotations, in turn with the bare append."""
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(UNDOS):
            ours.append(_timed(desk.undo))
            theirs.append(_timed(lambda: self.bare.append(b"x" * 300)))
        for _ in range(UNDOS):
            desk.redo()
        self.report.line(what, _percentiles(ours), f"bare append {_percentiles(theirs)}")

    def fold(self, desk: Desk) -> None:
        """Checkpoints: after notes only, and after an article has come too."""
        notes = _timed(desk.checkpoint)
        (article,) = desk.add([self.corpus.draft(self.articles)])
        both = _timed(desk.checkpoint)
        size = sum(
            max(folder.glob("*.json")).stat().st_size
            for folder in (self.desk_folder / "notes", self.desk_folder / "articles")
        )
        bare = _timed(lambda: self.bare.append(bytes(size)))
        desk.remove_articles([article.id])
        self.report.line(
            "checkpoint",
            f"{notes:.3f} s after notes, {both:.3f} s after an article",
            f"bare write + fdatasync of its {size / MEGABYTE:.1f} MB {bare:.3f} s",
        )

    def show_size(self, what: str) -> None:
        """Bytes on disk by folder; a file of several names counts where it is met first."""
        seen: set[int] = set()
        sizes: dict[str, int] = defaultdict(int)
        for path in sorted(self.desk_folder.rglob("*"), key=lambda path: ("backups" in path.parts, path)):
            status = path.stat()
            if path.is_file() and status.st_ino not in seen:
                seen.add(status.st_ino)
                kind = path.relative_to(self.desk_folder).parts[0]
                if path.name == "reserve":
                    kind = "reserve"
                elif path.name.startswith("texts-"):
                    kind = "texts"
                sizes[kind] += status.st_size
        beside = (sum(sizes.values()) - sizes["texts"] - sizes["reserve"]) / self.articles
        peer = sum(path.stat().st_size for path in self.peer.path.parent.glob(self.peer.path.name + "*"))
        self.report.line(
            what,
            ", ".join(
                f"{kind} {size / MEGABYTE:.1f} MB" for kind, size in sizes.items() if size > MEGABYTE / 20
            ),
        )
        self.report.line(
            "",
            f"{sizes['texts'] / self.articles:,.0f} B of text and {beside:,.0f} B beside it, an article",
            f"SQLite {peer / self.articles:,.0f} B in all",
        )


class Count(NamedTuple):
    """What one save has written."""

    system: int
    journal: int
    mirror: int
    writes: int
    syncs_of_one: int
    syncs: int


# Where


def filesystem(folder: Path) -> str:
    """The kind of filesystem a folder lies on."""
    found = {"/": "unknown"}
    for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines():
        _, place, kind = line.split()[:3]
        found[place] = kind
    whole = folder.resolve()
    return next(found[str(place)] for place in (whole, *whole.parents) if str(place) in found)


def real_folder() -> Path:
    """A place for temporary files that is on a disk."""
    for place in (Path(tempfile.gettempdir()), Path("/var/tmp"), Path.home(), ROOT):  # noqa: S108  # looked at
        if place.is_dir() and os.access(place, os.W_OK) and filesystem(place) not in IN_MEMORY:
            return place
    raise SystemExit("No temporary folder is on a disk. Name one with --folder.")


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description="Figures of the store against named peers.")
    parser.add_argument("--articles", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--saves", type=int, default=SAVES)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    place = given.folder or real_folder()
    kind = filesystem(place)
    if kind in IN_MEMORY:
        raise SystemExit(
            f"{place} is in memory ({kind}), where syncing costs nothing. Name another --folder."
        )
    compileall.compile_dir(ROOT / "store", quiet=1)
    print(f"{place} on {kind}; Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    report = Report()
    for articles in given.articles:
        with tempfile.TemporaryDirectory(dir=place, prefix="bench-store-") as name:
            Bench(Path(name), articles, given.saves, report).run()
    report.end()


if __name__ == "__main__":
    main()
