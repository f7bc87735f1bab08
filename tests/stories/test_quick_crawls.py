"""Blogs that are archived already: asked only for what changed, whatever their size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest

from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoBlog, DemoWorld
from scraper.demo.answers import Kind
from scraper.demo.weather import Forecast
from scraper.report import CrawlReport
from scraper.run import Outside
from tests.same_rows import contents

SETTINGS = CrawlSection(delay=0.0, connections=2, tries=2)
WORDS_ONLY = CrawlSection(delay=0.0, connections=2, tries=2, media=False)


@dataclass
class Kept:
    """A demo blog and its archive."""

    world: DemoWorld
    archive: Archive
    clock: Clock
    settings: CrawlSection

    @property
    def blog(self) -> DemoBlog:
        return self.world.blogs[0]

    def crawl(self, days: float = 1, **options: Any) -> CrawlReport:
        """Crawl again, so many days later; requests are counted anew."""
        before = self.clock
        self.clock = replace(before, now=lambda: before.now() + timedelta(days=days))
        self.world.forget()
        outside = Outside(self.clock, self.world.connect_to)
        return crawl(self.archive, self.blog.home_url, self.settings, outside, **options)

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        return list(self.archive.db.query(query, values))

    @property
    def pages_asked(self) -> list[str]:
        return [url for url in self.world.log if url.endswith(".html")]


@contextmanager
def kept_blog(
    clock: Clock, folder: Path, n_posts: int, settings: CrawlSection = WORDS_ONLY, **facts: Any
) -> Iterator[Kept]:
    make: Callable[..., DemoBlog] = partial(DemoBlog, **facts)
    with (
        DemoWorld.start(n_posts=n_posts, editions=("en",), make_blog=make) as world,
        Archive.open_for_writing(folder / "a") as archive,
    ):
        kept = Kept(world, archive, clock, settings)
        assert kept.crawl(0).outcome == "complete"
        yield kept


@pytest.mark.slow
def test_a_clock_that_was_years_ahead_puts_nothing_off(clock: Clock, tmp_path: Path) -> None:
    """What a run in the wrong year noted is not waited for: listings, robots.txt, failures."""
    with kept_blog(clock, tmp_path, 60, SETTINGS) as kept:
        ahead = kept.crawl(9_000)
        after = kept.crawl(-8_998)
    assert ahead.is_full
    assert after.is_full
    assert after.requests["robots"] == 1
    assert after.requests["media"] >= 1, "the dead picture's wait would end in 24 years"


def test_a_quiet_blog_costs_at_most_three_requests(clock: Clock, tmp_path: Path) -> None:
    with kept_blog(clock, tmp_path, 60, SETTINGS) as kept:
        soon, later = kept.crawl(0.01), kept.crawl(2)
        log = kept.world.log
    # The dead picture is not asked for again after an hour; two days later, it is.
    assert soon.requests == {"feed-comments-changed": 1, "feed-posts-changed": 1}
    assert later.requests.pop("media", 0) <= 8, "every place that may have that one picture"
    assert later.requests == {"feed-comments-changed": 1, "feed-posts-changed": 1, "robots": 1}
    assert not any(url.endswith(".html") for url in log)
    assert (later.outcome, later.n_new, later.n_changed, later.is_full) == ("complete", 0, 0, False)
    assert later.n_bytes < 40_000


def test_a_changed_post_costs_one_request_more(clock: Clock, tmp_path: Path) -> None:
    with kept_blog(clock, tmp_path, 40) as kept:
        kept.blog.edit(3, body_html="<p>Mended.</p>")
        new = kept.blog.publish("A new day", "<p>Rain again.</p>")
        kept.blog.add_comment(5, "I was there.", name="Wilf")
        report = kept.crawl()
        asked = kept.pages_asked
        wanted = {kept.blog.post_url(3), kept.blog.post_url(new)}
        again = kept.crawl()
    assert set(asked) == wanted
    assert (report.n_new, report.n_changed) == (2, 1)  # the post and the comment
    assert sum(report.requests.values()) <= 3 + 2
    assert sum(again.requests.values()) <= 3


@pytest.mark.slow
def test_more_changes_than_a_feed_page_holds_are_all_seen(clock: Clock, tmp_path: Path) -> None:
    with kept_blog(clock, tmp_path, 40, feed_cap=10) as kept:
        for k in range(25):
            kept.blog.edit(k, body_html=f"<p>Mended, {k}.</p>")
        report = kept.crawl()
        mended = kept.rows("SELECT 1 FROM posts WHERE body_text LIKE 'Mended, %'")
        quiet = kept.crawl()
    assert len(mended) == report.n_changed == 25
    assert report.requests["feed-posts-changed"] == 3
    assert sum(quiet.requests.values()) <= 3


@pytest.mark.slow
def test_pages_of_changes_that_a_killed_run_did_not_read_are_read_by_the_next(
    clock: Clock, tmp_path: Path
) -> None:
    """The first page is the same as before; "not modified" must not end the matter."""
    with kept_blog(clock, tmp_path, 40, feed_cap=10) as kept:
        for k in range(25):
            kept.blog.edit(k, body_html=f"<p>Mended, {k}.</p>")
        outside = Outside(kept.clock, kept.world.connect_to, stopping=lambda: True)
        assert crawl(kept.archive, kept.blog.home_url, WORDS_ONLY, outside).n_changed == 10
        kept.crawl()
        mended = kept.rows("SELECT 1 FROM posts WHERE body_text LIKE 'Mended, %'")
    assert len(mended) == 25


def test_what_changes_while_a_run_is_cut_short_is_asked_for_again(
    clock: Clock, tmp_path: Path
) -> None:
    with kept_blog(clock, tmp_path, 20) as kept:
        kept.blog.edit(3, body_html="<p>Mended.</p>")
        stopped = iter([False] * 3)
        outside = Outside(kept.clock, kept.world.connect_to, stopping=lambda: next(stopped, True))
        cut = crawl(kept.archive, kept.blog.home_url, WORDS_ONLY, outside)
        kept.blog.edit(4, body_html="<p>Mended too.</p>")
        report = kept.crawl()
        found = kept.rows("SELECT body_text FROM posts WHERE body_text LIKE 'Mended%' ORDER BY 1")
    assert cut.outcome == "interrupted"
    assert report.outcome == "complete"
    assert [row["body_text"] for row in found] == ["Mended too.", "Mended."]


def test_a_full_listing_is_read_every_so_many_days_or_on_demand(
    clock: Clock, tmp_path: Path
) -> None:
    with kept_blog(clock, tmp_path, 12) as kept:
        assert not kept.crawl(29).is_full
        listed = kept.crawl(1.5)
        n_listed = kept.world.counts["post"]
        demanded = kept.crawl(0.1, is_full=True)
        n_demanded = kept.world.counts["post"]
        assert not kept.crawl(1).is_full
    assert listed.is_full
    assert {"feed-posts", "feed-pages", "feed-comments", "sitemap"} <= set(listed.requests)
    assert (n_listed, n_demanded) == (0, 12)
    assert (listed.outcome, demanded.outcome) == ("complete", "complete")
    assert (demanded.n_new, demanded.n_changed) == (0, 0)


def test_without_a_feed_the_sitemap_tells_what_changed(clock: Clock, tmp_path: Path) -> None:
    with kept_blog(clock, tmp_path, 20, feed="none") as kept:
        quiet = kept.crawl()
        n_quiet = len(kept.pages_asked)
        kept.blog.edit(3, body_html="<p>Mended.</p>")
        kept.crawl()
        asked = kept.pages_asked
        body = kept.rows("SELECT body_text FROM posts WHERE id = ?", kept.blog.post_id(3))
    assert n_quiet == 0
    # Of the 230 comments under one post, 30 cannot be had without a feed: that is tried again.
    assert quiet.requests == {"feed-post-comments": 1, "home": 1, "robots": 1, "sitemap": 1}
    assert asked == [kept.blog.post_url(3)]
    assert body == [{"body_text": "Mended."}]


def test_a_feed_that_is_switched_off_is_no_lost_blog(clock: Clock, tmp_path: Path) -> None:
    with kept_blog(clock, tmp_path, 12) as kept:
        kept.blog.feed = "none"
        kept.blog.edit(3, body_html="<p>Mended.</p>")
        report, next_one = kept.crawl(), kept.crawl()
        gone = kept.rows("SELECT 1 FROM posts WHERE gone_at IS NOT NULL")
    assert report.is_full
    assert report.outcome == "complete"
    assert gone == []
    assert next_one.requests == {"home": 1, "robots": 1, "sitemap": 1}


def test_a_page_that_failed_waits_longer_each_time(clock: Clock, tmp_path: Path) -> None:
    with kept_blog(clock, tmp_path, 12) as kept:
        kept.blog.publish("Soon gone", "<p>Gone.</p>")
        lost = kept.blog.post_url(12)
        kept.blog.delete(3)
        hours = []
        path = kept.blog.post(12).path
        kept.blog.number_at = lambda asked: (  # type: ignore[method-assign] # its page alone is missing
            None if asked == path else kept.blog.time.k_at(asked)
        )
        for hour in range(40):
            kept.crawl(1 / 24)
            hours += [hour] * kept.world.log.count(lost)
    assert hours == [0, 6, 18]


def test_a_run_in_the_second_in_which_another_ended_takes_nothing_for_absent(
    clock: Clock, tmp_path: Path
) -> None:
    """The first run's comment feed is read to its end in that second, its pages before."""
    with DemoWorld.start(n_posts=20, editions=("en",)) as world:
        later = timedelta(seconds=1)
        now = lambda: clock.now() + later * bool(world.counts["feed-comments"])  # noqa: E731 -- one use
        outside = Outside(replace(clock, now=now), world.connect_to)
        world.blogs[0].edit(19, body_html="<p>They took the crane away.</p>")
        world.blogs[0].add_comment(19, "I was there.", name="Wilf")
        with Archive.open_for_writing(tmp_path) as archive:
            for _ in range(2):
                report = crawl(archive, world.blogs[0].home_url, WORDS_ONLY, outside)
    assert report.requests == {"feed-posts-changed": 1, "feed-comments-changed": 1}


