"""Which earlier runs a run goes on with, and since when."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.store import crawls
from archive.store.connection import Archive

Row = tuple[str | None, str | None, int]
"""Outcome, reason, is_full."""
FULL_CUT: Row = ("interrupted", "stopped by Ctrl-C or SIGTERM", 1)
QUICK_CUT: Row = ("interrupted", "killed", 0)
LIMITED: Row = ("partial", "stopped by --max-requests 8", 1)
RUNNING: Row = (None, None, 0)
DONE: Row = ("complete", None, 1)
AWAY: Row = ("unreachable", "answered 404", 0)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), None),
        ((FULL_CUT, DONE), None),
        ((FULL_CUT, DONE, AWAY), None),
        ((DONE, LIMITED), (2, 2, True)),
        ((DONE, LIMITED, AWAY), (2, 2, True)),
        ((FULL_CUT, LIMITED, FULL_CUT), (3, 1, True)),
        ((DONE, QUICK_CUT, RUNNING), (3, 2, False)),
        ((DONE, QUICK_CUT, FULL_CUT, QUICK_CUT), (4, 3, True)),
    ],
)
def test_what_a_run_goes_on_with(
    tmp_path: Path, rows: tuple[Row, ...], expected: tuple[int, int, bool] | None
) -> None:
    """(day of the newest, day of the first that listed, whether to list)."""
    with Archive.open_for_writing(tmp_path) as archive, archive.transaction() as db:
        values = {"id": "1", "home_url": "http://a.example/", "host": "a.example"}
        db.table("blogs").insert(values | {"first_seen_at": "2026"})
        for day, (outcome, reason, is_full) in enumerate(rows, start=1):
            at = datetime(2026, 1, day, tzinfo=UTC)
            run = crawls.begin_crawl(db, "http://a.example/", at, is_full=bool(is_full))
            crawls.name_crawl(db, run, "1")
            ended = None if outcome is None else at.isoformat()
            told = {"outcome": outcome, "reason": reason, "finished_at": ended}
            db.table("crawls").update(run, told)
        found = crawls.unfinished(db, "1")
    given = found and (found.began.day, found.listed_since.day, found.is_full)
    assert given == expected
