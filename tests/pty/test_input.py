"""Whatever comes in at the keyboard's end that is no key: it does nothing, and nothing stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hostile import EVIL
from program import ESCAPE, Place, assert_nothing_foreign, assert_restored, calm, under_cursor
from terminal import sequences

from store.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from terminal import Terminal

REPLIES = {
    "primary device attributes": b"\x1b[?62;22c",
    "secondary device attributes": b"\x1b[>41;354;0c",
    "tertiary device attributes": b"\x1bP!|00000000\x1b\\",
    "status": b"\x1b[0n",
    "cursor position": b"\x1b[12;34R",
    "a mode": b"\x1b[?2026;2$y",
    "the background, ended by BEL": b"\x1b]11;rgb:1515/1717/1b1b\x07",
    "the foreground, ended by ST": b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    "a colour of the palette": b"\x1b]4;1;rgb:dddd/mmmm/1111\x1b\\",
    "the clipboard": b"\x1b]52;c;bWRxMQ==\x07",
    "version": b"\x1bP>|XTerm(370)\x1b\\",
    "a capability": b"\x1bP1+r544e=787465726d\x1b\\",
    "the flags of the kitty protocol": b"\x1b[?1u",
    "the window's size": b"\x1b[8;40;120t",
    "focus lost and won": b"\x1b[O\x1b[I",
}
BROKEN = {
    "a byte that is no UTF-8": b"\xff",
    "many of them": b"\xff\xfe\xc0\x80\x9b\xf5" * 40,
    "half a letter": b"\xd0",
    "a surrogate": b"\xed\xa0\x80",
    "NUL": b"\x00\x00",
    "controls of 8 bits": "\x9b\x9d\x9c\x84\x90".encode(),
    "a chord in kitty's alternate form": b"\x1b[1086::106;5u",  # ctrl+о, which is ctrl+j: no command
    "a key let go": b"\x1b[109;1:3u\x1b[1100::109;1:3u\x1b[1;1:3B\x1b[3;1:3~\x1b[1100:1068:109;1:3;1100u",
    "kitty's numbers out of all order": b"\x1b[55296;1;55296u\x1b[1:2:3:4;5u\x1b[;u\x1b[;;u\x1b[109;5;5;5u",
    "keys with a number that is none": b"\x1b[5555;2~\x1b[1;2;3;4A\x1b[5;1;99999999999~\x1b[1114112;1A",
    "alt and a letter": b"\x1bd\x1b[100;3u",
    "a sequence that another one cuts off": b"\x1b[12\x1b[I\x1b]0;d\x1b[I",
    "a key of no character": b"\x1b[57441;2u\x1b[1114112u\x1b[0u",
    "numbers past all bounds": b"\x1b[999999999999999999999u\x1b[109;99999999999u",
    "a mouse out of the window": b"\x1b[<0;9999;9999M\x1b[<0;9999;9999m\x1b[<35;0;-5M",
    "a sequence unknown here": b"\x1b[5z\x1b[1;2;3x",
    "a long one": b"\x1b[" + b"1;" * 60 + b"z",
    "a key of modifyOtherKeys": b"\x1b[27;5;109~",
    "a paste": b"\x1b[200~mdxq1:?\r\x1b[201~",
    "a paste with ESC in it": b"\x1b[200~m\x1bd\x1b[Bx\x1b]0;d\x07q1\x1b[201~",
    "a paste with kitty keys in it": b"\x1b[200~\x1b[109u\x1b[100u\x1b[113u\x1b[201~",
    "an empty paste": b"\x1b[200~\x1b[201~",
    "the end of a paste": b"\x1b[201~",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The samples, with a highlight at the first letter and tags that digits would put."""
    place = Place(tmp_path_factory.mktemp("desk"))
    place.run("samples")
    first = place.objects("articles")[0]["id"]
    place.run("annotate", first, "--start", "0", "--end", "5", "--tag", "one", "--tag", "two", "--note", "")
    return place


