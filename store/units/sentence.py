"""Sentences of Ukrainian, Russian, Belarusian and English news, and of much else.

A sentence lies within one paragraph. Its span has no space around it; a bullet before it is not
part of it, the closing quotes and brackets after its stop are. A paragraph without a stop, such as
a headline, is one sentence. Rules look at a stop, at the word before and at what follows; the
words they know are in `abbreviation`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from store.late import late
from store.model import Span
from store.units import abbreviation as known
from store.units.grapheme import align
from store.units.paragraph import next_paragraph, paragraph_at, previous_paragraph

if TYPE_CHECKING:
    import re

__all__ = ["next_sentence", "previous_sentence", "sentence_at", "sentences"]

_BULLET: Final = late(r"\s*(?:[•◦▪▫‣●○■□►▶➤✓✔★☆·*-]\s+)?")
_CLOSE: Final = r"(?:\[\d{1,3}\]|[\"'»›”’“)\]}]|\s[»›])"
_STOP: Final = late(
    # A run of stops, footnote marks, closing quotes and brackets, and space (none is needed in CJK); each whole,
    # by what must not follow: the possessive quantifiers of Python 3.11.2 lose letters (CPython issue 106052).
    rf"(?<![.!?…‽])(?P<stop>[.!?…‽]+)(?![.!?…‽])(?P<close>{_CLOSE}*)(?!{_CLOSE})\s+"
    r"|[。！？]+[」』”’）]*\s*"
)
_NEXT: Final = late(
    r"(?P<dash>[–—―-]+\s*)?(?P<open>[\"'«‹„‚“‘(\[{¿¡]*)(?P<stop>[.!?…]?)(?P<word>[\w’'ʼ-]*)(?P<dot>\.?)"
)
_BEFORE: Final = late(r"(?:(?P<prior>[\w%’'ʼ-]+)(?P<gap>\.?\s*))?(?<![\w’'ʼ-])(?P<word>[\w’'ʼ-]+)$")
# A long word, a stop, a capitalised word: every rule below ends a sentence here.
_CERTAIN: Final = late(r"[.!?](?<=[^\W\d_]{9}.)\s+(?=[A-ZА-ЯЁІЇЄҐЎ][a-zа-яёіїєґў])")
_BLOCK: Final = 8192
"""A paragraph longer than this many code points is looked at in parts of about so many."""

_LOOK_BACK: Final = 40
"""Code points before a stop that are searched for the last two words."""

_ALNUM: Final = late(r"[^\W_]")
_NUMBER: Final = late(r"[\d.,–-]*\d%?|[IVXLCІХ]+(?:[–-][IVXLCІХ]+)?")
_LIST_NUMBER: Final = late(r"[(\s]*\d{1,2}(?:\.\d{1,2})*")
_ITEM: Final = late(r"\s+\d{1,2}[.)]\s+[«\"“]?[^\W\d_]")  # the next item of a list that is one paragraph
_QUOTES: Final = frozenset("\"'»›”’“")
_AND: Final = frozenset(("и", "і", "й", "та", "ды"))
_SHORT: Final = 4
"""A sentence of so few words up to an abbreviation probably goes on: `У 1991 р. Україна…`.
Not so up to a price or a measure: `Штраф — 320 руб.` is whole.
"""


def sentences(text: str, start: int, end: int) -> list[Span]:
    """List the sentences of the paragraphs in `text[start:end]`, whose bounds should be paragraphs' own."""
    found: list[Span] = []
    while start < end:
        stop = text.find("\n", start, end)
        line = Span(start, end if stop < 0 else stop)
        while start < line.end:
            block = _block(text, line, start)
            found.extend(_in_block(text, block))
            start = block.end
        start = line.end + 1
    return found


