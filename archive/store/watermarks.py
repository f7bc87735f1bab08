"""How far the last runs have seen a blog's changes, so that a quick crawl asks only for later ones.

All of these are times of the server, as its feeds write them: no clock of ours is compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from archive.store.captures import timestamp
from archive.store.statements import execute, one

COLUMNS: Final = {
    "feed-posts": ("newest_post_at", "feed_seen_at"),
    "feed-posts-changed": ("newest_post_at", "feed_seen_at"),
    "feed-comments": ("newest_comment_at", "comments_seen_at"),
    "feed-comments-changed": ("newest_comment_at", "comments_seen_at"),
}
"""Kind of target: (column of the run, column of the blog)."""


@dataclass(frozen=True, slots=True)
class Watermarks:
    """What is known of a blog before it is asked again."""

    blog: str
    home_url: str
    title: str
    listed_at: str | None
    has_feed: bool
    """Whether the last full listing found a posts feed."""
    feed_seen_at: datetime | None
    comments_seen_at: datetime | None


def of_host(db: Database, host: str) -> Watermarks | None:
    """The blog that a host leads to; None where none is kept."""
    query = """SELECT blogs.* FROM blogs JOIN blog_hosts ON blog_hosts.blog = blogs.id
    WHERE blog_hosts.host = ?"""
    row = one(db, query, [host])
    if row is None:
        return None
    return Watermarks(
        *(row["id"], row["home_url"], row["title"], row["listed_at"]),
        has_feed=row["feed_total"] is not None,
        feed_seen_at=_instant(row["feed_seen_at"]),
        comments_seen_at=_instant(row["comments_seen_at"]),
    )


def note_newest(db: Database, crawl: int | None, kind: str, newest: datetime) -> None:
    """Note the newest change that the first page of a run's feed told of."""
    if crawl is not None:
        column = COLUMNS[kind][0]
        query = f"UPDATE crawls SET {column} = coalesce({column}, ?) WHERE id = ?"  # noqa: S608 -- names from the table above
        execute(db, query, timestamp(newest), crawl)


def advance(db: Database, blog: str, kinds: tuple[str, ...], since: datetime) -> None:
    """Take over what a run, begun `since`, saw of these feeds, where no page of theirs failed.

    The earliest first page counts: what changed while later pages were read is asked for again.
    """
    for kind in kinds:
        newest, seen = COLUMNS[kind]
        db.execute(
            f"""UPDATE blogs SET {seen} = coalesce(
              (SELECT min({newest}) FROM crawls WHERE blog = :blog AND started_at >= :since),
              {seen})
            WHERE id = :blog AND NOT EXISTS (SELECT 1 FROM targets
              WHERE blog = :blog AND kind = :kind AND state IN ('pending', 'failed'))""",  # noqa: S608 -- names from the table above
            {"blog": blog, "kind": kind, "since": timestamp(since)},
        )


def note_listed(
    db: Database, blog: str, *, has_feed: bool, has_comments: bool, at: datetime
) -> None:
    """Note that a full listing was read; a feed that was not there is forgotten."""
    execute(
        db,
        """UPDATE blogs SET listed_at = ?, feed_total = iif(?, feed_total, NULL),
          feed_seen_at = iif(?, feed_seen_at, NULL),
          comments_seen_at = iif(?, comments_seen_at, NULL) WHERE id = ?""",
        *(timestamp(at), has_feed, has_feed, has_comments, blog),
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
