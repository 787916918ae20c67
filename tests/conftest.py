"""What every test starts from: no desk of a person's own, and a desk in each of its two forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli_runner import Cli
from strategies import TEXT, put

from store import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OF_A_PERSON = (
    "NEWSDESK_DESK",
    "NEWSDESK_KEYS",
    "NEWSDESK_THEME",
    "COLORFGBG",
    "NO_COLOR",
    "PYTHONUNBUFFERED",
    "SSH_CONNECTION",
    "SSH_TTY",
    "TMUX",
    "XDG_CONFIG_HOME",
    "DISPLAY",
    "WAYLAND_DISPLAY",
)


@pytest.fixture(scope="session", autouse=True)
def _away_from_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whatever opens the default desk, or writes a crash report, does so in a folder of the tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home))
        for name in _OF_A_PERSON:
            patch.delenv(name, raising=False)
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("COLORTERM", "truecolor")
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a desk may be made; it is not there yet."""
    return tmp_path / "desk"


@pytest.fixture(params=["memory", "disk"])
def desk(request: pytest.FixtureRequest, folder: Path) -> Iterator[Desk]:
    """An empty desk, in memory and on disk."""
    with Desk.in_memory() if request.param == "memory" else Desk.open(folder) as value:
        yield value


@pytest.fixture
def cli(folder: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Cli:
    """On a desk that is not there yet."""
    return Cli(folder, monkeypatch, capsysbinary)


@pytest.fixture
def full(cli: Cli) -> Cli:
    """On a desk with two articles and an annotation."""
    with Desk.open(cli.folder) as desk:
        one, _ = put(desk, TEXT, TEXT + "2", tags=["weather"])
        desk.annotate(one.id, 0, 4, note="Дощ\nі сніг", tags=["claim/military"])
    return cli


@pytest.fixture
def kept(folder: Path) -> Path:
    """The folder of a desk that holds three articles and two annotations, closed."""
    with Desk.open(folder) as desk:
        articles = put(desk, TEXT, TEXT + "2", TEXT + "3", tags=["weather"])
        desk.annotate(articles[0].id, 0, 4, note="Дощ\nі сніг", tags=["claim/military"])
        desk.annotate(articles[2].id, 5, 60, note="“quoted” \\ back", color="red")
    return folder
