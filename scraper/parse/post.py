"""Read the one post (or static page) that a page holds. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from archive.model import Author, Moment, Post, PostKind, Source
from scraper.parse.bylines import name_after_byline, name_in
from scraper.parse.comments import count_comments
from scraper.parse.dates import parse_date
from scraper.parse.links import Body, read_body, read_fragment
from scraper.parse.nodes import ancestors, attribute, classes, is_within, line, preceding
from scraper.parse.themes import CHROME, CONTAINERS
from scraper.parse.widgets import is_side_widget, labels_in, post_id_in
from scraper.urls import absolute, host_of, month_of, post_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from scraper.parse.context import Context
    from scraper.parse.themes import Theme

_SHOWS = "img, iframe, video, embed, object, audio, svg"
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?")
_FAR = 6
"""How many elements up from a post its date header may stand beside it."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where the post stands in its page."""

    container: LexborNode
    """The element with title, body and footer; the whole Blog widget where themes have no such."""
    body: LexborNode
    scope: LexborNode
    chrome: frozenset[int]
    """Memory ids of what the theme put inside the body."""

    @property
    def has_wider_scope(self) -> bool:
        """Whether the Blog widget holds more than the container."""
        return self.scope.mem_id != self.container.mem_id


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that is known of a page before its post is read."""

    tree: LexborHTMLParser
    text: str
    url: str
    context: Context
    rows: tuple[Theme, ...]
    comments: dict[str, LexborNode]


def read_post(page: Page, kind: PostKind) -> Post | None:
    """Read the page's post; None where it holds none."""
    found = _find(page)
    if found is None:
        return None
    url = _url(page)
    title = _title(page, found)
    published = _published(page, found, url)
    author = _author(page, found)
    labels = _labels(page, found)
    count = _count(page, found)
    html, body, body_source = _body(found, url)
    said: dict[str, tuple[Any, Source]] = {
        "title": title,
        "body_html": (html, body_source),
        "published": published,
        "author": author,
        "labels": (labels, "theme"),
        "n_comments": (count, "structure"),
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
        labels=labels,
        n_comments=count,
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


# -- where the post stands -----------------------------------------------------------------------


def _find(page: Page) -> Found | None:
    root = page.tree.body or page.tree.root
    if root is None:
        return None
    scope = page.tree.css_first(".widget.Blog") or root
    for area in (scope, root) if scope is not root else (root,):
        for row in page.rows:
            for selector in row.body:
                body = _best([n for n in area.css(selector) if not _stands_aside(n)], page)
                if body is not None:
                    chrome = frozenset(node.mem_id for node in body.css(CHROME))
                    return Found(_container(body, area), body, area, chrome)
    return None


def _stands_aside(node: LexborNode) -> bool:
    return _is_aside([node, *ancestors(node)])


def _is_aside(around: list[LexborNode]) -> bool:
    """Say whether elements, from the inmost out, lie in the comments or in a widget of its own."""
    for node in around:
        attributes = node.attributes
        if attributes.get("id") in ("comments", "comment-holder"):
            return True
        own = attributes.get("class") or ""
        if "widget" in own and is_side_widget(own):
            return True
    return False


def _best(bodies: list[LexborNode], page: Page) -> LexborNode | None:
    """Of several bodies the post's own: by id, else the first container's longest."""
    shown = [node for node in bodies if _shows_something(node)]
    if shown[1:] == []:
        return shown[0] if shown else None
    own = (
        [node for node in shown if _is_of(node, page.context.post_id)]
        if page.context.post_id
        else []
    )
    first = _container_or_none((own or shown)[0])
    near = [n for n in own or shown if first is None or is_within(n, first)]
    return max(near, key=lambda node: len(node.text()))


def _shows_something(node: LexborNode) -> bool:
    return bool(node.text(strip=True)) or node.css_first(_SHOWS) is not None


def _is_of(node: LexborNode, post_id: str) -> bool:
    if post_id in attribute(node, "id"):
        return True
    container = _container_or_none(node)
    return container is not None and post_id_in(container) == post_id


def _container_or_none(body: LexborNode) -> LexborNode | None:
    return next((n for n in ancestors(body) if classes(n) & CONTAINERS or n.tag == "article"), None)


def _container(body: LexborNode, area: LexborNode) -> LexborNode:
    return _container_or_none(body) or area


def _outside_body(found: Found, selector: str) -> Iterator[LexborNode]:
    """Elements of the post that are not its body's own, nor its comments'."""
    areas = (found.container, found.scope) if found.has_wider_scope else (found.container,)
    for area in areas:
        for node in area.css(selector):
            around = [node, *ancestors(node)]
            ids = [one.mem_id for one in around]
            in_body = found.body.mem_id in ids[1:]
            if (not in_body or found.chrome.intersection(ids)) and not _is_aside(around):
                yield node


# -- title ---------------------------------------------------------------------------------------


def _title(page: Page, found: Found) -> tuple[str, Source]:
    for row in page.rows:
        for selector in row.title:
            for node in found.container.css(selector):
                if not _is_title(node, found):
                    continue
                words = line(node)
                if words:
                    return words, "microdata" if "itemprop" in node.attributes else "theme"
    return _titled_by_head(page), "opengraph"


def _is_title(node: LexborNode, found: Found) -> bool:
    own = classes(node)
    if "date-header" in own or is_within(node, found.body) or _stands_aside(node):
        return False
    return not any("date-header" in classes(one) for one in ancestors(node, 2))


def _titled_by_head(page: Page) -> str:
    """The title as the head says it; the blog's own name stands there where a post has none."""
    context = page.context
    blog = context.blog_title
    if context.og_title and context.og_title != blog:
        return context.og_title
    title = context.title
    if blog and title.startswith(f"{blog}: "):
        return title[len(blog) + 2 :]
    return title if title != blog and not context.og_title else ""


# -- date ----------------------------------------------------------------------------------------


def _published(page: Page, found: Found, url: str) -> tuple[Moment | None, Source]:
    """The date in the order of trust: machine date, JSON-LD, date header, shown text."""
    json_date, modified = _json_dates(page)
    machine = _machine_date(page, found)
    if machine and not (json_date and machine.at and machine.at == modified):
        return machine, "microdata"
    if json_date:
        return json_date, "json-ld"
    if machine:
        return machine, "microdata"
    month = month_of(url) or month_of(page.url)
    year = month[0] if month else None
    for text, source in _shown_texts(page, found):
        shown = parse_date(text, page.context.language, year=year)
        if shown:
            return Moment(shown.day), source
    return None, "url"


def _moment(text: str) -> Moment | None:
    match = _ISO.fullmatch(text.strip())
    try:
        moment = datetime.fromisoformat(match[0]) if match else None
    except ValueError:
        return None
    if moment is None:
        return None
    return Moment.of(moment) if moment.tzinfo else Moment(moment.date())


def _json_dates(page: Page) -> tuple[Moment | None, datetime | None]:
    """(published, modified) of the posting that JSON-LD describes."""
    for posting in page.context.json_ld:
        published = _moment(str(posting.get("datePublished", "")))
        modified = _moment(str(posting.get("dateModified", "")))
        if published:
            return published, modified.at if modified else None
    return None, None


def _machine_date(page: Page, found: Found) -> Moment | None:
    for row in page.rows:
        for selector in row.machine_date:
            for node in _outside_body(found, selector):
                for name in ("title", "datetime", "content"):
                    moment = _moment(attribute(node, name))
                    if moment:
                        return moment
    return None


def _shown_texts(page: Page, found: Found) -> Iterator[tuple[str, Source]]:
    for node in _headers_before(found):
        yield line(node), "header"
    for row in page.rows:
        for selector in row.shown_date:
            for node in _outside_body(found, selector):
                source: Source = "header" if "date-header" in classes(node) else "shown"
                for text in (line(node), attribute(node, "data-text"), attribute(node, "title")):
                    if text:
                        yield text, source


def _headers_before(found: Found) -> Iterator[LexborNode]:
    """The date header before the post: it is printed once a day, over all of that day's posts."""
    near = found.container
    for _ in range(_FAR):
        for sibling in preceding(near):
            if "date-header" in classes(sibling):
                yield sibling
                return
            inner = sibling.css(".date-header")
            if inner:
                yield inner[-1]
                return
        if near.mem_id == found.scope.mem_id or near.parent is None:
            return
        near = near.parent


# -- author, labels, count -----------------------------------------------------------------------


def _author(page: Page, found: Found) -> tuple[Author | None, Source]:
    for row in page.rows:
        for selector in row.author:
            for node in _outside_body(found, selector):
                name = name_in(line(node) or attribute(node, "data-text"))
                if name:
                    return Author(name, _profile(node, page)), "theme"
    return _signed(page, found), "shown"


def _signed(page: Page, found: Found) -> Author | None:
    """The author that JSON-LD names, or a line with a byline's words."""
    for posting in page.context.json_ld:
        author = posting.get("author")
        author = author[0] if isinstance(author, list) and author else author
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, str) and name.strip():
            return Author(" ".join(name.split()))
    for row in page.rows:
        for selector in row.byline:
            for node in (*_headers_before(found), *_outside_body(found, selector)):
                if name := name_after_byline(line(node)):
                    return Author(name, _profile(node, page))
    return None