class Sessions:
    """One session for many cases; another one after a case that failed, which may have broken it."""

    def __init__(self, desk: Place) -> None:
        self.desk = desk
        self.sound = False
        self._terminal: Terminal | None = None

    def terminal(self) -> Terminal:
        """A session that nothing has broken."""
        if self._terminal is None or not self.sound:
            self.close()
            self._terminal = self.desk.open()
            self._terminal.wait_for("Minsk looks past Moscow")
        self.sound = False
        return self._terminal

    def close(self) -> None:
        """End the session, if there is one."""
        if self._terminal is not None:
            self._terminal.close()


@pytest.fixture(scope="module")
def sessions(desk: Place) -> Iterator[Sessions]:
    """In the end the session that bore all of it ends as any does."""
    kept = Sessions(desk)
    yield kept
    if kept.sound:
        terminal = kept.terminal()
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
        assert_nothing_foreign(terminal.raw)
    kept.close()


@pytest.fixture
def session(sessions: Sessions, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """A session at the first letter of the first article, with nothing open over it."""
    failed = request.session.testsfailed
    terminal = sessions.terminal()
    terminal.send("gg")
    calm(terminal)
    yield terminal
    sessions.sound = request.session.testsfailed == failed


def _unmoved(terminal: Terminal, desk: Place, data: bytes, *, pieces: bool = False) -> None:
    """Send it; the same place, the same annotations, no message, and keys go on working."""
    before, annotations = terminal.text, desk.run("annotations")
    if pieces:
        for at in range(len(data)):
            terminal.send(data[at : at + 1])
            terminal.settle(0.01)
    else:
        terminal.send(data)
    calm(terminal)
    assert terminal.text == before
    assert desk.run("annotations") == annotations
    terminal.send("w")
    terminal.wait_for(lambda: under_cursor(terminal, 5) == "looks")
    terminal.send("b")
    terminal.wait_for(lambda: under_cursor(terminal, 5) == "Minsk")


@pytest.mark.parametrize("what", REPLIES)
def test_a_reply_of_the_terminal_is_no_key(session: Terminal, desk: Place, what: str) -> None:
    """Late or unasked for, it runs no command."""
    _unmoved(session, desk, REPLIES[what])


@pytest.mark.parametrize("what", ["primary device attributes", "the foreground, ended by ST", "version"])
def test_a_reply_in_pieces_is_no_key_either(session: Terminal, desk: Place, what: str) -> None:
    """Over a slow line it comes byte by byte."""
    _unmoved(session, desk, REPLIES[what], pieces=True)


@pytest.mark.parametrize("what", BROKEN)
def test_what_no_key_sends_runs_no_command(session: Terminal, desk: Place, what: str) -> None:
    """Broken bytes, unknown sequences, and pastes where nothing can be pasted."""
    _unmoved(session, desk, BROKEN[what])


def test_half_a_reply_is_forgotten(session: Terminal, desk: Place) -> None:
    """One whose end never comes does not swallow the keys that follow it later."""
    session.send(b"\x1b]11;rgb:1515/17")
    session.settle(0.6)
    _unmoved(session, desk, b"")


def test_a_paste_whose_end_never_comes_does_not_take_the_keyboard_away(session: Terminal) -> None:
    """After a while without anything, keys are keys again."""
    session.send(b"\x1b[200~mdx")
    session.settle(1.5)
    calm(session)


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        (b"\x1b[1079::112;5u", "All commands"),  # ctrl+з, the key of ctrl+p
        (b"\x1b[1092::97;1;1092u", "ctrl+s save"),  # ф, the key of a
        (
            b"\x1b[1077::116;1;1077u\x1b[27u\x1b[46:44:47;2;44u",
            "Help",
        ),  # е, escape, then a comma there and ? here
        (b"\x1b[1077::116;1;1077u\x1b[27u\x1b[46:44:47;1;46u", "enter go"),  # the same key without shift
        (b"\x1b[964::116;1;964u", "by number"),  # Greek τ, the key of t
        (b"\x1b[1092::97;65;1060u", "Note on the article"),  # the same with caps lock: A
        (b"\x1b[102;1;102u", "Search the desk"),  # f
        (b"\x1b[102::121;1;102u", "Search the desk"),  # f, on a Latin layout that has it where y is
    ],
)
def test_the_kitty_protocol_brings_physical_keys(session: Terminal, keys: bytes, seen: str) -> None:
    """Its form with alternate keys works on a Cyrillic layout."""
    session.send(keys)
    session.wait_for(seen)
    session.send(ESCAPE)
    session.wait_gone(seen)


