"""Requests and memory of a first crawl, beside the least possible and beside wget.

python -m tests.bench.crawl_cost [POSTS …]      (default: 60 2000; wget is left out where missing)
"""

from __future__ import annotations

import json
import math
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoBlog, DemoWorld
from scraper.run import Outside

FEED_PAGE = 150


def least(blog: DemoBlog) -> int:
    """Every feed page, sitemap page, page and picture of a blog once, with robots and home."""
    entries = [*blog.posts(), *blog.pages()]
    n_comments = sum(post.n_comments for post in blog.posts())
    pictures = {picture.code for post in entries for picture in post.pictures}
    n_sitemap = math.ceil(blog.n_posts / FEED_PAGE)
    n_sitemap += n_sitemap > 1  # the index, where there is one
    feeds = math.ceil(blog.n_posts / FEED_PAGE) + 1 + math.ceil(n_comments / FEED_PAGE)
    return 2 + n_sitemap + feeds + len(entries) + len(pictures)


def child(folder: str, home: str, connect_to: Mapping[str, str]) -> None:
    """Crawl in a process of its own, so that its memory is its own."""
    clock = Clock(lambda: datetime.now(UTC), time.monotonic, time.sleep)
    with Archive.open_for_writing(Path(folder)) as archive:
        settings = CrawlSection(delay=0.0, connections=4)
        report = crawl(archive, home, settings, Outside(clock, connect_to))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([report.n_posts, report.seconds, peak]))


def ours(world: DemoWorld, folder: str) -> tuple[Counter[str], float, float]:
    """(requests by kind, seconds, peak MiB) of one crawl of a world's only blog."""
    world.forget()
    mapped = json.dumps(dict(world.connect_to))
    call = [sys.executable, "-m", "tests.bench.crawl_cost", "--child", folder]
    output = subprocess.run(
        [*call, world.blogs[0].home_url, mapped], check=True, capture_output=True, text=True
    ).stdout
    n_posts, seconds, peak = json.loads(output)
    assert n_posts == world.blogs[0].n_posts
    return Counter(world.counts), seconds, peak


def wget(world: DemoWorld, folder: str) -> tuple[Counter[str], float]:
    """(requests by kind, seconds) of `wget --mirror -k -p` over the same blog."""
    world.forget()
    hosts = ",".join(world.connect_to)
    began = time.monotonic()
    subprocess.run(
        ["wget", "--mirror", "-k", "-p", "-H", "-D", hosts, "-q", "-P", folder,
         "-e", f"http_proxy=http://{world.address}/", "-e", "use_proxy=yes",
         world.blogs[0].home_url + "/"],
        check=False,
    )  # fmt: skip
    return Counter(world.counts), time.monotonic() - began


def show(name: str, counts: Counter[str], least_possible: int, more: str) -> None:
    n = counts.total()
    n_trap = counts["trap"] + counts["search"] + counts["label"]
    print(f"  {name:<12} {n:>7,} requests  {n / least_possible:>6.2f} x least  "
          f"traps and listings {n_trap:>6,} ({n_trap / n:.0%})  {more}")  # fmt: skip


def measure(n_posts: int) -> None:
    with (
        DemoWorld.start(n_posts=n_posts, editions=("en",)) as world,
        tempfile.TemporaryDirectory() as folder,
    ):
        lowest = least(world.blogs[0])
        print(f"{n_posts:,} posts: least possible {lowest:,} requests")
        counts, seconds, peak = ours(world, f"{folder}/archive")
        show("blogarchive", counts, lowest, f"{seconds:.0f} s, peak {peak:.0f} MiB")
        if shutil.which("wget"):
            counts, seconds = wget(world, f"{folder}/wget")
            show("wget", counts, lowest, f"{seconds:.0f} s")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], sys.argv[3], json.loads(sys.argv[4]))
    else:
        for number in sys.argv[1:] or ("60", "2000"):
            measure(int(number))
