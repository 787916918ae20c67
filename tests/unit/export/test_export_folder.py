"""One file an article, found again by its id; and one digest of all."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from export_samples import ARTICLE, note
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import ExportError
from store.export import FORMATS, Entry, Written, files, to_file, to_folder, to_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from store.model import Annotation, Article

NAME = "2023-03-01 Степовий вісник Порт відкрито.md"

ANNOTATIONS = (
    note(
        1,
        quote="- Порт *відкрито* з 1 березня;\n  так <b>сказав</b> речник:\n\n1. «Кораблі #1 йдуть»",
        text="Перше **підтвердження**.\n\n- звірити з картою",
        tags=("claim/military", "war crimes"),
    ),
    replace(note(9, quote="Деталі: https://news.example/a_b"), status="review"),
)

GOLDEN = """\
---
newsdesk: "018f0000-0000-7000-8000-00000000a001"
title: "Порт відкрито"
outlet: "Степовий вісник"
url: "https://news.example/port_1?x=1#top"
date: "2023-03-01"
language: "uk"
sha256: "abababababababababababababababababababababababababababababababab"
---

# Порт відкрито

Степовий вісник · 2023-03-01 · <https://news.example/port_1?x=1#top>

<!-- newsdesk article 018f0000-0000-7000-8000-00000000a001 771ace35c46b -->

<!-- newsdesk n1 e8b6327f3c27 -->

> \\- Порт \\*відкрито\\* з 1 березня;\\
> &#32; так &lt;b>сказав&lt;/b> речник:
>
> 1\\. «Кораблі \\#1 йдуть»

— Степовий вісник, “Порт відкрито”, 2023-03-01, uk, characters 10–91

Tags: #claim/military #war-crimes (war crimes)

Перше **підтвердження**.

- звірити з картою

<!-- /newsdesk n1 -->

<!-- newsdesk n9 e735ba8b9520 -->

> Деталі: https://news.example/a_b

— Степовий вісник, “Порт відкрито”, 2023-03-01, uk, characters 90–122

Status: review (the text has changed; the passage was found again and must be checked)

<!-- /newsdesk n9 -->
"""


def entry(*annotations: Annotation, **changes: Any) -> Entry:  # noqa: ANN401  # fields of Article
    """Return an entry of the sample article, with these changes to it."""
    return Entry(replace(ARTICLE, **changes), annotations)


def export(
    folder: Path, *entries: Entry, known: Collection[str] | None = None, prune: bool = False
) -> list[Written]:
    """Export to a folder; known are those exported, unless said otherwise."""
    if known is None:
        known = {annotation.id for one in entries for annotation in one.annotations}
    return list(to_folder(entries, folder, known=known, prune=prune))


def names(folder: Path) -> list[str]:
    """Return the names in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_an_article_is_written_byte_for_byte(tmp_path: Path) -> None:
    """The file that others get is exactly this one."""
    folder = tmp_path / "deep" / "notes"
    (written,) = export(folder, entry(*ANNOTATIONS))
    assert written == Written(
        path=str(folder / NAME),
        status="created",
        article=ARTICLE.id,
        annotations=2,
        struck=0,
        pruned=0,
        kept=0,
    )
    assert (folder / NAME).read_bytes() == GOLDEN.encode()
    assert names(folder) == [NAME]


def test_the_digest_is_written_byte_for_byte(tmp_path: Path) -> None:
    """The same blocks, under a heading an article; and the same on standard output."""
    other = entry(note(5, quote="Інше."), id="a2", title="Ринок", outlet=None, url=None, published=None)
    silent = entry(id="a3", title="Без приміток")
    file = tmp_path / "out" / "digest.md"
    entries = [entry(*ANNOTATIONS), silent, other]
    written = to_file(entries, file, known={"n1", "n5", "n9"})
    assert (written.status, written.article, written.annotations) == ("created", None, 3)
    body = GOLDEN.split("---\n", 2)[2].replace("# Порт", "## Порт").replace("771ace35c46b", "32d7f6c9264a")
    assert file.read_text(encoding="utf-8") == (
        '---\nnewsdesk: "digest"\ntitle: "Annotations"\n---\n'
        f"{body}\n## Ринок\n\n<!-- newsdesk article a2 2e07c0a6abbb -->\n\n"
        "<!-- newsdesk n5 d04271f407e2 -->\n\n> Інше.\n\n— “Ринок”, uk, characters 50–55\n\n<!-- /newsdesk n5 -->\n"
    )
    assert to_text(entries) == file.read_text(encoding="utf-8")
    assert to_file(entries, file, known={"n1", "n5", "n9"}).status == "unchanged"


