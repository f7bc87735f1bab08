"""What gave no answer may be there: the run says so; what answered that it is gone is a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.coverage import Coverage, reckon
from archive.store.connection import Archive
from archive.store.crawls import MOST_UNANSWERED
from archive.store.evidence import evidence_of
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.demo.answers import Kind
from scraper.demo.faults import FAULTS, Fault
from scraper.demo.spoilt import status
from scraper.demo.weather import Forecast
from scraper.report import CrawlReport
from scraper.run import Outside

PLAIN = {"delay": 0.0, "connections": 2, "tries": 1}
SETTINGS = CrawlSection(**PLAIN)
WORDS_ONLY = CrawlSection(**PLAIN, media=False)
SMALL = CrawlSection(**PLAIN, max_media_bytes=512 << 10)
Crawl = Callable[..., CrawlReport]


GONE = Fault("gone", "404, and that is all.", status(404))


class Only(Forecast):
    """Bad weather over some addresses alone."""

    def __init__(self, fault: Fault, is_meant: Callable[[str], bool]) -> None:
        super().__init__({})
        self._fault, self._is_meant = fault, is_meant

    def fault(self, url: str, kind: Kind) -> Fault | None:
        """What befalls this request."""
        return self._fault if kind != "robots" and self._is_meant(url) else None


def judged(archive: Archive, world: DemoWorld) -> Coverage:
    return reckon(evidence_of(archive, world.blogs[0].blog_id))


@contextmanager
def story(clock: Clock, folder: Path) -> Iterator[tuple[DemoWorld, Archive, Crawl]]:
    """A blog, its archive, and a crawl of it so many days from now."""
    with (
        DemoWorld.start(n_posts=6, editions=("ar",)) as world,
        Archive.open_for_writing(folder / "a") as archive,
    ):

        def crawled(days: float, settings: CrawlSection = SETTINGS) -> CrawlReport:
            later = replace(clock, now=lambda: clock.now() + timedelta(days=days))
            outside = Outside(later, world.connect_to)
            return crawl(archive, world.blogs[0].home_url, settings, outside)

        yield world, archive, crawled


def some_picture(world: DemoWorld) -> str:
    """The name of a picture's file, which is the same at every address that may have it."""
    blog = world.blogs[0]
    found = (one for k in blog.numbers for one in blog.pictures(k) if not one.is_dead)
    return next(found).code


@pytest.mark.parametrize("fault", ["reset", "503", "cut by length"])
def test_a_picture_that_gave_no_answer_makes_the_run_partial_until_it_is_here(
    fault: str, clock: Clock, tmp_path: Path
) -> None:
    with story(clock, tmp_path) as (world, archive, crawled):
        code = some_picture(world)
        world.weather = Only(FAULTS[fault], lambda url: code in url)
        first = crawled(0)
        assert (first.outcome, first.exit_code, first.n_failed) == ("partial", 1, 1)
        assert first.findings["missing-media"] == 1
        assert crawled(0.05).requests["media"] > 0, "asked again at once, the first time"
        waiting = crawled(0.1)
        assert "media" not in waiting.requests
        assert (waiting.outcome, waiting.exit_code) == ("partial", 1)
        world.weather = None
        healed = crawled(1)
        assert (healed.outcome, healed.exit_code, healed.findings) == ("complete", 0, {})
        assert judged(archive, world).gaps == ()


def test_a_picture_that_is_gone_everywhere_is_a_gap_and_no_failure(
    clock: Clock, tmp_path: Path
) -> None:
    with story(clock, tmp_path) as (world, archive, crawled):
        code = some_picture(world)
        world.weather = Only(GONE, lambda url: code in url)
        report = crawled(0)
        (gap,) = judged(archive, world).gaps
    assert (report.outcome, report.exit_code, report.n_failed) == ("complete", 0, 0)
    assert report.findings == {"missing-media": 1}
    assert gap.kind == "picture"
    assert "gone at the source" in gap.next_step


def test_a_picture_that_our_own_rules_refuse_is_a_gap_and_no_failure(
    clock: Clock, tmp_path: Path
) -> None:
    with story(clock, tmp_path) as (world, archive, crawled):
        code = some_picture(world)
        world.weather = Only(FAULTS["endless"], lambda url: code in url)
        report = crawled(0, SMALL)
        (gap,) = judged(archive, world).gaps
    assert (report.outcome, report.findings) == ("complete", {"missing-media": 1})
    assert gap.kind == "picture"


def test_a_host_of_pictures_that_is_dead_for_good_fails_no_run_for_ever(
    clock: Clock, tmp_path: Path
) -> None:
    with story(clock, tmp_path) as (world, archive, crawled):
        code = some_picture(world)
        world.weather = Only(FAULTS["reset"], lambda url: code in url)
        outcomes = [crawled(17 * n).outcome for n in range(MOST_UNANSWERED + 1)]
        assert outcomes == ["partial"] * (MOST_UNANSWERED - 1) + ["complete"] * 2
        assert [gap.kind for gap in judged(archive, world).gaps] == ["picture"]


def test_a_run_without_pictures_is_not_judged_by_them(clock: Clock, tmp_path: Path) -> None:
    with story(clock, tmp_path) as (world, _, crawled):
        code = some_picture(world)
        world.weather = Only(FAULTS["reset"], lambda url: code in url)
        assert crawled(0).outcome == "partial"
        assert crawled(0.1, WORDS_ONLY).outcome == "complete"
