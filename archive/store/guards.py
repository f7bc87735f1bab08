"""Triggers that refuse to take a kept row away, whoever asks: an archive never shrinks."""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database

from archive.store.tables import KEPT

_REPLACED: Final = {
    "captures": "id = NEW.id",
    "comment_versions": "comment = NEW.comment AND version = NEW.version",
    "comments": "id = NEW.id",
    "crawls": "id = NEW.id",
    "post_versions": "post = NEW.post AND version = NEW.version",
    "posts": "id = NEW.id",
    "requests": "id = NEW.id",
    "templates": "id = NEW.id",
}
"""Which row `INSERT OR REPLACE` would take away. SQLite then fires the trigger on DELETE only under
`PRAGMA recursive_triggers`, which our own connections set and other tools do not. The other kept
tables are missing here as they are written with OR IGNORE or ON CONFLICT, which a trigger before
the insertion would refuse too."""


def guard_rows(db: Database) -> None:
    """Make the triggers that an archive lacks."""
    present = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    for table in KEPT:
        if table in present:
            db.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_stay BEFORE DELETE ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table}: nothing kept is deleted,"
                " an archive never shrinks'); END"
            )
    for table, same in _REPLACED.items():
        db.execute(
            f"CREATE TRIGGER IF NOT EXISTS {table}_replaced BEFORE INSERT ON {table}"  # noqa: S608 -- names from the table above
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
            f" BEGIN SELECT RAISE(ABORT, '{table}: nothing kept is replaced,"
            " an archive never shrinks; use UPDATE'); END"
        )
