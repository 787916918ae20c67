"""Where in a text the terms of a query are, and which of them stand together as one name."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from store.model import Span
from store.search.levels import SLACK, SPELLED
from store.search.query import joint
from store.search.words import prefix_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
        reasons: dict[str, None] = {}
        for event in self.events:
            form = entry.document.text[entry.starts[event.first] : _end(event, entry)]
            reasons[form if event.level == SPELLED else f"{form} ~ {event.answer.term.text}"] = None
        return ", ".join(reasons)


def events(answer: Answer, entry: Entry, positions: Mapping[str, Sequence[int]] | None = None) -> list[Event]:
    """Every occurrence of a term in a text, in its order, whatever its level.

    `positions`, where they are known, are the numbers of each word's occurrences: nothing else is then looked at.
    """
    if answer.term.spelled:
        return _phrases(answer, entry, positions)
    wanted = answer.wanted
    if positions is not None:
        return sorted(
            (Event(n, n, level, answer) for word, level in wanted.items() for n in positions.get(word, ())),
            key=_order,
        )
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
    kept.sort(key=_order)
    if len(occurrences) == 1:
        return [Place((event,)) for event in kept]
    return [place for chain in _chains(kept) for place in _names(chain, len(occurrences))]


def _chains(kept: Sequence[Event]) -> Iterator[list[Event]]:
    """Part occurrences where the next is out of reach."""
    chain: list[Event] = []
    for event in kept:
        if chain and event.first - chain[-1].last > _REACH:
            yield chain
            chain = []
        chain.append(event)
    yield chain


def _names(chain: Sequence[Event], terms: int) -> list[Place]:
    """The places of a chain: first the tightest groups of all terms, then what is left."""
    names: list[tuple[Event, ...]] = []
    latest: dict[int, Event] = {}
    for event in chain:
        latest[id(event.answer)] = event
        if len(latest) == terms:
            group = tuple(sorted(latest.values(), key=_order))
            if all(after.first - before.last <= _REACH for before, after in pairwise(group)):
                names.append(group)
    names.sort(key=lambda group: (group[-1].last - group[0].first, group[0].first))
    taken: set[int] = set()
    found = []
    for group in names:
        words = range(group[0].first, group[-1].last + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            found.append(Place(group))
    found += [Place((event,)) for event in chain if taken.isdisjoint((event.first, event.last))]
    return sorted(found, key=lambda place: _order(place.events[0]))


def _order(event: Event) -> tuple[int, int]:
    return event.first, event.last


def _phrases(answer: Answer, entry: Entry, positions: Mapping[str, Sequence[int]] | None) -> list[Event]:
    term, words, text = answer.term, entry.words, entry.document.text
    found: list[Event] = []
    for first in _firsts(term, words, positions):
        last = first + len(term.words) - 1
        if last >= len(words) or (found and first <= found[-1].last):
            continue
        ending = words[last]
        if ending != term.words[-1] and not (term.begins and ending.startswith(term.words[-1])):
            continue
        if tuple(words[first:last]) != term.words[:-1]:
            continue
        gaps = (joint(text[entry.end(n) : entry.starts[n + 1]]) for n in range(first, last))
        if all(gap == wanted for gap, wanted in zip(gaps, term.joints, strict=True)):
            found.append(Event(first, last, SPELLED, answer))
    return found


def _firsts(term: Term, words: Sequence[str], positions: Mapping[str, Sequence[int]] | None) -> Sequence[int]:
    head = term.words[0]
    if positions is not None:
        if len(term.words) > 1 or not term.begins:
            return positions.get(head, ())
        return sorted(n for word, places in positions.items() if word.startswith(head) for n in places)
    if len(term.words) == 1 and term.begins:
        return [n for n, word in enumerate(words) if word.startswith(head)]
    return [n for n, word in enumerate(words) if word == head]


def _end(event: Event, entry: Entry) -> int:
    term = event.answer.term
    if term.spelled and term.begins:
        return prefix_end(entry.document.text, entry.starts[event.last], len(term.words[-1]))
    return entry.end(event.last)
