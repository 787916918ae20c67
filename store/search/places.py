"""Where in a text the terms of a query are, and which of them stand together as one name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from store.model import Span
from store.search.levels import SLACK, SPELLED
from store.search.query import joint
from store.search.words import prefix_end

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.search.entry import Entry
    from store.search.query import Term

__all__ = ["Answer", "Place", "events", "places"]

_REACH: Final = 3
"""Words of a name are at most so many words apart: `Kasym-Zhomart Kemeluly Tokayev`."""


class Answer(NamedTuple):
    """A term, and the words that answer it with their levels (none for a phrase)."""

    term: Term
    wanted: Mapping[str, float]


class Event(NamedTuple):
    """One occurrence of a term: the numbers of its first and last word."""

    first: int
    last: int
    level: float
    answer: Answer


class Place(NamedTuple):
    """One occurrence of a term, or of several that stand together."""

    events: tuple[Event, ...]

    @property
    def level(self) -> float:
        """How well it answers, 0 to 100."""
        return sum(event.level for event in self.events) / len(self.events)

    def span(self, entry: Entry) -> Span:
        """Where it lies in the text."""
        start = entry.starts[min(event.first for event in self.events)]
        return Span(start, max(_end(event, entry) for event in self.events))

    def because(self, entry: Entry) -> str:
        """Why it answers: each form found, and the word typed if that is spelled otherwise."""
        reasons = {}
        for event in self.events:
            form = entry.document.text[entry.starts[event.first] : _end(event, entry)]
            reasons[form if event.level == SPELLED else f"{form} ~ {event.answer.term.text}"] = None
        return ", ".join(reasons)


def events(answer: Answer, entry: Entry) -> list[Event]:
    """Every occurrence of a term in a text, in its order, whatever its level."""
    if answer.term.spelled:
        return _phrases(answer, entry)
    wanted = answer.wanted
    return [Event(n, n, wanted[word], answer) for n, word in enumerate(entry.words) if word in wanted]


def places(occurrences: Sequence[Sequence[Event]]) -> list[Place]:
    """The places of a text, in its order, from the occurrences of each term that it has.

    Where all those terms stand within reach of one another they are one place. What lies far
    below the best occurrence of its term is left out.
    """
    kept: list[Event] = []
    for of_term in occurrences:
        least = max(event.level for event in of_term) - SLACK
        kept += [event for event in of_term if event.level >= least]
    kept.sort(key=lambda event: event[:2])
    if len(occurrences) == 1:
        return [Place((event,)) for event in kept]
    found: list[Place] = []
    window: list[Event] = []
    seen: set[int] = set()
    for event in kept:
        if window and event.first - window[-1].last > _REACH:
            found += [Place((single,)) for single in window]
            window, seen = [], set()
        window.append(event)
        seen.add(id(event.answer))
        if len(seen) == len(occurrences):
            name = _shortest(window, len(occurrences))
            found += [Place((single,)) for single in window[: -len(name)]]
            found.append(Place(name))
            window, seen = [], set()
    return found + [Place((single,)) for single in window]


def _shortest(window: Sequence[Event], terms: int) -> tuple[Event, ...]:
    """The shortest end of a window in which all terms are."""
    seen: set[int] = set()
    for count, event in enumerate(reversed(window), 1):
        seen.add(id(event.answer))
        if len(seen) == terms:
            return tuple(window[-count:])
    return tuple(window)


def _phrases(answer: Answer, entry: Entry) -> list[Event]:
    term, words, text = answer.term, entry.words, entry.document.text
    count = len(term.words)
    found = []
    for first in _firsts(term, words):
        last = first + count - 1
        if last >= len(words) or tuple(words[first:last]) != term.words[:-1]:
            continue
        ending = words[last]
        if ending != term.words[-1] and not (term.begins and ending.startswith(term.words[-1])):
            continue
        gaps = (joint(text[entry.end(n) : entry.starts[n + 1]]) for n in range(first, last))
        if all(gap == wanted for gap, wanted in zip(gaps, term.joints, strict=True)):
            found.append(Event(first, last, SPELLED, answer))
    return found


def _firsts(term: Term, words: Sequence[str]) -> list[int]:
    head = term.words[0]
    if len(term.words) == 1 and term.begins:
        return [n for n, word in enumerate(words) if word.startswith(head)]
    return [n for n, word in enumerate(words) if word == head]


def _end(event: Event, entry: Entry) -> int:
    term = event.answer.term
    if term.spelled and term.begins:
        return prefix_end(entry.document.text, entry.starts[event.last], len(term.words[-1]))
    return entry.end(event.last)
