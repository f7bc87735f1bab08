"""Posts, pages, comments and what hangs on them: kept, and given back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from archive.churn import are_exchanged, are_same_but_damage
from archive.model import Author, Blog, Comment, Image, Moment, Post
from archive.store.attached import (
    add_label,
    author_id,
    author_of,
    labels_of,
    links_of,
    replace_labels,
    replace_links,
)
from archive.store.captures import timestamp
from archive.store.history import (
    keep_comment_version,
    keep_version,
    note_change,
    note_comment_change,
)
from archive.store.statements import execute, insert, one, update
from archive.store.words_index import index_comment, index_post
from archive.versions import (
    Change,
    Known,
    Reading,
    comment_digest,
    decide,
    is_of_todays_rule,
    post_digest,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Where and when a reading comes from."""

    at: datetime
    capture: int
    reading: Reading
    crawl_began: datetime
    parser: int
    """Version of the parsers that read it."""


def keep_blog(db: Database, blog: Blog, host: str, hosts: Iterable[str], now: datetime) -> None:
    """Insert or refresh a blog and the host names that lead to it; empty values never overwrite."""
    told = {
        "title": blog.title,
        "description": blog.description,
        "language": blog.language,
        "direction": blog.direction,
        "theme": blog.theme,
    }
    known = one(db, "SELECT id FROM blogs WHERE id = ?", [blog.blog_id])
    if known is None:
        first = {"id": blog.blog_id, "home_url": blog.home_url, "host": host}
        insert(db, "blogs", first | _told(told) | {"first_seen_at": timestamp(now)})
    elif _told(told):
        db.table("blogs").update(blog.blog_id, _told(told))
    for name in hosts:
        execute(
            db, "INSERT OR IGNORE INTO blog_hosts (host, blog) VALUES (?, ?)", name, blog.blog_id
        )


def load_post(db: Database, post_id: str) -> Post | None:
    """The kept version of a post; None where it is not kept."""
    row = one(db, "SELECT * FROM posts WHERE id = ?", [post_id])
    if row is None:
        return None
    return Post(
        kind=row["kind"],
        post_id=row["id"],
        blog_id=row["blog"],
        url=row["url"],
        title=row["title"],
        body_html=row["body_html"],
        body_text=row["body_text"],
        published=_moment(row),
        updated_at=_instant(row["updated_at"]),
        author=author_of(db, row["author"]),
        labels=labels_of(db, post_id),
        n_comments=row["n_comments"],
        comment_service=row["comment_service"],
        links=links_of(db, post_id, None),
        images=_images(db, row),
        sources=tuple(json.loads(row["sources"]).items()),
    )


def load_comment(db: Database, comment_id: str) -> Comment | None:
    """The kept version of a comment, without its links and pictures."""
    row = one(db, "SELECT * FROM comments WHERE id = ?", [comment_id])
    if row is None:
        return None
    blog = one(db, "SELECT blog FROM posts WHERE id = ?", [row["post"]])
    return Comment(
        comment_id=row["id"],
        post_id=row["post"],
        blog_id=blog["blog"] if blog else "",
        parent_id=row["answers"],
        author=author_of(db, row["author"]),
        published=_moment(row),
        body_html=row["body_html"],
        body_text=row["body_text"],
        is_deleted=bool(row["is_deleted"]),
        url=row["url"],
        source=row["source"],
    )


def keep_post(db: Database, post: Post, reading: Post, path: str, seen: Seen) -> Change:
    """Keep a reconciled post.

    :param reading: what this one source said; its pictures are kept beside the other source's.
    """
    row = one(db, "SELECT * FROM posts WHERE id = ?", [post.post_id])
    digest, reading_digest = post_digest(post), post_digest(reading)
    change = decide(
        _known(db, row, post, seen),
        digest=digest,
        reading_digest=reading_digest,
        is_exchanged=row is not None and _is_exchanged(db, row, post, reading, seen),
    )
    if row is not None and change == "changed":
        keep_version(db, row, seen.at)
    _write_post(db, row, post, path, change, seen, digest, reading_digest)
    if row is None or row["body_html"] != post.body_html:
        replace_links(db, post.post_id, None, post.links)
    # A page that suddenly holds nothing is more often misread than emptied: its pictures stay.
    if seen.reading == "feed" or reading.body_text or reading.images:
        replace_uses(db, post.post_id, None, seen, reading.images)
    if change != "unchanged":
        replace_labels(db, post)
        index_post(db, post.post_id, post.title, post.body_text, _name(post.author))
        if row is not None:
            note_change(db, post.post_id)
    return change


