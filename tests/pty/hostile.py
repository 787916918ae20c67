"""Text that is meant to do harm, and desks full of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from store import Desk
from store.model import Op

if TYPE_CHECKING:
    from pathlib import Path

    from program import Place

__all__ = ["EVIL", "EVIL_NAME", "LONG", "NOTE", "TAG", "import_all", "tamper"]

EVIL: Final = (
    "[EU] [/nope] \x1b]52;c;cHduZWQ=\x07\x1b]0;owned\x07\x1b[31m\x1b[2J\x1bP+q\x1b\\\x9b31m\x9d0;owned\x9c\x90q\x9c"
    "\u202eback\u202c\u2066iso\u2069\u200f\x00\x7f\x08\x0e[@click=app.exit]x[/][link=https://evil.example]y[/link]"
    "\\[bold] {nothing} %(nothing)s"
)
"""Sequences for the clipboard, the window's title, colours and charsets, in 7 and 8 bits; bidi; markup."""

EVIL_NAME: Final = EVIL.translate({0: None, ord("/"): "∕"})[:70]
"""The same as a file's name can hold it."""

LONG: Final = "довгийрядок[/b]" * 7_000
"""One line of 105,000 characters without a space."""

NOTE: Final = f"note: {EVIL}"
TAG: Final = "[EU]tag[/x]\x1b]0;t\x07\u202e"

_QUOTE: Final = "Quote this [/nope] sentence of [EU]."
_BODY: Final = f"{_QUOTE} Then {EVIL}\n\n{LONG}\n\nBehind it: {EVIL}\n"


def import_all(place: Place, folder: Path) -> None:
    """Import hostile files through the command line, and annotate them there."""
    folder.mkdir()
    matter = f"title: t {EVIL}\noutlet: o {EVIL}\nauthor: {EVIL}\ntags: [{EVIL}]"
    files = {
        f"a{EVIL_NAME}.md": f"---\n{matter}\n---\n\n{_BODY}",
        f"b{EVIL_NAME}.txt": f"{EVIL} as the title\n\n{_BODY}",
    }
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    answer = place.run("import", os.fspath(folder))
    assert answer.count("added") == len(files)
    for article in place.objects("articles"):
        for quote in (_QUOTE, "Behind it"):
            plain = [text.replace("\0", "") for text in (NOTE, TAG)]
            place.run("annotate", article["id"], "--quote", quote, "--note", plain[0], "--tag", plain[1])


def tamper(place: Place, folder: Path) -> None:
    """Make a desk, then write hostile text into its file by hand, past the gate."""
    import_all(place, folder)
    (found,) = (path for path in place.home.rglob("journal") if path.parent.parent.name != "backups")
    start = _BODY.index("Quote")
    with Desk.open(found.parent) as desk, desk._change():
        (text,) = desk._journal.append_texts([("evil", _BODY)])
        ops = []
        for table in ("articles", "annotations", "tags"):
            documents = desk._tables.of(table)
            for number in list(documents):
                before = documents.get(number)
                assert before is not None
                after = dict(before)
                if table == "articles":
                    after.update(dict.fromkeys(("outlet", "author", "url", "published", "path"), EVIL))
                    after.update(title=f"[EU] [/nope] title {EVIL}", language=f"e{EVIL}", tags=[EVIL, TAG])
                    after.update(text=list(text), characters=len(_BODY))
                elif table == "annotations":
                    after.update(note=NOTE, tags=[TAG, EVIL[-80:]], color=EVIL, status=EVIL, created=EVIL)
                    after["selector"] = [
                        {"type": "TextPositionSelector", "start": start, "end": start + len(_QUOTE)},
                        {
                            "type": "TextQuoteSelector",
                            "exact": f"[EU] [/nope] {EVIL}",
                            "prefix": EVIL,
                            "suffix": EVIL,
                        },
                    ]
                else:
                    after.update(color=EVIL)
                ops.append(Op(table, before["id"], before, after))
        ops.append(Op("tags", EVIL[-80:], None, {"id": EVIL[-80:], "color": EVIL}))
        desk._commit(EVIL, ops)
