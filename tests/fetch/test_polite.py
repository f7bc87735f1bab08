"""How slowly hosts are asked, and what robots.txt forbids."""

from __future__ import annotations

from itertools import pairwise

import pytest

from scraper.fetch.polite import JITTER, LONGEST_PAUSE_SECONDS, Pace, Robots
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


def test_a_paused_host_is_left_alone_and_others_are_not() -> None:
    watch = Watch()
    pace = Pace(0.0, watch.clock())
    pace.pause("busy", 30)
    assert turns(pace, watch, ["other", "busy"]) == [0, 30]


def test_a_crawl_delay_longer_than_ours_is_heeded_up_to_a_bound() -> None:
    watch = Watch()
    pace = Pace(1.0, watch.clock())
    pace.slow_down("slow", 10)
    first, second = turns(pace, watch, ["slow", "slow"])
    assert second - first >= 10 * (1 - JITTER)
    pace.slow_down("absurd", 1e9)
    first, second = turns(pace, watch, ["absurd", "absurd"])
    assert second - first <= LONGEST_PAUSE_SECONDS * (1 + JITTER)


BLOGGER = b"""User-agent: Mediapartners-Google
Disallow:

User-agent: *
Disallow: /search
Disallow: /share-widget
Allow: /
Crawl-delay: 3

Sitemap: https://example.blogspot.com/sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/2020/12/rain.html", True),
        ("/feeds/posts/default?alt=json", True),
        ("/search/label/river", False),
        ("/search?updated-max=2020", False),
    ],
)
def test_bloggers_own_robots_txt(path: str, allowed: bool) -> None:
    robots = Robots.parse(BLOGGER, "blogarchive")
    assert robots.allows(f"https://example.blogspot.com{path}") is allowed
    assert robots.delay == 3
    assert robots.sitemaps == ("https://example.blogspot.com/sitemap.xml",)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00nonsense", b"<html>404</html>"])
def test_an_empty_or_odd_robots_txt_forbids_nothing(body: bytes) -> None:
    assert Robots.parse(body, "blogarchive").allows("https://example.blogspot.com/x")
