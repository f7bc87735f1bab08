"""The files that a page needs for its look: sheets, icons, pictures of the layout, stills. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive import styles
from archive.decode import bomb_in, decoded
from archive.page_parts import Part, absolute, embedded, link_kind, shown_address
from scraper.parse.decode import fragment_of, tree_of
from scraper.picture_urls import is_tracker

MOST_PARTS: Final = 400
"""Parts of one page; a real page has up to about 80."""

_FRAMES = "iframe, embed, object param[name=movie]"
_STREAMS = re.compile(r'"streams"\s*:\s*(\[.*?\])', re.DOTALL)


def parts_of(body: bytes, url: str, content_type: str | None = None) -> tuple[Part, ...]:
    """The parts of a page, each once, in the order in which they stand; none of a bomb.

    :param url: the address that answered: the page's addresses resolve against it.
    """
    text, markup = decoded(body, content_type)
    if bomb_in(text):
        return ()
    tree = tree_of(markup)
    found = (*_in_head(tree, url), *_in_styles(tree, url), *_in_body(tree, url))
    return tuple(dict.fromkeys(one for one in found if not is_tracker(one.url)))[:MOST_PARTS]


def embedded_parts(html: str, url: str) -> tuple[Part, ...]:
    """The videos and stills of a body that no page shows (a feed's)."""
    return () if bomb_in(html) else tuple(dict.fromkeys(_framed(fragment_of(html), url)))


def sheet_parts(body: bytes, url: str, content_type: str | None = None) -> tuple[Part, ...]:
    """The parts of a style sheet that was fetched."""
    text = decoded(body, content_type).text
    return styles.parts_in(text, url)[:MOST_PARTS]


def streams_of(body: bytes) -> tuple[str, ...]:
    """Addresses of the file of a video uploaded to Blogger, the best first, from its own page."""
    found = _STREAMS.search(decoded(body).text)
    if found is None:
        return ()
    try:
        streams = msgspec.convert(json.loads(found[1]), list[_Stream], strict=False)
    except (ValueError, RecursionError, msgspec.ValidationError):
        return ()
    best_first = sorted(streams, key=lambda one: -one.format_id)
    return tuple(one.play_url for one in best_first)


class _Stream(msgspec.Struct):
    play_url: str
    format_id: int = 0


def _in_head(tree: LexborHTMLParser, url: str) -> Iterator[Part]:
    for node in tree.css("link[href]"):
        kind = link_kind(node.attributes)
        address = absolute(url, node.attributes.get("href") or "")
        if kind and address:
            yield Part(kind, address)


def _in_styles(tree: LexborHTMLParser, url: str) -> Iterator[Part]:
    for node in tree.css("style"):
        yield from styles.parts_in(node.text(), url)
    for node in tree.css("[style]"):
        yield from styles.declared_parts(node.attributes.get("style") or "", url)


def _in_body(tree: LexborHTMLParser, url: str) -> Iterator[Part]:
    for node in tree.css("img, [background]"):
        written = node.attributes.get("background") if node.tag != "img" else _shown(node)
        address = absolute(url, written) if written and not written.startswith("data:") else None
        if address:
            yield Part("image", address)
    yield from _framed(tree, url)


def _shown(node: LexborNode) -> str | None:
    is_dot = all((node.attributes.get(side) or "") in ("0", "1") for side in ("width", "height"))
    return None if is_dot else shown_address(node.attributes)


def _framed(tree: LexborHTMLParser, url: str) -> Iterator[Part]:
    for node in tree.css(_FRAMES):
        address = next((node.attributes[name] for name in ("src", "data-src", "value")
                        if node.attributes.get(name)), None)  # fmt: skip
        part = embedded(url, address or "", node.attributes.get("data-thumbnail-src"))
        if part is not None:
            yield part