def test_a_second_export_changes_nothing(tmp_path: Path) -> None:
    """The same desk gives the same bytes, and the file is not even touched."""
    export(tmp_path, entry(*ANNOTATIONS))
    before = (tmp_path / NAME).stat()
    (written,) = export(tmp_path, entry(*ANNOTATIONS))
    assert written.status == "unchanged"
    assert (tmp_path / NAME).stat() == before


def test_a_renamed_file_is_found_by_its_id(tmp_path: Path) -> None:
    """The user may name the file; front matter that another program has rewritten is read too."""
    export(tmp_path, entry(note(1)))
    mine = tmp_path / "Моя назва.MD"
    (tmp_path / NAME).rename(mine)
    mine.write_bytes(mine.read_bytes().replace(f'"{ARTICLE.id}"'.encode(), ARTICLE.id.encode()))
    (written,) = export(tmp_path, entry(note(1), note(2)))
    assert (written.path, written.status) == (str(mine), "updated")
    assert names(tmp_path) == [mine.name]


def test_a_new_title_keeps_the_file_name(tmp_path: Path) -> None:
    """Links to the file stay true."""
    export(tmp_path, entry(note(1)))
    (written,) = export(tmp_path, entry(note(1), title="Порт закрито"))
    assert (written.path, written.status) == (str(tmp_path / NAME), "updated")
    assert (tmp_path / NAME).read_text(encoding="utf-8").count("Порт закрито") == 3


def test_of_two_copies_the_one_with_our_name_is_written(tmp_path: Path) -> None:
    """The user's copy of a file is the user's."""
    export(tmp_path, entry(note(1)))
    copy = tmp_path / "2020 copy.md"
    copy.write_bytes((tmp_path / NAME).read_bytes())
    before = copy.read_bytes()
    (written,) = export(tmp_path, entry(note(1), note(2)))
    assert written.path == str(tmp_path / NAME)
    assert copy.read_bytes() == before


def test_an_article_without_annotations_gets_no_file_but_keeps_one(tmp_path: Path) -> None:
    """Nothing to show makes no file; a file that is there learns what was deleted."""
    assert export(tmp_path, entry()) == []
    assert names(tmp_path) == []
    export(tmp_path, entry(note(1)))
    (written,) = export(tmp_path, entry())
    assert (written.status, written.annotations, written.struck) == ("updated", 0, 1)
    (written,) = export(tmp_path, entry(), prune=True)
    assert (written.pruned, written.struck) == (1, 0)


def test_what_lives_outside_of_the_export_is_not_struck(tmp_path: Path) -> None:
    """An export of one tag does not strike the annotations of another."""
    export(tmp_path, entry(note(1), note(2)))
    (written,) = export(tmp_path, entry(note(1)), known=["n1", "n2"], prune=True)
    assert (written.status, written.struck, written.pruned) == ("unchanged", 0, 0)


@pytest.mark.parametrize("alive", [{"n2", "n4"}, {"n1", "n2", "n3", "n4", "n5"}])
def test_text_order_minds_the_blocks_outside_of_the_export(tmp_path: Path, alive: set[str]) -> None:
    """A new block finds its place among those of another tag, and of deleted annotations."""
    digest = tmp_path / "digest.md"
    other = entry(note(7), id="a2", title="Ринок")
    known = {*alive, "n7"}
    export(tmp_path, entry(note(1), note(3), note(5)))
    to_file([entry(note(1), note(3), note(5)), other], digest, known=known)
    export(tmp_path, entry(note(2), note(4)), known=alive)
    to_file([entry(note(2), note(4)), other], digest, known=known)
    order = re.compile(r"^<!-- newsdesk n(\d)", re.MULTILINE)
    assert order.findall((tmp_path / NAME).read_text(encoding="utf-8")) == list("12345")
    assert order.findall(digest.read_text(encoding="utf-8")) == list("123457")


@pytest.mark.parametrize("title", ["Порт відкрито", "ПОРТ ВІДКРИТО", "Порт: відкрито?"])
def test_two_articles_of_one_name_get_two_files(tmp_path: Path, title: str) -> None:
    """The second has the end of its id in its name, on every system and every time."""
    second = replace(ARTICLE, id="018f0000-0000-7000-8000-0000000a0002", title=title)
    entries = [entry(note(1)), Entry(second, [note(2)])]
    export(tmp_path, *entries)
    assert len(names(tmp_path)) == 2
    assert any(name.endswith(" 000a0002.md") for name in names(tmp_path))
    assert [written.status for written in export(tmp_path, *entries)] == ["unchanged"] * 2