def sentence_at(text: str, offset: int) -> Span:
    """Find the sentence that holds `offset`.

    On the space after a sentence it is that sentence; on a bullet, or a space before the first, it is
    the one that follows. In a blank paragraph it is empty, at `offset`.
    """
    offset = max(0, min(offset, len(text)))
    found = _in_block(text, _block(text, paragraph_at(text, offset), offset))
    if not found:
        return Span(offset, offset)
    return found[max(0, bisect_right(found, offset, key=_start) - 1)]


def next_sentence(text: str, offset: int) -> Span | None:
    """Find the first sentence that starts after `offset`, in whatever paragraph; None after the last."""
    offset = max(-1, min(offset, len(text)))
    line: Span | None = paragraph_at(text, offset)
    block = offset
    while line is not None:
        start, end = _block(text, line, max(block, line.start))
        found = _in_block(text, Span(start, end))
        index = bisect_right(found, offset, key=_start)
        if index < len(found):
            return found[index]
        block = end
        if end >= line.end:
            line = next_paragraph(text, line.end)
    return None


def previous_sentence(text: str, offset: int) -> Span | None:
    """Find the last sentence that starts before `offset`, in whatever paragraph; None before the first."""
    offset = max(0, min(offset, len(text)))
    line: Span | None = paragraph_at(text, offset)
    block = offset
    while line is not None:
        start, end = _block(text, line, min(block, line.end))
        found = _in_block(text, Span(start, end))
        index = bisect_left(found, offset, key=_start)
        if index > 0:
            return found[index - 1]
        block = start - 1
        if start <= line.start:
            line = previous_paragraph(text, line.start)
    return None


