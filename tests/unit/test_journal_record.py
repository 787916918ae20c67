"""A record's line, and the texts' log: what was written comes back, and what is damaged never passes for it."""

from __future__ import annotations

import errno
import os
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import FaultyDisk, texts

from store.disk import MemoryDisk
from store.errors import DeskDamaged
from store.journal.record import decode, encode, lines, loads
from store.journal.texts import Texts

PAYLOADS = st.binary(max_size=60).map(lambda data: data.replace(b"\n", b" ")) | st.sampled_from(
    [b"", b" ", b"{}", b'{"n":1,"do":"edit"}', b"1 2 3", b"00000000 0 "]
)
"""Anything without a line break, as JSON is."""


@settings(deadline=None)
@given(PAYLOADS)
def test_a_record_comes_back_as_it_was(payload: bytes) -> None:
    """Whatever it holds; its line has one line break, at its end."""
    line = encode(payload)
    assert decode(line) == payload
    assert line.count(b"\n") == 1
    assert line.endswith(b" " + payload + b"\n")


@settings(deadline=None, max_examples=300)
@given(PAYLOADS, st.data())
def test_a_damaged_byte_is_always_seen(payload: bytes, data: st.DataObject) -> None:
    """Any byte of a line that became another one: no record, and never another one."""
    line = encode(payload)
    at = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(0, 255))
    assume(line[at] != byte)
    assert decode(line[:at] + bytes([byte]) + line[at + 1 :]) is None


def test_each_single_bit_counts() -> None:
    """Of a whole line, one after the other."""
    line = encode('{"n":7,"do":"edit","ops":[["tags",1,"ї",null,{"id":"ї"}]]}'.encode())
    for at in range(len(line)):
        for bit in range(8):
            assert decode(line[:at] + bytes([line[at] ^ 1 << bit]) + line[at + 1 :]) is None


@settings(deadline=None)
@given(PAYLOADS, st.data())
def test_a_line_that_was_cut_or_joined_is_no_record(payload: bytes, data: st.DataObject) -> None:
    """A part of it, or it with more in front or behind."""
    assume(not re.search(rb"[0-9a-f]{8} [0-9]+ ", payload))  # which could be a record within the record
    line = encode(payload)
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    assume((start, end) != (0, len(line)))
    assert decode(line[start:end]) is None
    more = data.draw(st.binary(min_size=1, max_size=9))
    assert decode(more + line) is None
    assert decode(line[:-1] + more + b"\n") is None


@settings(deadline=None)
@given(st.lists(PAYLOADS | st.binary(max_size=30)), st.data())
def test_every_whole_record_is_found_again(payloads: list[bytes], data: st.DataObject) -> None:
    """Whatever lies between them, a line break ends it; the lines are all of the bytes, each once."""
    parts, whole = [], []
    for payload in payloads:
        if b"\n" in payload or data.draw(st.booleans()):
            parts.append(payload + b"\n")
            whole += [inside for line in payload.split(b"\n") if (inside := decode(line + b"\n")) is not None]
        else:
            parts.append(encode(payload))
            whole.append(payload)
    log = b"".join(parts) + data.draw(st.binary(max_size=5).map(lambda tail: tail.replace(b"\n", b"")))
    found = list(lines(log))
    assert b"".join(log[line.start : line.end] for line in found) == log
    assert [line.payload for line in found if line.payload is not None] == whole
    later = data.draw(st.sampled_from([0, *(line.start for line in found)]))
    assert list(lines(log, later)) == [line for line in found if line.start >= later]


@pytest.mark.parametrize("payload", [b"[]", b"null", b"7", b'"x"', b"", b"{", b"\xff", b'{"a":NaN}'])
def test_a_record_that_is_no_object_is_said(payload: bytes) -> None:
    """ValueError or TypeError, whatever else verified."""
    with pytest.raises((ValueError, TypeError)):
        loads(payload)
    assert loads(b'{"n":1}') == {"n": 1}


def _texts(disk: MemoryDisk) -> Texts:
    disk.make_folder("articles")
    return Texts(disk)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(texts(), max_size=3), max_size=4))
def test_texts_come_back_by_their_places(batches: list[list[str]]) -> None:
    """Whatever was added behind them, and by whom."""
    disk = MemoryDisk()
    one, two = _texts(disk), _texts(disk)
    found = []
    for number, batch in enumerate(batches):
        writer = (one, two)[number % 2]
        found += list(zip(writer.append([("id", text) for text in batch]), batch, strict=True))
    for log in (one, two, _texts(disk)):
        assert [log.read(ref) for ref, _ in found] == [text for _, text in found]


def test_a_text_that_was_damaged_is_said() -> None:
    """DeskDamaged names the file; the texts around it can be read."""
    disk = MemoryDisk()
    log = _texts(disk)
    one, two, three = log.append([(key, f"Text {key}") for key in "abc"])
    disk.files["articles/texts-1.log"].data[two[1] + two[2] // 2] ^= 4
    with pytest.raises(DeskDamaged, match=r"texts-1\.log"):
        log.read(two)
    assert (log.read(one), log.read(three)) == ("Text a", "Text c")
    for ref in ((2, 0, 10), (1, 5, 20), (1, 10**9, 20), (1, 0, 0), (1, one[1], one[2] - 1)):
        with pytest.raises(DeskDamaged):
            log.read(ref)


def test_a_text_that_was_not_written_to_its_end_is_passed_over() -> None:
    """What comes after it begins a line of its own."""
    disk = MemoryDisk()
    log = _texts(disk)
    (one,) = log.append([("a", "Text a")])
    disk.files["articles/texts-1.log"].data += b'12345678 99 {"id":"b","te'
    (two,) = log.append([("c", "Text c")])
    assert (log.read(one), log.read(two)) == ("Text a", "Text c")
    disk_again = _texts(disk)
    assert disk_again.read(two) == "Text c"


def test_texts_that_could_not_be_written_leave_the_log_as_it_was() -> None:
    """Half of them is cut off again."""
    disk = FaultyDisk()
    log = _texts(disk)
    log.append([("a", "Text a")])
    before = disk.read("articles/texts-1.log")
    disk.faults["write", "articles/"] = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with pytest.raises(OSError, match="space"):
        log.append([("b", "Text b")])
    assert disk.read("articles/texts-1.log") == before
    disk.faults.clear()
    (ref,) = log.append([("b", "Text b")])
    assert log.read(ref) == "Text b"


def test_a_log_that_is_full_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts of all of them can be read."""
    monkeypatch.setattr("store.journal.texts._FULL", 100)
    disk = MemoryDisk()
    log = _texts(disk)
    refs = [log.append([(str(n), f"{n} " * 30)])[0] for n in range(5)]
    assert len({ref[0] for ref in refs}) > 1
    assert log.numbers() == sorted({ref[0] for ref in refs})
    assert [_texts(disk).read(ref) for ref in refs] == [f"{n} " * 30 for n in range(5)]
