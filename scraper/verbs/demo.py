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
from scraper.endings import Ended
from scraper.stopping import Bounds
from scraper.verbs.running import Crawls, Telling, has_reached, opened, stoppable, told

DEMO_FOLDER = "demo-archive"
DEMO_QUERY = """SELECT title, published_on, n_comments FROM post_list
WHERE n_comments > 0 ORDER BY n_comments DESC LIMIT 5"""


@click.command("demo")
@click.option(
    "--posts", type=click.IntRange(3, 100_000), default=60, show_default=True,
    help="How many posts the demo blogs have in all.",
)  # fmt: skip
@click.argument("folder", type=click.Path(path_type=Path), default=DEMO_FOLDER)
def demo_verb(folder: Path, posts: int) -> int:
    """Archive the built-in demo blogs into FOLDER, with no network.

    Three small blogs (Bengali, English, Arabic) are served on 127.0.0.1 and archived as any blog.
    """
    settings, telling = CrawlSection(delay=0.0, connections=4), Telling()
    with DemoWorld.start(n_posts=posts) as world, stoppable(Bounds(), telling) as stop:
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
    return code


def _tell_demo(ended: Sequence[Ended], folder: Path) -> None:
    """What was kept, where the mirror lies, one query with its answer, and what to do next."""
    for one in ended:
        for line in told(one.report):
            click.echo(line)
    click.echo(
        f"\nThe mirror, to open in a browser:\n  {(folder / 'mirror' / 'index.html').resolve()}"
    )
    click.echo(f'\nSQL over it:\n  blogarchive query --archive {folder} "{DEMO_QUERY}"\n')
    with ask(folder, DEMO_QUERY) as answer:
        Console(highlight=False).print(as_table(answer.columns, list(answer.rows)))
    click.echo("\nA real blog:\n  blogarchive crawl https://example.blogspot.com")
