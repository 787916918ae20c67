"""A check of the whole desk: what is wrong, what it means, what to do. It writes nothing and waits for nobody."""

from __future__ import annotations

import os
import stat
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from store import anchor, backup, records
from store.disk import Below, RealDisk
from store.errors import DeskError, NewsdeskError
from store.journal.segment import JOURNAL, MIRROR, Segment, generations, log, read_segment
from store.model import Finding
from store.text import many, printable, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.disk import Disk
    from store.journal import Journal
    from store.model import Annotation

__all__ = ["examine"]

_BRIEF: Final = 60
_OLD: Final = 8  # days after which the newest backup is no comfort any more
_PRIVATE: Final = 0o077


def examine(journal: Journal) -> Iterator[Finding]:
    """What is found, check by check; of a check that finds nothing wrong, what it looked at."""
    for name, check in _CHECKS.items():
        found = False
        for finding in check(journal):
            found = True
            yield replace(finding, check=name)
        if not found:
            yield Finding(check=name, status="ok", finding="in order")


def _ok(finding: str) -> Finding:
    return Finding(check="", status="ok", finding=finding)


def _note(finding: str, remedy: str | None = None) -> Finding:
    return Finding(check="", status="note", finding=finding, remedy=remedy)


def _damage(finding: str, remedy: str) -> Finding:
    return Finding(check="", status="damaged", finding=finding, remedy=remedy)


def _privacy(journal: Journal) -> Iterator[Finding]:
    """Whether others can read what is here."""
    disk = journal.disk
    if not isinstance(disk, RealDisk):
        return
    open_to_others, links = [], []
    for folder, folders, files in os.walk(disk.root):
        for name in ("", *folders, *files):
            path = os.path.join(folder, name) if name else folder  # noqa: PTH118  # as os.walk gives it
            mode = os.lstat(path).st_mode
            if stat.S_ISLNK(mode) and path != str(disk.root):
                links.append(path)
            elif stat.S_IMODE(mode) & _PRIVATE and path not in open_to_others:
                open_to_others.append(path)
    for path in links:
        yield _damage(
            f"{printable(path)} is a symbolic link, and is not followed.", "Put the real file there."
        )
    if open_to_others:
        yield _note(
            f"{many(len(open_to_others), 'file or folder', 'files or folders')} can be read by others, such as {printable(open_to_others[0])}.",
            f"chmod -R go= {printable(str(disk.root))}",
        )


def _journal(journal: Journal) -> Iterator[Finding]:
    """Checksums and sequence of every generation, in both copies."""
    disk = journal.disk
    found = sorted(generations(disk.names(JOURNAL)) | generations(disk.names(MIRROR)))
    last = count = 0
    for generation in found:
        segment = read_segment(disk, generation)
        yield from _segment(disk, generation, segment, newest=generation == found[-1])
        if segment.header is not None and segment.header["after"] > last:
            yield _lost(last + 1, segment.header["after"], generation)
            last = segment.header["after"]
        for number, _ in segment.records:
            if number > last + 1:
                yield _lost(last + 1, number - 1, generation)
            last = max(last, number)
            count += 1
    yield _ok(f"{many(count, 'change')} in {many(len(found), 'journal')}, numbered without a gap")


def _segment(disk: Disk, generation: int, segment: Segment, *, newest: bool) -> Iterator[Finding]:
    name = log(JOURNAL, generation)
    if segment.size is None:
        yield _note(
            f"{name} is missing; the mirror has it.", "It comes back by itself when the desk is opened."
        )
        return
    if segment.damaged:
        yield _note(
            f"{name} has {many(segment.damaged, 'damaged line')}; the mirror has {segment.restored} of its changes.",
            "It is kept as it is. The changes are also in the snapshots that followed; nothing need be done.",
        )
    elif segment.torn:
        yield _note(f"{name} ends in {many(segment.torn, 'byte')} of a change that was never finished.")
    mirror = log(MIRROR, generation)
    size = disk.size(mirror)
    if size is None:
        yield _note(f"{mirror} is missing.", "It is written anew at the next checkpoint.")
    elif not segment.damaged and not segment.torn and disk.read(mirror) != disk.read(name):
        when = "when the desk is opened" if newest else "from the first copy: remove it, then open the desk"
        yield _note(f"{mirror} is not the same as {name}.", f"It is written anew {when}.")


def _lost(first: int, last: int, generation: int) -> Finding:
    return _damage(
        f"Changes {first} to {last} cannot be read, in journal {generation} or its mirror.",
        "What they made may still be in the snapshots; a backup from before shows it: newsdesk --desk BACKUP articles",
    )


def _snapshots(journal: Journal) -> Iterator[Finding]:
    """Whether the snapshots are what their journal says."""
    disk = journal.disk
    found = sorted(generations(disk.names(JOURNAL)) | generations(disk.names(MIRROR)))
    for generation in found[-2:]:
        header = read_segment(disk, generation).header or {}
        for folder, (size, crc) in (header.get("snapshots") or {}).items():
            path = f"{folder}/{generation:06}.json"
            try:
                data = disk.read(path)
            except OSError as error:
                yield _note(f"{path} cannot be read ({error.strerror}).", _BY_ITSELF)
                continue
            if len(data) != size or zlib.crc32(data) != crc:
                yield _note(f"{path} is damaged.", _BY_ITSELF)


_BY_ITSELF: Final = "It is made again from the journal, by itself, when the desk is opened."