def _profile(node: LexborNode, page: Page) -> str | None:
    for one in (node, *ancestors(node, 2), *node.css("a[href]")):
        href = attribute(one, "href")
        if "/profile/" in href or "plus.google.com/" in href:
            return absolute(page.url, href) or None
    return None


def _labels(page: Page, found: Found) -> tuple[str, ...]:
    for row in page.rows:
        for selector in row.labels:
            names = labels_in(_outside_body(found, selector), page.url)
            if names:
                return names
    return ()


def _count(page: Page, found: Found) -> int | None:
    shown = [
        node
        for row in page.rows
        for selector in row.count
        for node in _outside_body(found, selector)
        if not _leads_away(node, page)
    ]
    return count_comments(page.tree, page.comments, shown, page.text)


def _leads_away(node: LexborNode, page: Page) -> bool:
    """Say whether a comment link leads to another service's comments."""
    links = [node, *node.css("a[href]")]
    hosts = {host_of(absolute(page.url, attribute(one, "href"))) for one in links}
    return bool(hosts - {"", "blogger.com", host_of(page.url), host_of(page.context.canonical)})


# -- body ----------------------------------------------------------------------------------------


def _body(found: Found, url: str) -> tuple[str, Body, Source]:
    """The body's inner HTML and what it holds; what the theme put inside it is taken out."""
    if found.body.tag == "script":
        html = found.body.text().strip()
        return html, read_fragment(html, url), "theme"
    for node in found.body.css(CHROME):
        node.decompose()
    html = (found.body.inner_html or "").strip()
    return html, read_body(found.body, html, url), "theme"
