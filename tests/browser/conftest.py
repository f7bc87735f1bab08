"""The demo's mirror, and a real browser to open it in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.render.site import render_mirror
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.run import Outside
from tests.real.saved_blog import serve_saved


@pytest.fixture(scope="session")
def mirror(clock: Clock, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser") / "archive"
    with DemoWorld.start() as world, Archive.open_for_writing(folder) as archive:
        for blog in world.blogs:
            settings = CrawlSection(delay=0.0, connections=2)
            crawl(archive, blog.home_url, settings, Outside(clock, world.connect_to))
        render_mirror(archive)
    return folder / "mirror"


@pytest.fixture(scope="session")
def whole_blog(corpus: Path, clock: Clock, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of a whole real blog, with its mirror."""
    folder = tmp_path_factory.mktemp("whole") / "archive"
    saved = corpus / "blogs" / "lafuite"
    with serve_saved(saved) as blog, Archive.open_for_writing(folder) as archive:
        settings = CrawlSection(delay=0.0, connections=2, tries=2)
        home = "http://www.lafuiteautourdumonde.com/"
        crawl(archive, home, settings, Outside(clock, blog.connect_to))
        assert render_mirror(archive).faults == ()
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    assert chromium, "install Debian's chromium first: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield started
        started.close()
