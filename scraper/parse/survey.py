"""One walk through a page's tree for all that is looked for in the whole of it. Pure.

Each selector that is looked for by itself costs a walk of 0.06 ms, and one that names an element
0.1 ms; in one walk together, by classes, ids and attributes alone, all of them cost three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from scraper.parse.aside import NUMBERED
from scraper.parse.front import END
from scraper.parse.nodes import attribute
from scraper.parse.themes import GENERAL, THEMES, Theme
from scraper.parse.widgets import is_side_widget

if TYPE_CHECKING:
    from selectolax.lexbor import LexborAttributes, LexborHTMLParser, LexborNode

    from scraper.parse.vocabulary import Vocabulary

_SOUGHT: Final = (
    f"[{NUMBERED}], [{END}], .widget.Blog, [id^=c], .comments, [data-num-comments], [href*='/p/'],"
    " .Header, #header, #description, .PopularPosts, .FeaturedPost, .BlogArchive, .Feed, .Label,"
    " .PageList, .Profile"
)
_HEAD: Final = "meta, link"
_BLOG: Final = frozenset((".widget", ".blog"))
_COMMENT_ID: Final = re.compile(r"^c(?:omment|mt)?[-_]?(\d{6,})$")


class Box(NamedTuple):
    """An element that was found, and by what."""

    node: LexborNode
    names: frozenset[str]
    """Its element's name (`p`), id (`#x`) and classes (`.x`, lower case)."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the whole of a page holds, each in page order."""

    links: tuple[LexborNode, ...]
    """Its `<link>`."""
    metas: tuple[LexborNode, ...]
    boxes: tuple[Box, ...]
    """All else that was found."""
    asides: frozenset[int]
    """The comments, and the widgets that repeat posts, by memory id."""
    scope: LexborNode | None
    """The Blog widget."""
    comments: dict[str, LexborNode]
    """The elements that hold a comment, by the comment's id."""
    numbered: tuple[LexborNode, ...]
    """The scripts and styles that were set aside, and what claims to be one."""
    ends: tuple[LexborNode, ...]
    """The mark behind a page's front."""

    def called(self, *names: str) -> tuple[LexborNode, ...]:
        """The elements that are called all of these: `a`, `.x`, `#x`."""
        return tuple(box.node for box in self.boxes if box.names.issuperset(names))


def survey(tree: LexborHTMLParser, words: Vocabulary) -> Survey:
    """Walk through a page once."""
    boxes: dict[int, Box] = {}
    marked: dict[str, list[LexborNode]] = {NUMBERED: [], END: []}
    for node in words.css(tree, _SOUGHT):
        if node.mem_id not in boxes:
            own = node.attrs
            boxes[node.mem_id] = Box(node, _names(own, node.tag or ""))
            for name, nodes in marked.items():
                if name in own:
                    nodes.append(node)
    seen = tuple(boxes.values())
    blog = next((box.node for box in seen if box.names >= _BLOG), None)
    links, metas = _head(tree)
    asides = frozenset(mem_id for mem_id, box in boxes.items() if _is_aside(box))
    comments = _comments(tree, seen)
    return Survey(links, metas, seen, asides, blog, comments, *map(tuple, marked.values()))


def _head(tree: LexborHTMLParser) -> tuple[tuple[LexborNode, ...], tuple[LexborNode, ...]]:
    """(`<link>`, `<meta>`): of the head, or of the whole page where the head was broken off."""
    found = tree.head.css(_HEAD) if tree.head else []
    if not any(node.attrs.get("rel") == "canonical" for node in found):
        found = tree.css(_HEAD)
    links = tuple(node for node in found if node.tag == "link")
    return links, tuple(node for node in found if node.tag == "meta")


def _is_aside(box: Box) -> bool:
    if "#comments" in box.names or "#comment-holder" in box.names:
        return True
    return ".widget" in box.names and is_side_widget(box.node.attrs.get("class") or "")


def _names(own: LexborAttributes, tag: str) -> frozenset[str]:
    classes = own.get("class")
    names = [tag, *map(".".__add__, classes.lower().split())] if classes else [tag]
    if own_id := own.get("id"):
        names.append(f"#{own_id.strip()}")
    return frozenset(names)


def comment_id_in(name: str) -> str:
    """The id of the comment that an element of this id (or name) holds; empty where of none."""
    found = _COMMENT_ID.match(name)
    return found[1] if found else ""


def _comments(tree: LexborHTMLParser, boxes: tuple[Box, ...]) -> dict[str, LexborNode]:
    found: dict[str, LexborNode] = {}
    for node, names in boxes:
        own = next((one for one in names if one.startswith("#c")), "")
        if comment_id := comment_id_in(own[1:]):
            found.setdefault(comment_id, node)
    return found or _named(tree)


def _named(tree: LexborHTMLParser) -> dict[str, LexborNode]:
    """The same of templates that name a comment by an `<a name>` inside it."""
    found = {}
    for node in tree.css("#comments [name^=c]"):
        comment_id = comment_id_in(attribute(node, "name"))
        if comment_id and node.tag == "a" and node.parent is not None:
            found[comment_id] = node.parent
    return found


# -- themes ---------------------------------------------------------------------------------------


_ROWS: Final = (*THEMES, GENERAL)
_MARKS: Final = tuple(mark for row in THEMES for mark in row.marks)
_FIELDS: Final = tuple(
    one.name for one in fields(Theme) if one.name not in ("name", "generation", "marks")
)
_PLACES: Final = tuple(
    tuple(dict.fromkeys(place for name in _FIELDS for place in getattr(row, name))) for row in _ROWS
)
"""All selectors of each row, in which what a page has is looked up together."""


def rows_for(tree: LexborHTMLParser, words: Vocabulary) -> tuple[Theme, ...]:
    """The rows that a page calls for, the general one last, each with what the page may have."""
    shown = {mark for mark in words.possible(*_MARKS) if tree.css_first(mark) is not None}
    asked = (n for n, row in enumerate(_ROWS) if row is GENERAL or not shown.isdisjoint(row.marks))
    return tuple(_less(n, words.possible(*_PLACES[n])) for n in asked)


@lru_cache(maxsize=4096)
def _less(n: int, possible: tuple[str, ...]) -> Theme:
    row = _ROWS[n]
    kept = {
        name: tuple(place for place in getattr(row, name) if place in possible) for name in _FIELDS
    }
    return replace(row, **kept)  # type: ignore[arg-type]  # its fields by name
