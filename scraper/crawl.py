"""One crawl, told from start to end.

quick       a blog that was listed lately is only asked what changed (`quick.py`); else:
identify    robots.txt and the home page: which blog is this, and where does it live?
discover    posts feed, sitemap, month archives: every address is a target, with its reason
fetch       feeds first (every post is kept and readable), then pages, labels, comments, pictures
take in     one answer and all that it yields in one transaction (`intake.py`)
finish      the report; what is missing is a finding, and so is a layout that changed

What is still to be fetched is in the database, so a killed run is gone on with by the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial

from archive.errors import NetworkError
from archive.model import Target
from archive.store import crawls, delays, known, parts
from archive.store.connection import Archive
from scraper import identify, listing, page_parts, pictures, plan, quick
from scraper.config import CrawlSection
from scraper.fetch.client import Ask, Attempt, Client, Settings
from scraper.fetch.polite import Pace
from scraper.fetch.reach import reach_of
from scraper.intake import Fetched, skip, take_in
from scraper.keeping import note_missing_comments
from scraper.report import STOPPED, CrawlReport
from scraper.run import PHASE_NAMES, Outside, Run
from scraper.several import in_order
from scraper.weighing import judge

USER_AGENT = "blogarchive/0.1 (personal archive of a blog; obeys robots.txt)"
# A phase may plan targets of an earlier one (a comment names an unknown post), so the phases are
# gone through until nothing is left; a blog cannot keep us busy for ever.
MOST_ROUNDS = 10


def crawl(
    archive: Archive,
    seed_url: str,
    settings: CrawlSection,
    outside: Outside,
    *,
    is_full: bool = False,
) -> CrawlReport:
    """Bring a blog in, or bring the archive of it up to date.

    :param is_full: read every listing, however lately that was done.
    :raises UnreachableError: the blog cannot be reached, or there is no Blogger blog at the
        address.
    """
    with ExitStack() as stack:
        clients = _clients(seed_url, settings, outside, stack)
        tools = identify.Tools(archive, settings, *clients, outside)
        run = quick.begin(seed_url, tools, is_full=is_full)
        _begin(run)
        for _ in range(MOST_ROUNDS):
            n_before = run.requests.total()
            for kinds in plan.PHASES:
                _plan_phase(run, kinds)
                _work(run, kinds)
            if outside.stopping() or run.requests.total() == n_before:
                break
        if settings.media and not outside.stopping():
            pictures.fetch_pictures(run)
        if settings.page_parts and not outside.stopping():
            page_parts.fetch_parts(run)
        return _finish(run)


def _clients(
    seed_url: str, settings: CrawlSection, outside: Outside, stack: ExitStack
) -> tuple[Client, Client]:
    """One client for pages; one for pictures, that may ask as often as it has connections."""
    reach = reach_of(identify.seed(seed_url), allow_private=settings.allow_private)
    manners = Settings(
        *(USER_AGENT, settings.tries, settings.timeout, outside.connect_to),
        *(reach, outside.resolve),
    )
    delays = (settings.delay, settings.delay / settings.media_connections)
    pages, media = (Client(manners, Pace(delay, outside.clock), outside.clock) for delay in delays)
    return stack.enter_context(pages), stack.enter_context(media)


def _begin(run: Run) -> None:
    """A new run asks the listings again; one that follows a killed run goes on where it stood."""
    db, blog = run.archive.db, run.blog.blog_id
    if not run.is_full:
        return
    with run.archive.transaction():
        # Not before: a run that never came so far leaves nothing to go on with.
        crawls.name_crawl(db, run.crawl, blog)
        killed = crawls.unfinished(db, blog, run.crawl)
        run.crawl_began = killed.began if killed else run.began
        run.listed_since = killed.listed_since if killed and killed.is_full else run.began
        if killed is None or not killed.is_full:
            run.frontier.reopen(plan.LISTINGS, "every run asks what is new")
            run.frontier.reopen_failed("failed last time")
            if run.asks_all:
                run.frontier.reopen(("post", "page"), "everything is asked for again")
                parts.want_missing(db, blog)
            elif known.feed_total(db, blog) is None:
                run.frontier.reopen_untold("neither a feed nor a sitemap tells what changed")
            crawls.want_missing_media(db, blog)
        run.frontier.add(plan.first_feeds(run.home_url))
        run.frontier.add(plan.sitemaps(run.home_url, run.robots.sitemaps, run.hosts))
        if run.home is not None:
            reason = "on the home page"
            run.frontier.add(plan.from_listing(run.home, run.home_url, run.hosts, reason))


def _plan_phase(run: Run, kinds: tuple[str, ...]) -> None:
    """Targets that only make sense once the phases before have told what there is."""
    db, blog = run.archive.db, run.blog.blog_id
    with run.archive.transaction():
        if "archive" in kinds and run.home is not None and run.is_full:
            found = plan.months_to_check(run.home.archives, _known(run), run.home_url, run.hosts)
            run.frontier.add(found or plan.older_posts(run.home, _known(run), run.hosts))
        if "post" in kinds:
            listing.ask_absent(run.keeping.listing, run.frontier, run.home_url)
        if "label" in kinds and run.home is not None and run.is_full:
            n_unlabelled = known.n_unlabelled(db, blog)
            run.frontier.add(
                plan.labels_to_read(run.home.labels, n_unlabelled, run.home_url, run.hosts)
            )
        if "feed-post-comments" in kinds:
            listing.ask_threads(run.keeping.listing, run.frontier, run.home_url)
            declared = known.declared_comments(db, blog)
            for target in plan.comments_to_ask(declared, run.home_url):
                if run.is_full and not run.frontier.tried_since(target, run.keeping.listing.began):
                    run.frontier.reopen_one(target)
                run.frontier.add([target])


def _known(run: Run) -> plan.Known:
    db, blog = run.archive.db, run.blog.blog_id
    places = [(place.url, place.published_on) for place in known.places(db, blog)]
    planned = [target.url for target in run.frontier.pending(["post"])]
    total = known.feed_total(db, blog)
    return plan.known(places, planned, total, known.n_from_feed(db, blog))


def _work(run: Run, kinds: tuple[str, ...]) -> None:
    """Fetch and take in all targets of some kinds, and those that they lead to."""
    while targets := run.frontier.pending(kinds):
        if run.outside.stopping():
            return
        allowed = [target for target in targets if _is_allowed(run, target)]
        for n_done, fetched in enumerate(_fetch_all(run, allowed), start=1):
            take_in(run, fetched)
            rest = len(allowed) - n_done
            run.report_progress(PHASE_NAMES[kinds[0]], partial(_n_left, run, kinds, rest))


def _is_allowed(run: Run, target: Target) -> bool:
    """Whether robots.txt lets us ask; a target that it forbids is listed as a finding."""
    if run.robots.allows(target.url):
        return True
    skip(run, target, "robots.txt asks not to")
    return False


def _n_left(run: Run, kinds: tuple[str, ...], rest: int) -> int:
    """Requests that are planned already: of this phase, of later ones, and pictures."""
    later = [kind for phase in plan.PHASES if phase != kinds for kind in phase]
    return (
        rest
        + run.frontier.n_pending(later)
        + crawls.n_wanted_media(run.archive.db, run.blog.blog_id)
    )


def _fetch_all(run: Run, targets: Iterable[Target]) -> Iterator[Fetched]:
    """Several at a time, given back in order."""
    calls = (partial(_fetch, run, target, _validators(run, target)) for target in targets)
    return in_order(calls, run.settings.connections, run.outside.stopping)


def _validators(run: Run, target: Target) -> dict[str, str]:
    """Headers that let an unchanged answer cost nothing; a listing proves only what it shows."""
    if target.kind in plan.WHOLE:
        return {}
    return plan.conditional(*run.frontier.validators(target))


def _fetch(run: Run, target: Target, headers: Mapping[str, str]) -> Fetched:
    """Ask for one target; runs in a thread and touches no database."""
    attempts: list[Attempt] = []
    note = run.outside.noting(target.kind, attempts)
    try:
        capture = run.client.fetch(Ask(target.url, run.page_limits, note, headers))
    except NetworkError as error:
        return Fetched(target, None, error, tuple(attempts))
    return Fetched(target, capture, None, tuple(attempts))


def _finish(run: Run) -> CrawlReport:
    """Note what is missing, and how the run went."""
    db = run.archive.db
    with run.archive.transaction():
        now = run.clock.now()
        note_missing_comments(run.keeping, now)
        if not run.outside.stopping():
            quick.note_seen(run, now)
        report = _report(run, is_suspect=judge(run.keeping, now))
        crawls.finish_crawl(db, run.crawl, report.outcome, report.written(), now)
    return report


def _report(run: Run, *, is_suspect: bool) -> CrawlReport:
    db, blog = run.archive.db, run.blog.blog_id
    totals = known.totals(db, blog)
    outcome = _outcome(run, is_suspect=is_suspect)
    return CrawlReport(
        blog_id=blog,
        title=run.blog.title,
        home_url=run.home_url,
        outcome=outcome,
        n_posts=totals.n_posts,
        n_pages=totals.n_pages,
        n_comments=totals.n_comments,
        n_media=totals.n_media,
        n_missing_media=totals.n_missing_media,
        n_new=run.changes["new"],
        n_changed=run.changes["changed"],
        n_failed=_n_failed(run),
        requests=dict(sorted(run.requests.items())),
        n_bytes=run.n_bytes,
        findings=known.open_findings(db, blog),
        seconds=round(run.clock.monotonic() - run.began_monotonic, 3),
        is_full=run.is_full,
        n_gone=crawls.n_gone(db, run.crawl),
        reason=STOPPED if outcome == "interrupted" else run.outside.limit(),
    )


def _outcome(run: Run, *, is_suspect: bool) -> crawls.Outcome:
    limit = run.outside.limit()
    if run.outside.stopping() and not limit:
        return "interrupted"
    if is_suspect:
        return "suspect"
    return "partial" if limit or _n_failed(run) else "complete"


def _n_failed(run: Run) -> int:
    """Addresses that failed in this run, or that failed before and wait for their next try."""
    db, blog = run.archive.db, run.blog.blog_id
    n_pictures = crawls.n_unanswered_media(db, blog) if run.settings.media else 0
    n_parts = parts.n_unanswered(db, blog) if run.settings.page_parts else 0
    return run.n_failed + delays.n_waiting(db, blog, run.crawl) + n_pictures + n_parts
