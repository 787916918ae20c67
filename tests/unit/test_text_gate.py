"""The gate: what may be stored, and what may be drawn."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import BIDI, FAMILY, LINE_ENDS, control, texts

from store.text import HOSTILE, clean, clean_line, printable, shorten, visible

EVERY = "".join(map(chr, range(sys.maxunicode + 1)))
ANY = texts() | st.text(
    st.one_of(
        st.characters(), st.sampled_from([*BIDI, *LINE_ENDS, *"\x1b\x9b\ufeff\ud800\udfff\x00\x7f\n\t\r "])
    ),
    max_size=30,
)


def test_no_hostile_code_point_is_stored() -> None:
    """Of all code points there are, none that must not be stored passes the gate."""
    kept = clean(EVERY)
    assert [f"U+{ord(char):04X}" for char in set(kept) if control(char)] == []
    assert HOSTILE.search(kept) is None


def test_nothing_else_is_lost() -> None:
    """What the gate drops is hostile; everything else is still there after NFC."""
    harmless = "".join(char for char in EVERY if not control(char) and not 0xFFF9 <= ord(char) <= 0xFFFB)
    assert clean(harmless) == unicodedata.normalize("NFC", harmless)


@pytest.mark.parametrize("kept", ["\t", "\n", "\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}", FAMILY])
def test_joiners_and_tabs_are_kept(kept: str) -> None:
    """They are part of words and emoji, and no danger."""
    assert clean(f"a{kept}b") == f"a{kept}b"


@pytest.mark.parametrize("end", ["\n", "\r\n", *LINE_ENDS])
def test_every_line_end_becomes_one_lf(end: str) -> None:
    """A text has the same lines in every program, and none more or fewer than it came with."""
    assert clean(f"a{end}b{end}{end}c") == "a\nb\n\nc"


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    """It could not be encoded, so nothing with it could be saved."""
    assert clean("a\ud800b\udfff") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"


@settings(deadline=None)
@given(ANY)
def test_the_gate_needs_passing_once(text: str) -> None:
    """Cleaning is idempotent, gives NFC, and what comes out can be encoded."""
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(map(control, once))
    assert once.encode("utf-8").decode("utf-8") == once


@settings(deadline=None)
@given(ANY)
def test_a_clean_line_is_one_trimmed_line(text: str) -> None:
    """Titles, tags and names: one line, single spaces, and cleaning again changes nothing."""
    line = clean_line(text)
    assert clean_line(line) == line
    assert "\n" not in line
    assert "  " not in line
    assert line == line.strip()


def test_what_is_drawn_keeps_its_offsets() -> None:
    """Code point for code point, of all there are: same length, nothing hostile, no line break or tab."""
    drawn = visible(EVERY)
    assert len(drawn) == len(EVERY)
    assert [f"U+{ord(a):04X}" for a, b in zip(EVERY, drawn, strict=True) if control(b) or b in "\n\t"] == []
    assert [
        a
        for a, b in zip(EVERY, drawn, strict=True)
        if a != b and not control(a) and a not in "\n\t\ufff9\ufffa\ufffb"
    ] == []


@settings(deadline=None)
@given(ANY)
def test_printable_is_one_harmless_line(text: str) -> None:
    """A message or a list row: one line, nothing hostile, and again the same."""
    line = printable(text)
    assert len(line.splitlines()) <= 1
    assert not any(map(control, line))
    assert printable(line) == line


@settings(deadline=None)
@given(ANY, st.integers(0, 40))
def test_shorten_keeps_to_its_length(text: str, length: int) -> None:
    """At most so many code points (one for `…` at least), and a short text is left alone."""
    short = shorten(text, length)
    assert len(short) <= max(length, 1)
    if len(text) <= length:
        assert short == text
    else:
        assert short.endswith("…")
