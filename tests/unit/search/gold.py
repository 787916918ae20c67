"""Names as the press of four languages spells them, and pairs that only look alike.

Written for these tests. Of each name: first the spellings of its citation form, then after `|`
case forms and rarer spellings. Typos are made from them by the tests.
"""

from __future__ import annotations

from typing import Final

__all__ = ["FALSE", "NAMES"]

_PEOPLE: Final = """
Лукашенко Лукашэнка Lukashenko Lukashenka Łukaszenka Łukašenka Loukachenko Lukaschenko | Лукашенка Лукашенком Лукашенку Лукашенкові Лукашэнкам
Путин Путін Putin Пуцін Poutine | Путина Путіна Путиным Путіним Путину Путіну Пуціна Пуціным Putina
Зеленский Зеленський Zelensky Zelenskyy Zelenskiy Zelenskyi Zełenski Selenskyj Зяленскі | Зеленского Зеленським Зеленському Зеленскому
Жданов Жданов Zhdanov Жданаў Zdanov Żdanow Zhdanau Ždanaŭ | Жданова Ждановым Жданову
Тышкевич Тишкевич Tyshkevich Цішкевіч Tyszkiewicz Ciškievič Tsishkevich | Тышкевича Тишкевичем Тишкевичу
Токаев Токаєв Tokayev Токаеў Tokaev Tokajew | Токаева Токаєвим Токаеву
Блинкен Блінкен Blinken | Блинкена Блінкеном
Цзиньпин Цзіньпін Jinping | Цзиньпина Цзіньпіном
Тихановская Тихановська Ціханоўская Tsikhanouskaya Tikhanovskaya Cichanouska Cichanoŭskaja | Тихановской Тихановською Ціханоўскай
Тихановский Тихановський Ціханоўскі Tsikhanouski Tikhanovsky Cichanouski | Тихановского Ціханоўскага
Бабарико Бабарыка Babariko Babaryka Бабарико | Бабарыку Бабарико
Колесникова Колеснікова Калеснікава Kolesnikova Kalesnikava Kolesnikowa | Колесниковой Калеснікавай
Статкевич Статкевіч Statkevich Статкевич Statkiewicz | Статкевича Статкевічам
Латушко Латушка Latushko Latushka Łatuszka | Латушку Латушкам
Медведев Медведєв Medvedev Мядзведзеў Miedwiediew Medwedew | Медведева Мядзведзева
Шойгу Shoigu Szojgu Schoigu Шайгу | Шойгу
Песков Пєсков Peskov Пяскоў Pieskow | Пескова Песковым
Лавров Lavrov Лаўроў Ławrow Lawrow Lavrov | Лаврова Лавровым
Пригожин Пригожин Prigozhin Прыгожын Prigożyn Prigoschin | Пригожина Пригожиным Прыгожына
Кадыров Кадиров Kadyrov Кадыраў Kadyrow | Кадырова Кадировим
Мишустин Мішустін Mishustin Мішусцін Miszustin | Мишустина Мішустіна
Володин Володін Volodin Валодзін Wołodin | Володина
Матвиенко Матвієнко Matvienko Матвіенка Matwijenko | Матвиенко
Патрушев Патрушев Patrushev Патрушаў Patruszew | Патрушева
Бортников Бортніков Bortnikov Бортнікаў Bortnikow | Бортникова
Навальный Навальний Navalny Навальны Nawalny Nawalnyj | Навального Навальному Навальним
Кличко Klitschko Klychko Кличко Klyczko | Кличка Кличком
Залужный Залужний Zaluzhny Zaluzhnyi Załużny Залужны | Залужного Залужним
Сырский Сирський Syrskyi Syrsky Сырскі Syrski | Сырского Сирського
Буданов Budanov Буданаў Budanow | Буданова Будановим
Порошенко Poroshenko Парашэнка Poroszenko | Порошенка Порошенком
Тимошенко Tymoshenko Timoshenko Цімашэнка Tymoszenko | Тимошенко
Ермак Єрмак Yermak Ярмак Jermak Ermak | Ермака Єрмаком
Подоляк Podolyak Podoliak Падаляк Podolak | Подоляка
Кулеба Kuleba Кулеба Kułeba | Кулебы Кулебою Кулебу
Шмыгаль Шмигаль Shmyhal Шмыгаль Szmyhal Schmyhal | Шмыгаля Шмигаля
Стефанчук Stefanchuk Стэфанчук Stefanczuk | Стефанчука
Пашинян Пашинян Pashinyan Пашынян Paszynian Paschinjan | Пашиняна
Алиев Алієв Aliyev Аліеў Alijew Aliev | Алиева Алієвим
Назарбаев Назарбаєв Nazarbayev Назарбаеў Nazarbajew | Назарбаева
Мирзиёев Мірзійоєв Mirziyoyev Мірзіёеў Mirziyoev | Мирзиёева
Эрдоган Ердоган Erdogan Эрдаган Erdoğan | Эрдогана Ердоганом
Макрон Macron Макрон | Макрона Макроном
Шольц Scholz Шольц | Шольца Шольцем
Орбан Orbán Orban Орбан | Орбана Орбаном
Дуда Duda Дуда | Дуды Дуди Дудой Дуду
Моравецкий Моравецький Morawiecki Маравецкі | Моравецкого
Туск Tusk Туск | Туска Туском
Столтенберг Stoltenberg Столтэнберг | Столтенберга
Гутерриш Гутерріш Guterres Гутэрыш | Гутерриша
Шевчук Shevchuk Шаўчук Szewczuk Schewtschuk | Шевчука
Щербаков Shcherbakov Шчарбакоў Szczerbakow Schtscherbakow | Щербакова
Хрущев Хрущёв Хрущов Khrushchev Хрушчоў Chruszczow | Хрущева Хрущова
Горбачев Горбачёв Горбачов Gorbachev Гарбачоў Gorbaczow | Горбачева Горбачова
Ельцин Єльцин Yeltsin Ельцын Jelcyn | Ельцина
Сергей Сергій Sergey Sergei Serhiy Serhii Сяргей Siarhei Siergiej | Сергея Сергія Сергеем Сергієм
Александр Олександр Alexander Aleksandr Oleksandr Аляксандр Aliaksandr Aleksander | Александра Олександром
Владимир Vladimir Władimir Wladimir Volodymyr Володимир | Владимира Володимира Володимиром
Дмитрий Дмитро Dmitry Dmytro Dmitri Дзмітрый Dzmitry Dmitrij | Дмитрия Дмитра
Андрей Андрій Andrey Andriy Andrei Andrii Андрэй Andrzej | Андрея Андрія
Светлана Світлана Svetlana Svitlana Святлана Sviatlana Swietłana | Светланы Світлани
Михаил Михайло Mikhail Mykhailo Міхаіл Michaił | Михаила Михайла
"""

