"""Links between annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from strategies import TEXT, put, state

from store import Desk
from store.errors import BadLink, NotFound
from store.model import LINK_KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from store.model import Annotation


def three(desk: Desk) -> list[Annotation]:
    """Three annotations, the first two of one article."""
    one, two = put(desk, TEXT, TEXT + "2")
    return [desk.annotate(one.id, 0, 4), desk.annotate(one.id, 5, 9), desk.annotate(two.id, 0, 4)]


@pytest.mark.parametrize("kind", LINK_KINDS)
def test_a_link_is_seen_from_both_ends(desk: Desk, kind: str) -> None:
    """And goes with undo, and comes back with redo."""
    first, second, third = three(desk)
    made = desk.link(first.id, third.id[:8], kind)
    assert (made.source, made.target, made.kind) == (first.id, third.id, kind)
    assert desk.links() == desk.links(first.id) == desk.links(third.id[:8]) == [made]
    assert desk.links(second.id) == []
    change = desk.undo()
    assert change is not None
    assert change.summary == f"Linked two annotations ({kind})"
    assert desk.links() == desk.links(first.id) == []
    assert desk.redo() is not None
    assert desk.links(third.id) == [made]


def test_the_same_link_twice_is_one(desk: Desk) -> None:
    """Also the other way round, for the kinds that say the same both ways; others are two."""
    first, second, _ = three(desk)
    for kind in LINK_KINDS:
        made = desk.link(first.id, second.id, kind)
        assert desk.link(first.id, second.id, kind) == made
        turned = desk.link(second.id, first.id, kind)
        assert (turned == made) is (kind in {"same claim", "see also"})
    assert len(desk.links()) == 6
    assert len(desk.history()) == 1 + 3 + 6


def test_what_cannot_be_linked(desk: Desk) -> None:
    """An annotation with itself, by no known kind, or what is not there: a sentence, and nothing has changed."""
    first, second, _ = three(desk)
    before = state(desk)
    with pytest.raises(BadLink, match="itself"):
        desk.link(first.id, first.id, "supports")
    with pytest.raises(BadLink, match=r"“denies”.*supports, contradicts, same claim, see also"):
        desk.link(first.id, second.id, "denies")
    with pytest.raises(NotFound, match="annotation"):
        desk.link(first.id, "nosuch", "supports")
    with pytest.raises(NotFound, match="annotation"):
        desk.links("nosuch")
    with pytest.raises(NotFound, match="newsdesk links"):
        desk.unlink("nosuch")
    assert desk.links() == []
    assert state(desk) == before


def test_a_link_is_taken_away(desk: Desk) -> None:
    """By its id or the beginning of it; undo brings it back to its place among the others."""
    first, second, third = three(desk)
    links = [desk.link(first.id, second.id, kind) for kind in LINK_KINDS] + [
        desk.link(third.id, first.id, "supports")
    ]
    assert desk.unlink(links[1].id[:13]) == links[1]
    assert desk.links(first.id) == [links[0], *links[2:]]
    assert desk.history(1)[0].summary == "Took away a link between two annotations (contradicts)"
    assert desk.undo() is not None
    assert desk.links(first.id) == desk.links() == links


def test_links_go_with_their_annotation(desk: Desk) -> None:
    """In the same change; undo brings all back exactly."""
    first, second, third = three(desk)
    gone = [desk.link(first.id, second.id, "supports"), desk.link(third.id, first.id, "see also")]
    stays = desk.link(second.id, third.id, "contradicts")
    desk.remove(first.id)
    assert desk.links() == desk.links(second.id) == desk.links(third.id) == [stays]
    change = desk.undo()
    assert change is not None
    assert change.action == "remove"
    assert desk.links() == [*gone, stays]
    assert desk.links(first.id) == gone


def test_links_go_with_their_article(desk: Desk) -> None:
    """Those within it, and those that lead into it."""
    first, second, third = three(desk)
    gone = [desk.link(first.id, second.id, "supports"), desk.link(third.id, first.id, "see also")]
    before = state(desk)
    desk.remove_articles([first.article])
    assert desk.links() == desk.links(third.id) == []
    assert desk.undo() is not None
    assert state(desk) == before
    assert desk.links() == desk.links(first.id) == gone


def test_a_merged_annotation_has_the_links_of_both(desk: Desk) -> None:
    """But none with itself, and none twice; undo brings all back exactly."""
    first, second, third = three(desk)
    made = [
        desk.link(first.id, second.id, "supports"),
        desk.link(first.id, third.id, "same claim"),
        desk.link(third.id, second.id, "same claim"),
        desk.link(third.id, second.id, "supports"),
        desk.link(second.id, third.id, "supports"),
    ]
    before = state(desk)
    merged = desk.merge(second.id, first.id)
    found = [(link.id, link.source, link.target) for link in desk.links(merged.id)]
    assert found == [
        (made[1].id, first.id, third.id),
        (made[3].id, third.id, first.id),
        (made[4].id, first.id, third.id),
    ]
    assert desk.links() == desk.links(third.id) == desk.links(first.id)
    assert desk.undo() is not None
    assert state(desk) == before
    assert desk.links() == made
    assert desk.links(second.id) == [made[0], *made[2:]]


def test_a_split_leaves_the_links_with_the_first(desk: Desk) -> None:
    """Which has the id."""
    first, second, _ = three(desk)
    first = desk.move(first.id, 0, 20)
    link = desk.link(first.id, second.id, "supports")
    one, two = desk.split(first.id, 10)
    assert desk.links(one.id) == [link]
    assert desk.links(two.id) == []


def test_links_are_kept(folder: Path) -> None:
    """By the journal, by a snapshot, by a backup; and another desk on the folder follows."""
    with Desk.open(folder) as desk, Desk.open(folder, read_only=True) as other:
        first, second, third = three(desk)
        other.refresh()
        assert other.links(first.id) == []
        made = [desk.link(first.id, second.id, "supports")]
        other.refresh()
        assert other.links(first.id) == made
        desk.backup(folder.parent / "copy")
        desk.checkpoint()
        made.append(desk.link(second.id, third.id, "see also"))
    for place, links in ((folder, made), (folder.parent / "copy", made[:1])):
        with Desk.open(place, read_only=True) as desk:
            assert desk.links() == links
            assert desk.recovery == []
    with Desk.open(folder) as desk:
        assert desk.links(second.id) == made
        assert desk.restore(folder.parent / "copy") is not None
        assert desk.links() == desk.links(second.id) == made[:1]
        assert desk.undo() is not None
        assert desk.links() == made
