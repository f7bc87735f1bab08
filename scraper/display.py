"""How a run's progress looks: one live line on a terminal, plain lines everywhere else."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar

from archive.model import Finding
from archive.results import plain
from scraper.fetch.client import Attempt
from scraper.report import CrawlReport, Progress

# A log of a two-hour crawl stays readable: a line per phase and one each half minute.
PLAIN_SECONDS = 30.0
ROOM_FOR_BAR = 110
"""Columns of a terminal that the counts leave room in."""


class Display:
    """Shows progress on a console (stderr); use it as a context manager."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar = Bar(
            SpinnerColumn(),
            # In lines of their own: beside each other, 80 columns cut the time that is left.
            TextColumn("{task.description}\n{task.fields[counts]}"),
            *([BarColumn(bar_width=24)] if console.width >= ROOM_FOR_BAR else []),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("starting", total=None, counts="")
        self._last: tuple[str, float] = ("", 0.0)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    @property
    def tell(self) -> Callable[[Progress], None]:
        """What a run calls after its answers."""
        return self._live if self._console.is_terminal else self._plain

    def requested(self, _kind: str, _attempt: Attempt) -> None:
        """Nothing: progress tells of requests together."""

    def found(self, _finding: Finding) -> None:
        """Nothing: the report counts findings."""

    def ended(self, _report: CrawlReport) -> None:
        """Nothing: the report is a result, and goes to stdout."""

    def _live(self, progress: Progress) -> None:
        self._bar.update(
            self._task,
            description=f"{escape(plain(progress.blog))} · {progress.phase}",
            completed=progress.n_requests,
            total=progress.n_requests + progress.n_left,
            counts=escape(" · ".join((*_left(progress), *_counts(progress)))),
        )

    def _plain(self, progress: Progress) -> None:
        phase, told = self._last
        if progress.phase == phase and progress.seconds - told < PLAIN_SECONDS:
            return
        self._last = (progress.phase, progress.seconds)
        line = f"{plain(progress.blog)}: {progress.phase}: {summary(progress)}"
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)


def summary(progress: Progress) -> str:
    """`34 posts · 120 comments · 18 pictures · 97 requests · 4.2/s · 2 min left`."""
    return " · ".join((*_counts(progress), *_left(progress)))


def _counts(progress: Progress) -> tuple[str, ...]:
    return (
        f"{progress.n_posts:,} posts",
        f"{progress.n_comments:,} comments",
        f"{progress.n_media:,} pictures",
        f"{progress.n_requests:,} requests",
        f"{progress.rate:.1f}/s",
    )


def _left(progress: Progress) -> tuple[str, ...]:
    if progress.seconds_left is None or not progress.n_left:
        return ()
    return (f"{duration(progress.seconds_left)} left",)


def duration(seconds: float) -> str:
    """`40 s`, `2 min`, `3 h 20 min`."""
    if seconds < 90:  # noqa: PLR2004 -- up to a minute and a half seconds say more
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:  # noqa: PLR2004 -- minutes in an hour
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
