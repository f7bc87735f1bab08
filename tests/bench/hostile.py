"""What each hostile page costs in the slow lane: `python -m tests.bench.hostile`."""

from __future__ import annotations

import resource
import time
from datetime import UTC, datetime

from archive.model import Capture
from scraper.parse.page import parse_page
from scraper.slow_lane import WorkerLimits, read_page
from tests.hostile import BOMBS, page

URL = "http://tiny.example/2020/01/day-2.html"


def main() -> None:
    """Print, for each, seconds with the default limits, the most memory so far and the outcome."""
    print(f"{'made of':20} {'guard':>8} {'all':>8} {'worker':>9} {'itself':>9}  outcome")
    for name, bomb in BOMBS.items():
        capture = Capture(URL, URL, 200, (), page(bomb), datetime.now(UTC))
        start = time.perf_counter()
        reading = parse_page(capture.body, URL)
        guarded = time.perf_counter() - start
        if reading.is_suspect:
            reading = read_page(capture, WorkerLimits())
        took = time.perf_counter() - start
        of = (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)
        worker, itself = (resource.getrusage(who).ru_maxrss // 1024 for who in of)
        memory = f"{worker:5} MiB {itself:5} MiB"
        print(f"{name:20} {guarded:6.2f} s {took:6.2f} s {memory}  {reading.problem or 'read'}")


if __name__ == "__main__":
    main()
