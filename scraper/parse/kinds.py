"""Which parser reads the captures of each kind of target. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from archive.model import Capture
from scraper.parse.feed import parse_feed
from scraper.parse.page import parse_page
from scraper.parse.readings import FeedReading, PageReading
from scraper.parse.sitemap import parse_sitemap

Parsers = Mapping[str, Callable[[Capture], object]]


def _as_page(capture: Capture) -> PageReading:
    return parse_page(capture.body, capture.final_url, content_type=capture.header("content-type"))


def _as_feed(capture: Capture) -> FeedReading:
    return parse_feed(capture.body, capture.final_url)


PARSERS: Final[Parsers] = {
    "home": _as_page,
    "feed-posts-changed": _as_feed,
    "feed-comments-changed": _as_feed,
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
