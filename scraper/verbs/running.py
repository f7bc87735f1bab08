"""What the verbs that crawl share: telling, stopping, one blog after the other."""

from __future__ import annotations

import io
import os
import shlex
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from rich.console import Console

from archive.display import render_shown
from archive.errors import ArchiveError, BlogArchiveError
from archive.front import INTERRUPTED, say
from archive.results import plain
from archive.store import runs
from archive.store.connection import DATABASE_NAME, Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.display import Display
from scraper.endings import Ended, crawl_to_its_end
from scraper.fetch.client import Attempt
from scraper.log import JsonLog, line
from scraper.report import STOPPED, CrawlReport
from scraper.run import Outside
from scraper.stopping import Bounds, Stop


def now() -> datetime:
    """The system's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Telling:
    """How a command tells on stderr what it does: lines for people, or JSON lines."""

    is_json: bool = False

    def say(self, sentence: str) -> None:
        """Tell one sentence."""
        if self.is_json:
            write_line(line("note", now(), {"message": plain(sentence)}))
        else:
            say(sentence)

    def fail(self, error: BlogArchiveError) -> None:
        """Tell an error that ends a run."""
        if self.is_json:
            values = {"message": plain(str(error)), "exit_code": error.exit_code}
            write_line(line("error", now(), values))
        else:
            say(f"error: {error}")

    def render(self, archive: Archive) -> int:
        """Render the mirror; where it cannot be written, say so: the crawl's report still counts.

        :returns: 0, or the exit code.
        """
        try:
            self._render(archive)
        except ArchiveError as error:
            self.fail(error)
            return error.exit_code
        return 0

    def _render(self, archive: Archive) -> None:
        if self.is_json:
            report = render_shown(archive, Console(file=io.StringIO()))
            counts = {"n_pages": report.n_pages, "n_written": report.n_written}
            write_line(line("mirror", now(), counts))
        else:
            render_shown(archive, Console(stderr=True))


_WRITING = threading.RLock()


def write_line(text: str) -> None:
    """Write one whole line on stderr, from any thread and from a signal's handler."""
    with _WRITING:
        _shout(text)


def _shout(text: str) -> None:
    # Not sys.stderr: a signal's handler must not write into a buffer that is being written.
    rest = memoryview(f"{text}\n".encode())
    while rest:
        rest = rest[os.write(2, rest) :]


@contextmanager
def stoppable(bounds: Bounds, telling: Telling) -> Iterator[Stop]:
    """Ctrl-C or SIGTERM once finishes the answer in hand; twice ends the program at once."""
    stop = Stop(bounds, time.monotonic)

    def ask_to_stop(number: int, _frame: FrameType | None) -> None:
        if stop.is_asked:
            _end_at_once()
        stop.ask()
        name = signal.Signals(number).name
        sentence = f"{name}: finishing the answer in hand; again to stop at once"
        write_line(line("note", now(), {"message": sentence}) if telling.is_json else sentence)

    former = {number: signal.signal(number, ask_to_stop) for number in _STOPS}
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


_STOPS = (signal.SIGINT, signal.SIGTERM)


def _end_at_once() -> None:
    """As a kill would: threads are not waited for, the open transaction is lost, the lock free."""
    if sys.stderr.isatty():
        os.write(2, b"\x1b[?25h\n")  # the live line hid the cursor
    os._exit(INTERRUPTED)


@contextmanager
def opened(root: Path) -> Iterator[Archive]:
    """Open an archive for a crawl; one that this run made and that stayed empty is taken back."""
    is_new = not (root / DATABASE_NAME).exists()
    with Archive.open_for_writing(root) as archive:
        with archive.transaction() as db:
            runs.note_killed(db)
        try:
            yield archive
        finally:
            if is_new:
                archive.discard_if_empty()


@dataclass(frozen=True, slots=True)
class Crawls:
    """What every run of one command shares."""

    archive: Archive
    settings: CrawlSection
    stop: Stop
    telling: Telling
    connect_to: Mapping[str, str]
    is_full: bool = False
    """Ask for everything again, changed or not."""

    def crawl_all(self, seeds: Sequence[str]) -> tuple[Ended, ...]:
        """Crawl one blog after the other; one that fails does not keep the rest from it."""
        ended: list[Ended] = []
        for url in seeds:
            if self.stop.is_due():
                n_left = len(seeds) - len(ended)
                self.telling.say(f"{self.stop.limit() or STOPPED}: {n_left} of the blogs not begun")
                break
            ended.append(self._crawl_one(url))
            if isinstance(ended[-1].error, ArchiveError):
                break  # the next blog would be asked for what cannot be written either
        return tuple(ended)

    def exit_code(self, seeds: Sequence[str], ended: Sequence[Ended]) -> int:
        """The worst that happened; a blog that was not begun counts as one that was stopped."""
        codes = [one.report.exit_code for one in ended]
        if len(ended) < len(seeds):
            codes.append(INTERRUPTED if self.stop.is_asked else 1)
        return max(codes, default=0)

    def _crawl_one(self, url: str) -> Ended:
        with self._display(url) as display:

            def requested(kind: str, attempt: Attempt) -> None:
                self.stop.count()
                display.requested(kind, attempt)

            outside = Outside(
                Clock(now, time.monotonic, self.stop.sleep),
                self.connect_to,
                display.tell,
                self.stop.is_due,
                limit=self.stop.limit,
                requested=requested,
                found=display.found,
            )
            ended = crawl_to_its_end(
                self.archive, url, self.settings, outside, is_full=self.is_full
            )
            display.ended(ended.report)
        if ended.error is not None:
            self.telling.fail(ended.error)
        elif not ended.report.blog_id:
            self.telling.say(f"{url}: {ended.report.reason}")
        return ended

    def _display(self, url: str) -> Display | JsonLog:
        if self.telling.is_json:
            return JsonLog(write_line, now, url)
        return Display(Console(stderr=True))


def has_reached(ended: Ended) -> bool:
    """Whether there is something of the blog to show."""
    return bool(ended.report.blog_id) and ended.report.outcome != "unreachable"


GOES_ON = ": it goes on"
"""How errors of the disk end, which say it themselves."""


def archive_option(root: Path) -> str:
    """What a later command needs to be told, to find an archive that no configuration names."""
    return f" --archive {shlex.quote(str(root))}"


def told(report: CrawlReport, option: str = "") -> tuple[str, ...]:
    """A run's report as a person reads it.

    :param option: `archive_option`, where the archive needs it.
    """
    counts = (
        f"{report.n_posts:,} posts, {report.n_pages:,} static pages, "
        f"{report.n_comments:,} comments, {report.n_media:,} pictures kept"
    )
    cost = (
        f"{report.n_new:,} new, {report.n_changed:,} changed; "
        f"{sum(report.requests.values()):,} requests, {report.n_bytes / 1e6:,.1f} MB, "
        f"{report.seconds:,.1f} s"
    )
    goes_on = "" if report.reason.endswith(GOES_ON) else "; the next run goes on"
    why = f" ({report.reason}{goes_on})" if report.reason else ""
    head = f"{report.title} ({report.home_url}): {report.outcome}{why}"
    gaps = ", ".join(f"{n} {kind}" for kind, n in report.findings.items() if kind != "gone")
    advice = f"see them with: blogarchive coverage{option}"
    gone = f"  {report.n_gone:,} gone at the source; the kept copies stay"
    lines = (head, f"  {counts}", f"  {cost}", *([gone] if report.n_gone else []))
    return (*lines, f"  findings: {gaps}; {advice}") if gaps else lines
