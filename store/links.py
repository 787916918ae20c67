"""Links between annotations: which may be made, and which annotation has which."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from store import records
from store.errors import BadLink
from store.model import LINK_KINDS, Op
from store.text import printable, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from store.model import Link
    from store.storage import Tables

__all__ = ["SYMMETRIC", "LinkIndex", "alike", "check", "dropping", "making", "said", "taking_over"]

SYMMETRIC: Final = frozenset({"same claim", "see also"})
"""The kinds that say the same both ways."""

_TURNED: Final = {"supports": "supported by", "contradicts": "contradicted by", "same claim": "same claim as"}
_SHOWN: Final = 40


class LinkIndex:
    """The links on the desk, by their ids and by the annotations at both their ends.

    Made at the first question, and kept in step with the changes. Between a change of the tables and `apply`
    another thread may ask: it is told what both have.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._made: _Links | None = None

    @property
    def ids(self) -> Collection[str]:
        """The ids of all links, in no order."""
        return self._tables.of("links").numbers.keys()

    def all(self) -> list[Link]:
        """Every link, in the order in which they were made. Raises DeskDamaged."""
        links = self._read().links
        return [links[key] for key in self._tables.keys("links") if key in links]

    def get(self, key: str) -> Link:
        """A link that is there. Raises DeskDamaged, KeyError."""
        return self._read().links[key]

    def of(self, annotation: str) -> list[Link]:
        """The links from and to an annotation, in the order in which they were made. Raises DeskDamaged."""
        made, numbers = self._read(), self._tables.of("links").numbers
        keys = [key for key in made.of.get(annotation, ()) if key in numbers]
        return [made.links[key] for key in sorted(keys, key=numbers.__getitem__)]

    def apply(self, op: Op) -> None:
        """Follow one step of a change."""
        if self._made is not None:
            self._made.drop(op.key)
            if op.after is not None:
                self._made.put(records.link(op.after))

    def _read(self) -> _Links:
        if self._made is None:
            made = _Links()
            documents = self._tables.of("links")
            for document in map(documents.get, documents):
                if document is not None:
                    made.put(records.link(document))
            self._made = made
        return self._made


class _Links:
    def __init__(self) -> None:
        self.links: dict[str, Link] = {}
        self.of: dict[str, dict[str, None]] = {}

    def put(self, link: Link) -> None:
        self.links[link.id] = link
        for end in (link.source, link.target):
            self.of.setdefault(end, {})[link.id] = None

    def drop(self, key: str) -> None:
        link = self.links.pop(key, None)
        if link is not None:
            for end in (link.source, link.target):
                self.of[end].pop(key, None)


def check(source: str, target: str, kind: str) -> None:
    """Raise BadLink where there is no such link."""
    if kind not in LINK_KINDS:
        raise BadLink(
            f"“{shorten(printable(kind), _SHOWN)}” is no kind of link. Choose one of: {', '.join(LINK_KINDS)}."
        )
    if source == target:
        raise BadLink("An annotation cannot be linked with itself. Name two different ones.")


def alike(links: Iterable[Link], source: str, target: str, kind: str) -> Link | None:
    """The link among these that says the same already."""
    ends = [(source, target), (target, source)] if kind in SYMMETRIC else [(source, target)]
    return next((link for link in links if link.kind == kind and (link.source, link.target) in ends), None)


def said(link: Link, annotation: str) -> tuple[str, str]:
    """What a link says of one of its annotations, in words before the name of the other; and that one's id."""
    if link.source == annotation:
        return ("same claim as" if link.kind == "same claim" else link.kind), link.target
    return _TURNED.get(link.kind, link.kind), link.source


def making(link: Link) -> Op:
    """The step that adds a link."""
    return Op("links", link.id, None, records.link_record(link))


def dropping(links: Iterable[Link]) -> list[Op]:
    """The steps that take links away, each once."""
    return [
        Op("links", link.id, records.link_record(link), None)
        for link in {link.id: link for link in links}.values()
    ]


def taking_over(index: LinkIndex, kept: str, gone: str) -> Iterator[Op]:
    """The steps by which one annotation gets the links of another, which goes.

    What would link it with itself, or say a second time what a link of its own says, is dropped.
    """
    here = [link for link in index.of(kept) if gone not in {link.source, link.target}]
    for link in index.of(gone):
        source, target = (kept if end == gone else end for end in (link.source, link.target))
        if source == target or alike(here, source, target, link.kind):
            yield from dropping([link])
            continue
        moved = replace(link, source=source, target=target)
        here.append(moved)
        yield Op("links", link.id, records.link_record(link), records.link_record(moved))
