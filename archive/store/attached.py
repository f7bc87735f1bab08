"""What hangs on posts and comments: authors, labels and links."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from archive.model import Author, Link, Post
from archive.store.statements import execute, insert, one, update


def replace_links(
    db: Database, post_id: str, comment_id: str | None, links: Sequence[Link]
) -> None:
    """Keep the links of a post's body, or of a comment on it, in place of the former."""
    execute(db, "DELETE FROM links WHERE post = ? AND comment IS ?", post_id, comment_id)
    row = {"post": post_id, "comment": comment_id}
    for position, link in enumerate(links):
        host = link.key.partition("/")[0]
        told = {"url": link.url, "key": link.key, "host": host, "text": link.text}
        db.execute(_INSERT_LINK, row | {"position": position} | told)


_INSERT_LINK = """INSERT INTO links (post, comment, position, url, key, host, text, is_internal)
SELECT :post, :comment, :position, :url, :key, :host, :text, EXISTS (
  SELECT 1 FROM blog_hosts JOIN posts ON posts.blog = blog_hosts.blog
  WHERE blog_hosts.host = :host AND posts.id = :post)"""


def replace_labels(db: Database, post: Post) -> None:
    """Keep a post's labels in place of the former."""
    if labels_of(db, post.post_id) == post.labels:
        return
    execute(db, "DELETE FROM post_labels WHERE post = ?", post.post_id)
    for position, name in enumerate(post.labels):
        add_label(db, post.post_id, post.blog_id, name, position)


def add_label(db: Database, post_id: str, blog_id: str, name: str, position: int) -> None:
    """Put a label on a post, once."""
    execute(db, "INSERT OR IGNORE INTO labels (blog, name) VALUES (?, ?)", blog_id, name)
    execute(
        db,
        """INSERT OR IGNORE INTO post_labels (post, label, position)
        SELECT ?, id, ? FROM labels WHERE blog = ? AND name = ?""",
        *(post_id, position, blog_id, name),
    )


def author_id(db: Database, author: Author | None) -> int | None:
    """The row of an author, made where there is none; None for nobody."""
    if author is None:
        return None
    key = author.profile_url or f"name:{author.name}"
    row = one(db, "SELECT id, name, avatar_url FROM authors WHERE key = ?", [key])
    if row is None:
        values = {"key": key, "name": author.name, "profile_url": author.profile_url}
        return int(str(insert(db, "authors", values | {"avatar_url": author.avatar_url})))
    if author.avatar_url and not row["avatar_url"]:
        update(db, "authors", row["id"], {"avatar_url": author.avatar_url})
    return int(row["id"])


def author_of(db: Database, author_id: int | None) -> Author | None:
    """The author in a row; None for nobody."""
    row = one(db, "SELECT * FROM authors WHERE id = ?", [author_id])
    return None if row is None else Author(row["name"], row["profile_url"], row["avatar_url"])


def labels_of(db: Database, post_id: str) -> tuple[str, ...]:
    """The labels of a post, in the order shown."""
    query = """SELECT name FROM post_labels JOIN labels ON labels.id = post_labels.label
    WHERE post = ? ORDER BY position, name"""
    return tuple(row["name"] for row in db.query(query, [post_id]))


def links_of(db: Database, post_id: str, comment_id: str | None) -> tuple[Link, ...]:
    """The links of a post's body, or of a comment on it."""
    query = "SELECT * FROM links WHERE post = ? AND comment IS ? ORDER BY position"
    found = db.query(query, [post_id, comment_id])
    return tuple(Link(row["url"], row["text"], row["key"]) for row in found)
