"""One text as the search holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from store.search.words import end_at, split

if TYPE_CHECKING:
    from array import array

__all__ = ["Document", "Entry", "Field"]

Field = Literal["title", "body", "note"]


class Document(NamedTuple):
    """A text to be searched. A key has at most one text in each field."""

    key: str
    """Whose text it is; the search does not look into it."""
    field: Field
    text: str


class Entry(NamedTuple):
    """A document with its words in their order."""

    document: Document
    words: list[str]
    """In plain form."""
    starts: array[int]
    """The offset of each in the text."""

    @classmethod
    def of(cls, document: Document) -> Entry:
        """Part a document into words."""
        return cls(document, *split(document.text))

    def end(self, number: int) -> int:
        """Where word `number` ends in the text, exclusive."""
        return end_at(self.document.text, self.starts[number])