def _block(text: str, line: Span, offset: int) -> Span:
    """Find the part of a paragraph that holds `offset`: all of it, unless it is very long.

    A long one is parted at ends of sentences that no rule can doubt, so the parts have the sentences of the
    whole. Where they are depends on the paragraph alone.
    """
    number = (offset - line.start) // _BLOCK
    start = line.start
    for index in range(number, 0, -1):
        cut = _cut(text, line, index)
        if line.start < cut <= offset:
            start = cut
            break
    for index in range(max(number, 1), (line.end - line.start) // _BLOCK + 1):
        cut = _cut(text, line, index)
        if cut > offset:
            return Span(start, cut)
    return Span(start, line.end)


def _cut(text: str, line: Span, number: int) -> int:
    """Find the first certain end of a sentence in the stretch of that number, or -1."""
    start = line.start + number * _BLOCK
    match = _CERTAIN.search(text, start, min(start + _BLOCK, line.end))
    return -1 if match is None else match.end()


def _in_block(text: str, block: Span) -> list[Span]:
    start = block.start
    return [align(text, start + first, start + last) for first, last in _split(text[start : block.end])]


def _start(span: Span) -> int:
    return span.start


@lru_cache(maxsize=16)
def _split(paragraph: str) -> tuple[Span, ...]:
    """List a paragraph's sentences, by offsets in it. Cached: motions ask for the same one again and again."""
    last = len(paragraph.rstrip())
    bullet = _BULLET.match(paragraph)
    start = bullet.end() if bullet is not None else 0
    if start >= last:  # nothing but a bullet, or nothing
        start = last - len(paragraph[:last].lstrip())
    letters = _last_letter(paragraph)
    found: list[Span] = []
    letter = _ALNUM.search(paragraph, start)
    for stop in _STOP.finditer(paragraph, start):
        end = stop.end()
        if end > letters:
            break
        # A sentence has a letter or a digit; stops before the first are its ornament.
        if letter is not None and letter.start() < stop.start() and _ends(paragraph, start, stop):
            found.append(Span(start, start + len(paragraph[start:end].rstrip())))
            start = end
            letter = _ALNUM.search(paragraph, start)
    if start < last:
        found.append(Span(start, last))
    return tuple(found)


def _last_letter(paragraph: str) -> int:
    """Offset of the last letter or digit, or -1."""
    for offset in range(len(paragraph) - 1, -1, -1):
        if paragraph[offset].isalnum():
            return offset
    return -1


def _ends(paragraph: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a sentence that began at `start` ends with this stop."""
    following = _NEXT.match(paragraph, stop.end())
    marks = stop.group("stop")
    if marks is None or following is None:
        return True  # stops of CJK are never ambiguous
    word: str = following.group("word").lstrip("'’ʼ-")
    quoted = not _QUOTES.isdisjoint(stop.group("close"))
    if (
        # a remark on a word, `(!)`, or an omission, `[…]`
        paragraph[stop.start() - 1] in "(["
        # `. . .`
        or (following.group("stop") and not following.group("open"))
        # «…!» — said he; his name may come first
        or (following.group("dash") and (quoted or not word))
        or (word[:1].islower() and not word[1:2].isupper())
    ):
        return False
    if quoted or "!" in marks or "?" in marks:
        return True
    if marks == ".":
        return _ends_after_word(paragraph, start, stop.start(), word, initial=bool(following.group("dot")))
    return not word[:1].isdigit()


def _ends_after_word(paragraph: str, start: int, stop: int, following: str, *, initial: bool) -> bool:
    """Whether a sentence ends with the single full stop at `stop`, by the words around it.

    `following` is the next word, capitalised or a number; `initial`: a full stop comes after it too.
    """
    before = _BEFORE.search(paragraph, max(start, stop - _LOOK_BACK), stop)
    if before is None or paragraph.endswith("°", start, before.start("word")):  # `1,7 °C.`
        return True
    written = before.group("word")
    word, prior, gap = written.lower(), before.group("prior") or "", before.group("gap") or ""
    number = following[:1].isdigit()
    starter = following.lower() in known.STARTERS and not (initial and len(following) == 1)
    dotted = gap[:1] == "."
    if word.isdigit():
        listed = _LIST_NUMBER.fullmatch(paragraph, start, stop) is not None
        dated = number and len(word) <= len("31") and not _ITEM.match(paragraph, stop + 1)
        return not listed and not dated
    verdict = _kind(written, word, prior, dotted=dotted)
    if verdict == "word":
        return not (number and word in known.NUMBERED)
    if verdict == "closing":
        money = len(word) > 1 and word in known.UNITS
        return not number and (starter or money or len(paragraph[start:stop].split()) > _SHORT)
    if verdict == "hour":
        return not number and following.lower() not in known.AFTER_HOURS
    return verdict == "doubtful" and starter


def _kind(written: str, word: str, prior: str, *, dotted: bool) -> str:
    """Say what a word before a full stop is: `word`, `title`, `closing`, `hour` or `doubtful`."""
    if len(word) == 1 and not word.isdigit():
        return _kind_of_letter(written, prior, dotted=dotted)
    measured = _NUMBER.fullmatch(prior) is not None and not dotted
    if word in known.CLOSING or (measured and word in known.UNITS):
        return "closing"
    if word in known.AFTER_AND:
        return "closing" if prior.lower() in _AND else "title"
    if word in known.TITLES or (word in known.ENGLISH_TITLES and written[0].isupper()):
        return "title"
    return "doubtful" if word in known.DOUBTFUL else "word"


_DOTTED_ENDINGS: Final = frozenset(("т д", "т п", "г д", "н э", "н е", "кв м", "куб м"))
_HOURS: Final = frozenset(("a m", "p m"))


def _kind_of_letter(written: str, prior: str, *, dotted: bool) -> str:
    """Do the same for one letter: an initial, a unit, a part of `т. д.` or `U.S.`."""
    pair = f"{prior.lower()} {written}"
    if written.isupper():
        return "word" if written == "I" and prior.islower() else "doubtful"
    if dotted and pair in _HOURS:
        return "hour"
    if dotted and pair in _DOTTED_ENDINGS:
        return "closing"
    if not dotted and written in known.UNITS and _NUMBER.fullmatch(prior) is not None:
        return "closing"
    if written.islower():
        return "word" if not dotted and written in known.LETTER_WORDS else "title"
    return "word"  # a letter of a script without case
