"""The few statements that the store's modules share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database


def one(db: Database, query: str, values: Sequence[Any] | dict[str, Any]) -> dict[str, Any] | None:
    """The first row of an answer, or None."""
    return next(iter(db.query(query, values)), None)


def insert(db: Database, table: str, row: Mapping[str, Any]) -> Any:
    """Insert a row and give its key."""
    return db.table(table).insert(dict(row)).last_pk


def update(db: Database, table: str, key: Any, values: Mapping[str, Any]) -> None:
    """Set columns of the row with a key."""
    db.table(table).update(key, dict(values))


def execute(db: Database, query: str, *values: Any) -> None:
    """Run one statement."""
    db.execute(query, values)
