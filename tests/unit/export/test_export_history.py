"""Any history of a desk and of a file: the user's lines stay, the desk's blocks are right."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from export_samples import ARTICLE, LINE, MARKUP, note
from hypothesis import given, settings
from hypothesis import strategies as st

from store.export import Entry, to_file, to_folder
from store.export.render import annotation_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.export import Written
    from store.model import Annotation

COUNT = 5
COMMENT = re.compile(r"<!-- (/)?newsdesk (article )?(\S+)(?: [0-9a-f]{12})?( deleted)? -->")

OPENING = re.compile(r"^(<!-- newsdesk n[12] [0-9a-f]{12} -->)(?=\r?$)", re.MULTILINE)


class Step(NamedTuple):
    """One thing that happens between two exports."""

    action: str
    number: int
    text: str
    prune: bool


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(
            ["add", "add", "remove", "edit", "write", "write", "write inside", "front matter", "scope"]
        ),
        st.integers(0, 30),
        MARKUP,
        st.booleans(),
    ),
    min_size=1,
    max_size=14,
)


class Desk:
    """A desk of one or two articles, and the file that they are exported to."""

    def __init__(self, folder: Path, *, digest: bool) -> None:
        self.folder, self.digest = folder, digest
        self.alive: dict[str, Annotation] = {}
        self.scope: set[str] | None = None
        self.path = folder / "digest.md"

    def entries(self) -> list[Entry]:
        """Return what is exported: of two articles into a digest, of one into a folder."""
        shown = [
            annotation
            for annotation in sorted(self.alive.values(), key=lambda annotation: annotation.start)
            if self.scope is None or annotation.id in self.scope
        ]
        if not self.digest:
            return [Entry(ARTICLE, shown)]
        second = replace(ARTICLE, id="a2", title="Ринок")
        return [
            Entry(article, [annotation for annotation in shown if int(annotation.id[1:]) % 2 == turn])
            for turn, article in enumerate((ARTICLE, second))
        ]

    def export(self, *, prune: bool) -> Written | None:
        """Export, and remember where to."""
        if self.digest:
            return to_file(self.entries(), self.path, known=self.alive.keys(), prune=prune)
        written = next(to_folder(self.entries(), self.folder, known=self.alive.keys(), prune=prune), None)
        self.path = Path(written.path) if written else self.path
        return written

    def lines(self) -> list[str]:
        """Return the file's lines."""
        return self.path.read_text(encoding="utf-8").split("\n")


def places(lines: Sequence[str], *, inside: bool) -> list[int]:
    """Return where a line can be put: inside of our blocks, or outside of them all."""
    found, within = [], False
    end = lines.index("---", 1)
    for at, line in enumerate(lines):
        if at > end and within == inside:
            found.append(at)
        if (comment := COMMENT.fullmatch(line)) and not comment[2]:
            within = comment[1] is None
    return found


@settings(deadline=None, max_examples=120)
@given(STEPS, st.booleans())
def test_no_history_loses_a_line_of_the_users(steps: list[Step], digest: bool) -> None:  # noqa: FBT001  # drawn
    """Add, delete, restore, edit, write around and into blocks, export: all that was written is there."""
    with TemporaryDirectory() as name:
        desk = Desk(Path(name), digest=digest)
        desk.alive["n1"] = note(1)
        desk.export(prune=False)
        own: list[str] = []
        for turn, step in enumerate(steps):
            _do(desk, step, f"рядок-{turn} ", own)
            written = desk.export(prune=step.prune)
            assert written is not None
            lines = desk.lines()
            for line in own:
                assert any(line in found for found in lines), line
            again = desk.export(prune=step.prune)
            assert again is not None
            assert again.status == "unchanged"
            _check_blocks(desk, lines, written)


def _do(desk: Desk, step: Step, mark: str, own: list[str]) -> None:
    """Let a step happen; what it writes into the file is added to `own`."""
    name = f"n{step.number % COUNT + 1}"
    if step.action in {"add", "edit"}:
        desk.alive[name] = note(
            int(name[1:]), quote=step.text, text=step.text[::-1] if step.number % 2 else ""
        )
    elif step.action == "remove":
        desk.alive.pop(name, None)
    elif step.action == "scope":
        desk.scope = None if step.number % 2 else {name, "n1"}
    else:
        lines = desk.lines()
        text = mark + step.text.replace("\n", " ")
        if step.action == "front matter":
            text = f"mine{len(own)}: {text}"
            lines.insert(1 + step.number % lines.index("---", 1), text)
        elif where := places(lines, inside=step.action == "write inside"):
            lines.insert(where[step.number % len(where)], text)
        else:
            return
        own.append(text.rstrip())
        desk.path.write_text("\n".join(lines), encoding="utf-8", newline="")


def _check_blocks(desk: Desk, lines: Sequence[str], written: Written) -> None:
    """Check that each exported annotation has one live block, and each struck one is dead."""
    opening = [
        found for line in lines if (found := COMMENT.fullmatch(line)) and not found[1] and not found[2]
    ]
    live = [found[3] for found in opening if not found[4]]
    struck = [found[3] for found in opening if found[4]]
    exported = [annotation for entry in desk.entries() for annotation in entry.annotations]
    assert len(set(live)) == len(live)
    assert {annotation.id for annotation in exported} <= set(live)
    assert set(live) <= desk.alive.keys()
    assert written.annotations == len(exported)
    dead = [name for name in struck if name not in desk.alive]
    assert written.struck == len(dead)
    text = "\n".join(lines)
    for entry in desk.entries():
        for annotation in entry.annotations:
            body = annotation_body(entry.article, annotation)
            block = rf"<!-- newsdesk {annotation.id} .*?рядок-.*?/newsdesk {annotation.id} -->"
            edited = re.search(block, text, re.DOTALL)
            assert f"\n\n{body}\n\n<!-- /newsdesk {annotation.id} -->" in text or edited


@settings(deadline=None, max_examples=60)
@given(st.lists(LINE, max_size=6), st.lists(LINE, max_size=3), st.sampled_from(["\n", "\r\n"]))
def test_text_around_blocks_survives_any_re_export(before: list[str], after: list[str], eol: str) -> None:
    """What stands before, between and after blocks is the same bytes when every block has changed."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (written,) = to_folder([Entry(ARTICLE, [note(1), note(2)])], folder, known=["n1", "n2"])
        path = Path(written.path)
        text = path.read_text(encoding="utf-8").replace("\n", eol)
        own = [eol.join(lines) + eol for lines in (before, after)]
        heading, first, one, second, two = OPENING.split(text)
        path.write_text("".join([heading, own[0], first, one, own[1], second, two, own[0]]), newline="")
        changed = [replace(note(number), note="нове") for number in (1, 2)]
        (written,) = to_folder([Entry(ARTICLE, changed)], folder, known=["n1", "n2"])
        result = path.read_bytes().decode()
        assert written.status == "updated"
        assert [line for line in result.split(eol) if line == "нове"] == ["нове"] * 2
        heading, first, one, second, two = OPENING.split(result)
        assert (first[:16], second[:16]) == ("<!-- newsdesk n1", "<!-- newsdesk n2")
        assert heading.endswith(eol + own[0])
        assert one.endswith(f"<!-- /newsdesk n1 -->{eol}{eol}{own[1]}")
        assert two.endswith(f"<!-- /newsdesk n2 -->{eol}{own[0]}")
