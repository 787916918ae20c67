"""Sentences of our own, in the languages of the desk: what intake is tried on."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["SENTENCES", "WORDS"]

UKRAINIAN = (
    "Міська рада вчора ввечері ухвалила бюджет на наступний рік, хоча половина депутатів на засідання не прийшла.",
    "На околиці міста відкрили нову школу, у якій навчатимуться понад шістсот дітей із сусідніх сіл.",
    "Рибалки скаржаться, що вода в озері зацвіла раніше, ніж зазвичай, і риби майже не стало.",
    "Залізниця обіцяє повернути нічний потяг до столиці вже з першого березня.",
    "Лікарі радять не зволікати з обстеженням, якщо кашель не минає довше двох тижнів.",
    "Бібліотекарка розповіла, що діти знову беруть додому товсті книжки, а не лише комікси.",
    "Уночі вітер повалив три старі тополі біля ринку, на щастя, ніхто не постраждав.",
    "Фермери просять уряд пояснити, чому ціна пального зросла саме під час жнив.",
    "Художниця з Полтави намалювала на стіні лікарні величезного лелеку.",
    "У музеї показують листи, що їх солдати писали своїм матерям сто років тому.",
)
RUSSIAN = (
    "Городской совет вчера вечером принял бюджет на следующий год, хотя половина депутатов на заседание не явилась.",
    "На окраине города открыли новую школу, в которой будут учиться более шестисот детей из соседних деревень.",
    "Рыбаки жалуются, что вода в озере зацвела раньше обычного и рыбы почти не осталось.",
    "Железная дорога обещает вернуть ночной поезд до столицы уже с первого марта.",
    "Врачи советуют не откладывать обследование, если кашель не проходит дольше двух недель.",
    "Библиотекарь рассказала, что дети снова берут домой толстые книги, а не только комиксы.",
    "Ночью ветер повалил три старых тополя у рынка, к счастью, никто не пострадал.",
    "Фермеры просят правительство объяснить, почему цена топлива выросла именно во время уборки.",
    "Художница из Пскова нарисовала на стене больницы огромного аиста.",
    "В музее показывают письма, которые солдаты писали своим матерям сто лет назад.",
)
BELARUSIAN = (
    "Гарадскі савет учора ўвечары прыняў бюджэт на наступны год, хаця палова дэпутатаў на пасяджэнне не прыйшла.",
    "На ўскраіне горада адкрылі новую школу, у якой будуць вучыцца больш за шэсцьсот дзяцей з суседніх вёсак.",
    "Рыбакі скардзяцца, што вада ў возеры зацвіла раней, чым звычайна, і рыбы амаль не засталося.",
    "Чыгунка абяцае вярнуць начны цягнік да сталіцы ўжо з першага сакавіка.",
    "Лекары раяць не адкладваць абследаванне, калі кашаль не праходзіць даўжэй за два тыдні.",
    "Бібліятэкарка расказала, што дзеці зноў бяруць дадому тоўстыя кнігі, а не толькі коміксы.",
    "Уначы вецер паваліў тры старыя таполі каля рынку, на шчасце, ніхто не пацярпеў.",
    "Фермеры просяць урад растлумачыць, чаму цана паліва вырасла менавіта падчас жніва.",
    "Мастачка з Полацка намалявала на сцяне бальніцы вялізнага бусла.",
    "У музеі паказваюць лісты, якія салдаты пісалі сваім маці сто гадоў таму.",
)
ENGLISH = (
    "The town council passed its budget last night, although half of the members had stayed away.",
    "A new school has opened on the edge of town for more than six hundred children from the villages around.",
    "Anglers complain that the lake bloomed earlier than usual and that hardly any fish are left.",
    "The railway promises to bring back the night train to the capital from the first of March.",
    "An artist has painted an enormous stork on the wall of the hospital.",
)
POLISH = (
    "Rada miasta uchwaliła wczoraj wieczorem budżet na przyszły rok, choć połowa radnych nie przyszła na posiedzenie.",
    "Wędkarze skarżą się, że woda w jeziorze zakwitła wcześniej niż zwykle i ryb prawie nie ma.",
    "Kolej obiecuje przywrócić nocny pociąg do stolicy już od pierwszego marca.",
)
GERMAN = (
    "Der Stadtrat hat gestern Abend den Haushalt für das nächste Jahr beschlossen, obwohl die Hälfte der Mitglieder fehlte.",
    "Die Angler klagen, dass der See früher als üblich blüht und kaum noch Fische zu finden sind.",
    "Die Bahn verspricht, den Nachtzug in die Hauptstadt schon ab dem ersten März wieder fahren zu lassen.",
)
FRENCH = (
    "Le conseil municipal a voté hier soir le budget de l'année prochaine, bien que la moitié des élus aient été absents.",
    "Les pêcheurs se plaignent que le lac a fleuri plus tôt que d'habitude et qu'il n'y a presque plus de poissons.",
    "Les chemins de fer promettent de rétablir le train de nuit vers la capitale dès le premier mars.",
)

SENTENCES: Final = {
    "uk": UKRAINIAN,
    "ru": RUSSIAN,
    "be": BELARUSIAN,
    "en": ENGLISH,
    "pl": POLISH,
    "de": GERMAN,
    "fr": FRENCH,
}
"""Sentences by ISO 639-1 code."""

WORDS: Final = {
    code: sorted({word for sentence in SENTENCES[code] for word in re.findall(r"\w+", sentence)})
    for code in ("uk", "ru", "be")
}
"""The words of the Cyrillic ones."""
