"""`reparse`: read every kept answer again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import click

from archive.config import load
from archive.front import archive_again, archive_root, named_config, where
from archive.results import json_text, plain
from archive.search import blog_named
from archive.store import contents
from archive.store.connection import Archive
from scraper.config import Settings
from scraper.differences import ReparseReport
from scraper.reparse import reparse

_GAPS = "SELECT * FROM gaps"


@click.command("reparse")
@where
@click.argument("blogs", nargs=-1, metavar="[BLOG]...")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--json", "is_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def reparse_verb(
    ctx: click.Context, blogs: tuple[str, ...], *, dry_run: bool, is_json: bool
) -> int:
    """Read every kept answer again with today's parsers, with no network.

    BLOG is an address, host or id of a kept blog, or the name of a [[blog]] in config.toml; with
    none, every kept blog is read again. Values are replaced in place: no version begins, none is
    lost. Pages that could not be read before are kept if they can be read now.
    """
    settings = load(Settings, named_config(ctx))
    root = archive_root(ctx, settings.archive.path)
    by_name = {blog.name: blog.url for blog in settings.blog if blog.name}
    with Archive.reopen_for_writing(root) as archive:
        named = [blog_named(archive, by_name.get(name, name)) for name in blogs]
        ids = tuple(dict.fromkeys(named)) or tuple(blog.blog_id for blog in contents.blogs(archive))
        report = reparse(archive, ids, datetime.now(UTC), is_dry_run=dry_run)
    _tell_reparse(report, archive_again(ctx), is_json=is_json)
    return report.exit_code


def _tell_reparse(report: ReparseReport, option: str, *, is_json: bool) -> None:
    if is_json:
        click.echo(json_text(asdict(report) | {"exit_code": report.exit_code}))
        return
    if report.is_dry_run:
        for change in report.changes:
            before, after = (plain(repr(value)) for value in (change.before, change.after))
            place = plain(change.url or change.subject)
            click.echo(f"{place}  {change.entry}.{change.field}: {before} -> {after}")
    for name, n_changed in report.fields.items():
        click.echo(f"{n_changed:,} {name} {'would change' if report.is_dry_run else 'changed'}")
    click.echo(
        f"{report.n_captures:,} captures read with parser {report.parser}: "
        f"{len(report.changes):,} changes, {report.n_closed:,} findings no longer hold, "
        f"{report.n_planned:,} addresses left for the next crawl, "
        f"{report.n_unreadable:,} cannot be read"
    )
    if report.suspect:
        click.echo(f"suspect still: see it with: blogarchive query{option} '{_GAPS}'")
    if report.changes and not report.is_dry_run:
        click.echo(f"make the mirror again with: blogarchive render{option}")
