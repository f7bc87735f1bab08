"""A blog of Dynamic Views: its pages hold no post at all, and its feeds hold every one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoBlog, DemoWorld
from scraper.parse.links import text_of
from scraper.run import Outside

QUICK = CrawlSection(delay=0.0, connections=2, media=False)


def make_dynamic(*given: Any, **named: Any) -> DemoBlog:
    blog = DemoBlog(*given, **named)
    blog.facts = replace(blog.facts, theme="dynamic", template="Dynamic Views", feed="full")
    return blog


def test_every_post_of_dynamic_views_is_kept_from_the_feeds(clock: Clock, tmp_path: Path) -> None:
    with (
        DemoWorld.start(n_posts=30, editions=("en",), make_blog=make_dynamic) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        blog = world.blogs[0]
        crawl(archive, blog.home_url, QUICK, Outside(clock, world.connect_to))
        for post in blog.posts():
            (kept,) = archive.db.query("SELECT * FROM posts WHERE id = ?", [post.post_id])
            assert kept["published_on"] == post.published.date().isoformat()
            assert kept["body_text"].split() == text_of(post.body_html).split()
            assert kept["n_comments"] == post.n_comments
