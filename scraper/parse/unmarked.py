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
    blocks = [one for part in parts for one in _blocks_of(part) if line(one)]
    return max(blocks, key=lambda one: len(line(one)), default=None)


def _blocks_of(part: LexborNode) -> Iterator[LexborNode]:
    replies = [one for one in part.css("[id^=c]") if one.mem_id != part.mem_id]
    others = frozenset(one.mem_id for one in replies if comment_id_in(attribute(one, "id")))
    for block in islice(part.css(_BLOCKS), _MOST_BLOCKS):
        around = (one.mem_id for one in (block, *ancestors(block)))
        is_of_another = not others.isdisjoint(around)
        if not is_of_another and not _holds(block, others) and not _is_frame(block):
            yield block


def _holds(block: LexborNode, others: frozenset[int]) -> bool:
    return bool(others) and any(one.mem_id in others for one in block.css("[id^=c]"))


def _is_frame(block: LexborNode) -> bool:
    return any(_FRAME.search(attribute(link, "href")) for link in block.css("a[href]"))
