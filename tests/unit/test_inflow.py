"""What a terminal may send, and what of it may be read as keys."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from tui.driver import _Keys
from tui.inflow import Inflow
from tui.typeahead import base_of, pressed


@pytest.mark.parametrize(
    ("sent", "passed"),
    [
        ("jk", "jk"),
        ("\x1bOA", "\x1bOA"),
        ("\x1bjk", "\x1b[106;3uk"),
        ("\x1bJ", "\x1b[106;4u"),
        ("\x1bо", "\x1b[1086;3u"),
        ("\x1bf", "\x1bf"),
        ("\x1b\r", "\x1b[27u\r"),
        ("\x1b\x1b[A", "\x1b[27u\x1b[A"),
        ("\x1b[A", "\x1b[A"),
        ("\x1b[1;2D", "\x1b[1;2D"),
        ("\x1b[<0;10;5M", "\x1b[<0;10;5M"),
        ("j\x1b[M !!k", "jk"),
        ("\x1b[M\x1b[A", "\x1b[A"),
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
        ("\x1b[106;1;106u", "j"),
        ("\x1b[106;;106u", "j"),
        ("\x1b[1086;1;1086u", "о"),
        ("\x1b[1086:1054;2u", "О"),
        ("\x1b[106;2u", "J"),
        ("\x1b[32;2;32u", " "),
        ("\x1b[97;3;229u", "å"),
        ("\x1b[0;;233:769u", "é́"),
        ("\x1b[97;;27:97:7u", "a"),
        ("\x1b[104::106;5u", "\x1b[104;5u"),
        ("\x1b[1086:1054:106;6u", "\x1b[106;6u"),
        ("\x1b[27u", "\x1b[27;1u"),
        ("\x1b[13;129u", "\x1b[13;1u"),
        ("\x1b[55296;1;55296u", ""),
        ("\x1b[58000;1u", ""),
        ("\x1b[5;1u", ""),
        ("\x1b[57414;1u", "\x1b[57414;1u"),
        ("\x1b[57400;1;49u", "1"),
        ("\x1b[1;1:3A", ""),
        ("\x1b[1;2:1A", "\x1b[1;2A"),
        ("\x1b[3;5:3~", ""),
        ("\x1b[6;65~", "\x1b[6;1~"),
        ("\x1b[5555;2~", ""),
        ("\x1b[1;2;3;4A", ""),
        ("\x1b[27;5;109~", "\x1b[109;5u"),
        ("\x1b[27;2;74~", "J"),
        ("\x1b[12\x1b[Aj", "\x1b[Aj"),
        ("\x1b]11;rgb\x1b[Aj", "\x1b[Aj"),
        ("\x1b[<0;1;1234567890123456789012345678901234M", ""),
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
    assert [inflow.holding, inflow.timeout()] == [True, "\x1b[93;3u"]
    assert inflow.feed("\x1bO") == ""
    assert [inflow.holding, inflow.timeout()] == [True, "\x1b[111;4u"]
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
    assert inflow.timeout() == "\x1b[27u"
    assert inflow.feed("\x1b") + inflow.feed("[A") == "\x1b[A"


@pytest.mark.parametrize("key", ["j", "д", "\r", "\t", "\x7f", "j\x1b[A", "\x1b[A"])
def test_escape_and_the_next_key_are_two_keys(key: str) -> None:
    """However soon it comes."""
    inflow = Inflow()
    assert inflow.feed("\x1b") == ""
    assert inflow.feed(key) == f"\x1b[27u{key}"
    assert not inflow.holding


def test_escape_twice_is_twice() -> None:
    """The second waits as the first did."""
    inflow = Inflow()
    assert [inflow.feed("\x1b"), inflow.feed("\x1b"), inflow.timeout()] == ["", "\x1b[27u", "\x1b[27u"]


@pytest.mark.parametrize("key", "[]OPX^_")
def test_escape_and_a_key_that_could_begin_a_sequence(key: str) -> None:
    """Each typed by itself they are two keys; one after the other as one piece, alt and the key."""
    inflow = Inflow()
    assert inflow.feed("\x1b") + inflow.feed(key) == ""
    assert inflow.patience < 0.1
    assert inflow.timeout() == f"\x1b[27u{key}"
    assert inflow.feed("\x1b") + inflow.feed(key) + inflow.feed("q") == f"\x1b[27u{key}q"
    assert not inflow.holding
    assert inflow.feed(f"\x1b{key}") == ""
    assert inflow.timeout() in (f"\x1b[{ord(key)};3u", f"\x1b[{ord(key.lower())};4u")


@pytest.mark.parametrize(
    ("sent", "key", "base"),
    [
        ("\x1b[1086::106;1;1086u", "о", "j"),
        ("\x1b[1086:1054:106;2;1054u", "О", "J"),
        ("\x1b[1086::106;65;1054u", "О", "J"),  # caps lock
        ("\x1b[1102::46;1;1102u", "ю", "."),
        ("\x1b[46:44:47;1;46u", ".", "/"),
        ("\x1b[46:44:47;2;44u", ",", "?"),
        ("\x1b[39:39:93;2;39u", "'", "}"),  # Belarusian
        ("\x1b[1513::97;1;1513u", "ש", "a"),
        ("\x1b[1513::97;2u", "ש", "A"),
        ("\x1b[106::99;1;106u", "j", ""),  # Dvorak: letters go by what they say
        ("\x1b[1086::0;1;1086u", "о", ""),
        ("\x1b[1086::99999999999;1;1086u", "о", ""),
        ("\x1b[0::106;1;1086:1086u", "оо", ""),
    ],
)
def test_the_place_of_a_key_reaches_the_app(sent: str, key: str, base: str) -> None:
    """Where the terminal tells it."""
    got = list(_Keys().feed(Inflow().feed(sent)))
    assert "".join(pressed(event) for event in got if isinstance(event, events.Key)) == key
    assert {base_of(event) for event in got if isinstance(event, events.Key)} == {base}


_PARAMETERS = st.lists(
    st.integers(0, 3000) | st.sampled_from(["", 27, 106, 1086, 55296, 1114112, 10**12]), max_size=5
)
_CSI = st.builds(
    lambda mark, numbers, parts, final: (
        f"\x1b[{mark}{''.join(f'{n}{p}' for n, p in zip(numbers, parts, strict=False))}{final}"
    ),
    st.sampled_from(["", "", "", "?", "<", ">", "="]),
    _PARAMETERS,
    st.lists(st.sampled_from([";", ":"]), min_size=5, max_size=5),
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ@`abcdefghijklmnopqrstuvwxyz{|}~^_"),
)


@settings(deadline=None, max_examples=400)
@given(st.lists(_CSI, min_size=1, max_size=4))
def test_no_sequence_stops_the_desk_or_types_its_letters(sent: list[str]) -> None:
    """Textual's parser takes all that passes, whole: no letter of a sequence is a key, but for kitty's text."""
    parser = _Keys()
    inflow = Inflow()
    passed = [inflow.feed("".join(sent)), inflow.timeout(), "w"]
    got = [event for text in passed if text for event in parser.feed(text)]
    keys = [pressed(event) for event in got if isinstance(event, events.Key)]
    assert keys[-1:] == ["w"]
    if not any(sequence.endswith(("u", "M", "~")) for sequence in sent):
        assert [key for key in keys[:-1] if len(key) == 1] == []


@pytest.mark.parametrize("sent", ["\x1b[5 q", "\x1b[38;5;1m", "\x1b[2J", "\x1b[?25h", "\x1b[99;99;99;99;99x"])
def test_what_no_key_sends_is_dropped(sent: str) -> None:
    """A sequence that neither a key nor the mouse sends is not read as the letters that it has."""
    assert Inflow().feed(f"j{sent}k") == "jk"
