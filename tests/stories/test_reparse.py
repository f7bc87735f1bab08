"""Reading kept captures again: the same parsers change nothing, better ones mend what is kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.errors import ArchiveError, QueryError
from archive.model import Author, Capture
from archive.search import search
from archive.store.connection import Archive
from scraper.cli import cli
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.parse import PARSER_VERSION
from scraper.parse.kinds import PARSERS, Parsers
from scraper.parse.readings import FeedReading
from scraper.reparse import reparse
from scraper.report import CrawlReport
from scraper.run import Outside
from tests.real.saved_blog import serve_saved

QUICK = CrawlSection(delay=0.0, connections=2, tries=1)


def every_row(archive: Archive) -> str:
    """The whole database, as SQL."""
    return "\n".join(archive.db.conn.iterdump())


def blog_ids(archive: Archive) -> list[str]:
    return [row["id"] for row in archive.db.query("SELECT id FROM blogs ORDER BY rowid")]


def later(clock: Clock, **time: int) -> Clock:
    return Clock(lambda: clock.now() + timedelta(**time), clock.monotonic, clock.sleep)


@pytest.mark.slow
def test_the_parsers_that_read_a_blog_find_nothing_to_change(clock: Clock, tmp_path: Path) -> None:
    """Three demo blogs, one of them edited and crawled again: not one row differs, nor is new."""
    with (
        DemoWorld.start(n_posts=40) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        for blog in world.blogs:
            crawl(archive, blog.home_url, QUICK, Outside(clock, world.connect_to))
        english = world.blog("en")
        english.edit(5, title="The crane", body_html="<p>They took it away in the night.</p>")
        english.add_comment(4, "I was there.", name="Wilf")
        tomorrow = Outside(later(clock, days=1), world.connect_to)
        assert crawl(archive, english.home_url, QUICK, tomorrow).n_changed == 1
        before = every_row(archive)
        report = reparse(archive, blog_ids(archive), later(clock, days=2).now())
        assert every_row(archive) == before
        (n_captures,) = archive.db.query("SELECT count(*) AS n FROM captures WHERE status = 200")
        parsers = {row["parser"] for row in archive.db.query("SELECT parser FROM comments")}
    assert (report.changes, report.n_closed, report.n_planned, report.exit_code) == ((), 0, 0, 0)
    assert 60 < report.n_captures < n_captures["n"]  # robots.txt is no entry
    assert parsers == {PARSER_VERSION}


# -- a blog written by hand, so that its layout can change ----------------------------------------

HOME_URL = "http://tiny.example/"
HOME = """<!DOCTYPE html><html dir='ltr' lang='en'><head>
<meta content='blogger' name='generator'/><title>Tiny</title></head><body>
<div class='widget Blog' data-version='1' id='Blog1'></div>
<script>_WidgetManager._SetDataContext([{'name': 'blog', 'data': {'blogId': '111',
'title': 'Tiny', 'homepageUrl': 'http://tiny.example/', 'locale': 'en', 'pageType': 'index'}}]);
</script></body></html>"""
FEED = """<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'
 xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/'>
