"""Where a page of any kind leads on: to older posts and to static pages. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scraper.addresses import absolute
from scraper.parse.nodes import attribute
from scraper.urls import classify, fetch_form, key

if TYPE_CHECKING:
    from scraper.parse.place import Page

_OLDER: Final = (
    "a.blog-pager-older-link, #blog-pager-older-link a, a#Blog1_blog-pager-older-link,"
    " a.older-posts, .older-link a, a.pager-older"
)
_OLDER_WORD: Final = "older"


def older_url(page: Page) -> str | None:
    """Where the pager's "older posts" leads: the Blog widget's, or else the page's."""
    within = page.words.css(page.seen.scope, _OLDER) if page.seen.scope else []
    if not within and _OLDER_WORD in page.words.text:
        within = page.tree.css(_OLDER)
    hrefs = filter(None, (attribute(one, "href") for one in within))
    return next(filter(None, (absolute(page.url, href) for href in hrefs)), None)


def static_pages(page: Page, hosts: tuple[str, ...]) -> tuple[str, ...]:
    """The static pages that the page links anywhere, on its own hosts."""
    found: dict[str, str] = {}
    for node in page.seen.called("a"):
        href = attribute(node, "href")
        link = absolute(page.url, href) if "/p/" in href else ""
        if link and classify(link, hosts) == "page":
            found.setdefault(key(link), fetch_form(link))
    return tuple(found.values())
