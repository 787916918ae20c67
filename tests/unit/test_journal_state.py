"""Documents and the state of the desk: against a plain dict, through snapshots, and by following records."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from strategies import texts

from store.journal import Documents, State
from store.journal.state import ARTICLES, NOTES, SCHEMA, STEPS

KEYS = st.sampled_from(["a", "b", "c", "ї", 'quote"d', "back\\slash", ""])
GROUPS = st.sampled_from(["x", "y", 'z"', ""])
NUMBERS = st.integers(1, 30)


class DocumentsMachine(RuleBasedStateMachine):
    """A table whose documents belong to groups, and a dict."""

    def __init__(self) -> None:
        super().__init__()
        self.documents = Documents("article")
        self.model: dict[int, dict[str, Any]] = {}

    def _put(self, number: int, document: dict[str, Any], raw: bytes) -> None:
        owner = next((n for n, d in self.model.items() if d["id"] == document["id"] and n != number), None)
        if owner is not None:  # keys are unique, as long as the desk makes them
            self.documents.drop(owner)
            del self.model[owner]
        self.documents.put(number, raw)
        self.model[number] = document

    @rule(number=NUMBERS, key=KEYS, group=GROUPS, note=texts(4))
    def put(self, number: int, key: str, group: str, note: str) -> None:
        """A document is set, new or in the place of another."""
        document = {"id": key, "article": group, "note": note}
        self._put(number, document, orjson.dumps(document))

    @rule(number=NUMBERS, key=KEYS, group=GROUPS)
    def put_as_others_write(self, number: int, key: str, group: str) -> None:
        """The same, in another order of its fields, and with spaces."""
        document = {"note": "", "article": group, "id": key}
        self._put(number, document, orjson.dumps(document, option=orjson.OPT_INDENT_2))

    @rule(number=NUMBERS)
    def drop(self, number: int) -> None:
        """A document is taken away, or is not there."""
        self.documents.drop(number)
        self.model.pop(number, None)

    @invariant()
    def same(self) -> None:
        """All that can be asked."""
        documents, model = self.documents, self.model
        assert len(documents) == len(model)
        assert [number in documents for number in range(32)] == [number in model for number in range(32)]
        assert {group: set(documents.members(group)) for group in ("x", "y", 'z"', "", "w")} == {
            group: {number for number, document in model.items() if document["article"] == group}
            for group in ("x", "y", 'z"', "", "w")
        }
        assert documents.numbers == {document["id"]: number for number, document in model.items()}
        for number, document in model.items():
            assert documents.get(number) == orjson.loads(documents.raw(number) or b"") == document
            assert documents.by_key(document["id"]) == document
        assert [documents.get(99), documents.raw(99), documents.by_key("none")] == [None] * 3

    @rule()
    def in_order(self) -> None:
        """By number, whenever they came."""
        assert list(self.documents) == sorted(self.model)
        assert [(number, orjson.loads(raw)) for number, raw in self.documents.items()] == sorted(
            self.model.items()
        )
        assert self.documents.keys() == [self.model[number]["id"] for number in sorted(self.model)]

    def teardown(self) -> None:
        """At the end of every run."""
        self.in_order()


TestDocuments = DocumentsMachine.TestCase
TestDocuments.settings = settings(deadline=None, max_examples=60, stateful_step_count=30)


def test_a_document_is_made_anew_at_each_call() -> None:
    """Whoever alters what was handed out alters nothing here."""
    documents = Documents()
    documents.put(1, b'{"id":"a","tags":[]}')
    for found in (documents.get(1), documents.by_key("a")):
        assert found is not None
        found["tags"].append("x")
    assert documents.get(1) == {"id": "a", "tags": []}


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"7", b"null", b"{}", b'{"id":7}', b'{"id":null}', b'{"article":"x"}', b'{"id":"a"}'],
)
def test_what_is_no_document_is_refused(raw: bytes) -> None:
    """ValueError, KeyError or TypeError, and the table is as it was."""
    documents = Documents("article")
    documents.put(1, b'{"id":"a","article":"x"}')
    for number in (1, 2):
        with pytest.raises((ValueError, KeyError, TypeError)):
            documents.put(number, raw)
        assert [*documents.items()] == [(1, b'{"id":"a","article":"x"}')]
        assert documents.numbers == {"a": 1}
        assert set(documents.members("x")) == {1}


def _record(
    n: int, do: str, name: str | None, *ops: tuple[str, int, str, dict[str, Any] | None]
) -> dict[str, Any]:
    record = {"n": n, "do": do, "at": "2024", "by": "ada", "ops": [[*op[:3], None, op[3]] for op in ops]}
    return record | ({} if name is None else {"id": name})


OPS = st.lists(
    st.tuples(
        st.sampled_from(["annotations", "tags", "state", "articles"]),
        st.integers(1, 40),
        texts(3),
        st.booleans(),
    ),
    max_size=3,
)


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.tuples(st.sampled_from(["edit", "import", "undo", "redo", None]), OPS), max_size=12),
    st.data(),
)
def test_snapshots_hold_all_of_the_state(
    steps: list[tuple[str | None, list[Any]]], data: st.DataObject
) -> None:
    """Written and read, both of them: tables, the number of the last change, the next document's, undo and redo."""
    state = State()
    for n, (do, ops) in enumerate(steps, 1):
        name = None
        if do in {"undo", "redo"}:
            of = state.done if do == "undo" else state.undone
            name = of[-1].id if of else "none"
        elif do is not None:
            name = data.draw(st.sampled_from(["one", "two", "three"]))
        made = [
            (table, number, key, {"id": f"{number}", "article": key, "v": key} if put else None)
            for table, number, key, put in ops
        ]
        state.follow(_record(n, do or "remember", name, *made), n // 4)
    again = State()
    again.load(state.snapshot(NOTES))
    again.load(state.snapshot(ARTICLES))
    assert again.tables.keys() == state.tables.keys()
    for table, documents in state.tables.items():
        assert [*again.tables[table].items()] == [*documents.items()]
        assert again.tables[table].keys() == documents.keys()
    assert (again.n, again.next) == (state.n, state.next)
    assert (again.done, again.undone) == (state.done, state.undone)
    assert again.snapshot(NOTES) == state.snapshot(NOTES)
    whole = orjson.loads(state.snapshot(NOTES))
    assert whole.keys() == set(NOTES)
    assert whole["meta"]["1"]["schema"] == SCHEMA


def test_following_a_record_tells_what_was_there_before() -> None:
    """Steps with the documents before and after, though the record has only those after."""
    state = State()
    first, second = {"id": "a", "color": "red"}, {"id": "a", "color": "blue"}
    (op,) = state.follow(_record(1, "edit", "one", ("tags", 3, "a", first)), 1)
    assert (op.table, op.key, op.before, op.after, op.number) == ("tags", "a", None, first, 3)
    (op,) = state.follow(_record(2, "edit", "two", ("tags", 3, "a", second)), 1)
    assert (op.before, op.after) == (first, second)
    (op,) = state.follow(_record(3, "edit", "three", ("tags", 3, "a", None)), 1)
    assert (op.before, op.after) == (second, None)
    assert (state.n, state.next, len(state.tables["tags"])) == (3, 4, 0)


def test_parts_of_one_change_are_one_step_and_a_new_change_ends_redo() -> None:
    """In order, with the generation that each was written in."""
    state = State()

    def ends() -> tuple[str | None, str | None]:
        done, undone = state.done, state.undone
        return done[-1].id if done else None, undone[-1].id if undone else None

    assert ends() == (None, None)
    for n, (name, generation) in enumerate((("a", 1), ("a", 2), (None, 2), ("a", 2), ("b", 3)), 1):
        state.count(_record(n, "import", name), generation, 0)
    assert ends() == ("b", None)
    state.count(_record(6, "undo", "b"), 3, 0)
    assert ends() == ("a", "b")
    assert state.done[-1].parts == [(1, 1), (2, 2), (2, 4)]
    state.count(_record(7, "redo", "b"), 3, 0)
    assert ends() == ("b", None)
    state.count(_record(8, "undo", "b"), 3, 0)
    state.count(_record(9, "undo", "a"), 3, 0)
    assert ends() == (None, "a")
    state.count(_record(10, "remember", None), 3, 0)
    assert ends() == (None, "a")
    state.count(_record(11, "edit", "c"), 3, 0)
    assert ends() == ("c", None)


def test_document_numbers_only_rise() -> None:
    """Also when the one with the highest was taken away, and through a snapshot."""
    state = State()
    state.follow(_record(1, "edit", "a", ("tags", 7, "x", {"id": "x"}), ("tags", 2, "y", {"id": "y"})), 1)
    assert state.next == 8
    state.follow(_record(2, "edit", "b", ("tags", 7, "x", None), ("tags", 2, "y", None)), 1)
    assert state.next == 8
    again = State()
    again.load(state.snapshot(NOTES))
    assert again.next == 8


def test_a_snapshot_remembers_the_last_steps() -> None:
    """So many that nobody misses more, and no more, however long the desk is used."""
    state = State()
    for n in range(1, STEPS + 20):
        state.count(_record(n, "edit", f"{n}"), 1, 0)
    again = State()
    again.load(state.snapshot(NOTES))
    assert len(again.done) == STEPS
    assert again.done[-1].id == f"{STEPS + 19}"


@pytest.mark.parametrize(
    "data",
    [
        b'{"tags":{\n"1":{"id":7}\n}}\n',
        b'{"nonsense":{\n"1":{"id":"a"}\n}}\n',
        b'{"tags":{\n"1":{"id"\n}}\n',
        b'{"meta":{\n"1":{"id":"meta"}\n}}\n',
        b'{"meta":{\n"1":{"id":"meta","n":"x","next":1,"done":[],"undone":[]}\n}}\n',
        b'{"meta":{\n"1":{"id":"meta","n":1,"next":1,"done":[[1]],"undone":[]}\n}}\n',
        b'{"tags":{\n"1"\n}}\n',
    ],
)
def test_what_is_no_snapshot_is_refused(data: bytes) -> None:
    """ValueError, KeyError or TypeError: whoever reads it takes another way."""
    with pytest.raises((ValueError, KeyError, TypeError)):
        State().load(data)


@pytest.mark.parametrize("read", [0, 3, 7])
def test_documents_of_a_snapshot_are_there_before_they_are_told_apart(read: int) -> None:
    """However many rows were read, each document is found, and a change keeps all others."""
    state = State()
    for number in range(1, 8):
        state.tables["articles"].put(
            number, orjson.dumps({"id": f"key-{number}", "inner": {"id": "key-9"}, "n": number})
        )
    state.tables["articles"].put(8, orjson.dumps({"n": 8, "id": "кey-8"}))  # as others write them
    again = State()
    again.load(state.snapshot(("articles",)))
    table = again.tables["articles"]
    table.read_on(read)
    assert "key-7" in table.ids
    assert "key-9" not in table.ids
    assert [(table.by_key(f"key-{n}") or {})["n"] for n in range(1, 8)] == [*range(1, 8)]
    assert (table.by_key("кey-8") or {})["n"] == 8
    again.load(state.snapshot(("articles",)))
    table.drop(2)
    assert [*table] == [1, 3, 4, 5, 6, 7, 8]
