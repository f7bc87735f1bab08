"""The grammar of Blogger addresses: kinds, identity, traps, and the sizes of pictures. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import (
    SplitResult,
    quote,
    unquote,
    unquote_to_bytes,
    urljoin,
    urlsplit,
    urlunsplit,
)

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

_IDENTITY_FREE = frozenset(
    {
        "m", "showcomment", "spref", "view", "commentpage", "zx", "dynamicviews", "v",
        "interstitial", "guestauth", "bpli", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid",
        "ncr", "pli",
    }
)  # fmt: skip
"""Parameters that never choose another page, lower-case."""

_FEED_NOISE = frozenset({"zx", "callback"})
"""The same for feeds, where `v`, `alt` and `dynamicviews` do choose another answer."""

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

_TRACKERS = re.compile(
    r"^(?:https?:)?//(?:[^/]*\.)?(?:"
    r"(?:blogger\.googleusercontent|blogger|blogblog)\.com/tracker/"
    r"|feeds\.feedburner\.com/~[rf]"
    r"|feeds\.wordpress\.com/1\."
    r"|google-analytics\.com/|doubleclick\.net/|quantserve\.com/|statcounter\.com/"
    r"|assoc-amazon\.[a-z.]+/e/ir|amazon-adsystem\.com/e/ir"
    r"|scorecardresearch\.com/|sitemeter\.com/|histats\.com/|pixel\.wp\.com/"
    r")|/b/stats\?",
    re.IGNORECASE,
)
"""One-pixel pictures that count readers."""

_PICTURE_HOSTS = re.compile(
    r"(?:[0-9]\.)?bp\.blogspot\.com|bp[0-9]\.blogger\.com|blogger\.googleusercontent\.com"
    r"|lh[0-9]+(?:-[a-z]+)?\.(?:googleusercontent|ggpht)\.com|photos[0-9]+\.blogger\.com",
    re.IGNORECASE,
)
"""Hosts of Google's pictures. They share one path for one picture (BLOGGER.md section 6)."""

_SIZE = re.compile(
    r"(?P<mark>/|=)(?P<size>[swh]\d+(?:-[a-z]{1,3}\d*(?:=\d+)?)*(?:-h\d+)?(?:-[a-z]{1,3}\d*)*)"
    r"(?=/[^/]*$|$)"
)
"""The size token: the folder before the file name, or a suffix after `=`."""

_OLD_SIZE = re.compile(r"(?<=/)\d{3,4}(?=/[^/]*$)")
"""photos1.blogger.com writes the size as a bare number; 1600 was its largest."""

_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|avif|svg|tiff?|ico)$", re.IGNORECASE)
_VIDEO = re.compile(
    r"//(?:www\.)?blogger\.com/video\.g\?|//video\.google\.com/|//(?:www\.)?"
    r"(?:youtube(?:-nocookie)?\.com/(?:embed|v|watch)|youtu\.be/)|//player\.vimeo\.com/"
    r"|\.(?:mp4|webm|mov|m4v|ogv|3gp)(?:$|\?)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::\d{1,5})?/(?!.*/\.\.?(?:/|$))[^\s\\]*$")
"""Addresses that are whole already: most links of a page need no resolving."""

_COUNTRY = re.compile(r"\.blogspot\.(?:com?\.[a-z]{2}|[a-z]{2,3})$")
_MONTH = re.compile(r"/((?:19|20)\d\d)[/_](0[1-9]|1[0-2])(?=[/_]|$)")
_COMMENT = re.compile(r"^c(\d+)$")
_REMEMBERED = 16_384
"""Answers kept: the pages of a blog repeat the same few thousand links."""

_SAFE = "!$'()*,;:@-._~"
"""Characters that a path segment carries unescaped (RFC 3986), less `&`, `=` and `+`."""

# -- taking addresses apart ----------------------------------------------------------------------


@lru_cache(maxsize=_REMEMBERED)
def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def absolute(base: str, href: str) -> str:
    """Resolve a link against its page; an empty text where it is no web address."""
    if _PLAIN.match(href):
        return href
    try:
        joined = urljoin(base, href.strip())
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if parts.scheme in ("http", "https") and parts.netloc else ""


