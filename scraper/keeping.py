"""What a capture yields, read and kept, whatever its kind: the same for a crawl and a re-reading.

Nothing here needs the network: an answer may come from the wire (`intake.py`) or from the archive
itself (`reparse.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from archive.errors import BlogArchiveError
from archive.model import COMMENT_SERVICE_NAMES, Capture, Comment, Finding, Post, Target
from archive.store import addresses, crawls, declared, entries, known
from archive.store.connection import Archive
from archive.store.listings import Listing
from archive.store.targets import Frontier
from archive.versions import Change, Reading
from scraper import declarations, listing, plan, slow_lane, urls
from scraper.parse import PARSER_VERSION
from scraper.parse.kinds import Parsers
from scraper.parse.readings import FeedReading, PageReading, SitemapReading
from scraper.picture_urls import picture_key
from scraper.reconcile import Disagreement, reconcile, reconcile_comment
from scraper.slow_lane import WorkerLimits

USUAL_WORKER: Final = WorkerLimits()


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where readings are kept: which blog's, by which run."""

    archive: Archive
    blog_id: str
    home_url: str
    crawl: int | None
    """None for captures that no run fetched."""
    crawl_began: datetime
    """What was first seen since then is told more of, not changed."""
    changes: Counter[Change] = field(default_factory=Counter)
    found: Callable[[Finding], None] = lambda _: None
    """Told of every finding."""
    listed_since: datetime | None = None
    """When the listing began that this run goes on with; `crawl_began` unless several were cut."""

    @property
    def frontier(self) -> Frontier:
        """The blog's targets."""
        return Frontier(self.archive.db, self.blog_id, self.crawl)

    @property
    def listing(self) -> Listing:
        """What the run's listings prove."""
        since = self.listed_since or self.crawl_began
        return Listing(self.archive.db, self.blog_id, self.crawl, since)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host name that leads to the blog."""
        return known.hosts_of(self.archive.db, self.blog_id)

    def saying(self, target: Target, capture: Capture, capture_id: int) -> declared.Saying:
        """Which answer declares something."""
        return declared.Saying(self.blog_id, target.url, capture_id, capture.fetched_at)

    def note(self, finding: Finding, at: datetime) -> None:
        """Keep a finding."""
        crawls.keep_finding(self.archive.db, self.blog_id, finding, self.crawl, at)
        self.found(finding)

    def seen(self, capture: Capture, capture_id: int, reading: Reading) -> entries.Seen:
        """Where and when a reading comes from."""
        at = capture.fetched_at
        return entries.Seen(at, capture_id, reading, self.crawl_began, PARSER_VERSION)


class UnreadableError(BlogArchiveError):
    """A 200 that is not what was asked for; kept raw with this reason."""


def read(
    kind: str, capture: Capture, blog_id: str, parsers: Parsers, worker: WorkerLimits = USUAL_WORKER
) -> object:
    """Parse a capture as what it was asked for.

    :param worker: what an answer may take that looks made to exhaust its parser.
    :raises UnreadableError: it cannot be read, or is of something else.
    """
    try:
        reading = parsers[kind](capture)
        if isinstance(reading, _GUARDED) and reading.is_suspect:
            reading = slow_lane.read_again(reading, capture, worker)
    except BlogArchiveError as error:
        raise UnreadableError(str(error)) from error
    except Exception as error:  # a wild page may do anything to a parser; it is kept raw
        raise UnreadableError(f"parser failed: {error!r}") from error
    problem = _identity_problem(kind, reading, blog_id)
    if problem is not None:
        raise UnreadableError(problem)
    return reading


_GUARDED: Final = (PageReading, FeedReading, SitemapReading)


def _identity_problem(kind: str, reading: object, blog_id: str) -> str | None:
    """Why a reading is not of what was asked for, or None when it is."""
    if isinstance(reading, _GUARDED) and reading.is_suspect:
        return reading.problem
    if not isinstance(reading, PageReading):
        return None
    if kind in ("post", "page") and reading.post is None:
        return reading.problem or f"no post in it: it reads as {reading.type}"
    if reading.blog is not None and reading.blog.blog_id not in ("", blog_id):
        return f"a page of another blog ({reading.blog.blog_id})"
    return None


def unreadable(target: Target, reason: str) -> Finding:
    """The finding about an answer that was not what was asked for."""
    message = f"{target.url} could not be read ({reason}); its raw bytes are kept"
    return Finding("unreadable", target.key, message)


def note_missing_comments(keeping: Keeping, at: datetime) -> None:
    """Note the posts that declare more comments than are kept; close what no longer holds."""
    db = keeping.archive.db
    for post_id, n_declared, n_kept in known.declared_comments(db, keeping.blog_id):
        if n_declared > n_kept:
            message = f"{n_declared} comments declared, {n_kept} kept"
            keeping.note(Finding("missing-comments", post_id, message, post_id), at)
        else:
            crawls.close_finding(db, "missing-comments", post_id, at)


def keep(
    keeping: Keeping, target: Target, reading: object, capture: Capture, capture_id: int
) -> None:
    """Keep all that a reading yields, and plan what it leads to."""
    KEEPERS[target.kind](keeping, target, reading, capture, capture_id)


# -- what each kind yields -----------------------------------------------------------------------


def keep_home(
    keeping: Keeping, target: Target, reading: PageReading, capture: Capture, capture_id: int
) -> None:
    """What the home page says of the blog itself."""
    keep_widgets(keeping, target, reading, capture, capture_id)
    if reading.blog is not None and reading.blog.blog_id == keeping.blog_id:
        blog = replace(reading.blog, home_url=keeping.home_url)
        host = urls.host_of(keeping.home_url)
        entries.keep_blog(keeping.archive.db, blog, host, (), capture.fetched_at)


def keep_widgets(
    keeping: Keeping, target: Target, reading: PageReading, capture: Capture, capture_id: int
) -> None:
    """The posts per month and label that a page's widgets count; the home page's stand for all."""
    counts = declarations.of_widgets(reading)
    if target.kind == "home" and not reading.is_suspect:
        for source in ("archive-widget", "label-widget"):
            declared.forget(keeping.archive.db, keeping.blog_id, source)
    declared.keep(keeping.archive.db, keeping.saying(target, capture, capture_id), counts)


def keep_feed(
    keeping: Keeping, target: Target, reading: FeedReading, capture: Capture, capture_id: int
) -> None:
    """Posts, pages or comments of one feed page, and the next page of the feed."""
    _keep_entries(keeping, target, reading, capture, capture_id)
    if target.kind == "feed-posts" and reading.blog and reading.blog.blog_id == keeping.blog_id:
        # Themes since 2017 leave the description out of the page; the feed always has it.
        told = replace(reading.blog, home_url=keeping.home_url)
        host = urls.host_of(keeping.home_url)
        entries.keep_blog(keeping.archive.db, told, host, (), capture.fetched_at)
    if target.kind == "feed-posts" and reading.total is not None:
        crawls.keep_feed_total(keeping.archive.db, keeping.blog_id, reading.total)
    saying = keeping.saying(target, capture, capture_id)
    declared.keep(keeping.archive.db, saying, declarations.of_feed(target, reading))
    further = plan.next_feed(target, reading, keeping.home_url)
    if further is None:
        listing.end_feed(keeping.listing, target, reading, capture_id, capture.fetched_at)
    elif target.kind != "feed-post-comments":
        keeping.frontier.add([further])
    elif further.key != target.key:  # a thread is read again from its start to its end
        keeping.frontier.reopen_one(further)


def keep_changes(
    keeping: Keeping, target: Target, reading: FeedReading, capture: Capture, capture_id: int
) -> None:
    """Posts or comments that changed since the last run, and the next page of them."""
    _keep_entries(keeping, target, reading, capture, capture_id)
    further = plan.further_changes(target, reading, keeping.home_url)
    if further is not None and further.key != target.key:
        keeping.frontier.reopen_one(further)


def _keep_entries(
    keeping: Keeping, target: Target, reading: FeedReading, capture: Capture, capture_id: int
) -> None:
    seen = keeping.seen(capture, capture_id, "feed")
    for post in reading.posts:
        _keep_feed_post(keeping, post, seen, is_summary=post.post_id in reading.truncated)
    _keep_comments(keeping, reading.comments, seen)
    for url in reading.thumbnails:
        declared.keep_address(keeping.archive.db, picture_key(url), url, "thumbnail")
    listing.note_newest(keeping.listing, target, reading, capture.fetched_at)


def _keep_feed_post(keeping: Keeping, post: Post, seen: entries.Seen, *, is_summary: bool) -> None:
    """A post of the feed; its page is asked for when the feed tells something new of it."""
    change = _keep_post(keeping, post, seen, is_summary=is_summary)
    for target in plan.from_addresses([post.url], keeping.home_url, keeping.hosts, "in the feed"):
        if change in ("new", "changed"):
            keeping.frontier.reopen_one(target)
        else:
            keeping.frontier.add([target])


def keep_page(
    keeping: Keeping, target: Target, reading: PageReading, capture: Capture, capture_id: int
) -> None:
    """A post's own page: what the feed does not tell, and the comments it shows."""
    if reading.post is None:
        raise UnreadableError(f"{target.url}: no post in it")
    seen = keeping.seen(capture, capture_id, "page")
    post_id = known_id(keeping, reading.post)
    post = replace(reading.post, post_id=post_id)
    _keep_post(keeping, post, seen)
    _note_external_comments(keeping, post, seen.at)
    _keep_comments(keeping, (replace(one, post_id=post_id) for one in reading.comments), seen)
    reason = f"linked from {target.url}"
    _discover(keeping, reading, reason)
    keeping.frontier.add(
        plan.from_links(reading.post.links, keeping.home_url, keeping.hosts, reason)
    )


