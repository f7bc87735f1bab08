"""What a page holds beside its post: head, Blog widget, comments, side widgets, theme. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, compress
from typing import TYPE_CHECKING, Final

from scraper.parse.aside import NUMBERED
from scraper.parse.asked import FIELDS, OF_THEMES, ROWS
from scraper.parse.front import END
from scraper.parse.nodes import attribute
from scraper.parse.selectors import needs_of, possible
from scraper.parse.themes import GENERAL
from scraper.parse.widgets import is_side_widget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from scraper.parse.aside import Aside
    from scraper.parse.elements import Elements
    from scraper.parse.themes import Theme

_HEAD: Final = "meta, link"
_BLOCKS: Final = ("#comments", "#comment-holder")
_COMMENT_ID: Final = re.compile(r"^c(?:omment|mt)?[-_]?(\d{6,})$")


@dataclass(frozen=True, slots=True)
class Survey:
    """What the whole of a page holds, each in page order."""

    links: tuple[LexborNode, ...]
    """Its `<link>`."""
    metas: tuple[LexborNode, ...]
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


def survey(tree: LexborHTMLParser, elements: Elements, aside: Aside) -> Survey:
    """Look around in a page."""
    links, metas = _head(tree)
    widgets = [(node, node.attrs.get("class") or "") for node in elements.called(".widget")]
    asides = [node for node, classes in widgets if is_side_widget(classes)]
    asides += [node for name in _BLOCKS for node in elements.called(name)]
    numbered = tree.css(f"[{NUMBERED}]") if aside.contents else ()
    ends = elements.called(f".{END}")
    return Survey(
        links,
        metas,
        frozenset(node.mem_id for node in asides),
        next((node for node, classes in widgets if "Blog" in classes.split()), None),
        _comments(elements),
        tuple(numbered),
        tuple(ends),
    )


def _head(tree: LexborHTMLParser) -> tuple[tuple[LexborNode, ...], tuple[LexborNode, ...]]:
    """(`<link>`, `<meta>`): of the head, or of the whole page where the head was broken off."""
    found = tree.head.css(_HEAD) if tree.head else []
    if not any(node.attrs.get("rel") == "canonical" for node in found):
        found = tree.css(_HEAD)
    links = tuple(node for node in found if node.tag == "link")
    return links, tuple(node for node in found if node.tag == "meta")


def comment_id_in(name: str) -> str:
    """The id of the comment that an element of this id (or name) holds; empty where of none."""
    found = _COMMENT_ID.match(name)
    return found[1] if found else ""


def _comments(elements: Elements) -> dict[str, LexborNode]:
    found: dict[str, LexborNode] = {}
    for name in elements.ids:
        if name.startswith("#c") and (comment_id := comment_id_in(name[1:].strip())):
            found.setdefault(comment_id, elements.nodes[elements.by_name[name][0]])
    return found or _named(elements)


def _named(elements: Elements) -> dict[str, LexborNode]:
    """The same of templates that name a comment by an `<a name>` inside it."""
    found = {}
    marked = (one for block in elements.called("#comments") for one in block.css("[name^=c]"))
    for node in marked:
        comment_id = comment_id_in(attribute(node, "name"))
        if comment_id and node.tag == "a" and node.parent is not None:
            found[comment_id] = node.parent
    return found


# -- themes ---------------------------------------------------------------------------------------


_NEEDS: Final = needs_of(tuple(place for places in OF_THEMES for place in places))


def rows_for(tree: LexborHTMLParser, elements: Elements) -> tuple[Theme, ...]:
    """The rows that a page calls for, the general one last, each with what the page may have."""
    names = _NEEDS.names & elements.names
    is_called = tuple(
        row.generation == GENERAL.generation or any(elements.among(tree, one) for one in row.marks)
        for row in _possible_rows(names)
    )
    return _rows(names, is_called)


@lru_cache(maxsize=1024)
def _possible_rows(names: frozenset[str]) -> tuple[Theme, ...]:
    """All rows, each with those of its selectors that may match where there are these names.

    What a theme's pages have of the names in the table is the same for all of them, so the answer
    is most often known.
    """
    able = [frozenset(possible(places, names, _NEEDS.words)) for places in OF_THEMES]
    return tuple(
        _less(row, dict.fromkeys(FIELDS, places)) for row, places in zip(ROWS, able, strict=True)
    )


@lru_cache(maxsize=1024)
def _rows(names: frozenset[str], is_called: tuple[bool, ...]) -> tuple[Theme, ...]:
    """The rows that are called for; what one asks in vain is not asked again by the next."""
    rows: list[Theme] = []
    new = {name: frozenset(chain.from_iterable(OF_THEMES)) for name in FIELDS}
    for row in compress(_possible_rows(names), is_called):
        rows.append(_less(row, new))
        new = {name: places.difference(getattr(row, name)) for name, places in new.items()}
    return tuple(rows)


def _less(row: Theme, able: Mapping[str, frozenset[str]]) -> Theme:
    """A row with those of its selectors only that are able to match, by their fields."""
    kept = {name: tuple(filter(able[name].__contains__, getattr(row, name))) for name in FIELDS}
    return replace(row, **kept)  # type: ignore[arg-type]  # its fields by name
