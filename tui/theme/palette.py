"""The styles that a theme gives: for the layers of a text, for cards and lists, for bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.style import Style

__all__ = ["Palette"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)  # there is one of each theme
class Palette:
    """The layers of a text come first, lowest first: each is added to what lies below it."""

    text: Style
    debris: Style
    """Boilerplate."""
    dim: Style
    """Whatever is said beside the text."""
    strong: Style
    marks: dict[str, Style]
    """Highlights, by colour name."""
    marks_current: dict[str, Style]
    """The highlight that keys work on."""
    bars: dict[str, Style]
    """The colour of a highlight as a foreground: gutter and cards."""
    overlap: Style
    """Added where highlights overlap."""
    found: Style
    found_current: Style
    selection: Style
    cursor: Style
    cursor_over: Style
    """The cursor on what was found or selected, whose ground is as strong as its own."""
    cursor_away: Style
    """The cursor while another pane has the keys."""
    chosen: Style
    """A row or card, where the keys are."""
    chosen_away: Style
    rule: Style
    gutter: Style
    """Signs beside the text that are of no colour."""
    accent: Style
    error: Style
    alarm: Style
    """In the title line: what must not be overlooked."""
    title: Style
    """The title line: what is open."""
    title_side: Style
    """Beside it: facts."""
    brand: Style
    """Before it: whose title line this is."""
    bar: Style
    """The hint line."""
    panel: Style
    """What is to be read on the ground of such a line."""
    key: Style
    badge: Style
    """The mode, and keys typed so far, in the hint line."""
    map_track: Style
    """The minimap beside a text: where nothing is marked."""
    map_view: Style
    """The part of the text that is seen; the others stand on its ground where they lie in it."""
    map_mark: Style
    """Highlights."""
    map_note: Style
    """Highlights with a note."""
    map_found: Style
