"""What a full listing of a blog proves: which posts and comments it lacks, and which are gone.

A post is gone when a complete listing lacks it *and* its own page answers 404 or 410; a comment,
when the comments of its post, read to their end, lack it. Nothing is deleted: the row says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlite_utils import Database

from archive.model import Finding
from archive.store import crawls
from archive.store.captures import timestamp
from archive.store.statements import execute, one

_ENTRY_FEEDS: Final = {"post": "feed-posts", "page": "feed-pages"}


@dataclass(frozen=True, slots=True)
class Listed:
    """How one feed ended."""

    kind: str
    total: int | None
    """What it claims to have; None where it claims nothing."""
    n_entries: int
    """What it gave, from its first page on."""

    @property
    def is_whole(self) -> bool:
        """Whether it gave as many as it claims."""
        return self.total is not None and self.n_entries >= self.total


@dataclass(frozen=True, slots=True)
class Absent:
    """An entry that a listing lacks."""

    entry_id: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The listing that one run, and the killed runs it goes on with, reads."""

    db: Database
    blog: str
    crawl: int | None
    """None for captures that no run fetched."""
    began: datetime

    def end(self, listed: Listed, at: datetime) -> None:
        """Note that a feed was read to its end."""
        if self.crawl is None:
            return
        execute(
            self.db,
            """INSERT INTO listings (crawl, kind, total, n_entries, is_whole, read_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (crawl, kind) DO UPDATE SET total = excluded.total,
              n_entries = excluded.n_entries, is_whole = excluded.is_whole,
              read_at = excluded.read_at""",
            *(self.crawl, listed.kind, listed.total, listed.n_entries, int(listed.is_whole)),
            timestamp(at),
        )

    def has_answered(self, kind: str) -> bool:
        """Whether a page of a feed was read, though perhaps not its end."""
        query = """SELECT 1 FROM targets WHERE blog = ? AND kind = ? AND state = 'done'
        AND tried_at >= ?"""
        return one(self.db, query, [self.blog, kind, timestamp(self.began)]) is not None

    def is_whole(self, kind: str) -> bool:
        """Whether a feed gave all that it claims, and no page of it failed."""
        row = self._row(kind)
        return row is not None and bool(row["is_whole"]) and not self._is_broken(kind)

    def is_sitemap_whole(self) -> bool:
        """Whether every sitemap was read, and there is one."""
        return self.has_answered("sitemap") and not self._is_broken("sitemap")

    def was_read(self, kinds: tuple[str, ...]) -> bool:
        """Whether every listing answered, though it may have answered with something else."""
        marks = ", ".join("?" * len(kinds))
        query = f"""SELECT 1 FROM targets WHERE blog = ? AND kind IN ({marks}) AND
          (state = 'pending' OR (state = 'failed' AND NOT EXISTS (SELECT 1 FROM captures
            WHERE captures.url = targets.url AND captures.fetched_at >= ?)))"""  # noqa: S608 -- question marks only
        return one(self.db, query, [self.blog, *kinds, timestamp(self.began)]) is None

    def absent(self) -> tuple[Absent, ...]:
        """Posts and static pages, not yet known to be gone, that a complete listing lacks."""
        kinds = [kind for kind in _ENTRY_FEEDS if self._is_complete(kind)]
        marks = ", ".join("?" * len(kinds))
        query = f"""SELECT id AS entry_id, kind, url FROM posts
        WHERE blog = ? AND kind IN ({marks}) AND gone_at IS NULL AND last_seen_at < ?
        ORDER BY rowid"""  # noqa: S608 -- question marks only
        rows = self.db.query(query, [self.blog, *kinds, timestamp(self.began)])
        return tuple(Absent(**row) for row in rows)

    def posts_lacking_comments(self) -> tuple[str, ...]:
        """Posts with a comment that the blog's whole comment feed lacks."""
        if not self.is_whole("feed-comments"):
            return ()
        query = """SELECT DISTINCT posts.id FROM comments JOIN posts ON posts.id = comments.post
        WHERE posts.blog = ? AND posts.gone_at IS NULL AND posts.last_seen_at >= ?
          AND comments.gone_at IS NULL AND comments.last_seen_at < ? ORDER BY posts.rowid"""
        began = timestamp(self.began)
        return tuple(row["id"] for row in self.db.query(query, [self.blog, began, began]))

    def _is_complete(self, kind: str) -> bool:
        if self.is_whole(_ENTRY_FEEDS[kind]):
            return True
        # Blogger's sitemap.xml names posts only.
        return kind == "post" and self.is_sitemap_whole()

    def _row(self, kind: str) -> Mapping[str, Any] | None:
        # Not by the time alone: a run may begin in the second in which another came to its end.
        query = f"""SELECT listings.* FROM listings JOIN crawls ON crawls.id = listings.crawl
        WHERE crawls.blog = :blog AND listings.kind = :kind AND read_at >= :began AND crawls.id >
          (SELECT coalesce(max(id), 0) FROM crawls WHERE blog = :blog AND id < :crawl
            AND NOT {crawls.IS_CUT} AND NOT {crawls.IS_NO_RUN})
        ORDER BY crawl DESC LIMIT 1"""  # noqa: S608 -- conditions of ours
        values = {"blog": self.blog, "kind": kind, "crawl": self.crawl or 0}
        return one(self.db, query, values | {"began": timestamp(self.began)})

    def _is_broken(self, kind: str) -> bool:
        query = """SELECT 1 FROM targets WHERE blog = ? AND kind = ?
        AND state IN ('pending', 'failed')"""
        return one(self.db, query, [self.blog, kind]) is not None


