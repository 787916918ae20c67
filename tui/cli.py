"""The commands. Imports no Textual but to open the desk in the terminal.

Answers go to standard output (as JSON Lines with --json), messages for people to standard error.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import click

from store.errors import ExportError, IntakeError, UsageError
from store.text import many, printable
from tui.cli_annotations import annotate, annotations_, link, links_, remove, unlink
from tui.cli_base import as_json_option, emit, say, short, shown, with_desk
from tui.entrance import IN_PART, named_desk, open_screen, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from store import Article, Change, Desk, Hit, ImportReport
    from store.export import Entry, Written
    from store.intake import Source

__all__ = ["cli", "run"]


class _Commands(click.Group):
    """Commands in the order of the contract, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's form
        return list(self.commands)


@click.group(
    cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--desk", "folder", metavar="DIR", help="The desk's folder.")
@click.version_option(package_name="newsdesk", prog_name="newsdesk")
@click.pass_context
def cli(ctx: click.Context, folder: str | None) -> None:
    """The analyst's desk in a terminal: read, highlight, note, find a name in any script, export.

    With no command the desk opens in this terminal. Its folder is --desk, else $NEWSDESK_DESK, else
    the platform's folder for user data.
    """
    ctx.obj = named = named_desk(folder)
    if ctx.invoked_subcommand is None:
        open_screen(named)


def _encoding(_ctx: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    """The encoding's proper name, before a desk is opened. Raises UsageError."""
    if name is None:
        return None
    from store.intake import canonical

    try:
        return canonical(name)
    except IntakeError as error:
        raise UsageError(str(error)) from None


@cli.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--encoding",
    metavar="NAME",
    callback=_encoding,
    help="Read all in this encoding, instead of working it out.",
)
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Put a tag on every article. Repeatable.")
@as_json_option
@with_desk(write=True)
def import_(
    desk: Desk, paths: Sequence[str], encoding: str | None, tags: Sequence[str], *, as_json: bool
) -> None:
    """Take in files, folders with all below them, or - for standard input."""
    from store.objects import import_object

    counts: dict[str, int] = {}
    for report in _imported(desk, paths, encoding, tags):
        counts[report.status] = counts.get(report.status, 0) + 1
        if as_json:
            emit([import_object(report)])
        else:
            say(_import_line(report))
        if report.status == "failed":
            tell(f"{printable(report.path)}: {printable(report.reason or '')}")
        for loss in report.losses:
            tell(f"{printable(report.path)}: {printable(loss)}")
    tell(", ".join(f"{count} {status}" for status, count in counts.items()) or "Nothing to import was found.")
    if counts.get("failed"):
        sys.exit(IN_PART)


def _imported(
    desk: Desk, paths: Sequence[str], encoding: str | None, tags: Sequence[str]
) -> Iterator[ImportReport]:
    named = [path for path in paths if path != "-"]
    if named:
        yield from desk.import_paths(named, encoding=encoding, tags=tags)
    if "-" in paths:
        yield from desk.import_sources(_standard_input(), encoding=encoding, tags=tags)


def _standard_input() -> Iterator[Source | ImportReport]:
    from store import ImportReport
    from store.intake import read_stream

    try:
        yield read_stream(sys.stdin.buffer)
    except IntakeError as error:
        yield ImportReport(path="-", status="failed", reason=str(error))


def _import_line(report: ImportReport) -> str:
    title = f"  {printable(report.title)}" if report.title else ""
    reason = f" ({printable(report.reason)})" if report.reason and report.status != "failed" else ""
    facts = printable(", ".join(filter(None, (report.language, report.encoding))))
    return (
        f"{report.status:<9} {short(report.id):<8}{title}{reason}"
        + (f"  [{facts}]" if facts else "")
        + (f"  {printable(report.path)}" if not report.title else "")
    )


@cli.command("articles")
@click.argument("query", required=False)
@as_json_option
@with_desk()
def articles_(desk: Desk, query: str | None, *, as_json: bool) -> None:
    """List articles: all, or those whose title, outlet, language, date or tags have QUERY."""
    from store.objects import article_object

    found = desk.articles(query)
    if as_json:
        emit(map(article_object, found))
        return
    for article in found:
        say(_article_line(article))
    if not found:
        tell("No article has that." if query else "No articles yet. newsdesk import PATH… takes some in.")


def _article_line(article: Article) -> str:
    facts = (article.language, article.published, article.outlet, *(f"#{tag}" for tag in article.tags))
    notes = many(article.annotations, "annotation") if article.annotations else ""
    side = " · ".join(printable(fact) for fact in (*facts, notes) if fact)
    return f"{short(article.id)}  {printable(article.title)}" + (f"  ({side})" if side else "")


@cli.command()
@click.argument("article")
@click.option(
    "--plain",
    is_flag=True,
    help="With its annotations in words, in one line of reading: for a screen reader.",
)
@with_desk()
def show(desk: Desk, article: str, *, plain: bool) -> None:
    """Print the stored text of ARTICLE exactly; offsets count in it."""
    if not plain:
        sys.stdout.write(desk.text(article))
        return
    from store.plain import reading

    (entry,) = desk.entries(article=article)
    sys.stdout.write(reading(entry, desk.text(entry.article.id)))


@cli.command()
@click.argument("query")
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, 100_000), help="At most so many."
)
@click.option("--exact", is_flag=True, help="As spelled: no other scripts, endings or typos.")
@click.option(
    "--all", "every", is_flag=True, help="Every place, not the best one of each title, text and note."
)
@as_json_option
@with_desk()
def search(desk: Desk, query: str, limit: int, *, exact: bool, every: bool, as_json: bool) -> None:
    """Find QUERY in titles, texts and notes, in any script or spelling."""
    from store.objects import hit_object

    if not printable(query):
        raise UsageError("The query is empty; give a word, a name or a phrase to find.")
    hits = desk.search(query, limit=limit, exact=exact, every=every)
    if as_json:
        emit(map(hit_object, hits))
        return
    for hit in hits:
        say(_hit_lines(hit))
    if not hits:
        tell(f"Nothing on this desk is like “{shown(query)}”.")


