"""The desk without a screen: articles, annotations, search, export.

from store import Desk

with Desk.open(folder) as desk:
    for report in desk.import_paths(paths):
        print(report.status, report.title)
"""

from __future__ import annotations

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
