"""Every kind of weather over the demo: nothing wrong is kept as right, and a calm day heals all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from archive.store.captures import Captures
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoBlog, DemoWorld
from scraper.demo.faults import FAULTS, Fault
from scraper.demo.weather import STORM, STORMY, Forecast
from scraper.fetch.polite import LONGEST_WINDOW_SECONDS, MOST_REFUSALS
from scraper.parse.links import text_of
from scraper.report import CrawlReport
from scraper.run import Outside
from tests.bench.weather import peak_under

N_POSTS = 3
SLOW = frozenset({"drip", "slow head", "1xx for ever"})


@dataclass(frozen=True)
class Kept:
    """What an archive holds, to be compared."""

    posts: dict[str, tuple[str, str, str]]
    dates: dict[str, str]
    comments: dict[str, tuple[str, str]]
    media: frozenset[str]


def kept_in(archive: Archive) -> Kept:
    query = "SELECT id, title, url, body_text, published_on, kind FROM posts"
    posts, comments = list(archive.db.query(query)), archive.db.query("SELECT * FROM comments")
    media = archive.db.query("SELECT sha256 FROM media WHERE state = 'kept'")
    return Kept(
        {row["id"]: (row["title"], row["url"], row["body_text"]) for row in posts},
        # The page of a static page shows no date; only its feed tells it.
        {row["id"]: row["published_on"] for row in posts if row["published_on"] is not None},
        {row["id"]: (row["post"], row["body_text"]) for row in comments},
        frozenset(row["sha256"] for row in media),
    )


@dataclass
class Calm:
    world: DemoWorld
    kept: Kept


@pytest.fixture(scope="module")
def calm(clock: Clock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calm]:
    with DemoWorld.start(n_posts=N_POSTS, editions=("en",)) as world:
        folder = tmp_path_factory.mktemp("calm")
        with Archive.open_for_writing(folder) as archive:
            settings = CrawlSection(delay=0.0, full_every=0)
            crawl(archive, world.blogs[0].home_url, settings, Outside(clock, world.connect_to))
            yield Calm(world, kept_in(archive))


def crawled(
    archive: Archive,
    world: DemoWorld,
    clock: Clock,
    *,
    timeout: float = 5.0,
    connections: int = 2,
) -> CrawlReport:
    settings = CrawlSection(
        *(0.0, connections, connections),
        full_every=0,
        timeout=timeout,
        tries=3,
        max_page_bytes=512 << 10,
        max_media_bytes=512 << 10,
    )
    return crawl(archive, world.blogs[0].home_url, settings, Outside(clock, world.connect_to))


def check_captures(archive: Archive, world: DemoWorld) -> None:
    """Whatever is kept without a problem is what the blog has there, byte for byte."""
    captures = Captures(archive.db)
    for capture_id, _, capture in captures.each(world.blogs[0].blog_id):
        (row,) = archive.db.query("SELECT problem FROM captures WHERE id = ?", [capture_id])
        if row["problem"] is None:
            assert (capture.status, capture.body) == (200, world.calm(capture.url).body)


def check_kept(kept: Kept, truth: Kept) -> None:
    """What is there is right; it may be less, but the listings were not all to be had."""
    assert kept.posts.items() <= truth.posts.items()
    assert kept.dates.items() <= truth.dates.items()
    assert kept.comments.items() <= truth.comments.items()
    assert kept.media <= truth.media


def is_listed(archive: Archive, *more: str) -> bool:
    """Whether anything that could not be had is told of."""
    kinds = {"unfetched", "unreadable", *more}
    query = "SELECT kind FROM findings WHERE closed_at IS NULL"
    return any(row["kind"] in kinds for row in archive.db.query(query))


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(fault, id=name, marks=() if name in STORMY else pytest.mark.slow)
        for name, fault in FAULTS.items()
    ],
)
def test_nothing_wrong_is_kept_as_right_and_a_calm_day_heals_all(
    fault: Fault, calm: Calm, clock: Clock, tmp_path: Path
) -> None:
    world = calm.world
    spared = frozenset({"robots", "home"})
    world.weather = forecast = Forecast({fault.name: 0.4}, seed=2, spared=spared)
    with Archive.open_for_writing(tmp_path / "a") as archive:
        try:
            report = crawled(archive, world, clock, timeout=0.2 if fault.name in SLOW else 5.0)
        finally:
            world.weather = None
        assert forecast.met[fault.name] > 0
        kept = kept_in(archive)
        if not fault.is_lie:
            check_captures(archive, world)
            check_kept(kept, calm.kept)
        if report.outcome == "partial":
            assert is_listed(archive, "missing-media", "missing-part")
        else:
            assert report.outcome == "complete"
            assert kept == calm.kept or is_listed(archive, "missing-post", "missing-media")
        if fault.is_harmless:
            assert kept == calm.kept
        (row,) = archive.db.query("SELECT outcome FROM crawls ORDER BY id DESC LIMIT 1")
        assert row["outcome"] == report.outcome
        if kept != calm.kept or is_listed(archive):
            healed = crawled(archive, world, clock)
            assert healed.outcome == "complete"
            assert kept_in(archive) == calm.kept
            assert not is_listed(archive)


@dataclass
class Sleeper:
    """A clock on which only sleeping takes time."""

    moment: float = 0.0
    start: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def sleep(self, seconds: float) -> None:
        self.moment += seconds

    def clock(self) -> Clock:
        now = lambda: self.start + timedelta(seconds=self.moment)  # noqa: E731 -- one use, one line
        return Clock(now, lambda: self.moment, self.sleep)


@pytest.mark.parametrize("kind", ["503", "429 for 2 s", "reset"])
def test_a_storm_over_the_whole_blog_costs_one_request_a_window_and_the_next_run_goes_on(
    kind: str, calm: Calm, clock: Clock, tmp_path: Path
) -> None:
    """After the feeds the host refuses everything: it is left alone, and nothing is lost."""
    world, sleeper = calm.world, Sleeper()
    asked: list[float] = []

    def storm(_: int) -> None:
        if world.counts["sitemap"] and not asked:
            world.weather = Forecast({kind: 1.0})
        if world.weather:
            asked.append(sleeper.moment)

    world.forget()
    world.before_each(storm)
    with Archive.open_for_writing(tmp_path / "a") as archive:
        try:
            settings = CrawlSection(0.0, media=False, page_parts=False, tries=9, full_every=0)
            outside = Outside(sleeper.clock(), world.connect_to)
            report = crawl(archive, world.blogs[0].home_url, settings, outside)
        finally:
            world.before_each(lambda _: None)
            world.weather = None
        assert report.outcome == "partial"
        assert len(asked) <= MOST_REFUSALS
        windows = [min(2.0**n, LONGEST_WINDOW_SECONDS) for n in range(len(asked) - 1)]
        gaps = [later - earlier for earlier, later in pairwise(asked)]
        assert all(gap >= window for gap, window in zip(gaps, windows, strict=True))
        assert kept_in(archive).posts.items() <= calm.kept.posts.items()
        assert is_listed(archive)
        assert crawled(archive, world, clock).outcome == "complete"
        assert kept_in(archive) == calm.kept


@pytest.mark.parametrize("at", [4, 10])
@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_jumps_ten_years_loses_nothing_and_changes_nothing(
    years: int, at: int, calm: Calm, clock: Clock, tmp_path: Path
) -> None:
    n_read = 0

    def now() -> datetime:
        nonlocal n_read
        n_read += 1
        return clock.now() + timedelta(days=365 * years if n_read >= at else 0)

    jumpy = Clock(now, clock.monotonic, clock.sleep)
    with Archive.open_for_writing(tmp_path / "a") as archive:
        for when in (jumpy, clock, jumpy):
            report = crawled(archive, calm.world, when)
            assert (report.outcome, report.n_changed) == ("complete", 0)
            assert kept_in(archive) == calm.kept
        assert n_read > at


def turn(world: DemoWorld, at: int, change: Callable[[DemoBlog], object]) -> None:
    world.before_each(lambda n: change(world.blogs[0]) and None if n == at else None)


@pytest.mark.parametrize("at", [3, 8])
def test_a_blog_that_is_edited_while_it_is_read_ends_as_it_is_after_the_next_run(
    at: int, clock: Clock, tmp_path: Path
) -> None:
    def change(blog: DemoBlog) -> None:
        blog.edit(1, title="Mended", body_html="<p>Mended while you read.</p>")
        blog.delete(0)
        blog.publish("New", "<p>New while you read.</p>")

    with (
        DemoWorld.start(n_posts=3, editions=("en",)) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        before = {post.post_id: post for post in world.blogs[0].posts()}
        turn(world, at, change)
        first = crawled(archive, world, clock, connections=1)
        assert first.outcome in ("complete", "partial")
        after = {post.post_id: post for post in world.blogs[0].posts()}
        for post_id, (title, _, text) in kept_in(archive).posts.items():
            told = [one[post_id] for one in (before, after) if post_id in one]
            versions = [(post.title, text_of(post.body_html)) for post in told]
            assert not versions or title in [one[0] for one in versions]
            assert not versions or text.split() in [one[1].split() for one in versions]
        assert crawled(archive, world, clock).outcome == "complete"
        kept = kept_in(archive).posts
        for post_id, post in after.items():
            assert kept[post_id][0] == post.title
            assert kept[post_id][2].split() == text_of(post.body_html).split()


@pytest.mark.parametrize("name", ["404", "login", "parked", "reset"])
@pytest.mark.parametrize("at", [4, 8])
def test_a_blog_that_goes_away_while_it_is_read_leaves_what_is_kept(
    name: str, at: int, calm: Calm, clock: Clock, tmp_path: Path
) -> None:
    """It is deleted, made private or sold; what was read before stays, and no page of that is."""
    world = calm.world
    fault = "bomb in an error" if name == "404" else name
    world.forget()

    def away(n: int) -> None:
        world.weather = Forecast({fault: 1.0}) if n >= at else None

    world.before_each(away)
    with Archive.open_for_writing(tmp_path / "a") as archive:
        try:
            report = crawled(archive, world, clock, connections=1)
        finally:
            world.before_each(lambda _: None)
            world.weather = None
        assert report.outcome in ("partial", "complete")
        assert report.n_posts == 3
        check_kept(kept_in(archive), calm.kept)
        assert is_listed(archive, "missing-post")


def test_a_feed_that_never_ends_is_left_once_it_tells_nothing_new(
    calm: Calm, clock: Clock, tmp_path: Path
) -> None:
    calm.world.forget()
    calm.world.weather = Forecast({"feed for ever": 1.0})
    with Archive.open_for_writing(tmp_path / "a") as archive:
        try:
            report = crawled(archive, calm.world, clock)
        finally:
            calm.world.weather = None
        assert report.outcome == "complete"
        assert kept_in(archive) == calm.kept
    assert calm.world.counts["feed-posts"] + calm.world.counts["feed-comments"] <= 5


@pytest.mark.slow
def test_a_storm_over_300_posts_loses_none_and_costs_few_requests(
    clock: Clock, tmp_path: Path
) -> None:
    """3 % 503, 1 % 429, 1 % resets, 1 % cut bodies; pictures are in tests/bench/weather.py."""
    with (
        DemoWorld.start(n_posts=300, editions=("en",)) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        world.weather = Forecast(STORM, seed=3)
        settings = CrawlSection(delay=0.0, connections=2, media=False, full_every=0)
        outside = Outside(clock, world.connect_to)
        report = crawl(archive, world.blogs[0].home_url, settings, outside)
        n_calm = len(set(world.log))  # a calm crawl asks for each address once
        assert world.weather.met.keys() == STORM.keys()
        assert world.counts.total() <= 1.12 * n_calm
        assert (report.outcome, report.n_posts, report.findings) == ("complete", 300, {})
        query = "SELECT count(*) AS n FROM posts WHERE page_capture IS NOT NULL AND kind = 'post'"
        assert next(iter(archive.db.query(query)))["n"] == 300
        check_captures(archive, world)


@pytest.mark.parametrize("fault", ["endless", "gzip bomb"])
@pytest.mark.slow
def test_a_crawl_takes_less_than_200_mb_whatever_is_sent(fault: str, tmp_path: Path) -> None:
    outcome, peak = peak_under(fault, tmp_path / "a")
    assert outcome == "partial"
    assert peak < 200
