"""Every address that a post has had, and the joining of a post whose id was learnt late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive.store.captures import timestamp
from archive.store.history import keep_version, note_change
from archive.store.statements import execute, one, update


@dataclass(frozen=True, slots=True)
class Met:
    """An address at which a post was met."""

    key: str
    """Canonical form (see `scraper.urls.key`)."""
    url: str
    path: str


def note_address(db: Database, post_id: str, met: Met, at: datetime) -> None:
    """Note that a post was met at an address; the same one again is the same row."""
    execute(
        db,
        """INSERT INTO post_addresses (post, key, url, path, first_seen_at, last_seen_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (post, key) DO UPDATE SET
          url = excluded.url, path = excluded.path, last_seen_at = excluded.last_seen_at""",
        *(post_id, met.key, met.url, met.path, timestamp(at), timestamp(at)),
    )


def is_former(db: Database, blog: str, path: str) -> bool:
    """Whether a post of a blog stood at a path and stands elsewhere now."""
    query = """SELECT 1 FROM post_addresses JOIN posts ON posts.id = post_addresses.post
    WHERE posts.blog = ? AND post_addresses.path = ? AND posts.path <> post_addresses.path"""
    return one(db, query, [blog, path]) is not None


def nameless_at(db: Database, blog: str, path: str) -> str | None:
    """The id (`path:…`) of a post at a path that showed no id when it was kept; else None."""
    query = "SELECT id FROM posts WHERE blog = ? AND path = ? AND id LIKE 'path:%'"
    row = one(db, query, [blog, path])
    return None if row is None else str(row["id"])


def join_posts(db: Database, former_id: str, post_id: str) -> None:
    """Make one post of the one kept as `path:…` and the one with Blogger's id; all of both stays.

    Where both are kept, what the former said becomes the first versions of the post.
    """
    execute(db, "PRAGMA defer_foreign_keys = ON")
    named = one(db, "SELECT * FROM posts WHERE id = ?", [post_id])
    values = None if named is None else _with_both(db, former_id, named)
    with _giving_way(db):
        # The former's row takes the id: no statement here deletes a post. A row that has the id
        # already gives way to it, and all its columns are written back.
        execute(db, "UPDATE OR REPLACE posts SET id = ? WHERE id = ?", post_id, former_id)
        for table in _REFERENCES:
            query = f"UPDATE OR REPLACE {table} SET post = ? WHERE post = ?"  # noqa: S608 -- names from the table below
            execute(db, query, post_id, former_id)
    if values is not None:
        update(db, "posts", post_id, values)
        note_change(db, post_id)


@contextmanager
def _giving_way(db: Database) -> Iterator[None]:
    """Let a row that is written back, or that says the same, give way to its double.

    The guards see that as a deletion, where triggers fire recursively (see `guards.py`).
    """
    execute(db, "PRAGMA recursive_triggers = OFF")
    try:
        yield
    finally:
        execute(db, "PRAGMA recursive_triggers = ON")


_REFERENCES = (
    *("post_versions", "version_pictures", "post_addresses", "post_labels", "comments"),
    *("links", "media_uses", "findings", "entry_rows"),
)
_ROOM = 1_000_000
"""More than any post has versions: numbers shifted by it meet no other on the way."""


def _with_both(db: Database, former_id: str, named: Mapping[str, Any]) -> dict[str, Any]:
    """Put the former's versions before those of the post.

    :returns: the columns of the joined post.
    """
    former = one(db, "SELECT * FROM posts WHERE id = ?", [former_id]) or {}
    shift = int(former["version"])
    for table in ("post_versions", "version_pictures"):
        for step in (_ROOM, shift - _ROOM):
            query = f"UPDATE {table} SET version = version + ? WHERE post = ?"  # noqa: S608 -- names from the line above
            if table == "version_pictures":
                query += " AND comment IS NULL"
            execute(db, query, step, named["id"])
    keep_version(db, former, datetime.fromisoformat(named["changed_at"]))
    _drop_doubles(db, former_id, named["id"])
    return {
        **named,
        "version": named["version"] + shift,
        "first_seen_at": min(former["first_seen_at"], named["first_seen_at"]),
        "page_capture": named["page_capture"] or former["page_capture"],
    }


def _drop_doubles(db: Database, former_id: str, post_id: str) -> None:
    """Derived rows that both have, or that only the kept body may have: words, links, labels."""
    query = "SELECT id FROM entry_rows WHERE post = ? AND comment IS NULL"
    for row in list(db.query(query, [former_id])):
        execute(db, "DELETE FROM entry_words WHERE rowid = ?", row["id"])
        execute(db, "DELETE FROM entry_rows WHERE id = ?", row["id"])
    execute(db, "DELETE FROM links WHERE post = ? AND comment IS NULL", former_id)
    query = """DELETE FROM post_labels WHERE post = ? AND label IN
      (SELECT label FROM post_labels WHERE post = ?)"""
    execute(db, query, former_id, post_id)
    # An address of both: the row of the former stays, with the times of both.
    query = """UPDATE post_addresses SET
      first_seen_at = min(post_addresses.first_seen_at, other.first_seen_at),
      last_seen_at = max(post_addresses.last_seen_at, other.last_seen_at)
    FROM post_addresses AS other
    WHERE post_addresses.post = ? AND other.post = ? AND other.key = post_addresses.key"""
    execute(db, query, former_id, post_id)
