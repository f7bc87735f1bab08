"""One answer taken in: parsed, reconciled and kept in one transaction, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from archive.errors import BlogArchiveError, NetworkError
from archive.model import Capture, Comment, Finding, Post, Target
from archive.store import crawls, entries, known
from archive.store.captures import timestamp
from scraper import plan, slow_lane, urls
from scraper.fetch.client import Attempt
from scraper.parse.feed import parse_feed
from scraper.parse.page import parse_page
from scraper.parse.readings import FeedReading, PageReading
from scraper.parse.sitemap import parse_sitemap
from scraper.reconcile import Disagreement, reconcile, reconcile_comment
from scraper.run import Run

OK, NOT_MODIFIED = 200, 304


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of asking for a target."""

    target: Target
    capture: Capture | None
    error: NetworkError | None
    attempts: tuple[Attempt, ...]


class UnreadableError(BlogArchiveError):
    """A 200 that is not what was asked for; kept raw with this reason."""


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
    keep_capture(run, target, capture, problem=f"answered {capture.status}")
    plain = plan.plain_feed(target) if target.kind in plan.FEED_KINDS else None
    if plain is not None and run.frontier.add([plain]):
        run.frontier.mark(target, "skipped", f"answered {capture.status}", capture.fetched_at)
        return
    run.frontier.mark(target, "failed", f"answered {capture.status}", capture.fetched_at)
    if target.kind in ("post", "page", "label", "archive"):
        message = f"{target.url} answered {capture.status}; it was planned because: {target.reason}"
        note(run, Finding("missing-post", target.key, message))


def _read(run: Run, target: Target, capture: Capture) -> None:
    db = run.archive.db
    try:
        reading = PARSERS[target.kind](capture)
        if isinstance(reading, PageReading) and reading.is_suspect:
            reading = slow_lane.read_page(capture, run.outside.page_worker)
    except Exception as error:  # noqa: BLE001 -- whatever a wild page does to a parser, it is kept raw
        reason = str(error) if isinstance(error, BlogArchiveError) else f"parser failed: {error!r}"
        _unreadable(run, target, capture, reason)
        return
    problem = _identity_problem(run, target, reading)
    if problem is not None:
        _unreadable(run, target, capture, problem)
        return
    capture_id = keep_capture(run, target, capture)
    KEEPERS[target.kind](run, target, reading, capture, capture_id)
    crawls.close_finding(db, "unreadable", target.key, capture.fetched_at)
    crawls.close_finding(db, "unfetched", target.key, capture.fetched_at)
    crawls.close_finding(db, "missing-post", target.key, capture.fetched_at)
    run.frontier.mark(target, "done", target.reason, capture.fetched_at)
    run.frontier.keep_validators(target, capture.header("etag"), capture.header("last-modified"))


def _identity_problem(run: Run, target: Target, reading: object) -> str | None:
    """Why a reading is not of what was asked for, or None when it is."""
    if not isinstance(reading, PageReading):
        return None
    if reading.is_suspect:
        return reading.problem
    if target.kind in ("post", "page") and reading.post is None:
        return reading.problem or f"no post in it: it reads as {reading.type}"
    if reading.blog is not None and reading.blog.blog_id not in ("", run.blog.blog_id):
        return f"a page of another blog ({reading.blog.blog_id})"
    return None


def _unreadable(run: Run, target: Target, capture: Capture, reason: str) -> None:
    keep_capture(run, target, capture, problem=reason)
    run.frontier.mark(target, "failed", reason, capture.fetched_at)
    run.n_failed += 1
    message = f"{target.url} could not be read ({reason}); its raw bytes are kept"
    note(run, Finding("unreadable", target.key, message))


def fail(run: Run, target: Target, reason: str) -> None:
    """Note a target that did not answer."""
    run.frontier.mark(target, "failed", reason, run.clock.now())
    run.n_failed += 1
    note(run, Finding("unfetched", target.key, f"{target.url} could not be fetched: {reason}"))


def skip(run: Run, target: Target, reason: str) -> None:
    """Note a target that is not asked for."""
    with run.archive.transaction():
        run.frontier.mark(target, "skipped", reason, run.clock.now())
        note(run, Finding("unfetched", target.key, f"{target.url} was not fetched: {reason}"))


def note(run: Run, finding: Finding) -> None:
    """Keep a finding."""
    crawls.keep_finding(run.archive.db, run.blog.blog_id, finding, run.crawl, run.clock.now())


def keep_capture(run: Run, target: Target, capture: Capture, problem: str | None = None) -> int:
    """Keep the raw answer.

    :returns: its id.
    """
    return run.captures.keep(
        capture, kind=target.kind, blog=run.blog.blog_id, crawl=run.crawl, problem=problem
    )


# -- what each kind yields -----------------------------------------------------------------------


def keep_feed(
    run: Run, target: Target, reading: FeedReading, capture: Capture, capture_id: int
) -> None:
    """Posts, pages or comments of one feed page, and the next page of the feed."""
    seen = entries.Seen(capture.fetched_at, capture_id, "feed", run.crawl_began or run.began)
    for post in reading.posts:
        _keep_feed_post(run, post, seen, is_summary=post.post_id in reading.truncated)
    _keep_comments(run, reading.comments, seen)
    if target.kind == "feed-posts" and reading.total is not None:
        crawls.keep_feed_total(run.archive.db, run.blog.blog_id, reading.total)
    further = plan.next_feed(target, reading, run.home_url)
    run.frontier.add([further] if further else [])


