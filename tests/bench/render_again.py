"""What later renderings of a crawled blog cost, with both faces, pictures and the search.

python -m tests.bench.render_again [POSTS …]      (default: 60 2000)

The English demo blog is crawled with its pages, pictures and page parts, and rendered as
`blogarchive render` does it: everything, then after a run that changed nothing, after one post was
edited at its source, and after one was added. Seconds are those of whole processes, beside them the
processor's, of both our processes together.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.store.connection import Archive
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoBlog, DemoWorld
from tests.bench.recrawl_cost import EDITION, edit, outside

SETTINGS = CrawlSection(delay=0.0, connections=4)
Change = Callable[[DemoBlog], object]
CHANGES: dict[str, Change] = {
    "everything": lambda _: None,
    "nothing changed": lambda _: None,
    "one post edited": lambda blog: edit(blog, 1),
    "one post added": lambda blog: blog.publish("New", "<p>Written since.</p>"),
}


def renderings(n_posts: int) -> Iterator[tuple[str, float, float, str]]:
    """(what, seconds, seconds of the processor, what the program says), a day apart each."""
    with (
        DemoWorld.start(n_posts=n_posts, editions=(EDITION,)) as world,
        tempfile.TemporaryDirectory() as name,
    ):
        folder, blog = Path(name) / "archive", world.blogs[0]
        for day, (what, change) in enumerate(CHANGES.items()):
            change(blog)
            with Archive.open_for_writing(folder) as archive:
                crawl(archive, blog.home_url, SETTINGS, outside(world, day))
            yield what, *rendered(folder)


def rendered(folder: Path) -> tuple[float, float, str]:
    """One whole process, of a program that Python has compiled, as an installed one is."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began, before = time.monotonic(), _of_the_processor()
    line = [sys.executable, "-m", "archive", "--archive", str(folder), "render"]
    run = subprocess.run(line, capture_output=True, text=True, check=True, env=environment)
    seconds, spent = time.monotonic() - began, _of_the_processor() - before
    return seconds, spent, run.stderr.strip().splitlines()[-1]


def _of_the_processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(numbers: list[int]) -> None:
    for n_posts in numbers:
        whole = 0.0
        for what, seconds, spent, said in renderings(n_posts):
            whole = whole or spent
            print(f"{n_posts:>6,} posts  {what:<16} {seconds:>7.2f} s  {spent:>7.2f} s of the"
                  f" processor, {spent / whole:>6.1%}  {said}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [60, 2_000])
