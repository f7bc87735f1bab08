"""What a changed entry costs the mirror's search index: CPU seconds, files, bytes of its notes.

python -m tests.bench.search_renewal [POSTS]      (2,000)

Makes an archive (see `many_posts.py`), builds its index whole, brings it up to date after each of
some changes, then builds it whole once more and tells whether a file differs.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from archive.render import paths
from archive.render.gather import gather
from archive.render.search_index import write_index
from archive.render.write import Writer
from archive.store import contents
from archive.store.connection import Archive
from archive.store.search_notes import keep_notes
from archive.store.words_index import index_post
from tests.bench.many_posts import SEEN, fill

_NOTES = """
SELECT (SELECT sum(length(state)) FROM search_indexes) AS state,
  (SELECT sum(length(CAST(took AS BLOB)) + length(seen)) FROM search_groups) AS groups,
  (SELECT sum(length(CAST(body_text AS BLOB))) FROM posts)
  + (SELECT sum(length(CAST(body_text AS BLOB))) FROM comments) AS text
"""


def nothing(archive: Archive) -> None:
    """Leave all as it is."""
    assert archive


def all_seen_again(archive: Archive) -> None:
    """As after a full crawl that found nothing new."""
    with archive.transaction() as db:
        db.execute("UPDATE posts SET last_seen_at = '2025-01-01T00:00:00Z'")
        db.execute("UPDATE comments SET last_seen_at = '2025-01-01T00:00:00Z'")


def one_word(archive: Archive) -> None:
    """Change a word of a post."""
    with archive.transaction() as db:
        row = next(db.query("SELECT * FROM posts ORDER BY id LIMIT 1 OFFSET 40"))
        first, *rest = row["body_text"].split(" ")
        body = " ".join([f"{first}zebra", *rest])
        db["posts"].update(row["id"], {"body_text": body})
        name = next(db.query("SELECT name FROM authors WHERE id = ?", [row["author"]]))["name"]
        index_post(db, row["id"], row["title"], body, name)


def one_post(archive: Archive) -> None:
    """Add a post as long as another."""
    with archive.transaction() as db:
        row = next(db.query("SELECT * FROM posts ORDER BY id LIMIT 1 OFFSET 60"))
        path = "/2024/05/new.html"
        more = {"id": "5", "path": path, "url": f"https://many.blogspot.com{path}"}
        db["posts"].insert(row | more | {"first_seen_at": SEEN})
        index_post(db, "5", row["title"], row["body_text"], "")


def renew(root: Path) -> None:
    """Print what each change costs the index of an archive's first blog."""
    changes: tuple[Callable[[Archive], None], ...] = (nothing, all_seen_again, one_word, one_post)
    with Archive.open_for_writing(root) as archive:
        _update(archive, "whole")
        for change in changes:
            change(archive)
            _update(archive, change.__name__.replace("_", " "))
        (row,) = archive.db.query(_NOTES)
        size = row["state"] + row["groups"]
        print(f"notes {size / 1e3:,.0f} kB = {size / row['text']:.1%} of the text")
        with archive.transaction() as db:
            db.execute("DELETE FROM search_indexes")
        print(f"whole again: {_update(archive, 'whole')} files differ")


def _update(archive: Archive, name: str) -> int:
    writer = Writer(archive.root)
    with contents.snapshot(archive):
        shown = gather(archive).blogs[0]
        start = time.process_time()
        note = write_index(archive, writer, shown)
    keep_notes(archive, [note] if note else [])
    seconds = time.process_time() - start
    n_files = len(list((archive.root / paths.index_folder(shown.folder)).iterdir()))
    print(f"{name}: {seconds:.2f} s CPU, {writer.n_written} of {n_files} files written")
    return writer.n_written


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        renew(fill(Path(scratch) / "archive", *(list(map(int, sys.argv[1:2])) or [2_000])))
