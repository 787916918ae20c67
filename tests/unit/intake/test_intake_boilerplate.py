"""Boilerplate: what is marked, and prose that must never be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_sentences import SENTENCES

from store.intake.boilerplate import mark, mark_repeated, without
from store.model import Span
from store.text import clean

BOILERPLATE = [
    # calls
    "Підписуйтесь на наш Telegram-канал, щоб не пропустити головного",
    "Друзі, долучайтесь до нашої спільноти у Viber!",
    "Подписывайтесь на наш канал в YouTube.",
    "📌 Подпишитесь на рассылку — одно письмо в день",
    "Падпісвайцеся на нашу старонку ў Facebook",
    "Читайте нас у Telegram",
    "Оперативные новости весь день — следите за нами в",
    "Стежте за нами у соцмережах",
    "Сачыце за намі ў Instagram",
    "Більше новин у нашому Telegram-каналі",
    "Только проверенные факты у нас в Telegram",
    "Новини без вигадок. Не ведіться на фейки!",
    "Subscribe to our newsletter",
    "Follow us on Twitter and Facebook",
    "Follow The Daily Stork on Telegram!",
    "Follow The Daily Stork on Telegram for one story a day.",
    "Join our channel for the latest",
    "Support our journalism with a small monthly gift",
    "Підтримайте нас на Patreon",
    "Меморіал полеглих: вшануйте їх хвилиною мовчання",
    "Що сталося біля ринку: дивіться відео",
    # links to other articles
    "Читайте також: Над містом знову літають лелеки",
    "Читайте также Почему обмелело озеро",
    "Чытайце таксама: Каго абралі ў савет",
    "Зверніть увагу Нічний потяг повертається: коли і куди",
    "Read also: Why the lake turned green",
    "Related: Storks return to the hospital wall",
    "• Read more: Six hundred pupils, one new school",
    # labels
    "You may also like",
    "Leave a Comment",
    "Share",
    "Comments (12)",
    "0 Comments",
    "Читайте також:",
    "Коментарі",
    "Похожие новости",
    "Рэклама",
    "Donate",
    # navigation
    "Tags: storks, lakes, Olena Koval",
    "Home » News » Why the lake turned green",
    "Головна / Новини / Культура",
    "World » Europe » Storks return",
    "© 2024 The Daily Stork. All rights reserved.",
]

PROSE = [
    "Biologist Olena Koval writes in her Telegram channel: “Subscribe to our page and follow us on Facebook.”",
    "The ministry urged people to subscribe to its Telegram channel and not to believe rumours.",
    "Follow the money, prosecutors wrote on a Telegram channel last week, and the rest is plain.",
    "Only Telegram channels close to our army reported the blast, and none named a source.",
    "Support for the plan is fading in the US, two officials said.",
    "Support from us was late, he admitted.",
    "The memorial was built to honour the dead of both villages.",
    "«Підписуйтесь на наш канал», — закликав він у відео, яке зібрало мільйон переглядів.",
    "Він сказав: «Стежте за нами, не ведіться на фейки».",
    "За його словами, за нами стежили кілька тижнів.",
    "Про це у своєму Telegram-каналі повідомив міський голова.",
    'Вона підписала листа і попросила: "Поділіться ним із нашими сусідами в Telegram',
    "следите за нами, мы ничего не скрываем», — говорилось в записке.",
    "Читайте також його першу книжку, вона коротша за другу.",
    "Читайте также между строк: бюджет принят без половины депутатов.",
    "Зверніть увагу: до першого березня потяг ще не ходитиме.",
    "Зверніть увагу на розклад",
    "Обратите внимание, что вода в озере зацвела раньше!",
    "Read more books, fewer headlines, the librarian advises.",
    "See also the table below, which lists every village.",
    "Share prices fell by a third after the news.",
    "Comments by the mayor angered the anglers.",
    "Реклама тютюну в місті заборонена з першого січня.",
    "Главная улица города закрыта до воскресенья.",
    "Home prices in the villages have doubled in a year.",
    "Головна новина дня: школу відкрили.",
    "Він показав знімок: «Фото: архів нашої родини, 1920 рік» — і замовк.",
    "She read the caption aloud: “Photo: Anna Stork / Lake News",
    "He posted a photo: it shows three fallen poplars near the market",
    "Photo: the mayor opens the school while the children wait outside.",
    "Фото: на знімку видно, як вітер повалив тополі.",
    "By contrast, the anglers were content with their catch of the day.",
    "Автор письма просить не називати його прізвища.",
    "Donate blood, the doctors ask, before the holidays.",
    "Join the queue, said the guard, and wait.",
    "Он пошёл » и не вернулся",
    *(sentence for sentences in SENTENCES.values() for sentence in sentences),
]


def marked(text: str) -> list[str]:
    """Cut out what is marked."""
    return [text[span.start : span.end] for span in mark(text)]


@pytest.mark.parametrize("line", BOILERPLATE)
def test_boilerplate_lines_are_marked_whole(line: str) -> None:
    """A line of boilerplate between two paragraphs is marked without its line ends or the space around it."""
    before, after = SENTENCES["uk"][0], SENTENCES["uk"][1]
    assert marked(f"{before}\n\n  {line} \n\n{after}\n") == [line]


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_never_marked(line: str) -> None:
    """Prose that speaks of channels, subscriptions, comments or photos is left alone, wherever it stands."""
    assert marked(line) == []
    assert marked(f"{SENTENCES['en'][0]}\n\n{line}\n\n{SENTENCES['en'][1]}") == []


def test_a_long_line_is_prose_whatever_it_says() -> None:
    """A paragraph that ends in a call is not marked."""
    assert marked(" ".join(SENTENCES["uk"]) + " Підписуйтесь на наш Telegram-канал!") == []


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("The mayor and a storkPhoto: Anna Lis / Lake News / Agency", "Photo: Anna Lis / Lake News / Agency"),
        ("Нова школа на околиці. Фото: Олег Ліс", "Фото: Олег Ліс"),
        ("Лелека на стіні лікарні (Фото: lake.example)", "(Фото: lake.example)"),
        ("Фото: пресслужба міської ради", "Фото: пресслужба міської ради"),
        ("Image credit: Getty", "Image credit: Getty"),
        (" ".join(SENTENCES["be"]) + " Фота: Ганна Ліс", "Фота: Ганна Ліс"),
    ],
)
def test_photo_credits_are_marked_to_the_line_end(line: str, credit: str) -> None:
    """A credit is marked even when it is glued to its caption; the caption is not."""
    assert marked(line + "\nNext.") == [credit]


@pytest.mark.parametrize(
    "byline",
    [
        "by alex",
        "By Anna Lis",
        "Written by Anna Lis and Oleh Koval",
        "Автор: Ганна Ліс",
        "BY ANNA LIS",
        "by anna | 28 February 2023",
    ],
)
def test_bylines_alone_on_a_line_are_marked(byline: str) -> None:
    """A byline under the headline is marked."""
    text = f"Storks return to the hospital wall\n\n{byline}\n\n{SENTENCES['en'][0]}"
    assert marked(text) == [byline]


def test_wrapped_prose_is_no_byline() -> None:
    """Words that only happen to stand on a line of their own are prose."""
    assert marked("The picture was painted\nby anna\nin a single night.") == []
    assert marked("\n\n".join([*SENTENCES["uk"], *SENTENCES["ru"][:5], "by alex", "The end."])) == []


def test_the_second_headline_is_marked() -> None:
    """Of a headline that comes twice the second is marked; one in a trail of links is marked as that."""
    headline = "Storks return to the hospital wall"
    twice = f"{headline}\n\n{headline.upper()}\n\n{SENTENCES['en'][0]}"
    assert mark_repeated(twice, headline, ()) == (Span(36, 36 + len(headline)),)
    trail = f"Home » {headline}\n\n{headline}\n\n{SENTENCES['en'][0]}"
    spans = mark(trail)
    assert mark_repeated(trail, headline, spans) == spans == (Span(0, 7 + len(headline)),)


def test_a_short_line_that_comes_twice_is_not_marked() -> None:
    """A name may stand on two lines."""
    assert mark_repeated("Kyiv\n\nKyiv\n", "Kyiv", ()) == ()


def test_without_gives_the_prose_between() -> None:
    """What is not marked, up to a length; of a text that is all boilerplate, the text."""
    text = "abXXcdYYef"
    spans = (Span(2, 4), Span(6, 8))
    assert without(text, spans, 100) == "abcdef"
    assert without(text, spans, 3) == "abc"
    assert without("Share", (Span(0, 5),), 100) == "Share"


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from([*BOILERPLATE, "", "by alex", "Photo: A / B"]), st.text(max_size=60)),
        max_size=12,
    )
)
def test_spans_are_in_order_and_apart(lines: list[str]) -> None:
    """Of any text the spans are sorted, not empty, apart, inside it, and none begins or ends with a line end."""
    text = clean("\n".join(lines))
    end = 0
    for span in mark(text, [Span(0, min(3, len(text)))]):
        assert end <= span.start < span.end <= len(text)
        end = span.end
        if span.start:
            assert text[span.start : span.end].strip() == text[span.start : span.end]
