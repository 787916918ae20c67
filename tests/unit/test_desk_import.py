"""What becomes of inputs: added, unchanged, duplicate, failed; one report each, and one step for undo."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from strategies import TEXT, put, source, state

import seeds
from store import Desk, importing
from store.errors import BadTag, SaveFailed
from store.intake import Source
from store.journal import Journal
from store.text import clean
from tui import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store import ImportReport

REAL = Path(__file__).parents[2].parent / "shared" / "articles"
"""Five documents as scraped, where they lie beside the repository."""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two articles, one of them in another encoding, and one below it."""
    top = tmp_path / "inbox"
    (top / "deeper").mkdir(parents=True)
    (top / "a.txt").write_text("First title\n\n" + TEXT, encoding="utf-8")
    (top / "b.md").write_bytes(
        "Второй заголовок\n\nДождь ожидается на севере, пишут газеты.".encode("cp1251")
    )
    (top / "deeper" / "c.txt").write_text("Third title\r\n\r\nSnow is not expected.", encoding="utf-16")
    return top


def told(reports: Iterator[ImportReport], top: Path) -> list[tuple[str, str]]:
    """Path within a folder, and status, of each report."""
    return [(os.path.relpath(report.path, top), report.status) for report in reports]


def test_a_folder_is_taken_in(desk: Desk, inbox: Path) -> None:
    """With all below it; each report names the article that is there, its language and encoding."""
    reports = list(desk.import_paths([inbox]))
    assert told(iter(reports), inbox) == [("a.txt", "added"), ("b.md", "added"), ("deeper/c.txt", "added")]
    assert [report.encoding for report in reports] == ["utf-8", "cp1251", "utf-16"]
    articles = desk.articles()
    for report, article in zip(reports, articles, strict=True):
        assert (report.id, report.title, report.language) == (article.id, article.title, article.language)
        data = Path(report.path).read_bytes()
        assert article.sha256 == hashlib.sha256(data).hexdigest()
        assert article.path == report.path
        assert desk.text(article.id) == clean(data.decode(report.encoding or ""))
        assert article.characters == len(desk.text(article.id))
        assert article.annotations == 0
        assert report.reason is None
        assert report.losses == ()
    assert articles[1].title == "Второй заголовок"


def test_the_same_bytes_are_taken_in_once(desk: Desk, inbox: Path) -> None:
    """From the same path: unchanged; from another: duplicate, which says of what. Nothing is added, nor a step."""
    first = list(desk.import_paths([inbox]))
    before = state(desk)
    copy = inbox.parent / "copy.txt"
    copy.write_bytes((inbox / "a.txt").read_bytes())
    again = list(desk.import_paths([inbox, copy]))
    assert [report.status for report in again] == ["unchanged"] * 3 + ["duplicate"]
    assert [report.id for report in again] == [*(report.id for report in first), first[0].id]
    assert again[0].title == first[0].title
    assert str(inbox / "a.txt") in (again[3].reason or "")
    assert state(desk) == before
    assert (undone := desk.undo()) is not None
    assert undone.action == "import"
    assert desk.articles() == []


