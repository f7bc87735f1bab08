"""Read the comments that a page shows: threaded, flat and classic, and how many it declares. Pure.

A comment is whatever carries the id `c` and its number: all generations of themes agree in this.
Counts come from structure and digits, never from words (BLOGGER.md section 8).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.model import Author, Comment, Moment
from scraper.addresses import absolute
from scraper.parse.asked import AUTHOR, BODY, DELETED, PLACES, PORTRAITS, SIGNED, STAMP
from scraper.parse.bylines import name_before_said, name_in
from scraper.parse.comment_words import words_of_comment
from scraper.parse.dates import parse_date
from scraper.parse.links import read_body
from scraper.parse.nodes import attribute, classes, following, line, preceding
from scraper.parse.survey import comment_id_in
from scraper.urls import comment_id_of, comment_instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

    from archive.model import Post
    from scraper.parse.place import Page

_PROFILE = re.compile(r"//(?:www\.)?(?:draft\.)?blogger\.com/profile|plus\.google\.com/")
_NOT_AUTHOR = re.compile(r"delete-comment\.g|showComment=|#c\d|post-edit\.g|comment-form")
_NO_PORTRAIT = re.compile(r"blogblog\.com/img|/img/b16-rounded|/blank\.gif|/anon\d+\.png")
_REPLIES = re.compile(r"c(\d{6,})(?:-(?:ra|rt))?\s*$")
"""The id of a comment, or of the list of its replies."""
_DEEPEST: Final = 31
"""Elements around a comment, with itself, that are looked at."""
_BLOCKS: Final = ("#comments", "section.comments")
_COUNTED: Final = "data-num-comments"
_HEADINGS: Final = "h2, h3, h4, h5, .comments-title, .comment-title, .title"
_DIGITS = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f'\u2019]\d{3})+(?!\d)|\d+")
"""A number, with or without marks between its thousands."""
_LIST: Final = "#comments-block, #comment-holder, #Blog1_comments-block-wrapper"
"""Blogger's own list of comments, empty or not."""


_Links = list[tuple["LexborNode", str]]


def read_comments(page: Page, post: Post) -> tuple[Comment, ...]:
    """Read every comment of a post's page, replies with the comment that they answer."""
    nodes = page.seen.comments
    if not nodes:
        return ()
    able = filter(page.elements.possible, PLACES)
    firsts = {names: _firsts(page.elements.css(page.tree, names)) for names in able}
    inner = firsts.get(BODY, {})
    said = _said(nodes, firsts.get(SIGNED, {}))
    known = _Known(_owners(page, nodes), said, post, page, firsts)
    return tuple(
        _comment(own, [node] if node.mem_id in inner else [node, *_beside(node)], known)
        for own, node in nodes.items()
    )


def _firsts(nodes: Iterable[LexborNode]) -> dict[int, LexborNode]:
    """By the memory id of each element around some elements, the first of them in it.

    To look in each comment for each of the places takes 4 us.
    """
    found: dict[int, LexborNode] = {}
    for node in nodes:
        near: LexborNode | None = node
        while near is not None and near.mem_id not in found:
            found[near.mem_id] = node
            near = near.parent
    return found


def _owners(page: Page, nodes: dict[str, LexborNode]) -> dict[int, str]:
    """The ids of comments by the memory ids of their elements and of the lists of their replies."""
    elements = page.elements
    return {
        elements.nodes[place].mem_id: match[1]
        for name in elements.ids
        if name.startswith("#c") and (match := _REPLIES.match(name[1:])) and match[1] in nodes
        for place in elements.by_name[name]
    }


class _Known(NamedTuple):
    """What a comment is read with: what it may stand in, its `said...`, its post and page."""

    owners: dict[int, str]
    said: str
    post: Post
    page: Page
    firsts: dict[str, dict[int, LexborNode]]
    """By each place that the page may have: the first element there, by those around it."""

    def first(self, parts: list[LexborNode], names: str) -> LexborNode | None:
        """The first element of a comment's parts, itself or inside it, at one of some places."""
        for part in parts if names in self.firsts else ():
            node = part if _matches(part, names) else self.inside(part, names)
            if node is not None:
                return node
        return None

    def inside(self, node: LexborNode, names: str) -> LexborNode | None:
        """The first such element inside one of a comment's parts."""
        return self.firsts[names].get(node.mem_id) if names in self.firsts else None


