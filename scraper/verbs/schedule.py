"""`schedule`: a cron line or systemd units to paste, and when each blog is due next."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from archive import config
from archive.errors import UsageError
from archive.front import archive_root, named_config, where
from archive.results import json_text, plain
from archive.store import runs
from archive.store.connection import DATABASE_NAME, Archive
from scraper import urls
from scraper.config import BlogSection, Settings
from scraper.identify import seed
from scraper.schedule import Due, Planned, decide, length
from scraper.timers import Job, cron_line, hours_for, service_unit, timer_unit
from scraper.verbs.running import now


@click.command("schedule")
@where
@click.argument("form", type=click.Choice(["cron", "systemd"]), required=False)
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def schedule_verb(ctx: click.Context, form: str | None, *, is_json: bool) -> None:
    """Print a cron line or systemd units, and when blogs are due.

    `cron` prints a line for `crontab -e`, `systemd` a service and a timer for your user; without
    either, only the blogs are listed. Nothing is installed or changed.
    """
    path = named_config(ctx) or config.find()
    settings = config.load(Settings, path)
    if path is None or not settings.blog:
        raise UsageError(f"{path or config.FILE_NAME}: no [[blog]] to crawl; add one")
    root = archive_root(ctx, settings.archive.path)
    job = _job(settings, path.absolute(), root.absolute())
    blogs = _decided_in(root, settings)
    texts = _texts(form, job)
    if is_json:
        click.echo(json_text(texts | {"blogs": [as_row(blog) for blog in blogs]}))
        return
    for line in (*_shown(texts), *map(_sentence, blogs)):
        click.echo(line)


def decided(
    archive: Archive, blogs: Sequence[BlogSection], interval: str, at: datetime
) -> tuple[Due, ...]:
    """Which blogs are due.

    :param interval: for blogs without their own.
    """
    return tuple(
        decide(
            Planned(blog.url, blog.name, blog.interval or interval),
            runs.history(archive.db, blog.url, urls.host_of(seed(blog.url))),
            at,
        )
        for blog in blogs
    )


def _decided_in(root: Path, settings: Settings) -> tuple[Due, ...]:
    interval = settings.schedule.interval
    if not (root / DATABASE_NAME).is_file():
        planned = (Planned(one.url, one.name, one.interval or interval) for one in settings.blog)
        return tuple(decide(one, (), now()) for one in planned)
    with Archive.open(root) as archive:
        return decided(archive, settings.blog, interval, now())


def _job(settings: Settings, config_path: Path, root: Path) -> Job:
    places = ("--config", str(config_path), "--archive", str(root))
    intervals = [length(blog.interval or settings.schedule.interval) for blog in settings.blog]
    return Job((*_program(), "crawl", "--due", *places), f"{root}.log", hours_for(intervals))


def _program() -> tuple[str, ...]:
    """How this program is run, from any folder."""
    called = shutil.which(sys.argv[0])
    if called is not None and Path(called).stem == "blogarchive":
        return (str(Path(called).absolute()),)
    return (sys.executable, "-m", "scraper")


def _texts(form: str | None, job: Job) -> dict[str, str]:
    if form == "cron":
        return {"cron": cron_line(job)}
    if form == "systemd":
        return {"service": service_unit(job), "timer": timer_unit(job)}
    return {}


def _shown(texts: dict[str, str]) -> list[str]:
    """As it is pasted: what is not to be pasted is a comment in both languages."""
    if "cron" in texts:
        return ["# add with: crontab -e", texts["cron"], ""]
    if not texts:
        return []
    folder = "~/.config/systemd/user"
    return [
        f"# {folder}/blogarchive.service",
        texts["service"],
        f"# {folder}/blogarchive.timer",
        texts["timer"],
        "# then: systemctl --user daemon-reload",
        "#       systemctl --user enable --now blogarchive.timer",
        "# to run while you are logged out: loginctl enable-linger",
        "",
    ]


def _sentence(blog: Due) -> str:
    when = "now" if blog.is_due or blog.due_at is None else f"{blog.due_at:%Y-%m-%d %H:%M} UTC"
    return plain(f"# {blog.name or blog.url}: due {when} ({blog.why})")


def as_row(blog: Due) -> dict[str, object]:
    """A decision as JSON has it."""
    due_at = None if blog.due_at is None else blog.due_at.isoformat()
    return asdict(blog) | {"due_at": due_at}
