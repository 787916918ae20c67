"""Graphemes, words, paragraphs and quotations of `store.units`."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import iter_graphemes, table_grapheme

from store.model import Span
from store.units import (
    align,
    grapheme,
    grapheme_starts,
    graphemes,
    is_plain,
    next_grapheme,
    next_paragraph,
    next_word,
    paragraph_at,
    paragraphs,
    previous_grapheme,
    previous_paragraph,
    previous_word,
    quotation_at,
    quotations,
    snap,
    word_at,
    words,
)

FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
FLAG = "\N{REGIONAL INDICATOR SYMBOL LETTER U}\N{REGIONAL INDICATOR SYMBOL LETTER A}"
PIECES = [
    *"aZяЇў1_ .,:!?…—-'’\"«»„“”()\n\t•中々ก한ا",
    "слово", "don't", "об’єкт", "26.01.2025", "  ", "\n\n", "\N{COMBINING ACUTE ACCENT}",
    "\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}", "\N{VARIATION SELECTOR-16}",
    "\N{COMBINING ENCLOSING KEYCAP}", FAMILY, FLAG, FLAG[0], "\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}",
    "\N{DEVANAGARI LETTER KA}\N{DEVANAGARI SIGN VIRAMA}", "\N{DEVANAGARI LETTER SSA}", "\N{ARABIC NUMBER SIGN}",
    "\N{HANGUL CHOSEONG KIYEOK}", "\N{HANGUL JUNGSEONG A}", "\N{HANGUL JONGSEONG KIYEOK}", "\N{THAI CHARACTER SARA AM}",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(
    st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=20
)


def reference(text: str) -> list[Span]:
    """Cluster the whole text, without any short cut."""
    found: list[Span] = []
    start = 0
    for cluster in iter_graphemes(text):
        found.append(Span(start, start + len(cluster)))
        start += len(cluster)
    return found


def cut(text: str, spans: list[Span]) -> list[str]:
    """Give the pieces of the text that the spans hold."""
    return [text[slice(*span)] for span in spans]


def code_points(ranges: str) -> set[int]:
    """List the code points of a character class as it is written in a regular expression."""
    found: set[int] = set()
    for first, last in re.findall(r"(.)(?:-(.))?", ranges, re.DOTALL):
        found.update(range(ord(first), ord(last or first) + 1))
    return found


def tabled(*names: str) -> set[int]:
    """List the code points of some of wcwidth's tables."""
    return {
        code
        for name in names
        for first, last in getattr(table_grapheme, name)
        for code in range(first, last + 1)
    }


CLINGING = (
    "GRAPHEME_EXTEND", "GRAPHEME_SPACINGMARK", "GRAPHEME_REGIONAL_INDICATOR", "GRAPHEME_V", "GRAPHEME_T",
    "INCB_CONSONANT", "INCB_LINKER", "INCB_EXTEND",
)  # fmt: skip


def test_code_points_that_stand_alone_join_nothing() -> None:
    """No code point of the fast path clings to a neighbour by the tables of UAX 29."""
    joining = tabled(*CLINGING, "GRAPHEME_PREPEND", "GRAPHEME_L", "EXTENDED_PICTOGRAPHIC")
    assert not code_points(grapheme._ALONE) & joining


def test_code_points_that_start_a_cluster_cling_to_nothing_before() -> None:
    """No code point of the sure starts clings to what is before it, but for what is listed as glue."""
    assert not code_points(grapheme._START) & tabled(*CLINGING)
    assert tabled("GRAPHEME_PREPEND", "GRAPHEME_L") <= code_points(grapheme._GLUE)


@settings(deadline=None)
@given(TEXTS)
def test_clusters_are_those_of_uax_29(text: str) -> None:
    """The short cuts give the clusters that the rules give on the whole text."""
    expected = reference(text)
    assert list(graphemes(text)) == expected
    assert list(grapheme_starts(text)) == [span.start for span in expected]
    if is_plain(text):
        assert len(expected) == len(text)


