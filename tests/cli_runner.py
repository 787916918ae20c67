"""Running `newsdesk` in a test, and what its answers must be like."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from strategies import BIDI

from store import Desk
from tui.entrance import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

__all__ = ["GROWN", "KEYS", "RAW", "Cli", "Done", "ids", "of_kind", "start"]

KEYS: Final = {
    "import": ["path", "status", "id", "title", "language", "encoding", "reason", "losses"],
    "article": [
        *("id", "title", "language", "outlet", "author", "url", "published", "imported", "path", "sha256"),
        *("characters", "annotations", "tags"),
    ],
    "hit": [
        *("article", "title", "language", "score", "field", "annotation", "start", "end", "quote", "snippet"),
        "because",
    ],
    "annotation": [
        *("id", "article", "start", "end", "quote", "prefix", "suffix", "note", "tags", "color", "created"),
        *("modified", "status"),
    ],
}
"""The objects of the contract, in its order."""

GROWN: Final = {"annotation": ["links"], "hit": ["places"]}
"""What newsdesk tells beyond it."""

LISTS: Final = {"links", "losses", "tags"}
RAW: Final = "\x1b]0;owned\x07\x1b[31mRed\x9b2J\u202eevil\u2066\ufeff\x00\x7f\u2028end"
PROGRAM: Final = [sys.executable, "-c", "from tui.entrance import main; main()"]


class Done(NamedTuple):
    """What a command did."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Standard output, which is always UTF-8."""
        return self.out.decode("utf-8")

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Its JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    def sane(self) -> Done:
        """No traceback, nothing that a terminal would obey, and no failure without a sentence."""
        for shown in (self.text, self.err):
            assert "Traceback" not in shown
            assert not set(shown) & ({chr(code) for code in (*range(32), *range(127, 160))} - {"\n"})
            assert not set(shown) & BIDI
        assert "error of its own" not in self.err
        assert self.status == 0 or self.err.strip()
        return self


class Cli:
    """Runs commands on a desk, in this process."""

    def __init__(
        self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[bytes]
    ) -> None:
        self.folder = folder
        self._patch = patch
        self._capture = capture

    def bare(self, *words: str, stdin: bytes = b"") -> Done:
        """Run `newsdesk` with these words and no others."""
        with self._patch.context() as patch:
            patch.setattr(sys, "argv", ["newsdesk", *words])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            self._capture.readouterr()
            status: int | str | None = 0
            try:
                main()
            except SystemExit as stop:
                status = stop.code or 0
            assert isinstance(status, int)
            out, err = self._capture.readouterr()
        return Done(status, out, err.decode("utf-8"))

    def __call__(self, *words: str, stdin: bytes = b"") -> Done:
        """Run a command on the desk."""
        return self.bare("--desk", str(self.folder), *words, stdin=stdin)


def ids(cli: Cli) -> tuple[list[str], list[str]]:
    """Of the articles and of the annotations on the desk."""
    with Desk.open(cli.folder, read_only=True) as desk:
        return [a.id for a in desk.articles()], [a.id for a in desk.annotations()]


def of_kind(objects: list[dict[str, Any]], kind: str) -> bool:
    """Whether each is an object of the contract: its keys, in its order, lists never null."""
    return bool(objects) and all(
        list(item) == [*KEYS[kind], *GROWN.get(kind, [])]
        and all(isinstance(item[name], list) for name in LISTS & item.keys())
        for item in objects
    )


def start(
    folder: Path, *words: str, stdout: int | IO[bytes] = subprocess.PIPE, env: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """`newsdesk` as a process, the way it is called."""
    return subprocess.Popen(
        [*PROGRAM, "--desk", str(folder), *words],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=env,
    )
