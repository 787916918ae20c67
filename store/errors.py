"""What can go wrong at the desk, as one tree.

    NewsdeskError
    ├── UsageError              the request cannot be met as it was put
    │   ├── NotFound            no article, annotation, link or tag of that name
    │   ├── Ambiguous           several match
    │   ├── BadPlace            offsets or a quotation that the text does not hold
    │   ├── BadTag              a tag name that cannot be one
    │   ├── BadLink             a link of no known kind, or of an annotation to itself
    │   └── ReadOnly            a change was asked of a desk opened for reading
    ├── Interrupted             the desk is being closed; what was begun was given up
    ├── IntakeError             one input cannot become an article
    ├── ExportError             the export cannot be written
    ├── BackupFailed            a backup cannot be made or read; the desk is untouched
    └── DeskError               the desk itself cannot be opened or saved
        ├── DeskLocked          another newsdesk writes to it
        ├── DeskForbidden       the system does not permit it
        ├── DeskDamaged         its file cannot be read as a desk
        ├── DeskTooNew          a newer newsdesk wrote it
        └── SaveFailed          a change did not reach the disk and was not made

Each message is one sentence or two for a person: what was expected, what came, what to do next.
They may hold foreign text (a title, a path), so whoever shows one passes it through
`store.text.printable` first.
"""

from __future__ import annotations

__all__ = [
    "Ambiguous",
    "BackupFailed",
    "BadLink",
    "BadPlace",
    "BadTag",
    "DeskDamaged",
    "DeskError",
    "DeskForbidden",
    "DeskLocked",
    "DeskTooNew",
    "ExportError",
    "IntakeError",
    "Interrupted",
    "NewsdeskError",
    "NotFound",
    "ReadOnly",
    "SaveFailed",
    "UsageError",
]


class NewsdeskError(Exception):
    """Any failure that newsdesk foresaw; `str()` of it is fit for a person."""


class UsageError(NewsdeskError):
    """The request cannot be met as it was put."""


class NotFound(UsageError):  # noqa: N818  # named as the contract names them
    """No article, annotation, link or tag answers to that name."""


class Ambiguous(UsageError):  # noqa: N818
    """Several articles, annotations or places answer to it."""


class BadPlace(UsageError):  # noqa: N818
    """Offsets or a quotation that the article's text does not hold."""


class BadTag(UsageError):  # noqa: N818
    """A tag name that is empty, too long, or holds a comma or a line break."""


class BadLink(UsageError):  # noqa: N818
    """A link of no known kind, or of an annotation to itself."""


class ReadOnly(UsageError):  # noqa: N818
    """A change was asked of a desk that was opened for reading."""


class Interrupted(NewsdeskError):  # noqa: N818
    """The desk is being closed: what was begun was given up, and nothing changed."""


class IntakeError(NewsdeskError):
    """One input cannot become an article; the others are not touched by it."""


class ExportError(NewsdeskError):
    """The export cannot be written; nothing that was there has changed."""


class BackupFailed(NewsdeskError):  # noqa: N818  # named as the others that failed
    """A backup cannot be made or read; the desk itself is untouched."""


class DeskError(NewsdeskError):
    """The desk itself cannot be opened or saved."""


class DeskLocked(DeskError):  # noqa: N818
    """Another newsdesk holds the desk open for writing."""


class DeskForbidden(DeskError):  # noqa: N818
    """The system does not permit reading or writing the desk's folder."""


class DeskDamaged(DeskError):  # noqa: N818
    """The desk's file is there, but it is not a desk that can be read."""


class DeskTooNew(DeskError):  # noqa: N818
    """A newer newsdesk wrote this desk."""


class SaveFailed(DeskError):  # noqa: N818
    """A change did not reach the disk; the desk is as it was before it."""
