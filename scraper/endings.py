"""A run that fails ends as a row with its report too: unreachable, refused, broken off."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from archive.errors import ArchiveError, BlogArchiveError, NetworkError, StoppedError
from archive.store import crawls, known, runs
from archive.store.connection import Archive, SqliteError, unwritable
from archive.whole import GO_ON
from scraper import urls
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.fetch.client import Attempt
from scraper.identify import UnreachableError, seed
from scraper.report import STOPPED, CrawlReport
from scraper.run import Outside


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended, and the error that ended it, if one did."""

    report: CrawlReport
    error: BlogArchiveError | None = None


@dataclass(frozen=True, slots=True)
class _Begun:
    """What is known of a run before its blog is."""

    archive: Archive
    url: str
    began: datetime
    began_monotonic: float
    last_run: int
    outside: Outside
    asked: Counter[str]
    """Requests by kind, until there is a row to log them under."""


def crawl_to_its_end(
    archive: Archive, url: str, settings: CrawlSection, outside: Outside, *, is_full: bool = False
) -> Ended:
    """Crawl a blog; whatever becomes of it, a row of the crawls table tells."""
    clock = outside.clock
    last_run = runs.last_id(archive.db)
    asked: Counter[str] = Counter()

    def requested(kind: str, attempt: Attempt) -> None:
        asked[kind] += 1
        outside.requested(kind, attempt)

    begun = _Begun(archive, url, clock.now(), clock.monotonic(), last_run, outside, asked)
    try:
        watched = replace(outside, requested=requested)
        return Ended(crawl(archive, url, settings, watched, is_full=is_full))
    except StoppedError:
        return Ended(_keep_end(begun, None))
    except BlogArchiveError as error:
        return Ended(_keep_end(begun, error), error)
    except (SqliteError, OSError) as error:
        failed = _of_the_disk(archive, error)
        return Ended(_keep_end(begun, failed), failed)
    except Exception as error:
        _keep_end(begun, error)
        raise


def _of_the_disk(archive: Archive, error: Exception) -> ArchiveError:
    if isinstance(error, OSError):  # the network's are NetworkErrors by now
        path = error.filename or archive.root
        return ArchiveError(f"{path}: {error.strerror or error}; {GO_ON}")
    return unwritable(archive.root, error)


def _keep_end(begun: _Begun, error: Exception | None) -> CrawlReport:
    report = _report(begun, error)
    # Where nothing can be written, the next run notes that this one never told how it ended.
    with suppress(ArchiveError), begun.archive.transaction() as db:
        row = runs.begun_since(db, begun.last_run)
        if row is None:
            row = crawls.begin_crawl(db, begun.url, begun.began, is_full=False)
        # Stopped before it began to list, it leaves nothing to go on with, so names no blog.
        if report.outcome == "unreachable" and report.blog_id:
            crawls.name_crawl(db, row, report.blog_id)
        now = begun.outside.clock.now()
        crawls.finish_crawl(db, row, report.outcome, report.written(), now)
    return report


def _report(begun: _Begun, error: Exception | None) -> CrawlReport:
    """The report of a run that could not write its own."""
    db, outside = begun.archive.db, begun.outside
    row = runs.begun_since(db, begun.last_run)
    blog = runs.blog_at(db, urls.host_of(seed(begun.url))) or ""
    totals = known.totals(db, blog)
    brought = runs.Yield(0, 0, 0)
    if row is not None and blog:
        brought = runs.yield_of(db, row, blog, begun.began)
    outcome, reason, code = _verdict(error, outside.limit(), has_begun=row is not None)
    return CrawlReport(
        blog_id=blog,
        title=runs.title_of(db, blog) if blog else "",
        home_url=seed(begun.url),
        outcome=outcome,
        n_posts=totals.n_posts,
        n_pages=totals.n_pages,
        n_comments=totals.n_comments,
        n_media=totals.n_media,
        n_missing_media=totals.n_missing_media,
        n_new=brought.n_new,
        n_changed=brought.n_changed,
        n_failed=0,
        requests=dict(begun.asked) if row is None else runs.requests_of(db, row),
        n_bytes=brought.n_bytes,
        findings=known.open_findings(db, blog),
        seconds=round(outside.clock.monotonic() - begun.began_monotonic, 3),
        is_full=False,
        reason=reason,
        error_code=code,
    )


def _verdict(
    error: Exception | None, limit: str, *, has_begun: bool
) -> tuple[crawls.Outcome, str, int | None]:
    """(outcome, reason, exit code where the outcome does not tell it)."""
    if error is None:
        return ("partial", limit, None) if limit else ("interrupted", STOPPED, None)
    if isinstance(error, UnreachableError) or (isinstance(error, NetworkError) and not has_begun):
        return "unreachable", str(error), None
    code = error.exit_code if isinstance(error, BlogArchiveError) else 1
    return "interrupted", f"broken off: {error or repr(error)}", code
