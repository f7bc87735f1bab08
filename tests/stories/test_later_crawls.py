"""Runs after the first: nothing changed, something changed, killed, unreadable, forbidden."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from archive.errors import NetworkError
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.identify import NoBlogError
from scraper.parse.links import text_of
from scraper.report import CrawlReport
from scraper.run import Outside
from tests.real.saved_blog import SavedBlog, serve_saved

QUICK = CrawlSection(delay=0.0, connections=2, tries=2)
# What the origin published and what we made of it, without when: two archives of one blog agree.
SAME = {
    "posts": "SELECT id, kind, url, title, published_on, published_at, utc_offset, updated_at,"
    " n_comments, body_html, body_text, sources, digest, version FROM posts ORDER BY id",
    "comments": "SELECT id, post, parent, published_at, body_html, is_deleted, digest, version"
    " FROM comments ORDER BY id",
    "labels": "SELECT post, name, position FROM post_labels JOIN labels ON labels.id = label"
    " ORDER BY post, position",
    "links": "SELECT post, comment, position, url, is_internal FROM links"
    " ORDER BY post, comment, position",
    "media": "SELECT key, state, url, sha256, path, n_bytes, reason FROM media ORDER BY key",
    "uses": "SELECT key, post, comment, reading, position, shown_url FROM media_uses"
    " JOIN media ON media.id = media ORDER BY post, comment, reading, position",
    "found": "SELECT rowid IN (SELECT id FROM entry_rows) AS indexed, title, body FROM entry_words"
    " ORDER BY title, body",
    "findings": "SELECT kind, subject, field, message FROM findings WHERE closed_at IS NULL"
    " ORDER BY kind, subject, field",
    "declared": "SELECT source, name, n, listing FROM declared ORDER BY source, name",
    "tries": "SELECT DISTINCT key, media_tries.url, status, error FROM media_tries"
    " JOIN media ON media.id = media ORDER BY key, media_tries.url",
    "captures": "SELECT DISTINCT kind, url, status, body_sha256 FROM captures ORDER BY url",
}


def contents(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    return {name: archive.db.execute(query).fetchall() for name, query in SAME.items()}


def test_an_unchanged_blog_costs_a_few_requests_and_changes_nothing(
    clock: Clock, tmp_path: Path
) -> None:
    with (
        DemoWorld.start(n_posts=30, editions=("bn",)) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        outside = Outside(clock, world.connect_to)
        home = world.blogs[0].home_url
        crawl(archive, home, QUICK, outside)
        before = contents(archive)
        world.forget()
        again = crawl(archive, home, QUICK, outside)
        assert contents(archive) == before
    assert (again.n_new, again.n_changed) == (0, 0)
    assert world.counts["post"] == world.counts["media"] == 0
    # robots, home, posts, pages, comments (two pages of a feed), sitemap; and a dead picture again.
    assert sum(again.requests.values()) - again.requests.get("media", 0) <= 7


def test_an_edit_begins_a_version_and_the_former_one_stays(clock: Clock, tmp_path: Path) -> None:
    with (
        DemoWorld.start(n_posts=12, editions=("en",)) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        outside = Outside(clock, world.connect_to)
        blog = world.blogs[0]
        tomorrow = Clock(lambda: clock.now() + timedelta(days=1), clock.monotonic, clock.sleep)
        crawl(archive, blog.home_url, QUICK, outside)
        former = blog.post(5)
        blog.edit(5, body_html="<p>They took the crane away in the night.</p>")
        world.forget()
        report = crawl(archive, blog.home_url, QUICK, Outside(tomorrow, world.connect_to))
        (kept,) = archive.db.query("SELECT * FROM posts WHERE id = ?", [former.post_id])
        (version,) = archive.db.query("SELECT * FROM post_versions")
    assert report.n_changed == 1
    assert kept["version"] == 2
    assert kept["body_text"] == "They took the crane away in the night."
    assert version["version"] == 1
    assert version["body_text"].split() == text_of(former.body_html).split()
    assert world.counts["post"] == 1


def test_a_new_comment_is_found_though_the_post_did_not_change(
    clock: Clock, tmp_path: Path
) -> None:
    with (
        DemoWorld.start(n_posts=12, editions=("en",)) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        outside = Outside(clock, world.connect_to)
        blog = world.blogs[0]
        crawl(archive, blog.home_url, QUICK, outside)
        blog.add_comment(4, "I was there.", name="Wilf")
        report = crawl(archive, blog.home_url, QUICK, outside)
        found = list(archive.db.query("SELECT * FROM comments WHERE body_text = 'I was there.'"))
    assert len(found) == 1
    assert report.findings.get("missing-comments") is None


CHILD = """
import json, sys, time
from datetime import UTC, datetime
from pathlib import Path
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.run import Outside
folder, home, mapped = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
clock = Clock(lambda: datetime.now(UTC), time.monotonic, time.sleep)
with Archive.open_for_writing(Path(folder)) as archive:
    crawl(archive, home, CrawlSection(delay=0.0, connections=2), Outside(clock, mapped))
