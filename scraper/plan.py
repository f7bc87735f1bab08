"""What to fetch next, and why (or why not). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from archive.model import Link, Target
from scraper import urls
from scraper.parse.readings import Counted, FeedReading, Listed, PageReading, SitemapReading

PHASES: Final[tuple[tuple[str, ...], ...]] = (
    ("feed-posts", "feed-pages"),
    ("sitemap",),
    ("archive",),
    ("post", "page"),
    ("label",),
    ("feed-comments",),
    ("feed-post-comments",),
)
"""Kinds of target in the order fetched; media come last and have a table of their own.

The feeds come first, so that every post is kept and readable before its page is asked for.
"""

LISTINGS: Final = ("feed-posts", "feed-pages", "feed-comments", "sitemap")
"""Kinds that every run asks again: they tell what is new."""

FEED_PATHS: Final[Mapping[str, str]] = {
    "feed-posts": "/feeds/posts/default",
    "feed-pages": "/feeds/pages/default",
    "feed-comments": "/feeds/comments/default",
}
FEED_KINDS: Final = (*FEED_PATHS, "feed-post-comments")
# Blogger's cap fell from 500 to 150 in 2015; asking for more gives no more.
PAGE_SIZE: Final = 150
# Ten times the largest blogs known: a feed that makes up entries for ever comes to an end.
MOST_ENTRIES: Final = 1_000_000
# redirect=false: the blog's own feed, even where its owner sends readers to FeedBurner.
FEED_QUERY: Final = {"alt": "json", "redirect": "false", "max-results": str(PAGE_SIZE)}


def target(kind: str, url: str, reason: str, hosts: Iterable[str] = ()) -> Target:
    """A target, keyed by the canonical form of its address."""
    return Target(kind, urls.key(url, hosts), url, reason)


def first_feeds(home_url: str) -> tuple[Target, ...]:
    """The first page of each of the blog's feeds, in the form that gives most per request."""
    return tuple(
        _feed_target(kind, urljoin(home_url, path), FEED_QUERY, "the blog's feed")
        for kind, path in FEED_PATHS.items()
    )


def sitemaps(home_url: str, named: Iterable[str], hosts: Iterable[str]) -> tuple[Target, ...]:
    """The sitemaps that robots.txt names on the blog's own hosts, or the usual one."""
    own = tuple(hosts)
    found = tuple(url for url in named if urls.host_of(url) in own)
    usual = (urljoin(home_url, "/sitemap.xml"),)
    return tuple(
        target("sitemap", _on_home(url, home_url, own), "the blog's sitemap", own)
        for url in found or usual
    )


def post_comments_feed(home_url: str, post_id: str, reason: str) -> Target:
    """The first page of one post's comment feed."""
    url = urljoin(home_url, f"/feeds/{post_id}/comments/default")
    return _feed_target("feed-post-comments", url, FEED_QUERY, reason)


def plain_feed(asked: Target) -> Target | None:
    """The same feed without parameters, where a feed with them cannot be had; None for that one."""
    parts = urlsplit(asked.url)
    if not parts.query or "start-index" in parts.query:
        return None
    return Target(asked.kind, *_keyed(parts._replace(query="").geturl()), "the feed's plain form")


def next_feed(asked: Target, reading: FeedReading, home_url: str) -> Target | None:
    """The page of the feed after this one, or None at its end.

    Advances by the entries received, never by the number asked for, and by the feed's own `next`
    link where it has one: the cap has changed three times, and `totalResults` is known to lie.
    """
    if reading.n_entries == 0:
        return None
    if reading.next_url is None and not _is_short(reading):
        return None
    start = (reading.start_index or 1) + reading.n_entries
    if start > MOST_ENTRIES:
        return None
    parts = urlsplit(asked.url)
    query = dict(parse_qsl(parts.query)) | {"start-index": str(start)}
    base = urljoin(home_url, parts.path)
    return _feed_target(asked.kind, base, query, f"entries from {start}")


def _is_short(reading: FeedReading) -> bool:
    """The feed claims more entries than it has given so far."""
    received = (reading.start_index or 1) - 1 + reading.n_entries
    return reading.total is not None and reading.total > received


def from_sitemap(
    reading: SitemapReading, home_url: str, hosts: Iterable[str]
) -> tuple[Target, ...]:
    """Further sitemaps, and the posts and pages that a sitemap lists."""
    own = tuple(hosts)
    further = tuple(
        target("sitemap", url, "in the sitemap index")
        for url in reading.sitemaps
        if urls.host_of(url) in own
    )
    return further + from_addresses(
        (url for url, _ in reading.urls), home_url, own, "in the sitemap"
    )


def from_addresses(
    addresses: Iterable[str], home_url: str, hosts: Iterable[str], reason: str
) -> tuple[Target, ...]:
    """Those of some addresses that are posts or static pages of this blog."""
    own = tuple(hosts)
    found = []
    for url in addresses:
        kind = urls.classify(url, own)
        if kind in ("post", "page", "comment") and urls.trap_of(urls.fetch_form(url)) is None:
            place = "page" if "/p/" in urlsplit(url).path else "post"
            found.append(target(place, _on_home(url, home_url, own), reason, own))
    return tuple(found)


def from_links(
    links: Iterable[Link], home_url: str, hosts: Iterable[str], reason: str
) -> tuple[Target, ...]:
    """Posts and static pages of this blog that a body links: what no listing may tell of."""
    return from_addresses((link.url for link in links), home_url, hosts, reason)


