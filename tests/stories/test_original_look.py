"""The original face of the demo: parts fetched once, pages whole from local files, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.render.site import render_mirror
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.demo.looks import film
from scraper.report import CrawlReport
from scraper.run import Outside

FOLDER = "mirror/harbour.demo.blogarchive.example"
QUICK = CrawlSection(delay=0.0, connections=2)


@pytest.fixture(scope="module")
def story(
    clock: Clock, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Archive, list[CrawlReport]]]:
    folder = tmp_path_factory.mktemp("original") / "archive"
    with (
        DemoWorld.start(18, editions=("en",)) as world,
        Archive.open_for_writing(folder) as archive,
    ):
        outside = Outside(clock, world.connect_to)
        home = world.blog("en").home_url
        reports = [crawl(archive, home, QUICK, outside) for _ in range(2)]
        render_mirror(archive)
        yield archive, reports


def test_every_part_is_fetched_once_and_an_unchanged_blog_costs_none(story) -> None:
    archive, (first, second) = story
    asked = [row["url"] for row in archive.db.query("SELECT url FROM requests WHERE kind = 'part'")]
    assert first.requests["part"] == len(asked) == len(set(asked))
    assert "part" not in second.requests
    states = {row["state"] for row in archive.db.query("SELECT DISTINCT state FROM parts")}
    assert states == {"kept"}


def test_a_post_looks_as_it_did_from_local_files_alone(story) -> None:
    archive, _ = story
    pages = sorted((archive.root / FOLDER / "original").rglob("*.html"))
    assert len(pages) > 18
    for page in pages:
        html = page.read_text("utf-8")
        assert not re.search(r"<(?:script|iframe|form|input|object|embed|style)\b|\son\w+=", html)
        loaded = re.findall(r'(?:src|background)="([^"]*)"', html)
        loaded += re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]*)"', html)
        assert len(loaded) >= 3
        for address in loaded:
            assert (page.parent / address).is_file(), address
    sheets = list((archive.root / FOLDER / "original/style").iterdir())
    assert len(sheets) == 2  # the linked one with what it imports, and the one inside each page
    text = "".join(sheet.read_text("utf-8") for sheet in sheets)
    (paper,) = re.findall(r'html body\{background-image:url\("([^"]+)"\)\}', text)
    assert (sheets[0].parent / paper).read_bytes().startswith(b"\x89PNG")
    assert "@import" not in text
    assert "http" not in text


def test_the_two_faces_lead_to_each_other_and_links_stay_inside(story) -> None:
    archive, _ = story
    originals = archive.root / FOLDER / "original"
    for page in originals.rglob("*.html"):
        html = page.read_text("utf-8")
        reading = re.search(r'<archive-bar.*?<a href="([^"]+)"', html)
        assert reading
        back = (page.parent / reading[1]).resolve()
        assert f'href="{relative(back, page)}"' in back.read_text("utf-8")
        assert 'href="http://harbour.demo.blogarchive.example/2' not in html


def relative(here: Path, there: Path) -> str:
    shared = len(here.parent.parts) - len((here.parents[0]).relative_to(root_of(here)).parts)
    steps = [".."] * (len(here.parent.parts) - shared)
    tail = there.resolve().relative_to(root_of(here)).as_posix()
    return "/".join([*steps, tail])


def root_of(page: Path) -> Path:
    return next(one for one in page.parents if one.name == "harbour.demo.blogarchive.example")


def test_an_uploaded_video_plays_from_disk_and_a_youtube_one_is_a_card_with_its_still(
    story,
) -> None:
    archive, _ = story
    (video,) = archive.db.query("SELECT * FROM parts WHERE kind = 'video'")
    token = video["url"].partition("token=")[2]
    assert video["found_url"].endswith("itag=22")
    assert (archive.root / video["path"]).read_bytes() == film(token)
    (still,) = archive.db.query("SELECT path FROM parts WHERE kind = 'thumbnail'")
    showing = [
        page.read_text("utf-8")
        for page in (archive.root / FOLDER).rglob("*.html")
        if "<video" in page.read_text("utf-8")
    ]
    assert len(showing) == 2  # its reading page and its original one
    for html in showing:
        assert re.search(rf'<video[^>]+src="[./]*{video["path"]}"', html)
        assert f'{still["path"]}"' in html
        assert "https://www.youtube.com/watch?v=aqz-KE-bpKQ" in html