@pytest.mark.parametrize("name", [NAME, NAME.upper().replace(".MD", ".md")])
@pytest.mark.parametrize("text", ["моє", "", "---\ntitle: x\n---\n", '---\nnewsdesk: "other"\n---\n'])
def test_a_file_that_is_not_ours_is_never_written(tmp_path: Path, name: str, text: str) -> None:
    """A file of that name without the article's id stays; ours gets another name."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    export(tmp_path, entry(note(1)))
    assert (tmp_path / name).read_text(encoding="utf-8") == text
    assert f"{NAME[:-3]} 0000a001.md" in names(tmp_path)


def test_a_digest_is_written_over_nothing_else(tmp_path: Path) -> None:
    """A file that is not a digest of ours is refused, and stays; an empty one is taken."""
    file = tmp_path / "notes.md"
    file.write_text("моє\n", encoding="utf-8")
    with pytest.raises(ExportError, match="found a file that newsdesk did not write; name another file"):
        to_file([entry(note(1))], file, known=[])
    assert file.read_text(encoding="utf-8") == "моє\n"
    export(tmp_path, entry(note(1)))
    with pytest.raises(ExportError, match="found the export of one article"):
        to_file([entry(note(1))], tmp_path / NAME, known=[])
    file.write_text("", encoding="utf-8")
    assert to_file([entry(note(1))], file, known=[]).status == "updated"
    file.write_text(file.read_text(encoding="utf-8").split("---\n", 2)[2], encoding="utf-8")
    assert to_file([entry(note(1))], file, known=[]).status == "updated"


def test_bytes_that_are_not_utf8_survive(tmp_path: Path) -> None:
    """A line that some program saved in another encoding comes back as it was."""
    export(tmp_path, entry(note(1)))
    line = "моє".encode("cp1251")
    with (tmp_path / NAME).open("ab") as file:
        file.write(line)
    (written,) = export(tmp_path, entry(note(1), note(2)))
    assert written.status == "updated"
    assert (tmp_path / NAME).read_bytes().endswith(line)


def test_a_file_that_cannot_be_replaced_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told when the others are done; only a folder that takes no file at all ends the export."""
    second = Entry(replace(ARTICLE, id="a2", title="Ринок"), [note(2)])
    replaced = os.replace

    def immovable(source: Path, target: Path) -> None:
        if target == tmp_path / NAME:
            raise PermissionError(1, "Operation not permitted")
        replaced(source, target)

    export(tmp_path, entry(note(1)), second)
    monkeypatch.setattr("store.export.files.os.replace", immovable)
    done: list[Written] = []
    with pytest.raises(ExportError, match="the system does not permit it"):
        done.extend(to_folder([entry(note(1), note(3)), second._replace(annotations=[])], tmp_path, known=[]))
    assert [(each.article, each.status, each.struck) for each in done] == [("a2", "updated", 1)]


def test_a_link_in_the_files_place_is_refused_and_the_rest_is_done(tmp_path: Path) -> None:
    """No link is written through; the other articles get their files, then it is told."""
    outside = tmp_path / "outside"
    outside.write_text("моє", encoding="utf-8")
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / NAME).symlink_to(outside)
    second = Entry(replace(ARTICLE, id="a2", title="Ринок"), [note(2)])
    done: list[Written] = []
    with pytest.raises(ExportError, match="found a symbolic link; remove it or name another place") as caught:
        done.extend(to_folder([entry(note(1)), second], folder, known=[]))
    assert str(caught.value).count("symbolic link") == 1
    assert outside.read_text(encoding="utf-8") == "моє"
    assert len(names(folder)) == 2
    with pytest.raises(ExportError, match="symbolic link"):
        to_file([second], folder / NAME, known=[])
    assert outside.read_text(encoding="utf-8") == "моє"


def test_a_link_to_our_own_file_is_refused(tmp_path: Path) -> None:
    """A file of ours that was moved away and linked back is not replaced by a second one."""
    export(tmp_path / "a", entry(note(1)))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.md").symlink_to(tmp_path / "a" / NAME)
    with pytest.raises(ExportError, match="symbolic link"):
        export(tmp_path / "b", entry(note(1), note(2)))
    assert names(tmp_path / "b") == ["x.md"]


def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    """Folders, pipes and broken links among the files stop nothing."""
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "broken.md").symlink_to(tmp_path / "nowhere")
    (written,) = export(tmp_path, entry(note(1)))
    assert written.status == "created"
    for place in ("folder.md", "pipe.md"):
        with pytest.raises(ExportError, match="found something else of that name"):
            to_file([entry(note(1))], tmp_path / place, known=[])