def _hit_lines(hit: Hit) -> str:
    where = f"{hit.field} {hit.start}–{hit.end}"
    return (
        f"{hit.score:5.1f}  {short(hit.article)}  {printable(hit.title)}  ({printable(hit.language or '?')}, {where})\n"
        f"       {printable(hit.snippet)}\n       {printable(hit.because)}"
    )


for _command in (annotate, annotations_, link, links_, unlink, remove):
    cli.add_command(_command)


@cli.command()
@click.option(
    "--format", "kind", default="markdown", show_default=True, metavar="NAME", help="The format: markdown."
)
@click.option(
    "--output", default="-", show_default=True, metavar="PATH", help="A folder, a FILE.md, or - for here."
)
@click.option("--article", metavar="ID", help="Only this article.")
@click.option(
    "--tag", "tags", multiple=True, metavar="TAG", help="Only annotations with this tag. Repeatable."
)
@click.option("--prune", is_flag=True, help="Drop what was struck: passages whose annotation was deleted.")
@as_json_option
@with_desk()
def export(  # one parameter an option of the contract
    desk: Desk,
    kind: str,
    output: str,
    article: str | None,
    tags: Sequence[str],
    *,
    prune: bool,
    as_json: bool,
) -> None:
    """Export annotations. A second export into the same place keeps what you wrote there."""
    from store.export import FORMATS
    from store.folder import expanded

    form = FORMATS.get(kind)
    if form is None:
        raise UsageError(f"“{shown(kind)}” is no export format. There is: {', '.join(FORMATS)}.")
    entries = desk.entries(article=article, tags=tags)
    if output == "-":
        if as_json:
            raise UsageError("--json tells of files written; give --output a folder or a file.")
        sys.stdout.write(form.to_text([entry for entry in entries if entry.annotations]))
        return
    known = {annotation.id for annotation in desk.annotations()}
    path = expanded(output, ExportError)
    if form.names_file(path):
        chosen: list[Entry] = [entry for entry in entries if entry.annotations]
        written: Iterable[Written] = [form.to_file(chosen, path, known=known, prune=prune)]
    else:
        written = form.to_folder(entries, path, known=known, prune=prune)
    nothing = True
    for item in written:  # told at once: an error may follow
        nothing = False
        if as_json:
            emit([_written_object(item)])
        else:
            say(_written_line(item))
    if nothing and not as_json:
        tell("Nothing to export: no article in that choice has an annotation.")


def _written_line(item: Written) -> str:
    struck = f", {item.struck} struck" if item.struck else ""
    kept = f", {item.kept} of yours kept" if item.kept else ""
    return f"{item.status:<9} {printable(item.path)}  ({many(item.annotations, 'annotation')}{struck}{kept})"


def _written_object(item: Written) -> dict[str, Any]:
    return {
        "path": item.path,
        "status": item.status,
        "article": item.article,
        "annotations": item.annotations,
        "struck": item.struck,
        "pruned": item.pruned,
        "kept": item.kept,
    }


_MOST_STEPS: Final = 100_000


def _walk(step: Callable[[], Change | None], count: int, nothing: str, *, as_json: bool) -> None:
    from store.objects import change_object

    for number in range(count):
        change = step()
        if change is None:
            if not number:
                tell(nothing)
            return
        if as_json:
            emit([change_object(change)])
        else:
            say(f"{'Undone' if change.undone else 'Done again'}: {printable(change.summary)}")


_steps = click.argument("count", metavar="[N]", default=1, type=click.IntRange(1, _MOST_STEPS))