_PLACES: Final = """
Минск Мінськ Мінск Minsk Mińsk | Минска Мінську Минске Мінска
Киев Київ Kyiv Kiev Кіеў | Киева Києва Києві
Харьков Харків Kharkiv Kharkov Харкаў Charków Charkiw | Харькова Харкова Харкові
Львов Львів Lviv Lvov Львоў Lwów Lwiw | Львова Львові
Чернигов Чернігів Chernihiv Chernigov Чарнігаў Czernihów | Чернигова Чернігова
Днепр Дніпро Dnipro Dnepr Дняпро Dniepr | Днепра Дніпра
Одесса Одеса Odesa Odessa Адэса | Одессы Одеси Одесі
Запорожье Запоріжжя Zaporizhzhia Zaporozhye Запарожжа Zaporoże | Запорожья Запоріжжі
Херсон Kherson Херсон Cherson | Херсона Херсоні
Мариуполь Маріуполь Mariupol Марыупаль | Мариуполя Маріуполі
Бахмут Bakhmut Бахмут Bachmut | Бахмута Бахмуті
Авдеевка Авдіївка Avdiivka Avdeevka Аўдзееўка Awdijiwka | Авдеевки Авдіївки
Донецк Донецьк Donetsk Данецк Donieck Donezk | Донецка Донецьку
Луганск Луганськ Luhansk Lugansk Луганск Ługańsk | Луганска Луганську
Гомель Homel Gomel Гомель | Гомеля Гомелем
Могилев Могилёв Могильов Mogilev Mahilyow Магілёў Mohylew | Могилева Магілёва
Витебск Вітебськ Vitebsk Vitsebsk Віцебск Witebsk | Витебска Вітебська
Гродно Hrodna Grodno Гродна Гродно | Гродно
Барановичи Барановичі Baranovichi Baranavichy Баранавічы Baranowicze | Барановичей Барановичах
Мачулищи Мачулищі Machulishchi Мачулішчы Machulishchy Maczuliszcze Matsyulishchi | Мачулищах Мачулішчах
Москва Moskva Масква Moskwa | Москвы Москви Москвою Москву
Кремль Kremlin Крэмль Kreml | Кремля Кремлем Кремлю Крамля
Белгород Бєлгород Belgorod Белгарад Biełgorod | Белгорода Бєлгороді
Брянск Брянськ Bryansk Бранск Briańsk | Брянска Брянську
Казахстан Kazakhstan Казахстан Kazachstan | Казахстана Казахстану Казахстаном
Китай Кітай Kitay | Китая Китаю Китаем Китаєм
Шанхай Shanghai Шанхай Szanghaj | Шанхая Шанхаї
Ухань Wuhan Ухань | Ухани Ухані
Варшава Warszawa Варшава Varshava | Варшавы Варшаві Варшаву
Вильнюс Вільнюс Vilnius Вільнюс | Вильнюса Вільнюсі
Вашингтон Вашингтон Washington Вашынгтон Waszyngton | Вашингтона Вашингтоні
Беларусь Білорусь Belarus Biełaruś Belarus | Беларуси Беларусі Білорусі
Россия Росія Rossiya Расія Rosja | России Росії Россией Росією
Украина Україна Ukraine Ukraina Україна Украіна Ukrayina | Украины України Україною Украіны
"""

