"""Encodings: what bytes are read as, and what is refused."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_sentences import SENTENCES, WORDS

from store.errors import IntakeError
from store.intake.encoding import decode

ONE_BYTE = ("cp1251", "koi8-u", "iso8859-5", "cp866")
WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
CYRILLIC = [sentence for code in ("uk", "ru", "be") for sentence in SENTENCES[code]]

# What writers of the time put for letters that an encoding lacks.
STAND_INS: dict[str, dict[str, str | int | None]] = {
    "cp866": {"і": "i", "І": "I", "ґ": "г", "Ґ": "Г"},
    "koi8-u": {"ў": "у", "Ў": "У"},
    "iso8859-5": {"ґ": "г", "Ґ": "Г"},
    "cp1251": {},
}


def spelled(text: str, encoding: str) -> str:
    """Spell the text in the letters that the encoding has."""
    return text.translate(str.maketrans(STAND_INS[encoding]))


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("sentence", [*CYRILLIC, *SENTENCES["en"]], ids=lambda sentence: sentence[:20])
def test_unicode_encodings_are_told(sentence: str, encoding: str) -> None:
    """A sentence comes back whole from every Unicode encoding, with and without BOM, by its own name."""
    decoded = decode(sentence.encode(encoding))
    assert decoded.text.removeprefix("\ufeff") == sentence
    assert decoded.encoding == encoding
    assert decoded.losses == ()


@pytest.mark.parametrize("encoding", ONE_BYTE)
@pytest.mark.parametrize("sentence", CYRILLIC, ids=lambda sentence: sentence[:20])
def test_one_byte_encodings_are_guessed(sentence: str, encoding: str) -> None:
    """A Ukrainian, Russian or Belarusian sentence is read in each encoding it was written in, as a headline too."""
    for form in (sentence, sentence.upper(), sentence.lower()):
        text = spelled(form, encoding)
        decoded = decode(text.encode(encoding))
        assert (decoded.text, decoded.encoding, decoded.losses) == (text, encoding, ())


@pytest.mark.parametrize("encoding", ONE_BYTE)
@pytest.mark.parametrize(
    "headline",
    [
        "Рада відклала голосування до осені",
        "СПАСАТЕЛИ НАШЛИ ПРОПАВШИХ ТУРИСТОВ",
        "У Мінску адкрылі выставу старых мап",
        "Потяг до моря запізнився на 3 години",
    ],
)
def test_short_headlines_are_guessed(headline: str, encoding: str) -> None:
    """Thirty to forty letters are enough."""
    text = spelled(headline, encoding)
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(code=st.sampled_from(sorted(WORDS)), encoding=st.sampled_from(ONE_BYTE), seed=st.integers(0, 10**9))
def test_words_come_back(code: str, encoding: str, seed: int) -> None:
    """Words of thirty letters together come back from every one-byte encoding, whatever the words."""
    words: list[str] = []
    pick = random.Random(seed)  # noqa: S311  # a choice of words
    while sum(map(len, words)) < 30:
        words.append(pick.choice(WORDS[code]))
    text = spelled(" ".join(words).capitalize(), encoding)
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "text",
    [
        *SENTENCES["de"],
        *SENTENCES["fr"],
        "The café’s owner “never” saw it – or so she says…",
        "It cost £5 at the door",
        "The flat has 40 m² and a balcony of 3½ × 2 metres",
    ],
)
def test_western_texts_are_cp1252(text: str) -> None:
    """A Western text with a few letters or signs beyond ASCII is read as cp1252."""
    decoded = decode(text.encode("cp1252"))
    assert (decoded.text, decoded.encoding if not text.isascii() else "cp1252") == (text, "cp1252")


def test_an_english_text_with_a_russian_quotation_is_cp1251() -> None:
    """Cyrillic words among English ones are read as Cyrillic."""
    text = "The sign on the door said Закрыто до понедельника, and nobody knew why."
    decoded = decode(text.encode("cp1251"))
    assert (decoded.text, decoded.encoding) == (text, "cp1251")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Το δημοτικό συμβούλιο ψήφισε χθες τον προϋπολογισμό", "iso8859-7"),
        ("מועצת העיר אישרה אמש את התקציב לשנה הבאה", "cp1255"),
        ("市议会昨晚通过了明年的预算虽然有一半的议员没有出席", "gbk"),
        ("市議会は昨夜来年の予算を可決したが議員の半数は欠席した", "shift_jis"),
        (SENTENCES["pl"][1], "cp1250"),
    ],
)
def test_what_no_candidate_fits_is_refused(text: str, encoding: str) -> None:
    """Rather than as nonsense, a text of another code page is not read; told its name, it is."""
    data = text.encode(encoding)
    with pytest.raises(IntakeError, match="encoding"):
        decode(data)
    assert decode(data, encoding).text == text


def test_bad_bytes_in_utf8_are_told() -> None:
    """UTF-8 with a few bad bytes stays UTF-8: U+FFFD for each, and the losses say how many and where."""
    data = ("Добрий день. " * 1000).encode()
    data = data[:100] + b"\xff" + data[100:] + b"\xd0"
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\N{REPLACEMENT CHARACTER}") == 2
    assert decoded.losses == (f"2 places were not utf-8 and became U+FFFD: byte 100, {len(data) - 1:,}.",)


def test_the_first_bad_places_are_named_and_the_rest_counted() -> None:
    """Of many bad places three are named; the offsets count the BOM in."""
    data = b"\xef\xbb\xbf" + ("слово ".encode() + b"\xfe") * 9
    decoded = decode(data)
    assert decoded.encoding == "utf-8-sig"
    assert decoded.losses == ("9 places were not utf-8-sig and became U+FFFD: byte 14, 26, 38 ….",)


def test_a_replacement_character_of_the_source_is_no_loss() -> None:
    """U+FFFD that the source holds itself is not counted."""
    data = ("слово \N{REPLACEMENT CHARACTER} " * 20).encode() + b"\xff"
    assert decode(data).losses == (f"1 place was not utf-8 and became U+FFFD: byte {len(data) - 1}.",)


def test_half_a_utf16_file_is_read() -> None:
    """UTF-16 cut inside a character is read up to there."""
    decoded = decode("Ніч над містом".encode("utf-16")[:-1])
    assert decoded.text.startswith("Ніч над місто")
    assert len(decoded.losses) == 1


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("windows-1251", "cp1251"),
        ("UTF8", "utf-8"),
        ("KOI8_U", "koi8-u"),
        ("866", "cp866"),
        ("latin1", "iso8859-1"),
    ],
)
def test_an_encoding_told_goes_by_any_name(name: str, canonical: str) -> None:
    """Aliases are known, and the canonical name is reported."""
    assert decode(b"plain", name) == ("plain", canonical, ())


@pytest.mark.parametrize(
    "name", ["nonsense", "", "a\0b", "\ud800", "hex", "rot13", "idna", "unicode_escape", "undefined"]
)
def test_an_unknown_encoding_is_a_sentence(name: str) -> None:
    """What is no encoding of files is refused by its name."""
    with pytest.raises(IntakeError, match="No encoding is named"):
        decode(b"caf\xe9", name)


def test_an_encoding_that_does_not_fit_says_where() -> None:
    """Bytes that have no meaning in the encoding told are named with their offset."""
    with pytest.raises(IntakeError, match="utf-8: byte 0xef at offset 2 "):
        decode(b"ok\xef\xf0\xe8", "utf-8")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\nsome text",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"\x7fELF\x02\x01\x01" + bytes(9),
        b"{\\rtf1 text}",
        bytes(1000),
        bytes(range(256)) * 10,
        random.Random(7).randbytes(5000),  # noqa: S311  # any bytes
        b"name\0" * 100,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """Documents, pictures, programs and noise are refused in a sentence that says what they are."""
    with pytest.raises(IntakeError, match=r"^It is .*text.*\.$"):
        decode(data)


def test_a_few_nul_bytes_are_forgiven() -> None:
    """A text with a stray NUL is still a text."""
    assert decode(b"a\0b").text == "a\0b"
    assert decode("Сло\0во".encode()).encoding == "utf-8"


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "cp1251", "utf-7", "shift_jis"]))
def test_any_bytes_are_read_or_refused(data: bytes, encoding: str | None) -> None:
    """Nothing but IntakeError comes of any bytes, and what is read has a name that reads them again."""
    try:
        decoded = decode(data, encoding)
    except IntakeError:
        return
    assert data.decode(decoded.encoding, "replace").count("\n") == decoded.text.count("\n")
