"""What the archive holds, as readers of it need it: blogs, posts, comments, labels, pictures.

Lists are light (no bodies), so a blog of 20,000 posts fits in a few megabytes; a body is read when
its page is rendered.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from archive.errors import ArchiveError
from archive.model import Author, CommentService, Direction, PostKind

if TYPE_CHECKING:
    from archive.store.connection import Archive

PictureState = Literal["wanted", "kept", "missing"]


@dataclass(frozen=True, slots=True)
class KeptBlog:
    """A blog and what it amounts to."""

    blog_id: str
    home_url: str
    host: str
    title: str
    description: str
    """HTML, unsanitised."""
    language: str | None
    direction: Direction | None
    last_crawl_at: str | None
    hosts: tuple[str, ...]
    """Every host that leads to it, its own among them."""


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post or static page as a list shows it: no body."""

    post_id: str
    kind: PostKind
    url: str
    path: str
    title: str
    published_on: str | None
    """`2020-12-15`, in the blog's own zone."""
    published_at: str | None
    n_comments: int
    """Comments kept."""
    opening: str
    """The first words of a post without title, which stand for it in lists; else empty."""
    has_versions: bool = False
    """It, or a comment under it, changed at the source: earlier versions are kept."""


@dataclass(frozen=True, slots=True)
class KeptPost:
    """Everything that the page of one post shows, its comments aside."""

    post_id: str
    body_html: str
    """As published, unsanitised."""
    body_text: str
    n_declared: int | None
    """Comments that the source declares; None where it says nothing."""
    comment_service: CommentService | None
    """Who kept comments on it outside the blog."""
    changed_at: str
    """When this version was first seen."""
    n_versions: int
    gone_at: str | None
    gone_evidence: Mapping[str, Any]
    """`status`: what its address answered; empty where it is not gone."""
    author: Author | None
    labels: tuple[str, ...]
    author_key: str | None = None
    """Of the author: what the page of all that they wrote is named after."""


@dataclass(frozen=True, slots=True)
class KeptComment:
    """One comment, as its post's page shows it."""

    comment_id: str
    parent_id: str | None
    published_on: str | None
    published_at: str | None
    utc_offset: int | None
    body_html: str
    """As published, unsanitised."""
    body_text: str
    url: str | None
    is_deleted: bool
    is_by_post_author: bool
    author: Author | None
    author_key: str | None = None
    seen_at: str | None = None
    """When this version was first seen."""
    gone_at: str | None = None