<id>tag:blogger.com,1999:blog-111</id><title>Tiny</title>
<openSearch:totalResults>{total}</openSearch:totalResults>
<openSearch:startIndex>1</openSearch:startIndex>{entries}</feed>"""
ENTRY = """<entry><id>tag:blogger.com,1999:blog-111.post-7000{day}</id>
<published>2020-01-{day}T10:00:00.000Z</published><updated>{updated}T10:00:00.000Z</updated>
<category scheme='http://www.blogger.com/atom/ns#' term='days'/>
<author><name>Wilf</name></author>
<title>Day {day}</title><content type='html'>&lt;p&gt;{words}&lt;/p&gt;</content>
<link rel='alternate' type='text/html' href='http://tiny.example/2020/01/day-{day}.html'/></entry>"""
PAGE = """<!DOCTYPE html><html><head><meta content='blogger' name='generator'/>
<link href='http://tiny.example/2020/01/day-{day}.html' rel='canonical'/><title>Tiny</title>
<link rel="service.post" href="https://www.blogger.com/feeds/111/posts/default" /></head><body>
<div class='widget Blog' data-version='1' id='Blog1'>
<h2 class='date-header'><span>Wednesday, January {day}, 2020</span></h2>
<div class='post hentry'><a name='7000{day}'></a>
<h3 class='post-title entry-title'>Day {day}</h3>
<div class='post-body entry-content' id='post-body-7000{day}'><p>{words}</p></div>
<span class='post-author vcard'>Posted by <span class='fn'>Wilf</span></span>
<span class='post-labels'><a href='http://tiny.example/search/label/days' rel='tag'>days</a></span>
</div></div></body></html>"""
DAYS = tuple(range(11, 21))

Layout = dict[str, str]
NO_TITLE: Layout = {"h3": "b", "post-title entry-title": "headline"}
NO_BODY: Layout = {
    "<body>": "<body><noscript>",
    "date-header": "when",
    "post hentry": "piece",
    "post-title entry-title": "headline",
    "post-body entry-content": "story",
    "post-body-": "story-",
    "name='7000": "id='n7000",
    "widget Blog": "wall",
    "Blog1": "Wall1",
    "post-": "piece-",
}


def change_layout(page: str, layout: Layout) -> str:
    for former, new in layout.items():
        page = page.replace(former, new)
    return page


def know_layout(layout: Layout) -> Parsers:
    """Parsers that know a new layout too, as the next release might."""

    def read_post(capture: Capture) -> object:
        body = change_layout(capture.body.decode(), {new: old for old, new in layout.items()})
        return PARSERS["post"](replace(capture, body=body.encode()))

    return {**PARSERS, "post": read_post}


def write_blog(root: Path, words: Callable[[int], str], layout: Layout, days: range) -> None:
    """The feed of all posts, and the pages of some days in one layout."""
    for folder in ("feeds/posts", "2020/01"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "index.html").write_text(HOME)
    entries = (
        ENTRY.format(day=day, words=words(day), updated=f"2020-02-{len(words(day)):02}")
        for day in DAYS
    )
    feed = FEED.format(total=len(DAYS), entries="".join(entries))
    (root / "feeds" / "posts" / "default").write_text(feed)
    for day in days:
        page = change_layout(PAGE.format(day=day, words=words(day)), layout)
        (root / "2020" / "01" / f"day-{day}.html").write_text(page)


def first_words(day: int) -> str:
    return f"Words of day {day}."


def edited_words(day: int) -> str:
    return f"Other words {day}." if day < 17 else first_words(day)


def crawl_twice(clock: Clock, tmp_path: Path, layout: Layout) -> tuple[CrawlReport, Archive]:
    """Crawl; then six posts are edited and their pages come in a new layout; crawl again."""
    root = tmp_path / "site"
    write_blog(root, first_words, {}, range(11, 21))
    with serve_saved(root) as blog:
        archive = Archive.open_for_writing(tmp_path / "a")
        report = crawl(archive, HOME_URL, QUICK, Outside(clock, blog.connect_to))
        assert (report.n_posts, report.outcome) == (10, "complete")
        write_blog(root, edited_words, layout, range(11, 17))
        tomorrow = Outside(later(clock, days=1), blog.connect_to)
        return crawl(archive, HOME_URL, QUICK, tomorrow), archive


POSTS = """SELECT title, published_on, author, labels, body_text, version
FROM (SELECT id, body_text AS body_text FROM posts) JOIN post_list USING (id) ORDER BY id"""


def kept_posts(archive: Archive) -> list[tuple[object, ...]]:
    return archive.db.execute(POSTS).fetchall()


EXPECTED = [
    (f"Day {day}", f"2020-01-{day}", "Wilf", "days", edited_words(day), 2 if day < 17 else 1)
    for day in DAYS
]


@pytest.mark.parametrize(
    ("layout", "fields"),
    [
        (NO_TITLE, {"title"}),
        (NO_BODY, {"title", "published", "body", "author", "labels"}),
    ],
    ids=["titles are lost", "pages cannot be read"],
)
def test_a_layout_that_changes_makes_the_run_suspect_until_parsers_know_it(
    clock: Clock, tmp_path: Path, layout: Layout, fields: set[str]
) -> None:
    report, archive = crawl_twice(clock, tmp_path, layout)
    with archive:
        (finding,) = archive.db.query("SELECT * FROM findings WHERE kind = 'suspect'")
        assert (report.outcome, report.exit_code) == ("suspect", 6)
        for name in fields:
            assert f"{name} missed on 6 of 6 pages (before: 0 of 10)" in finding["message"]
        assert kept_posts(archive) == EXPECTED, "what the feed and the old pages told stays"

        still = reparse(archive, ["111"], later(clock, days=2).now())
        assert (still.changes, still.suspect, still.exit_code) == ((), ("111",), 6)

        better = reparse(archive, ["111"], later(clock, days=3).now(), parsers=know_layout(layout))
        open_findings = list(archive.db.query("SELECT * FROM gaps"))
        query = "SELECT 1 FROM captures WHERE status = 200 AND problem IS NOT NULL"
        problems = list(archive.db.query(query))
        assert (better.suspect, better.exit_code) == ((), 0)
        assert not [one for one in open_findings if one["kind"] in ("suspect", "unreadable")]
        assert problems == []
        assert kept_posts(archive) == EXPECTED


def test_a_page_that_could_not_be_read_is_kept_once_it_can(clock: Clock, tmp_path: Path) -> None:
    """The sitemap tells of a post that the feed does not have, in a layout that nobody knows."""
    root = tmp_path / "site"
    write_blog(root, first_words, {}, range(11, 21))
    page = change_layout(PAGE.format(day=28, words="A lone heron."), NO_BODY)
    (root / "2020" / "01" / "day-28.html").write_text(page)
    (root / "sitemap.xml").write_text(
        "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        f"<url><loc>{HOME_URL}2020/01/day-28.html</loc></url></urlset>"
    )
    with serve_saved(root) as blog, Archive.open_for_writing(tmp_path / "a") as archive:
        report = crawl(archive, HOME_URL, QUICK, Outside(clock, blog.connect_to))
        assert (report.n_posts, report.findings["unreadable"], report.exit_code) == (10, 1, 1)

        now, parsers = later(clock, days=1).now(), know_layout(NO_BODY)
        before = every_row(archive)
        dry = reparse(archive, ["111"], now, is_dry_run=True, parsers=parsers)
        assert every_row(archive) == before
        assert reparse(archive, ["111"], now).exit_code == 1
        assert every_row(archive) == before

        mended = reparse(archive, ["111"], now, parsers=parsers)
        (post,) = archive.db.query("SELECT * FROM posts WHERE body_text = 'A lone heron.'")
        (target,) = archive.db.query("SELECT * FROM targets WHERE url LIKE '%day-28.html'")
        (finding,) = archive.db.query("SELECT * FROM findings WHERE kind = 'unreadable'")
        (hit,) = search(archive, "heron")
    assert [(one.entry, one.field) for one in dry.changes] == [
        ("post", "new"),
        ("capture", "problem"),
    ]
    assert (dry.changes, dry.fields) == (mended.changes, mended.fields)
    assert (post["title"], post["published_on"], post["version"]) == ("Day 28", "2020-01-28", 1)
    assert hit.title == "Day 28"
    assert target["state"] == "done"
    assert finding["closed_at"] is not None


def read_otherwise(capture: Capture) -> object:
    """The feed as other parsers read it: titles in capitals, another author, no labels."""
    reading = PARSERS["feed-posts"](capture)
    assert isinstance(reading, FeedReading)
    posts = (
        replace(post, title=post.title.upper(), author=Author("Ann"), labels=())
        for post in reading.posts
    )
    return replace(reading, posts=tuple(posts))


def test_values_are_replaced_in_place_and_versions_stay(clock: Clock, tmp_path: Path) -> None:
    _, archive = crawl_twice(clock, tmp_path, {})
    with archive:
        first, now = every_row(archive), later(clock, days=2).now()
        versions = list(archive.db.query("SELECT * FROM post_versions"))
        times = "SELECT id, version, first_seen_at, last_seen_at, changed_at FROM posts"
        seen = list(archive.db.query(times))
        parsers = {**PARSERS, "feed-posts": read_otherwise}

        dry = reparse(archive, ["111"], now, is_dry_run=True, parsers=parsers)
        assert every_row(archive) == first
        told = [one for one in dry.changes if one.field == "title"]
        assert (told[0].before, told[0].after) == ("Day 11", "DAY 11")
        assert dry.fields["post.title"] == dry.fields["post.author"] == 10

        done = reparse(archive, ["111"], now, parsers=parsers)
        once = every_row(archive)
        again = reparse(archive, ["111"], now, parsers=parsers)
        assert every_row(archive) == once
        assert (done.changes, again.changes) == (dry.changes, ())
        assert {row["title"] for row in archive.db.query("SELECT title FROM posts")} == {
            f"DAY {day}" for day in DAYS
        }
        assert {hit.author for hit in search(archive, "words")} == {"Ann"}
        assert list(archive.db.query("SELECT * FROM post_versions")) == versions
        assert list(archive.db.query(times)) == seen
        assert list(archive.db.query("PRAGMA foreign_key_check")) == []

        reparse(archive, ["111"], now)
        assert kept_posts(archive) == EXPECTED


RATES = "SELECT * FROM field_rates ORDER BY crawl, field"


def test_an_archive_of_an_earlier_release_is_read_again(clock: Clock, tmp_path: Path) -> None:
    """Its rows tell no parser and its runs no rates: reading again fills in both."""
    _, archive = crawl_twice(clock, tmp_path, {})
    with archive:
        rates = list(archive.db.query(RATES))
    with closing(sqlite3.connect(tmp_path / "a" / "archive.db")) as db, db:
        for table in ("posts", "comments"):
            db.execute(f"ALTER TABLE {table} DROP COLUMN parser")
        db.execute("DROP TABLE field_rates")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = '0003-parsers'")
    with Archive.open_for_writing(tmp_path / "a") as archive:
        assert reparse(archive, ["111"], later(clock, days=2).now()).changes == ()
        assert list(archive.db.query(RATES)) == rates
        (row,) = archive.db.query("SELECT count(*) AS n FROM posts WHERE parser IS NULL")
        assert row["n"] == 0


def test_the_command_line_tells_what_was_read(clock: Clock, tmp_path: Path) -> None:
    _, archive = crawl_twice(clock, tmp_path, NO_TITLE)
    archive.close()
    place = ["--archive", str(tmp_path / "a")]
    asked = CliRunner().invoke(
        cli, ["reparse", *place, "--json", "tiny.example"], standalone_mode=False
    )
    told = json.loads(asked.output)
    assert asked.return_value == told["exit_code"] == 6
    assert (told["changes"], told["suspect"], told["is_dry_run"]) == ([], ["111"], False)
    shown = CliRunner().invoke(cli, ["reparse", *place, "--dry-run"], standalone_mode=False)
    assert f"captures read with parser {PARSER_VERSION}: 0 changes" in shown.output
    assert f"see it with: blogarchive query {' '.join(place)} 'SELECT" in shown.output
    for wrong in (["reparse", *place, "other.example"], ["reparse", "--archive", "nowhere"]):
        refused = CliRunner().invoke(cli, wrong, standalone_mode=False)
        assert isinstance(refused.exception, QueryError | ArchiveError)
    assert not Path("nowhere").exists()
