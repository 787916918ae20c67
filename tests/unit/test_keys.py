"""Keys to commands: counts, sequences, tags by number, and the keyboard layouts of the people who read here."""

from __future__ import annotations

import time
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.commands import BY_ID, COMMANDS, GROUPS, Command, shown
from tui.keys import Dispatcher, Run
from tui.layouts import LATIN, LAYOUTS, OTHER, Keyboard, candidates, of_language, on_layout

PLACES: Final = ("source", "fresh", "select", "adjust", "annotations")

UNREACHABLE: Final = {("Belarusian", "}"): "ctrl+down"}
"""Signs that a layout lacks, each with the key of the same command that every layout has."""


def typed(sequence: str, layout: str) -> list[str]:
    """The keys of a command as they arrive when the same physical keys are pressed on another layout."""
    found = []
    for key in sequence.split(" "):
        chord, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
        found.append(chord + plus + LAYOUTS[layout].get(last, last))
    return found


def run(keys: list[str] | str, place: str = "source", *, tags: bool = False) -> list[Run]:
    """What a fresh dispatcher makes of keys, and of no key after them."""
    dispatcher = Dispatcher(COMMANDS)
    runs = [run for key in keys for run in dispatcher.feed(key, place, tags=tags)]
    return runs + (dispatcher.timeout() if dispatcher.waiting else [])


WHERE: Final = [
    (keys, place, command) for command in COMMANDS for place in command.where for keys in command.keys
]


def test_every_key_runs_its_command() -> None:
    """In every place in which it holds; a number before it counts where it may be counted."""
    assert len(WHERE) > 200
    for keys, place, command in WHERE:
        assert run(keys.split(" "), place) == [Run(command.id)], (keys, place)
        count = 12 if command.counted else None
        if keys not in ("0", "escape"):  # 0 goes on with the number, escape forgets it
            assert run(["1", "2", *keys.split(" ")], place) == [Run(command.id, count)], (keys, place)


def on(layout: str) -> Keyboard:
    """A keyboard on which letters of that layout have been typed."""
    keyboard = Keyboard()
    for letter in LAYOUTS[layout].values():
        keyboard.saw(letter)
    for letter in {"Ukrainian": "ї", "Russian": "ъ", "Belarusian": "ў"}[layout]:
        keyboard.saw(letter)
    assert keyboard.layout == layout
    return keyboard


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_key_is_reached_from_a_cyrillic_layout(layout: str) -> None:
    """The same physical keys run the same commands, signs, chords, sequences and counts included."""
    missed = []
    for keys, place, command in WHERE:
        dispatcher = Dispatcher(COMMANDS, on(layout))
        sent = typed(keys, layout)
        if [run for key in sent for run in dispatcher.feed(key, place)] != [Run(command.id)]:
            missed.append(keys)
            twin = UNREACHABLE[layout, keys]
            assert run([twin], place) == [Run(command.id)], (keys, place)
        elif command.counted and keys not in ("0", "escape"):
            assert dispatcher.feed("3", place, tags=True) == []
            ran = [r for key in sent for r in dispatcher.feed(key, place, tags=True)]
            elsewhere = [Run("tag_number", 3), Run(command.id)]  # the digit was a tag's, and one goes on
            counted = [Run(command.id, 3)]
            if command.group != "Find":
                assert ran == counted
            else:  # behind g there may be what moves
                assert ran == elsewhere or (" " in keys and ran == counted)
    assert set(missed) <= {keys for name, keys in UNREACHABLE if name == layout}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_the_help_says_of_a_layout_is_so(layout: str) -> None:
    """A key is written as it arrives there, and left out only where another key of the command is left."""
    for keys, place, command in WHERE:
        there = [on_layout(key, layout) for key in keys.split(" ")]
        if all(there):
            dispatcher = Dispatcher(COMMANDS, on(layout))
            assert [r for key in there for r in dispatcher.feed(key, place)] == [Run(command.id)], keys
        else:
            assert (layout, keys) in UNREACHABLE
            assert UNREACHABLE[layout, keys] in command.keys


