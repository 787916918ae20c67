"""The edges of the command line: exports that end halfway, streams that are closed, words that are too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from cli_runner import Cli


@pytest.fixture
def noted(full: Cli) -> Cli:
    """On a desk with two articles and an annotation in each."""
    with Desk.open(full.folder) as desk:
        (bare,) = (article for article in desk.articles() if not article.annotations)
        desk.annotate(bare.id, 0, 4)
    return full


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["lines", "json"])
@pytest.mark.parametrize("number", [0, 1])
def test_files_written_before_an_error_are_told(
    noted: Cli, tmp_path: Path, form: list[str], number: int
) -> None:
    """Where one target is a link: the others are told as written, then the error, and the status is 1."""
    notes = tmp_path / "notes"
    assert noted("export", "--output", str(notes)).sane().status == 0
    files = sorted(notes.iterdir())
    link, other = files[number], files[1 - number]
    link.rename(tmp_path / "away.md")
    link.symlink_to(tmp_path / "away.md")
    other.unlink()
    done = noted("export", "--output", str(notes), *form).sane()
    assert done.status == 1
    assert done.text.count("\n") == 1
    assert "created" in done.text
    assert str(other) in done.text
    assert done.err.count("\n") == 1
    assert "symbolic link" in done.err
