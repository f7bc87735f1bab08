"""The grammar of Blogger addresses: kinds, identity and traps. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import SplitResult, unquote, urlunsplit

from archive.addresses import IDENTITY_FREE
from scraper.addresses import (
    LONGEST,
    REMEMBERED,
    folded_path,
    host_key,
    odd_port,
    punycode,
    spelled_once,
    split,
)
from scraper.picture_urls import is_picture

if TYPE_CHECKING:
    from collections.abc import Iterable

UrlKind = Literal[
    "post",
    "page",
    "home",
    "archive",
    "label",
    "search",
    "feed",
    "sitemap",
    "robots",
    "comment",
    "media",
    "video",
    "trap",
    "outside",
    "other",
]
"""What an address is. `comment` is a comment's permalink (its post, once canonical); `other` is an
address on the blog's own host of no known form; `outside` is any other host."""

# -- tables --------------------------------------------------------------------------------------

_FEED_NOISE = frozenset({"zx", "callback"})
"""The same as `IDENTITY_FREE` for feeds, where `v`, `alt` and `dynamicviews` do choose another
answer."""

_SAVED_QUERY = re.compile(
    r"%3f(?=(?:updated-m|published-m|max-results|start|by-date|m|q|showcomment|reverse-paginate)"
    r"[a-z-]*=)",
    re.IGNORECASE,
)
"""The `?` of a file that a mirroring tool named after its query; not the one of a label `Why?`."""

_FORMS: tuple[tuple[str, UrlKind], ...] = (
    (r"(?:/index\.html?|/)?(?:ncr)?", "home"),
    (r"/robots\.txt", "robots"),
    (r"/(?:news-)?sitemap(?:-pages)?\.xml", "sitemap"),
    (r"/feeds/.+|/(?:atom|rss)\.xml", "feed"),
    (r"/search/label/.+", "label"),
    (r"/search(?:/.*|\.html)?", "search"),
    (r"/p/[^/]+\.html?", "page"),
    (r"/(?:[^/]+/)*(?:19|20)\d\d/(?:0[1-9]|1[0-2])/(?!index\.html?)[^/]+\.html?", "post"),
    (r"/(?:19|20)\d\d(?:/\d\d){0,2}(?:/(?:index\.html?)?)?", "archive"),
    (r"/(?:[^/]+/)*(?:19|20)\d\d_\d\d_\d\d_(?:[^/]*_)?archive\.html?", "archive"),
)
"""Forms of a path on a blog's own host, first match wins."""

_PATHS = tuple((re.compile(form, re.IGNORECASE), kind) for form, kind in _FORMS)

TRAPS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE))
    for reason, pattern in (
        ("visitor statistics", r"/b/stats\?"),
        ("post preview", r"/b/post-preview"),
        ("share button", r"/share-(?:widget|post\.g)"),
        ("archive widget reload", r"[?&]widgettype="),
        ("another order of the same list", r"[?&]reverse-paginate="),
        ("nested mobile switch", r"m%3d[01].*m%3d[01]|m%253d"),
        ("label inside a label", r"/search/label/.*(?:searchsearchsearch|/label/)"),
        ("search inside a search", r"/search(?:/[^/?]*){4}"),
        ("feed glued to a post", r"\.htmlfeeds/posts/"),
        (
            "the same folder four times",
            r"/([^/?]+)(?:/[^?]*)?/\1/(?:[^?]*/)?\1/(?:[^?]*/)?\1(?:/|$)",
        ),
        ("login", r"^https?://accounts\.google\.com/"),
        ("captcha", r"^https?://(?:www\.|ipv[46]\.)?google\.[a-z.]+/sorry/"),
        ("service form", r"^https?://[^/]*\bblogger\.com/(?!video\.g|feeds/|img/)"),
        ("service form", r"^https?://[^/]*\bblogger\.com/.*\.g\?.*\bredirect="),
        ("style of a login state", r"/dyn-css/authorization\.css"),
    )
)
"""Addresses that never end, never help or are not for visitors (ArchiveTeam's reject list)."""

MOST_SLASHES = 100
"""Slashes of an address; a pattern above took 0.1 s on 800 of them, and a page has many links."""

_VIDEO = re.compile(
    r"//(?:www\.)?blogger\.com/video\.g\?|//video\.google\.com/|//(?:www\.)?"
    r"(?:youtube(?:-nocookie)?\.com/(?:embed|v|watch)|youtu\.be/)|//player\.vimeo\.com/"
    r"|\.(?:mp4|webm|mov|m4v|ogv|3gp)(?:$|\?)",
    re.IGNORECASE,
)
_COUNTRY = re.compile(r"\.blogspot\.(?:com?\.[a-z]{2}|[a-z]{2,3})$")
_MONTH = re.compile(r"/((?:19|20)\d\d)[/_](0[1-9]|1[0-2])(?=[/_]|$)")
_INSTANT = re.compile(r"[?&]showComment=(\d{9,13})\b")
_COMMENT = re.compile(r"^c(\d+)$")


def _path_and_query(parts: SplitResult) -> tuple[str, str]:
    """The path and query, with a query that a mirroring tool wrote into the name set free."""
    path, *saved = _SAVED_QUERY.split(parts.path, maxsplit=1)
    query = parts.query
    if saved:
        query = re.sub(r"\.html?$", "", saved[0])
    if re.match(r"/search/label/.", path, re.IGNORECASE):
        path = re.sub(r"(?<=.)\.html?$", "", path)
    return path, query


