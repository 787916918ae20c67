"""Highlight, note, tag, delete, undo."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from store.model import Span
from store.text import shorten
from tui.motions import Like, alike, likeness
from tui.screens.actions.base import BRIEF, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store import Annotation, Change

__all__ = ["Marking", "trimmed"]


def trimmed(text: str, span: Span) -> Span | None:
    """The span without white space at its ends; None when nothing is left."""
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    end = span.end - (len(piece) - len(piece.rstrip()))
    return Span(start, end) if start < end else None


class Mark(NamedTuple):
    """What a command that marks has done, for `.`."""

    tags: tuple[str, ...]
    like: Like
    """What kind of passage was marked."""
    onto: bool = False
    """Whether the tag was put on a highlight that was there."""


class Marking(Part):
    """Commands that change annotations."""

    last_mark: Mark | None = None

    @property
    def tags_apply(self) -> bool:
        """Whether a digit may put a tag: on an annotation, or on what `m` would highlight."""
        if self.place == "adjust":
            return False
        if self.place in ("fresh", "select") or self.target is not None:
            return True
        return self.place == "source" and bool(self.tags())

    def marked(self, tags: Sequence[str] = ()) -> Annotation | None:
        """Highlight the selection, or the sentence under the cursor; the same passage only once."""
        article = self.source.article
        span = self.source.selected or self.source.sentence()
        span = trimmed(self.source.text, span) if span else None
        if article is None or span is None:
            self.say("nothing to highlight here")
            return None
        at = bisect_left(self.annotations, span, key=lambda a: Span(a.start, a.end))
        same = next((a for a in self.annotations[at : at + 1] if (a.start, a.end) == span), None)
        if same is None:
            made = self.desk.described(article.id, span.start, span.end, tags=tags)
            self.expect(made.id, made)
            self.save(
                lambda: self.desk.annotate(
                    article.id, span.start, span.end, tags=made.tags, color=made.color, id=made.id
                ),
                failed=lambda: self._not_marked(made),
            )
        else:
            made = self._change(same, dict.fromkeys((*same.tags, *tags))) if tags else same
        self.source.goto(min(max(self.source.cursor, span.start), max(span.end - 1, span.start)))
        self.last_mark = Mark(tuple(tags), likeness(self.source.text, span))
        self.say("highlighted" if same is None else "highlighted already")
        return made

    def _not_marked(self, made: Annotation) -> None:
        """A highlight was not saved: it goes, and so does the editor of its note, if nothing stands in it."""
        self.ahead.pop(made.id, None)
        if self.editor.subject is not None and self.editor.subject.key == made.id and not self.editor.text:
            self.editor.close()
            self.show_source()

    def _change(self, annotation: Annotation, tags: Iterable[str]) -> Annotation:
        """Give it other tags."""
        made = self.desk.edited(annotation, tags=tags)
        if made != annotation:
            self.expect(made.id, made)
            self.save(
                lambda: self.desk.edit(made.id, tags=made.tags), failed=lambda: self.ahead.pop(made.id, None)
            )
        return made

    def do_highlight(self, _count: int | None) -> None:
        """`m`."""
        self.marked()

    def do_tag(self, _count: int | None) -> None:
        """`t`."""
        from tui.screens.tag import TagScreen  # when it is wanted

        target = None if self.place in ("fresh", "select") else self.target
        if self.place == "annotations" and target is None:
            return
        put = target.tags if target else ()

        def chosen(name: str | None) -> None:
            if name:
                self.guarded(lambda: self.put_tag(name, target))

        self.app.push_screen(TagScreen(self.tags(), put), chosen)

    def do_tag_number(self, count: int | None) -> None:
        """A digit alone; of several, each puts its tag."""
        for digit in str(count or 0):
            number, tags = int(digit), self.tags()
            if not 0 < number <= len(tags):
                self.say(f"no tag has the number {number} yet: t makes one")
                return
            self.put_tag(tags[number - 1].name, None if self.place in ("fresh", "select") else self.target)

    def put_tag(self, name: str, target: Annotation | None) -> None:
        """Put a tag on the annotation, or take it off; without one, on what `m` would highlight."""
        if target is None:
            if self.marked([name]) is not None:
                self.say(f"tagged {name}")
            return
        on = name not in target.tags
        self.last_mark = Mark((name,), likeness(self.source.text, Span(target.start, target.end)), onto=True)
        tags = (*target.tags, name) if on else tuple(tag for tag in target.tags if tag != name)
        self._change(target, tags)
        self.say(f"tagged {name}" if on else f"tag {name} taken off")

    def do_repeat(self, _count: int | None) -> None:
        """`.`."""
        last, target = self.last_mark, self.target
        if last is None:
            self.say("no mark to repeat yet: m highlights, t tags")
        elif last.onto and target is not None and self.place == "source":
            missing = [name for name in last.tags if name not in target.tags]
            for name in missing:
                self.put_tag(name, target)
                self.last_mark = last
            if not missing:
                self.say(f"tagged {' '.join(last.tags)} already")
        else:
            here = self.place == "source"
            span = alike(self.source.text, self.source.cursor, last.like) if here else self.source.selected
            if span is None:
                self.say(f"no {last.like.unit} here")
                return
            self.source.choose_span(span)
            if self.marked(last.tags) is not None:
                self.last_mark = last if here else self.last_mark
                self.say(f"tagged {' '.join(last.tags)}" if last.tags else "highlighted")

    def do_delete(self, _count: int | None) -> None:
        """`d`."""
        target = self.target
        if target is None:
            self.say("no annotation here")
            return
        self.expect(target.id, None)
        self.save(lambda: self.desk.remove(target.id), failed=lambda: self.ahead.pop(target.id, None))
        self.say(f"deleted: {self.keymap.key('undo')} brings it back")

    def do_undo(self, count: int | None) -> None:
        """`u`."""
        self._walk(self.desk.undo, count, "undone", "nothing to undo")

    def do_redo(self, count: int | None) -> None:
        """`ctrl+r`."""
        self._walk(self.desk.redo, count, "done again", "nothing to redo")

    def _walk(self, step: Callable[[], Change | None], count: int | None, done: str, none: str) -> None:
        def walk() -> Change | None:
            change = None
            for _ in range(count or 1):
                made = step()
                if made is None:
                    break
                change = made
            return change

        before = list(self.annotations)

        def walked(change: Change | None) -> None:
            article = self.source.article
            if article is None or not self.desk.has_article(article.id):
                self.reopen()
            elif change is not None:
                self.ahead.clear()  # all before it is saved, and nothing came after it: keys wait
                self.show_annotations()
                self._show_changed(before)
            self.say(f"{done}: {shorten(change.summary, BRIEF)}" if change else none)

        self.save(walk, walked, hold=True)

    def _show_changed(self, before: Sequence[Annotation]) -> None:
        """Bring into sight what undo or redo changed in this article."""
        known, now = {a.id: a for a in before}, {a.id: a for a in self.annotations}
        changed = [a for key, a in now.items() if known.get(key) != a]
        changed += [a for key, a in known.items() if key not in now]
        if changed and not any(a.whole or self.source.in_sight(a.start) for a in changed):
            self.source.goto(changed[0].start, center=True)