def keep_comment(db: Database, comment: Comment, seen: Seen) -> Change:
    """Keep a reconciled comment under a post that is already kept."""
    row = one(db, "SELECT * FROM comments WHERE id = ?", [comment.comment_id])
    digest = comment_digest(comment)
    change = _comment_change(db, row, digest, seen)
    version = 1 if row is None else row["version"] + (change == "changed")
    if row is not None and change == "changed":
        keep_comment_version(db, row, seen.at)
    values = comment_values(db, comment) | {
        "capture": seen.capture,
        "last_seen_at": timestamp(seen.at),
        "parser": seen.parser,
        "digest": digest,
        "version": version,
    }
    if row is None:
        first = {
            "id": comment.comment_id,
            "post": comment.post_id,
            "first_seen_at": timestamp(seen.at),
        }
        insert(db, "comments", first | values)
    else:
        told = {"changed_at": timestamp(seen.at)} if change == "changed" else {}
        update(db, "comments", comment.comment_id, values | told)
    if change != "unchanged":
        replace_links(db, comment.post_id, comment.comment_id, comment.links)
        replace_uses(db, comment.post_id, comment.comment_id, seen, comment.images)
        index_comment(
            db, comment.comment_id, comment.post_id, comment.body_text, _name(comment.author)
        )
        if row is not None:
            note_comment_change(db, comment.comment_id)
    return change


def _comment_change(db: Database, row: Mapping[str, Any] | None, digest: str, seen: Seen) -> Change:
    """As for posts: a comment met in this very run was only told of by a second source."""
    if row is None:
        return "new"
    known = row["digest"]
    if not is_of_todays_rule(known):
        kept = load_comment(db, row["id"])
        known = comment_digest(kept) if kept else known
    if known == digest:
        return "unchanged"
    since = row["changed_at"] or row["first_seen_at"]
    return "enriched" if since >= timestamp(seen.crawl_began) else "changed"


def join_threads(db: Database, post_ids: Iterable[str]) -> None:
    """Point each comment at the one it answers, once both are kept."""
    for post_id in post_ids:
        execute(
            db,
            """UPDATE comments SET parent = answers
            WHERE post = ? AND parent IS NULL AND answers IN
              (SELECT id FROM comments AS others WHERE others.post = comments.post)""",
            post_id,
        )


def add_labels(db: Database, post_id: str, blog_id: str, names: Sequence[str]) -> bool:
    """Add labels that a label page shows a post under; True where one was new."""
    n_labels = len(labels_of(db, post_id))
    for position, name in enumerate(names, start=n_labels):
        add_label(db, post_id, blog_id, name, position)
    return len(labels_of(db, post_id)) > n_labels


def _known(db: Database, row: Mapping[str, Any] | None, post: Post, seen: Seen) -> Known | None:
    if row is None:
        return None
    digest = row["digest"]
    is_mended = are_same_but_damage(row["body_text"], post.body_text)
    if is_mended or not is_of_todays_rule(digest):
        kept = load_post(db, row["id"]) or post
        digest = post_digest(replace(kept, body_text=post.body_text) if is_mended else kept)
    is_fresh = row["changed_at"] >= timestamp(seen.crawl_began)
    return Known(digest, row[f"{seen.reading}_digest"], is_fresh)


def _is_exchanged(
    db: Database, row: Mapping[str, Any], post: Post, reading: Post, seen: Seen
) -> bool:
    """Whether this source, and with it the kept body, shows another picture of the same name."""
    if not post.images or not are_exchanged(_images(db, row), post.images):
        return False
    uses = uses_of(db, post.post_id, None)
    former = [image for told, image in uses if told == seen.reading]
    return are_exchanged(former, reading.images)


