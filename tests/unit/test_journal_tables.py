"""TinyDB's own calls over the journal: they do what they do on TinyDB's own storage, and each transaction is one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import texts
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from store.disk import MemoryDisk
from store.errors import SaveFailed
from store.journal import Entry, Journal
from store.journal.record import lines
from store.storage import JournalTable, Tables, _Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from tinydb.table import Table

ENTRY = Entry("edit", None, "2024-02-29T00:00:00Z", "ada@here")
NAMES = ("tags", "state", "annotations")

KEYS = st.sampled_from(["a", "b", "c", "ї"])
VALUES = st.integers(-3, 3) | st.none() | texts(3) | st.lists(st.integers(0, 3), max_size=2)
DOCUMENTS = st.fixed_dictionaries(
    {"id": KEYS, "article": st.sampled_from("xy"), "n": st.integers(0, 3), "v": VALUES}
)
CONDITIONS = st.builds(lambda key: where("id") == key, KEYS) | st.builds(
    lambda n: where("n") >= n, st.integers(0, 4)
)
CHANGES = (
    st.builds(lambda value: {"v": value}, VALUES)
    | st.just(increment("n"))
    | st.builds(lambda value: {"v": value, "w": 1}, VALUES)
)

WRITES = st.one_of(
    st.tuples(st.just("insert"), DOCUMENTS),
    st.tuples(st.just("insert_multiple"), st.lists(DOCUMENTS, max_size=3)),
    st.tuples(st.just("update"), CHANGES, CONDITIONS),
    st.tuples(st.just("update"), CHANGES),
    st.tuples(st.just("update_multiple"), st.lists(st.tuples(CHANGES, CONDITIONS), max_size=2)),
    st.tuples(st.just("upsert"), DOCUMENTS, CONDITIONS),
    st.tuples(st.just("remove"), CONDITIONS),
    st.tuples(st.just("truncate")),
)
"""Calls that change a table, with what they are given."""


class Both:
    """The same calls on a table of the journal, and on one of TinyDB's own storage in memory."""

    def __init__(self) -> None:
        self.disk = MemoryDisk()
        self.tables = Tables(Journal(self.disk))
        self.stock = TinyDB(storage=MemoryStorage)

    def pair(self, name: str) -> tuple[Table, Table]:
        """A table in both forms."""
        return self.tables.database.table(name, cache_size=0), self.stock.table(name, cache_size=0)

    def write(self, calls: list[tuple[str, tuple[Any, ...]]]) -> None:
        """Make the calls in both, here as one transaction; as many documents are touched by each."""
        before = len(list(lines(self.disk.read("journal/000001.log"))))
        shown = self.tables._storage.read()
        with self.tables._storage.transaction(ENTRY):
            for name, (verb, *given_values) in calls:
                ours, theirs = (getattr(table, verb)(*given_values) for table in self.pair(name))
                if verb == "insert":
                    ours, theirs = [ours], [theirs]
                assert len(ours or []) == len(theirs or [])
        after = len(list(lines(self.disk.read("journal/000001.log"))))
        assert after - before == (self.tables._storage.read() != shown)

    def compare(self, conditions: list[Any]) -> None:
        """Everything that can be read is the same, but for the documents' numbers, of which none is used twice."""
        for name in NAMES:
            ours, theirs = self.pair(name)
            assert [dict(document) for document in ours] == [dict(document) for document in theirs]
            assert len(ours) == len(theirs)
            assert ours.all() == list(ours)
            for condition in conditions:
                found = ours.search(condition)
                assert found == [dict(document) for document in theirs.search(condition)]
                assert ours.contains(condition) == theirs.contains(condition) == bool(found)
                assert ours.count(condition) == theirs.count(condition)
                assert ours.get(condition) == theirs.get(condition)
            for document in ours:
                assert ours.get(doc_id=document.doc_id) == document
                assert ours.contains(doc_id=document.doc_id)
            numbers = [document.doc_id for document in ours]
            assert ours.get(doc_ids=numbers) == list(ours)
            assert numbers == sorted(set(numbers))
            assert ours.get(doc_id=10**6) is None
            assert not ours.contains(doc_id=10**6)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.lists(st.tuples(st.sampled_from(NAMES), WRITES), max_size=4), max_size=6),
    st.lists(CONDITIONS, max_size=3),
)
def test_each_call_does_what_it_does_on_tinydbs_own_storage(
    transactions: list[list[tuple[str, tuple[Any, ...]]]], conditions: list[Any]
) -> None:
    """Several calls in a transaction, transactions one after the other, and all of it read from the files again."""
    both = Both()
    for calls in transactions:
        both.write(calls)
        both.compare(conditions)
    both.tables = Tables(Journal(both.disk))
    both.compare(conditions)
    both.tables.journal.checkpoint()
    both.tables = Tables(Journal(both.disk))
    both.compare(conditions)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(NAMES), WRITES), min_size=1, max_size=5), DOCUMENTS)
def test_a_transaction_that_fails_is_as_if_it_had_not_begun(
    calls: list[tuple[str, tuple[Any, ...]]], first: dict[str, Any]
) -> None:
    """Whatever was called in it: tables, files and numbers are as before, and the next one works."""
    both = Both()
    both.write([(name, ("insert", first)) for name in NAMES])
    shown, files = both.tables._storage.read(), both.disk.read("journal/000001.log")
    with pytest.raises(ZeroDivisionError), both.tables._storage.transaction(ENTRY):  # noqa: PT012  # it fails at its end
        for name, (verb, *given_values) in calls:
            getattr(both.pair(name)[0], verb)(*given_values)
        raise ZeroDivisionError
    assert both.tables._storage.read() == shown
    assert both.disk.read("journal/000001.log") == files
    both.write([("tags", ("insert", first))])
    both.compare([])