@pytest.mark.parametrize("place", ["taken", "taken/below"])
def test_a_folder_that_is_a_file_is_refused(tmp_path: Path, place: str) -> None:
    """One sentence says what was expected, what came, and what to do."""
    (tmp_path / "taken").write_text("моє", encoding="utf-8")
    with pytest.raises(ExportError, match=r"^Expected a folder to export to, but .*; name another folder\.$"):
        export(tmp_path / place, entry(note(1)))
    with pytest.raises(ExportError, match="Expected a folder"):
        to_file([entry(note(1))], tmp_path / place / "digest.md", known=[])


ANY = st.one_of(st.text(max_size=60), st.text("./\\:~-\0\n", max_size=20), st.just("../" * 30 + "etc/x"))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(ANY, ANY, st.none() | ANY), min_size=1, max_size=3))
def test_nothing_is_written_outside_of_the_folder(articles: Sequence[tuple[str, str, str | None]]) -> None:
    """Whatever an article is called: one file each, in the folder itself, and found again."""
    entries = [Entry(_named(f"id{number}", *names), [note(number)]) for number, names in enumerate(articles)]
    with TemporaryDirectory() as above:
        folder = Path(above) / "in" / "notes"
        first = export(folder, *entries)
        assert {Path(written.path).parent for written in first} == {folder}
        assert len({written.path.casefold() for written in first}) == len(entries)
        everything = [path for path in Path(above).rglob("*") if path.is_file()]
        assert sorted(map(str, everything)) == sorted(written.path for written in first)
        assert [written.status for written in export(folder, *entries)] == ["unchanged"] * len(entries)


def _named(name: str, title: str, outlet: str, published: str | None) -> Article:
    return replace(ARTICLE, id=name, title=title, outlet=outlet, published=published)


def test_the_table_of_formats_leads_to_the_writers() -> None:
    """The first format is the default, and its row holds what the room offers."""
    assert list(FORMATS) == ["markdown"]
    assert FORMATS["markdown"] == ((".md", ".markdown"), to_folder, to_file, to_text)


SECOND = "018f0000-0000-7000-8000-00000000a002"


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_a_file_saved_with_other_line_ends_is_merged(tmp_path: Path, end: str) -> None:
    """Also with those of old Macs: what was written there stays, and all lines keep one end."""
    export(tmp_path, entry(note(1), note(2)))
    text = (tmp_path / NAME).read_text(encoding="utf-8") + "\nмоє\n"
    (tmp_path / NAME).write_bytes(text.replace("\n", end).encode())
    (same,) = export(tmp_path, entry(note(1), note(2)))
    assert (same.status, same.kept) == ("unchanged", 1)
    (written,) = export(tmp_path, entry(note(1), note(2, text="нове"), note(3)))
    assert (written.status, written.kept) == ("updated", 1)
    found = (tmp_path / NAME).read_bytes().decode()
    assert f"{end}моє{end}" in found
    assert f"{end}нове{end}" in found
    assert "\n" not in found.replace(end, "")
    assert "\r" not in found.replace(end, "")
    (again,) = export(tmp_path, entry(note(1), note(2, text="нове"), note(3)))
    assert again.status == "unchanged"


@pytest.mark.parametrize("mark", ["\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\r\r\n"])
@pytest.mark.parametrize("place", [3, 4, 20])
def test_any_mark_in_the_front_matter_stops_no_export(tmp_path: Path, mark: str, place: int) -> None:
    """Whether the file is still known or not, each article is written, and nothing of the user's is lost."""
    entries = [entry(note(1)), Entry(replace(ARTICLE, id=SECOND, title="Ринок"), (note(2),))]
    export(tmp_path, *entries)
    text = (tmp_path / NAME).read_text(encoding="utf-8") + "моє\n"
    (tmp_path / NAME).write_bytes((text[:place] + mark + text[place:]).encode())
    first, second = export(tmp_path, entries[0], entries[1]._replace(annotations=(note(2), note(3))))
    assert first.article == ARTICLE.id
    assert (second.status, second.annotations) == ("updated", 2)
    assert "моє" in (tmp_path / NAME).read_text(encoding="utf-8")


def test_a_file_that_came_meanwhile_stops_no_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused with the reason, after the other articles are done."""
    entries = [entry(note(1)), Entry(replace(ARTICLE, id=SECOND, title="Ринок"), (note(2),))]
    write = files.write

    def late(path: Path, data: bytes, found: files.Found | None) -> bool:
        if path.name == NAME and found is None:
            path.write_text("чуже", encoding="utf-8")
        return write(path, data, found)

    monkeypatch.setattr(files, "write", late)
    done: list[Written] = []
    with pytest.raises(ExportError, match="found one of another program"):
        done.extend(to_folder(entries, tmp_path, known=["n1", "n2"]))
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "чуже"
    assert len(names(tmp_path)) == 2