@cli.command()
@_steps
@as_json_option
@with_desk(write=True)
def undo(desk: Desk, count: int, *, as_json: bool) -> None:
    """Take the last change back, or the last N; also of an earlier session."""
    _walk(desk.undo, count, "Nothing to undo.", as_json=as_json)


@cli.command()
@_steps
@as_json_option
@with_desk(write=True)
def redo(desk: Desk, count: int, *, as_json: bool) -> None:
    """Make again what was undone last, or the last N."""
    _walk(desk.redo, count, "Nothing to redo.", as_json=as_json)


@cli.command()
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(1, _MOST_STEPS), help="At most so many."
)
@as_json_option
@with_desk()
def history(desk: Desk, limit: int, *, as_json: bool) -> None:
    """List what was changed, when and by whom, newest first."""
    from store.objects import change_object

    found = desk.history(limit)
    if as_json:
        emit(map(change_object, found))
        return
    for change in found:
        mark = "  (undone)" if change.undone else ""
        say(f"{change.at}  {printable(change.by or '?')}  {printable(change.summary)}{mark}")
    if not found:
        tell("Nothing was changed yet.")


@cli.command()
@click.argument("path", required=False)
@click.option("--list", "listed", is_flag=True, help="List the backups in the desk's own folder instead.")
@as_json_option
@with_desk(write=True)
def backup(desk: Desk, path: str | None, *, listed: bool, as_json: bool) -> None:
    """Copy the desk to PATH, a new or empty folder, or into its own folder; and check the copy."""
    from store.objects import backup_object

    found = desk.backups() if listed else [desk.backup(path)]
    if as_json:
        emit(map(backup_object, found))
        return
    for each in found:
        say(f"{printable(each.name)}  ({each.at}, {each.kind}, after {each.changes} changes)")
    if not found:
        tell("No backups yet. newsdesk backup makes one.")


@cli.command()
@click.argument("path")
@as_json_option
@with_desk(write=True)
def restore(desk: Desk, path: str, *, as_json: bool) -> None:
    """Make the desk what the backup in PATH was. It is backed up as it is before, and undo takes it back."""
    from store.objects import change_object

    change = desk.restore(path)
    if change is None:
        tell("The desk is what this backup was; nothing was changed.")
    elif as_json:
        emit([change_object(change)])
    else:
        say(printable(change.summary))


@cli.command()
@as_json_option
@with_desk()
def doctor(desk: Desk, *, as_json: bool) -> None:
    """Check the whole desk: checksums, sequence, references, offsets, backups. Changes nothing."""
    from store.objects import finding_object

    damaged = 0
    for finding in desk.examine():
        damaged += finding.status == "damaged"
        if as_json:
            emit([finding_object(finding)])
            continue
        say(f"{finding.status:<8} {finding.check}: {printable(finding.finding)}")
        if finding.remedy:
            say(f"         → {printable(finding.remedy)}")
    if damaged:
        tell(f"{many(damaged, 'finding')} of damage; nothing was changed.")
        sys.exit(IN_PART)


@cli.command()
@click.option("--remove", "gone", is_flag=True, help="Remove them, with their annotations.")
@as_json_option
@with_desk(write=True)
def samples(desk: Desk, *, gone: bool, as_json: bool) -> None:
    """Put the sample articles on the desk, or --remove them."""
    from store.objects import article_object, import_object
    from tui import samples as room

    if gone:
        removed = room.remove(desk)
        count = many(sum(article.annotations for article in removed), "annotation")
        tell(f"{len(removed)} sample articles removed, with {count}.")
        emit(map(article_object, removed) if as_json else ())
        return
    reports = room.add(desk)
    tell(f"{sum(report.status == 'added' for report in reports)} sample articles added.")
    emit(map(import_object, reports) if as_json else ())


@cli.command()
@click.option("--file", "only_path", is_flag=True, help="Print the path of the file for keys of your own.")
@as_json_option
def keys(*, only_path: bool, as_json: bool) -> None:
    """List the keys of the desk that are in force, and tell what is wrong in your own file of keys."""
    from tui.keylist import key_lines, key_objects
    from tui.keymap import keys_file, load

    if only_path:
        emit([{"file": keys_file()}]) if as_json else say(printable(keys_file()))
        return
    keymap = load()
    if as_json:
        emit(key_objects(keymap))
    else:
        say("\n".join(key_lines(keymap)))
    for problem in keymap.problems:
        tell(f"newsdesk: {printable(problem)}")
    if keymap.problems:
        sys.exit(IN_PART)


def run() -> None:
    """Run what the command line says. Raises UsageError, KeyboardInterrupt, and what the command raises."""
    try:
        cli.main(standalone_mode=False, prog_name="newsdesk")
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        usage = f" See: {context.command_path} --help" if context is not None else ""
        raise UsageError(error.format_message() + usage) from None
    except click.Abort:
        raise KeyboardInterrupt from None
