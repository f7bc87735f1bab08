"""Entries as a second reading gives them: read into a scratch database, compared, brought over.

The scratch database begins with the blogs and their runs and nothing else, so that whatever is
kept in it comes from the captures alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar

from sqlite_utils import Database

from archive.model import Author, Comment, Image, Link, Post
from archive.store import attached, entries
from archive.store.connection import Archive
from archive.store.words_index import index_comment, index_post
from archive.versions import Reading

Entry = TypeVar("Entry", Post, Comment)
_NO_TIME = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Kept(Generic[Entry]):
    """A post or a comment with all that hangs on it, as one database has it."""

    entry: Entry
    links: tuple[Link, ...]
    pictures: tuple[tuple[Reading, Image], ...]
    columns: Mapping[str, Any]
    """What the readings decide beside the entry: digests, captures, parser."""
    times: Mapping[str, str] = field(compare=False)
    """When it was seen, and so no part of what it says."""


@contextmanager
def scratch_of(archive: Archive, blogs: Collection[str]) -> Iterator[Archive]:
    """A database for a second reading, thrown away at the end of the `with`."""
    with TemporaryDirectory() as folder, Archive.open_for_writing(Path(folder)) as scratch:
        # Captures stay where they are; posts here only name them.
        scratch.db.execute("PRAGMA foreign_keys = OFF")
        scratch.db.execute("PRAGMA synchronous = OFF")
        with scratch.transaction() as db:
            for table, columns in _FRAME.items():
                _copy(archive.db, db, table, columns, blogs)
        yield scratch


_FRAME = {
    "blogs": "id, home_url, host, first_seen_at",
    "blog_hosts": "host, blog",
    "crawls": "id, blog, seed_url, started_at, finished_at, outcome, exit_code, reason",
}


def _copy(source: Database, to: Database, table: str, columns: str, blogs: Collection[str]) -> None:
    whose = "id" if table == "blogs" else "blog"
    marks = ", ".join("?" * len(blogs))
    query = f"SELECT {columns} FROM {table} WHERE {whose} IN ({marks}) ORDER BY rowid"  # noqa: S608 -- names from the table above
    to.table(table).insert_all(list(source.query(query, list(blogs))))


def post_ids(db: Database, blogs: Collection[str]) -> tuple[str, ...]:
    """The posts and pages of some blogs, in the order first kept."""
    marks = ", ".join("?" * len(blogs))
    query = f"SELECT id FROM posts WHERE blog IN ({marks}) ORDER BY rowid"  # noqa: S608 -- question marks only
    return tuple(row["id"] for row in db.query(query, list(blogs)))


def comment_ids(db: Database, post_id: str) -> tuple[str, ...]:
    """The comments on a post, in the order first kept."""
    query = "SELECT id FROM comments WHERE post = ? ORDER BY rowid"
    return tuple(row["id"] for row in db.query(query, [post_id]))


def home_of(db: Database, blog: str) -> str:
    """The address of a blog's home page."""
    (row,) = db.query("SELECT home_url FROM blogs WHERE id = ?", [blog])
    return str(row["home_url"])


def kept_blog(db: Database, blog: str) -> Mapping[str, Any]:
    """What a blog's own pages say of it, where they say anything."""
    (row,) = db.query("SELECT * FROM blogs WHERE id = ?", [blog])
    return {name: row[name] for name in _BLOG_COLUMNS if row[name] not in (None, "")}


_BLOG_COLUMNS = ("title", "description", "language", "direction", "theme", "feed_total")


def renew_blog(db: Database, blog: str, values: Mapping[str, Any]) -> None:
    """Write what a blog's pages say of it."""
    db.table("blogs").update(blog, dict(values))


def renew_rates(source: Database, to: Database, crawl: int) -> None:
    """Bring over what share of a run's pages told each field."""
    query = "SELECT * FROM field_rates WHERE crawl = ? ORDER BY field"
    rates = list(source.query(query, [crawl]))
    if rates != list(to.query(query, [crawl])):
        to.execute("DELETE FROM field_rates WHERE crawl = ?", [crawl])
        to.table("field_rates").insert_all(rates)


