"""robots.txt and the sitemaps of a demo blog."""

from __future__ import annotations

from datetime import UTC, datetime
from math import ceil
from xml.sax.saxutils import escape

from scraper.demo.blog import DemoBlog

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def robots(blog: DemoBlog) -> str:
    """Return Blogger's default robots.txt."""
    return (
        "User-agent: Mediapartners-Google\nDisallow: \n\n"
        "User-agent: *\nDisallow: /search\nDisallow: /share-widget\nAllow: /\n\n"
        f"Sitemap: {blog.home_url}/sitemap.xml\n"
    )


def sitemap(blog: DemoBlog, page: int | None) -> str | None:
    """Return the sitemap, newest posts first; an index where they do not fit on one page.

    None for a page that there is not.
    """
    n_pages = ceil(blog.n_posts / blog.sitemap_cap)
    if page is None and n_pages > 1:
        return _index(blog, n_pages)
    stop = blog.n_posts - ((page or 1) - 1) * blog.sitemap_cap
    numbers = blog.numbers[max(0, stop - blog.sitemap_cap) : max(0, stop)]
    if not numbers and page not in {None, 1}:
        return None
    return _urls(
        [(blog.post_url(k), blog.time.local(blog.updated_ms(k))) for k in reversed(numbers)]
    )


def pages_sitemap(blog: DemoBlog) -> str:
    """Return the sitemap of the static pages."""
    return _urls([(page.url, page.updated) for page in blog.pages()])


def _index(blog: DemoBlog, n_pages: int) -> str:
    pages = "".join(
        f"<sitemap><loc>{escape(f'{blog.home_url}/sitemap.xml?page={page}')}</loc></sitemap>"
        for page in range(1, n_pages + 1)
    )
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><sitemapindex xmlns=\"{_NAMESPACE}\">"
        f"{pages}</sitemapindex>"
    )


def _urls(pages: list[tuple[str, datetime]]) -> str:
    urls = "".join(
        f"<url><loc>{escape(url)}</loc>"
        f"<lastmod>{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod></url>"
        for url, changed in pages
    )
    return f"<?xml version='1.0' encoding='UTF-8'?><urlset xmlns=\"{_NAMESPACE}\">{urls}</urlset>"
