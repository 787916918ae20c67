"""The articles' cards (title, outlet, author, language, date, tags, path), to be filtered as one types.

A desk may have a hundred thousand of them, so their index is made a few at a time, keeps of a card only
which words it has, and a search gives what it has found before it has put all of it in order.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, islice
from math import log
from typing import TYPE_CHECKING, Any, Final, overload

from store.search.entry import Document, Entry
from store.search.levels import SLACK, SPELLED
from store.search.match import match
from store.search.places import Answer, events, places
from store.search.query import parse
from store.search.rank import SCATTERED
from store.search.vocabulary import Vocabulary
from store.search.words import split

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping

    from store.model import Op

__all__ = ["Cards", "card"]

_FACTS: Final = ("title", "outlet", "author", "language", "published")
_PARTS: Final = re.compile("[·/]")
"""What parts the facts of a card, and the folders of a path, and is in no word."""
_MANY: Final = 20_000
"""Words of cards that are put in order at once; of more, the first cards are given before they are in order."""
_CHUNK: Final = 10_000
"""Cards that are looked at between two steps by their words alone."""
_STEP: Final = 100
"""The same where each is read, which takes some 50 microseconds."""
_SETTLE: Final = 8_192
"""Cards after which new words are put in order: at a question for all of them, it would take long."""
_READ: Final = 2_000
"""Cards that are read to see whether the words stand together: the best ones by their words alone."""


def card(article: Mapping[str, Any]) -> str:
    """What an article's card says, from its record; of a damaged one what can be read."""
    tags = article.get("tags")
    facts = (*map(article.get, _FACTS), *(tags if isinstance(tags, list) else ()), article.get("path"))
    return " · ".join([fact for fact in facts if fact and isinstance(fact, str)])


class _Words(Vocabulary):
    """The words of cards, each with the numbers of its cards."""

    def __init__(self) -> None:
        super().__init__()
        self.at: dict[str, array[int]] = {}
        self.again: dict[str, Counter[int]] = {}
        """How often more than once a word is on a card, where it is."""

    def __len__(self) -> int:
        return len(self.at)

    def __contains__(self, word: object) -> bool:
        return word in self.at

    def commonness(self, word: str) -> int:
        """On how many cards a word is."""
        return len(self.at.get(word, ()))

    def enter(self, number: int, words: Sequence[str]) -> None:
        """Put in the words of a card."""
        counts = Counter(words) if len(set(words)) < len(words) else None
        for word in counts or words:
            numbers = self.at.get(word)
            if numbers is None:
                self.at[word] = array("L", (number,))
                self._enter(word)
            elif numbers[-1] < number or number not in numbers:
                numbers.append(number)
        for word, count in (counts or {}).items():
            if count > 1:
                self.again.setdefault(word, Counter())[number] = count - 1

    def leave(self, number: int, words: Iterable[str]) -> None:
        """Take out the words of a card, those that are known to be on it."""
        for word in set(words):
            numbers = self.at.get(word)
            if numbers is None or number not in numbers:
                continue
            numbers.remove(number)
            if word in self.again:
                self.again[word].pop(number, None)
            if not numbers:
                del self.at[word]
                self.again.pop(word, None)
                self._leave(word)


class Listed(Sequence[str]):
    """Ids of articles, best first; they are looked up when they are asked for."""

    def __init__(self, numbers: Sequence[int], keys: Mapping[int, str]) -> None:
        self._numbers = numbers
        self._keys = keys

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return Listed(self._numbers[index], self._keys)
        return self._keys[self._numbers[index]]


