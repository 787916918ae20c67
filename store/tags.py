"""Tags: what a name of one may be, and the codebook that numbers and colours them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.errors import BadTag
from store.model import COLORS, DEFAULT_COLOR
from store.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["color_for", "normal", "normal_all"]

_LONGEST: Final = 80


def normal(name: str) -> str:
    """A tag's name as it is stored: one line, no `#` before it, no empty step in its path.

    Raises BadTag when nothing is left, it holds a comma, or is longer than 80 code points.
    """
    tag = "/".join(step for part in clean_line(name).lstrip("#/ ").split("/") if (step := part.strip()))
    if not tag:
        raise BadTag("The tag is empty; a tag is a word or a path, such as claim or claim/military.")
    if "," in tag:
        raise BadTag(f"“{tag[:_LONGEST]}” holds a comma, which parts tags; give each tag by itself.")
    if len(tag) > _LONGEST:
        raise BadTag(f"The tag has {len(tag)} characters, at most {_LONGEST} are allowed; shorten it.")
    return tag


def normal_all(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in the order given. Raises BadTag."""
    return tuple(dict.fromkeys(normal(name) for name in names))


def color_for(position: int) -> str:
    """The colour of the tag at `position` (from 0): in turn, without that of untagged highlights."""
    palette = [color for color in COLORS if color != DEFAULT_COLOR]
    return palette[position % len(palette)]
