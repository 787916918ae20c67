"""Annotations for others to read: one writer a format, over plain values.

    for written in to_folder(entries, folder, known=ids):
        print(written.status, written.path)

A new format is a module with the same three functions, and a row in `FORMATS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from store.export import files, markdown
from store.export.markdown import to_file, to_folder, to_text
from store.export.model import Entry, Linked, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

__all__ = ["FORMATS", "Entry", "Format", "Linked", "Written", "to_file", "to_folder", "to_text"]


class FolderWriter(Protocol):
    """Writes one file an article; yields what became of each."""

    def __call__(
        self, entries: Iterable[Entry], folder: Path, *, known: Collection[str], prune: bool = False
    ) -> Iterator[Written]: ...


class FileWriter(Protocol):
    """Writes one file of all."""

    def __call__(
        self, entries: Iterable[Entry], file: Path, *, known: Collection[str], prune: bool = False
    ) -> Written: ...


class Format(NamedTuple):
    """One format that annotations can be exported to."""

    suffixes: tuple[str, ...]
    """Of its files, ours first; a path that ends in one names a file, any other a folder."""
    to_folder: FolderWriter
    to_file: FileWriter
    to_text: Callable[[Iterable[Entry]], str]

    def names_file(self, path: Path) -> bool:
        """Whether a path is to be one file of all, not a folder. Raises ExportError: it cannot be looked at."""
        if path.suffix.lower() not in self.suffixes:
            return False
        with files.failures(path):
            return not path.is_dir()


FORMATS: Final[dict[str, Format]] = {
    "markdown": Format(markdown.SUFFIXES, to_folder, to_file, to_text),
}
"""Each format by the name that `--format` takes; the first is the default."""
