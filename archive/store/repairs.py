"""Damaged things planned again, so that the next crawl fetches them; nothing is deleted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlite_utils import Database

_FILE_COLUMNS = ("state", "url", "sha256", "path", "mime", "n_bytes", "reason", "kept_at")


def blogs_of_captures(db: Database, captures: Collection[int]) -> set[str]:
    """Blogs that some raw answers were fetched for."""
    return _blogs(db, "SELECT DISTINCT blog FROM captures WHERE id IN ({})", captures)


def blogs_of_media(db: Database, media: Collection[int]) -> set[str]:
    """Blogs whose posts show some pictures."""
    query = """SELECT DISTINCT posts.blog FROM media_uses
    JOIN posts ON posts.id = media_uses.post WHERE media_uses.media IN ({})"""
    return _blogs(db, query, media)


def fetch_again(db: Database, captures: Collection[int]) -> None:
    """Plan the addresses of raw answers, without the validators that would answer 304."""
    for capture in captures:
        db.execute(
            """UPDATE targets SET state = 'pending', etag = NULL, last_modified = NULL,
              reason = 'what was kept of it is damaged'
            FROM captures WHERE captures.id = ? AND targets.blog = captures.blog
              AND targets.kind = captures.kind AND targets.url = captures.url""",
            [capture],
        )


def note_replacements(db: Database, captures: Collection[int]) -> int:
    """Point damaged raw answers at a later one from the same address; how many have one."""
    n_replaced = 0
    for capture in captures:
        cursor = db.execute(
            """UPDATE captures SET replaced_by = (SELECT max(id) FROM captures AS later
              WHERE later.url = captures.url AND later.kind = captures.kind
              AND later.id > captures.id AND later.status = 200) WHERE id = ?
            RETURNING replaced_by""",
            [capture],
        )
        n_replaced += any(row[0] is not None for row in cursor)
    return n_replaced


def want_again(db: Database, media: Collection[int]) -> dict[int, dict[str, Any]]:
    """Plan damaged files; gives what their rows said, for `put_back`."""
    former: dict[int, dict[str, Any]] = {}
    for one in media:
        for row in db.query("SELECT * FROM media WHERE id = ?", [one]):
            former[one] = {name: row[name] for name in _FILE_COLUMNS}
        db.execute("UPDATE media SET state = 'wanted' WHERE id = ?", [one])
    return former


def put_back(db: Database, former: Mapping[int, Mapping[str, Any]]) -> tuple[int, ...]:
    """Restore the rows of files that could not be had again; a damaged file beats none."""
    left = []
    for one, values in former.items():
        for row in db.query("SELECT state FROM media WHERE id = ?", [one]):
            if row["state"] != "kept":
                db.table("media").update(one, dict(values))
                left.append(one)
    return tuple(left)


def _blogs(db: Database, query: str, keys: Collection[int]) -> set[str]:
    marks = ", ".join("?" * len(keys))
    return {str(row[0]) for row in db.execute(query.format(marks), list(keys)) if row[0]}


def homes(db: Database, blogs: Collection[str]) -> dict[str, str]:
    """Blog id to the address of its home page."""
    marks = ", ".join("?" * len(blogs))
    query = f"SELECT id, home_url FROM blogs WHERE id IN ({marks}) ORDER BY rowid"  # noqa: S608 -- question marks only
    return {str(blog): str(url) for blog, url in db.execute(query, list(blogs))}


def blogs_of_rows(db: Database, subjects: Collection[tuple[str, ...]]) -> set[str]:
    """Blogs whose entries have damaged rows; (table, key ...) each."""
    found: set[str] = set()
    for table, *key in subjects:
        query = _OWNERS.get(table)
        if query is not None and key:
            found.update(str(row[0]) for row in db.execute(query, [key[0]]) if row[0])
    return found


_COMMENT_OWNER = """SELECT posts.blog FROM comments JOIN posts ON posts.id = comments.post
WHERE comments.id = ?"""
_OWNERS = {
    "posts": "SELECT blog FROM posts WHERE id = ?",
    "post_labels": "SELECT blog FROM posts WHERE id = ?",
    "comments": _COMMENT_OWNER,
    "links": "SELECT posts.blog FROM links JOIN posts ON posts.id = links.post WHERE links.id = ?",
    "authors": "SELECT DISTINCT blog FROM posts WHERE author = ?",
}
"""Rows that a second reading of the raw answers writes anew."""
