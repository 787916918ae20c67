"""Highlights, their notes and tags, and notes on articles as wholes: made, changed, moved, removed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store import anchor, links, passages, records
from store.desk import stamps
from store.desk.reading import Reading
from store.model import DEFAULT_COLOR, Annotation, Op, in_text_order
from store.shelf import resolve
from store.tags import color_for, normal_all
from store.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.model import Place

__all__ = ["Annotating"]


class Annotating(Reading):
    """Verbs that change annotations, each in one step of the history."""

    def annotate(
        self,
        article: str,
        start: int,
        end: int,
        *,
        note: str = "",
        tags: Iterable[str] = (),
        color: str | None = None,
        id: str | None = None,  # noqa: A002  # the key's name in the contract
    ) -> Annotation:
        """Highlight `text[start:end]`, under an id of one's own if it is given.

        Raises NotFound, BadPlace, BadTag, ReadOnly, SaveFailed.
        """
        with self._change():
            return self._add(self.described(article, start, end, note=note, tags=tags, color=color, id=id))

    def described(
        self,
        article: str,
        start: int,
        end: int,
        *,
        note: str = "",
        tags: Iterable[str] = (),
        color: str | None = None,
        id: str | None = None,  # noqa: A002  # the key's name in the contract
    ) -> Annotation:
        """What `annotate` would save now, for whoever shows it before it is saved. Raises NotFound, BadPlace, BadTag."""
        with self._guard:
            owner = resolve(article, self._shelf.article_ids, "article")
            place = anchor.describe(self._text_of(owner) or "", start, end)
            return self._made(owner, place, note, normal_all(tags), color, id)

    def _made(
        self,
        article: str,
        place: Place,
        note: str,
        tags: tuple[str, ...],
        color: str | None = None,
        key: str | None = None,
    ) -> Annotation:
        at = stamps.now()
        return Annotation(
            id=key or stamps.new_id(),
            article=article,
            start=place.position.start,
            end=place.position.end,
            quote=place.quote.exact,
            prefix=place.quote.prefix,
            suffix=place.quote.suffix,
            note=clean(note),
            tags=tags,
            color=color or self._tag_ops(tags)[1],
            created=at,
            modified=at,
        )

    def _add(self, made: Annotation) -> Annotation:
        """Save a new annotation; whoever calls is in `_change`."""
        new = Op("annotations", made.id, None, records.annotation_record(made))
        self._commit("annotate", [*self._tag_ops(made.tags)[0], new], at=made.created)
        return made

    def edit(
        self,
        annotation: str,
        *,
        note: str | None = None,
        tags: Iterable[str] | None = None,
        color: str | None = None,
    ) -> Annotation:
        """Change an annotation's note, tags or colour; what is None stays.

        New tags give it the colour of the first. Raises NotFound, BadTag, ReadOnly, SaveFailed.
        """
        with self._change():
            before = self.annotation(annotation)
            after = self.edited(before, note=note, tags=tags, color=color)
            return self._alter("edit", before, after, self._tag_ops(after.tags)[0])

    def edited(
        self,
        annotation: Annotation,
        *,
        note: str | None = None,
        tags: Iterable[str] | None = None,
        color: str | None = None,
    ) -> Annotation:
        """What `edit` would make of an annotation now, for whoever shows it before it is saved. Raises BadTag."""
        after = annotation
        if note is not None:
            after = replace(after, note=clean(note))
        if tags is not None:
            names = normal_all(tags)
            with self._guard:
                after = replace(after, tags=names, color=self._tag_ops(names)[1])
        if color is not None:
            after = replace(after, color=color)
        return after if after == annotation else replace(after, modified=stamps.now())

    def annotate_article(self, article: str, *, note: str = "", tags: Iterable[str] = ()) -> Annotation:
        """Write a note on an article as a whole, which has one at most.

        Where it has one, `note` is added to it behind a blank line, and `tags` to its tags. Raises as `annotate` does.
        """
        with self._change():
            owner = resolve(article, self._shelf.article_ids, "article")
            names = normal_all(tags)
            found = next((a for a in self._shelf.of(owner) if a.whole), None)
            if found is not None:
                told = passages.joined(found.note, clean(note))
                added = passages.united(found.tags, names)
                return self.edit(found.id, note=told, tags=None if added == found.tags else added)
            made = self._made(owner, anchor.WHOLE, note, names)
            return self._add(made)

    def move(self, annotation: str, start: int, end: int) -> Annotation:
        """Give a highlight other boundaries: `text[start:end]`. Raises NotFound, BadPlace, ReadOnly, SaveFailed."""
        with self._change():
            before = self.annotation(annotation)
            after = passages.moved(before, self._text_of(before.article) or "", start, end)
            return self._alter("move", before, after)

    def split(self, annotation: str, at: int) -> tuple[Annotation, Annotation]:
        """Make two highlights of one, before and behind the offset `at`, without the spaces there.

        The first keeps id, note and links; the second has the tags and the colour. Raises as `move` does.
        """
        with self._change():
            before = self.annotation(annotation)
            first, second = passages.parted(before, self._text_of(before.article) or "", at)
            now = stamps.now()
            second = replace(second, id=stamps.new_id(), created=now, modified=now)
            new = Op("annotations", second.id, None, records.annotation_record(second))
            return self._alter("split", before, first, behind=[new]), second

    def merge(self, annotation: str, other: str) -> Annotation:
        """Make one highlight of two of the same article, from the start of the first to the end of the last.

        That which comes first in the text stays, and gets the note, tags and links of the other, which goes.
        Raises as `move` does.
        """
        with self._change():
            first, second = sorted((self.annotation(annotation), self.annotation(other)), key=in_text_order)
            after = passages.merged(first, second, self._text_of(first.article) or "")
            gone = [
                Op("annotations", second.id, records.annotation_record(second), None),
                *links.taking_over(self._shelf.links, first.id, second.id),
            ]
            return self._alter("merge", first, after, behind=gone)

    def remove(self, annotation: str) -> Annotation:
        """Delete an annotation with its links; undo brings them back. Raises NotFound, ReadOnly, SaveFailed."""
        with self._change():
            gone = self.annotation(annotation)
            self._commit("remove", self._removing([gone]))
            return gone

    def _alter(
        self,
        action: str,
        before: Annotation,
        after: Annotation,
        ops: Sequence[Op] = (),
        *,
        behind: Sequence[Op] = (),
    ) -> Annotation:
        """Put an annotation in place of another, with the steps before and behind; whoever calls is in `_change`."""
        if after == before and not behind:
            return before
        at = stamps.now()
        after = replace(after, modified=at)
        op = Op("annotations", after.id, records.annotation_record(before), records.annotation_record(after))
        self._commit(action, [*ops, op, *behind], at=at)
        return after

    def _removing(self, annotations: Sequence[Annotation]) -> list[Op]:
        """The steps that delete annotations with their links."""
        return [
            *(Op("annotations", a.id, records.annotation_record(a), None) for a in annotations),
            *links.dropping(link for a in annotations for link in self._shelf.links.of(a.id)),
        ]

    def _tag_ops(self, names: Sequence[str]) -> tuple[list[Op], str]:
        """What adds the names that are new to the codebook; and the colour of the first name."""
        colors = self._shelf.tag_colors
        ops = []
        for name in names:
            if name not in colors:
                colors = {**colors, name: color_for(len(colors))}
                ops.append(Op("tags", name, None, {"id": name, "color": colors[name]}))
        return ops, colors[names[0]] if names else DEFAULT_COLOR
