"""Languages: told by letters, by langdetect, or not at all."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_sentences import SENTENCES

from store.intake.language import code_of, detect

ALL = [(code, sentence) for code, sentences in SENTENCES.items() for sentence in sentences]


@pytest.mark.parametrize(("code", "sentence"), ALL, ids=lambda value: value[:20])
def test_a_sentence_tells_its_language(code: str, sentence: str) -> None:
    """One sentence is enough, in any case of letters."""
    assert detect(sentence) == code
    assert detect(sentence.upper()) == code


@pytest.mark.parametrize("code", SENTENCES)
def test_a_paragraph_tells_its_language(code: str) -> None:
    """A paragraph is always told."""
    assert detect(" ".join(SENTENCES[code])) == code


def test_what_is_no_word_before_a_text_does_not_keep_it_from_being_told() -> None:
    """A line of one letter, or an encoded picture."""
    for code in ("en", "uk"):
        text = " ".join(SENTENCES[code])
        assert detect("x" * 5000 + "\n" + text) == code
        assert detect("ab" * 5000 + "\n" + text) == code


def test_the_same_text_has_the_same_language() -> None:
    """Twenty askings, one answer, also where it is close."""
    for text in (
        SENTENCES["en"][0],
        "Der Film the best of la vie pour toi und mich auf der Straße der Liebe",
        "Зимова ніч",
    ):
        assert len({detect(text) for _ in range(20)}) == 1


def test_names_and_quotations_do_not_decide() -> None:
    """A foreign name, place or one quoted sentence leaves the language as it is."""
    russian, ukrainian, belarusian = (" ".join(SENTENCES[code]) for code in ("ru", "uk", "be"))
    assert (
        detect(russian + " Об этом сообщила газета «Наша Нiва» (Ніва) и Кіровоград, Ґалаґан, Ўзда.") == "ru"
    )
    assert detect(ukrainian + f" Він сказав: «{SENTENCES['ru'][2]}»") == "uk"
    assert detect(belarusian + f" Ён сказаў: «{SENTENCES['ru'][2]}»") == "be"
    assert detect(" ".join(SENTENCES["en"]) + f" He said: “{SENTENCES['uk'][2]}”") == "en"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "es",
            "El consejo municipal aprobó anoche el presupuesto para el próximo año, aunque muchos no asistieron.",
        ),
        (
            "nl",
            "De gemeenteraad heeft gisteravond de begroting voor volgend jaar goedgekeurd, hoewel velen afwezig waren.",
        ),
        ("cs", "Městská rada včera večer schválila rozpočet na příští rok, přestože polovina členů chyběla."),
        (
            "bg",
            "Общинският съвет прие снощи бюджета за следващата година, въпреки че половината съветници отсъстваха.",
        ),
    ],
)
def test_neighbours_are_not_taken_for_the_languages_of_the_desk(code: str, text: str) -> None:
    """Spanish is not called French, Dutch not German, Czech not Polish, Bulgarian not Russian."""
    assert detect(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "12345 67890 — 42",
        "OK",
        "Лукашенко",
        "Mr. Smith, 2024",
        "x" * 100_000,
        "xxxx " * 1000,
        "ab" * 5000,
        "ab " * 3000,
        "ы" * 5000,
        "їїї " * 500,
        "ha ha ha " * 40,
        "asdf jkl qwer uiop zxcv " * 50,
        "😀😀😀",
        "Градско веће је синоћ усвојило буџет за следећу годину, иако половина чланова није дошла.",
        "Қалалық мәслихат кеше кешке келесі жылдың бюджетін бекітті.",
        "市议会昨晚通过了明年的预算虽然有一半的议员没有出席",
        "Το δημοτικό συμβούλιο ψήφισε χθες τον προϋπολογισμό",
    ],
)
def test_what_is_not_certain_is_not_told(text: str) -> None:
    """No letters, too few, or a language that is not known: None."""
    assert detect(text) is None


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("uk", "uk"),
        ("en-GB", "en"),
        ("be_BY", "be"),
        (" RU ", "ru"),
        ("", None),
        (None, None),
        ("ukr", None),
        ("?", None),
    ],
)
def test_tags_are_cut_to_the_code(told: str | None, code: str | None) -> None:
    """A language tag gives its ISO 639-1 code, anything else None."""
    assert code_of(told) == code


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_code_or_none(text: str) -> None:
    """Two small letters or None, and nothing is raised."""
    code = detect(text)
    assert code is None or (len(code) == 2 and code.isascii() and code.islower())


def test_langdetect_waits_until_it_is_needed() -> None:
    """Neither importing the store nor telling a Ukrainian text loads langdetect."""
    script = f"import sys, store\nfrom store.intake.language import detect\ndetect({SENTENCES['uk'][0]!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", script + "print([name for name in sys.modules if 'langdetect' in name])"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
