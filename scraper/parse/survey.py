"""One walk through a page's tree for all that is looked for in the whole of it. Pure.

Each selector that is looked for by itself costs a walk of 0.06 ms, and one that names an element
0.1 ms; in one walk together, by classes, ids and attributes alone, all of them cost three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from scraper.parse.aside import NUMBERED
from scraper.parse.front import END
from scraper.parse.nodes import attribute
from scraper.parse.themes import GENERAL, MARKS, THEMES

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from scraper.parse.themes import Theme
    from scraper.parse.vocabulary import Vocabulary

_ELEMENT: Final = re.compile(r"^\w+(?=[.#\[])")
_SOUGHT: Final = ", ".join(
    (
        "[rel]", "[content]", f"[{NUMBERED}]", f"[{END}]", ".widget.Blog", "[id^=c]", ".comments",
        "[data-num-comments]", "[href*='/p/']", ".Header", "#header", "#description",
        *(_ELEMENT.sub("", mark) for mark in MARKS),
    )
)  # fmt: skip
_NAMED: Final = re.compile(r"\w*(?:[.#][\w-]+)+")
_NAMES_IN: Final = re.compile(r"[.#]?[\w-]+")
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
    names: frozenset[str]
    """What any of these is named."""
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


def survey(tree: LexborHTMLParser) -> Survey:
    """Walk through a page once."""
    found = tuple({node.mem_id: node for node in tree.css(_SOUGHT)}.values())
    tags = [node.tag or "" for node in found]
    boxes = tuple(
        Box(node, _names(node, tag))
        for node, tag in zip(found, tags, strict=True)
        if tag not in ("link", "meta")
    )
    blog = (box.node for box in boxes if box.names.issuperset((".widget", ".blog")))
    names = frozenset().union(*(box.names for box in boxes))
    numbered = tuple(box.node for box in boxes if NUMBERED in box.node.attrs)
    ends = tuple(box.node for box in boxes if END in box.node.attrs)
    links, metas = (
        tuple(node for node, tag in zip(found, tags, strict=True) if tag == name)
        for name in ("link", "meta")
    )
    return Survey(
        links, metas, boxes, names, next(blog, None), _comments(tree, boxes), numbered, ends
    )


def _names(node: LexborNode, tag: str) -> frozenset[str]:
    own = node.attrs
    classes = (own.get("class") or "").lower().split()
    return frozenset((tag, f"#{(own.get('id') or '').strip()}", *map(".".__add__, classes)))


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


def rows_for(tree: LexborHTMLParser, seen: Survey, words: Vocabulary) -> tuple[Theme, ...]:
    """The rows that a page calls for, the general one last."""
    asked = [row for row in THEMES if any(_has(mark, tree, seen, words) for mark in row.marks)]
    return (*asked, GENERAL)


def _has(mark: str, tree: LexborHTMLParser, seen: Survey, words: Vocabulary) -> bool:
    """Say whether a page has a mark: of names alone, by what was seen; others are looked for."""
    if _NAMED.fullmatch(mark):
        names = _names_in(mark)
        return names <= seen.names and bool(seen.called(*names))
    return words.css_first(tree, mark) is not None


@lru_cache(maxsize=256)
def _names_in(mark: str) -> frozenset[str]:
    return frozenset(one.lower() if one[0] == "." else one for one in _NAMES_IN.findall(mark))
