"""Sentences of `store.units`: a labelled sample in four languages, and the rules one by one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Span
from store.units import next_sentence, paragraphs, previous_sentence, sentence_at, sentences, snap
from store.units import sentence as room

# Written for this test. One paragraph a line; the mark stands for the space where a sentence ends.
MARK = "¦"
SAMPLE = {
    "uk": """
Міністр О. Гаврилюк прибув до Львова вранці.¦Його зустріли журналісти.¦Перемовини тривали дві години.
Угоду підписали 26.01.2025 у Відні.¦Вона набуде чинності за 30 днів.
«Ми не відступимо», — сказав він.¦Зал аплодував.
"Дороги розмило.¦Міст закритий", – пояснили в службі.¦Об'їзд облаштують до п'ятниці.
Чи буде новий транш?¦Відповіді поки немає!¦Комісія збереться у вт., 5 березня.
— Куди ви їдете? — запитав прикордонник.¦— Додому, — відповів водій.¦— Тоді щасливої дороги.
У 1991 р. Україна провела референдум.¦Понад 90% виборців сказали «так».
Завод випустив 5 млн. одиниць за 2023 р.¦Потім лінію зупинили.
На вул. Хрещатик перекрили рух, а на просп. Перемоги — ні.¦Школа ім. Лесі Українки працює.
Це т. зв. сіра зона...¦Тут ніхто не живе.
Він мовчав… а потім пішов.¦Двері лишилися відчинені.
«Невже це кінець?» — подумала вона.¦Ні, усе лише починалося.
• Перший пункт угоди стосується газу.¦Другий — транзиту.
Ціни зросли на 2,5%.¦Нацбанк (далі — НБУ) не втручався.¦За даними проф. І. К. Мороза, інфляція сповільниться.
Ідеться про ст. 5 договору, п. 3 і т. д.¦Юристи вже вивчають текст.
До складу увійшли інженери, водії та ін.¦Усього 40 осіб.
"Що далі?" – "Побачимо".¦Так закінчилася розмова.
Делегація побувала у м. Дніпро та с. Нове.¦Там відкрили лікарню.¦(Фото пресслужби.)
Рада ухвалила закон у другому читанні.¦«За» проголосували 245 депутатів, серед них Ю. В. Гаєвий та Д. Сорока.¦Президент має його підписати.
У січні 2023 р. експорт сягнув 4,2 млрд дол.¦Імпорт тим часом упав.
Збитки оцінили в 12 млн грн.¦Хто їх відшкодує, невідомо.
«Чому ви мовчите?!» – вигукнув хтось із зали.¦Спікер оголосив перерву.
Затоплено смт. Нова Гребля, с. Лугове та м. Заріччя.¦Людей вивезли.
До 1939 р. тут діяла гімназія.¦Зараз у будівлі — склад.
Це сталося о 6 год. 15 хв. ранку.¦Свідків не було.
Генсек НАТО Й. Ларсен (див. фото) приїхав без попередження.¦З ним були ген. Стоун та ще троє офіцерів.
Потяг № 5 спізнився на 40 хв.¦Пасажири чекали на морозі.
Вони обіцяли вугілля, ліс, зерно тощо.¦Нічого з цього не прийшло...
Зібрали підписи в Житомирській обл.¦Вінницька поки відстає.
– Я не піду, – відрізав Степан.¦– І ти не йди.
"Ми втомилися...¦Ми дуже втомилися", – зізнається Оксана.¦Її чоловік служить з 2014-го.
1. Перевірити джерело.¦Без нього цитата нічого не варта.
У ХІХ ст. місто належало графам.¦Після війни його відбудували.
Сайт gordon.ua і канал UA: Перший передали новину о 9.40.¦ТСН — пізніше.
Ціль — 100%.¦Досягнуто 63,4%.
Хіба це мир?¦Хіба такий мир нам потрібен?¦Ні!
Посол США в Україні Дж. Гілл не коментував.¦Речник посольства теж.
[Уривок виступу.]¦Дякую всім, хто прийшов.¦Слава Україні!
""",
    "ru": """
