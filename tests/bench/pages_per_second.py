"""Pages read per second, beside what else reads a page, on the same pages in one process.

python -m tests.bench.pages_per_second FOLDER [ROUNDS]      (needs the `bench` extra; 11 rounds)

Counted is the processor's time, not the clock's, which on a shared machine counts others' work too.
In each round every reader reads all pages, and the readers take turns, so that a busy machine slows
all alike; garbage is collected before each turn, so that none pays for another's trees. Given are
the median round and the quickest, and how each compares with ours: on a machine that others share
the quickest is the one that they disturbed least. One round before them is not counted.
"""

from __future__ import annotations

import gc
import logging
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import trafilatura
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from scraper.parse.page import parse_page
from tests.bench.reading import pages_of

OURS = "blogarchive"
Reader = Callable[[bytes, str], object]

READERS: dict[str, Reader] = {
    OURS: parse_page,
    "selectolax alone (a tree)": lambda body, _: LexborHTMLParser(body),
    "BeautifulSoup, lxml (a tree)": lambda body, _: BeautifulSoup(body, "lxml"),
    "BeautifulSoup, html.parser (a tree)": lambda body, _: BeautifulSoup(body, "html.parser"),
    "trafilatura, the text": lambda body, url: trafilatura.extract(body, url=url),
    "trafilatura, the fields": lambda body, url: trafilatura.bare_extraction(
        body, url=url, with_metadata=True
    ),
}


def turn(reader: Reader, pages: list[tuple[bytes, str]]) -> float:
    """Seconds of the processor that a reader needs for all pages."""
    gc.collect()
    start = time.process_time()
    for body, url in pages:
        reader(body, url)
    return time.process_time() - start


def main(folder: Path, n_rounds: int = 11) -> None:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # BeautifulSoup warns of pages that look like XML
    pages = [(body, url) for _, body, url in pages_of(folder)]
    for reader in READERS.values():  # imports and tables (the names of months in 78 languages) are
        turn(reader, pages)  # made once in a process, and are not what is measured
    rounds = [
        {name: turn(reader, pages) for name, reader in READERS.items()} for _ in range(n_rounds)
    ]
    medians = {name: statistics.median(each[name] for each in rounds) for name in READERS}
    quickest = {name: min(each[name] for each in rounds) for name in READERS}
    n_bytes = sum(len(body) for body, _ in pages)
    print(f"{len(pages)} pages, {n_bytes / len(pages) / 1000:.0f} kB each; {n_rounds} rounds")
    for name, seconds in sorted(medians.items(), key=lambda each: each[1]):
        best = quickest[name]
        print(
            f"  {name:<36}{len(pages) / seconds:>8.1f} pages/s {seconds / len(pages) * 1000:>8.2f}"
            f" ms a page  {seconds / medians[OURS]:>6.2f} x ours"
            f"  (quickest {best / len(pages) * 1000:.2f} ms, {best / quickest[OURS]:.2f} x ours)"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
