"""Read an HTML page: what it is, its blog, and the post or the listing it holds. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.decode import MAX_TEXT, bomb_in_markup
from scraper.parse.aside import scripts_in, set_aside, whole
from scraper.parse.comments import read_comments
from scraper.parse.context import blog_of, data_context, described_in, read_context
from scraper.parse.decode import Document, tree_of
from scraper.parse.elements import elements_of
from scraper.parse.front import front_of, is_whole_widget
from scraper.parse.interstitial import foreign, interstitial_in
from scraper.parse.onward import older_url, static_pages
from scraper.parse.place import Page
from scraper.parse.post import read_post
from scraper.parse.readings import PageReading, PageType
from scraper.parse.survey import rows_for, survey
from scraper.parse.widgets import (
    archive_widget,
    label_widget,
    listed_posts,
)
from scraper.urls import classify, host_of, key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.model import Blog
    from scraper.parse.aside import Aside
    from scraper.parse.context import Context

_BY_DATA: Final[dict[str, PageType]] = {
    "item": "post",
    "static_page": "page",
    "archive": "archive",
    "error_page": "error",
    "index": "home",
}
"""Blogger's own words for a page's type."""

_BY_URL: Final[dict[str, PageType]] = {
    "post": "post",
    "comment": "post",
    "page": "page",
    "home": "home",
    "archive": "archive",
    "label": "label",
    "search": "search",
}


def parse_page(
    body: bytes, url: str, *, content_type: str | None = None, guarded: bool = True
) -> PageReading:
    """Read one HTML page; never fails: `problem` says why a page could not be read.

    Args:
        body: the answer's bytes, content-encoding removed.
        url: the address that answered; relative links resolve against it.
        content_type: the answer's header, for its charset.
        guarded: False only where a limit of time and memory ends what a page can do.

    """
    document = Document(body, content_type)
    data = data_context(document.markup)
    readings = (
        _read(aside, document, data, url, guarded=guarded)
        for aside in _ways_to_parse(document, data)
    )
    return next(filter(None, readings))


def _ways_to_parse(document: Document, data: dict[str, str]) -> Iterator[Aside]:
    """What to parse of a page: as little as may do, then more, and at last the whole."""
    markup = document.markup
    is_post = _declared(data) in ("post", "page")
    is_front_enough = is_post and (len(markup) <= MAX_TEXT or len(document.text) <= MAX_TEXT)
    front = front_of(markup, scripts_in(markup)) if is_front_enough else None
    if front is not None and front.is_utf8():
        yield front
    proven = document.decoded.markup
    yield set_aside(proven, scripts_in(proven))
    yield whole(proven)


def _read(
    aside: Aside, document: Document, data: dict[str, str], url: str, *, guarded: bool
) -> PageReading | None:
    """Read what was parsed of a page; None where more of it must be parsed."""
    bomb = bomb_in_markup(aside.markup) if guarded else None
    if bomb:
        return PageReading("unknown", None, problem=f"not parsed: {bomb}", is_suspect=True)
    tree = tree_of(aside.markup)
    elements = elements_of(tree, aside.markup, is_lower=aside.is_front)
    seen = survey(tree, elements, aside)
    if not aside.is_faithful(seen.numbered):
        return None
    if aside.is_front and not is_whole_widget(seen.scope, seen.ends):
        return None
    json_ld = aside.json_ld.decode("utf-8", "replace") if aside.is_front else document.text
    context = read_context(tree, seen, document, data, json_ld=json_ld)
    rows = rows_for(tree, elements)
    page = Page(tree, document, url, context, rows, seen, aside, elements)
    kind = page_type(context, url)
    blog = blog_of(context, described_in(tree, elements), url)
    if kind not in ("post", "page"):
        return _with_links(page, kind, blog)
    reading = _with_post(page, kind, blog)
    return None if aside.is_front and reading.post is None else reading


def page_type(context: Context, url: str) -> PageType:
    """What a page is, by its own data and otherwise by its address."""
    data = context.data
    if data.get("view.isError") == "true":
        return "error"
    declared = _declared(data)
    address = data.get("url") or context.canonical or context.og_url
    addressed = _BY_URL.get(classify(url)) or _BY_URL.get(classify(address))
    if declared == "home" or (declared is None and data.get("view.isLabelSearch") == "true"):
        if data.get("searchLabel") or data.get("view.isLabelSearch") == "true":
            return "label"
        return "search" if data.get("searchQuery") else _listing(addressed)
    return declared or addressed or "unknown"


def _declared(data: dict[str, str]) -> PageType | None:
    return _BY_DATA.get(data.get("pageType", "") or data.get("view.type", ""))


def _listing(addressed: PageType | None) -> PageType:
    return addressed if addressed in ("label", "search", "archive") else "home"


def _with_post(page: Page, kind: PageType, blog: Blog | None) -> PageReading:
    """A post's own page: its widgets repeat what the home page tells, and are not read."""
    pages = static_pages(page, _hosts(page))
    older = older_url(page)
    problem = foreign(page.context, page.document, page.url) or _listing_instead(page)
    if problem:
        return PageReading(kind, blog, static_pages=pages, older_url=older, problem=problem)
    post = read_post(page, "page" if kind == "page" else "post")
    comments = read_comments(page, post) if post else ()
    problem = None if post else _why_none(page)
    return PageReading(
        kind,
        blog,
        post=post,
        comments=comments,
        static_pages=pages,
        older_url=older,
        problem=problem,
    )


def _listing_instead(page: Page) -> str | None:
    """Say why a page that does not name its own type is a list of posts, or None."""
    data = page.context.data
    if data.get("pageType") or data.get("view.type"):
        return None
    listed = listed_posts(page.tree, page.url, _hosts(page), with_body=True)
    others = [entry for entry in listed if key(entry.url) != key(page.url)]
    return f"a list of {len(listed)} other posts" if len(others) == len(listed) > 1 else None


def _with_links(page: Page, kind: PageType, blog: Blog | None) -> PageReading:
    problem = interstitial_in(page.document.text) if kind == "unknown" else None
    hosts = _hosts(page)
    return PageReading(
        kind,
        blog,
        listed=listed_posts(page.tree, page.url, hosts),
        static_pages=static_pages(page, hosts),
        archives=archive_widget(page.tree, page.url),
        labels=label_widget(page.tree, page.url),
        older_url=older_url(page),
        problem=problem,
    )


def _hosts(page: Page) -> tuple[str, ...]:
    """The hosts that are this blog's: the one that answered and the one it calls home."""
    home = page.context.data.get("homepageUrl", "")
    known = (host_of(page.url), host_of(home), host_of(page.context.canonical))
    return tuple(dict.fromkeys(host for host in known if host))


def _why_none(page: Page) -> str:
    if "dynamic" in (row.generation for row in page.rows):
        return "a Dynamic Views page holds no post; its feed does"
    return interstitial_in(page.document.text) or "no known place of a post's body"
