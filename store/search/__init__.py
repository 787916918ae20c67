"""Search by name: type it once, in any alphabet, and find it in all.

    index = Index()
    index.put(Document("1", "body", "Візит Лукашенка до Пекіна"))
    index.search("lukashenko")[0].because   # 'Лукашенка ~ lukashenko'

A query goes through the modules in this order, each knowing only those before it:

    words        words of a text and their plain form
    fold         a word's keys, equal for all its spellings (cyrillic, latin, pinyin: the readings)
    endings      the case forms of a key
    vocabulary   all distinct words, by every form that a query may have
    query        what was typed, as terms
    spellings    the same word in another spelling, script or case form (apart: unless it only looks so)
    typos        words one or two slips away
    beginnings   words that go on after what was typed
    match        the words that answer a term, with levels
    places       where the terms are in a text, and which stand together
    rank         the texts that answer best
    index        Index and find: the doors
    within       one text, searched while a query is typed: a door of its own
    snippet      a line around a place
"""

from __future__ import annotations

from store.search.entry import Document
from store.search.index import Found, Index, Match, find
from store.search.snippet import snippet
from store.search.within import Spans, Within

__all__ = ["Document", "Found", "Index", "Match", "Spans", "Within", "find", "snippet"]
