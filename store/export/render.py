"""What a person reads in an export: headings, source lines, and the body of each annotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from store.citation import citation, day, quoted, titled
from store.export.escape import inline, quotation
from store.export.segments import WHOLE
from store.text import clean, clean_line, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.export.model import Linked
    from store.model import Annotation, Article, Status

__all__ = ["annotation_body", "fields", "heading"]

_LINKED: Final = 160
"""Code points shown of the words of a linked annotation."""

_WEB: Final = re.compile(r"https?://[^\s<>\x00-\x20\x7f]+", re.IGNORECASE)

# Obsidian's rule for a tag: letters, digits, `_`, `-`, `/` between them, and not digits alone.
# An underscore that is not between two of the former could be emphasis elsewhere.
_PLAIN_TAG: Final = re.compile(r"(?:(?:^|/)[^\W_]+(?:(?:-+|_+)[^\W_]+)*)+")
_NOT_IN_TAG: Final = re.compile(r"[-_]*[^\w/]+[-_]*")

_STATUS: Final[dict[Status, str]] = {
    "anchored": "",
    "review": "Status: review (the text has changed; the passage was found again and must be checked)",
    "orphan": "Status: orphan (the text has changed; the passage was not found in it)",
}

# Where a line of a note may open something that only a later line closes.
_CONTAINER: Final = r"[ \t>*+\-0-9.)]*"
_FENCE: Final = re.compile(rf"({_CONTAINER})(`{{3,}}(?=[^`]*$)|~{{3,}})")
_FENCE_END: Final = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*")
_RAW: Final = re.compile(rf"{_CONTAINER}<(?:script|pre|style|textarea|[!?])", re.IGNORECASE)
_HTML: Final = re.compile(rf"{_CONTAINER}<")
_PAIRED: Final = ("%%", "$$")


def fields(article: Article) -> dict[str, str | None]:
    """Return the front matter of an article's file."""
    return {
        "newsdesk": article.id,
        "title": clean_line(article.title),
        "outlet": article.outlet,
        "url": article.url,
        "date": article.published,
        "language": article.language,
        "sha256": article.sha256,
    }


def heading(article: Article, *, level: int) -> str:
    """Return an article's heading and, under it, its source line: outlet, date, link."""
    title = f"{'#' * level} {titled(article, inline)}"
    outlet = inline(article.outlet or "")
    url = clean_line(article.url or "")
    link = f"<{url}>" if _WEB.fullmatch(url) else inline(url)
    source = " · ".join(part for part in (outlet, day(article.published), link) if part)
    return f"{title}\n\n{source}" if source else title


def annotation_body(article: Article, annotation: Annotation, links: Sequence[Linked] = ()) -> str:
    """Return quotation, citation, status unless anchored, tags, links, note: parted by blank lines.

    In place of quotation and citation the note on an article itself has a line that says so.
    """
    parts = [WHOLE]
    if not annotation.whole:
        parts = [
            "\n".join(quotation(annotation.quote)),
            f"— {citation(article, annotation.start, annotation.end, inline)}",
        ]
    parts.append(_STATUS[annotation.status])
    if annotation.tags:
        parts.append("Tags: " + " ".join(map(_tag, annotation.tags)))
    parts += map(_link, links)
    parts.append(_note(annotation.note))
    return "\n\n".join(part for part in parts if part)


def _link(link: Linked) -> str:
    """Write a link as a paragraph of one line: what it says, the other's words, and where they stand."""
    other, article = link.annotation, link.article
    words = shorten(clean_line(other.note if other.whole else other.quote), _LINKED)
    named = inline(quoted(words, article.language)) if words else ""
    where = citation(article, other.start, other.end, inline)
    if other.whole:
        named, where = f"the note {named}".strip(), f"on {where}"
    else:
        where = f"— {where}"
    return f"{link.says.capitalize()}: {named} {where}"


def _tag(name: str) -> str:
    """Write a tag as a hashtag; one that no hashtag can spell is followed by its exact name."""
    if _plain(name):
        return f"#{name}"
    parts = [_NOT_IN_TAG.sub("-", part).strip("-_") for part in name.split("/")]
    near = "/".join(part for part in parts if part)
    if not _plain(near):
        near = f"tag-{near}".strip("-")
    return f"#{near} ({inline(name)})"


def _plain(tag: str) -> bool:
    return _PLAIN_TAG.fullmatch(tag) is not None and any(letter.isalpha() for letter in tag)


def _note(note: str) -> str:
    """Return the note as it was written; one that might reach out of its block, in a block quote.

    Whatever a block quote opens ends with it, and no line in it starts with our marker.
    """
    lines = clean(note).split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    while lines and not lines[-1].strip():
        del lines[-1]
    if _self_contained(lines):
        return "\n".join(lines)
    return "\n".join(["Note:", "", *(f"> {line}" if line.strip() else ">" for line in lines)])


def _self_contained(lines: list[str]) -> bool:
    """Tell whether nothing in these lines can stay open at their end, or be taken for a marker.

    Sure rather than complete: only fences at the start of a line are followed to their end,
    since what an indented one belongs to takes a whole parser to know.
    """
    if any("newsdesk" in line and line.lstrip().startswith("<!--") for line in lines):
        return False
    if any(sum(line.count(mark) for line in lines) % 2 for mark in _PAIRED):
        return False
    fence, fenced, html = "", False, False
    for line in lines:
        found = _FENCE.match(line)
        if fence:
            closing = _FENCE_END.fullmatch(line)
            if closing and closing[1].startswith(fence):
                fence = ""
        elif found:
            if found[1]:
                return False
            fence, fenced = found[2], True
        elif _RAW.match(line):
            return False
        else:
            html = html or bool(_HTML.match(line))
    return not fence and not (fenced and html)
