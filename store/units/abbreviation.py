"""What `sentences` knows of four languages: abbreviations, and words that begin sentences.

Our own lists, made for news. All lower case; Ukrainian, Russian, Belarusian and English share
them, since a text quotes the others and one spelling rarely means a word in one of them and an
abbreviation in another (where it does, it is in the set that looks at what follows).
An abbreviation before a lower-case letter needs no entry: no sentence ends there.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "AFTER_AND",
    "AFTER_HOURS",
    "CLOSING",
    "DOUBTFUL",
    "ENGLISH_TITLES",
    "LETTER_WORDS",
    "NUMBERED",
    "STARTERS",
    "TITLES",
    "UNITS",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES: Final = _set(
    # places, ranks, references, languages: the name always follows
    """
    вул просп пр пл пров пер бул бульв наб ул праезд зав пос смт дер хут оз корп буд кв
    ім див напр проф праф акад доц дац ген лейт кап св дж дз гр тов зам заст нач пом
    прим прыкл англ нім нем лат греч грец фр франц польск польськ укр бел наз зв зн цит
    vs viz cf
    """
)
"""Before a name or an explanation; no sentence ends here."""

ENGLISH_TITLES: Final = _set(
    """
    mr mrs ms messrs dr prof gen maj col lt sgt capt cpl pvt cmdr adm brig sen rep gov pres rev hon
    amb supt insp st mt ft
    """
)
"""The same, but only when written with a capital: `Gen.`, while `gen.` may be a word."""

NUMBERED: Final = _set(
    """
    ст рис мал табл стр стор стар гл разд розд тел ок род ум нар кн вип вып арт каб оф ауд пп абз
    квіт трав черв лип серп вер жовт листоп груд січ лют берез
    янв февр апр авг сент окт нояб дек студз сак крас чэрв ліп жн кастр ліст снеж
    no nos fig figs vol ch sec art pp ed approx ca est para ext
    jan feb mar apr jun jul aug sep sept oct nov dec
    """
)
"""Before a digit no sentence ends here; elsewhere these may be plain words."""

CLOSING: Final = _set(
    """
    рр гг вв стст млн млрд трлн тис тыс обл вобл тощо
    etc inc corp co ltd plc llc al
    """
)
"""May end a sentence; before a capital it depends on the words around."""

UNITS: Final = _set(
    """
    р г в ст т м с п л хв сек мин мін год км кг см мм га руб крб коп кап грн дол долл чел чол чал экз
    прим кв гр
    """
)
"""The same, after a number only: years, centuries, measures, money."""

AFTER_AND: Final = _set("др пр ін інш")
"""The same, after `и`, `і`, `й`, `та`, `ды`; elsewhere a title."""

AFTER_HOURS: Final = _set(
    """
    et est edt ct cst cdt mt mst mdt pt pst pdt gmt bst utc cet eastern central pacific
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    """
)
"""Words, capitalised, that go on after `a.m.` and `p.m.`: `at 9 a.m. Eastern`, `5 p.m. Friday`."""

DOUBTFUL: Final = _set("им гор ред jr sr ave blvd rd sq bros dept univ")
"""A sentence ends here only if the next word is one that begins sentences."""

LETTER_WORDS: Final = _set("я є б ж")
"""Lower-case letters that are words and may be a sentence's last."""

STARTERS: Final = _set(
    # Ukrainian
    """
    він вона воно вони це цей ця ці те той та ті у в на за з із зі до від при про по під над
    після перед через коли якщо якби але однак проте втім також тоді тепер потім зараз раніше пізніше
    водночас окрім крім сьогодні вчора завтра наразі згодом нині саме тому так як що хто де чому навіщо
    ми ви я ти його її їх їхній наш наша ваш усі всі усе все кожен кожна жоден хоча і й а або бо ні
    не є був була було були для без між серед отже адже тільки лише навіть попри замість понад
    """
    # Russian
    """
    он она оно они это этот эта эти тот та те во со из изо к ко от ото под подо после перед когда если
    но однако также тогда теперь потом сейчас ранее позже сегодня вчера именно поэтому что кто где
    почему зачем мы вы его её ее их наша каждый каждая хотя и или нет да был были среди кроме
    согласно сначала затем впрочем между вместо более ещё еще уже только даже ведь
    """
    # Belarusian
    """
    ён яна яно яны гэта гэты гэтая гэтыя тая тое тыя ў са ад пры пра пад пасля праз калі аднак
    таксама тады цяпер потым раней пазней сёння учора ўчора заўтра менавіта што хто дзе чаму яго яе іх
    усе ўсе кожны хоць або быў была было былі паміж сярод акрамя паводле спачатку затым нават замест
    """
    # English
    """
    the a an this that these those he she it they we you i his her its their our my there here in on at
    by for from with without to of as after before when while since until if because although though
    despite during under over but and or so yet no not yes then now later earlier meanwhile however
    moreover still also both another some many most more all each every last next who what why how where
    which according both asked nobody everyone someone nothing everything only even such instead
    """
)
"""Words, capitalised, that far more often begin a sentence than continue one after an abbreviation."""
