"""Links under their quotations, and the note on the article before them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from export_samples import ANNOTATION, ARTICLE, MARKUP, note
from hypothesis import given, settings
from markdown_it import MarkdownIt
from strategies import TEXT, put

from store import Desk
from store.export import Entry, Linked, to_folder, to_text
from store.export.escape import strike
from store.export.page import Page, Section
from store.export.render import annotation_body
from store.export.segments import Block

if TYPE_CHECKING:
    from pathlib import Path

PARSER = MarkdownIt("commonmark")
OTHER = replace(ARTICLE, id="o", title="Rain *again*", language="en", outlet="Desk Wire")
WHOLE = replace(ANNOTATION, id="w", note="On the whole.\n\n> quoted", tags=("weak",))


def test_a_link_is_a_line_of_its_own() -> None:
    """What it says, the other's words in their marks, and where they stand; then the note, as it was."""
    links = [
        Linked("supports", note(4, "Rain\nagain."), OTHER),
        Linked("same claim as", note(5, "Дощ."), ARTICLE),
        Linked("contradicted by", replace(WHOLE, id="x"), OTHER),
        Linked("see also", replace(WHOLE, id="y", note=""), OTHER),
    ]
    body = annotation_body(ARTICLE, note(1, "Слова.", "- mine", ("claim",)), links)
    where = r"Desk Wire, “Rain \*again\*”, 2023-03-01, en"
    assert body.split("\n\n")[2:] == [
        "Tags: #claim",
        f"Supports: “Rain again.” — {where}, characters 40–51",
        "Same claim as: «Дощ.» — Степовий вісник, “Порт відкрито”, 2023-03-01, uk, characters 50–54",
        f"Contradicted by: the note “On the whole. > quoted” on {where}",
        f"See also: the note on {where}",
        "- mine",
    ]


@settings(deadline=None)
@given(MARKUP)
def test_what_is_linked_is_no_markup(words: str) -> None:
    """Whatever its words: one paragraph, of text alone, so that no note or block near it is touched."""
    link = Linked("supports", note(4, words or "x"), OTHER)
    body = annotation_body(ARTICLE, note(1), [link])
    line = body.split("\n\n")[-1]
    assert "\n" not in line
    tokens = PARSER.parse(line)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children or ()} <= {"text", "text_special"}


def test_the_note_on_the_article_comes_first() -> None:
    """Under the heading, before the quotations; it cites no place."""
    text = to_text([Entry(ARTICLE, [WHOLE, note(1)])])
    body = "Note on the article:\n\nTags: #weak\n\nOn the whole.\n\n> quoted"
    assert annotation_body(ARTICLE, WHOLE) == body
    assert text.index("## Порт") < text.index(body) < text.index("> Слова.")


def test_a_note_that_comes_later_goes_before_the_quotations() -> None:
    """Also where the file has quotations that are not of this export; and theirs go behind it."""
    page = Page()

    def merged(*blocks: str) -> list[str]:
        nonlocal page
        items = {"w": WHOLE} | {f"n{n}": note(n) for n in range(1, 6)}
        section = Section(ARTICLE.id, "# T", {name: annotation_body(ARTICLE, items[name]) for name in blocks})
        text = page.merge({}, [section], alive=items, single=True).text
        page = Page(text)
        return [part.id for part in page.segments if isinstance(part, Block) and part.kind == "annotation"]

    assert merged("n2", "n4") == ["n2", "n4"]
    assert merged("w", "n4") == ["w", "n2", "n4"]
    assert merged("n1", "n3") == ["w", "n1", "n2", "n3", "n4"]
    assert merged("w", "n5") == ["w", "n1", "n2", "n3", "n4", "n5"]
    page = Page()
    assert merged("n3") == ["n3"]
    assert merged("w", "n1") == ["w", "n1", "n3"]


def test_a_deleted_note_on_the_article_is_marked() -> None:
    """Nothing in it is struck: what it quotes is the user's own."""
    assert strike(annotation_body(ARTICLE, WHOLE)) == (
        "Note on the article: (deleted)\n\nTags: #weak\n\nOn the whole.\n\n> quoted"
    )


def test_a_new_link_is_brought_into_the_file(tmp_path: Path) -> None:
    """Into both blocks, what the user wrote around them stays; and it goes when it is taken away."""
    desk = Desk.in_memory()
    one, two = put(desk, TEXT, TEXT + "2")
    first, second = desk.annotate(one.id, 0, 4), desk.annotate(two.id, 0, 4)

    def export() -> list[str]:
        known = {annotation.id for annotation in desk.annotations()}
        written = list(to_folder(desk.entries(), tmp_path, known=known))
        return [(tmp_path / item.path).read_text(encoding="utf-8") for item in written]

    export()
    for path in tmp_path.iterdir():
        path.write_text(path.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    link = desk.link(first.id, second.id, "supports")
    texts = export()
    assert "\n\nSupports: “Rain” — “Rain 2”, en, characters 0–4\n\n" in texts[0]
    assert "\n\nSupported by: “Rain” — “Rain 1”, en, characters 0–4\n\n" in texts[1]
    desk.unlink(link.id)
    for text in export():
        assert "upport" not in text
        assert "\nMine.\n" in text
