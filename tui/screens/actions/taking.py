"""Copy with a citation, and export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from store.folder import expanded
from store.model import Span
from store.text import many
from tui.screens.actions.base import Part
from tui.screens.actions.marking import trimmed

if TYPE_CHECKING:
    from store.export import Written
    from tui.screens.dialogs import ExportChoice

__all__ = ["Taking"]


class _Terminal(Protocol):
    def write_terminal(self, sequence: str) -> None: ...


class Taking(Part):
    """Commands that hand something out."""

    def do_copy(self, _count: int | None) -> None:
        """`y`."""
        self._copy(cited=True)

    def do_copy_bare(self, _count: int | None) -> None:
        """`Y`."""
        self._copy(cited=False)

    def _copy(self, *, cited: bool) -> None:
        from store.citation import citation, quoted  # when it is wanted
        from tui.clipboard import copy

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
            text = f"{quoted(text, article.language)}\n— {citation(article, span.start, span.end)}"
        where = copy(text, cast("_Terminal", self.app).write_terminal)
        if self.place in ("fresh", "select"):
            self.source.goto(span.start)
        what = f"{span.end - span.start} characters" + (" and their citation" if cited else "")
        self.say(f"copied {what} {where}")

    def do_export(self, _count: int | None) -> None:
        """`x`."""
        self.when_saved(self._choose_export)

    def _choose_export(self) -> None:
        from tui.screens.dialogs import ExportScreen  # when it is wanted

        article = self.source.article
        scopes: list[tuple[str, str | None, str | None, int]] = [
            ("all articles with highlights", None, None, len(self.desk.annotations()))
        ]
        if article is not None:
            scopes.append((f"this article: {article.title}", article.id, None, len(self.annotations)))
        scopes += [
            (f"tag {tag.name}", None, tag.name, len(self.desk.annotations(tag=tag.name)))
            for tag in self.desk.tags()
        ]
        self.app.push_screen(ExportScreen(self.memory.folder or "~/newsdesk-notes", scopes), self._export)

    def _export(self, choice: ExportChoice | None) -> None:
        if choice is not None:  # what is shown as marked is exported too
            self.when_saved(lambda: self.guarded(lambda: self._exported(choice)))

    def _exported(self, choice: ExportChoice) -> None:
        from store.errors import ExportError
        from store.export import to_folder  # when it is wanted

        entries = self.desk.entries(article=choice.article, tags=[choice.tag] if choice.tag else ())
        known = {annotation.id for annotation in self.desk.annotations()}
        self.memory.folder = choice.folder
        folder = expanded(choice.folder, ExportError)
        written: list[Written] = []
        failure = ""
        try:
            written.extend(
                to_folder(entries, folder, known=known)
            )  # what was written before it stays in the list
        except ExportError as error:
            failure = str(error)
            if not written:
                raise
        if not written:
            self.notice.show("Nothing to export yet: no article in that choice has a highlight.")
            return
        count = sum(item.annotations for item in written)
        kinds = ", ".join(
            f"{number} {kind}"
            for kind in ("created", "updated", "unchanged")
            if (number := sum(item.status == kind for item in written))
        )
        struck, kept = sum(item.struck for item in written), sum(item.kept for item in written)
        more = f" {struck} deleted here stand struck there." if struck else ""
        more += f" What you wrote there ({kept}) is kept." if kept else ""
        self.notice.show(
            f"{failure} {many(count, 'highlight')} "
            f"in {many(len(written), 'Markdown file')} in {folder} ({kinds}).{more}",
            "error" if failure else "done",
        )
