"""Posts kept through the store: which reading begins a version, and which leaves all as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.model import Blog, Image, Post
from archive.store import entries
from archive.store.connection import Archive
from archive.store.entries import Seen
from archive.store.history import versions_of_post
from scraper.reconcile import reconcile

FIRST = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
GOOGLE = "blogger.googleusercontent.com"
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


@contextmanager
def archive_of(root: Path) -> Iterator[Archive]:
    with Archive.open_for_writing(root) as archive:
        with archive.transaction() as db:
            blog = Blog("1", "http://blog.example/")
            entries.keep_blog(db, blog, "blog.example", ["blog.example"], FIRST)
        yield archive


def kept_on_days(root: Path, *readings: Post) -> tuple[list[str], list[str]]:
    """What each day's reading meant, and the words of every version in the end."""
    with archive_of(root) as archive:
        meant = [keep(archive, one, FIRST + timedelta(days=n)) for n, one in enumerate(readings)]
        words = [one.body_text for one in versions_of_post(archive.db, "7")]
    return meant, words


def test_characters_lost_on_the_way_begin_no_version_and_are_mended(tmp_path: Path) -> None:
    sound = replace(POST, body_text="Πάνω από το ποτάμι")
    damaged = replace(POST, body_text="Πά\ufffd\ufffdω από το ποτάμι")
    edited = replace(POST, body_text="Πά\ufffd\ufffdω από το σπίτι")
    meant, words = kept_on_days(tmp_path / "a", sound, damaged, sound, edited)
    assert meant == ["new", "enriched", "enriched", "changed"]
    assert words == [sound.body_text, edited.body_text]
    meant, words = kept_on_days(tmp_path / "b", damaged, sound, sound)
    assert meant == ["new", "enriched", "unchanged"]
    assert words == [sound.body_text]


def test_a_picture_of_the_same_name_is_another_where_its_address_lasts(tmp_path: Path) -> None:
    def shows(url: str, key: str) -> Post:
        return replace(POST, images=(Image(url, None, "", key),))

    first = shows("http://1.bp.blogspot.com/-a/b/c/d/s320/x.jpg", "google/-a/b/c/d/x.jpg")
    size = shows("http://4.bp.blogspot.com/-a/b/c/d/s640/x.jpg", "google/-a/b/c/d/x.jpg")
    other = shows("http://1.bp.blogspot.com/-e/f/g/h/s320/x.jpg", "google/-e/f/g/h/x.jpg")
    signed = [
        shows(f"https://{GOOGLE}/img/b/R29vZ2xl/{token}/s320/x.jpg", f"google/img/b/{token}/x.jpg")
        for token in ("AVvXsEh", "AVvXsEj")
    ]
    meant, words = kept_on_days(tmp_path, first, size, other, other, *signed)
    assert meant == ["new", "unchanged", "changed", "unchanged", "unchanged", "unchanged"]
    assert len(words) == 2


def test_a_page_that_lost_its_body_takes_no_picture_away_and_begins_no_version(
    tmp_path: Path,
) -> None:
    with archive_of(tmp_path) as archive:
        assert keep(archive, POST, FIRST) == "new"
        lost = replace(POST, body_html="<div></div>", body_text="", images=())
        assert keep(archive, lost, FIRST + timedelta(days=1)) != "changed"
        kept = entries.load_post(archive.db, "7")
        (row,) = archive.db.query("SELECT version, parser FROM posts")
    assert kept is not None
    assert (kept.body_text, kept.images) == (POST.body_text, POST.images)
    assert row == {"version": 1, "parser": 1}