def _comment(comment_id: str, parts: list[LexborNode], known: _Known) -> Comment:
    post, node = known.post, parts[0]
    inner = known.inside(node, BODY)
    is_sought = inner is None or _matches(node, BODY)
    marked = known.first(parts, BODY) if is_sought else inner
    body_node = words_of_comment(parts) if marked is None else marked
    shown = (body_node.inner_html or "").strip() if body_node else ""
    body = read_body(body_node, shown, post.url) if body_node else None
    links = _links(parts)
    link = _permalink(links, comment_id, post.url)
    return Comment(
        comment_id=comment_id,
        post_id=post.post_id,
        blog_id=post.blog_id,
        parent_id=_parent(node, comment_id, known),
        author=_author(parts, links, known),
        published=_published(parts, link, known),
        body_html=known.page.aside.restored(shown),
        body_text=body.text if body else "",
        # Looked for in its own words: a removed reply stands inside the comment that it answers.
        is_deleted=_is_deleted([body_node] if body_node else parts, known),
        url=link,
        links=body.links if body else (),
        images=body.images if body else (),
        source="structure",
    )


def _is_deleted(parts: list[LexborNode], known: _Known) -> bool:
    if DELETED not in known.firsts:
        return False
    return any(_matches(part, DELETED) or part.css_first(DELETED) is not None for part in parts)


def _published(parts: list[LexborNode], link: str | None, known: _Known) -> Moment | None:
    """The instant in the permalink, else the day that the timestamp shows."""
    instant = comment_instant(link) if link else None
    if instant:
        return Moment(instant.date(), instant)
    stamp = known.first(parts, STAMP)
    shown = parse_date(line(stamp), known.page.context.language) if stamp else None
    return Moment(shown.day) if shown else None


def _beside(node: LexborNode) -> Iterator[LexborNode]:
    """What belongs to a comment in flat lists: all that stands up to the next comment."""
    for after in following(node):
        is_next = after.tag == node.tag and (node.tag != "div" or classes(after) == classes(node))
        if comment_id_in(attribute(after, "id")) or is_next:
            return
        yield after


def _matches(node: LexborNode, selector: str) -> bool:
    """Say whether the element itself (not one inside it) is meant by a list of `.class` names."""
    return not _last_names(selector).isdisjoint(classes(node))


@lru_cache(maxsize=64)
def _last_names(selector: str) -> frozenset[str]:
    return frozenset(part.strip().rpartition(".")[2] for part in selector.split(","))


def _links(parts: list[LexborNode]) -> _Links:
    return [(node, attribute(node, "href")) for part in parts for node in part.css("a[href]")]


def _permalink(links: _Links, comment_id: str, url: str) -> str | None:
    for _, href in links:
        link = absolute(url, href) if comment_id in href else ""
        if link and comment_id_of(link) == comment_id:
            return link
    return f"{url}#c{comment_id}" if url else None


def _author(parts: list[LexborNode], links: _Links, known: _Known) -> Author | None:
    url = known.post.url
    named = known.first(parts, AUTHOR)
    avatar = _avatar(parts, known)
    own = named or parts[0]
    anchor = _profile_in(_links([own]) if named or parts[1:] else links, own)
    if named is None and anchor is None and len(parts) > 1:
        anchor = next((link for part in parts[1:] if (link := _signature(part))), None)
    if named is not None and (name := line(named)):
        profile = absolute(url, attribute(anchor, "href")) if anchor else ""
        return Author(name, profile or None, avatar)
    if anchor is not None:
        return Author(line(anchor), absolute(url, attribute(anchor, "href")) or None, avatar)
    is_line = parts[0].tag in ("dt", "p")
    signed = parts[0] if is_line else known.first(parts, SIGNED)
    name = _unmarked_name(signed, known.said) if signed else ""
    name = name if is_line else name_in(name, known.page.context.language)
    return Author(name, None, avatar) if name else None


def _unmarked_name(part: LexborNode, said: str) -> str:
    """A name without an element of its own: before `said...`, or after the permalink."""
    words = line(part)
    stamp = next((line(a) for a in part.css("a[href]") if "#c" in attribute(a, "href")), "")
    if stamp:
        words = words.partition(stamp)[2]
    return name_before_said(words.removesuffix(said).lstrip(" ,.:"))


