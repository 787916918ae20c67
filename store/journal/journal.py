"""The journal: changes appended and synced, read back after whatever happened, folded into snapshots.

The order in which things become durable is the whole of it:

- a change: write its record, sync, and only then memory, the mirror, the answer;
- a checkpoint: each snapshot aside, synced, renamed, its folder synced; then the next journal, which
  names the snapshots with their checksums, likewise. Its rename is the moment of the change-over: after
  an error at it or behind it, which of the two counts is not known here, so nothing more is written until
  the desk is opened again;
- a sync that failed is not tried again: the kernel may have forgotten what it could not write.
"""

from __future__ import annotations

import contextlib
import threading
import zlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import orjson

from store.disk import put
from store.errors import DeskDamaged, DeskTooNew, SaveFailed
from store.journal.mirror import Mirror
from store.journal.record import encode, lines, loads
from store.journal.reserve import Reserve
from store.journal.segment import JOURNAL, MIRROR, Segment, generations, log, read_segment, serial
from store.journal.state import ARTICLES, NOTES, SCHEMA, State, Step, shaped
from store.journal.telling import FULL, forbidden, lock_held, not_saved, why
from store.journal.texts import FOLDER, Ref, Texts
from store.text import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.disk import Disk, File
    from store.model import Op

__all__ = ["SNAPSHOTS", "Entry", "Journal", "RawOp", "header_of"]

_FORM: Final = 1
_NOTES: Final = "notes"
SNAPSHOTS: Final = ((_NOTES, NOTES), (FOLDER, ARTICLES))
"""The folder of each snapshot, and its tables."""

_TRIES: Final = 3  # of reading beside a writer


class Entry(NamedTuple):
    """What a record says of its change beside the steps."""

    action: str
    id: str | None
    """The change's id; None for what is no step of the history."""
    at: str
    by: str


class RawOp(NamedTuple):
    """A step as it is written."""

    table: str
    number: int
    key: str
    before: bytes | None
    after: bytes | None


