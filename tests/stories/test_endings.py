"""However a run ends, its row tells, and the next one does the right thing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from archive.errors import ArchiveError, StoppedError
from archive.store import crawls, runs
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.demo import DemoWorld
from scraper.endings import crawl_to_its_end
from scraper.run import Outside

QUICK = CrawlSection(delay=0.0, tries=1, media=False)


def raising(error: Exception) -> Callable[[object], NoReturn]:
    def fail(_: object) -> NoReturn:
        raise error

    return fail


def test_a_run_that_an_error_breaks_off_is_a_row_and_the_next_goes_on(
    clock: Clock, tmp_path: Path
) -> None:
    """The disk is full after the first answer; then a fault of our own; then all is well."""
    with (
        DemoWorld.start(n_posts=6, editions=("en",)) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        home, outside = world.blogs[0].home_url, Outside(clock, world.connect_to)
        full = replace(outside, tell=raising(ArchiveError("archive.db: disk is full")))
        ended = crawl_to_its_end(archive, home, QUICK, full)
        assert isinstance(ended.error, ArchiveError)
        assert (ended.report.outcome, ended.report.exit_code) == ("interrupted", 3)
        faulty = replace(outside, tell=raising(ZeroDivisionError("ours")))
        with pytest.raises(ZeroDivisionError):
            crawl_to_its_end(archive, home, QUICK, faulty)
        ended = crawl_to_its_end(archive, home, QUICK, outside)
        first, second, third = archive.db.query("SELECT * FROM crawls")
        listings = [url for url in world.log if "/feeds/posts/" in url]
    assert json.loads(first["report"])["reason"] == "broken off: archive.db: disk is full"
    assert json.loads(first["report"])["requests"]["home"] == 1
    assert (first["outcome"], first["exit_code"]) == ("interrupted", 3)
    assert (second["outcome"], second["exit_code"]) == ("interrupted", 1)
    assert (third["outcome"], third["exit_code"], third["reason"]) == ("complete", 0, None)
    assert len(listings) == 1
    assert ended.report.n_posts == 6


def test_a_run_stopped_before_it_listed_anything_leaves_nothing_to_go_on_with(
    clock: Clock, tmp_path: Path
) -> None:
    """Else the run after it would take the blog for listed, and miss what is new."""
    with (
        DemoWorld.start(n_posts=6, editions=("en",)) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        blog, outside = world.blogs[0], Outside(clock, world.connect_to)
        crawl_to_its_end(archive, blog.home_url, QUICK, outside)
        impatient = Clock(clock.now, clock.monotonic, raising(StoppedError("asked to stop")))
        stopped = replace(outside, clock=impatient, stopping=lambda: True)
        slow = CrawlSection(delay=60.0, media=False)
        ended = crawl_to_its_end(archive, blog.home_url, slow, stopped)
        assert (ended.report.outcome, ended.error) == ("interrupted", None)
        assert ended.report.requests == {"robots": 1}
        world.forget()
        crawl_to_its_end(archive, blog.home_url, QUICK, outside)
        assert any("/feeds/posts/" in url for url in world.log)


def test_an_unreachable_run_between_does_not_hide_what_is_left(
    clock: Clock, tmp_path: Path
) -> None:
    seen: list[object] = []
    with (
        DemoWorld.start(n_posts=6, editions=("en",)) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        home, outside = world.blogs[0].home_url, Outside(clock, world.connect_to)
        stopped = replace(outside, tell=seen.append, stopping=lambda: bool(seen))
        assert crawl_to_its_end(archive, home, QUICK, stopped).report.exit_code == 130
        nowhere = replace(outside, connect_to=dict.fromkeys(world.connect_to, "127.0.0.1:9"))
        ended = crawl_to_its_end(archive, home, QUICK, nowhere)
        assert (ended.report.outcome, ended.report.exit_code) == ("unreachable", 5)
        crawl_to_its_end(archive, home, QUICK, outside)
        assert sum("/feeds/posts/" in url for url in world.log) == 1
        past = runs.history(archive.db, home, world.blogs[0].host)
    assert [run.outcome for run in past] == ["complete", "unreachable", "interrupted"]


def test_the_row_of_a_killed_run_is_closed_once(tmp_path: Path, clock: Clock) -> None:
    with Archive.open_for_writing(tmp_path) as archive, archive.transaction() as db:
        crawl = crawls.begin_crawl(db, "https://sea.example", clock.now())
        row = {"url": "https://sea.example/", "requested_at": "2026-03-01T03:17:00Z"}
        rest = {"seconds": 1.0, "attempt": 1, "status": 200, "n_bytes": 9, "error": None}
        crawls.keep_request(db, crawl, "home", row | rest)
        assert (runs.note_killed(db), runs.note_killed(db)) == (1, 0)
        (kept,) = db.query("SELECT * FROM crawls")
    assert kept["finished_at"] == "2026-03-01T03:17:00Z"
    report = json.loads(kept["report"])
    assert report["requests"] == {"home": 1}
    assert (report["outcome"], report["exit_code"]) == ("interrupted", None)
