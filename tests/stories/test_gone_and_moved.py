"""What is deleted, moved or made private at the source: nothing kept is lost, and rows say so."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from itertools import count
from pathlib import Path

import pytest

from archive.render.site import render_mirror
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoBlog
from scraper.endings import crawl_to_its_end
from scraper.report import CrawlReport
from scraper.run import Outside
from tests.real.saved_blog import serve_saved
from tests.stories.test_later_crawls import FEED, HOME, POST, QUICK, contents, tiny_blog
from tests.stories.test_quick_crawls import Kept, kept_blog

MONTH = 31


def gone(kept: Kept, table: str = "posts") -> list[str]:
    query = f"SELECT id FROM {table} WHERE gone_at IS NOT NULL ORDER BY id"
    return [row["id"] for row in kept.rows(query)]


def page_of(kept: Kept, path: str) -> str:
    render_mirror(kept.archive)
    return (kept.archive.mirror_root / kept.blog.host / path.lstrip("/")).read_text()


def test_a_deleted_post_is_gone_once_listing_and_page_both_say_so(
    clock: Clock, tmp_path: Path
) -> None:
    with kept_blog(clock, tmp_path, 20) as kept:
        lost = kept.blog.post(4)
        before = kept.rows("SELECT title, body_html, version FROM posts WHERE id = ?", lost.post_id)
        kept.blog.delete(4)
        quick = kept.crawl()
        assert (quick.n_gone, gone(kept)) == (0, [])  # a quick crawl cannot know
        full = kept.crawl(MONTH)
        (row,) = kept.rows("SELECT * FROM posts WHERE id = ?", lost.post_id)
        evidence = json.loads(row["gone_evidence"])
        (capture,) = kept.rows("SELECT * FROM captures WHERE id = ?", evidence["capture"])
        again = kept.crawl(MONTH)
        asked = kept.pages_asked
        page = page_of(kept, lost.path)
    assert (full.outcome, full.n_gone, full.exit_code) == ("complete", 1, 0)
    assert {name: row[name] for name in before[0]} == before[0]
    assert (evidence["status"], capture["status"], capture["url"]) == (404, 404, lost.url)
    assert evidence["absent_from_listing_of"] == capture["crawl"]
    assert full.findings.get("missing-post") is None
    assert (again.n_gone, asked) == (0, [lost.url])  # is it back?
    assert "it answered 404" in page
    assert lost.title in page


def test_a_post_that_comes_back_is_no_longer_gone_and_the_evidence_stays(
    clock: Clock, tmp_path: Path
) -> None:
    with kept_blog(clock, tmp_path, 12) as kept:
        back = kept.blog.post_id(4)
        kept.blog.delete(4)
        kept.crawl(MONTH)
        assert gone(kept) == [back]
        kept.blog._gone.clear()  # noqa: SLF001 -- the demo has no door for second thoughts
        kept.blog.edit(4)
        kept.crawl()
        (finding,) = kept.rows("SELECT * FROM findings WHERE kind = 'gone'")
        assert gone(kept) == []
    assert finding["closed_at"] is not None
    assert json.loads(finding["other"])["status"] == 404


@pytest.mark.parametrize("broken", ["short feed", "no sitemap"])
def test_a_listing_that_is_cut_short_makes_nothing_gone(
    clock: Clock, tmp_path: Path, broken: str
) -> None:
    """The feed claims more than it gives, and the sitemap is not there: no proof at all."""
    with kept_blog(clock, tmp_path, 12) as kept:
        kept.blog.delete(4)
        with serve_saved(_listing_of(kept.blog, tmp_path, is_lying=broken == "short feed")) as site:
            outside = Outside(kept.clock, site.connect_to)
            settings = CrawlSection(delay=0.0, tries=1, media=False, full_every=0)
            crawl(kept.archive, kept.blog.home_url, settings, outside)
        assert gone(kept) == []


def _listing_of(blog: DemoBlog, tmp_path: Path, *, is_lying: bool) -> Path:
    """The blog, saved as a feed that claims 12 posts (or 11) and holds none, and a home page."""
    site = tmp_path / "listing"
    (site / "feeds" / "posts").mkdir(parents=True)
    total = 12 if is_lying else 0
    feed = FEED.format(entries="").replace("111", blog.blog_id)
    feed = feed.replace("<openSearch:totalResults>2<", f"<openSearch:totalResults>{total}<")
    (site / "feeds" / "posts" / "default").write_text(feed)
    (site / "index.html").write_text(HOME.replace("111", blog.blog_id))
    if not is_lying:
        for k in blog.numbers:  # every page is there: absent from the listing is not enough
            path = site / blog.time.path(k).lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(POST.format(blog=blog.blog_id).replace("700001", blog.post_id(k)))
        lost = site / blog.time.path(4).lstrip("/")
        lost.parent.mkdir(parents=True, exist_ok=True)
        lost.write_text(POST.format(blog=blog.blog_id).replace("700001", blog.post_id(4)))
    return site


def test_a_comment_that_is_taken_away_stays_with_a_mark(clock: Clock, tmp_path: Path) -> None:
    with kept_blog(clock, tmp_path, 20) as kept:
        k = next(k for k in kept.blog.numbers if 3 <= kept.blog.n_comments(k) <= 7)
        lost = kept.blog.comments(k)[1]
        kept.blog.take_comment_away(k, lost.comment_id)
        kept.crawl()
        report = kept.crawl(MONTH)
        (row,) = kept.rows("SELECT * FROM comments WHERE id = ?", lost.comment_id)
        page = page_of(kept, kept.blog.post(k).path)
        assert gone(kept, "comments") == [lost.comment_id]
        assert gone(kept) == []
    assert report.n_gone == 1
    assert json.loads(row["gone_evidence"])["absent_from_thread_of"] is not None
    assert row["body_html"] == lost.body_html
    assert "No longer on the blog." in page


def test_a_removed_comment_keeps_its_words_as_a_version(clock: Clock, tmp_path: Path) -> None:
    with kept_blog(clock, tmp_path, 20) as kept:
        k = next(k for k in kept.blog.numbers if 3 <= kept.blog.n_comments(k) <= 7)
        lost = kept.blog.comments(k)[1]
        kept.blog.remove_comment(k, 1)
        kept.crawl(MONTH)
        (row,) = kept.rows("SELECT * FROM comments WHERE id = ?", lost.comment_id)
        (former,) = kept.rows("SELECT * FROM comment_versions WHERE comment = ?", lost.comment_id)
    assert row["is_deleted"]
    assert former["body_html"] == lost.body_html


def test_a_post_that_moved_is_the_same_post_and_old_links_lead_to_it(
    clock: Clock, tmp_path: Path
) -> None:
    with kept_blog(clock, tmp_path, 20) as kept:
        moved = kept.blog.post(4)
        kept.blog.edit(7, body_html=f"<p>See <a href='{moved.url}'>that</a>.</p>")
        kept.blog.move(4, "/2016/01/elsewhere.html")
        kept.crawl()
        everything = kept.crawl(MONTH, is_full=True)
        rows = kept.rows("SELECT id, url, gone_at FROM posts WHERE id = ?", moved.post_id)
        addresses = kept.rows("SELECT path FROM post_addresses WHERE post = ?", moved.post_id)
        n_posts = len(kept.rows("SELECT 1 FROM posts WHERE kind = 'post'"))
        old = page_of(kept, moved.path)
        new = page_of(kept, "/2016/01/elsewhere.html")
        linking = page_of(kept, kept.blog.post(7).path)
    there = f"{kept.blog.home_url}/2016/01/elsewhere.html"
    assert rows == [{"id": moved.post_id, "url": there, "gone_at": None}]
    assert {row["path"] for row in addresses} == {moved.path, "/2016/01/elsewhere.html"}
    assert n_posts == 20
    assert "missing-post" not in everything.findings  # the old address answers 404, as it should
    assert '/elsewhere.html"' in old
    assert "moved to another address" in old
    assert "<script" not in old
    assert "Moved: its address was" in new
    assert moved.path in new
    assert "elsewhere.html" in linking


NAMELESS = POST.replace("<a name='700001'></a>", "").replace(" id='post-body-700001'", "")
ITS_COMMENT = """<div class='comments' id='comments'>
<h4>1 comment:</h4><div class='comments-content'>
<div id='comment-holder'><div class="comment-thread toplevel-thread"><ol id="top-ra">
<li class="comment" id="c900001"><div class="comment-block"><div class="comment-header">
<cite class="user">Nila</cite><span class="datetime secondary-text"><a rel="nofollow"
 href="http://tiny.example/2020/01/day-1.html?showComment=1505059956197#c900001">Today</a></span>