def test_keys_are_asked_for_with_their_places_and_given_back(tmp_path: Path) -> None:
    """The flag is set above Textual's own, and the one that is popped in the end takes both away."""
    place = Place(tmp_path)
    with place.open() as terminal:
        terminal.wait_for("Welcome")
        terminal.send("q")
        assert terminal.wait_exit() == 0
        flags = [
            name for name in sequences(terminal.raw)[0] if name.startswith(b"\x1b[") and name.endswith(b"u")
        ]
        assert flags == [b"\x1b[>25u", b"\x1b[=4;2u", b"\x1b[<u"]


def test_keys_of_ones_own(tmp_path: Path) -> None:
    """From the file in the folder for configuration; what is wrong in it is told, and the desk opens."""
    place = Place(tmp_path)
    file = place.home / "config" / "newsdesk" / "keys.toml"
    assert place.run("keys", "--file") == f"{file}\n"
    file.parent.mkdir(parents=True)
    file.write_text('[keys]\nhighlight = "X"\nserch = "F"\n', encoding="utf-8")
    with place.open() as terminal:
        terminal.wait_for("keys.toml, line 3: there is no command “serch”; did you mean “search”?")
        assert "X highlight" in terminal.words
        terminal.send("mЧ")
        terminal.wait_for("1 highlight ")
        terminal.send("q")
        assert terminal.wait_exit() == 0
    assert len(place.objects("annotations")) == 1
    place.run("keys", status=1)


def test_text_of_no_key_is_text(tmp_path: Path) -> None:
    """What a compose key or an input method gives comes without a number; it is typed, and runs nothing."""
    place = Place(tmp_path)
    with place.open() as terminal:
        terminal.wait_for("Welcome")
        terminal.send("a")
        terminal.wait_for("ctrl+s save")
        terminal.send(
            b"\x1b[0;;233u\x1b[0;;24773:24178u\x1b[111::106;1;1086u\x1b[1086:1054:106;2;1054u\x1b[97;;229u"
        )
        terminal.wait_for("é")
        terminal.send(b"\x1b[1099::115;5u")  # ctrl+ы, the key of ctrl+s
        terminal.wait_for("note saved")
    (annotation,) = place.objects("annotations")
    assert annotation["note"] == "é情干оОå"


def test_a_hostile_paste_into_a_note_is_only_its_letters(tmp_path: Path) -> None:
    """ESC and all that follows it stay within the paste; what is stored has passed the gate."""
    place = Place(tmp_path)
    pasted = f"first {EVIL}\nm d x q second".replace("\r", "\n")
    with place.open() as terminal:
        terminal.wait_for("Welcome")
        terminal.send("a")
        terminal.wait_for("ctrl+s save")
        terminal.paste(pasted)
        terminal.wait_for("m d x q second")
        assert "[EU] [/nope]" in terminal.text
        terminal.send("\x13")
        terminal.wait_for("note saved")
        terminal.send("f")
        terminal.wait_for("Search the desk")
        terminal.paste(EVIL)
        terminal.wait_for("[/nope]")
        terminal.send(ESCAPE)
        terminal.wait_gone("Search the desk")
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
        assert_nothing_foreign(terminal.raw)
    (annotation,) = place.objects("annotations")
    assert annotation["note"] == clean(pasted)
