"""Damage: every kind is found and named, and what the blog still has is fetched again."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cli import offline
from archive.errors import DamageError
from archive.front import run
from archive.store.connection import Archive
from archive.verbs.verify import opened
from archive.verify import Extent, VerifyReport, verify
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.repair import repair
from scraper.run import Outside

QUICK = CrawlSection(delay=0.0, connections=2, tries=2)
NOW = datetime(2026, 1, 2, tzinfo=UTC)
EVERYTHING = "SELECT * FROM {} ORDER BY 1, 2"
KEPT = ("posts", "comments", "captures", "post_labels", "links", "authors", "media", "templates")


@pytest.fixture(scope="module")
def world() -> Iterator[DemoWorld]:
    with DemoWorld.start(n_posts=12, editions=("bn",)) as started:
        yield started


@pytest.fixture(scope="module")
def sound(clock: Clock, world: DemoWorld, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in which nothing is damaged, with all of it in one file."""
    folder = tmp_path_factory.mktemp("sound") / "archive"
    with Archive.open_for_writing(folder) as archive:
        crawl(archive, world.blogs[0].home_url, QUICK, Outside(clock, world.connect_to))
        archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "archive"))


def verified(folder: Path, extent: Extent | None = None) -> VerifyReport:
    with opened(folder) as archive:
        return verify(archive, extent or Extent())


def subjects(report: VerifyReport) -> list[str]:
    return [f"{damage.kind} {damage.subject}" for damage in report.damages]


def written(folder: Path, sql: str) -> None:
    """Change the file behind the program's back."""
    with closing(sqlite3.connect(folder / "archive.db")) as db, db:
        db.execute(sql)


def pictures(folder: Path) -> list[Path]:
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        kept = db.execute("SELECT path FROM media WHERE state = 'kept' ORDER BY path").fetchall()
    return [folder / path for (path,) in kept]


def test_a_sound_archive_is_told_so(folder: Path) -> None:
    report = verified(folder)
    assert report.damages == ()
    assert report.n_rows > 300
    assert report.n_captures > 12
    files = [path for path in (folder / "media").rglob("*.*") if path.is_file()]
    assert report.n_files == len(files)
    assert verified(folder, Extent(is_quick=True)).exit_code == 0


def test_every_kind_of_damage_is_named(folder: Path) -> None:
    first, second, third = pictures(folder)[:3]
    first.write_bytes(b"x" + first.read_bytes()[1:])
    second.write_bytes(second.read_bytes()[:-1])
    third.unlink()
    for sql in (
        "UPDATE posts SET body_text = body_text || ' ' WHERE rowid = 3",
        "UPDATE captures SET body = substr(body, 1, 40) WHERE id = 5",
        "UPDATE captures SET url = url || '?' WHERE id = 6",
        "UPDATE templates SET body = x'00'",
        "UPDATE comments SET parent = 'nobody' WHERE rowid = 1",
        "DELETE FROM post_labels WHERE rowid = 1",
        "INSERT INTO labels (blog, name) SELECT id, 'slipped in' FROM blogs",
    ):
        with closing(sqlite3.connect(folder / "archive.db")) as db, db:
            db.execute(sql)
    report = verified(folder)
    found = subjects(report)
    assert report.exit_code == 4
    named = [str(path.relative_to(folder)) for path in (first, second, third)]
    assert sorted(one for one in found if one.startswith("media ")) == [f"media {n}" for n in named]
    problems = {damage.subject: damage.problem for damage in report.damages}
    assert problems[named[0]] == "does not match its digest"
    assert "were kept" in problems[named[1]]
    assert problems[named[2]] == "is not there"
    assert "capture capture 5" in found
    assert "row captures 6" in found
    assert "template template 1" in found
    assert "the other copy serves" in problems["template 1"]
    assert any(one.startswith("row posts ") for one in found)
    assert any(one.startswith("row comments ") for one in found)
    assert any("names a row of comments" in damage.problem for damage in report.damages)
    assert any(one.startswith("row post_labels ") for one in found)
    assert [d.problem for d in report.damages if d.subject.startswith("labels ")] == [
        "was not written by this program"
    ]


def test_a_quick_check_sees_a_picture_that_is_gone_but_reads_none(folder: Path) -> None:
    first, second = pictures(folder)[:2]
    first.unlink()
    second.write_bytes(b"x" + second.read_bytes()[1:])
    report = verified(folder, Extent(is_quick=True))
    assert subjects(report) == [f"media {first.relative_to(folder)}"]


def test_a_share_drawn_each_day_comes_round_to_everything(folder: Path) -> None:
    damaged = pictures(folder)[0]
    damaged.write_bytes(b"x" + damaged.read_bytes()[1:])
    found = [
        verified(folder, Extent(percent=20, day=date.fromordinal(738_000 + day))).damages
        for day in range(40)
    ]
    n_days = sum(bool(each) for each in found)
    assert 0 < n_days < 30
    again = verified(folder, Extent(percent=20, day=date.fromordinal(738_000))).damages
    assert again == found[0]