Президент А. Г. Савицкий выступил в Минске.¦Речь длилась три часа.¦Вопросов не было.
В 2014 г. Россия изменила закон.¦С тех пор прошло десять лет.
Он жил в г. Гомеле, на ул. Советской, д. 5.¦Соседи его не помнят.
«Все идет по плану!» — заявил министр.¦Эксперты в этом сомневаются.
«Мы готовы.¦Ждем ответа», — сказал он.¦Ответ пришел через сутки.
— Вы согласны? — спросил судья.¦— Нет, — ответил он.¦Суд удалился.
Речь идет о топливе, запчастях и т. д.¦Список неполон.
Т. е. договор действует до 31.12.2026.¦Продлить его можно дважды.
Закупили 3 тыс. тонн на 40 млн руб.¦Деньги выделил бюджет.
Самолет сел в Пекине в 10.30.¦Встречали его скромно.
По словам ген. Петрова, учения завершены.¦Войска вернулись в казармы.
Он ждал…¦Ждал долго.
Кто виноват?!¦Никто не знает...¦Следствие молчит.
Агентство БелТА (напр., в сводке за май) писало иначе.¦См. также приложение 2.¦Там есть таблица.
На фабрике им. Кирова бастуют.¦Мы говорили с ним.¦Он сказал им.¦Потом ушел.
Приехали врачи, повара и др.¦Им раздали пропуска.
Курс упал до 3,2 рубля... но вскоре вырос.
В XIX в. здесь стоял монастырь.¦Его разобрали в 30-х гг. прошлого века.
«Кто это?» — «Сосед».¦Вот и весь разговор.
"Да", – ответил он.¦"Нет", – возразила она.
По данным Минобороны, сбито 12 БПЛА.¦Пострадавших, как утверждается, нет.
Указ от 03.02.2022 г. № 17 утратил силу.¦Новый пока не подписан.
Встреча прошла в пос. Ратомка, в 15 км. от Минска.¦Охраны было много.
«Я не уйду, — повторил он.¦— Не дождетесь».¦В зале засмеялись.
К 2030 г. Китай построит еще 30 реакторов.¦Это вдвое больше, чем у Франции.
Долг вырос до 2 трлн. руб.¦Инфляция — 7,4%.
Он служил в Афганистане (1984–1986 гг.).¦Награжден орденом.
Кому это выгодно?..¦Вопрос остался без ответа.
Т. н. «референдум» не признала ни одна страна ЕС.¦США тоже.
«Что происходит?» — спросил я у В. П. Сидоренко.¦«Не знаю», — буркнул тот.
Полиция ищет двух мужчин (рост ок. 180 см.).¦У одного шрам.
См. рис. 4 и табл. 2.¦Данные за 2021 г. предварительные.
Сначала — тишина.¦Потом крик: «Ложись!»¦И снова тишина.
Город основан в IV в. до н. э. греками.¦Развалины видны до сих пор.
Г-н Лосев отказался отвечать.¦Ранее он говорил, что «вопрос закрыт».
Выступили: И. И. Иванов, П. Петров, д-р Сидоров и др.¦Затем был обед.
Почему?¦Потому что так решили наверху.
Нефть подешевела на $3,5.¦Баррель стоит $71.
Это не я.¦Это он!
На улице Ленина, в доме 5, живет отставной майор.¦Зовут его Егор Кузьмич.
""",
    "be": """
Ён нарадзіўся ў 1970 г. у вёсцы.¦Бацька быў настаўнікам.¦Маці працавала на ферме.
А. С. Кароткая прыехала ў Вільню.¦Там яе чакалі сябры.
«Мы не здаёмся», — кажа яна.¦Зала ўстае.
— Ты дзе? — спытаў брат.¦— Тут я.¦Хадзі сюды.
Затрымалі больш за 20 чал.¦Сярод іх — журналісты.
Кошт вырас да 5 тыс. рублёў.¦Гэта шмат!¦Чаму так?
На вул. Кірава адкрылі музей.¦Ён працуе да 18.00.
Купілі хлеб, соль і г. д.¦Усё з'елі за дзень.
Гэта т. зв. «шэры спіс».¦У ім 300 імёнаў.
Суд прызначыў 2,5 года...¦Потым тэрмін скарацілі.
Ён маўчаў… а пасля заспяваў.¦Песню ведалі ўсе.
«Хто там?» — спытала бабуля.¦Ніхто не адказаў.
Праф. У. Мароз тлумачыць інакш.¦Паводле яго, лічбы завышаныя.
Пра гэта піша «Наша Ніва».¦Афіцыйнага пацвярджэння няма.
У 2020 г. Беларусь выйшла на вуліцы.¦Пратэсты цягнуліся месяцамі.
«Жыве Беларусь!» — гукнуў нехта з натоўпу.¦Людзі адгукнуліся.
У калоніі № 2 (г. Бабруйск) утрымліваюць 60 чал.¦Некаторыя з іх хворыя.
М. Кавалёва і В. Гарбуз пакуль за кратамі.¦Калі іх вызваляць?¦Ніхто не ведае.
Памёр праф. А. І. Жук.¦Яму было 89 гадоў.
Штраф — 320 руб.¦Плаціць давядзецца да 15.06.2024.
У спісе кнігі, газеты, фільмы і інш.¦Яго абнаўляюць штотыдзень.
«Я не вінаваты...¦Адпусціце мяне», — прасіў ён.
У XVI ст. тут друкаваў кнігі Скарына.¦Цяпер стаіць помнік.
Дык што рабіць?!¦Чакаць.
Кошт білета — ад 5 да 12 еўра.¦Дзеці — бясплатна.
""",
    "en": """