def host_key(host: str) -> str:
    """A host as identity sees it: lower case, no `www.`, Blogspot's country names as `.com`."""
    try:
        ascii_host = host.encode("ascii").decode()
    except UnicodeError:
        ascii_host = _punycode(host)
    folded = ascii_host.lower().rstrip(".").removeprefix("www.")
    return _COUNTRY.sub(".blogspot.com", folded)


def _punycode(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return quote(host, safe=".")


def _again(text: str, safe: str = _SAFE) -> str:
    """Decode and encode once: every spelling of the same bytes becomes one."""
    return quote(unquote_to_bytes(text), safe=safe)


def _path_and_query(parts: SplitResult) -> tuple[str, str]:
    """The path and query, with a query that a mirroring tool wrote into the name set free."""
    path, *saved = _SAVED_QUERY.split(parts.path, maxsplit=1)
    query = parts.query
    if saved:
        query = re.sub(r"\.html?$", "", saved[0])
    if re.match(r"/search/label/.", path, re.IGNORECASE):
        path = re.sub(r"(?<=.)\.html?$", "", path)
    return path, query


def _folded_path(path: str) -> str:
    folded = "/".join(_again(segment, _SAFE + "&=+") for segment in path.split("/")) or "/"
    folded = re.sub(r"/index\.html?$", "/", folded)
    if re.fullmatch(r"/(?:19|20)\d\d(?:/\d\d){0,2}", folded):
        folded += "/"
    return folded


def _folded_query(path: str, query: str) -> str:
    noise = _FEED_NOISE if path.startswith("/feeds/") else _IDENTITY_FREE
    pairs = []
    for pair in query.split("&"):
        name, sign, value = pair.replace("+", "%20").partition("=")
        plain = unquote(name).lower()
        if plain and plain not in noise and not plain.startswith("utm_"):
            pairs.append(_again(name) + sign + _again(value))
    return "&".join(sorted(pairs))


def _port(parts: SplitResult) -> str:
    return "" if parts.port in (None, 80, 443) else f":{parts.port}"


def host_of(url: str) -> str:
    """The folded host (and odd port) of an address; empty where it has none."""
    parts = _split(url)
    return host_key(parts.hostname or "") + _port(parts) if parts.hostname else ""


def key(url: str, hosts: Iterable[str] = ()) -> str:
    """The identity of a web address: `host/path?query`, the same for every way to write it.

    Folded are scheme, host case, default port, `www.`, Blogspot's country names, fragment,
    parameters that choose no other page, percent-encoding and `index.html`. Where the host is one
    of a blog's `hosts`, the first of these stands for all. `key(key(x)) == key(x)`.
    """
    return _key(url, tuple(hosts))


@lru_cache(maxsize=_REMEMBERED)
def _key(url: str, hosts: tuple[str, ...]) -> str:
    parts = _split(url if "//" in url[:8] else f"//{url}")
    known = [host_key(name) for name in hosts]
    host = host_key(parts.hostname or "") + _port(parts)
    path, query = _path_and_query(parts)
    path = _folded_path(path)
    query = _folded_query(path, query)
    return (known[0] if host in known else host) + path + (f"?{query}" if query else "")


canonical = key


@lru_cache(maxsize=_REMEMBERED)
def fetch_form(url: str) -> str:
    """The address to ask for: as `key`, but with the scheme and the host that it was given."""
    parts = _split(url)
    path, query = _path_and_query(parts)
    path = _folded_path(path)
    host = (parts.hostname or "").lower()
    host = host if host.isascii() else _punycode(host)
    host = _COUNTRY.sub(".blogspot.com", host)
    netloc = host + (f":{parts.port}" if _port(parts) else "")
    return urlunsplit((parts.scheme.lower(), netloc, path, _folded_query(path, query), ""))


# -- what an address is --------------------------------------------------------------------------


def trap_of(url: str) -> str | None:
    """Why an address must not be followed, or None where it may be."""
    return next((reason for reason, pattern in TRAPS if pattern.search(url)), None)


def is_trap(url: str) -> bool:
    """Say whether an address leads nowhere or in circles."""
    return trap_of(url) is not None


def classify(url: str, hosts: Iterable[str] = ()) -> UrlKind:
    """Say what an address is; with `hosts`, everything on another host is `outside`."""
    return _classified(url, tuple(hosts))


@lru_cache(maxsize=_REMEMBERED)
def _classified(url: str, hosts: tuple[str, ...]) -> UrlKind:
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
    return _kind_of_path(_split(url))


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


def post_path(url: str) -> str | None:
    """The path of a post or static page (`/2020/12/x.html`), or None for every other address."""
    parts = _split(url)
    path = _folded_path(_path_and_query(parts)[0])
    return path if _kind_of_path(parts) in ("post", "page", "comment") else None


def month_of(url: str) -> tuple[int, int] | None:
    """(year, month) that a post's or month archive's address carries."""
    found = _MONTH.search(_split(url).path)
    return (int(found[1]), int(found[2])) if found else None


@lru_cache(maxsize=_REMEMBERED)
def label_of(url: str) -> str | None:
    """The label that a label page lists, decoded; None for every other address."""
    path = _path_and_query(_split(url))[0]
    found = re.match(r"/search/label/([^/]+)", path, re.IGNORECASE)
    return unquote(found[1].replace("+", " ")).strip() if found else None


def comment_id_of(url: str) -> str | None:
    """The id of the comment that a permalink (`…?showComment=…#c123`) names."""
    found = _COMMENT.match(_split(url).fragment)
    return found[1] if found else None


def comment_instant(url: str) -> datetime | None:
    """The instant that `showComment=` carries (epoch milliseconds), aware UTC, whole seconds."""
    found = re.search(r"[?&]showComment=(\d{9,13})\b", url)
    return datetime.fromtimestamp(int(found[1]) // 1000, tz=UTC) if found else None


# -- pictures ------------------------------------------------------------------------------------


def is_tracker(url: str) -> bool:
    """Say whether a picture only counts readers."""
    return _TRACKERS.search(url) is not None


@lru_cache(maxsize=_REMEMBERED)
def is_picture(url: str) -> bool:
    """Say whether an address looks like a picture: by its host or by its file name."""
    parts = _split(url)
    if not parts.hostname or is_tracker(url):
        return False
    named = _PICTURE_NAME.search(parts.path) is not None
    return named or _PICTURE_HOSTS.fullmatch(parts.hostname) is not None


def _sized(url: str) -> tuple[str, str, str] | None:
    """A Google picture as (host, path before the size, path after it); None for other hosts."""
    parts = _split(url)
    host = (parts.hostname or "").lower()
    if not _PICTURE_HOSTS.fullmatch(host) or "proxy/" in parts.path:
        return None
    pattern = _OLD_SIZE if host.startswith("photos") else _SIZE
    found = pattern.search(parts.path)
    if not found:
        return host, parts.path, ""
    mark = found.groupdict().get("mark") or ""
    return host, parts.path[: found.start()] + mark, parts.path[found.end() :]


@lru_cache(maxsize=_REMEMBERED)
def picture_key(url: str) -> str:
    """One key for one picture, whatever its size or which of Google's hosts serves it."""
    sized = _sized(url)
    if sized is None:
        parts = _split(url)
        query = f"?{parts.query}" if parts.query else ""
        return host_key(parts.hostname or "") + _folded_path(parts.path) + query
    _host, before, after = sized
    return "google" + (before.rstrip("=/") + after)


def original(url: str) -> str:
    """The address of the picture as it was uploaded (`s0`); other hosts' pictures as they are."""
    sized = _sized(url)
    if sized is None or not sized[1].endswith(("/", "=")) or not _split(url).path:
        return _with_scheme(url)
    host, before, after = sized
    return f"https://{host}{before}{'1600' if host.startswith('photos') else 's0'}{after}"


def _with_scheme(url: str) -> str:
    return f"https:{url}" if url.startswith("//") else url


def _unwrapped(url: str) -> str:
    """`/s1600-h/` answers with a web page around the picture; `/s1600/` is the picture."""
    return re.sub(r"(/[swh]\d+)-h(?=/[^/]*$)", r"\1", _with_scheme(url))


def candidates(shown: str, linked: str | None = None) -> tuple[str, ...]:
    """Where to ask for a picture, best first: the original, as linked, as shown; each once."""
    if is_tracker(shown):
        return ()
    usable = [url for url in (linked, shown) if url and is_picture(url)] or [shown]
    tried = [original(usable[0]), *map(_unwrapped, usable), _unwrapped(shown)]
    return tuple(dict.fromkeys(url for url in tried if url))
