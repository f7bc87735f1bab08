"""A database that is not this program's, or not of this release: said so, and left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.cli import offline
from archive.errors import ArchiveError
from archive.front import run
from archive.store.connection import DATABASE_NAME, Archive
from tests.small_archive import make_archive


def alter(root: Path, statement: str) -> None:
    root.mkdir(exist_ok=True)
    with closing(sqlite3.connect(root / DATABASE_NAME)) as connection, connection:
        connection.execute(statement)


def test_the_database_of_another_program_is_not_touched(tmp_path: Path) -> None:
    alter(tmp_path, "CREATE TABLE recipes (title)")
    before = (tmp_path / DATABASE_NAME).read_bytes()
    for way in (Archive.open, Archive.open_for_writing):
        with pytest.raises(ArchiveError, match=r"database of another program.*choose another"):
            way(tmp_path)
    assert (tmp_path / DATABASE_NAME).read_bytes() == before
    assert run(offline, ["render", "--archive", str(tmp_path)]) == 3
    assert not (tmp_path / "mirror").exists()


def test_an_archive_of_an_older_release_says_how_it_is_brought_up_to_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_archive(tmp_path)
    alter(tmp_path, "DELETE FROM _sqlite_migrations WHERE name >= '0010'")
    words = ["--archive", str(tmp_path)]
    for verb in ("status", "coverage", "verify"):
        assert run(offline, [verb, *words]) == 3
        assert "'blogarchive render' brings it up to date" in capsys.readouterr().err
    assert run(offline, ["render", *words]) == 0
    assert run(offline, ["status", *words]) == 0
    assert run(offline, ["verify", *words]) == 0


def test_an_archive_of_a_newer_release_is_left_to_that_one(tmp_path: Path) -> None:
    make_archive(tmp_path)
    alter(
        tmp_path,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('blogarchive', '9999-tomorrow', '2099-01-01')",
    )
    for way in (Archive.open, Archive.open_for_writing):
        with pytest.raises(ArchiveError, match="newer release"):
            way(tmp_path)


def test_an_emptied_database_is_damage_and_a_crawl_may_fill_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / DATABASE_NAME).touch()
    words = ["--archive", str(tmp_path)]
    for verb, code in (("status", 3), ("render", 3), ("verify", 4)):
        assert run(offline, [verb, *words]) == code
        assert f"{DATABASE_NAME}: is empty" in capsys.readouterr().err
    assert (tmp_path / DATABASE_NAME).stat().st_size == 0
    Archive.open_for_writing(tmp_path).close()
    assert run(offline, ["status", *words]) == 0
