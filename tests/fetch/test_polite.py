"""How slowly hosts are asked."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from archive.errors import NetworkError
from archive.model import Capture
from scraper.clock import Clock
from scraper.fetch.polite import JITTER, LONGEST_PAUSE_SECONDS, Pace, retry_after
from tests.fetch.test_client import Watch


def turns(pace: Pace, watch: Watch, hosts: list[str]) -> list[float]:
    """When each request of a list went out."""
    found = []
    for host in hosts:
        pace.wait(host)
        found.append(watch.moment)
    return found


def test_requests_to_one_host_are_a_delay_apart_with_jitter() -> None:
    watch = Watch()
    times = turns(Pace(2.0, watch.clock()), watch, ["blog"] * 50)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert times[0] == 0
    assert all(2 * (1 - JITTER) <= gap <= 2 * (1 + JITTER) + 1e-9 for gap in gaps)
    assert len({round(gap, 6) for gap in gaps}) > 25
    assert sum(gaps) / len(gaps) == pytest.approx(2.0, rel=0.1)


def test_hosts_do_not_wait_for_each_other() -> None:
    watch = Watch()
    assert turns(Pace(5.0, watch.clock()), watch, ["a", "b", "c", "d"]) == [0, 0, 0, 0]


def test_a_busy_host_is_left_alone_as_long_as_it_asks_and_others_are_not() -> None:
    watch = Watch()
    pace = Pace(0.0, watch.clock())
    pace.trouble("busy", began=0, asked=30)
    assert turns(pace, watch, ["other", "busy"]) == [0, 30]


def test_a_host_that_goes_on_refusing_is_asked_once_in_each_longer_window() -> None:
    watch = Watch()
    pace = Pace(0.0, watch.clock())
    times = []
    while not pace.is_given_up("busy"):
        times += turns(pace, watch, ["busy"])
        pace.trouble("busy", began=watch.moment)
    with pytest.raises(NetworkError, match="busy: given up for this run"):
        pace.wait("busy")
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert gaps == [1, 2, 4, 8, 16, 32, *[60] * 13]
    assert not pace.is_given_up("other")


def test_refusals_of_threads_that_asked_together_count_as_one() -> None:
    watch = Watch()
    pace = Pace(0.0, watch.clock())
    watch.moment = 5
    for began in (4, 4.5, 4.9):
        pace.trouble("busy", began)
    assert turns(pace, watch, ["busy", "busy"]) == [6, 7]


def test_threads_that_booked_a_turn_wait_again_when_the_host_refuses_meanwhile() -> None:
    watch = Watch()
    asked: list[float] = []

    def sleep(seconds: float) -> None:
        watch.moment += seconds
        if not asked:
            asked.append(watch.moment)
            pace.trouble("busy", began=watch.moment, asked=100)

    now = datetime(2026, 1, 1, tzinfo=UTC)
    pace = Pace(2.0, Clock(lambda: now, lambda: watch.moment, sleep))
    pace.wait("busy")
    pace.wait("busy")
    assert watch.moment >= asked[0] + 100


def test_one_answer_and_a_host_is_asked_as_before() -> None:
    watch = Watch()
    pace = Pace(0.0, watch.clock())
    for _ in range(5):
        pace.trouble("busy", began=watch.moment)
    turns(pace, watch, ["busy"])
    pace.well("busy")
    before = watch.moment
    assert turns(pace, watch, ["busy"] * 3) == [before] * 3


def test_a_host_that_asks_for_years_is_given_up_at_once() -> None:
    watch = Watch()
    pace = Pace(0.0, watch.clock())
    pace.trouble("busy", began=0, asked=1e8)
    with pytest.raises(NetworkError, match="given up"):
        pace.wait("busy")


@pytest.mark.parametrize("years", [-10, 0, 10])
def test_a_time_to_wait_for_is_read_on_the_servers_clock(years: int) -> None:
    headers = (
        ("Date", "Sat, 01 Jan 2022 12:00:00 GMT"),
        ("Retry-After", "Sat, 01 Jan 2022 12:00:07 GMT"),
    )
    ours = datetime(2022 + years, 1, 1, 12, tzinfo=UTC)
    assert retry_after(Capture("u", "u", 429, headers, b"", ours)) == 7


@pytest.mark.parametrize("text", ["", "soon", "-5", "½", "Mon, 99 Foo 2022", "1e9", "0x10"])
def test_an_odd_time_to_wait_is_none(text: str) -> None:
    now = datetime(2022, 1, 1, tzinfo=UTC)
    assert retry_after(Capture("u", "u", 429, (("Retry-After", text),), b"", now)) is None


def test_a_crawl_delay_longer_than_ours_is_heeded_up_to_a_bound() -> None:
    watch = Watch()
    pace = Pace(1.0, watch.clock())
    pace.slow_down("slow", 10)
    first, second = turns(pace, watch, ["slow", "slow"])
    assert second - first >= 10 * (1 - JITTER)
    pace.slow_down("absurd", 1e9)
    first, second = turns(pace, watch, ["absurd", "absurd"])
    assert second - first <= LONGEST_PAUSE_SECONDS * (1 + JITTER)