def _keep_feed_post(run: Run, post: Post, seen: entries.Seen, *, is_summary: bool) -> None:
    """A post of the feed; its page is asked for when the feed tells something new of it."""
    change = _keep_post(run, post, seen, is_summary=is_summary)
    for target in plan.from_addresses([post.url], run.home_url, run.hosts, "in the feed"):
        if change in ("new", "changed"):
            run.frontier.reopen_one(target)
        else:
            run.frontier.add([target])


def keep_page(
    run: Run, target: Target, reading: PageReading, capture: Capture, capture_id: int
) -> None:
    """A post's own page: what the feed does not tell, and the comments it shows."""
    if reading.post is None:
        raise UnreadableError(f"{target.url}: no post in it")
    seen = entries.Seen(capture.fetched_at, capture_id, "page", run.crawl_began or run.began)
    post_id = _known_id(run, reading.post)
    _keep_post(run, replace(reading.post, post_id=post_id), seen)
    _keep_comments(run, (replace(one, post_id=post_id) for one in reading.comments), seen)
    reason = f"linked from {target.url}"
    _discover(run, reading, reason)
    run.frontier.add(plan.from_links(reading.post.links, run.home_url, run.hosts, reason))


def _known_id(run: Run, post: Post) -> str:
    """A page that does not show its post's id is the post that is kept at its path."""
    if post.post_id.isdecimal():
        return post.post_id
    path = urlsplit(post.url).path
    return known.post_at(run.archive.db, run.blog.blog_id, path) or post.post_id


def _discover(run: Run, reading: PageReading, reason: str) -> int:
    """Plan the posts and static pages that a page links and no listing told."""
    found = plan.from_listing(reading, run.home_url, run.hosts, reason)
    return run.frontier.add(found)


def keep_listing(
    run: Run, target: Target, reading: PageReading, capture: Capture, capture_id: int
) -> None:
    """A month archive or a label page: posts to fetch, labels of those that are kept."""
    del capture, capture_id
    n_new = _discover(run, reading, f"listed by {target.url}")
    label = plan.label_of(target) if target.kind == "label" else None
    if label is not None:
        _add_label(run, reading, label)
    further = plan.older_page(target, reading, run.hosts)
    if further is not None and (label is not None or n_new):
        run.frontier.add([further])


def _add_label(run: Run, reading: PageReading, label: str) -> None:
    ids = {urls.key(place.url, run.hosts): place.post_id for place in _places(run)}
    for key, _ in plan.listed_keys(reading.listed, run.hosts):
        if key in ids:
            entries.add_labels(run.archive.db, ids[key], run.blog.blog_id, [label])


def _places(run: Run) -> tuple[known.Place, ...]:
    return known.places(run.archive.db, run.blog.blog_id)


def keep_sitemap(
    run: Run, target: Target, reading: object, capture: Capture, capture_id: int
) -> None:
    """Addresses that a sitemap lists."""
    del target, capture, capture_id
    run.frontier.add(plan.from_sitemap(reading, run.home_url, run.hosts))  # type: ignore[arg-type] # by PARSERS


def _keep_post(run: Run, post: Post, seen: entries.Seen, *, is_summary: bool = False) -> str:
    db = run.archive.db
    before = entries.load_post(db, post.post_id)
    result = reconcile(before, post, is_summary=is_summary)
    path = urlsplit(result.post.url).path or "/"
    change = entries.keep_post(db, result.post, post, path, seen)
    run.changes[change] += 1
    for one in result.disagreements:
        note(run, _disagreement(result.post, one))
    return change


def _disagreement(post: Post, one: Disagreement) -> Finding:
    message = f"{post.url}: {one.kept_source} and {one.other_source} differ on {one.field}"
    return Finding(
        *("disagreement", post.post_id, message, post.post_id),
        *(one.field, f"{one.kept_source}: {one.kept}", f"{one.other_source}: {one.other}"),
    )


def _keep_comments(run: Run, comments: Iterable[Comment], seen: entries.Seen) -> None:
    """Comments under posts that are kept; a comment on an unknown post tells where that post is."""
    db = run.archive.db
    touched = set()
    for comment in comments:
        if not known.has_post(db, comment.post_id):
            _plan_post_of(run, comment)
            continue
        touched.add(comment.post_id)
        before = entries.load_comment(db, comment.comment_id)
        run.changes[entries.keep_comment(db, reconcile_comment(before, comment), seen)] += 1
    entries.join_threads(db, sorted(touched))


def _plan_post_of(run: Run, comment: Comment) -> None:
    addresses = [comment.url] if comment.url else []
    reason = f"comment {comment.comment_id} is on it"
    run.frontier.add(plan.from_addresses(addresses, run.home_url, run.hosts, reason))


def _as_page(capture: Capture) -> PageReading:
    return parse_page(capture.body, capture.final_url, content_type=capture.header("content-type"))


def _as_feed(capture: Capture) -> FeedReading:
    return parse_feed(capture.body, capture.final_url)


PARSERS: Final[Mapping[str, Callable[[Capture], object]]] = {
    "feed-posts": _as_feed,
    "feed-pages": _as_feed,
    "feed-comments": _as_feed,
    "feed-post-comments": _as_feed,
    "sitemap": lambda capture: parse_sitemap(capture.body, capture.final_url),
    "archive": _as_page,
    "label": _as_page,
    "post": _as_page,
    "page": _as_page,
}
KEEPERS: Final[Mapping[str, Callable[..., None]]] = {
    "feed-posts": keep_feed,
    "feed-pages": keep_feed,
    "feed-comments": keep_feed,
    "feed-post-comments": keep_feed,
    "sitemap": keep_sitemap,
    "archive": keep_listing,
    "label": keep_listing,
    "post": keep_page,
    "page": keep_page,
}