def test_an_index_of_words_that_says_something_else_is_found(folder: Path) -> None:
    written(folder, "UPDATE entry_words_content SET c0 = 'otherwise' WHERE id = 1")
    assert "index entry_words" in subjects(verified(folder))


def all_rows(folder: Path) -> dict[str, list[tuple[object, ...]]] | None:
    """What the archive holds, read as bytes; None where it cannot be read."""
    try:
        with closing(sqlite3.connect(folder / "archive.db")) as db:
            db.text_factory = bytes
            return {name: db.execute(EVERYTHING.format(name)).fetchall() for name in KEPT}
    except sqlite3.DatabaseError:
        return None


def test_flipped_bits_are_found_or_changed_nothing(sound: Path, tmp_path: Path) -> None:
    """Whatever bit of the file flips, either it is told, or every kept row is what it was."""
    chance = random.Random(7)
    whole = (sound / "archive.db").read_bytes()
    before = all_rows(sound)
    folder = tmp_path / "flipped"
    shutil.copytree(sound, folder)
    n_found = 0
    for _ in range(60):
        bits = bytearray(whole)
        bits[chance.randrange(len(bits))] ^= 1 << chance.randrange(8)
        (folder / "archive.db").write_bytes(bits)
        try:
            is_found = bool(verified(folder).damages)
        except DamageError:
            is_found = True
        assert is_found or all_rows(folder) == before
        n_found += is_found
    assert n_found > 20


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_database_cut_short_is_told(folder: Path, share: float) -> None:
    path = folder / "archive.db"
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert run(offline, ["verify", "--archive", str(folder)]) == DamageError.exit_code


def test_every_flipped_bit_of_a_picture_is_found(folder: Path) -> None:
    chance = random.Random(11)
    for path in pictures(folder)[:8]:
        whole = path.read_bytes()
        bits = bytearray(whole)
        bits[chance.randrange(len(bits))] ^= 1 << chance.randrange(8)
        path.write_bytes(bits)
        assert subjects(verified(folder)) == [f"media {path.relative_to(folder)}"]
        path.write_bytes(whole)


def test_repair_brings_back_what_the_blog_still_has(
    folder: Path, clock: Clock, world: DemoWorld
) -> None:
    before = all_rows(folder)
    assert before is not None
    first, second = pictures(folder)[:2]
    first.write_bytes(b"x" + first.read_bytes()[1:])
    second.unlink()
    for sql in (
        "UPDATE posts SET title = 'scribbled' WHERE rowid = 3",
        "UPDATE captures SET body = x'00' WHERE url LIKE '%/2020/12/%' AND kind = 'post'",
        "UPDATE templates SET body_copy = x'00'",
        "UPDATE entry_words_content SET c0 = 'otherwise' WHERE id = 1",
    ):
        written(folder, sql)
    report = verified(folder)
    with Archive.open_for_writing(folder) as archive:
        outside = Outside(clock, world.connect_to)
        done = repair(archive, report, lambda url: crawl(archive, url, QUICK, outside), NOW)
        left = verify(archive, Extent())
        titles = archive.db.execute("SELECT title FROM posts ORDER BY rowid").fetchall()
    assert (done.n_files, done.n_captures, done.n_templates) == (2, 1, 1)
    assert left.damages == ()
    assert ("scribbled",) not in titles
    after = all_rows(folder)
    assert after is not None
    assert len(after["captures"]) > len(before["captures"])
    assert {row[0] for row in before["posts"]} == {row[0] for row in after["posts"]}


def test_what_the_blog_no_longer_has_is_left_as_it_is(folder: Path) -> None:
    path = pictures(folder)[0]
    damaged = b"x" + path.read_bytes()[1:]
    path.write_bytes(damaged)
    report = verified(folder)
    with Archive.open_for_writing(folder) as archive:
        done = repair(archive, report, lambda _: None, NOW)  # nothing answers any more
        left = verify(archive, Extent())
    assert done.n_files == 0
    assert path.read_bytes() == damaged
    assert subjects(left) == [f"media {path.relative_to(folder)}"]


def test_the_command_line_names_the_damage_and_exits_with_4(folder: Path) -> None:
    def asked(*arguments: str) -> tuple[int, str]:
        found = CliRunner().invoke(
            offline, ["verify", "--archive", str(folder), *arguments], standalone_mode=False
        )
        assert found.exception is None, found.exception
        return found.return_value, found.output

    assert asked() == (0, asked()[1])
    assert "all as they were kept" in asked()[1]
    path = pictures(folder)[0]
    path.unlink()
    code, output = asked()
    assert code == 4
    assert f"{path.relative_to(folder)}: is not there" in output
    code, output = asked("--json", "--subset", "5%")
    told = json.loads(output)
    assert code == told["exit_code"] == 4
    assert told["damages"][0]["kind"] == "media"
