"""What the tutorial teaches: tasks on the sample article, each with a check that it was done. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store import Annotation

__all__ = ["TASKS", "Seen", "Task"]


@dataclass(slots=True)
class Seen:
    """What a check looks at: the screen as it is, and what was done since the task began."""

    text: str
    cursor: int
    selected: str | None
    annotations: Sequence[Annotation]
    """Those of the open article."""
    two: bool
    """Whether two articles stand side by side."""
    found: int
    """How many places are marked as found."""
    runs: list[str] = field(default_factory=list)
    """Ids of the commands that were run."""

    def at(self, words: str) -> bool:
        """Whether the cursor is on the first letter of these words."""
        return self.text.startswith(words, self.cursor)

    def quotes(self) -> list[str]:
        """What is highlighted."""
        return [annotation.quote for annotation in self.annotations]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `say` is plain text; keys in it stand in ‹ ›."""

    title: str
    say: str
    done: Callable[[Seen], bool]


def _ran(*commands: str) -> Callable[[Seen], bool]:
    """All of these commands were run."""
    return lambda seen: all(command in seen.runs for command in commands)


def _marked(words: str) -> Callable[[Seen], bool]:
    return lambda seen: any(words in quote for quote in seen.quotes())


def _noted(seen: Seen) -> bool:
    return any(annotation.note.strip() for annotation in seen.annotations)


def _tagged(times: int) -> Callable[[Seen], bool]:
    return lambda seen: sum(bool(annotation.tags) for annotation in seen.annotations) >= times


TASKS: Final = (
    Task(
        "Rows",
        "‹j› goes a row down, ‹k› a row up; a number before it repeats it. Go down with ‹5› ‹j›, and up again with ‹k›.",
        _ran("down", "up"),
    ),
    Task(
        "Sentences and paragraphs",
        "‹)› goes to the next sentence, ‹}› to the next paragraph, ‹(› and ‹{› go back. "
        "Put the cursor on “The pressure on him is growing”.",
        lambda seen: seen.at("The pressure"),
    ),
    Task(
        "Highlight",
        "‹m› highlights the sentence under the cursor; nothing needs to be selected. Highlight this one.",
        _marked("The pressure on him is growing"),
    ),
    Task(
        "Words, and finding them",
        "‹w› goes to the next word, ‹b› back, ‹e› to its end. Find “Rador” with ‹/›: type ‹rador› and press ‹enter›.",
        lambda seen: seen.at("Rador"),
    ),
    Task(
        "Select a thing at once",
        "‹i› and a letter selects what is under the cursor: ‹i w› the word, ‹i s› the sentence, ‹i p› the paragraph, "
        "‹i q› what stands in quotation marks. Select the word with ‹i› ‹w›.",
        lambda seen: seen.selected == "Rador",
    ),
    Task(
        "Grow it",
        "‹+› makes a selection larger: word, sentence, paragraph; ‹-› smaller again. Press ‹+› until the whole sentence "
        "is selected (it begins with “President”).",
        lambda seen: (
            (seen.selected or "").startswith("President") and (seen.selected or "").endswith("Rador.")
        ),
    ),
    Task(
        "Write a note",
        "‹a› highlights what is selected and opens a note. Press ‹a›, write a few words, and save with ‹ctrl+s›.",
        _noted,
    ),
    Task(
        "Tag it",
        "‹t› tags the highlight under the cursor: press ‹t›, type ‹claim›, press ‹enter›.",
        _tagged(1),
    ),
    Task(
        "By number",
        "Every tag has a number. ‹]› goes to the next highlight, ‹[› to the one before: go to a highlight that has no "
        "tag, and press ‹1›.",
        _tagged(2),
    ),
    Task(
        "Take it back",
        "‹u› takes the last change back, whatever it was and after a restart too; ‹ctrl+r› makes it again. Do both.",
        _ran("undo", "redo"),
    ),
    Task(
        "One name, every spelling",
        "‹/› finds a name however it is spelled. Find ‹лукашенка› here, and go on with ‹n›: Lukashenko, Lukashenka.",
        lambda seen: seen.found > 1 and "find_next" in seen.runs,
    ),
    Task(
        "All articles",
        "‹f› searches every article, in all languages. Press ‹f›, type ‹tokayev›, choose a hit with the arrows, and open it "
        "with ‹enter›.",
        _ran("search"),
    ),
    Task(
        "Another article",
        "‹o› opens another article: type a word of its title. ‹L› and ‹H› go to the next and the one before. Open another one.",
        lambda seen: any(command in seen.runs for command in ("open", "next_article", "previous_article")),
    ),
    Task(
        "Side by side",
        "‹c› puts a second article beside this one; ‹tab› goes from pane to pane. Choose one with ‹enter›.",
        lambda seen: seen.two,
    ),
    Task(
        "Take it with you",
        "‹y› copies the selection, or the highlight under the cursor, with its citation. ‹i s› selects a sentence; copy it.",
        _ran("copy"),
    ),
)
"""In about five minutes. ‹x› (export) and ‹?› (help) are told at the end: they need no practice."""
