"""One working session, key by key: highlight, note, tag, search, copy, export, quit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from program import Place

__all__ = ["BELARUSIAN", "CITATION", "JOB", "NOTE", "QUOTES", "Step", "assert_done", "in_ukrainian", "typed"]

NOTE: Final = "Quis dixit? Одне джерело, і те переказує чуже.\nПеревірити!"
"""Every letter of it is a key that means something elsewhere."""

QUOTES: Final = (
    "Minsk looks past Moscow: what Lukashenko hopes to bring home from Beijing",
    "President Oleksandr Lukashenko has gone to Beijing with two aims: to end the diplomatic and economic isolation of Belarus, and to be assured that it stays an independent republic under his own rule, Nezavisimaya Gazeta writes, citing Rador.",
    "The pressure on him is growing, at home and from abroad.",
    "Аляксандр Лукашэнка прыляцеў у Пекін 28 лютага.",
)
"""What is highlighted in the end, in the order of articles and texts."""

BELARUSIAN: Final = "Выйсці з ізаляцыі праз Пекін: чаго Лукашэнка чакае ад Сі Цзіньпіна"

CITATION: Final = f"«{QUOTES[3]}»\n— Вячэрні сшытак, “{BELARUSIAN}”, 2023-03-01, be, characters 121–168"
"""What `y` hands to the clipboard."""

_EXPECTED: Final = Path(__file__).parent / "expected"
_FILES: Final = {
    "2023-03-01 Desk Wire Minsk looks past Moscow what Lukashenko hopes to bring home from Beijing.md": "en.md",
    "2023-03-01 Вячэрні сшытак Выйсці з ізаляцыі праз Пекін чаго.md": "be.md",
}


class Step(NamedTuple):
    """Keys, and what the screen shows when they have had their effect."""

    keys: str
    seen: str
    text: bool = False
    """Whether they are typed into a field: then the keyboard's layout is that of the text."""


JOB: Final = (
    Step("))is", "SELECT"),
    Step("m", "highlighted"),
    Step("a", "ctrl+s save"),
    Step(NOTE.replace("\n", "\r"), "Перевірити!", text=True),
    Step("\x13", "note saved"),
    Step("t", "No tags yet"),
    Step("заява", "new tag: заява", text=True),
    Step("\r", "tagged заява"),
    Step(")is", "SELECT"),
    Step("1", "tagged заява"),
    Step("f", "Search the desk"),
    Step("lukashenko", "lukashenko", text=True),
    Step("\r", "1 of 7"),
    Step("m", "highlighted"),
    Step("f", "Search the desk"),
    Step('"прыляцеў у Пекін"', "прыляцеў у Пекін", text=True),
    Step("\r", "1 of 1"),
    Step("m", "highlighted"),
    Step("y", "copied 47"),
    Step("x", "Export to Markdown"),
    Step("\x15~/notes", "~/notes", text=True),
    Step("\r", "4 highlights in 2 Markdown files"),
)
"""On the sample articles, from a new desk on; `q` is left."""

_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_UKRAINIAN: Final = "йцукенгшщзхїфівапролджєячсмитьбю"


def in_ukrainian(step: Step) -> str:
    """The same physical keys with the Ukrainian layout on."""
    return step.keys if step.text else step.keys.translate(str.maketrans(_LATIN, _UKRAINIAN))


def typed(steps: tuple[Step, ...] = JOB) -> str:
    """All keys in one piece."""
    return "".join(step.keys for step in steps)


def assert_done(place: Place) -> None:
    """The desk and the exported files hold exactly what the job was to make."""
    annotations = place.objects("annotations")
    assert [annotation["quote"] for annotation in annotations] == list(QUOTES)
    assert [annotation["note"] for annotation in annotations] == ["", NOTE, "", ""]
    assert [annotation["tags"] for annotation in annotations] == [[], ["заява"], ["заява"], []]
    texts = {article["id"]: place.run("show", article["id"]) for article in place.objects("articles")}
    assert len(texts) == 6
    for found in annotations:
        assert texts[found["article"]][found["start"] : found["end"]] == found["quote"]
    _assert_exported(place, annotations)


def _assert_exported(place: Place, annotations: list[dict[str, object]]) -> None:
    """Byte for byte; only the ids, and the articles' checksums, are taken from the desk itself."""
    folder = place.home / "notes"
    assert {path.name for path in folder.iterdir()} == set(_FILES)
    names = {f"<id {number}>": str(found["id"]) for number, found in enumerate(annotations, 1)}
    for article in place.objects("articles"):
        if article["annotations"]:
            names[f"<id {article['language']}>"] = article["id"]
            names[f"<sha256 {article['language']}>"] = article["sha256"]
    for path, expected in _FILES.items():
        text = (_EXPECTED / expected).read_text(encoding="utf-8")
        for placeholder, value in names.items():
            text = text.replace(placeholder, value)
        assert (folder / path).read_bytes() == text.encode()