def _note_external_comments(keeping: Keeping, post: Post, at: datetime) -> None:
    if post.comment_service is not None:
        name = COMMENT_SERVICE_NAMES[post.comment_service]
        message = f"{post.url}: comments were kept by {name}, outside the blog; not captured"
        found = Finding("external-comments", post.post_id, message, post.post_id)
        keeping.note(found, at)


def known_id(keeping: Keeping, post: Post) -> str:
    """A page that does not show its post's id is the post that is kept at its path."""
    if post.post_id.isdecimal():
        return post.post_id
    path = urlsplit(post.url).path
    return known.post_at(keeping.archive.db, keeping.blog_id, path) or post.post_id


def _discover(keeping: Keeping, reading: PageReading, reason: str) -> int:
    """Plan the posts and static pages that a page links and no listing told."""
    found = plan.from_listing(reading, keeping.home_url, keeping.hosts, reason)
    return keeping.frontier.add(found)


def keep_listing(
    keeping: Keeping, target: Target, reading: PageReading, capture: Capture, capture_id: int
) -> None:
    """A month archive or a label page: posts to fetch, labels of those that are kept."""
    if target.kind == "archive":
        keep_widgets(keeping, target, reading, capture, capture_id)
    n_new = _discover(keeping, reading, f"listed by {target.url}")
    label = plan.label_of(target) if target.kind == "label" else None
    if label is not None:
        _add_label(keeping, reading, label)
    further = plan.older_page(target, reading, keeping.hosts)
    if further is not None and (label is not None or n_new):
        keeping.frontier.add([further])


