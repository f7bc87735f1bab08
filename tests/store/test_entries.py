"""Posts kept through the store: what a page that lost its body leaves as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.model import Blog, Image, Post
from archive.store import entries
from archive.store.connection import Archive
from archive.store.entries import Seen
from scraper.reconcile import reconcile

FIRST = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
POST = Post(
    kind="post",
    post_id="7",
    blog_id="1",
    url="http://blog.example/2020/12/rain.html",
    title="Rain",
    body_html="<p>It rained.</p>",
    body_text="It rained.",
    images=(Image("http://p.example/s400/rain.jpg", "http://p.example/s0/rain.jpg", "", "rain"),),
    sources=(("title", "theme"), ("body_html", "theme")),
)


def keep(archive: Archive, reading: Post, at: datetime) -> str:
    with archive.transaction() as db:
        post = reconcile(entries.load_post(db, "7"), reading).post
        capture = {"kind": "post", "url": POST.url, "final_url": POST.url, "status": 200}
        row = capture | {"fetched_at": "", "headers": "[]", "body": b"", "n_bytes": 0}
        key = db.table("captures").insert(row | {"body_sha256": ""}).last_pk
        return entries.keep_post(db, post, reading, "/x", Seen(at, int(str(key)), "page", at, 1))


def test_a_page_that_lost_its_body_takes_no_picture_away_and_begins_no_version(
    tmp_path: Path,
) -> None:
    with Archive.open_for_writing(tmp_path) as archive:
        with archive.transaction() as db:
            blog = Blog("1", "http://blog.example/")
            entries.keep_blog(db, blog, "blog.example", ["blog.example"], FIRST)
        assert keep(archive, POST, FIRST) == "new"
        lost = replace(POST, body_html="<div></div>", body_text="", images=())
        assert keep(archive, lost, FIRST + timedelta(days=1)) != "changed"
        kept = entries.load_post(archive.db, "7")
        (row,) = archive.db.query("SELECT version, parser FROM posts")
    assert kept is not None
    assert (kept.body_text, kept.images) == (POST.body_text, POST.images)
    assert row == {"version": 1, "parser": 1}
