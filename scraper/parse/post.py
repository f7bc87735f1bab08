"""Read the one post (or static page) that a page holds. Pure."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from archive.model import Author, Post, PostKind, Source
from scraper.addresses import absolute
from scraper.parse.beside import labels_beside, signature_beside, signed_in
from scraper.parse.bylines import name_after_byline, name_in
from scraper.parse.comments import count_comments
from scraper.parse.headline import lead_told, part_told, tells, without_blog
from scraper.parse.links import Body, read_body, read_fragment
from scraper.parse.nodes import ancestors, attribute, classes, is_profile, line, spaced
from scraper.parse.place import before, find, headers_before, outside_body
from scraper.parse.position import confirmed_day, parts
from scraper.parse.published import read_published
from scraper.parse.services import comment_service
from scraper.parse.themes import source_of
from scraper.parse.widgets import labels_in, post_id_in
from scraper.urls import host_of, month_of, post_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

    from scraper.parse.place import Found, Page

_HEADINGS = "h1, h2, h3"
_LONGEST_NAME = 100
_LABEL = b"search/label/"
_OF_FEED = re.compile(r"\s+-\s+(?:Atom|RSS).*$")


def read_post(page: Page, kind: PostKind) -> Post | None:
    """Read the page's post; None where it holds none."""
    found = find(page)
    if found is None:
        return None
    url = _url(page)
    title = _title(page, found)
    published = read_published(page, found, url)
    author = _author(page, found)
    labels = _labels(page, found)
    service = comment_service(page, found.body)
    count = _count(page, found, title[0], is_external=service is not None)
    html, body, body_source = _body(page, found, url)
    said: dict[str, tuple[Any, Source]] = {
        "title": title,
        "body_html": (html, body_source),
        "published": published,
        "author": author,
        "labels": labels,
        "n_comments": (count, "structure"),
        "comment_service": (service, "structure"),
    }
    return Post(
        kind=kind,
        post_id=_post_id(page, found, url),
        blog_id=page.context.blog_id,
        url=url,
        title=title[0],
        body_html=html,
        body_text=body.text,
        published=published[0],
        author=author[0],
        labels=labels[0],
        n_comments=count,
        comment_service=service,
        links=body.links,
        images=body.images,
        sources=tuple(
            (name, source) for name, (value, source) in said.items() if value not in (None, "", ())
        ),
    )


def _url(page: Page) -> str:
    context = page.context
    known = context.canonical or context.og_url
    return known if known and post_path(known) else page.url or known


def _post_id(page: Page, found: Found, url: str) -> str:
    own = page.context.post_id or post_id_in(found.container)
    return own or f"path:{post_path(url) or url}"


# -- title ---------------------------------------------------------------------------------------


def _title(page: Page, found: Found) -> tuple[str, Source]:
    """The title in the theme's place, else in the head, else the heading next before the body."""
    areas = (found.container, found.scope) if found.has_wider_scope else (found.container,)
    for area in areas:
        for row in page.rows:
            for selector in row.title:
                words, node = _words(page.elements.among(area, selector), found)
                if node is not None:
                    is_stated = "itemprop" in node.attributes
                    head = page.context.title
                    words = words if words in head else part_told(node, head) or words
                    return words, "microdata" if is_stated else source_of(row, selector)
    context = page.context
    if context.og_title and context.blog_title:
        return ("" if context.og_title == context.blog_title else context.og_title), "opengraph"
    return _title_beside(page, found)


def _title_beside(page: Page, found: Found) -> tuple[str, Source]:
    """The heading before the body that the head's title ends with, else that title, else any."""
    near = [found.heading] if found.heading is not None else []
    beside = [*near, *before(found.body, found.container, _HEADINGS)]
    headings = [one for one in beside if not _is_header(line(one), page)]
    head = page.context.title
    told = [one for one in headings if tells(head, line(one))]
    blog = next((name for one in headings if head.startswith(f"{(name := line(one))}: ")), "")
    lead = None if told else lead_told(found.body, head)
    if lead is not None:
        found.chrome[lead.mem_id] = lead
        return line(lead), "structure"
    if not told and blog:
        return head.removeprefix(f"{blog}: "), "opengraph"
    words, node = _words([*told, *headings], found)
    if node is None:
        return _titled_by_head(page), "opengraph"
    return words if told else part_told(node, head) or words, "structure"


def _is_header(text: str, page: Page) -> bool:
    """Say whether a heading is a day or a byline."""
    context, month = page.context, month_of(page.url)
    days = (confirmed_day(part, context.language, month) for part in parts(text))
    return bool(name_after_byline(text)) or any(days)


def _words(nodes: Iterable[LexborNode], found: Found) -> tuple[str, LexborNode | None]:
    for node in nodes:
        if _is_title(node, found) and (words := line(node)):
            return words, node
    return "", None


def _is_title(node: LexborNode, found: Found) -> bool:
    own = classes(node)
    ids = found.elements.ids_around(node)
    in_body = found.body.mem_id in ids and node.mem_id not in found.chrome
    if "date-header" in own or in_body or not found.asides.isdisjoint(ids):
        return False
    return not any("date-header" in classes(one) for one in ancestors(node, 2))


def _titled_by_head(page: Page) -> str:
    """The title as the head says it, without the blog's name before it."""
    context = page.context
    blog = context.blog_title or _named_by_feed(page)
    return without_blog(context.og_title or context.title, blog)


