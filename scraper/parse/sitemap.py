"""Read sitemaps: addresses of pages, or of further sitemaps. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.errors import ParseError
from scraper.addresses import absolute
from scraper.parse.readings import SitemapReading
from scraper.parse.strain import bomb_in_feed
from scraper.parse.xml import local_name, parse_xml, text_in

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def parse_sitemap(body: bytes, url: str, *, guarded: bool = True) -> SitemapReading:
    """Read a `urlset` or `sitemapindex` (sitemaps.org 0.9), or a feed served as one.

    One that might cost minutes is only told to be suspect, unless `guarded` is False.

    Raises:
        ParseError: the body is no XML, or holds neither.

    """
    bomb = bomb_in_feed(body) if guarded else None
    if bomb:
        return SitemapReading(problem=f"not parsed: {bomb}", is_suspect=True)
    root = parse_xml(body, url)
    name = local_name(root)
    if name == "sitemapindex":
        return SitemapReading(sitemaps=tuple(loc for loc, _ in _entries(root, url)))
    if name == "urlset":
        return SitemapReading(urls=_entries(root, url))
    raise ParseError(f"{url} is no sitemap: its root is <{name}>")


def _entries(root: Element, url: str) -> tuple[tuple[str, str | None], ...]:
    found: dict[str, str | None] = {}
    for entry in root:
        loc = absolute(url, text_in(entry, "loc"))
        if loc:
            found.setdefault(loc, text_in(entry, "lastmod") or None)
    return tuple(found.items())
