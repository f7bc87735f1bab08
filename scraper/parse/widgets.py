"""Read what a page links: posts, archive and label widgets, static pages, pager. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from scraper.addresses import absolute
from scraper.parse.nodes import ancestors, attribute, line
from scraper.parse.readings import Counted, Listed
from scraper.urls import classify, fetch_form, key, label_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborHTMLParser, LexborNode


_LABEL_WIDGET: Final = ".widget.Label"
_ARCHIVE_WIDGET: Final = ".widget.BlogArchive, .archive-list, #archive-list"
_LABEL_LINK = re.compile(r".")
_ARCHIVE_LINK = re.compile(
    r"(?:^|/)(?:19|20)\d\d/(?:\d\d/){0,2}(?:index\.html?)?$|(?:19|20)\d\d_\d\d_\d\d_.*archive\.html?$"
)
_COUNT = re.compile(r"[(\[]\s*(\d+)\s*[)\]]")
_COUNT_AT_END = re.compile(r"\s*\(\d+\)\s*$")
_COUNTS: Final = ".post-count, .label-count"
_TITLES: Final = (
    ".post-title a[href], .entry-title a[href], .post-title, .entry-title, h2 a[href], h3 a[href]"
)
_CONTAINERS: Final = ".post, .hentry, .blog-post, article, .post-outer, .snippet-item"
_WHOLE: Final = ".post-body, .entry-content, .post-content, .entry, .blogPost"
_POST_ID = re.compile(r"^(?:post-body-|post-)?(\d{5,})$")
_MIRRORED = re.compile(r"^.*/web/\d{4,14}[a-z_]*/(?=https?:)")
"""What the Wayback Machine writes before an address."""
_NOT_BLOG = frozenset(
    {
        "PopularPosts", "FeaturedPost", "BlogArchive", "Feed", "Label", "PageList", "Profile",
    }
)  # fmt: skip


def label_widget(tree: LexborHTMLParser, url: str) -> tuple[Counted, ...]:
    """The label widget's entries with the number of posts that each promises."""
    linked = _counted(tree.css(_LABEL_WIDGET), url, _LABEL_LINK)
    return tuple(entry for entry in linked if label_of(entry.url))


def archive_widget(tree: LexborHTMLParser, url: str) -> tuple[Counted, ...]:
    """The archive widget's months and years: as hierarchy, flat list or menu."""
    linked = _counted(tree.css(_ARCHIVE_WIDGET), url, _ARCHIVE_LINK)
    return tuple(entry for entry in linked if classify(entry.url) == "archive")


def _counted(boxes: list[LexborNode], url: str, wanted: re.Pattern[str]) -> tuple[Counted, ...]:
    """Links of widgets in page order, each once, with the number that follows or stands in them."""
    found: dict[str, Counted] = {}
    last = ""
    for box in boxes:
        for node in box.css("a[href], option[value], span"):
            if node.tag == "span":
                number = _counted_in(node) if last else None
                if number is not None and found[last].n_posts is None:
                    found[last] = replace(found[last], n_posts=number)
                continue
            href = attribute(node, "href") or attribute(node, "value")
            if not wanted.search(href) and attribute(node, "class") != "post-count-link":
                if node.tag == "a" and not attribute(node, "class"):
                    last = ""
                continue
            link = absolute(url, href)
            last = key(link)
            found.setdefault(last, _linked(node, link))
    return tuple(found.values())


def _linked(node: LexborNode, link: str) -> Counted:
    inside = node.css_first(_COUNTS)
    count = line(inside) if inside is not None else ""
    if count.isdecimal():  # themes since 2017: `<a>Birds<span class='label-count'>3</span></a>`
        name = line(node).removesuffix(count).strip()
        return Counted(link, name or label_of(link) or "", _number(f"({count})"))
    name = line(node)
    after = node.next
    loose = after.text(deep=False) if after is not None and after.is_text_node else ""
    number = _number(name)
    if number is None:
        number = _number(loose)
    name = _COUNT_AT_END.sub("", name) if "(" in name else name
    return Counted(link, name or label_of(link) or "", number)