@pytest.mark.parametrize("layout", LAYOUTS)
def test_letters_are_reached_before_any_was_typed(layout: str) -> None:
    """The first key of a session may be any; only a sign needs a letter before it."""
    for keys, place, command in WHERE:
        if all(key.isalpha() and len(key) == 1 for key in keys.split(" ")):
            assert run(typed(keys, layout), place) == [Run(command.id)], (keys, place)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_terminal_that_knows_the_key_decides(layout: str) -> None:
    """With the key of the Latin layout from the terminal nothing is unreachable; nothing of it is a guess."""
    for keys, place, command in WHERE:
        if any(len(key) > 1 for key in keys.split(" ")):
            continue
        dispatcher = Dispatcher(COMMANDS, on(layout))
        sent = zip(typed(keys, layout), keys.split(" "), strict=True)
        assert [r for key, base in sent for r in dispatcher.feed(key, place, base=base)] == [
            Run(command.id)
        ], keys


def test_a_sign_is_read_by_the_layout_of_the_letter_before_it() -> None:
    """`.` is a full stop on a Latin layout, also before any letter was typed, and `/` on a Cyrillic one."""
    keyboard = Keyboard()
    assert keyboard.candidates(".")[0] == "."
    for letter, layout, sign in (
        ("j", LATIN, "."),
        ("о", "Ukrainian", "/"),
        ("é", LATIN, "."),
        ("ы", "Russian", "/"),
        ("є", "Ukrainian", "/"),
        ("ω", OTHER, "."),
        ("q", LATIN, "."),
        ("о", "Ukrainian", "/"),
        ("ў", "Belarusian", "/"),
        ("w", LATIN, "."),
        ("о", "Belarusian", "/"),  # as the last time
    ):
        for nothing in ("3", "ctrl+d", "escape", "(", "", "№"):
            keyboard.saw(nothing)
        keyboard.saw(letter)
        assert (keyboard.layout, keyboard.candidates(".")[0]) == (layout, sign)


def test_a_layout_orders_what_a_letter_may_be() -> None:
    """`і` is the key of s in Ukrainian and of b in Belarusian; the apostrophe that of ` and of ]."""
    assert on("Ukrainian").candidates("і")[1:] == ("s", "b")
    assert on("Belarusian").candidates("і")[1:] == ("b", "s")
    assert on("Belarusian").candidates("ctrl+і") == ("ctrl+і", "ctrl+b", "ctrl+s")
    assert on("Ukrainian").candidates("'")[0] == "`"
    assert on("Belarusian").candidates("'")[0] == "]"
    assert Keyboard(likely="Belarusian").candidates("і")[1:] == ("b", "s")
    assert [of_language(name) for name in ("be_BY.UTF-8", "uk", "C.UTF-8", "")] == [
        "Belarusian",
        "Ukrainian",
        "",
        "",
    ]


def test_on_a_latin_layout_a_sign_is_itself() -> None:
    """Once a Latin letter was typed, `,` is not help; what the terminal says of the key changes nothing."""
    keyboard = Keyboard()
    keyboard.saw("w")
    for sign in ".,;:\"'?/":
        assert keyboard.candidates(sign) == keyboard.candidates(sign, "x") == (sign,)
    assert keyboard.candidates("j", "c") == ("j",)  # Dvorak


def test_letters_of_other_scripts_go_by_what_the_terminal_says() -> None:
    """Greek, Hebrew, Georgian: with the key of the Latin layout they are commands, and so are signs behind them."""
    dispatcher = Dispatcher(COMMANDS)
    assert dispatcher.feed("ξ", "source", base="j") == [Run("down")]
    assert dispatcher.feed("ξ", "source") == []
    assert dispatcher.feed(":", "source", base="q") == [Run("quit")]


