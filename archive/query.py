"""The read-only SQL door: one SELECT, answered as it streams, that can write and reach nothing.

`mode=ro` alone is no sandbox: through it ATTACH made a file and VACUUM INTO copied the database
out. So an authorizer lets only reading through, limits bound memory, and a deadline ends queries
that would not end.
"""

from __future__ import annotations

import difflib
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from archive.errors import ArchiveError, DamageError, QueryError
from archive.store.connection import DATABASE_NAME, connect_read_only, log_of

Value = str | int | float | bytes | None

DEFAULT_SECONDS = 30.0
"""Time that SQLite itself may work on one query; waiting for the reader does not count."""
BATCH = 200
"""Rows fetched at a time."""

_ACTIONS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
_REFUSED_FUNCTIONS = {"load_extension", "fts3_tokenizer"}
# data_version is what FTS5 asks for itself when it opens its index.
_INTROSPECTION = (
    *("table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo"),
    "foreign_key_list",
)
_PRAGMAS = {*_INTROSPECTION, "data_version"}
_VIRTUAL_TABLES = (
    *("entry_words", "json_each", "json_tree"),
    *(f"pragma_{name}" for name in _INTROSPECTION),
)
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 10_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    # One LIKE runs to its end before the deadline is looked at.
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
}
# 1,000 steps of SQLite's machine are some 10 µs.
_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of a query, and its rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


@contextmanager
def ask(root: Path, sql: str, *, seconds: float = DEFAULT_SECONDS) -> Iterator[Answer]:
    """Ask the archive in a folder one read-only question; the rows are good inside the `with`.

    :param seconds: how long SQLite may work on it.
    :raises QueryError: the SQL is wrong, would write, or took too long (also while rows come).
    :raises ArchiveError: there is no archive at `root`, or it cannot be read.
    :raises DamageError: the database does not hold together.
    """
    path = root / DATABASE_NAME
    if not path.is_file():
        raise ArchiveError(
            f"{root}: no archive there (no {DATABASE_NAME}); make one with 'blogarchive crawl URL'"
        )
    had_log = log_of(path).exists()
    try:
        with closing(connect_read_only(path)) as connection:
            _lock_down(connection)
            yield _answer(_Work(path, connection, seconds), sql)
    finally:
        if not had_log:
            _tidy(path)


def _lock_down(connection: sqlite3.Connection) -> None:
    connection.text_factory = _text
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    # Their first use looks like a write to the schema; later ones are plain reads.
    for name in _VIRTUAL_TABLES:
        with suppress(sqlite3.Error):  # a damaged one fails again, and tells, when it is asked
            connection.execute(f"SELECT 1 FROM {name} WHERE 0")  # noqa: S608  our own names
    connection.set_authorizer(_authorize)


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "replace")


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    is_allowed = (
        action in _ACTIONS
        or (action == sqlite3.SQLITE_FUNCTION and second not in _REFUSED_FUNCTIONS)
        or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS)
    )
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY


def _answer(work: _Work, sql: str) -> Answer:
    with work.counted():
        cursor = work.connection.execute(sql)
    if cursor.description is None:
        raise QueryError("the query is empty; try 'SELECT * FROM post_list'")
    return Answer(tuple(column[0] for column in cursor.description), _fetch(work, cursor))


def _fetch(work: _Work, cursor: sqlite3.Cursor) -> Iterator[tuple[Value, ...]]:
    while True:
        with work.counted():
            batch = cursor.fetchmany(BATCH)
        if not batch:
            return
        yield from batch


class _Work:
    """SQLite's work on one query: how much time is left for it, and its errors as ours."""

    def __init__(self, path: Path, connection: sqlite3.Connection, seconds: float) -> None:
        self.connection = connection
        self._path = path
        self._seconds = self._left = seconds

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count the time inside, interrupt SQLite when none is left, and translate its errors."""
        began = time.monotonic()
        deadline = began + self._left
        self.connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        try:
            yield
        # Python's own: a null character or half a surrogate pair in the SQL, too many statements.
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
            is_late = time.monotonic() > deadline
            if _code(error) == sqlite3.SQLITE_INTERRUPT and not is_late:
                # Ctrl-C fell into the progress handler, where Python drops it.
                raise KeyboardInterrupt from error
            raise self._told(error, is_late=is_late) from error
        finally:
            self._left -= time.monotonic() - began

    def _told(self, error: Exception, *, is_late: bool) -> QueryError | DamageError:
        if is_late:
            return QueryError(
                f"the query was stopped after {self._seconds:g} seconds; narrow it, or give it "
                "longer with --timeout"
            )
        if _code(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            return DamageError(f"{self._path}: is damaged ({error}); see 'blogarchive verify'")
        return QueryError(f"the query cannot be answered: {_reason(error, self.connection)}")


def _reason(error: Exception, connection: sqlite3.Connection) -> str:
    text = str(error)
    if _code(error) == sqlite3.SQLITE_AUTH or "not authorized" in text:
        return f"only reading is allowed here ({text})"
    if "one statement" in text:
        return "it holds more than one statement; give one at a time"
    unknown = re.fullmatch(r"no such (table|column): (.+)", text)
    if unknown:
        name = unknown[2].rpartition(".")[2]
        names = [one for one in _names(connection, is_table=unknown[1] == "table") if one != name]
        nearest = difflib.get_close_matches(name, names, 1, cutoff=0)
        return f"{text}; the nearest is {nearest[0]}" if nearest else text
    return text


def _code(error: Exception) -> int:
    # The low byte is the kind of error; the rest tells more.
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _names(connection: sqlite3.Connection, *, is_table: bool) -> list[str]:
    tables = connection.execute(_TABLES).fetchall()
    if is_table:
        return [name for name, _ in tables]
    return sorted({column for _, columns in tables for column in columns.split(", ")})


# What to ask about: views first, without the tables that SQLite and FTS5 keep for themselves.
_TABLES = """
SELECT tables.name, (SELECT group_concat(name, ', ') FROM pragma_table_info(tables.name)) AS columns
FROM sqlite_master AS tables
WHERE tables.type IN ('view', 'table') AND tables.name NOT GLOB '[s_]*qlite_*'
  AND tables.name NOT GLOB 'entry_words_*'
ORDER BY tables.type = 'table', tables.name
"""


def tables(root: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Name every view and table of an archive with its columns, the views first.

    :raises ArchiveError: there is no archive at `root`, or it cannot be read.
    """
    with ask(root, _TABLES) as answer:
        return tuple((str(name), tuple(str(columns).split(", "))) for name, columns in answer.rows)


def _tidy(path: Path) -> None:
    # A read-only connection leaves an empty -wal and -shm beside the file; the last ordinary one
    # to close takes them away. Nothing of the query runs here, and no harm is done if it fails.
    if log_of(path).exists():
        try:
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.Error:
            return
