"""Where one jumped from: a list to go back in, and forward again. Pure.

It works as the history of a browser does: whoever goes back and jumps elsewhere leaves what lay ahead behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MOST", "Jumps", "Place"]

MOST: Final = 100
"""Places that are kept, the last ones."""

_NEAR: Final = 80
"""Two places less than a row apart, in code points, are one."""


class Place(NamedTuple):
    """An offset in an article."""

    article: str
    offset: int

    def near(self, other: Place) -> bool:
        """Whether going from one to the other is no jump."""
        return self.article == other.article and abs(self.offset - other.offset) < _NEAR


class Jumps:
    """Places in the order in which one left them, and how far back in them one is."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = 0

    def leave(self, place: Place) -> None:
        """One jumps away from there; what lay ahead is forgotten."""
        del self._places[self._at :]
        self._put(place)
        self._at = len(self._places)

    def step(self, here: Place, by: int, there: Callable[[str], bool]) -> tuple[Place | None, int]:
        """The place so many further back (negative) or forward, and how many were passed over.

        Passed over are places in articles that are no longer `there`. None where there is no such place; then
        nothing has changed.
        """
        places, at = list(self._places), self._at
        if at == len(places):
            self._put(here)
            at = len(self._places) - 1
        else:
            self._places[at] = here  # one comes back to where one has read on to
        passed, found, way = 0, None, 1 if by > 0 else -1
        for _ in range(abs(by)):
            at += way
            while 0 <= at < len(self._places) and (
                not there(self._places[at].article) or self._places[at].near(found or here)
            ):
                passed += not there(self._places[at].article)
                at += way
            if not 0 <= at < len(self._places):
                break
            found, self._at = self._places[at], at
        if found is None:
            self._places = places
        return found, passed

    @property
    def back(self) -> int:
        """How many lie behind."""
        return self._at

    @property
    def ahead(self) -> int:
        """How many lie ahead."""
        return max(len(self._places) - self._at - 1, 0)

    def _put(self, place: Place) -> None:
        if self._places and self._places[-1].near(place):
            self._places[-1] = place
        else:
            self._places.append(place)
            del self._places[:-MOST]

    def packed(self) -> dict[str, Any]:
        """As JSON: each article's id once."""
        ids = list(dict.fromkeys(place.article for place in self._places))
        numbers = {name: number for number, name in enumerate(ids)}
        places = [[numbers[place.article], place.offset] for place in self._places]
        return {"articles": ids, "places": places, "at": self._at}

    @classmethod
    def unpacked(cls, value: object) -> Jumps:
        """The way back; of what is no such JSON, an empty list."""
        made = cls()
        try:
            ids, places, at = value["articles"], value["places"], value["at"]  # type: ignore[index]  # or TypeError
            made._places = [Place(str(ids[number]), max(int(offset), 0)) for number, offset in places][-MOST:]
            made._at = min(max(int(at), 0), len(made._places))
        except (TypeError, KeyError, IndexError, ValueError):
            return cls()
        return made
