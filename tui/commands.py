"""The one table of commands. Dispatcher, hint line, help, palette and README are all made from it.

A place says where a command holds:
    source       the source pane, with no selection
    fresh        a selection that has just begun (`v`, nothing else yet)
    select       a selection
    adjust       a highlight whose boundaries are being moved
    annotations  the annotations pane
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["BY_ID", "COMMANDS", "GROUPS", "Command", "shown"]

GROUPS: Final = ("Move", "Select", "Mark", "Find", "Take out", "Desk")

_TEXT: Final = ("source", "fresh", "select")
_ALL: Final = (*_TEXT, "annotations")
_SELECTION: Final = ("fresh", "select", "adjust")
_MOVING: Final = (*_TEXT, "adjust")
_EVERYWHERE: Final = (*_ALL, "adjust")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing that the desk can do."""

    id: str
    title: str
    """What it does, in a few words: palette and help."""
    group: str
    keys: tuple[str, ...] = ()
    """Each a sequence of keys parted by spaces; keys as Textual names them, signs as themselves."""
    where: tuple[str, ...] = _ALL
    counted: bool = False
    """Whether a number typed before it repeats it."""
    hint: str = ""
    """Its word in the hint line; empty leaves it out."""
    help: str = ""
    """A sentence more, for help and README."""


def _motion(name: str, title: str, *keys: str) -> Command:
    return Command(id=name, title=title, group="Move", keys=keys, where=_MOVING, counted=True)


def _object(letter: str, name: str, what: str, around: str) -> tuple[Command, Command]:
    inner = Command(
        id=f"inner_{name}",
        title=f"select the {what}",
        group="Select",
        keys=(f"i {letter}",),
        where=_MOVING,
        counted=True,
    )
    outer = Command(
        id=f"a_{name}",
        title=f"select the {what} {around}",
        group="Select",
        keys=(f"a {letter}",),
        where=("fresh", "adjust"),
        counted=True,
        help="after v",
    )
    return inner, outer


