"""Links between annotations, and highlights split and merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import NotFound
from store.text import printable, shorten
from tui.screens.actions.base import BRIEF, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store import Annotation
    from tui.screens.linking import Way

__all__ = ["Linking"]


class Linking(Part):
    """`g l`, `g d`, `S`, `J`."""

    leave_place: Callable[[], None]

    def do_link(self, _count: int | None) -> None:
        """`g l`: this annotation with another one."""
        target = self.target
        if target is None:
            self.say("no annotation here to link")
            return
        self.when_saved(lambda: self._choose_other(target))

    def _choose_other(self, target: Annotation) -> None:
        from tui.screens.linking import LinkScreen  # when it is wanted

        def chosen(result: tuple[Annotation, str] | None) -> None:
            if result is not None:
                other, kind = result
                self.save(
                    lambda: self.desk.link(target.id, other.id, kind),
                    lambda _: self.say(f"linked: {kind} “{shorten(printable(other.quote), BRIEF)}”"),
                    hold=True,
                )

        self.app.push_screen(LinkScreen(self.desk, target), chosen)

    def do_follow_link(self, _count: int | None) -> None:
        """`g d`: to the other end of the link; of several, the one that is chosen."""
        target = self.target
        if target is None:
            self.say("no annotation here")
            return
        self.when_saved(lambda: self._follow(target))

    def do_links(self, _count: int | None) -> None:
        """All links of this annotation, to go along or to take away."""
        target = self.target
        if target is None:
            self.say("no annotation here")
            return
        self.when_saved(lambda: self._show_links([*self.ways(target), *self._mentioned(target)]))

    def _follow(self, target: Annotation) -> None:
        ways = [*self.ways(target), *self._mentioned(target)]
        if not ways:
            self.say(f"no links here: {self.keymap.key('link')} makes one")
        elif len(ways) == 1:
            self._go(ways[0])
        else:
            self._show_links(ways)

    def _show_links(self, ways: Sequence[Way]) -> None:
        from tui.screens.linking import LinksScreen  # when it is wanted

        def remove(way: Way) -> None:
            link = way.link
            if link is not None:
                self.save(
                    lambda: self.desk.unlink(link), lambda _: self.say("link taken away: u brings it back")
                )

        self.app.push_screen(LinksScreen(ways, remove), lambda way: self._go(way) if way else None)

    def ways(self, annotation: Annotation) -> list[Way]:
        """Where its links lead, in words."""
        from store.links import said  # when it is wanted
        from tui.screens.linking import Way

        found = []
        for link in self.desk.links(annotation.id):
            words, key = said(link, annotation.id)
            try:
                other = self.desk.annotation(key)
                title = self.desk.article(other.article).title
            except NotFound:  # removed by another hand meanwhile
                continue
            quote = f"“{printable(other.quote)}” · {title}" if other.quote else f"the article {title}"
            found.append(Way(words, quote, other.article, other.id, link.id))
        return found

    def _mentioned(self, annotation: Annotation) -> list[Way]:
        """The articles that its note names."""
        from store.mentions import articles_in  # when it is wanted
        from tui.screens.linking import Way

        named = (self.desk.titled(mention.name) for mention in articles_in(annotation.note))
        return [Way("mentions", article.title, article.id, None, None) for article in named if article]

    def links_of(self, annotation: Annotation) -> tuple[str, ...]:
        """What an annotation is linked with, a row each."""
        try:
            return tuple(f"{way.said} {way.words}" for way in self.ways(annotation))
        except NotFound:  # it is not saved yet
            return ()

    def _go(self, way: Way) -> None:
        self.guarded(lambda: self.go_to(way.article, way.annotation))

    def go_to(self, article: str, annotation: str | None = None) -> None:
        """Show an article, or the place of one of its annotations. Raises NotFound."""
        found = self.desk.annotation(annotation) if annotation else None
        if self.source.article is None or self.source.article.id != article:
            self.show_article(article, cursor=found.start if found else None)
        else:
            self.leave_place()
        self.show_source()
        if found is not None:
            self.source.goto(found.start, center=True, annotation=found)

    # Split and merge

    def do_split(self, _count: int | None) -> None:
        """`S`: at the start of the selection, or at the cursor."""
        target = self.target
        span = self.source.selected
        at = span.start if span is not None else self.source.cursor
        text = self.source.text
        if target is None or self.place == "annotations" or not target.start < at < target.end:
            self.say("put the cursor inside a highlight, where its second part begins")
            return
        if not all(any(map(str.isalnum, part)) for part in (text[target.start : at], text[at : target.end])):
            self.say("each part needs a letter or a digit")
            return
        self.source.goto(at)
        self.save(
            lambda: self.desk.split(target.id, at),
            lambda _: self.say("split in two: u takes it back"),
            hold=True,
        )

    def do_merge(self, _count: int | None) -> None:
        """`J`: with the next one that overlaps it, or that only space parts from it."""
        target = self.target
        other = self._next_to(target) if target is not None else None
        if target is None or other is None:
            self.say("no highlight that overlaps or touches one here")
            return
        self.save(
            lambda: self.desk.merge(target.id, other.id),
            lambda _: self.say("merged into one: u takes it back"),
            hold=True,
        )

    def _next_to(self, target: Annotation) -> Annotation | None:
        text = self.pane_of(target).text
        here = [a for a in self.annotations_of(target.article) if a.id != target.id and a.start < a.end]
        after = [a for a in here if (a.start, a.end) >= (target.start, target.end)]
        for other in [*after, *reversed([a for a in here if a not in after])]:
            first, second = sorted((target, other), key=lambda a: (a.start, a.end))
            if second.start <= first.end or not text[first.end : second.start].strip():
                return other
        return None
