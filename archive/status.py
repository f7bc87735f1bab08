"""What is kept of each blog, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.store.connection import DATABASE_NAME, Archive
from archive.store.reading import rows


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl: when it ran and how it ended."""

    seed_url: str
    started_at: str
    finished_at: str | None
    """None while it runs, or after it was killed."""
    outcome: str | None


@dataclass(frozen=True, slots=True)
class BlogStatus:
    """One blog: what is kept, what its source claims to have, what is known to be missing."""

    blog_id: str
    host: str
    url: str
    title: str
    n_posts: int
    n_pages: int
    n_comments: int
    n_media: int
    n_captures: int
    n_gone: int
    """Posts and pages kept here that the source no longer has."""
    n_changed_posts: int
    """Posts and pages of which more than one version is kept."""
    n_changed_comments: int
    """The same for comments."""
    n_earlier_versions: int
    """Versions of posts, pages and comments that a newer one replaced."""
    feed_total: int | None
    """Posts that the feed claims; None where there is no feed."""
    n_posts_missing: int | None
    n_comments_declared: int
    """Comments that posts declare, over the posts that declare any number."""
    n_comments_missing: int
    """Declared but not kept, added up post by post."""
    n_media_missing: int
    n_media_wanted: int
    """Pictures not fetched yet."""
    n_pending: int
    """Addresses still to fetch: the next crawl goes on with them."""
    findings: dict[str, int]
    """Open findings by kind."""
    last_run: Run | None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is known to be missing."""
        missing = (self.n_posts_missing, self.n_comments_missing, self.n_media_missing)
        return not (any(missing) or self.n_media_wanted or self.n_pending or self.n_gaps)

    @property
    def n_gaps(self) -> int:
        """Open findings of something missing; a disagreement is none."""
        return sum(n for kind, n in self.findings.items() if kind != "disagreement")


@dataclass(frozen=True, slots=True)
class Status:
    """One archive: its blogs, its size on disk, and the runs that never reached a blog."""

    path: str
    n_database_bytes: int
    n_media_bytes: int
    blogs: tuple[BlogStatus, ...]
    unmet_runs: tuple[Run, ...]
    """The last run of each seed whose blog was never reached."""


def status_of(archive: Archive) -> Status:
    """Count what an archive keeps and what it misses, blog by blog.

    :raises ArchiveError: the database cannot be read.
    :raises DamageError: it does not hold together.
    """
    findings = rows(archive, _FINDINGS)
    runs = {row.pop("blog"): Run(**row) for row in rows(archive, _LAST_RUNS)}
    blogs = [_blog(row, findings, runs) for row in rows(archive, _BLOGS)]
    media = rows(archive, "SELECT coalesce(sum(n_bytes), 0) AS n FROM media WHERE state = 'kept'")
    unmet = tuple(Run(**row) for row in rows(archive, _UNMET_RUNS))
    return Status(
        path=str(archive.root),
        n_database_bytes=_size(archive.root / DATABASE_NAME),
        n_media_bytes=media[0]["n"],
        blogs=tuple(blogs),
        unmet_runs=unmet,
    )


def _blog(row: dict[str, Any], findings: list[dict[str, Any]], runs: dict[str, Run]) -> BlogStatus:
    blog = row["blog_id"]
    total = row["feed_total"]
    return BlogStatus(
        **row,
        n_posts_missing=None if total is None else max(0, total - row["n_posts"]),
        findings={one["kind"]: one["n"] for one in findings if one["blog"] == blog},
        last_run=runs.get(blog),
    )


def _size(path: Path) -> int:
    # What is not yet in the file itself lies in the log beside it.
    log = path.with_name(f"{path.name}-wal")
    return path.stat().st_size + (log.stat().st_size if log.exists() else 0)


_BLOGS = """
WITH declared AS (
  SELECT posts.blog, posts.n_comments AS n,
    (SELECT count(*) FROM comments WHERE comments.post = posts.id) AS n_kept
  FROM posts WHERE posts.n_comments IS NOT NULL
),
pictures AS (
  SELECT DISTINCT posts.blog, media.id, media.state
  FROM media_uses JOIN posts ON posts.id = media_uses.post JOIN media ON media.id = media_uses.media
)
SELECT
  blogs.id AS blog_id, blogs.host, blogs.home_url AS url, blogs.title, blogs.feed_total,
  (SELECT count(*) FROM posts WHERE blog = blogs.id AND kind = 'post') AS n_posts,
  (SELECT count(*) FROM posts WHERE blog = blogs.id AND kind = 'page') AS n_pages,
  (SELECT count(*) FROM posts WHERE blog = blogs.id AND gone_at IS NOT NULL) AS n_gone,
  (SELECT count(*) FROM posts WHERE blog = blogs.id AND version > 1) AS n_changed_posts,
  (SELECT count(*) FROM comments JOIN posts ON posts.id = comments.post
   WHERE posts.blog = blogs.id AND comments.version > 1) AS n_changed_comments,
  (SELECT count(*) FROM post_versions JOIN posts ON posts.id = post_versions.post
   WHERE posts.blog = blogs.id)
    + (SELECT count(*) FROM comment_versions
       JOIN comments ON comments.id = comment_versions.comment
       JOIN posts ON posts.id = comments.post WHERE posts.blog = blogs.id) AS n_earlier_versions,
  (SELECT count(*) FROM comments JOIN posts ON posts.id = comments.post
   WHERE posts.blog = blogs.id) AS n_comments,
  (SELECT count(*) FROM captures WHERE blog = blogs.id) AS n_captures,
  (SELECT coalesce(sum(n), 0) FROM declared WHERE blog = blogs.id) AS n_comments_declared,
  (SELECT coalesce(sum(max(0, n - n_kept)), 0) FROM declared WHERE blog = blogs.id)
    AS n_comments_missing,
  (SELECT count(*) FROM pictures WHERE blog = blogs.id AND state = 'kept') AS n_media,
  (SELECT count(*) FROM pictures WHERE blog = blogs.id AND state = 'missing') AS n_media_missing,
  (SELECT count(*) FROM pictures WHERE blog = blogs.id AND state = 'wanted') AS n_media_wanted,
  (SELECT count(*) FROM targets WHERE blog = blogs.id AND state = 'pending') AS n_pending
FROM blogs ORDER BY blogs.host, blogs.id
"""

_FINDINGS = """
SELECT blog, kind, count(*) AS n FROM findings WHERE closed_at IS NULL
GROUP BY blog, kind ORDER BY kind
"""

_LAST_RUNS = """
SELECT blog, seed_url, started_at, finished_at, outcome FROM crawls
WHERE id IN (SELECT max(id) FROM crawls WHERE blog IS NOT NULL GROUP BY blog)
"""

_UNMET_RUNS = """
SELECT seed_url, started_at, finished_at, outcome FROM crawls
WHERE id IN (SELECT max(id) FROM crawls GROUP BY seed_url) AND blog IS NULL ORDER BY id
"""
