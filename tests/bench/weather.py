"""A storm over a blog: what is captured and for how many requests, beside wget and aria2c.

python -m tests.bench.weather storm [POSTS SEED …]    3 % 503, 1 % 429, 1 % resets, 1 % cut bodies
python -m tests.bench.weather memory                    peak memory of a crawl under the heavy kinds
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.demo.weather import STORM, Forecast
from scraper.run import Outside

HEAVY = (
    "endless",
    "endless chunks",
    "gzip bomb",
    "deflate bomb",
    "brotli bomb",
    "stacked gzip",
    "bomb in an error",
    "bomb in a 503",
    "redirect with a bomb",
    "header flood",
    "long header",
)


# -- memory --------------------------------------------------------------------------------------


def child(folder: str, home: str, connect_to: Mapping[str, str]) -> None:
    """Crawl in a process of its own, so that its memory is its own."""
    clock = Clock(lambda: datetime.now(UTC), time.monotonic, lambda _: None)
    with Archive.open_for_writing(Path(folder)) as archive:
        settings = CrawlSection(delay=0.0, connections=4, tries=2)
        report = crawl(archive, home, settings, Outside(clock, connect_to))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([report.outcome, peak]))


def peak_under(fault: str | None, folder: Path, n_posts: int = 3) -> tuple[str, float]:
    """(outcome, peak MiB) of a crawl all of whose answers but robots.txt and home meet a fault."""
    with DemoWorld.start(n_posts=n_posts, editions=("en",)) as world:
        if fault is not None:
            world.weather = Forecast({fault: 1.0}, spared=frozenset({"robots", "home"}))
        home, mapped = world.blogs[0].home_url, json.dumps(dict(world.connect_to))
        call = [sys.executable, "-m", "tests.bench.weather", "--child", str(folder), home, mapped]
        ended = subprocess.run(call, check=True, capture_output=True, text=True)
    outcome, peak = json.loads(ended.stdout)
    return outcome, peak


def memory() -> None:
    for fault in (None, *HEAVY):
        with tempfile.TemporaryDirectory() as folder:
            outcome, peak = peak_under(fault, Path(folder) / "a")
        print(f"  {fault or 'calm':<22} {peak:>5.0f} MiB  {outcome}")


# -- the storm -----------------------------------------------------------------------------------


def whole_posts(world: DemoWorld, folder: Path) -> int:
    """How many posts lie in a folder as the blog has them, byte for byte."""
    blog = world.blogs[0]
    places = ((folder / blog.host / post.path.lstrip("/"), post.url) for post in blog.posts())
    return sum(path.is_file() and path.read_bytes() == world.calm(url).body for path, url in places)


def ours(world: DemoWorld, folder: Path) -> tuple[int, int]:
    """(posts captured whole, requests) of one crawl of a world's only blog."""
    clock = Clock(lambda: datetime.now(UTC), time.monotonic, lambda _: None)
    with Archive.open_for_writing(folder) as archive:
        crawl(archive, world.blogs[0].home_url, CrawlSection(0.0), Outside(clock, world.connect_to))
        query = "SELECT DISTINCT url FROM captures WHERE kind = 'post' AND problem IS NULL"
        captured = {row["url"] for row in archive.db.query(query)}
        n_whole = sum(post.url in captured for post in world.blogs[0].posts())
    return n_whole, world.counts.total()


def other(world: DemoWorld, folder: Path, call: Sequence[str]) -> tuple[int, int]:
    """(posts captured whole, requests) of another program, through the demo as its proxy."""
    folder.mkdir()
    addresses = folder / "addresses"
    entries = [*world.blogs[0].posts(), *world.blogs[0].pages()]
    addresses.write_text("".join(f"{post.url}\n" for post in entries))
    if call[0] == "aria2c":  # it knows no folders of its own
        host = world.blogs[0].host
        lines = (f"{post.url}\n  out={host}{post.path}\n" for post in entries)
        addresses.write_text("".join(lines))
    environment = os.environ | {"http_proxy": f"http://{world.address}/"}
    subprocess.run(call, check=False, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    return whole_posts(world, folder), world.counts.total()


def programs(world: DemoWorld) -> Mapping[str, Sequence[str]]:
    """The others, as they come and at their best."""
    home, listed = world.blogs[0].home_url + "/", ["-q", "-x", "-i", "addresses"]
    best = ["--retry-on-http-error=429,503", "--waitretry=0", "--tries=5"]
    return {
        "wget --mirror": ["wget", "--mirror", "-q", home],
        "wget -i": ["wget", *listed],
        "wget -i, retrying": ["wget", *best, *listed],
        "aria2c -i": ["aria2c", "-q", "-i", "addresses"],
        "aria2c -i, retrying": [
            *("aria2c", "-q", "-i", "addresses", "--max-tries=5", "--retry-wait=1"),
        ],
    }


def storm(n_posts: int, seeds: Sequence[int]) -> None:
    with DemoWorld.start(n_posts=n_posts, editions=("en",)) as world:
        for name, call in {"blogarchive": ["python"], **programs(world)}.items():
            if shutil.which(call[0]):
                n_calm = measured(world, name, None)[1]
                for seed in seeds:
                    show(f"{name}, seed {seed}", n_posts, *measured(world, name, seed), n_calm)


def measured(world: DemoWorld, name: str, seed: int | None) -> tuple[int, int]:
    world.forget()
    world.weather = None if seed is None else Forecast(STORM, seed)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "kept"
        call = programs(world).get(name)
        return ours(world, place) if call is None else other(world, place, call)


def show(name: str, n_posts: int, n_whole: int, n_requests: int, n_calm: int) -> None:
    print(f"  {name:<30} {n_whole:>4} of {n_posts} posts whole  {n_requests:>6,} requests  "
          f"{n_requests / n_calm:.3f} x its calm {n_calm:,}", flush=True)  # fmt: skip


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--child", folder, home, mapped]:
            child(folder, home, json.loads(mapped))
        case ["memory"]:
            memory()
        case ["storm", *more]:
            n_posts, *seeds = map(int, more or (300, 0, 3, 14))
            storm(n_posts, seeds)
        case _:
            sys.exit(__doc__)