def test_the_same_bytes_twice_in_one_import(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second is a duplicate, and says of which."""
    monkeypatch.setattr(importing, "_PATIENCE", 600)  # all in one batch, however slow the machine
    reports = list(
        desk.import_sources([source(path="one.txt"), source(path="two.txt"), source(path="one.txt")])
    )
    assert [report.status for report in reports] == ["added", "duplicate", "duplicate"]
    assert all("one.txt" in (report.reason or "") for report in reports[1:])
    assert len(desk.articles()) == 1


def test_a_bad_file_costs_only_itself(desk: Desk, inbox: Path) -> None:
    """Each failure is one report with one sentence, in its place among the others; the rest is kept."""
    (inbox / "empty.txt").touch()
    (inbox / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (inbox / "white.txt").write_text(" \n\t ", encoding="utf-8")
    (inbox / "zero.txt").write_bytes(b"a\x00b\x00\x00c" * 50)
    missing = inbox / "missing.txt"
    reports = list(desk.import_paths([missing, inbox, inbox / "a.txt\x00b"]))
    failed = [report for report in reports if report.status == "failed"]
    assert [Path(report.path).name for report in failed] == [
        *("missing.txt", "empty.txt", "picture.txt", "white.txt", "zero.txt", "a.txt\\x00b")
    ]
    for report in failed:
        assert report.id is None
        assert report.title is None
        assert (report.reason or "").endswith(".")
    assert [article.characters > 0 for article in desk.articles()] == [True] * 3
    assert [report.status for report in reports].count("added") == 3


@pytest.mark.parametrize("encoding", ["utf-8", "no-such-encoding", "rot13", "hex"])
def test_an_encoding_that_is_told_is_not_guessed(desk: Desk, inbox: Path, encoding: str) -> None:
    """Where it does not fit, or is none, that file failed."""
    report = next(iter(desk.import_paths([inbox / "b.md"], encoding=encoding)))
    assert report.status == "failed"
    assert desk.articles() == []
    (good,) = desk.import_paths([inbox / "b.md"], encoding="cp1251")
    assert (good.status, good.encoding) == ("added", "cp1251")


def test_what_was_lost_is_told(desk: Desk) -> None:
    """Bytes that mean nothing, and characters that must not be stored."""
    data = TEXT.encode("utf-8") + b" \xff " + "\x1b[31m \u202e".encode()
    (report,) = desk.import_sources([Source(path="a.txt", data=data)])
    assert report.status == "added"
    assert len(report.losses) == 2
    assert "\x1b" not in desk.text(report.id or "")


def test_an_import_of_several_is_one_step(desk: Desk, inbox: Path) -> None:
    """Undo takes all of it back, and redo brings all back, with the same ids."""
    list(desk.import_paths([inbox / "a.txt"]))
    before = state(desk)
    list(desk.import_paths([inbox], tags=["inbox"]))
    after = state(desk)
    assert len(after.articles) == 3
    desk.undo()
    assert state(desk) == before
    desk.redo()
    assert state(desk) == after
    desk.undo()
    assert [report.status for report in desk.import_paths([inbox])] == ["unchanged", "added", "added"]


def test_articles_carry_the_tags_they_were_given(desk: Desk, inbox: Path) -> None:
    """Normal names, each once; they are no part of the codebook. A bad one is refused before anything is read."""
    list(desk.import_paths([inbox], tags=["#inbox", "inbox", "by / hand"]))
    assert {article.tags for article in desk.articles()} == {("inbox", "by/hand")}
    assert desk.tags() == []
    with pytest.raises(BadTag):
        desk.import_paths([inbox], tags=["a,b"])


def test_standard_input_has_no_path(desk: Desk) -> None:
    """Its article says nothing of a path; the same bytes again are unchanged, from wherever."""
    (report,) = desk.import_sources([source(path="-")])
    assert (report.status, report.path) == ("added", "-")
    assert desk.article(report.id or "").path is None
    for path in ("-", "later.txt"):
        (again,) = desk.import_sources([source(path=path)])
        assert (again.status, again.id) == ("unchanged", report.id)


def test_inputs_are_told_as_they_are_saved(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that came is of an article that is there; what was not asked for is not read."""
    monkeypatch.setattr(importing, "_BATCH", 2)
    read: list[int] = []

    def inputs() -> Iterator[Source]:
        for number in range(7):
            read.append(number)
            yield source(f"{TEXT} {number}", path=f"{number}.txt")

    reports = desk.import_sources(inputs())
    assert read == []
    seen = 0
    for report in reports:
        seen += 1
        assert desk.article(report.id or "").title == report.title
        assert len(read) - seen <= 1
    assert seen == 7


def test_a_change_between_two_batches_is_a_step_of_its_own(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever annotates while an import runs can take that back, and then the rest."""
    monkeypatch.setattr(importing, "_BATCH", 1)
    reports = desk.import_sources(source(f"{TEXT} {n}", path=f"{n}.txt") for n in range(3))
    first = next(reports)
    made = desk.annotate(first.id or "", 0, 4)
    assert [report.status for report in reports] == ["added"] * 2
    desk.undo()
    assert desk.annotations() == [made]
    assert len(desk.articles()) == 1
    desk.undo()
    assert desk.annotations() == []
    desk.undo()
    assert desk.articles() == []


def test_an_import_whose_save_fails_adds_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SaveFailed reaches whoever asked; what was saved before stays."""
    monkeypatch.setattr(importing, "_BATCH", 1)
    with Desk.open(folder) as desk:
        reports = desk.import_sources(source(f"{TEXT} {n}", path=f"{n}.txt") for n in range(3))
        next(reports)
        before = state(desk)

        def fail(*_args: object, **_options: object) -> None:
            raise SaveFailed("Not saved.")

        with monkeypatch.context() as patch:
            patch.setattr(Journal, "append", fail)
            with pytest.raises(SaveFailed):
                list(reports)
        assert state(desk) == before
    with Desk.open(folder, read_only=True) as again:
        assert state(again) == before


def test_samples_come_and_go_with_their_tag(desk: Desk) -> None:
    """As the manifest has them; again they are not new; removing them is one step and leaves the rest."""
    (own,) = put(desk)
    assert [report.status for report in samples.add(desk)] == ["added"] * len(seeds.samples())
    found = samples.present(desk)
    for sample, article in zip(seeds.samples(), found, strict=True):
        assert (
            article.title,
            article.language,
            article.outlet,
            article.author,
            article.url,
            article.published,
        ) == (*(sample.title, sample.language, sample.outlet, sample.author, sample.url, sample.published),)
        assert article.tags == (samples.TAG,)
        assert desk.text(article.id) == sample.data.decode("utf-8")
    assert {report.status for report in samples.add(desk)} == {"unchanged"}
    desk.annotate(found[0].id, 0, 5)
    before = state(desk)
    assert [article.id for article in samples.remove(desk)] == [article.id for article in found]
    assert desk.articles() == [own]
    assert desk.annotations() == []
    desk.undo()
    assert state(desk) == before


def test_the_real_documents_are_taken_in(desk: Desk) -> None:
    """Whole, as they are: text for text, each with a title and a language that its letters allow."""
    if not REAL.is_dir():
        pytest.skip("the five documents do not lie beside the repository")
    reports = list(desk.import_paths([REAL]))
    assert [report.status for report in reports] == ["added"] * 5
    for report in reports:
        article, text = desk.article(report.id or ""), desk.text(report.id or "")
        assert text == clean(Path(report.path).read_text(encoding="utf-8"))
        assert article.title
        assert len(article.title) < 200
        assert article.language == ("uk" if "ї" in text else "ru" if "ы" in text else "en")
        assert desk.annotate(article.id, 0, len(text)).quote == text
    assert {hit.article for hit in desk.search("lukashenko", limit=50)} == {report.id for report in reports}
