"""Articles by what a note calls them: by their titles, and by what is typed of one."""

from __future__ import annotations

import threading

import pytest

from store import Desk
from store.errors import Interrupted
from store.intake import Known, Source


def _add(desk: Desk, *titles: str) -> list[str]:
    made = []
    for title in titles:
        source = Source(path=f"{title}.txt", data=f"Text of {title}.".encode(), known=Known(title=title))
        (report,) = desk.import_sources([source])
        assert report.id is not None
        made.append(report.id)
    return made


def test_an_article_is_found_by_its_title_in_any_case_and_spacing() -> None:
    """Of several with one title the first; after a deletion the next; after undo the first again."""
    desk = Desk.in_memory()
    first, second, quoted, again = _add(
        desk, "Київ чекає", "Minsk looks", 'A "quoted" \\ [title]', "київ  ЧЕКАЄ"
    )
    found = desk.titled(" КИЇВ чекає ")
    assert found is not None
    assert found.id == first
    assert [a.id for t in ('a "quoted" \\ title', "MINSK LOOKS") if (a := desk.titled(t))] == [quoted, second]
    assert desk.titled("Minsk") is None
    desk.remove_articles([first])
    assert (found := desk.titled("Київ чекає"))
    assert found.id == again
    desk.undo()
    assert (found := desk.titled("Київ чекає"))
    assert found.id == first
    _add(desk, "New one")
    assert desk.titled("new one")


def test_what_is_typed_finds_titles_across_scripts() -> None:
    """The best first, no more than asked; the newest while nothing is typed."""
    desk = Desk.in_memory()
    ids = _add(desk, "Kyiv waits", "Київ чекає", "Minsk looks", "Other")
    assert {a.id for a in desk.articles_like("киев", limit=6)} == set(ids[:2])
    assert len(desk.articles_like("киев", limit=1)) == 1
    assert [a.id for a in desk.articles_like("", limit=2)] == [ids[3], ids[2]]
    assert desk.articles_like("zzqq", limit=6) == []


def test_what_changes_while_an_index_is_made_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the index: an article that comes meanwhile is found, one that goes is not."""
    desk = Desk.in_memory()
    gone, stays = _add(desk, "Київ іде", "Minsk stays")

    def change(new: list[str]) -> None:
        new += _add(desk, f"Late {len(new)}")
        desk.remove_articles([gone])

    def ask(title: str) -> list[str]:
        return [found.id for found in [desk.titled(title)] if found]

    make = desk._naming._all_titles
    new: list[str] = []

    def meanwhile() -> dict[str, set[str]]:
        fresh = make()
        changing = threading.Thread(target=change, args=(new,))
        changing.start()
        changing.join(10)
        assert not changing.is_alive()
        return fresh

    monkeypatch.setattr(desk._naming, "_all_titles", meanwhile)
    assert ask("Minsk stays") == [stays]
    assert ask("Late 0") == new
    assert ask("Київ іде") == []
    desk.undo()
    assert ask("Київ іде") == [gone]


def test_what_changes_while_the_cards_are_indexed_is_among_them() -> None:
    """What comes, goes and comes back between two steps is found, or not, as it is at the end."""
    desk = Desk.in_memory()
    ids = _add(desk, *(f"Київ {number}" for number in range(100)))

    def change() -> None:
        desk.give_way = lambda: None
        changing = threading.Thread(target=lambda: (_add(desk, "Late"), desk.remove_articles(ids[:50:10])))
        changing.start()
        changing.join(10)
        assert not changing.is_alive()

    desk.give_way = change
    assert desk.filtering == 0
    desk.make_cards()
    assert desk.filtering == 1
    assert [a.title for a in desk.articles("late")] == ["Late"]
    assert [a.id for a in desk.articles("kyiv")] == [key for key in ids if key not in ids[:50:10]]
    desk.undo()
    assert [a.id for a in desk.articles("kyiv")] == ids


def test_closing_gives_up_an_index_that_is_being_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever quits does not wait for it."""
    desk = Desk.in_memory()
    _add(desk, "One", "Two")
    make = desk._naming._all_titles

    def closing() -> dict[str, set[str]]:
        titles = desk._naming._unhurried(["a", "b"])
        next(titles)
        desk.interrupt()
        list(titles)
        return make()

    monkeypatch.setattr(desk._naming, "_all_titles", closing)
    with pytest.raises(Interrupted):
        desk.titled("one")
