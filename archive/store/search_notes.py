"""What the mirror's search indexes were made of, so that only what changed is made again.

All of it is derived: without a note an index is made whole. A note is kept after the files that it
tells of, and names them with their sizes and times; so one that a killed rendering left tells of
other files than there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from archive.store.reading import each_row, rows
from archive.store.searchable import label_ids

if TYPE_CHECKING:
    from archive.store.connection import Archive

N_IN_GROUP = 64
"""Entries with one note; as many as the largest file of cards holds."""


@dataclass(frozen=True, slots=True)
class Noted:
    """The note of one blog's index."""

    blog_id: str
    state: str
    """JSON, as `render/search_index.py` wrote it."""
    seen: tuple[bytes, ...]
    """A digest for each group of entries."""
    took: tuple[str, ...]
    """JSON for each group, as `render/groups.py` wrote it."""


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a blog as they stand, without their words."""

    rows: tuple[int, ...]
    numbers: Mapping[str, int]
    """Which of them each post is."""
    labels: Mapping[str, tuple[int, ...]]
    """Ids of each post's labels."""
    seen: tuple[bytes, ...]
    """For each group a digest of its rows; empty where a row has no digest itself."""

    def ends_of(self, group: int) -> tuple[int, int]:
        """The first and the last row of a group."""
        of_group = self.rows[group * N_IN_GROUP : (group + 1) * N_IN_GROUP]
        return of_group[0], of_group[-1]


def entries_of(archive: Archive, blog_id: str) -> Entries:
    """Every entry of a blog, and what tells whether a group of them changed.

    :raises ArchiveError: the database cannot be read.
    """
    labels = label_ids(archive, blog_id)
    numbers: dict[str, int] = {}
    found: list[int] = []
    seen = []
    lines = each_row(archive, _LINES, {"blog": blog_id})
    while group := list(islice(lines, N_IN_GROUP)):
        told = hashlib.sha256()
        for row, post, comment, *_ in group:
            if comment is None:
                numbers[post] = len(found)
            found.append(row)
        of_posts = [labels.get(line[1]) for line in group if line[2] is None]
        told.update(f"{group}{of_posts}".encode("utf-8", "replace"))
        is_whole = all(line[3] is not None for line in group)
        seen.append(told.digest() if is_whole else b"")
    return Entries(tuple(found), numbers, labels, tuple(seen))


_LINES = """
SELECT entry_rows.id, posts.id AS post, entry_rows.comment, row_digests.sha256,
  authors.id AS author, authors.name
FROM entry_rows
JOIN posts ON posts.id = entry_rows.post
JOIN entry_rows AS own ON own.post = posts.id AND own.comment IS NULL
LEFT JOIN comments ON comments.id = entry_rows.comment
LEFT JOIN authors ON authors.id = iif(comments.id IS NULL, posts.author, comments.author)
LEFT JOIN row_digests ON row_digests.kept = iif(comments.id IS NULL, 'posts', 'comments')
  AND row_digests.key = coalesce(comments.id, posts.id)
WHERE posts.blog = :blog ORDER BY entry_rows.id
"""


def noted(archive: Archive, blog_id: str) -> Noted | None:
    """The note of a blog's index; None where there is none."""
    values = {"blog": blog_id}
    if not archive.is_locked:
        return None  # nobody may keep the next one, and an older archive has no room for it
    for row in rows(archive, "SELECT state FROM search_indexes WHERE blog = :blog", values):
        groups = list(rows(archive, _GROUPS, values))
        seen = tuple(group["seen"] for group in groups)
        return Noted(blog_id, row["state"], seen, tuple(group["took"] for group in groups))
    return None


_GROUPS = "SELECT seen, took FROM search_groups WHERE blog = :blog ORDER BY n"


def former_words(archive: Archive, blog_id: str) -> dict[int, tuple[str, str, str]]:
    """Rows that were rewritten since the index took them: body, title, author as it took them."""
    found = rows(archive, _FORMER, {"blog": blog_id})
    return {row["entry"]: (row["body"], row["title"], row["author"]) for row in found}


_OF_BLOG = """
SELECT entry_rows.id FROM search_former
CROSS JOIN entry_rows ON entry_rows.id = search_former.entry -- these are few
JOIN posts ON posts.id = entry_rows.post WHERE posts.blog = :blog
"""
_FORMER = f"SELECT * FROM search_former WHERE entry IN ({_OF_BLOG})"  # noqa: S608 -- the text above
_FORGET = f"DELETE FROM search_former WHERE entry IN ({_OF_BLOG})"  # noqa: S608 -- the text above


def keep_notes(archive: Archive, notes: Sequence[Noted]) -> None:
    """Note what indexes were made of: outside any snapshot, once their files are safe on the disk.

    :raises ArchiveError: the database cannot be written.
    """
    if not notes or not archive.is_locked:
        return
    with archive.transaction() as db:
        for note in notes:
            values: dict[str, Any] = {"blog": note.blog_id, "state": note.state}
            db.execute(_FORGET, values)
            db.execute("INSERT OR REPLACE INTO search_indexes VALUES (:blog, :state)", values)
            known = dict(enumerate(rows(archive, _GROUPS, {"blog": note.blog_id})))
            for n, (seen, took) in enumerate(zip(note.seen, note.took, strict=True)):
                if known.get(n) != {"seen": seen, "took": took}:
                    group = [note.blog_id, n, seen, took]
                    db.execute("INSERT OR REPLACE INTO search_groups VALUES (?, ?, ?, ?)", group)
            rest = [note.blog_id, len(note.seen)]
            db.execute("DELETE FROM search_groups WHERE blog = ? AND n >= ?", rest)


def words_digest(words: Iterable[tuple[int, tuple[str, str, str]]]) -> str:
    """One digest of rows and their words."""
    told = hashlib.sha256()
    for row, texts in words:
        told.update(f"{row}\0{chr(0).join(texts)}\0".encode("utf-8", "replace"))
    return told.hexdigest()
