"""Bytes of captures per page, beside gzip -6 of the same pages.

python -m tests.bench.capture_size FOLDER      (a saved blog, such as blogs/lafuite of the corpus)
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from archive.store.captures import Captures
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.run import Outside
from tests.real.saved_blog import serve_saved


def measure(root: Path, home: str) -> None:
    clock = Clock(lambda: datetime.now(UTC), time.monotonic, lambda _: None)
    with (
        serve_saved(root) as blog,
        tempfile.TemporaryDirectory() as folder,
        Archive.open_for_writing(Path(folder) / "a") as archive,
    ):
        settings = CrawlSection(delay=0.0, tries=1, media=False)
        crawl(archive, home, settings, Outside(clock, blog.connect_to))
        rows = list(
            archive.db.query(
                "SELECT id, length(body) AS n_kept, n_bytes FROM captures"
                " WHERE status = 200 AND template IS NOT NULL"
            )
        )
        captures = Captures(archive.db)
        n_gzip = sum(len(gzip.compress(captures.load(row["id"]).body, 6)) for row in rows)
        templates = list(
            archive.db.query("SELECT length(body) + length(body_copy) AS n FROM templates")
        )
    n_plain = sum(row["n_bytes"] for row in rows)
    n_kept = sum(row["n_kept"] for row in rows) + sum(row["n"] for row in templates)
    n = len(rows)
    print(f"{n} HTML pages, {len(templates)} template(s), templates and their copies counted")
    print(f"  plain    {n_plain / n:>9,.0f} bytes a page")
    print(f"  gzip -6  {n_gzip / n:>9,.0f} bytes a page   {n_plain / n_gzip:>5.1f} times smaller")
    print(f"  captures {n_kept / n:>9,.0f} bytes a page   {n_plain / n_kept:>5.1f} times smaller")
    print(f"  captures / gzip -6: {n_kept / n_gzip:.2f}")


if __name__ == "__main__":
    measure(Path(sys.argv[1]), "http://www.lafuiteautourdumonde.com/")