def see_at(db: Database, blog: str, path: str, at: datetime) -> bool:
    """Note that a listing names the post at a path.

    :returns: whether it is thought to be gone.
    """
    query = "UPDATE posts SET last_seen_at = ? WHERE blog = ? AND path = ?"
    execute(db, query, timestamp(at), blog, path)
    return is_gone_at(db, blog, path)


def is_gone_at(db: Database, blog: str, path: str) -> bool:
    """Whether the post at a path is thought to be gone."""
    query = "SELECT 1 FROM posts WHERE blog = ? AND path = ? AND gone_at IS NOT NULL"
    return one(db, query, [blog, path]) is not None


def post_gone(listing: Listing, absent: Absent, status: int, capture: int, at: datetime) -> None:
    """Note that a post is gone, with both pieces of evidence."""
    evidence = {"status": status, "capture": capture, "absent_from_listing_of": listing.crawl}
    _mark(listing.db, "posts", absent.entry_id, evidence, at)
    message = (
        f"{absent.url} answered {status}, and the listing of crawl {listing.crawl} lacks it: "
        "gone at the source; the kept copy stays"
    )
    _note(listing, Finding("gone", absent.entry_id, message, absent.entry_id), evidence, at)


def comments_gone(
    listing: Listing, post_id: str, thread: Listed, capture: int, at: datetime
) -> int:
    """Note that the comments of a post that its whole thread lacks are gone.

    :returns: how many.
    """
    seen = "SELECT count(*) AS n FROM comments WHERE post = ? AND last_seen_at >= ?"
    row = one(listing.db, seen, [post_id, timestamp(listing.began)])
    if row is None or row["n"] < (thread.total or 0):
        return 0  # an earlier page of the thread was not read in this run
    query = """SELECT id FROM comments WHERE post = ? AND gone_at IS NULL AND last_seen_at < ?
    ORDER BY rowid"""
    found = [row["id"] for row in listing.db.query(query, [post_id, timestamp(listing.began)])]
    evidence = {"capture": capture, "absent_from_thread_of": listing.crawl}
    for comment_id in found:
        _mark(listing.db, "comments", comment_id, evidence, at)
        message = f"comment {comment_id} is no longer among all comments of its post; it stays here"
        _note(listing, Finding("gone", comment_id, message, post_id), evidence, at)
    return len(found)


def _mark(
    db: Database, table: str, entry_id: str, evidence: Mapping[str, Any], at: datetime
) -> None:
    query = f"UPDATE {table} SET gone_at = ?, gone_evidence = ? WHERE id = ?"  # noqa: S608 -- one of two names
    execute(db, query, timestamp(at), json.dumps(evidence), entry_id)


def _note(listing: Listing, finding: Finding, evidence: Mapping[str, Any], at: datetime) -> None:
    # One row per time it went (`field`): when it comes back, the evidence stays in its row.
    row = Finding(
        *(finding.kind, finding.subject, finding.message, finding.post),
        *(timestamp(at), None, json.dumps(evidence)),
    )
    crawls.keep_finding(listing.db, listing.blog, row, listing.crawl, at)


def is_due(at: str | None, days: int, now: datetime) -> bool:
    """Whether something done at a time, or never, is to be done again after so many days.

    What was done in the future was done by a clock that was wrong: it would wait for years.
    """
    if at is None:
        return True
    done = datetime.fromisoformat(at)
    return done > now or done + timedelta(days=days) <= now