class Journal:
    """The durable half of a desk. One thread at a time may change or catch up; the desk sees to that.

    What is in memory changes under `guard` only, which is never held while the disk writes: whoever reads it
    under the guard waits for no change. Raises DeskDamaged, DeskForbidden, DeskTooNew, DeskLocked.
    """

    def __init__(self, disk: Disk, *, read_only: bool = False) -> None:
        self.disk = disk
        self.read_only = read_only
        self.guard = threading.RLock()
        self.state = State()
        self.texts = Texts(disk, write=not read_only)
        self.recovery: list[str] = []
        """What was found and mended at opening: a sentence each."""
        self.broken: str | None = None
        """Why nothing can be written until the desk is opened again."""
        self.generation = 0
        self._main: File | None = None
        self._mirror = Mirror(disk)
        self._reserve = Reserve(disk)
        self._end = 0
        self._unseen: list[Op] | None = []  # what was taken over of others, and not told yet
        self._segments: dict[int, Segment] = {}  # those read at opening; then the newest, without its records
        self._fresh_articles = False  # whether the snapshot of the articles is as they are
        try:
            if read_only:
                self._read()
            else:
                self._begin()
        except BlockingIOError:
            raise lock_held() from None
        except OSError as error:
            raise forbidden(error) from None

    # Opening

    def _read(self) -> None:
        for _ in range(_TRIES):
            self.recovery.clear()
            newest, base = self._load()
            if base == newest:  # else a writer may have made a checkpoint meanwhile
                break
        self._segments = {
            g: segment._replace(records=[]) for g, segment in self._segments.items() if g == newest
        }
        if newest:
            self._open_main()

    def _begin(self) -> None:
        for folder in (JOURNAL, MIRROR, _NOTES, FOLDER):
            self.disk.make_folder(folder)
        with self.disk.lock():
            newest, base = self._load()
            if newest == 0:
                self.recovery.clear()
                self.disk.sync_folder("")  # whoever made the folders may have died before
                self._start(self.generation + 1, None)
            else:
                self._mend(newest, base)
            self.disk.sync_folder(JOURNAL)  # the last checkpoint may have died before it did
            self._reserve.keep()

    def _load(self) -> tuple[int, int]:
        """Read the newest state that verifies; the newest generation, and that of the snapshots used."""
        found = sorted(
            generations(self.disk.names(JOURNAL)) | generations(self.disk.names(MIRROR)), reverse=True
        )
        self.state, self.generation, self._end = State(), 0, 0
        self._segments = {}
        for base in found:
            segment = self._segments[base] = read_segment(self.disk, base)
            state = self._snapshot(base, segment, tell=base == found[0])
            if state is not None:
                self.state = state
                break
        else:
            if found and self._anything():
                self._hopeless()
            self.generation = found[0] if found else 0
            return 0, 0
        for generation in sorted(g for g in found if g >= base):
            self._replay(generation)
        newest = found[0]
        self.generation, self._end = newest, self._segments[newest].end
        self._fresh_articles = base == newest and not any(
            payload.find(b'["articles",') >= 0 for _, payload in self._segments[newest].records
        )
        return newest, base

    def _anything(self) -> bool:
        """Whether there was ever something here: else the desk's first opening was cut short."""
        if any(generations(self.disk.names(folder)) for folder, _ in SNAPSHOTS) or self.texts.numbers():
            return True
        return any(
            segment.header or segment.records or segment.size for segment in self._segments.values()
        )  # a journal gets its name when it is on disk; the mirror's bytes may be anything

    def _hopeless(self) -> None:
        raise DeskDamaged(
            "No copy of the journal has a beginning that can be read, in journal/ or in mirror/. Nothing was "
            "changed. Each folder in backups/ is a desk: open the newest with --desk, or restore it into a new one: "
            "newsdesk --desk NEW restore BACKUP."
        )

    def _snapshot(self, generation: int, segment: Segment, *, tell: bool) -> State | None:
        told = self.recovery if tell else []  # older snapshots are gone for good
        header = segment.header
        if header is None:
            told.append(
                f"The beginning of journal {generation} is damaged in both copies; the one before it was used."
            )
            return None
        if header["schema"] > SCHEMA:
            raise DeskTooNew(
                f"This desk is of version {header['schema']}, and this newsdesk reads up to version "
                f"{SCHEMA}. Install a newer newsdesk to open it."
            )
        state = State()
        for folder, (size, crc) in (header["snapshots"] or {}).items():
            path = f"{folder}/{generation:06}.json"
            try:
                data = self.disk.read(path)
                if len(data) != size or zlib.crc32(data) != crc:
                    raise ValueError("the checksum differs")  # noqa: TRY301  # told as the others are
                state.load(data)
            except (OSError, ValueError, KeyError, TypeError) as error:
                told.append(
                    f"{path} could not be read ({why(error)}), so its content was made again from the changes "
                    "in the journal."
                )
                return None
        return state

    def _replay(self, generation: int) -> None:
        segment = self._segments.get(generation)
        if segment is None:
            segment = self._segments[generation] = read_segment(self.disk, generation)
        if segment.damaged or segment.size is None or segment.restored:
            what = "is missing" if segment.size is None else "is damaged"
            self.recovery.append(
                f"Journal {generation} {what}; {segment.restored} of its changes were read from its mirror."
            )
        if segment.header is not None and segment.header["after"] > self.state.n:
            self._lost(self.state.n + 1, segment.header["after"], generation)
            self.state.n = segment.header["after"]
        for number, payload in segment.records:
            if number <= self.state.n:
                continue
            if number != self.state.n + 1:
                self._lost(self.state.n + 1, number - 1, generation)
            try:
                self.state.follow(loads(payload), generation)
            except (ValueError, KeyError, TypeError):
                self._lost(number, number, generation)
                self.state.n = number

    def _lost(self, first: int, last: int, generation: int) -> None:
        count = last - first + 1
        self.recovery.append(
            f"{many(count, 'change')} (number {first}{f' to {last}' if count > 1 else ''}) "
            f"could not be read from journal {generation} or its mirror. The bytes are kept as they are. "
            "A backup may have what is missing: `newsdesk doctor`."
        )

    def _mend(self, newest: int, base: int) -> None:
        segment = self._segments[newest]
        self._segments = {newest: segment._replace(records=[])}
        if segment.torn and not segment.damaged:
            self.recovery.append(
                "newsdesk was stopped while it saved: what it was saving last was not complete, and was set aside."
            )
        earlier = (segment.header or {}).get("schema", SCHEMA) < SCHEMA
        sound = segment.size is not None and not segment.damaged and not segment.single
        if sound and base == newest and not earlier:
            try:
                self._open_main()
                self._set_aside(segment.size or 0)
            except OSError as error:
                self._break(f"the journal could not be opened for writing ({why(error)})")
                return
            if segment.mirrored:
                self._mirror.open(self.generation)
            elif self._main is not None:
                self._mirror.mend(self.generation, self._main, self._end, self.state.n)
            return
        # What is damaged must not be added to, nor what an older newsdesk would read and not understand. And what
        # only one copy has may not be on disk, though it can be read, since a sync failed: it is written again,
        # into the next generation.
        again = [encode(payload) for number, payload in segment.records if number in segment.single]
        try:
            try:
                self.fold(again)
            except OSError as error:
                if error.errno not in FULL or self.broken or not self._reserve.release():
                    raise
                self.fold(again)
        except OSError as error:
            self._break(f"what was found could not be written anew ({why(error)})")
            return
        if earlier:
            self.recovery.append(
                "This desk was of an earlier version and was brought to the present one. "
                "An older newsdesk does not open it any more."
            )

    def _open_main(self) -> None:
        self._following = log(JOURNAL, self.generation + 1)
        if self._main is not None:
            self._main.close()
        self._main = None
        with contextlib.suppress(FileNotFoundError):
            self._main = self.disk.open(log(JOURNAL, self.generation), write=not self.read_only)

    def _set_aside(self, size: int) -> None:
        """Bytes behind the last record are kept in a file of their own, and cut off."""
        if self._main is None or size <= self._end:
            return
        with contextlib.suppress(OSError):
            path = f"{log(JOURNAL, self.generation)}.bad-{self._end}"
            aside = self.disk.open(path, write=True, create=True)
            aside.write(0, self._main.read(self._end, size - self._end))
            aside.close()
        self._main.truncate(self._end)

    # Writing

    @contextlib.contextmanager
    def transaction(self) -> Iterator[list[Op] | None]:
        """The right to `append`; yields what others did meanwhile (None: all may be different).

        Raises SaveFailed, DeskLocked.
        """
        if self.broken:
            raise SaveFailed(self.broken)
        try:
            with self.disk.lock():
                with self.guard:
                    self._catch_up(locked=True)
                    seen = self._seen()
                yield seen
        except BlockingIOError:
            raise lock_held() from None
        except OSError as error:
            raise not_saved(error) from None

    def append(self, entry: Entry, ops: Sequence[RawOp], *, lean: bool = False) -> None:
        """Make a change durable, then take it over into memory. Raises SaveFailed.

        KeyError, TypeError, ValueError where a document is none; then nothing was written.
        `lean`: without what was before, where another record has it.
        """
        number = self.state.n + 1
        record: dict[str, Any] = {"n": number, "do": entry.action}
        if entry.id is not None:
            record["id"] = entry.id
        record |= {"at": entry.at, "by": entry.by}
        record["ops"] = [
            [op.table, op.number, op.key, None if lean else _fragment(op.before), _fragment(op.after)]
            for op in ops
        ]
        names = [  # what could not be taken over is not written
            None if op.after is None else self.state.tables[op.table].names(op.after) for op in ops
        ]
        line = encode(orjson.dumps(record))
        self._write(line)
        try:
            with self.guard:
                self._take(record, ops, names, len(line))
            if self._main is not None:
                self._mirror.follow(self._main, self._end, line)
        except BaseException as error:  # it is on disk, but this process may not have all of it
            self._break(f"newsdesk was stopped in the middle of it ({why(error)})", saved=True)
            raise

    def _take(
        self,
        record: dict[str, Any],
        ops: Sequence[RawOp],
        names: Sequence[tuple[str, str | None] | None],
        length: int,
    ) -> None:
        self._end += length
        for op, known in zip(ops, names, strict=True):
            table = self.state.tables[op.table]
            if op.after is None:
                table.drop(op.number)
            else:
                table.put(op.number, op.after, known)
            self._fresh_articles &= op.table not in ARTICLES
        self.state.count(record, self.generation, max((op.number for op in ops), default=0))

    def _write(self, line: bytes) -> None:
        if self._main is None:
            raise SaveFailed(self.broken or "Not saved: the journal is not open. Open the desk again.")
        try:
            self._put_line(line)
        except OSError as error:
            if error.errno not in FULL or not self._reserve.release():
                raise not_saved(error) from None
            try:
                self._put_line(line)
            except OSError as again:
                raise not_saved(again) from None
        try:
            self._main.sync()
        except BaseException as error:
            self._break(f"the disk did not confirm the last change ({why(error)}), and it may not be saved")
            if isinstance(error, OSError):
                raise SaveFailed(self.broken) from None
            raise

    def _put_line(self, line: bytes) -> None:
        assert self._main is not None  # noqa: S101  # looked at by the caller
        try:
            self._main.write(self._end, line)
        except BaseException as error:
            try:
                self._main.truncate(self._end)
            except OSError:
                self._break(f"half a change could not be taken back ({why(error)})")
            raise

    def _break(self, why: str, *, saved: bool = False) -> None:
        self.broken = (
            f"{'Saved' if saved else 'Not saved'}: {why}. Nothing more is written until the desk is opened again; "
            "what was saved before is safe. Close newsdesk and check the disk."
        )

    def look_for_space(self) -> bool:
        """Try to keep the reserve again; whether the disk is still too full for it."""
        if self._reserve.low and not self.read_only and not self.broken:
            self._reserve.keep()
        return self._reserve.low

    # What others do

    def catch_up(self) -> list[Op] | None:
        """What other processes have changed since; None when all may be different. Never waits."""
        with self.guard:
            with contextlib.suppress(OSError):  # it is tried again at the next call
                self._catch_up(locked=False)
            return self._seen()

    def _seen(self) -> list[Op] | None:
        """What was taken over since the last call, also by one that failed in the middle."""
        unseen, self._unseen = self._unseen, []
        return unseen

    def _catch_up(self, *, locked: bool) -> None:
        if self._main is None and self._appeared():
            self._unseen = None
            return
        while self._main is not None:
            size = self._main.size()
            if size < self._end:
                self._reload()
                return
            if size > self._end:
                self._read_on(self._main, size)
            following = self.disk.size(self._following)
            if following is None:
                if locked and size > self._end:
                    self._set_aside(size)
                break
            segment = read_segment(self.disk, self.generation + 1)
            header = segment.header
            if header is None or header["after"] != self.state.n or header["schema"] > SCHEMA:
                self._reload()
                return
            self.generation += 1
            self._open_main()
            self._end = len(encode(orjson.dumps(header)))
            if not self.read_only:
                self._mirror.open(self.generation)
            self._fresh_articles = False

    def _read_on(self, main: File, size: int) -> None:
        """Take over the records that others added to this generation."""
        before = self._end
        for line in lines(main.read(before, size - before)):
            if line.payload is None:  # not written to its end, or not yet
                break
            if serial(line.payload) == self.state.n + 1:
                ops = self.state.follow(loads(line.payload), self.generation)
                self._fresh_articles &= not any(op.table in ARTICLES for op in ops)
                if self._unseen is not None:
                    self._unseen += ops
            self._end = before + line.end

    def _appeared(self) -> bool:
        """Whether a desk that was not there when it was opened for reading is there now."""
        if not self.read_only or not self.disk.names(JOURNAL):
            return False
        self._read()
        return self._main is not None

    def _reload(self) -> None:
        try:
            self._load()
            self._open_main()
        except BaseException as error:
            self._break(f"what another newsdesk wrote could not be read ({why(error)})")
            raise
        finally:
            self._unseen = None
        if not self.read_only:
            self._mirror.open(self.generation)

    # Checkpoints

    @property
    def length(self) -> int:
        """Bytes of this generation: what an opening reads beside the snapshots."""
        return self._end

    def checkpoint(self) -> None:
        """Fold the journal into snapshots, and begin the next one. Raises SaveFailed, DeskLocked."""
        with self.transaction():
            self.fold()

    def fold(self, again: Sequence[bytes] = ()) -> None:
        """The same within a transaction. Raises OSError. `again`: records that the next generation has as well."""
        before, generation = self.generation, self.generation + 1
        snapshots = {}
        for folder, tables in SNAPSHOTS:
            snapshots[folder] = self._put_snapshot(folder, tables, generation)
        self._start(generation, snapshots, again)
        for folder, _ in SNAPSHOTS:
            for old in generations(self.disk.names(folder)) - {before, generation}:
                with contextlib.suppress(OSError):
                    self.disk.remove(f"{folder}/{old:06}.json")
        self._complete_copies()

    def _put_snapshot(self, folder: str, tables: Sequence[str], generation: int) -> list[int]:
        path = f"{folder}/{generation:06}.json"
        with contextlib.suppress(FileNotFoundError):
            self.disk.remove(path)  # of a checkpoint that did not come to its end
        fresh = self.fresh_articles() if folder == FOLDER else None
        if fresh is not None and self.disk.size(fresh[0]) == fresh[1][0]:
            with contextlib.suppress(OSError):  # a file system without links has it written anew
                self.disk.link(fresh[0], path)
                self.disk.sync_folder(folder)
                return fresh[1]
        data = self.state.snapshot(tables)
        put(self.disk, path, data)
        self.disk.sync_folder(folder)
        return [len(data), zlib.crc32(data)]

    def _start(
        self, generation: int, snapshots: dict[str, list[int]] | None, again: Sequence[bytes] = ()
    ) -> None:
        """Begin a generation: the change-over of a checkpoint."""
        header = header_of(generation, self.state.n, snapshots)
        line = b"".join((encode(orjson.dumps(header)), *again))
        try:
            put(self.disk, log(JOURNAL, generation), line)
            self.disk.sync_folder(JOURNAL)
            self.generation, self._end = generation, len(line)
            self._open_main()
        except BaseException as error:
            self._break(f"a checkpoint came to no end ({why(error)})")
            raise
        self._segments = {
            generation: Segment(header, [], len(line), len(line), 0, 0, 0, mirrored=True, single=frozenset())
        }
        self._fresh_articles = True
        self._mirror.renew(generation)
        if self._main is not None:
            self._mirror.follow(self._main, self._end)

    def _complete_copies(self) -> None:
        """An older generation that has lost one of its copies, or the end of it, gets it from the other."""
        here = {folder: generations(self.disk.names(folder)) for folder in (JOURNAL, MIRROR)}
        for generation in (here[JOURNAL] | here[MIRROR]) - {self.generation}:
            first, second = log(JOURNAL, generation), log(MIRROR, generation)
            if self.disk.size(first) == self.disk.size(second):
                continue
            with contextlib.suppress(OSError):
                source, target = (second, first) if self.disk.size(first) is None else (first, second)
                data = self.disk.read(source)
                if all(line.payload is not None for line in lines(data)):
                    if self.disk.size(target):
                        self.disk.replace(target, f"{target}.bad-{self.state.n}")
                    put(self.disk, target, data)

    # Looking back

    def records(self, step: Step) -> list[dict[str, Any]]:
        """The records of a step, in order. Raises DeskDamaged where one cannot be read any more."""
        found = []
        for generation in dict.fromkeys(generation for generation, _ in step.parts):
            wanted = {n for g, n in step.parts if g == generation}
            kept = dict(read_segment(self.disk, generation).records)
            if not wanted <= kept.keys():  # written again, at an opening that was not sure of them
                kept.update(read_segment(self.disk, generation + 1).records)
            here = [record for n in sorted(wanted) if n in kept and (record := shaped(kept[n])) is not None]
            if len(here) != len(wanted):
                raise DeskDamaged(
                    f"The change cannot be taken back: its record in journal {generation} is damaged, and so is "
                    "the mirror's. Nothing was changed."
                )
            found += here
        return found

    def all_records(self) -> Iterator[dict[str, Any]]:
        """Every record since the desk began that can still be read, oldest first."""
        return (record for _, record in self._all_records())

    def _all_records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        last = 0
        for generation in sorted(
            generations(self.disk.names(JOURNAL)) | generations(self.disk.names(MIRROR))
        ):
            for number, payload in read_segment(self.disk, generation).records:
                if last < number <= self.state.n and (record := shaped(payload)) is not None:
                    last = number
                    yield generation, record

    def find_steps(self) -> None:
        """Read what undo could take back before that which is at hand."""
        whole = State()
        for generation, record in self._all_records():
            whole.count(record, generation, 0)
        known = {step.id for step in self.state.undone}
        self.state.done = [step for step in whole.done if step.id not in known]
        self.state.trimmed = False

    def fresh_articles(self) -> tuple[str, list[int]] | None:
        """The snapshot of the articles, with size and CRC-32, where it is as the articles are now."""
        segment = self._segments.get(self.generation)
        known = ((segment.header or {}).get("snapshots") or {}) if segment else {}
        if not self._fresh_articles or FOLDER not in known:
            return None
        return f"{FOLDER}/{self.generation:06}.json", list(known[FOLDER])

    def append_texts(self, texts: Sequence[tuple[str, str]]) -> list[Ref]:
        """Make texts durable, before the change that names them. Raises SaveFailed."""
        try:
            return self.texts.append(texts)
        except OSError as error:
            if error.errno not in FULL:
                self._break(f"the disk did not take the texts ({why(error)})")
                raise SaveFailed(self.broken) from None
            raise not_saved(error) from None

    def close(self) -> None:
        """Let go of all files."""
        if self._main is not None:
            self._main.close()
            self._main = None
        self._mirror.close()
        self.texts.close()


def header_of(generation: int, after: int, snapshots: dict[str, list[int]] | None) -> dict[str, Any]:
    """The first record of a generation: the change it comes after, and size and CRC-32 of its snapshots."""
    return {
        "journal": _FORM,
        "schema": SCHEMA,
        "generation": generation,
        "after": after,
        "snapshots": snapshots,
    }


def _fragment(raw: bytes | None) -> orjson.Fragment | None:
    return None if raw is None else orjson.Fragment(raw)