def test_a_key_itself_comes_first() -> None:
    """A Latin key is never read as another; a Cyrillic letter is the Latin one of its key, then of other layouts."""
    assert candidates("j") == ("j",)
    assert candidates("о") == ("о", "j")
    assert candidates("ctrl+в") == ("ctrl+в", "ctrl+d")
    assert candidates("і") == ("і", "s", "b")
    assert candidates("ъ") == ("ъ", "]")
    assert candidates("shift+left") == ("shift+left",)
    assert candidates(".") == (".", "/")
    for key in ("", "+", "ctrl++", "中", "escape", "ctrl+shift+о"):
        assert candidates(key)[0] == key


def test_no_two_commands_share_a_key() -> None:
    """In one place a key runs one command, and no complete key begins a longer one."""
    for place in PLACES:
        sequences = [tuple(keys.split(" ")) for keys, where, _ in WHERE if where == place]
        assert len(sequences) == len(set(sequences))
        assert [
            (one, two) for one in sequences for two in sequences if one != two and two[: len(one)] == one
        ] == []


def test_a_key_that_two_commands_want_is_refused() -> None:
    """The table's mistake is told when the dispatcher is made."""
    twice = [Command(id=name, title=name, group="Move", keys=("x y",), where=("source",)) for name in "ab"]
    with pytest.raises(ValueError, match="both a and b"):
        Dispatcher(twice)


def test_every_command_can_be_run() -> None:
    """By a method of the screen, or by a motion or text object of the source pane."""
    from tui.panes.source import SourcePane
    from tui.screens.desk import DeskScreen

    known = SourcePane.MOTIONS | SourcePane.OBJECTS
    assert [
        c.id for c in COMMANDS if c.id not in known and not callable(getattr(DeskScreen, f"do_{c.id}", None))
    ] == []
    assert sorted(known - BY_ID.keys()) == []
    methods = {name.removeprefix("do_") for name in dir(DeskScreen) if name.startswith("do_")}
    assert sorted(methods - BY_ID.keys()) == []


def test_the_table_is_whole() -> None:
    """Ids once, known groups and places, a title for each, and keys by names that Textual has."""
    assert len(BY_ID) == len(COMMANDS)
    names = {
        "left",
        "right",
        "up",
        "down",
        "home",
        "end",
        "pageup",
        "pagedown",
        "space",
        "escape",
        "enter",
        "tab",
        "f1",
    }
    for command in COMMANDS:
        assert command.group in GROUPS
        assert set(command.where) <= set(PLACES)
        assert command.where
        assert command.title
        for key in " ".join(command.keys).split():
            last = key.removeprefix("ctrl+").removeprefix("shift+")
            assert len(last) == 1 or last in names, key


def test_the_keys_of_the_contract_are_there() -> None:
    """What other people's fingers and scripts rely on."""
    contract = {
        **dict(zip(["h", "j", "k", "l"], ["left", "down", "up", "right"], strict=True)),
        **dict(
            zip(
                "wbe()",
                ["word_forward", "word_back", "word_end", "sentence_back", "sentence_forward"],
                strict=True,
            )
        ),
        "{": "paragraph_back",
        "}": "paragraph_forward",
        "0": "row_start",
        "$": "row_end",
        "g g": "article_start",
        "G": "article_end",
        "ctrl+d": "half_down",
        "ctrl+u": "half_up",
        "v": "select",
        "V": "select_rows",
        "m": "highlight",
        "a": "annotate",
        "t": "tag",
        "d": "delete",
        "u": "undo",
        "ctrl+r": "redo",
        "]": "next_annotation",
        "[": "previous_annotation",
        "/": "find",
        "n": "find_next",
        "N": "find_previous",
        "f": "search",
        "o": "open",
        "y": "copy",
        "x": "export",
        "tab": "next_pane",
        "?": "help",
        ":": "palette",
        "q": "quit",
        "escape": "escape",
        **{
            f"i {k}": f"inner_{n}"
            for k, n in zip("wspq", ("word", "sentence", "paragraph", "quotation"), strict=True)
        },
        **{f"shift+{way}": f"extend_{way}" for way in ("left", "right", "up", "down")},
    }
    for keys, command in contract.items():
        assert run(keys.split(" ")) == [Run(command)], keys
    for k, name in zip("wspq", ("word", "sentence", "paragraph", "quotation"), strict=True):
        assert run(["a", k], "fresh") == [Run(f"a_{name}")]


