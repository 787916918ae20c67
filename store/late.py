"""Regular expressions that are compiled when they are first used: a program's start waits for none of them."""

from __future__ import annotations

import re
from typing import Any, Generic, TypeVar, cast

__all__ = ["late"]

S = TypeVar("S", str, bytes)


class _Late(Generic[S]):
    def __init__(self, pattern: S, flags: int) -> None:
        self._asked: tuple[S, int] = (pattern, flags)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever a pattern has
        found = getattr(re.compile(*self._asked), name)
        setattr(self, name, found)  # from now on as quick as the pattern's own
        return found


def late(pattern: S, flags: int = 0) -> re.Pattern[S]:
    """The expression; what it has is there from its first use on."""
    return cast("re.Pattern[S]", _Late(pattern, flags))