@pytest.fixture
def table() -> JournalTable:
    """A table with one document."""
    made = Tables(Journal(MemoryDisk())).database.table("tags", cache_size=0)
    assert isinstance(made, JournalTable)
    with made._journal_storage.transaction(ENTRY):
        made.insert({"id": "a", "n": 1, "tags": ["x"]})
    return made


def test_what_is_read_cannot_change_the_table(table: JournalTable) -> None:
    """TinyDB hands out its documents; these are made anew for each."""
    handed = [
        table.get(where("id") == "a"),
        table.all()[0],
        table.search(where("n") == 1)[0],
        table.get(doc_id=1),
    ]
    for document in handed:
        assert isinstance(document, Document)
        document["tags"].append("y")
        document["n"] = 2
    assert table.all() == [{"id": "a", "n": 1, "tags": ["x"]}]


def test_a_document_with_a_number_of_its_own_keeps_it(table: JournalTable) -> None:
    """Numbers of others come after it; one that is taken is refused."""
    storage = table._journal_storage
    with storage.transaction(ENTRY):
        assert table.insert(Document({"id": "b"}, 40)) == 40
        assert table.insert({"id": "c"}) == 41
        assert table.upsert(Document({"id": "d"}, 20)) == [20]
        assert table.upsert(Document({"n": 5}, 1)) == [1]
    assert [document.doc_id for document in table] == [1, 20, 40, 41]
    for number in (1, 40):
        with pytest.raises(ValueError, match="already exists"), storage.transaction(ENTRY):
            table.insert(Document({"id": "e"}, number))
    assert table.get(doc_id=1) == {"id": "a", "n": 5, "tags": ["x"]}
    with storage.transaction(ENTRY):
        table.remove(doc_ids=[41, 40, 99])
    with storage.transaction(ENTRY):
        assert table.insert({"id": "e"}) == 42
    assert [document.doc_id for document in table] == [1, 20, 42]


def test_operations_of_tinydb_work_in_place(table: JournalTable) -> None:
    """Those that change a field, and those that take one away; what is only looked at is not written."""
    storage = table._journal_storage
    disk = storage.journal.disk
    with storage.transaction(ENTRY):
        table.update(increment("n"))
        table.update(delete("tags"), where("n") == 2)
    assert table.all() == [{"id": "a", "n": 2}]
    before = disk.read("journal/000001.log")
    with storage.transaction(ENTRY):
        assert table.update({"n": 7}, where("n") == 9) == []
        assert table.update({"n": 2}) == [1]
        assert table.remove(where("n") == 9) == []
    assert disk.read("journal/000001.log") == before


VERBS: list[Callable[[Table], object]] = [
    lambda table: table.insert({"id": "b"}),
    lambda table: table.insert_multiple([{"id": "b"}]),
    lambda table: table.update({"n": 2}),
    lambda table: table.upsert({"id": "b"}, where("id") == "b"),
    lambda table: table.remove(where("id") == "a"),
    lambda table: table.truncate(),
]


@pytest.mark.parametrize("verb", VERBS, ids=range(len(VERBS)))
def test_outside_a_transaction_no_call_changes_anything(
    table: JournalTable, verb: Callable[[Table], object]
) -> None:
    """RuntimeError says what is missing."""
    with pytest.raises(RuntimeError, match="within a transaction"):
        verb(table)
    assert table.all() == [{"id": "a", "n": 1, "tags": ["x"]}]


@pytest.mark.parametrize("value", [object, {1, 2}, {1: 2}, "\udcff", 2**70], ids=repr)
def test_what_is_no_json_is_refused_before_anything_is_written(table: JournalTable, value: object) -> None:
    """TypeError, and neither files nor memory have changed."""
    storage = table._journal_storage
    before = storage.journal.disk.read("journal/000001.log")
    with pytest.raises(TypeError), storage.transaction(ENTRY):  # noqa: PT012  # it fails at its end
        table.insert({"id": "b", "v": 1})
        table.update({"v": value}, where("id") == "a")
    assert storage.journal.disk.read("journal/000001.log") == before
    assert table.all() == [{"id": "a", "n": 1, "tags": ["x"]}]
    with storage.transaction(ENTRY):
        table.insert({"id": "b", "v": 1})
    assert len(table) == 2


def test_a_table_of_the_journal_needs_the_journal() -> None:
    """On another storage it says so; of a table that the desk has not, there is nothing."""
    database = TinyDB(storage=MemoryStorage)
    with pytest.raises(TypeError, match="JournalStorage"):
        len(JournalTable(database.storage, "tags"))
    tables = Tables(Journal(MemoryDisk()))
    assert isinstance(tables.database, _Database)
    with pytest.raises(KeyError):
        len(tables.database.table("nonsense"))


def test_a_broken_journal_refuses_every_transaction(table: JournalTable) -> None:
    """With the sentence that says why, at the end of the block."""
    storage = table._journal_storage
    storage.journal.close()
    with pytest.raises(SaveFailed, match="Open the desk again"), storage.transaction(ENTRY):
        table.truncate()
    assert len(table) == 1
