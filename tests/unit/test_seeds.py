"""The sample articles: what a new desk shows first must be whole, varied and in our own words."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest

from seeds import Sample, samples

ORIGINALS: Final = Path(__file__).parents[2].parent / "shared" / "articles"
"""The documents that the samples retell, where they lie beside the repository."""

RUN: Final = 9
"""So many words in a row, in common with an original, would be a copy."""

WORD: Final = re.compile(r"\w+")
SAMPLES: Final = samples()
IDS: Final = [sample.file for sample in SAMPLES]

MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
}

# Of each language: letters that its text must hold, and letters that it must not.
LETTERS: Final = {
    "en": ("", "абвгдежзиклмнопрстуфхцчшщьюя"),
    "uk": ("іїє", "ыэъёў"),
    "ru": ("ыэщ", "іїєґў"),
    "be": ("ўіыэё", "ищъїєґ"),
}

NAMES: Final = {
    "en-minsk-looks-past-moscow.txt": (
        "Oleksandr Lukashenko",
        "Lukashenka",
        "Xi Jinping",
        "Beijing",
        "Matsyulishchi",
        "Ihor Tyshkevich",
        "Kasym-Zhomart Tokayev",
        "CSTO",
        "Oleh Zhdanov",
        "Nezavisimaya Gazeta writes, citing Rador",
    ),
    "en-a-detour-for-weapons.txt": (
        "Alexander Lukashenko",
        "Aliaksandr Lukashenka",
        "Xi Jinping",
        "Machulishchi",
        "Kasim-Jomart Tokayev",
        "Anthony Blinken",
        "Kyiv",
        "Kiev",
    ),
    "uk-beijing-before-the-vote.txt": (
        "Олександр Лукашенко",
        "Лукашенка",
        "Лукашенку",
        "Пекін",
        "Сі Цзіньпін",
        "Орєшнік",
        "Вялікі Камень",
    ),
    "uk-three-requests-to-minsk.txt": (
        "Олександр Лукашенко",
        "Лукашенкові",
        "Олег Жданов",
        "Жданова",
        "ОДКБ",
    ),
    "ru-a-deal-with-washington.txt": (
        "Александр Лукашенко",
        "Пекин",
        "Си Цзиньпин",
        "Мачулищи",
        "Олег Жданов",
        "Орешник",
        "ОДКБ",
    ),
    "be-out-of-isolation-through-beijing.txt": (
        "Аляксандр Лукашэнка",
        "Лукашэнкі",
        "Лукашэнку",
        "Пекін",
        "Сі Цзіньпін",
        "Мачулішчы",
        "Мачулішчах",
        "Ігар Цішкевіч",
        "Касым-Жамарт Такаеў",
    ),
}

# What scraped pages carry besides prose; each must occur somewhere, so that it can be tried on the samples.
FURNITURE: Final = (
    "Home » ",
    "You may also like\n",
    "Leave a Comment\n",
    "LukashenkoPhoto: ",
    "ЛукашенкоФото: ",
    "ЛукашэнкаФота: ",
    "\n  • ",
    "Read also: ",
    "Читайте також: ",
    "Читайте также: ",
    "Чытайце таксама: ",
    "on Telegram",
    "Telegram-канал",
    "On Monday",
    "У панядзелак",
    "28 лютага",
    "26 січня",
)


def text_of(sample: Sample) -> str:
    """Decode the sample."""
    return sample.data.decode("utf-8")


def runs_of(text: str, length: int) -> set[tuple[str, ...]]:
    """Collect every run of so many words, letter case and punctuation aside."""
    words = WORD.findall(text.casefold())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


each = pytest.mark.parametrize("sample", SAMPLES, ids=IDS)


def test_the_package_holds_what_the_manifest_names_and_no_more() -> None:
    """Every file has one entry, and every entry its file."""
    lying = {entry.name for entry in files("seeds").joinpath("articles").iterdir()}
    assert len(IDS) == len(set(IDS)) == 6
    assert lying == set(IDS)


def test_languages() -> None:
    """Two articles are Ukrainian, two English, one Russian, one Belarusian."""
    assert Counter(sample.language for sample in SAMPLES) == {"uk": 2, "en": 2, "ru": 1, "be": 1}


def test_what_tells_samples_apart() -> None:
    """No two share a title, an outlet or an address."""
    for field in ("title", "outlet", "url", "data"):
        assert len({getattr(sample, field) for sample in SAMPLES}) == len(SAMPLES), field


def test_each_original_is_retold_in_its_own_language() -> None:
    """Five originals, each the basis of one sample, and one of them of a Belarusian second."""
    based = Counter(sample.based_on[:3] for sample in SAMPLES if sample.language != "be")
    assert based == {"000": 1, "001": 1, "002": 1, "003": 1, "004": 1}
    languages = {sample.based_on[:3]: sample.language for sample in SAMPLES if sample.language != "be"}
    assert languages == {"000": "uk", "001": "en", "002": "ru", "003": "uk", "004": "en"}


@each
def test_bytes_are_clean(sample: Sample) -> None:
    """UTF-8 in NFC with LF line ends, no byte order mark, no control characters, one final line end."""
    text = text_of(sample)
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not {char for char in text if unicodedata.category(char) in {"Cc", "Cf"}} - {"\n"}
    assert all(line == line.rstrip() for line in text.splitlines())


@each
def test_length(sample: Sample) -> None:
    """An article has 250 to 450 words."""
    assert 250 <= len(WORD.findall(text_of(sample))) <= 450


@each
def test_title_is_the_headline(sample: Sample) -> None:
    """The first line that is not a breadcrumb is the title, as the manifest has it."""
    lines = (line for line in text_of(sample).splitlines() if line and not line.startswith("Home »"))
    assert next(lines) == sample.title


@each
def test_manifest_entry_is_whole(sample: Sample) -> None:
    """File, outlet, author, address and origin are given, in the form the dataclass describes."""
    assert re.fullmatch(r"(uk|en|ru|be)(-[a-z]+)+\.txt", sample.file)
    assert sample.file.startswith(sample.language + "-")
    assert re.fullmatch(r"https://example\.org/[a-z0-9/-]+", sample.url)
    assert re.fullmatch(r"00[0-4]_[0-9a-f]{16}\.txt", sample.based_on)
    assert sample.outlet
    assert sample.author is None or sample.author in text_of(sample)


@each
def test_related_samples_are_on_the_desk(sample: Sample) -> None:
    """A related article is another sample."""
    assert sample.related is None or sample.related in set(IDS) - {sample.file}


@each
def test_date_has_its_basis(sample: Sample) -> None:
    """A stated date stands in the text, day, month and year; an inferred one has a reason."""
    day = date.fromisoformat(sample.published)
    stated = f"{day.day} {MONTHS[sample.language].split()[day.month - 1]} {day.year}"
    assert sample.published_basis in {"stated", "inferred"}
    assert (stated in text_of(sample)) == (sample.published_basis == "stated")
    assert bool(sample.published_reason) == (sample.published_basis == "inferred")


@each
def test_letters_of_the_language(sample: Sample) -> None:
    """The text has its alphabet's own letters and none of its neighbours'."""
    own, foreign = LETTERS[sample.language]
    letters = set(text_of(sample).casefold())
    assert not letters & set(foreign)
    assert set(own) <= letters


@each
def test_spellings_of_names(sample: Sample) -> None:
    """The names are spelled in the many ways that the originals spell them."""
    text = text_of(sample)
    assert [name for name in NAMES[sample.file] if name not in text] == []


def test_page_furniture_and_quotation_marks() -> None:
    """Across the six there is every piece of page furniture, kind of quotation mark and apostrophe."""
    everything = "\n".join(map(text_of, SAMPLES))
    assert [piece for piece in FURNITURE if piece not in everything] == []
    assert set("\"«»“”„‘’ʼ'") <= set(everything)


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the originals do not lie beside the repository")
@each
def test_nothing_is_copied_from_the_originals(sample: Sample) -> None:
    """No nine words in a row are those of an original."""
    ours = runs_of(text_of(sample), RUN)
    originals = sorted(ORIGINALS.glob("*.txt"))
    assert sample.based_on in {path.name for path in originals}
    copied = {path.name: ours & runs_of(path.read_text(encoding="utf-8"), RUN) for path in originals}
    assert not any(copied.values()), copied


def test_samples_stand_alone() -> None:
    """Reading them imports neither the desk nor the screen."""
    code = "import sys, seeds; seeds.samples(); print(*{n.partition('.')[0] for n in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"store", "tui", "textual", "rich", "click", "tinydb"} & set(done.stdout.split())
