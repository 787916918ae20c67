"""Looks queries up in one text while they are typed: the newest only, in a thread where the text is long.

Knows nothing of the screen.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from store.search import Spans, Within

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Answer", "Query", "Seeker"]

_AT_ONCE: Final = 8192
"""Code points of a text whose words are taken in within the key; some 10 ms."""
_QUICK: Final = 1 << 21
"""Code points, of those whose words are taken in, that are looked through within the key."""

_BREATH: Final = 0.0002  # seconds that are left to the screen after each step
_FRAME: Final = 0.03  # and after each key: Python's threads run by turns, and a frame has many
_AGAIN: Final = 0.3  # seconds between two answers while the text is being taken in


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found; when it is not `complete`, so far."""

    query: Query
    found: Spans
    complete: bool


class Seeker:
    """One text. Its words are taken in once, from `start` on; a newer query does not wait for an older one's answer.

    `begin` runs something in a thread; there `tell` is called with the answers that `ask` could not give at once.
    """

    def __init__(
        self,
        text: str,
        start: int,
        *,
        begin: Callable[[Callable[[], None]], object],
        tell: Callable[[Answer], None],
    ) -> None:
        self._within = Within(text, start)
        self._steps = self._within.steps()
        self._begin = begin
        self._tell = tell
        self._guard = threading.Lock()
        self._stepping = threading.Lock()
        self._newest: Query | None = None
        self._due = 0.0  # when the newest query is to be answered from the thread
        self._asked = 0.0
        self._running = False
        self._gone = False
        if len(text) <= _AT_ONCE:
            for _ in self._steps:
                pass

    def ask(self, query: Query | None) -> Answer | None:
        """Look for something else (None: only take the text in).

        What is known is answered at once; None when that would take long. The thread answers on, if it is not all.
        """
        with self._guard:
            self._newest, self._due = query, 0.0
        self._asked = time.monotonic()
        answer = None
        if query is not None:
            with self._stepping:
                if self._within.taken <= _QUICK:
                    answer = self._answer(query)
        with self._guard:
            if answer is not None:
                self._newest = None if answer.complete else query
                self._due = time.monotonic() + _AGAIN
            if self._running or (self._within.complete and self._newest is None):
                return answer
            self._running = True
        self._begin(self._run)
        return answer

    def leave(self) -> None:
        """Another text is open: stop soon."""
        self._gone = True

    def _run(self) -> None:
        """Take the text in, and answer the newest query now and then, and at the end."""
        while not self._gone:
            with self._guard:
                complete, query = self._within.complete, self._newest
                if complete and query is None:
                    self._running = False
                    return
                due = query is not None and (complete or time.monotonic() >= self._due)
            with self._stepping:
                if due and query is not None:
                    answer = self._answer(query)
                else:
                    next(self._steps, None)
            if due:
                self._hand_over(answer)
            time.sleep(max(self._asked + _FRAME - time.monotonic(), _BREATH))

    def _hand_over(self, answer: Answer) -> None:
        with self._guard:
            if self._newest is not answer.query or self._gone:
                return
            self._due = time.monotonic() + _AGAIN
            if answer.complete:
                self._newest = None
        self._tell(answer)

    def _answer(self, query: Query) -> Answer:
        complete = self._within.complete
        try:
            found = self._within.spans(query.text, exact=query.exact)
        except Exception:  # noqa: BLE001  # whoever pressed enter waits for this answer: it must come
            found, complete = Spans(), True
        return Answer(query, found, complete)
