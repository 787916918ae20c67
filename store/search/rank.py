"""Which texts answer a query best."""

from __future__ import annotations

from heapq import nsmallest
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from store.search.levels import SLACK, SPELLED
from store.search.places import Answer, events, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from store.search.entry import Entry
    from store.search.vocabulary import Vocabulary

__all__ = ["SCATTERED", "Ranked", "rank"]

SCATTERED: Final = 8.0
"""What a text loses in whose no place the words stand together."""
_FIELDS: Final = {"title": 0, "body": 1, "note": 2}


class Ranked(NamedTuple):
    """A text by its number, and how well it answers."""

    number: int
    score: float


class _Reach(NamedTuple):
    """The texts that a term is in: its best level in each, and how often it is there."""

    best: dict[int, float]
    counts: dict[int, int]


def rank(
    answers: Sequence[Answer], vocabulary: Vocabulary, entries: Mapping[int, Entry], limit: int | None = None
) -> list[Ranked]:
    """The texts that have every term, best first; if none has, those that have the most terms.

    By score; among equals titles before bodies before notes, then by how often the terms occur.
    """
    reaches = [_reach(answer, vocabulary, entries) for answer in answers]
    numbers, least = _having_most(reaches)
    ranked = []
    for number in numbers:
        score, count = _score(number, answers, reaches, entries)
        weight = 0.0
        if least < len(answers):
            # Of two texts that lack a word, the one that has the rarer words is meant.
            weight = sum(log(len(entries) / len(r.best)) for r in reaches if number in r.best)
        document = entries[number].document
        order = (-score, -weight, _FIELDS[document.field], -count, document.key)
        ranked.append((order, number, score))
    best = sorted(ranked) if limit is None else nsmallest(limit, ranked)
    return [Ranked(number, score) for _, number, score in best]


def _having_most(reaches: Sequence[_Reach]) -> tuple[Iterable[int], int]:
    """The texts that have the most terms, and how many that is."""
    if len(reaches) == 1:
        return reaches[0].best, 1
    every = set(reaches[0].best).intersection(*(reach.best for reach in reaches[1:]))
    if every:
        return every, len(reaches)
    had: dict[int, int] = {}
    for reach in reaches:
        for number in reach.best:
            had[number] = had.get(number, 0) + 1
    most = max(had.values(), default=0)
    return [number for number, count in had.items() if count == most], most


def _score(
    number: int, answers: Sequence[Answer], reaches: Sequence[_Reach], entries: Mapping[int, Entry]
) -> tuple[float, int]:
    """How well a text answers, and in how many places."""
    if len(answers) == 1:
        return reaches[0].best[number], reaches[0].counts[number]
    present = [a for a, reach in zip(answers, reaches, strict=True) if number in reach.best]
    share = len(present) / len(answers)
    if len(present) == 1:
        reach = next(r for r in reaches if number in r.best)
        return share * reach.best[number], reach.counts[number]
    entry = entries[number]
    found = places([events(answer, entry) for answer in present])
    together = [place.level for place in found if len(place.events) > 1]
    if together:
        level = max(together)
    else:
        scattered = [reach.best[number] for reach in reaches if number in reach.best]
        level = sum(scattered) / len(scattered) - SCATTERED
    return share * level, len(found)


def _reach(answer: Answer, vocabulary: Vocabulary, entries: Mapping[int, Entry]) -> _Reach:
    reach = _Reach({}, {})
    if answer.term.spelled:
        for number in _candidates(answer, vocabulary):
            if found := events(answer, entries[number]):
                reach.best[number] = SPELLED
                reach.counts[number] = len(found)
        return reach
    best, counts = reach
    for word, level in sorted(answer.wanted.items(), key=lambda item: -item[1]):
        for number, count in vocabulary.postings(word).items():
            before = best.get(number)
            if before is None:
                best[number] = level
                counts[number] = count
            elif level >= before - SLACK:
                counts[number] += count
    return reach


def _candidates(answer: Answer, vocabulary: Vocabulary) -> set[int]:
    """The texts that have all words of a phrase."""
    *whole, last = answer.term.words
    ends = vocabulary.beginning(last) if answer.term.begins else (last,)
    found = {number for word in ends for number in vocabulary.postings(word)}
    return found.intersection(*(vocabulary.postings(word) for word in whole))
