"""Requests and bytes of later crawls: nothing changed, 1 edit, 10 edits; beside wget and HTTrack.

python -m tests.bench.recrawl_cost [POSTS …]      (default: 60 2000)

The first crawl of 20,000 posts takes many minutes; it fetches no pictures, since a later crawl
asks for none that is kept. A tool that is not installed is left out, with a line that says so;
wget and HTTrack are run up to 2,000 posts.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoBlog, DemoWorld
from scraper.run import Outside

SETTINGS = CrawlSection(delay=0.0, connections=4, media=False)
LARGEST_MIRROR = 2_000
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
        began = time.monotonic()
        report = crawl(archive, world.blogs[0].home_url, SETTINGS, outside(world, 0))
        print(f"  first crawl: {sum(report.requests.values()):,} requests, "
              f"{time.monotonic() - began:.0f} s")  # fmt: skip
        tell("blogarchive", "the same day", again(archive, world, 0.5))
        tell("blogarchive", "a quiet day", again(archive, world, 2))
        for day, n_edits in ((4, 1), (6, 10)):
            edit(world.blogs[0], n_edits)
            tell("blogarchive", f"{n_edits} edited", again(archive, world, day))


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
    """Its update mode, chosen by itself where its cache lies in the folder."""
    hosts = [f"+{host}/*" for host in world.connect_to]
    pace = ["-c4", "-A100000000", "-%c100", "--disable-security-limits"]
    first = not (Path(folder) / "hts-cache").exists()
    mode = [] if first else ["--update"]
    proxy = ["-P", world.address]
    return [
        "httrack", world.blogs[0].home_url + "/", "-O", folder, *mode, *proxy, *pace,
        "-q", "-%v0", "-I0", *hosts,
    ]  # fmt: skip


def mirrored(name: str, n_posts: int) -> None:
    """Print what the same days cost a mirroring tool."""
    if shutil.which(name) is None:
        print(f"  {name}: not installed, left out")
        return
    command = {"wget": wget, "httrack": httrack}[name]
    with (
        DemoWorld.start(n_posts=n_posts, editions=(EDITION,)) as world,
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
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


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
