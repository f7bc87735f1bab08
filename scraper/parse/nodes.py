"""Small steps in a parsed page that several readers take. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode


_SILENT: Final = "script, style, noscript"
_PROFILE: Final = re.compile(
    r"//(?:www\.|draft\.)?blogger\.com/(?:profile|user)/|//plus\.google\.com/\+?\w"
)
_LONGEST_SPACED: Final = 2_000
"""Letters of an element that is a line still; the words of a longer one are not parted anew."""
_DEEPEST: Final = 60
"""Elements around an element that are looked at; no sane page nests deeper."""


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's value, folded at both ends; empty where there is none."""
    return (node.attrs.get(name) or "").strip()


def classes(node: LexborNode) -> frozenset[str]:
    """The class names of an element."""
    return frozenset((node.attrs.get("class") or "").split())


def line(node: LexborNode) -> str:
    """The words of an element on one line, those of scripts and styles left out."""
    text = node.text()
    if "{" in text or "(" in text:
        is_silent = node.css_first(_SILENT) is not None
        text = " ".join(_spoken(node)) if is_silent else node.text(separator=" ")
    return " ".join(text.split())


def spaced(node: LexborNode) -> str:
    """The same with a space between elements: `Posted by<b>Ann</b>` is shown with one."""
    text = line(node)
    is_plain = node.child is None or (node.child.next is None and node.child.is_text_node)
    if is_plain or len(text) > _LONGEST_SPACED or "{" in text:
        return text
    return " ".join(node.text(separator=" ").split())


def first_words(node: LexborNode) -> str:
    """The words of an element before any element inside it; empty where there are none."""
    child = node.child
    text = child.text(deep=False) if child is not None and child.is_text_node else ""
    return " ".join(text.split())


def _spoken(node: LexborNode) -> Iterator[str]:
    for part in node.traverse(include_text=True):
        if part.is_text_node and _parent_tag(part) not in ("script", "style", "noscript"):
            yield part.text(deep=False)


def _parent_tag(node: LexborNode) -> str:
    return (node.parent.tag if node.parent else "") or ""


def ancestors(node: LexborNode, limit: int = _DEEPEST) -> Iterator[LexborNode]:
    """The elements around an element, nearest first, as far as any sane page nests."""
    around = node.parent
    for _ in range(limit):
        if around is None or not around.is_element_node:
            return
        yield around
        around = around.parent


def is_inside(node: LexborNode, ids: frozenset[int]) -> bool:
    """Say whether an element, or one around it, is among those of these memory ids."""
    return bool(ids) and (
        node.mem_id in ids or any(one.mem_id in ids for one in ancestors(node, _DEEPEST))
    )


def is_within(node: LexborNode, outer: LexborNode) -> bool:
    """Say whether an element stands in another (or is it)."""
    wanted = outer.mem_id
    return node.mem_id == wanted or any(one.mem_id == wanted for one in ancestors(node, 200))


def is_profile(node: LexborNode) -> bool:
    """Say whether an element is a link with words to somebody's profile."""
    href = attribute(node, "href") if node.tag == "a" else ""
    return bool(_PROFILE.search(href)) and bool(line(node))


def following(node: LexborNode) -> Iterator[LexborNode]:
    """The elements after an element, under the same parent."""
    after = node.next
    while after is not None:
        if after.is_element_node:
            yield after
        after = after.next


def preceding(node: LexborNode) -> Iterator[LexborNode]:
    """The elements before an element, under the same parent, nearest first."""
    before = node.prev
    while before is not None:
        if before.is_element_node:
            yield before
        before = before.prev
