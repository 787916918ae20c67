"""Writing notes: on a highlight, on an article, in the editor of one's choice; and the drafts that are left."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, TypedDict

from store.errors import NewsdeskError, NotFound
from store.mentions import tags_to_put
from store.passages import joined
from store.text import many
from tui.panes.note import Subject
from tui.screens.actions.base import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store import Annotation
    from tui.panes.completion import Choice, Wanted
    from tui.panes.note import NoteEditor

__all__ = ["Writing"]


class Writing(Part):
    """Commands that write notes."""

    marked: Callable[[], Annotation | None]
    _asked_titles: bool = False

    def begin_writing(self) -> None:
        """Take over the drafts of the last time."""
        self.editor.drafts = {
            key: text for key, text in self.memory.drafts().items() if not self._is_saved(key, text)
        }
        self.editor.keeper = self._keep_draft
        self.editor.look = self._look
        self.cards.known = self._known

    def drafts_left(self) -> str:
        """A sentence about the drafts that wait; empty without any."""
        count = len(self.editor.drafts)
        if not count:
            return ""
        waits, it = ("waits", "it") if count == 1 else ("wait", "them")
        return f"{many(count, 'note')} not saved {waits} as a draft. To open {it}: press {self.keymap.key('palette')} and type draft."

    def _is_saved(self, key: str, text: str) -> bool:
        """Whether a draft is on the desk as a note: whoever saved it died before it was forgotten."""
        home = Subject.article_of(key)
        try:
            if home:
                notes = [a.note for a in self.desk.annotations(article=home) if a.whole]
            else:
                notes = [self.desk.annotation(key).note]
        except NotFound:
            return False
        return any(note == text or note.endswith("\n\n" + text) for note in notes)

    def _keep_draft(self, key: str, text: str | None) -> None:
        self.editor.unkept.discard(key)
        self.save(
            lambda: self.memory.keep_draft(key, text),
            failed=lambda: self.editor.unkept.add(key),
            quiet=True,
        )
        self.show_annotations()

    def keep_unkept(self) -> None:
        """Try once more to write the drafts that could not be written."""
        for key in list(self.editor.unkept):
            self._keep_draft(key, self.editor.drafts.get(key))

    def _known(self, title: str) -> bool:
        """Whether the desk has an article of a title; until that can be told, yes."""
        if self.desk.knows_titles:
            return self.desk.titled(title) is not None
        if not self._asked_titles:
            self._asked_titles = True
            self.run_worker(self._ask_titles, thread=True, exit_on_error=False, group="titles")
        return True

    def _ask_titles(self) -> None:
        self.desk.titled("")
        self.app.call_from_thread(self.show_annotations)

    def _look(self, wanted: Wanted) -> Sequence[Choice]:
        """How a mention may go on; in a thread."""
        from tui.panes.completion import MOST, article_choices, tag_choices  # when it is wanted

        if wanted.sign == "#":
            return tag_choices(wanted.typed, self.desk.tags())
        return article_choices(self.desk.articles_like(wanted.typed, limit=MOST))

    # Opening

    def do_annotate(self, _count: int | None) -> None:
        """`a`."""
        if annotation := self._to_write_on():
            self.write_on(self._subject(annotation))

    def do_annotate_article(self, _count: int | None) -> None:
        """`A`."""
        article = self.source.article
        if article is None:
            self.say("no article is open")
            return
        note = next((each for each in self.annotations if each.whole), None)
        self.write_on(Subject.on_article(article.id, article.title) if note is None else self._subject(note))

    def do_draft(self, _count: int | None) -> None:
        """Go to a note that was not saved, and open it."""
        for key in self.editor.drafts:
            try:
                home = Subject.article_of(key)
                annotation = None if home else self.desk.annotation(key)
                article = self.desk.article(home or (annotation.article if annotation else ""))
            except NotFound:
                continue
            if self.source.article is None or self.source.article.id != article.id:
                self.show_article(article.id)
            if annotation is not None:
                self.source.goto(annotation.start, center=True, annotation=annotation)
                self.write_on(self._subject(annotation))
            else:
                self.do_annotate_article(None)
            return
        undo = self.keymap.key("undo")
        self.say(
            f"the highlight of the draft was deleted: {undo} brings it back"
            if self.editor.drafts
            else "no drafts"
        )

    def write_on(self, subject: Subject) -> None:
        """Open the editor."""
        self.add_class("-open")
        if self.editor.open(subject):
            self.say("the draft that you left")

    def _to_write_on(self) -> Annotation | None:
        annotation = self.target if self.place in ("annotations", "source") else None
        return annotation or self.marked()

    def _subject(self, annotation: Annotation) -> Subject:
        quoted = bool(annotation.quote)  # then the heading has no title
        return Subject.of(annotation, "" if quoted else self.desk.article(annotation.article).title)

    # Saving

    def on_note_editor_done(self, message: NoteEditor.Done) -> None:
        """The note is saved, or left as a draft."""
        message.stop()
        subject = self.editor.subject
        if subject is None:
            return
        text = self.editor.text
        self.editor.close(saved=message.save)
        if message.save:
            self.notice.clear()
            self._save_note(subject, text)
        self.show_source()
        self.show_annotations()
        left = subject.key in self.editor.drafts
        on_highlight = subject.annotation and not subject.annotation.whole
        key = self.keymap.key("annotate" if on_highlight else "annotate_article")
        self.say(f"draft kept: {key} opens it again" if left else "")

    def _save_note(self, subject: Subject, text: str) -> None:
        """Save a note with the tags that are written in it; where that fails it is a draft again.

        A tag that is taken out of the text later stays on the annotation: it may have been put there by hand.
        Where what made the highlight has failed, or the highlight was deleted, it is made anew with its note.
        """
        written = tags_to_put(text, (tag.name for tag in self.tags()))
        try:
            there = self.annotations_of(subject.article)
        except NotFound:
            self.editor.keep_as(subject.key, text)
            undo = self.keymap.key("undo")
            self.notice.show(
                f"The article was removed meanwhile. The note is kept as a draft; {undo} may bring the article back.",
                "error",
            )
            return
        here = next((a for a in there if a.id == subject.key), subject.annotation)
        made = here and self.desk.edited(here, note=text, **_tagged(here, written))
        if made is not None:
            self.expect(made.id, made)

        def job() -> bool:
            both = False
            if here is None or made is None:
                if text.strip():
                    self.desk.annotate_article(subject.article, note=text, tags=written)
            else:
                both = self._edit(made, written, subject.note)
            with contextlib.suppress(
                NewsdeskError
            ):  # the note is saved; its draft is known for it when next seen
                self.memory.keep_draft(subject.key, None)
            return both

        def failed() -> None:
            self.ahead.pop(subject.key, None)
            self.editor.drafts[subject.key] = text
            self.editor.keeper(subject.key, text)
            if not self.editor.is_open:
                self.add_class("-open")
                self.editor.open(subject)

        self.save(job, self._note_saved, failed)

    def _note_saved(self, both: bool) -> None:  # noqa: FBT001  # the job's value
        self.say("note saved")
        if both:
            self.notice.show("The note was changed elsewhere while you wrote: both texts are kept in it.")

    def _edit(self, made: Annotation, written: Sequence[str], begun: str) -> bool:
        """In the background: give an annotation its note and the tags written in it; what is gone is made anew.

        `begun` is the note that the writing began with; where it is another one by now, both are kept, and it
        is True that they are.
        """
        self.desk.refresh()  # what another newsdesk wrote into it meanwhile
        try:
            now = self.desk.annotation(made.id)
        except NotFound:
            if made.whole:
                self.desk.annotate_article(made.article, note=made.note, tags=made.tags)
                return False
            self.desk.annotate(
                made.article,
                made.start,
                made.end,
                note=made.note,
                tags=made.tags,
                color=made.color,
                id=made.id,
            )
            return False
        both = now.note not in ("", begun, made.note)
        note = joined(now.note, made.note) if both else made.note
        self.desk.edit(now.id, note=note, **_tagged(now, written))
        return both

    def save_drafts(self) -> list[str]:
        """In the background: save the drafts whose highlight or article is there; which they are."""
        saved = []
        codebook = [tag.name for tag in self.desk.tags()]
        for key, text in list(self.editor.drafts.items()):
            home = Subject.article_of(key)
            written = tags_to_put(text, codebook)
            try:
                if home:
                    self.desk.annotate_article(home, note=text, tags=written)
                else:
                    now = self.desk.annotation(key)
                    self.desk.edit(key, note=text, **_tagged(now, written))
            except NotFound:
                continue
            self.memory.keep_draft(key, None)
            saved.append(key)
        return saved

    # The editor of one's choice

    def do_note_outside(self, _count: int | None) -> None:
        """`E`."""
        annotation = self._to_write_on()
        if annotation is not None:
            self.when_saved(lambda: self._write_outside(self._subject(annotation)))

    def _write_outside(self, subject: Subject) -> None:
        text = self.editor.drafts.get(subject.key, subject.note)
        written = self._outside(subject, text, text.count("\n") + 1)
        if written is not None:
            self.editor.drafts.pop(subject.key, None)
            self._save_note(subject, written)
            self.show_annotations()

    def on_note_editor_outside(self, message: NoteEditor.Outside) -> None:
        """`ctrl+e` in a note: what the editor wrote is still to be saved, or left, here."""
        message.stop()
        self.editor.keep()
        self.when_saved(self._go_outside)

    def _go_outside(self) -> None:
        subject = self.editor.subject
        if subject is None:
            return
        written = self._outside(subject, self.editor.text, self.editor.line)
        if written is not None:
            self.editor.put(written)
            self.editor.keep()
            if not self.notice.message:
                self.say("written in your editor: ctrl+s saves it")

    def _outside(self, subject: Subject, text: str, line: int) -> str | None:
        """What was written in the editor of the user's choice; None, and why, where nothing is to change."""
        from textual.app import SuspendNotSupported

        from tui.editor import write  # when it is wanted

        self.notice.clear()
        self.say("")
        try:
            written = write(text, line, self.app.suspend)
        except SuspendNotSupported:
            self.notice.show("This terminal cannot be given to an editor. Write the note here.", "error")
            return None
        if written.told:
            self.notice.show(written.told, "error" if written.failed else "done")
        elif written.text is None:
            self.say("nothing was changed")
        if written.lost and written.text is not None:
            self.editor.keep_as(subject.key, written.text)
            return written.text if self.editor.is_open else None
        return written.text


class _Tagged(TypedDict, total=False):
    tags: tuple[str, ...]
    color: str


def _tagged(annotation: Annotation, written: Sequence[str]) -> _Tagged:
    """What of an annotation changes by the tags that are written in its note: its own stay, and so does its colour."""
    tags = tuple(dict.fromkeys((*annotation.tags, *written)))
    if tags == annotation.tags:
        return {}
    return {"tags": tags, "color": annotation.color} if annotation.tags else {"tags": tags}
