"""Ends of sentences, measured on news prose that was labelled before the rules were looked at.

`sentences/LANGUAGE.txt` is what the rules were then tuned on, `LANGUAGE_held.txt` what they were not. A line is a
sentence, a blank line ends a paragraph. A sentence within quotation marks counts for one; so does what a
speaker goes on to say after the reporter's words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import pytest

from store.units import sentences

_SAMPLES: Final = Path(__file__).parent / "sentences"
_LANGUAGES: Final = ("uk", "ru", "be", "en")


class Score(NamedTuple):
    """Ends within paragraphs: found rightly, found where none is, and not found."""

    right: int
    wrong: int
    missed: int
    errors: list[str]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed)


def labelled(name: str) -> list[list[str]]:
    """The sentences of a sample, by paragraphs."""
    text = (_SAMPLES / f"{name}.txt").read_text(encoding="utf-8").strip()
    return [paragraph.split("\n") for paragraph in text.split("\n\n")]


def score(*names: str) -> Score:
    """Join the sentences of each paragraph with spaces, part them again, and compare where they begin."""
    right = wrong = missed = 0
    errors: list[str] = []
    for paragraph in (lines for name in names for lines in labelled(name)):
        text = " ".join(paragraph)
        expected = {len(" ".join(paragraph[:count])) + 1 for count in range(1, len(paragraph))}
        found = {span.start for span in sentences(text, 0, len(text))[1:]}
        right += len(expected & found)
        wrong += len(found - expected)
        missed += len(expected - found)
        errors += [f"{text[max(at - 40, 0) : at]}¦{text[at : at + 30]}" for at in sorted(expected ^ found)]
    return Score(right, wrong, missed, errors)


@pytest.mark.parametrize("name", [name for language in _LANGUAGES for name in (language, f"{language}_held")])
def test_ends_of_sentences_are_found_in_each_sample(name: str) -> None:
    """F1 is 0.95 at least, in what the rules were tuned on and in what they were not."""
    result = score(name)
    assert result.f1 >= 0.95, (f"{result.f1:.3f}", result)


@pytest.mark.parametrize("language", _LANGUAGES)
def test_the_sample_is_large_enough(language: str) -> None:
    """Sixty sentences a language at least; an end of a paragraph is no test and does not count."""
    assert sum(len(lines) - 1 for name in (language, f"{language}_held") for lines in labelled(name)) >= 60
