"""Taking inputs onto the desk in batches, and telling what became of each once it is saved."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Final, Protocol

from store import intake
from store.errors import IntakeError
from store.model import ImportReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from store.intake import Draft, Source
    from store.model import Article

__all__ = ["run", "sources"]

_BATCH: Final = 200
_PATIENCE: Final = 0.5  # seconds until what was read is saved and told, however little it is


class Landing(Protocol):
    """Where articles go: the desk."""

    def known(self, sha256: str) -> Article | None: ...  # see Desk

    def add(  # see Desk
        self, drafts: Sequence[Draft], *, tags: tuple[str, ...] = (), change: str | None = None
    ) -> list[Article]: ...


def sources(paths: Iterable[Path | str]) -> Iterator[Source | ImportReport]:
    """Read files, and folders with all below them; what cannot be read is a report."""
    for found in intake.walk(paths):
        if isinstance(found, intake.Problem):
            yield ImportReport(path=found.path, status="failed", reason=found.reason)
            continue
        try:
            yield intake.read(found)
        except IntakeError as error:
            yield ImportReport(path=intake.told(str(found)), status="failed", reason=str(error))


def run(
    desk: Landing,
    inputs: Iterable[Source | ImportReport],
    *,
    encoding: str | None = None,
    tags: tuple[str, ...] = (),
) -> Iterator[ImportReport]:
    """Import each input; the reports of a batch come when the batch is on disk. One step for undo."""
    change = str(uuid.uuid4())
    waiting: list[ImportReport | Draft] = []
    seen: dict[str, str] = {}
    started = time.monotonic()
    for item in inputs:
        waiting.append(item if isinstance(item, ImportReport) else _take(desk, item, encoding, seen))
        if len(waiting) >= _BATCH or time.monotonic() - started > _PATIENCE:
            yield from _save(desk, waiting, tags, change)
            waiting, started = [], time.monotonic()
            seen.clear()
    yield from _save(desk, waiting, tags, change)


def _take(desk: Landing, source: Source, encoding: str | None, seen: dict[str, str]) -> ImportReport | Draft:
    try:
        encoding = None if encoding is None else intake.canonical(encoding)
    except IntakeError as error:  # said of each, also of one that need not be read
        return ImportReport(path=source.path, status="failed", reason=str(error))
    digest = intake.digest(source.data)
    known = desk.known(digest)
    if known is not None:
        same = known.path in (source.path, None) or source.path == "-"
        reasons = [] if same else [f"the same bytes are on the desk already, from {known.path}"]
        if encoding and known.encoding and _reads_otherwise(source.data, encoding, known.encoding):
            reasons.append(f"already on the desk, read as {known.encoding}; remove it first to read it anew")
        return ImportReport(
            path=source.path,
            status="unchanged" if same else "duplicate",
            id=known.id,
            title=known.title,
            language=known.language,
            encoding=known.encoding,
            reason="; ".join(reasons) or None,
        )
    if digest in seen:
        return ImportReport(
            path=source.path, status="duplicate", reason=f"the same bytes as {seen[digest]} of this import"
        )
    try:
        draft = intake.draft(source, encoding=encoding)
    except IntakeError as error:
        return ImportReport(path=source.path, status="failed", reason=str(error))
    seen[digest] = source.path
    return draft


def _reads_otherwise(data: bytes, told: str, known: str) -> bool:
    """Whether the bytes would be another text in the encoding told."""
    if told == known:
        return False
    try:
        return data.decode(told).lstrip("\ufeff") != data.decode(known).lstrip("\ufeff")
    except (LookupError, UnicodeError):
        return True


def _save(
    desk: Landing, waiting: list[ImportReport | Draft], tags: tuple[str, ...], change: str
) -> Iterator[ImportReport]:
    drafts = [item for item in waiting if not isinstance(item, ImportReport)]
    added = iter(desk.add(drafts, tags=tags, change=change) if drafts else ())
    for item in waiting:
        if isinstance(item, ImportReport):
            yield item
            continue
        article = next(added)
        yield ImportReport(
            path=item.path,
            status="added",
            id=article.id,
            title=article.title,
            language=article.language,
            encoding=article.encoding,
            losses=item.losses,
        )
