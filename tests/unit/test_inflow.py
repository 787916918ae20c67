"""What a terminal may send, and what of it may be read as keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.driver import Inflow


@pytest.mark.parametrize(
    ("sent", "passed"),
    [
        ("jk", "jk"),
        ("\x1bO", "\x1bO"),
        ("\x1bj", "\x1bj"),
        ("\x1b[A", "\x1b[A"),
        ("\x1b[1;2D", "\x1b[1;2D"),
        ("\x1b[<0;10;5M", "\x1b[<0;10;5M"),
        ("\x1b[?2026;2$y", "\x1b[?2026;2$y"),
        ("\x1b[48;24;80;480;800t", "\x1b[48;24;80;480;800t"),
        ("\x1b[12;40R", "\x1b[12;40R"),
        ("\x1b[?62;22c", ""),
        ("\x1b[>1;4600;0c", ""),
        ("\x1b[0n", ""),
        ("\x1b[?997;1n", ""),
        ("\x1b[?29u", ""),
        ("\x1b[8;24;80t", ""),
        ("a\x1b]11;rgb:1515/1717/1b1b\x1b\\b", "ab"),
        ("a\x1b]11;rgb:1515/1717/1b1b\x07b", "ab"),
        ("\x1bP>|XTerm(388)\x1b\\x", "x"),
        ("\x1b[106;5u", "\x1b[106;5u"),
        ("\x1b[1086::106;5u", "\x1b[106;5u"),
        ("\x1b[1086::106;1;1086u", "\x1b[1086;1;1086u"),
        ("\x1b[106;5:3u", ""),
        ("\x1b[106;5:1u", "\x1b[106;5u"),
        ("\x1b[99999999;5u", ""),
        ("\x1b[200~G\x1b[2Jdd\x1b[201~j", "\x1b[200~G[2Jdd\x1b[201~j"),
        ("\x1b[200~ряд\nряд\t\x07\x1b[201~", "\x1b[200~ряд\nряд\t\x1b[201~"),
    ],
)
def test_what_passes(sent: str, passed: str) -> None:
    """Keys, mouse and Textual's own reports pass; replies, releases and controls in a paste do not."""
    assert Inflow().feed(sent) == passed


def test_parts_are_put_together() -> None:
    """A reply or a paste that comes in parts is treated as one."""
    for whole, passed in (
        ("\x1b]11;rgb:1515/1717/1b1b\x1b\\k", "k"),
        ("\x1b[?62;22cj", "j"),
        ("\x1b[200~u\x1b[31md\x1b[201~", "\x1b[200~u[31md\x1b[201~"),
    ):
        for cut in range(2, len(whole)):
            inflow = Inflow()
            assert inflow.feed(whole[:cut]) + inflow.feed(whole[cut:]) == passed


def test_nothing_is_held_for_ever() -> None:
    """A chord that looks like a reply's beginning passes after a while; half a reply is dropped."""
    inflow = Inflow()
    assert inflow.feed("\x1b]") == ""
    assert [inflow.holding, inflow.timeout()] == [True, "\x1b]"]
    assert inflow.feed("\x1b]11;rgb") == ""
    assert [inflow.timeout(), inflow.feed("j")] == ["", "j"]


@given(st.text(st.sampled_from("\x1b[]P?;:0125u~cnM\\\x07jG\x00"), max_size=60), st.integers(0, 60))
def test_any_bytes(sent: str, cut: int) -> None:
    """Whatever comes, in whatever parts, the filter answers, and keeps what it passes in order."""
    inflow = Inflow()
    passed = inflow.feed(sent[:cut]) + inflow.feed(sent[cut:])
    remaining = iter(sent)
    assert [char for char in passed if char == "j"] == ["j"] * passed.count("j")
    assert passed.count("j") <= sum(char == "j" for char in remaining)


def test_escape_alone_is_a_key_after_a_while() -> None:
    """An ESC may be the beginning of something; when nothing follows, it was the key."""
    inflow = Inflow()
    assert inflow.feed("\x1b") == ""
    assert inflow.patience < 0.1
    assert inflow.timeout() == "\x1b"
    assert inflow.feed("\x1b") + inflow.feed("[A") == "\x1b[A"


@pytest.mark.parametrize("key", ["j", "д", "\r", "\t", "\x7f", "j\x1b[A", "\x1b[A"])
def test_escape_and_the_next_key_are_two_keys(key: str) -> None:
    """However soon it comes; in one piece they are a key with alt, or another sequence."""
    inflow = Inflow()
    assert inflow.feed("\x1b") == ""
    assert inflow.feed(key) == f"\x1b[27u{key}"
    assert not inflow.holding
    assert inflow.feed(f"\x1b{key}") == f"\x1b{key}"


def test_escape_twice_is_twice() -> None:
    """The second waits as the first did."""
    inflow = Inflow()
    assert [inflow.feed("\x1b"), inflow.feed("\x1b"), inflow.timeout()] == ["", "\x1b[27u", "\x1b"]


@pytest.mark.parametrize("sent", ["\x1b[5 q", "\x1b[38;5;1m", "\x1b[2J", "\x1b[?25h", "\x1b[99;99;99;99;99x"])
def test_what_no_key_sends_is_dropped(sent: str) -> None:
    """A sequence that neither a key nor the mouse sends is not read as the letters that it has."""
    assert Inflow().feed(f"j{sent}k") == "jk"
