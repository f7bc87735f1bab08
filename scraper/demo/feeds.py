"""Blogger's feeds: one JSON shape, written as JSON, Atom or RSS."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from scraper.demo.blog import DemoBlog
from scraper.demo.posts import DemoComment, DemoPerson, DemoPost, ms_of
from scraper.demo.words import date_and_time, native_digits

Node = dict[str, Any]
"""`{"$t": text, attribute: value, "ns$child": Node | [Node]}`, Blogger's `alt=json` shape."""

DEFAULT_RESULTS = 25
_BLOGGER = "http://www.blogger.com"
_SUMMARY_LENGTH = 400
_NAMESPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns$openSearch": "http://a9.com/-/spec/opensearchrss/1.0/",
    "xmlns$blogger": "http://schemas.google.com/blogger/2008",
    "xmlns$georss": "http://www.georss.org/georss",
    "xmlns$gd": "http://schemas.google.com/g/2005",
    "xmlns$thr": "http://purl.org/syndication/thread/1.0",
}
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a feed address asks for, after Blogger's rules."""

    start: int
    """1-based."""
    n_results: int
    by_update: bool
    is_newest_first: bool
    published: tuple[int | None, int | None]
    """Milliseconds since 1970, the second one excluded."""
    updated: tuple[int | None, int | None]
    """Counts only where `orderby=updated`."""

    @classmethod
    def of(cls, query: Mapping[str, str], cap: int) -> Asked:
        """Read a query; a wish above the cap is cut to it."""
        return cls(
            start=max(1, _number(query.get("start-index"), 1)),
            n_results=min(cap, max(0, _number(query.get("max-results"), DEFAULT_RESULTS))),
            by_update=query.get("orderby") == "updated",
            is_newest_first=query.get("reverse") != "false",
            published=(_moment(query.get("published-min")), _moment(query.get("published-max"))),
            updated=(_moment(query.get("updated-min")), _moment(query.get("updated-max"))),
        )


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the entries of a feed come from: things in order of time, the oldest first."""

    path: str
    title: str
    things: Sequence[Any]
    published_ms: Callable[[Any], int]
    entry: Callable[[Any], Node]
    alternate: str


def posts_feed(blog: DemoBlog, query: Mapping[str, str], labels: Sequence[str], mode: str) -> Node:
    """Return a page of the posts feed, of those with all the labels; mode `summary` cuts them."""
    asked = Asked.of(query, blog.feed_cap)
    things = blog.by_update() if asked.by_update else blog.numbers
    for label in labels:
        having = set(blog.labels().get(label, ()))
        things = [k for k in things if k in having]
    if "path" in query:
        k = blog.number_at(query["path"])
        things = [] if k is None else [k]
    if asked.by_update:
        things = _between(things, asked.updated, blog.updated_ms)
        things = [k for k in things if _is_within(blog.time.published_ms(k), asked.published)]
    path = f"/feeds/posts/{mode}" + "".join(f"/-/{label}" for label in labels[:1])
    source = _Source(
        path,
        blog.title,
        things,
        blog.updated_ms if asked.by_update else blog.time.published_ms,
        lambda k: post_entry(blog, blog.post(k), is_short=mode == "summary"),
        f"{blog.home_url}/",
    )
    return _feed(blog, source, asked, query)


def pages_feed(blog: DemoBlog, query: Mapping[str, str]) -> Node:
    """Return the feed of static pages."""
    source = _Source(
        "/feeds/pages/default",
        blog.title,
        blog.pages(),
        lambda page: ms_of(page.published),
        lambda page: post_entry(blog, page),
        f"{blog.home_url}/",
    )
    return _feed(blog, source, Asked.of(query, blog.feed_cap), query)


def comments_feed(blog: DemoBlog, query: Mapping[str, str]) -> Node:
    """Return a page of the feed of all comments."""
    asked = Asked.of(query, blog.feed_cap)
    things = blog.all_comments()
    if asked.by_update:  # comments are not edited: the order is the same, the spans count
        things = _between(things, asked.updated, lambda thing: int(thing[0]))
        things = _between(things, asked.published, lambda thing: int(thing[0]))
    source = _Source(
        "/feeds/comments/default",
        blog.title,
        things,
        lambda thing: int(thing[0]),
        lambda thing: comment_entry(blog, blog.comment(thing[1], thing[2])),
        f"{blog.home_url}/",
    )
    return _feed(blog, source, asked, query)


def post_comments_feed(blog: DemoBlog, query: Mapping[str, str], post: DemoPost) -> Node:
    """Return a page of the feed of one post's comments."""
    source = _Source(
        f"/feeds/{post.post_id}/comments/default",
        f"{blog.texts.words['feed_replies']}: {post.title}",
        post.comments(),
        lambda comment: int(comment.published_ms),
        lambda comment: comment_entry(blog, comment),
        post.url,
    )
    return _feed(blog, source, Asked.of(query, blog.feed_cap), query)