def _add_label(keeping: Keeping, reading: PageReading, label: str) -> None:
    ids = {urls.key(place.url, keeping.hosts): place.post_id for place in _places(keeping)}
    for key, _ in plan.listed_keys(reading.listed, keeping.hosts):
        if key in ids:
            entries.add_labels(keeping.archive.db, ids[key], keeping.blog_id, [label])


def _places(keeping: Keeping) -> tuple[known.Place, ...]:
    return known.places(keeping.archive.db, keeping.blog_id)


def keep_sitemap(
    keeping: Keeping, target: Target, reading: SitemapReading, capture: Capture, capture_id: int
) -> None:
    """Addresses that a sitemap lists."""
    db = keeping.archive.db
    at = capture.fetched_at
    listing.read_sitemap(keeping.listing, keeping.frontier, reading, keeping.home_url, at)
    declared.forget(db, keeping.blog_id, "sitemap", target.url)
    saying = keeping.saying(target, capture, capture_id)
    found = plan.from_sitemap(reading, keeping.home_url, keeping.hosts)
    declared.keep(db, saying, declarations.of_sitemap(found))


def _keep_post(
    keeping: Keeping, post: Post, seen: entries.Seen, *, is_summary: bool = False
) -> str:
    db = keeping.archive.db
    path = urlsplit(post.url).path or "/"
    nameless = addresses.nameless_at(db, keeping.blog_id, path)
    if nameless is not None and post.post_id.isdecimal():
        addresses.join_posts(db, nameless, post.post_id)
    before = entries.load_post(db, post.post_id)
    result = reconcile(before, post, is_summary=is_summary)
    change = entries.keep_post(db, result.post, post, path, seen)
    met = addresses.Met(urls.key(post.url, keeping.hosts), post.url, path)
    addresses.note_address(db, post.post_id, met, seen.at)
    crawls.close_finding(db, "gone", post.post_id, seen.at)
    keeping.changes[change] += 1
    for one in result.disagreements:
        keeping.note(_disagreement(result.post, one), seen.at)
    return change


