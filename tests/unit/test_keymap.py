"""A file of one's own keys: what it may say, what it changes, and how it tells what is wrong."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.commands import BY_ID, COMMANDS
from tui.keymap import DEFAULT, FIXED, keys_file, load, read
from tui.keys import Dispatcher, Run

if TYPE_CHECKING:
    from cli_runner import Cli

    from tui.keymap import Keymap

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def said(text: str) -> Keymap:
    """The keys under a file that says so in [keys]."""
    return read(f"[keys]\n{text}\n".encode())


def changed(keymap: Keymap) -> dict[str, tuple[str, ...]]:
    """The commands whose keys are not ours."""
    return {c.id: c.keys for c in keymap.commands if c.keys != BY_ID[c.id].keys}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('find = "ctrl+t"', {"find": ("ctrl+t",)}),
        ('find = ["/", "ctrl+t", "F5", "/"]', {"find": ("/", "ctrl+t", "f5")}),
        ('find = "g  /"', {"find": ("g /",)}),
        ('find = ""', {"find": ()}),
        ("find = []", {"find": ()}),
        ('page_down = [" ", "PgDn"]', {"page_down": ("space", "pagedown")}),
        ('theme = "Shift+q"', {"theme": ("Q",)}),
        ('theme = "Shift+Ctrl+Q"', {"theme": ("ctrl+shift+q",)}),
        ('theme = ["Alt+t", "ж", "ctrl+F2", "alt+←"]', {"theme": ("alt+t", "ж", "ctrl+f2", "alt+left")}),
        ('theme = "g 1"', {"theme": ("g 1",)}),
        ('down = "k"\nup = "j"', {"down": ("k",), "up": ("j",)}),
        ('find = "/"\n[keys.find_next]\nx = 1', {"find": ("/",)}),
    ],
)
def test_what_a_file_may_say(text: str, keys: dict[str, tuple[str, ...]]) -> None:
    """Keys by any of their names; what it does not name stays."""
    assert changed(said(text)) == keys


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('serch = "F"', "line 2: there is no command “serch”; did you mean “search”?"),
        ('zzzz = "F"', "line 2: there is no command “zzzz”."),
        ("find = 3", 'line 2: find should have a key, as "ctrl+d", or a list of keys, as ["g g", "home"].'),
        ('\nfind = "pagedwn"', "line 3: “pagedwn” is not the name of a key (find); did you mean “pagedown”?"),
        ('find = "ctl+t"', "line 2: “ctl+t” is not the name of a key (find); a key is a sign as it is typed"),
        (
            'find = "ctrl+/"',
            "line 2: “ctrl+/” is not the name of a key (find); a key is a sign as it is typed",
        ),
        ('find = "ctrl+I"', "line 2: terminals send tab for ctrl+i; find needs another key."),
        ('find = "esc"', "line 2: escape always leaves; find needs another key."),
        ('find = "g escape"', "line 2: escape always leaves; find needs another key."),
        ('find = "3 x"', "line 2: digits are counts and tags; find needs another key than 3."),
        ('escape = "Q"', "line 2: the keys of escape stay as they are: escape leaves everything, always."),
        ('tag_number = "Q"', "line 2: the keys of tag_number stay as they are: its keys are the digits"),
        (
            'find = "w"',
            (
                "line 2: w is the key of both find and word_forward in the text: find has it, word_forward goes "
                "without; give word_forward another key here."
            ),
        ),
        (
            'find = "Q"\nsearch = "Q"',
            "line 3: Q is the key of both find and search in the text: find has it, search goes without.",
        ),
        (
            'find = "i"',
            (
                "line 2: i (find) begins iw (inner_word), is (inner_sentence), ip (inner_paragraph) and iq "
                "(inner_quotation), so that in the text only one of them can be: find has it, inner_word, "
                "inner_sentence, inner_paragraph and inner_quotation go without; give inner_word, inner_sentence, "
                "inner_paragraph and inner_quotation other keys here."
            ),
        ),
        (
            'find = "w w"',
            (
                "line 2: w (word_forward) begins ww (find), so that in the text only one of them can be: find has it, "
                "word_forward goes without; give word_forward another key here."
            ),
        ),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(text: str, told: str) -> None:
    """With the line, and what to do; all else applies."""
    keymap = said(f'{text}\ntheme = "f9"')
    assert len(keymap.problems) == 1
    assert keymap.problems[0].startswith(f"keys.toml, {told}")
    assert changed(keymap)["theme"] == ("f9",)


def test_a_key_that_is_none_takes_nothing_away() -> None:
    """The command keeps the keys that it has; of a list the rest applies."""
    assert changed(said('find = "ctl+t"')) == {}
    assert changed(said('find = ["ctl+t", "f9"]')) == {"find": ("f9",)}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"[keys", "keys.toml is no TOML: "),
        (b"[keys]\nfind = /\n", "(at line 2, column 8). The keys are those of newsdesk."),
        (b'[keys]\nfind = "a"\nfind = "b"\n', "keys.toml is no TOML: Cannot overwrite a value (at line 3"),
        (b"\xff", "keys.toml is not in UTF-8; the keys are those of newsdesk."),
        (b"keys = 3", "keys.toml, line 1: [keys] should be a table of commands and their keys."),
        (b'find = "F"', "keys.toml, line 1: “find” stands outside the table [keys], where nothing is read."),
        (b"x = " + b"[" * 5000, "keys.toml is no TOML: "),
    ],
)
def test_a_file_that_is_none(data: bytes, told: str) -> None:
    """It is told, and the keys are ours."""
    keymap = read(data)
    assert told in " ".join(keymap.problems)
    assert len(keymap.problems) == 1
    assert keymap.commands == COMMANDS


def test_a_file_may_begin_with_a_mark_and_have_any_line_ends() -> None:
    """As editors on Windows write it; and an empty one says nothing."""
    assert changed(read(b'\xef\xbb\xbf[keys]\r\nfind = "f9"\r\n')) == {"find": ("f9",)}
    assert [read(b"").problems, read(b"# nothing\n[keys]\n").problems] == [(), ()]


def test_where_the_file_is(tmp_path: Path) -> None:
    """Named, else in the folder for configuration, else in the home's."""
    assert keys_file({"NEWSDESK_KEYS": "/a/b", "XDG_CONFIG_HOME": "/c"}) == "/a/b"
    assert keys_file({"XDG_CONFIG_HOME": "/c"}) == "/c/newsdesk/keys.toml"
    assert keys_file({}) == str(Path.home() / ".config/newsdesk/keys.toml")
    assert load({"XDG_CONFIG_HOME": str(tmp_path)}) is DEFAULT
    missing = load({"NEWSDESK_KEYS": str(tmp_path / "none.toml")})
    assert missing.problems == (f"{tmp_path}/none.toml is not there; $NEWSDESK_KEYS names it.",)
    for odd, why in ((str(tmp_path), "Is a directory"), ("a\0b", "no such name")):
        (problem,) = load({"NEWSDESK_KEYS": odd}).problems
        assert why in problem
    long = tmp_path / "long.toml"
    long.write_bytes(b"#" * 1_000_001)
    assert "too long" in load({"NEWSDESK_KEYS": str(long)}).problems[0]


