"""The words, links and pictures of a body. Pure."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.model import Image, Link
from scraper.addresses import absolute
from scraper.parse.decode import bomb_in, fragment_of
from scraper.parse.scripts import without_markers
from scraper.picture_urls import is_picture, is_tracker, picture_key
from scraper.urls import key

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS: Final = (
    "address|article|aside|blockquote|br|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|legend|li|main|menu|nav|ol|optgroup"
    "|option|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_INSIDE = r"[^>\"]*(?:\"[^\"]*\"[^>\"]*)*"
"""What stands between `<x` and `>` in serialised HTML: attributes are always in double quotes."""

_SILENT = re.compile(
    rf"<!--.*?-->|<(script|style|template|noembed|iframe|noframes)\b{_INSIDE}>.*?</\1>", re.DOTALL
)
_PRE = re.compile(rf"(<pre\b{_INSIDE}>)(.*?)(</pre>)", re.DOTALL)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})\b{_INSIDE}>")
_CELL = re.compile(rf"</(?:td|th)>|<wbr{_INSIDE}>")
_ANY = re.compile(rf"</?[a-zA-Z]{_INSIDE}>")

_SHOWN_IN = ("src", "data-src", "data-original", "data-lazy-src")
"""Where a picture's address stands: lazy-loading scripts keep it from `src`."""


class Body(NamedTuple):
    """A body read: its words, links and pictures."""

    text: str
    links: tuple[Link, ...]
    images: tuple[Image, ...]


def text_of(html: str) -> str:
    """The words of serialised HTML: blocks on lines of their own, white space folded.

    `html` must come from a serialiser (quoted attributes, escaped `<`), as selectolax gives it.
    """
    text = _SILENT.sub(" ", html)
    if "<pre" in text:
        text = _PRE.sub(lambda found: found[1] + found[2].replace("\n", "\x1e") + found[3], text)
    text = _BLOCK.sub("\x1f", text.replace("\n", " "))
    text = _ANY.sub("", _CELL.sub(" ", text))
    text = unescape(text).replace("\n", " ").replace("\x1e", "\n").replace("\x1f", "\n")
    lines = (" ".join(one.split()) for one in text.split("\n"))
    return "\n".join(one for one in lines if one)


def line_of(html: str) -> str:
    """The words of serialised HTML on one line."""
    return " ".join(text_of(html).split())


def read_body(root: LexborNode, html: str, base: str) -> Body:
    """Read a body that stands in a parsed page; addresses resolve against `base`."""
    links: list[Link] = []
    images: list[Image] = []
    for node in root.css("a[href], img"):
        if node.tag == "a":
            url = absolute(base, node.attributes.get("href") or "")
            if url:
                links.append(Link(url, _fold(node.text()), key(url)))
        else:
            image = _image(node, base)
            if image:
                images.append(image)
    return Body(text_of(html), tuple(links), tuple(dict.fromkeys(images)))


def read_fragment(html: str, base: str) -> Body:
    """Read a body as a feed carries it; a hostile one keeps its words only."""
    if not html:
        return Body("", (), ())
    if "<" not in html:
        return Body(text_of(html), (), ())
    if bomb_in(html):
        return Body(" ".join(re.sub(r"<[^<>]*>", " ", html).split()), (), ())
    tree = fragment_of(html)
    root = _root(tree)
    if root is None:
        return Body("", (), ())
    return read_body(root, tree.html or "", base)


def _root(tree: LexborHTMLParser) -> LexborNode | None:
    return tree.root


def _fold(text: str) -> str:
    return " ".join(without_markers(text).split())


def _image(node: LexborNode, base: str) -> Image | None:
    attributes = node.attributes
    found = (attributes.get(name) for name in _SHOWN_IN)
    source = next((value for value in found if value and not value.startswith("data:")), None)
    url = absolute(base, source) if source else ""
    if not url or is_tracker(url):
        return None
    linked = _linked(node, base)
    linked = linked if linked and is_picture(linked) else None
    return Image(url, linked, attributes.get("alt") or "", picture_key(url))


def _linked(node: LexborNode, base: str) -> str | None:
    """Where the nearest `<a>` around a picture leads; three steps reach past `<b>` or `<span>`."""
    around = node.parent
    for _ in range(3):
        if around is None:
            return None
        if around.tag == "a":
            return absolute(base, around.attributes.get("href") or "")
        around = around.parent
    return None
