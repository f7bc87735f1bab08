"""Every version of posts and comments: the former ones kept, what changed noted, all given back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlite_utils import Database

from archive.differences import Version, changed_fields, words_changed
from archive.store.attached import labels_of, links_of
from archive.store.captures import timestamp
from archive.store.statements import execute, insert, one, update

_POST_COLUMNS: Final = (
    *("version", "title", "url", "body_html", "body_text", "updated_at", "digest", "sources"),
    *("feed_capture", "page_capture", "published_on", "published_at", "utc_offset", "author"),
    *("changed", "n_words_added", "n_words_removed"),
)
_COMMENT_COLUMNS: Final = (
    *("version", "body_html", "body_text", "is_deleted", "digest", "author", "source", "capture"),
    *("published_on", "published_at", "utc_offset"),
    *("changed", "n_words_added", "n_words_removed"),
)


def keep_version(db: Database, row: Mapping[str, Any], now: datetime) -> None:
    """Keep the version of a post that its row still holds, its links and pictures too."""
    urls = [link.url for link in links_of(db, row["id"], None)]
    told = {
        "post": row["id"],
        "labels": json.dumps(labels_of(db, row["id"]), ensure_ascii=False),
        "links": json.dumps(urls, ensure_ascii=False),
        "seen_at": row["changed_at"],
        "replaced_at": timestamp(now),
    }
    insert(db, "post_versions", told | {name: row[name] for name in _POST_COLUMNS})
    _keep_pictures(db, row["id"], None, row["version"])


def keep_comment_version(db: Database, row: Mapping[str, Any], now: datetime) -> None:
    """Keep the version of a comment that its row still holds."""
    told = {
        "comment": row["id"],
        "seen_at": row["changed_at"] or row["first_seen_at"],
        "replaced_at": timestamp(now),
    }
    insert(db, "comment_versions", told | {name: row[name] for name in _COMMENT_COLUMNS})
    _keep_pictures(db, row["post"], row["id"], row["version"])


def _keep_pictures(db: Database, post_id: str, comment_id: str | None, version: int) -> None:
    execute(
        db,
        """INSERT INTO version_pictures
          (media, post, comment, version, reading, position, shown_url, linked_url, alt)
        SELECT media, post, comment, ?, reading, position, shown_url, linked_url, alt
        FROM media_uses WHERE post = ? AND comment IS ? ORDER BY reading, position""",
        *(version, post_id, comment_id),
    )


def note_change(db: Database, post_id: str) -> None:
    """Say in a post's row what its version changed; call it whenever that version is told more."""
    if one(db, "SELECT 1 FROM posts WHERE id = ? AND version > 1", [post_id]):
        versions = versions_of_post(db, post_id)
        update(db, "posts", post_id, _change(*versions[-2:]))


def note_comment_change(db: Database, comment_id: str) -> None:
    """The same for a comment."""
    if one(db, "SELECT 1 FROM comments WHERE id = ? AND version > 1", [comment_id]):
        versions = versions_of_comment(db, comment_id)
        update(db, "comments", comment_id, _change(*versions[-2:]))


def _change(old: Version, new: Version) -> dict[str, Any]:
    n_added, n_removed = words_changed(old.body_text, new.body_text)
    changed = json.dumps(changed_fields(old, new))
    return {"changed": changed, "n_words_added": n_added, "n_words_removed": n_removed}


# -- given back ----------------------------------------------------------------------------------


def versions_of_post(db: Database, post_id: str) -> tuple[Version, ...]:
    """Every version of a post, the oldest first; none where it is not kept."""
    row = one(db, f"{_POST} WHERE posts.id = ?", [post_id])
    if row is None:
        return ()
    former = db.query(f"{_FORMER_POST} WHERE post = ? ORDER BY version", [post_id])
    newest = row | {"labels": labels_of(db, post_id)}
    newest["links"] = [link.url for link in links_of(db, post_id, None)]
    pictures = _pictures(db, _SHOWN, post_id, None)
    return (
        *(_former_post(db, one_row, post_id) for one_row in former),
        _version(newest, _shown_by(pictures, _is_feed(row))),
    )


