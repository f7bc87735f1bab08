"""A whole real blog, served under its own name on loopback, archived and rendered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from archive.coverage import reckon
from archive.render.site import render_mirror
from archive.store.connection import Archive
from archive.store.evidence import evidence_of
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.reparse import reparse
from scraper.report import CrawlReport
from scraper.run import Outside
from tests.real.saved_blog import SavedBlog, serve_saved

pytestmark = pytest.mark.slow
HOME = "http://www.lafuiteautourdumonde.com/"


@dataclass
class Kept:
    archive: Archive
    report: CrawlReport
    blog: SavedBlog
    root: Path


@pytest.fixture(scope="module")
def kept(corpus: Path, clock: Clock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    root = corpus / "blogs" / "lafuite"
    folder = tmp_path_factory.mktemp("lafuite") / "archive"
    with serve_saved(root) as blog, Archive.open_for_writing(folder) as archive:
        outside = Outside(clock, blog.connect_to)
        settings = CrawlSection(delay=0.0, connections=2, tries=2)
        report = crawl(archive, HOME, settings, outside)
        render_mirror(archive)
        yield Kept(archive, report, blog, root)


def truth(corpus: Path, kind: str) -> list[dict[str, object]]:
    lines = (corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [row for row in rows if row["blog"] == "lafuiteautourdumonde" and row["kind"] == kind]


def test_every_post_page_and_comment_is_kept(kept: Kept) -> None:
    assert (kept.report.n_posts, kept.report.n_pages) == (51, 10)
    assert kept.report.n_failed == 0
    declared = kept.archive.db.query("SELECT n_comments, n_comments_kept, url FROM post_list")
    short = [row["url"] for row in declared if (row["n_comments"] or 0) > row["n_comments_kept"]]
    assert short == []
    assert kept.report.n_comments >= 184


def test_every_source_agrees_and_only_pictures_are_missing(kept: Kept) -> None:
    """The saved copy has few pictures and page parts; all else is proven."""
    coverage = reckon(evidence_of(kept.archive, kept.report.blog_id))
    rest = [gap for gap in coverage.gaps if gap.kind not in ("picture", "page-part")]
    assert all(gap.evidence == ("external-comments",) for gap in rest), "Disqus has its comments"
    told = {line.source: (line.n_declared, line.n_kept) for line in coverage.sources}
    assert told["archive widget"] == told["posts feed"] == (51, 51)
    assert told["label widget"] == (122, 122)
    assert told["links between posts"] == (29, 29)
    assert told["comment counts of posts"] == (184, 184)


def test_values_equal_the_truth(kept: Kept, corpus: Path) -> None:
    for row in truth(corpus, "post"):
        (post,) = kept.archive.db.query("SELECT * FROM posts WHERE url = ?", [row["url"]])
        (listed,) = kept.archive.db.query("SELECT * FROM post_list WHERE id = ?", [post["id"]])
        shown = (post["published_on"], post["title"], post["n_comments"], listed["author"])
        assert shown == (row["date"], row["title"], row["comments"], row["author"])
        words = " ".join(post["body_text"].split())
        assert " ".join(str(row["must_contain"]).split()) in words
        assert str(row["must_not_contain"]) not in words
        if row["comment_snippet"]:
            assert row["comment_snippet"] not in words
            comments = kept.archive.db.query("SELECT * FROM comments WHERE post = ?", [post["id"]])
            said = " ".join(" ".join(one["body_text"].split()) for one in comments)
            assert " ".join(str(row["comment_snippet"]).split()) in said


def test_labels_come_from_the_feed_and_for_older_posts_from_label_pages(
    kept: Kept, corpus: Path
) -> None:
    for row in truth(corpus, "post"):
        entry = row.get("feed_entry")
        if isinstance(entry, dict):
            assert labels_of(kept, str(row["url"])) == set(entry["labels"])
    bare = kept.archive.db.query("SELECT url FROM post_list WHERE kind = 'post' AND labels IS NULL")
    assert [row["url"] for row in bare] == unlabelled(kept)


def labels_of(kept: Kept, url: str) -> set[str]:
    rows = kept.archive.db.query(
        """SELECT name FROM posts JOIN post_labels ON post = posts.id
        JOIN labels ON labels.id = label WHERE url = ?""",
        [url],
    )
    return {row["name"] for row in rows}


def unlabelled(kept: Kept) -> list[str]:
    """Posts that no saved label page shows and no feed entry labels."""
    pages = list((kept.root / "search" / "label").glob("*.html"))
    shown = " ".join(page.read_text(encoding="utf-8") for page in pages)
    feed = (kept.root / "feeds" / "posts" / "default").read_text(encoding="utf-8")
    posts = kept.archive.db.query("SELECT url FROM post_list WHERE kind = 'post'")
    return [
        row["url"]
        for row in posts
        if urlsplit(row["url"]).path not in shown and row["url"] not in feed
    ]


def test_pictures_that_are_there_are_kept_and_the_others_are_findings(kept: Kept) -> None:
    media = list(kept.archive.db.query("SELECT * FROM media"))
    present = {path.name for path in (kept.root / "images").iterdir()}
    for row in media:
        if row["state"] == "kept":
            name = unquote(urlsplit(row["url"]).path.rpartition("/")[2])
            file = kept.archive.root / row["path"]
            assert file.read_bytes() == (kept.root / "images" / name).read_bytes()
    missing = {row["key"] for row in media if row["state"] == "missing"}
    found = kept.archive.db.query("SELECT subject FROM findings WHERE kind = 'missing-media'")
    assert {row["subject"] for row in found} == missing
    mentioned = {
        unquote(urlsplit(row["shown_url"]).path.rpartition("/")[2])
        for row in kept.archive.db.query("SELECT shown_url FROM media_uses WHERE reading = 'page'")
        if urlsplit(row["shown_url"]).path.startswith("/images/")
    }
    kept_names = {unquote(row["url"].rpartition("/")[2]) for row in media if row["url"]}
    assert mentioned & present <= kept_names
    assert len(kept_names) > 40


def test_no_link_inside_the_mirror_dangles(kept: Kept) -> None:
    mirror = kept.archive.mirror_root
    pages = sorted(mirror.rglob("*.html"))
    assert len(pages) > 90
    for page in pages:
        tree = LexborHTMLParser(page.read_bytes())
        for node in tree.css("a[href], img[src], link[href]"):
            address = node.attributes.get("href") or node.attributes.get("src") or ""
            if urlsplit(address).scheme or address.startswith("#"):
                continue
            place = page.parent / unquote(urlsplit(address).path)
            assert place.is_file(), f"{page.relative_to(mirror)}: {address} leads nowhere"


def test_links_to_archived_posts_lead_into_the_mirror(kept: Kept) -> None:
    """No link of a body that names an archived page still leads out to the live blog."""
    posts = {row["url"] for row in kept.archive.db.query("SELECT url FROM posts")}
    for page in kept.archive.mirror_root.rglob("*.html"):
        tree = LexborHTMLParser(page.read_bytes())
        for node in tree.css("[id^=post-body] a[href], .body a[href], .comment a[href]"):
            href = (node.attributes.get("href") or "").partition("#")[0].partition("?")[0]
            assert href not in posts, f"{page.name} links out to {href}"


def test_reading_it_again_changes_no_row(kept: Kept, clock: Clock) -> None:
    before = list(kept.archive.db.conn.iterdump())
    report = reparse(kept.archive, [kept.report.blog_id], clock.now())
    assert list(kept.archive.db.conn.iterdump()) == before
    assert report.n_captures > 100
    assert report.changes == ()


def test_no_trap_was_asked_for(kept: Kept) -> None:
    for target in kept.blog.asked:
        assert "showComment" not in target
        assert "m=1" not in target.replace("%3D", "=")