@dataclass(frozen=True, slots=True)
class KeptLabel:
    """A label and how many posts carry it."""

    label_id: int
    name: str
    n_posts: int


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture where a body or a comment shows it, and whether its file is here."""

    shown_url: str
    linked_url: str | None
    state: PictureState
    path: str | None
    """Under the archive folder."""
    mime: str | None
    reason: str | None
    """Why it is missing."""


@contextmanager
def snapshot(archive: Archive) -> Iterator[None]:
    """All reads inside see the archive as it stood at the first of them.

    :raises ArchiveError: the database cannot be read.
    """
    connection = archive.db.conn
    begun = not connection.in_transaction
    try:
        if begun:
            connection.execute("BEGIN")
        yield
    except sqlite3.Error as error:
        raise ArchiveError(
            f"{archive.root}: cannot be read ({error}); run 'blogarchive verify'"
        ) from error
    finally:
        if begun and connection.in_transaction:
            connection.execute("ROLLBACK")


def rows_of(archive: Archive, sql: str, *values: object) -> Iterator[dict[str, Any]]:
    """Rows by column name; a query names its columns after the fields that they fill."""
    cursor = archive.db.conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def blogs(archive: Archive) -> tuple[KeptBlog, ...]:
    """Every blog, in the order in which the archive met them."""
    rows = rows_of(
        archive,
        "SELECT id AS blog_id, home_url, host, title, description, language, direction,"
        " last_crawl_at, (SELECT group_concat(name, ' ') FROM (SELECT blog_hosts.host AS name"
        " FROM blog_hosts WHERE blog = blogs.id ORDER BY 1)) AS hosts"
        " FROM blogs ORDER BY first_seen_at, id",
    )
    return tuple(KeptBlog(**row | {"hosts": _hosts(row)}) for row in rows)


def _hosts(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([row["host"], *(row["hosts"] or "").split()]))


def n_posts(archive: Archive) -> int:
    """How many posts and static pages all blogs have."""
    return int(archive.db.table("posts").count)


def post_lines(archive: Archive, blog_id: str, kind: PostKind) -> tuple[PostLine, ...]:
    """The posts or the static pages of a blog, newest first, those without a day last."""
    found = archive.db.conn.execute(
        "SELECT id AS post_id, kind, url, path, title, published_on, published_at,"
        " (SELECT count(*) FROM comments WHERE comments.post = posts.id) AS n_comments,"
        " CASE WHEN trim(title) = '' THEN substr(body_text, 1, 100) ELSE '' END AS opening,"
        # A changed comment has earlier versions: few, where asking each comment is asking all.
        " (version > 1 OR id IN (SELECT comments.post FROM comment_versions"
        " JOIN comments ON comments.id = comment_versions.comment WHERE comments.version > 1))"
        " FROM posts WHERE blog = ? AND kind = ?"
        " ORDER BY published_on DESC NULLS LAST, published_at DESC NULLS LAST, id DESC",
        (blog_id, kind),
    )
    return tuple(PostLine(*(*told, bool(has_versions))) for *told, has_versions in found)


def beginnings(archive: Archive, post_ids: Sequence[str]) -> dict[str, str]:
    """The first 400 characters of each of some posts' words."""
    rows = rows_of(
        archive,
        "SELECT id, substr(body_text, 1, 400) AS words FROM posts"
        " WHERE id IN (SELECT value FROM json_each(?))",
        json.dumps(list(post_ids)),
    )
    return {str(row["id"]): str(row["words"]) for row in rows}


@dataclass(frozen=True, slots=True)
class FormerAddress:
    """An address at which a post was met, and is no longer."""

    post_id: str
    url: str
    path: str
    last_seen_at: str


def former_addresses(archive: Archive, blog_id: str) -> tuple[FormerAddress, ...]:
    """Where posts of a blog stood before, the latest first."""
    rows = rows_of(
        archive,
        "SELECT post_addresses.post AS post_id, post_addresses.url, post_addresses.path,"
        " post_addresses.last_seen_at FROM post_addresses"
        " JOIN posts ON posts.id = post_addresses.post"
        " WHERE posts.blog = ? AND post_addresses.path <> posts.path"
        " ORDER BY post_addresses.last_seen_at DESC, post_addresses.post, post_addresses.key",
        blog_id,
    )
    return tuple(FormerAddress(**row) for row in rows)


def labels(archive: Archive, blog_id: str) -> tuple[KeptLabel, ...]:
    """The labels of a blog that some post carries, most used first."""
    rows = rows_of(
        archive,
        "SELECT labels.id AS label_id, labels.name, count(*) AS n_posts FROM post_labels"
        " JOIN labels ON labels.id = post_labels.label"
        " WHERE labels.blog = ? GROUP BY labels.id ORDER BY n_posts DESC, labels.name",
        blog_id,
    )
    return tuple(KeptLabel(**row) for row in rows)


def posts_with_labels(archive: Archive, blog_id: str) -> dict[int, list[str]]:
    """Ids of the posts that carry each label of a blog."""
    found: dict[int, list[str]] = {}
    query = (
        """SELECT label, post FROM post_labels JOIN labels ON labels.id = label WHERE blog = ?"""
    )
    for label, post in archive.db.conn.execute(query, (blog_id,)):
        found.setdefault(label, []).append(post)
    return found
