"""The archive as it stood on a day: for a while, the tables' names mean what they held then.

Temporary views hide the tables of the same names on this connection alone, so everything that reads
(`contents.py`, `history.py`, and whatever a page is made of) tells of that day without knowing it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Final

from archive.errors import UsageError
from archive.store.connection import Archive

_OLD = ("title", "url", "body_html", "body_text", "published_on", "published_at", "utc_offset",
        "updated_at", "author", "sources", "feed_capture", "page_capture", "digest", "changed",
        "n_words_added", "n_words_removed")  # fmt: skip
_OLD_COMMENT = ("body_html", "body_text", "is_deleted", "author", "source", "capture", "digest",
                "published_on", "published_at", "utc_offset", "changed", "n_words_added",
                "n_words_removed")  # fmt: skip

# Which entries were there, and which of their versions: the last one seen by that day; of one first
# archived later, the first. A post without a day counts from its month in the address, else from
# when it was first seen. `:end` is the first instant after the day, `:day` the day itself.
_THEN_POSTS = """
CREATE TEMP TABLE then_posts AS
SELECT posts.id, CASE WHEN changed_at < :end THEN posts.version ELSE coalesce(
  (SELECT max(version) FROM main.post_versions WHERE post = posts.id AND seen_at < :end),
  (SELECT min(version) FROM main.post_versions WHERE post = posts.id), posts.version) END AS version
FROM main.posts WHERE coalesce(published_on,
  CASE WHEN path GLOB '/[12][0-9][0-9][0-9]/[01][0-9]/*'
    THEN substr(path, 2, 4) || '-' || substr(path, 7, 2) || '-01' END,
  substr(first_seen_at, 1, 10)) <= :day
"""
_THEN_COMMENTS = """
CREATE TEMP TABLE then_comments AS
SELECT comments.id, CASE WHEN coalesce(changed_at, first_seen_at) < :end THEN comments.version
  ELSE coalesce(
    (SELECT max(version) FROM main.comment_versions
      WHERE comment = comments.id AND coalesce(seen_at, '') < :end),
    (SELECT min(version) FROM main.comment_versions WHERE comment = comments.id), comments.version)
  END AS version
