"""Read rows of an archive, with the database's errors in our own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
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
    names, found = _answer(archive, sql, values)
    return [dict(zip(names, row, strict=True)) for row in found]


def plain_rows(
    archive: Archive, sql: str, values: Mapping[str, object] | None = None
) -> list[tuple[Any, ...]]:
    """The same as one tuple per row: half the time where there are thousands."""
    return _answer(archive, sql, values)[1]


def _answer(
    archive: Archive, sql: str, values: Mapping[str, object] | None
) -> tuple[list[str], list[tuple[Any, ...]]]:
    path = archive.root / DATABASE_NAME
    try:
        cursor = archive.db.execute(sql, dict(values or {}))
        return [column[0] for column in cursor.description], cursor.fetchall()
    except sqlite3.OperationalError as error:
        raise ArchiveError(f"{path}: cannot be read ({error})") from error
    except sqlite3.DatabaseError as error:
        raise DamageError(f"{path}: is damaged ({error}); see 'blogarchive verify'") from error