def _texts(journal: Journal) -> Iterator[Finding]:
    """Whether every article has its text, as long as it was."""
    articles = journal.state.tables["articles"]
    total = 0
    for number in articles:
        document = articles.get(number) or {}
        title = shorten(printable(str(document.get("title"))), _BRIEF)
        remedy = (
            f"newsdesk restore BACKUP brings it back; or import {printable(str(document.get('path')))} again."
        )
        try:
            text = journal.texts.read(records.ref(document))
        except NewsdeskError as error:
            yield _damage(f"“{title}”: {printable(str(error)).split('. ')[0]}.", remedy)
            continue
        total += len(text)
        if len(text) != document.get("characters"):
            yield _damage(f"“{title}” has {len(text)} characters, not {document.get('characters')}.", remedy)
    yield _ok(f"{many(len(articles), 'text')}, {many(total, 'character')}")


def _annotations(journal: Journal) -> Iterator[Finding]:
    """Whether each annotation has its article, and its quotation stands where it says."""
    table, articles = journal.state.tables["annotations"], journal.state.tables["articles"]
    texts: dict[str, str | None] = {}
    whole: set[str] = set()  # articles that have a note on themselves
    for number in table:
        document = table.get(number) or {}
        try:
            annotation = records.annotation(document)
        except DeskError as error:
            yield _damage(str(error), "newsdesk restore BACKUP brings it back.")
            continue
        name = f"{annotation.id[:8]} “{shorten(printable(annotation.quote or annotation.note), _BRIEF)}”"
        if annotation.article not in articles.numbers:
            yield _damage(
                f"{name}: its article is gone.", "newsdesk undo, or restore BACKUP, brings it back."
            )
            continue
        if annotation.whole:
            if annotation.article in whole:
                yield _note(
                    f"{name} is a second note on one article itself.",
                    "Nothing is lost. Copy it into the first one, and delete it.",
                )
            whole.add(annotation.article)
            continue
        if annotation.article not in texts:
            texts = {annotation.article: _text(journal, articles.by_key(annotation.article))}
        text = texts[annotation.article]
        if text is not None and not _stands(annotation, text):
            yield _damage(
                f"{name} does not stand at {annotation.start}–{annotation.end} of its article.",
                "Its words are kept. Highlight them anew where they are, and delete this one.",
            )
    yield _ok(f"{many(len(table), 'annotation')}, each where its quotation stands")


def _links(journal: Journal) -> Iterator[Finding]:
    """Whether both annotations of each link are there."""
    table, annotations = journal.state.tables["links"], journal.state.tables["annotations"]
    for number in table:
        try:
            link = records.link(table.get(number) or {})
        except DeskError as error:
            yield _damage(str(error), "newsdesk restore BACKUP brings it back.")
            continue
        for what, end in (("from", link.source), ("to", link.target)):
            if end not in annotations.numbers:
                yield _damage(
                    f"The link {link.id[:8]} ({link.kind}) leads {what} the annotation {printable(end)[:8]}, which is gone.",
                    f"newsdesk restore BACKUP brings it back; or newsdesk unlink {link.id[:8]} takes the link away.",
                )
    yield _ok(f"{many(len(table), 'link')}, each between two annotations")


def _text(journal: Journal, document: dict[str, Any] | None) -> str | None:
    try:
        return journal.texts.read(records.ref(document or {}))
    except NewsdeskError:
        return None  # told by the check of the texts


def _stands(annotation: Annotation, text: str) -> bool:
    try:
        return anchor.describe(text, annotation.start, annotation.end) == annotation.place
    except NewsdeskError:
        return False


def _backups(journal: Journal) -> Iterator[Finding]:
    """Whether there is a backup, of when, and whether each opens."""
    found = backup.inside(journal.disk)
    for each in found:
        try:
            backup.opened(Below(journal.disk, f"{backup.BACKUPS}/{each.name}")).close()
        except DeskError as error:
            yield _damage(f"{each.name}: {error}", f"Remove the folder {backup.BACKUPS}/{each.name}.")
    if not found:
        if journal.state.n:
            yield _note(
                "There is no backup yet.", "newsdesk backup makes one; after a day newsdesk does by itself."
            )
        return
    newest = found[-1]
    days = (datetime.now(UTC) - datetime.fromisoformat(newest.at)).days
    if days > _OLD and newest.changes < journal.state.n:
        yield _note(f"The newest backup is {many(days, 'day')} old.", "newsdesk backup makes one now.")
    behind = journal.state.n - newest.changes
    yield _ok(f"{len(found)}, each opened; the newest of {newest.at}, {many(behind, 'change')} ago")


def _set_aside(journal: Journal) -> Iterator[Finding]:
    """What did not verify at some time, and was kept."""
    for folder in (JOURNAL, MIRROR):
        for name in journal.disk.names(folder):
            if ".bad-" in name:
                yield _note(
                    f"{folder}/{name} holds bytes that did not verify.",
                    "Nothing needs them; you may remove it.",
                )


def _space(journal: Journal) -> Iterator[Finding]:
    """Whether there is room for more."""
    if journal.disk.size(JOURNAL + "/reserve") is None and journal.state.n:
        yield _note("The space kept for the last notes has been used up.", "Free some space on the disk.")


_CHECKS: Final[dict[str, Callable[[Journal], Iterator[Finding]]]] = {
    "privacy": _privacy,
    "journal": _journal,
    "snapshots": _snapshots,
    "texts": _texts,
    "annotations": _annotations,
    "links": _links,
    "backups": _backups,
    "set aside": _set_aside,
    "space": _space,
}
