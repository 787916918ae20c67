"""What saves in the background: one change after the other, in the order in which they were asked for.

The screen shows a change at once and goes on; here it is made durable, and then the screen is told. One thread
does it, begun at the first change.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from typing import TYPE_CHECKING, Final, TypeVar

from store.errors import NewsdeskError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Outbox", "expected"]

T = TypeVar("T")

_FRAME: Final = 0.015  # seconds after which a change begins to be saved: the screen draws it first


class Outbox:
    """Runs the desk's verbs in a thread. `deliver` brings a call to the screen's thread, in order."""

    def __init__(self, deliver: Callable[[Callable[[], None]], object]) -> None:
        self._deliver = deliver
        self._jobs: queue.SimpleQueue[tuple[float, Callable[[], None]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._waiting: list[Callable[[], None]] = []
        self.pending = 0
        """How many changes are not known yet to be saved, or not to be."""

    def put(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run `job` after those before it; then, in the screen's thread, `done` with its value, or `failed`."""
        self.pending += 1

        def run() -> None:
            try:
                value = job()
            except Exception as error:  # noqa: BLE001  # it is told in the screen's thread, whatever it is
                found = error
                self._tell(lambda: failed(found))
            else:
                self._tell(lambda: done(value))

        self._jobs.put((time.monotonic() + _FRAME, run))
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="outbox", daemon=True)
            self._thread.start()

    def when_idle(self, then: Callable[[], None]) -> None:
        """Call `then` once nothing is pending: at once, if nothing is."""
        if self.pending:
            self._waiting.append(then)
        else:
            then()

    def drain(self) -> None:
        """Wait until all that was asked for has been tried: the screen is gone, what it showed is not to be."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            begin, run = job
            time.sleep(max(begin - time.monotonic(), 0))
            run()

    def _tell(self, tell: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # nobody is there any more
            self._deliver(lambda: self._end(tell))

    def _end(self, tell: Callable[[], None]) -> None:
        self.pending -= 1
        try:
            tell()
        finally:
            if not self.pending:
                waiting, self._waiting = self._waiting, []
                for then in waiting:
                    then()


def expected(error: Exception) -> NewsdeskError:
    """The error, if it is one that a person is told in a sentence; else it is raised: a fault of ours."""
    if not isinstance(error, NewsdeskError):
        raise error
    return error
