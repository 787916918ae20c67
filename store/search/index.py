"""The index: documents in, matches out."""

from __future__ import annotations

import threading
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from store.search.entry import Document, Entry
from store.search.match import match
from store.search.places import Answer, events, places
from store.search.query import Term, parse
from store.search.rank import rank
from store.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from store.model import Span
    from store.search.entry import Field

__all__ = ["Found", "Index", "Match", "find"]

_REMEMBERED: Final = 256
"""Words whose answers are kept until the index changes: a query grows letter by letter."""


class Match(NamedTuple):
    """A text that answers a query, with its best place; offsets are code points of that text."""

    key: str
    field: Field
    score: float
    """0 to 100; 100 is every word as spelled, the words together."""
    start: int
    end: int
    because: str
    """Why: the form found, and after `~` the word typed if that is spelled otherwise."""
    spans: tuple[Span, ...]
    """All places in the text's order; the best one is among them."""


class Found(NamedTuple):
    """One place of a text, in code points, end exclusive."""

    start: int
    end: int
    because: str
    score: float


class Index:
    """Texts, to be found by names in any spelling. Safe to use from several threads."""

    def __init__(self) -> None:
        self._guard = threading.RLock()
        self._entries: dict[int, Entry] = {}
        self._numbers: dict[str, dict[Field, int]] = {}
        self._next = 0
        self._vocabulary = Vocabulary()
        self._answers: dict[Term, Answer] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def put(self, document: Document) -> None:
        """Take in a document, in place of the one with the same key and field."""
        with self._guard:
            number = self._numbers.get(document.key, {}).get(document.field)
            if number is not None:
                if self._entries[number].document.text == document.text:
                    return
                self._drop(document.key, document.field)
            entry = Entry.of(document)
            self._vocabulary.add(self._next, Counter(entry.words))
            self._entries[self._next] = entry
            self._numbers.setdefault(document.key, {})[document.field] = self._next
            self._next += 1
            self._answers.clear()

    def remove(self, key: str, field: Field | None = None) -> None:
        """Forget a document, or all of a key; nothing happens if it is not there."""
        with self._guard:
            for name in tuple(self._numbers.get(key, ())):
                if field in {None, name}:
                    self._drop(key, name)
            self._answers.clear()

    def search(self, query: str, *, limit: int = 20, exact: bool = False) -> list[Match]:
        """The documents that answer a query, best first, each once.

        Words are met in any spelling, script and case ending and with typing errors, the last one
        also as a beginning; a quotation, or with `exact` the whole query, only as spelled. A
        document must have all of them, unless none has: then those with the most are given, with
        scores that say so. Any text is a query; one without words answers nothing.
        """
        with self._guard:
            answers = self._resolve(query, exact=exact)
            if not answers or limit <= 0:
                return []
            ranked = rank(answers, self._vocabulary, self._entries, limit)
            return [_match(self._entries[number], answers, score) for number, score in ranked]

    def total(self, query: str, *, exact: bool = False) -> int:
        """How many documents answer a query: what `search` gives without a limit."""
        with self._guard:
            answers = self._resolve(query, exact=exact)
            return len(rank(answers, self._vocabulary, self._entries)) if answers else 0

    def _drop(self, key: str, field: Field) -> None:
        number = self._numbers[key].pop(field)
        if not self._numbers[key]:
            del self._numbers[key]
        entry = self._entries.pop(number)
        self._vocabulary.remove(number, set(entry.words))

    def _resolve(self, query: str, *, exact: bool) -> list[Answer]:
        answers = []
        for term in parse(query, exact=exact):
            if term not in self._answers:
                if len(self._answers) >= _REMEMBERED:
                    self._answers.clear()
                self._answers[term] = _answer(term, self._vocabulary)
            answers.append(self._answers[term])
        return answers


def find(text: str, query: str, *, exact: bool = False, partial: bool = True) -> list[Found]:
    """Every place of one text that answers a query, in the text's order.

    Words that stand together are one place; else each is one. A text that lacks some of the words
    answers with those that it has, and lower scores; with `partial` false it does not answer.
    """
    entry, vocabulary = _single(text)
    answers = [_answer(term, vocabulary) for term in parse(query, exact=exact)]
    present = [found for found in (events(answer, entry) for answer in answers) if found]
    if not present or (len(present) < len(answers) and not partial):
        return []
    return [
        Found(*place.span(entry), place.because(entry), place.level * len(place.events) / len(answers))
        for place in places(present)
    ]


def _answer(term: Term, vocabulary: Vocabulary) -> Answer:
    return Answer(term, {} if term.spelled else match(vocabulary, term.words[0], begins=term.begins))


def _match(entry: Entry, answers: list[Answer], score: float) -> Match:
    found = places([found for found in (events(answer, entry) for answer in answers) if found])
    best = max(found, key=lambda place: (len(place.events), place.level))
    spans = tuple(dict.fromkeys(place.span(entry) for place in found))
    return Match(*entry.document[:2], score, *best.span(entry), best.because(entry), spans)


@lru_cache(maxsize=2)
def _single(text: str) -> tuple[Entry, Vocabulary]:
    """A text as an index of its own; the last ones are kept, for queries are typed letter by letter."""
    entry = Entry.of(Document("", "body", text))
    vocabulary = Vocabulary()
    vocabulary.add(0, Counter(entry.words))
    return entry, vocabulary
