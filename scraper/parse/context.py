"""What a page says about itself outside its body: head links, scripts and JSON-LD. Pure.

The data of `_WidgetManager._SetDataContext` are the best machine signals of a Blogger page
(BLOGGER.md section 1); they are read as text, since no tree is needed for them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from archive.model import Blog, Direction
from scraper.addresses import absolute
from scraper.parse.asked import HEADERS
from scraper.parse.nodes import attribute, classes, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from scraper.parse.decode import Document
    from scraper.parse.elements import Elements
    from scraper.parse.survey import Survey

_CALL: Final = b"_SetDataContext("
_SECTION = re.compile(r"""\{\s*(['"])name\1\s*:\s*\1(\w+)\1\s*,\s*\1data\1\s*:\s*[\[{]""")
_NAMES: Final = {
    "blog": "blogId|title|url|homepageUrl|locale|languageDirection|pageType|searchLabel"
    "|searchQuery|postId",
    "template": "name",
    "view": "type|isError|isLabelSearch",
}
"""What is read of each section; each has more, and lists with the same names inside."""

_PAIRS: Final = {
    (section, quote): re.compile(
        rf"""{quote}({names}){quote}\s*:\s*(?:'([^'\\]*(?:\\.[^'\\]*)*)'"""
        rf"""|"([^"\\]*(?:\\.[^"\\]*)*)"|(true|false)\b)"""
    )
    for section, names in _NAMES.items()
    for quote in ("'", '"')
}
"""One pattern per quote: a pattern that begins with a letter is found six times as fast."""

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{1,3})|(.))", re.DOTALL)
_LONGEST_CONTEXT: Final = 60_000
"""Bytes of a data context that are read; real ones have up to 20,000."""

_FEED_POST = re.compile(r"/feeds/(?:\d+/)?(\d+)/comments/default")
_FEED_BLOG = re.compile(r"blogger\.com/feeds/(\d+)/")
_BLOG_ID = re.compile(
    r"[?&]blogI[Dd](?:=|\\x3d|\\75|%3D)(\d{4,})|_WidgetManager\._Init\([^)]*'(\d{5,})'\)"
)
_LANGUAGES: Final = (
    re.compile(r"___gcfg\s*=\s*\{\s*['\"]?lang['\"]?\s*:\s*['\"]([\w-]+)"),
    re.compile(r"(?:lbx__)(?<=\blbx__)([a-zA-Z_-]+?)\.js"),
    re.compile(r"/languages/lang__([a-zA-Z_-]+?)\.js"),
)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
_JSON_LD = re.compile(
    r"<script[^>]*type\s*=\s*['\"]?application/ld\+json['\"]?[^>]*>(.*?)</script",
    re.DOTALL | re.IGNORECASE,
)
_JSON_TYPE: Final = "ld+json"
_JSON_PAIR = re.compile(r'"(datePublished|dateModified|headline)"\s*:\s*"([^"\\]*)"')
_JSON_AUTHOR = re.compile(r'"author"\s*:\s*\{[^{}]*"name"\s*:\s*"([^"\\]*)"')
_JSON_KIND = re.compile(r'"@type"\s*:\s*"(\w*(?:Posting|Article))"')
_TEMPLATE_MARK = re.compile(r"<!--.*?-->", re.DOTALL)
"""A theme's placeholder that the service could not fill comes out as a comment."""


@dataclass(frozen=True, slots=True)
class Context:
    """A page's own account of itself; fields are empty where it gives none."""

    data: dict[str, str] = field(default_factory=dict)
    """The `blog` part of the data context, with `view.*` and `template.*` keys beside it."""
    canonical: str = ""
    og_url: str = ""
    og_title: str = ""
    published_time: str = ""
    """`article:published_time`, as Open Graph has it."""
    title: str = ""
    """The text of `<title>`."""
    blog_id: str = ""
    post_id: str = ""
    language: str | None = None
    direction: Direction | None = None
    generator: str = ""
    json_ld: tuple[dict[str, Any], ...] = ()
    """Every object of the page's JSON-LD that is a posting."""

    @property
    def blog_title(self) -> str:
        """The blog's own title."""
        return self.data.get("title", "")


def read_context(
    tree: LexborHTMLParser, seen: Survey, document: Document, data: dict[str, str], *, json_ld: str
) -> Context:
    """Read a page's head and scripts.

    Args:
        tree: the page, parsed.
        seen: what a walk through it found.
        document: the page as it came, with its scripts.
        data: what `data_context` read in it.
        json_ld: what may hold its JSON-LD.

    """
    canonical, feeds = _links(seen.links)
    metas = _metas(seen.metas)
    title = (tree.head and tree.head.css_first("title")) or tree.css_first("title")
    own = tree.root.attributes if tree.root else {}
    return Context(
        data=data,
        canonical=canonical,
        og_url=_absolute_only(metas.get("og:url", "")),
        og_title=" ".join(metas.get("og:title", "").split()),
        published_time=metas.get("article:published_time", ""),
        title=" ".join(title.text().split()) if title else "",
        blog_id=data.get("blogId") or _blog_id(feeds, document),
        post_id=data.get("postId") or _first(_FEED_POST, feeds),
        language=_language(own, document, data),
        direction=_direction(own, data),
        generator=metas.get("generator", "").lower(),
        json_ld=tuple(_postings(json_ld)),
    )


def _absolute_only(url: str) -> str:
    return url.strip() if url.strip().startswith(("http://", "https://")) else ""


def _links(head: tuple[LexborNode, ...]) -> tuple[str, list[str]]:
    """The canonical address (a later, absolute one wins over a relative one) and the feeds."""
    canonical = ""
    feeds = []
    for node in head:
        attributes = node.attributes
        rel = (attributes.get("rel") or "").lower()
        href = (attributes.get("href") or "").strip()
        if rel == "canonical":
            canonical = canonical or _absolute_only(href)
        elif rel in ("alternate", "service.post"):
            feeds.append(href)
    return canonical, feeds


def _metas(head: tuple[LexborNode, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in head:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name")
        if name:
            found.setdefault(name.lower(), attributes.get("content") or "")
    return found


def _first(pattern: re.Pattern[str], texts: list[str]) -> str:
    return next((found[1] for text in texts if (found := pattern.search(text))), "")


def _blog_id(feeds: list[str], document: Document) -> str:
    found = _first(_FEED_BLOG, feeds)
    if found:
        return found
    other = _BLOG_ID.search(document.text)
    return (other[1] or other[2]) if other else ""


def data_context(markup: bytes) -> dict[str, str]:
    """The `blog` part of a page's data context, with `view.*` and `template.*` keys beside it."""
    return dict(_data_context(markup))


def _data_context(markup: bytes) -> Iterator[tuple[str, str]]:
    """The data context's own sections, as (name, value) pairs."""
    start = markup.rfind(_CALL)
    if start < 0:
        return
    end_of_script = markup.find(b"</script", start, start + _LONGEST_CONTEXT)
    end = end_of_script if end_of_script > 0 else start + _LONGEST_CONTEXT
    part = markup[start:end].decode("utf-8", "replace")
    sections = list(_SECTION.finditer(part))
    for place, section in enumerate(sections):
        if section[2] not in _NAMES:
            continue
        end = sections[place + 1].start() if place + 1 < len(sections) else len(part)
        prefix = "" if section[2] == "blog" else f"{section[2]}."
        for pair in _PAIRS[section[2], section[1]].finditer(part, section.end(), end):
            value = pair[2] if pair[2] is not None else pair[3] if pair[3] is not None else pair[4]
            yield prefix + pair[1], unescape(_unescaped(value))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    if found[1] or found[2]:
        return chr(int(found[1] or found[2], 16))
    if found[3]:
        return chr(int(found[3], 8))
    return {"n": "\n", "t": "\t", "r": "\r"}.get(found[4], found[4])


def _language(own: dict[str, str | None], document: Document, data: dict[str, str]) -> str | None:
    """The blog's language, in the order of BLOGGER.md section 1; a region that is none is cut."""
    found = data.get("locale") or own.get("lang")
    for pattern in _LANGUAGES:
        if found:
            break
        match = pattern.search(document.text)
        found = match[1] if match else None
    valid = _LANGUAGE.match((found or own.get("xml:lang") or "").strip())
    return valid[0].replace("_", "-") if valid else None


def _direction(own: dict[str, str | None], data: dict[str, str]) -> Direction | None:
    found = data.get("languageDirection") or own.get("dir") or ""
    return {"ltr": "ltr", "rtl": "rtl"}.get(found.lower())  # type: ignore[return-value]


def _postings(text: str) -> Iterator[dict[str, Any]]:
    """JSON-LD objects of a posting's type, wherever they stand in their document."""
    for found in _json_scripts(text):
        try:
            document = json.loads(_TEMPLATE_MARK.sub("", found[1]), strict=False)
        except (ValueError, RecursionError):
            document = _by_pattern(found[1])
        queue = document if isinstance(document, list) else [document]
        for one in queue[:50]:
            if isinstance(one, dict):
                queue.extend(_list(one.get("@graph")))
                if any(
                    "Posting" in str(kind) or "Article" in str(kind)
                    for kind in _list(one.get("@type"))
                ):
                    yield one


def _json_scripts(text: str) -> Iterator[re.Match[str]]:
    """The scripts of JSON-LD, sought from their type backwards: few pages have one."""
    at = text.find(_JSON_TYPE)
    while at >= 0:
        found = _JSON_LD.match(text, text.rfind("<", 0, at))
        if found:
            yield found
        at = text.find(_JSON_TYPE, found.end() if found else at + 1)


def _by_pattern(text: str) -> dict[str, Any]:
    """What can be had of JSON-LD that a theme wrote with a comma too few or too many."""
    found = {match[1]: match[2] for match in _JSON_PAIR.finditer(_TEMPLATE_MARK.sub("", text))}
    author = _JSON_AUTHOR.search(text)
    kind = _JSON_KIND.search(text)
    return found | {"author": author[1] if author else "", "@type": kind[1] if kind else ""}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def described_in(tree: LexborHTMLParser, elements: Elements) -> str:
    """The words under the blog's title, in the first of the places where themes have them."""
    for node in elements.css(tree, HEADERS):
        if attribute(node, "id") == "description":
            return line(node)
        inside = ".description, p" if "widget" in classes(node) else ".description"
        described = node.css_first(inside)
        if described is not None:
            return line(described)
    return ""


def blog_of(context: Context, description: str, url: str) -> Blog | None:
    """The blog as its page describes it; None where no id is shown."""
    if not context.blog_id:
        return None
    data = context.data
    return Blog(
        blog_id=context.blog_id,
        home_url=data.get("homepageUrl") or absolute(context.canonical or url, "/"),
        title=context.blog_title,
        description=description,
        language=context.language,
        direction=context.direction,
        theme=data.get("template.name") or None,
    )
