"""The migrations that make archive.db what `tables.py` and `views.py` say."""

from __future__ import annotations

import re

from sqlite_utils import Database, Migrations

from archive.store.guards import guard_rows
from archive.store.tables import TABLES
from archive.store.views import VIEWS

migrations = Migrations("blogarchive")

_NAME = re.compile(r"CREATE (?:VIRTUAL |UNIQUE )?(?:TABLE|INDEX|TRIGGER) (\w+)")
_COLUMN = re.compile(r"^  (\w+) ([A-Z][^-\n]*?),? *(?:--.*)?$", re.MULTILINE)
_NO_COLUMN = ("PRIMARY", "UNIQUE", "CHECK", "FOREIGN")


@migrations(name="0001-tables")
def make_tables(db: Database) -> None:
    """Make every table of the first release."""
    catch_up(db)


@migrations(name="0002-views")
def make_views(db: Database) -> None:
    """Make the views that answer the common questions without a join."""
    renew_views(db)


@migrations(name="0003-parsers")
def add_parsers(db: Database) -> None:
    """Note which parsers read an entry, and what share of each run's pages told each field."""
    catch_up(db)


@migrations(name="0004-proof")
def add_proof(db: Database) -> None:
    """Make room for what proves an archive whole: versions, declarations, digests, runs."""
    catch_up(db)
    renew_views(db)


@migrations(name="0005-addresses")
def note_addresses(db: Database) -> None:
    """Note the addresses of posts that are kept already: a post may move before it is met again."""
    db.execute(
        """INSERT OR IGNORE INTO post_addresses (post, key, url, path, first_seen_at, last_seen_at)
        SELECT post, key, url, substr(key, instr(key, '/')), first_at, last_at FROM (
          SELECT post, url, substr(url, instr(url, '//') + 2) AS key,
            min(first_at) AS first_at, max(last_at) AS last_at FROM (
              SELECT id AS post, url, first_seen_at AS first_at, last_seen_at AS last_at FROM posts
              UNION ALL SELECT post, url, seen_at, seen_at FROM post_versions)
          GROUP BY post, url)
        WHERE instr(url, '//') AND instr(key, '/')"""
    )


@migrations(name="0006-search-notes")
def add_search_notes(db: Database) -> None:
    """Note what the mirror's search indexes were made of."""


@migrations(name="0007-mirror")
def add_mirror(db: Database) -> None:
    """Note what each file of the mirror was made from."""


@migrations(name="0009-page-parts")
def add_page_parts(db: Database) -> None:
    """Note the files that the original look of pages needs."""
    catch_up(db)


@migrations(name="0010-unanswered")
def add_unanswered(db: Database) -> None:
    """Note which pictures and page parts gave no answer, and so may be there."""
    catch_up(db)


@migrations(name="0011-mirror-asked")
def add_asked(db: Database) -> None:
    """Note what original pages looked up while they were made."""
    catch_up(db)


@migrations(name="0012-mirror-answers")
def add_answers(db: Database) -> None:
    """Remember what pages that looked something up were answered."""
    catch_up(db)


def catch_up(db: Database) -> None:
    """Make the tables, columns and indexes that an archive made by an older release lacks.

    A column added to `tables.py` must be nullable or have a default, as SQLite asks of ADD COLUMN.
    """
    known = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    for statement in _statements():
        found = _NAME.search(statement)
        if found is not None and found[1] not in known:
            db.execute(statement)
        elif statement.startswith("CREATE TABLE") and found is not None:
            _add_columns(db, found[1], statement)
    guard_rows(db)


def renew_views(db: Database) -> None:
    """Bring every view to today's text; a view holds no data of its own."""
    for name, select in VIEWS.items():
        db.execute(f"DROP VIEW IF EXISTS {name}")
        db.execute(f"CREATE VIEW {name} AS {select}")


def _statements() -> list[str]:
    return [statement.strip() for statement in TABLES.split(";\n") if statement.strip()]


def _add_columns(db: Database, table: str, statement: str) -> None:
    present = db.table(table).columns_dict
    for name, definition in _COLUMN.findall(statement):
        if name not in present and name not in _NO_COLUMN:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {definition}")
