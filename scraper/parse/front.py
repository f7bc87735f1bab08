"""The front of a post's page: all up to the end of its Blog widget, and what else counts. Pure.

Behind the widget stand sidebars, footers and scripts, half of a page's markup; of these a post's
page needs only the links to static pages. Whether the widget has ended is asked of the tree: a mark
set behind it must not have become a part of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from scraper.parse.nodes import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.parse.survey import Survey

END: Final = "data-end-of-front"
"""The attribute of the mark."""
_BLOG: Final = re.compile(rb"<div class=(['\"])widget Blog\1")
_BEHIND: Final = re.compile(rb"<div class=['\"](?:widget|section)[ '\"]")
_COMMENTS: Final = (b"id='comments", b'id="comments')
"""Where comments are. Themes may have them behind the Blog widget; none of 176 real pages has."""
_LEAST: Final = 2_000
"""Bytes behind the widget from which to leave them out is worth its proof."""
_STATIC: Final = b"/p/"
_MOST_LINKS: Final = 300
_LONGEST_LINK: Final = 1_000
_HIDING: Final = ((b"<!--", b"-->"), (b"<script", b"</script"))
"""What hides a link from a parser, and where it ends."""
_LEAKING: Final = frozenset(
    {
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt",
        "u",
    }
)  # fmt: skip
"""Elements that, left open in the widget, are opened anew behind it."""


def front_of(markup: bytes) -> tuple[bytes, bytes] | None:
    """(a page's front, what stands behind it); None where a page must be read whole."""
    blog = _BLOG.search(markup)
    behind = blog and _BEHIND.search(markup, blog.end())
    if not (blog and behind) or len(markup) - behind.start() < _LEAST:
        return None
    end = behind.start()
    if not _has(_COMMENTS, markup, blog.end(), end) and _has(_COMMENTS, markup, end, len(markup)):
        return None
    links = b"".join(_links_behind(markup, end))
    return b"%s<span %s></span>%s" % (markup[:end], END.encode(), links), markup[end:]


def without_comments(markup: bytes) -> bytes:
    """Markup less its HTML comments; one that does not end hides all that follows."""
    first, *others = markup.split(b"<!--")
    return b"".join((first, *(one.partition(b"-->")[2] for one in others)))


def _has(marks: tuple[bytes, ...], markup: bytes, start: int, end: int) -> bool:
    return any(markup.find(mark, start, end) >= 0 for mark in marks)


def is_whole_widget(seen: Survey) -> bool:
    """Say whether the Blog widget in a front's tree is what it is in the whole page's tree."""
    marks = seen.ends
    if len(marks) != 1 or seen.scope is None:
        return False
    around = list(ancestors(marks[0], 200))
    return all(one.tag not in _LEAKING and one.mem_id != seen.scope.mem_id for one in around)


def _links_behind(markup: bytes, start: int) -> Iterator[bytes]:
    """The links to static pages behind a place, as elements without words."""
    hidden = dict.fromkeys(_HIDING, False)
    done = start
    for _ in range(_MOST_LINKS):
        place = markup.find(_STATIC, done)
        if place < 0:
            return
        for pair in _HIDING:
            hidden[pair] = _is_open(markup, done, place, pair, was=hidden[pair])
        done = place + len(_STATIC)
        opened = markup.rfind(b"<", max(start, place - _LONGEST_LINK), place)
        ended = markup.find(b">", place, place + _LONGEST_LINK) + 1
        if ended and markup[opened : opened + 3] == b"<a " and not any(hidden.values()):
            yield markup[opened:ended] + b"</a>"


def _is_open(markup: bytes, start: int, end: int, pair: tuple[bytes, bytes], *, was: bool) -> bool:
    opened, closed = (markup.rfind(mark, start, end) for mark in pair)
    return was if opened == closed else opened > closed
