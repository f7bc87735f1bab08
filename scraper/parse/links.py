"""The words, links and pictures of a body. Pure."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.decode import bomb_in
from archive.model import Image, Link
from scraper.addresses import absolute
from scraper.parse.aside import without_markers
from scraper.parse.decode import fragment_of
from scraper.picture_urls import is_picture, is_tracker, picture_key
from scraper.urls import key

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS: Final = (
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav",
    "ol", "optgroup", "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot",
    "thead", "tr", "ul",
)  # fmt: skip
_INSIDE = r"[^>\"]*+(?:\"[^\"]*+\"[^>\"]*+)*+"
"""What stands between `<x` and `>` in serialised HTML: attributes are always in double
quotes. Possessive: what was passed is not tried again, neither in vain nor for long."""

_RAW = re.compile(
    r"<!--|<(?:(script|style|template|noembed|iframe|noframes)|(xmp)|(plaintext))(?=[\s>/])"
)
"""Where text begins that is no markup: comments, what shows no words, and what shows them all."""
_PRE = re.compile(rf"(<pre\b{_INSIDE}>)(.*?)(</pre>)", re.DOTALL)
_MARK = re.compile(rf"<(/?[a-zA-Z]\w*){_INSIDE}>", re.ASCII)
_SPECIAL: Final = frozenset(
    {
        "script", "style", "template", "noembed", "iframe", "noframes", "xmp", "plaintext", "pre",
    }
)  # fmt: skip
"""The elements of the two patterns above."""
_BETWEEN: Final = {name: "\x1f" for block in _BLOCKS for name in (block, f"/{block}")} | {
    "/td": " ",
    "/th": " ",
}
"""What stands for a mark in the text, by its name: a new line, a space, or else nothing."""

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
    if "<" not in html:
        return " ".join(unescape(html).split())
    pieces = [] if "<!--" in html else _MARK.split(html.replace("\n", " "))
    if not pieces or not _SPECIAL.isdisjoint(pieces[1::2]):
        pieces = _MARK.split(_with_breaks(_without_raw(html)).replace("\n", " "))
    pieces[1::2] = [_BETWEEN.get(name, "") for name in pieces[1::2]]
    text = unescape("".join(pieces).replace("&nbsp;", " "))
    text = text.replace("\n", " ").replace("\x1e", "\n").replace("\x1f", "\n")
    return _folded_lines(text)


def _with_breaks(html: str) -> str:
    """The line breaks of `<pre>` as what they are."""
    if "<pre" not in html:
        return html
    return _PRE.sub(lambda found: found[1] + found[2].replace("\n", "\x1e") + found[3], html)


def _folded_lines(text: str) -> str:
    """Lines with one space between words, the empty ones left out.

    To divide all lines into words takes five times as long as to see that most have one space. What
    is printable has no other white space than that of U+0020.
    """
    lines = filter(None, map(str.strip, text.split("\n")))
    return "\n".join(
        [one if one.isprintable() and "  " not in one else " ".join(one.split()) for one in lines]
    )


def _without_raw(html: str) -> str:
    """Take out comments and what shows no words; escape what `<xmp>` shows as it is.

    Linear: an end that is sought in vain is not sought again. A pattern with `.*?` began anew at
    each `<!--` of `<xmp><!--<!--<!--`, which took minutes.
    """
    pieces: list[str] = []
    absent: set[str] = set()
    at = 0
    while found := _RAW.search(html, at):
        silent, shown, to_end = found.groups()
        name = silent or shown or to_end
        end = f"</{name}>" if name else "-->"
        start = found.end()
        stop = -1 if end in absent else (html.rfind if to_end else html.find)(end, start)
        pieces.append(html[at : found.start()])
        if stop < 0:
            absent.add(end)
            at = start
        else:
            inside = html[start:stop].partition(">")[2] if shown or to_end else ""
            pieces.append(f" {escape(inside)} ")
            at = stop + len(end)
    return "".join((*pieces, html[at:]))


def line_of(html: str) -> str:
    """The words of serialised HTML on one line."""
    return " ".join(text_of(html).split())


def read_body(root: LexborNode, html: str, base: str) -> Body:
    """Read a body that stands in a parsed page; addresses resolve against `base`."""
    links: list[Link] = []
    images: list[Image] = []
    for node in root.css("a[href], img") if "<a" in html or "<im" in html else ():
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
