"""A quick crawl: a blog that was listed lately is asked only for what changed since.

At most three requests where nothing did, whatever the blog's size: robots.txt (once a day), the
posts feed by time of change, and the comment feed. The feed tells which blog it is of, so no home
page is asked for. A feed that does not answer so is no proof that the blog is gone: then the home
page is asked, and all is done as in a first crawl.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from archive.errors import BrokenBodyError, NetworkError, RefusedError, StoppedError
from archive.model import Blog, Capture, Target
from archive.store import crawls, delays, known, listings, watermarks
from archive.store.targets import Frontier
from archive.store.watermarks import Watermarks
from scraper import identify, plan, urls
from scraper.fetch.polite import BUSY
from scraper.fetch.retry import TransientError
from scraper.identify import Asked, Tools, UnreachableError
from scraper.intake import Fetched, take_in
from scraper.keeping import UnreadableError, read
from scraper.parse.kinds import PARSERS
from scraper.parse.readings import FeedReading
from scraper.run import Run

OK, NOT_MODIFIED = 200, 304
UNPROVEN: Final = "unproven"
"""Kind of an answer that should have been the blog's feed and is not: kept raw, never read."""
_UNTOUCHED: Final = "; what is kept of it stays as it is"


def begin(seed_url: str, tools: Tools, *, is_full: bool) -> Run:
    """Find out which blog a run is of, in as few requests as what is known of it allows.

    :raises UnreachableError: a blog that is kept here cannot be reached, or is not there any more;
        what was answered is kept, and nothing else is touched.
    :raises NetworkError: nothing is kept of a blog at the address, and none can be reached there.
    """
    asked = Asked(tools)
    try:
        return _begin(seed_url, tools, asked, is_full=is_full)
    except StoppedError:
        raise
    except NetworkError as error:
        kept = watermarks.of_host(tools.archive.db, urls.host_of(identify.seed(seed_url)))
        if kept is None:
            raise _advised(error) from error
        _keep_answers(seed_url, kept, tools, asked)
        raise UnreachableError(f"{error}{_UNTOUCHED}") from error


def _advised(error: NetworkError) -> NetworkError:
    """Where nothing answered at all, say what a person can look at."""
    if not isinstance(error, TransientError) or error.capture is not None:
        return error
    return NetworkError(f"{error}; is the address right, and this computer online?")


def _keep_answers(seed_url: str, kept: Watermarks, tools: Tools, asked: Asked) -> None:
    """Keep the evidence of a blog that cannot be reached; `endings.py` ends the run."""
    with tools.archive.transaction():
        crawl = crawls.begin_crawl(tools.archive.db, seed_url, asked.began, is_full=False)
        blog = Blog(kept.blog, kept.home_url, kept.title)
        asked.note(identify.begin(tools, asked, blog, identify.NO_ROBOTS, crawl))


def _begin(seed_url: str, tools: Tools, asked: Asked, *, is_full: bool) -> Run:
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
    capture = _answer(asked, target, headers)
    _, attempts, _ = asked.asked.pop()
    if capture is None or not _is_of(kept, capture, known.hosts_of(db, kept.blog), tools):
        asked.asked.append((UNPROVEN, attempts, capture))
        return None
    with tools.archive.transaction():
        crawl = crawls.begin_crawl(db, seed_url, asked.began, is_full=False)
        blog = Blog(kept.blog, kept.home_url, kept.title)
        run = identify.begin(tools, asked, blog, robots, crawl)
        asked.note(run)
        _go_quick(run, kept)
        run.frontier.reopen_one(target)
    take_in(run, Fetched(target, capture, None, tuple(attempts)))
    return run


def _answer(asked: Asked, target: Target, headers: Mapping[str, str]) -> Capture | None:
    """The answer to a first question; None where what came cannot be used, and the host is well.

    :raises NetworkError: nothing came, or the host is busy.
    """
    try:
        return asked.fetch(target.kind, target.url, headers)
    except (RefusedError, BrokenBodyError):
        return None
    except TransientError as error:
        if error.capture is None or error.capture.status in BUSY:
            raise
        return None


def _go_quick(run: Run, kept: Watermarks) -> None:
    """Make a run quick: what failed before is asked again only where its wait is over."""
    db, blog = run.archive.db, run.blog.blog_id
    run.is_full = False
    crawls.name_crawl(db, run.crawl, blog)
    crawls.note_quick(db, run.crawl)
    killed = crawls.unfinished(db, blog, run.crawl)
    run.crawl_began = killed.began if killed else run.began
    run.listed_since = killed.listed_since if killed else run.began
    delays.reopen_due(db, blog, run.began)
    crawls.want_missing_media(db, blog, due_at=run.began)
    run.frontier.set_aside(plan.CHANGED, "asked anew")
    if kept.comments_seen_at is not None:
        changed = plan.changes("feed-comments-changed", kept.home_url, kept.comments_seen_at)
        run.frontier.reopen_one(changed)


def _is_of(kept: Watermarks, capture: Capture, hosts: tuple[str, ...], tools: Tools) -> bool:
    """Whether an answer is the blog's own feed: its host, its form, its blog id."""
    if urls.host_of(capture.final_url) not in hosts:
        return False
    if capture.status == NOT_MODIFIED:
        return True
    if capture.status != OK:
        return False
    worker = tools.outside.page_worker
    try:
        reading = read("feed-posts-changed", capture, kept.blog, PARSERS, worker)
    except UnreadableError:
        return False
    blog = reading.blog if isinstance(reading, FeedReading) else None
    return blog is not None and blog.blog_id == kept.blog


def note_seen(run: Run, now: datetime) -> None:
    """Remember how far a run that came to its end has seen; call it inside a transaction."""
    db, blog, listing = run.archive.db, run.blog.blog_id, run.keeping.listing
    since = listing.began
    if not run.is_full:
        watermarks.advance(db, blog, tuple(plan.CHANGED), since)
        return
    watermarks.advance(db, blog, tuple(plan.CHANGED.values()), since)
    if listing.was_read(plan.LISTINGS):
        has_feed, has_comments = map(listing.has_answered, ("feed-posts", "feed-comments"))
        watermarks.note_listed(db, blog, has_feed=has_feed, has_comments=has_comments, at=now)