class Cards:
    """The index. Not safe for threads: the desk has a guard.

    `waiting` has the articles' ids with their document numbers, which rise in the desk's order; `read`
    gives a card by its number, None when it is gone.
    """

    def __init__(self, waiting: Iterable[tuple[str, int]], read: Callable[[int], str | None]) -> None:
        self._read = read
        self._words = _Words()
        self._keys: dict[int, str] = {}  # what was dropped stays: a list may still show it
        self._known: set[int] = set()
        self._waiting = list(waiting)[::-1]
        self._all = len(self._waiting)

    @property
    def share(self) -> float:
        """How much of the index is made, 0 to 1."""
        return 1 - len(self._waiting) / self._all if self._waiting else 1.0

    def grow(self, most: int) -> bool:
        """Take in so many more cards; whether some are left."""
        for _ in range(min(most, len(self._waiting))):
            key, number = self._waiting.pop()
            text = self._read(number) if number not in self._known else None
            if text is not None:
                self.put(key, number, text)
            if not len(self._waiting) % _SETTLE:
                self._words.settle()
        return bool(self._waiting)

    def put(self, key: str, number: int, text: str) -> None:
        """Take in a card that is not there."""
        self._keys[number] = key
        self._known.add(number)
        self._words.enter(number, _words_of(text))

    def drop(self, number: int, text: str) -> None:
        """Forget a card, which says `text`; one that is not there yet is not missed."""
        if number in self._known:
            self._known.remove(number)
            self._words.leave(number, _words_of(text))

    def follow(self, op: Op) -> None:
        """Take over what has become of an article."""
        if op.number is None:
            return
        if op.before is not None:
            self.drop(op.number, card(op.before))
        if op.after is not None:
            self.put(op.key, op.number, card(op.after))

    def search(self, query: str) -> Iterator[Sequence[str] | None]:
        """The ids of the articles whose card has the query, of those that are known by now, best first.

        Each step takes a few milliseconds, and gives what is found so far, or None where there is nothing
        to add yet. The last one gives all.
        """
        answers = [
            Answer(term, {} if term.spelled else match(self._words, term.words[0], begins=term.begins))
            for term in parse(query)
        ]
        if not answers:
            yield ()
            return
        if len(answers) == 1 and not answers[0].term.spelled:
            found = self._one(answers[0].wanted)
        else:
            found = self._several(answers)
        for numbers in found:
            yield None if numbers is None else Listed(numbers, self._keys)

    def _one(self, wanted: Mapping[str, float]) -> Iterator[Sequence[int] | None]:
        """The cards that have one word: by its level, then by how often it is there."""
        at, again = self._words.at, self._words.again
        falling = sorted(wanted, key=lambda word: -wanted[word])
        if sum(len(at[word]) for word in wanted) > _MANY:
            yield list(dict.fromkeys(islice(chain.from_iterable(at[word] for word in falling), _MANY)))
        ordered: list[int] = []
        often: Counter[int] = Counter()  # in a card: words at most `SLACK` below its best one
        counted = 0
        for level, group in self._groups(wanted):
            for word in falling[counted:]:
                if wanted[word] < level - SLACK:
                    break
                counted += 1
                often.update(at[word])
                often.update(again.get(word, {}))
                if counted < len(falling) and len(at[word]) > _CHUNK // 4:
                    yield None
            several = sorted((-often[number], number) for number in group if often[number] > 1)
            ordered += (number for _, number in several)
            ordered += sorted(group.difference(number for _, number in several))
            if len(falling) > 1:
                yield None
        yield ordered

    def _groups(self, wanted: Mapping[str, float]) -> Iterator[tuple[float, set[int]]]:
        """The cards that have one of the words, parted by the best of their levels, falling."""
        by_level: dict[float, list[str]] = {}
        for word, level in wanted.items():
            by_level.setdefault(level, []).append(word)
        seen: set[int] = set()
        for level in sorted(by_level, reverse=True):
            group = set(chain.from_iterable(self._words.at[word] for word in by_level[level])) - seen
            seen |= group
            if group:
                yield level, group

    def _several(self, answers: Sequence[Answer]) -> Iterator[Sequence[int] | None]:
        """The cards that have all terms, else those that have the most of them."""
        levels: list[dict[int, float]] = []
        for answer in answers:
            best: dict[int, float] = {}
            if answer.term.spelled:
                best = dict.fromkeys((yield from self._phrase(answer)), SPELLED)
            else:
                for level, group in reversed(list(self._groups(answer.wanted))):
                    best.update(dict.fromkeys(group, level))
            levels.append(best)
            yield None
        numbers, most = _having_most(levels)
        rarity = [log(len(self._known) / len(best)) if best else 0.0 for best in levels]
        alike: dict[tuple[float | None, ...], list[int]] = {}  # cards by the level of each term
        for count, number in enumerate(sorted(numbers), 1):
            alike.setdefault(tuple([best.get(number) for best in levels]), []).append(number)
            if not count % _CHUNK:
                yield None
        likely: list[tuple[float, float, Sequence[int]]] = []
        for combined, same in alike.items():
            had = [level for level in combined if level is not None]
            # Of two cards that lack a word, the one that has the rarer words is meant.
            rare = [weight for weight, level in zip(rarity, combined, strict=True) if level is not None]
            likely.append((-sum(had), -sum(rare) if most < len(answers) else 0.0, same))
        likely.sort()
        order = [(weight, number) for _, weight, same in likely for number in same]
        yield from self._read_through(order, answers, levels, most)

    def _read_through(
        self,
        order: Sequence[tuple[float, int]],
        answers: Sequence[Answer],
        levels: Sequence[Mapping[int, float]],
        most: int,
    ) -> Iterator[Sequence[int] | None]:
        """The best cards by their words alone, put in order by whether these stand together; then the others."""
        rest = [number for _, number in order[_READ:]]
        ranked: list[tuple[float, float, int, int]] = []
        for count, (weight, number) in enumerate(order[:_READ], 1):
            text = self._read(number)
            if text is not None:
                present = [a for a, best in zip(answers, levels, strict=True) if number in best]
                own = [best[number] for best in levels if number in best]
                level, times = _together(text, present, own)
                ranked.append((-level * most / len(answers), weight, -times, number))
            if count == _STEP:
                yield [n for *_, n in sorted(ranked)] + [n for _, n in order[count:_READ]] + rest
            elif not count % _STEP:
                yield None
        yield [n for *_, n in sorted(ranked)] + rest

    def _phrase(self, answer: Answer) -> Generator[None, None, list[int]]:
        """Yields between its steps; returns the numbers of the cards that have the phrase."""
        *whole, last = answer.term.words
        ends = self._words.beginning(last) if answer.term.begins else (last,)
        at = self._words.at
        candidates = set(chain.from_iterable(at.get(word, ()) for word in ends))
        candidates.intersection_update(*(at.get(word, ()) for word in whole))
        found = []
        for count, number in enumerate(sorted(candidates), 1):
            text = self._read(number)
            if text is not None and events(answer, Entry.of(Document("", "title", text))):
                found.append(number)
            if not count % _STEP:
                yield None
        return found


def _words_of(text: str) -> list[str]:
    return list(chain.from_iterable(map(_words_in, _PARTS.split(text))))


@lru_cache(maxsize=1 << 12)
def _words_in(part: str) -> list[str]:
    """The words of an outlet, a folder, a language: on many cards the same ones."""
    return split(part).forms


def _having_most(levels: Sequence[Mapping[int, float]]) -> tuple[Collection[int], int]:
    """The cards that have the most terms, and how many that is."""
    every = set(levels[0]).intersection(*levels[1:])
    if every:
        return every, len(levels)
    had = Counter(chain.from_iterable(levels))
    most = max(had.values(), default=0)
    return [number for number, count in had.items() if count == most], most


def _together(text: str, present: Sequence[Answer], levels: Sequence[float]) -> tuple[float, int]:
    """How well a card answers the terms that it has, and in how many places."""
    entry = Entry.of(Document("", "title", text))
    found = places([events(answer, entry) for answer in present])
    if len(present) == 1:
        return levels[0], len(found)
    joined = [place.level for place in found if len(place.events) > 1]
    return (max(joined) if joined else sum(levels) / len(levels) - SCATTERED), len(found)