def test_what_got_no_answer_is_asked_again_by_the_next_run(clock: Clock, tmp_path: Path) -> None:
    spared: frozenset[Kind] = frozenset(get_args(Kind)) - {"post", "media"}
    weather = Forecast({"reset": 0.1, "cut by length": 0.1}, spared=spared)
    settings = CrawlSection(delay=0.0, connections=1, media_connections=1, tries=1)
    with DemoWorld.start(n_posts=8, editions=("en",)) as world:
        outside, home = Outside(clock, world.connect_to), world.blogs[0].home_url
        with Archive.open_for_writing(tmp_path / "calm") as archive:
            crawl(archive, home, settings, outside)
            expected = contents(archive)
        with Archive.open_for_writing(tmp_path / "storm") as archive:
            world.weather = weather
            assert crawl(archive, home, settings, outside).outcome == "partial"
            world.weather = None
            assert crawl(archive, home, settings, outside).outcome == "complete"
            found = contents(archive)
    assert set(weather.met) == {"reset", "cut by length"}
    for kept in found, expected:
        del kept["tries"]  # that there was no answer once stays told
        kept["media"] = [(key, state, sha256) for key, state, _, sha256, *_ in kept["media"]]
    assert found == expected  # but for pictures that another host had as well


@pytest.mark.parametrize("n_posts", [7, 160])
@pytest.mark.slow
def test_the_feeds_of_changes_are_as_short_as_what_changed(
    clock: Clock, tmp_path: Path, n_posts: int
) -> None:
    """The demo honours updated-min, for comments too; else size would tell."""
    with kept_blog(clock, tmp_path, n_posts) as kept:
        assert kept.crawl(0.01).n_bytes < 30_000
