"""`coverage`: what is proven complete, and each gap by name."""

from __future__ import annotations

from dataclasses import asdict

import click

from archive.coverage import Coverage, reckon
from archive.front import archive_root, show, where
from archive.results import json_text
from archive.search import blog_named
from archive.showing import coverage_shown
from archive.store import contents
from archive.store.connection import Archive
from archive.store.evidence import evidence_of

COMPLETE, HAS_GAPS = 0, 1
"""Exit codes."""


@click.command("coverage")
@where
@click.argument("blogs", nargs=-1, metavar="[BLOG]...")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def coverage_verb(ctx: click.Context, blogs: tuple[str, ...], *, is_json: bool) -> int:
    """Prove what is complete, and name each gap.

    Reconciles what each source of a blog declares (feed totals, sitemap, archive and label widgets,
    links between posts, comment counts, pictures and page parts mentioned) with what is kept. Each
    gap has its reason and what would close it. BLOG is an address, host or id of a kept blog; with
    none, every kept blog is judged. Exit code 0: nothing is missing; 1: there are gaps.
    """
    with Archive.open(archive_root(ctx)) as archive, contents.snapshot(archive):
        named = dict.fromkeys(blog_named(archive, name) for name in blogs)
        ids = tuple(named) or tuple(blog.blog_id for blog in contents.blogs(archive))
        found = [reckon(evidence_of(archive, blog)) for blog in ids]
    is_complete = all(one.is_complete for one in found)
    if is_json:
        told = {"is_complete": is_complete, "blogs": [_object(one) for one in found]}
        click.echo(json_text(told))
    else:
        for one in found:
            show(coverage_shown(one))
    return COMPLETE if is_complete else HAS_GAPS


def _object(coverage: Coverage) -> dict[str, object]:
    return asdict(coverage) | {"is_complete": coverage.is_complete}
