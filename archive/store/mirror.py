"""What the mirror is made from, as digests, and the notes of what was made of it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Noted:
    """A file of the mirror as it was last written."""

    inputs: str | None
    """Digest of all that it was made from; None where it is made every time."""
    sha256: str
    n_bytes: int
    asked: str | None = None
    """What it asked for while it was made (`archive/render/asked.py`); not read back with all."""


def noted(db: Database) -> dict[str, Noted]:
    """Every noted file by its place; none in an archive that an earlier release made."""
    if "mirror_files" not in db.table_names():
        return {}
    rows = db.execute("SELECT place, inputs, sha256, n_bytes FROM mirror_files")
    return {place: Noted(*rest) for place, *rest in rows}


def note(db: Database, files: Mapping[str, Noted]) -> None:
    """Note files that are in their places."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO mirror_files (place, inputs, sha256, n_bytes, asked)"
        " VALUES (?, ?, ?, ?, ?)",
        ((place, *astuple(one)) for place, one in files.items()),
    )


def forget(db: Database, places: Iterable[str]) -> None:
    """Drop the notes of files that are there no more."""
    db.conn.executemany("DELETE FROM mirror_files WHERE place = ?", ((one,) for one in places))


def digests(db: Database) -> list[tuple[str, str]]:
    """(place, sha256) of every file of the mirror."""
    query = "SELECT place, sha256 FROM mirror_files WHERE place NOT LIKE '%/manifest-sha256.txt'"
    return [(place, sha256) for place, sha256 in db.execute(query)]


def kept_files(db: Database) -> list[tuple[str, str]]:
    """(path, sha256) of every kept picture and page part."""
    query = """SELECT path, sha256 FROM media WHERE state = 'kept'
    UNION SELECT path, sha256 FROM parts WHERE state = 'kept'"""
    return [(path, sha256) for path, sha256 in db.execute(query)]


def states(db: Database, blog: str, place_of: Callable[[str], str | None]) -> dict[str, str | None]:
    """By post: a digest of all its rows that its page is made from.

    :param place_of: where an address leads in the mirror: a link to a page that is new changes its
        page. None stands for a post with a row that this program did not write.
    """
    told: dict[str, hashlib._Hash] = defaultdict(hashlib.sha256)
    authors: dict[str, str] = dict(db.execute(_AUTHORS))
    unknown: set[str] = set()
    for post, n_unknown, digests, wrote in db.execute(_COMMENTS, [blog]):
        if n_unknown:
            unknown.add(post)
        signed = [authors.get(author) for author in sorted((wrote or "").split(","))]
        told[post].update(f"{digests}{signed}".encode())
    for query in _ROWS:
        for post, *values in db.execute(query, [blog]):
            if values[0] is None:
                unknown.add(post)
            told[post].update(repr(values).encode())
    for post, url in db.execute(_LINKS, [blog]):
        told[post].update(repr(place_of(url)).encode())
    return {post: None if post in unknown else found.hexdigest() for post, found in told.items()}


def former_states(db: Database, blog: str) -> dict[str, str | None]:
    """By post: a digest of its former versions and of those of the comments under it.

    None stands for a post with a version that this program did not write.
    """
    told: dict[str, list[object]] = defaultdict(list)
    unknown: set[str] = set()
    for post, sha256, author in db.execute(_FORMER, {"blog": blog}):
        if sha256 is None:
            unknown.add(post)
        told[post].append((sha256, author))
    return {post: None if post in unknown else digest_of(rows) for post, rows in told.items()}


def writings(db: Database, blog: str) -> Iterator[tuple[int, list[tuple[bytes | None, str]]]]:
    """By author: (digest, id of its post) of all that they wrote, in the order of their pages.

    None stands for a row that this program did not write.
    """
    rows = db.execute(_WRITTEN, {"blog": blog})
    for author, written in groupby(rows, key=itemgetter(0)):
        yield author, [(sha256, post) for _, sha256, post in written]


def asked_by(db: Database, place: str) -> str | None:
    """What a page asked for when it was made last; None where nothing is noted."""
    row = db.execute("SELECT asked FROM mirror_files WHERE place = ?", [place]).fetchone()
    return row[0] if row else None


def all_asked(db: Database) -> Iterator[tuple[str, str]]:
    """(place, what it asked for when it was made last) of every page that asks."""
    yield from db.execute("SELECT place, asked FROM mirror_files WHERE asked IS NOT NULL")


def remembered(db: Database) -> dict[str, bytes]:
    """What `remember` was given, all answers under no name; nothing before the first rendering."""
    if "mirror_answers" not in db.table_names():
        return {}
    return dict(db.execute("SELECT place, told FROM mirror_answers"))


