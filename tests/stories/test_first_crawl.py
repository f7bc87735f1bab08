"""The demo blogs, archived as any blog is: everything they hold is kept, in few requests."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.coverage import reckon
from archive.store.connection import Archive
from archive.store.evidence import evidence_of
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoBlog, DemoPost, DemoWorld
from scraper.parse.links import text_of
from scraper.report import CrawlReport, Progress
from scraper.run import Outside

QUICK = CrawlSection(delay=0.0, connections=2)
SEED_TITLE = "আউটসোর্সিং এর কাজ করতে চাইলে যাবতীয় সকল তথ্য জেনে নিন"


@dataclass
class Crawled:
    world: DemoWorld
    archive: Archive
    reports: Mapping[str, CrawlReport]


@pytest.fixture(scope="module")
def crawled(clock: Clock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("demo") / "archive"
    with DemoWorld.start() as world, Archive.open_for_writing(folder) as archive:
        outside = Outside(clock, world.connect_to)
        reports = {
            blog.edition: crawl(archive, blog.home_url, QUICK, outside) for blog in world.blogs
        }
        yield Crawled(world, archive, reports)


def entries_of(blog: DemoBlog) -> list[DemoPost]:
    return [*blog.posts(), *blog.pages()]


def words(html: str) -> list[str]:
    return text_of(html).split()


def row(archive: Archive, query: str, *values: str) -> dict[str, object]:
    (found,) = archive.db.query(query, values)
    return found


def test_every_post_and_page_is_kept_as_it_was_published(crawled: Crawled) -> None:
    for blog in crawled.world.blogs:
        for post in entries_of(blog):
            kept = row(crawled.archive, "SELECT * FROM posts WHERE id = ?", post.post_id)
            assert kept["title"] == post.title
            assert kept["kind"] == post.kind
            assert kept["url"] == post.url
            assert kept["n_comments"] == post.n_comments or post.kind == "page"
            assert str(kept["body_text"]).split() == words(post.body_html)
            if post.kind == "post":
                assert kept["published_on"] == post.published.date().isoformat()
                assert kept["utc_offset"] == offset(post)


def offset(post: DemoPost) -> int:
    zone = post.published.utcoffset()
    assert zone is not None
    return round(zone.total_seconds() / 60)


def test_labels_authors_and_views_need_no_join(crawled: Crawled) -> None:
    for blog in crawled.world.blogs:
        for post in blog.posts():
            listed = row(crawled.archive, "SELECT * FROM post_list WHERE id = ?", post.post_id)
            assert set(str(listed["labels"] or "").split(", ")) - {""} == set(post.labels)
            assert listed["author"] == post.author.name
            assert listed["n_comments_kept"] == post.n_comments


def test_every_comment_is_a_row_with_its_parent(crawled: Crawled) -> None:
    n_replies = 0
    for blog in crawled.world.blogs:
        for post in blog.posts():
            kept = {
                one["id"]: one
                for one in crawled.archive.db.query(
                    "SELECT * FROM comments WHERE post = ?", [post.post_id]
                )
            }
            told = {comment.comment_id: comment for comment in post.comments()}
            assert kept.keys() == told.keys()
            for comment_id, comment in told.items():
                assert kept[comment_id]["parent"] == comment.parent_id
                assert bool(kept[comment_id]["is_deleted"]) == comment.is_deleted
                n_replies += comment.parent_id is not None
    assert n_replies > 20


def test_the_post_with_230_comments_has_them_all_though_its_page_shows_200(
    crawled: Crawled,
) -> None:
    (busy,) = crawled.archive.db.query(
        "SELECT n_comments, n_comments_kept FROM post_list WHERE n_comments >= 230 LIMIT 1"
    )
    assert (busy["n_comments"], busy["n_comments_kept"]) == (230, 230)


def test_the_seed_post_is_among_them(crawled: Crawled) -> None:
    seed = row(crawled.archive, "SELECT * FROM posts WHERE title = ?", SEED_TITLE)
    assert (seed["published_on"], seed["n_comments"]) == ("2020-12-15", 0)
    assert str(seed["body_text"]).startswith("বর্তমান বিশ্বে আউটসোর্সিং কাজের চাহিদা")
    assert str(seed["body_text"]).endswith("ফ্রিল্যান্সিং শুরু করার।")
    assert str(seed["body_html"]).count("<li>") == 3


def test_pictures_are_kept_in_their_original_size(crawled: Crawled) -> None:
    originals = {
        (picture.width, picture.height)
        for blog in crawled.world.blogs
        for post in entries_of(blog)
        for picture in post.pictures
    }
    kept = list(crawled.archive.db.query("SELECT path, url FROM media WHERE state = 'kept'"))
    assert len(kept) > 50
    for media in kept:
        head = (crawled.archive.root / media["path"]).read_bytes()[:24]
        assert struct.unpack(">II", head[16:24]) in originals, media["url"]


def test_a_dead_picture_is_a_finding_that_names_each_address_tried(crawled: Crawled) -> None:
    found = list(crawled.archive.db.query("SELECT * FROM findings WHERE kind = 'missing-media'"))
    assert len(found) == sum(report.n_missing_media for report in crawled.reports.values()) > 0
    for finding in found:
        assert "/s0/" in finding["message"]
        assert finding["message"].count("answered 404") >= 2


def test_nothing_else_is_missing(crawled: Crawled) -> None:
    for blog in crawled.world.blogs:
        coverage = reckon(evidence_of(crawled.archive, blog.blog_id))
        assert {gap.kind for gap in coverage.gaps} <= {"picture"}
        n_dead = sum(picture.is_dead for post in blog.posts() for picture in post.pictures)
        assert len(coverage.gaps) == n_dead
        disagreeing = [line.source for line in coverage.sources if not line.agrees]
        assert disagreeing == (["pictures mentioned"] if n_dead else [])


def test_no_trap_is_asked_for_and_nothing_twice(crawled: Crawled) -> None:
    """Only dead pictures are asked for at several addresses."""
    assert crawled.world.counts["trap"] == 0
    asked = list(crawled.world.log)
    assert len(asked) == len(set(asked))
    for report in crawled.reports.values():
        assert report.outcome == "complete"
        assert report.exit_code == 0


def test_the_archive_names_its_blogs(crawled: Crawled) -> None:
    blogs = {one["language"]: one for one in crawled.archive.db.query("SELECT * FROM blogs")}
    assert {"bn", "en", "ar"} == blogs.keys()
    assert blogs["ar"]["direction"] == "rtl"
    for blog in crawled.world.blogs:
        assert blogs[blog.language]["id"] == blog.blog_id
        assert blogs[blog.language]["title"] == blog.texts.title
        assert blogs[blog.language]["description"] == blog.texts.description


def test_rows_hang_together(crawled: Crawled) -> None:
    assert list(crawled.archive.db.query("PRAGMA foreign_key_check")) == []
    (check,) = crawled.archive.db.query("PRAGMA integrity_check")
    assert check["integrity_check"] == "ok"


def test_after_the_feed_every_post_is_kept_before_its_page_is_asked_for(
    clock: Clock, tmp_path: Path
) -> None:
    """A run that ends early still leaves a readable archive."""
    seen: list[Progress] = []

    with (
        DemoWorld.start(n_posts=40, editions=("en",)) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        outside = Outside(clock, world.connect_to, seen.append, lambda: bool(seen))
        report = crawl(archive, world.blogs[0].home_url, QUICK, outside)
        assert report.outcome == "interrupted"
        assert report.exit_code == 130
        assert world.counts["post"] == 0
        kept = list(archive.db.query("SELECT body_text FROM posts WHERE kind = 'post'"))
    assert len(kept) == 40
    assert all(len(one["body_text"]) > 20 for one in kept)