@pytest.mark.parametrize(
    ("keys", "runs"),
    [
        ("3w", [Run("word_forward", 3)]),
        ("10j", [Run("down", 10)]),
        ("105gg", [Run("article_start", 105)]),
        ("0", [Run("row_start")]),
        ("00", [Run("row_start"), Run("row_start")]),
        ("30w", [Run("word_forward", 30)]),
        ("2iw", [Run("inner_word", 2)]),
        ("3m", [Run("highlight")]),
        ("3mw", [Run("highlight"), Run("word_forward")]),
        ("99999999999999999999w", [Run("word_forward", 1_000_000)]),
        ("gm", [Run("highlight")]),
        ("gx", [Run("export")]),
        ("ggg", [Run("article_start")]),
        ("3Z", []),
        ("3Zw", [Run("word_forward")]),
        ("iZ", []),
        ("izw", [Run("word_forward")]),
        ("g3w", [Run("word_forward", 3)]),
        ("ЖЖ", [Run("palette"), Run("palette")]),
    ],
)
def test_counts_and_sequences(keys: str, runs: list[Run]) -> None:
    """Where digits number no tag: a number before what may be counted, and no key that begins anew is lost."""
    assert run(keys) == runs


@pytest.mark.parametrize(
    ("keys", "runs"),
    [
        ("3", [Run("tag_number", 3)]),
        ("3w", [Run("word_forward", 3)]),
        ("3m", [Run("tag_number", 3), Run("highlight")]),
        ("33", [Run("tag_number", 33)]),
        ("12m", [Run("tag_number", 12), Run("highlight")]),
        ("12w", [Run("word_forward", 12)]),
        ("30", []),
        ("30w", [Run("word_forward", 30)]),
        ("3gg", [Run("article_start", 3)]),
        ("3Z", [Run("tag_number", 3)]),
        ("0", [Run("row_start")]),
        ("w3", [Run("word_forward"), Run("tag_number", 3)]),
        ("2шц", [Run("inner_word", 2)]),
    ],
)
def test_a_digit_is_a_count_or_a_tag(keys: str, runs: list[Run]) -> None:
    """Where digits number tags: what may be counted makes it a count, anything else or no key a tag."""
    assert run(keys, tags=True) == runs


def test_a_digit_waits_for_the_next_key() -> None:
    """`waiting` says so, `pending` shows it, `timeout` makes it a tag, several digits several tags; 0 is none."""
    dispatcher = Dispatcher(COMMANDS)
    assert dispatcher.timeout() == []
    assert dispatcher.feed("4", "source", tags=True) == []
    assert (dispatcher.waiting, dispatcher.pending) == (True, "4")
    assert dispatcher.timeout() == [Run("tag_number", 4)]
    assert (dispatcher.waiting, dispatcher.pending) == (False, "")
    assert dispatcher.timeout() == []
    dispatcher.feed("4", "source", tags=True)
    dispatcher.feed("2", "source", tags=True)
    assert (dispatcher.waiting, dispatcher.pending) == (True, "42")
    assert dispatcher.feed("j", "source", tags=True) == [Run("down", 42)]
    dispatcher.feed("4", "source", tags=True)
    dispatcher.feed("2", "source", tags=True)
    assert dispatcher.timeout() == [Run("tag_number", 42)]
    dispatcher.feed("4", "source", tags=True)
    dispatcher.feed("0", "source", tags=True)
    assert (dispatcher.waiting, dispatcher.pending) == (False, "40")
    assert dispatcher.timeout() == []
    assert dispatcher.feed("j", "source", tags=True) == [Run("down", 40)]


