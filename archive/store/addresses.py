"""Every address that a post has had, and the joining of a post whose id was learnt late."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive.store.attached import labels_of
from archive.store.captures import timestamp
from archive.store.statements import execute, insert, one, update


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
    # The former's row takes the id: no statement here deletes a post. A row that has the id
    # already gives way to it (OR REPLACE), and all its columns are written back.
    execute(db, "UPDATE OR REPLACE posts SET id = ? WHERE id = ?", post_id, former_id)
    for table in _REFERENCES:
        execute(db, f"UPDATE {table} SET post = ? WHERE post = ?", post_id, former_id)  # noqa: S608 -- names from the table below
    if values is not None:
        update(db, "posts", post_id, values)


_REFERENCES = (
    *("post_versions", "post_addresses", "post_labels", "comments"),
    *("links", "media_uses", "findings", "entry_rows"),
)
_VERSIONED = (
    *("title", "url", "body_html", "body_text", "updated_at", "digest"),
    *("feed_capture", "page_capture"),
)
_ROOM = 1_000_000
"""More than any post has versions: numbers shifted by it meet no other on the way."""


def _with_both(db: Database, former_id: str, named: Mapping[str, Any]) -> dict[str, Any]:
    """Put the former's versions before those of the post.

    :returns: the columns of the joined post.
    """
    former = one(db, "SELECT * FROM posts WHERE id = ?", [former_id]) or {}
    shift = int(former["version"])
    for step in (_ROOM, shift - _ROOM):
        query = "UPDATE post_versions SET version = version + ? WHERE post = ?"
        execute(db, query, step, named["id"])
    labels = json.dumps(labels_of(db, former_id), ensure_ascii=False)
    own = {"post": former_id, "version": shift, "labels": labels, "seen_at": former["changed_at"]}
    insert(db, "post_versions", own | {name: former[name] for name in _VERSIONED})
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
    for table, column in (("post_labels", "label"), ("post_addresses", "key")):
        query = f"""DELETE FROM {table} WHERE post = ? AND {column} IN
          (SELECT {column} FROM {table} WHERE post = ?)"""  # noqa: S608 -- names from the line above
        execute(db, query, former_id, post_id)
