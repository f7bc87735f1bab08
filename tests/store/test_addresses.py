"""Addresses that posts have had, and two rows that turn out to be one post."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from archive.model import Post
from archive.store import addresses, entries
from archive.store.captures import Captures
from archive.store.connection import Archive
from archive.store.entries import Seen
from archive.store.schema import note_addresses
from tests.small_archive import make_archive
from tests.store.test_captures import capture, page

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def keep(archive: Archive, post_id: str, words: str) -> None:
    kept = Captures(archive.db).keep(capture(page(1)), kind="post", blog="1", crawl=None)
    url = "http://one.example/2020/05/late.html"
    post = Post("post", post_id, "1", url, "Late", words, words, sources=(("title", "theme"),))
    seen = Seen(NOW, kept, "page", NOW, 1)
    entries.keep_post(archive.db, post, post, "/2020/05/late.html", seen)


def test_two_rows_of_one_post_become_one_and_nothing_is_lost(tmp_path: Path) -> None:
    make_archive(tmp_path)
    with Archive.open_for_writing(tmp_path) as archive, archive.transaction() as db:
        nameless = "path:/2020/05/late.html"
        keep(archive, nameless, "The first words.")
        keep(archive, "77", "Other words.")
        db.execute("UPDATE comments SET post = ? WHERE id = '111'", [nameless])
        assert addresses.nameless_at(db, "1", "/2020/05/late.html") == nameless
        addresses.join_posts(db, nameless, "77")
        rows = list(db.query("SELECT * FROM posts WHERE path = '/2020/05/late.html'"))
        versions = list(db.query("SELECT version, body_text FROM post_versions WHERE post = '77'"))
        (comment,) = db.query("SELECT post FROM comments WHERE id = '111'")
        (n_indexed,) = db.query("SELECT count(*) AS n FROM entry_rows WHERE post = '77'")
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
    assert [(row["id"], row["body_text"], row["version"]) for row in rows] == [
        ("77", "Other words.", 2)
    ]
    assert versions == [{"version": 1, "body_text": "The first words."}]
    assert comment == {"post": "77"}
    assert n_indexed == {"n": 1}
    assert broken == []


def test_an_archive_of_an_earlier_release_learns_its_addresses(tmp_path: Path) -> None:
    make_archive(tmp_path)
    with Archive.open_for_writing(tmp_path) as archive, archive.transaction() as db:
        note_addresses(db)
        note_addresses(db)
        found = list(db.query("SELECT path, key FROM post_addresses WHERE post = '11'"))
        (total,) = db.query("SELECT count(*) AS n FROM post_addresses")
    assert [row["path"] for row in found] == ["/2020/01/hello.html"]
    assert found[0]["key"].endswith("/2020/01/hello.html")
    assert total == {"n": 5}
