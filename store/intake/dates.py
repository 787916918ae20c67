"""Lines that hold nothing but a date or a time, in the languages of the desk."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_date_line"]

_LONGEST: Final = 60
_WORDS: Final = re.compile(r"[^\W\d_]+")

# Beginnings of the names of months and weekdays, long enough that few other words begin so.
_STEM_LIST: Final = """
    січ лют берез квіт трав черв лип серп верес жовт листоп груд понед вівт серед четв ятн субот неділ
    янв фев март апр мая май июн июл авг сент окт нояб дек втор сред пятн воскр
    студ сакав крас чэрв ліп жнів кастр ліст снеж панядз аўтор сера чацв пят нядз
    """
_STEMS: Final = tuple(_STEM_LIST.split())
_ENGLISH_NAMES: Final = """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """
_ENGLISH: Final = tuple(_ENGLISH_NAMES.split())
_OTHER_WORDS: Final = """
    st nd rd th am pm at on of updated published last utc gmt est edt cet eet msk
    п о об в у во год года року рік р г гг годзе года абноўлена апублікавана
    оновлено опубліковано опубликовано обновлено дата date година годині мск
    """
_OTHERS: Final = frozenset(_OTHER_WORDS.split())


def is_date_line(line: str) -> bool:
    """Whether a line is only a date: it has a digit, and no word but of dates."""
    if len(line) > _LONGEST or not any(char.isdigit() for char in line):
        return False
    words = _WORDS.findall(line.casefold())
    return all(word in _OTHERS or word.startswith(_STEMS) or _is_english(word) for word in words)


def _is_english(word: str) -> bool:
    return len(word) > 2 and any(name.startswith(word) for name in _ENGLISH)  # noqa: PLR2004  # `Jan`, `Sept`
