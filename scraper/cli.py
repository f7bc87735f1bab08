"""The front door: every verb; the offline ones are mounted from `archive.cli`.

Only here are the clock read, signals caught and lines printed.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import click
from rich.console import Console

from archive.cli import offline
from archive.config import load
from archive.display import render_shown
from archive.errors import BlogArchiveError, UsageError
from archive.front import archive_root, named_config, run, say, where
from archive.query import ask
from archive.results import as_table, json_text, plain
from archive.store.connection import DATABASE_NAME, Archive
from scraper.clock import Clock
from scraper.config import BlogSection, CrawlSection, Settings
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.demo.weather import MIXES, Forecast
from scraper.display import Display
from scraper.identify import seed
from scraper.report import CrawlReport
from scraper.run import Outside
from scraper.verbs.reparse import reparse_verb

DEMO_FOLDER = "demo-archive"
DEMO_QUERY = """SELECT title, published_on, n_comments FROM post_list
WHERE n_comments > 0 ORDER BY n_comments DESC LIMIT 5"""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="blogarchive")
@where
def cli() -> None:
    """Archive Blogger blogs: every post and comment in SQLite, and a mirror to browse offline."""


for verb in (*offline.commands.values(), reparse_verb):
    cli.add_command(verb)


@cli.command("crawl")
@where
@click.argument("blogs", nargs=-1, metavar="[BLOG]...")
@click.option("--no-render", is_flag=True, help="Leave the mirror as it is.")
@click.option("--json", "is_json", is_flag=True, help="Print the run's report as JSON.")
@click.pass_context
def crawl_verb(
    ctx: click.Context, blogs: tuple[str, ...], *, no_render: bool, is_json: bool
) -> int:
    """Bring blogs in, or up to date, and render the mirror.

    BLOG is an address (https://example.blogspot.com) or the name of a [[blog]] in config.toml; with
    none, every [[blog]] there is crawled. A killed run is gone on with by the next.
    """
    settings = load(Settings, named_config(ctx))
    seeds = _seeds(blogs, settings.blog)
    root = archive_root(ctx, settings.archive.path)
    with _archive(root) as archive, _stoppable() as stop:
        reports, failure = _crawl_all(archive, seeds, settings.crawl, stop)
        if not reports and failure is not None:
            raise failure
        if not no_render:
            _render(archive)
    _tell(reports, root, is_json=is_json)
    return _exit_code(reports, failure)


@contextmanager
def _archive(root: Path) -> Iterator[Archive]:
    """Open an archive for a crawl; one that this run made and that stayed empty is taken back."""
    is_new = not (root / DATABASE_NAME).exists()
    with Archive.open_for_writing(root) as archive:
        try:
            yield archive
        except BlogArchiveError:
            if is_new:
                archive.discard_if_empty()
            raise


def _exit_code(reports: Sequence[CrawlReport], failure: BlogArchiveError | None) -> int:
    """The worst that happened."""
    codes = [report.exit_code for report in reports]
    return max([*codes, failure.exit_code] if failure else codes)


def _seeds(named: Sequence[str], configured: Sequence[BlogSection]) -> tuple[str, ...]:
    """The addresses to crawl.

    :raises UsageError: there are none, or one is no address.
    """
    by_name = {blog.name: blog.url for blog in configured if blog.name}
    found = tuple(by_name.get(name, name) for name in named) or tuple(
        blog.url for blog in configured
    )
    if not found:
        raise UsageError(
            "no blog named; write 'blogarchive crawl https://example.blogspot.com', "
            "or add a [[blog]] to config.toml"
        )
    for url in found:
        seed(url)
    return found


def _crawl_all(
    archive: Archive,
    seeds: Sequence[str],
    settings: CrawlSection,
    stop: threading.Event,
    connect_to: Mapping[str, str] | None = None,
) -> tuple[tuple[CrawlReport, ...], BlogArchiveError | None]:
    """Crawl one blog after the other; one that cannot be reached does not keep the rest from it.

    :returns: the reports, and the last failure; all failures but that of a lone blog are told here.
    """
    reports: list[CrawlReport] = []
    failure: BlogArchiveError | None = None
    for url in seeds:
        try:
            reports.append(_crawl_one(archive, url, settings, stop, connect_to or {}))
        except BlogArchiveError as error:
            failure = error
            if len(seeds) > 1:
                say(f"error: {error}")
        if stop.is_set():
            break
    return tuple(reports), failure


def _crawl_one(
    archive: Archive,
    url: str,
    settings: CrawlSection,
    stop: threading.Event,
    connect_to: Mapping[str, str],
) -> CrawlReport:
    clock = Clock(lambda: datetime.now(UTC), time.monotonic, lambda seconds: _sleep(stop, seconds))
    with Display(Console(stderr=True)) as display:
        outside = Outside(clock, connect_to, display.tell, stop.is_set)
        return crawl(archive, url, settings, outside)


def _sleep(stop: threading.Event, seconds: float) -> None:
    stop.wait(seconds)


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """Ctrl-C or SIGTERM once finishes the answer in hand; twice stops at once."""
    stop = threading.Event()

    def ask_to_stop(number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say(f"{signal.Signals(number).name}: finishing the answer in hand; again to stop at once")

    former = {number: signal.signal(number, ask_to_stop) for number in _STOPS}
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


_STOPS = (signal.SIGINT, signal.SIGTERM)


def _render(archive: Archive) -> None:
    render_shown(archive, Console(stderr=True))


def _tell(reports: Sequence[CrawlReport], root: Path, *, is_json: bool) -> None:
    if is_json:
        found = [asdict(report) | {"exit_code": report.exit_code} for report in reports]
        click.echo(json_text(found[0] if len(found) == 1 else found))
        return
    for report in reports:
        for line in told(report):
            click.echo(plain(line))
    click.echo(f"mirror: {root / 'mirror' / 'index.html'}")


def told(report: CrawlReport) -> tuple[str, ...]:
    """A run's report as a person reads it."""
    counts = (
        f"{report.n_posts:,} posts, {report.n_pages:,} static pages, "
        f"{report.n_comments:,} comments, {report.n_media:,} pictures kept"
    )
    cost = (
        f"{report.n_new:,} new, {report.n_changed:,} changed; "
        f"{sum(report.requests.values()):,} requests, {report.n_bytes / 1e6:,.1f} MB, "
        f"{report.seconds:,.1f} s"
    )
    gaps = ", ".join(f"{n} {kind}" for kind, n in report.findings.items())
    lines = (f"{report.title} ({report.home_url}): {report.outcome}", f"  {counts}", f"  {cost}")
    advice = "see them with: blogarchive query 'SELECT * FROM gaps'"
    return (*lines, f"  findings: {gaps}; {advice}") if gaps else lines


@cli.command("demo")
@click.option(
    "--posts", type=click.IntRange(3, 100_000), default=60, show_default=True,
    help="How many posts the demo blogs have in all.",
)  # fmt: skip
@click.option(
    "--weather", type=click.Choice(list(MIXES)), default="calm", show_default=True,
    help="Stormy: the blogs refuse, break off, cut and garble, and you see what becomes of it.",
)  # fmt: skip
@click.argument("folder", type=click.Path(path_type=Path), default=DEMO_FOLDER)
def demo_verb(folder: Path, posts: int, weather: str) -> int:
    """Archive the built-in demo blogs into FOLDER, with no network.

    Three small blogs (Bengali, English, Arabic) are served on 127.0.0.1 and archived as any blog.
    """
    settings = CrawlSection(delay=0.0, connections=4)
    with DemoWorld.start(n_posts=posts) as world, _stoppable() as stop:
        world.weather = Forecast(MIXES[weather])
        say(f"the demo blogs answer on {next(iter(world.connect_to.values()))}")
        seeds = tuple(blog.home_url for blog in world.blogs)
        with Archive.open_for_writing(folder) as archive:
            reports, failure = _crawl_all(archive, seeds, settings, stop, world.connect_to)
            if failure is not None:
                raise failure
            _render(archive)
    _tell_demo(reports, folder)
    _tell_weather(world, reports)
    return _exit_code(reports, failure)


def _tell_demo(reports: Sequence[CrawlReport], folder: Path) -> None:
    """What was kept, where the mirror lies, one query with its answer, and what to do next."""
    for report in reports:
        for line in told(report):
            click.echo(line)
    click.echo(
        f"\nThe mirror, to open in a browser:\n  {(folder / 'mirror' / 'index.html').resolve()}"
    )
    click.echo(f'\nSQL over it:\n  blogarchive query --archive {folder} "{DEMO_QUERY}"\n')
    with ask(folder, DEMO_QUERY) as answer:
        Console(highlight=False).print(as_table(answer.columns, list(answer.rows)))
    click.echo("\nA real blog:\n  blogarchive crawl https://example.blogspot.com")


def _tell_weather(world: DemoWorld, reports: Sequence[CrawlReport]) -> None:
    """What befell the requests, if anything did, and what is kept all the same."""
    if world.weather is None or not world.weather.met:
        return
    n_met, n_asked = world.weather.met.total(), world.counts.total()
    n_kept = sum(report.n_posts for report in reports)
    n_posts = sum(blog.n_posts for blog in world.blogs)
    click.echo(f"\nThe weather: {n_met:,} of {n_asked:,} requests met one of these.")
    for line in world.weather.told():
        click.echo(line)
    click.echo(f"All the same, {n_kept:,} of {n_posts:,} posts are kept.")


def main() -> None:
    """Run the command line."""
    sys.exit(run(cli, name="blogarchive"))
