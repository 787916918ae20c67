"""The desk without a screen: articles, annotations, search, export.

from store import Desk

with Desk.open(folder) as desk:
    for report in desk.import_paths(paths):
        print(report.status, report.title)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from store.desk import Desk
    from store.errors import NewsdeskError
    from store.model import Annotation, Article, Change, Hit, ImportReport, Link, Span, Tag

__all__ = [
    "Annotation",
    "Article",
    "Change",
    "Desk",
    "Hit",
    "ImportReport",
    "Link",
    "NewsdeskError",
    "Span",
    "Tag",
]

_ELSEWHERE: Final = {"Desk": "store.desk", "NewsdeskError": "store.errors"}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever is asked for
    """Load what is used of this, when it is used: a first frame waits for nothing else."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE.get(name, "store.model")), name)
