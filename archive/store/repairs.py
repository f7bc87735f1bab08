"""Damaged things planned again, so that the next crawl fetches them; nothing is deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

_FILE: Final = ("state", "sha256", "path", "mime", "n_bytes", "reason", "kept_at", "n_failures")
_FILE_COLUMNS: Final = {"media": (*_FILE, "url"), "parts": (*_FILE, "found_url")}
"""Tables whose rows name a file, and the columns that tell of it."""


@dataclass(frozen=True, slots=True)
class Former:
    """What a row said of its file before that was planned again."""

    table: str
    row: int
    values: Mapping[str, Any]

    @property
    def path(self) -> str:
        """The file, under the archive folder."""
        return str(self.values["path"])


def blogs_of_captures(db: Database, captures: Collection[int]) -> set[str]:
    """Blogs that some raw answers were fetched for."""
    return _blogs(db, "SELECT DISTINCT blog FROM captures WHERE id IN ({})", captures)


def blogs_of_files(db: Database, files: Iterable[Former]) -> set[str]:
    """Blogs whose posts show some pictures, or whose pages name some parts."""
    shown = """SELECT DISTINCT posts.blog FROM media_uses
    JOIN posts ON posts.id = media_uses.post WHERE media_uses.media IN ({})"""
    named = "SELECT DISTINCT blog FROM parts WHERE id IN ({})"
    media, parts = ([one.row for one in files if one.table == name] for name in _FILE_COLUMNS)
    return _blogs(db, shown, media) | _blogs(db, named, parts)


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
        # A listing proves something only when it is read whole.
        db.execute(
            """UPDATE blogs SET listed_at = NULL FROM captures WHERE captures.id = ?
              AND blogs.id = captures.blog AND captures.kind IN
                ('feed-posts', 'feed-pages', 'feed-comments', 'sitemap')""",
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


def named_by(db: Database, paths: Collection[str]) -> tuple[Former, ...]:
    """Every row that says to have one of some files: one file may be a picture and a page part."""
    found = []
    for table, columns in _FILE_COLUMNS.items():
        query = f"SELECT id, {', '.join(columns)} FROM {table} WHERE state = 'kept' AND path = ?"  # noqa: S608 -- names from the table above
        for path in paths:
            found += [Former(table, row.pop("id"), row) for row in db.query(query, [path])]
    return tuple(found)


def want_again(db: Database, files: Iterable[Former]) -> None:
    """Plan files; `put_back` undoes it."""
    for one in files:
        db.table(one.table).update(one.row, {"state": "wanted"})


def put_back(db: Database, files: Iterable[Former]) -> tuple[Former, ...]:
    """Restore the rows of files that could not be had again; a damaged file beats none."""
    left = [one for one in files if db.table(one.table).get(one.row)["state"] != "kept"]
    for one in left:
        db.table(one.table).update(one.row, dict(one.values))
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
