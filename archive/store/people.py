"""Who wrote on a blog and what, how many comments each month has, and which pictures are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.store.contents import rows_of

if TYPE_CHECKING:
    from archive.store.connection import Archive


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """An author and how much of a blog they wrote."""

    author_id: int
    key: str
    """Profile address, or `name:` and the name where no profile is known."""
    name: str
    profile_url: str | None
    n_posts: int
    """Posts and static pages."""
    n_comments: int


@dataclass(frozen=True, slots=True)
class Written:
    """A post or comment as the list of its author shows it."""

    post_id: str
    comment_id: str | None
    """None for the post itself."""
    published_on: str | None
    published_at: str | None
    words: str
    """The first 400 characters."""
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A kept picture under the post that shows it."""

    path: str
    """Under the archive folder."""
    mime: str
    alt: str
    comment_id: str | None
    """The comment that shows it; None for the body."""


def people(archive: Archive, blog_id: str) -> tuple[KeptPerson, ...]:
    """Everybody who signed something on a blog, most comments first."""
    rows = rows_of(
        archive,
        "SELECT authors.id AS author_id, key, name, profile_url, sum(posts) AS n_posts,"
        " sum(said) AS n_comments FROM (SELECT author, count(*) AS posts, 0 AS said FROM posts"
        " WHERE blog = ? GROUP BY author UNION ALL SELECT comments.author, 0, count(*)"
        " FROM comments JOIN posts ON posts.id = comments.post WHERE posts.blog = ?"
        " GROUP BY comments.author) AS counts JOIN authors ON authors.id = counts.author"
        " GROUP BY authors.id ORDER BY n_comments DESC, n_posts DESC, name, key",
        blog_id,
        blog_id,
    )
    return tuple(KeptPerson(**row) for row in rows)


def written_by(archive: Archive, blog_id: str, person: KeptPerson) -> tuple[Written, ...]:
    """All that somebody wrote on a blog, newest first."""
    rows = archive.db.conn.execute(
        "SELECT * FROM (SELECT post AS post_id, comments.id AS comment_id, comments.published_on,"
        " comments.published_at, substr(comments.body_text, 1, 400) AS words, is_deleted"
        " FROM comments JOIN posts ON posts.id = post WHERE comments.author = ? AND blog = ?"
        " UNION ALL SELECT id, NULL, published_on, published_at, substr(body_text, 1, 400), 0"
        # Posts have no index by author: only who signed some has them looked through.
        " FROM posts WHERE ? > 0 AND author = ? AND blog = ?)"
        " ORDER BY published_on DESC NULLS LAST, published_at DESC NULLS LAST,"
        " length(comment_id) DESC, comment_id DESC, post_id DESC",
        (person.author_id, blog_id, person.n_posts, person.author_id, blog_id),
    )
    return tuple(Written(*(*told, bool(is_deleted))) for *told, is_deleted in rows)


class LastWritten:
    """All that somebody wrote, kept until another is asked for: their sheets come together."""

    def __init__(self, archive: Archive, blog_id: str) -> None:
        """Read from an archive what was written on one of its blogs."""
        self._archive = archive
        self._blog_id = blog_id
        self._of: int | None = None
        self._written: tuple[Written, ...] = ()

    def by(self, person: KeptPerson) -> tuple[Written, ...]:
        """All that somebody wrote, newest first."""
        if self._of != person.author_id:
            self._written = ()  # before the next is read: either may be large
            self._written = written_by(self._archive, self._blog_id, person)
            self._of = person.author_id
        return self._written


def comment_months(archive: Archive, blog_id: str) -> dict[str, int]:
    """`2020-12` to the number of comments written in that month, oldest first."""
    rows = rows_of(
        archive,
        "SELECT substr(comments.published_on, 1, 7) AS month, count(*) AS n FROM comments"
        " JOIN posts ON posts.id = comments.post WHERE posts.blog = ?"
        " AND comments.published_on IS NOT NULL GROUP BY month ORDER BY month",
        blog_id,
    )
    return {str(row["month"]): int(row["n"]) for row in rows}


_SHOWN = (
    " FROM media_uses JOIN media ON media.id = media_uses.media"
    " WHERE state = 'kept' AND mime LIKE 'image/%'"
)


def picture_counts(archive: Archive, blog_id: str) -> dict[str, int]:
    """Post id to the number of kept pictures under it, where there are any."""
    rows = rows_of(
        archive,
        f"SELECT post, count(DISTINCT path) AS n{_SHOWN}"  # noqa: S608 - a constant of this module
        " AND post IN (SELECT id FROM posts WHERE blog = ?) GROUP BY post",
        blog_id,
    )
    return {str(row["post"]): int(row["n"]) for row in rows}


def kept_pictures(archive: Archive, post_id: str) -> tuple[KeptPicture, ...]:
    """The kept pictures under a post, each once, as they come; its body's first."""
    rows = rows_of(
        archive,
        f"SELECT path, mime, alt, comment AS comment_id{_SHOWN} AND post = ?"
        " ORDER BY comment IS NOT NULL, length(comment), comment, position, reading, shown_url",
        post_id,
    )
    found: dict[str, KeptPicture] = {}
    for row in rows:
        found.setdefault(row["path"], KeptPicture(**row))
    return tuple(found.values())
