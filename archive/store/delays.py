"""How long to wait before asking again for what could not be had: longer each time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlite_utils import Database

from archive.store.captures import timestamp
from archive.store.statements import execute, one

FIRST: Final = timedelta(hours=6)
LONGEST: Final = timedelta(days=30)


def after(n_failures: int, *, is_answered: bool) -> timedelta:
    """The wait after so many failures in a row: 6 h, 12 h, 1 day, 2 ... up to 30 days.

    What got no answer the first time is asked again by the next run: the blog never refused it.
    """
    n_waits = n_failures - (not is_answered)
    return min(FIRST * (1 << min(n_waits - 1, 10)), LONGEST) if n_waits else timedelta(0)


def no_wait_ends_after(now: datetime) -> str:
    """The last moment that a wait can end; one that ends later was booked by a wrong clock."""
    return timestamp(now + LONGEST)


def count(
    db: Database, target: tuple[str, str, str], state: str, at: datetime, *, is_answered: bool
) -> None:
    """Count a failure of a target (blog, kind, key) and book its next try; else forget them."""
    where = "WHERE blog = ? AND kind = ? AND key = ?"
    if state != "failed":
        execute(db, f"UPDATE targets SET n_failures = 0, retry_at = NULL {where}", *target)  # noqa: S608 -- the line above
        return
    row = one(db, f"SELECT n_failures FROM targets {where}", target)  # noqa: S608 -- the line above
    n_failures = 1 + (int(row["n_failures"]) if row else 0)
    execute(
        db,
        f"UPDATE targets SET n_failures = ?, retry_at = ? {where}",  # noqa: S608 -- the line above
        *(n_failures, timestamp(at + after(n_failures, is_answered=is_answered)), *target),
    )


def count_media(db: Database, media: int, at: datetime, *, is_answered: bool) -> None:
    """Count a failure of a picture and book its next try."""
    row = one(db, "SELECT n_failures FROM media WHERE id = ?", [media])
    n_failures = 1 + (int(row["n_failures"]) if row else 0)
    execute(
        db,
        "UPDATE media SET n_failures = ?, retry_at = ? WHERE id = ?",
        *(n_failures, timestamp(at + after(n_failures, is_answered=is_answered)), media),
    )


def reopen_due(db: Database, blog: str, now: datetime) -> None:
    """Plan again the targets of a blog whose wait is over; its listings wait for a full crawl."""
    execute(
        db,
        """UPDATE targets SET state = 'pending', reason = 'failed before'
        WHERE blog = ? AND state = 'failed'
          AND (coalesce(retry_at, '') <= ? OR retry_at > ?)
          AND kind IN ('post', 'page', 'archive', 'label', 'feed-post-comments')""",
        *(blog, timestamp(now), no_wait_ends_after(now)),
    )


def n_waiting(db: Database, blog: str, but: int) -> int:
    """Pages that may exist, failed in an earlier run than `but`, and are not due yet."""
    query = """SELECT count(*) AS n FROM targets WHERE blog = ? AND state = 'failed'
    AND kind IN ('post', 'page') AND crawl IS NOT ?
      AND reason NOT IN ('answered 404', 'answered 410')"""
    row = one(db, query, [blog, but])
    return int(row["n"]) if row else 0
