"""Where a page of any kind leads on: to older posts and to static pages. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scraper.addresses import absolute
from scraper.parse.asked import OLDER
from scraper.parse.front import PAGE
from scraper.parse.nodes import attribute
from scraper.urls import classify, fetch_form, key

if TYPE_CHECKING:
    from scraper.parse.place import Page

_STATIC: Final = "a[href*='/p/']"


def older_url(page: Page) -> str | None:
    """Where the pager's "older posts" leads: the Blog widget's, or else the page's."""
    areas = (page.seen.scope, page.tree) if page.seen.scope else (page.tree,)
    for area in areas:
        for selector in OLDER:
            hrefs = (attribute(one, "href") for one in page.elements.css(area, selector))
            linked = filter(None, (absolute(page.url, href) for href in hrefs if href))
            if found := next(linked, None):
                return found
    return None


def static_pages(page: Page, hosts: tuple[str, ...]) -> tuple[str, ...]:
    """The static pages that the page links anywhere, on its own hosts."""
    found: dict[str, str] = {}
    elements = page.elements
    is_known = page.aside.is_front and not page.aside.has_pages
    nodes = elements.called(f".{PAGE}") if is_known else elements.css(page.tree, _STATIC)
    for node in nodes:
        link = absolute(page.url, attribute(node, "href"))
        if link and classify(link, hosts) == "page":
            found.setdefault(key(link), fetch_form(link))
    return tuple(found.values())
