"""The blog as it was on a day: versions, comments and pictures of then, and nothing of later."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from selectolax.lexbor import LexborHTMLParser

from archive.cli import offline
from archive.errors import UsageError
from archive.render.check import Checker
from archive.render.then import render_then
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.run import Outside
from tests.render.world import World, png

OLD = "https://pics.example/old.png"
NEW = "https://pics.example/new.png"


@pytest.fixture
def story(world: World) -> World:
    """Two posts of 2018, one of 2020; in 2019 the first was rewritten, in 2021 it was gone."""
    blog = world.blog(title="Story")
    seen = "2018-06-01T10:00:00Z"
    then = {"first_seen_at": seen, "changed_at": seen}
    first = world.post(
        blog, "/2018/05/first.html", f'<p>Rewritten.</p><img src="{NEW}">', title="First anew",
        text="Rewritten.", published_on="2018-05-01", labels=("late",),
        **then | {"changed_at": "2019-08-01T10:00:00Z"}, version=2, gone_at="2021-01-01T00:00:00Z",
    )  # fmt: skip
    world.picture(first, NEW, png(8, 8))
    with world.archive.transaction() as db:
        db["labels"].insert({"blog": blog, "name": "early"})
        former = {
            "post": first,
            "version": 1,
            "title": "First",
            "digest": "d",
            "labels": '["early"]',
        }
        body = {"body_html": f'<p>As written.</p><img src="{OLD}">', "body_text": "As written."}
        when = {
            "seen_at": seen,
            "replaced_at": "2019-08-01T10:00:00Z",
            "published_on": "2018-05-01",
        }
        url = {"url": "https://seed.blogspot.com/2018/05/first.html"}
        db["post_versions"].insert(former | body | when | url)
    world.picture(first, OLD, png(6, 6))
    with world.archive.transaction() as db:
        (use,) = db.query("SELECT * FROM media_uses WHERE shown_url = ?", [OLD])
        db["version_pictures"].insert(use | {"version": 1})
        db.execute("DELETE FROM media_uses WHERE shown_url = ?", [OLD])
    early = world.comment(first, "Early.", published_on="2018-05-02", first_seen_at=seen)
    world.comment(first, "Late.", published_on="2020-02-02", parent=early)
    world.change(
        "comments", early, version=2, changed_at="2019-09-01T00:00:00Z", body_html="Edited."
    )
    with world.archive.transaction() as db:
        row = {"comment": early, "version": 1, "body_html": "Early.", "body_text": "Early."}
        when = {
            "seen_at": seen,
            "replaced_at": "2019-09-01T00:00:00Z",
            "published_on": "2018-05-02",
        }
        db["comment_versions"].insert(row | when | {"is_deleted": 0, "digest": "d"})
    linking = '<a href="/2018/05/first.html">first</a> <a href="/2020/03/third.html">third</a>'
    world.post(blog, "/2018/06/second.html", linking, title="Second", published_on="2018-06-02")
    world.post(
        blog, "/2020/03/third.html", title="Third", published_on="2020-03-03", labels=("late",)
    )
    world.post(blog, "/p/about.html", title="About", first_seen_at=seen, changed_at=seen)
    return world


def rendered(world: World, folder: Path, day: str) -> Path:
    report = render_then(world.archive, date.fromisoformat(day), folder)
    assert report.faults == ()
    return folder / "mirror/seed.blogspot.com"


def text_of(path: Path) -> str:
    return " ".join((LexborHTMLParser(path.read_text("utf-8")).body.text(separator=" ")).split())


def test_a_post_has_the_words_title_labels_picture_and_comments_of_then(story: World, tmp_path):
    blog = rendered(story, tmp_path / "then", "2019-05-01")
    first = text_of(blog / "2018/05/first.html")
    assert "As of 1 May 2019" in first
    assert "As written." in first
    assert "Rewritten" not in first
    assert "Early." in first
    assert "Late." not in first
    assert "Edited." not in first
    assert "early" in first
    assert "late" not in first.replace("Late", "")
    assert "No longer at its address" not in first
    assert "Changed on" not in first
    page = LexborHTMLParser((blog / "2018/05/first.html").read_text("utf-8"))
    assert page.css_first("h1").text() == "First"
    source = page.css_first(".body img").attributes["src"]
    assert (blog / "2018/05" / source).resolve().read_bytes() == png(6, 6)


def test_lists_and_counts_know_nothing_of_later(story: World, tmp_path):
    blog = rendered(story, tmp_path / "then", "2019-05-01")
    home = text_of(blog / "index.html")
    assert "2 posts" in home
    assert "1 comment" in home
    assert "About" in home
    assert "Third" not in home
    assert "2020" not in home.replace("Archived from", "")
    assert not (blog / "2020").exists()
    assert not (blog / "search/label/late.html").exists()
    assert (blog / "search/label/early.html").is_file()
    second = (blog / "2018/06/second.html").read_text("utf-8")
    assert '<a href="../05/first.html">first</a>' in second
    assert 'href="https://seed.blogspot.com/2020/03/third.html"' in second


def test_what_was_archived_later_is_shown_in_its_earliest_version_and_says_so(story, tmp_path):
    blog = rendered(story, tmp_path / "then", "2018-06-03")
    notice = "First archived on 3 March 2024, after this day. This is the earliest version kept."
    assert notice in text_of(blog / "2018/06/second.html")
    assert notice not in text_of(blog / "2018/05/first.html")


def test_days_after_all_edits_show_them(story: World, tmp_path):
    blog = rendered(story, tmp_path / "then", "2020-12-31")
    first = text_of(blog / "2018/05/first.html")
    assert all(words in first for words in ("Rewritten.", "Edited.", "Late.", "Changed on"))
    assert "No longer at its address" not in first
    versions = text_of(blog / "versions/2018/05/first.html")
    assert "As written." in versions
    later = rendered(story, tmp_path / "later", "2022-01-01")
    assert "No longer at its address" in text_of(later / "2018/05/first.html")


def test_the_folder_stands_alone(story: World, tmp_path):
    blog = rendered(story, tmp_path / "then", "2019-05-01")
    away = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "then", away)
    shutil.rmtree(tmp_path / "then")
    story.archive.close()
    shutil.rmtree(story.root)
    places = sorted(page.relative_to(away).as_posix() for page in away.rglob("*.html"))
    assert list(Checker(away).check(places)) == []
    assert not blog.exists()


def test_the_archive_reads_as_before_afterwards(story: World, tmp_path):
    before = list(story.archive.db.query("SELECT * FROM posts ORDER BY id"))
    rendered(story, tmp_path / "then", "2019-05-01")
    assert list(story.archive.db.query("SELECT * FROM posts ORDER BY id")) == before
    assert not list(story.archive.db.query("SELECT * FROM temp.sqlite_master WHERE type = 'view'"))


def test_the_same_day_may_be_made_again_and_nothing_else_goes_there(story: World, tmp_path):
    rendered(story, tmp_path / "then", "2019-05-01")
    rendered(story, tmp_path / "then", "2019-05-01")
    for folder, day in ((tmp_path / "then", "2018-12-01"), (story.root / "x", "2019-05-01")):
        with pytest.raises(UsageError):
            render_then(story.archive, date.fromisoformat(day), folder)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/diary.txt").write_text("dear")
    with pytest.raises(UsageError, match="holds something else"):
        render_then(story.archive, date(2019, 5, 1), tmp_path / "mine")
    with pytest.raises(UsageError, match="as old as"):
        render_then(story.archive, date(1999, 5, 1), tmp_path / "empty")


def run(*words: str) -> Result:
    return CliRunner().invoke(offline, words, standalone_mode=False)


def test_the_verb(story: World, tmp_path):
    story.archive.close()
    folder = tmp_path / "then"
    call = ("render", "--as-of", "2019-05-01", "--to", str(folder), "--archive", str(story.root))
    done = run(*call)
    assert done.return_value == 0
    assert done.stdout.strip() == str(folder / "mirror/index.html")
    assert not (story.root / "mirror").exists()
    assert isinstance(run(*call[:3], *call[5:]).exception, UsageError)
    later = run(*call[:2], "9999-12-30", *call[3:])
    assert "still to come" in str(later.exception)


def test_a_crawled_blog_before_and_after_its_posts_were_edited(clock: Clock, tmp_path):
    settings = CrawlSection(delay=0.0, connections=2)
    with DemoWorld.start(n_posts=8, editions=("en",)) as world:
        home = world.blogs[0].home_url
        with Archive.open_for_writing(tmp_path / "a") as archive:
            crawl(archive, home, settings, Outside(clock, world.connect_to))
            newest = archive.db.execute("SELECT max(published_on) FROM posts").fetchone()[0]
            report = render_then(archive, date.fromisoformat(newest), tmp_path / "then")
            assert report.faults == ()
            whole = list((tmp_path / "then/mirror").rglob("*/20??/??/[!i]*.html"))
            assert len(whole) >= 8
            middle = archive.db.execute(
                "SELECT published_on FROM posts WHERE kind = 'post' ORDER BY 1 LIMIT 1 OFFSET 3"
            ).fetchone()[0]
            render_then(archive, date.fromisoformat(middle), tmp_path / "half")
    half = list((tmp_path / "half/mirror").rglob("*/20??/??/[!i]*.html"))
    assert len([page for page in half if "versions" not in page.parts]) == 4
    pictures = [path for path in (tmp_path / "half/media").rglob("*") if path.is_file()]
    assert all(path.stat().st_nlink >= 2 for path in pictures)
    for page in half:
        for day in re.findall(r'<time datetime="(\d{4}-\d\d-\d\d)', page.read_text("utf-8")):
            assert day <= middle or page.name != "index.html"
