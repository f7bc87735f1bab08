"""A digest of every kept row: finds what SQLite's own checks do not.

Of 200 single flipped bits in a database file, `quick_check` found 15, `integrity_check` 24 and
digests of rows 139; the rest hit pages that nothing uses.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "blogs": ("id",),
    "blog_hosts": ("host",),
    "authors": ("id",),
    "templates": ("id",),
    "captures": ("id",),
    "posts": ("id",),
    "post_addresses": ("post", "key"),
    "post_versions": ("post", "version"),
    "labels": ("id",),
    "post_labels": ("post", "label"),
    "comments": ("id",),
    "comment_versions": ("comment", "version"),
    "links": ("id",),
    "media": ("id",),
    "media_tries": ("id",),
    "parts": ("id",),
    "crawls": ("id",),
    "listings": ("crawl", "kind"),
    "findings": ("id",),
}
"""Tables whose rows have digests, and the columns that name a row."""

BROKEN: Final = (sqlite3.Error, UnicodeDecodeError)
"""What a damaged file raises: SQLite quotes its bytes in messages that are then no text."""

_APART: Final = {"captures": {"body"}, "templates": {"body", "body_copy"}}
"""Columns that have a digest of what they hold beside them."""


@dataclass(frozen=True, slots=True)
class DamagedRow:
    """A row that is not what was kept."""

    table: str
    key: tuple[str, ...]
    problem: str


def watch(db: Database) -> None:
    """Let this connection note the digest of every row that it writes."""
    register(db)
    for table in _present(db):
        _watch_table(db, table)


def register(db: Database) -> None:
    """Teach this connection `row_sha256(table, column, ...)`."""
    columns = {table: _columns(db, table) for table in _present(db)}

    def row_sha256(table: str, *values: bytes | None) -> bytes:
        told = hashlib.sha256()
        for name, value in zip(columns[table], values, strict=True):
            # An empty column counts as none, so that a column added later changes no digest.
            if value is not None:
                told.update(b"%s\0%d\0" % (name.encode(), len(value)) + value)
        return told.digest()

    db.conn.create_function("row_sha256", -1, row_sha256, deterministic=True)


def renew(db: Database) -> None:
    """Note the digests of all rows as they are: after a migration, which changes rows itself."""
    register(db)
    db.execute("DELETE FROM row_digests")
    for table in _present(db):
        db.execute(
            f"INSERT INTO row_digests SELECT '{table}', {_key(table)}, {_told(db, table)}"  # noqa: S608 -- names from KEYS and the schema
            f" FROM {table}"
        )


def damaged_rows(db: Database) -> Iterator[DamagedRow]:
    """Every kept row that is not as it was written, whatever SQLite says of the file.

    Needs `register`. Where a table cannot be read in one go, its rows are asked for one by one.
    """
    for table in _present(db):
        try:
            yield from list(_differing(db, table))
            yield from list(_lost(db, table))
        except BROKEN as error:
            yield DamagedRow(table, (), f"cannot be read whole ({error})")
            yield from _one_by_one(db, table)


def n_digests(db: Database) -> int:
    """How many rows have a digest; 0 where that cannot be read."""
    try:
        return int(next(iter(db.execute("SELECT count(*) FROM row_digests")))[0])
    except BROKEN:
        return 0


def _differing(db: Database, table: str) -> Iterator[DamagedRow]:
    query = f"""SELECT {_key(table)} AS key, noted.sha256 IS NULL AS is_unknown FROM {table}
    LEFT JOIN row_digests AS noted ON noted.kept = '{table}' AND noted.key = {_key(table)}
    WHERE noted.sha256 IS NOT {_told(db, table)}"""  # noqa: S608 -- names from KEYS and the schema
    for key, is_unknown in db.execute(query):
        problem = "was not written by this program" if is_unknown else "does not match its digest"
        yield DamagedRow(table, _parts(key), problem)


def _lost(db: Database, table: str) -> Iterator[DamagedRow]:
    query = f"""SELECT key FROM row_digests WHERE kept = '{table}'
    AND key NOT IN (SELECT {_key(table)} FROM {table})"""  # noqa: S608 -- names from KEYS
    for (key,) in db.execute(query):
        yield DamagedRow(table, _parts(key), "was kept and is not there")


def _one_by_one(db: Database, table: str) -> Iterator[DamagedRow]:
    match = " AND ".join(f"{name} = ?" for name in KEYS[table])
    query = f"SELECT {_told(db, table)} FROM {table} WHERE {match}"  # noqa: S608 -- names from KEYS and the schema
    try:
        noted = list(db.execute("SELECT key, sha256 FROM row_digests WHERE kept = ?", [table]))
    except BROKEN:
        return  # the digests are on a damaged page themselves, and that was told
    for key, sha256 in noted:
        try:
            found = list(db.execute(query, list(_parts(key))))
        except BROKEN as error:
            yield DamagedRow(table, _parts(key), f"cannot be read ({error})")
            continue
        if not found:
            yield DamagedRow(table, _parts(key), "was kept and is not there")
        elif found[0][0] != sha256:
            yield DamagedRow(table, _parts(key), "does not match its digest")


def _watch_table(db: Database, table: str) -> None:
    forget = f"DELETE FROM row_digests WHERE kept = '{table}' AND key = {{}};"  # noqa: S608 -- names from KEYS
    told = f"'{table}', {_key(table, 'NEW.')}, {_told(db, table, 'NEW.')}"
    note = f"INSERT INTO row_digests VALUES ({told});"  # noqa: S608 -- names from KEYS and the schema
    old, new = (forget.format(_key(table, whose)) for whose in ("OLD.", "NEW."))
    # In the connection alone: other programs may write to the file, and their rows are told.
    for event, body in (("INSERT", new + note), ("UPDATE", old + new + note), ("DELETE", old)):
        db.execute(f"DROP TRIGGER IF EXISTS temp.digest_{table}_{event}")
        db.execute(
            f"CREATE TEMP TRIGGER digest_{table}_{event} AFTER {event} ON main.{table}"
            f" BEGIN {body} END"
        )


def _key(table: str, of: str = "") -> str:
    """`post || char(31) || version`: the columns that name a row, as one text."""
    of = of or f"{table}."
    return " || char(31) || ".join(f"CAST({of}{name} AS TEXT)" for name in KEYS[table])


def _parts(key: str) -> tuple[str, ...]:
    return tuple(key.split("\x1f"))


def _told(db: Database, table: str, of: str = "") -> str:
    """The call that makes a row's digest; as bytes, since damaged text may be no text."""
    of = of or f"{table}."
    values = (f"CAST({of}{name} AS BLOB)" for name in _columns(db, table))
    return f"row_sha256('{table}', {', '.join(values)})"


def _columns(db: Database, table: str) -> tuple[str, ...]:
    return tuple(
        column.name
        for column in db.table(table).columns
        if column.name not in _APART.get(table, ())
    )


def _present(db: Database) -> tuple[str, ...]:
    names = set(db.table_names())
    return tuple(table for table in KEYS if {table, "row_digests"} <= names)
