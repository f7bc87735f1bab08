"""What the mirror's own search is made of: every entry of a blog, in a settled order.

An entry's order is that of `entry_rows`, in which rows are only ever added. So an entry keeps its
number when others follow, and what is written about it keeps its bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from archive.errors import ArchiveError, DamageError
from archive.store.connection import DATABASE_NAME
from archive.store.reading import rows

if TYPE_CHECKING:
    from archive.store.connection import Archive

MAX_ROW = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Searchable:
    """A post, page or comment with its words."""

    row: int
    """Of `entry_words`."""
    kind: Literal["post", "page", "comment"]
    post_id: str
    comment_id: str | None
    published_on: str | None
    author: str | None
    author_id: int | None
    beginning: str
    """The first 2,000 characters of its text."""
    n_bytes: int
    """Of its title and text, in UTF-8."""
    title_words: str
    """Folded words, parted by spaces."""
    body_words: str
    author_words: str


def searchable(
    archive: Archive, blog_id: str, first: int = 0, last: int = MAX_ROW
) -> Iterator[Searchable]:
    """Every post, page and comment of a blog whose row lies between two, one at a time.

    :raises DamageError: the database does not hold together.
    :raises ArchiveError: it cannot be read.
    """
    path = archive.root / DATABASE_NAME
    try:
        for row in archive.db.execute(_ENTRIES, [blog_id, first, last]):
            yield Searchable(*row)
    except sqlite3.OperationalError as error:
        raise ArchiveError(f"{path}: cannot be read ({error})") from error
    except sqlite3.DatabaseError as error:
        raise DamageError(f"{path}: is damaged ({error}); see 'blogarchive verify'") from error


_ENTRIES = """
SELECT
  entry_rows.id, iif(comments.id IS NULL, posts.kind, 'comment'), posts.id, comments.id,
  iif(comments.id IS NULL, posts.published_on, comments.published_on),
  authors.name, authors.id,
  substr(coalesce(comments.body_text, posts.body_text), 1, 2000),
  length(CAST(coalesce(comments.body_text, posts.title || posts.body_text) AS BLOB)),
  entry_words.title, entry_words.body, entry_words.author
FROM entry_rows
-- in this order: SQLite would read all words for 64 of them
CROSS JOIN entry_words ON entry_words.rowid = entry_rows.id
JOIN posts ON posts.id = entry_rows.post
-- a comment is found through its post, so both are there
JOIN entry_rows AS own ON own.post = posts.id AND own.comment IS NULL
LEFT JOIN comments ON comments.id = entry_rows.comment
LEFT JOIN authors ON authors.id = iif(comments.id IS NULL, posts.author, comments.author)
WHERE posts.blog = ? AND entry_rows.id BETWEEN ? AND ?
ORDER BY entry_rows.id
"""


def label_ids(archive: Archive, blog_id: str) -> dict[str, tuple[int, ...]]:
    """The labels of each post of a blog that has any."""
    found: dict[str, tuple[int, ...]] = {}
    for row in rows(archive, _LABELS, {"blog": blog_id}):
        found[row["post"]] = (*found.get(row["post"], ()), row["label"])
    return found


_LABELS = """
SELECT post_labels.post, post_labels.label
FROM post_labels JOIN posts ON posts.id = post_labels.post
WHERE posts.blog = :blog ORDER BY post_labels.post, post_labels.label
"""
