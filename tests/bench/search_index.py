"""What the mirror's search costs: its index, building it, and the first answer in a browser.

python -m tests.bench.search_index [POSTS] [FOLDER]      (10,000; needs the `browser` extra)

Makes an archive (see `many_posts.py`), or takes the one in FOLDER, builds the index of its first
blog twice in a process of its own, and asks its search page from file://, each question in a new
tab: bytes loaded, and milliseconds from the question to the results, files read from disk included;
then, in a tab where the scripts are loaded, again without them.
"""

from __future__ import annotations

import multiprocessing
import resource
import shutil
import statistics
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from archive.render import paths
from archive.render.gather import Shown, Site, gather
from archive.render.search_index import write_index
from archive.render.search_page import search_page
from archive.render.site import render_mirror
from archive.render.write import Writer
from archive.store import contents
from archive.store.connection import Archive
from tests.bench.many_posts import fill, queries

_TEXT = """
SELECT (SELECT sum(length(CAST(title || body_text AS BLOB))) FROM posts WHERE blog = :blog)
  + (SELECT coalesce(sum(length(CAST(comments.body_text AS BLOB))), 0) FROM comments
     JOIN posts ON posts.id = comments.post WHERE blog = :blog) AS n
"""


def build(root: Path, out: Any) -> None:
    """Build the index twice; tell seconds, files written the second time, peak memory."""
    with Archive.open(root) as archive, contents.snapshot(archive):
        shown = gather(archive).blogs[0]
        seconds = []
        for _ in range(2):
            writer = Writer(root)
            start = time.perf_counter()
            write_index(archive, writer, shown)
            seconds.append(time.perf_counter() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        out.send((seconds, writer.n_written, peak))


def weigh(root: Path) -> str:
    """Size of the index, its parts, and of the text; write the search page too."""
    with Archive.open(root) as archive, contents.snapshot(archive):
        site = gather(archive)
        shown = site.blogs[0]
        _write_page(root, site, shown)
        (row,) = archive.db.query(_TEXT, {"blog": shown.blog.blog_id})
        n_entries = sum(1 for _ in archive.db.query("SELECT 1 FROM entry_rows"))
    parts: dict[str, int] = {}
    for file in (root / paths.index_folder(shown.folder)).iterdir():
        parts[file.name[0]] = parts.get(file.name[0], 0) + file.stat().st_size
    total = sum(parts.values())
    print(f"{len(shown.posts):,} posts, {n_entries:,} entries, {row['n'] / 1e6:.1f} MB of text")
    print(f"index {total / 1e6:.1f} MB = {total / row['n']:.1%} of the text")
    for name, size in sorted(parts.items()):
        print(f"  {name}  {size / row['n']:.1%}")
    return paths.search_place(shown.folder)


def _write_page(root: Path, site: Site, shown: Shown) -> None:
    assert site
    page = search_page(shown, ())
    Writer(root).write(page.place, page.html.encode())


def ask(root: Path, place: str, asked: list[str]) -> None:
    """Ask each question in a new tab, and all again in one tab."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        cold = [_ask_in_new_tab(browser, root / place, text) for text in asked]
        page = browser.new_page()
        page.goto((root / place).as_uri())
        for text in (*asked, *asked):
            page.locator("#q").fill(text)
            page.locator("#q").press("Enter")
            _wait(page, text)
            if text in warm_seen:
                warm.append(_ms(page))
            warm_seen.add(text)
        browser.close()
    _report(asked, cold)


warm: list[float] = []
warm_seen: set[str] = set()


def _ask_in_new_tab(browser: Any, page_file: Path, text: str) -> tuple[int, int, float]:
    page = browser.new_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{page_file.as_uri()}#q={quote(text)}")
    _wait(page, text)
    read = [
        Path(unquote(urlsplit(url).path))
        for url in loaded
        if "/search/index/" in url and url.endswith(".js")
    ]
    result = sum(file.stat().st_size for file in read), len(read), _ms(page)
    page.close()
    return result


def _wait(page: Any, text: str) -> None:
    page.wait_for_function(
        "text => document.querySelector('ol.hits').dataset.query === text", arg=text, timeout=20_000
    )


def _ms(page: Any) -> float:
    return float(page.locator("ol.hits").get_attribute("data-ms"))


def _report(asked: list[str], cold: list[tuple[int, int, float]]) -> None:
    sizes = [size for size, _, _ in cold]
    largest = sizes.index(max(sizes))
    print(f"{len(asked)} questions")
    n_files = [n for _, n, _ in cold]
    print(f"bytes loaded: median {statistics.median(sizes):,.0f}, most {max(sizes):,}", end=" ")
    print(f"({asked[largest]!r})")
    print(f"files loaded: median {statistics.median(n_files):.0f}, most {max(n_files)}")
    cold_ms = [ms for _, _, ms in cold]
    for name, times in (("first answer, files read", cold_ms), ("scripts loaded", warm)):
        print(f"{name}: median {statistics.median(times):.0f} ms, most {max(times):.0f} ms")


def main(n_posts: int = 10_000, folder: str | None = None) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(folder) if folder else fill(Path(scratch) / "archive", n_posts)
        with Archive.open(root) as archive:
            is_bare = not (root / paths.SHELF).is_file()
            if is_bare and folder:
                render_mirror(archive)
        mine, theirs = multiprocessing.get_context("spawn").Pipe()
        process = multiprocessing.get_context("spawn").Process(target=build, args=(root, theirs))
        process.start()
        (first, second), n_written, peak = mine.recv()
        process.join()
        print(f"built in {first:.1f} s, again in {second:.1f} s ({n_written} files written)")
        print(f"peak of the process {peak} MB")
        place = weigh(root)
        for static in (paths.STYLE, paths.SEARCH_STYLE, *paths.SCRIPTS):
            body = (
                files("archive.render").joinpath("static", static.rpartition("/")[2]).read_bytes()
            )
            Writer(root).write(static, body)
        ask(root, place, list(queries(6)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:3])
