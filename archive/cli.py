"""The offline verbs, from status to serve. They need no network and no scraper.

`scraper.cli` mounts them beside its own; `python -m archive` offers them alone.
"""

from __future__ import annotations

import dataclasses
import sys
import webbrowser
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from archive.display import render_shown
from archive.errors import UsageError
from archive.front import archive_again, archive_root, run, say, show, where
from archive.query import DEFAULT_SECONDS, Answer, ask, tables
from archive.render.paths import blog_folders, post_place
from archive.render.then import render_then
from archive.results import as_csv, as_json, as_table, fits, json_text, without_controls
from archive.search import KINDS, EntryKind, Hit, search
from archive.showing import hits_shown, status_shown
from archive.status import Status, status_of
from archive.store import contents
from archive.store.connection import Archive
from archive.verbs.coverage import coverage_verb
from archive.verbs.diff import diff_verb
from archive.verbs.verify import verify_verb

TABLE_ROWS = 1_000
"""Rows that a table shows; --csv and --json give all."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@where
def offline() -> None:
    """Read what has been kept: no network, no scraper."""


@offline.command("status")
@where
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def status_verb(ctx: click.Context, is_json: bool) -> None:
    """Tell what is kept of each blog, and what is missing."""
    with Archive.open(archive_root(ctx)) as archive:
        status = status_of(archive)
    if is_json:
        click.echo(json_text(_status_object(status)))
        return
    show(status_shown(status, archive_again(ctx)))


def _status_object(status: Status) -> dict[str, Any]:
    found = dataclasses.asdict(status)
    for blog, row in zip(status.blogs, found["blogs"], strict=True):
        row["is_complete"] = blog.is_complete
    return found


offline.add_command(coverage_verb)


@offline.command("query")
@where
@click.argument("sql", required=False)
@click.option("--csv", "form", flag_value="csv", help="Print CSV, every row.")
@click.option("--json", "form", flag_value="json", help="Print a JSON array, every row.")
@click.option("--raw", is_flag=True, help="With --csv: no apostrophe before = + - @ in a cell.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 86_400), default=DEFAULT_SECONDS, show_default=True,
    metavar="SECONDS", help="How long SQLite may work on it.",
)  # fmt: skip
@click.pass_context
def query_verb(
    ctx: click.Context, sql: str | None, form: str | None, raw: bool, timeout: float
) -> None:
    """Answer one SELECT; without SQL, list the views and tables.

    Nothing can be written. A table shows the first 1,000 rows and cuts long cells; CSV and JSON
    give everything. In CSV, text that a spreadsheet would run as a formula gets an apostrophe.
    """
    root = archive_root(ctx)
    if sql is None:
        listed = ((name, ", ".join(columns)) for name, columns in tables(root))
        columns = ("name", "columns")
        if form is None:
            show([as_table(columns, listed, is_whole=True)])
        else:
            _show_answer(Answer(columns, listed), form, raw)
        return
    with ask(root, sql, seconds=timeout) as answer:
        _show_answer(answer, form, raw)


def _show_answer(answer: Answer, form: str | None, raw: bool) -> None:
    if form is None:
        _show_table(answer)
        return
    as_lines = partial(as_csv, is_raw=raw) if form == "csv" else as_json
    is_seen = sys.stdout.isatty()
    for line in as_lines(answer.columns, answer.rows):
        click.echo(without_controls(line) if is_seen else line, nl=False)


def _show_table(answer: Answer) -> None:
    kept = list(islice(answer.rows, TABLE_ROWS + 1))
    show([as_table(answer.columns, kept[:TABLE_ROWS])])
    if len(kept) > TABLE_ROWS:
        say(f"only the first {TABLE_ROWS:,} rows are shown; --csv and --json give all")
    n_columns, width = len(answer.columns), Console().width
    if sys.stdout.isatty() and not fits(n_columns, width):
        say(f"{width} characters are too few for {n_columns} columns; --csv and --json give all")


@offline.command("search")
@where
@click.argument("text", nargs=-1, required=True)
@click.option("--posts", "kinds", flag_value="posts", help="Look in posts and pages alone.")
@click.option("--comments", "kinds", flag_value="comments", help="Look in comments alone.")
@click.option("--blog", metavar="BLOG", help="Look in one blog: its address, host or id.")
@click.option(
    "--limit", type=click.IntRange(1, 1_000_000), default=20, show_default=True, metavar="N",
    help="Show so many at most.",
)  # fmt: skip
@click.option("--json", "is_json", is_flag=True, help="Print a JSON array.")
@click.pass_context
def search_verb(  # noqa: PLR0913  click hands over one argument per option
    ctx: click.Context,
    text: tuple[str, ...],
    *,
    kinds: str | None,
    blog: str | None,
    limit: int,
    is_json: bool,
) -> None:
    """Find words in posts and comments.

    Every word must be there; the best come first. Case and accents do not matter, in any script.
    `word*` is a beginning; '"two words"' a phrase.
    """
    with Archive.open(archive_root(ctx)) as archive:
        hits = search(archive, " ".join(text), limit=limit, kinds=_KINDS[kinds], blog=blog)
        pages = _pages_of(archive, hits)
    if is_json:
        columns = tuple(field.name for field in dataclasses.fields(Hit))
        found = ((*dataclasses.astuple(hit), page) for hit, page in zip(hits, pages, strict=True))
        for line in as_json((*columns, "page"), found):
            click.echo(line, nl=False)
        return
    show(hits_shown(zip(hits, pages, strict=True)))
    if not hits:
        say("nothing found")


def _pages_of(archive: Archive, hits: Sequence[Hit]) -> list[str | None]:
    """Name the file of the mirror that shows each hit; None where it is not rendered."""
    folders = blog_folders((blog.blog_id, blog.host) for blog in contents.blogs(archive))
    places = [archive.root / post_place(folders[hit.blog_id], hit.path) for hit in hits]
    return [str(place) if place.is_file() else None for place in places]


_KINDS: dict[str | None, tuple[EntryKind, ...]] = {
    None: KINDS,
    "posts": ("post", "page"),
    "comments": ("comment",),
}


@offline.command("render")
@where
@click.option(
    "--as-of", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY",
    help="As the blogs were on a day (2019-05-01), from the versions kept; needs --to.",
)  # fmt: skip
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), metavar="DIR",
    help="A new folder for --as-of: it will need nothing of the archive.",
)  # fmt: skip
@click.pass_context
def render_verb(ctx: click.Context, day: datetime | None, folder: Path | None) -> int:
    """Make the offline mirror again.

    Reads only what is kept, and makes only the pages whose contents changed. What it wrote is then
    checked: every link leads somewhere, nothing is loaded from outside; exit code 4 where that is
    not so. Prints the page to open.
    """
    root = archive_root(ctx)
    if (day is None) != (folder is None):
        raise UsageError("--as-of and --to go together: render --as-of 2019-05-01 --to FOLDER")
    if day is not None and folder is not None:
        return _render_then(root, day.date(), folder)
    with Archive.reopen_for_writing(root) as archive:
        report = render_shown(archive, Console(stderr=True))
    click.echo(report.home)
    return report.exit_code


def _render_then(root: Path, day: date, folder: Path) -> int:
    if day > datetime.now(UTC).date():
        raise UsageError(f"--as-of {day}: is still to come; name a day that has been")
    with Archive.open(root) as archive:
        render = partial(render_then, day=day, folder=folder)
        report = render_shown(archive, Console(stderr=True), render)
    click.echo(report.home)
    return report.exit_code


@offline.command("serve")
@where
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8642, show_default=True,
    help="Listen on this port of 127.0.0.1; 0 takes a free one.",
)  # fmt: skip
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@click.pass_context
def serve_verb(ctx: click.Context, port: int, *, opens: bool) -> None:
    """Show the mirror on 127.0.0.1 until Ctrl-C; its search asks the database."""
    from archive.serve import make_server  # noqa: PLC0415  a web server loads only for this verb

    with make_server(archive_root(ctx), port) as server:
        click.echo(f"http://127.0.0.1:{server.server_address[1]}/")
        say("serving; stop with Ctrl-C")
        if opens and not webbrowser.open(server.url):
            say("found no browser to open it in")
        server.serve_forever()


offline.add_command(verify_verb)
offline.add_command(diff_verb)


def main() -> None:
    """Run the offline verbs alone (`python -m archive`)."""
    sys.exit(run(offline, name="python -m archive"))
