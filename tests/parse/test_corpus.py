"""The reader against real pages with known truth, where their folder is given."""

import json
import os
from pathlib import Path

import pytest

from scraper.parse.feed import parse_feed
from scraper.parse.page import parse_page
from tests.bench.reading import wrong_in

FOLDER = os.environ.get("BLOGARCHIVE_CORPUS")
real = pytest.mark.skipif(not FOLDER, reason="BLOGARCHIVE_CORPUS names no folder of real pages")
JSON_LD_ONLY = 2
"""Pages whose author only JSON-LD names; their truth knows what is shown."""


@real
def test_real_pages_are_read_as_people_read_them():
    misses = []
    rows = map(json.loads, (Path(FOLDER) / "truth.jsonl").read_text("utf-8").splitlines())
    for row in rows:
        url = row["url"] or f"https://example.invalid/{Path(row['file']).name}"
        reading = parse_page((Path(FOLDER) / row["file"]).read_bytes(), url)
        misses += [(row["file"], *miss) for miss in wrong_in(row, reading).items() if miss[1]]

    by_author = [miss for miss in misses if miss[1] == "author"]
    assert [miss for miss in misses if miss[1] != "author"] == []
    assert len(by_author) <= JSON_LD_ONLY


@real
def test_page_and_feed_of_a_real_blog_agree():
    blog = Path(FOLDER) / "blogs/lafuite"
    home = "http://www.lafuiteautourdumonde.com"
    feed = parse_feed((blog / "feeds/posts/default").read_bytes(), f"{home}/feeds/posts/default")

    for post in feed.posts:
        path = post.url.removeprefix(f"{home}/")
        page = parse_page((blog / path).read_bytes(), post.url).post

        assert (page.post_id, page.title, page.published.day) == (
            post.post_id,
            post.title,
            post.published.day,
        )
        assert (page.n_comments, page.body_text) == (post.n_comments, post.body_text)
