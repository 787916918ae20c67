"""One text, searched again and again while a query is typed.

The text is taken in step by step, from where its reader is, so that a thread can do it, answer on the
way with what it has so far, and let others work. Taken in as a whole it answers from each word's
positions: what a query costs grows with what it finds, not with the text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, overload

from store.model import Span
from store.search.entry import Document, Entry
from store.search.levels import BEGUN_AS_SPELLED, COMMON, SLACK, TYPO, TYPOS, UNSURE
from store.search.match import match
from store.search.places import Answer, events, places
from store.search.query import parse
from store.search.vocabulary import Vocabulary
from store.search.words import plain, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from store.search.query import Term

__all__ = ["Spans", "Within"]

_STEP: Final = 20
"""New words, or thirty times as many known ones, that are taken in at a time: some 0.7 ms."""
_KNOWN: Final = 30
_SEAM: Final = 4
"""Numbers left out where the text's end and its beginning meet: no name reaches over them."""
_LINE: Final = 4096
"""Code points in which a line, or failing that a space, must begin for the reading to start there."""
_SPACE: Final = re.compile(r"\s")
_GUESSED: Final = frozenset((TYPO, TYPOS, UNSURE))
_SHORT: Final = 2  # letters that begin words only where they are none themselves


class Spans(Sequence[Span]):
    """Spans of a text in its order, apart from one another, each made when it is asked for."""

    def __init__(self, starts: Sequence[int] = (), ends: Sequence[int] = ()) -> None:
        self._starts = starts
        self._ends = ends

    @property
    def edges(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where they start, and where they end."""
        return self._starts, self._ends

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> Spans: ...
    def __getitem__(self, at: int | slice) -> Span | Spans:
        if isinstance(at, slice):
            return Spans(self._starts[at], self._ends[at])
        return Span(self._starts[at], self._ends[at])


class Within:
    """A text and its words. `steps` takes it in; `spans` answers, before that with what there is for certain."""

    def __init__(self, text: str, start: int = 0) -> None:
        self.complete = False
        """Whether the whole text is taken in."""
        self.taken = 0
        """How many code points of it are."""
        self.text = text
        self.text = text
        self._begin = _boundary(text, start)
        self._entry = Entry(Document("", "body", text), [], array("I"))
        self._ends = array("I")
        self._positions: dict[str, array[int]] = {}
        self._plain: dict[str, str] = {}
        self._vocabulary = Vocabulary()

    @classmethod
    def whole(cls, text: str) -> Within:
        """A text that is taken in at once."""
        made = cls(text)
        for _ in made.steps():
            pass
        return made

    def steps(self) -> Iterator[None]:
        """Take the text in, less than a millisecond at a time. To be gone through once, to its end."""
        yield from self._take(self._begin, len(self.text))
        if self._begin:
            behind = len(self._entry.words)
            self._entry.words.extend([""] * _SEAM)
            self._entry.starts.extend([0] * _SEAM)
            self._ends.extend([0] * _SEAM)
            yield from self._take(0, self._begin)
            self._turn(behind)
        self._plain.clear()
        self.complete = True

    def _take(self, start: int, stop: int) -> Iterator[None]:
        (_, words, starts), positions, ends, forms = self._entry, self._positions, self._ends, self._plain
        work, already = 0, self.taken
        for written, at in walk(self.text, start, stop):
            word = forms.get(written)
            if word is None:
                word = forms[written] = plain(written)
            found = positions.get(word)
            if found is None:
                found = positions[word] = array("I")
                self._vocabulary.add(0, {word: 1})
                work += _KNOWN
            found.append(len(words))
            words.append(word)
            starts.append(at)
            ends.append(at + len(written))
            work += 1
            if work >= _STEP * _KNOWN:
                work = 0
                self.taken = at - start + already
                yield
        self.taken = stop - start + already

    def _turn(self, behind: int) -> None:
        """Number the words in the order of the text; until now those behind the start came first."""
        (_, words, starts), ahead = self._entry, len(self._entry.words) - behind - _SEAM
        words[:] = words[behind + _SEAM :] + words[:behind]
        starts[:] = starts[behind + _SEAM :] + starts[:behind]
        self._ends = self._ends[behind + _SEAM :] + self._ends[:behind]
        less = behind + _SEAM
        for word, found in self._positions.items():
            first = bisect_left(found, less)
            self._positions[word] = array("I", [n - less for n in found[first:]]) + array(
                "I", [n + ahead for n in found[:first]]
            )

    def spans(self, query: str, *, exact: bool = False) -> Spans:
        """Every place that has the query, in any script or spelling, or with `exact` only as written.

        Of several words, those places where all are in the text; where it lacks one, those of the others.
        Before the text is complete: only where all are in what is taken in, and no guesses at slips.
        """
        answers = [self._answer(term) for term in parse(query, exact=exact)]
        if len(answers) == 1 and not answers[0].term.spelled:
            return self._of_one(answers[0].wanted)
        found = [events(answer, self._entry, self._positions) for answer in answers]
        present = [each for each in found if each]
        if not present or (len(present) < len(answers) and not self.complete):
            return Spans()
        return _apart(sorted(place.span(self._entry) for place in places(present)))

    def _of_one(self, wanted: Mapping[str, float]) -> Spans:
        """What `places` says of a single word, without an object for each: there may be a hundred thousand."""
        least = max(wanted.values(), default=0.0) - SLACK
        numbers: list[int] = []
        for word, level in wanted.items():
            if level >= least:
                numbers += self._positions.get(word, ())
        numbers.sort(key=None if self.complete else self._entry.starts.__getitem__)
        starts, ends = self._entry.starts, self._ends
        return Spans(array("I", map(starts.__getitem__, numbers)), array("I", map(ends.__getitem__, numbers)))

    def _answer(self, term: Term) -> Answer:
        if term.spelled:
            return Answer(term, {})
        word = term.words[0]
        wanted = match(self._vocabulary, word, begins=term.begins)
        # Over a desk a beginning stands for its commonest words; in one text all are counted.
        if term.begins and (len(word) > _SHORT or word not in wanted):
            level = BEGUN_AS_SPELLED if len(word) > _SHORT else COMMON
            wanted = {**dict.fromkeys(self._vocabulary.beginning(word), level), **wanted}
        if not self.complete:
            wanted = {other: level for other, level in wanted.items() if level not in _GUESSED}
        return Answer(term, wanted)


def _apart(spans: Iterable[Span]) -> Spans:
    """Spans in order; of those that overlap the first."""
    starts, ends = array("I"), array("I")
    last = 0
    for start, end in spans:
        if start >= last:
            starts.append(start)
            ends.append(end)
            last = end
    return Spans(starts, ends)


def _boundary(text: str, start: int) -> int:
    """Where the line at `start` begins, or a word close before it; 0 where neither is."""
    line = text.rfind("\n", max(start - _LINE, 0), start) + 1
    if line or start <= _LINE:
        return line
    spaces = [found.end() for found in _SPACE.finditer(text, start - _LINE, start)]
    return spaces[-1] if spaces else 0