def kept_post(db: Database, post_id: str) -> Kept[Post] | None:
    """A post as a database has it; None where it has none."""
    post = entries.load_post(db, post_id)
    if post is None:
        return None
    (row,) = db.query("SELECT * FROM posts WHERE id = ?", [post_id])
    return Kept(
        replace(post, author=_without_avatar(post.author), links=(), images=()),
        post.links,
        entries.uses_of(db, post_id, None),
        {name: row[name] for name in _POST_COLUMNS},
        {name: row[name] for name in ("first_seen_at", "last_seen_at", "changed_at")},
    )


def kept_comment(db: Database, comment_id: str) -> Kept[Comment] | None:
    """A comment as a database has it; None where it has none."""
    comment = entries.load_comment(db, comment_id)
    if comment is None:
        return None
    (row,) = db.query("SELECT * FROM comments WHERE id = ?", [comment_id])
    return Kept(
        replace(comment, author=_without_avatar(comment.author)),
        attached.links_of(db, comment.post_id, comment_id),
        entries.uses_of(db, comment.post_id, comment_id),
        {name: row[name] for name in ("parser", "digest", "capture")},
        {name: row[name] for name in ("first_seen_at", "last_seen_at")},
    )


_POST_COLUMNS = (
    *("path", "parser", "digest"),
    *("feed_digest", "page_digest", "feed_capture", "page_capture"),
)


def _without_avatar(author: Author | None) -> Author | None:
    # An avatar may come from another blog that the same person wrote on.
    return replace(author, avatar_url=None) if author else None


def renew_post(db: Database, kept: Kept[Post]) -> None:
    """Write a post in place: its version, and when it was seen, stay as they are."""
    post = kept.entry
    values = entries.post_values(db, post, kept.columns["path"]) | dict(kept.columns)
    _write(db, "posts", post.post_id, values, kept.times)
    _rename(db, post.author)
    attached.replace_labels(db, post)
    _replace_hung(db, post.post_id, None, kept)
    index_post(db, post.post_id, post.title, post.body_text, _name(post.author))


def renew_comment(db: Database, kept: Kept[Comment]) -> None:
    """Write a comment in place: its version, and when it was seen, stay as they are."""
    comment = kept.entry
    values = entries.comment_values(db, comment) | dict(kept.columns)
    values |= {"post": comment.post_id, "parent": None}
    _write(db, "comments", comment.comment_id, values, kept.times)
    _rename(db, comment.author)
    _replace_hung(db, comment.post_id, comment.comment_id, kept)
    entries.join_threads(db, [comment.post_id])
    name = _name(comment.author)
    index_comment(db, comment.comment_id, comment.post_id, comment.body_text, name)


def _write(
    db: Database, table: str, key: str, values: Mapping[str, Any], times: Mapping[str, str]
) -> None:
    if any(True for _ in db.query(f"SELECT 1 FROM {table} WHERE id = ?", [key])):  # noqa: S608 -- one of two names
        db.table(table).update(key, dict(values))
    else:
        db.table(table).insert({"id": key, **values, **times})


def _replace_hung(
    db: Database, post_id: str, comment_id: str | None, kept: Kept[Post] | Kept[Comment]
) -> None:
    attached.replace_links(db, post_id, comment_id, kept.links)
    at = datetime.fromisoformat(kept.times["last_seen_at"])
    readings: tuple[Reading, ...] = ("feed", "page")
    for reading in readings:
        images = [image for told, image in kept.pictures if told == reading]
        seen = entries.Seen(at, 0, reading, _NO_TIME, 0)
        entries.replace_uses(db, post_id, comment_id, seen, images)


def _rename(db: Database, author: Author | None) -> None:
    """An author whose name was read otherwise before."""
    if author is not None and author.profile_url:
        db.execute(
            "UPDATE authors SET name = ? WHERE key = ? AND name <> ?",
            [author.name, author.profile_url, author.name],
        )


def _name(author: Author | None) -> str:
    return author.name if author else ""
