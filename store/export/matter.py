"""Front matter: the YAML between two `---` lines at the top of a Markdown file.

Only what such files hold at their first level is read: `key: value`. Our keys are set in place;
every other line, whatever it is, stays as it was.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["measure", "quote", "split", "update", "value_of"]

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_KEY: Final = re.compile(r"(?P<key>[A-Za-z_][\w-]*|\"[^\"]*\"|'[^']*')[ \t]*:(?=\s|$)")
_DOUBLE: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_SINGLE: Final = re.compile(r"'(?:[^']|'')*'")
_COMMENT: Final = re.compile(r"\s+#.*$|^#.*$")
_CONTINUED: Final = re.compile(r"[ \t]|-(?=\s|$)")

# Not printable in YAML 1.1 or a line end there, and left as they are by JSON.
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def quote(value: str) -> str:
    """Write a YAML double-quoted scalar, with the escapes that JSON has too."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def split(text: str) -> list[str]:
    """Take a file's text apart into lines as Markdown has them, each with its own end: LF, CR LF or CR."""
    return _LINE.findall(text)


def measure(lines: Iterable[str]) -> int:
    """Count the lines of the front matter, both `---` included; 0 if there is none."""
    for number, line in enumerate(lines):
        if number == 0 and line.rstrip() != "---":
            return 0
        if number and line.rstrip() in {"---", "..."}:
            return number + 1
    return 0


def value_of(lines: Sequence[str], key: str) -> str | None:
    """Return the value of a top-level key, if it is a scalar on one line."""
    for line in lines:
        if _key(line) == key:
            return _scalar(line)[0]
    return None


def update(lines: Sequence[str], values: Mapping[str, str | None], *, eol: str) -> list[str]:
    """Set these values in the front matter; no lines make a new one.

    A value that is already there, however it is quoted, keeps its line. None leaves what is
    there: the user may know what the desk does not.
    """
    if not lines:
        lines = [f"---{eol}", f"---{eol}"]
    result = list(lines)
    place = 1
    for key, value in values.items():
        at = next((number for number, line in enumerate(result) if _key(line) == key), None)
        if at is None:
            if value is not None:
                result.insert(place, f"{key}: {quote(value)}{eol}")
                place += 1
            continue
        place = at + 1
        old, complete, comment = _scalar(result[at])
        if value is None or old == value:
            continue
        end = place
        while not complete and _CONTINUED.match(result[end]):
            end += 1
        result[at:end] = [f"{key}: {quote(value)}{comment}{eol}"]
    return result


def _key(line: str) -> str | None:
    found = _KEY.match(line)
    return found["key"].strip("\"'") if found else None


def _scalar(line: str) -> tuple[str | None, bool, str]:
    """Return a line's value, whether it ends there for certain, and the comment after it."""
    found = _KEY.match(line)
    text = line[found.end() :].strip() if found else ""
    if quoted := _DOUBLE.match(text):
        try:
            value: str | None = str(json.loads(quoted[0], strict=False))
        except ValueError:  # an escape that YAML has and JSON has not
            value = None
        return value, True, _comment(text[quoted.end() :])
    if quoted := _SINGLE.match(text):
        return quoted[0][1:-1].replace("''", "'"), True, _comment(text[quoted.end() :])
    plain = _COMMENT.sub("", text)
    return plain or None, False, _comment(text)


def _comment(text: str) -> str:
    found = _COMMENT.search(text)
    return f"  {found[0].strip()}" if found else ""
