"""The words of a comment that no theme marks: its longest block beside its frame. Pure."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from scraper.parse.nodes import ancestors, attribute, line
from scraper.parse.survey import comment_id_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

_BLOCKS: Final = "p, div, dd, blockquote, td, span, section"
_MOST_BLOCKS: Final = 200
_FRAME: Final = re.compile(
    r"showComment=|#c\d|delete-comment\.g|comment-form|post-edit\.g|^javascript:"
    r"|//(?:www\.)?blogger\.com/(?:profile|comment)"
)
"""Links around a comment's words: its own address, its author's profile, to answer or remove it."""


def words_of_comment(parts: Iterable[LexborNode]) -> LexborNode | None:
    """The element with a comment's own words, not those of replies inside it; None without any."""
    blocks = [(line(one), one) for part in parts for one in _blocks_of(part)]
    words, longest = max(blocks, key=lambda each: len(each[0]), default=("", None))
    return longest if words else None


def _blocks_of(part: LexborNode) -> Iterator[LexborNode]:
    within = (one for one in part.css("[id^=c]") if one.mem_id != part.mem_id)
    others = [one for one in within if comment_id_in(attribute(one, "id"))]
    inside, around = frozenset(one.mem_id for one in others), _around(others, part)
    for block in islice(part.css(_BLOCKS), _MOST_BLOCKS):
        ids = (one.mem_id for one in (block, *ancestors(block)))
        if block.mem_id not in around and inside.isdisjoint(ids) and not _is_frame(block):
            yield block


def _around(others: list[LexborNode], part: LexborNode) -> frozenset[int]:
    """A comment and the elements between it and those inside it; each is climbed through once."""
    found = {part.mem_id}
    for one in others:
        for outer in ancestors(one):
            if outer.mem_id in found:
                break
            found.add(outer.mem_id)
    return frozenset(found) if others else frozenset()


def _is_frame(block: LexborNode) -> bool:
    return any(_FRAME.search(attribute(link, "href")) for link in block.css("a[href]"))
