"""Titles: headings, headlines, first sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_sentences import SENTENCES

from store.intake.boilerplate import mark
from store.intake.dates import is_date_line
from store.intake.title import LONGEST, heading, work_out
from store.text import clean, clean_line

HEADLINE = "Storks return to the hospital wall"
PROSE = "\n\n".join(SENTENCES["en"])


def title(text: str) -> str:
    """Work out a title as a draft does."""
    return work_out(text, mark(text))


@pytest.mark.parametrize(
    "above",
    [
        "",
        "\n\n",
        "Home » News » Storks\n\n",
        "Politics\n",
        "НОВИНИ\n\n",
        "12 March 2024, 14:05\n\n",
        "Опубліковано 5 травня 2023 року\n",
        "by alex\n\n",
        "Photo: Anna Lis / Agency\n",
        "A stork on a wallPhoto: Anna Lis\n\n",
        "https://lake.example/storks?id=1\n\n",
        "Підписуйтесь на наш Telegram-канал!\n\n",
        "Short kicker\n\n",
        "\u200b\n",
    ],
)
@pytest.mark.parametrize("below", ["\n\n" + PROSE, "\n" + PROSE, ""])
def test_a_headline_is_the_title(above: str, below: str) -> None:
    """The headline is found below what stands above headlines."""
    assert title(above + HEADLINE + below) == HEADLINE


@pytest.mark.parametrize(
    "headline",
    ["Will the storks return?", "They are back!", "«Ми чекали»: лелеки повернулися", "It all ends…"],
)
def test_a_headline_may_ask_or_exclaim(headline: str) -> None:
    """Only a full stop makes a sentence of a short first line."""
    assert title(f"{headline}\n\n{PROSE}") == headline


def test_a_short_line_is_a_title_if_there_is_no_better() -> None:
    """One word is a title, unless it is the name of a newspaper's section."""
    assert title(f"Лелеки\n\n{SENTENCES['uk'][0]}") == "Лелеки"
    assert title(f"Політика\n\n{SENTENCES['uk'][7]}") == SENTENCES["uk"][7].removesuffix(".")
    assert title("Політика") == "Політика"


def test_prose_gives_its_first_sentence() -> None:
    """A text that starts with prose is named by its first sentence, without the full stop."""
    assert title(f"{SENTENCES['en'][4]} {SENTENCES['en'][3]}") == SENTENCES["en"][4].removesuffix(".")
    assert title(f"{SENTENCES['uk'][8]}\n{SENTENCES['uk'][9]}") == SENTENCES["uk"][8].removesuffix(".")


def test_a_long_first_sentence_is_cut_at_a_space() -> None:
    """At most 120 code points, with an ellipsis for the rest."""
    long = " ".join(SENTENCES["en"]).replace(".", ",")
    named = title(long)
    assert len(named) <= LONGEST
    assert named.endswith("…")
    assert long.startswith(named[:-1])
    assert long[len(named) - 1] in " ,"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Dr. J. Smith came. He left.", "Dr. J. Smith came"),
        ("На вул. Лісовій відкрили школу. Діти раді.", "На вул. Лісовій відкрили школу"),
        ("“It rained.” So he said.", "“It rained.”"),
        ("Prices rose by 2.5 percent. Wages fell.", "Prices rose by 2.5 percent"),
        ("Is it over? Nobody knows.", "Is it over?"),
    ],
)
def test_sentences_end_where_they_end(text: str, named: str) -> None:
    """Initials, abbreviations and decimals end no sentence."""
    assert title(text) == named


def test_wrapped_prose_is_no_headline() -> None:
    """The first line of a paragraph wrapped by hand is not taken for a headline."""
    assert (
        title(
            "The town council passed its budget last\nnight, although half of the members had\nstayed away. It rained."
        )
        == "The town council passed its budget last night, although half of the members had stayed away"
    )
    assert (
        title(
            "On Monday the council of the town met in\nKyiv and talked about the storks that had\ncome back. It rained."
        )
        == "On Monday the council of the town met in Kyiv and talked about the storks that had come back"
    )


def test_a_text_of_boilerplate_is_named_by_its_first_line() -> None:
    """There is always a title."""
    assert title("Leave a Comment\n\nShare") == "Leave a Comment"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("# Storks return\n\ntext", "Storks return"),
        ("intro\n\n## Second\n\n# First #\n", "First"),
        ("## Only second\n", "Only second"),
        ("Storks return\n=====\n\ntext", "Storks return"),
        ("# **Storks** [return](https://lake.example/a) to `Kyiv`\n", "Storks return to Kyiv"),
        ("# snake_case and 2*3*4\n", "snake_case and 2*3*4"),
        ("```\n# a comment\n```\n\n# Storks\n", "Storks"),
        ("#hashtag is no heading\n", None),
        ("#\n\ntext", None),
        ("no heading here", None),
    ],
)
def test_markdown_headings(text: str, named: str | None) -> None:
    """The first heading of the highest level, without its markup; code has none."""
    assert heading(text) == named


@pytest.mark.parametrize(
    "line",
    [
        "2024-03-12",
        "12.03.2024 14:05",
        "Mon, 12 Mar 2024",
        "March 12th, 2024",
        "12 березня 2024 року, вівторок",
        "5 мая 2023 г.",
        "7 лютага 2024",
    ],
)
def test_dates_are_told(line: str) -> None:
    """A line of nothing but a date, in any language of the desk."""
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["March", "12 storks return in March", "Маркет 24", "", "2024: рік лелеки"])
def test_other_lines_are_no_dates(line: str) -> None:
    """A date among other words, or no number at all."""
    assert not is_date_line(line)


@settings(deadline=None)
@given(
    st.text(min_size=1).map(clean).filter(lambda text: any(c.isprintable() and not c.isspace() for c in text))
)
def test_any_text_has_one_clean_line(text: str) -> None:
    """Of any text that holds something the title is one clean line, short, never empty."""
    named = title(text)
    assert named
    assert clean_line(named) == named
    assert len(named) <= 200