Sen. J. D. Miller met Mr. Karas on Monday.¦They spoke for an hour.¦No statement followed.
The U.S. Senate voted 52–48.¦The bill now goes to the White House.
He moved to the U.S.¦The family stayed behind.
“We will not leave,” she said.¦“This is our home.”
“Is it over?” he asked.¦Nobody answered.
Prices rose 2.5 percent.¦Dr. Lee, of St. Mary's Hospital, was not surprised.
Trade covers oil, gas, etc.¦Exports fell in Jan. 2024 and rose in Feb.¦Analysts expect more.
It was 5 p.m.¦The shops had closed.
He paused... then left.¦The door stayed open.
Orchard Inc. shares fell.¦Investors sold e.g. Nokia, Intel and others.
The case, Smith vs. Jones, is known as No. 5 in the file.¦It is not simple.
Did he say no?¦He said no.¦Then he smiled!
She wrote: "I am fine."¦Her mother did not believe it.
J. K. Marlow sold the rights.¦So did J.R.R. Harker’s heirs.
The plane landed at 10.30 a.m. on Feb. 28 in Beijing.¦It left on March 2.
The report (see Fig. 3) is long.¦(Nobody read it.)¦Still, it matters.
China wants peace [1].¦Does it?[2]¦Perhaps.
The E.U. foreign ministers met in Brussels.¦Ms. Keller arrived late.
Belarus, Russia, Iran etc. face new sanctions.¦China does not.
“Why now?” asked Rep. Adam Stone, R-Ill., on CNN.¦The general, Gen. Mark Ross, did not reply.
Shares of Acme Corp. and Widget Co. rose 3.4% by 4 p.m. in New York.¦Oil was flat.
In the U.K. the mood was different.¦Voters there, Mr. Webb said, “are tired.”¦He did not elaborate.
“Stop!” he shouted.¦The crowd did not stop.
It happened on Nov. 5, 2020, at approx. 10:15 a.m. local time.¦Police came within minutes.
The drone (a Bayraktar TB2?) was lost.¦No one was hurt... yet the damage is real.
“I do.¦You do.¦We all do,” he said.
Vitamin D.¦Who needs it?
Was it Lt. Col. Varga or Sgt. Diaz?¦Neither, said Capt. Hale Jr. of the U.S. Army.
He has a Ph.D. from MIT and an M.A. from Yale.¦She has neither.
The visit, his third since Feb. 2022, ended on Saturday.¦A fourth is planned.
"This is not a war," he said.¦"It is worse."
See Sec. 4 of the act.¦It was amended in 2019.¦Courts have ignored it.
St. Petersburg lies on the Neva.¦So does Shlisselburg.
All this is according to N. Y. Times reporters.¦The paper has not commented.
A $1.5 billion loan?¦Unlikely, says Dr. Chan.
""",
}


def cut(text: str) -> list[str]:
    """Give the sentences of a text, as strings."""
    return [text[slice(*span)] for span in sentences(text, 0, len(text))]


def score(language: str) -> tuple[int, int, int, list[str]]:
    """Count the ends of sentences found rightly, wrongly, and not found; and name the errors."""
    right = wrong = missed = 0
    errors = []
    for line in SAMPLE[language].strip().split("\n"):
        text = line.replace(MARK, " ")
        expected = {offset + 1 for offset, character in enumerate(line) if character == MARK}
        found = {span.start for span in sentences(text, 0, len(text))[1:]}
        right += len(expected & found)
        wrong += len(found - expected)
        missed += len(expected - found)
        errors += [f"{text[:at]}{MARK}{text[at:]}" for at in sorted(expected ^ found)]
    return right, wrong, missed, errors


@pytest.mark.parametrize("language", SAMPLE)
def test_ends_of_sentences_are_found(language: str) -> None:
    """In each language the ends within paragraphs are found with F1 of 0.95 at least."""
    right, wrong, missed, errors = score(language)
    assert 2 * right / (2 * right + wrong + missed) >= 0.95, errors


def test_the_sample_is_large_enough() -> None:
    """The sample has 120 ends within paragraphs at least; those of paragraphs do not count."""
    assert sum(block.count(MARK) for block in SAMPLE.values()) >= 120


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t", []),
        ("Заголовок без крапки", ["Заголовок без крапки"]),
        ("  • Пункт. Далі.  ", ["Пункт.", "Далі."]),
        ("- Пункт", ["Пункт"]),
        ("•", ["•"]),
        ("***", ["***"]),
        ("1. Перше. 2. Друге.", ["1. Перше.", "2. Друге."]),
        ("Слава! \N{FLEXED BICEPS}", ["Слава! \N{FLEXED BICEPS}"]),
        ("(Фото: ТК.) Далі.", ["(Фото: ТК.)", "Далі."]),
        ("Він сказав «ні». Усе.", ["Він сказав «ні».", "Усе."]),
        ("« Oui. » Il part.", ["« Oui. »", "Il part."]),
        ("Текст [...] далі. […] Кінець.", ["Текст [...] далі.", "[…] Кінець."]),
        ("Це (!) новина. Так (?) Ні.", ["Це (!) новина.", "Так (?) Ні."]),
        ("Кінець . Початок .", ["Кінець .", "Початок ."]),
        ("他说。「好！」他走了。", ["他说。", "「好！」", "他走了。"]),
        ("Перший рядок.\nДругий", ["Перший рядок.", "Другий"]),
        ("Купив iPhone. iPhone зламався.", ["Купив iPhone.", "iPhone зламався."]),
        ("Сайт lenta.ru і OBOZ.UA. Усе.", ["Сайт lenta.ru і OBOZ.UA.", "Усе."]),
        ("— Так, — сказав він. — Ні.", ["— Так, — сказав він.", "— Ні."]),
        ("«Так!» — Петренко встав.", ["«Так!» — Петренко встав."]),
    ],
)
def test_rules(text: str, expected: list[str]) -> None:
    """Bullets and spaces are left out, closing marks kept, remarks and quotations not cut."""
    assert cut(text) == expected


def test_the_sentence_at_an_offset() -> None:
    """A bullet counts for the sentence after it, a space for the one before it."""
    text = "• Один. Два."
    assert sentence_at(text, 0) == sentence_at(text, 2) == sentence_at(text, 7) == (2, 7)
    assert sentence_at(text, 8) == sentence_at(text, len(text)) == (8, 12)
    assert sentence_at("Один.\n\nДва.", 6) == (6, 6)
    assert sentence_at("", 0) == (0, 0)


PROSE = st.lists(
    st.sampled_from(
        [
            *'А. Бв!?…\n\t «»"—–-(5',
            "слово",
            "Слово",
            " р. ",
            "Дж. ",
            "... ",
            ". ",
            "! ",
            "• ",
            "e\u0301",
            "。",
            "[1]",
        ]
    ),
    max_size=60,
).map("".join)


@settings(deadline=None)
@given(PROSE)
def test_sentences_fill_their_paragraphs(text: str) -> None:
    """Sentences are in order, apart, within paragraphs, trimmed, and leave out nothing but space and bullets."""
    found = sentences(text, 0, len(text))
    assert [span for span in found if not text[slice(*span)].strip()] == []
    for one, other in pairwise(found):
        assert one.end <= other.start
        assert not text[one.end : other.start].strip(" \t\n•-")
    for span in found:
        assert "\n" not in text[slice(*span)]
        assert (snap(text, span.start), snap(text, span.end)) == span
    by_paragraph = [span for paragraph in paragraphs(text) for span in sentences(text, *paragraph)]
    assert by_paragraph == found


@settings(deadline=None)
@given(PROSE)
def test_looks_for_a_sentence_agree_with_the_list(text: str) -> None:
    """From every offset the next and the previous sentence are those of the whole list."""
    found = sentences(text, 0, len(text))
    for offset in range(len(text) + 1):
        assert next_sentence(text, offset) == next((s for s in found if s.start > offset), None)
        assert previous_sentence(text, offset) == next((s for s in reversed(found) if s.start < offset), None)
        span = sentence_at(text, offset)
        assert span in found or (span == (offset, offset) and not text[slice(*_line(text, offset))].strip())


def _line(text: str, offset: int) -> tuple[int, int]:
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def test_a_long_paragraph_has_the_sentences_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A paragraph that is looked at in parts has the same sentences, from whatever offset one asks."""
    text = " ".join(block.replace(MARK, " ").replace("\n", " ").strip() for block in SAMPLE.values())
    whole = sentences(text, 0, len(text))
    assert len(whole) > 200
    monkeypatch.setattr(room, "_BLOCK", 300)
    line = Span(0, len(text))
    assert len({room._block(text, line, offset) for offset in range(0, len(text), 100)}) > 10
    assert sentences(text, 0, len(text)) == whole
    assert [sentence_at(text, span.start) for span in whole] == whole
    assert [next_sentence(text, span.start - 1) for span in whole] == whole
    assert [previous_sentence(text, span.end) for span in whole] == whole