def test_keys_that_a_text_names_are_those_in_force() -> None:
    """For the tutorial, which speaks of our own keys."""
    keymap = said('highlight = "X"\ninner_word = "z w"\nfind = ["ctrl+t", "/"]\nopen = ""')
    assert [keymap.now(keys) for keys in ("m", "i w", "/", "j", "o", "ctrl+s", "5")] == [
        "X",
        "zw",
        "/",
        "j",
        ":",
        "ctrl+s",
        "5",
    ]
    assert keymap.key("find") == "ctrl+t"


def test_without_a_file_nothing_is_loaded_for_it() -> None:
    """The first frame does not wait for a reader of TOML."""
    import subprocess

    code = "import sys, tui.keymap as k; k.load({'XDG_CONFIG_HOME': '/nowhere'}); print('tomllib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"False\n"


def test_what_the_readme_shows_is_right() -> None:
    """Its example has no problem, and changes what it says."""
    (example,) = re.findall(r"```toml\n(\[keys\].*?)```", README, re.DOTALL)
    keymap = read(example.encode())
    assert keymap.problems == ()
    assert len(changed(keymap)) == example.count(" = ")


_IDS = st.sampled_from([*BY_ID, "serch"])
_KEYS = st.sampled_from([*"wgjxQ/3+ж", "", "g g", "g", "ctrl+d", "esc", "ctl+x", "f9", "a w", "a", "enter"])


@settings(deadline=None)
@given(st.dictionaries(_IDS, _KEYS | st.lists(_KEYS, max_size=3), max_size=8))
def test_whatever_a_file_says_the_keys_are_sound(asked: dict[str, Any]) -> None:
    """A dispatcher can be made of them, each runs its command, and what could not be had was told."""
    import json

    keymap = said(
        "\n".join(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in asked.items())
    )
    assert [c.id for c in keymap.commands] == [c.id for c in COMMANDS]
    dispatcher = Dispatcher(keymap.commands)
    for command in keymap.commands:
        for keys in command.keys:
            for place in command.where:
                assert [r for key in keys.split() for r in dispatcher.feed(key, place)] == [Run(command.id)]
        if command.id in FIXED:
            assert command.keys == BY_ID[command.id].keys
        elif command.id not in asked and command.keys != BY_ID[command.id].keys:
            assert any(command.id in problem for problem in keymap.problems)
    assert all(problem.startswith("keys.toml") and "\n" not in problem for problem in keymap.problems)


def test_the_command_lists_keys_and_problems(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As text and as objects; what is wrong goes to standard error, and is the status."""
    file = tmp_path / "keys.toml"
    monkeypatch.setenv("NEWSDESK_KEYS", str(file))
    file.write_text('[keys]\nfind = "ctrl+t"\n', encoding="utf-8")
    done = cli.bare("keys")
    assert (done.status, done.err) == (0, "")
    lines = [line.split() for line in done.text.splitlines()]
    assert ["*", "ctrl+t", "find", *BY_ID["find"].title.split()] in lines
    assert ["w,", "ctrl+right", "word_forward", "next", "word"] in lines
    assert cli.bare("keys", "--file").text == f"{file}\n"
    file.write_text('[keys]\nfind = "ctrl+t"\nserch = "x"\n', encoding="utf-8")
    done = cli.bare("keys", "--json")
    assert (done.status, done.err) == (
        1,
        "newsdesk: keys.toml, line 3: there is no command “serch”; did you mean “search”?\n",
    )
    assert done.objects[0] == {
        "command": "left",
        "title": "left",
        "group": "Move",
        "keys": ["h", "left"],
        "where": list(BY_ID["left"].where),
        "changed": False,
    }
    assert [item["command"] for item in done.objects if item["changed"]] == ["find"]
