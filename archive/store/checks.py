"""What can be checked of the database: the file, references, raw answers, the index of words."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from archive.errors import DamageError
from archive.store.captures import Captures, damaged_copies
from archive.store.digests import BROKEN, KEYS

MOST_COMPLAINTS = 10_000
"""SQLite lists so many problems of a file at most."""


@dataclass(frozen=True, slots=True)
class NotedFile:
    """A kept picture or other file, as its row describes it."""

    media: int | None
    """Its id; None for a page part, which is known by its path."""
    path: str
    sha256: str
    n_bytes: int


def file_problems(db: Database, *, is_quick: bool) -> Iterator[str]:
    """What SQLite itself finds wrong with the file; quick leaves out the indexes."""
    check = "quick_check" if is_quick else "integrity_check"
    try:
        missing = sorted({*KEYS, "row_digests"} - set(db.table_names()))
        if missing:
            yield f"tables that an archive has are not there: {', '.join(missing)}"
        for (line,) in db.execute(f"PRAGMA {check}({MOST_COMPLAINTS})"):
            if line != "ok":
                yield str(line)
    except BROKEN as error:
        yield f"{check} cannot go on: {error}"


def loose_references(db: Database) -> Iterator[str]:
    """Rows that name a row which is not there."""
    try:
        for table, rowid, parent, _ in list(db.execute("PRAGMA foreign_key_check")):
            yield f"{table} row {rowid} names a row of {parent} that is not there"
    except BROKEN as error:
        yield f"references cannot be checked: {error}"


def index_problem(db: Database) -> str | None:
    """Whether the index of words still says what its rows say; None where it does."""
    try:
        db.execute("BEGIN")
        db.execute("INSERT INTO entry_words(entry_words) VALUES ('integrity-check')")
    except sqlite3.OperationalError as error:
        # Another run writes, or the medium is read-only: the index can be made again at any time.
        return None if "locked" in str(error) or "readonly" in str(error) else str(error)
    except BROKEN as error:
        return str(error)
    finally:
        if db.conn.in_transaction:
            db.execute("ROLLBACK")
    return None


def rebuild_index(db: Database) -> None:
    """Make the index of words again from its rows."""
    db.execute("INSERT INTO entry_words(entry_words) VALUES ('rebuild')")


def captures(db: Database) -> tuple[int, ...]:
    """Raw answers that count: damaged ones whose successor is here do not."""
    return _ids(db, "SELECT id FROM captures WHERE replaced_by IS NULL ORDER BY id")


def templates(db: Database) -> tuple[int, ...]:
    """What captures are compressed against."""
    return _ids(db, "SELECT id FROM templates ORDER BY id")


def _ids(db: Database, query: str) -> tuple[int, ...]:
    found: list[int] = []
    try:
        found.extend(row[0] for row in db.execute(query))
    except BROKEN:
        return tuple(found)  # that the table is damaged is told by the digests of its rows
    return tuple(found)


def damaged_captures(db: Database, ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """(id, problem) of raw answers whose bytes are not those that came."""
    captures = Captures(db)
    for capture in ids:
        try:
            captures.load(capture)
        except DamageError as error:
            yield capture, str(error).removeprefix(f"capture {capture}").lstrip(" :")
        except (*BROKEN, ValueError, TypeError) as error:
            yield capture, f"cannot be read ({error})"


def damaged_templates(db: Database, ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """(id, problem) of templates of which a copy is damaged, though the other may serve."""
    for template in ids:
        try:
            bad = damaged_copies(db, template)
        except BROKEN as error:
            yield template, f"cannot be read ({error})"
            continue
        if bad:
            left = "the other copy serves" if len(bad) == 1 else "no copy is left"
            yield template, f"{', '.join(bad)} damaged; {left}"


def noted_files(db: Database) -> tuple[NotedFile, ...]:
    """Every file that the archive says to hold."""
    query = """SELECT id, path, sha256, n_bytes FROM media WHERE state = 'kept'
    UNION ALL SELECT NULL, path, sha256, n_bytes FROM parts
    WHERE state = 'kept' AND path NOT IN (SELECT path FROM media WHERE state = 'kept')
    GROUP BY path ORDER BY id"""
    found: list[NotedFile] = []
    try:
        found.extend(NotedFile(*row) for row in db.execute(query))
    except BROKEN:
        return tuple(found)  # told by the digests of the rows
    return tuple(found)