COMMANDS: Final = (
    _motion("left", "left", "h", "left"),
    _motion("down", "row down", "j", "down"),
    _motion("up", "row up", "k", "up"),
    _motion("right", "right", "l", "right"),
    _motion("word_forward", "next word", "w", "ctrl+right"),
    _motion("word_back", "word back", "b", "ctrl+left"),
    _motion("word_end", "end of the word", "e"),
    _motion("sentence_forward", "next sentence", ")"),
    _motion("sentence_back", "sentence back", "("),
    _motion("paragraph_forward", "next paragraph", "}", "ctrl+down"),
    _motion("paragraph_back", "paragraph back", "{", "ctrl+up"),
    _motion("row_start", "start of the row", "0", "home"),
    _motion("row_end", "end of the row", "$", "end"),
    _motion("article_start", "start of the article", "g g", "ctrl+home"),
    _motion("article_end", "end of the article", "G", "ctrl+end"),
    _motion("half_down", "half a page down", "ctrl+d"),
    _motion("half_up", "half a page up", "ctrl+u"),
    _motion("page_down", "a page down", "pagedown", "space"),
    _motion("page_up", "a page up", "pageup"),
    *(
        Command(
            id=f"row_{where}",
            title=f"the cursor's row to the {where}",
            group="Move",
            keys=(key,),
            where=_TEXT,
        )
        for where, key in (("middle", "z z"), ("top", "z t"), ("bottom", "z b"))
    ),
    *(
        Command(
            id=way,
            title=f"{way} rows",
            group="Move",
            keys=keys,
            where=_TEXT,
            counted=True,
            help="remembered; from 40 to 120 cells",
        )
        for way, keys in (("wider", ("z +", "z =")), ("narrower", ("z -",)))
    ),
    Command(
        id="select",
        title="begin a selection, or end it",
        group="Select",
        keys=("v",),
        where=_TEXT,
        hint="select",
    ),
    Command(id="select_rows", title="select whole rows", group="Select", keys=("V",), where=_TEXT),
    *(
        Command(
            id=f"extend_{way}",
            title=f"select {what}",
            group="Select",
            keys=(f"shift+{way}",),
            where=_MOVING,
            counted=True,
        )
        for way, what in (
            ("left", "leftwards"),
            ("right", "rightwards"),
            ("up", "a row up"),
            ("down", "a row down"),
        )
    ),
    *_object("w", "word", "word", "and the space behind it"),
    *_object("s", "sentence", "sentence", "and the space behind it"),
    *_object("p", "paragraph", "paragraph", "and the line break behind it"),
    *_object("q", "quotation", "words in quotation marks", "with the marks"),
    Command(
        id="grow",
        title="grow the selection",
        group="Select",
        keys=("+", "="),
        where=_MOVING,
        counted=True,
        help="to the word, the quotation, the sentence, the paragraph, the article",
    ),
    Command(
        id="shrink",
        title="shrink the selection",
        group="Select",
        keys=("-",),
        where=_SELECTION,
        counted=True,
        help="back the way it grew, or to the next smaller unit at the cursor",
    ),
    Command(
        id="nudge_on",
        title="the selection's end a word on",
        group="Select",
        keys=(">",),
        where=_SELECTION,
        counted=True,
    ),
    Command(
        id="nudge_back",
        title="the selection's end a word back",
        group="Select",
        keys=("<",),
        where=_SELECTION,
        counted=True,
        help="the end where the cursor is, < and > as the text runs; it stops at the other end",
    ),
    Command(
        id="other_end",
        title="go to the other end of the selection",
        group="Select",
        keys=("o",),
        where=_SELECTION,
    ),
    Command(
        id="reselect",
        title="the last selection again",
        group="Select",
        keys=("g v",),
        where=("source",),
        help="also after it was highlighted",
    ),
    Command(
        id="escape",
        title="leave: the selection, what was found, a message",
        group="Select",
        keys=("escape",),
        where=_EVERYWHERE,
    ),
    Command(
        id="highlight",
        title="highlight",
        group="Mark",
        keys=("m",),
        where=_TEXT,
        hint="highlight",
        help="the selection, or the sentence under the cursor",
    ),
    Command(
        id="annotate",
        title="highlight and write a note",
        group="Mark",
        keys=("a",),
        where=("source", "select", "annotations"),
        hint="note",
        help="on a highlight: opens its note; ctrl+s saves, escape leaves and keeps the draft",
    ),
    Command(
        id="note_outside",
        title="write the note in your editor",
        group="Mark",
        keys=("E",),
        where=("source", "select", "annotations"),
        help="$VISUAL or $EDITOR; ctrl+e goes there from within a note",
    ),
    Command(id="annotate_article", title="write a note on the article itself", group="Mark", keys=("A",)),
    Command(id="draft", title="open a note that was left as a draft", group="Mark"),
    Command(
        id="tag",
        title="tag",
        group="Mark",
        keys=("t",),
        hint="tag",
        help="a tag that is there already is taken off",
    ),
    Command(
        id="tag_number",
        title="put the tag of that number",
        group="Mark",
        keys=(),
        help="keys 1 to 9: on the highlight under the cursor, or on a new one of what m would highlight",
    ),
    Command(
        id="repeat",
        title="repeat the last mark",
        group="Mark",
        keys=(".",),
        where=_TEXT,
        help="m, a tag or a number: on the selection, or on the same kind of passage here",
    ),
    Command(
        id="cycle",
        title="next of the highlights under the cursor",
        group="Mark",
        keys=("O",),
        where=("source",),
        help="keys then work on it",
    ),
    Command(
        id="adjust",
        title="move the boundaries of the highlight",
        group="Mark",
        keys=("r",),
        where=("source", "annotations"),
        help="by all keys that select",
    ),
    Command(
        id="save_boundaries",
        title="save the boundaries",
        group="Mark",
        keys=("m", "enter"),
        where=("adjust",),
        help="after r; escape leaves them as they were",
    ),
    Command(
        id="split",
        title="split the highlight at the cursor",
        group="Mark",
        keys=("S",),
        where=_TEXT,
        help="with a selection, where it begins",
    ),
    Command(
        id="merge",
        title="merge it with the highlight that it touches",
        group="Mark",
        keys=("J",),
    ),
    Command(
        id="link",
        title="link with another annotation",
        group="Mark",
        keys=("g l",),
        help="supports, contradicts, same claim, see also; seen at both",
    ),
    Command(
        id="follow_link",
        title="go along a link",
        group="Find",
        keys=("g d",),
        help="of several, one chooses",
    ),
    Command(id="links", title="the links of this annotation", group="Find"),
    Command(id="delete", title="delete the annotation", group="Mark", keys=("d",), hint="delete"),
    Command(id="undo", title="undo", group="Mark", keys=("u",), counted=True),
    Command(id="redo", title="redo", group="Mark", keys=("ctrl+r",), counted=True),
    Command(
        id="next_annotation",
        title="next annotation",
        group="Find",
        keys=("]",),
        counted=True,
        where=_ALL,
    ),
    Command(
        id="previous_annotation",
        title="previous annotation",
        group="Find",
        keys=("[",),
        counted=True,
        where=_ALL,
    ),
    Command(
        id="next_card",
        title="next annotation",
        group="Move",
        keys=("j", "down"),
        where=("annotations",),
        counted=True,
        help="in the annotations pane",
    ),
    Command(
        id="previous_card",
        title="previous annotation",
        group="Move",
        keys=("k", "up"),
        where=("annotations",),
        counted=True,
        help="in the annotations pane",
    ),
    Command(
        id="first_card",
        title="first annotation",
        group="Move",
        keys=("g g", "home"),
        where=("annotations",),
    ),
    Command(id="last_card", title="last annotation", group="Move", keys=("G", "end"), where=("annotations",)),
    Command(
        id="jump",
        title="from a highlight to its card, and back",
        group="Find",
        keys=("enter",),
        hint="jump",
    ),
    Command(
        id="find",
        title="find in this article",
        group="Find",
        keys=("/", "ctrl+f"),
        where=_TEXT,
        hint="find",
        help='in any script or spelling; "in quotation marks" as written',
    ),
    Command(
        id="filter",
        title="filter the annotations",
        group="Find",
        keys=("/", "ctrl+f"),
        where=("annotations",),
        hint="filter",
    ),
    Command(id="find_next", title="next found", group="Find", keys=("n",), where=_TEXT, counted=True),
    Command(id="find_previous", title="previous found", group="Find", keys=("N",), where=_TEXT, counted=True),
    Command(
        id="find_word",
        title="find the word under the cursor, or the selection",
        group="Find",
        keys=("*",),
        where=_TEXT,
    ),
    Command(
        id="search",
        title="search the whole desk",
        group="Find",
        keys=("f",),
        hint="search",
        help="titles, texts and notes, in any script or spelling, with a preview",
    ),
    Command(
        id="open",
        title="open another article",
        group="Find",
        keys=("o",),
        where=("source", "annotations"),
        hint="open",
    ),
    Command(id="next_article", title="next article", group="Find", keys=("L",), counted=True),
    Command(id="previous_article", title="previous article", group="Find", keys=("H",), counted=True),
    Command(
        id="next_unread",
        title="next unread article",
        group="Find",
        keys=("g u",),
        help="one that was never opened here",
    ),
    Command(
        id="next_review",
        title="next annotation to review",
        group="Find",
        keys=("g r",),
        help="in this article, then in those behind it: found again in a changed text, but not for certain",
    ),
    Command(
        id="back",
        title="back to where you jumped from",
        group="Find",
        keys=("ctrl+o", "g b"),
        counted=True,
        help="another article, a search hit, a match, an annotation, a far click; kept for the next time",
    ),
    Command(id="forward", title="forward again", group="Find", keys=("g f",), counted=True),
    Command(
        id="copy",
        title="copy with its citation",
        group="Take out",
        keys=("y",),
        hint="copy",
        help="the selection, or the highlight under the cursor",
    ),
    Command(
        id="copy_bare",
        title="copy without citation",
        group="Take out",
        keys=("Y", "ctrl+c"),
    ),
    Command(id="export", title="export to Markdown", group="Take out", keys=("x",), hint="export"),
    Command(id="next_pane", title="next pane", group="Desk", keys=("tab",), hint="pane"),
    Command(id="previous_pane", title="pane before", group="Desk", keys=("shift+tab",)),
    Command(
        id="compare",
        title="two articles side by side",
        group="Desk",
        keys=("c",),
        where=("source", "annotations"),
        help="again: this one alone",
    ),
    Command(id="help", title="help", group="Desk", keys=("?", "f1"), where=_EVERYWHERE, hint="help"),
    Command(id="palette", title="all commands", group="Desk", keys=(":", "ctrl+p"), hint="commands"),
    Command(
        id="tutorial",
        title="learn the keys in five minutes",
        group="Desk",
        keys=("g ?",),
        hint="learn the keys",
        help="on a desk for practice, with tasks that are checked",
    ),
    Command(id="theme", title="theme: light, dark, or the terminal's 16 colours", group="Desk"),
    Command(id="samples", title="remove the sample articles, or bring them back", group="Desk"),
    Command(
        id="suspend",
        title="back to the shell",
        group="Desk",
        keys=("ctrl+z",),
        help="its fg opens the desk again, as it was",
    ),
    Command(id="quit", title="quit", group="Desk", keys=("q", "ctrl+q"), hint="quit"),
)

BY_ID: Final = {command.id: command for command in COMMANDS}

_NAMES: Final = {
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def shown(keys: str) -> str:
    """A key sequence as people write it: `g g` is gg, `ctrl+d` ctrl+d, `shift+left` shift+←."""
    return "".join("+".join(_NAMES.get(part, part) for part in key.split("+")) for key in keys.split(" "))
