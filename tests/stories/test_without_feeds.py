"""Blogs whose feeds are off or cut short: sitemap, archives and pages have to do."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoBlog, DemoWorld
from scraper.parse.links import text_of
from scraper.run import Outside

QUICK = CrawlSection(delay=0.0, connections=2, media=False)


def test_a_blog_whose_posts_feed_is_off_is_kept_from_its_sitemap_and_pages(
    clock: Clock, tmp_path: Path
) -> None:
    make_blog = partial(DemoBlog, feed="none")
    with (
        DemoWorld.start(n_posts=30, editions=("en",), make_blog=make_blog) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        blog = world.blogs[0]
        report = crawl(archive, blog.home_url, QUICK, Outside(clock, world.connect_to))
        for post in blog.posts():
            (kept,) = archive.db.query("SELECT * FROM posts WHERE id = ?", [post.post_id])
            assert kept["published_on"] == post.published.date().isoformat()
            assert kept["title"] == post.title or not post.title
            assert kept["body_text"].split() == text_of(post.body_html).split()
    assert report.n_posts == 30
    assert world.counts["trap"] == 0