@settings(deadline=None)
@given(TEXTS)
def test_steps_agree_with_the_clusters(text: str) -> None:
    """From every offset `snap`, `next_grapheme` and `previous_grapheme` find the clusters' bounds."""
    for start, end in reference(text):
        for offset in range(start, end):
            assert snap(text, offset) == start
            assert next_grapheme(text, offset) == end
            assert align(text, offset, offset + 1) == (start, end)
        assert previous_grapheme(text, end) == start


def test_offsets_outside_of_the_text_are_its_ends() -> None:
    """An offset before or after the text does not raise; it is taken for the nearest end."""
    assert [snap("abc", offset) for offset in (-5, 0, 3, 9)] == [0, 0, 3, 3]
    assert [next_grapheme("abc", offset) for offset in (-5, 2, 3, 9)] == [1, 3, 3, 3]
    assert [previous_grapheme("abc", offset) for offset in (-5, 0, 9)] == [0, 0, 2]
    assert (snap("", 0), next_grapheme("", 0), previous_grapheme("", 0)) == (0, 0, 0)


def test_a_piece_of_a_text_is_clustered_by_itself() -> None:
    """`graphemes` with bounds yields the clusters between them only."""
    text = f"a{FAMILY}b{FLAG}{FLAG}"
    assert cut(text, list(graphemes(text, 1, 7))) == [FAMILY, "b"]
    assert cut(text, list(graphemes(text, 7))) == [FLAG, FLAG]


