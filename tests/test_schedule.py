"""Which blogs are due, and when next, whatever the clock did."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from archive.errors import UsageError
from archive.store.runs import PastRun
from scraper.schedule import Due, Planned, decide, length, most_overdue_first

NOW = datetime(2026, 3, 1, 3, 17, tzinfo=UTC)
DAILY = Planned("https://sea.example", "sea", "1d")


def run(
    ago: timedelta,
    outcome: str | None = "complete",
    code: int | None = 0,
    reason: str | None = None,
    took: timedelta = timedelta(minutes=5),
) -> PastRun:
    began = NOW - ago
    return PastRun(began, None if outcome is None else began + took, outcome, reason, code)


def hours(n: float) -> timedelta:
    return timedelta(hours=n)


@pytest.mark.parametrize(
    ("past", "is_due", "why"),
    [
        ((), True, "never crawled"),
        ((run(hours(5)),), False, "every 1d"),
        ((run(hours(23)),), False, "every 1d"),
        # A timer that strays by some minutes does not make every second night idle.
        ((run(hours(23.6)),), True, "every 1d"),
        ((run(hours(24), took=hours(10)),), True, "every 1d"),
        ((run(hours(30), "partial", 1),), True, "every 1d"),
        ((run(hours(5), "partial", 1),), False, "every 1d"),
        ((run(hours(5), "suspect", 6),), False, "every 1d"),
        # What was stopped is gone on with, whoever stopped it.
        ((run(hours(0.1), None, None),), True, "left work"),
        ((run(hours(0.1), "interrupted", 130, "stopped"),), True, "left work"),
        ((run(hours(0.1), "interrupted", None, "killed"),), True, "left work"),
        ((run(hours(0.1), "partial", 1, "stopped by --max-time 30m"),), True, "left work"),
        # The clock was set back: the last run lies in a future that may never come.
        ((run(hours(-9000)),), True, "clock"),
        ((run(hours(-9000), "unreachable", 5, "gone"),), True, "clock"),
    ],
)  # fmt: skip
def test_whether_a_blog_is_due(past: tuple[PastRun, ...], is_due: bool, why: str) -> None:
    decision = decide(DAILY, past, NOW)
    assert (decision.is_due, why in decision.why) == (is_due, True), decision


def test_a_failed_run_is_tried_again_sooner_then_ever_later() -> None:
    began = NOW - hours(100)
    for code, outcome in ((5, "unreachable"), (3, "interrupted")):
        waits = []
        for n_failed in range(1, 12):
            failed = [PastRun(began, began, outcome, "refused", code)] * n_failed
            decision = decide(DAILY, (*failed, run(hours(200))), NOW)
            assert decision.due_at is not None
            waits.append((decision.due_at - began) / timedelta(minutes=1))
        assert waits[:7] == [15, 30, 60, 120, 240, 480, 960]
        assert set(waits[7:]) == {1440}, "never later than its interval"


def test_a_success_between_failures_ends_their_count() -> None:
    failed = run(hours(0.1), "unreachable", 5, "refused", timedelta())
    decision = decide(DAILY, (failed, run(hours(25)), *[failed] * 9), NOW)
    assert decision.due_at == NOW - hours(0.1) + timedelta(minutes=15)


def test_the_blog_that_waits_longest_comes_first() -> None:
    """Else a limit that ends each night's run early would starve the same blogs each night."""
    blogs = [
        Due(name, name, "1d", is_due=is_due, why="", due_at=due_at)
        for name, is_due, due_at in (
            ("yesterday", True, NOW - hours(24)),
            ("tomorrow", False, NOW + hours(24)),
            ("last week", True, NOW - hours(150)),
            ("new", True, None),
        )
    ]
    assert [blog.name for blog in most_overdue_first(blogs)] == ["new", "last week", "yesterday"]


@pytest.mark.parametrize("text", ["", "1", "d", "0d", "-1d", "1.5h", "1 d", "1d\n", "1D", "1y"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="write it like 30m, 12h, 1d or 1w"):
        length(text)


def test_lengths_of_time() -> None:
    found = [length(text) for text in ("90s", "30m", "12h", "1d", "2w")]
    assert found == [timedelta(seconds=90), timedelta(minutes=30), hours(12), hours(24), hours(336)]
