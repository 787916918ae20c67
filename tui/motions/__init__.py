"""Motions and text objects of the source pane: pure functions of text and offsets.

A motion is `(text, offset, count) -> offset`, an object `(text, selection, count) -> selection`; `grow`, `shrink`
and `nudge` change a selection, `likeness` and `alike` find a passage of the same kind elsewhere.
Offsets are code points. They know nothing of rows, keys or widgets: the pane has the layout, so
`j k 0 $ ctrl+d ctrl+u` are its own.

The cursor stands on graphemes: on any but the line feed that ends a line with something in it.
That of an empty line is a place to stand, so no line is out of reach. In an empty text the cursor
is at 0. Every motion ends on such a place, stays where it is when there is nothing further, and
with a count does what the same motion does when it is pressed so often.
"""

from __future__ import annotations

from tui.motions.extending import extend
from tui.motions.growing import grow, nudge, shrink
from tui.motions.likeness import Like, alike, likeness
from tui.motions.objects import (
    Object,
    Selection,
    a_paragraph,
    a_quotation,
    a_sentence,
    a_word,
    inner_paragraph,
    inner_quotation,
    inner_sentence,
    inner_word,
    selecting,
)
from tui.motions.steps import (
    Motion,
    article_end,
    article_start,
    left,
    paragraph_back,
    paragraph_forward,
    right,
    sentence_back,
    sentence_forward,
    settle,
    word_back,
    word_end,
    word_forward,
)

__all__ = [
    "Like",
    "Motion",
    "Object",
    "Selection",
    "a_paragraph",
    "a_quotation",
    "a_sentence",
    "a_word",
    "alike",
    "article_end",
    "article_start",
    "extend",
    "grow",
    "inner_paragraph",
    "inner_quotation",
    "inner_sentence",
    "inner_word",
    "left",
    "likeness",
    "nudge",
    "paragraph_back",
    "paragraph_forward",
    "right",
    "selecting",
    "sentence_back",
    "sentence_forward",
    "settle",
    "shrink",
    "word_back",
    "word_end",
    "word_forward",
]