def remember(db: Database, all_: bytes, to_pages: Mapping[str, bytes]) -> None:
    """Remember all answers of the mirror, and of each page that asks what it was told of them.

    Pages that are not named are forgotten: so all of them are as of these same answers.
    """
    now, before = {**to_pages, "": all_}, remembered(db)
    gone = ((place,) for place in before.keys() - now.keys())
    db.conn.executemany("DELETE FROM mirror_answers WHERE place = ?", gone)
    db.conn.executemany(
        "INSERT OR REPLACE INTO mirror_answers (place, told) VALUES (?, ?)",
        ((place, told) for place, told in now.items() if before.get(place) != told),
    )


def films_of(db: Database) -> list[tuple[object, ...]]:
    """Every video and still of one: any body may show it."""
    query = "SELECT key, state, path FROM parts WHERE kind IN ('video', 'thumbnail') ORDER BY key"
    return [tuple(row) for row in db.execute(query)]


def digest_of(parts: Iterable[object]) -> str:
    """A digest of values whose `repr` says all of them."""
    return hashlib.sha256(repr([*parts]).encode("utf-8", "surrogatepass")).hexdigest()


_AUTHOR: Final = """LEFT JOIN row_digests AS authors
  ON authors.kept = 'authors' AND authors.key = CAST({}.author AS TEXT)"""
_AUTHORS: Final = "SELECT key, hex(sha256) FROM row_digests WHERE kept = 'authors'"
_COMMENTS: Final = """SELECT comments.post, count(*) - count(own.sha256),
  group_concat(hex(own.sha256), ''), group_concat(DISTINCT comments.author)
FROM comments JOIN posts ON posts.id = comments.post
LEFT JOIN row_digests AS own ON own.kept = 'comments' AND own.key = comments.id
WHERE posts.blog = ? GROUP BY comments.post"""
"""In whichever order SQLite finds them: another order makes a page again, and the same bytes."""
_ROWS: Final = (
    f"""SELECT posts.id, own.sha256, authors.sha256 FROM posts
    LEFT JOIN row_digests AS own ON own.kept = 'posts' AND own.key = posts.id
    {_AUTHOR.format("posts")} WHERE posts.blog = ?""",  # noqa: S608 -- our own text
    """SELECT post_labels.post, labels.name FROM post_labels
    JOIN labels ON labels.id = post_labels.label WHERE labels.blog = ?
    ORDER BY post_labels.post, post_labels.position""",
    """SELECT media_uses.post, media.state, media.path, media.reason FROM media_uses
    JOIN media ON media.id = media_uses.media JOIN posts ON posts.id = media_uses.post
    WHERE posts.blog = ? ORDER BY media_uses.post, media_uses.rowid""",
    """SELECT post_addresses.post, post_addresses.url, post_addresses.last_seen_at
    FROM post_addresses JOIN posts ON posts.id = post_addresses.post
    WHERE posts.blog = ? AND post_addresses.path <> posts.path
    ORDER BY post_addresses.post, post_addresses.key""",
)
"""Each gives the post first, then what of the row its page shows; the first of these is never null
but where a row has no digest."""
_WRITTEN: Final = """SELECT author, own.sha256, post FROM (
  SELECT comments.author, comments.post, 'comments' AS kept, comments.id AS key,
    comments.id AS comment, comments.published_on, comments.published_at
  FROM comments JOIN posts ON posts.id = comments.post
  WHERE posts.blog = :blog AND comments.author IS NOT NULL
  UNION ALL SELECT author, id, 'posts', id, NULL, published_on, published_at
  FROM posts WHERE blog = :blog AND author IS NOT NULL
) AS written LEFT JOIN row_digests AS own ON own.kept = written.kept AND own.key = written.key
ORDER BY author, published_on DESC NULLS LAST, published_at DESC NULLS LAST,
  length(comment) DESC, comment DESC, post DESC"""
"""In the order of `archive.store.people.written_by`."""
_FORMER: Final = """SELECT posts.id, own.sha256, authors.name FROM (
  SELECT post, 'post_versions' AS kept, post AS id, version, author FROM post_versions
  UNION ALL SELECT comments.post, 'comment_versions', comment, former.version, former.author
  FROM comment_versions AS former JOIN comments ON comments.id = former.comment
) AS versions JOIN posts ON posts.id = versions.post
LEFT JOIN authors ON authors.id = versions.author
LEFT JOIN row_digests AS own
  ON own.kept = versions.kept AND own.key = versions.id || char(31) || versions.version
WHERE posts.blog = :blog ORDER BY posts.id, versions.kept, versions.id, versions.version"""
_LINKS: Final = """SELECT links.post, links.url FROM links JOIN posts ON posts.id = links.post
WHERE posts.blog = ? AND links.host IN (SELECT host FROM blog_hosts UNION SELECT host FROM blogs)
ORDER BY links.post, links.id"""
