"""Taking web addresses apart: parts, hosts and paths, each folded to one spelling. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit

from archive.addresses import host_key as ascii_host_key

_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::\d{1,5})?/(?!.*/\.\.?(?:/|$))[^\s\\]*$")
"""Addresses that are whole already: most links of a page need no resolving."""

REMEMBERED = 16_384
"""Answers kept: the pages of a blog repeat the same few thousand links."""

LONGEST = 4096
"""Letters of an address; servers refuse more than 8,192, and real ones stay under 1,500."""

SAFE = "!$'()*,;:@-._~"
"""Characters that a path segment carries unescaped (RFC 3986), less `&`, `=` and `+`."""


@lru_cache(maxsize=REMEMBERED)
def split(url: str) -> SplitResult:
    """The parts of an address; all empty where it is none."""
    try:
        parts = urlsplit(url.strip() if len(url) <= LONGEST else "")
        _ = parts.port
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def absolute(base: str, href: str) -> str:
    """Resolve a link against its page; an empty text where it is no web address."""
    if len(href) > LONGEST:
        return ""
    return href if _PLAIN.match(href) else _joined(base, href)


@lru_cache(maxsize=REMEMBERED)
def _joined(base: str, href: str) -> str:
    try:
        joined = urljoin(base, href.strip())
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if parts.scheme in ("http", "https") and parts.netloc else ""


def host_key(host: str) -> str:
    """A host as identity sees it: lower case, no `www.`, Blogspot's country names as `.com`."""
    return ascii_host_key(host if host.isascii() else punycode(host))


def punycode(host: str) -> str:
    """A host of any script as DNS writes it; percent-encoded where DNS has no such name."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return quote(host, safe=".")


def spelled_once(text: str, safe: str = SAFE) -> str:
    """Decode and encode once: every spelling of the same bytes becomes one."""
    return quote(unquote_to_bytes(text), safe=safe)


def folded_path(path: str) -> str:
    """A path in its one spelling: `/index.html` is `/`, and a year or month ends in `/`."""
    folded = "/".join(spelled_once(segment, SAFE + "&=+") for segment in path.split("/")) or "/"
    folded = re.sub(r"/index\.html?$", "/", folded)
    if re.fullmatch(r"/(?:19|20)\d\d(?:/\d\d){0,2}", folded):
        folded += "/"
    return folded


def odd_port(parts: SplitResult) -> str:
    """`:8080`, or nothing for the ports of http and https."""
    return "" if parts.port in (None, 80, 443) else f":{parts.port}"