def post_entry(blog: DemoBlog, post: DemoPost, *, is_short: bool = False) -> Node:
    """Return one post or static page as a feed entry."""
    kind = "posts" if post.kind == "post" else "pages"
    own = f"{_BLOGGER}/feeds/{blog.blog_id}/{kind}/default/{post.post_id}"
    words = blog.texts.words
    count = native_digits(words["feed_count"].format(n=post.n_comments), blog.language)
    replies = f"{blog.home_url}/feeds/{post.post_id}/comments/default"
    entry: Node = {
        "id": {"$t": f"tag:blogger.com,1999:blog-{blog.blog_id}.post-{post.post_id}"},
        "published": {"$t": iso(post.published)},
        "updated": {"$t": iso(post.updated)},
        "category": [{"scheme": f"{_BLOGGER}/atom/ns#", "term": label} for label in post.labels],
        "title": {"type": "text", "$t": post.title},
        **_body(blog, post, is_short=is_short or blog.feed == "short"),
        "link": [
            _link("replies", replies, title=words["feed_replies"]),
            _link("replies", f"{post.url}#comment-form", "text/html", count),
            _link("edit", own),
            _link("self", own),
            _link("alternate", post.url, "text/html", post.title),
        ],
        "author": [_author(post.author, 32)],
    }
    if post.pictures:
        thumbnail = {"url": post.pictures[0].url_of("s72-c"), "height": "72", "width": "72"}
        entry["media$thumbnail"] = {"xmlns$media": "http://search.yahoo.com/mrss/", **thumbnail}
    entry["thr$total"] = {"$t": str(post.n_comments)}
    return {name: value for name, value in entry.items() if value != []}


def comment_entry(blog: DemoBlog, comment: DemoComment) -> Node:
    """Return one comment as a feed entry; page scripts read its links by their places."""
    base = f"{_BLOGGER}/feeds/{blog.blog_id}/{comment.post_id}/comments/default"
    links = [
        _link("edit", f"{base}/{comment.comment_id}"),
        _link("self", f"{base}/{comment.comment_id}"),
        _link("alternate", comment.url, "text/html", ""),
    ]
    if comment.parent_id:
        links.append(_link("related", f"{base}/{comment.parent_id}"))
    words = blog.texts.words
    shown = date_and_time(comment.published, blog.language, words["at"])
    properties = [
        {"name": "blogger.itemClass", "value": f"pid-{int(comment.comment_id) % 2**31}"},
        {"name": "blogger.displayTime", "value": shown},
    ]
    if comment.is_deleted:
        properties.append({"name": "blogger.contentRemoved", "value": "true"})
    return {
        "id": {"$t": f"tag:blogger.com,1999:blog-{blog.blog_id}.post-{comment.comment_id}"},
        "published": {"$t": iso(comment.published)},
        "updated": {"$t": iso(comment.published)},
        "title": {"type": "text", "$t": plain(comment.body_html)[:80]},
        "content": {"type": "html", "$t": comment.body_html},
        "link": links,
        "author": [_author(comment.author, 35)],
        "thr$in-reply-to": {
            "xmlns$thr": _NAMESPACES["xmlns$thr"],
            "href": comment.post_url,
            "ref": f"tag:blogger.com,1999:blog-{blog.blog_id}.post-{comment.post_id}",
            "source": f"{blog.home_url}/feeds/posts/default/{comment.post_id}",
            "type": "text/html",
        },
        "gd$extendedProperty": properties,
    }


def as_json(name: str, node: Node) -> bytes:
    """Write `alt=json`: the whole under its own name (`feed`, or `entry` for a single post)."""
    whole = {"version": "1.0", "encoding": "UTF-8", name: node}
    if name == "entry":
        whole["entry"] = {**_NAMESPACES, **node}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def as_atom(name: str, node: Node) -> bytes:
    """Write Atom; it says what the JSON says."""
    top = node if name == "feed" else {**_NAMESPACES, **node}
    style = '<?xml-stylesheet href="http://www.blogger.com/styles/atom.css" type="text/css"?>'
    return f"<?xml version='1.0' encoding='UTF-8'?>{style}{_xml(name, top)}".encode()


def as_rss(node: Node) -> bytes:
    """Write RSS 2.0, the least that readers of old links expect."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{escape(entry['id']['$t'])}</guid>"
        f"<title>{escape(entry['title']['$t'])}</title>"
        f"<link>{escape(_alternate(entry))}</link>"
        f"<description>{escape((entry.get('content') or entry['summary'])['$t'])}</description>"
        "</item>"
        for entry in node.get("entry", ())
    )
    head = f"<title>{escape(node['title']['$t'])}</title><link>{escape(_alternate(node))}</link>"
    return (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel>"
        f"{head}<description/>{items}</channel></rss>"
    ).encode()


def iso(moment: datetime) -> str:
    """Return RFC 3339 with the blog's offset and milliseconds."""
    return moment.isoformat(timespec="milliseconds")


