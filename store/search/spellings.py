"""Words that are the word typed: in another spelling, script or case form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from store.search.apart import apart, mute
from store.search.endings import forms
from store.search.fold import akin, coarse, is_latin, skeleton, unhooked, unsure
from store.search.levels import FOLDED, NEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.search.levels import Graded
    from store.search.vocabulary import Vocabulary

__all__ = ["alike", "respelled"]

_STRICT: Final = 3
"""A stem of so few letters must agree in every vowel."""
_SURE: Final = 6
"""A stem of so many letters is the same word whatever its unstressed vowels."""
_BONES: Final = 4
"""Consonants of a word that may differ in a vowel; how many more or fewer, see `alike`."""
_BARE: Final = 5
"""A Latin stem of fewer letters has no ending of two."""


def respelled(vocabulary: Vocabulary, word: str, keys: Sequence[str], found: Graded) -> None:
    """Find the words that have one of `keys`, those of `word`, in any case form."""
    latin = is_latin(word)
    for key in keys:
        rough = coarse(key)
        likely = rough == coarse(keys[0])
        for form, (stem, certain) in forms(rough).items():
            for other in vocabulary.of_key(form):
                foreign = vocabulary.is_latin(other)
                endings = len(rough) - stem, len(form) - stem
                if (latin or foreign) and not _may_end(stem, endings, latin, foreign):
                    continue
                if apart(word, other, stem, whole=form == rough):
                    continue
                theirs = [their for their in vocabulary.folded(other) if coarse(their) == form]
                if mute(word, key, theirs, stem) or any(mute(other, t, (key,), stem) for t in theirs):
                    continue
                likeliest = likely and vocabulary.folded(other)[0] in theirs
                strict = stem <= _STRICT and latin == foreign
                if not likeliest and (
                    strict or (min(len(word), len(other)) < _SURE and not _akin(key, theirs, stem))
                ):
                    continue
                differing = min(_differing(key, their, stem) for their in theirs)
                if stem < _SURE and differing > (stem > _STRICT):
                    continue
                # Of unstressed vowels о and а are one in Belarusian; е and и are not.
                sure = _akin(key, theirs, stem) if stem >= _SURE else not differing and likeliest
                # Latin words have no case endings but the Polish ones.
                sure = sure and certain and (form == rough or not foreign)
                found.offer((other,), FOLDED if sure else NEAR)


def _may_end(stem: int, endings: tuple[int, int], latin: bool, foreign: bool) -> bool:  # noqa: FBT001  # two scripts
    """Whether words in one script or two may have endings of these lengths, given the letters of the stem."""
    mine, theirs = endings
    if stem >= _BARE:
        return True
    most = 2 if stem <= _STRICT else 3
    return mine <= (1 if latin else most) and theirs <= (1 if foreign else most)


def _differing(key: str, other: str, stem: int) -> int:
    """In how many letters of their stem two keys differ."""
    return sum(a != b for a, b in zip(key[:stem], other[:stem], strict=False))


def _akin(key: str, others: Sequence[str], stem: int) -> bool:
    """Whether a key has the stem of one of the others, о and а being one."""
    return any(akin(key[:stem]) == akin(other[:stem]) for other in others)


def alike(vocabulary: Vocabulary, word: str, keys: Sequence[str], found: Graded) -> None:
    """Find the words that differ in a vowel, or in a hook that Latin letters left off."""
    for key in dict.fromkeys(map(coarse, keys)):
        for form, (stem, _) in forms(key).items():
            bones = len(skeleton(form[:stem]))
            if bones >= _BONES - 1:
                for other in vocabulary.of_skeleton(skeleton(form)):
                    if other != form and unsure(form) == unsure(other):
                        found.offer(_may_be(vocabulary, word, form, other, bones, whole=form == key), NEAR)
                    elif form == key and bones > _BONES and _one_more(key, other):
                        for case in forms(other):
                            found.offer(vocabulary.of_key(case), NEAR)


def _one_more(key: str, other: str) -> bool:
    """Whether one of two coarse keys has one vowel more: Александр and Alexander."""
    if abs(len(key) - len(other)) != 1:
        return False
    return OSA.distance(unhooked(key), unhooked(other), score_cutoff=1) == 1


def _may_be(
    vocabulary: Vocabulary, word: str, form: str, other: str, bones: int, *, whole: bool
) -> Iterator[str]:
    """Yield the words of coarse key `other` that may be `word`, of which `form` is a form; vowels and hooks differ."""
    vowels = sum(a != b and a in "aiu" for a, b in zip(form, other, strict=True))
    hooks = any(a != b and a not in "aiu" for a, b in zip(form, other, strict=True))
    # One vowel of few: Харьков is Kharkiv, but Пригожин no прихожан.
    dense = bones >= 2 * (len(form) - len(skeleton(form)))
    latin = is_latin(word)
    for one in vocabulary.of_key(other):
        foreign = vocabulary.is_latin(one)
        if not (latin or foreign):
            # Cyrillic writes its hissing consonants apart, and mostly its vowels.
            likely = not hooks and vowels == 1 and bones > _BONES + 1
        elif not vowels or hooks:
            likely = not vowels
        else:
            likely = vowels == 1 and dense and bones >= _BONES + (latin and foreign)
        if likely and not apart(word, one, len(form) - 1, whole=whole):
            yield one
