"""What the commands of the desk's screen do. Each is a method `do_<id>` that takes the count."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from store.errors import NewsdeskError
from store.model import Span
from store.text import shorten
from tui import samples
from tui.panes.bars import Hint
from tui.screens.marking import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.screen import Screen
    from textual.widgets import Input

    from store import Annotation, Desk, Hit
    from tui.panes.annotations import AnnotationsPane
    from tui.panes.bars import Notice
    from tui.panes.note import NoteEditor
    from tui.panes.source import SourcePane
    from tui.screens.dialogs import ExportChoice

    _Base = Screen[None]
else:
    _Base = object

__all__ = ["Actions"]

_BRIEF = 40


class Actions(_Base):
    """The commands, mixed into the desk's screen."""

    desk: Desk
    source: SourcePane
    cards: AnnotationsPane
    editor: NoteEditor
    finder: Input
    filter: Input
    notice: Notice
    annotations: list[Annotation] = []  # noqa: RUF012  # the screen sets its own
    found: Sequence[Span] = ()
    found_query = ""
    say: Callable[[str], None]
    place: str
    show_annotations: Callable[[], None]
    show_article: Callable[..., None]

    def act(self, command: str, count: int | None) -> None:
        """Run a command; a failure is a notice, and nothing else has changed."""
        if command not in ("escape", "next_annotation", "previous_annotation", "find_next", "find_previous"):
            self.notice.clear()
        try:
            getattr(self, f"do_{command}")(count)
        except NewsdeskError as error:
            self.notice.show(str(error), "error")

    # Marking

    @property
    def target(self) -> Annotation | None:
        """The annotation that a command works on: the chosen card, or the one under the cursor."""
        return self.cards.chosen if self.place == "annotations" else self.source.current

    @property
    def tags_apply(self) -> bool:
        """Whether a digit may put a tag."""
        return self.place in ("fresh", "select") or self.target is not None

    def marked(self, tags: Sequence[str] = ()) -> Annotation | None:
        """Highlight the selection, or the sentence under the cursor; the same passage only once."""
        article = self.source.article
        span = self.source.selected or self.source.sentence()
        span = trimmed(self.source.text, span) if span else None
        if article is None or span is None:
            self.say("nothing to highlight here")
            return None
        same = next((a for a in self.annotations if (a.start, a.end) == span), None)
        if same is None:
            made = self.desk.annotate(article.id, span.start, span.end, tags=tags)
        else:
            made = self.desk.edit(same.id, tags=dict.fromkeys((*same.tags, *tags))) if tags else same
        self.source.goto(min(max(self.source.cursor, span.start), max(span.end - 1, span.start)))
        self.show_annotations()
        self.say("highlighted" if same is None else "highlighted already")
        return made

    def do_highlight(self, _count: int | None) -> None:
        """`m`."""
        self.marked()

    def do_annotate(self, _count: int | None) -> None:
        """`a`."""
        annotation = self.target if self.place in ("annotations", "source") else None
        annotation = annotation or (None if self.place == "annotations" else self.marked())
        if annotation is not None:
            self.add_class("-open")
            if self.editor.open(annotation):
                self.say("the draft that you left")

    def on_note_editor_done(self, message: NoteEditor.Done) -> None:
        """The note is saved, or left as a draft."""
        message.stop()
        annotation = self.editor.annotation
        if annotation is None:
            return
        if message.save:
            try:
                self.desk.edit(annotation.id, note=self.editor.text)
            except NewsdeskError as error:
                self.notice.show(str(error), "error")
                return
            self.editor.saved()
        else:
            self.editor.close()
        self.remove_class("-open")
        self.set_focus(self.source)
        self.show_annotations()
        left = annotation.id in self.editor.drafts
        self.say("note saved" if message.save else "draft kept: a opens it again" if left else "")

    def do_tag(self, _count: int | None) -> None:
        """`t`."""
        from tui.screens.tag import TagScreen  # noqa: PLC0415  # when it is wanted

        target = None if self.place in ("fresh", "select") else self.target
        if self.place == "annotations" and target is None:
            return
        put = target.tags if target else ()

        def chosen(name: str | None) -> None:
            if name:
                self.guarded(lambda: self.put_tag(name, target))

        self.app.push_screen(TagScreen(self.desk.tags(), put), chosen)

    def do_tag_number(self, count: int | None) -> None:
        """A digit alone."""
        tags = self.desk.tags()
        if not count or count > len(tags):
            self.say(f"no tag has the number {count} yet: t makes one")
            return
        self.put_tag(tags[count - 1].name, None if self.place in ("fresh", "select") else self.target)

    def put_tag(self, name: str, target: Annotation | None) -> None:
        """Put a tag on the annotation, or take it off; without one, on what `m` would highlight."""
        if target is None:
            if self.marked([name]) is not None:
                self.say(f"tagged {name}")
            return
        on = name not in target.tags
        tags = (*target.tags, name) if on else tuple(tag for tag in target.tags if tag != name)
        self.desk.edit(target.id, tags=tags)
        self.show_annotations()
        self.say(f"tagged {name}" if on else f"tag {name} taken off")

    def do_delete(self, _count: int | None) -> None:
        """`d`."""
        target = self.target
        if target is None:
            self.say("no annotation here")
            return
        self.desk.remove(target.id)
        self.show_annotations()
        self.say("deleted: u brings it back")

    def do_undo(self, count: int | None) -> None:
        """`u`."""
        self._walk(self.desk.undo, count, "undone", "nothing to undo")

    def do_redo(self, count: int | None) -> None:
        """`ctrl+r`."""
        self._walk(self.desk.redo, count, "done again", "nothing to redo")

    def _walk(self, step: Callable[[], Any], count: int | None, done: str, none: str) -> None:
        change = None
        for _ in range(count or 1):
            made = step()
            if made is None:
                break
            change = made
        article = self.source.article
        if article is None or article.id not in {a.id for a in self.desk.articles()}:
            self._reopen()
        else:
            self.show_annotations()
        self.say(f"{done}: {shorten(change.summary, _BRIEF)}" if change else none)

    def _reopen(self) -> None:
        articles = self.desk.articles()
        self.show_article(articles[0].id if articles else None)

    # Finding

    def do_next_annotation(self, count: int | None) -> None:
        """`]`."""
        if self.place == "annotations":
            self.cards.step(count or 1)
            return
        starts = [a.start for a in self.annotations]
        self._to_annotation(bisect_right(starts, self.source.cursor) + (count or 1) - 1, "no annotation further on")

    def do_previous_annotation(self, count: int | None) -> None:
        """`[`."""
        if self.place == "annotations":
            self.cards.step(-(count or 1))
            return
        starts = [a.start for a in self.annotations]
        self._to_annotation(bisect_left(starts, self.source.cursor) - (count or 1), "no annotation before this")

    def _to_annotation(self, index: int, none: str) -> None:
        if 0 <= index < len(self.annotations):
            self.source.goto(self.annotations[index].start, center=True)
        else:
            self.say(none)

    def do_next_card(self, count: int | None) -> None:
        """`j` in the annotations pane."""
        self.cards.step(count or 1)

    def do_previous_card(self, count: int | None) -> None:
        """`k` there."""
        self.cards.step(-(count or 1))

    def do_first_card(self, _count: int | None) -> None:
        """`gg` there."""
        self.cards.step(-len(self.cards.annotations))

    def do_last_card(self, _count: int | None) -> None:
        """`G` there."""
        self.cards.step(len(self.cards.annotations))

    def do_jump(self, _count: int | None) -> None:
        """`enter`: both ways."""
        if self.place == "annotations":
            chosen = self.cards.chosen
            self.remove_class("-open")
            self.set_focus(self.source)
            if chosen is not None:
                self.source.goto(chosen.start, center=True)
            return
        current = self.source.current
        if current is None:
            self.say("no annotation here")
            return
        self._show_cards()
        self.cards.choose(current)

    def on_annotations_pane_clicked(self) -> None:
        """A card was clicked."""
        chosen = self.cards.chosen
        self.set_focus(self.source)
        if chosen is not None:
            self.source.goto(chosen.start, center=True)

    def do_find(self, _count: int | None) -> None:
        """`/`."""
        self._type_into(self.finder)

    def do_filter(self, _count: int | None) -> None:
        """`/` in the annotations pane."""
        self._type_into(self.filter)

    def _type_into(self, field: Input) -> None:
        field.add_class("-open")
        field.value = ""
        self.set_focus(field)

    def on_input_changed(self, event: Input.Changed) -> None:
        """As you type."""
        event.stop()
        if event.input is self.filter:
            self.show_annotations()
        elif event.input.has_class("-open"):
            self.find(event.value)

    def find(self, query: str) -> None:
        """Mark what is found in this article; the next one from the cursor is the current one."""
        article = self.source.article
        self.found_query = query
        self.found = self.desk.find(article.id, query) if article and query.strip() else ()
        self.source.mark_found(self.found, self._found_from(self.source.cursor))
        self.say(f"{len(self.found)} found" if query.strip() else "")

    def _found_from(self, offset: int) -> Span | None:
        after = bisect_left([span.start for span in self.found], offset)
        return self.found[after % len(self.found)] if self.found else None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: back to the text, or to the cards."""
        event.stop()
        if event.input is self.filter:
            self.leave_input(self.cards)
            return
        self.leave_input(self.source)
        span = self._found_from(self.source.cursor)
        if span is not None:
            self._to_found(span)
        elif event.value.strip():
            self.say(f"nothing like “{shorten(event.value, _BRIEF)}” in this article")

    def leave_input(self, to: SourcePane | AnnotationsPane) -> None:
        """Close the inputs."""
        self.finder.remove_class("-open")
        if not self.filter.value:
            self.filter.remove_class("-open")
        self.set_focus(to)

    def do_find_next(self, count: int | None) -> None:
        """`n`."""
        self._step_found(count or 1)

    def do_find_previous(self, count: int | None) -> None:
        """`N`."""
        self._step_found(-(count or 1))

    def _step_found(self, by: int) -> None:
        if not self.found:
            self.say("nothing was looked for: / finds in this article, f in all")
            return
        starts = [span.start for span in self.found]
        cursor = self.source.cursor
        index = bisect_right(starts, cursor) - 1 + by if by > 0 else bisect_left(starts, cursor) + by
        self._to_found(self.found[index % len(self.found)])

    def _to_found(self, span: Span) -> None:
        self.source.goto(span.start, center=True)
        self.source.mark_found(self.found, span)
        self.say(f"{self.found.index(span) + 1} of {len(self.found)}")

    def do_search(self, _count: int | None) -> None:
        """`f`."""
        from tui.screens.search import SearchScreen  # noqa: PLC0415  # when it is wanted

        self.app.push_screen(SearchScreen(self.desk), self.open_hit)

    def open_hit(self, chosen: tuple[str, Hit] | None) -> None:
        """Open the article of a hit there, all spellings marked for `n` and `N`."""
        if chosen is None:
            return
        query, hit = chosen
        start = self.desk.annotation(hit.annotation).start if hit.annotation else hit.start
        self.show_article(hit.article, cursor=0 if hit.field == "title" else start)
        self.set_focus(self.source)
        self.find(query)
        if hit.field == "body":
            self.source.mark_found(self.found, Span(hit.start, hit.end))

    def do_open(self, _count: int | None) -> None:
        """`o`."""
        from tui.screens.library import LibraryScreen  # noqa: PLC0415  # when it is wanted

        article = self.source.article
        self.app.push_screen(LibraryScreen(self.desk, article.id if article else None), self._opened)

    def _opened(self, article: str | None) -> None:
        if article is not None:
            self.show_article(article)
            self.set_focus(self.source)

    def do_next_article(self, count: int | None) -> None:
        """`L`."""
        self._neighbour(count or 1)

    def do_previous_article(self, count: int | None) -> None:
        """`H`."""
        self._neighbour(-(count or 1))

    def _neighbour(self, by: int) -> None:
        ids = [article.id for article in self.desk.articles()]
        article = self.source.article
        if article is None or article.id not in ids:
            return
        index = ids.index(article.id) + by
        if 0 <= index < len(ids):
            self.show_article(ids[index])
        else:
            self.say("the last article" if by > 0 else "the first article")

    # Taking out

    def do_copy(self, _count: int | None) -> None:
        """`y`."""
        self._copy(cited=True)

    def do_copy_bare(self, _count: int | None) -> None:
        """`Y`."""
        self._copy(cited=False)

    def _copy(self, *, cited: bool) -> None:
        from store.citation import citation  # noqa: PLC0415  # when it is wanted
        from tui.clipboard import copy  # noqa: PLC0415

        article, target = self.source.article, self.target
        span = self.source.selected if self.place != "annotations" else None
        if span is None and target is not None:
            span = Span(target.start, target.end)
        span = trimmed(self.source.text, span) if span else None
        if article is None or span is None:
            self.say("nothing to copy: v selects, is takes the sentence")
            return
        text = self.source.text[span.start : span.end]
        if cited:
            text = f"“{text}”\n— {citation(article, span)}"
        where = copy(text, self.app.write_terminal)  # type: ignore[attr-defined]  # the desk's own app
        self.notice.show(f"Copied {span.end - span.start} characters {where}.")

    def do_export(self, _count: int | None) -> None:
        """`x`."""
        from tui.screens.dialogs import ExportScreen  # noqa: PLC0415  # when it is wanted

        article = self.source.article
        scopes: list[tuple[str, str | None, str | None, int]] = [
            ("all articles with notes", None, None, len(self.desk.annotations()))
        ]
        if article is not None:
            scopes.append((f"this article: {article.title}", article.id, None, len(self.annotations)))
        scopes += [
            (f"tag {tag.name}", None, tag.name, len(self.desk.annotations(tag=tag.name))) for tag in self.desk.tags()
        ]
        self.app.push_screen(ExportScreen("~/newsdesk-notes", scopes), self._export)

    def _export(self, choice: ExportChoice | None) -> None:
        if choice is not None:
            self.guarded(lambda: self._exported(choice))

    def _exported(self, choice: ExportChoice) -> None:
        from store.export import to_folder  # noqa: PLC0415  # when it is wanted

        entries = self.desk.entries(article=choice.article, tags=[choice.tag] if choice.tag else ())
        known = {annotation.id for annotation in self.desk.annotations()}
        written = list(to_folder(entries, choice.folder, known=known))
        if not written:
            self.notice.show("Nothing to export yet: no article in that choice has a highlight.")
            return
        count = sum(item.annotations for item in written)
        kinds = ", ".join(
            f"{number} {kind}"
            for kind in ("created", "updated", "unchanged")
            if (number := sum(item.status == kind for item in written))
        )
        self.notice.show(
            f"{count} annotations in {len(written)} Markdown file{'s' if len(written) > 1 else ''} "
            f"in {choice.folder} ({kinds})."
        )

    # The desk

    def do_next_pane(self, _count: int | None) -> None:
        """`tab`."""
        if self.place == "annotations":
            self.remove_class("-open")
            self.set_focus(self.source)
        else:
            self._show_cards()

    def _show_cards(self) -> None:
        self.add_class("-open")
        self.set_focus(self.cards)

    def do_help(self, _count: int | None) -> None:
        """`?`."""
        from tui.screens.dialogs import HelpScreen  # noqa: PLC0415  # when it is wanted

        self.app.push_screen(HelpScreen())

    def do_palette(self, _count: int | None) -> None:
        """`:`."""
        from tui.screens.palette import PaletteScreen  # noqa: PLC0415  # when it is wanted

        def chosen(command: str | None) -> None:
            if command:
                self.run_by_id(command)

        self.app.push_screen(PaletteScreen(self.place), chosen)

    def do_theme(self, _count: int | None) -> None:
        """Light or dark."""
        from tui.theme import DARK, LIGHT  # noqa: PLC0415  # when it is wanted

        self.app.theme = LIGHT if self.app.theme == DARK else DARK

    def do_samples(self, _count: int | None) -> None:
        """Remove the samples, or bring them back."""
        if samples.present(self.desk):
            gone = samples.remove(self.desk)
            self._reopen()
            self.notice.show(f"{len(gone)} sample articles removed, with their annotations. u brings them back.")
        else:
            self.notice.show(f"{samples.add(self.desk)} sample articles added.")
            self._reopen()

    def do_escape(self, _count: int | None) -> None:
        """One step out: selection, found, filter, drawer, message."""
        if self.place in ("fresh", "select"):
            self.source.goto(self.source.cursor)
        elif self.place == "annotations" and self.filter.value:
            self.filter.value = ""
            self.filter.remove_class("-open")
            self.show_annotations()
        elif self.place == "annotations":
            self.remove_class("-open")
            self.set_focus(self.source)
        elif self.notice.message:
            self.notice.clear()
        elif self.found:
            self.find("")

    def do_select(self, _count: int | None) -> None:
        """`v`."""
        self.source.select("select")

    def do_select_rows(self, _count: int | None) -> None:
        """`V`."""
        self.source.select("rows")

    def do_extend_left(self, count: int | None) -> None:
        """`shift+left`."""
        self._extend("left", count)

    def do_extend_right(self, count: int | None) -> None:
        """`shift+right`."""
        self._extend("right", count)

    def do_extend_up(self, count: int | None) -> None:
        """`shift+up`."""
        self._extend("up", count)

    def do_extend_down(self, count: int | None) -> None:
        """`shift+down`."""
        self._extend("down", count)

    def _extend(self, motion: str, count: int | None) -> None:
        if self.source.mode == "cursor":
            self.source.select("select")
        self.source.move(motion, count)

    def do_other_end(self, _count: int | None) -> None:
        """`o` in a selection."""
        self.source.swap()

    def do_quit(self, _count: int | None) -> None:
        """`q`."""
        from tui.screens.dialogs import ConfirmScreen  # noqa: PLC0415  # when it is wanted

        drafts = self.editor.drafts
        if not drafts:
            self.app.exit()
            return

        def answered(key: str | None) -> None:
            if key == "s":
                self.guarded(self._save_drafts)
            if key in ("s", "d") and (key == "d" or not drafts):
                self.app.exit()

        count = "A note has" if len(drafts) == 1 else f"{len(drafts)} notes have"
        self.app.push_screen(
            ConfirmScreen(f"{count} a draft that is not saved.", [Hint("s", "save and quit"), Hint("d", "drop and quit")]),
            answered,
        )

    def _save_drafts(self) -> None:
        alive = {annotation.id for annotation in self.desk.annotations()}
        for key, text in list(self.editor.drafts.items()):
            if key in alive:
                self.desk.edit(key, note=text)
            del self.editor.drafts[key]

    def run_by_id(self, command: str) -> None:
        """Run a command that was chosen by name."""
        from tui.keys import Run  # noqa: PLC0415  # a cycle otherwise

        self.run(Run(command))  # type: ignore[attr-defined]  # the screen's own

    def guarded(self, action: Callable[[], None]) -> None:
        """Run what came back from another screen; a failure is a notice."""
        try:
            action()
        except NewsdeskError as error:
            self.notice.show(str(error), "error")