def _signature(part: LexborNode) -> LexborNode | None:
    """The author's link in a line below the comment, as classic templates have it."""
    if classes(part) & {"comment-data", "comment-timestamp", "comment-footer"}:
        return _profile_link(part)
    return None


def _profile_link(node: LexborNode) -> LexborNode | None:
    """The link that names the author: to a profile, or the first that leads elsewhere."""
    return _profile_in(_links([node]), node)


def _profile_in(links: _Links, node: LexborNode) -> LexborNode | None:
    others = [(one, href) for one, href in links if not _NOT_AUTHOR.search(href)]
    profile = next((one for one, href in others if _PROFILE.search(href) and line(one)), None)
    if profile is not None or node.tag not in ("dt", "cite", "span", "p"):
        return profile
    return next((one for one, _ in others if line(one)), None)


def _avatar(parts: list[LexborNode], known: _Known) -> str | None:
    places = (known.inside(parts[0], names) for names in PORTRAITS)
    shown = next((attribute(node, "src") for node in places if node is not None), "")
    source = absolute(known.post.url, shown) if shown else ""
    return source if source and not _NO_PORTRAIT.search(source) else None


def _said(nodes: dict[str, LexborNode], signed: dict[int, LexborNode]) -> str:
    """The words after a commenter's name in a flat list (`said...`), learnt from linked names."""
    for comment in nodes.values():
        node = comment if comment.tag == "dt" else signed.get(comment.mem_id)
        link = _profile_link(node) if node is not None else None
        if node is not None and link is not None:
            after = line(node).partition(line(link))[2].strip()
            if after:
                return after
    return ""


def _parent(node: LexborNode, comment_id: str, known: _Known) -> str | None:
    """The comment whose replies this one stands among."""
    around = map(known.owners.get, known.page.elements.ids_around(node)[1:_DEEPEST])
    return next((owner for owner in around if owner and owner != comment_id), None)


# -- how many ------------------------------------------------------------------------------------


def count_comments(
    page: Page, shown: Iterable[LexborNode], *, is_external: bool, title: str = ""
) -> int | None:
    """How many comments the page declares; 0 only where it says so, None where it says nothing.

    `shown` are the theme's places for a count outside the comment block; the digits of the post's
    `title`, which some headings repeat, count nothing. Where another service keeps the comments
    (`is_external`), only an empty list of the blog's own says 0.
    """
    nodes = page.seen.comments
    declared = _declared(page)
    heading = _own_heading(page)
    numbers = [n for n in (_number(_less(heading, title)), declared) if n is not None]
    if nodes:
        return max([len(nodes), *numbers])
    is_elsewhere = is_external and page.tree.css_first(_LIST) is None
    if numbers:
        return None if is_elsewhere and not any(numbers) else max(numbers)
    outside = next((n for one in shown if (n := _number(_count_text(one))) is not None), None)
    if outside is None and not heading:
        return None
    if outside is not None and not is_external:
        return outside
    if not heading:
        return None
    return None if is_elsewhere else 0


def _less(text: str, title: str) -> str:
    return text.replace(title, " ") if title and title != text else text


def _own_heading(page: Page) -> str:
    """The comment block's heading; that of the form or of the list of links to the post is none."""
    blocks = (block for place in _BLOCKS for block in page.elements.css(page.tree, place))
    for block in blocks:
        for node in _headings_in(block):
            before = next(preceding(node), None)
            of_links = before is not None and attribute(before, "name") == "links"
            is_own = attribute(node, "id") != "comment-post-message" and not of_links
            if is_own and (words := line(node)):
                return words
    return ""


def _headings_in(block: LexborNode) -> Iterator[LexborNode]:
    """The headings of a block; most often only the first is asked for."""
    first = block.css_first(_HEADINGS)
    if first is not None:
        yield first
        yield from block.css(_HEADINGS)[1:]


def _declared(page: Page) -> int | None:
    declared = (node.attrs.get(_COUNTED) for node in page.elements.css(page.tree, f"[{_COUNTED}]"))
    return next((_number(value) for value in declared if value is not None), None)


def _count_text(node: LexborNode) -> str:
    return line(node) or attribute(node, "title")


def _number(words: str) -> int | None:
    found = _DIGITS.search(words)
    digits = re.sub(r"\D", "", found[0]) if found else ""
    return int(digits) if digits and len(digits) < len("1000000") else None
