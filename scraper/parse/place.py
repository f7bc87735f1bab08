"""Where the post stands in its page: its container, its body, and what is neither. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scraper.parse.asked import CHROME_PART
from scraper.parse.headline import header_told
from scraper.parse.interstitial import interstitial_in, is_proven
from scraper.parse.nodes import (
    ancestors,
    attribute,
    classes,
    is_within,
    preceding,
)
from scraper.parse.position import (
    body_by_position,
    chrome_behind,
    chrome_of,
    confirmed_day,
    heading_of,
)
from scraper.parse.themes import CHROME, CONTAINERS, source_of
from scraper.parse.widgets import post_id_in
from scraper.urls import month_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from archive.model import Source
    from scraper.parse.aside import Aside
    from scraper.parse.context import Context
    from scraper.parse.decode import Document
    from scraper.parse.elements import Elements
    from scraper.parse.survey import Survey
    from scraper.parse.themes import Theme

_SHOWS = "img, iframe, video, embed, object, audio, svg"
_MAIN = "main, #main, article, #content, .main"
_TITLES = "h1, h2, h3"
_DATE_HEADER = ".date-header"
_FAR = 6
"""How many elements up from a post or body its header may stand beside it."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where the post stands in its page."""

    container: LexborNode
    """The element with title, body and footer; the whole Blog widget where themes have no such."""
    body: LexborNode
    scope: LexborNode
    chrome: dict[int, LexborNode]
    """What the theme put inside the body, by memory id."""
    asides: frozenset[int]
    """What stands beside it, by memory id (`survey.py`)."""
    elements: Elements
    """Those of its page."""
    source: Source = "theme"
    """How the body was found."""
    heading: LexborNode | None = None
    """The title inside a body that was found by position."""

    @property
    def has_wider_scope(self) -> bool:
        """Whether the Blog widget holds more than the container."""
        return self.scope.mem_id != self.container.mem_id

    def ids_around(self, node: LexborNode) -> tuple[int, ...]:
        """The memory ids of an element and of those around it, up to the scope."""
        ids = self.elements.ids_around(node)
        outer = self.scope.mem_id
        return ids[: ids.index(outer) + 1] if outer in ids else ids


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that is known of a page before its post is read."""

    tree: LexborHTMLParser
    document: Document
    """The page as it came, with the scripts that were set aside."""
    url: str
    context: Context
    rows: tuple[Theme, ...]
    seen: Survey
    aside: Aside
    elements: Elements
    """That of what was parsed."""


def find(page: Page) -> Found | None:
    """The post of a page, or None where no known place holds one."""
    root = page.tree.body or page.tree.root
    if root is None:
        return None
    scope = page.seen.scope or root
    found = _find_in(scope, page)
    if found or page.aside.is_front:
        return found
    wider = _find_in(root, page) if scope is not root else None
    return wider or _by_position(page, scope)


def _find_in(area: LexborNode, page: Page) -> Found | None:
    asides = page.seen.asides
    for row in page.rows:
        for selector in row.body:
            places = page.elements.among(area, selector)
            own = (n for n in places if asides.isdisjoint(page.elements.ids_around(n)))
            body = _best(list(own), page)
            if body is not None:
                chrome = {node.mem_id: node for node in _chrome_in(body, page)}
                source = source_of(row, selector)
                container = _container(body, area)
                return Found(container, body, area, chrome, asides, page.elements, source)
    return None


def _chrome_in(body: LexborNode, page: Page) -> Iterator[LexborNode]:
    """What the theme put inside a body: by its name, by where it stands, and the post's header."""
    yield from page.elements.css(body, CHROME)
    named = page.elements.called(CHROME_PART)
    inside = (one for one in named if body.mem_id in page.elements.ids_around(one)[1:])
    parts = [node for node in inside if not _is_embedded(node)]
    longest = len(body.text()) // 2 if parts else 0
    yield from (node for node in parts if len(node.text()) < longest)
    yield from chrome_behind(body)
    titles = page.elements.css(body, ".post-title, .entry-title")
    header = header_told(body, titles, page.context.title) if titles else None
    if header is not None:
        yield header


def _is_embedded(node: LexborNode) -> bool:
    """Say whether an author embedded it: slides have a name of that sound."""
    return "slideshare" in f"{attribute(node, 'class')} {attribute(node, 'id')}".lower()


def _by_position(page: Page, scope: LexborNode) -> Found | None:
    """The box with most of the words; none where the page is known to hold no post."""
    is_other = not page.context.data and interstitial_in(page.document.text) is not None
    if is_other or not is_proven(page.context, page.url):
        return None
    if any(row.generation == "dynamic" for row in page.rows):
        return None
    area = scope if scope.tag != "body" else page.tree.css_first(_MAIN) or scope
    body = body_by_position(area)
    if body is None:
        return None
    inside = body.mem_id == area.mem_id or not any(before(body, area, _TITLES))
    untitled = page.context.og_title == page.context.blog_title != ""
    heading = heading_of(body) if inside and not untitled else None
    month, language = month_of(page.url), page.context.language
    chrome = chrome_of(body, heading, lambda text: bool(confirmed_day(text, language, month)))
    container, asides = _container(body, area), page.seen.asides
    return Found(container, body, area, chrome, asides, page.elements, "structure", heading)


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
    texts = (one.text(deep=False) for one in node.traverse(include_text=True) if one.is_text_node)
    return any(map(str.strip, texts)) or node.css_first(_SHOWS) is not None


def _is_of(node: LexborNode, post_id: str) -> bool:
    if post_id in attribute(node, "id"):
        return True
    container = _container_or_none(node)
    return container is not None and post_id_in(container) == post_id


def _container_or_none(body: LexborNode) -> LexborNode | None:
    return next((n for n in ancestors(body) if classes(n) & CONTAINERS or n.tag == "article"), None)


def _container(body: LexborNode, area: LexborNode) -> LexborNode:
    return _container_or_none(body) or area


def outside_body(
    found: Found, selector: str, area: LexborNode | None = None
) -> Iterator[LexborNode]:
    """Elements of the post that a selector matches, less its body's own and its comments'.

    Without an `area`, those of its container come first and then the others of the Blog widget.
    """
    yield from _outside_body(found, selector, found.container if area is None else area)
    if area is None and found.has_wider_scope:
        own, ids_around = found.container.mem_id, found.elements.ids_around
        for node in _outside_body(found, selector, found.scope):
            if own not in ids_around(node):
                yield node


def _outside_body(found: Found, selector: str, area: LexborNode) -> Iterator[LexborNode]:
    for node in found.elements.among(area, selector):
        ids = found.ids_around(node)
        in_body = found.body.mem_id in ids[1:]
        is_chrome = in_body and not found.chrome.keys().isdisjoint(ids)
        if (not in_body or is_chrome) and found.asides.isdisjoint(ids):
            yield node


def headers_before(found: Found) -> Iterator[LexborNode]:
    """The date headers that stand before a post, nearest first."""
    if found.elements.possible(_DATE_HEADER):
        yield from before(found.container, found.scope, _DATE_HEADER)


def before(start: LexborNode, end: LexborNode, selector: str) -> Iterator[LexborNode]:
    """Elements that stand before one of them, nearest first, up to the element `end` around it."""
    near = start
    for _ in range(_FAR):
        for sibling in preceding(near):
            yield from reversed(sibling.css(selector))
        if near.mem_id == end.mem_id or near.parent is None:
            return
        near = near.parent