FROM main.comments JOIN then_posts ON then_posts.id = comments.post
WHERE coalesce(published_on, substr(first_seen_at, 1, 10)) <= :day
"""
_INDEXES = (
    "CREATE UNIQUE INDEX temp.then_posts_id ON then_posts(id)",
    "CREATE UNIQUE INDEX temp.then_comments_id ON then_comments(id)",
)
_POST = "JOIN temp.then_posts AS past ON past.id"
_COMMENT = "JOIN temp.then_comments AS past ON past.id"

# ruff: noqa: S608 -- statements are made of this module's own texts and of the schema's names
# View -> its SELECT, but for `posts` and `comments`, whose columns are asked of the database.
_VIEWS: Final = {
    "post_versions": "SELECT one.* FROM main.post_versions AS one"
    f" {_POST} = one.post AND one.version < past.version",
    "comment_versions": "SELECT one.* FROM main.comment_versions AS one"
    f" {_COMMENT} = one.comment AND one.version < past.version",
    "post_labels": "SELECT one.* FROM main.post_labels AS one"
    f" {_POST} = one.post"
    " JOIN main.posts AS now ON now.id = one.post AND now.version = past.version"
    " UNION ALL SELECT past.id, labels.id, listed.key FROM temp.then_posts AS past"
    " JOIN main.post_versions AS one ON one.post = past.id AND one.version = past.version"
    " JOIN main.posts AS now ON now.id = past.id, json_each(one.labels) AS listed"
    " JOIN main.labels ON labels.blog = now.blog AND labels.name = listed.value",
    "media_uses": "SELECT one.* FROM main.media_uses AS one"
    f" {_POST} = one.post"
    " JOIN main.posts AS now ON now.id = one.post AND now.version = past.version"
    " WHERE one.comment IS NULL UNION ALL SELECT one.* FROM main.media_uses AS one"
    f" {_COMMENT} = one.comment"
    " JOIN main.comments AS now ON now.id = one.comment AND now.version = past.version"
    " UNION ALL SELECT media, one.post, comment, reading, position, shown_url, linked_url, alt"
    f" FROM main.version_pictures AS one {_POST} = one.post AND one.version = past.version"
    " WHERE comment IS NULL"
    " UNION ALL SELECT media, post, comment, reading, position, shown_url, linked_url, alt"
    f" FROM main.version_pictures AS one {_COMMENT} = one.comment AND one.version = past.version",
    "version_pictures": "SELECT one.* FROM main.version_pictures AS one"
    f" {_POST} = one.post AND one.version < past.version WHERE one.comment IS NULL"
    " UNION ALL SELECT one.* FROM main.version_pictures AS one"
    f" {_COMMENT} = one.comment AND one.version < past.version",
    "links": f"SELECT one.* FROM main.links AS one {_POST} = one.post"
    " WHERE one.comment IS NULL OR one.comment IN (SELECT id FROM temp.then_comments)",
    # What was declared, asked for or found is of today, and would prove nothing of then.
    "declared": "SELECT * FROM main.declared WHERE 0",
    "targets": "SELECT * FROM main.targets WHERE 0",
    "findings": "SELECT * FROM main.findings WHERE 0",
}


@contextmanager
def as_of(archive: Archive, day: date) -> Iterator[None]:
    """Read the archive as it was at the end of a day (UTC); use it inside `contents.snapshot`.

    Comments of later days are not there, and what was found gone later is. The number of comments
    that a post declares is not known of then.

    :raises UsageError: nothing in it is as old as that.
    """
    bounds = {"day": day.isoformat(), "end": f"{day + timedelta(days=1)}T00:00:00Z"}
    db = archive.db
    made = []
    try:
        for statement in (_THEN_POSTS, _THEN_COMMENTS):
            # A statement that makes a table takes no values.
            text = statement
            for name, value in bounds.items():
                text = text.replace(f":{name}", f"'{value}'")
            db.execute(text)
            made.append(f"TABLE temp.{statement.split()[3]}")
        if not next(iter(db.execute("SELECT count(*) FROM temp.then_posts")))[0]:
            raise UsageError(f"{archive.root}: no post in it is as old as {day}; try a later day")
        for statement in _INDEXES:
            db.execute(statement)
        views = _VIEWS | {
            "blogs": _blogs(archive),
            "posts": _posts(archive, bounds),
            "comments": _comments(archive),
        }
        for name, select in views.items():
            db.execute(f"CREATE TEMP VIEW {name} AS {select}")
            made.append(f"VIEW temp.{name}")
        yield
    finally:
        for what in reversed(made):
            db.execute(f"DROP {what}")


def _blogs(archive: Archive) -> str:
    return (
        f"SELECT {_columns(archive, 'blogs', {'feed_total': 'NULL'})} FROM main.blogs AS now"
        f" WHERE id IN (SELECT blog FROM main.posts AS one {_POST} = one.id)"
    )


def _posts(archive: Archive, bounds: dict[str, str]) -> str:
    own = {
        "n_comments": "NULL",
        "version": "past.version",
        "gone_at": f"iif(now.gone_at < '{bounds['end']}', now.gone_at, NULL)",
        "changed_at": "iif(was.post IS NULL, now.changed_at, was.seen_at)",
    } | {name: f"iif(was.post IS NULL, now.{name}, was.{name})" for name in _OLD}
    return (
        f"SELECT {_columns(archive, 'posts', own)} FROM main.posts AS now {_POST} = now.id"
        " LEFT JOIN main.post_versions AS was ON was.post = now.id AND was.version = past.version"
    )


def _comments(archive: Archive) -> str:
    own = {
        "version": "past.version",
        "changed_at": "iif(was.comment IS NULL, now.changed_at, was.seen_at)",
        "parent": "iif(now.parent IN (SELECT id FROM temp.then_comments), now.parent, NULL)",
    } | {name: f"iif(was.comment IS NULL, now.{name}, was.{name})" for name in _OLD_COMMENT}
    return (
        f"SELECT {_columns(archive, 'comments', own)} FROM main.comments AS now"
        f" {_COMMENT} = now.id LEFT JOIN main.comment_versions AS was"
        " ON was.comment = now.id AND was.version = past.version"
    )


def _columns(archive: Archive, table: str, own: dict[str, str]) -> str:
    names = [row[1] for row in archive.db.execute(f"PRAGMA main.table_info({table})")]
    return ", ".join(f"{own.get(name, f'now.{name}')} AS {name}" for name in names)
