"""Keep the words of posts and comments for the search: one row of `entry_words` for each.

Called inside the transaction that keeps the entry. No triggers: written one by one through
triggers, 811 posts a second were kept; written by the store, 6,600 to 9,800.
"""

from __future__ import annotations

from sqlite_utils import Database

from archive.words import words


def index_post(db: Database, post_id: str, title: str, body_text: str, author: str = "") -> None:
    """Make a post (or static page) findable by these words, and by no earlier ones."""
    found = db.execute("SELECT id FROM entry_rows WHERE post = ? AND comment IS NULL", [post_id])
    _keep(db, found.fetchone(), (post_id, None), (title, body_text, author))


def index_comment(
    db: Database, comment_id: str, post_id: str, body_text: str, author: str = ""
) -> None:
    """Make a comment findable by these words, and by no earlier ones."""
    found = db.execute("SELECT id FROM entry_rows WHERE comment = ?", [comment_id])
    _keep(db, found.fetchone(), (post_id, comment_id), ("", body_text, author))


def _keep(
    db: Database,
    row: tuple[int] | None,
    entry: tuple[str, str | None],
    texts: tuple[str, str, str],
) -> None:
    folded = [" ".join(words(text)) for text in texts]
    if row is not None:
        db.execute("UPDATE entry_rows SET post = ? WHERE id = ?", [entry[0], row[0]])
        db.execute(_REMEMBER, row)
        update = "UPDATE entry_words SET title = ?, body = ?, author = ? WHERE rowid = ?"
        db.execute(update, [*folded, row[0]])
        return
    rowid = db.execute("INSERT INTO entry_rows (post, comment) VALUES (?, ?)", entry).lastrowid
    insert = "INSERT INTO entry_words (rowid, title, body, author) VALUES (?, ?, ?, ?)"
    db.execute(insert, [rowid, *folded])


# The mirror's index still holds these words: it is brought up to date by what differs from them.
_REMEMBER = """
INSERT OR IGNORE INTO search_former (entry, title, body, author)
SELECT rowid, title, body, author FROM entry_words
WHERE rowid = ? AND EXISTS (SELECT 1 FROM search_indexes)
"""