def _disagreement(post: Post, one: Disagreement) -> Finding:
    message = f"{post.url}: {one.kept_source} and {one.other_source} differ on {one.field}"
    return Finding(
        *("disagreement", post.post_id, message, post.post_id),
        *(one.field, f"{one.kept_source}: {one.kept}", f"{one.other_source}: {one.other}"),
    )


def _keep_comments(keeping: Keeping, comments: Iterable[Comment], seen: entries.Seen) -> None:
    """Comments under posts that are kept; a comment on an unknown post tells where that post is."""
    db = keeping.archive.db
    touched = set()
    for told in comments:
        comment = _under_known_post(keeping, told)
        if not known.has_post(db, comment.post_id):
            _plan_post_of(keeping, comment)
            continue
        touched.add(comment.post_id)
        before = entries.load_comment(db, comment.comment_id)
        keeping.changes[entries.keep_comment(db, reconcile_comment(before, comment), seen)] += 1
        crawls.close_finding(db, "gone", comment.comment_id, seen.at)
    entries.join_threads(db, sorted(touched))


def _under_known_post(keeping: Keeping, comment: Comment) -> Comment:
    """A comment that tells only its post's address is on the post that is kept there."""
    if comment.post_id.isdecimal():
        return comment
    path = comment.post_id.removeprefix("path:")
    post_id = known.post_at(keeping.archive.db, keeping.blog_id, path) if path else None
    return replace(comment, post_id=post_id or comment.post_id)


def _plan_post_of(keeping: Keeping, comment: Comment) -> None:
    addresses = [comment.url] if comment.url else []
    reason = f"comment {comment.comment_id} is on it"
    keeping.frontier.add(plan.from_addresses(addresses, keeping.home_url, keeping.hosts, reason))


KEEPERS: Final[Mapping[str, Callable[..., None]]] = {
    "home": keep_home,
    "feed-posts-changed": keep_changes,
    "feed-comments-changed": keep_changes,
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