_OTHER: Final = """
Орешник Орєшнік Oreshnik Арэшнік Oresznik Орешнік | Орешника Орешником
Искандер Іскандер Iskander Іскандэр | Искандера Іскандером
Вагнер Wagner Вагнер | Вагнера Вагнером
Газпром Gazprom Газпром Газпрам | Газпрома Газпромом
Роснефть Роснефть Rosneft Раснафта | Роснефти
Укрэнерго Укренерго Ukrenergo Ukrenerho | Укренерго
Шахед Shahed Шахед Szahed | Шахеды Шахедів
Новичок Новічок Novichok Навічок Nowiczok | Новичка
Байрактар Bayraktar Байрактар | Байрактара Байрактари
"""

_PAIRS: Final = """
Минск/Munich Минск/Мюнхен Путин/путь Путин/пути Lukashenko/Lukashevich Лукашенко/Лукашевич Китай/кит Китай/кита
Орешник/Решетник Zhdanov/Bogdanov Жданов/Богданов Лукашенко/Луценко Порошенко/Тимошенко Лукашенко/Тимошенко
Россия/роса Росія/роса Казахстан/Кыргызстан Киев/ключ Минск/министр Минск/минута Харьков/харч Львов/любовь
Гомель/гумно Брест/бюст Москва/маска Варшава/Воршула Макрон/микрон Медведев/Матвеев Песков/Писков
Шойгу/шоу Ермак/ермолка Кулеба/клуба Буданов/Богданов Иран/Ирак Iran/Iraq Austria/Australia Словакия/Словения
Чехия/Чечня Chechnya/Czechia Лавров/Лаврентий Kherson/Херсонес Kadyrov/Kravchuk Орбан/Урбан Туск/Томск Омск/Томск
Владимир/Владивосток Сергей/серьги Дуда/дуга Шольц/шелк Макрон/Маркон Волков/Волин Петров/Петренко
Мария/Марина Наталья/Наташа Александр/Алексей Дмитрий/Димитров Иванов/Иваненко Орешник/орех Oreshnik/orchestra
война/вина мир/мэр лес/лис 2023/2024 2014/2015 МИД/мед США/шея ЕС/ось ООН/он НАТО/нота
"""

FALSE: Final = [(one, other) for one, other in (pair.split("/") for pair in _PAIRS.split())]
"""Words that must not answer one another, either way."""


def _names(block: str) -> list[tuple[list[str], list[str]]]:
    groups = []
    for line in block.strip().splitlines():
        cited, _, cases = line.partition("|")
        groups.append((list(dict.fromkeys(cited.split())), cases.split()))
    return groups


NAMES: Final = _names(_PEOPLE) + _names(_PLACES) + _names(_OTHER)
"""Of each name: its spellings, and case forms."""
