"""Serve demo blogs until Ctrl-C: `python -m scraper.demo --posts 2000 --edition en --port 8001`."""

from __future__ import annotations

import threading

import click

from scraper.demo.editions import EDITIONS
from scraper.demo.world import DemoWorld


@click.command()
@click.option("--posts", default=60, show_default=True, help="Posts in all, 1 to 100,000 a blog.")
@click.option(
    "--edition", "editions", multiple=True, type=click.Choice(list(EDITIONS)), help="Default: all."
)
@click.option("--port", default=8001, show_default=True, help="The first port; 0 for free ones.")
@click.option("--named", is_flag=True, help="Serve host names (as an http_proxy), on one port.")
def main(posts: int, editions: tuple[str, ...], port: int, named: bool) -> None:
    """Serve the demo's blogs on 127.0.0.1, each on a port of its own."""
    wanted = editions or tuple(EDITIONS)
    with DemoWorld.start(posts, editions=wanted, port=port, plain=not named) as world:
        for blog in world.blogs:
            click.echo(f"{blog.edition}  {blog.n_posts} posts  {blog.home_url}/")
        if named:
            click.echo(f"http_proxy=http://{world.address}")
        threading.Event().wait()


if __name__ == "__main__":
    try:
        main(standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Stopped.")