def _folded_query(path: str, query: str) -> str:
    noise = _FEED_NOISE if path.startswith("/feeds/") else IDENTITY_FREE
    pairs = []
    for pair in query.split("&"):
        name, sign, value = pair.replace("+", "%20").partition("=")
        plain = unquote(name).lower()
        if plain and plain not in noise and not plain.startswith("utm_"):
            pairs.append(spelled_once(name) + sign + spelled_once(value))
    return "&".join(sorted(pairs))


@lru_cache(maxsize=REMEMBERED)
def host_of(url: str) -> str:
    """The folded host (and odd port) of an address; empty where it has none."""
    parts = split(url)
    return host_key(parts.hostname or "") + odd_port(parts) if parts.hostname else ""


def key(url: str, hosts: Iterable[str] = ()) -> str:
    """The identity of a web address: `host/path?query`, the same for every way to write it.

    Folded are scheme, host case, default port, `www.`, Blogspot's country names, fragment,
    parameters that choose no other page, percent-encoding and `index.html`. Where the host is one
    of a blog's `hosts`, the first of these stands for all. `key(key(x)) == key(x)`.
    """
    return _key(url, tuple(hosts))


@lru_cache(maxsize=REMEMBERED)
def _key(url: str, hosts: tuple[str, ...]) -> str:
    parts = split(url if "//" in url[:8] else f"//{url}")
    known = [host_key(name) for name in hosts]
    host = host_key(parts.hostname or "") + odd_port(parts)
    path, query = _path_and_query(parts)
    path = folded_path(path)
    query = _folded_query(path, query)
    return (known[0] if host in known else host) + path + (f"?{query}" if query else "")


canonical = key


@lru_cache(maxsize=REMEMBERED)
def fetch_form(url: str) -> str:
    """The address to ask for: as `key`, but with the scheme and the host that it was given."""
    parts = split(url)
    path, query = _path_and_query(parts)
    path = folded_path(path)
    host = (parts.hostname or "").lower()
    host = host if host.isascii() else punycode(host)
    host = _COUNTRY.sub(".blogspot.com", host)
    host = f"[{host}]" if ":" in host else host
    netloc = host + (f":{parts.port}" if odd_port(parts) else "")
    return urlunsplit((parts.scheme.lower(), netloc, path, _folded_query(path, query), ""))


# -- what an address is --------------------------------------------------------------------------


def trap_of(url: str) -> str | None:
    """Why an address must not be followed, or None where it may be."""
    if url.count("/") > MOST_SLASHES:
        return "folders without end"
    return next((reason for reason, pattern in TRAPS if pattern.search(url)), None)


def is_trap(url: str) -> bool:
    """Say whether an address leads nowhere or in circles."""
    return trap_of(url) is not None


def classify(url: str, hosts: Iterable[str] = ()) -> UrlKind:
    """Say what an address is; with `hosts`, everything on another host is `outside`."""
    return _classified(url, tuple(hosts))


@lru_cache(maxsize=REMEMBERED)
def _classified(url: str, hosts: tuple[str, ...]) -> UrlKind:
    if len(url) > LONGEST:
        return "trap"
    if _VIDEO.search(url):
        return "video"
    if is_picture(url):
        return "media"
    if is_trap(url):
        return "trap"
    host = host_of(url)
    known = {host_key(name) for name in hosts}
    on_service = host == "blogger.com" and "/feeds/" in url
    if not host or (known and host not in known and not on_service):
        return "outside"
    return _kind_of_path(split(url))


def _kind_of_path(parts: SplitResult) -> UrlKind:
    path, query = _path_and_query(parts)
    known = (kind for pattern, kind in _PATHS if pattern.fullmatch(path))
    kind: UrlKind = next(known, "other")
    if kind in ("post", "page") and _names(query) & {"showcomment"}:
        return "comment"
    if kind == "home" and _names(query) & {"updated-max", "q", "max-results"}:
        return "search"
    return kind


def _names(query: str) -> set[str]:
    return {pair.partition("=")[0].lower() for pair in query.split("&")}


@lru_cache(maxsize=REMEMBERED)
def post_path(url: str) -> str | None:
    """The path of a post or static page (`/2020/12/x.html`), or None for every other address."""
    parts = split(url)
    path = folded_path(_path_and_query(parts)[0])
    return path if _kind_of_path(parts) in ("post", "page", "comment") else None


def month_of(url: str) -> tuple[int, int] | None:
    """(year, month) that a post's or month archive's address carries."""
    found = _MONTH.search(split(url).path)
    return (int(found[1]), int(found[2])) if found else None


@lru_cache(maxsize=REMEMBERED)
def label_of(url: str) -> str | None:
    """The label that a label page lists, decoded; None for every other address."""
    path = _path_and_query(split(url))[0]
    found = re.match(r"/search/label/([^/]+)", path, re.IGNORECASE)
    return unquote(found[1].replace("+", " ")).strip() if found else None


def comment_id_of(url: str) -> str | None:
    """The id of the comment that a permalink (`…?showComment=…#c123`) names."""
    found = _COMMENT.match(split(url).fragment)
    return found[1] if found else None


def comment_instant(url: str) -> datetime | None:
    """The instant that `showComment=` carries (epoch milliseconds), aware UTC, whole seconds."""
    found = _INSTANT.search(url)
    return datetime.fromtimestamp(int(found[1]) // 1000, tz=UTC) if found else None
