"""Read rows of an archive, with the database's errors in our own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from archive.errors import ArchiveError, DamageError
from archive.store.connection import DATABASE_NAME, Archive


def rows(
    archive: Archive, sql: str, values: Mapping[str, object] | None = None
) -> list[dict[str, Any]]:
    """Answer a SELECT with named values as one dict per row.

    :raises DamageError: the database does not hold together.
    :raises ArchiveError: it cannot be read, or another version of blogarchive made it.
    """
    with _told_apart(archive):
        cursor = archive.db.execute(sql, dict(values or {}))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def each_row(archive: Archive, sql: str, values: Mapping[str, object]) -> Iterator[tuple[Any, ...]]:
    """The same as tuples, one at a time: for hundreds of thousands of rows."""
    with _told_apart(archive):
        yield from archive.db.execute(sql, dict(values))


@contextmanager
def _told_apart(archive: Archive) -> Iterator[None]:
    path = archive.root / DATABASE_NAME
    try:
        yield
    except sqlite3.OperationalError as error:
        raise ArchiveError(f"{path}: cannot be read ({error})") from error
    except sqlite3.DatabaseError as error:
        raise DamageError(f"{path}: is damaged ({error}); see 'blogarchive verify'") from error
