"""`crawl`: bring blogs in, or up to date; `--due`: those whose interval is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

import click

from archive.config import load
from archive.errors import ArchiveError, BlogArchiveError, UsageError
from archive.front import archive_root, named_config, where
from archive.results import json_text, plain
from scraper.config import BlogSection, Settings
from scraper.endings import Ended
from scraper.hook import run_hook
from scraper.identify import seed
from scraper.schedule import Due, length, most_overdue_first
from scraper.stopping import Bounds
from scraper.verbs.running import (
    Crawls,
    Telling,
    archive_option,
    has_reached,
    now,
    opened,
    stoppable,
    told,
)
from scraper.verbs.schedule import as_row, decided


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command line asks for."""

    blogs: tuple[str, ...]
    is_due: bool
    is_full: bool
    bounds: Bounds
    no_render: bool
    is_json: bool
    root: Path
    settings: Settings
    telling: Telling

    @property
    def option(self) -> str:
        """What the next command needs, to find this archive."""
        configured = Path(self.settings.archive.path).expanduser()
        return "" if self.root == configured else archive_option(self.root)


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of it."""

    decisions: tuple[Due, ...]
    ended: tuple[Ended, ...]
    exit_code: int


@click.command("crawl")
@where
@click.argument("blogs", nargs=-1, metavar="[BLOG]...")
@click.option("--due", "is_due", is_flag=True, help="Only blogs whose interval is over.")
@click.option(
    "--max-time", metavar="TIME", help="Stop after so long (90s, 30m, 2h), answers in hand kept."
)
@click.option(
    "--max-requests", type=click.IntRange(min=1), metavar="N", help="Stop after so many requests."
)
@click.option("--full", "is_full", is_flag=True, help="Ask for everything again, changed or not.")
@click.option("--no-render", is_flag=True, help="Leave the mirror as it is.")
@click.option("--json", "is_json", is_flag=True, help="Print the run's report as JSON.")
@click.option(
    "--log", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="What stderr gets: progress to read, or a JSON object a line.",
)  # fmt: skip
@click.pass_context
def crawl_verb(  # noqa: PLR0913  click hands over one argument per option
    ctx: click.Context,
    blogs: tuple[str, ...],
    *,
    is_due: bool,
    is_full: bool,
    max_time: str | None,
    max_requests: int | None,
    no_render: bool,
    is_json: bool,
    log: str,
) -> int:
    """Bring blogs in, or up to date, and render the mirror.

    BLOG is an address (https://example.blogspot.com) or the name of a [[blog]] in config.toml; with
    none, every [[blog]] there is crawled. A run that was killed, or stopped by you or by a limit,
    is gone on with by the next. Limits are for all blogs together, and not for the mirror. A blog
    that is archived already is only asked for what changed, until [crawl] full_every days have
    passed.
    """
    telling = Telling(is_json=log == "json")
    try:
        settings = load(Settings, named_config(ctx))
        asked = _Asked(
            *(blogs, is_due, is_full, _bounds(max_time, max_requests)),
            no_render=no_render,
            is_json=is_json,
            root=archive_root(ctx, settings.archive.path),
            settings=settings,
            telling=telling,
        )
        return _run(asked)
    except BlogArchiveError as error:
        if not telling.is_json:
            raise
        telling.fail(error)
        return error.exit_code


def _bounds(max_time: str | None, max_requests: int | None) -> Bounds:
    try:
        seconds = inf if max_time is None else length(max_time).total_seconds()
    except UsageError as error:
        raise UsageError(f"--max-time: {error}") from None
    return Bounds(seconds, inf if max_requests is None else max_requests, max_time or "")


ALLOWED_PRIVATE = (
    "warning: allow_private is on: what a blog links to may be asked for in your own network"
)


def _run(asked: _Asked) -> int:
    if asked.settings.crawl.allow_private:
        asked.telling.say(ALLOWED_PRIVATE)
    wanted = _wanted(asked.blogs, asked.settings.blog)
    done = _crawl(asked, wanted)
    if not done.ended:
        if asked.is_json:
            click.echo(_as_json(asked, done))
        elif not done.exit_code:
            click.echo(_nothing_due(done.decisions))
        return done.exit_code
    _tell(asked, done)
    _run_hook(asked, done)
    return done.exit_code


def _crawl(asked: _Asked, wanted: Sequence[BlogSection]) -> _Done:
    with stoppable(asked.bounds, asked.telling) as stop, opened(asked.root) as archive:
        decisions: tuple[Due, ...] = ()
        seeds = tuple(blog.url for blog in wanted)
        if asked.is_due:
            decisions = decided(archive, wanted, asked.settings.schedule.interval, now())
            seeds = tuple(blog.url for blog in most_overdue_first(decisions))
        crawls = Crawls(
            archive, asked.settings.crawl, stop, asked.telling, {}, is_full=asked.is_full
        )
        ended = crawls.crawl_all(seeds)
        code = crawls.exit_code(seeds, ended)
        if not asked.no_render and any(has_reached(one) for one in ended):
            if stop.is_asked or any(isinstance(one.error, ArchiveError) for one in ended):
                advice = f"make it with: blogarchive render{asked.option}"
                asked.telling.say(f"the mirror is as it was; {advice}")
            else:
                code = max(code, asked.telling.render(archive))
        return _Done(decisions, ended, code)


def _wanted(named: Sequence[str], configured: Sequence[BlogSection]) -> tuple[BlogSection, ...]:
    """The blogs to crawl.

    :raises UsageError: there are none, one is no address, or a name stands for two.
    """
    by_name = _by_name(configured) | {blog.url: blog for blog in configured}
    found = tuple(by_name.get(name) or BlogSection(name) for name in named) or tuple(configured)
    if not found:
        raise UsageError(
            "no blog named; write 'blogarchive crawl https://example.blogspot.com', "
            "or add a [[blog]] to config.toml"
        )
    for blog in found:
        _check_address(blog.url)
    return found


def _by_name(configured: Sequence[BlogSection]) -> dict[str, BlogSection]:
    found: dict[str, BlogSection] = {}
    for blog in configured:
        if blog.name in found:
            raise UsageError(
                f"two [[blog]] are called {blog.name!r} ({found[blog.name].url}, {blog.url}); "
                "give each a name of its own in config.toml"
            )
        if blog.name:
            found[blog.name] = blog
    return found


def _check_address(url: str) -> None:
    try:
        seed(url)
    except UsageError as error:
        if "." in url or ":" in url:
            raise
        raise UsageError(f"{error}, or as a [[blog]] of config.toml names it") from None


def _nothing_due(decisions: Sequence[Due]) -> str:
    first = min(decisions, key=lambda blog: blog.due_at or now())
    return f"nothing is due; next is {first.name or first.url} at {first.due_at:%Y-%m-%d %H:%M} UTC"


def _as_json(asked: _Asked, done: _Done) -> str:
    """The reports: one alone as an object, else a list; with `--due`, beside what was decided."""
    reports = [one.report.written() for one in done.ended]
    if asked.is_due:
        return json_text({"blogs": [as_row(blog) for blog in done.decisions], "runs": reports})
    return json_text(reports[0] if len(reports) == 1 else reports)


def _tell(asked: _Asked, done: _Done) -> None:
    if asked.is_json:
        click.echo(_as_json(asked, done))
        return
    reached = [one for one in done.ended if has_reached(one)]
    for one in reached:
        for line in told(one.report, asked.option):
            click.echo(plain(line))
    home = asked.root / "mirror" / "index.html"
    if reached and home.is_file():
        click.echo(f"mirror: {home}")


def _run_hook(asked: _Asked, done: _Done) -> None:
    """Run the user's own command, once the archive is closed; it gets what `--json` prints."""
    command = asked.settings.schedule.on_finish
    if not command:
        return
    worst = max(done.ended, key=lambda one: one.report.exit_code).report
    variables = {"BLOGARCHIVE_OUTCOME": worst.outcome, "BLOGARCHIVE_EXIT_CODE": str(done.exit_code)}
    hooked = run_hook(command, _as_json(asked, done), variables)
    for line in (*hooked.printed.splitlines(), hooked.problem):
        if line:
            asked.telling.say(line)
