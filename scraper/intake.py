"""One answer taken in: logged, read (`keeping.py`) and kept in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from archive.errors import NetworkError, StoppedError
from archive.model import Capture, Finding, FindingKind, Target
from archive.store import crawls
from archive.store.captures import timestamp
from scraper import listing, plan
from scraper.fetch.client import Attempt
from scraper.fetch.retry import TransientError
from scraper.keeping import UnreadableError, keep, read, unreadable
from scraper.parse.kinds import PARSERS
from scraper.parse.readings import PageReading
from scraper.run import Run
from scraper.weighing import weigh

OK, NOT_MODIFIED = 200, 304
NOTHING_THERE = frozenset({404, 410})
READ_WELL: Final[tuple[FindingKind, ...]] = ("unreadable", "unfetched", "missing-post")
"""Findings about a target that a good reading of it closes."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of asking for a target."""

    target: Target
    capture: Capture | None
    error: NetworkError | None
    attempts: tuple[Attempt, ...]


def take_in(run: Run, fetched: Fetched) -> None:
    """Keep one answer and all that it yields, together or not at all."""
    try:
        with run.archive.transaction():
            note_attempts(run, fetched.target.kind, fetched.attempts)
            _take_in(run, fetched)
    except BaseException:
        run.captures.forget()
        raise


def note_attempts(run: Run, kind: str, attempts: Iterable[Attempt]) -> None:
    """Log requests and count them."""
    for attempt in attempts:
        run.count(kind, attempt)
        row = asdict(attempt) | {"requested_at": timestamp(attempt.requested_at)}
        crawls.keep_request(run.archive.db, run.crawl, kind, row)


def _take_in(run: Run, fetched: Fetched) -> None:
    target, capture = fetched.target, fetched.capture
    if isinstance(fetched.error, StoppedError):
        return  # it was never asked, so it stays planned
    unended = fetched.error.capture if isinstance(fetched.error, TransientError) else None
    if capture is None and unended is not None and unended.status == OK:
        _unreadable(run, target, unended, str(fetched.error), is_whole=False)
        return
    if capture is None:
        fail(run, target, str(fetched.error or "no answer"))
        return
    if capture.status == NOT_MODIFIED:
        run.frontier.mark(target, "done", "not modified", capture.fetched_at)
        return
    if capture.status != OK:
        _refused(run, target, capture)
        return
    _read(run, target, capture)


def _refused(run: Run, target: Target, capture: Capture) -> None:
    """A final answer that is no page: kept, and for a feed tried in its plain form."""
    status = f"answered {capture.status}"
    capture_id = keep_capture(run, target, capture, problem=status)
    is_gone = listing.note_if_gone(run.keeping.listing, target, capture, capture_id)
    if _is_plain_planned(run, target, status, capture):
        return
    run.frontier.mark(target, "failed", status, capture.fetched_at)
    if target.kind in ("post", "page") and capture.status not in NOTHING_THERE:
        run.n_failed += 1
    if is_gone:
        crawls.close_finding(run.archive.db, "missing-post", target.key, capture.fetched_at)
    elif target.kind in ("post", "page", "label", "archive"):
        message = f"{target.url} answered {capture.status}; it was planned because: {target.reason}"
        note(run, Finding("missing-post", target.key, message))


def _is_plain_planned(run: Run, target: Target, reason: str, capture: Capture) -> bool:
    """Whether a feed that could not be had is asked for in its plain form next."""
    plain = plan.plain_feed(target) if target.kind in plan.FEED_KINDS else None
    if plain is None or not run.frontier.add([plain]):
        return False
    run.frontier.mark(target, "skipped", reason, capture.fetched_at)
    return True


def _read(run: Run, target: Target, capture: Capture) -> None:
    keeping = run.keeping
    try:
        reading = read(target.kind, capture, run.blog.blog_id, PARSERS, run.outside.page_worker)
        _check_place(capture, reading)
    except UnreadableError as error:
        weigh(keeping, target.kind, None)
        _unreadable(run, target, capture, str(error))
        return
    weigh(keeping, target.kind, reading)
    keep(keeping, target, reading, capture, keep_capture(run, target, capture))
    for kind in READ_WELL:
        crawls.close_finding(run.archive.db, kind, target.key, capture.fetched_at)
    run.frontier.mark(target, "done", target.reason, capture.fetched_at)
    run.frontier.keep_validators(target, capture.header("etag"), capture.header("last-modified"))


def _check_place(capture: Capture, reading: object) -> None:
    """Refuse the page of another post: a server or cache may mix up its answers.

    :raises UnreadableError: the page says that its address is another post's.
    """
    post = reading.post if isinstance(reading, PageReading) else None
    if post is None:
        return
    asked, own = (unquote(urlsplit(url).path) for url in (capture.final_url, post.url))
    if own.casefold() != asked.casefold():
        raise UnreadableError(f"the page of another post ({post.post_id}, {post.url})")


def _unreadable(
    run: Run, target: Target, capture: Capture, reason: str, *, is_whole: bool = True
) -> None:
    keep_capture(run, target, capture, problem=reason)
    if _is_plain_planned(run, target, reason, capture):
        return
    run.frontier.mark(target, "failed", reason, capture.fetched_at, is_answered=is_whole)
    run.n_failed += 1
    note(run, unreadable(target, reason))


def fail(run: Run, target: Target, reason: str) -> None:
    """Note a target that did not answer."""
    run.frontier.mark(target, "failed", reason, run.clock.now(), is_answered=False)
    run.n_failed += 1
    note(run, Finding("unfetched", target.key, f"{target.url} could not be fetched: {reason}"))


def skip(run: Run, target: Target, reason: str) -> None:
    """Note a target that is not asked for."""
    with run.archive.transaction():
        run.frontier.mark(target, "skipped", reason, run.clock.now())
        note(run, Finding("unfetched", target.key, f"{target.url} was not fetched: {reason}"))


def note(run: Run, finding: Finding) -> None:
    """Keep a finding."""
    run.keeping.note(finding, run.clock.now())


def keep_capture(run: Run, target: Target, capture: Capture, problem: str | None = None) -> int:
    """Keep the raw answer.

    :returns: its id.
    """
    return run.captures.keep(
        capture, kind=target.kind, blog=run.blog.blog_id, crawl=run.crawl, problem=problem
    )
