"""Read kept captures again with today's parsers, and bring the rows to what these make of them.

Every capture is read in the order kept, by the code that a crawl keeps with (`keeping.py`), into a
scratch database; what differs from the archive is then written in place, in one transaction. So
the same parsers find nothing to change, and reading again twice is reading again once. Versions,
and entries that no capture tells of, stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Final

from archive.model import Finding, FindingKind, Target
from archive.store import captures, crawls, declared, renewal
from archive.store.captures import Captures, Listed
from archive.store.connection import Archive
from archive.store.targets import Frontier
from scraper import plan
from scraper.differences import (
    FieldChange,
    ReparseReport,
    comment_values,
    differences,
    post_values,
)
from scraper.keeping import (
    KEEPERS,
    Keeping,
    UnreadableError,
    keep,
    note_missing_comments,
    read,
    unreadable,
)
from scraper.parse import PARSER_VERSION
from scraper.parse.kinds import PARSERS, Parsers
from scraper.weighing import judge, weigh


@dataclass(slots=True)
class _Reparse:
    """One second reading from start to end."""

    archive: Archive
    scratch: Archive
    blogs: tuple[str, ...]
    now: datetime
    is_dry_run: bool
    changes: list[FieldChange] = field(default_factory=list)
    n_planned: int = 0
    n_closed: int = 0
    n_captures: int = 0
    suspect: list[str] = field(default_factory=list)
    reread: list[tuple[Listed, str | None]] = field(default_factory=list)
    """Captures of which it is said otherwise now whether, and why not, they can be read."""
    newest: dict[tuple[str, str, str], tuple[Target, Listed, str | None]] = field(
        default_factory=dict
    )
    """(blog, kind, key): a target, its newest capture, and why that cannot be read."""


def reparse(
    archive: Archive,
    blogs: Collection[str],
    now: datetime,
    *,
    is_dry_run: bool = False,
    parsers: Parsers = PARSERS,
) -> ReparseReport:
    """Bring the rows of some blogs to what the parsers make of the kept captures.

    :param blogs: ids; an author who writes on several is named as the last of these names him.
    :raises DamageError: a capture does not match its digest; nothing is changed.
    """
    with renewal.scratch_of(archive, blogs) as scratch:
        this = _Reparse(archive, scratch, tuple(blogs), now, is_dry_run)
        with scratch.transaction():
            _read_all(this, parsers)
        with nullcontext() if is_dry_run else archive.transaction():
            for blog in blogs:
                _renew_blog(this, blog)
            for post_id in renewal.post_ids(scratch.db, blogs):
                _renew_post(this, post_id)
            for blog in blogs:
                _renew_findings(this, blog)
            _settle_captures(this)
            for blog in blogs:
                _settle_blog(this, blog)
        return _report(this)


# -- reading -------------------------------------------------------------------------------------


def _read_all(this: _Reparse, parsers: Parsers) -> None:
    listed = captures.answered(this.archive.db, this.blogs)
    shelf = Captures(this.archive.db)
    for (crawl, blog), some in groupby(listed, key=lambda one: (one.crawl, one.blog)):
        keeping = _keeping(this, crawl, blog)
        for one in some:
            if one.kind in KEEPERS:
                _read(this, keeping, one, shelf, parsers)
        if crawl is not None and crawls.has_ended(this.scratch.db, crawl):
            is_suspect = judge(keeping, this.now)
            crawls.judge(this.scratch.db, crawl, is_suspect=is_suspect)


def _keeping(this: _Reparse, crawl: int | None, blog: str) -> Keeping:
    """The scratch database, as the run that fetched the captures kept in the archive."""
    db = this.scratch.db
    began, since = this.now, None
    if crawl is not None:
        cut = crawls.unfinished(db, blog, crawl)
        began, since = (cut.began, cut.listed_since) if cut else (crawls.began(db, crawl), None)
    home_url = renewal.home_of(db, blog)
    return Keeping(this.scratch, blog, home_url, crawl, began, listed_since=since)


def _read(this: _Reparse, keeping: Keeping, one: Listed, shelf: Captures, parsers: Parsers) -> None:
    capture = shelf.load(one.capture)
    target = _target(this, one, keeping.hosts)
    this.n_captures += 1
    problem = None
    try:
        reading = read(one.kind, capture, one.blog, parsers)
    except UnreadableError as error:
        problem = str(error)
        weigh(keeping, one.kind, None)
    else:
        weigh(keeping, one.kind, reading)
        keep(keeping, target, reading, capture, one.capture)
    if one.kind != "home":  # a run that cannot read a home page ends before it is kept
        this.newest[one.blog, one.kind, target.key] = target, one, problem
        if problem != one.problem:
            this.reread.append((one, problem))


def _target(this: _Reparse, one: Listed, hosts: Collection[str]) -> Target:
    key = Frontier(this.archive.db, one.blog, 0).key_of(one.kind, one.url)
    if key is None:
        return plan.target(one.kind, one.url, "", hosts)
    return Target(one.kind, key, one.url, "")


# -- comparing and writing -----------------------------------------------------------------------


def _renew_blog(this: _Reparse, blog: str) -> None:
    here, there = (renewal.kept_blog(one.db, blog) for one in (this.archive, this.scratch))
    found = tuple(differences("blog", blog, renewal.home_of(this.archive.db, blog), here, there))
    # What no page says any more stays: empty values never overwrite.
    told = tuple(change for change in found if change.after is not None)
    this.changes.extend(told)
    if told and not this.is_dry_run:
        renewal.renew_blog(this.archive.db, blog, there)


def _renew_post(this: _Reparse, post_id: str) -> None:
    here, there = (renewal.kept_post(one.db, post_id) for one in (this.archive, this.scratch))
    if there is not None and there != here:
        post = there.entry
        before, after = post_values(here) if here else None, post_values(there)
        this.changes.extend(differences(post.kind, post_id, post.url, before, after))
        if not this.is_dry_run:
            renewal.renew_post(this.archive.db, there)
    for comment_id in renewal.comment_ids(this.scratch.db, post_id):
        _renew_comment(this, comment_id)


def _renew_comment(this: _Reparse, comment_id: str) -> None:
    here, there = (renewal.kept_comment(one.db, comment_id) for one in (this.archive, this.scratch))
    if there is not None and there != here:
        before, after = comment_values(here) if here else None, comment_values(there)
        url = there.entry.url or ""
        this.changes.extend(differences("comment", comment_id, url, before, after))
        if not this.is_dry_run:
            renewal.renew_comment(this.archive.db, there)


def _renew_findings(this: _Reparse, blog: str) -> None:
    """Disagreements, comments kept elsewhere, whether the last run is suspect: as read today."""
    for kind in ("disagreement", "external-comments", "suspect"):
        here, there = (
            crawls.open_findings(one.db, blog, kind) for one in (this.archive, this.scratch)
        )
        for place, (crawl, finding) in there.items():
            if (place not in here or here[place][1] != finding) and not this.is_dry_run:
                crawls.keep_finding(this.archive.db, blog, finding, crawl, this.now)
        for subject, name in here.keys() - there.keys():
            if kind == "suspect" or renewal.kept_post(this.scratch.db, subject):
                _close(this, kind, subject, name)
        if kind == "suspect" and there:
            this.suspect.append(blog)


def _close(this: _Reparse, kind: FindingKind, subject: str, name: str | None = None) -> None:
    this.n_closed += 1
    if not this.is_dry_run:
        crawls.close_finding(this.archive.db, kind, subject, this.now, name)


def _settle_captures(this: _Reparse) -> None:
    """Say of each capture, and of the address behind it, whether it can be read."""
    for one, problem in this.reread:
        changed = FieldChange("capture", str(one.capture), one.url, "problem", one.problem, problem)
        this.changes.append(changed)
        if not this.is_dry_run:
            captures.note_problem(this.archive.db, one.capture, problem)
    for blog in this.blogs:
        findings = crawls.open_findings(this.archive.db, blog, "unreadable")
        for target, one, problem in this.newest.values():
            if one.blog == blog:
                _, finding = findings.get((target.key, ""), (None, None))
                _settle(this, target, one, problem, finding)


def _settle(
    this: _Reparse, target: Target, one: Listed, problem: str | None, finding: Finding | None
) -> None:
    found = unreadable(target, problem) if problem is not None else None
    if found == finding:
        return
    if found is None:
        _close(this, "unreadable", target.key)
    if this.is_dry_run:
        return
    frontier = Frontier(this.archive.db, one.blog, one.crawl)
    frontier.mark(target, "failed" if found else "done", problem or "read again", this.now)
    if found is not None:
        crawls.keep_finding(this.archive.db, one.blog, found, one.crawl, this.now)


def _settle_blog(this: _Reparse, blog: str) -> None:
    """What follows from the rows: rates per run, missing comments, addresses told of now."""
    db, other = this.archive.db, this.scratch.db
    here, there = (Frontier(one, blog, None) for one in (db, other))
    known = {(target.kind, target.key) for target in here.every(_PAGES)}
    found = [one for one in there.every(_PAGES) if (one.kind, one.key) not in known]
    this.n_planned += len(found)
    if this.is_dry_run:
        return
    here.add(found)
    declared.bring_over(other, db, blog)
    last = None
    for crawl in crawls.of_blog(db, blog):
        renewal.renew_rates(other, db, crawl)
        last = crawl
    if this.changes:
        home_url = renewal.home_of(db, blog)
        note_missing_comments(Keeping(this.archive, blog, home_url, last, this.now), this.now)


_PAGES: Final = ("post", "page")


# -- telling -------------------------------------------------------------------------------------


def _report(this: _Reparse) -> ReparseReport:
    return ReparseReport(
        is_dry_run=this.is_dry_run,
        parser=PARSER_VERSION,
        n_captures=this.n_captures,
        n_unreadable=sum(problem is not None for _, _, problem in this.newest.values()),
        n_planned=this.n_planned,
        n_closed=this.n_closed,
        fields=dict(Counter(f"{one.entry}.{one.field}" for one in this.changes).most_common()),
        suspect=tuple(this.suspect),
        changes=tuple(this.changes),
    )
