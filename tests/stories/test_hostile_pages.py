"""Pages made to exhaust a parser: each is kept raw, its reason is told, and the crawl goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import msgspec
import pytest

from archive.model import Capture
from archive.render.site import render_mirror
from archive.render.wild import too_wild
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.crawl import crawl
from scraper.parse.page import parse_page
from scraper.run import Outside
from scraper.slow_lane import WorkerLimits, read_again
from tests.hostile import BOMBS, FEED_BOMBS, SITEMAP_BOMBS, page
from tests.real.saved_blog import serve_saved
from tests.stories.test_later_crawls import FEED, QUICK, tiny_blog

URL = "http://tiny.example/2020/01/day-2.html"
# A worker starts in a quarter of a second; what must be stopped would take half a minute and more.
SHORT = WorkerLimits(seconds=0.8)
STOPPED = {"nested div", "attributes", "attributes with >", "links"}
UNREADABLE = STOPPED | {"formatting", "less-than", "templates"}
"""The other bombs may be read, if there is time."""

on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="another system has other limits and signals"
)
ENTRY = """<entry><id>tag:blogger.com,1999:blog-111.post-700{day:03}</id>
<published>2020-01-{day:02}T10:00:00.000Z</published><updated>2020-01-{day:02}T10:00:00.000Z</updated>
<title>Day {day}</title><content type='html'>{body}</content>
<link rel='alternate' type='text/html' href='http://tiny.example/2020/01/day-{day}.html'/></entry>"""


def feed_of(bodies: list[str]) -> str:
    entries = (ENTRY.format(day=day, body=escape(body)) for day, body in enumerate(bodies, 1))
    return FEED.format(entries="".join(entries)).replace(
        ">2</openSearch", f">{len(bodies)}</openSearch"
    )


def captured(bomb: str) -> Capture:
    return Capture(URL, URL, 200, (), page(bomb), datetime.now(UTC))


@on_linux
@pytest.mark.slow
def test_every_bomb_is_kept_raw_and_the_crawl_goes_on(clock: Clock, tmp_path: Path) -> None:
    bombs = dict(enumerate(BOMBS, start=2))
    feed = feed_of([f"<p>The words of day {day}.</p>" for day in range(1, len(bombs) + 2)])
    pages = {f"2020__01__day-{day}.html": page(BOMBS[name], day) for day, name in bombs.items()}
    site = tiny_blog(tmp_path / "site", feeds__posts__default=feed, **pages)
    with serve_saved(site) as blog, Archive.open_for_writing(tmp_path / "a") as archive:
        outside = Outside(clock, blog.connect_to, page_worker=SHORT)
        report = crawl(archive, "http://tiny.example/", QUICK, outside)
        captures = {row["url"]: row for row in archive.db.query("SELECT * FROM captures")}
        findings = list(archive.db.query("SELECT * FROM findings WHERE kind = 'unreadable'"))
        titles = {row["title"] for row in archive.db.query("SELECT title FROM posts")}
        rendered = render_mirror(archive)
    for day, name in bombs.items():
        capture = captures[f"http://tiny.example/2020/01/day-{day}.html"]
        assert capture["n_bytes"] == len(page(BOMBS[name], day)), name
        if name in STOPPED:
            assert capture["problem"] == "its parser was stopped after 0.8 s", name
        if name in UNREADABLE:
            assert capture["problem"], name
            assert any(f"day-{day}.html" in finding["message"] for finding in findings), name
    assert captures["http://tiny.example/2020/01/day-1.html"]["problem"] is None
    assert titles == {f"Day {day}" for day in range(1, len(bombs) + 2)}
    assert (report.outcome, report.exit_code) == ("partial", 1)
    assert rendered.n_pages > len(bombs)


@pytest.mark.slow
def test_bombs_in_a_feed_keep_their_words_and_show_as_words(clock: Clock, tmp_path: Path) -> None:
    bodies = [f"{bomb[:400_000]} Words." for bomb in BOMBS.values()]
    site = tiny_blog(tmp_path / "site", feeds__posts__default=feed_of(bodies))
    with serve_saved(site) as blog, Archive.open_for_writing(tmp_path / "a") as archive:
        crawl(archive, "http://tiny.example/", QUICK, Outside(clock, blog.connect_to))
        query = "SELECT body_html FROM posts WHERE id > '700001' ORDER BY id"
        kept = [row["body_html"] for row in archive.db.query(query)]
        rendered = render_mirror(archive)
    whole = [body.replace("\0", "") for body in bodies[1:]]
    assert [len(body) for body in kept] == [len(body.strip()) for body in whole]
    assert rendered.n_pages > len(bodies)


@on_linux
@pytest.mark.slow
def test_a_feed_and_a_sitemap_that_are_bombs_are_kept_raw_and_the_crawl_goes_on(
    clock: Clock, tmp_path: Path
) -> None:
    """The posts feed is stopped, the pages feed never parsed; the sitemap is read by the worker."""
    feed, pages = FEED_BOMBS["nested bodies"](), FEED_BOMBS["elements that seem closed"]()
    sitemap = SITEMAP_BOMBS["the same address"]().replace(b"/a<", b"/2020/01/day-1.html<")
    short = sitemap[: 30_000 * 50] + b"</urlset>"
    short = short[: short.rindex(b"</url>") + len(b"</url>")] + b"</urlset>"
    site = tiny_blog(
        tmp_path / "site",
        feeds__posts__default=feed,
        feeds__pages__default=pages,
        **{"sitemap.xml": short},
    )
    with serve_saved(site) as blog, Archive.open_for_writing(tmp_path / "a") as archive:
        outside = Outside(clock, blog.connect_to, page_worker=WorkerLimits(seconds=2.0))
        report = crawl(archive, "http://tiny.example/", QUICK, outside)
        query = "SELECT kind, problem, n_bytes FROM captures WHERE status = 200 ORDER BY id"
        kept = {row["kind"]: row for row in archive.db.query(query)}
        titles = [row["title"] for row in archive.db.query("SELECT title FROM posts")]
    assert kept["feed-posts"]["problem"] == "its parser was stopped after 2 s"
    assert kept["feed-posts"]["n_bytes"] == len(feed)
    assert "nests more than 100 elements" in kept["feed-pages"]["problem"]
    assert kept["sitemap"]["problem"] is None
    assert titles == ["Day 1"]
    assert (report.outcome, report.exit_code) == ("partial", 1)
    assert report.findings["unreadable"] == 2


@pytest.mark.parametrize(
    "name", ["ends out of scope", "div in an SVG title", "attributes with >", "formatting"]
)
def test_the_mirror_shows_as_words_what_hides_its_depth(name: str) -> None:
    assert too_wild(BOMBS[name])


def test_a_large_page_that_is_no_bomb_is_read_whole_by_the_worker() -> None:
    large = captured("<div>Line <b>of</b> a long table.</div>\n" * 20_000)
    suspect = parse_page(large.body, URL)
    assert suspect.is_suspect
    reading = read_again(suspect, large, WorkerLimits())
    assert not reading.is_suspect
    assert reading == parse_page(large.body, URL, guarded=False)
    assert reading.post is not None
    assert len(reading.post.body_html) > 700_000


@on_linux
@pytest.mark.parametrize(
    ("bomb", "ending"),
    [
        ("formatting", "its parser failed"),  # 1.3 GB, where it may have them
        ("templates", "its parser crashed: SIGSEGV"),  # the serialiser calls itself 100,000 times
    ],
)
def test_what_takes_all_memory_or_stack_ends_its_worker_only(bomb: str, ending: str) -> None:
    capture = captured(BOMBS[bomb])
    reading = read_again(parse_page(capture.body, URL), capture, WorkerLimits(seconds=60))
    assert reading.is_suspect
    assert (reading.problem or "").startswith(ending)


@on_linux
def test_a_worker_whose_run_was_killed_ends_by_itself() -> None:
    asked = msgspec.msgpack.encode(("PageReading", page(BOMBS["nested div"]), URL, None))
    command = [sys.executable, "-m", "scraper.slow_lane", str(512 * 2**20), "0"]
    ended = subprocess.run(command, input=asked, capture_output=True, timeout=20, check=False)
    assert -ended.returncode in (signal.SIGXCPU, signal.SIGKILL)
