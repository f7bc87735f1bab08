"""The front of a post's page: its Blog widget, and of all around it what a post's page tells. Pure.

The widget is a quarter of a page's markup; around it stand styles, headers, sidebars, footers and
scripts. Of these only the head's own elements, the blog's description and the links to static pages
are read. Whether the widget is cut out well is asked of the text before it, which may have left no
element open that leaks into it, and of the tree: a mark set behind it may not be a part of it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from scraper.parse.aside import Aside, cut, is_commented
from scraper.parse.nodes import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

    from scraper.parse.aside import Script

END: Final = "data-end-of-front"
"""The class of the mark."""
PAGE: Final = "data-static-page"
"""The class of links to static pages that stand around the widget; their own comes too late."""
_MARK: Final = f"<span class={END}></span>".encode()
_BLOG: Final = re.compile(rb"<div class=(['\"])widget Blog\1")
_HEADER: Final = re.compile(rb"<div class=(['\"])widget Header\1")
_NEXT: Final = re.compile(rb"<div class=['\"](?:widget|section)[ '\"]")
_COMMENTS: Final = re.compile(rb"id=['\"]comments")
"""Where comments are. Themes may have them behind the Blog widget; none of 176 real pages has."""
_AROUND: Final = (b"item-post-wrap", b"viewitem-panel", b"art-post", b"art-Post", b"postBody")
"""Marks of themes that may stand around the widget (`themes.py`)."""
_LEAST: Final = 2_000
"""Bytes around the widget from which to leave them out is worth its proof."""

_HEAD: Final = re.compile(rb"<(?:meta|link)\s[^>]*>|<title[^>]*>[^<]*</title>")
_HTML: Final = re.compile(rb"\s*(?:<[!?][^>]*>\s*)*<html\b[^>]*>")
_BODY: Final = b"<body"
_STATIC: Final = re.compile(rb"/p/")
"""Found by a pattern in half the time of `find`, as short as it is."""
_JSON: Final = b"ld+json"
_FEW_BLOGS: Final = 8
"""Blogs that are read in turns: what they repeat on each page is remembered."""
_MOST_LINKS: Final = 300
_LONGEST_LINK: Final = 1_000
SCRIPT_START: Final = 300
"""Letters of a script that are looked at: its address, or its first assignments."""

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


def front_of(markup: bytes, scripts: tuple[Script, ...]) -> Aside | None:
    """A page's front, its scripts set aside; None where the page must be read whole.

    Args:
        markup: the page.
        scripts: what `aside.scripts_in` found in it.

    """
    if not all(one.is_plain for one in scripts):
        return None
    blog = _blog_in(markup, scripts)
    behind = blog and _NEXT.search(markup, blog.end())
    if not (blog and behind):
        return None
    start, end = blog.start(), behind.start()
    has_comments = _COMMENTS.search(markup, start, end) is not None
    if not has_comments and _COMMENTS.search(markup, end) is not None:
        return None
    widget, contents = cut(markup, scripts, start, end)
    before = _before(markup, scripts, start)
    if before is None or len(markup) - end + start - len(before) < _LEAST:
        return None
    links = _links(b"".join(gaps(markup, scripts, end, len(markup))))
    around = tuple(
        markup[one.at : min(one.at + SCRIPT_START, one.end)]
        for one in scripts
        if not start <= one.at < end
    )
    inside = (markup[one.at : one.start + SCRIPT_START] for one in scripts if start <= one.at < end)
    front = b"".join((before, widget, _MARK, *links))
    starts = b"".join((*around, *inside))
    has_pages = _STATIC.search(widget) is not None
    return Aside(
        front, contents, around, starts, _json_in(markup, scripts), has_pages, is_front=True
    )


def _json_in(markup: bytes, scripts: tuple[Script, ...]) -> bytes:
    """The scripts that are JSON-LD."""
    found = (one for one in scripts if _JSON in markup[one.at : one.start])
    return b"".join(markup[one.at : one.end + len(b"</script>")] for one in found)


def _blog_in(markup: bytes, scripts: tuple[Script, ...]) -> re.Match[bytes] | None:
    """Where the Blog widget begins; it is sought between the scripts, which are long."""
    done = 0
    for one in scripts:
        if found := _BLOG.search(markup, done, one.at):
            return found
        done = one.end
    return _BLOG.search(markup, done)


def gaps(markup: bytes, scripts: Iterable[Script], start: int, end: int) -> Iterator[bytes]:
    """What stands between scripts and styles, from one place to another."""
    for one in scripts:
        if one.at >= end:
            break
        if start <= one.at:
            yield markup[start : one.at]
        start = max(start, one.end)
    yield markup[start:end]


def _before(markup: bytes, scripts: tuple[Script, ...], end: int) -> bytes | None:
    """What counts of the page before its Blog widget; None where it cannot be told apart."""
    html = _HTML.match(markup)
    head, found, shown = b"".join(gaps(markup, scripts, 0, end)).partition(_BODY)
    above = _above(shown) if found and html else None
    if above is None or html is None:
        return None
    own = _HEAD.findall(without_comments(head[html.end() :]))
    return b"".join((html[0], b"<head>", *own, b"</head><body>", above))


@lru_cache(maxsize=_FEW_BLOGS)
def _above(shown: bytes) -> bytes | None:
    """What counts of all that a page shows above its Blog widget: the same for most of a blog."""
    if _has(_AROUND, shown) or _leaks(shown):
        return None
    header = _HEADER.search(shown)
    if header is None and b"description" in shown:
        return None
    described = _shown_of(header, shown) if header else b""
    return b"".join((described, *_links(shown)))


def _shown_of(header: re.Match[bytes], shown: bytes) -> bytes:
    following = _NEXT.search(shown, header.end())
    return shown[header.start() : following.start() if following else len(shown)]


def _leaks(markup: bytes) -> bool:
    """Say whether markup leaves an element or a comment open."""
    counts = Counter(_OPEN.findall(markup))
    if any(counts[name] != counts[b"/" + name] for name in counts if name[:1] != b"/"):
        return True
    return markup.rfind(b"<!--") > markup.rfind(b"-->")


def is_whole_widget(widget: LexborNode | None, marks: tuple[LexborNode, ...]) -> bool:
    """Say whether the Blog widget in a front's tree is what it is in the whole page's tree."""
    if len(marks) != 1 or widget is None:
        return False
    around = list(ancestors(marks[0], 200))
    return all(one.tag not in _LEAKING and one.mem_id != widget.mem_id for one in around)


def without_comments(markup: bytes) -> bytes:
    """Markup less its HTML comments; one that does not end hides all that follows."""
    if b"<!--" not in markup:
        return markup
    first, *others = markup.split(b"<!--")
    return b"".join((first, *(one.partition(b"-->")[2] for one in others)))


def _has(marks: tuple[bytes, ...], markup: bytes) -> bool:
    return any(mark in markup for mark in marks)


def _links(gap: bytes) -> Iterator[bytes]:
    """The links to static pages in markup without scripts, as elements without words."""
    for found in islice(_STATIC.finditer(gap), _MOST_LINKS):
        place = found.start()
        opened = gap.rfind(b"<", max(0, place - _LONGEST_LINK), place)
        ended = gap.find(b">", place, place + _LONGEST_LINK) + 1
        is_link = ended and opened >= 0 and gap[opened : opened + 3] == b"<a "
        if is_link and not is_commented(gap, 0, opened):
            yield b"<a class=%s %s</a>" % (PAGE.encode(), gap[opened + len(b"<a ") : ended])
