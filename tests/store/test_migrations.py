"""An archive of an older release, opened by today's: nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.errors import ArchiveError
from archive.store.connection import DATABASE_NAME, Archive
from archive.store.tables import KEPT
from tests.small_archive import make_archive

ADDED = {
    "posts": ("gone_evidence", "changed", "n_words_added", "n_words_removed"),
    "post_versions": (
        *("published_on", "published_at", "utc_offset", "author", "links", "changed"),
        *("n_words_added", "n_words_removed", "replaced_at", "sources"),
    ),
    "comments": (
        *("gone_evidence", "capture", "changed_at", "changed"),
        *("n_words_added", "n_words_removed"),
    ),
    "media": ("is_unanswered",),
    "parts": ("n_failures",),
    "blogs": ("listed_at", "feed_seen_at", "comments_seen_at"),
    "comment_versions": (
        *("seen_at", "author", "published_on", "published_at", "utc_offset", "source"),
        *("capture", "changed", "n_words_added", "n_words_removed"),
    ),
}
"""What the migrations from 0004-proof on add."""


def age(root: Path) -> None:
    """Take away what 0004-proof and later ones gave; keep a version as the release before did."""
    db = Database(root / DATABASE_NAME)
    for kind in ("view", "trigger"):
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = ?", [kind]
        ).fetchall():
            db.execute(f"DROP {kind} {name}")
    for table in ("version_pictures", "post_addresses", "listings"):
        db.execute(f"DROP TABLE {table}")
    for table, columns in ADDED.items():
        for column in columns:
            db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    db.execute(
        """INSERT INTO post_versions
          (post, version, title, url, body_html, body_text, labels, digest, seen_at)
        VALUES ('11', 1, 'Hello', 'https://foxes.blogspot.com/2020/01/hello.html', '<p>A fox</p>',
          'A fox', '["x"]', 'd', '2025-01-01T00:00:00Z')"""
    )
    db.execute("UPDATE posts SET version = 2 WHERE id = '11'")
    db.execute("DELETE FROM _sqlite_migrations WHERE name >= '0004'")
    db.close()


def test_an_older_archive_gets_its_columns_views_and_triggers(tmp_path: Path) -> None:
    root = make_archive(tmp_path / "a")
    age(root)
    with Archive.open_for_writing(root) as archive:
        history = list(archive.db.query("SELECT * FROM post_history WHERE post_id = '11'"))
        assert [(row["number"], row["labels"]) for row in history] == [(2, None), (1, "x")]
        (met,) = archive.db.query("SELECT * FROM post_addresses WHERE post = '11'")
        assert met["path"] == "/2020/01/hello.html"
        for table, columns in ADDED.items():
            assert set(columns) <= archive.db.table(table).columns_dict.keys()
        for table in KEPT:
            assert f"{table}_stay" in {one.name for one in archive.db.triggers}
        with pytest.raises(ArchiveError, match="never shrinks"), archive.transaction() as db:
            db.execute("DELETE FROM posts")


def test_an_archive_in_which_no_blog_was_kept_is_still_taken_back(tmp_path: Path) -> None:
    archive = Archive.open_for_writing(tmp_path / "a")
    with archive.transaction() as db:
        db.table("crawls").insert({"seed_url": "http://a.example/", "started_at": "2026"})
    archive.discard_if_empty()
    assert not (tmp_path / "a").exists()