</div><p class="comment-content">So it was.</p></div></li></ol></div></div></div></div>"""


def test_a_post_without_an_id_becomes_the_post_that_the_feed_names(
    clock: Clock, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    page = NAMELESS.format(blog="111").replace(
        "</div></div></div>", f"</div></div>{ITS_COMMENT}</div>"
    )
    tiny_blog(site, **{"2020__01__day-1.html": page})
    feed = site / "feeds" / "posts" / "default"
    told = feed.read_text()
    feed.unlink()
    shown = "<h3 class='post-title entry-title'><a href='/2020/01/day-1.html'>Day 1</a></h3>"
    home = HOME.replace("</div>", f"<div class='post hentry'>{shown}</div></div>", 1)
    (site / "index.html").write_text(home)
    with serve_saved(site) as blog, Archive.open_for_writing(tmp_path / "a") as archive:
        crawl(archive, "http://tiny.example/", QUICK, Outside(clock, blog.connect_to))
        first = archive.db.execute("SELECT id FROM posts").fetchall()
        n_comments = archive.db.table("comments").count
        feed.write_text(told)
        settings = CrawlSection(delay=0.0, tries=1, full_every=0)
        crawl(archive, "http://tiny.example/", settings, Outside(clock, blog.connect_to))
        ids = {row["id"] for row in archive.db.query("SELECT id FROM posts")}
        comments = archive.db.execute("SELECT DISTINCT post FROM comments").fetchall()
        broken = archive.db.execute("PRAGMA foreign_key_check").fetchall()
        indexed = archive.db.execute("SELECT post FROM entry_rows WHERE comment IS NULL").fetchall()
    assert first == [("path:/2020/01/day-1.html",)]
    assert ids == {"700001", "700002"}
    assert comments == ([("700001",)] if n_comments else [])
    assert n_comments == 1
    assert broken == []
    assert sorted(indexed) == [("700001",), ("700002",)]


# -- the whole blog ------------------------------------------------------------------------------

NEW_OWNER = HOME.replace("111", "999")


def parked(_path: Path) -> str:
    return "<html><body><h1>This domain is for sale.</h1></body></html>"


def lose(site: Path, index: str | None, feed: str | None) -> None:
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_file():
            path.unlink()
    if index is not None:
        (site / "index.html").write_text(index)
    if feed is not None:
        (site / "feeds" / "posts" / "default").write_text(feed)


FOREIGN_FEED = FEED.format(entries="").replace("111", "999")
FATES: dict[str, tuple[Callable[[Path], None], str]] = {
    "deleted": (lambda site: lose(site, None, None), "404"),
    "parked": (lambda site: lose(site, parked(site), parked(site)), "no Blogger blog there"),
    "taken over": (lambda site: lose(site, NEW_OWNER, FOREIGN_FEED), "another blog"),
}


def nothing_but_bookkeeping(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    found = contents(archive)
    found.pop("captures")
    found["blogs"] = archive.db.execute("SELECT * FROM blogs").fetchall()
    found["targets"] = archive.db.execute(
        "SELECT kind, key, state FROM targets WHERE kind NOT LIKE '%-changed'"
    ).fetchall()
    return found


def check_lost(archive: Archive, report: CrawlReport, reason: str) -> None:
    (run,) = archive.db.query("SELECT * FROM crawls ORDER BY id DESC LIMIT 1")
    assert (report.outcome, report.exit_code) == ("unreachable", 5)
    assert reason in report.reason
    assert "what is kept of it stays as it is" in report.reason
    assert run["outcome"] == "unreachable"
    assert json.loads(run["report"])["reason"] == asdict(report)["reason"]


@pytest.mark.parametrize("fate", list(FATES))
@pytest.mark.parametrize("full_every", [0, 30])
def test_a_blog_that_is_lost_changes_nothing_that_is_kept(
    clock: Clock, tmp_path: Path, fate: str, full_every: int
) -> None:
    site = tiny_blog(tmp_path / "site")
    settings = CrawlSection(delay=0.0, tries=1, full_every=full_every)
    change, reason = FATES[fate]
    with serve_saved(site) as blog, Archive.open_for_writing(tmp_path / "a") as archive:
        outside = Outside(clock, blog.connect_to)
        crawl(archive, "http://tiny.example/", settings, outside)
        before = nothing_but_bookkeeping(archive)
        change(site)
        check_lost(
            archive,
            crawl_to_its_end(archive, "http://tiny.example/", settings, outside).report,
            reason,
        )
        assert nothing_but_bookkeeping(archive) == before


def test_a_private_blog_and_a_dead_network_change_nothing_either(
    clock: Clock, tmp_path: Path
) -> None:
    site, login = tiny_blog(tmp_path / "site"), tmp_path / "login"
    login.mkdir()
    (login / "ServiceLogin.html").write_text(
        "<html><body><form action='https://accounts.google.com/signin'></form></body></html>"
    )
    with Archive.open_for_writing(tmp_path / "a") as archive:
        with serve_saved(site) as blog:
            crawl(archive, "http://tiny.example/", QUICK, Outside(clock, blog.connect_to))
        before = nothing_but_bookkeeping(archive)
        away = {"tiny.example": "http://accounts.google.com/ServiceLogin"}
        with serve_saved(login, away) as blog:
            outside = Outside(clock, blog.connect_to)
            private = crawl_to_its_end(archive, "http://tiny.example/", QUICK, outside).report
        check_lost(archive, private, "the blog is private")
        nowhere = Outside(clock, {"tiny.example": "127.0.0.1:9"})
        lost = crawl_to_its_end(archive, "http://tiny.example/", QUICK, nowhere).report
        check_lost(archive, lost, "tiny.example")
        assert nothing_but_bookkeeping(archive) == before


@pytest.mark.slow
def test_a_quick_crawl_of_a_lost_demo_blog_asks_the_home_page_before_it_says_so(
    clock: Clock, tmp_path: Path
) -> None:
    with kept_blog(clock, tmp_path, 12) as kept:
        home_url = kept.blog.home_url
        before = nothing_but_bookkeeping(kept.archive)
        nothing = tmp_path / "nothing"
        nothing.mkdir()
        with serve_saved(nothing) as site:
            outside = Outside(kept.clock, site.connect_to)
            report = crawl_to_its_end(kept.archive, home_url, kept.settings, outside).report
        check_lost(kept.archive, report, "404 (gone)")
        assert nothing_but_bookkeeping(kept.archive) == before
        assert not kept.crawl().is_full  # it is back the next day, and nothing was forgotten
    assert report.requests == {"home": 1, "unproven": 1}


@pytest.mark.slow
def test_a_blog_edited_and_deleted_during_the_crawl_ends_well(clock: Clock, tmp_path: Path) -> None:
    """Somebody works on the blog all the while; what is left at the end is found by the next."""
    with kept_blog(clock, tmp_path, 40) as kept:
        turns = count()

        def work(_: int) -> None:
            turn = next(turns)
            kept.blog.edit(turn % 2, body_html=f"<p>Turn {turn}.</p>")
            if turn < 10:
                kept.blog.delete(20 + turn)
                kept.blog.publish(f"New {turn}", "<p>New.</p>")

        kept.world.before_each(work)
        during = [kept.crawl(MONTH), kept.crawl(1, is_full=True)]
        kept.world.before_each(lambda _: None)
        kept.crawl(MONTH)
        after = kept.crawl(MONTH)
        ids = {kept.blog.post_id(k) for k in kept.blog.numbers}
        here = {row["id"] for row in kept.rows("SELECT id FROM posts WHERE kind = 'post'")}
        n_gone = len(gone(kept))
        words = {
            row["id"]: row["body_text"] for row in kept.rows("SELECT id, body_text FROM posts")
        }
        last = {kept.blog.post_id(k): kept.blog.post(k).body_html for k in range(2)}
    assert all(report.outcome in ("complete", "partial") for report in during)
    assert after.outcome == "complete"
    assert ids <= here
    assert n_gone == len(here) - len(ids) == 10
    assert all(words[one] in html for one, html in last.items())
