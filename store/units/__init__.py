"""The units of a text: graphemes, words, sentences, paragraphs, quotations.

Pure functions over the stored text (as `store.text.clean` leaves it). Offsets are code points,
end exclusive. Each looks only at the paragraph around the offset that it is asked about, so a
step costs the same in a long text as in a short one.
"""

from __future__ import annotations

from store.units.grapheme import (
    align,
    grapheme_starts,
    graphemes,
    is_plain,
    next_grapheme,
    previous_grapheme,
    snap,
)
from store.units.paragraph import next_paragraph, paragraph_at, paragraphs, previous_paragraph
from store.units.quotation import Quotation, quotation_at, quotations
from store.units.sentence import next_sentence, previous_sentence, sentence_at, sentences
from store.units.word import next_word, previous_word, word_at, words

__all__ = [
    "Quotation",
    "align",
    "grapheme_starts",
    "graphemes",
    "is_plain",
    "next_grapheme",
    "next_paragraph",
    "next_sentence",
    "next_word",
    "paragraph_at",
    "paragraphs",
    "previous_grapheme",
    "previous_paragraph",
    "previous_sentence",
    "previous_word",
    "quotation_at",
    "quotations",
    "sentence_at",
    "sentences",
    "snap",
    "word_at",
    "words",
]
