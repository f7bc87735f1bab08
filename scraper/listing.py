"""What the listings of a blog prove: how far changes are seen, what is absent, what is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from archive.model import Capture, Target
from archive.store import addresses, known, listings, watermarks
from archive.store.listings import Absent, Listed, Listing
from archive.store.targets import Frontier
from scraper import plan, urls
from scraper.parse.readings import FeedReading, SitemapReading

GONE_STATUSES: Final = (404, 410)
"""The only answers that say there is no such page; 403 and redirects may say "not for you"."""


def end_feed(
    listing: Listing, asked: Target, reading: FeedReading, capture: int, at: datetime
) -> None:
    """Take note of the last page of a feed."""
    n_entries = (reading.start_index or 1) - 1 + reading.n_entries
    listed = Listed(asked.kind, reading.total, n_entries)
    if asked.kind != "feed-post-comments":
        listing.end(listed, at)
    elif listed.is_whole:
        for post_id in {comment.post_id for comment in reading.comments}:
            listings.comments_gone(listing, post_id, listed, capture, at)


def note_newest(listing: Listing, asked: Target, reading: FeedReading, at: datetime) -> None:
    """Remember how new the newest entry is, where changes since then can be asked for.

    Only the first page counts: what changes while later ones are read comes after it.
    """
    is_first = reading.start_index in (None, 1) and bool(urlsplit(asked.url).query)
    if is_first and reading.newest_at is not None and asked.kind in watermarks.COLUMNS:
        # A blog that writes times to come must not hide what changes before them.
        newest = min(reading.newest_at, at)
        watermarks.note_newest(listing.db, listing.crawl, asked.kind, newest)


def read_sitemap(
    listing: Listing, frontier: Frontier, reading: SitemapReading, home_url: str, at: datetime
) -> None:
    """Plan what a sitemap names: new addresses, and without a feed those that it says changed."""
    hosts = known.hosts_of(listing.db, listing.blog)
    has_feed = known.feed_total(listing.db, listing.blog) is not None
    frontier.add(plan.further_sitemaps(reading, hosts))
    for url, lastmod in reading.urls:
        for target in plan.from_addresses([url], home_url, hosts, "in the sitemap"):
            frontier.add([target])
            is_back = listings.see_at(listing.db, listing.blog, urlsplit(target.url).path, at)
            is_news = lastmod is not None and frontier.note_lastmod(target, lastmod)
            if is_back or (is_news and not has_feed):
                frontier.reopen_one(replace(target, reason=f"the sitemap says: changed {lastmod}"))


def ask_absent(listing: Listing, frontier: Frontier, home_url: str) -> None:
    """Ask for the pages of posts that a complete listing lacks."""
    hosts = known.hosts_of(listing.db, listing.blog)
    for absent in listing.absent():
        reason = f"absent from the listing of crawl {listing.crawl}"
        for target in plan.from_addresses([absent.url], home_url, hosts, reason):
            if frontier.tried_since(target, listing.began):
                continue
            frontier.reopen_one(target)


def ask_threads(listing: Listing, frontier: Frontier, home_url: str) -> None:
    """Ask for all comments of posts of which the blog's whole comment feed lacks one."""
    for post_id in listing.posts_lacking_comments():
        reason = f"a comment is absent from the comment feed of crawl {listing.crawl}"
        target = plan.post_comments_feed(home_url, post_id, reason)
        if not frontier.tried_since(target, listing.began):
            frontier.reopen_one(target)


def note_if_gone(listing: Listing, asked: Target, capture: Capture, capture_id: int) -> bool:
    """Mark the post at an address as gone, where its page and the listing both say so.

    :returns: whether that explains the answer: the post is gone, now or since an earlier run, or
        it has moved to another address.
    """
    if asked.kind not in ("post", "page") or capture.status not in GONE_STATUSES:
        return False
    hosts = known.hosts_of(listing.db, listing.blog)
    for absent in listing.absent():
        if urls.key(absent.url, hosts) == asked.key:
            _gone(listing, absent, capture, capture_id)
            return True
    path = urlsplit(asked.url).path
    return listings.is_gone_at(listing.db, listing.blog, path) or addresses.is_former(
        listing.db, listing.blog, path
    )


def _gone(listing: Listing, absent: Absent, capture: Capture, capture_id: int) -> None:
    listings.post_gone(listing, absent, capture.status, capture_id, capture.fetched_at)
