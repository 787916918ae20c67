"""Panes, help, palette, samples, quit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from tui import samples
from tui.panes.bars import Hint
from tui.panes.source import SourcePane
from tui.screens.actions.base import Part
from tui.typeahead import keyboard_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widget import Widget

    from store import Article, ImportReport

__all__ = ["Whole"]


class _App(Protocol):
    def to_shell(self) -> bool: ...
    def next_theme(self) -> str | None: ...


class Whole(Part):
    """Commands for the desk as a whole."""

    find: Callable[..., None]
    stops: Callable[[], list[SourcePane]]
    turn_to: Callable[[SourcePane], None]
    leave_boundaries: Callable[[], None]
    perform: Callable[..., None]
    save_drafts: Callable[[], list[str]]

    def do_next_pane(self, _count: int | None) -> None:
        """`tab`."""
        self._to_pane(1)

    def do_previous_pane(self, _count: int | None) -> None:
        """`shift+tab`."""
        self._to_pane(-1)

    def _to_pane(self, by: int) -> None:
        """The source panes from left to right, then the annotations."""
        panes: list[Widget] = [*self.stops(), self.cards]
        here = self.cards if self.place == "annotations" else self.source
        to = panes[(panes.index(here) + by) % len(panes)]
        if isinstance(to, SourcePane):
            self.turn_to(to)
        else:
            self.show_cards()

    def do_help(self, _count: int | None) -> None:
        """`?`."""
        from tui.screens.help import HelpScreen  # when it is wanted

        self.app.push_screen(HelpScreen(self.keymap.commands))

    def do_palette(self, _count: int | None) -> None:
        """`:`."""
        from tui.screens.palette import PaletteScreen  # when it is wanted

        def chosen(command: str | None) -> None:
            if command:
                self.perform(command)

        self.app.push_screen(PaletteScreen(self.place, self.keymap.commands), chosen)

    def do_tutorial(self, _count: int | None) -> None:
        """`g?`."""
        from tui.screens.tutorial import TutorialScreen  # when it is wanted

        self.app.push_screen(TutorialScreen(self.keymap, keyboard_of(self.app)))

    def do_theme(self, _count: int | None) -> None:
        """Dark, light, the terminal's 16 colours, and round again."""
        theme = cast("_App", self.app).next_theme()
        if theme is None:
            self.notice.show(
                "NO_COLOR is set, so there is one theme, without colours. Unset it for the others."
            )
        else:
            self.memory.theme = theme

    def do_samples(self, _count: int | None) -> None:
        """Remove the samples, or bring them back."""
        if samples.present(self.desk):
            self.save(lambda: samples.remove(self.desk), self._samples_removed, hold=True)
        else:
            self.save(lambda: samples.add(self.desk), self._samples_added, hold=True)

    def _samples_removed(self, gone: Sequence[Article]) -> None:
        count = sum(article.annotations for article in gone)
        self.reopen()
        self.notice.show(
            f"{len(gone)} sample articles removed, with {count} annotations. "
            f"{self.keymap.key('undo')} brings them back."
        )

    def _samples_added(self, added: Sequence[ImportReport]) -> None:
        if self.source.article is None:
            self.reopen()
        self.notice.show(f"{len(added)} sample articles added.")

    def do_escape(self, _count: int | None) -> None:
        """One step out: selection, found, filter, drawer, message."""
        if self.place == "adjust":
            self.leave_boundaries()
        elif self.place in ("fresh", "select"):
            self.source.goto(self.source.cursor)
        elif self.place == "annotations" and self.filter.value:
            self.filter.value = ""
            self.filter.remove_class("-open")
            self.show_annotations()
        elif self.place == "annotations":
            self.show_source()
        elif self.notice.message:
            self.notice.clear()
        elif self.found:
            self.find("")

    def do_suspend(self, _count: int | None) -> None:
        """`ctrl+z`; not in the middle of a change, which would hold up every other newsdesk."""
        self.when_saved(self._to_shell)

    def _to_shell(self) -> None:
        if not cast("_App", self.app).to_shell():
            self.say("there is no shell to go back to")

    def do_quit(self, _count: int | None) -> None:
        """`q`."""
        from tui.screens.dialogs import ConfirmScreen  # when it is wanted

        self.editor.close()
        drafts = self.editor.drafts
        if not drafts:
            self.leave()
            return

        def answered(key: str | None) -> None:
            if key == "s":
                self.save(self.save_drafts, self._drafts_saved, hold=True)
            elif key == "k":
                self.leave()

        count = "A note has" if len(drafts) == 1 else f"{len(drafts)} notes have"
        self.app.push_screen(
            ConfirmScreen(
                f"{count} a draft that is not saved.",
                [Hint("s", "save and quit"), Hint("k", "keep as a draft, quit")],
            ),
            answered,
        )

    def _drafts_saved(self, saved: Sequence[str]) -> None:
        for key in saved:
            del self.editor.drafts[key]
        if not self.editor.drafts:
            self.leave()
            return
        self.notice.show(
            f"A draft belongs to a highlight that was deleted. {self.keymap.key('undo')} brings the highlight back; or quit with k, "
            "which keeps the draft."
        )
