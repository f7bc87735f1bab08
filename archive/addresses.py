"""When two web addresses name the same page: folded hosts and page keys. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urljoin, urlsplit

IDENTITY_FREE = frozenset(
    {
        *("m", "showcomment", "spref", "view", "commentpage", "zx", "dynamicviews", "v"),
        *("interstitial", "guestauth", "bpli", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid"),
        *("ncr", "pli"),
    }
)
"""Parameters that never choose another page, lower-case; every `utm_…` is one more."""

LEADS_HERE = IDENTITY_FREE | {"max-results"}
"""Those that a link to a kept page may carry. A list of 20 posts is another answer than one of 5,
so a crawl keeps the two apart (`scraper.urls`); the mirror has one page for both."""

_COUNTRY = re.compile(r"\.blogspot\.(?:com?\.[a-z]{2}|[a-z]{2,3})$")
_INDEX = re.compile(r"/index\.html?$")
_SAFE = "/!$'()*,;:@-._~&=+"
_FOLDED = re.compile(r"https?://([a-z0-9.-]+)(/[\w/.~-]*)", re.ASCII)
"""Addresses in which only the host may be left to fold, as nearly all of a blog are. This way takes
2 us, all steps 7, and coverage reads each address of a blog."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address, folded: host (with an odd port), path, query and fragment."""

    host: str
    path: str
    query: str
    fragment: str

    @property
    def page(self) -> str:
        """What all spellings of one page share on their host: `/path?query`."""
        return f"{self.path}?{self.query}" if self.query else self.path


@lru_cache(maxsize=1024)
def host_key(host: str) -> str:
    """A host as identity sees it: lower case, no `www.`, Blogspot's country names as `.com`."""
    return _COUNTRY.sub(".blogspot.com", host.lower().rstrip(".").removeprefix("www."))


def read_address(url: str, base: str = "") -> Address | None:
    """Take a web address apart, resolved against `base`; None where it is no http(s) address."""
    if not base and (found := _FOLDED.fullmatch(url)):
        return Address(host_key(found[1]), _INDEX.sub("/", found[2]), "", "")
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    host = host_key(parts.hostname) + (f":{port}" if port not in (None, 80, 443) else "")
    return Address(host, _folded_path(parts.path), _folded_query(parts.query), parts.fragment)


def _folded_path(path: str) -> str:
    if path.startswith("/search/label/"):
        path = path.replace("+", "%20")
    folded = quote(unquote_to_bytes(path), safe=_SAFE) or "/"
    return _INDEX.sub("/", folded)


def _folded_query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=None)
    kept = [
        (name, value)
        for name, value in pairs
        if name.lower() not in LEADS_HERE and not name.lower().startswith("utm_")
    ]
    return urlencode(sorted(kept))
