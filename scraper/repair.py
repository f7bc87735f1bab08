"""What is damaged is fetched or read again; nothing is deleted.

A damaged raw answer stays and names the one that came in its place. A damaged file, of a picture or
a page part, is set aside (`….damaged`) until a whole one is here, and comes back where none is to
be had. Damaged rows of entries are written anew from the raw answers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.errors import DamageError
from archive.store import repairs
from archive.store.captures import mend_template
from archive.store.checks import rebuild_index
from archive.store.connection import Archive
from archive.verify import Damage, VerifyReport
from scraper.reparse import reparse

Crawl = Callable[[str], object]
"""Crawls the blog with this home address; a blog that cannot be reached is told, not raised."""

ASIDE = ".damaged"


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What became of the damage."""

    n_files: int
    """Files that are whole again."""
    n_captures: int
    """Raw answers that have a whole successor."""
    n_templates: int
    """Templates whose damaged copy was written anew from the good one."""
    n_blogs_read_again: int
    """Blogs whose entries were read again since rows of theirs were damaged."""


def repair(archive: Archive, report: VerifyReport, crawl: Crawl, now: datetime) -> RepairReport:
    """Mend what can be mended; verify again afterwards to see what is left."""
    n_templates = _mend_templates(archive, _keys(report, "template"))
    if any(damage.kind == "index" for damage in report.damages):
        with archive.transaction() as db:
            rebuild_index(db)
    paths = {damage.subject for damage in report.damages if damage.kind == "media"}
    n_files, n_captures = _fetch(archive, _keys(report, "capture"), paths, crawl)
    return RepairReport(n_files, n_captures, n_templates, _read_again(archive, report, now))


def _keys(report: VerifyReport, kind: str) -> tuple[int, ...]:
    return tuple(
        damage.key for damage in report.damages if damage.kind == kind and damage.key is not None
    )


def _mend_templates(archive: Archive, templates: Collection[int]) -> int:
    with archive.transaction() as db:
        return sum(mend_template(db, template) for template in templates)


def _fetch(
    archive: Archive, captures: Collection[int], paths: Collection[str], crawl: Crawl
) -> tuple[int, int]:
    """Fetch damaged answers and files again with a crawl of their blogs.

    :returns: (files that are whole again, answers that have a successor).
    """
    db = archive.db
    files = repairs.named_by(db, paths)
    blogs = repairs.blogs_of_captures(db, captures) | repairs.blogs_of_files(db, files)
    homes = repairs.homes(db, blogs)
    if not homes:
        return 0, 0
    with archive.transaction():
        repairs.fetch_again(db, captures)
        repairs.want_again(db, files)
    named = {one.path for one in files}
    _set_aside(archive.root, named)
    for home_url in homes.values():
        crawl(home_url)
    with archive.transaction():
        n_captures = repairs.note_replacements(db, captures)
        left = {one.path for one in repairs.put_back(db, files)}
    return len(named) - _bring_back(archive.root, left), n_captures


def _set_aside(root: Path, paths: Collection[str]) -> None:
    for path in paths:
        file = root / path
        if file.is_file():
            file.replace(file.with_name(file.name + ASIDE))


def _bring_back(root: Path, paths: Collection[str]) -> int:
    """Bring back the files of which no whole one came.

    :returns: how many these are.
    """
    # Another row of the same file may have brought it.
    still_away = [root / path for path in paths if not (root / path).exists()]
    for file in still_away:
        aside = file.with_name(file.name + ASIDE)
        if aside.is_file():
            aside.replace(file)
    return len(still_away)


def _read_again(archive: Archive, report: VerifyReport, now: datetime) -> int:
    """Write the rows of entries anew from the raw answers."""
    rows = [_named(damage) for damage in report.damages if damage.kind == "row"]
    blogs = repairs.blogs_of_rows(archive.db, rows)
    n_read = 0
    for blog in sorted(blogs):
        # A raw answer that is damaged and has no successor keeps its blog from being read again.
        with suppress(DamageError):
            reparse(archive, (blog,), now)
            n_read += 1
    return n_read


def _named(damage: Damage) -> tuple[str, ...]:
    return tuple(damage.subject.split(" "))
