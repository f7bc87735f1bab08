"""Runs that did not come to an end of their own, and what the schedule asks about earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive.store.captures import timestamp

KILLED = "killed: it never told how it ended"


@dataclass(frozen=True, slots=True)
class PastRun:
    """One earlier run of a blog."""

    started_at: datetime
    finished_at: datetime | None
    """None while it runs, or after it was killed."""
    outcome: str | None
    reason: str | None
    """Why it ended before its work was done; None where it came to its end."""
    exit_code: int | None
    """None while it runs, after it was killed, and for runs of older releases."""


def note_killed(db: Database) -> int:
    """Close the rows of killed runs; only for the holder of the archive's lock: nobody else runs.

    They stay unfinished work: the next run of the blog goes on with it.

    :returns: how many there were.
    """
    cursor = db.execute(
        """UPDATE crawls SET outcome = 'interrupted', reason = :reason,
          finished_at = coalesce(
            (SELECT max(requested_at) FROM requests WHERE crawl = crawls.id), started_at),
          n_requests = (SELECT count(*) FROM requests WHERE crawl = crawls.id),
          report = json_object('outcome', 'interrupted', 'reason', :reason, 'exit_code', NULL,
            'requests', (SELECT json_group_object(kind, n) FROM (SELECT kind, count(*) AS n
              FROM requests WHERE crawl = crawls.id GROUP BY kind ORDER BY kind)))
        WHERE finished_at IS NULL""",
        {"reason": KILLED},
    )
    return cursor.rowcount


def last_id(db: Database) -> int:
    """The id of the newest run; 0 before the first."""
    return int(next(iter(db.query("SELECT coalesce(max(id), 0) AS id FROM crawls")))["id"])


def begun_since(db: Database, last: int) -> int | None:
    """The id of the run that began after a given one and has not ended."""
    query = "SELECT id FROM crawls WHERE id > ? AND finished_at IS NULL ORDER BY id DESC LIMIT 1"
    return next((int(row["id"]) for row in db.query(query, [last])), None)


def blog_at(db: Database, host: str) -> str | None:
    """The id of the kept blog that a host name leads to."""
    rows = db.query("SELECT blog FROM blog_hosts WHERE host = ?", [host])
    return next((str(row["blog"]) for row in rows), None)


def title_of(db: Database, blog: str) -> str:
    """The title of a kept blog."""
    (row,) = db.query("SELECT title FROM blogs WHERE id = ?", [blog])
    return str(row["title"] or "")


def requests_of(db: Database, crawl: int | None) -> Mapping[str, int]:
    """How many requests of each kind a run made."""
    query = "SELECT kind, count(*) AS n FROM requests WHERE crawl = ? GROUP BY kind ORDER BY kind"
    return {row["kind"]: row["n"] for row in db.query(query, [crawl])}


@dataclass(frozen=True, slots=True)
class Yield:
    """What a run brought, as its rows tell."""

    n_new: int
    """Posts, pages and comments first seen since it began."""
    n_changed: int
    n_bytes: int
    """Received on the wire."""


def yield_of(db: Database, crawl: int, blog: str, began: datetime) -> Yield:
    """What a run brought that cannot tell it any more."""
    query = """WITH entries AS (
      SELECT first_seen_at, changed_at FROM posts WHERE blog = :blog
      UNION ALL SELECT comments.first_seen_at, comments.changed_at
      FROM comments JOIN posts ON posts.id = comments.post WHERE posts.blog = :blog)
    SELECT (SELECT count(*) FROM entries WHERE first_seen_at >= :began) AS n_new,
      (SELECT count(*) FROM entries WHERE first_seen_at < :began AND changed_at >= :began)
        AS n_changed,
      (SELECT coalesce(sum(n_bytes), 0) FROM requests WHERE crawl = :crawl) AS n_bytes"""
    values = {"blog": blog, "began": timestamp(began), "crawl": crawl}
    (row,) = db.query(query, values)
    return Yield(**row)


def history(db: Database, seed_url: str, host: str, n_runs: int = 20) -> tuple[PastRun, ...]:
    """The last runs of a blog, known by the address it is configured with, newest first."""
    # `*`: the archive may be one of an older release, opened for reading alone.
    query = """SELECT * FROM crawls
    WHERE seed_url = ? OR blog IN (SELECT blog FROM blog_hosts WHERE host = ?)
    ORDER BY id DESC LIMIT ?"""
    return tuple(_past_run(row) for row in db.query(query, [seed_url, host, n_runs]))


def _past_run(row: Mapping[str, Any]) -> PastRun:
    ended = row["finished_at"]
    return PastRun(
        started_at=datetime.fromisoformat(row["started_at"]),
        finished_at=None if ended is None else datetime.fromisoformat(ended),
        outcome=row["outcome"],
        reason=row.get("reason"),
        exit_code=row.get("exit_code"),
    )