def _write_post(  # noqa: PLR0913, PLR0917 -- one row from its parts; a carrier type would only rename them
    db: Database,
    row: Mapping[str, Any] | None,
    post: Post,
    path: str,
    change: Change,
    seen: Seen,
    digest: str,
    reading_digest: str,
) -> None:
    values = post_values(db, post, path) | {
        "parser": seen.parser,
        "digest": digest,
        f"{seen.reading}_digest": reading_digest,
        f"{seen.reading}_capture": seen.capture,
        "last_seen_at": timestamp(seen.at),
        "gone_at": None,
    }
    if row is None:
        first = {"id": post.post_id, "first_seen_at": timestamp(seen.at)}
        insert(db, "posts", first | values | {"changed_at": timestamp(seen.at)})
        return
    if change == "changed":
        values |= {"version": row["version"] + 1, "changed_at": timestamp(seen.at)}
    update(db, "posts", post.post_id, values)


def post_values(db: Database, post: Post, path: str) -> dict[str, Any]:
    """The columns that hold what a post's origin published."""
    return {
        "blog": post.blog_id,
        "kind": post.kind,
        "url": post.url,
        "path": path,
        "title": post.title,
        **_moment_values(post.published),
        "updated_at": timestamp(post.updated_at) if post.updated_at else None,
        "author": author_id(db, post.author),
        "n_comments": post.n_comments,
        "comment_service": post.comment_service,
        "body_html": post.body_html,
        "body_text": post.body_text,
        "sources": json.dumps(dict(post.sources), sort_keys=True),
    }


def comment_values(db: Database, comment: Comment) -> dict[str, Any]:
    """The columns that hold what a comment's origin published."""
    return {
        "answers": comment.parent_id,
        "author": author_id(db, comment.author),
        **_moment_values(comment.published),
        "body_html": comment.body_html,
        "body_text": comment.body_text,
        "url": comment.url,
        "is_deleted": int(comment.is_deleted),
        "source": comment.source,
    }


def replace_uses(
    db: Database, post_id: str, comment_id: str | None, seen: Seen, images: Sequence[Image]
) -> None:
    """Keep the pictures that one reading of a body shows, in place of the former."""
    execute(
        db,
        "DELETE FROM media_uses WHERE post = ? AND comment IS ? AND reading = ?",
        *(post_id, comment_id, seen.reading),
    )
    for position, image in enumerate(images):
        execute(
            db,
            "INSERT OR IGNORE INTO media (key, state, first_seen_at) VALUES (?, 'wanted', ?)",
            *(image.key, timestamp(seen.at)),
        )
        execute(
            db,
            """INSERT INTO media_uses
              (media, post, comment, reading, position, shown_url, linked_url, alt)
            SELECT id, ?, ?, ?, ?, ?, ?, ? FROM media WHERE key = ?""",
            *(post_id, comment_id, seen.reading, position),
            *(image.shown_url, image.linked_url, image.alt, image.key),
        )


def uses_of(
    db: Database, post_id: str, comment_id: str | None
) -> tuple[tuple[Reading, Image], ...]:
    """(reading, picture) of a post's body, or of a comment on it."""
    query = """SELECT reading, shown_url, linked_url, alt, key
    FROM media_uses JOIN media ON media.id = media_uses.media
    WHERE post = ? AND comment IS ? ORDER BY reading, position"""
    found = db.query(query, [post_id, comment_id])
    return tuple((row.pop("reading"), Image(**row)) for row in found)


def _images(db: Database, row: Mapping[str, Any]) -> tuple[Image, ...]:
    """The pictures of the reading whose body is kept."""
    source = json.loads(row["sources"]).get("body_html")
    reading = "feed" if source == "feed" else "page"
    return tuple(image for told, image in uses_of(db, row["id"], None) if told == reading)


def _name(author: Author | None) -> str:
    return author.name if author else ""


def _moment_values(moment: Moment | None) -> dict[str, Any]:
    return {
        "published_on": moment.day.isoformat() if moment else None,
        "published_at": timestamp(moment.at) if moment and moment.at else None,
        "utc_offset": moment.utc_offset if moment else None,
    }


def _moment(row: Mapping[str, Any]) -> Moment | None:
    if row["published_on"] is None:
        return None
    day = date.fromisoformat(row["published_on"])
    return Moment(day, _instant(row["published_at"]), row["utc_offset"])


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
