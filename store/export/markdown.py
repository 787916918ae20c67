"""Markdown: one file an article in a folder, or one digest of them all.

The files are meant to be read, edited and exported to again: see `store.export.page`.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Final

from store.errors import ExportError
from store.export import files
from store.export.matter import measure, split, value_of
from store.export.model import Written
from store.export.names import candidates, key
from store.export.page import Page, Section
from store.export.render import annotation_body, fields, heading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from store.export.model import Entry
    from store.export.page import Merged
    from store.model import Article

__all__ = ["SUFFIXES", "to_file", "to_folder", "to_text"]

SUFFIX: Final = ".md"
SUFFIXES: Final = (SUFFIX, ".markdown")

_DIGEST: Final = "digest"
_DIGEST_FIELDS: Final = {"newsdesk": _DIGEST, "title": "Annotations"}
_ATTEMPTS: Final = 5


def to_folder(
    entries: Iterable[Entry], folder: Path, *, known: Collection[str], prune: bool = False
) -> Iterator[Written]:
    """Write one file an article, and report each as it is done.

    A file is found again by the id in its front matter, whatever its name. An article without
    annotations gets none, unless it has one already. `known`: the ids of all annotations on the
    desk, also of those outside `entries`; the block of any other is struck out, or with `prune`
    removed.

    Raises:
        ExportError: the folder cannot be written to; or, after all other articles are done, the
            files that could not be merged with, each named.

    """
    entries = list(entries)
    if not any(entry.annotations for entry in entries) and not os.path.lexists(folder):
        return  # nothing to write, and no file of ours to bring up to date
    files.make_folder(folder)
    shelf = _Shelf(folder)
    known = frozenset(known)
    refused: list[str] = []
    for entry in entries:
        article = entry.article
        if not entry.annotations and article.id not in shelf.names:
            continue
        try:
            path, found = shelf.place(article)
        except ExportError as error:  # this one's file; the others may be well
            refused.append(str(error))
            continue
        merge = partial(_merge_article, entry, path, known=known, prune=prune)
        try:
            written = _save(path, merge, found, article=article.id, annotations=len(entry.annotations))
        except ExportError as error:
            refused.append(str(error))
            if isinstance(error, files.Unwritable):  # nor would the folder take the others
                break
            continue
        yield written
    if refused:
        raise ExportError(" ".join(refused))


def to_file(entries: Iterable[Entry], file: Path, *, known: Collection[str], prune: bool = False) -> Written:
    """Write one digest: all articles that have annotations, under a heading each.

    `known` and `prune` as for `to_folder`.

    Raises:
        ExportError: it cannot be written, or what is there is not a digest of ours.

    """
    files.make_folder(file.parent)
    sections = _sections(entries)
    written = frozenset(name for section in sections for name in section.blocks)

    def merge(page: Page) -> Merged:
        _expect_digest(page, file)
        return page.merge(_DIGEST_FIELDS, _shown(sections, page), alive=written.union(known), prune=prune)

    return _save(file, merge, files.read(file), article=None, annotations=len(written))


def to_text(entries: Iterable[Entry]) -> str:
    """Return the digest that `to_file` writes to a new file."""
    page = Page()
    return page.merge(_DIGEST_FIELDS, _shown(_sections(entries), page), alive=()).text


def _merge_article(entry: Entry, path: Path, page: Page, *, known: frozenset[str], prune: bool) -> Merged:
    article = entry.article
    if not page.blank and page.name != article.id:  # it came while we wrote
        raise ExportError(f"Expected no file yet at {path}, found one of another program; export again.")
    section = _section(entry, level=1)
    alive = known.union(section.blocks)
    return page.merge(fields(article), [section], alive=alive, prune=prune, single=True)


def _section(entry: Entry, *, level: int) -> Section:
    article = entry.article
    blocks = {
        annotation.id: annotation_body(article, annotation, entry.links.get(annotation.id, ()))
        for annotation in entry.annotations
    }
    return Section(article.id, heading(article, level=level), blocks)


def _sections(entries: Iterable[Entry]) -> list[Section]:
    return [_section(entry, level=2) for entry in entries]


def _shown(sections: Iterable[Section], page: Page) -> list[Section]:
    """Choose those with annotations, and those that the digest has a heading for."""
    return [section for section in sections if section.blocks or section.article in page.articles]


def _expect_digest(page: Page, file: Path) -> None:
    if page.blank or page.name == _DIGEST or (page.name is None and page.ours):
        return
    found = "the export of one article" if page.name else "a file that newsdesk did not write"
    raise ExportError(f"Expected a digest at {file}, found {found}; name another file, or a folder.")


def _save(
    path: Path,
    merge: Callable[[Page], Merged],
    found: files.Found | None,
    *,
    article: str | None,
    annotations: int,
) -> Written:
    """Merge into the file and put it in place; again, if someone saves it at the same time."""
    for _ in range(_ATTEMPTS):
        merged = merge(Page(_decoded(found.data) if found else ""))
        data = merged.text.encode("utf-8", "surrogateescape")
        unchanged = found is not None and found.data == data
        if unchanged or files.write(path, data, found):
            return Written(
                path=str(path),
                status="unchanged" if unchanged else "updated" if found else "created",
                article=article,
                annotations=annotations,
                struck=merged.struck,
                pruned=merged.pruned,
                kept=merged.kept,
            )
        found = files.read(path)
    raise ExportError(f"{path} is being changed by another program; close it there and export again.")


def _decoded(data: bytes) -> str:
    """Read as UTF-8; bytes that are not come through, and go back as they are."""
    return data.decode("utf-8", "surrogateescape")


class _Shelf:
    """A folder's files: which are whose, and which names are taken."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: set[str] = set()
        self.names: dict[str, list[str]] = {}
        """The files of each article, by name."""
        for name in files.names_in(folder):
            self._taken.add(key(name))
            if name.lower().endswith(SUFFIXES) and (owner := self._owner(name)) is not None:
                self.names.setdefault(owner, []).append(name)

    def place(self, article: Article) -> tuple[Path, files.Found | None]:
        """Find the article's file, or a free name for it.

        Raises:
            ExportError: what is there cannot be read, or is a link.

        """
        for name in candidates(article, SUFFIX):
            own = self.names.get(article.id)
            if own:  # of several copies, the one that still has the name we gave
                path = self._folder / (name if name in own else own[0])
                return path, files.read(path)
            path = self._folder / name
            with files.failures(path):
                link = path.is_symlink()
            if link:
                raise ExportError(files.LINK.format(path))
            if key(name) not in self._taken:
                self._taken.add(key(name))
                return path, None
        raise AssertionError("names do not end")  # pragma: no cover

    def _owner(self, name: str) -> str | None:
        """Return the id in a file's front matter."""
        head = _decoded(files.head(self._folder / name)).removeprefix("\ufeff")
        lines = split(head)
        return value_of(lines[: measure(lines)], "newsdesk")
