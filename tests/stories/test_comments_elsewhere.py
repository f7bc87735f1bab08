"""A blog whose comments another service kept: it is told, nowhere counted as none, and shown."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from archive.render.site import render_mirror
from archive.status import status_of
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.crawl import crawl
from scraper.reparse import reparse
from scraper.run import Outside
from tests.real.saved_blog import serve_saved
from tests.stories.test_later_crawls import ENTRY, FEED, POST, QUICK, tiny_blog

NONE = "<thr:total xmlns:thr='http://purl.org/syndication/thread/1.0'>0</thr:total></entry>"
DISQUS = "<div class='comments' id='comments'><script>var disqus_shortname = 'tiny';</script></div>"
OWN = """<div class='comments' id='comments'><h4>1 comment</h4><dl id='comments-block'>
<dt class='comment-author' id='c80000001'><a href='https://www.blogger.com/profile/1'>Nila</a></dt>
<dd class='comment-body'><p>Before we moved.</p></dd></dl>
<div class='js-kit-comments'></div></div>"""
QUERY = "SELECT title, n_comments, n_comments_kept, comment_service FROM post_list ORDER BY title"


def page(day: int, comments: str) -> str:
    whole = POST.format(blog="111").replace("day-1", f"day-{day}").replace("ay 1", f"ay {day}")
    return whole.replace("700001", f"70000{day}").replace("</body>", f"{comments}</body>")


def site(root: Path) -> Path:
    first, second = (ENTRY.format(id=day) for day in (1, 2))
    feed = FEED.format(entries=first.replace("</entry>", NONE) + second)
    pages = {"2020__01__day-1.html": page(1, DISQUS), "2020__01__day-2.html": page(2, OWN)}
    return tiny_blog(root, feeds__posts__default=feed, **pages)


def test_comments_kept_by_another_service_are_told_and_never_none(
    clock: Clock, tmp_path: Path
) -> None:
    with (
        serve_saved(site(tmp_path / "site")) as blog,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        outside = Outside(clock, blog.connect_to)
        report = crawl(archive, "http://tiny.example/", QUICK, outside)
        again = crawl(archive, "http://tiny.example/", QUICK, outside)
        assert archive.db.execute(QUERY).fetchall() == [
            ("Day 1", None, 0, "disqus"),
            ("Day 2", 1, 1, "js-kit"),
        ]
        gaps = [row["message"] for row in archive.db.query("SELECT message FROM gaps")]
        status = status_of(archive).blogs[0]
        read_again = reparse(archive, ["111"], clock.now() + timedelta(days=1))
        render_mirror(archive)
    assert report.findings == again.findings == {"external-comments": 2}
    assert (again.n_new, again.n_changed) == (0, 0)
    assert "/2020/01/day-1.html: comments were kept by Disqus, outside the blog; not" in gaps[0]
    assert status.findings == {"external-comments": 2}
    assert not status.is_complete
    assert (read_again.changes, read_again.n_closed) == ((), 0)
    mirror = tmp_path / "a" / "mirror" / "tiny.example" / "2020" / "01"
    sentence = "Comments were kept by {}, outside the blog: not captured."
    first, second = ((mirror / f"day-{day}.html").read_text("utf-8") for day in (1, 2))
    assert sentence.format("Disqus") in first
    assert "0 comments" not in first
    assert sentence.format("JS-Kit Echo") in second
    assert "Before we moved." in second


def test_an_archive_of_an_earlier_release_learns_it_from_its_captures(
    clock: Clock, tmp_path: Path
) -> None:
    with (
        serve_saved(site(tmp_path / "site")) as blog,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        crawl(archive, "http://tiny.example/", QUICK, Outside(clock, blog.connect_to))
    with closing(sqlite3.connect(tmp_path / "a" / "archive.db")) as db, db:
        for trigger in ("findings_stay", "posts_replaced", "posts_stay"):
            db.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for view in ("post_list", "post_history"):
            db.execute(f"DROP VIEW IF EXISTS {view}")
        db.execute("ALTER TABLE posts DROP COLUMN comment_service")
        db.execute("UPDATE posts SET n_comments = 0")
        db.execute("DELETE FROM findings")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = '0004-proof'")
    with Archive.open_for_writing(tmp_path / "a") as archive:
        reparse(archive, ["111"], clock.now())
        assert archive.db.execute(QUERY).fetchall() == [
            ("Day 1", None, 0, "disqus"),
            ("Day 2", 1, 1, "js-kit"),
        ]
        (found,) = archive.db.query(
            "SELECT count(*) AS n FROM findings WHERE kind = 'external-comments'"
        )
        assert found["n"] == 2
