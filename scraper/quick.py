"""A quick crawl: a blog that was listed lately is asked only for what changed since.

At most three requests where nothing did, whatever the blog's size: robots.txt (once a day), the
posts feed by time of change, and the comment feed. The feed tells which blog it is of, so no home
page is asked for. A feed that does not answer so is no proof that the blog is gone: then the home
page is asked, and all is done as in a first crawl.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Final

from archive.errors import NetworkError
from archive.model import Blog, Capture
from archive.store import crawls, delays, known, listings, watermarks
from archive.store.targets import Frontier
from archive.store.watermarks import Watermarks
from scraper import identify, plan, urls
from scraper.identify import Asked, Tools
from scraper.intake import Fetched, take_in
from scraper.parse.feed import parse_feed
from scraper.report import CrawlReport
from scraper.run import Run

OK, NOT_MODIFIED = 200, 304
UNPROVEN: Final = "unproven"
"""Kind of an answer that should have been the blog's feed and is not: kept raw, never read."""
_UNTOUCHED: Final = "; what is kept of it stays as it is"


def begin(seed_url: str, tools: Tools, asked: Asked, *, is_full: bool) -> Run:
    """Find out which blog a run is of, in as few requests as what is known of it allows.

    :raises NetworkError: the blog cannot be reached, is not there, or is no Blogger blog.
    """
    kept = watermarks.of_host(tools.archive.db, urls.host_of(identify.seed(seed_url)))
    is_quick = not is_full and kept is not None and not _is_full_due(kept, tools, asked.began)
    if kept is not None and is_quick and kept.feed_seen_at is not None:
        run = _from_feed(seed_url, kept, kept.feed_seen_at, tools, asked)
        if run is not None:
            return run
        is_quick = False
    run = identify.identify(seed_url, tools, asked)
    run.asks_all = is_full
    if is_quick and kept is not None:
        with run.archive.transaction():
            _go_quick(run, kept)
            _ask_sitemap(run)
    return run


def _ask_sitemap(run: Run) -> None:
    """Where there is no feed, the sitemap and the home page tell what is new."""
    run.frontier.reopen(("sitemap",), "there is no feed to ask what changed")
    if run.home is not None:
        found = plan.from_listing(run.home, run.home_url, run.hosts, "on the home page")
        run.frontier.add(found)


def _is_full_due(kept: Watermarks, tools: Tools, now: datetime) -> bool:
    """Whether every listing is to be read: after some days, or where the last time was cut short.

    A blog has a feed whose newest change is known, or has none at all; between these, too.
    """
    cut_short = crawls.unfinished(tools.archive.db, kept.blog)
    return (
        listings.is_due(kept.listed_at, tools.settings.full_every, now)
        or (cut_short is not None and cut_short.is_full)
        or kept.has_feed != (kept.feed_seen_at is not None)
    )


def _from_feed(
    seed_url: str, kept: Watermarks, seen_at: datetime, tools: Tools, asked: Asked
) -> Run | None:
    """A quick run begun with the feed of changed posts; None where that is no proof of the blog."""
    db = tools.archive.db
    robots = asked.robots(kept.home_url)
    target = plan.changes("feed-posts-changed", kept.home_url, seen_at)
    if not robots.allows(target.url):
        return None
    frontier = Frontier(db, kept.blog, None)
    if crawls.last_outcome(db, kept.blog) != "complete" or not frontier.is_settled(plan.CHANGED):
        # "Not modified" would hide the further pages of changes that were not read then.
        with tools.archive.transaction():
            frontier.forget_validators(plan.CHANGED)
    headers = plan.conditional(*frontier.validators(target))
    capture = asked.fetch(target.kind, target.url, headers)
    _, attempts, _ = asked.asked.pop()
    if not _is_of(kept, capture, known.hosts_of(db, kept.blog)):
        asked.asked.append((UNPROVEN, attempts, capture))
        return None
    with tools.archive.transaction():
        crawl = crawls.begin_crawl(db, seed_url, asked.began, is_full=False)
        crawls.name_crawl(db, crawl, kept.blog)
        blog = Blog(kept.blog, kept.home_url, kept.title)
        run = identify.begin(tools, asked, blog, robots, crawl)
        asked.note(run)
        _go_quick(run, kept)
        run.frontier.reopen_one(target)
    take_in(run, Fetched(target, capture, None, tuple(attempts)))
    return run


