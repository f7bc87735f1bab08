"""The front of a post's page: its Blog widget, and of all around it what a post's page tells. Pure.

The widget is a quarter of a page's markup; around it stand styles, headers, sidebars, footers and
scripts. Of these only the head's own elements, the blog's description and the links to static pages
are read. Whether the widget is cut out well is asked of the text before it, which may have left no
element open that leaks into it, and of the tree: a mark set behind it may not be a part of it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from scraper.parse.nodes import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

END: Final = "data-end-of-front"
"""The attribute of the mark."""
_MARK: Final = f"<span {END}></span>".encode()
_BLOG: Final = re.compile(rb"<div class=(['\"])widget Blog\1")
_HEADER: Final = re.compile(rb"<div class=(['\"])widget Header\1")
_NEXT: Final = re.compile(rb"<div class=['\"](?:widget|section)[ '\"]")
_COMMENTS: Final = (b"id='comments", b'id="comments')
"""Where comments are. Themes may have them behind the Blog widget; none of 176 real pages has."""
_AROUND: Final = (b"item-post-wrap", b"viewitem-panel", b"art-post", b"art-Post", b"postBody")
"""Marks of themes that may stand around the widget (`themes.py`)."""
_LEAST: Final = 2_000
"""Bytes around the widget from which to leave them out is worth its proof."""

_HEAD: Final = re.compile(rb"<(?:meta|link)\s[^>]*>|<title[^>]*>[^<]*</title>")
_HTML: Final = re.compile(rb"\s*(?:<[!?][^>]*>\s*)*<html\b[^>]*>")
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
"""Elements that, left open, are opened anew in what follows."""
_SWALLOWING: Final = ("noscript", "select", "svg", "template", "textarea", "title", "xmp")
"""Elements in which markup is none, or another."""
_OPEN: Final = re.compile(rf"<(/?(?:{'|'.join((*_LEAKING, *_SWALLOWING))}))(?=[\s>])".encode())


def front_of(markup: bytes) -> tuple[bytes, bytes] | None:
    """(a page's front, all that stands around its widget); None where it must be read whole."""
    blog = _BLOG.search(markup)
    behind = blog and _NEXT.search(markup, blog.end())
    if not (blog and behind):
        return None
    start, end = blog.start(), behind.start()
    if not _has(_COMMENTS, markup, start, end) and _has(_COMMENTS, markup, end, len(markup)):
        return None
    before = _before(markup, start)
    if len(markup) - end + start - len(before) < _LEAST:
        return None
    links = b"".join(_links(markup, end, len(markup)))
    return b"".join((before, markup[start:end], _MARK, links)), markup[:start] + markup[end:]


def _before(markup: bytes, end: int) -> bytes:
    """What counts of the page before its Blog widget; all of it where it cannot be told apart."""
    body = markup.find(b"<body", 0, end)
    html = _HTML.match(markup)
    if body < 0 or html is None or _has(_AROUND, markup, body, end) or _leaks(markup[body:end]):
        return markup[:end]
    header = _HEADER.search(markup, body, end)
    if header is None and _has((b"description",), markup, body, end):
        return markup[:end]
    head = _HEAD.findall(without_comments(markup[html.end() : body]))
    links = _links(markup, body, end)
    shown = _shown_of(header, markup, end) if header else b""
    return b"".join((html[0], b"<head>", *head, b"</head><body>", shown, *links))


def _shown_of(header: re.Match[bytes], markup: bytes, end: int) -> bytes:
    following = _NEXT.search(markup, header.end(), end)
    return markup[header.start() : following.start() if following else end]


def _leaks(markup: bytes) -> bool:
    """Say whether markup leaves an element open, or hides what follows it."""
    counts = Counter(_OPEN.findall(markup))
    if any(counts[name] != counts[b"/" + name] for name in counts if name[:1] != b"/"):
        return True
    return any(markup.rfind(mark) > markup.rfind(end) for mark, end in _HIDING)


def is_whole_widget(widget: LexborNode | None, marks: tuple[LexborNode, ...]) -> bool:
    """Say whether the Blog widget in a front's tree is what it is in the whole page's tree."""
    if len(marks) != 1 or widget is None:
        return False
    around = list(ancestors(marks[0], 200))
    return all(one.tag not in _LEAKING and one.mem_id != widget.mem_id for one in around)


def without_comments(markup: bytes) -> bytes:
    """Markup less its HTML comments; one that does not end hides all that follows."""
    first, *others = markup.split(b"<!--")
    return b"".join((first, *(one.partition(b"-->")[2] for one in others)))


def _has(marks: tuple[bytes, ...], markup: bytes, start: int, end: int) -> bool:
    return any(markup.find(mark, start, end) >= 0 for mark in marks)


def _links(markup: bytes, start: int, end: int) -> Iterator[bytes]:
    """The links to static pages between two places, as elements without words."""
    hidden = dict.fromkeys(_HIDING, False)
    done = told = start
    for _ in range(_MOST_LINKS):
        place = markup.find(_STATIC, done, end)
        if place < 0:
            return
        done = place + len(_STATIC)
        opened = markup.rfind(b"<", max(start, place - _LONGEST_LINK), place)
        ended = markup.find(b">", place, min(end, place + _LONGEST_LINK)) + 1
        if not ended or markup[opened : opened + 3] != b"<a ":
            continue
        for pair in _HIDING:
            hidden[pair] = _is_open(markup, told, place, pair, was=hidden[pair])
        told = place
        if not any(hidden.values()):
            yield markup[opened:ended] + b"</a>"


def _is_open(markup: bytes, start: int, end: int, pair: tuple[bytes, bytes], *, was: bool) -> bool:
    opened, closed = (markup.rfind(mark, start, end) for mark in pair)
    return was if opened == closed else opened > closed
