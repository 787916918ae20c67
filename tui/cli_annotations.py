"""The commands about annotations and the links between them."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Final

import click

from store.anchor import find
from store.errors import Ambiguous, NotFound, UsageError
from store.links import said
from store.model import COLORS, LINK_KINDS, Article
from store.objects import annotation_object, article_object, link_object
from store.text import many, printable
from tui.cli_base import as_json_option, emit, say, short, shown, with_desk
from tui.entrance import IN_PART, USAGE, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import Annotation, Desk, Link

__all__ = ["annotate", "annotations_", "link", "links_", "remove", "unlink"]

_WHERE: Final = (
    "Name the passage in one way: --quote TEXT, or --start N with --end N. For a note on the article itself "
    "give none of them, but --note TEXT or --tag TAG."
)


@click.command()
@click.argument("article")
@click.option("--quote", metavar="TEXT", help="The words to highlight, as they stand in the article.")
@click.option("--prefix", default="", metavar="TEXT", help="What stands before them, where they occur twice.")
@click.option("--suffix", default="", metavar="TEXT", help="What stands behind them.")
@click.option("--start", type=click.IntRange(0), metavar="N", help="First code point of the passage.")
@click.option("--end", type=click.IntRange(0), metavar="N", help="The code point behind its last one.")
@click.option("--note", default="", metavar="TEXT", help="The note, in Markdown.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag. Repeatable.")
@click.option(
    "--color", default=None, metavar="NAME", help="The highlight's colour; that of the first tag otherwise."
)
@as_json_option
@with_desk(write=True)
def annotate(  # noqa: PLR0913, PLR0917  # one parameter an option of the contract
    desk: Desk,
    article: str,
    quote: str | None,
    prefix: str,
    suffix: str,
    start: int | None,
    end: int | None,
    note: str,
    tags: Sequence[str],
    color: str | None,
    *,
    as_json: bool,
) -> None:
    """Highlight a passage of ARTICLE: --quote its words, or --start and --end. With neither: note on ARTICLE itself."""
    if color is not None and color not in COLORS:
        raise UsageError(f"“{shown(color)}” is no colour of highlights. Choose one of {', '.join(COLORS)}.")
    if quote is None and (start, end) == (None, None):
        if not (note.strip() or tags) or prefix or suffix or color:
            raise UsageError(_WHERE)
        _annotations_out(desk, [desk.annotate_article(article, note=note, tags=tags)], as_json=as_json)
        return
    if quote is not None and (start, end) == (None, None):
        start, end = find(desk.text(article), quote, prefix, suffix)
    elif quote is not None or start is None or end is None:
        raise UsageError(_WHERE)
    made = desk.annotate(article, start, end, note=note, tags=tags, color=color)
    _annotations_out(desk, [made], as_json=as_json)


@click.command("annotations")
@click.argument("query", required=False)
@click.option("--article", metavar="ID", help="Only those of this article.")
@click.option("--tag", metavar="TAG", help="Only those with this tag, or one below it.")
@as_json_option
@with_desk()
def annotations_(
    desk: Desk, query: str | None, article: str | None, tag: str | None, *, as_json: bool
) -> None:
    """List annotations: all, or those whose quotation, note or tags have QUERY."""
    found = desk.annotations(query, article=article, tag=tag)
    _annotations_out(desk, found, as_json=as_json)
    if not found and not as_json:
        tell("No annotation has that." if query or article or tag else "No annotations yet.")


def _annotations_out(desk: Desk, found: Sequence[Annotation], *, as_json: bool) -> None:
    for annotation in found:
        links = desk.links(annotation.id)
        if as_json:
            emit([annotation_object(annotation, links)])
        else:
            _annotation_lines(annotation, links)


def _annotation_lines(annotation: Annotation, links: Sequence[Link]) -> None:
    tags = " ".join(f"#{printable(tag)}" for tag in annotation.tags)
    where = (
        "the article itself"
        if annotation.whole
        else f"{annotation.start}–{annotation.end}  “{printable(annotation.quote)}”"
    )
    say(f"{short(annotation.id)}  {short(annotation.article)} {where}" + (f"  {tags}" if tags else ""))
    if annotation.note.strip():
        say(f"          {printable(annotation.note)}")
    for item in links:
        words, other = said(item, annotation.id)
        say(f"          {words} {short(other)}")


@click.command()
@click.argument("annotation")
@click.argument("other")
@click.option("--kind", required=True, metavar="KIND", help=f"One of: {', '.join(LINK_KINDS)}.")
@as_json_option
@with_desk(write=True)
def link(desk: Desk, annotation: str, other: str, kind: str, *, as_json: bool) -> None:
    """Link ANNOTATION with OTHER: it supports, contradicts, is the same claim, or see also."""
    _links_out(desk, [desk.link(annotation, other, kind)], as_json=as_json)


@click.command("links")
@click.argument("annotation", required=False)
@as_json_option
@with_desk()
def links_(desk: Desk, annotation: str | None, *, as_json: bool) -> None:
    """List links between annotations: all, or those from and to ANNOTATION."""
    found = desk.links(annotation)
    _links_out(desk, found, as_json=as_json)
    if not found and not as_json:
        tell("This annotation has no links." if annotation else "No links yet. newsdesk link makes one.")


@click.command()
@click.argument("link")
@as_json_option
@with_desk(write=True)
def unlink(desk: Desk, link: str, *, as_json: bool) -> None:
    """Take LINK away, by its id; undo brings it back."""
    gone = desk.unlink(link)
    tell(f"Took away the link {short(gone.id)}.")
    if as_json:
        emit([link_object(gone)])


def _links_out(desk: Desk, found: Sequence[Link], *, as_json: bool) -> None:
    for item in found:
        if as_json:
            emit([link_object(item)])
            continue
        words, target = said(item, item.source)
        say(f"{short(item.id)}  {_named(desk, item.source)} {words} {_named(desk, target)}")


def _named(desk: Desk, annotation: str) -> str:
    """An annotation in the line of a link."""
    try:
        found = desk.annotation(annotation)
    except NotFound:
        return f"{short(annotation)} (gone)"
    if found.whole:
        return f"{short(annotation)} (on the article {short(found.article)})"
    return f"{short(annotation)} “{shown(found.quote)}”"


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="ID…")
@as_json_option
@with_desk(write=True)
def remove(desk: Desk, names: Sequence[str], *, as_json: bool) -> None:
    """Remove articles (with their annotations) or annotations by their ids."""
    failed = 0
    for name in names:
        found: list[Article | Annotation] = []
        for look in (desk.annotation, desk.article):
            with contextlib.suppress(NotFound):
                found.append(look(name))
        try:
            if not found:
                raise NotFound(f"No article or annotation has an id that begins with “{shown(name)}”.")
            if len(found) > 1:
                raise Ambiguous(
                    f"An article and an annotation have ids that begin with “{shown(name)}”; give more of it."
                )
        except UsageError as error:
            tell(f"newsdesk: {printable(str(error))}")
            failed += 1
            continue
        if isinstance(found[0], Article):
            for article in desk.remove_articles([found[0].id]):
                tell(
                    f"Removed the article {short(article.id)} and its {many(article.annotations, 'annotation')}."
                )
                emit([article_object(article)] if as_json else ())
        else:
            links = desk.links(found[0].id)
            gone = desk.remove(found[0].id)
            tell(f"Removed the annotation {short(gone.id)}.")
            emit([annotation_object(gone, links)] if as_json else ())
    if failed:
        sys.exit(IN_PART if failed < len(names) else USAGE)
