"""Read a page of a feed: posts, static pages or comments, from JSON, Atom or RSS. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import urlsplit

from archive.model import Author, Blog, Comment, Moment, Post, Source
from scraper.addresses import absolute
from scraper.parse.links import line_of, read_fragment
from scraper.parse.readings import FeedReading
from scraper.parse.strain import bomb_in_bodies, bomb_in_feed
from scraper.parse.wire import Entry, Feed, read_wire
from scraper.urls import classify, comment_instant, post_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scraper.parse.wire import Link, Text

_ENTRY_ID = re.compile(r"blog-(\d+)\.(?:post|page|comment)-(\d+)", re.IGNORECASE)
_BLOG_ID = re.compile(r"blog-(\d+)", re.IGNORECASE)
_FEED_POST = re.compile(r"\.post(\d+)\.\.comments|/feeds/(?:\d+/)?(\d+)/comments/")
_IN_COMMENTS = re.compile(r"/(\d+)/comments/default(?:/(\d+))?")
_KIND: Final = "http://schemas.google.com/g/2005#kind"
_LABEL: Final = "http://www.blogger.com/atom/ns#"
_FOOTER: Final = ("<div class='blogger-post-footer'>", '<div class="blogger-post-footer">')
"""Full-body feeds end with a reader-counting picture that is no part of the post."""

_NO_PORTRAIT = re.compile(r"blogblog\.com/img/|/img/b16-rounded|/blank\.gif")
_FIELDS: Final = (
    "title", "body_html", "published", "updated_at", "author", "labels", "n_comments",
)  # fmt: skip

EntryKind = Literal["post", "page", "comment", "other"]


def parse_feed(body: bytes, url: str, *, guarded: bool = True) -> FeedReading:
    """Read one page of a feed, whatever its format.

    `url` is the address asked for: it tells a pages feed, and is the base of relative links.
    A feed that might cost minutes is only told to be suspect, unless `guarded` is False.

    Raises:
        ParseError: the body is no feed.

    """
    bomb = bomb_in_feed(body) if guarded else None
    if bomb:
        return FeedReading(None, problem=f"not parsed: {bomb}", is_suspect=True)
    feed, entries, n_entries = read_wire(body, url)
    bomb = bomb_in_bodies(map(_raw_html, entries)) if guarded else None
    if bomb:
        return FeedReading(None, problem=f"not parsed: {bomb}", is_suspect=True)
    kinds = [(entry, _kind(entry, feed, url)) for entry in entries]
    posts = tuple(_post(entry, feed, kind) for entry, kind in kinds if kind in ("post", "page"))
    comments = tuple(_comment(entry, feed, url) for entry, kind in kinds if kind == "comment")
    return FeedReading(
        blog=_blog(feed, entries),
        posts=posts,
        comments=comments,
        total=_number(feed.total),
        start_index=_number(feed.start),
        n_entries=n_entries,
        next_url=_link(feed.link, "next") or None,
        truncated=tuple(
            post.post_id
            for post, (entry, _) in zip(
                posts, (pair for pair in kinds if pair[1] in ("post", "page")), strict=True
            )
            if entry.content is None and entry.summary is not None
        ),
        thumbnails=tuple(
            address
            for entry, kind in kinds
            if kind in ("post", "page") and entry.thumbnail
            if (address := absolute(url, entry.thumbnail.url))
        ),
    )


def _link(links: Iterable[Link], rel: str, kind: str = "") -> str:
    return next((link.href for link in links if link.rel == rel and kind in link.type), "")


def _number(text: Text | None) -> int | None:
    digits = text.t.strip() if text else ""
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None  # noqa: PLR2004 - int32


def _kind(entry: Entry, feed: Feed, url: str) -> EntryKind:
    """What an entry is: exports say it, feeds show it by their address and their links."""
    if (entry.control and entry.control.draft.t.strip() == "yes") or entry.status.t.strip() not in (
        "",
        "LIVE",
    ):
        return "other"
    terms = [one.term.rpartition("#")[2] for one in entry.category if one.scheme == _KIND]
    declared = terms[0] if terms else entry.kind.t.strip().lower()
    if declared:
        return next((kind for kind in ("post", "page", "comment") if kind == declared), "other")
    in_comments = "/comments/" in url or feed.id.t.endswith("comments")
    if entry.reply or (in_comments and not entry.total):
        return "comment"
    is_page = "/feeds/pages/" in url or classify(_link(entry.link, "alternate")) == "page"
    return "page" if is_page else "post"


def _blog(feed: Feed, entries: tuple[Entry, ...]) -> Blog | None:
    sources = [feed.id.t, *(entry.id.t for entry in entries[:1])]
    found = next((match for text in sources if (match := _BLOG_ID.search(text))), None)
    if found is None:
        return None
    home = _link(feed.link, "alternate", "html") or _link(feed.link, "alternate")
    if not home and entries:
        home = _link(entries[0].link, "alternate")
    if feed.id.t.endswith("comments"):
        return Blog(found[1], _root(home))
    return Blog(found[1], _root(home), feed.title.t.strip(), line_of(feed.subtitle.t))


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else url


def _moment(text: str) -> Moment | None:
    try:
        return Moment.of(datetime.fromisoformat(text.strip()))
    except ValueError:
        return None


def _instant(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.astimezone(UTC).replace(microsecond=0) if moment.tzinfo else None


def _author(entry: Entry) -> Author | None:
    person = entry.author[0] if entry.author else None
    if person is None or not person.name.t.strip():
        return None
    picture = person.image.src if person.image else ""
    avatar = "" if _NO_PORTRAIT.search(picture) else absolute("https://www.blogger.com/", picture)
    return Author(person.name.t.strip(), person.uri.t.strip() or None, avatar or None)


def _ids(entry: Entry, feed: Feed) -> tuple[str, str]:
    """(blog id, entry id); an entry of another program has its address for an id."""
    found = _ENTRY_ID.search(entry.id.t)
    if found:
        return found[1], found[2]
    blog = _BLOG_ID.search(feed.id.t)
    link = _link(entry.link, "alternate")
    return (blog[1] if blog else ""), f"path:{post_path(link) or urlsplit(link).path}"


def _raw_html(entry: Entry) -> str:
    text = entry.content or entry.summary
    return text.t if text else ""


def _html(entry: Entry) -> str:
    html = _raw_html(entry)
    start = max(map(html.rfind, _FOOTER))
    is_last = start >= 0 and html.find("<div", start + 1) < 0 and html.rstrip().endswith("</div>")
    return html[:start] if is_last else html


def _address(entry: Entry, feed: Feed) -> str:
    home = _link(feed.link, "alternate")
    found = _link(entry.link, "alternate", "html") or _link(entry.link, "alternate")
    found = found or entry.filename.t.strip() or _link(entry.link, "self")
    return absolute(home or "https://www.blogger.com/", found) if found else ""


def _post(entry: Entry, feed: Feed, kind: EntryKind) -> Post:
    blog_id, post_id = _ids(entry, feed)
    url = _address(entry, feed)
    html = _html(entry)
    body = read_fragment(html, url)
    values: dict[str, Any] = {
        "title": " ".join(entry.title.t.split()),
        "body_html": html,
        "published": _moment(entry.published.t),
        "updated_at": _instant(entry.updated.t),
        "author": _author(entry),
        "labels": _labels(entry),
        "n_comments": _number(entry.total),
    }
    said: dict[str, Any] = {
        name: value for name, value in values.items() if value not in (None, "", ())
    }
    # A feed entry without categories or title says that there are none.
    said |= {"title": values["title"], "labels": values["labels"]}
    return Post(
        kind="page" if kind == "page" else "post",
        post_id=post_id,
        blog_id=blog_id,
        url=url,
        body_text=body.text,
        links=body.links,
        images=body.images,
        sources=tuple((name, _FEED) for name in _FIELDS if name in said),
        **said,
    )


_FEED: Final[Source] = "feed"


def _labels(entry: Entry) -> tuple[str, ...]:
    terms = [one.term.strip() for one in entry.category if one.scheme != _KIND and one.term.strip()]
    return tuple(dict.fromkeys(terms))


def _comment(entry: Entry, feed: Feed, url: str) -> Comment:
    blog_id, comment_id = _ids(entry, feed)
    link = _link(entry.link, "alternate")
    html = _html(entry)
    body = read_fragment(html, link or url)
    return Comment(
        comment_id=comment_id,
        post_id=_post_of(entry, feed, url),
        blog_id=blog_id,
        parent_id=_parent(entry),
        author=_author(entry),
        published=_comment_moment(entry, link),
        body_html=html,
        body_text=body.text,
        is_deleted=any(
            row.name == "blogger.contentRemoved" and row.value == "true" for row in entry.properties
        ),
        url=link or None,
        links=body.links,
        images=body.images,
    )


def _comment_moment(entry: Entry, link: str) -> Moment | None:
    shown = _moment(entry.published.t)
    if shown:
        return shown
    instant = comment_instant(link)
    return Moment.of(instant) if instant else None


def _post_of(entry: Entry, feed: Feed, url: str) -> str:
    """The post that a comment is on: its reference, its own address, or the feed's."""
    named = _ENTRY_ID.search(entry.reply.ref) if entry.reply else None
    if named:
        return named[2]
    if entry.post.t.strip():
        return entry.post.t.strip().rpartition("-")[2]
    own = _IN_COMMENTS.search(_link(entry.link, "self"))
    if own:
        return own[1]
    whole = _FEED_POST.search(feed.id.t) or _FEED_POST.search(url)
    if whole:
        return whole[1] or whole[2]
    link = _link(entry.link, "alternate") or (entry.reply.href if entry.reply else "")
    return f"path:{post_path(link) or ''}"


def _parent(entry: Entry) -> str | None:
    """The comment that a reply answers (`rel=related`)."""
    found = _IN_COMMENTS.search(_link(entry.link, "related"))
    if found and found[2]:
        return found[2]
    return entry.parent.t.strip().rpartition("-")[2] or None
