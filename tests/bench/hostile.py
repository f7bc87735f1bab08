"""What each hostile answer costs, slow lane included: `python -m tests.bench.hostile`."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from archive.errors import ParseError
from archive.model import Capture
from scraper.parse.feed import parse_feed
from scraper.parse.page import parse_page
from scraper.parse.readings import FeedReading, PageReading, SitemapReading
from scraper.parse.sitemap import parse_sitemap
from scraper.slow_lane import WorkerLimits, read_again
from tests.hostile import BOMBS, FEED_BOMBS, FEED_URL, SITEMAP_BOMBS, page

URL = "http://tiny.example/2020/01/day-2.html"
Parser = Callable[[bytes, str], PageReading | FeedReading | SitemapReading]


def main() -> None:
    """Print, for each, seconds with the default limits, the most memory so far and the outcome."""
    print(f"{'made of':32} {'guard':>8} {'all':>8} {'worker':>9} {'itself':>9}  outcome")
    for name, parser, url, body in _bombs():
        capture = Capture(url, url, 200, (), body, datetime.now(UTC))
        start = time.perf_counter()
        guarded, outcome = _read(parser, capture)
        took = time.perf_counter() - start
        of = (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)
        worker, itself = (resource.getrusage(who).ru_maxrss // 1024 for who in of)
        memory = f"{worker:5} MiB {itself:5} MiB"
        print(f"{name:32} {guarded:6.2f} s {took:6.2f} s {memory}  {outcome}", flush=True)


def _bombs() -> Iterator[tuple[str, Parser, str, bytes]]:
    for name, bomb in BOMBS.items():
        yield name, parse_page, URL, page(bomb)
    for name, make in FEED_BOMBS.items():
        yield f"feed: {name}", parse_feed, FEED_URL, make()
    for name, make in SITEMAP_BOMBS.items():
        yield f"sitemap: {name}", parse_sitemap, "http://tiny.example/sitemap.xml", make()


def _read(parser: Parser, capture: Capture) -> tuple[float, str]:
    """(seconds in this process, how it ended)."""
    start = time.perf_counter()
    try:
        reading = parser(capture.body, capture.final_url)
    except ParseError as error:
        return time.perf_counter() - start, str(error).partition(capture.final_url)[2][:60].strip()
    guarded = time.perf_counter() - start
    if reading.is_suspect:
        reading = read_again(reading, capture, WorkerLimits())
    return guarded, reading.problem or "read"


if __name__ == "__main__":
    main()