def versions_of_comment(db: Database, comment_id: str) -> tuple[Version, ...]:
    """Every version of a comment, the oldest first; none where it is not kept."""
    row = one(db, f"{_COMMENT} WHERE comments.id = ?", [comment_id])
    if row is None:
        return ()
    former = db.query(f"{_FORMER_COMMENT} WHERE comment = ? ORDER BY version", [comment_id])
    post_id = row["post"]
    pictures = _pictures(db, _SHOWN, post_id, comment_id)
    links = [link.url for link in links_of(db, post_id, comment_id)]
    return (
        *(_former_comment(db, one_row, post_id, comment_id) for one_row in former),
        _version(row | {"links": links}, _shown_by(pictures, is_feed=row["source"] == "feed")),
    )


def changed_comments(db: Database, post_id: str) -> tuple[str, ...]:
    """The comments under a post that have more than one version, oldest first."""
    query = "SELECT id FROM comments WHERE post = ? AND version > 1 ORDER BY published_at, id"
    return tuple(row["id"] for row in db.query(query, [post_id]))


def _former_post(db: Database, row: dict[str, Any], post_id: str) -> Version:
    pictures = _pictures(db, _SHOWN_THEN, post_id, None, row["number"])
    told = {name: json.loads(row[name]) if row[name] else None for name in ("labels", "links")}
    return _version(row | told, _shown_by(pictures, _is_feed(row)))


def _former_comment(db: Database, row: dict[str, Any], post_id: str, comment_id: str) -> Version:
    pictures = _pictures(db, _SHOWN_THEN, post_id, comment_id, row["number"])
    return _version(row | {"links": None}, _shown_by(pictures, is_feed=row["source"] == "feed"))


def _version(row: Mapping[str, Any], pictures: Sequence[str]) -> Version:
    links = row["links"]
    captures = (row.get("feed_capture"), row.get("page_capture"), row.get("capture"))
    return Version(
        number=row["number"],
        seen_at=row["seen_at"],
        replaced_at=row["replaced_at"],
        title=row["title"],
        body_html=row["body_html"],
        body_text=row["body_text"],
        labels=tuple(row.get("labels") or ()),
        published=row["published_at"] or row["published_on"],
        author=row["author"],
        url=row.get("url"),
        links=None if links is None else tuple(links),
        pictures=tuple(pictures),
        is_deleted=bool(row.get("is_deleted")),
        captures=tuple(capture for capture in captures if capture is not None),
    )


def _is_feed(row: Mapping[str, Any]) -> bool:
    """Whether the body is the feed's; a page may show other sizes of the same pictures."""
    return bool(json.loads(row["sources"] or "{}").get("body_html") == "feed")


def _pictures(db: Database, query: str, *values: object) -> tuple[tuple[str, str], ...]:
    return tuple((row["reading"], row["shown_url"]) for row in db.query(query, list(values)))


def _shown_by(pictures: Sequence[tuple[str, str]], is_feed: bool) -> tuple[str, ...]:
    reading = "feed" if is_feed else "page"
    return tuple(url for told, url in pictures if told == reading)


_SHOWN = """SELECT reading, shown_url FROM media_uses WHERE post = ? AND comment IS ?
ORDER BY reading, position"""
_SHOWN_THEN = """SELECT reading, shown_url FROM version_pictures
WHERE post = ? AND comment IS ? AND version = ? ORDER BY reading, position"""
_POST = """SELECT posts.version AS number, changed_at AS seen_at, NULL AS replaced_at, title, url,
  body_html, body_text, published_on, published_at, authors.name AS author, sources,
  feed_capture, page_capture FROM posts LEFT JOIN authors ON authors.id = posts.author"""
_FORMER_POST = """SELECT version AS number, seen_at, replaced_at, title, url, body_html, body_text,
  labels, links, published_on, published_at, authors.name AS author, sources,
  feed_capture, page_capture FROM post_versions
LEFT JOIN authors ON authors.id = post_versions.author"""
_COMMENT = """SELECT comments.version AS number, coalesce(changed_at, first_seen_at) AS seen_at,
  NULL AS replaced_at, '' AS title, body_html, body_text, published_on, published_at,
  authors.name AS author, is_deleted, source, capture, post
FROM comments LEFT JOIN authors ON authors.id = comments.author"""
_FORMER_COMMENT = """SELECT version AS number, seen_at, replaced_at, '' AS title, body_html,
  body_text, published_on, published_at, authors.name AS author, is_deleted, source, capture
FROM comment_versions LEFT JOIN authors ON authors.id = comment_versions.author"""
