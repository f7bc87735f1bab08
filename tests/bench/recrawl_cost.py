"""Requests and bytes of later crawls: nothing changed, 1 edit, 10 edits; beside wget and HTTrack.

python -m tests.bench.recrawl_cost [POSTS …]      (default: 60 2000)

The first crawl fetches no pictures, since a later one asks for none that is kept; beyond 2,000
posts it fetches no pages either, only the listings, or it would take an hour. A tool that is not
installed is left out, with a line that says so, and beyond 2,000 posts all are.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.store.connection import Archive
from archive.store.targets import Frontier
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoBlog, DemoWorld
from scraper.run import PHASE_NAMES, Outside

SETTINGS = CrawlSection(delay=0.0, connections=4, media=False)
LARGEST_MIRROR = LARGEST_WITH_PAGES = 2_000
EDITION = "en"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one later crawl took."""

    n_requests: int
    n_bytes: int
    """Answers on the wire, heads not counted."""
    seconds: float


def edit(blog: DemoBlog, n_posts: int) -> None:
    """Change the first words of the newest posts."""
    for k in blog.numbers[-n_posts:] if n_posts else ():
        blog.edit(k, body_html=f"<p>Mended.</p>{blog.post(k).body_html}")


# -- this program --------------------------------------------------------------------------------


def ours(n_posts: int) -> None:
    """Print what quiet and edited days cost."""
    with (
        DemoWorld.start(n_posts=n_posts, editions=(EDITION,)) as world,
        tempfile.TemporaryDirectory() as folder,
        Archive.open_for_writing(Path(folder)) as archive,
    ):
        first_crawl(archive, world)
        tell("blogarchive", "the same day", again(archive, world, 0.5))
        tell("blogarchive", "a quiet day", again(archive, world, 2))
        for day, n_edits in ((4, 1), (6, 10)):
            edit(world.blogs[0], n_edits)
            tell("blogarchive", f"{n_edits} edited", again(archive, world, day))


def first_crawl(archive: Archive, world: DemoWorld) -> None:
    """Bring the blog in; a large one without its pages."""
    began, blog, phases = time.monotonic(), world.blogs[0], set[str]()
    stops_at_pages = blog.n_posts > LARGEST_WITH_PAGES
    listings = replace(
        outside(world, 0),
        tell=lambda progress: phases.add(progress.phase),
        stopping=lambda: stops_at_pages and PHASE_NAMES["post"] in phases,
    )
    crawl(archive, blog.home_url, SETTINGS, listings)
    if stops_at_pages:
        with archive.transaction() as db:
            Frontier(db, blog.blog_id, None).set_aside(("post",), "left out of this bench")
        crawl(archive, blog.home_url, SETTINGS, outside(world, 0))
    print(f"  first crawl: {world.counts.total():,} requests, {time.monotonic() - began:.0f} s")


def again(archive: Archive, world: DemoWorld, days: float) -> Cost:
    """Crawl once more, so many days after the first time."""
    began = time.monotonic()
    report = crawl(archive, world.blogs[0].home_url, SETTINGS, outside(world, days))
    return Cost(sum(report.requests.values()), report.n_bytes, time.monotonic() - began)


def outside(world: DemoWorld, days: float) -> Outside:
    """The demo, on a later day."""
    later = timedelta(days=days)
    return Outside(
        Clock(lambda: datetime.now(UTC) + later, time.monotonic, time.sleep), world.connect_to
    )


# -- the others ----------------------------------------------------------------------------------


def wget(world: DemoWorld, folder: str) -> list[str]:
    """`-N` (in --mirror) asks for every page again, with If-Modified-Since."""
    hosts = ",".join(world.connect_to)
    proxy = ["-e", f"http_proxy=http://{world.address}/", "-e", "use_proxy=yes"]
    kinds = ["--mirror", "-p", "-q", "-H", "-D", hosts, "-P", folder]
    return ["wget", *kinds, *proxy, world.blogs[0].home_url + "/"]


def httrack(world: DemoWorld, folder: str) -> list[str]:
    """Its update mode, where its cache lies in the folder; without limits of pace, HTTP/1.0."""
    mode = ["--update"] if (Path(folder) / "hts-cache").exists() else []
    pace = ["--disable-security-limits", "-A0", "-%c0", "-c8", "-%h", "-%k0", "-q", "-I0"]
    return ["httrack", world.blogs[0].home_url + "/", "-O", folder, *mode, *pace, "+127.0.0.1*"]


def mirrored(name: str, n_posts: int) -> None:
    """Print what the same days cost a mirroring tool."""
    if shutil.which(name) is None:
        print(f"  {name}: not installed, left out")
        return
    command = {"wget": wget, "httrack": httrack}[name]
    with (
        DemoWorld.start(n_posts=n_posts, editions=(EDITION,), plain=name == "httrack") as world,
        tempfile.TemporaryDirectory() as folder,
    ):
        run(command(world, folder))
        print(f"  {name}, first time: {world.counts.total():,} requests")
        for what, n_edits in (("a quiet day", 0), ("1 edited", 1), ("10 edited", 10)):
            edit(world.blogs[0], n_edits)
            world.forget()
            n_sent, began = world.n_sent, time.monotonic()
            run(command(world, folder))
            seconds = time.monotonic() - began
            tell(name, what, Cost(world.counts.total(), world.n_sent - n_sent, seconds))


def run(command: list[str]) -> None:
    """Run a tool to its end; they end with an error where one picture is dead."""
    subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def tell(name: str, what: str, cost: Cost) -> None:
    print(f"  {name:<12} {what:<13} {cost.n_requests:>7,} requests  "
          f"{cost.n_bytes / 1000:>10,.1f} kB  {cost.seconds:>7.1f} s", flush=True)  # fmt: skip


if __name__ == "__main__":
    for number in map(int, sys.argv[1:] or ("60", "2000")):
        print(f"{number:,} posts", flush=True)
        ours(number)
        if number <= LARGEST_MIRROR:
            mirrored("wget", number)
            mirrored("httrack", number)
