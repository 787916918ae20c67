"""What loads when: the desk has no screen, and a command loads no more than it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SCREEN = {"textual", "rich", "tui", "click"}
HEAVY = {"langdetect", "rapidfuzz", "numpy", "pyperclip", "wcwidth", "platformdirs", "seeds"}


def loaded(code: str, *args: str, stdin: str = "") -> set[str]:
    """The packages that a fresh interpreter has loaded after running some code."""
    told = "\nimport sys, json; sys.stderr.write('\\n' + json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    run = subprocess.run(
        [sys.executable, "-c", code + told, *args],
        input=stdin,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(json.loads(run.stderr.splitlines()[-1]))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with an annotation."""
    from strategies import put

    from store import Desk

    folder = tmp_path_factory.mktemp("hygiene") / "desk"
    with Desk.open(folder) as desk:
        (article,) = put(desk)
        desk.annotate(article.id, 0, 4, note="n", tags=["claim"])
    return folder


def test_the_desk_has_no_screen() -> None:
    """`import store` loads neither a screen nor what only a search or an import needs."""
    assert (
        loaded("import store, store.desk, store.intake, store.export, store.objects") & (SCREEN | HEAVY)
        == set()
    )


def test_the_whole_desk_works_without_a_screen(filled: Path) -> None:
    """Import, search, annotate, export: not one module of the terminal."""
    code = """
import sys
from store import Desk
from store.export import FORMATS
with Desk.open(sys.argv[1], read_only=True) as real:
    desk = Desk.in_memory()
    list(desk.import_paths([sys.argv[2]]))
    article = desk.articles()[0]
    desk.annotate(article.id, 0, 4, note="n", tags=["claim"])
    assert desk.search("rain") and real.search("rain") and desk.find(article.id, "rain")
    assert desk.annotations("rain") and desk.articles("rain")
    assert FORMATS["markdown"].to_text(desk.entries())
"""
    text = filled.parent / "rain.txt"
    text.write_text("Rain is expected in the north of the country, says the agency.", encoding="utf-8")
    assert loaded(code, str(filled), str(text)) & SCREEN == set()


def test_the_samples_read_only_themselves() -> None:
    """`seeds` is files and their manifest."""
    assert (
        loaded("import seeds; seeds.samples()") & (SCREEN | HEAVY - {"seeds"} | {"store", "tinydb"}) == set()
    )


@pytest.mark.parametrize(
    ("words", "not_needed"),
    [
        (["--help"], {"textual", "rich", *HEAVY}),
        (["import", "--help"], {"textual", "rich", *HEAVY}),
        (["--version"], {"textual", "rich", *HEAVY}),
        (["articles"], {"textual", "rich", *HEAVY}),
        (["annotations", "--tag", "claim", "--json"], {"textual", "rich", *HEAVY}),
        (["search", "rain"], {"textual", "rich", "langdetect", "numpy", "seeds"}),
        (["export"], {"textual", "rich", "langdetect", "numpy", "rapidfuzz", "seeds"}),
        (["import", "-"], {"textual", "rich", "numpy", "rapidfuzz", "seeds"}),
        (["samples"], {"textual", "rich", "numpy", "rapidfuzz"}),
        (["nonsense"], {"textual", "rich", *HEAVY}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_loads_what_it_needs(filled: Path, words: list[str], not_needed: set[str]) -> None:
    """No command of the command line loads Textual; help loads next to nothing."""
    code = f"""
import sys
sys.argv = ["newsdesk", "--desk", {str(filled)!r}, *{words!r}]
from tui.entrance import main
try:
    main()
except SystemExit:
    pass
"""
    assert loaded(code, stdin="Snow is expected.") & not_needed == set()
