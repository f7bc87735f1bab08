"""Which blogs are due, why, and when next. Pure: the caller knows the time and the past."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Final

from archive.errors import UsageError
from archive.store.runs import PastRun

SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
FIRST_RETRY = timedelta(minutes=15)
"""After a run that failed; twice as long after each further one, up to the blog's interval."""
MOST_SLACK = timedelta(minutes=30)
"""A timer that fires at about the same time each night must not skip every other night."""
_AT_ONCE = datetime.min.replace(tzinfo=UTC)
_LENGTH = re.compile(r"([1-9][0-9]{0,5})([smhdw])")
_GOOD = frozenset({"complete", "partial", "suspect"})


@dataclass(frozen=True, slots=True)
class Planned:
    """A blog that is to be crawled now and then."""

    url: str
    name: str
    interval: str
    """`12h`, `1d`, `1w`."""


@dataclass(frozen=True, slots=True)
class Due:
    """Whether a blog is due, why, and when next."""

    url: str
    name: str
    interval: str
    is_due: bool
    why: str
    due_at: datetime | None
    """None: at once."""


def length(text: str) -> timedelta:
    """`90s`, `30m`, `12h`, `1d`, `1w` as a length of time.

    :raises UsageError: it is none.
    """
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise UsageError(f"{text!r} is no length of time; write it like 30m, 12h, 1d or 1w")
    return timedelta(seconds=int(found[1]) * SECONDS[found[2]])


def decide(blog: Planned, past: Sequence[PastRun], now: datetime) -> Due:
    """Whether a blog is due.

    :param past: its earlier runs, newest first.
    """
    if not past:
        return _due(blog, "never crawled")
    if _is_unfinished(past[0]):
        return _due(blog, "its last run left work to go on with")
    n_failed = sum(1 for _ in takewhile(_has_failed, past))
    if n_failed:
        since, wait = (
            past[0].finished_at or past[0].started_at,
            _retry(n_failed, length(blog.interval)),
        )
        why = f"its last {n_failed} runs failed" if n_failed > 1 else "its last run failed"
    else:
        since, wait = past[0].started_at, _patience(length(blog.interval))
        why = f"last crawled {past[0].started_at:%Y-%m-%d %H:%M} UTC, every {blog.interval}"
    if since > now:
        return _due(blog, "its last run lies in the future: the clock was set back")
    due_at = since + wait
    return Due(blog.url, blog.name, blog.interval, due_at <= now, why, due_at)


def most_overdue_first(blogs: Sequence[Due]) -> tuple[Due, ...]:
    """The blogs that are due: where a limit ends the run early, none is always the last."""
    due = [blog for blog in blogs if blog.is_due]
    return tuple(sorted(due, key=lambda blog: blog.due_at or _AT_ONCE))


def _due(blog: Planned, why: str) -> Due:
    return Due(blog.url, blog.name, blog.interval, is_due=True, why=why, due_at=None)


def _has_failed(run: PastRun) -> bool:
    """Unreachable, or broken off by an error: trying again at once would meet the same."""
    return run.outcome == "unreachable" or (
        run.outcome == "interrupted" and run.exit_code not in {None, 130}
    )


def _is_unfinished(run: PastRun) -> bool:
    """Killed, stopped by the user or by a limit, or running still."""
    if _has_failed(run):
        return False
    return run.outcome not in _GOOD or run.reason is not None


def _retry(n_failed: int, interval: timedelta) -> timedelta:
    wait: timedelta = FIRST_RETRY * 2 ** min(n_failed - 1, 16)
    return min(wait, interval)


def _patience(interval: timedelta) -> timedelta:
    return interval - min(interval / 10, MOST_SLACK)
