"""What is proven complete, and what is missing: each gap by name, with its reason, once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.cli import offline
from archive.coverage import Coverage, Gap, reckon
from archive.front import run
from archive.render.site import render_mirror
from archive.showing import totals_of
from archive.store import contents
from archive.store.connection import Archive
from archive.store.evidence import evidence_of
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoBlog, DemoWorld
from scraper.reparse import reparse
from scraper.run import Outside
from tests.real.saved_blog import serve_saved
from tests.stories.test_later_crawls import COMMENT, ENTRY, FEED, HOME, POST, tiny_blog

QUICK = CrawlSection(delay=0.0, connections=2, tries=2)
ENTRIES = "".join(ENTRY.format(id=number) for number in (1, 2))
DAY_1 = POST.format(blog="111")
DAY_2 = DAY_1.replace("day-1", "day-2").replace("700001", "700002").replace("ay 1", "ay 2")
DAY_3 = "http://tiny.example/2020/01/day-3.html"
DAY_3_IN_SITEMAP = (
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
    f"<url><loc>{DAY_3}</loc></url></urlset>"
)


def home(n_posts: int) -> str:
    """The home page with an archive widget that counts posts of January 2020."""
    widget = (
        "<div class='widget BlogArchive'><ul class='hierarchy'><li class='archivedate'>"
        "<a class='post-count-link' href='http://tiny.example/2020/'>2020</a>"
        f"<span class='post-count'>({n_posts})</span><ul class='hierarchy'>"
        "<li><a class='post-count-link' href='http://tiny.example/2020/01/'>January</a>"
        f"<span class='post-count'>({n_posts})</span></li></ul></li></ul></div>"
    )
    return HOME.replace("</body>", f"{widget}</body>")


def feed(total: int, entries: str = ENTRIES) -> str:
    return FEED.format(entries=entries).replace("Results>2<", f"Results>{total}<")


def judge(archive: Archive) -> Coverage:
    (blog,) = contents.blogs(archive)
    return reckon(evidence_of(archive, blog.blog_id))


@contextmanager
def tiny(clock: Clock, root: Path, **files: str) -> Iterator[Archive]:
    """A hand-written blog of two posts, crawled; `files` replace or join its own."""
    own = {"index.html": home(2), "2020__01__day-2.html": DAY_2} | files
    with (
        serve_saved(tiny_blog(root / "site", **own)) as blog,
        Archive.open_for_writing(root / "a") as archive,
    ):
        crawl(archive, "http://tiny.example/", QUICK, Outside(clock, blog.connect_to))
        yield archive


def only_gap(coverage: Coverage) -> Gap:
    (gap,) = coverage.gaps
    return gap


def test_a_blog_of_which_everything_is_kept_is_complete(clock: Clock, tmp_path: Path) -> None:
    with tiny(clock, tmp_path) as archive:
        coverage = judge(archive)
    assert coverage.gaps == ()
    assert totals_of(coverage) == "2 of 2 posts, 0 of 0 comments, 0 of 0 pictures, 0 gaps"
    told = {line.source: line for line in coverage.sources}
    assert told["posts feed"].agrees
    assert told["archive widget"].agrees
    assert (told["archive widget"].n_declared, told["archive widget"].n_kept) == (2, 2)
    assert told["sitemap"].agrees is None, "there is none"


def test_a_feed_that_claims_too_many_is_a_gap_that_names_who_contradicts_it(
    clock: Clock, tmp_path: Path
) -> None:
    with tiny(clock, tmp_path, feeds__posts__default=feed(5)) as archive:
        coverage = judge(archive)
    gap = only_gap(coverage)
    assert (gap.kind, gap.n) == ("posts-of-feed", 3)
    assert "claims 5 posts, 2 kept" in gap.reason
    assert "the archive widget count 2, as kept" in gap.reason
    assert (coverage.n_posts, coverage.n_posts_declared) == (2, 5)


def test_a_post_that_month_and_feed_count_is_one_gap_with_two_witnesses(
    clock: Clock, tmp_path: Path
) -> None:
    files = {"index.html": home(3), "feeds__posts__default": feed(3)}
    with tiny(clock, tmp_path, **files) as archive:
        coverage = judge(archive)
    gap = only_gap(coverage)
    assert (gap.kind, gap.subject, gap.n) == ("posts-of-month", "2020-01", 1)
    assert gap.evidence == (
        "the archive widget counts 3 posts, 2 kept of 2020-01",
        "the posts feed claims 3 posts, 2 kept",
    )
    assert (coverage.n_posts, coverage.n_posts_declared) == (2, 3)


def test_a_post_that_robots_txt_forbids_is_one_gap_whoever_tells_of_it(
    clock: Clock, tmp_path: Path
) -> None:
    linking = DAY_1.replace("day 1.", f"<a href='{DAY_3}'>day 1</a>.")
    files = {
        "index.html": home(3),
        "feeds__posts__default": feed(3),
        "robots.txt": "User-agent: *\nDisallow: /2020/01/day-3\n",
        "sitemap.xml": DAY_3_IN_SITEMAP,
        "2020__01__day-1.html": linking,
    }
    with tiny(clock, tmp_path, **files) as archive:
        coverage = judge(archive)
    gap = only_gap(coverage)
    assert (gap.kind, gap.subject) == ("post", DAY_3)
    assert gap.reason == "robots.txt asks not to"
    assert "ask the blog's owner" in gap.next_step
    said = " / ".join(gap.evidence)
    for witness in ("sitemap lists it", "day-1.html links it", "archive widget", "posts feed"):
        assert said.count(witness) == 1, said
    assert coverage.n_posts_declared == 3


def test_links_to_lists_are_no_posts_and_a_link_to_a_lost_post_is_a_gap(
    clock: Clock, tmp_path: Path
) -> None:
    links = "".join(
        f"<a href='http://tiny.example{path}'></a>"
        for path in (
            *("/search/label/x", "/2020/01/", "/search?q=x", "/", "/feeds/posts/default"),
            *("/2020/01/day-2.html?m=1#comments", "/2020/01/lost.html"),
        )
    )
    page = DAY_1.replace("The words of day 1.", f"The words of day 1.{links}")
    with tiny(clock, tmp_path, **{"2020__01__day-1.html": page}) as archive:
        coverage = judge(archive)
    gap = only_gap(coverage)
    assert (gap.kind, gap.reason) == ("linked-post", "answered 404")
    assert gap.subject == "http://tiny.example/2020/01/lost.html"
    assert gap.evidence == ("http://tiny.example/2020/01/day-1.html links it",)
    assert "Wayback" in gap.next_step
    assert coverage.n_posts_declared == 2, "the blog itself claims no such post"
    line = next(one for one in coverage.sources if one.source == "links between posts")
    assert (line.n_declared, line.n_kept) == (2, 1)


def test_a_post_that_is_only_linked_is_kept_and_no_gap(clock: Clock, tmp_path: Path) -> None:
    entries = ENTRY.format(id=1)
    page = DAY_1.replace(
        "The words of day 1.", "<a href='/2020/01/day-2.html'>The words of day 1.</a>"
    )
    files = {"feeds__posts__default": feed(1, entries), "2020__01__day-1.html": page}
    with tiny(clock, tmp_path, **files) as archive:
        coverage = judge(archive)
    assert coverage.n_posts == 2
    assert coverage.gaps == ()


def test_comments_beyond_what_the_feed_gives_are_a_gap_of_their_post(
    clock: Clock, tmp_path: Path
) -> None:
    total = "<thr:total xmlns:thr='http://purl.org/syndication/thread/1.0'>5</thr:total></entry>"
    said = "".join(COMMENT.format(id=number) for number in (1, 2))
    files = {
        "feeds__posts__default": feed(2, ENTRIES.replace("</entry>", total, 1)),
        "feeds__700001__comments__default": feed(5, said),
    }
    with tiny(clock, tmp_path, **files) as archive:
        coverage = judge(archive)
    gap = only_gap(coverage)
    assert (gap.kind, gap.n) == ("comments", 3)
    assert gap.subject == "http://tiny.example/2020/01/day-1.html"
    assert "5 comments declared, 2 kept" in gap.reason
    assert (coverage.n_comments, coverage.n_comments_declared) == (2, 5)


def test_a_page_that_cannot_be_read_is_a_gap_though_the_feed_gave_its_post(
    clock: Clock, tmp_path: Path
) -> None:
    captcha = "<html><body>Please solve the captcha</body></html>"
    with tiny(clock, tmp_path, **{"2020__01__day-2.html": captcha}) as archive:
        gap = only_gap(judge(archive))
    assert gap.kind == "own-page"
    assert gap.reason.startswith("could not be read")
    assert "reparse" in gap.next_step


def test_reading_captures_again_finds_what_was_declared(clock: Clock, tmp_path: Path) -> None:
    """As an archive of an older release, which kept the answers and not what they declare."""
    with tiny(clock, tmp_path, **{"sitemap.xml": DAY_3_IN_SITEMAP}) as archive:
        before = list(archive.db.query("SELECT * FROM declared ORDER BY source, name"))
        archive.db.execute("DELETE FROM declared")
        reparse(archive, ["111"], clock.now())
        assert list(archive.db.query("SELECT * FROM declared ORDER BY source, name")) == before
    assert {row["source"] for row in before} == {"feed", "archive-widget", "sitemap"}


# -- the demo ------------------------------------------------------------------------------------


def pictured(blog: DemoBlog) -> list[tuple[int, int]]:
    """(post, place) of pictures whose address names a size before the name."""
    return [
        (k, which)
        for k in blog.numbers
        for which, one in enumerate(blog.pictures(k))
        if one.form == "slash" and not one.is_dead
    ]


def test_the_demo_is_complete_and_a_dead_picture_is_tried_wherever_it_may_be(
    clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "a"
    with (
        DemoWorld.start(n_posts=12, editions=("ar",)) as world,
        Archive.open_for_writing(root) as archive,
    ):
        blog = world.blogs[0]
        outside = Outside(clock, world.connect_to)
        spoilt = dict(
            zip(("small-only", "elsewhere-only", "page", "pixel"), pictured(blog), strict=False)
        )
        for fault, (k, which) in spoilt.items():
            blog.spoil(k, which, fault)  # type: ignore[arg-type] # the four names are its faults
        crawl(archive, blog.home_url, QUICK, outside)
        coverage = judge(archive)
        tries = {
            fault: list(
                archive.db.query(
                    "SELECT media_tries.* FROM media_tries JOIN media ON media.id = media"
                    " WHERE key LIKE ? ORDER BY media_tries.id",
                    [f"%{blog.pictures(k)[which].code}%"],
                )
            )
            for fault, (k, which) in spoilt.items()
        }
        render_mirror(archive)
        assert render_mirror(archive).n_written == 0
    assert sorted(gap.kind for gap in coverage.gaps) == ["picture", "picture", "smaller-picture"]
    assert coverage.n_pictures == coverage.n_pictures_declared - 2
    assert all(len(found) <= 12 for found in tries.values())
    assert [one["error"] for one in tries["elsewhere-only"]][-1] is None
    assert tries["elsewhere-only"][0]["error"] == "answered 404"
    assert tries["small-only"][-1]["error"] is None
    assert "/s640/" in tries["small-only"][-1]["url"]
    (smaller,) = (gap for gap in coverage.gaps if gap.kind == "smaller-picture")
    assert "kept at 640 pixels" in smaller.reason
    assert {one["error"] for one in tries["page"]} == {
        "answered with text/html, which is no picture"
    }
    assert {one["error"] for one in tries["pixel"]} == {"answered with a single pixel"}
    asked = [one["url"].partition("://")[2] for one in tries["pixel"]]
    assert len(asked) == len(set(asked)) > 6
    assert any("lh3.ggpht.com" in url for url in asked)
    assert "/s72-c/" in asked[-1], "the feed's thumbnail comes last"

    assert run(offline, ["coverage", "--archive", str(root)]) == 1
    out, err = capsys.readouterr()
    assert "12 of 12 posts, 2 of 2 pages, 27 of 27 comments" in out
    assert "3 gaps" in out
    assert err == ""
    assert run(offline, ["coverage", "--json", "--archive", str(root)]) == 1
    (told,) = json.loads(capsys.readouterr().out)["blogs"]
    assert [gap["kind"] for gap in told["gaps"]] == [gap.kind for gap in coverage.gaps]
    page = next((root / "mirror").rglob("coverage/index.html")).read_text("utf-8")
    assert page.count("To close it:") == 3
    assert "<script" not in page


def test_a_healthy_demo_has_no_gap_and_exits_with_0(
    clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "a"
    with (
        DemoWorld.start(n_posts=12, editions=("ar",)) as world,
        Archive.open_for_writing(root) as archive,
    ):
        crawl(archive, world.blogs[0].home_url, QUICK, Outside(clock, world.connect_to))
        coverage = judge(archive)
        render_mirror(archive)
    assert coverage.gaps == ()
    assert all(line.agrees for line in coverage.sources), coverage.sources
    assert run(offline, ["coverage", "--archive", str(root)]) == 0
    assert "0 gaps" in capsys.readouterr().out
    home_page = (root / "mirror" / world.blogs[0].host / "index.html").read_text("utf-8")
    assert 'href="coverage/index.html">Complete' in home_page