@pytest.mark.parametrize("tags", [False, True])
def test_a_digit_key_may_be_held_down(*, tags: bool) -> None:
    """However long: the count stays in bounds, and so does what is shown of it."""
    dispatcher = Dispatcher(COMMANDS)
    for _ in range(5000):
        assert dispatcher.feed("7", "source", tags=tags) == []
    assert len(dispatcher.pending) < 10
    assert dispatcher.feed("w", "source", tags=tags) == [Run("word_forward", 1_000_000)]


def test_escape_forgets_what_was_typed() -> None:
    """A number or the beginning of a sequence; with nothing typed it is a command."""
    dispatcher = Dispatcher(COMMANDS)
    for begun in ("4", "g", "4g", "i"):
        for key in begun:
            dispatcher.feed(key, "source", tags=True)
        assert dispatcher.pending == begun
        assert dispatcher.feed("escape", "source") == []
        assert (dispatcher.waiting, dispatcher.pending) == (False, "")
    assert dispatcher.feed("escape", "source") == [Run("escape")]
    assert dispatcher.feed("w", "source") == [Run("word_forward")]


def test_a_place_without_commands_runs_none() -> None:
    """Whatever is pressed there."""
    assert [run([key], "elsewhere") for key in ("j", "escape", "3", "ctrl+c")] == [[]] * 4


KEYS: Final = st.lists(
    st.sampled_from([*"0123456789wjgimaxzZоЖіи]", "escape", "tab", "ctrl+d", "ctrl+в", "", "中", "f12"]),
    max_size=12,
)


@settings(deadline=None)
@given(KEYS, st.sampled_from(PLACES), st.booleans())
def test_whatever_is_typed(keys: list[str], place: str, tags: bool) -> None:  # noqa: FBT001  # drawn
    """Only commands of that place run, with counts in bounds; and afterwards escape, escape is as ever."""
    dispatcher = Dispatcher(COMMANDS)
    for key in keys:
        for one in dispatcher.feed(key, place, tags=tags):
            assert one.command == "tag_number" or place in BY_ID[one.command].where
            if one.command == "tag_number":
                assert tags
                assert "0" not in str(one.count)
            else:
                assert one.count is None or (1 <= one.count <= 1_000_000 and BY_ID[one.command].counted)
    dispatcher.feed("escape", place)
    assert dispatcher.pending == ""
    assert dispatcher.feed("escape", place) == [Run("escape")]


def test_keys_are_shown_as_people_write_them() -> None:
    """For hints, help and README."""
    assert [shown(keys) for keys in ("g g", "ctrl+d", "shift+left", "escape", "pagedown", "i w", "+")] == [
        *("gg", "ctrl+d", "shift+←", "esc", "pgdn", "iw", "+")
    ]


def test_motions_and_objects_take_counts() -> None:
    """Every one that goes somewhere or selects a unit."""
    from tui.panes.source import SourcePane

    assert [c.id for c in COMMANDS if c.id in SourcePane.MOTIONS | SourcePane.OBJECTS and not c.counted] == []


def test_a_key_is_understood_at_once() -> None:
    """A dispatcher adds no time that anyone could notice: a tenth of a millisecond a key at most, on average."""
    dispatcher = Dispatcher(COMMANDS)
    keys = [*"wjоgg3цЖ.,", "ctrl+d", "ctrl+в", "escape"] * 200
    began = time.process_time()
    for key in keys:
        dispatcher.feed(key, "source", tags=True)
    assert (time.process_time() - began) / len(keys) < 0.0001
