"""`demo`: the built-in demo blogs, archived with no network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from archive.front import say
from archive.query import ask
from archive.results import as_table
from scraper.config import CrawlSection
from scraper.demo import DemoWorld
from scraper.demo.weather import MIXES, Forecast
from scraper.endings import Ended
from scraper.stopping import Bounds
from scraper.verbs.running import (
    Crawls,
    Telling,
    archive_option,
    has_reached,
    opened,
    stoppable,
    told,
)

DEMO_FOLDER = "demo-archive"
DEMO_QUERY = """SELECT title, published_on, n_comments FROM post_list
WHERE n_comments > 0 ORDER BY n_comments DESC LIMIT 5"""


@click.command("demo")
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
    settings, telling = CrawlSection(delay=0.0, connections=4), Telling()
    with DemoWorld.start(n_posts=posts) as world, stoppable(Bounds(), telling) as stop:
        world.weather = Forecast(MIXES[weather])
        say(f"the demo blogs answer on {next(iter(world.connect_to.values()))}")
        seeds = tuple(blog.home_url for blog in world.blogs)
        with opened(folder) as archive:
            crawls = Crawls(archive, settings, stop, telling, world.connect_to)
            ended = crawls.crawl_all(seeds)
            code = crawls.exit_code(seeds, ended)
            if any(map(has_reached, ended)):
                code = max(code, telling.render(archive))
    if any(map(has_reached, ended)):
        _tell_demo(ended, folder)
        _tell_weather(world, ended)
    return code


def _tell_demo(ended: Sequence[Ended], folder: Path) -> None:
    """What was kept, where the mirror lies, one query with its answer, and what to do next."""
    for one in ended:
        for line in told(one.report, archive_option(folder)):
            click.echo(line)
    home = (folder / "mirror" / "index.html").resolve()
    if home.is_file():
        click.echo(f"\nThe mirror, to open in a browser:\n  {home}")
    click.echo(f'\nSQL over it:\n  blogarchive query{archive_option(folder)} "{DEMO_QUERY}"\n')
    with ask(folder, DEMO_QUERY) as answer:
        Console(highlight=False).print(as_table(answer.columns, list(answer.rows)))
    click.echo("\nA real blog:\n  blogarchive crawl https://example.blogspot.com")


def _tell_weather(world: DemoWorld, ended: Sequence[Ended]) -> None:
    """What befell the requests, if anything did, and what is kept all the same."""
    if world.weather is None or not world.weather.met:
        return
    n_met, n_asked = world.weather.met.total(), world.counts.total()
    n_kept = sum(one.report.n_posts for one in ended)
    n_posts = sum(blog.n_posts for blog in world.blogs)
    click.echo(f"\nThe weather: {n_met:,} of {n_asked:,} requests met one of these.")
    for line in world.weather.told():
        click.echo(line)
    click.echo(f"All the same, {n_kept:,} of {n_posts:,} posts are kept.")