def _counted_in(span: LexborNode) -> int | None:
    text = span.text().strip()
    is_count = attribute(span, "class") in ("post-count", "label-count") and text.isdecimal()
    return _number(f"({text})" if is_count else text)


def _number(words: str) -> int | None:
    found = _COUNT.search(words)
    return int(found[1]) if found and len(found[1]) < len("1000000") else None


def listed_posts(
    tree: LexborHTMLParser, url: str, hosts: tuple[str, ...], *, with_body: bool = False
) -> tuple[Listed, ...]:
    """The posts on a listing page, in page order, each once; only whole ones where so asked."""
    found: dict[str, Listed] = {}
    boxes = [node for node in tree.css(_CONTAINERS) if not _in_side_widget(node)]
    if with_body:
        boxes = [box for box in boxes if box.css_first(_WHOLE) is not None]
    for box in boxes:
        entry = _listed(box, url, hosts)
        if entry:
            known = found.get(key(entry.url))
            found[key(entry.url)] = _richer(known, entry) if known else entry
    return tuple(found.values())


def _richer(known: Listed, other: Listed) -> Listed:
    return Listed(
        known.url,
        known.post_id or other.post_id,
        known.title or other.title,
        known.labels or other.labels,
    )


def is_side_widget(class_names: str) -> bool:
    """Say whether a class attribute is that of a widget that repeats posts (popular, archive)."""
    own = class_names.split() if "widget" in class_names else ()
    return "widget" in own and not _NOT_BLOG.isdisjoint(own)


def _in_side_widget(node: LexborNode) -> bool:
    return any(is_side_widget(attribute(one, "class")) for one in ancestors(node))


def _listed(box: LexborNode, url: str, hosts: tuple[str, ...]) -> Listed | None:
    title = box.css_first(_TITLES)
    links = [title] if title is not None and attribute(title, "href") else []
    links += box.css("a[rel=bookmark], .post-title a, .entry-title a, a.timestamp-link, h2 a, h3 a")
    links += box.css("a[href*='#more'], a[href]") if not links else []
    link = next((found for node in links if (found := _post_link(node, url, hosts))), "")
    if not link:
        return None
    return Listed(
        url=link,
        post_id=post_id_in(box),
        title=line(title) if title is not None else "",
        labels=labels_in(box.css("a[rel~=tag], .post-labels a"), url),
    )


def _post_link(node: LexborNode, url: str, hosts: tuple[str, ...]) -> str:
    link = absolute(url, attribute(node, "href")) if attribute(node, "href") else ""
    return fetch_form(link) if link and classify(link, hosts) in ("post", "page", "comment") else ""


def post_id_in(box: LexborNode) -> str | None:
    """The post's own id, as microdata, anchor or element id write it."""
    meta = box.css_first("meta[itemprop=postId]")
    if meta is not None and attribute(meta, "content").isdecimal():
        return attribute(meta, "content")
    for node in box.css("[id^=post-body-], a[name], [data-id], [data-post-id], [id^=post-]"):
        for name in ("id", "name", "data-id", "data-post-id"):
            match = _POST_ID.match(attribute(node, name))
            if match:
                return match[1]
    return None


def labels_in(nodes: Iterable[LexborNode], url: str) -> tuple[str, ...]:
    """The labels that links name, in page order, each once: as shown, or as their address says."""
    names = (_label(node, url) for node in nodes)
    return tuple(dict.fromkeys(name for name in names if name))


def _label(node: LexborNode, url: str) -> str:
    href = _MIRRORED.sub("", attribute(node, "href"))
    may_be_label = "search/label/" in f"{href} {url}".lower()
    addressed = label_of(absolute(url or "https://x/", href) or href) if may_be_label else None
    if addressed is None:
        return ""
    shown = line(node) or attribute(node, "aria-label") or attribute(node, "data-text")
    shown = shown.strip(" ,#")
    return addressed if not shown or addressed.casefold() in shown.casefold() else shown
