"""What the lines of a web page say that are no prose, in the languages of the desk.

Patterns are matched against a line in small letters, without the quotations in it: what somebody
is quoted as calling for is prose. None looks further than `LONGEST` code points.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "BYLINE",
    "CREDIT",
    "LABELS",
    "LONGEST",
    "POINTER",
    "POINTER_WITH_COLON",
    "is_call",
    "is_navigation",
]

LONGEST: Final = 300
"""A longer line is prose, whatever it says."""

LABELS: Final = frozenset(
    line.strip()
    for line in """
    advertisement
    back to top
    comment
    comments
    copy link
    donate
    donate now
    follow us
    leave a comment
    leave a reply
    log in
    most popular
    most read
    newsletter
    no comments
    print
    read also
    read more
    recommended
    related
    related articles
    related news
    related posts
    related stories
    related topics
    see also
    share
    share on facebook
    share on telegram
    share on twitter
    share this
    share this article
    sign in
    sign up
    sponsored
    subscribe
    subscribe now
    tags
    tweet
    you may also like
    you might also like
    вгору
    додати коментар
    друк
    дивіться також
    залишити коментар
    коментарі
    новини за темою
    новини партнерів
    підписатись
    підписатися
    підписуйтесь
    поділитись
    поділитися
    популярні новини
    реклама
    роздрукувати
    схожі матеріали
    схожі новини
    теги
    читайте також
    читати далі
    войти
    добавить комментарий
    комментарии
    материалы по теме
    наверх
    новости партнеров
    новости партнёров
    новости по теме
    оставить комментарий
    печать
    поделиться
    подписаться
    подписывайтесь
    подробнее
    похожие материалы
    похожие новости
    распечатать
    смотрите также
    читайте также
    читать далее
    читать полностью
    глядзіце таксама
    каментары
    навіны партнёраў
    падзяліцца
    падобныя навіны
    падпісацца
    пакінуць каментар
    рэклама
    тэгі
    чытайце таксама
    чытаць далей
    """.splitlines()
    if line.strip()
)
"""Whole lines, without a count or a colon after them."""

POINTER: Final = re.compile(
    r"(?:читайте (?:також|ще)|також читайте|дивіться також|зверніть увагу|"
    r"читайте (?:также|ещё|еще)|смотрите также|обратите внимание|"
    r"чытайце (?:таксама|яшчэ)|глядзіце таксама|звярніце ўвагу|"
    r"read also|also read|see also|you (?:may|might) also like|read more(?=\s?[:–—|>»-]))\s*[:–—|>»-]?\s*"
)
"""What stands before the title of another article; the title begins with a capital and ends without a stop."""

POINTER_WITH_COLON: Final = re.compile(
    r"(?:актуально|до теми|за темою|по темі|по теме|на тему|па тэме|related|watch|"
    r"читайте|читай|дивіться|смотрите|глядзіце|чытайце)\s?:\s*"
)

_VIDEO: Final = re.compile(r"[:–—-] ?(?:дивіться відео|смотрите видео|глядзіце відэа|watch (?:the )?video)$")

_HOME: Final = re.compile(
    r"(?:home|main|головна|главная|галоўная|strona główna|startseite|accueil)(?:\s*[»›>→]|\s+[/|]\s)"
)
_TRAIL: Final = re.compile(r"[^»›«‹.!?]{1,60}(?:\s[»›]\s[^»›«‹]{1,200}){2,}")
_TAGS: Final = re.compile(r"(?:tags|теги|тэгі)\s?:\s?\S")
_RIGHTS: Final = re.compile(
    r"(?:©|\(c\) ?\d|copyright ©)|.{0,80}(?:all rights reserved|(?:усі|всі) права захищен|все права защищены|усе правы абаронен)"
)

_OURS: Final = re.compile(
    r"\b(?:our|наш\w{0,4}|нас|нам|нами|намі)\b"
)  # not `us`: in small letters it is the US too
_CHANNELS: Final = (
    r"telegram|телеграм|тэлеграм|viber|вайбер|whatsapp|facebook|фейсбу|instagram|(?:інста|инста)грам|youtube|ютуб|"
    r"twitter|tiktok|google (?:news|новин|новост)|\bchannel\b|канал|newsletter|розсилк|рассылк|рассылак|"
    r"сторінк|страниц|старонк"
)
_CHANNEL: Final = re.compile(_CHANNELS)
# Imperatives that a reporter has no use for.
_SUBSCRIBE: Final = re.compile(
    r"\b(?:підписуйтес[ья]|підпишіться|підпишись|приєднуйтес[ья]|долучайтес[ья]|"
    r"подписывайтесь|подпишитесь|подпишись|присоединяйтесь|"
    r"падпісвайцеся|падпішыцеся|далучайцеся)\b|"
    r"^(?:please )?(?:subscribe (?:to|for|on)|sign up (?:to|for)|join our|follow our)\b"
)
_FOLLOW: Final = re.compile(
    r"\b(?:стежте|слідкуйте|следите|сачыце) за (?:нами|намі|нашими|нашымі)\b|"
    r"\b(?:читайте|чытайце) (?:нас\b|наш)|"
    r"\bне вед(?:іться|ітесь|итесь) на фейк|"
    r"^(?:follow|like|find|join) us on\b|"
    rf"^follow .{{1,60}} on (?:{_CHANNELS})(?: for .{{1,60}})?[.!]?$"
)
_ONLY_HERE: Final = re.compile(
    r"(?:тільки|лише|більше|найсвіжіші|останні|только|больше|главные|последние|свежие|толькі|больш|апошнія|"
    r"only|more|latest|breaking)\b.{0,80}"
    rf"\b(?:у|в|ў|на|in|on) (?:нас|наш\w{{0,4}}|our)\b.{{0,25}}(?:{_CHANNELS})"
)
_SUPPORT: Final = re.compile(
    r"(?:підтримай(?:те)?|поддержи(?:те)?|падтрымай(?:це)?) (?:нас|наш\w{0,3}|редакці\w+|редакци\w+|рэдакцы\w+)\b|"
    r"(?:please )?support (?:us|our (?:work|team|journalism|newsroom|reporting))\b|"
    r"donate to (?:us|our)\b|(?:support|become|follow) .{1,60} on patreon\b"
)
_MEMORIAL: Final = re.compile(r"меморіал|мемориал|мемарыял|virtual memorial")
_HONOUR: Final = re.compile(r"\b(?:вшануйте|почтите|ушануйце|запаліть свічку|зажгите свечу|light a candle)\b")

_UPPER: Final = "A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐЎ"
_NAME: Final = rf"[{_UPPER}][\w.'’-]{{0,30}}"
BYLINE: Final = re.compile(
    rf"(?:(?:[Bb]y|BY|[Ww]ritten by|Photos? by)\s|(?:Автор|Аўтар|Author|Текст|Тэкст|Text|By)\s?:\s?)"
    rf"{_NAME}(?:(?:,? | and | & | та | і | и ){_NAME}){{0,5}}|by [a-z][a-z0-9_.-]{{1,20}}"
)
"""A whole line that names who wrote: a name in capitals, or a user's name of one word."""

CREDIT: Final = re.compile(
    r"[(\[]?(?:(?:Photos?|Image|Picture)(?: credits?)?|Фото(?:граф)?|Фота|Ілюстрація|Иллюстрация|Ілюстрацыя)\s?:\s?\S"
)
"""Where the credit of a picture begins, in the letters as written."""


def is_navigation(line: str) -> bool:
    """Tell a trail of links from the home page, a list of tags, or a site's copyright line."""
    return bool(_HOME.match(line) or _TAGS.match(line) or _TRAIL.fullmatch(line) or _RIGHTS.match(line))


def is_call(line: str) -> bool:
    """Tell a call to subscribe, follow, donate, honour or watch."""
    calls_here = _SUBSCRIBE.search(line) and (_OURS.search(line) or _CHANNEL.search(line))
    honours = _MEMORIAL.search(line) and _HONOUR.search(line)
    return bool(
        calls_here
        or honours
        or _FOLLOW.search(line)
        or _VIDEO.search(line)
        or _ONLY_HERE.match(line)
        or _SUPPORT.match(line)
    )
