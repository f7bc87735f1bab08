"""The post's title as the head's title tells it, which names the blog too. Pure."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from scraper.parse.nodes import line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

_BEFORE: Final = frozenset(":|-–—»·~•>/")
_AFTER: Final = _BEFORE - {":"}
"""What stands between the two names. Blogger writes `Blog: Post`, and many themes `Post - Blog`."""
_RANKS: Final = frozenset({"h1", "h2", "h3"})
_LEADS: Final = "b, strong, a, span, font, big, h1, h2, h3, h4, h5, h6, div, p"
_FIRST_LEADS: Final = 6
_LONGEST_START: Final = 400
"""Letters at a body's begin in which its title is looked for."""
_LONGEST_DATE: Final = 100
"""Letters that may stand there before it: a date header."""


def tells(head: str, words: str) -> bool:
    """Say whether the head's title is these words, ends with them or begins with them."""
    if not words or head == words:
        return bool(words)
    if head.endswith(words):
        return head.removesuffix(words).rstrip()[-1:] in _BEFORE
    return head.startswith(words) and head.removeprefix(words).lstrip()[:1] in _AFTER


def part_told(node: LexborNode, head: str) -> str:
    """The words inside an element that the head's title tells; others hold a label or a count."""
    inner = (line(one) for one in node.css("a, span"))
    return next((words for words in inner if tells(head, words)), "")


def lead_told(body: LexborNode, head: str) -> LexborNode | None:
    """The first words of a body, where they are an element and the head's title tells them."""
    start = " ".join(body.text()[:_LONGEST_START].split())
    for node in islice(body.css(_LEADS), _FIRST_LEADS):
        words = line(node)
        if tells(head, words) and 0 <= start.find(words) <= _LONGEST_DATE:
            return node
    return None


def header_told(body: LexborNode, titles: Iterable[LexborNode], head: str) -> LexborNode | None:
    """The box (or the heading alone) in a body with a title that the head's title tells."""
    told = (node for node in titles if node.tag in _RANKS and tells(head, line(node)))
    heading = next(told, None)
    if heading is None or heading.parent is None:
        return None
    box = heading.parent
    is_small = len(box.text()) * 2 <= len(body.text())
    return box if box.mem_id != body.mem_id and is_small else heading


def without_blog(head: str, blog: str) -> str:
    """The head's title without the blog's name before or behind it; empty where it is only that."""
    if not blog:
        return head
    if head.startswith(f"{blog}: "):
        return head.removeprefix(f"{blog}: ")
    rest = head.removesuffix(blog).rstrip()
    if rest != head and rest[-1:] in _AFTER:
        return rest[:-1].rstrip()
    return head if head != blog else ""
