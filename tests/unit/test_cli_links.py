"""Links and notes on articles from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli_runner import ids, of_kind

from store import Desk

if TYPE_CHECKING:
    from cli_runner import Cli

LINK = ["id", "source", "target", "kind", "created"]
PLACE = ("start", "end", "quote", "prefix", "suffix")


@pytest.fixture
def linked(full: Cli) -> Cli:
    """On a desk with two annotations of two articles, and a link from the one to the other."""
    with Desk.open(full.folder) as desk:
        first = desk.annotations()[0]
        second = desk.annotate(desk.articles()[1].id, 5, 9)
        desk.link(first.id, second.id, "supports")
    return full


def test_a_link_is_made_listed_and_taken_away(full: Cli) -> None:
    """As objects, and for people."""
    article = ids(full)[0][1]
    full("annotate", article, "--start", "5", "--end", "9")
    first, second = ids(full)[1]
    made = full("link", first[:8], second, "--kind", "same claim", "--json").sane()
    assert (made.status, made.err) == (0, "")
    assert list(made.objects[0]) == LINK
    assert [made.objects[0][name] for name in LINK[1:4]] == [first, second, "same claim"]
    assert full("link", second, first, "--kind", "same claim", "--json").objects == made.objects
    for words in ([], [first], [second[:8]]):
        assert full("links", *words, "--json").sane().objects == made.objects
    told = full("links", second).sane()
    assert told.text == full("link", first, second, "--kind", "same claim").text
    assert told.text.startswith(
        f"{made.objects[0]['id'][:8]}  {first[:8]} “Rain” same claim as {second[:8]} “"
    )
    gone = full("unlink", made.objects[0]["id"][:8], "--json").sane()
    assert (gone.status, gone.objects) == (0, made.objects)
    assert "Took away" in gone.err
    none = full("links").sane()
    assert (none.status, none.out) == (0, b"")
    assert "newsdesk link" in none.err
    assert full("undo").sane().status == 0
    assert full("links", "--json").objects == made.objects


def test_an_annotation_tells_of_its_links(linked: Cli) -> None:
    """On both sides, with the direction; also when it is removed."""
    first, second = ids(linked)[1]
    (link,) = linked("links", "--json").objects
    found = linked("annotations", "--json").sane()
    assert of_kind(found.objects, "annotation")
    assert [item["links"] for item in found.objects] == [
        [{"id": link["id"], "kind": "supports", "direction": "to", "annotation": second}],
        [{"id": link["id"], "kind": "supports", "direction": "from", "annotation": first}],
    ]
    told = linked("annotations").sane().text
    assert f"supports {second[:8]}\n" in told
    assert f"supported by {first[:8]}\n" in told
    gone = linked("remove", first, "--json").sane()
    assert gone.objects[0]["links"] == found.objects[0]["links"]
    assert linked("annotations", "--json").objects[0]["links"] == []


def test_what_cannot_be_linked_is_told(linked: Cli) -> None:
    """Exit status 2, and a sentence that says what to do."""
    first, second = ids(linked)[1]
    for words, says in (
        (["link", first, first, "--kind", "supports"], "itself"),
        (["link", first, second, "--kind", "den\x1b[31mies"], "supports, contradicts, same claim, see also"),
        (["link", first, second], "--kind"),
        (["link", first, "nosuch", "--kind", "supports"], "newsdesk annotations"),
        (["links", "nosuch"], "newsdesk annotations"),
        (["unlink", "nosuch"], "newsdesk links"),
    ):
        done = linked(*words).sane()
        assert done.status == 2
        assert says in done.err
    assert len(linked("links", "--json").objects) == 1


def test_links_of_a_note_on_an_article(linked: Cli) -> None:
    """It is named by its article, having no words of the text."""
    article, annotation = ids(linked)[0][0], ids(linked)[1][0]
    note = linked("annotate", article, "--note", "n", "--json").objects[0]["id"]
    told = linked("link", note, annotation, "--kind", "see also").sane().text
    assert f"  {note[:8]} (on the article {article[:8]}) see also {annotation[:8]} “Rain”\n" in told


def test_annotate_without_a_passage_is_a_note_on_the_article(full: Cli) -> None:
    """Its place is null; a second one is added to it."""
    article = ids(full)[0][1]
    made = full("annotate", article[:8], "--note", "n", "--json").sane()
    assert (made.status, made.err) == (0, "")
    assert of_kind(made.objects, "annotation")
    assert {made.objects[0][name] for name in PLACE} == {None}
    again = full("annotate", article, "--tag", "claim", "--note", "m", "--json").sane().objects[0]
    assert (again["id"], again["note"], again["tags"]) == (made.objects[0]["id"], "n\n\nm", ["claim"])
    told = full("annotations", "--article", article).sane().text
    assert told == f"{again['id'][:8]}  {article[:8]} the article itself  #claim\n          n m\n"
    assert full("annotations", "--json", "--article", article).objects == [again]
    assert full("search", "--json", "m").sane().status == 0


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--note", " "],
        ["--note", "n", "--prefix", "p"],
        ["--note", "n", "--suffix", "s"],
        ["--note", "n", "--color", "red"],
        ["--note", "n", "--start", "0"],
        ["--note", "n", "--end", "4"],
        ["--quote", "Rain", "--start", "0"],
        ["--quote", "Rain", "--start", "0", "--end", "4"],
    ],
)
def test_what_is_neither_is_refused(full: Cli, words: list[str]) -> None:
    """A passage half named, or nothing at all: exit status 2, and both ways are told."""
    article = ids(full)[0][0]
    done = full("annotate", article, *words).sane()
    assert done.status == 2
    for option in ("--quote", "--start", "--end", "--note", "--tag"):
        assert option in done.err
    assert len(ids(full)[1]) == 1
