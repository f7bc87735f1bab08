"""The weather itself: foretold by a seed, the same whoever asks in which order."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from scraper.demo.faults import FAULTS
from scraper.demo.weather import MIXES, STORM, STORMY, Forecast

URLS = [f"http://blog.example/2020/01/day-{n}.html" for n in range(5000)]


def met(forecast: Forecast, urls: list[str]) -> dict[tuple[str, int], str]:
    """Fault by (address, how often it was asked for)."""
    asked: Counter[str] = Counter()
    found = {}
    for url in urls:
        asked[url] += 1
        fault = forecast.fault(url, "post")
        if fault is not None:
            found[url, asked[url]] = fault.name
    return found


def test_the_order_of_requests_changes_nothing() -> None:
    urls = URLS[:500] * 3
    shuffled = random.Random(1).sample(urls, len(urls))
    assert met(Forecast(STORMY, 7), urls) == met(Forecast(STORMY, 7), shuffled)
    assert met(Forecast(STORMY, 7), urls) != met(Forecast(STORMY, 8), urls)


def test_each_fault_has_its_share() -> None:
    forecast = Forecast(STORM)
    met(forecast, URLS * 4)
    for name, share in STORM.items():
        assert forecast.met[name] / 20_000 == pytest.approx(share, rel=0.35)
    assert sum(STORM.values()) == pytest.approx(0.06)


def test_what_is_spared_or_of_another_kind_stays_calm() -> None:
    forecast = Forecast({"feed is HTML": 1.0}, spared=frozenset({"feed-pages"}))
    assert forecast.fault("http://blog.example/feeds/posts/default", "feed-posts")
    assert forecast.fault("http://blog.example/feeds/pages/default", "feed-pages") is None
    assert forecast.fault("http://blog.example/", "home") is None
    assert forecast.told() == ("   1  feed is HTML  A page where a feed should be.",)


def test_a_mix_names_faults_that_there_are() -> None:
    assert all(mix.keys() <= FAULTS.keys() for mix in MIXES.values())
    with pytest.raises(KeyError, match="no such weather: frogs"):
        Forecast({"frogs": 0.1})


def test_each_fault_says_what_it_is_in_one_sentence() -> None:
    assert len(FAULTS) >= 60
    for fault in FAULTS.values():
        assert fault.told.endswith(".")
        assert fault.told.count(".") == 1 or "HTTP" in fault.told