"""


def start_child(folder: Path, home: str, connect_to: Mapping[str, str]) -> subprocess.Popen[bytes]:
    mapped = json.dumps(dict(connect_to))
    return subprocess.Popen([sys.executable, "-c", CHILD, str(folder), home, mapped])


def test_a_crawl_killed_again_and_again_ends_in_the_same_archive(
    clock: Clock, tmp_path: Path
) -> None:
    """kill -9 at random moments; the run that is let be leaves what an undisturbed one leaves."""
    dice = random.Random(20201215)
    with DemoWorld.start(n_posts=40, editions=("bn",)) as world:
        home, mapped = world.blogs[0].home_url, world.connect_to
        with Archive.open_for_writing(tmp_path / "whole") as archive:
            crawl(archive, home, QUICK, Outside(clock, mapped))
            expected = contents(archive)
        for _ in range(6):
            child = start_child(tmp_path / "killed", home, mapped)
            time.sleep(0.6 + dice.random() * 0.9)
            child.send_signal(signal.SIGKILL)
            child.wait()
        assert start_child(tmp_path / "killed", home, mapped).wait() == 0
    with Archive.open(tmp_path / "killed") as archive:
        (check,) = archive.db.query("PRAGMA integrity_check")
        assert check["integrity_check"] == "ok"
        kept = contents(archive)
        runs = list(archive.db.query("SELECT outcome FROM crawls"))
    assert any(run["outcome"] is None for run in runs), "no run was killed halfway"
    assert kept == expected


# -- a tiny blog written by hand, so that it can be odd ------------------------------------------

HOME_URL = "http://tiny.example/"
HOME = """<!DOCTYPE html><html dir='ltr' lang='en'><head>
<meta content='blogger' name='generator'/><title>Tiny</title>
<link rel="service.post" type="application/atom+xml" title="Tiny - Atom"
 href="https://www.blogger.com/feeds/111/posts/default" /></head><body>
<div class='widget Blog' data-version='1' id='Blog1'></div>
<script>_WidgetManager._SetDataContext([{'name': 'blog', 'data': {'blogId': '111',
'title': 'Tiny', 'homepageUrl': 'http://tiny.example/', 'locale': 'en', 'pageType': 'index'}}]);
</script></body></html>"""
FEED = """<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'
 xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/'>
<id>tag:blogger.com,1999:blog-111</id><title>Tiny</title>
<openSearch:totalResults>2</openSearch:totalResults>
<openSearch:startIndex>1</openSearch:startIndex>{entries}</feed>"""
ENTRY = """<entry><id>tag:blogger.com,1999:blog-111.post-70000{id}</id>
<published>2020-01-0{id}T10:00:00.000Z</published><updated>2020-01-0{id}T10:00:00.000Z</updated>
<title>Day {id}</title><content type='html'>&lt;p&gt;The words of day {id}.&lt;/p&gt;</content>
<link rel='alternate' type='text/html' href='http://tiny.example/2020/01/day-{id}.html'/></entry>"""
COMMENT = """<entry><id>tag:blogger.com,1999:blog-111.post-80000{id}</id>
<published>2020-01-0{id}T12:00:00.000Z</published><title>Said</title>
<content type='html'>Said {id}.</content><author><name>Nila</name></author>
<link rel='alternate' href='http://tiny.example/2020/01/day-1.html?showComment=1#c80000{id}'/>
<thr:in-reply-to xmlns:thr='http://purl.org/syndication/thread/1.0'
 href='http://tiny.example/2020/01/day-1.html' ref='tag:blogger.com,1999:blog-111.post-700001'/>
