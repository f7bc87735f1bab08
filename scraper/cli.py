"""The front door: every verb; the offline ones are mounted from `archive.cli`.

Only here and in `verbs/` are the clock read, signals caught and lines printed.
"""

from __future__ import annotations

import sys

import click

from archive.cli import offline
from archive.front import run, where
from scraper.verbs.crawl import crawl_verb
from scraper.verbs.demo import demo_verb
from scraper.verbs.reparse import reparse_verb
from scraper.verbs.schedule import schedule_verb
from scraper.verbs.verify import repairing_verb


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="blogarchive")
@where
def cli() -> None:
    """Archive Blogger blogs: every post and comment in SQLite, and a mirror to browse offline."""


OWN = (crawl_verb, demo_verb, reparse_verb, schedule_verb, repairing_verb)
"""The last takes the place of the offline `verify`, which cannot repair."""
for verb in (*offline.commands.values(), *OWN):
    cli.add_command(verb)


def main() -> None:
    """Run the command line."""
    sys.exit(run(cli, name="blogarchive"))
