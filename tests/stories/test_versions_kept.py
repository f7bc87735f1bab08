"""A blog's life: every version is kept, churn makes none, and no row is ever taken away."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from sqlite_utils import Database

from archive.cli import offline
from archive.errors import NetworkError
from archive.front import run
from archive.render.site import render_mirror
from archive.store.connection import DATABASE_NAME, Archive
from archive.store.tables import KEPT
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.demo.blog import DemoBlog
from scraper.reparse import reparse
from scraper.report import CrawlReport
from scraper.run import Outside

QUICK = CrawlSection(delay=0.0, connections=2, tries=1)


def later(clock: Clock, days: int) -> Clock:
    return Clock(lambda: clock.now() + timedelta(days=days), clock.monotonic, clock.sleep)


def crawl_on(archive: Archive, world: DemoWorld, clock: Clock, day: int) -> CrawlReport:
    outside = Outside(later(clock, day), world.connect_to)
    return crawl(archive, world.blogs[0].home_url, QUICK, outside)


def ask_everything_again(archive: Archive) -> None:
    with archive.transaction() as db:
        db.execute("UPDATE targets SET state = 'pending', etag = NULL, last_modified = NULL")


def wear(blog: DemoBlog, theme: str) -> None:
    blog.facts = replace(blog.facts, theme=theme, template="Notable")  # type: ignore[arg-type] # a name


def kept_rows(archive: Archive) -> dict[str, set[tuple[object, ...]]]:
    """The primary keys of every kept table."""
    keys = {}
    for table in KEPT:
        names = ", ".join(archive.db.table(table).pks)
        keys[table] = set(archive.db.execute(f"SELECT {names} FROM {table}"))
    return keys


@pytest.fixture(scope="module")
def edited(
    clock: Clock, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Archive, DemoBlog]]:
    """A blog of 12 posts: one edited twice, a comment edited away, pictures exchanged."""
    with (
        DemoWorld.start(n_posts=12, editions=("bn",)) as world,
        Archive.open_for_writing(tmp_path_factory.mktemp("edited") / "a") as archive,
    ):
        blog = world.blogs[0]
        body = blog.post(5).body_html
        crawl_on(archive, world, clock, 0)
        blog.edit(5, title="সেতুর কথা", body_html=body.replace("smriti", "other") + "<p>শেষ কথা।</p>")
        blog.add_comment(4, "I was there.", name="Wilf")
        assert crawl_on(archive, world, clock, 1).n_changed == 1
        blog.edit(5, body_html=body + '<p>শেষ কথাটা, <a href="http://a.example/">দেখুন</a>।</p>')
        blog.remove_comment(4, len(blog.comments(4)) - 1)
        assert crawl_on(archive, world, clock, 2).n_changed == 2
        yield archive, blog


def test_every_version_says_what_changed_and_when(edited: tuple[Archive, DemoBlog]) -> None:
    archive, blog = edited
    posts = list(
        archive.db.query("SELECT * FROM post_history WHERE n_versions > 1 ORDER BY number")
    )
    assert [row["number"] for row in posts] == [1, 2, 3]
    assert [row["post_id"] for row in posts] == [blog.post_id(5)] * 3
    assert posts[0]["changed"] is None
    assert set(posts[1]["changed"].split(", ")) == {"title", "body", "pictures", "links"}
    assert "title" not in posts[2]["changed"]
    assert (posts[1]["n_words_added"], posts[1]["n_words_removed"]) == (2, 0)
    assert [row["replaced_at"] for row in posts] == [*(row["seen_at"] for row in posts[1:]), None]
    assert len({row["page_capture"] for row in posts}) == 3
    comments = list(archive.db.query("SELECT * FROM comment_history WHERE n_versions > 1"))
    assert [(row["number"], row["author"]) for row in comments] == [(2, "Wilf"), (1, "Wilf")]
    assert comments[1]["body_text"] == "I was there."
    assert comments[1]["capture"] != comments[0]["capture"]
    assert "is_deleted" in comments[0]["changed"]


def test_a_difference_is_read_in_the_terminal_and_by_programs(
    edited: tuple[Archive, DemoBlog], capsys: pytest.CaptureFixture[str]
) -> None:
    archive, blog = edited
    folder = ["--archive", str(archive.root)]

    def typed(*words: str) -> tuple[int, str, str]:
        code = run(offline, ["diff", *words, *folder])
        return code, *capsys.readouterr()

    post = blog.post_id(5)
    code, out, err = typed(post)
    assert (code, "শেষ [-কথা-]{+কথাটা, দেখুন+}।" in out) == (0, True)
    assert "links: {+http://a.example/+}" in out
    (comment,) = (
        row["id"] for row in archive.db.query("SELECT id FROM comments WHERE version > 1")
    )
    assert typed(blog.post_id(4))[2] == f"a comment on it changed too: blogarchive diff {comment}\n"
    assert "[-I was there.-]" in typed(comment)[1]
    assert typed(f"{blog.post(4).url}#c{comment}")[1] == typed(comment)[1]
    first = typed(post, "--from", "1", "--to", "2", "--json")[1]
    told = json.loads(first)
    assert (told["id"], told["from"], told["to"]) == (post, 1, 2)
    assert told["difference"]["title"][-1] == ["new", "সেতুর কথা"]
    assert len(told["versions"]) == 3
    assert typed(blog.post(5).url + "?m=1", "--from", "1", "--to", "2", "--json")[1] == first
    render_mirror(archive)
    pages = archive.root.glob("mirror/*/versions/**/*.html")
    (place,) = (path for path in pages if "সেতুর" in path.read_text("utf-8"))
    assert typed(str(place), "--from", "1", "--to", "2", "--json")[1] == first
    assert "one version only" in typed(blog.post_id(7))[1]
    code, _, err = typed(post, "--to", "9")
    assert (code, err) == (2, f"error: {post}: no version 9 is kept; choose among 1, 2, 3\n")
    code, _, err = typed("http://nowhere.example/")
    assert (code, "is no post or comment of this archive" in err) == (2, True)


def test_the_mirror_shows_every_version_and_its_pictures(edited: tuple[Archive, DemoBlog]) -> None:
    archive, blog = edited
    report = render_mirror(archive)
    assert render_mirror(archive).n_written == 0
    (folder,) = archive.root.glob("mirror/*.example")
    post = folder / blog.post(5).url.split("/", 3)[3]
    (notice,) = LexborHTMLParser(post.read_text("utf-8")).css("p.notice a")
    assert notice.text().endswith(", 3 versions")
    page = post.parent / str(notice.attributes["href"])
    tree = LexborHTMLParser(page.read_text("utf-8"))
    assert [node.id for node in tree.css(".versions > li")] == ["v3", "v2", "v1"]
    assert [node.text() for node in tree.css("#v3 .difference del")][-1] == "কথা"
    shown = {str(node.attributes["src"]) for node in tree.css("article img")}
    assert shown
    assert all((page.parent / source).is_file() for source in shown)
    assert tree.css("script, [style]") == []
    others = list(folder.glob("versions/**/*.html"))
    assert len(others) == 2, "the post, and the one whose comment changed"
    (changed,) = [one for one in others if one.resolve() != page.resolve()]
    text = LexborHTMLParser(changed.read_text("utf-8"))
    assert next(node.text() for node in text.css("#comments del")) == "I was there."
    assert report.n_pages == len(list(archive.root.glob("mirror/**/*.html")))


def _edits(_archive: Archive, blog: DemoBlog, _clock: Clock) -> None:
    blog.edit(5, title="The crane", body_html="<p>They took it away.</p>")
    blog.delete(3)
    blog.remove_comment(4, 0)
    blog.publish("One more", "<p>New words.</p>", labels=("night",))


def _dresses(archive: Archive, blog: DemoBlog, _clock: Clock) -> None:
    wear(blog, "v1")
    ask_everything_again(archive)


def _reads_again(archive: Archive, blog: DemoBlog, clock: Clock) -> None:
    reparse(archive, [blog.blog_id], later(clock, 90).now())


def test_no_crawl_takes_a_row_away(clock: Clock, tmp_path: Path) -> None:
    """Edits, deletions, another theme, a second reading, and in the end no blog at all."""
    with Archive.open_for_writing(tmp_path / "a") as archive:
        with DemoWorld.start(n_posts=10, editions=("en",)) as world:
            blog = world.blogs[0]
            crawl_on(archive, world, clock, 0)
            for day, happens in enumerate((_edits, _dresses, _reads_again), start=1):
                before = kept_rows(archive)
                happens(archive, blog, clock)
                crawl_on(archive, world, clock, day)
                after = kept_rows(archive)
                assert [table for table in KEPT if before[table] - after[table]] == []
            home, mapped = blog.home_url, world.connect_to
        before = kept_rows(archive)
        with pytest.raises(NetworkError):
            crawl(archive, home, QUICK, Outside(later(clock, 99), mapped))
        after = kept_rows(archive)
        assert all(before[table] <= after[table] for table in KEPT)
        assert before["posts"]


def test_another_theme_and_an_older_rule_begin_no_version(clock: Clock, tmp_path: Path) -> None:
    with (
        DemoWorld.start(n_posts=10, editions=("en",)) as world,
        Archive.open_for_writing(tmp_path / "a") as archive,
    ):
        blog = world.blogs[0]
        crawl_on(archive, world, clock, 0)
        with archive.transaction() as db:
            db.execute("UPDATE posts SET digest = 'a', feed_digest = 'b', page_digest = 'c'")
            db.execute("UPDATE comments SET digest = 'd'")
        wear(blog, "v1")
        ask_everything_again(archive)
        world.forget()
        assert crawl_on(archive, world, clock, 1).n_changed == 0
        assert world.counts["post"] >= 10
        with archive.transaction() as db:
            db.execute("UPDATE posts SET digest = 'a', feed_digest = 'b', page_digest = 'c'")
        blog.edit(5, body_html="<p>They took it away.</p>")
        assert crawl_on(archive, world, clock, 2).n_changed == 1
        (version,) = archive.db.query("SELECT * FROM post_versions")
        assert version["post"] == blog.post_id(5)


@pytest.mark.parametrize("table", KEPT)
def test_a_row_is_taken_away_by_no_tool(edited: tuple[Archive, DemoBlog], table: str) -> None:
    archive, _ = edited
    assert archive.db.table(table).count, "nothing there to take away"
    path = archive.root / DATABASE_NAME
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="an archive never shrinks"):
            Database(connection).table(table).delete_where("1")
        with pytest.raises(sqlite3.IntegrityError, match="an archive never shrinks"):
            connection.execute(f"DELETE FROM {table}")
    if archive.db.table(table).pks == ["rowid"]:
        return  # nothing is unique in it, so nothing can be replaced
    with pytest.raises(sqlite3.IntegrityError, match="an archive never shrinks"):
        archive.db.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


def test_a_kept_post_is_replaced_by_no_other_tool(edited: tuple[Archive, DemoBlog]) -> None:
    archive, _ = edited
    with closing(sqlite3.connect(archive.root / DATABASE_NAME, isolation_level=None)) as connection:
        for table in ("posts", "post_versions", "comments", "comment_versions", "captures"):
            row = next(iter(Database(connection).query(f"SELECT * FROM {table}")))
            with pytest.raises(sqlite3.IntegrityError, match="nothing kept is replaced"):
                Database(connection).table(table).insert(row, replace=True)
