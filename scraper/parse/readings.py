"""What the parsers answer: a page, a feed or a sitemap, read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archive.model import Blog, Comment, Post

PageType = Literal["post", "page", "home", "archive", "label", "search", "error", "unknown"]
"""What an HTML page is: a post, a static page, or one of Blogger's listings."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A post that a listing page shows or links."""

    url: str
    post_id: str | None = None
    title: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A widget's link with the number of posts it promises (a month, a year, a label)."""

    url: str
    name: str
    n_posts: int | None


@dataclass(frozen=True, slots=True)
class PageReading:
    """One HTML page: what it is, the blog it belongs to, and the post or listing it holds."""

    type: PageType
    blog: Blog | None
    post: Post | None = None
    comments: tuple[Comment, ...] = ()
    listed: tuple[Listed, ...] = ()
    """Posts on a listing page, in page order, each once."""
    static_pages: tuple[str, ...] = ()
    """Addresses of `/p/…` pages that the page links."""
    archives: tuple[Counted, ...] = ()
    """The archive widget's months (and years), as linked; not read of a post's own page."""
    labels: tuple[Counted, ...] = ()
    """The label widget's entries, as linked; not read of a post's own page."""
    older_url: str | None = None
    """The pager's link to older posts."""
    problem: str | None = None
    """Why the page could not be read as what it should be; None when it could."""
    is_suspect: bool = False
    """Not parsed, since that might cost minutes or gigabytes: `scraper.slow_lane` may try."""


@dataclass(frozen=True, slots=True)
class FeedReading:
    """One page of a feed."""

    blog: Blog | None
    posts: tuple[Post, ...] = ()
    comments: tuple[Comment, ...] = ()
    total: int | None = None
    """`openSearch:totalResults`: good for progress, known to lie."""
    start_index: int | None = None
    n_entries: int = 0
    next_url: str | None = None
    truncated: tuple[str, ...] = ()
    """Ids of posts whose entry carries only a summary."""
    thumbnails: tuple[str, ...] = ()
    """Addresses of the small pictures that stand for posts (`media:thumbnail`)."""
    problem: str | None = None
    """Why the feed was not parsed; None when it was."""
    is_suspect: bool = False
    """As of a page."""


@dataclass(frozen=True, slots=True)
class SitemapReading:
    """A sitemap page: addresses of pages, or of further sitemaps."""

    urls: tuple[tuple[str, str | None], ...] = ()
    """(address, lastmod as written or None)."""
    sitemaps: tuple[str, ...] = ()
    problem: str | None = None
    """Why the sitemap was not parsed; None when it was."""
    is_suspect: bool = False
    """As of a page."""