def _go_quick(run: Run, kept: Watermarks) -> None:
    """Make a run quick: what failed before is asked again only where its wait is over."""
    db, blog = run.archive.db, run.blog.blog_id
    run.is_full = False
    crawls.note_quick(db, run.crawl)
    killed = crawls.unfinished(db, blog, run.crawl)
    run.crawl_began = killed.began if killed else run.began
    delays.reopen_due(db, blog, run.began)
    crawls.want_missing_media(db, blog, due_at=run.began)
    run.frontier.set_aside(plan.CHANGED, "asked anew")
    if kept.comments_seen_at is not None:
        changed = plan.changes("feed-comments-changed", kept.home_url, kept.comments_seen_at)
        run.frontier.reopen_one(changed)


def _is_of(kept: Watermarks, capture: Capture, hosts: tuple[str, ...]) -> bool:
    """Whether an answer is the blog's own feed: its host, its form, its blog id."""
    if urls.host_of(capture.final_url) not in hosts:
        return False
    if capture.status == NOT_MODIFIED:
        return True
    if capture.status != OK:
        return False
    try:
        reading = parse_feed(capture.body, capture.final_url)
    except Exception:  # noqa: BLE001 -- whatever a wild answer does to the parser, it is no proof
        return False
    return reading.blog is not None and reading.blog.blog_id == kept.blog


def note_seen(run: Run, now: datetime) -> None:
    """Remember how far a run that came to its end has seen; call it inside a transaction."""
    db, blog, listing = run.archive.db, run.blog.blog_id, run.keeping.listing
    since = run.crawl_began or run.began
    if not run.is_full:
        watermarks.advance(db, blog, tuple(plan.CHANGED), since)
        return
    watermarks.advance(db, blog, tuple(plan.CHANGED.values()), since)
    if listing.was_read(plan.LISTINGS):
        has_feed, has_comments = map(listing.has_ended, ("feed-posts", "feed-comments"))
        watermarks.note_listed(db, blog, has_feed=has_feed, has_comments=has_comments, at=now)


def unreachable(seed_url: str, tools: Tools, asked: Asked, error: NetworkError) -> CrawlReport:
    """The report of a blog that is kept here and cannot be reached; nothing kept is changed.

    :raises NetworkError: nothing is kept of a blog at the address: the error itself.
    """
    db = tools.archive.db
    kept = watermarks.of_host(db, urls.host_of(identify.seed(seed_url)))
    if kept is None:
        raise error
    with tools.archive.transaction():
        crawl = crawls.begin_crawl(db, seed_url, asked.began, is_full=False)
        crawls.name_crawl(db, crawl, kept.blog)
        blog = Blog(kept.blog, kept.home_url, kept.title)
        run = identify.begin(tools, asked, blog, identify.NO_ROBOTS, crawl)
        asked.note(run)
        report = _report(run, f"{error}{_UNTOUCHED}")
        crawls.finish_crawl(db, crawl, report.outcome, asdict(report), run.clock.now())
    return report


def _report(run: Run, reason: str) -> CrawlReport:
    totals = known.totals(run.archive.db, run.blog.blog_id)
    return CrawlReport(
        blog_id=run.blog.blog_id,
        title=run.blog.title,
        home_url=run.home_url,
        outcome="unreachable",
        n_posts=totals.n_posts,
        n_pages=totals.n_pages,
        n_comments=totals.n_comments,
        n_media=totals.n_media,
        n_missing_media=totals.n_missing_media,
        n_new=0,
        n_changed=0,
        n_failed=0,
        requests=dict(sorted(run.requests.items())),
        n_bytes=run.n_bytes,
        findings=known.open_findings(run.archive.db, run.blog.blog_id),
        seconds=round(run.clock.monotonic() - run.began_monotonic, 3),
        is_full=False,
        reason=reason,
    )