def plain(html: str) -> str:
    """Return the words of some HTML."""
    return " ".join(unescape(_MARKUP.sub(" ", html)).split())


def _feed(blog: DemoBlog, source: _Source, asked: Asked, query: Mapping[str, str]) -> Node:
    things = source.things
    if not asked.by_update:
        things = _between(things, asked.published, source.published_ms)
    window = _window(things, asked)
    feed: Node = {
        **_NAMESPACES,
        "id": {"$t": f"tag:blogger.com,1999:blog-{blog.blog_id}"},
        "updated": {"$t": iso(blog.last_change)},
        "category": [{"term": label} for label in blog.labels()],
        "title": {"type": "text", "$t": source.title},
        "subtitle": {"type": "html", "$t": blog.texts.description},
        "link": _feed_links(blog, source, asked, query, len(things)),
        "author": [_author(blog.owner, 16)],
        "generator": {"version": "7.00", "uri": _BLOGGER, "$t": "Blogger"},
        "openSearch$totalResults": {"$t": str(len(things))},
        "openSearch$startIndex": {"$t": str(asked.start)},
        "openSearch$itemsPerPage": {"$t": str(asked.n_results)},
        "entry": [source.entry(thing) for thing in window],
    }
    return {name: value for name, value in feed.items() if value != []}


def _feed_links(
    blog: DemoBlog, source: _Source, asked: Asked, query: Mapping[str, str], total: int
) -> list[Node]:
    address = blog.home_url + source.path
    links = [
        _link("http://schemas.google.com/g/2005#feed", address),
        _link("self", _with_query(address, query)),
        _link("alternate", source.alternate, "text/html"),
        {"rel": "hub", "href": "http://pubsubhubbub.appspot.com/"},
    ]
    size = {"max-results": str(asked.n_results)}
    if asked.start > 1:
        back = {**query, "start-index": str(max(1, asked.start - asked.n_results)), **size}
        links.append(_link("previous", _with_query(address, back)))
    if asked.n_results and asked.start + asked.n_results <= total:
        on = {**query, "start-index": str(asked.start + asked.n_results), **size}
        links.append(_link("next", _with_query(address, on)))
    return links


def _window(things: Sequence[Any], asked: Asked) -> list[Any]:
    """Cut one page out of things that stand in order of time, the oldest first."""
    if not asked.is_newest_first:
        return list(things[asked.start - 1 : asked.start - 1 + asked.n_results])
    stop = max(0, len(things) - asked.start + 1)
    return list(reversed(things[max(0, stop - asked.n_results) : stop]))


def _between(
    things: Sequence[Any], span: tuple[int | None, int | None], at: Callable[[Any], int]
) -> Sequence[Any]:
    low, high = span
    first = 0 if low is None else bisect_left(things, low, key=at)
    last = len(things) if high is None else bisect_left(things, high, key=at)
    return things[first:last]


def _is_within(at: int, span: tuple[int | None, int | None]) -> bool:
    return (span[0] is None or at >= span[0]) and (span[1] is None or at < span[1])


def _body(blog: DemoBlog, post: DemoPost, *, is_short: bool) -> Node:
    """A jump-break feed stops at the break without saying so; a short one has no `content`."""
    if is_short:
        return {"summary": {"type": "text", "$t": plain(post.body_html)[:_SUMMARY_LENGTH]}}
    html = post.teaser_html if blog.feed == "jump" else post.body_html
    return {"content": {"type": "html", "$t": html}}


def _author(person: DemoPerson, side: int) -> Node:
    return {
        "name": {"$t": person.name},
        **({"uri": {"$t": person.profile_url}} if person.profile_url else {}),
        "email": {"$t": "noreply@blogger.com"},
        "gd$image": {
            "rel": "http://schemas.google.com/g/2005#thumbnail",
            "width": str(side),
            "height": str(side),
            "src": person.avatar_url.removeprefix("http:"),
        },
    }


def _link(
    rel: str, href: str, kind: str = "application/atom+xml", title: str | None = None
) -> Node:
    link = {"rel": rel, "type": kind, "href": href}
    return link if title is None else {**link, "title": title}


def _alternate(node: Node) -> str:
    return next(str(link["href"]) for link in node["link"] if link["rel"] == "alternate")


def _with_query(address: str, query: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address


def _xml(name: str, node: Node) -> str:
    """Write a node and what is in it: strings are attributes, all else are elements."""
    name = name.replace("$", ":")
    attributes = "".join(
        f" {key.replace('$', ':')}={quoteattr(value)}"
        for key, value in node.items()
        if isinstance(value, str) and key != "$t"
    )
    inside = escape(str(node.get("$t", ""))) + "".join(
        _xml(key, one)
        for key, value in node.items()
        if not isinstance(value, str)
        for one in (value if isinstance(value, list) else [value])
    )
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else default


def _moment(text: str | None) -> int | None:
    """Read RFC 3339; without an offset it is UTC, and a `+` may have become a space."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError:
        return None
    return ms_of(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
