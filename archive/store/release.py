"""Whose database a file is, and of which release: nothing is read or written on a guess."""

from __future__ import annotations

from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from archive.errors import ArchiveError
from archive.store.digests import BROKEN
from archive.store.schema import migrations


class NothingKeptError(ArchiveError):
    """The database is there and has no table."""


def check_maker(db: Database, path: Path) -> None:
    """Check before anything is written to a database: it may be somebody else's.

    :raises ArchiveError: another program made it, or a newer release of this one.
    """
    with suppress(*BROKEN):  # what is damaged is told by what reads it
        _check_maker(db, path)


def check_kept(db: Database, path: Path) -> None:
    """Check that an archive is there to go on with.

    :raises NothingKeptError: it has no table.
    :raises ArchiveError: another program made it, or a newer release of this one.
    """
    with suppress(*BROKEN):
        _check_maker(db, path)
        if not migrations.applied(db):
            raise NothingKeptError(
                f"{path}: is empty; if something was kept in it, restore it from a backup; "
                "else fill it with 'blogarchive crawl URL'"
            )


def check_readable(db: Database, path: Path) -> None:
    """Check that a database has what this release reads.

    :raises ArchiveError: as `check_kept`, or an older release made it.
    """
    check_kept(db, path)
    with suppress(*BROKEN):
        if migrations.pending(db):
            raise ArchiveError(
                f"{path}: is of an older release, or its update was broken off; "
                "'blogarchive render' brings it up to date"
            )


def _check_maker(db: Database, path: Path) -> None:
    applied = {one.name for one in migrations.applied(db)}
    if not applied and set(db.table_names()) - {migrations.migrations_table}:
        raise ArchiveError(
            f"{path}: is the database of another program, which stays as it is; "
            "choose another folder with --archive or [archive] path"
        )
    if applied - _known():
        raise ArchiveError(
            f"{path}: was made by a newer release of blogarchive; install that one to use it"
        )


@cache
def _known() -> frozenset[str]:
    with closing(Database(memory=True)) as nothing:
        return frozenset(one.name for one in migrations.pending(nothing))