def from_listing(
    reading: PageReading, home_url: str, hosts: Iterable[str], reason: str
) -> tuple[Target, ...]:
    """Posts and static pages that a home, archive or label page shows."""
    listed = (post.url for post in reading.listed)
    return from_addresses((*listed, *reading.static_pages), home_url, hosts, reason)


@dataclass(frozen=True, slots=True)
class Known:
    """What discovery has found so far."""

    n_posts: int
    """Posts planned or kept."""
    by_month: Mapping[tuple[int, int], int]
    """The same per (year, month)."""
    feed_is_whole: bool
    """The posts feed was read to its end and gave as many posts as it claims."""


def known(
    places: Iterable[tuple[str, str | None]],
    planned: Iterable[str],
    feed_total: int | None,
    n_from_feed: int,
) -> Known:
    """Sum up discovery.

    :param places: (address, day of publication) of each kept post.
    :param planned: addresses of posts that are planned and not kept.
    """
    kept = {urls.key(url): day for url, day in places if urls.classify(url) == "post"}
    months: Counter[tuple[int, int]] = Counter()
    for url, day in (*kept.items(), *((urls.key(url), None) for url in planned)):
        month = (int(day[:4]), int(day[5:7])) if day else urls.month_of(f"//{url}")
        if month is not None and not (day is None and url in kept):
            months[month] += 1
    n_posts = len(kept.keys() | {urls.key(url) for url in planned})
    is_whole = feed_total is not None and n_from_feed >= feed_total
    return Known(n_posts, months, is_whole)


def older_posts(home: PageReading, found: Known, hosts: Iterable[str]) -> tuple[Target, ...]:
    """The home page's pager, where neither a whole feed nor an archive widget tells more."""
    if found.feed_is_whole or home.archives or home.older_url is None:
        return ()
    return (target("archive", home.older_url, "the home page's older posts", hosts),)


def months_to_check(
    archives: Iterable[Counted], found: Known, home_url: str, hosts: Iterable[str]
) -> tuple[Target, ...]:
    """Month archives that the archive widget says hold posts that are not found yet.

    Where the feed is whole and the widget's sum agrees, none is asked for: 60 posts over six years
    would cost up to 60 requests that tell nothing.
    """
    months = {}
    for archive in archives:
        month = urls.month_of(archive.url)
        if month is not None:
            months[month] = archive
    promised = sum(archive.n_posts or 0 for archive in months.values())
    if found.feed_is_whole and promised <= found.n_posts:
        return ()
    return tuple(
        target("archive", _on_home(archive.url, home_url, hosts), _lack(archive, n_found), hosts)
        for month, archive in sorted(months.items())
        if (n_found := found.by_month.get(month, 0)) < (archive.n_posts or n_found + 1)
    )


def _lack(archive: Counted, n_found: int) -> str:
    return f"the archive widget counts {archive.n_posts or 'unknown'} posts, {n_found} found"


def labels_to_read(
    labels: Iterable[Counted], n_unlabelled: int, home_url: str, hosts: Iterable[str]
) -> tuple[Target, ...]:
    """Label pages, where some posts came from no feed and so may carry labels unseen."""
    if n_unlabelled == 0:
        return ()
    reason = f"{n_unlabelled} posts came without a feed entry"
    return tuple(
        target("label", _on_home(label.url, home_url, hosts), reason, hosts) for label in labels
    )


def older_page(asked: Target, reading: PageReading, hosts: Iterable[str]) -> Target | None:
    """The next page of a label or archive listing.

    A pager link is a trap anywhere else; here it is followed only while it shows posts. A month's
    pager leads into other months, which are targets of their own.
    """
    if reading.older_url is None or not reading.listed or urls.month_of(asked.url):
        return None
    return target(asked.kind, reading.older_url, f"older posts after {asked.url}", hosts)


def label_of(asked: Target) -> str | None:
    """The label that a label target lists."""
    return urls.label_of(asked.url)


def listed_keys(listed: Iterable[Listed], hosts: Iterable[str]) -> tuple[tuple[str, Listed], ...]:
    """(canonical key, listing) of each post on a listing page."""
    return tuple((urls.key(post.url, hosts), post) for post in listed)


def comments_to_ask(declared: Iterable[tuple[str, int, int]], home_url: str) -> tuple[Target, ...]:
    """Comment feeds of the posts that declare more comments than are kept.

    :param declared: (post id, declared, kept) per post.
    """
    return tuple(
        post_comments_feed(home_url, post_id, f"{n_declared} comments declared, {n_kept} kept")
        for post_id, n_declared, n_kept in declared
        if n_declared > n_kept and post_id.isdecimal()
    )


def _feed_target(kind: str, url: str, query: Mapping[str, str], reason: str) -> Target:
    return Target(kind, *_keyed(f"{url}?{urlencode(query)}"), reason)


def _keyed(url: str) -> tuple[str, str]:
    """(key, url) of a feed page: unlike a web page's, all its parameters choose what it holds."""
    return urls.host_of(url) + url.partition(urlsplit(url).netloc)[2], url


def _on_home(url: str, home_url: str, hosts: Iterable[str]) -> str:
    """An address of the blog, asked for at the scheme and host where its home answers."""
    home = urlsplit(home_url)
    if urls.host_of(url) not in tuple(hosts):
        return urls.fetch_form(url)
    parts = urlsplit(urls.fetch_form(url))
    return parts._replace(scheme=home.scheme, netloc=home.netloc).geturl()