</entry>"""
POST = """<!DOCTYPE html><html><head><meta content='blogger' name='generator'/>
<link href='http://tiny.example/2020/01/day-1.html' rel='canonical'/>
<link rel="service.post" href="https://www.blogger.com/feeds/{blog}/posts/default" /></head><body>
<div class='widget Blog' data-version='1' id='Blog1'>
<div class='post hentry'><a name='700001'></a>
<h3 class='post-title entry-title'>Day 1</h3>
<div class='post-body entry-content' id='post-body-700001'><p>The words of day 1.</p>
</div></div></div>
</body></html>"""


def tiny_blog(root: Path, **files: str | bytes) -> Path:
    (root / "feeds" / "posts").mkdir(parents=True)
    (root / "2020" / "01").mkdir(parents=True)
    entries = "".join(ENTRY.format(id=number) for number in (1, 2))
    (root / "index.html").write_text(HOME)
    (root / "feeds" / "posts" / "default").write_text(FEED.format(entries=entries))
    (root / "2020" / "01" / "day-1.html").write_text(POST.format(blog="111"))
    for name, body in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return root


def crawl_tiny(
    clock: Clock, tmp_path: Path, **files: str | bytes
) -> tuple[CrawlReport, Archive, SavedBlog]:
    with serve_saved(tiny_blog(tmp_path / "site", **files)) as blog:
        archive = Archive.open_for_writing(tmp_path / "a")
        outside = Outside(clock, blog.connect_to)
        return crawl(archive, "http://tiny.example/", QUICK, outside), archive, blog


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (bytes(range(256)) * 20, ""),
        (b"<html><body><h1>Please solve the captcha</h1></body></html>", ""),
        (POST.format(blog="999").encode(), "another blog"),
        (b"", ""),
    ],
    ids=["noise", "captcha", "another blog", "empty"],
)
def test_a_page_that_cannot_be_read_is_kept_raw_and_stops_nothing(
    clock: Clock, tmp_path: Path, page: bytes, reason: str
) -> None:
    report, archive, _ = crawl_tiny(clock, tmp_path, **{"2020__01__day-2.html": page})
    with archive:
        (capture,) = archive.db.query("SELECT * FROM captures WHERE url LIKE '%day-2.html'")
        (finding,) = archive.db.query("SELECT * FROM findings WHERE kind = 'unreadable'")
        titles = {row["title"] for row in archive.db.query("SELECT title FROM posts")}
        words = {row["body_text"] for row in archive.db.query("SELECT body_text FROM posts")}
    assert capture["n_bytes"] == len(page)
    assert capture["problem"]
    assert reason in capture["problem"]
    assert "day-2.html" in finding["message"]
    assert titles == {"Day 1", "Day 2"}, "the feed's reading of it stays"
    assert words == {"The words of day 1.", "The words of day 2."}
    assert (report.outcome, report.exit_code) == ("partial", 1)


def test_a_post_that_answers_404_is_listed_and_what_the_feed_told_stays(
    clock: Clock, tmp_path: Path
) -> None:
    report, archive, _ = crawl_tiny(clock, tmp_path)
    with archive:
        (finding,) = archive.db.query("SELECT * FROM findings WHERE kind = 'missing-post'")
        assert archive.db.table("posts").count == 2
    assert "day-2.html answered 404" in finding["message"]
    assert report.exit_code == 0


def test_comments_that_the_blogs_feed_lacks_come_from_the_posts_own(
    clock: Clock, tmp_path: Path
) -> None:
    """There is no comment feed of the blog; two are declared and the page shows none."""
    entries = "".join(ENTRY.format(id=number) for number in (1, 2))
    total = "<thr:total xmlns:thr='http://purl.org/syndication/thread/1.0'>2</thr:total></entry>"
    posts = FEED.format(entries=entries.replace("</entry>", total, 1))
    said = "".join(COMMENT.format(id=number) for number in (1, 2))
    report, archive, blog = crawl_tiny(
        clock,
        tmp_path,
        feeds__posts__default=posts,
        feeds__700001__comments__default=FEED.format(entries=said),
    )
    with archive:
        kept = archive.db.execute("SELECT post, body_text FROM comments ORDER BY id").fetchall()
        gaps = list(archive.db.query("SELECT * FROM findings WHERE kind = 'missing-comments'"))
    assert kept == [("700001", "Said 1."), ("700001", "Said 2.")]
    assert gaps == []
    assert not any("/feeds/700002/" in target for target in blog.asked)
    assert report.n_comments == 2


def test_robots_txt_is_obeyed(clock: Clock, tmp_path: Path) -> None:
    rules = "User-agent: *\nDisallow: /2020/01/day-2\n"
    report, archive, blog = crawl_tiny(clock, tmp_path, **{"robots.txt": rules})
    with archive:
        (finding,) = archive.db.query("SELECT * FROM findings WHERE kind = 'unfetched'")
    assert "robots.txt" in finding["message"]
    assert not any("day-2" in target for target in blog.asked)
    assert any("day-1" in target for target in blog.asked)
    assert report.n_posts == 2


def test_an_address_inside_the_blog_is_a_seed_as_good_as_its_home(
    clock: Clock, tmp_path: Path
) -> None:
    with (
        serve_saved(tiny_blog(tmp_path / "site")) as blog,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        outside = Outside(clock, blog.connect_to)
        for seed in ("http://tiny.example/2020/01/day-1.html?m=1#comments", "http://tiny.example"):
            report = crawl(archive, seed, QUICK, outside)
            assert (report.blog_id, report.n_posts) == ("111", 2)
        assert archive.db.table("blogs").count == 1


@pytest.mark.parametrize(
    "seed",
    ["http://tiny.blogspot.com/", "http://tiny.blogspot.de/2020/01/day-1.html", HOME_URL],
)
def test_country_and_custom_domains_are_one_blog(clock: Clock, tmp_path: Path, seed: str) -> None:
    """The country domain folds to .com, which redirects to the domain that the owner bought."""
    moved = {"tiny.blogspot.com": "http://tiny.example"}
    with (
        serve_saved(tiny_blog(tmp_path / "site"), moved) as blog,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        report = crawl(archive, seed, QUICK, Outside(clock, blog.connect_to))
        hosts = {row["host"] for row in archive.db.query("SELECT host FROM blog_hosts")}
        (kept,) = archive.db.query("SELECT host, home_url FROM blogs")
    assert (report.blog_id, report.n_posts) == ("111", 2)
    assert kept == {"host": "tiny.example", "home_url": HOME_URL}
    assert hosts <= {"tiny.example", "tiny.blogspot.com"}


def test_what_is_no_blogger_blog_is_refused_and_nothing_is_kept(
    clock: Clock, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<html><body>A shop.</body></html>")
    with (
        serve_saved(site) as blog,
        Archive.open_for_writing(tmp_path / "a") as archive,
        pytest.raises(NoBlogError, match=r"http://tiny\.example/: no Blogger blog there"),
    ):
        crawl(archive, "http://tiny.example/", QUICK, Outside(clock, blog.connect_to))
    with Archive.open(tmp_path / "a") as archive:
        assert archive.db.table("blogs").count == 0


def test_a_blog_that_does_not_answer_is_an_error_of_the_network(
    clock: Clock, tmp_path: Path
) -> None:
    nowhere = {"tiny.example": "127.0.0.1:9"}
    with (
        Archive.open_for_writing(tmp_path / "a") as archive,
        pytest.raises(NetworkError, match=r"tiny\.example") as caught,
    ):
        crawl(archive, "http://tiny.example/", QUICK, Outside(clock, nowhere))
    assert caught.value.exit_code == 5
