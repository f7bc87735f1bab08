"""What is already kept of a blog, as a running crawl asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Totals:
    """How much of a blog is kept."""

    n_posts: int
    n_pages: int
    n_comments: int
    n_media: int
    n_missing_media: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a kept post lives."""

    post_id: str
    kind: str
    url: str
    published_on: str | None


def hosts_of(db: Database, blog: str) -> tuple[str, ...]:
    """Every host name that leads to a blog; its home's first."""
    query = """SELECT blog_hosts.host FROM blog_hosts JOIN blogs ON blogs.id = blog_hosts.blog
    WHERE blog_hosts.blog = ? ORDER BY blog_hosts.host <> blogs.host, blog_hosts.rowid"""
    return tuple(row["host"] for row in db.query(query, [blog]))


def places(db: Database, blog: str) -> tuple[Place, ...]:
    """Where each kept post and page of a blog lives."""
    query = "SELECT id, kind, url, published_on FROM posts WHERE blog = ? ORDER BY rowid"
    return tuple(
        Place(row["id"], row["kind"], row["url"], row["published_on"])
        for row in db.query(query, [blog])
    )


def post_at(db: Database, blog: str, path: str) -> str | None:
    """The id of the post kept at a path."""
    query = "SELECT id FROM posts WHERE blog = ? AND path = ? ORDER BY id LIKE 'path:%'"
    for row in db.query(query, [blog, path]):
        return str(row["id"])
    return None


def has_post(db: Database, post_id: str) -> bool:
    """Whether a post is kept."""
    return any(True for _ in db.query("SELECT 1 FROM posts WHERE id = ?", [post_id]))


def totals(db: Database, blog: str) -> Totals:
    """Count what is kept of a blog."""
    query = """SELECT
      (SELECT count(*) FROM posts WHERE blog = :blog AND kind = 'post') AS posts,
      (SELECT count(*) FROM posts WHERE blog = :blog AND kind = 'page') AS pages,
      (SELECT count(*) FROM comments JOIN posts ON posts.id = comments.post
        WHERE posts.blog = :blog) AS comments"""
    row = next(iter(db.query(query, {"blog": blog})))
    states = _media_states(db, blog)
    return Totals(
        row["posts"], row["pages"], row["comments"], states.get("kept", 0), states.get("missing", 0)
    )


def _media_states(db: Database, blog: str) -> Mapping[str, int]:
    query = """SELECT state, count(*) AS n FROM media WHERE id IN
      (SELECT media FROM media_uses JOIN posts ON posts.id = media_uses.post WHERE blog = ?)
    GROUP BY state"""
    return {row["state"]: row["n"] for row in db.query(query, [blog])}


def n_from_feed(db: Database, blog: str) -> int:
    """Posts (no static pages) that the feed has told of."""
    query = """SELECT count(*) AS n FROM posts
    WHERE blog = ? AND kind = 'post' AND feed_digest IS NOT NULL"""
    return int(next(iter(db.query(query, [blog])))["n"])


def n_unlabelled(db: Database, blog: str) -> int:
    """Posts that no feed has told of: their pages may not show their labels."""
    query = """SELECT count(*) AS n FROM posts
    WHERE blog = ? AND kind = 'post' AND feed_digest IS NULL"""
    return int(next(iter(db.query(query, [blog])))["n"])


def feed_total(db: Database, blog: str) -> int | None:
    """How many posts the feed claims; None where there was no feed."""
    for row in db.query("SELECT feed_total FROM blogs WHERE id = ?", [blog]):
        return None if row["feed_total"] is None else int(row["feed_total"])
    return None


def declared_comments(db: Database, blog: str) -> tuple[tuple[str, int, int], ...]:
    """(post id, comments declared, comments kept) of every post that declares any."""
    query = """SELECT id, n_comments,
      (SELECT count(*) FROM comments WHERE comments.post = posts.id) AS n_kept
    FROM posts WHERE blog = ? AND n_comments > 0 ORDER BY rowid"""
    return tuple((row["id"], row["n_comments"], row["n_kept"]) for row in db.query(query, [blog]))


def open_findings(db: Database, blog: str) -> Mapping[str, int]:
    """How many findings of each kind are open."""
    query = """SELECT kind, count(*) AS n FROM findings
    WHERE blog = ? AND closed_at IS NULL GROUP BY kind ORDER BY kind"""
    return {row["kind"]: row["n"] for row in db.query(query, [blog])}
