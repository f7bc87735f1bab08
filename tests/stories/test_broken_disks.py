"""What the disk refuses ends a run with 3 and a sentence; what was kept, and its report, stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from archive.errors import ArchiveError
from archive.front import run
from archive.store.connection import Archive
from scraper.cli import cli
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.run import Outside
from tests.crash.stage import one_port
from tests.same_rows import contents

ONE_BY_ONE = CrawlSection(delay=0.0, tries=1, connections=1, media_connections=1)


@pytest.fixture
def sea(tmp_path: Path) -> Iterator[DemoWorld]:
    """A small blog with pictures; the story happens in a folder of its own."""
    with chdir(tmp_path), one_port("en", 6) as world:
        Path("config.toml").write_text('[archive]\npath = "kept"\n[crawl]\ndelay = 0.0\n', "utf-8")
        Path("kept").mkdir()
        yield world


def test_a_transaction_that_fails_in_its_last_step_is_undone_and_told(tmp_path: Path) -> None:
    with Archive.open_for_writing(tmp_path) as archive:
        with pytest.raises(ArchiveError, match=r"archive\.db: cannot be .* it goes on"):
            _break_a_promise(archive)
        assert archive.db.table("labels").count == 0
        with archive.transaction() as db:
            db.execute("INSERT INTO authors (key, name) VALUES ('name:Nila', 'Nila')")
        assert archive.db.table("authors").count == 1


def _break_a_promise(archive: Archive) -> None:
    with archive.transaction() as db:
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("INSERT INTO labels (blog, name) VALUES ('nobody', 'x')")


@pytest.mark.slow
def test_pictures_that_cannot_be_written_end_the_command_and_posts_stay(
    sea: DemoWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("kept/media").write_text("in the way", "utf-8")
    home = sea.blogs[0].home_url
    assert run(cli, ["crawl", "--json", home, "http://127.0.0.1:9/"]) == 3
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert (report["outcome"], report["exit_code"], report["n_posts"]) == ("interrupted", 3, 6)
    assert "cannot be written" in report["reason"]
    assert "it goes on" in printed.err
    assert "127.0.0.1:9" not in printed.err, "no other blog is begun"
    assert "the mirror is as it was" in printed.err
    Path("kept/media").unlink()
    assert run(cli, ["crawl", home]) == 0
    assert "complete" in capsys.readouterr().out


def test_a_mirror_that_cannot_be_written_takes_nothing_from_the_report(
    sea: DemoWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("kept/mirror").write_text("in the way", "utf-8")
    assert run(cli, ["crawl", "--json", sea.blogs[0].home_url]) == 3
    printed = capsys.readouterr()
    assert json.loads(printed.out)["outcome"] == "complete"
    assert "then run 'blogarchive render'" in printed.err


@pytest.mark.slow
def test_a_picture_had_smaller_since_the_larger_gave_no_answer_is_asked_for_again(
    sea: DemoWorld, clock: Clock, tmp_path: Path
) -> None:
    home, outside = sea.blogs[0].home_url, Outside(clock)
    with Archive.open_for_writing(tmp_path / "whole") as archive:
        crawl(archive, home, ONE_BY_ONE, outside)
        expected = contents(archive)["media"]
    nth = next(n for n, url in enumerate(sea.log, start=1) if "/s1600/" in url)
    sea.forget()

    def fail(number: int) -> None:
        if number == nth:
            sea.before_each(lambda _: None)
            raise ConnectionResetError

    sea.before_each(fail)
    with Archive.open_for_writing(tmp_path / "a") as archive:
        crawl(archive, home, ONE_BY_ONE, outside)
        smaller = contents(archive)["media"]
        findings = archive.db.execute("SELECT kind FROM findings").fetchall()
        assert ("smaller-picture",) in findings
        assert len([row for row in smaller if row not in expected]) == 1
        crawl(archive, home, ONE_BY_ONE, outside)
        assert contents(archive)["media"] == expected
        left = "SELECT * FROM findings WHERE kind = 'smaller-picture' AND closed_at IS NULL"
        assert archive.db.execute(left).fetchall() == []
