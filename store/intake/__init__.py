"""What every text goes through on its way in: path → bytes → draft.

    from store.intake import Problem, draft, read, walk

    for found in walk(["inbox/", "interview.md"]):
        if not isinstance(found, Problem):
            article_to_be = draft(read(found))

Intake knows nothing of the desk: it works out all that a source itself can tell, and the desk
makes an article of it. A new format is one more reader in `store.intake.readers`.
"""

from __future__ import annotations

from store.intake.drafting import draft
from store.intake.encoding import canonical
from store.intake.files import MAX_BYTES, read, read_stream, walk
from store.intake.source import Draft, Known, Problem, Source, digest, told

__all__ = [
    "MAX_BYTES",
    "Draft",
    "Known",
    "Problem",
    "Source",
    "canonical",
    "digest",
    "draft",
    "read",
    "read_stream",
    "told",
    "walk",
]
