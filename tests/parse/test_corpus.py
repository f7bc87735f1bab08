"""The reader against real pages with known truth, where their folder is given."""

import json
import os
from pathlib import Path

import pytest

from scraper.parse.feed import parse_feed
from scraper.parse.page import parse_page
from tests.bench.reading import FLOOR, Score, Tally, pages_of, sunk
from tests.bench.unmarked import all_at_once

FOLDER = os.environ.get("BLOGARCHIVE_CORPUS")
real = pytest.mark.skipif(not FOLDER, reason="BLOGARCHIVE_CORPUS names no folder of real pages")


@real
def test_no_field_is_read_worse_than_its_floor():
    tally = Tally()
    for row, body, url in pages_of(Path(FOLDER)):
        tally.add(row, parse_page(body, url))

    assert sunk(tally) == [], tally.misses + tally.extras


@real
def test_what_has_no_known_name_is_found_by_where_it_stands():
    """Every fourth page: to rename what is in all of them takes ten seconds."""
    tally = Tally()
    for row, body, url in list(pages_of(Path(FOLDER)))[::4]:
        tally.add(row, parse_page(all_at_once(body), url))

    shares = {field: tally.scores[field, "all"] for field in ("date", "title", "body", "author")}
    assert all(score.right >= 0.95 * score.total > 0 for score in shares.values()), tally.misses


def test_a_single_miss_sinks_below_a_full_floor():
    tally = Tally()
    for field, kept in json.loads(FLOOR.read_text("utf-8")).items():
        tally.scores[field, "all"] = Score(kept["right"], kept["total"], kept["extras"])
    assert sunk(tally) == []

    tally.scores["date", "all"].right -= 1
    tally.scores["author", "all"].extras += 1

    assert [told.partition(":")[0] for told in sunk(tally)] == ["date", "author"]


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
