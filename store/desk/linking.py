"""Links between annotations."""

from __future__ import annotations

from store import links
from store.desk import stamps
from store.desk.reading import Reading
from store.model import Link
from store.shelf import resolve

__all__ = ["Linking"]


class Linking(Reading):
    """Say what one annotation is to another, and take it back."""

    def links(self, annotation: str | None = None) -> list[Link]:
        """The links from and to an annotation, or all there are, in the order in which they were made."""
        with self._guard:
            found = self._shelf.links
            return found.all() if annotation is None else found.of(self.annotation(annotation).id)

    def link(self, source: str, target: str, kind: str) -> Link:
        """Say of one annotation what it is to another: one of `LINK_KINDS`. The same again is the same link.

        Raises NotFound, Ambiguous, BadLink, ReadOnly, SaveFailed.
        """
        with self._change():
            first, second = self.annotation(source).id, self.annotation(target).id
            links.check(first, second, kind)
            known = links.alike(self._shelf.links.of(first), first, second, kind)
            if known is not None:
                return known
            at = stamps.now()
            made = Link(id=stamps.new_id(), source=first, target=second, kind=kind, created=at)
            self._commit("link", [links.making(made)], at=at)
            return made

    def unlink(self, link: str) -> Link:
        """Take a link away. Raises NotFound, Ambiguous, ReadOnly, SaveFailed."""
        with self._change():
            gone = self._shelf.links.get(resolve(link, self._shelf.links.ids, "link"))
            self._commit("unlink", links.dropping([gone]))
            return gone