def _named_by_feed(page: Page) -> str:
    """The blog's name as the link to its feed has it."""
    links = (one for one in page.seen.links if attribute(one, "rel") == "alternate")
    names = (_OF_FEED.sub("", attribute(one, "title")) for one in links)
    return next((name for name in names if name), "")


# -- author, labels, count -----------------------------------------------------------------------


def _author(page: Page, found: Found) -> tuple[Author | None, Source]:
    """The author as the theme marks the name, else as a line around it says it."""
    language = page.context.language
    for area in (found.container, found.scope) if found.has_wider_scope else (found.container,):
        for row in page.rows:
            for selectors, is_line in ((row.author, False), (row.author_line, True)):
                for node, selector in _outside(found, selectors, area):
                    text = line(node) or attribute(node, "data-text") or attribute(node, "content")
                    name = name_in(spaced(node) or text, language) if is_line else text
                    if name and len(name) <= _LONGEST_NAME:
                        return Author(name, _profile(node, page)), source_of(row, selector)
    if stated := _stated(page):
        return stated, "json-ld"
    if signed := _signed(page, found):
        return signed, "shown"
    comments = frozenset(node.mem_id for node in page.seen.comments.values())
    beside = signature_beside(found, language, comments)
    if beside is None:
        return None, "structure"
    named = _signed_by(beside, page) or Author(line(beside), _profile(beside, page))
    return named, "structure"


def _outside(
    found: Found, selectors: tuple[str, ...], area: LexborNode
) -> Iterator[tuple[LexborNode, str]]:
    for selector in selectors:
        for node in outside_body(found, selector, area):
            yield node, selector


def _stated(page: Page) -> Author | None:
    """The author that JSON-LD names."""
    for posting in page.context.json_ld:
        author = posting.get("author")
        author = author[0] if isinstance(author, list) and author else author
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, str) and name.strip():
            return Author(" ".join(name.split()))
    return None


def _signed(page: Page, found: Found) -> Author | None:
    """The author that a line with a byline's words names."""
    bylines = (
        node
        for row in page.rows
        for selector in row.byline
        for node in outside_body(found, selector)
    )
    signed = (_signed_by(node, page) for node in chain(headers_before(found), bylines))
    return next((author for author in signed if author), None)


def _signed_by(node: LexborNode, page: Page) -> Author | None:
    """The author that a line names: by its only link to a profile, else by its words."""
    name = signed_in(node, page.context.language)
    linked = [one for one in node.css("a[href]") if is_profile(one)] if name else []
    if len(linked) == 1 and name.startswith(line(linked[0])):
        name = line(linked[0])
    return Author(name, _profile(node, page)) if name else None


def _profile(node: LexborNode, page: Page) -> str | None:
    for one in chain((node,), ancestors(node, 2), _links_in(node)):
        href = attribute(one, "href")
        if "/profile/" in href or "plus.google.com/" in href:
            return absolute(page.url, href) or None
    return None


def _links_in(node: LexborNode) -> Iterator[LexborNode]:
    yield from node.css("a[href]")


def _labels(page: Page, found: Found) -> tuple[tuple[str, ...], Source]:
    if not _may_have_labels(page):
        return (), "structure"
    areas = (found.container, found.scope) if found.has_wider_scope else (found.container,)
    for row in page.rows:
        for selector in row.labels:
            for area in areas:  # other posts in the widget have labels too
                if names := labels_in(outside_body(found, selector, area), page.url):
                    return names, source_of(row, selector)
    return labels_beside(found, page.url), "structure"


def _may_have_labels(page: Page) -> bool:
    """Say whether an address of labels stands in the page: half of all posts have none.

    To look for what is not there in all places where themes have labels took 60 us.
    """
    markup = page.elements.markup
    return _LABEL in markup or _LABEL in markup.lower() or _LABEL in page.url.lower().encode()


def _count(page: Page, found: Found, title: str, *, is_external: bool) -> int | None:
    shown = (
        node
        for row in page.rows
        for selector in row.count
        for node in outside_body(found, selector)
        if not _leads_away(node, page)
    )
    return count_comments(page, shown, title=title, is_external=is_external)


def _leads_away(node: LexborNode, page: Page) -> bool:
    """Say whether a comment link leads to another service's comments, or to another post's."""
    links = [node, *node.css("a[href]")]
    addresses = [absolute(page.url, attribute(one, "href")) for one in links]
    hosts = {host_of(address) for address in addresses}
    own = {post_path(page.url), post_path(page.context.canonical)} - {None}
    others = {post_path(address) for address in addresses} - {None, *own}
    known = {"", "blogger.com", host_of(page.url), host_of(page.context.canonical)}
    return bool(hosts - known or (own and others))


# -- body ----------------------------------------------------------------------------------------


def _body(page: Page, found: Found, url: str) -> tuple[str, Body, Source]:
    """The body's inner HTML and what it holds; what the theme put inside it is taken out."""
    if found.body.tag == "script":
        html = page.aside.restored(found.body.text()).strip()
        return html, read_fragment(html, url), found.source
    found.elements.take_out(found.chrome.values())
    shown = (found.body.inner_html or "").strip()
    return page.aside.restored(shown), read_body(found.body, shown, url), found.source
