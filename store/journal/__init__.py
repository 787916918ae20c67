"""What makes the desk durable: a journal of changes, snapshots of what they add up to, and texts.

    journal/000001.log …   every change since the desk began: one checksummed record each
    mirror/000001.log …    a second copy of the journal
    notes/000002.json      annotations, tags and what is remembered, as journal 000002 found them
    articles/000002.json   the articles' cards, likewise
    articles/texts-1.log   the articles' texts, one record each, read when asked for
    LOCK                   held by whoever writes

Both snapshots are JSON that a plain TinyDB opens. A change is on disk when its record in the journal is
synced, and only then in memory. A journal is never rewritten: a checkpoint begins the next one.
"""

from __future__ import annotations

from store.journal.journal import Entry, Journal
from store.journal.state import Documents, State, Step

__all__ = ["Documents", "Entry", "Journal", "State", "Step"]