def test_plain_text_needs_no_clustering_library() -> None:
    """Stepping through Cyrillic news text does not import wcwidth."""
    program = (
        "import sys; from store.units import *; sys.modules['wcwidth'] = None\n"
        "t = 'Об’єкт «Їжак» — це 中文… 5 €\\n' * 9\n"
        "assert sum(1 for _ in graphemes(t)) == len(t); next_grapheme(t, 7); previous_grapheme(t, 7)\n"
        "list(words(t)); print(sentence_at(t, 9))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Span")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Слово, інше слово.", ["Слово", "інше", "слово"]),
        ("об'єкт п’ять зʼєднав зв`язок don't", ["об'єкт", "п’ять", "зʼєднав", "зв`язок", "don't"]),
        ("'quoted' officers' “x’s”", ["quoted", "officers", "x’s"]),
        ("прем'єр-міністр", ["прем'єр", "міністр"]),
        ("26.01.2025 о 10:30, 2,5%", ["26.01.2025", "о", "10:30", "2,5"]),
        ("кінець.Початок obozrevatel.com", ["кінець", "Початок", "obozrevatel", "com"]),
        ("file_name _курсив_", ["file_name", "курсив"]),
        ("за\u0301мок е\u0308", ["за\u0301мок", "е\u0308"]),
        ("中国人,ok", ["中", "国", "人", "ok"]),
        ("हिन्दी भाषा।", ["हिन्दी", "भाषा"]),
        (f"«{FAMILY}» {FLAG} — …", []),
        ("1\ufe0f\u20e3 2", ["1\ufe0f\u20e3", "2"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Words are what the module's rules say, in four scripts."""
    assert cut(text, list(words(text))) == expected


@settings(deadline=None)
@given(TEXTS)
def test_looks_for_a_word_agree_with_the_list(text: str) -> None:
    """From every offset the word there, the next and the previous one are those of the whole list."""
    bounds = {0, *(span.end for span in reference(text))}
    found = list(words(text))
    for one, other in pairwise(found):
        assert one.end <= other.start
    for span in found:
        assert span.start < span.end
        assert set(span) <= bounds
    for offset in range(len(text)):
        assert word_at(text, offset) == next((s for s in found if s.start <= offset < s.end), None)
        assert next_word(text, offset) == next((s for s in found if s.start > offset), None)
        assert previous_word(text, offset) == next((s for s in reversed(found) if s.start < offset), None)


def test_a_word_far_back_is_found() -> None:
    """The look back for a word is not limited by its first reach."""
    text = "слово" + " —" * 3000
    assert previous_word(text, len(text)) == (0, 5)
    assert previous_word("ы" * 3000, 2999) == (0, 3000)


def test_paragraphs_are_lines_that_are_not_blank() -> None:
    """Blank lines are no paragraphs, an indent belongs to one, a line feed does not."""
    text = "Заголовок\n\n  Абзац.\n \t\nКінець"
    assert cut(text, list(paragraphs(text))) == ["Заголовок", "  Абзац.", "Кінець"]
    assert list(paragraphs("\n \n")) == []


@settings(deadline=None)
@given(TEXTS)
def test_looks_for_a_paragraph_agree_with_the_list(text: str) -> None:
    """From every offset the paragraph, the next and the previous one are those of the whole list."""
    found = list(paragraphs(text))
    assert [span for span in found if not text[slice(*span)].strip()] == []
    for offset in range(len(text) + 1):
        start, end = paragraph_at(text, offset)
        assert start <= offset <= end
        assert "\n" not in text[start:end]
        assert next_paragraph(text, offset) == next((s for s in found if s.start > offset), None)
        assert previous_paragraph(text, offset) == next((s for s in reversed(found) if s.end < start), None)


def test_many_blank_lines_are_passed_over() -> None:
    """The way back over more blank lines than one look holds ends at the paragraph."""
    text = "Абзац" + "\n" * 9000 + "x"
    assert previous_paragraph(text, len(text)) == (0, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Він сказав: «Ні».", ["Ні"]),
        ("„Слово“ і “word” та „słowo”", ["Слово", "word", "słowo"]),
        ('"Перше", – сказав. "Друге".', ["Перше", "Друге"]),
        ('"Зовні "всередині" далі"', ["всередині", 'Зовні "всередині" далі']),
        ('"кластер "Великий Камінь". Окремо "інше"', ["Великий Камінь", "інше"]),
        ("«Газета «Правда» вышла»", ["Правда", "Газета «Правда» вышла"]),
        ("«Газета «Правда».", ["Правда"]),
        ("“He said ‘it’s fine’ twice”", ["it’s fine", "He said ‘it’s fine’ twice"]),
        ("'That's it,' he said. The officers' mess", ["That's it,"]),
        ("об'єкт і п’ять, ’90s, 5'6\"", []),
        ('"Слово без кінця', []),
        ("слово» без початку", []),
        ("»Wort« und ”ord”", ["Wort", "ord"]),
        ("« Bonjour »", [" Bonjour "]),
        ('" слово "', [" слово "]),
        ("「中『文』」", ["文", "中『文』"]),
        ('("так")', ["так"]),
        ('""', [""]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    """Marks are paired by the usage of their language; apostrophes and lone marks quote nothing."""
    found = quotations(text, 0, len(text))
    assert [text[slice(*quotation.inner)] for quotation in found] == expected


def test_the_innermost_quotation_is_found() -> None:
    """At each offset it is the innermost one, its marks included; none outside, none over a line feed."""
    text = "Він: «Чую «грім» знов»\n» кінець"
    assert quotation_at(text, text.index("Чую")) == ((6, 21), (5, 22))
    assert quotation_at(text, text.index("грім")) == ((11, 15), (10, 16))
    assert quotation_at(text, 10) == ((11, 15), (10, 16))
    assert quotation_at(text, 21) == ((6, 21), (5, 22))
    assert quotation_at(text, 0) is None
    assert quotation_at("«рядок\nінший»", 2) is None


@settings(deadline=None)
@given(TEXTS)
def test_quotations_are_nested_and_within_a_paragraph(text: str) -> None:
    """Quotations hold one another or are apart, and both their spans end where clusters do."""
    bounds = {0, *(span.end for span in reference(text))}
    for paragraph in paragraphs(text):
        found = quotations(text, *paragraph)
        for inner, outer in found:
            assert paragraph.start <= outer.start < inner.start <= inner.end < outer.end <= paragraph.end
            assert {*inner, *outer} <= bounds
        for (_, one), (_, other) in pairwise(found):
            assert one.end <= other.start or other.start < one.start
