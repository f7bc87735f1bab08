"""Every kind of weather over the demo: nothing wrong is kept as right, and a calm day heals all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.store.captures import Captures
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.demo.faults import FAULTS, Fault
from scraper.demo.weather import Forecast
from scraper.report import CrawlReport
from scraper.run import Outside

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
            settings = CrawlSection(delay=0.0)
            crawl(archive, world.blogs[0].home_url, settings, Outside(clock, world.connect_to))
            yield Calm(world, kept_in(archive))


def crawled(
    archive: Archive, world: DemoWorld, clock: Clock, *, timeout: float = 5.0, tries: int = 3
) -> CrawlReport:
    settings = CrawlSection(
        *(0.0, 2, 2),
        timeout=timeout,
        tries=tries,
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


def is_listed(archive: Archive) -> bool:
    query = "SELECT 1 FROM findings WHERE closed_at IS NULL AND kind IN ('unfetched', 'unreadable')"
    return any(True for _ in archive.db.query(query))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
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
        if report.outcome == "complete":
            assert kept.posts == calm.kept.posts
            assert kept.dates == calm.kept.dates
            assert kept.comments == calm.kept.comments
        else:
            assert report.outcome == "partial"
            assert is_listed(archive)
        if fault.is_harmless:
            assert report.outcome == "complete"
        (row,) = archive.db.query("SELECT outcome FROM crawls ORDER BY id DESC LIMIT 1")
        assert row["outcome"] == report.outcome

        healed = crawled(archive, world, clock)
        assert healed.outcome == "complete"
        assert kept_in(archive) == calm.kept
        assert not is_listed(archive)
