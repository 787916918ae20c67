"""What several tests draw from: texts of many scripts, characters that must not pass, articles, states, bad disks."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final, NamedTuple

from hypothesis import strategies as st

from store.disk import MemoryDisk
from store.intake import Known, Source
from store.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from store import Annotation, Article, Desk, ImportReport, Tag
    from store.disk import File
    from store.model import Link

__all__ = [
    "BIDI",
    "FAMILY",
    "FLAG",
    "LINE_ENDS",
    "TEXT",
    "FaultyDisk",
    "State",
    "control",
    "put",
    "source",
    "spans",
    "state",
    "texts",
]

BIDI: Final = frozenset(
    "\N{ARABIC LETTER MARK}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT EMBEDDING}"
    "\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}\N{LEFT-TO-RIGHT OVERRIDE}"
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}"
    "\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"
)
"""Unicode's property Bidi_Control (PropList.txt), by name."""

LINE_ENDS: Final = "\r\x0b\x0c\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
"""What ends a line and is not LF."""

FAMILY: Final = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
FLAG: Final = "\N{REGIONAL INDICATOR SYMBOL LETTER U}\N{REGIONAL INDICATOR SYMBOL LETTER A}"

TEXT: Final = (
    "Rain is expected in the north. Дощ очікується на півночі, кажуть «синоптики».\n\n"
    "Rain again — дождь снова, and snow.\tThe end of it."
)
"""A short article: two scripts, two paragraphs, one word that stands in it twice."""

_PIECES: Final = (
    *"aZїў 1.,—-’«»\n\t中々한ー。•\u00ad\u200b",
    *("word ", "слово ", "довге-слово-без-пробілів", "北京的访问", "    ", "\n\n", "\t\t", "- item\n"),
    *("e\N{COMBINING ACUTE ACCENT}", "\N{COMBINING ACUTE ACCENT}", "\N{ZERO WIDTH JOINER}", FAMILY, FLAG),
    *("\N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}", "1\ufe0f\u20e3", "👍🏽", "क्षि", "\N{WATCH}", "ﷺ"),
)


def control(char: str) -> bool:
    """Whether a character must not be stored: a control but LF and TAB, a bidi control, a BOM, a surrogate."""
    code = ord(char)
    return (
        (code < 0x20 and char not in "\n\t")
        or 0x7F <= code <= 0x9F
        or char in BIDI
        or 0xD800 <= code <= 0xDFFF
        or char in "\ufeff\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
    )


def texts(most: int = 40) -> SearchStrategy[str]:
    """Texts as a desk stores them, rich in what is wide, joined, combining or white."""
    mixed = st.lists(st.sampled_from(_PIECES), max_size=most).map("".join)
    return (mixed | st.text(max_size=most // 2)).map(clean)


@st.composite
def spans(draw: st.DrawFn, length: int) -> tuple[int, int]:
    """Start and end of a passage, not empty, of a text that has `length` code points (one at least)."""
    start = draw(st.integers(0, length - 1))
    return start, draw(st.integers(start + 1, length))


def source(text: str = TEXT, *, path: str = "rain.txt", title: str | None = None) -> Source:
    """An input whose language is told, since working it out is another test's subject."""
    return Source(path=path, data=text.encode("utf-8"), known=Known(title=title, language="en"))


def put(desk: Desk, *inputs: str, tags: Sequence[str] = ()) -> list[Article]:
    """Import texts as articles named rain-1, rain-2 …; the articles."""
    sources = [
        source(text, path=f"rain-{number}.txt", title=f"Rain {number}")
        for number, text in enumerate(inputs or (TEXT,), 1)
    ]
    reports: list[ImportReport] = list(desk.import_sources(sources, tags=tags))
    assert [report.status for report in reports] == ["added"] * len(sources)
    return [desk.article(report.id or "") for report in reports]


class State(NamedTuple):
    """All that a desk shows."""

    articles: list[Article]
    texts: list[str]
    annotations: list[Annotation]
    tags: list[Tag]
    links: list[Link]


def state(desk: Desk) -> State:
    """What the desk shows now; two desks that show the same are equal."""
    articles = desk.articles()
    texts = [desk.text(article.id) for article in articles]
    return State(articles, texts, desk.annotations(), desk.tags(), desk.links())


class FaultyDisk(MemoryDisk):
    """A disk in memory whose calls fail when they are told to.

    `faults` has the error by the call's name and the beginning of the path: while it is there, each such call
    raises it (a write, after half of it was written). `left` counts the calls that change something or make it
    durable, and the one that comes to zero fails. `room` is how many bytes all files may have.
    """

    def __init__(self) -> None:
        super().__init__()
        self.faults: dict[tuple[str, str], BaseException] = {}
        self.left: int | None = None
        self.room: int | None = None

    def call(self, name: str, path: str) -> None:
        """Fail, if this call is to."""
        if self.left is not None and name not in {"open", "read"}:
            self.left -= 1
            if self.left == 0:
                raise OSError(errno.EIO, "Input/output error", path)
        for (call, start), error in self.faults.items():
            if call == name and path.startswith(start):
                raise error

    def open(self, path: str, *, write: bool = False, create: bool = False) -> File:
        """Open or make a file that is watched."""
        self.call("create" if create else "open", path)
        return _Watched(self, path, super().open(path, write=write, create=create))

    def read(self, path: str) -> bytes:
        """The whole file."""
        self.call("read", path)
        return super().read(path)

    def replace(self, source: str, target: str) -> None:
        """Rename."""
        self.call("replace", target)
        super().replace(source, target)

    def link(self, source: str, target: str) -> None:
        """Give a second name."""
        self.call("link", target)
        super().link(source, target)

    def remove(self, path: str) -> None:
        """Take a name away."""
        self.call("remove", path)
        super().remove(path)

    def sync_folder(self, folder: str) -> None:
        """Make names durable."""
        self.call("sync_folder", folder)

    def used(self) -> int:
        """Bytes of all files."""
        return sum(len(file.data) for file in {id(file): file for file in self.files.values()}.values())


class _Watched:
    def __init__(self, disk: FaultyDisk, path: str, file: File) -> None:
        self._disk = disk
        self._path = path
        self._file = file

    def size(self) -> int:
        return self._file.size()

    def read(self, offset: int, length: int) -> bytes:
        self._disk.call("read", self._path)
        return self._file.read(offset, length)

    def write(self, offset: int, data: bytes) -> None:
        try:
            self._disk.call("write", self._path)
        except BaseException:
            self._file.write(offset, data[: len(data) // 2])
            raise
        more = offset + len(data) - self._file.size()
        if self._disk.room is not None and more > (free := max(self._disk.room - self._disk.used(), 0)):
            self._file.write(offset, data[:free])
            raise OSError(errno.ENOSPC, "No space left on device", self._path)
        self._file.write(offset, data)

    def sync(self) -> None:
        self._disk.call("sync", self._path)
        self._file.sync()

    def truncate(self, size: int) -> None:
        self._disk.call("truncate", self._path)
        self._file.truncate(size)

    def close(self) -> None:
        self._file.close()
